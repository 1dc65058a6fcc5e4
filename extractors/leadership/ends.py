"""Where somebody comes to or goes from, when the words beside the post do not say."""

from __future__ import annotations

import re

from extractors.document import Mention
from extractors.leadership.arguments import organization_role, organizations
from extractors.leadership.careers import unknown_stage
from extractors.leadership.context import Context
from extractors.leadership.families import of_the_family, own_company, sisters
from extractors.leadership.found import Found
from extractors.leadership.places import is_spoken_of, own_organization
from extractors.leadership.triggers import Trigger
from extractors.names.people import People
from extractors.names.phrases import Line, Phrase, Post
from extractors.scenes import Scene

RISES = re.compile(r"승진|올라|올랐|오르|오른")
_TO_LEAD = re.compile(r"[’'”\"]?(?:을|를) (?:이끌|이끌어 ?갈|맡을|책임질|운영할) (?:초대 |새 |신임 |차기 )?")
_DESCRIBED = re.compile(r"[가-힣](?:[해아어여려] ?온|던|[한낸친닌]|있는) $")
"""Ends a clause that describes somebody."""
CAREER = frozenset({"served_before", "worked_as", "leads_unit"})
"""Rules of posts held once: they ended some time before what the article tells."""
MOVES = re.compile(r"영입|합류|데려|스카우트|옮|둥지|모셔|모셨|이동|입사")
"""Verbs by which somebody leaves the old place for the new."""


class Ends:
    """What is known while a sentence is read, and the two ends of a move in it."""

    def __init__(self, scene: Scene, line: Line, people: People, context: Context, topic: str | None) -> None:
        self.scene = scene
        self.line = line
        self.people = people
        self.context = context
        self.topic = topic
        self.described: dict[str, Found] = {}
        self.left: Found | None = None
        self.named: dict[str, list[Post]] = {}

    def _comes_to(self, trigger: Trigger, phrase: Phrase, posts: list[Post], *, mine: bool) -> str | None:
        """The organisation that somebody comes to: that of the post, the subject of "영입했다", the place of "합류했다", the topic."""
        if not mine and (led := self._to_be_led(posts)) is not None:
            return led
        if not mine:
            named = next((p.organization for p in posts if p.organization), None)
            if named:
                return named
        if trigger.rule.name == "keeps_on":
            own = next((p.organization for p in phrase.posts if p.organization and not p.status), None)
            if own:
                return own
        inside = [
            m
            for m in organizations(self.line)
            if m.end <= trigger.start
            and not m.members
            and not any(p.start <= m.start < p.end for p in self.line.phrases)
        ]
        if trigger.rule.name == "moved_up" and RISES.match(self._matched(trigger)):
            own = next((p.organization for p in phrase.posts if p.organization and p.status in ("", "sort")), None)
            if own:
                return own
        if trigger.rule.person == "object":
            subjects = [m for m in inside if organization_role(self.line, m) in ("s", "t")]
            own = next((p.organization for p in phrase.posts if p.organization and p.status in ("", "sort")), None)
            if (
                own
                and not mine
                and subjects
                and (subjects[-1].name.endswith("그룹") or of_the_family(subjects[-1].name, own))
                and not MOVES.search(self._matched(trigger))
            ):
                return own  # "두레그룹은 길나영 두레화학 전무를 부사장으로 승진시켰다"
            if subjects:
                return next((m for m in reversed(subjects) if m.end <= phrase.start), subjects[-1]).name
        elif trigger.rule.roles & {"r", "a"}:
            stages = [m for m in inside if organization_role(self.line, m) in ("a", "i", "r")]
            stages = [m for m in stages if organization_role(self.line, m) != "i" or self._stage_of(m, phrase)]
            into = [m for m in stages if organization_role(self.line, m) in ("a", "r")]
            if into and MOVES.search(trigger.rule.pattern.pattern):
                return into[-1].name
            if stages and not self.described.get(phrase.name or ""):
                return stages[-1].name
        if mine:
            named = next((p.organization for p in posts if p.organization), None)
            if named:
                return named
            return own_organization(phrase, posts[0], self.line, self.people, self.context, self.topic)
        subjects = [m for m in inside if is_spoken_of(self.line, m) and m.end <= phrase.start]
        place = self.context.of_post(posts, subjects[0].name if subjects else self.topic)
        company = own_company(self.line, phrase)
        related = company is not None and (of_the_family(place, company) or (not subjects and sisters(place, company)))
        return company if related else place

    def _to_be_led(self, posts: list[Post]) -> str | None:
        """The organisation of a post that a clause describes: "합작사 두레H2를 이끌 초대 대표에는"."""
        text, offset = self.line.sentence.text, self.line.sentence.start
        for mention in organizations(self.line):
            if not mention.members and any(
                _TO_LEAD.fullmatch(text[mention.end - offset : p.start - offset])
                for p in posts
                if p.start > mention.end
            ):
                return mention.name
        return None

    def _stage_of(self, mention: Mention, phrase: Phrase) -> bool:
        """Whether somebody comes to a place and does not come from it: not "A에서 영업을 총괄해 온 아무개가"."""
        if mention.end > phrase.start:
            return False
        offset = self.line.sentence.start
        return _DESCRIBED.search(self.line.sentence.text[mention.end - offset : phrase.start - offset]) is None

    def _matched(self, trigger: Trigger) -> str:
        offset = self.line.sentence.start
        return self.line.sentence.text[trigger.start - offset : trigger.end - offset]

    def _left_from(self, trigger: Trigger, phrase: Phrase, posts: list[Post], *, mine: bool) -> str | None:
        named = next((p.organization for p in posts if p.organization), None)
        if named:
            return named
        if trigger.rule.name in CAREER or trigger.rule.name == "takes_post":
            stages = [m for m in self._stages(trigger) if not phrase.start <= m.start < phrase.end]
            if stages:
                return stages[-1].name
            if (unknown := unknown_stage(self.line, posts)) is not None:
                return unknown
        if mine or all(p.linked for p in posts):
            return own_organization(phrase, posts[0], self.line, self.people, self.context, self.topic)
        own = next((p.organization for p in phrase.posts if p.organization), None)
        if trigger.rule.name in CAREER and own is None:
            between = [m for m in organizations(self.line) if phrase.end < m.start and m.end <= posts[0].start]
            if between and phrase.end <= posts[0].start and not between[-1].members:
                return between[-1].name  # "A 과장, 해외 주재관, 실장을 거쳐"
            return self.context.home(phrase.name) or self.topic
        return self.topic or own

    def _stages(self, trigger: Trigger) -> list[Mention]:
        return [
            m for m in organizations(self.line) if m.end <= trigger.start and organization_role(self.line, m) == "i"
        ]

    def _place_left(self, trigger: Trigger) -> list[Mention]:
        return [m for m in organizations(self.line) if m.end == trigger.start]
