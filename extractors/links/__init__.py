"""Who is named with which title and which organisation, whatever the rules of claims make of it."""

from extractors.links.reading import Link, links, links_between

__all__ = ["Link", "links", "links_between"]
