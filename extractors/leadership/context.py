"""What the sentences before leave to the next: the organisation spoken of, the post left empty, the post to be filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.document import Mention
from extractors.leadership.arguments import organization_role, organizations
from extractors.leadership.found import Found
from extractors.names.organizations.lexicon import lexicon
from extractors.names.phrases import Line, Phrase, Post
from extractors.names.titles import TitleKind, alike
from extractors.scenes import Scene
from facts.claims import LeadershipEvent, Modality

_WRITTEN_HEADING = re.compile(
    r"^[◆◇■□▲△●○◎◈★▷▶▣]\s?(?P<name>[가-힣A-Za-z0-9&]+(?: [가-힣A-Za-z0-9&]+){0,3})(?:\([^()]{1,40}\))?\s?="
)
_HEADING = re.compile(r"^[\W]{0,3}$")
_HEADING_END = re.compile(r"(?:\([^()]{1,40}\))?\s?=")
_TO_FILL = re.compile(r"^\s?(?:(?:최종|단독|유력) )?(?:자리|후보|인선|공모|선임|선출|선발|물망|후임|인사|직)")
_OPEN_SEAT = re.compile(r"^ 자리(?:를|을) (?:두고|놓고)|^ 자리에는?")
_GROUP = ("그룹", "지주", "홀딩스")
_OF_ITS_KIND = (
    "총장",
    "원장",
    "이사장",
    "청장",
    "장관",
    "차관",
    "소장",
    "센터장",
    "의장",
    "총재",
    "위원장",
    "행장",
    "랩장",
    "단장",
)
THE_COMPANY = frozenset({"회사", "이 회사", "당사"})
"""What under a heading means the organisation of the heading."""
_BULLET = re.compile(r"^[▲△◆◇■□●○◎◈★▷▶▣·]")
_NO_TOPICS = ("위원회", "준비위", "추천위", "거래소", "증권", "법원")
_INDIRECT = re.compile(r"관측|전망|소문|알려|거론|분석|것으로")
_DESCRIBES = re.compile(r"[이가] [가-힣]+[한된던은]\s")
_STAGE = re.compile(r"(?:에서는|에선|로서는|의 경우)(?![가-힣])")
_KINDS = {
    "원장": ("원",),
    "병원장": ("병원", "의료원"),
    "은행장": ("은행",),
    "행장": ("은행",),
    "총장": ("대", "대학교", "대학", "과학기술원"),
    "이사장": ("재단", "공단", "조합", "진흥회", "학교법인"),
    "청장": ("청",),
    "협회장": ("협회",),
    "학회장": ("학회",),
    "장관": ("부", "처"),
    "차관": ("부", "처"),
}
"""What the name of an organisation ends in that has a post of the title."""
_MINISTRY = re.compile(r"[가-힣]{2,}(?<!본)(?<!사업)(?<!지)부")
_CAREER = re.compile(r"(?:을|를|로|으로도?) (?:두루 )?(?:지냈|지낸|거쳤|거쳐|역임했|역임한|일했|일하다|재직했)")
_IN_PASSING = 3
"""So many times as often is the article's own organisation named as one in passing, at least."""
_SOCIETIES = ("연합회", "협회", "중앙회", "학회", "체육회", "상공회의소", "조합", "재단", "진흥회")
"""Bodies of many members: their chair is not that of a group of companies."""
_OF_A_GROUP = frozenset({"회장", "총괄회장", "명예회장"})


