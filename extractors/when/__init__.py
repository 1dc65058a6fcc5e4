"""Resolve the dates of a sentence against the day of publication."""
