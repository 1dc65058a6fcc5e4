"""Who takes, holds and leaves a post, in English. The rules are data: `en.yaml` says what each field of a rule means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.english.drafts import Draft, date_for
from extractors.english.memory import Memory, Post, subject_organization, subject_person
from extractors.english.roles import Carried, house_told
from extractors.english.rules import Rule, rules_of
from extractors.english.tagging import Organizations, People, Role, Tagged, Unit
from extractors.names.en_titles import is_minor
from extractors.stance.en import stance_of
from facts.claims import Evidence, Kind, Modality
from facts.dates import PartialDate

PAST_STEPS = frozenset({"was_role", "ran_unit", "ran_unit_joined", "where_he_was"})
"""Rules that tell a step of a career, not the news."""


@dataclass(slots=True)
class _Sentence:
    """What the rules of one sentence share."""

    tagged: Tagged
    evidence: Evidence
    memory: Memory
    drafts: list[Draft]
    """All of the article, for what dates or changes an earlier claim."""
    question: bool


def read_leadership(
    tagged: Tagged, carried: list[Carried], evidence: Evidence, memory: Memory, drafts: list[Draft], *, question: bool
) -> None:
    """Add what the sentence says about leaders to `drafts`, and remember who holds what."""
    sentence = _Sentence(tagged, evidence, memory, drafts, question)
    for one in carried:
        _carry(sentence, one)
    hits = list(_hits(tagged))
    starts = [match.start() for _, match in hits]
    for rule, match in hits:
        _apply(sentence, rule, match, starts)


def _hits(tagged: Tagged) -> Iterator[tuple[Rule, re.Match[str]]]:
    """The rules that match, each stretch of verb once, in the order of the sentence; successions after what they follow."""
    found: list[tuple[int, int, Rule, re.Match[str]]] = []
    taken: list[tuple[int, int]] = []
    for number, rule in enumerate(rules_of("extractors.leadership")):
        for match in rule.pattern.finditer(tagged.text):
            start, end = match.span()
            start += len(match[0]) - len(match[0].lstrip(" ,"))
            if any(start < last - 1 and first < end - 1 for first, last in taken):
                continue
            taken.append((start, end))
            found.append((start, number, rule, match))
    found.sort(key=lambda one: one[:2])
    return ((rule, match) for _, _, rule, match in found)


def _carry(sentence: _Sentence, one: Carried) -> None:
    role = one.role
    titles = tuple(title for title in role.titles)
    if role.organization is None or one.person == role.organization:
        return
    post = Post(role.organization, role.unit.name if role.unit else None, titles)
    if one.past:
        sentence.memory.left[one.person] = post
        event = "left"
    else:
        sentence.memory.posts[one.person] = post
        event = "holds"
    if all(is_minor(title) for title in titles):
        return
    sentence.drafts.append(
        Draft(
            Kind.LEADERSHIP, event, (one.person, role.organization), sentence.evidence, f"leadership.en.{one.rule}",
            Modality.ASSERTED, roles=titles, unit=post.unit, weak=True,
        )
    )  # fmt: skip


def _apply(sentence: _Sentence, rule: Rule, match: re.Match[str], starts: list[int]) -> None:
    tagged, memory = sentence.tagged, sentence.memory
    event = rule.options["event"]
    if event == "opens":
        _open(sentence, match)
        return
    verb = _verb_start(match)
    stance = stance_of(tagged, verb, match.end(), question=sentence.question)
    if "stance" in rule.options and stance in {Modality.ASSERTED, Modality.PLANNED}:
        stance = Modality(rule.options["stance"])
    if stance is None:
        return
    person = _person(sentence, match)
    if event == "dates":
        _date_earlier(sentence, person, date_for(tagged, match.start(), match.end(), starts))
        return
    when = date_for(tagged, match.start(), match.end(), starts)
    if when is None and re.match(
        r"[^,;.]{0,20}\b(?:at closing|at completion|(?:on|upon) (?:closing|completion)|when the (?:deal|transaction) closes|after the (?:deal|transaction) closes)",
        tagged.text[match.end() :],
    ):
        when = memory.closing
    slots = match.groupdict()
    previous = tagged.get(slots.get("previous"), People)
    if event == "appointed" and re.search(r"\breappoint|\bre-?elect|\bretained", match[0]):
        event = "holds"
    if event in {"succeeds", "successor"}:
        _succession(sentence, rule, person, previous, stance, when, subject_person(tagged, match.start()))
        return
    if person is None or not all(" " in name for name in person.names):
        return  # a surname alone, or a nickname, is nobody the reader could look up
    post = _post(sentence, rule, match, person, event)
    if post is None:
        return
    if event == "handed":
        giver = subject_person(tagged, match.start())
        if giver is not None:
            _add(sentence, "left", giver.names[0], post, rule, stance, when)
        event = "appointed"
    if event == "left" and rule.name in PAST_STEPS and stance is Modality.ASSERTED and rule.name != "where_he_was":
        when = (
            when
            if when is None or re.search(r"\buntil |left|from \d", tagged.plain(tagged.text[match.start() :]))
            else None
        )
    if rule.name in PAST_STEPS and when is not None and when.first > sentence.memory.published:
        when = PartialDate(when.year - 1, when.month) if when.day is None else None  # "ran it until May" was last May
    for name in person.names:
        _add(sentence, event, name, post, rule, stance, when)
    if event == "appointed" and previous is not None:
        _add(sentence, "left", previous.names[0], post, rule, stance, when)
    former = tagged.get(slots.get("from"), Organizations)
    if event == "appointed" and former is not None:
        memory.left.setdefault(person.names[0], Post(former.names[0], None, ()))


def _open(sentence: _Sentence, match: re.Match[str]) -> None:
    """Remember a post whose new holder is yet to be named."""
    tagged, memory = sentence.tagged, sentence.memory
    role = tagged.get(match["role"], Role)
    at, unit = tagged.get(match["at"], Organizations), tagged.get(match["unit"], Unit)
    house = at.names[0] if at else (unit.organization or unit.name if unit else None)
    organization = house or (role.organization if role else None) or memory.topic
    if role is not None and organization is not None and not all(is_minor(title) for title in role.titles):
        memory.vacancy = Post(organization, role.unit.name if role.unit else None, role.titles)


def _verb_start(match: re.Match[str]) -> int:
    """Where the words of the event begin, behind the person that the pattern may begin with: hedges stand between them."""
    text = match[0]
    skip = re.match(
        r"(?:[\ue000-\uf8ff],? |, |)(?:who )?(?:and )?(?:(?:will|would|is|are|was|were|be|been|has|have|had|to|also|now|set|due|expected|plans?|about|soon|said (?:he|she)|not|never) )*",
        text,
    )
    return match.start() + (skip.end() if skip else 0)


def _person(sentence: _Sentence, match: re.Match[str]) -> People | None:
    groups = match.groupdict()
    for slot in ("person", "person2"):
        if (value := sentence.tagged.get(groups.get(slot), People)) is not None:
            return value
    found = subject_person(
        sentence.tagged,
        match.start()
        + 1
        + (match[0].find("who") if match[0].startswith((", who", "who")) else 0)
        + 3 * match[0].startswith((", who", "who")),
    )
    if match[0].startswith(", who"):
        return sentence.tagged.get(sentence.tagged.text[match.start() - 1 : match.start()], People)
    return found


def _post(sentence: _Sentence, rule: Rule, match: re.Match[str], person: People, event: str) -> Post | None:
    tagged, memory = sentence.tagged, sentence.memory
    groups = match.groupdict()
    name = person.names[0]
    role = tagged.get(groups.get("role") or groups.get("role2"), Role)
    unit = tagged.get(groups.get("unit"), Unit)
    at = tagged.get(groups.get("at"), Organizations)
    wanted = rule.options.get("role")
    if rule.name == "where_he_was" and role is None:
        wanted = "head"
    if wanted == "same":
        return (memory.contested if rule.name == "candidates" else None) or memory.vacancy
    if wanted == "own":
        known = memory.posts.get(name)
        left = re.search(r"left (.)|leave (.)", match[0])
        house = tagged.get(left[1] or left[2], Organizations) if left else None
        if (
            house is not None
            and not (house.anaphor and house.names[0] == memory.topic)
            and (known is None or known.organization != house.names[0])
        ):
            known = memory.left.get(name)
            if known is None or known.organization != house.names[0] or not known.titles:
                return None
        if (
            known is not None
            and house is not None
            and any(
                d.event == "appointed" and d.subject[0] == name and d.evidence == sentence.evidence
                for d in sentence.drafts
            )
        ):
            return None  # "returns seven years after she left": the post left is not the one just taken
        known = known if known is not None and known.titles else memory.left.get(name)
        if (known is None or not known.titles) and re.search(
            r"\bthe (?:job|post|role|position)\b", tagged.text[match.start() : match.end() + 16]
        ):
            known = memory.vacancy
        return known if known is not None and known.titles else None
    if role is not None:
        organization = role.organization or (role.unit.organization if role.unit else None)
        titles = role.titles
        unit = role.unit
        if all(is_minor(title) for title in titles):
            return None
    elif wanted == "head":
        organization = unit.organization if unit else None
        titles = (f"head of {unit.name}", "head") if unit else ("head",)
        if re.search(r"\bchair(?:s|ed)?\b", match[0]):
            titles = ("chair",)
    elif wanted is not None:
        organization, titles = None, (wanted,)
    else:
        return None
    if rule.options.get("same_house") and memory.vacancy is not None:
        organization = memory.vacancy.organization
    if rule.options.get("nearest") and (houses := tagged.marks(Organizations, 0, match.start())):
        organization = houses[-1][1].names[-1]
    organization = (at.names[0] if at else None) or organization or _house(sentence, match, name, event)
    if organization is None and unit is not None and unit.named:
        return Post(unit.name, None, titles)
    if organization is None or organization == name:
        return None
    return Post(organization, unit.name if unit else None, titles)


def _house(sentence: _Sentence, match: re.Match[str], person: str, event: str) -> str | None:
    """The organisation of a post that names none: who acts in the sentence, else where the person is known to be, else the topic."""
    memory = sentence.memory
    acting = None if memory.label else subject_organization(sentence.tagged, match.start())
    if event == "left":
        known = memory.posts.get(person) or memory.left.get(person)
        return known.organization if known else (acting.names[0] if acting else memory.topic)
    if acting is not None and len(acting.names) == 1:
        return acting.names[0]
    known = memory.posts.get(person)
    if memory.topic is not None and memory.topic in {memory.alliance, memory.label}:
        return memory.topic
    return known.organization if known else house_told(sentence.tagged) or memory.topic


def _add(
    sentence: _Sentence, event: str, person: str, post: Post, rule: Rule, stance: Modality, when: PartialDate | None
) -> None:
    memory = sentence.memory
    published = memory.published
    planned_by_date = when is not None and when.first > published
    if event in {"appointed", "left"} and stance is Modality.ASSERTED and planned_by_date:
        stance = Modality.PLANNED
    if (
        event == "appointed"
        and stance is Modality.PLANNED
        and when is None
        and rule.name in {"becomes", "will_chair", "holds_rank", "will_be_led_by", "is_named"}
    ):
        stance = Modality.ASSERTED
    if event == "holds" and stance is Modality.PLANNED:
        stance = Modality.ASSERTED
    if stance is Modality.ASSERTED and event == "left":
        memory.left[person] = post
    elif event in {"appointed", "holds"} and stance in {Modality.ASSERTED, Modality.PLANNED}:
        memory.posts[person] = post
    if event != "holds" and rule.name not in PAST_STEPS:
        memory.vacancy = post
    if event == "left" and stance is Modality.PLANNED:  # until then the post is held
        sentence.drafts.append(
            Draft(
                Kind.LEADERSHIP, "holds", (person, post.organization), sentence.evidence, f"leadership.en.{rule.name}",
                Modality.ASSERTED, roles=post.titles, unit=post.unit, weak=True,
            )
        )  # fmt: skip
    sentence.drafts.append(
        Draft(
            Kind.LEADERSHIP, event, (person, post.organization), sentence.evidence, f"leadership.en.{rule.name}", stance,
            date=None if event == "holds" else when, roles=post.titles, unit=post.unit,
        )
    )  # fmt: skip


def _succession(
    sentence: _Sentence,
    rule: Rule,
    person: People | None,
    previous: People | None,
    stance: Modality,
    when: PartialDate | None,
    goes: People | None,
) -> None:
    """One comes for another: the post is that of the appointment just told, else that of the one who goes."""
    memory = sentence.memory
    if previous is None and rule.name == "is_replaced_by":
        previous = goes
    if previous is None or (person is not None and person.names == previous.names):
        return
    newcomer = person.names[0] if person and len(person.names) == 1 else None
    told = next(
        (
            d
            for d in reversed(sentence.drafts)
            if d.kind is Kind.LEADERSHIP and d.event == "appointed" and (newcomer is None or d.subject[0] == newcomer)
        ),
        None,
    )
    goer = previous.names[0]
    if told is not None:
        post = Post(told.subject[1], told.unit, told.roles)
        own = memory.posts.get(goer)
        if own is not None and own.organization != post.organization:
            post = own
        _add(
            sentence,
            "left",
            goer,
            post,
            rule,
            told.modality if stance is Modality.ASSERTED else stance,
            told.date or when,
        )
        memory.contested = memory.contested or post
        return
    known = memory.posts.get(goer) or memory.left.get(goer)
    if known is None or not known.titles:
        return
    gone = any(d.event == "left" and d.subject[0] == goer for d in sentence.drafts if d.kind is Kind.LEADERSHIP)
    leaving = next(
        (d for d in sentence.drafts if d.kind is Kind.LEADERSHIP and d.event == "left" and d.subject[0] == goer), None
    )
    if newcomer is not None:
        later = leaving.modality if leaving and stance is Modality.ASSERTED else stance
        _add(sentence, "appointed", newcomer, known, rule, later, when or (leaving.date if leaving else None))
    if not gone:
        _add(sentence, "left", goer, known, rule, stance, when)


def _date_earlier(sentence: _Sentence, person: People | None, when: PartialDate | None) -> None:
    """Date an appointment told before, and the departure it causes: "She will take up the post on May 1"."""
    if person is None or when is None:
        return
    told = [
        d
        for d in sentence.drafts
        if d.kind is Kind.LEADERSHIP and d.event == "appointed" and d.subject[0] == person.names[0]
    ]
    if not told:
        return
    latest = told[-1]
    before = latest.date
    for draft in sentence.drafts:
        linked = draft is latest or (
            draft.kind is Kind.LEADERSHIP
            and draft.event == "left"
            and draft.evidence == latest.evidence
            and draft.roles == latest.roles
        )
        superseded = draft.date == before and when.first > sentence.memory.published
        if linked and (draft.date is None or superseded):
            draft.date = when
            if when.first > sentence.memory.published and draft.modality is Modality.ASSERTED:
                draft.modality = Modality.PLANNED
