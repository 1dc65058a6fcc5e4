"""Who leads what, in Korean prose: posts named with a person, and the events that the rules of `ko.yaml` show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Document, Role, Step
from extractors.leadership.arguments import Arguments, Finder, organization_role, organizations
from extractors.leadership.found import Found, merged
from extractors.leadership.triggers import Form, Trigger, triggers
from extractors.names.people import People
from extractors.names.phrases import Line, Phrase, Post
from extractors.names.titles import TitleKind
from extractors.scenes import Scene
from extractors.stance import stance
from extractors.when import event_date
from facts.claims import LeadershipClaim, LeadershipEvent, Modality
from facts.dates import PartialDate

_CLAIMED = frozenset({TitleKind.OFFICE, TitleKind.HEAD, TitleKind.DUTY})
_NO_LEADERS = frozenset({"기자", "특파원", "앵커", "군", "양", "감독", "코치", "수석코치", "선수", "배우", "가수", "애널리스트"})

_CAREER = frozenset({"served_before", "worked_as", "leads_unit"})
"""Rules of posts held once: they ended some time before what the article tells."""


def claims(document: Document, people: People, read: Sequence[Scene]) -> tuple[LeadershipClaim, ...]:
    """The leadership claims of the prose of an article; rows of lists are read by `lists`."""
    return tuple(found.claim() for found in merged(_read(document, people, read)))


def steps(document: Document, people: People, read: Sequence[Scene]) -> tuple[Step, ...]:
    """What the rules saw, one step a finding, before repeated findings are joined."""
    return tuple(found.step() for found in _read(document, people, read))


def _read(document: Document, people: People, read: Sequence[Scene]) -> list[Found]:
    found: list[Found] = []
    for index, scene in enumerate(read):
        if scene.sentence.role is Role.LIST:
            continue
        line = people.line(scene.sentence)
        if line.phrases:
            following = read[index + 1] if index + 1 < len(read) else None
            found += _Reading(scene, line, people, following).all()
    return found


@dataclass(frozen=True, slots=True)
class _Where:
    organization: str | None
    unit: str | None


class _Reading:
    """Reads one sentence."""

    def __init__(self, scene: Scene, line: Line, people: People, following: Scene | None) -> None:
        self.scene = scene
        self.line = line
        self.people = people
        self.following = following
        self.topic = scene.topic

    def all(self) -> Iterator[Found]:
        seen = triggers(self.line)
        spoken: list[Found] = []
        for trigger, arguments in Finder(self.line, seen).all():
            spoken += self._event(trigger, arguments)
        yield from spoken
        yield from self._plain()

    # -- posts that stand with a name

    def _plain(self) -> Iterator[Found]:
        carried: str | None = None
        before: Phrase | None = None
        for phrase in self.line.phrases:
            if before is None or phrase.first - before.last > 2:
                carried = None
            if phrase.person is not None:
                carried = next((p.organization for p in phrase.posts if p.organization), carried)
            before = phrase
            if phrase.name is None or set(phrase.personal) & _NO_LEADERS:
                continue
            for status in ("former", "", "coming"):
                posts = [p for p in phrase.posts if _status(p) == status]
                if any(p.kind in _CLAIMED for p in posts):
                    yield from self._held(phrase, posts, status, carried)

    def _held(self, phrase: Phrase, posts: list[Post], status: str, carried: str | None) -> Iterator[Found]:
        event = {"former": LeadershipEvent.LEFT, "": LeadershipEvent.HOLDS, "coming": LeadershipEvent.APPOINTED}[status]
        by_place: dict[str, list[Post]] = {}
        for post in posts:
            organization = self._organization(phrase, post, carried)
            if organization:
                by_place.setdefault(organization, []).append(post)
        for organization, held in by_place.items():
            if any(p.kind in _CLAIMED for p in held):
                yield self._found(
                    phrase, organization, held, event, f"named_{status or 'holder'}", Modality.ASSERTED, None, explicit=any(p.organization for p in held)
                )

    def _organization(self, phrase: Phrase, post: Post, carried: str | None = None) -> str | None:
        """Where a post that stands with a name is held: as written, as written elsewhere of the same person, else the topic."""
        if post.organization:
            return post.organization
        sibling = next((p.organization for p in phrase.posts if p.organization and p.status == post.status), None)
        if sibling:
            return sibling
        said = self.people.posts.get(phrase.name or "", ())
        for other in said:
            if other.organization and _like(other.title, post.title):
                return other.organization
        for other in said:
            if other.organization and other.status == post.status and not phrase.full:
                return other.organization
        return carried or self.topic

    # -- events

    def _event(self, trigger: Trigger, arguments: Arguments) -> Iterator[Found]:
        posts = [post for phrase in arguments.posts for post in phrase.posts]
        one_each = arguments.each and len(arguments.posts) == len(arguments.people) > 1
        past = trigger.rule.name in _CAREER
        when = event_date(
            self.line.sentence,
            trigger.start,
            trigger.end,
            self.scene.published,
            mentions=self.scene.dates,
            until=past,
            occasion=None if past else self.scene.occasion,
        )
        modality = self._modality(trigger, when)
        if modality is None:
            return
        for place, phrase in enumerate(arguments.people):
            if phrase.name is None or set(phrase.personal) & _NO_LEADERS:
                continue
            mine = list(arguments.posts[place].posts) if one_each else posts
            yield from self._outcome(trigger, phrase, mine, modality, when)

    def _modality(self, trigger: Trigger, when: PartialDate | None) -> Modality | None:
        if trigger.event is LeadershipEvent.HOLDS:
            return Modality.ASSERTED
        said = stance(
            self.line.sentence,
            trigger.start,
            trigger.end,
            when=when,
            published=self.scene.published,
            following=self.following.sentence if self.following else None,
        )
        if trigger.rule.modality is not None and said in (Modality.ASSERTED, Modality.PLANNED, None):
            return trigger.rule.modality
        return said

    def _outcome(self, trigger: Trigger, phrase: Phrase, posts: list[Post], modality: Modality, when: PartialDate | None) -> Iterator[Found]:
        rule = trigger.rule
        if rule.name == "leads_unit":
            yield from self._leads(trigger, phrase, modality, when)
            return
        own = [p for p in phrase.posts if p.kind in _CLAIMED and _status(p) != "former"]
        if not posts and rule.own:
            posts = own or self._last_posts(phrase)
        posts = [p for p in posts if not p.status == "former" or trigger.event is LeadershipEvent.LEFT]
        if not any(p.kind in _CLAIMED for p in posts):
            return
        if trigger.event is LeadershipEvent.LEFT:
            organization = next((p.organization for p in posts if p.organization), None) or self._left_from(trigger, phrase, posts, own)
        else:
            organization = next((p.organization for p in posts if p.organization), None) or self._joined(trigger, phrase, posts is own)
        if organization is None:
            return
        date = None if trigger.event is LeadershipEvent.HOLDS else when
        yield self._found(phrase, organization, posts, trigger.event, rule.name, modality, date, trigger=trigger)

    def _last_posts(self, phrase: Phrase) -> list[Post]:
        said = self.people.posts.get(phrase.name or "", ())
        return [p for p in said if p.kind in _CLAIMED and _status(p) == ""][:2]

    def _joined(self, trigger: Trigger, phrase: Phrase, own: bool) -> str | None:
        """The organisation that somebody comes to: the subject of "영입했다", the place of "합류했다", else the topic."""
        inside = [m for m in organizations(self.line) if m.end <= trigger.start and not _within(m.start, phrase)]
        if trigger.rule.person == "object":
            wanted = "std"
        else:
            wanted = "ai"
        nearest = [m for m in inside if organization_role(self.line, m) in wanted and organization_role(self.line, m)]
        if nearest:
            return nearest[-1].name
        if own or trigger.rule.person != "object":
            explicit = next((p.organization for p in phrase.posts if p.organization), None)
            if explicit and own:
                return explicit
        subject = [m for m in organizations(self.line) if m.end <= trigger.start and organization_role(self.line, m) in ("s", "t")]
        return subject[0].name if subject else self.topic

    def _left_from(self, trigger: Trigger, phrase: Phrase, posts: list[Post], own: list[Post]) -> str | None:
        if trigger.rule.name in ("served_before", "worked_as"):
            inside = [
                m
                for m in organizations(self.line)
                if m.end <= trigger.start and organization_role(self.line, m) in ("i",) and not _within(m.start, phrase)
            ]
            if inside:
                return inside[-1].name
        for post in posts:
            organization = self._organization(phrase, post)
            if organization:
                return organization
        return None

    def _leads(self, trigger: Trigger, phrase: Phrase, modality: Modality, when: PartialDate | None) -> Iterator[Found]:
        """"AI테크랩을 이끌던 서유나 상무": the unit that is led, and the post it makes."""
        offset = self.line.sentence.start
        for mention in reversed(self.line.mentions):
            if mention.end > trigger.start or trigger.start - mention.end > 14:
                continue
            between = self.line.sentence.text[mention.end - offset : trigger.start - offset]
            if not between.startswith(("을", "를")):
                return
            text = mention.text
            if mention.kind.value == "unit":
                title = text if text.endswith("담당") else f"{text}장"
                before = [m for m in organizations(self.line) if m.end <= mention.start and mention.start - m.end <= 8]
                organization = before[-1].name if before else self._organization(phrase, Post(title, TitleKind.HEAD))
                posts = [Post(title, TitleKind.HEAD, organization, text), *[p for p in phrase.posts if p.kind in _CLAIMED]]
            elif mention.kind.value == "organization":
                posts = [p for p in phrase.posts if p.kind in _CLAIMED]
                organization = mention.name
            else:
                return
            if posts and organization:
                yield self._found(phrase, organization, posts, trigger.event, "leads_unit", modality, when, trigger=trigger)
            return

    def _found(
        self,
        phrase: Phrase,
        organization: str,
        posts: list[Post],
        event: LeadershipEvent,
        rule: str,
        modality: Modality,
        when: PartialDate | None,
        *,
        trigger: Trigger | None = None,
        explicit: bool = True,
    ) -> Found:
        assert phrase.name is not None  # callers have looked
        return Found(
            person=phrase.name,
            organization=organization,
            unit=next((p.unit for p in posts if p.unit), None),
            roles=tuple(dict.fromkeys(p.title for p in posts)),
            event=event,
            modality=modality,
            date=when,
            sentence=self.line.sentence,
            rule=f"leadership.ko.{rule}",
            matched=self.line.sentence.text[
                (trigger.start if trigger else phrase.start) - self.line.sentence.start : (trigger.end if trigger else phrase.end) - self.line.sentence.start
            ],
            plain=trigger is None,
            explicit=explicit,
        )


def _status(post: Post) -> str:
    return {"former": "former", "coming": "coming"}.get(post.status, "")


def _like(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _within(place: int, phrase: Phrase) -> bool:
    return phrase.start <= place < phrase.end


__all__ = ["Form", "claims", "replace", "steps"]
