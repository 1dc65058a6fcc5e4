"""Titles of leaders in English text: one pattern put together from the parts in `en_titles.yaml`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

_FIELD_HEADS = "director|chief|head|president|minister|officer"


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    entries = yaml.safe_load(files(__package__).joinpath("en_titles.yaml").read_text("utf-8"))
    return {name: tuple(str(words).split()) for name, words in entries.items()}


def _either(name: str) -> str:
    """The list as alternatives; a hyphen in the list stands for a space or a hyphen in the text."""
    words = sorted(_lists()[name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\-", "[- ]?" if word == "co-" else "[- ]") for word in words)


@cache
def title_pattern() -> re.Pattern[str]:
    """Matches a title with its modifiers, in either case: "Senior Vice President", "regional security director"."""
    listed = sorted(_lists()["fields"], key=len, reverse=True)
    low = "|".join(re.escape(word).replace(r"\-", "[- ]") for word in listed)
    high = "|".join(re.escape(word[0].upper() + word[1:]).replace(r"\-", "[- ]") for word in listed)
    heads = "|".join(head.capitalize() for head in _FIELD_HEADS.split("|"))
    fields = (
        f"(?-i:(?:(?:{low})[ -](?:and )?){{1,4}})(?:{_FIELD_HEADS})"
        f"|(?-i:(?:(?:{high}|{low})[ -](?:and )?){{1,4}}(?:{heads}))"  # "Chief" belongs to "Technology" only with a capital of its own:
        rf"|(?<!\w )(?-i:(?:{high})[ -])(?:{_FIELD_HEADS})"  # in "Vela Energy president" the field is part of the name
    )
    verbs = "(?<!to )(?<!will )(?<!would )(?<!and )(?<!could )(?<!-)"
    core = "|".join(
        (
            r"chief(?:,? [A-Za-z&-]{2,20}){1,4}? officer",
            f"chief (?:{_either('chiefs')})",
            fields,
            rf"{verbs}head(?! (?:office|start|count|coach|to|teacher)\b)",
            f"{verbs}chair",
            f"(?:{_either('titles')})",
        )
    )
    modifiers = f"(?:(?:{_either('modifiers')})[ -]?)"
    letters = "|".join(sorted(map(re.escape, _lists()["letters"]), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w’'-])(?:(?i:{modifiers}{{0,3}}(?:{core}))|(?i:{modifiers}{{0,2}})(?:{letters}))(?![\w-])"
    )


@cache
def _minor() -> frozenset[str]:
    return frozenset(word.replace("-", " ") for word in _lists()["minor"])


def is_minor(title: str) -> bool:
    """Whether the title makes no claim where it stands alone."""
    return title.casefold().replace("-", " ") in _minor()


def refuses(before: str) -> bool:
    """Whether the word before makes the title that of somebody who leads nothing counted here ("film director")."""
    words = before.split()
    return bool(words) and words[-1].casefold() in {word.split("-")[-1] for word in _lists()["not_leaders"]}
