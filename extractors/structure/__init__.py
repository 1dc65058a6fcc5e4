"""Cut an article into the sentences that are its own: noise at the edges away, headline, body, captions, lists."""

from extractors.structure.reading import read_structure

__all__ = ["read_structure"]
