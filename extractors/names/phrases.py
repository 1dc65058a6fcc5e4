"""Who-is-what phrases: a person, the posts named with that person, and where each post is.

"윤재호 한결전자 CTO(부사장)는", "한결전자 로봇사업담당 하태오 상무가", "CEO인 요하네스 …를", "도담그룹(회장 정태원)은" are read
alike: from each title to the left over the words without a particle, which hold the person, the organisation and the unit.
A phrase may lack its person ("새 수장으로") or its posts ("육동찬 씨가").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from extractors.document import Mention, MentionKind, Sentence
from extractors.names import hangul, naming
from extractors.names.hangul import is_hangul
from extractors.names.titles import TitleKind, lexicon, read_title
from extractors.names.tokens import Word, words

_ORDINAL = re.compile(r"제?\d{1,3}(?:[·.]\d{1,3})?대")
_AGE = re.compile(r"(?:[一-龥]{2,5}[·, ]*)?(?:만 ?)?\d{2}(?:세|살)?|[一-龥]{2,5}")
_LATIN_NAME = re.compile(r"[A-Z][\w.'’\-]*(?: [A-Za-z][\w.'’\-]*){1,3}")
_DESCRIPTORS = frozenset(
    {
        "소속",
        "출신",
        "출신의",
        "산하",
        "직속",
        "주식회사",
        "유한회사",
        "사단법인",
        "재단법인",
        "소재",
        "측",
        "담당",
        "전문",
    }
)
_ORGANIZATION_ENDINGS = ("연구원", "평가원", "진흥원", "기술원", "공사", "재단", "협회", "학회", "은행", "그룹", "대학교", "전자", "센터", "위원회", "연구회", "지주", "청", "부", "얼라이언스", "컨소시엄", "협의회", "협의체", "연맹", "연합회")  # fmt: skip
_CAREER = re.compile(
    r"^(?:합류|영입|선임|임명|취임|부임|내정|발탁|창업|설립|승진)(?:한|된)$|^(?:맡은|맡던|이끄는|이끌던|이끈|지낸|역임한|영입해)$"
)
_PUTS = re.compile(r"선임|임명|영입|내정|발탁|추대|선출|지명|앉|낙점|위촉|뽑|기용")
_ONCE = frozenset({"이던", "이었던", "였던", "던"})
_LONGEST_RUN = 9


@dataclass(frozen=True, slots=True)
class Post:
    """One title and where it is held; `organization` and `unit` only as far as the phrase names them.

    `status` is "former", "present", "coming" or "", `mention` the organisation's mention behind `organization`.
    """

    title: str
    kind: TitleKind
    organization: str | None = None
    unit: str | None = None
    status: str = ""
    acting: bool = False
    as_post: bool = False
    linked: bool = False
    """Told in front of the person and another title: "사외이사인 차유진 대표"."""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Phrase:
    """`first` and `last` are the places of its words in the sentence; `role` is the letter of its particle's role.

    `person` is as written; `full` says that it is a whole name. `name` is filled when the article has been read whole.
    """

    first: int
    last: int
    start: int
    end: int
    role: str
    person: str | None = None
    person_start: int = 0
    full: bool = False
    sure: bool = False
    posts: tuple[Post, ...] = ()
    name: str | None = None
    personal: tuple[str, ...] = ()
    """Words like 교수, 씨 that stood with the name."""


@dataclass(slots=True)
class Line:
    """A sentence taken apart."""

    sentence: Sentence
    words: list[Word]
    mentions: tuple[Mention, ...]
    phrases: list[Phrase] = field(default_factory=list)

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The organisation, unit or place whose text is exactly this stretch or begins it and covers it."""
        for mention in self.mentions:
            if mention.start <= start and mention.end >= end:
                return mention
        return None


def take_apart(sentence: Sentence, mentions: tuple[Mention, ...], known: Collection[str] = ()) -> Line:
    """The sentence's words and phrases; `known` are names of people that stand elsewhere in the article."""
    line = Line(sentence, words(sentence), mentions)
    reader = _Reader(line, frozenset(known), frozenset(part for name in known if " " in name for part in name.split()))
    line.phrases = reader.read()
    return line


def _titles_in(word: Word) -> list[tuple[str, int]]:
    """The parts of the notes behind a title: "(CFO·부사장)" has two."""
    return [
        (match.group(), start + match.start())
        for note, start in word.notes
        for match in re.finditer(r"[^·,/]+(?<! )", note)
    ]


