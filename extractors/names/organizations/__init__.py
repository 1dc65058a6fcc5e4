"""Find the organisations, units and places that an article names, and what its shorter words for them stand for."""

from extractors.names.organizations.finding import Organizations, find

__all__ = ["Organizations", "find"]
