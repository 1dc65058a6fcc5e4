"""Who takes, holds or leaves what where: the people, posts and organisations that belong to a trigger in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Mention, MentionKind
from extractors.leadership.triggers import Form, Trigger
from extractors.names import naming
from extractors.names.hangul import is_particle, particle_role
from extractors.names.phrases import Line, Phrase

_WHERE = {"subject": frozenset("std"), "noun": frozenset("std"), "object": frozenset("o"), "receiver": frozenset("a")}
_LIST_GAPS = frozenset({",", "·", "▲", "△", ";"})
_AFTER = re.compile(
    r"(?:\s?\([\d.,]+원[^()]{0,40}\))?(?: (?:이사회|주주총회|회추위|임추위|사추위|자추위|대추위|행추위|[가-힣]{0,6}추천위원회)(?:\([가-힣]{2,5}\))?)?(?P<tail>[가-힣]{0,4})"
)
"""What follows a name, over a price of shares that a page puts behind it and over the organ that acts in its name."""
_SO_MANY = re.compile(r"\d+(?:명|인)[가-힣]{1,2}")
"""Those who end an enumeration without a name: "아무개 사장과 외부 인사 1명을"."""
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Arguments:
    """`people` with the posts each takes or leaves; `posts` are phrases without a person that name the post."""

    people: tuple[Phrase, ...]
    posts: tuple[Phrase, ...]
    each: bool = False
    """"각각": the first post is the first person's, and so on."""


def groups(phrases: Sequence[Phrase], line: Line) -> dict[int, tuple[list[Phrase], str]]:
    """For each phrase (by its first word): the enumeration it stands in, and the role of the enumeration's last member."""
    found: dict[int, tuple[list[Phrase], str]] = {}
    for kind in (True, False):
        row: list[Phrase] = []
        for phrase in phrases:
            if (phrase.person is None) is kind:
                continue
            if row and _joined(row[-1], phrase, line):
                row.append(phrase)
            else:
                _close(row, found, line)
                row = [phrase]
        _close(row, found, line)
    return found


def _close(row: list[Phrase], found: dict[int, tuple[list[Phrase], str]], line: Line) -> None:
    """Note an enumeration with the role of its last member, or of what sums it up: "A, B 등 3명이"."""
    if not row:
        return
    role = row[-1].role
    after = line.words[row[-1].last + 1 : row[-1].last + 5]
    if not role and after and after[0].text in ("등이다", "등입니다"):
        role = "s"
    elif not role and after and after[0].text.startswith("등") and is_particle(after[0].text[1:]):
        role = particle_role(after[0].text[1:])
    elif role == "c" and (counted := next((w for w in after if _SO_MANY.fullmatch(w.text)), None)) is not None:
        role = counted.role
    elif not role and after and after[0].text == "등":
        role = next((word.role for word in after[1:] if word.role), "")
    for phrase in row:
        found[phrase.first] = (row, role)


def _joined(left: Phrase, right: Phrase, line: Line) -> bool:
    """Whether two phrases of one kind are told in one breath: "A 사장과 B 전무", "A 대표, B 이사", "A·B 공동대표"."""
    between = line.words[left.last + 1 : right.first]
    gap = line.words[right.first].gap
    if left.role == "o" and [word.text for word in between] in (["비롯해"], ["비롯한"], ["포함해"], ["포함한"]):
        return True
    if left.role == "c":
        return all(word.gap == " " and not word.role for word in between) and gap == " "
    if left.role:
        return False
    if not between:
        return gap in _LIST_GAPS
    first = between[0]
    if first.gap == "," and gap == " " and naming.verbal(between[-1].text):
        return True
    if first.gap == "," and gap == " " and between[-1].title is not None and between[-1].role in ("a", "r"):
        return True
    if first.gap in _LIST_GAPS:
        return all(word.gap == " " and not word.role for word in between[1:]) and gap == " " and len(between) <= 4
    return first.text in ("및", "등") and len(between) == 1


