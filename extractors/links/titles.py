"""Words for what people are: the titles of claims, and the professions of `titles.txt`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from extractors.names.titles import TitleKind, read_title

_SHORTEST = 2


@cache
def listed() -> frozenset[str]:
    """The words of `titles.txt`."""
    return frozenset(files(__package__).joinpath("titles.txt").read_text("utf-8").split())


@cache
def profession(word: str) -> bool:
    """Whether the word is one of the list or ends in one: "영화배우"."""
    return any(word[at:] in listed() for at in range(len(word) - _SHORTEST + 1))


def ends_in_title(name: str) -> bool:
    """Whether what was taken for an organisation names a post of it: "가람전자 사장", "통상부장관". A county ends like a form
    of address ("도솔군") and is none.
    """
    last = name.rsplit(" ", maxsplit=1)[-1]
    title = read_title(last)
    if title is None or title.length != len(last):
        return False
    return title.kind is not TitleKind.PERSONAL or profession(last)
