"""From a trigger and its arguments to what is told: who takes, holds or leaves which post where, when and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.document import Bound
from extractors.leadership.arguments import Arguments
from extractors.leadership.careers import by_organization
from extractors.leadership.certainty import modality_of, sought_for
from extractors.leadership.clauses import among_candidates, in_one_clause
from extractors.leadership.ends import CAREER, MOVES, RISES, Ends
from extractors.leadership.found import Found, is_leader, leading
from extractors.leadership.leads import led
from extractors.leadership.places import behind_a_seat, own_organization
from extractors.leadership.plain import PARTY, status_of
from extractors.leadership.triggers import Form, Trigger
from extractors.leadership.two_ends import moved, moved_within, swapped
from extractors.names.hangul import final
from extractors.names.phrases import Phrase, Post
from extractors.names.titles import TitleKind
from facts.claims import LeadershipEvent, Modality
from facts.dates import PartialDate

_CANDIDACY = frozenset({"mentioned_for", "proposed_for", "listed_for", "shortlisted", "shortlisted_as", "shortlist_is"})
_NOT_BUT = re.compile(r"\S{0,3} 것(?:이|은) 아니라")
_THEN = re.compile(r"[가-힣](?:해|한 뒤|하고|하며|한 후) ")
_RECENT = 100
"""Days; somebody who joined before that did not join for the post that is news."""
_BEGAN = frozenset({"took_office", "was_appointed"})
_BESIDE_A_POST = re.compile(r"사외이사|독립이사|비상임|비상무|비상근|감사위원|고문|자문")
"""Seats that somebody takes and keeps the post elsewhere."""
_SUCCESSION = re.compile(r"(?:후임|자리|뒤|빈자리|바통|공백)")


class Events(Ends):
    """Reads the triggers of one sentence in order; posts that a describing verb gives a person are remembered for the next."""

    def read(self, trigger: Trigger, arguments: Arguments) -> Iterator[Found]:
        """What one trigger tells; nothing where it states nothing or names no post of leadership."""
        start, end = trigger.start - self.line.sentence.start, trigger.end - self.line.sentence.start
        if end - start > 1 and final(self.line.sentence.text[end - 1]) in (8, 20):
            end -= 1  # "데려왔", "물러날" end in the tense that stance looks for
        if self._ended(trigger):
            trigger = replace(trigger, event=LeadershipEvent.LEFT)
        past = trigger.rule.name in CAREER or self._ended(trigger)
        when = self.scene.date_of(start, end, until=past, occasion=None if past else self.scene.occasion)
        if trigger.rule.name == "served_before" and when is not None and when.last > self.scene.published:
            when = None  # "19일 부행장을 지낸 씨가 부임한다": the day is that of the news
        if trigger.rule.name == "term_named" and when is None:
            when = next((m.value for m in self.scene.dates if m.start >= trigger.end and m.value.month), None)
        if past and trigger.form is Form.DESCRIBES and when is not None and when.month is not None:
            ended = any(m.value == when and m.bound is Bound.UNTIL for m in self.scene.dates)
            when = when if ended else None  # "지난 7월 본부장을 지낸 아무개를 영입했다": the month is that of the news
        if past and when is not None and self._of_another_verb(trigger, when):
            when = None
        modality = modality_of(self.scene, trigger, start, end, when)
        if modality is None:
            return
        if trigger.rule.modality is Modality.RUMORED and when is not None and when.first <= self.scene.published:
            when = None  # the day on which somebody was put on a list
        if trigger.rule.name == "term_named" and when is not None and when.last > self.scene.published:
            modality = Modality.PLANNED
        if trigger.rule.name == "swap":
            yield from swapped(self, trigger, arguments, modality, when)
            return
        posts = [post for phrase in arguments.posts for post in phrase.posts]
        one_each = arguments.each and len(arguments.posts) == len(arguments.people) > 1
        for place, phrase in enumerate(arguments.people):
            if is_leader(phrase):
                mine = list(arguments.posts[place].posts) if one_each else posts
                for held in by_organization(mine) if past else [mine]:
                    yield from self._outcome(trigger, phrase, held, modality, when)

    def _ended(self, trigger: Trigger) -> bool:
        """Whether a post that was taken has ended: "2016년부터 2022년까지 신약실장을 맡았고"."""
        return trigger.rule.name == "takes_post" and any(
            mention.bound is Bound.UNTIL
            and mention.end <= trigger.start
            and mention.value.last <= self.scene.published
            and in_one_clause(self.line, mention.end, trigger)
            for mention in self.scene.dates
        )

    def _of_another_verb(self, trigger: Trigger, when: PartialDate) -> bool:
        """Whether the day of a career is that of its beginning: "1991년 입사해 본부장을 지냈다"."""
        text, offset = self.line.sentence.text, self.line.sentence.start
        dated = [m for m in self.scene.dates if m.value == when and m.end <= trigger.start]
        return (
            bool(dated)
            and dated[-1].bound is Bound.AT
            and bool(_THEN.search(text[dated[-1].end - offset : trigger.start - offset]))
        )

    def _outcome(
        self, trigger: Trigger, phrase: Phrase, posts: list[Post], modality: Modality, when: PartialDate | None
    ) -> Iterator[Found]:
        name = trigger.rule.name
        if name == "leads_unit" or (name == "takes_post" and not posts and trigger.event is LeadershipEvent.HOLDS):
            found = led(self, trigger, phrase, modality, when)
            if found is not None:
                if trigger.form is Form.DESCRIBES and phrase.name:
                    self.described[phrase.name] = found
                yield found
            return
        event = trigger.event
        if name == "fills_gap" and self.left is not None and self.left.person == phrase.name:
            return
        if name == "left_place" and not self._from_a_place(trigger):
            return
        if (
            event is LeadershipEvent.HOLDS
            and name in ("takes_post", "worked_as")
            and (since := self._since(trigger)) is not None
        ):
            event, when = LeadershipEvent.APPOINTED, since
            modality = Modality.PLANNED if since.first > self.scene.published else modality
        own = [p for p in phrase.posts if leading(p) and status_of(p) != "former"]
        if event is LeadershipEvent.LEFT and not posts and (once := self._once_at(trigger, phrase)):
            posts = once
        if event is LeadershipEvent.LEFT and name not in CAREER:
            known = self.described.get(phrase.name or "")
            if known is not None and not posts:
                yield replace(
                    known, event=event, modality=modality, date=when, rule=f"leadership.ko.{name}", plain=False
                )
                return
            own = [p for p in own if p.linked] or own
        if name == "return_named" and not posts and phrase.name in self.named:
            posts = self.named[phrase.name or ""]
        if name == "took_office" and not posts and not own:
            posts = self._awaited(phrase, when)
        filled = None if posts else self._to_fill(trigger, phrase)
        if filled is not None:
            posts = [filled]
            if self._puts_a_name(trigger):
                modality, when = Modality.RUMORED, None  # one of those who may be chosen
        mine = False
        if not posts and trigger.rule.own:
            former = [p for p in phrase.posts if leading(p)] if event is LeadershipEvent.LEFT else []
            posts, mine = own or self._known_posts(phrase) or former, True
        if not posts and trigger.rule.name in _BEGAN and phrase.first > trigger.last and when is not None:
            posts = [replace(p, status="", linked=False) for p in phrase.posts if leading(p) and p.status == "former"]
            mine = True  # "지난 2월 취임한 아무개 전 대표는 물러났다"
        posts = [p for p in posts if p.status != "former" or event is LeadershipEvent.LEFT]
        if mine and event is LeadershipEvent.APPOINTED and among_candidates(self.line, trigger):
            return
        if not any(leading(p) for p in posts):
            return
        if event is LeadershipEvent.LEFT:
            organization = self._left_from(trigger, phrase, posts, mine=mine)
        else:
            organization = self._comes_to(trigger, phrase, posts, mine=mine)
        if organization is None or PARTY.fullmatch(organization):
            return
        if mine and event is LeadershipEvent.APPOINTED and self._elsewhere(phrase, posts, organization):
            return
        if (
            event is LeadershipEvent.LEFT
            and modality is Modality.DENIED
            and _NOT_BUT.match(self.line.sentence.text, trigger.end - self.line.sentence.start)
        ):
            return
        if event is LeadershipEvent.APPOINTED and modality is Modality.ASSERTED and sought_for(self.line, posts):
            modality = Modality.PLANNED
        date = None if event is LeadershipEvent.HOLDS else when
        found = Found.of(
            phrase, organization, posts, event, name, self.line, modality=modality, date=date, trigger=trigger
        )
        if trigger.form is Form.DESCRIBES and event is not LeadershipEvent.APPOINTED and phrase.name:
            self.described[phrase.name] = found
        if phrase.name and posts and not mine:
            self.named[phrase.name] = posts
        yield found
        if event is LeadershipEvent.LEFT:
            self.left = found
        if (
            event is LeadershipEvent.APPOINTED
            and (modality is Modality.ASSERTED or (modality is Modality.PLANNED and trigger.rule.person == "subject"))
            and MOVES.search(found.matched)
            and not all(_BESIDE_A_POST.search(p.title) for p in posts)
        ):
            yield from moved(self.line, trigger, phrase, organization, modality, when)
        elif event is LeadershipEvent.APPOINTED and trigger.form is Form.MAIN and RISES.match(found.matched):
            yield from moved_within(self.line, trigger, phrase, organization, modality, when)

    def _once_at(self, trigger: Trigger, phrase: Phrase) -> list[Post]:
        """The posts once held at the place that is left: "그는 B에서 9년간 일했고 지난해 11월 사직했다", "지난달 B를 떠났다"."""
        stages = {m.name for m in (*self._stages(trigger), *self._place_left(trigger))}
        said = self.people.posts.get(phrase.name or "", ())
        return [p for p in said if leading(p) and p.status == "former" and p.organization in stages]

    def _elsewhere(self, phrase: Phrase, posts: list[Post], organization: str) -> bool:
        """Whether somebody came to an organisation long ago and holds the post named at another: "구 대표는 1995년 B에 입사했다"."""
        if organization in (self.context.default, self.topic) or any(p.organization for p in posts):
            return False
        place = own_organization(phrase, posts[0], self.line, self.people, self.context, self.topic)
        return place is not None and place != organization

    def _from_a_place(self, trigger: Trigger) -> bool:
        """Whether what is left is an organisation or one's seat: "회사를 떠났다", not "한국을 떠났다"."""
        return bool(self._place_left(trigger)) or behind_a_seat(self.line, trigger.start)

    def _since(self, trigger: Trigger) -> PartialDate | None:
        """The date of "지난 7월부터 CTO를 맡고 있다": a holding that says when it was taken; a second post ("겸하고 있다") does not."""
        if self._matched(trigger).startswith("겸"):
            return None
        for mention in self.scene.dates:
            if (
                mention.bound is Bound.SINCE
                and mention.end <= trigger.start
                and in_one_clause(self.line, mention.end, trigger)
            ):
                return mention.value
        return None

    def _awaited(self, phrase: Phrase, when: PartialDate | None) -> list[Post]:
        """The post for which somebody was chosen in a sentence before, who now begins."""
        if when is None or (self.scene.published - when.last).days > _RECENT:
            return []
        chosen = [f for f in self.context.held.get(phrase.name or "", ()) if f.event is LeadershipEvent.APPOINTED]
        return [Post(role, TitleKind.OFFICE, f.organization, f.unit) for f in chosen[-1:] for role in f.roles]

    def _known_posts(self, phrase: Phrase) -> list[Post]:
        said = self.people.posts.get(phrase.name or "", ())
        return [p for p in said if leading(p) and status_of(p) == ""][:2]

    def _to_fill(self, trigger: Trigger, phrase: Phrase) -> Post | None:
        """The post that the words mean by "빈자리", "마 사장의 후임", or by nothing when candidates are named."""
        if trigger.event is not LeadershipEvent.APPOINTED:
            return None
        text, offset = self.line.sentence.text, self.line.sentence.start
        for other in self.line.phrases:
            if (
                other.name
                and other is not phrase
                and other.role == "g"
                and other.end <= trigger.start
                and _SUCCESSION.match(text, other.end - offset + 1)
            ):
                return self._post_of(other)
        if re.search(r"후임(?:에|에는|으로|으로는) $", text[: phrase.start - offset]):
            once = [
                (p, other)
                for other in self.line.phrases
                for p in other.posts
                if p.status == "former" and other.person and other.end < phrase.start
            ]
            if once:
                place = own_organization(once[-1][1], once[-1][0], self.line, self.people, self.context, self.topic)
                return replace(once[-1][0], organization=place, status="", linked=False)
            left = self.left or self.context.left
            if left is not None:
                return Post(left.roles[0], TitleKind.OFFICE, left.organization, left.unit)
        if re.search(r"후임(?:으로|에|자로) (?:각각 )?$", text[: trigger.start - offset]):
            left = self.left or self.context.left
            if left is not None and left.person != phrase.name:
                return Post(left.roles[0], TitleKind.OFFICE, left.organization, left.unit)
        if self.left is not None and self.left.person != phrase.name:
            before = text[: trigger.start - offset]
            if re.search(r"[고며],? 후임(?:에|으로|에는|으로는|자로) [^,]*$", before):
                return Post(self.left.roles[0], TitleKind.OFFICE, self.left.organization, self.left.unit)
        if trigger.rule.name == "mentioned_for" and "뒤를" in text and self.left is not None:
            return Post(self.left.roles[0], TitleKind.OFFICE, self.left.organization, self.left.unit)
        if trigger.rule.name == "fills_gap" or re.match(r"\W*(?:빈자리|후임|공석)", text):
            left = self.left or self.context.left
            if left is not None:
                return Post(left.roles[0], TitleKind.OFFICE, left.organization, left.unit)
        if trigger.rule.name in _CANDIDACY or self._puts_a_name(trigger):
            return self.context.vacancy_in(self.line) or self.context.vacancy
        return None

    def _puts_a_name(self, trigger: Trigger) -> bool:
        """Whether names are put on a list, for which post the words around do not say: "세 사람이 이름을 올렸다"."""
        return trigger.rule.name == "moved_up" and self._matched(trigger).startswith("이름을")

    def _post_of(self, phrase: Phrase) -> Post | None:
        left = self.context.left
        if left is not None and left.person == phrase.name:
            return Post(left.roles[0], TitleKind.OFFICE, left.organization, left.unit)
        said = [p for p in self.people.posts.get(phrase.name or "", ()) if leading(p)] or [
            p for p in phrase.posts if leading(p)
        ]
        if not said:
            return None
        place = own_organization(phrase, said[0], self.line, self.people, self.context, self.topic)
        return replace(said[0], organization=place, status="", linked=False)
