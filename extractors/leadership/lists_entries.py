"""What an entry of a personnel list says of its person: posts and their unit, and what stands in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.leadership.lists_words import bracketed, title_of, words
from extractors.names.titles import Title, TitleKind, lexicon, read_title
from facts.claims import LeadershipEvent


@dataclass(frozen=True, slots=True)
class Entry:
    """A person of a list with what the list says of them; `left` are titles that the entry itself calls former."""

    person: str
    titles: tuple[Title, ...]
    unit: str | None
    left: tuple[Title, ...] = ()
    event: LeadershipEvent | None = None
    organization: str | None = None
    planned: bool = False
    left_at: str | None = None
    """The organisation of `left`, where it is another one ("(전 두레바이오 임상실장)")."""


_FORMER = re.compile(r"^(?:(?:전|前|현|現)\s+|[←⟵]\s*)(?P<what>.+)$")
_CONCURRENT = re.compile(r"^(?:겸임?|겸직)\s+|\s+(?:겸임|겸직|겸)$")
_OFFICIAL = re.compile(r"[가-힣]{2,}(?:관|감시인|변리사|감사)$|[가-힣]*(?:발행인|편집인)$")
_BELOW = frozenset({"직속", "산하", "소속"})


def described(entry: Entry, part: str, *, left: bool = True) -> Entry:
    """The entry with what the brackets of its part say: other titles it has, those it had."""
    inside, former = _from_brackets(part, entry)
    extra = tuple(title for title in inside if title not in entry.titles)
    unit = entry.unit or next((title.unit for title in extra if title.unit and title.text not in lexicon().heads), None)
    return replace(
        entry,
        titles=(*entry.titles, *extra),
        unit=unit,
        left=former if left else (),
        left_at=_left_at(part) if left and former else None,
    )


def _left_at(part: str) -> str | None:
    """The organisation before a former title in brackets: "(전 두레바이오 임상실장)" names one, "(전 임상실장)" does not."""
    for inside in bracketed(part):
        match = _FORMER.match(inside)
        words_ = match["what"].split() if match is not None and inside[0] in "전前" else []
        if len(words_) >= 2 and title_of(words_[0]) is None and not words_[0].endswith(lexicon().units):
            return words_[0]
    return None


def bracket_after(part: str, person: str) -> str:
    found = re.search(re.escape(person) + r"\s?(\([^()]*\))", part)
    return found[1] if found else ""


def _from_brackets(part: str, entry: Entry) -> tuple[tuple[Title, ...], tuple[Title, ...]]:
    """Titles in brackets: those held or taken, and those called former.

    Behind a name that has a unit to head already, the head of another unit is the post left; a post at another organisation
    ("부회장 아무개(두레바이오 대표)") is nobody's here.
    """
    now: list[Title] = []
    former: list[Title] = []
    behind = part.rfind(entry.person)
    heads = any(title.kind is TitleKind.HEAD for title in entry.titles)
    for found in re.finditer(r"[(（]([^()（）]*)[)）]", part):
        inside = found[1].strip()
        match = _FORMER.match(inside)
        is_former = match is not None and inside[0] in "전前"
        concurrent = _CONCURRENT.search(inside) is not None
        text = match["what"] if match else _CONCURRENT.sub("", inside)
        tokens = [token for token in re.split(r"[\s,]+", text) if token]
        held, _ = posts(tokens)
        if is_former:
            former.extend(held)
        elif match is None and (
            found.start() < behind
            or concurrent
            or not (_elsewhere(tokens) or ((heads or _same_place(tokens, entry)) and _heads(held)))
        ):
            now.extend(held)
    return tuple(now), tuple(former)


def _heads(titles: Sequence[Title]) -> bool:
    return any(title.kind is TitleKind.HEAD or title.unit is not None for title in titles)


def _same_place(tokens: Sequence[str], entry: Entry) -> bool:
    """Whether a post in brackets repeats where the entry's own is: "국토부 1차관 홍길동(국토부 기획조정실장)"."""
    return entry.unit is not None and len(tokens) > 1 and tokens[0] in entry.unit.split()


def _elsewhere(tokens: Sequence[str]) -> bool:
    """Whether the words give an organisation and a post there: "두레바이오 대표이사", but not "베트남 법인장"."""
    title = title_of(tokens[-1]) if len(tokens) > 1 else None
    return title is not None and title.kind in (TitleKind.OFFICE, TitleKind.MINOR) and title_of(tokens[0]) is None


def posts(tokens: Sequence[str]) -> tuple[tuple[Title, ...], str | None]:
    """The titles among `tokens`, and the unit that they and the words before them name."""
    titles: list[Title] = []
    unit: str | None = None
    path: list[str] = []
    for at, token in enumerate(tokens):
        if titles and token in words().acting:
            titles[-1] = replace(titles[-1], text=f"{titles[-1].text} {token}")
            continue
        title = title_of(token)
        if title is None and _OFFICIAL.search(token) and not any(map(title_of, tokens[at + 1 :])):
            kind = TitleKind.OFFICE if token.endswith(("감시인", "발행인", "편집인")) else TitleKind.MINOR
            title = Title(text=token, kind=kind, unit=None, length=len(token), particle="", role="")
        if tokens[at + 1 : at + 2] and tokens[at + 1] in _BELOW:  # "CEO 직속 전략실장"
            continue
        if title is None:
            if token not in _BELOW and read_title(token) is None:  # "연구위원", "박사" name no part of an organisation
                path.append(token)
            continue
        titles.append(title)
        # "실장" alone heads what stands before it.
        own = [*path, title.unit] if title.unit and title.text not in lexicon().heads else path
        if own and unit is None:
            unit = " ".join(own)
        path = []
    if path and unit is None and all(len(word) > 1 for word in path):
        unit = " ".join(path)
    return tuple(titles), unit
