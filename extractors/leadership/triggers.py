"""Where a sentence speaks of taking, holding or leaving a post, and the grammatical form it does so in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractors.leadership.rules import Rule, prefilter, rules
from extractors.names.phrases import Line
from facts.claims import LeadershipEvent

_DESCRIBES = re.compile(r"(?:[한된할될낸던온는은친른간난린킨쥔운끈뗀둔]|튼|진)$")
_BOUND = re.compile(
    r"(?:것|바|지|뒤|데|후|적|게|채|만큼|듯|셈|터|등|직후|이후|다음|사실|탓|반면|가운데|예정|계획|방침|전망)(?:[이가은는을를에로도의]|으로|이다|이라|까지|부터)?(?:[가-힣]{0,3})"
)
_GOES_ON = re.compile(r"[고아어여와해게]$")
_AUXILIARY = re.compile(r"(?:있|온|왔|오|되|됐|된|될|있던|있는)")


class Form(StrEnum):
    """How the verb stands."""

    MAIN = "main"
    DESCRIBES = "describes"  # "이끌던 길나영 상무"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place where a rule matches: offsets in the article, its words, its form, its event."""

    rule: Rule
    start: int
    end: int
    first: int
    last: int
    form: Form
    event: LeadershipEvent


def triggers(line: Line) -> list[Trigger]:
    """All triggers of the line from left to right; of two on the same stretch the longer one is kept."""
    text, offset = line.sentence.text, line.sentence.start
    found: list[Trigger] = []
    for number in sorted(prefilter().possible(text)):
        rule = rules()[number]
        for match in rule.pattern.finditer(text):
            start, end = match.span("verb") if "verb" in rule.pattern.groupindex else match.span()
            trigger = _trigger(line, rule, start + offset, end + offset)
            if trigger is not None:
                found.append(trigger)
    found.sort(key=lambda t: (t.start, -t.end))
    kept: list[Trigger] = []
    for trigger in found:
        if kept and trigger.start < kept[-1].end:
            if trigger.end - trigger.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(trigger)
    return kept


def _trigger(line: Line, rule: Rule, start: int, end: int) -> Trigger | None:
    places = [p for p, word in enumerate(line.words) if word.start < end and word.end > start]
    if not places:
        return None
    first, last = places[0], places[-1]
    for _ in range(2):
        after = line.words[last + 1] if last + 1 < len(line.words) else None
        if (
            after is not None
            and after.gap == " "
            and _GOES_ON.search(line.words[last].text)
            and _AUXILIARY.match(after.text)
        ):
            last += 1
    word = line.words[last]
    after = line.words[last + 1] if last + 1 < len(line.words) else None
    describes = (
        bool(_DESCRIBES.search(word.text))
        and after is not None
        and after.gap in (" ", " ‘")
        and not _BOUND.fullmatch(after.text)
        and rule.person != "noun"
    )
    form = Form.DESCRIBES if describes else Form.MAIN
    return Trigger(rule, start, end, first, last, form, rule.event or _by_tense(line, start, last, rule))


def _by_tense(line: Line, start: int, last: int, rule: Rule) -> LeadershipEvent:
    """What the form of 맡다, 이끌다, 일하다 says: 맡는다 and 맡았다 take, 맡고 있는 hold, 맡던 leave."""
    said = line.sentence.text[start - line.sentence.start : line.words[last].end - line.sentence.start]
    if re.search(r"고 ?있|아 ?온|어 ?온|해 ?온|아 ?왔다|어 ?왔다|해 ?왔다", said) and not said.endswith("던"):
        return LeadershipEvent.HOLDS
    if re.search(r"(?:던|다가|하다|[가-힣]다)$", said) and not re.search(
        r"(?:[했았었겼됐된겠]다|는다|ㄴ다|한다|끈다|니다)$", said
    ):
        return LeadershipEvent.LEFT
    if said.endswith("는"):
        return LeadershipEvent.HOLDS
    if rule.name == "takes_post":
        return LeadershipEvent.HOLDS if re.search(r"겸(?:직|임)?하(?:며|고)$", said) else LeadershipEvent.APPOINTED
    if rule.name == "leads_unit":
        return LeadershipEvent.HOLDS if said.endswith(("끈다", "며", "한다", "하고")) else LeadershipEvent.LEFT
    return LeadershipEvent.HOLDS if said.endswith(("하고", "하며", "한다")) else LeadershipEvent.LEFT
