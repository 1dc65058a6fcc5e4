"""Read an English article: names first, over the whole text, then sentence by sentence what it states."""

from __future__ import annotations

import re
from datetime import date

from extractors.document import Role as Part
from extractors.document import Step
from extractors.english.drafts import Draft
from extractors.english.memory import Memory
from extractors.english.phrases import fold_lists, labs_as_partners, resolve_anaphors, tag
from extractors.english.roles import carried_roles, tag_roles
from extractors.english.statements import name_statements
from extractors.english.tagging import Organizations, People, Tagged, Unit
from extractors.lab.en import read_labs
from extractors.leadership.en import read_leadership
from extractors.leadership.en_settling import settle
from extractors.names.en import Names, judge, words
from extractors.names.en_titles import title_pattern
from extractors.names.en_units import tag_units
from extractors.partnership.en import date_deals, read_partnerships
from extractors.structure.en import Passage, passages
from facts.articles import Article
from facts.claims import Kind, Modality, Reading

_MOST_CLAIMS = 2000


def read_english(article: Article) -> Reading:
    """All claims and statements about names in an English article, in the order of the text.

    Pure and deterministic; reads at most `extractors.structure.en.LIMIT` characters; raises nothing on any text.
    """
    own = passages(article)
    titles = title_pattern()
    names = judge(
        (titles.sub("\ue000", passage.text), passage.sentence.role is Part.HEADLINE) for passage in _body_first(own)
    )
    memory = Memory(names=names, main=_main(own, names, article.published), published=article.published)
    drafts: list[Draft] = []
    paragraph = -1
    for passage in own:
        if passage.sentence.paragraph != paragraph:
            paragraph = passage.sentence.paragraph
            memory.turn_to(_label(passage, names))
        if passage.sentence.role is not Part.HEADLINE and len(drafts) < _MOST_CLAIMS:
            _read(passage, memory, drafts)
    claims = sorted((draft.claim() for draft in _merged(settle(drafts))), key=lambda claim: claim.evidence.start)
    return Reading(claims=tuple(claims), names=name_statements(own, names))


def explain_english(article: Article) -> tuple[Step, ...]:
    """Which rule found each claim in which sentence, and what names and dates it took for what, in the order of the text."""
    sentences = {passage.sentence.start: passage.sentence for passage in passages(article)}
    steps = []
    for claim in read_english(article).claims:
        told = claim.model_dump(
            mode="json", exclude={"kind", "evidence", "rule", "modality", "corrects"}, exclude_none=True
        )
        resolved = {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in told.items()}
        steps.append(Step(claim.rule, sentences[claim.evidence.start], resolved=resolved, modality=claim.modality))
    return tuple(sorted(steps, key=lambda step: step.sentence.start))


def _body_first(own: list[Passage]) -> list[Passage]:
    """Names are learned from sentences; a headline, where any word may have a capital, comes last."""
    return sorted(own, key=lambda passage: passage.sentence.role is Part.HEADLINE)


def _main(own: list[Passage], names: Names, published: date) -> str | None:
    """The organisation that the lead names first; a firm rather than a body of many."""
    for passage in [p for p in own if p.sentence.role is not Part.HEADLINE][:3]:
        firms = tag(passage.text, names, published).marks(Organizations)
        if firms:
            return firms[0][1].names[0]
    return None


def _label(passage: Passage, names: Names) -> str | None:
    if passage.label is None:
        return None
    return names.canonical(passage.label) if names.kind(passage.label) == "O" or passage.label else None


def _read(passage: Passage, memory: Memory, drafts: list[Draft]) -> None:
    tagged = tag(passage.text, memory.names, memory.published)
    named = [firm.names for _, firm in tagged.marks(Organizations)]
    resolve_anaphors(tagged, memory)
    tag_units(tagged, memory)
    tag_roles(tagged, memory)
    carried = list(carried_roles(tagged, memory))
    fold_lists(tagged)
    for _, value in tagged.marks(Organizations):
        if not value.anaphor and value.names[0].split()[-1] in words("alliance_heads"):
            memory.alliance = value.names[0]
    question = passage.text.rstrip('"”’) ').endswith("?")
    evidence = passage.sentence.evidence
    read_leadership(tagged, carried, evidence, memory, drafts, question=question)
    read_labs(tagged, carried, evidence, memory, drafts, question=question)
    of_labs = any(d.kind is Kind.LAB and d.event != "exists" and d.evidence == evidence for d in drafts)
    read_partnerships(
        tagged if of_labs else labs_as_partners(tagged), evidence, memory, drafts, question=question
    )  # labs that merge or open are no partners
    date_deals(tagged, memory, drafts)
    _remember(tagged, memory, named)


def _remember(tagged: Tagged, memory: Memory, named: list[tuple[str, ...]]) -> None:
    """What the next sentence may point back to; `named`: the organisations of the sentence before any was folded away."""
    firms = tagged.marks(Organizations)
    for names in (*named, *(firm.names for _, firm in firms if len(firm.names) > 1)):
        memory.mention(names)
    actors = sorted([*firms, *tagged.marks(People)], key=lambda one: one[0])
    lead = next((value for at, value in actors if _leads(tagged.text, at)), None)
    first = lead if isinstance(lead, Organizations) else None
    if first is not None and len(first.names) == 1:
        memory.subject = first.names[0]
    elif (
        isinstance(lead, People)
        and lead.names
        and (post := memory.posts.get(lead.names[0])) is not None
        and not lead.pronoun
    ):
        memory.subject = post.organization
    for _, unit in tagged.marks(Unit):
        if unit.lab and not unit.anaphor and unit.organization and all(lab.name != unit.name for lab in memory.labs):
            memory.labs.append(unit)
    people = [value for at, value in tagged.marks(People) if len(value.names) == 1]
    if people:
        leading = next(
            (value for at, value in tagged.marks(People) if len(value.names) == 1 and _leads(tagged.text, at)), None
        )
        memory.person = (leading or people[0]).names[0]


def _leads(text: str, at: int) -> bool:
    """Whether a mark is the subject of its sentence: nothing takes it away by a preposition or a genitive."""
    return (
        re.search(
            r"\b(?:of|with|from|at|to|by|for|in|between|under|than|on|like|including|replacing)(?: \S+){0,2} $",
            text[:at],
        )
        is None
        and re.match(r"['’]s?\b", text[at + 1 :]) is None
    )


def _merged(drafts: list[Draft]) -> list[Draft]:
    """One draft for each thing said; the surer one with a date wins, what it lacks is filled from the others."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (*draft.key, draft.modality in {Modality.ASSERTED, Modality.PLANNED} or draft.modality)
        known = kept.get(key)
        if known is None:
            kept[key] = draft
            continue
        if known.date is None and draft.date is not None:
            known.date = draft.date
            if draft.modality is Modality.PLANNED:
                known.modality = draft.modality
        known.roles = tuple(dict.fromkeys((*known.roles, *draft.roles)))
        known.unit = known.unit or draft.unit
        known.place = known.place or draft.place
    found = list(kept.values())
    told_labs = {d.subject[0] for d in found if d.kind == "lab" and d.event != "exists"}
    return [d for d in found if not (d.kind == "lab" and d.event == "exists" and d.weak and d.subject[0] in told_labs)]
