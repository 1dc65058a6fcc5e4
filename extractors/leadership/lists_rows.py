"""One entry of a personnel list: who, which titles, which unit.

A list keeps to one order of name and post. Entries that show it by themselves ("오승택 리스크관리실장") tell it for those
that do not: where a name is due, a word with a rare surname is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from extractors.leadership.lists_entries import Entry, bracket_after, described, posts
from extractors.leadership.lists_headings import Group
from extractors.leadership.lists_names import (
    fits,
    inner_name,
    is_name,
    leading_name,
    only_names,
    trailing_names,
)
from extractors.leadership.lists_words import bracketed, title_of, without_brackets, words
from extractors.names.naming import korean
from extractors.names.titles import Title, lexicon
from facts.claims import LeadershipEvent


class Order(StrEnum):
    """What an entry begins with."""

    NAME = "name"
    POST = "post"
    PLACE = "place"  # "한강건설 홍길동 부사장", "경영지원실장 홍길동 전무"


_MOVED = re.compile(r"(?P<name>\S+?)\s?[(（](?P<old>[^()（）]+)[)）]\s?(?:→|➝|⟶|->)\s?(?P<new>\S[^→]*)")
"""A row that gives the old post and behind an arrow the new one."""
_RISEN = re.compile(r"(?P<old>[^→()]+?)\s?(?:→|➝|⟶|->)\s?(?P<new>[^→()]+)")
"""A row that gives a name, the old post and behind an arrow the new one, both with the company."""
_ENTRY_MARK = re.compile(r"^\s*(?:\d{1,2}[.)]\s*)?")
_PAIR = re.compile(r"\s*(?:[:：=]|…+|‥+|\.{3,})\s*")
"""What stands between post and name, or between a group and its people: "기획실장 : 아무개", "본부장급 … 아무개"."""
_WORD = re.compile(r"[^\s()]+(?:\s?\([^()]*\))*|\([^()]*\)")
_TURNS = re.compile(r"T[T-]*N+-*T[T-]*N|N-*T+N-*T")
"""Titles (T) and sure names (N) of an entry, in turns."""
_POST_BEFORE = re.compile(r"-*T")
_NO_WORDS = frozenset({"겸", "및", "씨", "※", "*", "교수", "박사"})
_LONGEST_ENTRY = 14


def order_of(text: str) -> Order | None:
    """The order of an entry that shows it: a sure name at one end, a title at the other; None where it does not."""
    tokens = _tokens(_PAIR.sub(" ", text))
    if len(tokens) < 2:
        return None
    if title_of(tokens[-1]) is not None:
        if title_of(tokens[0]) is None and korean(tokens[0]):
            return Order.NAME if korean(tokens[0]) == 2 else None
        return Order.PLACE if inner_name(tokens) is not None else None
    posts = any(title_of(token) is not None or token.endswith(lexicon().units) for token in tokens[:-1])
    return Order.POST if posts and korean(tokens[-1]) == 2 else None


def split_pair(text: str) -> tuple[str, str] | None:
    """What stands before and behind the first colon or its like; None where the text has none, or nothing behind it."""
    found = _PAIR.search(text)
    if found is None or not text[: found.start()].strip() or not text[found.end() :].strip():
        return None
    return text[: found.start()].strip(), text[found.end() :].strip()


def entries(text: str, group: Group, order: Order | None = None) -> list[Entry]:
    """The people of an entry, in either order: "상무 배수정 천우람", "오승택 리스크관리실장", "강서영업본부 계도현"."""
    text = _ENTRY_MARK.sub("", _PAIR.sub(" ", text))
    if (moved := _MOVED.fullmatch(text.strip())) is not None:
        taken, where = posts(moved["new"].split())
        return [Entry(moved["name"], taken, where)] if taken and is_name(moved["name"]) else []
    if (risen := _RISEN.fullmatch(text.strip())) is not None:
        return _risen(risen["old"].split(), risen["new"].split())
    found: list[Entry] = []
    titles: tuple[Title, ...] = ()
    unit: str | None = None
    place: str | None = None
    parts = [piece for part in _parts(text) for piece in _alternating(part)]
    order = next((shown for part in parts if (shown := order_of(part)) is not None), order)
    for whole in parts:
        so_far, planned = _without_plan(whole)
        part, event = _without_status(so_far)
        read = _entry(part, order, grouped=bool(group.titles or group.event or group.level or titles))
        for entry in read:
            carried = titles if not _names_a_title(part) else ()
            found.append(
                replace(
                    entry,
                    titles=(*entry.titles, *carried),
                    unit=entry.unit or (unit if carried else place if only_names(_tokens(part)) else None),
                    event=event or entry.event,
                    planned=planned,
                )
            )
        if read and not only_names(_tokens(part)):  # "두레전자 홍길동, 이몽룡": the second is there too
            place = None if _names_a_title(part) else read[-1].unit
        if read and read[-1].titles and _title_first(part) and _names_a_title(part):
            titles, unit = read[-1].titles, read[-1].unit
        elif _names_a_title(part):
            titles, unit = (), None
    return found


def _risen(old: Sequence[str], new: Sequence[str]) -> list[Entry]:
    lead = leading_name(old) if len(old) > 1 and korean(old[0]) else None
    if lead is None or title_of(old[-1]) is None:
        return []
    firm = title_of(new[0]) is None and not new[0].endswith(lexicon().units)
    titles, unit = posts(new[1:] if firm else new)
    return [Entry(lead[0], titles, unit, organization=new[0] if firm else None)] if titles else []


def _tokens(text: str) -> list[str]:
    return [token for token in without_brackets(text).split() if token not in _NO_WORDS]


def _without_plan(part: str) -> tuple[str, bool]:
    """The entry without its last word where that says that it is still to come: "홍길동 부사장 내정"."""
    head, _, last = part.rstrip().rpartition(" ")
    return (head, True) if head and last in words().planned else (part, False)


def _without_status(part: str) -> tuple[str, LeadershipEvent | None]:
    """The entry without what it says of itself alone: "공과대학장 홍길동(유임)", "홍길동 기획처장 연임"."""
    sorts = words().sorts
    for inside in re.findall(r"[(（]([^()（）]*)[)）]", part):
        word = inside.strip(" ※*").replace(" ", "")
        if word in sorts:
            return re.sub(rf"\s*[(（]{re.escape(inside)}[)）]", "", part), sorts[word]
    last = re.search(r"\s+[※*]?\s?(?P<word>[가-힣]+)\s*$", part)
    if last is not None and last["word"] in sorts and sorts[last["word"]] is not LeadershipEvent.APPOINTED:
        return part[: last.start()], sorts[last["word"]]
    return part, None


def _parts(text: str) -> list[str]:
    """The text cut at commas outside brackets, at dots between names, and at dots with space on both sides."""
    depth, start = 0, 0
    parts: list[str] = []
    for at, char in enumerate(text):
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth = max(depth - 1, 0)
        elif depth == 0 and (char in ",，/" or (char in "·ㆍ" and (_apart(text, at) or _between_names(text, at)))):
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _alternating(part: str) -> list[str]:
    """Entries that follow each other without a mark, cut: "회장 홍길동 부회장 이몽룡(…)" where posts and names take turns."""
    found = list(_WORD.finditer(part))
    words_ = [without_brackets(match.group()) for match in found]
    kinds = "".join("T" if title_of(word) is not None else "N" if korean(word) == 2 else "-" for word in words_)
    if _TURNS.search(kinds) is None:
        return [part]
    cuts = [match.end() for match in re.finditer(r"N(?=-*T[T-]*N)" if _POST_BEFORE.match(kinds) else r"T(?=N)", kinds)]
    starts = [0, *(found[at].start() for at in cuts)]
    return [part[start:end].strip() for start, end in zip(starts, [*starts[1:], len(part)], strict=True)]


def _apart(text: str, at: int) -> bool:
    return text[at - 1 : at].isspace() and text[at + 1 : at + 2].isspace()


def _between_names(text: str, at: int) -> bool:
    before = re.search(r"([가-힣]+)(?:\([^()]*\))?\s?$", text[max(at - 40, 0) : at])
    after = re.match(r"\s?([가-힣]+)", text[at + 1 : at + 12])
    return before is not None and after is not None and is_name(before[1]) and is_name(after[1])


def _names_a_title(part: str) -> bool:
    return any(title_of(token) is not None for token in without_brackets(part).split())


def _title_first(part: str) -> bool:
    tokens = without_brackets(part).split()
    return bool(tokens) and title_of(tokens[-1]) is None


def _entry(part: str, order: Order | None, *, grouped: bool) -> list[Entry]:
    tokens = _tokens(part)
    if not tokens or len(tokens) > _LONGEST_ENTRY:
        return []
    if title_of(tokens[-1]) is None and tokens[-1] not in words().acting:
        return _post_first(part, tokens, order, grouped=grouped)
    lead = leading_name(tokens) if order is not Order.PLACE or korean(tokens[0]) == 2 else None
    if lead is None and order in (None, Order.NAME) and len(tokens) > 1 and fits(tokens[0]):
        lead = tokens[0], 1
    if lead is None:
        return _placed(tokens, order)
    titles, unit = posts(tokens[lead[1] :])
    return [described(Entry(lead[0], titles, unit), part)]


def _placed(tokens: Sequence[str], order: Order | None) -> list[Entry]:
    """The person between a company, unit or post and a post: "한강건설 홍길동 부사장", "경영지원실장 홍길동 전무"."""
    at = inner_name(tokens)
    person, behind = (tokens[at], at + 1) if at is not None else ("", 0)
    if at is None and order is Order.PLACE:
        people, first = trailing_names(tokens[1:-1])
        at = 1 + first
        person, behind = (people[0], len(tokens) - 1) if len(people) == 1 else ("", 0)
        at = at if person else None
    if at is None:
        return []
    before, unit = posts(tokens[:at])
    after, _ = posts(tokens[behind:])
    return [Entry(person, (*before, *after), unit)] if after else []


def _post_first(part: str, tokens: list[str], order: Order | None, *, grouped: bool) -> list[Entry]:
    people, first = trailing_names(tokens)
    if not people and only_names(tokens):
        people, first = tokens, 0
    if (
        not people
        and order is not Order.NAME
        and fits(tokens[-1], due=_names_a_unit(tokens[:-1]) or (order is Order.POST and _names_a_title(part)))
    ):
        people, first = tokens[-1:], len(tokens) - 1
    titles, unit = posts(tokens[:first])
    told = bool(titles or grouped or any(map(_says_post, bracketed(part))))
    if not people or not told or (not titles and len(people) > 1 and not grouped):
        return []
    if len(people) == 1:
        return [described(Entry(people[0], titles, unit), part)]
    # "하상민 유채린(수소사업담당)": the bracket belongs to the name before it
    return [
        described(Entry(person, titles, unit), person + bracket_after(part, person), left=False) for person in people
    ]


def _names_a_unit(tokens: Sequence[str]) -> bool:
    return bool(tokens) and len(tokens[-1]) > 2 and tokens[-1].endswith(lexicon().units)


def _says_post(inside: str) -> bool:
    return any(title_of(token) is not None for token in re.split(r"[\s,]+", inside))
