"""What one sentence gives to the reading of its phrases: its words, what is known, and where a phrase may not reach."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from extractors.document import Mention, MentionKind
from extractors.names import hangul, naming
from extractors.names.organizations.lexicon import lexicon as organization_words
from extractors.names.phrases import Line
from extractors.names.titles import TitleKind, lexicon
from extractors.names.tokens import Word

_ORDINAL = re.compile(r"제?\d{1,3}(?:[·.]\d{1,3})?대")
AGE = re.compile(r"(?:[一-龥]{2,5}[·, ]*)?(?:만 ?)?\d{2}(?:세|살)?|[一-龥]{2,5}")
LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.'’\-]*(?: [A-Za-zÀ-ÿ][\w.'’\-]*){1,3}")
_DIVISION = re.compile(r"\([A-Z&]{1,6}\) ?(?:사업)?(?:부문|본부|사업부)")
"""Behind the name of a division: "기기솔루션(DS)부문"."""
_LONGEST_RUN = 9
_HOLDINGS = ("자료", "유물", "작품", "도서", "문화재", "유산", "고서", "기록", "가치", "품")


_KIND = re.compile(r"([가-힣]+(?:사|업체|기업|스타트업)) (?=[가-힣A-Za-z])")


def _without_kind(mention: Mention) -> Mention:
    """The company of "제철사 두레스틸" where the word for its kind was taken for a part of its name."""
    kind = _KIND.match(mention.text)
    if kind is None or mention.kind is not MentionKind.ORGANIZATION or mention.text != mention.name:
        return mention
    if not naming.kind(kind[1]):
        return mention
    text = mention.text[kind.end() :]
    return replace(mention, text=text, start=mention.start + kind.end(), name=text)


class Known(NamedTuple):
    """The people whom the article names: their full names, and the parts of those of several words."""

    names: frozenset[str]
    parts: frozenset[str]

    @classmethod
    def of(cls, names: frozenset[str]) -> Known:
        return cls(names, frozenset(part for name in names if " " in name for part in name.split()))


NOBODY = Known(frozenset(), frozenset())


class Frame:
    """One sentence. Keeps nothing between sentences; `taken` marks the words that a phrase has used."""

    def __init__(self, line: Line, known: Known, *, in_note: bool = False) -> None:
        self.line = line
        self.in_note = in_note
        self.words = line.words
        self.known, self.known_parts = known
        self.taken = [False] * len(line.words)
        self.has_notes = any(word.notes for word in line.words)
        offset = line.sentence.start
        line.mentions = tuple(m for m in line.mentions if not _DIVISION.match(line.sentence.text, m.end - offset))
        suspects = {m.start for m in line.mentions if self._a_person(m)}
        if suspects:
            line.mentions = tuple(m for m in line.mentions if m.start not in suspects)
        line.mentions = tuple(self._without_title(_without_kind(m)) if " " in m.text else m for m in line.mentions)
        self.exact = {(m.start, m.end): m for m in line.mentions}
        for place, word in enumerate(line.words):
            if word.title is not None and word.title.kind is TitleKind.PERSONAL and self._an_institute(word):
                line.words[place] = replace(word, title=None)
        for place, word in enumerate(line.words):
            if word.text in ("양", "군") and self._a_surname(place):
                line.words[place] = replace(word, title=None, stem=word.text, role="")
            elif word.text == "소장" and self._is_kept(place):
                line.words[place] = replace(word, title=None)

    def _is_kept(self, place: int) -> bool:
        """Whether 소장 says that a collection holds something and is nobody's post: "민간 소장 자료"."""
        after = self.words[place + 1 : place + 2]
        return bool(after) and after[0].gap == " " and after[0].text.startswith(_HOLDINGS)

    def _an_institute(self, word: Word) -> bool:
        """Whether the title of a word belongs to a name: "AI연구원" is an institute, not somebody's rank."""
        length = word.title.length if word.title is not None else 0
        return any(
            m.start == word.start and m.end >= word.start + length and m.kind is not MentionKind.PLACE
            for m in self.line.mentions
        )

    def _a_surname(self, place: int) -> bool:
        """Whether 양 or 군 ends a foreign name and is no form of address: another title follows ("엘리나 양 전 두레은행 감사")."""
        word = self.words[place]
        before = self.words[place - 1].text if place else ""
        foreign = naming.foreign(before) == 2 or (
            len(before) >= 3 and naming.foreign(before) and not naming.korean(before)
        )
        if word.gap != " " or word.notes or not foreign:
            return False
        for after in self.words[place + 1 : place + 8]:
            if after.gap != " " or (after.role and after.title is None):
                return False
            if after.title is not None:
                return after.title.kind is not TitleKind.PERSONAL
        return False

    def _a_person(self, mention: Mention) -> bool:
        """Whether what was taken for an organisation is rather a person: a name's form, brackets of a person, a title behind."""
        if mention.kind is not MentionKind.ORGANIZATION or mention.text != mention.name:
            return False
        if not (self.has_notes or (len(mention.text) == 3 and naming.korean(mention.text))):
            return False
        place = next((p for p, w in enumerate(self.words) if w.start == mention.start), None)
        if place is None or (self.words[place].stem_end != mention.end and self.words[place].end != mention.end):
            return False
        latin = any(LATIN_NAME.fullmatch(note) for note, _ in self.words[place].notes)
        if latin and place and naming.foreign(self.words[place - 1].text) == 2 and self.words[place].gap == " ":
            return not naming.verbal(self.words[place - 1].text)
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        native = all(letter in naming.lists().native for letter in mention.text)
        return (
            len(mention.text) == 3
            and bool(naming.korean(mention.text))
            and native
            and after is not None
            and after.title is not None
            and after.gap == " "
            and not any(m.start > mention.end and m.end <= after.start for m in self.line.mentions)
            and not (place and self.words[place - 1].text in self.known)
        )

    def _without_title(self, mention: Mention) -> Mention:
        """The company of "두레리소스 감사위원장" where the title was taken for a part of its name."""
        if mention.kind is not MentionKind.ORGANIZATION or " " not in mention.text or mention.text != mention.name:
            return mention
        cut = mention.text.rindex(" ")
        word = next((w for w in self.words if w.start == mention.start + cut + 1), None)
        if word is None or word.title is None or word.title.kind is TitleKind.PERSONAL or word.stem_end < mention.end:
            return mention
        text = mention.text[:cut]
        return replace(mention, text=text, end=mention.start + cut, name=text)

    def _whole(self, place: int) -> bool:
        """Whether the word is a name as it stands, so that what looks like a particle is none."""
        word = self.words[place]
        mention = self.line.mention_at(word.start, word.end)
        return mention is not None or word.text in self.known

    def _bounds(self, place: int, first_title: int) -> bool:
        """Whether the run of a phrase may not reach over the word at `place`."""
        word = self.words[place]
        if word.text[0].isdigit() and not self._is_status(place) and not self._whole(place):
            return True
        if word.notes and word.role and word.stem == word.text and word.title is None:
            return True  # a particle behind the bracket is no part of a name: "엘사 달(Elsa Dahl)이 두레은행 감사에"
        if not word.role and word.title is None and any(LATIN_NAME.fullmatch(note) for note, _ in word.notes):
            return False  # "엘사 달(Elsa Dahl)": the Latin letters show that it is no day
        if word.text in naming.lists().outside and not self._is_status(place):
            return True
        if self._whole(place):
            return False
        if word.title is not None:
            return True
        if (
            naming.korean(word.text)
            and len(word.text) == 3
            and not (word.role and self._org(word.start, word.stem_end))
        ):
            noun = word.text[2] in "한된할될" and word.text[:2] in organization_words().nouns  # "경영학을 전공한"
            if (naming.korean(word.text) < 2 or noun) and self._governs(place):
                return True
            whole = naming.korean(word.text) == 2 and (place == first_title - 1 or self._before_post(place))
            return bool(word.role) and word.role not in "dg" and not whole
        if (
            naming.foreign(word.text) == 2
            and word.role not in "togc"
            and place
            and self.words[place].gap == " "
            and naming.foreign(self.words[place - 1].text)
            and not self.words[place - 1].role
            and not naming.verbal(self.words[place - 1].text)
        ):
            return word.role in "ira" and len(hangul.split(word.text).particle) > 1
        if (
            word.text.endswith("인")
            and not self._is_status(place)
            and (
                (len(word.text) >= 4 and not naming.korean(word.text))
                or word.text[:-1] in naming.lists().common
                or word.text[:-1] in naming.lists().outside
            )
        ):
            return True
        if word.role == "c" and word.text.endswith("과") and place == first_title - 1:
            title = self.words[first_title].title
            return title is None or title.kind is not TitleKind.PERSONAL  # "화학과 교수"
        return bool(word.role) or naming.verbal(word.text) or self._governs(place)

    def _before_post(self, place: int) -> bool:
        """Whether an organisation and a title follow at once, as behind a name: "길나은 두레전자 연구소장", whatever 은 may be."""
        after = self.words[place + 1 : place + 2]
        if not after or after[0].gap != " " or not any(m.start == after[0].start for m in self.exact.values()):
            return False
        for word in self.words[place + 1 : place + 5]:
            if word.gap != " ":
                return False
            if word.title is not None:
                return True
            if word.role:
                return False
        return False

    def _governs(self, place: int) -> bool:
        """Whether the word takes an object and so is a verb: "연구소를 7년간 이끈"."""
        before = place - 1
        while (
            before >= 0
            and self.words[before].gap == " "
            and re.search(r"(?:간|째|부터|까지)$", self.words[before].text)
        ):
            before -= 1
        return (
            before >= 0
            and self.words[before].role == "o"
            and self.words[before + 1].gap == " "
            and len(self.words[place].text) <= 4
            and (hangul.final(self.words[place].text[-1]) in (4, 8) or self.words[place].text[-1] in "해여어아고")
        )

    def _run(self, title: int, upto: int) -> int:
        """The place where the run of words that ends before `upto` begins."""
        first = upto
        while first > 0 and upto - first < _LONGEST_RUN:
            gap = self.words[first].gap
            if gap not in (" ", "") or self._bounds(first - 1, title) or self.taken[first - 1]:
                break
            first -= 1
        return first

    def _is_status(self, place: int) -> bool:
        word = self.words[place]
        return word.text in lexicon().status or bool(_ORDINAL.fullmatch(word.text))

    def _annotated(self, place: int) -> bool:
        """Whether brackets behind the word show a person: an age, Hanja, a name in Latin letters."""
        word = self.words[place]
        if word.text in naming.lists().nouns:  # "사내(社內)"
            return False
        return any(AGE.fullmatch(note) or LATIN_NAME.fullmatch(note) for note, _ in word.notes)

    def _width_of_note(self, place: int) -> int:
        """How many words the name has of which a note gives the Latin letters or the Hanja; 0 where it does not say."""
        word = self.words[place]
        for note, _ in word.notes:
            if LATIN_NAME.fullmatch(note):
                return 1 if naming.korean(word.text) == 2 and "-" in note else len(note.split(" "))
            hanja = re.match(r"[一-龥]+", note)
            if hanja and len(hanja.group()) != len(word.text):
                wide = 1
                while wide < 3 and place - wide >= 0 and self.words[place - wide + 1].gap == " ":
                    before = self.words[place - wide]
                    if (
                        before.role
                        or not (naming.foreign(before.text) or naming.surname(before.text))
                        or self._whole(place - wide)
                    ):
                        break
                    wide += 1
                return wide
        return 0

    def _org(self, start: int, end: int) -> Mention | None:
        mention = self.exact.get((start, end))
        return mention if mention is not None and mention.kind is MentionKind.ORGANIZATION else None
