"""Obituaries: whose relatives hold which post ("최지훈(한강전자 상무)씨 부친상"), and which post the dead held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Sentence
from extractors.leadership.lists_words import title_of
from extractors.names.naming import korean
from extractors.names.titles import TitleKind
from facts.claims import LeadershipClaim, LeadershipEvent

_RELATIVE = re.compile(r"(?P<name>[가-힣]{2,4})\s?\((?P<what>[^()]{3,40})\)")
_DEAD = re.compile(
    r"^\W*(?P<name>[가-힣]{2,4})(?:\([^()]*\))?\s(?P<what>[^,=()]{3,40}?)(?:씨)?\s?(?:별세|타계|소천|영면|선종)"
)
_SPOKEN_OF = re.compile(
    r"(?P<name>[가-힣]{3,4})\s(?P<what>(?:[^,·=()\s]+\s){1,3}?\S+)씨?\s(?:부친|모친|빙부|빙모|장인|장모|시부|시모)상"
)


def obituary_claims(row: Sentence) -> Iterator[LeadershipClaim]:
    """The posts that one entry of an obituary names; relatives hold theirs, the dead have left theirs."""
    text = row.text
    if (dead := _DEAD.match(text)) is not None and korean(dead["name"]):
        yield from _claim(row, dead["name"], dead["what"], dead=True)
    for match in (*_RELATIVE.finditer(text), *_SPOKEN_OF.finditer(text)):
        if korean(match["name"]):
            yield from _claim(row, match["name"], match["what"], dead=False)


def _claim(row: Sentence, person: str, what: str, *, dead: bool) -> Iterator[LeadershipClaim]:
    words = [word for word in re.split(r"[\s·]+", what) if word]
    former = bool(words) and words[0] in {"전", "前"}
    words = words[1:] if words and words[0] in {"전", "前", "현", "現"} else words
    title = title_of(words[-1]) if len(words) >= 2 else None
    if title is None or title.kind is TitleKind.MINOR:
        return
    organization, *path = words[:-1]
    named = [*path, title.unit] if title.unit else path
    yield LeadershipClaim(
        event=LeadershipEvent.LEFT if dead or former else LeadershipEvent.HOLDS,
        person=person,
        organization=organization,
        unit=" ".join(named) or None,
        roles=(title.text,),
        evidence=row.evidence,
        rule="leadership.ko.obituary",
    )
