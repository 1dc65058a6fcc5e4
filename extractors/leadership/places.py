"""Where a post is held, when the words beside it do not say."""

from __future__ import annotations

import re

from extractors.document import Mention
from extractors.leadership.arguments import organization_role, organizations
from extractors.leadership.context import Context
from extractors.names.people import People
from extractors.names.phrases import Line, Phrase, Post
from extractors.names.titles import alike

_OF_STATES = frozenset({"총리", "국무총리", "부총리", "장관", "차관", "대통령", "총재", "청장", "총장"})
"""Titles whose place is named with them or known from elsewhere, and not the organisation that is just spoken of."""
_STAGE = re.compile(r"(?:에서는|에선|로서는|의 경우)(?![가-힣])")

_OWNER = re.compile(r"의? (?:최대 ?주주|대주주|창업자|창업주|설립자|오너|공동 ?창업자)(?:이자|인|였던|이던|이었던)? ")
_SENT = re.compile(r"(?:이|가) (?:[가-힣]+[로에을를] )?[가-힣]+[한된던은는낸운킨긴힌] $")
"""Between an organisation and the person that a clause of its own describes: "두레투자가 보낸 아무개 대표"."""
_SEAT = re.compile(
    r"(?:회사|자리|직|조직|공직|이사회|현장|친정|연구소|연구원|은행|그룹|일선|현직|무대|재단|협회|법인)$"
)


def is_spoken_of(line: Line, mention: Mention) -> bool:
    """Whether an organisation is the topic: "두레전자는", "두레전자의 경우"."""
    rest = line.sentence.text[mention.end - line.sentence.start :]
    return organization_role(line, mention) == "t" or rest.startswith("의 경우")


def behind_a_seat(line: Line, at: int) -> bool:
    """Whether the words right before an offset of the article are somebody's seat: "회사를", "자리를"."""
    return _SEAT.search(line.sentence.text[: at - line.sentence.start]) is not None


def own_organization(
    phrase: Phrase, post: Post, line: Line, people: People, context: Context, topic: str | None
) -> str | None:
    """The organisation of a post that stands with a name: as written here, as written elsewhere of the same person, that
    of the sentence's subject, else the topic.
    """
    if post.organization:
        return post.organization
    if not post.linked:
        sibling = next(
            (p.organization for p in phrase.posts if p.organization and p.status == post.status and not p.linked), None
        )
        if sibling:
            return sibling
    if (told := context.place_of(phrase.name, post.title)) is not None:
        return told
    said = people.posts.get(phrase.name or "", ())
    for other in said:
        if other.organization and alike(other.title, post.title):
            return other.organization
    if not phrase.full:
        for other in said:
            if other.organization and other.status == post.status:
                return other.organization
    if context.group is None and (whose := _owner_of(line, phrase)) is not None:
        return whose
    if post.unit == "이사회" and context.default is not None:
        return context.default  # the board of whom the article is about
    if post.title in _OF_STATES:
        known = [m for m in organizations(line) if not m.members]
        before = context.of_its_kind(post.title, (m.name for m in known if m.end <= phrase.start))
        beside = context.of_its_kind(post.title, (m.name for m in known))
        place = before or context.place_of_title(post.title) or beside or context.of_its_kind(post.title)
        return None if place is not None and _held_by_another(phrase, post, place, people) else place
    return context.of_post((post,), subject_before(line, phrase.start) or context.place_of_title(post.title) or topic)


def _owner_of(line: Line, phrase: Phrase) -> str | None:
    """The organisation of which the words before a person say that it is theirs: "두레하이의 최대 주주였던 마동휘 회장"."""
    for mention in organizations(line):
        between = line.sentence.text[mention.end - line.sentence.start : max(phrase.start - line.sentence.start, 0)]
        if _OWNER.fullmatch(between):
            return mention.name
    return None


def _held_by_another(phrase: Phrase, post: Post, place: str, people: People) -> bool:
    """Whether the article puts somebody else at the head of the place: "길나영 가람대 총장" says that 마동휘 총장 leads another."""
    return any(
        name != phrase.name and other.organization == place and other.title == post.title and not other.status
        for name, posts in people.posts.items()
        for other in posts
    )


def subject_before(line: Line, place: int) -> str | None:
    """The nearest organisation before `place` that is a topic, a subject or a stage of the sentence."""
    found = None
    opening = next(iter(organizations(line)), None)
    if (
        opening is not None
        and opening.start - line.sentence.start <= 2
        and organization_role(line, opening) not in ("c", "o")
    ):
        found = opening.name
    for mention in organizations(line):
        if (
            mention.end <= place
            and not any(p.start <= mention.start < p.end for p in line.phrases)
            and not _SENT.match(line.sentence.text[mention.end - line.sentence.start : place - line.sentence.start])
            and (
                organization_role(line, mention) in ("s", "t", "d")
                or _STAGE.match(line.sentence.text, mention.end - line.sentence.start)
            )
        ):
            found = mention.name
    return found
