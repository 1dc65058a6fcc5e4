"""Obituaries: whose relatives hold which post ("최지훈(한강전자 상무)씨 부친상"), and which post the dead held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Sentence
from extractors.leadership.lists_words import title_of
from extractors.names.naming import korean
from extractors.names.titles import Title, TitleKind
from facts.claims import LeadershipClaim, LeadershipEvent

_RELATIVE = re.compile(r"(?P<name>[가-힣]{2,4})\s?\((?P<what>[^()]{3,40})\)")
_DEAD = re.compile(
    r"^\W*(?P<name>[가-힣]{2,4})(?:\([^()]*\))?\s(?P<what>[^,=()]{3,40}?)(?:씨)?\s?(?:별세|타계|소천|영면|선종)"
)
_SPOKEN_OF = re.compile(
    r"(?P<name>[가-힣]{3,4})\s(?P<what>(?:[^,·=()\s]+\s){1,3}?\S+)씨?\s(?:부친|모친|빙부|빙모|장인|장모|시부|시모)상"
)

_ONCE = frozenset({"전", "前"})
_NOW = frozenset({"현", "現"})
_TELLS = re.compile(
    r"(?:별세|타계|소천|선종)(?:[,=·\s]|$)|(?:부친|모친|빙부|빙모|장인|장모|시부|시모|조부|조모|배우자|부인|남편)상(?:[,=·\s]|$)"
)


def is_obituary(row: Sentence) -> bool:
    """Whether the row tells of a death, as in a column that holds other news too."""
    return _TELLS.search(row.text) is not None


def obituary_claims(row: Sentence) -> Iterator[LeadershipClaim]:
    """The posts that one entry of an obituary names; relatives hold theirs, the dead have left theirs."""
    text = row.text
    if (dead := _DEAD.match(text)) is not None and korean(dead["name"]):
        yield from _claim(row, dead["name"], dead["what"], dead=True)
    for match in (*_RELATIVE.finditer(text), *_SPOKEN_OF.finditer(text)):
        if korean(match["name"]):
            yield from _claim(row, match["name"], match["what"], dead=False)


def _claim(row: Sentence, person: str, what: str, *, dead: bool) -> Iterator[LeadershipClaim]:
    words = [word for word in re.split(r"[\s·]+", what) if word and word != "겸"]
    former = bool(words) and words[0] in _ONCE
    words = words[1:] if words and words[0] in _ONCE | _NOW else words
    titles = [title for word in words if (title := title_of(word)) is not None]
    if not titles or all(title.kind is TitleKind.MINOR for title in titles) or title_of(words[-1]) is None:
        return
    path = [word for word in words if title_of(word) is None]
    if not path and (own := _heads(titles[0])) is not None:
        path = [own]
        unit = None
    elif path:
        inside = next((title.unit for title in titles if title.unit), None)
        unit = " ".join([*path[1:], inside] if inside else path[1:]) or None
    else:
        return
    yield LeadershipClaim(
        event=LeadershipEvent.LEFT if dead or former else LeadershipEvent.HOLDS,
        person=person,
        organization=path[0],
        unit=unit,
        roles=tuple(dict.fromkeys(title.text for title in titles)),
        evidence=row.evidence,
        rule="leadership.ko.obituary",
    )


def _heads(title: Title) -> str | None:
    """The body whose head the word alone names: "조달청장", "한강은행장"."""
    whole = title.text.endswith(("청장", "은행장", "병원장", "협회장", "학회장", "진흥원장", "의료원장"))
    body = title.unit or title.text[:-1]
    return body if whole and len(body) > 3 else None