class _Reader:
    """Reads one line. Keeps nothing between lines."""

    def __init__(
        self, line: Line, known: frozenset[str], known_parts: frozenset[str], *, in_note: bool = False
    ) -> None:
        self.line = line
        self.in_note = in_note
        self.words = line.words
        self.known = known
        self.known_parts = known_parts
        self.taken = [False] * len(line.words)
        self.titled = any(word.title is not None for word in line.words)
        suspects = {m.start for m in line.mentions if self._a_person(m)}
        if suspects:
            line.mentions = tuple(m for m in line.mentions if m.start not in suspects)
        self.exact = {(m.start, m.end): m for m in line.mentions}
        for word in line.words:  # "AI연구원" is an institute, not somebody's rank
            if (
                word.title is not None
                and word.title.kind is TitleKind.PERSONAL
                and any(
                    m.start == word.start
                    and m.end >= word.start + word.title.length
                    and m.kind is not MentionKind.PLACE
                    for m in line.mentions
                )
            ):
                word.title = None

    def _a_person(self, mention: Mention) -> bool:
        """Whether what was taken for an organisation is rather a person: a name's form, brackets of a person, a title behind."""
        if mention.kind is not MentionKind.ORGANIZATION or mention.text != mention.name:
            return False
        place = next((p for p, w in enumerate(self.words) if w.start == mention.start), None)
        if place is None or self.words[place].stem_end != mention.end and self.words[place].end != mention.end:
            return False
        latin = any(_LATIN_NAME.fullmatch(note) for note, _ in self.words[place].notes)
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

    def read(self) -> list[Phrase]:
        phrases: list[Phrase] = []
        place = 0
        while place < len(self.words):
            if self.words[place].title is None:
                place += 1
                continue
            last = self._group_end(place)
            phrase = self._phrase(place, last)
            if phrase is not None:
                phrases += self._sharing(phrase)
                phrases.append(phrase)
                for index in range(phrase.first, phrase.last + 1):
                    self.taken[index] = True
                last = max(last, phrase.last)
            place = last + 1
        phrases += self._noted()
        phrases += self._bare()
        phrases.sort(key=lambda phrase: phrase.start)
        return self._linked(phrases)

    # -- titles

    def _group_end(self, first: int) -> int:
        """The last word of the run of titles that begins at `first`."""
        last = first
        while last + 1 < len(self.words):
            here, after = self.words[last], self.words[last + 1]
            if here.role == "q":
                step = self._next_title(last + 1, 3)
                if step is None:
                    return last
                last = step
            elif here.role or here.title and here.title.kind is TitleKind.PERSONAL:
                return last
            elif after.title and after.gap in (" ", "·", ""):
                last += 1
            elif after.text == "겸" and after.gap == " ":
                step = self._next_title(last + 2, 4)
                if step is None:
                    return last
                last = step
            else:
                return last
        return last

    def _next_title(self, first: int, reach: int) -> int | None:
        for place in range(first, min(first + reach, len(self.words))):
            word = self.words[place]
            if word.title:
                return place
            if word.gap != " " or (word.role and not self._whole(place)):
                return None
        return None

    # -- the words before a title

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
        if word.text in naming.lists().outside and not self._is_status(place):
            return True
        if self._whole(place):
            return False
        if word.title is not None:
            return True
        if (
            naming.korean(word.text) == 2
            and len(word.text) == 3
            and not (word.role and self._org(word.start, word.stem_end))
        ):
            if naming.korean(word.text) < 2 and self._governs(place):
                return True
            return bool(word.role) and word.role not in "dg" and place != first_title - 1
        if naming.foreign(word.text) == 2 and word.role not in "togc" and place and self.words[place].gap == " ":
            if naming.foreign(self.words[place - 1].text) and not self.words[place - 1].role:
                return len(hangul.split(word.text).particle) > 1
        if word.text.endswith("인") and (
            len(word.text) >= 4
            and not naming.korean(word.text)
            or word.text[:-1] in naming.lists().common | naming.lists().outside
        ):
            return True
        if word.role == "c" and word.text.endswith("과") and place == first_title - 1:
            title = self.words[first_title].title
            return title is None or title.kind is not TitleKind.PERSONAL  # "화학과 교수"
        return bool(word.role) or naming.verbal(word.text) or self._governs(place)

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

    def _org(self, start: int, end: int) -> Mention | None:
        mention = self.exact.get((start, end))
        return mention if mention is not None and mention.kind is MentionKind.ORGANIZATION else None

    # -- a phrase around a group of titles

    def _phrase(self, first: int, last: int) -> Phrase | None:
        run = self._run(first, first)
        inside = list(range(run, first))
        status = ""
        marks = lexicon().status
        owner: list[int] = []
        if run > 0 and self.words[run - 1].role == "g" and self.words[run].gap == " " and not self.taken[run - 1]:
            begin = self._run(first, run - 1)
            owner = list(range(begin, run)) if self.words[run - 1].stem != "출신" else []
        while inside and self._is_status(inside[-1]) and not self._short_name(inside):
            status = marks.get(self.words[inside[-1]].text, status or "sort")
            inside.pop()
        lead = ""
        while inside and self._is_status(inside[0]):
            lead = marks.get(self.words[inside[0]].text, lead or "sort")
            inside.pop(0)
        plural = any(w.title is not None and w.title.post for w in self.words[first : last + 1])
        name, rest = ([], inside) if plural else self._person(inside, first)
        middle = ""
        if name:
            rest = list(rest)
            while rest and self._is_status(rest[0]) and rest[0] > name[-1]:
                middle = marks.get(self.words[rest[0]].text, middle or "sort")
                rest.pop(0)
            while rest and self._is_status(rest[-1]):
                middle = marks.get(self.words[rest[-1]].text, middle or "sort")
                rest.pop()
        posts = self._posts(rest, owner, first, last, status or middle or lead)
        begin = min([first, *name, *rest, *owner, *([run] if lead or status else [])])
        end_word = self.words[last]
        phrase = Phrase(
            first=begin, last=last, start=self.words[begin].start, end=end_word.end, role=end_word.role, posts=posts
        )
        phrase.personal = tuple(
            w.title.text for w in self.words[first : last + 1] if w.title and w.title.kind is TitleKind.PERSONAL
        )
        if not name:
            name = self._before_slash(begin)
            phrase.first = min([begin, *name])
            phrase.start = self.words[phrase.first].start
        if name:
            self._name(phrase, name)
        else:
            after = self._name_after(last)
            if after:
                phrase.last = after[-1]
                self._name(phrase, after)
                word = self.words[after[-1]]
                phrase.end = word.end
                phrase.role = word.role if word.title is None else word.title.role
        if not posts and not phrase.person:
            return None
        return phrase

    def _before_slash(self, place: int) -> list[int]:
        """The name of "[조예린 / 유림제약 커뮤니케이션실장]"."""
        if place == 0 or self.words[place].gap != "·" or self.taken[place - 1] or self._whole(place - 1):
            return []
        offset = self.line.sentence.start
        between = self.line.sentence.text[self.words[place - 1].end - offset : self.words[place].start - offset]
        return [place - 1] if "/" in between and naming.korean(self.words[place - 1].text) else []

    def _sharing(self, phrase: Phrase) -> list[Phrase]:
        """Names before a middle dot that share the titles: "신가온·오라온 공동대표"."""
        found: list[Phrase] = []
        place = phrase.first
        while (
            phrase.person
            and place > 0
            and self.words[place].gap == "·"
            and phrase.person_start == self.words[phrase.first].start
        ):
            word = self.words[place - 1]
            if (
                self.taken[place - 1]
                or word.title
                or word.role
                or self._whole(place - 1)
                and word.text not in self.known
            ):
                break
            if naming.korean(word.text) < 2 and word.text not in self.known:
                break
            other = replace(
                phrase, first=place - 1, last=place - 1, start=word.start, end=word.end, role="", person=word.text
            )
            other.person_start, other.full = word.start, True
            found.append(other)
            self.taken[place - 1] = True
            place -= 1
        return found[::-1]

    def _name(self, phrase: Phrase, places: Sequence[int]) -> None:
        last = self.words[places[-1]]
        text = last.text
        if last.notes:
            text = last.text
        elif len(places) == 1 and text not in self.known and (last.stem in self.known or places[-1] == phrase.last):
            text = last.stem
        elif len(places) > 1 and places[-1] == phrase.last:
            text = last.stem if f"{last.stem}로" != last.text[: len(last.stem) + 1] else last.text[: len(last.stem) + 1]
        parts = [self.words[p].text for p in places[:-1]] + [text]
        phrase.person = " ".join(parts)
        phrase.person_start = self.words[places[0]].start
        noted = self._annotated(places[-1])
        phrase.full = len(parts) > 1 or noted or len(text) >= 3 or text in self.known or bool(naming.korean(text))
        if text in naming.lists().double_surnames and not noted:
            phrase.full = False
        if len(parts) == 1 and not naming.korean(text) and text not in self.known:
            phrase.full = noted
        phrase.sure = noted or phrase.person in self.known

    def _short_name(self, inside: Sequence[int]) -> bool:
        """Whether the last word is a surname and not "전", "신", "현" of the same spelling."""
        word = self.words[inside[-1]]
        if not naming.surname(word.text) or word.text in ("前", "現", "新"):
            return False
        return len(inside) == 1 and any(name.startswith(word.text) and " " not in name for name in self.known)

    def _annotated(self, place: int) -> bool:
        """Whether brackets behind the word show a person: an age, Hanja, a name in Latin letters."""
        for note, _ in self.words[place].notes:
            if _AGE.fullmatch(note) or _LATIN_NAME.fullmatch(note):
                return True
        return False

    def _width_of_note(self, place: int) -> int:
        """How many words the name has of which a note gives the Latin letters or the Hanja; 0 where it does not say."""
        word = self.words[place]
        for note, _ in word.notes:
            if _LATIN_NAME.fullmatch(note):
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

    def _person(self, inside: list[int], title: int) -> tuple[list[int], list[int]]:
        """The places of the person's name among `inside`, and the rest; no places where there is none."""
        if not inside:
            return [], []
        texts = [self.words[p].text for p in inside]
        kinds = [self.exact.get((self.words[p].start, self.words[p].end)) for p in inside]
        covered = [self.line.mention_at(self.words[p].start, self.words[p].end) is not None for p in inside]
        for place, text in enumerate(texts):
            if text in self.known:
                return [inside[place]], inside[:place] + inside[place + 1 :]
        for length in (4, 3, 2):
            for place in range(len(inside) - length + 1):
                if " ".join(texts[place : place + length]) in self.known:
                    return inside[place : place + length], inside[:place] + inside[place + length :]
        adjacent = inside[-1] == title - 1 or all(self._is_status(p) for p in range(inside[-1] + 1, title))
        notes = [self._annotated(p) for p in inside]
        if any(notes):
            place = notes.index(True)
            wide = self._width_of_note(inside[place])
            if wide > 1 and place - wide + 1 >= 0 and all(is_hangul(t) for t in texts[place - wide + 1 : place + 1]):
                if not any(covered[place - wide + 1 : place + 1]):
                    return inside[place - wide + 1 : place + 1], inside[: place - wide + 1] + inside[place + 1 :]
            back = self._foreign_back(texts, covered, place)
            if naming.korean(texts[place]) or (back == place and not kinds[place] and is_hangul(texts[place])):
                if not (covered[place] and not naming.korean(texts[place])):
                    return [inside[place]], inside[:place] + inside[place + 1 :]
            elif back < place:
                return inside[back : place + 1], inside[:back] + inside[place + 1 :]
        last = texts[-1]
        first_is = naming.korean(texts[0]) == 2 and not covered[0] and len(inside) > 1 and len(texts[0]) >= 3
        if (
            adjacent
            and not covered[-1]
            and len(last) >= 3
            and naming.korean(last)
            and not (first_is and naming.korean(last) < 2)
        ):
            return [inside[-1]], inside[:-1]
        if adjacent and len(inside) > 1 and len(last) == 1 and naming.surname(last) and naming.korean(texts[-2]) < 2:
            if (
                len(texts[-2]) >= 2
                and not covered[-2]
                and naming.foreign(texts[-2])
                and texts[-2] not in naming.lists().common
            ):
                return inside[-2:], inside[:-2]
        if adjacent and 2 <= len(inside) <= 4 and not any(covered) and texts[0] not in naming.lists().common:
            odd = sum(naming.foreign(text) == 2 for text in texts)
            if odd and naming.korean(texts[0]) < 2 and all(naming.foreign(t) or naming.surname(t) for t in texts):
                return inside, []
        ahead = self._foreign_ahead(texts, covered)
        if ahead >= 2 and len(inside) > ahead and naming.korean(texts[0]) < 2:
            return inside[:ahead], inside[ahead:]
        if first_is or (len(texts[0]) == 3 and len(inside) > 1 and naming.korean(texts[0]) and not covered[0]):
            return [inside[0]], inside[1:]
        if adjacent and not covered[-1] and len(last) == 2 and naming.korean(last) and len(inside) > 1 and covered[-2]:
            return [inside[-1]], inside[:-1]
        if adjacent:
            back = self._foreign_back(texts, covered, len(texts) - 1)
            if back < len(texts) - 1:
                return inside[back:], inside[:back]
        for place in range(1, len(inside) - 1):
            if (
                naming.korean(texts[place]) == 2
                and len(texts[place]) == 3
                and not covered[place]
                and all(covered[place + 1 :])
            ):
                return [inside[place]], inside[place + 1 :]
        if adjacent and naming.surname(last) and (len(inside) == 1 or covered[-2]):
            return [inside[-1]], inside[:-1]
        if adjacent and last in self.known_parts:
            return [inside[-1]], inside[:-1]
        return [], inside

    def _foreign_back(self, texts: list[str], covered: list[bool], place: int) -> int:
        """Where a foreign name that ends at `place` begins; `place` itself where it is none of several words."""
        first, odd, plain, unit = place, 0, 0, False
        while first >= 0 and place - first < 3 and not covered[first]:
            score = naming.foreign(texts[first])
            if not score and not (first == place and naming.surname(texts[first])):
                break
            odd += score == 2
            plain += texts[first] in naming.lists().common
            unit = unit or texts[first].endswith(lexicon().units)
            first -= 1
        first += 1
        return first if place - first >= 1 and (odd or (plain <= place - first and not unit)) else place

    def _foreign_ahead(self, texts: list[str], covered: list[bool]) -> int:
        """How many words a foreign name at the beginning takes; 0 where there is none."""
        count = odd = 0
        while count < len(texts) and count < 4 and not covered[count]:
            score = naming.foreign(texts[count])
            if not score:
                break
            if self._is_name_end(texts, count):
                return count + 1 if odd or score == 2 else 0
            odd += score == 2
            count += 1
        if not odd and count == 2 and len(covered) > 2 and covered[2] and texts[0] not in naming.lists().common:
            return 2
        if not odd or count < 2:
            return 0
        return count if count < len(texts) and covered[count] else 2

    @staticmethod
    def _is_name_end(texts: list[str], count: int) -> bool:
        return count == 1 and len(texts[1]) == 1 and naming.surname(texts[1])

    def _title_ahead(self, place: int) -> bool:
        """Whether the words from `place` on run up to another title, whose phrase will hold the name."""
        for ahead in range(place, min(place + 7, len(self.words))):
            word = self.words[ahead]
            if ahead > place and word.gap != " ":
                return False
            if word.title is not None:
                return ahead > place
            if self._bounds(ahead, -1):
                return False
        return False

    def _name_after(self, last: int) -> list[int]:
        """The places of a name behind a title: "CEO인 …", "사장 서문규", "의장이던 …"."""
        title = self.words[last]
        if last + 1 >= len(self.words) or title.role not in ("", "p") or self.words[last + 1].gap != " ":
            return []
        if title.title is None or title.title.post or title.title.kind is TitleKind.PERSONAL and title.role == "":
            return []
        if self._title_ahead(last + 1):
            return []
        word = self.words[last + 1]
        after = self.words[last + 2] if last + 2 < len(self.words) else None
        titled = after is not None and after.title is not None and after.gap == " " and not word.role
        if titled:
            return []
        if word.text in self.known or word.stem in self.known:
            return [last + 1]
        names = {word.text, word.stem}
        if self._annotated(last + 1) and any(naming.korean(name) for name in names):
            return [last + 1]
        pair = [last + 1, last + 2]
        if (
            after is not None
            and after.gap == " "
            and not word.notes
            and naming.foreign(word.text)
            and not self._whole(last + 1)
        ):
            stem = after.stem
            if (naming.foreign(stem) or naming.surname(stem)) and 2 in (
                naming.foreign(word.text),
                naming.foreign(stem),
            ):
                if (title.role == "p" or self._annotated(last + 2) or f"{word.text} {stem}" in self.known) and (
                    after.role or after.notes or last + 2 == len(self.words) - 1
                ):
                    return pair
        if title.role == "p" and (
            naming.korean(word.stem) == 2 and word.role or naming.korean(word.text) == 2 and not word.role
        ):
            return [last + 1] if not self._whole(last + 1) else []
        if self.in_note and title.role == "" and naming.korean(word.text):
            return [last + 1]
        if title.role == "" and word.role in ("s", "t", "o") and len(word.stem) >= 3 and naming.korean(word.stem) == 2:
            return [last + 1] if not self._whole(last + 1) else []
        return []

    # -- posts

    def _posts(self, rest: list[int], owner: list[int], first: int, last: int, status: str) -> tuple[Post, ...]:
        posts: list[Post] = []
        where = rest
        place = first
        organization, lead = self._place(where, owner, self.words[first])
        shared = organization
        while place <= last:
            word = self.words[place]
            if word.title is None:
                begin = place
                while place <= last and self.words[place].title is None:
                    place += 1
                between = [p for p in range(begin, place) if self.words[p].text != "겸"]
                organization, lead = self._place(between, [], self.words[place])
                organization = organization or shared
                continue
            title = word.title
            if title.text in ("직무대행", "권한대행") and posts:
                held = posts.pop()
                posts.append(replace(held, title=f"{held.title} {title.text}", acting=True, end=word.end))
            elif title.kind is not TitleKind.PERSONAL:
                posts.append(self._post(word, organization, lead, status))
            for note, start in _titles_in(word):
                inner = read_title(note)
                if inner is not None and inner.length == len(note) and inner.kind is not TitleKind.PERSONAL:
                    posts.append(
                        Post(
                            inner.text,
                            inner.kind,
                            organization,
                            inner.unit,
                            status,
                            inner.acting,
                            start=start,
                            end=start + len(note),
                        )
                    )
            lead = []
            place += 1
        return tuple(posts)

    def _post(self, word: Word, organization: str | None, lead: list[str], status: str) -> Post:
        title = word.title
        assert title is not None  # only titled words come here
        if title.particle in _ONCE:
            status = "former"
        organization = organization or title.at
        unit = title.unit
        text = title.text
        if title.kind is TitleKind.HEAD or title.kind is TitleKind.DUTY:
            own = self._heads_organization(word)
            if own is not None:
                return Post(
                    text, title.kind, own, None, status, title.acting, title.post, start=word.start, end=word.end
                )
            if lead:
                unit = " ".join([*lead, unit]) if unit else " ".join(lead)
                text = " ".join([*lead, text])
        elif lead and (lead[-1].endswith(lexicon().units) or lead[-1] == "이사회"):
            unit = " ".join(lead)
        return Post(
            text, title.kind, organization, unit, status, title.acting, title.post, start=word.start, end=word.end
        )

    def _heads_organization(self, word: Word) -> str | None:
        """The organisation that the title is the head of: "국립생태원장", "조달청장"."""
        for mention in self.line.mentions:
            if mention.kind is MentionKind.ORGANIZATION and mention.start == word.start:
                length = mention.end - mention.start
                if word.title and word.title.unit and len(word.title.unit) == length:
                    return mention.name
        return None

    def _place(self, places: list[int], owner: list[int], title: Word) -> tuple[str | None, list[str]]:
        """The organisation among the words before a title, and the words that belong to its unit's name."""
        span = [*owner, *[p for p in places if p not in owner]]
        span.sort()
        organization, after = None, -1
        for mention in self.line.mentions:
            if (
                mention.kind is MentionKind.ORGANIZATION
                and span
                and any(
                    self.words[p].start <= mention.start < self.words[p].end
                    or mention.start <= self.words[p].start < mention.end
                    for p in span
                )
            ):
                if mention.start >= after:
                    organization, after = mention.name, mention.end
        if (
            organization is None
            and not span
            and title.role == "p"
            and title.title
            and title.title.kind is TitleKind.OFFICE
        ):
            organization = self._stage(title)
        left = [
            p
            for p in span
            if self.words[p].start >= after and self.words[p].text not in _DESCRIPTORS and not self._is_status(p)
        ]
        texts = [self.words[p].text if self.words[p].role != "g" else self.words[p].stem for p in left]
        if organization is None and left:
            texts, organization = self._guess(left, texts, title)
        return organization, texts

    def _stage(self, title: Word) -> str | None:
        """The place of "랩센트럴에서는 CEO인 …", where it looks like a name."""
        at = self.words.index(title)
        if at == 0 or self.words[at - 1].role != "i" or title.gap != " ":
            return None
        stem = self.words[at - 1].stem
        known = self.line.mention_at(self.words[at - 1].start, self.words[at - 1].stem_end)
        if known is not None:
            return known.name if known.kind is MentionKind.ORGANIZATION else None
        return (
            stem
            if len(stem) >= 2 and stem not in naming.lists().common and stem not in naming.lists().loanwords
            else None
        )

    def _guess(self, left: list[int], texts: list[str], title: Word) -> tuple[list[str], str | None]:
        """Where no organisation is known among the words: the first of them may be one that nobody has seen."""
        if (
            re.fullmatch(
                r"[가-힣A-Z\-]*(?:얼라이언스|컨소시엄)|[가-힣]{2,}(?:협의회|협의체|연맹|연합회|동맹)", texts[0]
            )
            and len(texts) == 1
        ):
            return [], texts[0]
        if re.fullmatch(r"[가-힣A-Z]{3,}(?:연구원|기술원|과학원|진흥원|개발원)", texts[0]) and len(texts) == 1:
            return [], texts[0]
        if self.line.mention_at(self.words[left[0]].start, self.words[left[0]].stem_end) is not None:
            return texts, None
        if title.title is None or title.title.kind is not TitleKind.OFFICE:
            if (
                len(texts[0]) >= 4
                and texts[0].endswith(_ORGANIZATION_ENDINGS)
                and texts[0] not in naming.lists().common
            ):
                return texts[1:], texts[0]
            return texts, None
        if texts[-1].endswith(lexicon().units) or len(texts[0]) < 2 or texts[0] in naming.lists().common:
            return texts, None
        if any(naming.verbal(text) for text in texts[:2]) or texts[0] in naming.lists().common:
            return texts, None
        return [], " ".join(texts[:2])

    # -- names without titles

    def _noted(self) -> list[Phrase]:
        """Posts in brackets: "도담그룹(회장 정태원)", "최지훈(NX솔루션 상무)", and ages: "여은후(38)"."""
        found: list[Phrase] = []
        for place, word in enumerate(self.words):
            if self.taken[place] or not word.notes:
                continue
            for note, start in word.notes:
                if told := self._from_note(place, word, note, start):
                    found += told
                    self.taken[place] = True
        return found

    def _from_note(self, place: int, word: Word, note: str, start: int) -> list[Phrase]:
        names = naming.korean(word.text)
        if not (" " in note or (read_title(note) is not None and names and not self._whole(place))):
            return []
        inner = replace(self.line.sentence, text=note, start=start)
        mentions = tuple(m for m in self.line.mentions if start <= m.start < start + len(note))
        line = Line(inner, words(inner), mentions)
        if not any(w.title for w in line.words):
            return []
        phrases = [p for p in _Reader(line, self.known, self.known_parts, in_note=True).read() if p.posts]
        if len(phrases) != 1 or not phrases[0].posts:
            return []
        phrase = phrases[0]
        told = [phrase]
        role = word.role
        if phrase.person is None and names and not (self._whole(place) and word.text not in self.known):
            phrase.person, phrase.full, phrase.sure = word.text, True, True
            phrase.person_start = word.start
        elif phrase.person is not None and phrase.full:
            owner = self.line.mention_at(word.start, word.start + len(word.stem)) or self.line.mention_at(
                word.start, word.end
            )
            name = owner.name if owner else None
            phrase.posts = tuple(replace(p, organization=p.organization or name) for p in phrase.posts)
            phrase.sure, role = True, ""
            for other in line.words[phrase.last + 1 :]:
                if other.gap not in ("·", ",") or not naming.korean(other.text):
                    break
                told.append(replace(phrase, person=other.text, person_start=other.start))
        else:
            return []
        for each in told:
            each.first = each.last = place
            each.start, each.end, each.role = word.start, word.end, role
        return told

    def _bare(self) -> list[Phrase]:
        """Names of people without a title: known from elsewhere in the article, or with an age or Latin letters behind."""
        found: list[Phrase] = []
        place = 0
        while place < len(self.words):
            width = 0 if self.taken[place] else self._bare_width(place)
            if not width:
                place += 1
                continue
            places = list(range(place, place + width))
            end = self.words[places[-1]]
            phrase = Phrase(place, places[-1], self.words[place].start, end.end, end.role)
            self._name(phrase, places)
            shown = bool(self._shown(place)) or self._beside_post(place)
            if phrase.person in self.known or phrase.sure or shown or phrase.person in self.known_parts:
                phrase.full = phrase.full or shown
                found.append(phrase)
                for index in places:
                    self.taken[index] = True
            place += width
        return found

    def _shown(self, place: int) -> int:
        """How many words a name takes that only a verb of careers in front shows: "누리텔레콤에 합류한 안소피 르클레르도"."""
        if place == 0 or self.words[place].gap != " " or not _CAREER.search(self.words[place - 1].text):
            return 0
        word = self.words[place]
        if word.role and naming.korean(word.stem) == 2 and len(word.stem) == 3 and not self._whole(place):
            return 1
        if place + 1 < len(self.words) and not word.role and naming.foreign(word.text) and not self._whole(place):
            after = self.words[place + 1]
            if (
                after.gap == " "
                and after.role in tuple("stdo")
                and naming.foreign(after.stem)
                and not self.taken[place + 1]
            ):
                return 2 if 2 in (naming.foreign(word.text), naming.foreign(after.stem)) else 0
        return 0

    def _beside_post(self, place: int) -> bool:
        """Whether a bare Korean name stands beside a post that somebody is put into: "새 대표에 아무개를 선임"."""
        word = self.words[place]
        if word.role not in ("o", "s"):
            return False
        native = naming.korean(word.stem) == 2 and len(word.stem) == 3
        strange = naming.foreign(word.stem) == 2 and len(word.stem) >= 3 and word.role == "o"
        if not (native or strange) or self._whole(place):
            return False
        before = self.words[place - 1] if place else None
        after = [w for w in self.words[place + 1 : place + 4] if w.title is not None]
        put = (
            before is not None and before.title is not None and before.role in tuple("ra") and word.gap == " "
        ) or any(w.role in tuple("ra") for w in after)
        return put and any(_PUTS.search(w.text) for w in self.words[place + 1 : place + 7])

    def _bare_width(self, place: int) -> int:
        """How many words a name without a title takes from `place` on; 0 where there is none."""
        word = self.words[place]
        if word.text in self.known or word.stem in self.known:
            return 1
        if word.text in self.known_parts and (width := self._known_width(place)):
            return width
        if word.role and word.stem in self.known_parts and len(word.stem) >= 2:
            return 1
        if word.notes and self._annotated(place) and not self._whole(place):
            if naming.korean(word.text) and len(word.text) >= 3:
                return 1
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        if after is not None and after.notes and after.gap == " " and not word.role and not after.title:
            pair = naming.foreign(word.text) and naming.foreign(after.text) and not naming.verbal(word.text)
            if pair and self._annotated(place + 1) and not self.taken[place + 1]:
                return 0 if self._whole(place) or self._whole(place + 1) else 2
        return 1 if self._beside_post(place) else self._shown(place)

    def _known_width(self, place: int) -> int:
        """The words of a known name of several words that begins at `place`."""
        for width in (4, 3, 2):
            row = self.words[place : place + width]
            if len(row) < width or any(w.gap != " " for w in row[1:]) or any(self.taken[place : place + width]):
                continue
            joined = " ".join(w.text for w in row[:-1])
            if f"{joined} {row[-1].stem}" in self.known or f"{joined} {row[-1].text}" in self.known:
                return width
        return 0

    # -- phrases that belong together

    def _linked(self, phrases: list[Phrase]) -> list[Phrase]:
        """A title right before a person's phrase belongs to that person: "조선사업부장인 백도현 부사장"."""
        linked: list[Phrase] = []
        for phrase in phrases:
            before = linked[-1] if linked else None
            if (
                before is not None
                and before.person is None
                and phrase.person is not None
                and phrase.full
                and (before.last + 1 == phrase.first or self._came_from(before, phrase))
                and before.role in ("", "p", "q")
                and before.posts
                and self.words[phrase.first].gap == " "
            ):
                linked.pop()
                if before.last + 1 < phrase.first:
                    before.posts = tuple(replace(p, status="former") for p in before.posts)
                else:
                    before.posts = tuple(replace(p, linked=True) for p in before.posts)
                own = next((p.organization for p in before.posts if p.organization), None)
                phrase.posts = before.posts + tuple(
                    replace(p, organization=p.organization or own) for p in phrase.posts
                )
                phrase.first, phrase.start = before.first, before.start
                phrase.personal = before.personal + phrase.personal
            elif (
                before is not None
                and before.role == "c"
                and before.last + 1 == phrase.first
                and phrase.person
                and phrase.full
            ):
                shared = tuple(post for post in before.posts if post.linked)
                phrase.posts = shared + phrase.posts
            linked.append(phrase)
        return linked

    def _came_from(self, before: Phrase, phrase: Phrase) -> bool:
        between = self.words[before.last + 1 : phrase.first]
        return len(between) == 1 and between[0].text in ("출신", "출신의", "출신인") and between[0].gap == " "
