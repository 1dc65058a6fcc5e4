"""Headlines leave particles and verbs out: "새 대표에 마동휘 부사장", "홍길동 대표 사임…후임 미정"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.leadership.context import Context
from extractors.leadership.found import Found, is_leader, leading
from extractors.leadership.places import own_organization
from extractors.leadership.plain import status_of
from extractors.names.people import People
from extractors.names.phrases import Line, Phrase
from facts.claims import LeadershipEvent, Modality

_TAKEN = re.compile(r" ?(?:전격 |공식 |신규 )?(?:선임|임명|영입|발탁|취임|낙점|위촉|선출|승진)(?=$|[\s…,·”’\"'!])")
_PLANNED = re.compile(r" ?(?:전격 |공식 )?내정(?=$|[\s…,·”’\"'!])")
_GONE = re.compile(r" ?(?:전격 |돌연 |자진 )?(?:사임|퇴임|사퇴|퇴진|용퇴|해임|경질)(?=$|[\s…,·”’\"'!])")
_ENDS = re.compile(r"$|[…,·”’\"'!]|\s*$")


def headline(line: Line, people: People, context: Context, topic: str | None) -> Iterator[Found]:
    """What a headline without verbs tells. Questions tell nothing."""
    text, offset = line.sentence.text, line.sentence.start
    if text.rstrip("”’\"' ").endswith("?"):
        return
    for before, phrase in zip([None, *line.phrases], line.phrases, strict=False):
        if not is_leader(phrase) or phrase.role:
            continue
        rest = text[phrase.end - offset :]
        rest = rest[rest.index(")") + 1 :] if rest.startswith("(") and ")" in rest else rest
        put = _into(before, phrase)
        if put is not None and (_TAKEN.match(rest) or _PLANNED.match(rest) or _ENDS.match(rest)):
            posts = list(put.posts)
            place = next((p.organization for p in posts if p.organization), None) or context.of_post(posts, topic)
            modality = Modality.PLANNED if _PLANNED.match(rest) else Modality.ASSERTED
            event = LeadershipEvent.APPOINTED
        elif _GONE.match(rest):
            posts = [p for p in phrase.posts if leading(p) and status_of(p) == ""]
            place = own_organization(phrase, posts[0], line, people, context, topic) if posts else None
            event, modality = LeadershipEvent.LEFT, Modality.ASSERTED
        else:
            continue
        if place is not None and any(leading(p) for p in posts):
            found = Found.of(phrase, place, posts, event, "headline", line, modality=modality)
            yield found.as_event()


def _into(before: Phrase | None, phrase: Phrase) -> Phrase | None:
    """The post right before a person, with 에 or (으)로."""
    if before is None or before.person is not None or before.role not in ("a", "r") or phrase.first - before.last > 1:
        return None
    return before


__all__ = ["headline"]
