"""Resolve the dates of a sentence against the day of publication."""

from extractors.when.dates import dates, dates_of
from extractors.when.governing import event_date

__all__ = ["dates", "dates_of", "event_date"]
