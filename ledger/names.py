"""Finding names: as written, as the beginning of one, and the nearest to a misspelled one."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from rapidfuzz import fuzz, process
from sqlalchemy.engine import Connection

from facts.names.writing import plain
from ledger.errors import UnknownNameError
from ledger.schema import fact_name

_ALIKE = 60
"""Out of 100 by rapidfuzz's weighted ratio: one wrong syllable in a Korean name of three gives 67."""
_SUGGESTIONS = 5


def completions(connection: Connection, start: str, limit: int = 20) -> Sequence[str]:
    """Names that begin as given, compared without spaces and case, in alphabetical order."""
    query = (
        sa.select(fact_name.c.name)
        .where(fact_name.c.name_key.startswith(plain(start), autoescape=True))
        .distinct()
        .order_by(fact_name.c.name)
        .limit(limit)
    )
    return list(connection.scalars(query))


def suggestions(connection: Connection, name: str) -> Sequence[str]:
    """Names of the ledger that resemble this one, best first."""
    known = list(connection.scalars(sa.select(fact_name.c.name).distinct()))
    found = process.extract(name, known, scorer=fuzz.WRatio, processor=plain, limit=_SUGGESTIONS, score_cutoff=_ALIKE)
    return [match for match, _, _ in found]


def known_key(connection: Connection, name: str) -> str:
    """The key under which facts stand that name this; UnknownNameError with suggestions where there is none.

    The beginning of a name will do where only one name begins so.
    """
    key = plain(name)
    if connection.execute(sa.select(fact_name.c.fact_id).where(fact_name.c.name_key == key).limit(1)).first():
        return key
    begun = {plain(each) for each in completions(connection, name)}
    if len(begun) == 1:
        return begun.pop()
    raise UnknownNameError(name, completions(connection, name, _SUGGESTIONS) or suggestions(connection, name))
