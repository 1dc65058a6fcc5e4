"""The people of an article: full names wherever they stand, and the full name behind "조 CEO", "노이만 랩장"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from extractors.document import Document, Mention, MentionKind, Sentence
from extractors.names import naming
from extractors.names.organizations import Organizations
from extractors.names.phrase_frame import Known
from extractors.names.phrase_reader import take_apart
from extractors.names.phrases import Line, Phrase, Post
from extractors.names.titles import TitleKind, alike, lexicon
from extractors.names.tokens import Word, words
from extractors.prefilter import Prefilter


@dataclass(frozen=True, slots=True)
class People:
    """The article's lines with their phrases, each phrase with the full name of its person where that is known."""

    lines: Mapping[int, Line]
    """By the start of their sentence."""
    posts: Mapping[str, tuple[Post, ...]]
    """Everything said of a person's posts in phrases, in the order of the text."""

    def in_sentence(self, sentence: Sentence) -> tuple[Mention, ...]:
        """PERSON and TITLE mentions of the sentence in order; a person's `name` is the full name where it is known."""
        found = []
        for phrase in self.lines[sentence.start].phrases if sentence.start in self.lines else ():
            if phrase.person is not None:
                start = phrase.person_start
                found.append(
                    Mention(
                        MentionKind.PERSON,
                        phrase.person,
                        start,
                        start + len(phrase.person),
                        phrase.name or phrase.person,
                    )
                )
            found.extend(
                Mention(MentionKind.TITLE, post.title, post.start, post.end, post.title) for post in phrase.posts
            )
        return tuple(sorted(found, key=lambda mention: mention.start))

    def line(self, sentence: Sentence) -> Line:
        return self.lines[sentence.start]


def find(document: Document, organizations: Organizations) -> People:
    """Read the article twice: once for the names that show themselves, once with these names known."""
    read: dict[int, list[Word]] = {}
    lines = {s.start: _first(s, organizations, read) for s in document.sentences}
    known = _known(list(lines.values()))
    if known:
        people = Known.of(known)
        parts, surnames = _forms(known)
        for sentence in document.sentences:
            text = sentence.text
            if any(part in text for part in parts) or (
                surnames and any(bare[1] in surnames for bare in _BARE_SURNAME.finditer(text))
            ):
                row = read.get(sentence.start) or words(sentence)
                lines[sentence.start] = take_apart(sentence, organizations.in_sentence(sentence), row, people)
    posts: dict[str, list[Post]] = defaultdict(list)
    order = [phrase for line in lines.values() for phrase in line.phrases]
    for phrase in order:
        if phrase.full and phrase.person is not None:
            phrase.name = _whole_name(phrase.person, known)
            posts[phrase.name].extend(phrase.posts)
    _resolve(order, posts, _beside(lines.values()))
    for sentence in document.sentences:
        _pronoun(lines, sentence)
    return People(lines, {name: tuple(held) for name, held in posts.items()})


_WORTH = re.compile(r"\(|그[는가] |그녀는 |합류한|영입|선임|임명|내정")
"""What besides a title makes a sentence worth taking apart: brackets behind a name, pronouns, verbs of careers."""


@cache
def _signs() -> Prefilter:
    """Finds the ends of titles and what else makes a sentence worth it: nothing but words, so that what is possible stands there."""
    return Prefilter([lexicon().gate, _WORTH])


def _first(sentence: Sentence, organizations: Organizations, read: dict[int, list[Word]]) -> Line:
    """The sentence taken apart with no name known; one without a sign of people or titles is left whole.

    Its words are kept in `read`.
    """
    if _signs().possible(sentence.text):
        row = read[sentence.start] = words(sentence)
        return take_apart(sentence, organizations.in_sentence(sentence), row)
    return Line(sentence, [], organizations.in_sentence(sentence))


_BARE_SURNAME = re.compile(r"(?<![가-힣])([전현신]) ")
"""A surname that is also a word: "전 대표"."""