@dataclass(slots=True)
class Context:
    """Changes from sentence to sentence; `default` is the organisation of the article."""

    default: str | None
    names: Mapping[str, int] = field(default_factory=dict)
    """Every organisation of the article, and how often it is named."""
    group: str | None = None
    """The first group of companies that the article names."""
    focus: str | None = None
    paragraph: int = 0
    """The paragraph read last: a new one is no more about an organisation that was named in passing."""
    speaks_of: tuple[str, int] | None = None
    """The person that the sentence before was about, and its paragraph."""
    heading: str | None = None
    """The organisation of the item's heading ("◆…="), which "회사" then means."""
    left: Found | None = None
    """The last leaving that was told: "빈자리는" speaks of its post."""
    vacancy: Post | None = None
    """The last post named as one to be filled: "차기 원장 인선"."""
    titles: dict[str, set[str]] = field(default_factory=dict)
    """Titles, and where the article says that they are held."""
    held: dict[str, list[Found]] = field(default_factory=dict)
    """Everything told of a person so far, newest last."""

    def begin_item(self, main: str | None) -> None:
        """Another item of a round-up begins: what was spoken of before is no more."""
        self.default = main
        self.focus = self.speaks_of = self.heading = self.left = self.vacancy = None

    def topic(self, scene: Scene, line: Line) -> str | None:
        """The organisation that a sentence is about before any of its own words are read."""
        if _BULLET.match(line.sentence.text):
            self.focus = self.heading = None
        if line.sentence.paragraph != self.paragraph:
            self.paragraph = line.sentence.paragraph
            if self.heading is None and self._in_passing(self.focus):
                self.focus = None
        heading = self._heading(line)
        if heading is not None:
            self.focus = self.heading = heading
        return self.focus or self.default or scene.topic

    def _in_passing(self, name: str | None) -> bool:
        """Whether the article names an organisation far less often than the one it is about."""
        most = self.names.get(self.default or "", 0)
        return name is not None and name != self.default and self.names.get(name, 0) * _IN_PASSING <= most

    @staticmethod
    def _heading(line: Line) -> str | None:
        """The organisation of "◆한강자동차(일본)=", at the beginning of the sentence."""
        offset = line.sentence.start
        written = _WRITTEN_HEADING.match(line.sentence.text)
        if written is not None:
            at = offset + written.start("name")
            same = next(
                (m.name for m in organizations(line) if m.start == at and m.end - m.start == len(written["name"])), None
            )
            return same or written["name"]
        for mention in organizations(line):
            if _HEADING.match(line.sentence.text[: mention.start - offset]) and _HEADING_END.match(
                line.sentence.text, mention.end - offset
            ):
                return mention.name
        return None

    def after(self, line: Line, told: Sequence[Found]) -> None:
        """Take note of a sentence that has been read."""
        self._note_subject(line)
        events = [f for f in told if not f.plain]
        subject = self._subject(line)
        arrivals = [
            f
            for f in events
            if f.event is not LeadershipEvent.HOLDS
            and f.rule.rsplit(".", 1)[1] not in ("served_before", "worked_as", "leads_unit")
        ]
        if subject is not None:
            self.focus = subject.name
        elif arrivals and all(f.organization != self.default for f in arrivals):
            self.focus = arrivals[0].organization
        elif arrivals:
            self.focus = self.default
        for found in events:
            if found.event is LeadershipEvent.LEFT and found.modality is not Modality.DENIED:
                self.left = found
        for found in events:
            self.held.setdefault(found.person, []).append(found)
            for role in found.roles:
                self.titles.setdefault(role, set()).add(found.organization)
        self.vacancy = self.vacancy_in(line) or self.vacancy

    @staticmethod
    def vacancy_in(line: Line) -> Post | None:
        """The last post that the sentence names as one to be filled."""
        found = None
        for phrase in line.phrases:
            post = phrase.posts[-1] if phrase.posts else None
            if phrase.person is not None or post is None or post.kind is TitleKind.PERSONAL:
                continue
            rest = line.sentence.text[phrase.end - line.sentence.start :]
            if post.status == "coming" or (not phrase.role and _TO_FILL.match(rest)) or _OPEN_SEAT.match(rest):
                found = post
        return found

    def _subject(self, line: Line) -> Mention | None:
        """The organisation that is the topic of the sentence, else its first subject when it begins with it."""
        text, offset = line.sentence.text, line.sentence.start
        if text.startswith(("“", '"')):  # what a speaker says of others
            return None
        found = [
            m
            for m in organizations(line)
            if not m.members and not any(p.start <= m.start < p.end for p in line.phrases)
        ]
        found = [m for m in found if not m.name.endswith(_NO_TOPICS)]
        found = [m for m in found if not _DESCRIBES.match(text, m.end - offset)]
        if self.default is not None and not _ministry(self.default):
            found = [m for m in found if not _ministry(m.name)]  # who supervises is not spoken of
        topics = [m for m in found if organization_role(line, m) == "t" or _STAGE.match(text, m.end - offset)]
        if topics:
            return topics[0]
        if (
            found
            and organization_role(line, found[0]) == "s"
            and found[0].start - offset <= 12
            and not _INDIRECT.search(text)
        ):
            return found[0]
        return None

    def place_of_title(self, title: str) -> str | None:
        """The one organisation at which the article names a post of this title; None for ranks that every company has."""
        places = self.titles.get(title, set())
        return next(iter(places)) if len(places) == 1 and title.endswith(_OF_ITS_KIND) else None

    def home(self, person: str | None) -> str | None:
        """Where the article last put a person who has not left."""
        for found in reversed(self.held.get(person or "", [])):
            if found.event is not LeadershipEvent.LEFT:
                return found.organization
        return None

    def elided(self, line: Line) -> Phrase | None:
        """Who has the career of a sentence without a subject, right behind one about somebody: "A에서 본부장을 지냈다"."""
        career = _CAREER.search(line.sentence.text)
        before = self.speaks_of
        if (
            career is None
            or before is None
            or before[1] != line.sentence.paragraph
            or any(p.person for p in line.phrases)
            or any(w.role in ("s", "t") and w.start < line.sentence.start + career.end() for w in line.words)
        ):
            return None
        start = line.sentence.start
        return Phrase(-1, -1, start, start, "t", person="", person_start=start, name=before[0])

    def _note_subject(self, line: Line) -> None:
        """Whom the sentence is about, for a next one that names nobody; one about something else breaks off."""
        named = [p for p in line.phrases if p.name and p.role == "t" and p.first <= 3]
        self.speaks_of = (named[0].name or "", line.sentence.paragraph) if named else None

    def place_of(self, person: str | None, title: str) -> str | None:
        """Where events told so far have put a person with the like title."""
        for found in reversed(self.held.get(person or "", [])):
            if any(alike(role, title) for role in found.roles):
                return found.organization
        return None

    def of_post(self, posts: Iterable[Post], topic: str | None) -> str | None:
        """The organisation of a post that names none: a chairman's is the group where the article is about one, a 원장's
        the only 진흥원, 연구원 … of the article where the topic is of another kind.
        """
        posts = tuple(posts)
        society = topic is not None and topic.endswith(_SOCIETIES)
        if self.group is not None and not society and any(p.title in _OF_A_GROUP for p in posts):
            return self.group
        for post in posts:
            if post.title in _KINDS and topic is not None:
                return topic if topic.endswith(_KINDS[post.title]) else self.of_its_kind(post.title) or topic
        return topic

    def of_its_kind(self, title: str, among: Iterable[str] | None = None) -> str | None:
        """The only organisation of the article, or `among` those given, whose name says that it has such a post."""
        kinds = _KINDS.get(title)
        fitting = {name for name in (self.names if among is None else among) if kinds and name.endswith(kinds)}
        return next(iter(fitting)) if len(fitting) == 1 else None


def _ministry(name: str) -> bool:
    return name in lexicon().government or _MINISTRY.fullmatch(name) is not None
