"""What somebody leads or led: "로봇랩을 이끌던 길나영 상무", "두레캐피탈에서 해외 투자를 총괄하다"."""

from __future__ import annotations

import re

from extractors.document import MentionKind
from extractors.leadership.arguments import organization_role, organizations
from extractors.leadership.found import Found, leading
from extractors.leadership.places import own_organization
from extractors.leadership.plain import status_of
from extractors.leadership.triggers import Trigger
from extractors.leadership.two_ends import Reading
from extractors.names.phrases import Line, Phrase, Post
from extractors.names.titles import TitleKind
from facts.claims import LeadershipEvent, Modality
from facts.dates import PartialDate

_DUTY = re.compile(r"총괄|담당")
_HERE = re.compile(r"(?:이곳|그곳|이 (?:조직|연구소|센터|회사|랩|팀))을 (?:[가-힣0-9]+간 )?$")
"""What points back to the unit of the sentence before."""
_ANOTHER_THING = re.compile(r"[가-힣](?:을|를) ")
_FAR = 14
"""Characters between what is led and the verb."""


def led(
    reading: Reading, trigger: Trigger, phrase: Phrase, modality: Modality, when: PartialDate | None
) -> Found | None:
    """The post that leading a unit or an organisation makes; None where what is led is neither."""
    duty = _duty(reading.line, trigger, phrase)
    organization, posts = (duty.organization, [duty]) if duty is not None else _thing_led(reading, trigger, phrase)
    if organization is None:
        return None
    return Found.of(
        phrase,
        organization,
        posts,
        trigger.event,
        "leads_unit",
        reading.line,
        modality=modality,
        date=when,
        trigger=trigger,
    )


def _thing_led(reading: Reading, trigger: Trigger, phrase: Phrase) -> tuple[str | None, list[Post]]:
    line = reading.line
    text, offset = line.sentence.text, line.sentence.start
    titles = [p for p in phrase.posts if leading(p) and status_of(p) != "former"]
    if titles and _HERE.search(text[: trigger.start - offset]):
        return _own(reading, phrase, titles[0]), titles
    near = (m for m in reversed(line.mentions) if m.end <= trigger.start and trigger.start - m.end <= _FAR)
    mention = next(near, None)
    if mention is None or not text.startswith(("을", "를"), mention.end - offset):
        return None, []
    if _ANOTHER_THING.search(text[mention.end - offset + 1 : trigger.start - offset]):
        return None, []
    if mention.kind is MentionKind.ORGANIZATION and titles:
        return mention.name, titles
    if mention.kind is not MentionKind.UNIT or (mention.text.endswith(("팀", "파트", "과")) and not titles):
        return None, []
    before = [m for m in organizations(line) if m.end <= mention.start and mention.start - m.end <= 8]
    post = Post(f"{mention.text}장", TitleKind.HEAD, before[-1].name if before else None, mention.text)
    return post.organization or _own(reading, phrase, post), [post, *titles]


def _own(reading: Reading, phrase: Phrase, post: Post) -> str | None:
    return own_organization(phrase, post, reading.line, reading.people, reading.context, reading.topic)


def _duty(line: Line, trigger: Trigger, phrase: Phrase) -> Post | None:
    """What somebody used to look after at another organisation: "두레캐피탈에서 해외 투자를 총괄하다"."""
    verb = _DUTY.match(line.sentence.text[trigger.start - line.sentence.start :])
    if verb is None or trigger.event is not LeadershipEvent.LEFT or trigger.first == 0:
        return None
    thing = line.words[trigger.first - 1]
    stages = [m for m in organizations(line) if m.end <= thing.start and organization_role(line, m) == "i"]
    if (
        thing.role != "o"
        or not stages
        or thing.start - stages[-1].end > 24
        or (phrase.start > stages[-1].start and phrase.end <= trigger.start)
    ):
        return None
    before = line.words[trigger.first - 2] if trigger.first > 1 else None
    lead = (
        f"{before.stem} "
        if before is not None and not before.role and thing.gap == " " and before.start >= stages[-1].end
        else ""
    )
    return Post(f"{lead}{thing.stem} {verb.group()}", TitleKind.DUTY, stages[-1].name, f"{lead}{thing.stem}")
