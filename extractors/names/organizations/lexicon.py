"""The word lists of organisations, read once from the YAML beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml


def table(package: str, name: str) -> dict[str, Any]:
    """The YAML mapping `name` that lies in `package`."""
    loaded = yaml.safe_load(files(package).joinpath(name).read_text("utf-8"))
    if not isinstance(loaded, dict):
        raise TypeError(f"{package}/{name}: a mapping was expected; write `key: words`")
    return loaded


def word_set(entry: str) -> frozenset[str]:
    return frozenset(entry.split())


class Lexicon(NamedTuple):
    """What the words of organisation names are; each field is described in `ko.yaml`."""

    company_endings: frozenset[str]
    last_words: frozenset[str]
    public_endings: frozenset[str]
    institute_endings: frozenset[str]
    institute_heads: tuple[str, ...]
    generic_heads: frozenset[str]
    not_schools: frozenset[str]
    not_school_endings: tuple[str, ...]
    government: frozenset[str]
    well_known: frozenset[str]
    not_latin: frozenset[str]
    kind_nouns: frozenset[str]
    firm_kinds: frozenset[str]
    firm_people: tuple[str, ...]
    not_names: frozenset[str]
    short_endings: Mapping[str, str]
    dropped_endings: tuple[str, ...]
    loose_last_words: frozenset[str]
    plain_endings: tuple[str, ...]
    taking: tuple[str, ...]
    taken: frozenset[str]
    families: tuple[str, ...]
    foreign_institutes: tuple[str, ...]
    not_origins: frozenset[str]
    titles_after_people: tuple[str, ...]
    offices: tuple[str, ...]
    coming: frozenset[str]
    after_names: frozenset[str]
    surnames: frozenset[str]
    countries: frozenset[str]
    country_marks: frozenset[str]
    korean: frozenset[str]
    districts: frozenset[str]
    places: frozenset[str]
    common: frozenset[str]
    """Plain words of prose (`common_words.txt`, made by `mine_common_words.py`)."""
    nouns: frozenset[str]
    """The usual nouns (`nouns.txt`, made beside it), of which some are names as well."""


@cache
def lexicon() -> Lexicon:
    names = table(__package__ or __name__, "ko.yaml")
    places = table(__package__ or __name__, "places.yaml")
    countries = word_set(places["countries"])
    return Lexicon(
        company_endings=word_set(names["company_endings"]),
        last_words=word_set(names["last_words"]),
        public_endings=word_set(names["public_endings"]),
        institute_endings=word_set(names["institute_endings"]),
        institute_heads=tuple(names["institute_heads"].split()),
        generic_heads=word_set(names["generic_heads"]),
        not_schools=word_set(names["not_schools"]),
        not_school_endings=tuple(names["not_school_endings"].split()),
        government=word_set(names["government"]),
        well_known=word_set(names["well_known"]),
        not_latin=word_set(names["not_latin"]),
        kind_nouns=word_set(names["kind_nouns"]),
        firm_kinds=word_set(names["firm_kinds"]),
        firm_people=tuple(names["firm_people"].split()),
        not_names=word_set(names["not_names"]),
        short_endings=names["short_endings"],
        dropped_endings=tuple(sorted(names["dropped_endings"].split(), key=len, reverse=True)),
        loose_last_words=word_set(names["loose_last_words"]),
        plain_endings=tuple(names["plain_endings"].split()),
        taking=tuple(names["taking"].split()),
        taken=word_set(names["taken"]),
        families=tuple(sorted(names["families"].split(), key=len, reverse=True)),
        foreign_institutes=tuple(names["foreign_institutes"].split()),
        not_origins=word_set(names["not_origins"]),
        titles_after_people=tuple(names["titles_after_people"].split()),
        offices=tuple(names["offices"].split()),
        coming=word_set(names["coming"]),
        after_names=word_set(names["after_names"]),
        surnames=frozenset(names["surnames"]),
        countries=countries,
        country_marks=word_set(places["country_marks"]),
        korean=frozenset(place for place in places["korean"].split() if place[-1] not in "시도동"),
        districts=word_set(places["districts"]),
        places=countries | word_set(places["korean"]) | word_set(places["foreign"]),
        common=frozenset(files(__package__ or __name__).joinpath("common_words.txt").read_text("utf-8").split()),
        nouns=frozenset(files(__package__ or __name__).joinpath("nouns.txt").read_text("utf-8").split()),
    )
