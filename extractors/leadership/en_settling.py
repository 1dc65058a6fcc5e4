"""What of the leadership told in an English article stands, when the whole has been read."""

from __future__ import annotations

from extractors.english.drafts import Draft
from extractors.leadership.en import PAST_STEPS
from facts.claims import Kind, Modality


def settle(drafts: list[Draft]) -> list[Draft]:
    """Leadership without repetition: a post carried by the way gives way to what is told of it."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.kind is not Kind.LEADERSHIP:
            kept.append(draft)
            continue
        others = [d for d in drafts if d.kind is Kind.LEADERSHIP and d is not draft and d.subject == draft.subject]
        if draft.event == "holds" and any(_overtakes(d, draft) for d in others):
            continue
        kept.append(draft)
    return kept


def _overtakes(told: Draft, held: Draft) -> bool:
    """Whether a post carried by the way is the very one that is told to be taken or left."""
    if told.modality is not Modality.ASSERTED or told.event == "holds":
        return False
    same_title = bool(set(told.roles) & set(held.roles))
    step = told.rule.rpartition(".")[2] in PAST_STEPS  # "the deputy, who filled in as head" is still the deputy
    return same_title or (told.event == "left" and told.unit == held.unit and not step)
