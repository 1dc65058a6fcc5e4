"""A sentence as words: particles apart, brackets as notes on the word before them, titles recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.document import Sentence
from extractors.names import naming
from extractors.names.hangul import Split, is_particle, particle_role, split
from extractors.names.titles import Title, TitleKind, lexicon, read_title
from extractors.names.words import agrees

_TOKEN = re.compile(
    r"(?P<word>(?:\(주\)|㈜|\(유\)|\(사\)|\(재\))?(?:[^&\s,()（）\[\]<>{}“”\"‘’'`´「」『』《》〈〉…·ㆍ・‧∙/:;|△▲◇◆▷▶■□○●=~?!※+*]+|&amp;|&)+(?:\(주\)|㈜)?)"
    r"|(?P<note>\([^()]{1,60}\)|（[^（）]{1,60}）)|(?P<mark>\S)"
)
_AFTER_NOTE = re.compile(r"(?P<post>직|급)?(?P<particle>[가-힣]{0,4})")
_FUSED = re.compile(r"(?P<status>신임|차기|초대|전임|새)(?P<title>[가-힣A-Z]{2,})")
"""A word of status written together with the title behind it: "신임병원장"."""
_DOTS = frozenset("·ㆍ・‧∙/")
_PARTICLES = frozenset("은는이가을를의도와과")
_CLOSING = frozenset("”’\"'」』》〉")


@dataclass(slots=True)
class Word:
    """A word without the marks around it. Offsets count the article's content; `end` includes particle, not notes.

    `gap` is what lies between the word before and this one: " " for spaces alone, "" for nothing, "·" for any middle dot
    or slash, "," for a comma, else the marks. `notes` are the contents of brackets that follow it at once.
    """

    text: str
    start: int
    end: int
    gap: str
    notes: list[tuple[str, int]] = field(default_factory=list)
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
    marks, last = "", -1
    for match in _TOKEN.finditer(sentence.text):
        start = match.start()
        if (text := match["word"]) is not None:
            if found and found[-1].notes and start == last and _joins(found[-1], text):
                last = match.end()
                continue
            trimmed = text.rstrip(".")
            if trimmed and found and start == last and marks and marks[-1] in _CLOSING and is_particle(trimmed):
                if found[-1].title is None or not found[-1].role:
                    found[-1].role = particle_role(trimmed)
                marks = "" if trimmed == text else "."
            elif trimmed:
                gap = _gap(marks, spaced=start != last)
                status = _status(trimmed)
                if status:
                    found.append(
                        Word(status, sentence.start + start, sentence.start + start + len(status), gap, stem=status)
                    )
                    gap = " "
                found.append(_word(trimmed[len(status) :], sentence.start + start + len(status), gap))
                marks = "" if trimmed == text else "."
                if marks:
                    found[-1].end = sentence.start + start + len(trimmed)
        elif match["note"] is not None and found and start == last and not marks:
            found[-1].notes.append((match["note"][1:-1], sentence.start + start + 1))
        else:
            marks += match["mark"] or "("
        last = match.end()
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
    """The word of status that a title is written together with; empty where there is none."""
    match = _FUSED.match(text)
    if match is None:
        return ""
    title = read_title(text[match.end("status") :])
    plain = (
        title is not None and title.kind is not TitleKind.PERSONAL and (not title.unit or title.text in lexicon().heads)
    )
    return match["status"] if plain else ""


def _gap(marks: str, *, spaced: bool) -> str:
    if not marks:
        return " " if spaced else ""
    if len(marks) == 1:
        return "·" if marks in _DOTS else marks
    return "," if set(marks) == {","} else marks


def _word(text: str, start: int, gap: str) -> Word:
    title = read_title(text)
    word = Word(text=text, start=start, end=start + len(text), gap=gap, title=title)
    if title is not None:
        word.stem, word.role = text[: title.length], title.role
    else:
        word.stem, _, word.role = split(text)
    return word


def _joins(word: Word, text: str) -> bool:
    """Whether `text`, right after the closing bracket, is the particle of the word before the bracket."""
    text = text.rstrip(".")
    match = _AFTER_NOTE.fullmatch(text)
    if match is None or not (is_particle(match["particle"]) or (match["post"] and not match["particle"])):
        return False
    word.role = particle_role(match["particle"])
    return True
