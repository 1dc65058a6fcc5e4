"""Bring articles in: feeds, polite HTTP, page text. The only reader of the web."""