class Finder:
    """Finds the arguments of the triggers of one line, those that describe a noun first: what they take is theirs."""

    def __init__(self, line: Line, triggers: Sequence[Trigger]) -> None:
        self.line = line
        self.triggers = triggers
        self.groups = groups(line.phrases, line)
        self.consumed: set[int] = set()

    def all(self) -> Iterator[tuple[Trigger, Arguments]]:
        """Every trigger with its arguments, in the order of the text; triggers without a person are left out."""
        found: dict[int, Arguments] = {}
        for trigger in self.triggers:
            if trigger.form is Form.DESCRIBES:
                arguments = self._describing(trigger)
                if arguments is not None:
                    found[trigger.start] = arguments
        for trigger in self.triggers:
            if trigger.start not in found:
                arguments = self._main(trigger)
                if arguments is not None:
                    found[trigger.start] = arguments
                    if trigger.form is Form.DESCRIBES:
                        self.consumed.update(post.first for post in arguments.posts)
        for trigger in self.triggers:
            if trigger.start in found:
                yield trigger, found[trigger.start]

    # -- "… 이끌던 길나영 상무"

    def _describing(self, trigger: Trigger) -> Arguments | None:
        head = next((p for p in self.line.phrases if p.first > trigger.last), None)
        if head is None or head.person is None or head.first - trigger.last > 4:
            return None
        between = self.line.words[trigger.last + 1 : head.first]
        if any(word.role and word.role != "g" for word in between) or any(w.gap != " " for w in between):
            return None
        begin = max([self._clause_start(trigger), *(t.last + 1 for t in self.triggers if t.last < trigger.first)])
        posts = tuple(p for p in self._posts_before(trigger, begin) if p.first not in self.consumed)
        if trigger.rule.name == "takes_post":  # "연구원장에 추진단을 맡았던 아무개 상무를": only what is 맡다's object
            posts = tuple(p for p in posts if p.role not in ("a", "t"))
        self.consumed.update(p.first for p in posts)
        row, _ = self.groups[head.first]
        return Arguments(tuple(row[row.index(head) :]) if trigger.rule.event is not None else (head,), posts)

    def _clause_start(self, trigger: Trigger) -> int:
        """The word at which the clause of a describing verb begins: behind the last subject, comma or finished verb."""
        for place in range(trigger.first - 1, -1, -1):
            word = self.line.words[place]
            if self.line.words[place + 1].gap not in (" ", "‘", " ‘", "’"):
                return place + 1
            if word.role == "t" or re.search(r"(?:했고|했으며|하고|며|지만|으나|에는)$", word.text):
                return place + 1
        return 0

    def _posts_before(self, trigger: Trigger, begin: int) -> list[Phrase]:
        wanted = trigger.rule.roles
        return [
            phrase
            for phrase in self.line.phrases
            if phrase.person is None
            and begin <= phrase.first
            and phrase.last < trigger.last + 1
            and phrase.posts
            and (phrase.role in wanted or (phrase.role in ("", "c") and self._shares(phrase, wanted)))
        ]

    def _shares(self, phrase: Phrase, wanted: frozenset[str]) -> bool:
        row, role = self.groups[phrase.first]
        return len(row) > 1 and role in wanted

    # -- main verbs

    def _main(self, trigger: Trigger) -> Arguments | None:
        if trigger.rule.person == "noun":
            named = self._noun(trigger)
            if named is not None or trigger.rule.name not in ("term_named", "inaugurated"):
                return named
        people = self._people(trigger) or self._head_behind(trigger)
        if not people:
            return None
        posts = [p for p in self._posts_before(trigger, 0) if p.first not in self.consumed]
        if (paired := self._paired(posts, people, trigger)) is not None:
            return paired
        each = any(word.text == "각각" for word in self.line.words)
        posts = self._nearest(trigger, posts, people)
        return Arguments(tuple(people), tuple(posts), each)

    def _people(self, trigger: Trigger) -> list[Phrase]:
        at = trigger.end - self.line.sentence.start
        active = trigger.rule.name == "proposed_for" and self.line.sentence.text[at : at + 1] in (
            "하",
            "했",
            "한",
            "할",
            "해",
        )
        roles = _WHERE["object" if active else trigger.rule.person] | (
            frozenset("g") if trigger.rule.name == "mentioned_for" else frozenset()
        )
        nearest: Phrase | None = None
        for phrase in self.line.phrases:
            if phrase.person is None or phrase.last >= trigger.first:
                continue
            _, role = self.groups[phrase.first]
            if (
                role in roles
                and not self._quoted_away(phrase, trigger)
                and (nearest is None or role != "t" or phrase.first > nearest.first)
            ):
                nearest = phrase
        if nearest is None:
            return []
        if self._another_subject(nearest, trigger):
            return []
        nearest = self._topic_instead(nearest, trigger)
        row, _ = self.groups[nearest.first]
        return row

    def _topic_instead(self, person: Phrase, trigger: Trigger) -> Phrase:
        """Of "갑을 사장에 영입하고 을 부사장은 고문으로 추대했다" the second: its topic is the object where the first has its verb."""
        if trigger.rule.person != "object":
            return person
        closed = [t for t in self.triggers if person.last < t.first and t.last < trigger.first]
        later = [p for p in self.line.phrases if p.person and closed and closed[-1].last < p.first < trigger.first]
        if len(later) != 1 or later[0].role != "t":
            return person
        return (
            later[0]
            if any(later[0].last < p.first and p.role == "r" for p in self.line.phrases if p.person is None)
            else person
        )

    def _head_behind(self, trigger: Trigger) -> list[Phrase]:
        """The person of "…을 지내다 지난 3월 합류한 아무개 부사장이": a verb that goes on into one that describes."""
        after = next((t for t in self.triggers if t.start >= trigger.end), None)
        if trigger.rule.person != "subject" or after is None or after.form is not Form.DESCRIBES:
            return []
        if any(trigger.last < p.first < after.first and p.person for p in self.line.phrases):
            return []
        return [p for p in self.line.phrases if p.first > after.last and p.person][:1]

    def _another_subject(self, person: Phrase, trigger: Trigger) -> bool:
        """Whether an organisation or thing that is a subject stands between the person and the verb."""
        if trigger.rule.person != "subject":
            return False
        for place in range(person.last + 1, trigger.first):
            word = self.line.words[place]
            role = word.role
            if (
                role == "s"
                and len(word.stem) >= 2
                and not word.title
                and place < trigger.first
                and not any(p.first <= place <= p.last for p in self.line.phrases)
            ):
                return not _idle_subject(word.stem)
        return False

    def _quoted_away(self, phrase: Phrase, trigger: Trigger) -> bool:
        """Whether a quotation ends between the two: what is said in it is another's sentence."""
        text = self.line.sentence.text[phrase.end - self.line.sentence.start : trigger.start - self.line.sentence.start]
        return text.count("”") + text.count("“") > 0 and ("”" in text or "“" in text)

    def _nearest(self, trigger: Trigger, posts: list[Phrase], people: list[Phrase]) -> list[Phrase]:
        """The posts of this trigger: behind the person those right before the verb, before the person those with 에, 은."""
        first, last = people[0].first, people[-1].last
        if first > trigger.last:
            return posts[-1:]
        earlier = [t for t in self.triggers if t.form is Form.MAIN and t.last < trigger.first]
        barrier = max((t.last for t in earlier if t.event is not trigger.event), default=-1)
        closed = max((t.last for t in earlier if self._closes(t)), default=-1)
        posts = [p for p in posts if p.first > closed]
        behind = [p for p in posts if p.first > last and p.first > barrier]
        roles = "atrgso" if trigger.rule.person == "receiver" else "atrg"
        ahead = [p for p in posts if p.last < first and (p.role in roles or self._shares(p, frozenset("atr")))]
        ahead = [
            p
            for p in ahead
            if not any(q.person and p.last < q.first < first and q.role in "std" for q in self.line.phrases)
        ]
        between = [t for t in earlier if t.last < first and not self._leads_into(t, first)]
        ahead = [p for p in ahead if not any(p.last < t.first for t in between)]
        row = [q for p in ahead[-1:] for q in self.groups[p.first][0] if q.person is None]
        if row and trigger.rule.person == "object":  # a post behind with 에 is that of somebody else
            behind = [p for p in behind if p.role != "a"]
        return [*row, *behind]

    def _leads_into(self, trigger: Trigger, person: int) -> bool:
        """Whether the verb goes on into one that describes the person: "원장에는 실장을 지내고 회사를 떠난 아무개가"."""
        return self.line.words[trigger.last].text.endswith(("고", "며", "다", "다가", "아", "어", "여")) and any(
            t.form is Form.DESCRIBES and trigger.last < t.first and t.last < person for t in self.triggers
        )

    def _paired(self, posts: list[Phrase], people: list[Phrase], trigger: Trigger) -> Arguments | None:
        """Several people with a post for each and one verb: "A 대표에 갑, B 대표에 을을", "갑은 A 대표로, 을은 B 대표로".

        None where the posts and the people of the clause do not alternate.
        """
        closed = max((t.last for t in self.triggers if t.last < trigger.first and self._closes(t)), default=-1)
        roles = _WHERE[trigger.rule.person] | {""}
        chain = [p for p in posts if closed < p.first]
        everyone = [
            p
            for p in self.line.phrases
            if p.person
            and closed < p.first
            and p.last < trigger.first
            and (self.groups[p.first][1] in roles or p is people[-1])
        ]
        row = sorted([*everyone, *chain], key=lambda phrase: phrase.first)
        if len(chain) < 2 or len(everyone) < 2 or row[-1] not in (people[-1], chain[-1]):
            return None
        if any(p.person and p not in everyone for p in self.line.phrases if row[0].first < p.first < trigger.first):
            return None
        ahead = row[0].person is None
        if ahead == (row[-1].person is None) or not all(p.role in ("atr" if ahead else "rao") for p in chain):
            return None
        paired: dict[int, Phrase] = {}
        last: Phrase | None = None
        place: str | None = None
        for phrase in row if ahead else reversed(row):
            if phrase.person is None:
                if last is not None and not ahead and last not in paired.values():
                    return None
                place = next((post.organization for post in phrase.posts if post.organization), place)
                last = _at(phrase, place) if ahead else phrase  # "두레부 1차관에 갑을, 2차관에 을을"
            elif last is not None:
                paired[phrase.first] = last
        if len(paired) < len(everyone) or len({post.first for post in paired.values()}) < 2:
            return None
        return Arguments(tuple(everyone), tuple(paired[p.first] for p in everyone), each=True)

    def _closes(self, trigger: Trigger) -> bool:
        """Whether a clause of its own ends with the trigger: "맡았고,", "발탁됐으며"."""
        word = self.line.words[trigger.last]
        after = self.line.words[trigger.last + 1 : trigger.last + 2]
        return bool(re.search(r"(?:[았었였했됐혔겼렸왔났]고|으며|으나|지만)$", word.text)) or bool(
            after and after[0].gap == "," and word.text.endswith("고")
        )

    def _noun(self, trigger: Trigger) -> Arguments | None:
        """The person of "아무개 대표의 사임을", "아무개 대표 사임": who stands right before, in the genitive or bare."""
        before = [p for p in self.line.phrases if p.last < trigger.first]
        if before and before[-1].person == "그" and before[-1].role == "t":
            return Arguments((before[-1],), ())
        posts: list[Phrase] = []
        while before and before[-1].person is None and before[-1].posts and trigger.first - before[-1].last <= 2:
            posts.append(before.pop())
        if not before or before[-1].person is None or before[-1].role not in ("g", ""):
            return None
        reach = posts[-1].first if posts else trigger.first
        if reach - before[-1].last > 3:
            return None
        between = self.line.words[before[-1].last + 1 : reach]
        if any(word.role for word in between):
            return None
        row = [p for p in self.groups[before[-1].first][0] if p.first <= before[-1].first]
        return Arguments(tuple(row), tuple(posts))


def _at(phrase: Phrase, place: str | None) -> Phrase:
    """The phrase with its posts at the organisation named before it, where it names none."""
    if place is None or any(post.organization for post in phrase.posts):
        return phrase
    return replace(phrase, posts=tuple(replace(post, organization=place) for post in phrase.posts))


def _idle_subject(stem: str) -> bool:
    """A subject that belongs to an inner clause of time or manner and takes no post."""
    return (
        bool(re.fullmatch(r"\d+(?:명|인|사람)", stem))
        or stem in {"임기", "회사", "이사회", "주총", "본인", "자신", "절차", "거래"}
        or stem[-1:] in "월일년시"
    )


def organization_role(line: Line, mention: Mention) -> str:
    """The letter of the particle's role behind a mention of an organisation."""
    at = mention.end - line.sentence.start
    match = _AFTER.match(line.sentence.text, at)
    tail = match["tail"] if match else ""
    for length in range(len(tail), 0, -1):
        if is_particle(tail[:length]) and length == len(tail):
            return particle_role(tail[:length])
    return ""


def organizations(line: Line) -> tuple[Mention, ...]:
    return tuple(m for m in line.mentions if m.kind is MentionKind.ORGANIZATION)
