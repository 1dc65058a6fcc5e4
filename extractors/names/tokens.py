"""A sentence as words: particles apart, brackets as notes on the word before them, titles recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extractors.document import Sentence
from extractors.names import naming
from extractors.names.hangul import Split, is_particle, particle_role, split
from extractors.names.organizations.shapes import shaped
from extractors.names.titles import Title, TitleKind, lexicon, read_title
from extractors.names.words import agrees

_LETTER = r"[^&\s,()（）\[\]<>{}“”\"‘’'`´「」『』《》〈〉…·ㆍ・‧∙/:;|△▲◇◆▷▶■□○●=~?!※+*]"
_TOKEN = re.compile(
    rf"(?P<word>(?:{_LETTER}++(?:&(?:amp;)?{_LETTER}*+)*+|(?:\(주\)|㈜|\(유\)|\(사\)|\(재\))?(?:&(?:amp;)?|{_LETTER}+)+)(?:\(주\)|㈜)?)"
    r"|(?P<note>\([^()]{1,60}\)|（[^（）]{1,60}）)|(?P<mark>\S)"
)
_AFTER_NOTE = re.compile(r"(?P<post>직|급)?(?P<particle>[가-힣]{0,4})")
_FUSED = re.compile(r"(?P<status>신임|차기|초대|전임|새)(?P<title>[가-힣A-Z]{2,})")
"""A word of status written together with the title behind it: "신임병원장"."""
_FULL_NAME, _QUITE = 3, 2
"""Syllables of a full name; how much `naming.korean` says of one that is hardly anything else."""
_DOTS = frozenset("·ㆍ・‧∙/")
_PARTICLES = frozenset("은는이가을를의도와과")
_CLOSING = frozenset("”’\"'」』》〉")


@dataclass(slots=True)
class Word:
    """A word without the marks around it. Offsets count the article's content; `end` includes particle, not notes.

    `gap` is what lies between the word before and this one: " " for spaces alone, "" for nothing, "·" for any middle dot
    or slash, "," for a comma, else the marks. `notes` are the contents of brackets that follow it at once. Nobody changes a
    word that `words` has given.
    """

    text: str
    start: int
    end: int
    gap: str
    notes: tuple[tuple[str, int], ...] = ()
    stem: str = ""
    role: str = ""
    title: Title | None = None

    @property
    def stem_end(self) -> int:
        return self.start + len(self.stem)

    def part(self, least: int = 2) -> Split:
        return split(self.text, least)


def words(sentence: Sentence) -> list[Word]:
    """The words of the sentence in order."""
    found: list[Word] = []
    offset = sentence.start
    marks, last = "", -1
    for match in _TOKEN.finditer(sentence.text):
        start, end = match.span()
        text, kind = match.group(), match.lastgroup
        if kind == "word":
            if start == last and found and found[-1].notes and _joins(found[-1], text):
                last = end
                continue
            trimmed = text.rstrip(".")
            if marks and start == last and found and marks[-1] in _CLOSING and is_particle(trimmed):
                if found[-1].title is None or not found[-1].role:
                    found[-1].role = particle_role(trimmed)
                marks = "" if trimmed == text else "."
            elif trimmed:
                gap = _gap(marks, spaced=start != last)
                begin = offset + start
                status, rest, stem, role, title = _alone(trimmed)
                if status:
                    found.append(Word(status, begin, begin + len(status), gap, stem=status))
                    gap, begin = " ", begin + len(status)
                found.append(Word(rest, begin, begin + len(rest), gap, (), stem, role, title))
                marks = "" if trimmed == text else "."
        elif kind == "note" and start == last and found and not marks:
            found[-1].notes += ((text[1:-1], offset + start + 1),)
        else:
            marks += text if kind == "mark" else "("
        last = end
    for before, word in pairwise(found):
        if len(word.text) == 2 and not word.role and word.title is None and word.gap == " " and not before.role:
            _part_surname(before, word)
    return found


def _part_surname(before: Word, word: Word) -> None:
    """Take the particle from a surname of one syllable behind a foreign given name: "다니엘 류를"."""
    surname, particle = word.text[0], word.text[1]
    foreign = len(before.text) >= 2 and naming.foreign(before.text) and not naming.korean(before.text)
    if foreign and naming.surname(surname) and particle in _PARTICLES and agrees(surname, particle):
        word.stem, word.role = surname, particle_role(particle)


def _status(text: str) -> str:
    """The word of status, or the full name, that a title is written together with; empty where there is none."""
    match = _FUSED.match(text)
    if match is None:
        return _name_before_title(text)
    title = read_title(text[match.end("status") :])
    plain = (
        title is not None and title.kind is not TitleKind.PERSONAL and (not title.unit or title.text in lexicon().heads)
    )
    return match["status"] if plain else ""


def _name_before_title(text: str) -> str:
    """The full name of "길나영대표는"; not the house of "두레대총장"."""
    name = text[:_FULL_NAME]
    if len(text) < _FULL_NAME + 2 or naming.korean(name) != _QUITE or shaped(name):
        return ""
    title, whole = read_title(text[_FULL_NAME:]), read_title(text)
    alone = title is not None and title.text in lexicon().offices | lexicon().persons
    return name if alone and (whole is None or whole.at == name or whole.kind is TitleKind.PERSONAL) else ""


def _gap(marks: str, *, spaced: bool) -> str:
    if not marks:
        return " " if spaced else ""
    if len(marks) == 1:
        return "·" if marks in _DOTS else marks
    return "," if set(marks) == {","} else marks


@lru_cache(maxsize=65536)  # a stream of news repeats its words
def _alone(text: str) -> tuple[str, str, str, str, Title | None]:
    """What a word says by itself: the word of status in front, the rest, and stem, role and title of the rest."""
    status = _status(text)
    rest = text[len(status) :]
    title = read_title(rest)
    if title is not None:
        return status, rest, rest[: title.length], title.role, title
    stem, _, role = split(rest)
    return status, rest, stem, role, None


def _joins(word: Word, text: str) -> bool:
    """Whether `text`, right after the closing bracket, is the particle of the word before the bracket."""
    text = text.rstrip(".")
    match = _AFTER_NOTE.fullmatch(text)
    if match is None or not (is_particle(match["particle"]) or (match["post"] and not match["particle"])):
        return False
    word.role = particle_role(match["particle"])
    return True
