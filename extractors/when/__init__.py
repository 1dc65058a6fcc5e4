"""Resolve the dates of a sentence against the day of publication."""

from extractors.when.dates import dates, dates_of
from extractors.when.governing import event_date
from extractors.when.occasion import Occasion, occasions
from extractors.when.resolve import SpokenOf

__all__ = ["Occasion", "SpokenOf", "dates", "dates_of", "event_date", "occasions"]