def _forms(known: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What of the names may stand alone: their parts, and the surnames that are also words."""
    parts = frozenset(part for name in known for part in name.split() if len(part) > 1)
    return parts, frozenset(name[0] for name in known if " " not in name and name[0] in "전현신")


_PRONOUN = frozenset({"그는", "그가", "그녀는"})


def _pronoun(lines: Mapping[int, Line], sentence: Sentence) -> None:
    """Say that "그는" at the head of a sentence is the person that the sentence before is about."""
    line = lines[sentence.start]
    place = next((p for p, word in enumerate(line.words[:4]) if word.text in _PRONOUN), None)
    if place is None or any(phrase.first < place for phrase in line.phrases):
        return
    before = next(
        (
            other
            for other in reversed(list(lines.values()))
            if other.sentence.start < sentence.start and any(phrase.name for phrase in other.phrases)
        ),
        None,
    )
    if before is None or sentence.paragraph - before.sentence.paragraph > 1:
        return
    named = [phrase for phrase in before.phrases if phrase.name]
    subjects = [phrase for phrase in named if phrase.role == "t"] or [
        phrase for phrase in named if phrase.role in ("s", "d", "o")
    ]
    if subjects:
        word = line.words[place]
        phrase = Phrase(
            place, place, word.start, word.end, "t", person="그", person_start=word.start, name=subjects[0].name
        )
        line.phrases.insert(0, phrase)


def _known(lines: list[Line]) -> frozenset[str]:
    """Full names that stand with a title or a note of age; one that looks odd needs more than one place."""
    seen: dict[str, int] = defaultdict(int)
    for line in lines:
        for phrase in line.phrases:
            if phrase.person is not None and phrase.full:
                seen[phrase.person] += (
                    2 if phrase.sure or naming.korean(phrase.person) == 2 or " " in phrase.person else 1
                )
    return frozenset(name for name, weight in seen.items() if weight >= 1)


def _whole_name(person: str, known: frozenset[str]) -> str:
    """The longer name that ends in this one where the article has it: "반 데르" is "얀 반 데르"."""
    longer = [name for name in known if name.endswith(f" {person}")]
    return longer[0] if len(longer) == 1 else person


def _resolve(order: list[Phrase], posts: Mapping[str, list[Post]], beside: Mapping[str, list[Post]]) -> None:
    """Give each short mention its full name: of those that fit, one of the like title that stood before, then the nearest."""
    names = sorted(posts)
    last_seen: dict[str, int] = {}
    first_seen: dict[str, int] = {}
    for place, phrase in enumerate(order):
        if phrase.full and phrase.name:
            first_seen.setdefault(phrase.name, place)

    def fit(phrase: Phrase, name: str) -> tuple[bool, int, int]:
        like = _like(phrase, posts[name]) or min(_like(phrase, beside[name]), 2)
        return like > 0 and name in last_seen, like, last_seen.get(name, -first_seen.get(name, 0) - 1)

    for place, phrase in enumerate(order):
        if phrase.person is not None and not phrase.full:
            short = phrase.person
            fitting = [(fit(phrase, name), name) for name in names if _may_be(short, name)]
            if fitting:
                phrase.name = max(fitting)[1]
        if phrase.name:
            last_seen[phrase.name] = place


def _beside(lines: Iterable[Line]) -> dict[str, list[Post]]:
    """The posts that stand in one sentence with a person and with nobody's name: "아무개 교수가 원장에 취임했다"."""
    found: dict[str, list[Post]] = defaultdict(list)
    for line in lines:
        free = [post for phrase in line.phrases if phrase.person is None and phrase.role for post in phrase.posts]
        for phrase in line.phrases if free else ():
            if phrase.name:
                found[phrase.name].extend(free)
    return found


def _may_be(short: str, name: str) -> bool:
    parts = name.split(" ")
    if len(parts) > 1:
        return short in (parts[-1], parts[0], " ".join(parts[1:]), " ".join(parts[-2:]))
    if len(short) == 1:
        return name.startswith(short) and name[:2] not in naming.lists().double_surnames
    return name.startswith(short) and short in naming.lists().double_surnames


def _like(phrase: Phrase, held: list[Post]) -> int:
    """How well the titles of a short mention agree with what is known of a person."""
    best = 0
    for post in phrase.posts:
        for other in held:
            same = alike(post.title, other.title)
            if same:
                best = max(best, 3 if not post.organization or post.organization == other.organization else 2)
            elif post.kind is other.kind is TitleKind.HEAD:
                best = max(best, 1)
    return best
