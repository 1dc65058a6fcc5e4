"""Sentences that name who holds a post as their predicate: "새 대표는 마동휘 부사장이다", "소장은 길나영 박사입니다"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.leadership.context import Context
from extractors.leadership.found import Found, is_leader, leading
from extractors.leadership.places import own_organization
from extractors.names.people import People
from extractors.names.phrases import Line
from facts.claims import LeadershipEvent, Modality

_IS = re.compile(r"(?:이다|다|입니다|이에요|예요)[.”\"]|이며|이고")


def predicate(line: Line, people: People, context: Context, topic: str | None) -> Iterator[Found]:
    """The person that the predicate names for the post of the topic; taken where the post is a new one."""
    text, offset = line.sentence.text, line.sentence.start
    for post, person in zip(line.phrases, line.phrases[1:], strict=False):
        if post.person is not None or post.role != "t" or not is_leader(person) or person.role not in ("x", "p", ""):
            continue
        last = line.words[person.last]
        if not _IS.search(text[last.start - offset : last.end - offset + 1]):
            continue
        posts = [p for p in post.posts if leading(p) and not (p.unit or "").startswith(("이 ", "그 "))]
        if not posts:
            continue
        place = next((p.organization for p in posts if p.organization), None)
        place = place or own_organization(post, posts[0], line, people, context, topic)
        if place is None:
            continue
        event = LeadershipEvent.APPOINTED if any(p.status == "coming" for p in posts) else LeadershipEvent.HOLDS
        yield Found.of(person, place, posts, event, "is_the", line, modality=Modality.ASSERTED)
