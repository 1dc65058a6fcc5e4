"""Posts that stand with a name and no event: "마동휘 두레전자 CTO는", "길나영 전 소라화학 CFO"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.leadership.context import Context
from extractors.leadership.found import Found, is_leader, leading
from extractors.leadership.places import own_organization
from extractors.names.people import People
from extractors.names.phrases import Line, Phrase, Post
from extractors.names.titles import alike
from facts.claims import LeadershipEvent, Modality

_EVENTS = {"former": LeadershipEvent.LEFT, "": LeadershipEvent.HOLDS, "coming": LeadershipEvent.APPOINTED}
PARTY = re.compile(r"(?:더불어|국민의힘|[가-힣]{2,}당)")
"""Parties: their posts are politics and none of ours."""
_A_PARTY = re.compile(r"국민의힘|[가-힣]{2,6}(?<![식성서강담해배전명법불악정상일양사])당")
"""A party's name; 식당, 성당, 강당, 담당 and the like end in the same syllable."""
_VAGUE = frozenset({"임원", "수장", "사령탑", "최고경영진", "집행임원"})
"""Titles that say no post when they merely stand with a name."""


def plain(line: Line, people: People, context: Context, topic: str | None, told: Sequence[Found]) -> Iterator[Found]:
    """What the phrases of a line say by themselves; `told` are the events of the same line."""
    carried: str | None = None
    shared: str | None = None
    before: Phrase | None = None
    for phrase in line.phrases:
        if before is None or phrase.first - before.last > 2:
            carried = None
        inherited = carried
        if phrase.person is not None:
            carried = next((p.organization for p in phrase.posts if p.organization and not p.status), carried)
        before = phrase
        if not is_leader(phrase):
            continue
        mine = [f for f in told if f.person == phrase.name]
        inherited, shared = inherited or shared, None
        if phrase.role == "c" and not phrase.full:  # "노 병원장과 오채린 부원장"
            said = people.posts.get(phrase.name or "", ())
            shared = next((p.organization for p in said if p.organization and not p.status), None)
        for status in ("former", "", "coming"):
            posts = [p for p in phrase.posts if status_of(p) == status and not _is_sought(p, line)]
            if not any(leading(p) and p.title not in _VAGUE for p in posts):
                continue
            by_place: dict[str, list[Post]] = {}
            for post in posts:
                place = _place(phrase, post, line, people, context, topic, mine, inherited)
                if place:
                    by_place.setdefault(place, []).append(post)
            for organization, held in by_place.items():
                if PARTY.fullmatch(organization):
                    continue
                if any(leading(p) for p in held):
                    yield Found.of(
                        phrase,
                        organization,
                        held,
                        _EVENTS[status],
                        f"named_{status or 'holder'}",
                        line,
                        explicit=any(p.organization for p in held),
                    )


def _place(
    phrase: Phrase,
    post: Post,
    line: Line,
    people: People,
    context: Context,
    topic: str | None,
    told: Sequence[Found],
    inherited: str | None,
) -> str | None:
    if not post.organization:
        same = next((f for f in told if any(alike(role, post.title) for role in f.roles)), None)
        if same is not None:
            return same.organization
    if not post.organization and status_of(post) != "former" and not any(p.organization for p in phrase.posts):
        inside = next(
            (
                f
                for f in told
                if f.event is LeadershipEvent.APPOINTED and f.modality in (Modality.ASSERTED, Modality.PLANNED)
            ),
            None,
        )
        known = any(p.organization for p in people.posts.get(phrase.name or "", ()))
        if inside is not None and not known:
            return inside.organization
        if inherited and not known:
            return inherited
    return own_organization(phrase, post, line, people, context, topic)


def of_a_party(line: Line, phrase: Phrase) -> bool:
    """Whether a party stands between a name and its title: "마동휘 소라당 대표"."""
    inside = line.words[phrase.first : phrase.last]
    return phrase.name is not None and any(
        _A_PARTY.fullmatch(word.text) for word in inside if word.text != phrase.person
    )


def _is_sought(post: Post, line: Line) -> bool:
    """Whether somebody is put up for the post: "아무개 신임 사장 후보는", but not "아무개 전 사장을 후보로"."""
    at = post.end - line.sentence.start
    return line.sentence.text[:at].endswith(post.title[-1]) and line.sentence.text[at : at + 4].lstrip().startswith(
        "후보"
    )


def status_of(post: Post) -> str:
    return post.status if post.status in ("former", "coming") else ""
