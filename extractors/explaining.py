"""Steps that explain the claims of labs and partnerships: which words of the sentence their rule saw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from extractors.document import Sentence, Step
from extractors.lab.ko import rules as lab_rules
from extractors.partnership.ko import triggers_of
from facts.claims import Claim, LabClaim, PartnershipClaim


def steps_of(claims: Iterable[Claim], sentences: Mapping[int, Sentence]) -> Iterator[Step]:
    """One step a claim whose sentence is at hand (`sentences`, by their start), in the order of the claims."""
    for claim in claims:
        sentence = sentences.get(claim.evidence.start)
        if sentence is not None:
            yield Step(claim.rule, sentence, matched(claim), _resolved(claim), claim.modality)


def matched(claim: Claim) -> tuple[str, ...]:
    """The words that the rule of a claim of a lab or partnership saw, and the names that it tied to them, as written.

    A lab that is only named has its name alone.
    """
    text, rule = claim.evidence.text, claim.rule.rsplit(".", 1)[-1]
    if isinstance(claim, PartnershipClaim):
        seen = [text[trigger.start : trigger.end] for trigger in triggers_of(text) if trigger.rule.name == rule]
        return (*(name for name in claim.organizations if name in text), *seen[:1])
    if not isinstance(claim, LabClaim):
        return ()
    name = claim.name if claim.name in text else ""
    place = text.find(name) + len(name)
    pattern = next((entry.pattern for entry in lab_rules() if entry.name == rule), None)
    verb: re.Match[str] | None = None
    if pattern is not None:
        verb = pattern.search(text, place) or pattern.search(text)
    return tuple(part for part in (name, verb.group() if verb is not None else "") if part)


def _resolved(claim: Claim) -> dict[str, str]:
    told = claim.model_dump(
        mode="json", exclude={"kind", "evidence", "rule", "modality", "corrects"}, exclude_none=True
    )
    return {key: ", ".join(value) if isinstance(value, list) else str(value) for key, value in told.items()}
