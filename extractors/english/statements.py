"""Where an English text itself says that two names mean one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.names.en import Names, without_form
from extractors.structure.en import Passage
from facts.claims import NameKind, NameRelation, NameStatement

_NAME = r"(?<!\w)[A-Z0-9][\w&.’'-]{0,30}(?: (?:[A-Z0-9][\w&.’'-]{0,30}|of|and|&)){0,6}"
_SAYS_SO = re.compile(r"\b(?:formerly|previously|once|earlier|until recently|name to|renamed|rebranded)\b")
_FORMERLY = re.compile(
    rf"(?P<new>{_NAME})(?:,| \()(?: ?(?:the|a|an) [^,;.()]{{0,60}}?)? ?(?:formerly|previously|once|earlier|until recently) (?:known as |called |named )?(?P<old>{_NAME})"
)
_RENAMES = re.compile(
    rf"(?P<old>{_NAME}) (?:(?:has|had|will|would|said it would|is to|plans to) )*(?:changed?|changes) its (?:corporate |company )?name to [“\"']?(?P<new>{_NAME})"
    rf"|(?P<old2>{_NAME}),? (?:(?:has been|was|will be|is to be|is) )?(?:renamed|rebranded)(?: itself)?(?: as)? [“\"']?(?P<new2>{_NAME})"
)


def name_statements(own: list[Passage], names: Names) -> tuple[NameStatement, ...]:
    """Aliases in brackets ("Vela Bio (VB)") and renamings ("formerly known as Vela Labs"), each once."""
    found: dict[tuple[str, str], NameStatement] = {}
    for passage in own:
        for statement in _of(passage, names):
            found.setdefault(statement.names, statement)
    return tuple(found.values())


def _of(passage: Passage, names: Names) -> Iterator[NameStatement]:
    text = passage.text
    for short, full, _ in names.aliases:
        if re.search(rf"{re.escape(full)}(?:,? \w{{2,4}}\.?){{0,2}}[^()]{{0,3}} ?\([^()]*{re.escape(short)}", text):
            kind = NameKind.PERSON if names.kind(full) == "P" else NameKind.ORGANIZATION
            yield _statement(passage, kind, NameRelation.ALIAS, (full, short), "alias_in_brackets")
    if not _SAYS_SO.search(text):
        return
    for match in _FORMERLY.finditer(text):
        yield _statement(
            passage, NameKind.ORGANIZATION, NameRelation.RENAMED, (match["old"], match["new"]), "formerly_known_as"
        )
    for match in _RENAMES.finditer(text):
        old, new = match["old"] or match["old2"], match["new"] or match["new2"]
        yield _statement(passage, NameKind.ORGANIZATION, NameRelation.RENAMED, (old, new), "renamed")


def _statement(
    passage: Passage, kind: NameKind, relation: NameRelation, pair: tuple[str, str], rule: str
) -> NameStatement:
    first, second = (without_form(name.rstrip(".,")) for name in pair)
    return NameStatement(
        kind=kind, relation=relation, names=(first, second), evidence=passage.sentence.evidence, rule=f"names.en.{rule}"
    )
