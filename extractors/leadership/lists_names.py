"""The people in an entry of a personnel list: names at its beginning, at its end, between a company and a post."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.leadership.lists_words import title_of, words
from extractors.names.hangul import is_hangul, split
from extractors.names.naming import foreign, korean, lists, surname
from extractors.names.titles import lexicon

_LATIN = re.compile(r"[A-Z][A-Za-z.'-]+|[A-Z]\.?")
_LONGEST_NAME = 4
_PLACE_ENDS = "해대부청시군구도"


def is_name(word: str) -> bool:
    return korean(word) > 0 and title_of(word) is None


def fits(word: str, *, due: bool = False) -> bool:
    """Whether a word may be a Korean name where the list has names: rare surnames and syllables, nothing that is a word.

    Where a name is `due`, between a unit and the end of its entry, one of three syllables needs no known surname.
    """
    listed = words()
    if is_name(word):
        return True
    known = word in listed.sorts or word in listed.neutral or word in listed.planned or word in lists().common
    if known or not is_hangul(word) or not 2 <= len(word) <= _LONGEST_NAME or title_of(word) is not None:
        return False
    if word[0] not in lists().common_surnames and word[-1] in _PLACE_ENDS:
        return False
    if len(word) > 2 and (word[:2] in lists().common or word.endswith(lexicon().units) or listed.is_section(word)):
        return False
    if len(word) == _LONGEST_NAME:
        return word[:2] in lists().double_surnames
    return surname(word[0]) or (due and len(word) == 3 and not word.endswith(listed.unit_ends) and not split(word).role)


def _may_be_korean(word: str) -> bool:
    """Whether a word among Korean names is one, rare syllables and all."""
    if korean(word) > 0:
        return True
    plain = word[:2] in lists().common
    return len(word) == 3 and is_hangul(word) and word[0] in lists().common_surnames and not plain


def only_names(tokens: Sequence[str]) -> bool:
    """Whether the words are Korean names, one a word, and nothing else."""
    return bool(tokens) and all(map(fits, tokens)) and (len(tokens) == 1 or any(korean(word) == 2 for word in tokens))


def trailing_names(tokens: Sequence[str]) -> tuple[list[str], int]:
    """The people at the end of `tokens` and the index where they begin.

    Korean names stand one a word; what follows a title and is none is one foreign name of several words.
    """
    if not tokens:
        return [], 0
    after = next((at + 1 for at in range(len(tokens) - 1, -1, -1) if title_of(tokens[at]) is not None), 0)
    last = tokens[after:]
    if len(last) > 1 and all(map(_may_be_korean, last)) and any(korean(word) == 2 for word in last):
        return list(last), after
    if korean(tokens[-1]):
        first = len(tokens) - 1
        if (
            korean(tokens[-1]) == 1
            and len(tokens) >= 2
            and foreign(tokens[-2]) == 2
            and not korean(tokens[-2])
            and _may_be_foreign(tokens[-2])
        ):
            return _foreign_tail(tokens)
        while first > 0 and len(tokens[first - 1]) >= 3 and is_name(tokens[first - 1]):
            first -= 1
        return list(tokens[first:]), first
    return _foreign_tail(tokens)


def _foreign_tail(tokens: Sequence[str]) -> tuple[list[str], int]:
    first = len(tokens)
    if (
        first > 1
        and len(tokens[-1]) == 1
        and surname(tokens[-1])
        and foreign(tokens[-2])
        and title_of(tokens[-2]) is None
    ):  # "크리스 한"
        first -= 1
    while first > 0 and len(tokens) - first < 4 and _may_be_foreign(tokens[first - 1]):
        first -= 1
    if len(tokens) - first < 2 and not (
        first < len(tokens) and foreign(tokens[first]) == 2 and len(tokens[first]) >= 3
    ):
        return [], len(tokens)
    return [" ".join(tokens[first:])], first


def leading_name(tokens: Sequence[str]) -> tuple[str, int] | None:
    """The person at the beginning of `tokens` ("안나 슈미트 디자인센터장") and the index behind the name."""
    if not tokens or title_of(tokens[0]) is not None:
        return None
    latin_follows = len(tokens) > 1 and title_of(tokens[1]) is None and foreign(tokens[1]) == 2
    if korean(tokens[0]) and not (korean(tokens[0]) == 1 and latin_follows):
        return tokens[0], 1
    if (
        len(tokens) > 1
        and korean(tokens[0]) == 0
        and len(tokens[0]) == 1
        and surname(tokens[0])
        and len(tokens[1]) <= 2
    ):
        return f"{tokens[0]}{tokens[1]}", 2
    behind = 0
    while behind < min(len(tokens), 4) and _may_be_foreign(tokens[behind]):
        behind += 1
    if behind >= 2 or (behind == 1 and foreign(tokens[0]) == 2):
        return " ".join(tokens[:behind]), behind
    return None


def inner_name(tokens: Sequence[str]) -> int | None:
    """Where a name stands between a company or unit and a post: "한강건설 홍길동 부사장"; None where none surely does."""
    found = [at for at in range(1, len(tokens) - 1) if is_name(tokens[at])]
    return found[0] if len(found) == 1 else None


def _may_be_foreign(word: str) -> bool:
    if title_of(word) is not None or (len(word) > 2 and word.endswith(lexicon().units)):
        return False
    return foreign(word) > 0 or _LATIN.fullmatch(word) is not None
