"""How sure a sentence is of an event: from the words that follow and enclose it. The words are data: `cues.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import yaml

from extractors.document import Sentence
from extractors.prefilter import Prefilter
from extractors.when.tense import PAST
from facts.claims import Modality
from facts.dates import PartialDate

Statement: TypeAlias = Modality | None
"""None: nothing is stated (a hypothetical, a wish, a forecast of outsiders, a question); make no claim of it."""


class Reach(StrEnum):
    """How far from the event a cue is looked for."""

    WORD = "word"
    CLAUSE = "clause"
    REST = "rest"
    END = "end"
    BEFORE = "before"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class Cue:
    """A group of words that decides; `says` is None where they say that nothing is stated."""

    name: str
    comment: str
    says: Statement
    reach: Reach
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def cues() -> tuple[Cue, ...]:
    """All cues in the order in which they are tried."""
    entries = yaml.safe_load(files(__package__).joinpath("cues.yaml").read_text("utf-8"))
    return tuple(
        Cue(
            name=entry["name"],
            comment=entry["comment"],
            says=None if entry["says"] == "nothing" else Modality(entry["says"]),
            reach=Reach(entry["reach"]),
            pattern=re.compile(entry["pattern"]),
            matches=tuple(entry["matches"]),
            misses=tuple(entry["misses"]),
        )
        for entry in entries
    )


@cache
def _prefilter() -> Prefilter:
    return Prefilter([cue.pattern for cue in cues()])


_PRESUPPOSED = re.compile(
    r"^\S{0,6}?(?:했던|됐던|한|된|[맡맺얻받뽑]은|세운|연|옮긴|떠난|물러난|이끈|만든|꾸린|차린|들어선)\s"
    r"(?!것|바\s|적\s|적이|사실|일이|뒤|후|데\s|다음|지\s|채|소문|설|계획|예정)"
)
"""The event describes a noun ("지난달 영입한 전무가 …"): it is taken for granted, whatever the rest says."""
_NAMED_FOR = re.compile(r"추천|제안|내세|후보|지명")
"""Who was put forward has not been chosen: what follows decides."""
_PAST_AND_ON = re.compile(rf"[{PAST}](?:고|으며|다며|는데)[\s,]|[가-힣](?:이며|라며|다며|다”며|라고|이라며)\s")
_BUT = re.compile(rf"[{PAST}](?:으나|지만)[\s,]")
_PAST = re.compile(rf"[{PAST}](?:다|고|으며|으나|지만|는데|던|습니다)|^\S{{0,6}}[한된]\s|는\s등\s")
_PRESENT = re.compile(
    r"[가-힣](?:한다|된다|는다|난다|연다|진다|인다|긴다|운다|든다|간다|온다|른다|합니다|됩니다)(?:고|는|[.\s”\"]|$)"
)
_ANSWER = re.compile(
    r"^[“\"‘']?(?:A\.\s|▲\s?)?(?:이에 대해 |그러나 |하지만 |회사 측은 |회사는 )?[“\"‘']?(?:전혀 )?(?:사실무근|사실이 아니|사실과 다르|낭설|헛소문|그런 (?:일|계획)은? 없|그럴 (?:일|계획|생각)은? 없|아니다|검토한 (?:바|적)(?:이|도)? 없)"
)
_LONGEST = 400


def stance(
    sentence: Sentence,
    start: int,
    end: int,
    *,
    when: PartialDate | None = None,
    published: date | None = None,
    following: Sentence | None = None,
) -> Statement:
    """How sure `sentence` is of the event whose trigger stands at `start` to `end` (offsets in the article).

    None where nothing is stated. With `when` and `published`, what is told in the present tense of a time still to come
    ("내년 1월 1일부로 신설한다") is planned; without them it is asserted. `following` is the sentence after it where the
    caller has one: a rumour that it denies ("사실무근이다.") is denied.
    """
    decided = _cue(sentence.text, start - sentence.start, end - sentence.start)
    said = Modality.ASSERTED if decided is None else decided.says
    if said is Modality.ASSERTED and when is not None and published is not None:
        still_to_come = when.first > published or (
            when.last > published and when.day is None and not is_past(sentence.text[start - sentence.start :])
        )
        return Modality.PLANNED if still_to_come else said
    if said is Modality.RUMORED and following is not None and _ANSWER.match(following.text):
        return Modality.DENIED
    return said


def deciding_cue(sentence: Sentence, start: int, end: int) -> str | None:
    """The name of the cue that decides, for explanations; None where no cue does."""
    cue = _cue(sentence.text, start - sentence.start, end - sentence.start)
    return None if cue is None else cue.name


def is_past(from_event: str) -> bool:
    """Whether the text that begins with an event tells it in the past tense: its first mark of tense decides."""
    past, present = _PAST.search(from_event), _PRESENT.search(from_event)
    return past is not None and (present is None or past.start() < present.start())


def _cue(text: str, start: int, end: int) -> Cue | None:
    around = text[max(start - _LONGEST, 0) : start + _LONGEST]
    possible = _prefilter().possible(around)
    if not possible:
        return None
    rest = text[start : start + _LONGEST]
    length = end - start
    clause = _clause(rest, length)
    presupposed = (
        _NAMED_FOR.search(rest[:length]) is None and _PRESUPPOSED.match(rest[max(length - 2, 0) :]) is not None
    )
    reaches = {
        Reach.WORD: _words(clause, length),
        Reach.CLAUSE: clause,
        Reach.REST: _sentence_rest(rest, length),
        Reach.END: rest,
        Reach.BEFORE: text[max(start - _LONGEST, 0) : start],
        Reach.AROUND: around,
    }
    for number in sorted(possible):
        cue = cues()[number]
        if presupposed and cue.reach not in {Reach.AROUND, Reach.WORD}:
            continue
        reached = reaches[cue.reach]
        behind = cue.says in {Modality.DENIED, Modality.RUMORED} and cue.reach is not Reach.AROUND
        if cue.pattern.search(reached[length:] if behind else reached):
            return cue
    return None


def _words(rest: str, length: int) -> str:
    """The event, what is fused to it, and the two words after."""
    found = re.match(r"\S*(?:\s\S+){0,3}", rest[length:])
    return rest[: length + (found.end() if found else 0)]


def _clause(rest: str, length: int) -> str:
    """Up to a connective with a tense of its own."""
    stops = [match.end() for pattern in (_PAST_AND_ON, _BUT) if (match := pattern.search(rest, max(length - 2, 0)))]
    return rest[: min(stops)] if stops else rest


def _sentence_rest(rest: str, length: int) -> str:
    """Up to "했고", "했으며"; a "했으나" may be followed by what undoes the event, so it is no stop."""
    stop = _PAST_AND_ON.search(rest, max(length - 2, 0))
    return rest[: stop.end()] if stop else rest
