"""The words of alerts, a file a language; wording is data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from alerts.destinations import Language
from alerts.particles import Name
from facts.changes import Change, ChangeKind
from facts.claims import Kind, Modality, PartnershipType
from facts.dates import PartialDate

_NEWS = frozenset(ChangeKind) - {ChangeKind.CONFIRMED, ChangeKind.DENIED, ChangeKind.CORRECTED, ChangeKind.CONFLICT}
"""What speaks of the thing itself; the others speak of what was said of it."""


class Words(BaseModel):
    """All wording of one language; the comments in the files say what each field is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: dict[ChangeKind, str]
    unsure: dict[Modality, str]
    thing: dict[Kind, str]
    partnership: dict[PartnershipType, str]
    certainty: dict[Modality, str]
    sentence: dict[ChangeKind, dict[Modality, str]]
    line: dict[str, str]
    reason: dict[str, str]
    mark: dict[str, str]
    group: dict[str, str]
    watching: dict[str, str]
    button: dict[str, str]
    date: tuple[str, str, str]

    def day(self, day: PartialDate) -> str:
        """A date at its own precision."""
        parts = (day.year, day.month, day.day)
        form = self.date[sum(part is not None for part in parts) - 1]
        return form.format(year=day.year, month=day.month, day=day.day)

    def labelled(self, change: Change) -> str:
        """What happened, in one word, and that it has not happened yet or may not, where that is so."""
        told = self.label[change.change]
        unsure = self.unsure.get(change.modality) if change.change in _NEWS else None
        return told if unsure is None else unsure.format(label=told)

    def why(self, confidence: str) -> str:
        """The ledger's reasons in the words of the language, without those that a message gives anyway."""
        said = (self._reason(phrase.strip()) for phrase in confidence.split(";"))
        return ", ".join(filter(None, said))

    def _reason(self, phrase: str) -> str:
        counted = phrase.lstrip("0123456789 ")
        for begin, said in self.reason.items():
            if counted.startswith(begin):
                date = counted.removeprefix(begin).strip()
                return said.format(date=self.day(PartialDate.parse(date)) if date else "")
        return phrase

    def told(self, change: Change, names: dict[str, str]) -> str:
        """The sentence of a change, filled with cleaned names; where its certainty has none, that of the plain fact."""
        forms = self.sentence[change.change]
        form = forms.get(change.modality) or next(iter(forms.values()))
        return form.format_map({field: Name(name) for field, name in names.items()})


@cache
def words(language: Language) -> Words:
    """The wording of a language, read once."""
    return Words.model_validate(yaml.safe_load((files(__name__) / f"{language}.yaml").read_text(encoding="utf-8")))
