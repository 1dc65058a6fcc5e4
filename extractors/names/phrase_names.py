"""Which of the words before or behind a title are a person's name."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import MentionKind
from extractors.names import naming
from extractors.names.hangul import is_hangul
from extractors.names.organizations.shapes import is_school
from extractors.names.phrase_frame import Frame
from extractors.names.phrases import Phrase
from extractors.names.sounds import CLEARLY, sounds_foreign
from extractors.names.titles import TitleKind, lexicon


class NameWords(Frame):
    """Finds names; each answer is the list of the places of its words, empty where there is no name."""

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
            phrase.full = noted or naming.chinese(text)
        phrase.sure = noted or phrase.person in self.known

    def _short_name(self, inside: Sequence[int]) -> bool:
        """Whether the last word is a surname and not "전", "신", "현" of the same spelling."""
        word = self.words[inside[-1]]
        if not naming.surname(word.text) or word.text in ("前", "現", "新"):
            return False
        return len(inside) == 1 and any(name.startswith(word.text) and " " not in name for name in self.known)

    def _person(self, inside: list[int], title: int) -> tuple[list[int], list[int]]:
        """The places of the person's name among `inside`, and the rest; no places where there is none."""
        if not inside:
            return [], []
        texts = [self.words[p].text for p in inside]
        kinds = [self.exact.get((self.words[p].start, self.words[p].end)) for p in inside]
        covered = [self.line.mention_at(self.words[p].start, self.words[p].end) is not None for p in inside]
        for place in range(1, len(texts)):  # "포장업체 두레팩 대표"
            covered[place] = covered[place] or (naming.kind(texts[place - 1]) and naming.korean(texts[place]) < 2)
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
            if (
                wide > 1
                and place - wide + 1 >= 0
                and all(is_hangul(t) for t in texts[place - wide + 1 : place + 1])
                and not any(covered[place - wide + 1 : place + 1])
            ):
                return inside[place - wide + 1 : place + 1], inside[: place - wide + 1] + inside[place + 1 :]
            back = self._foreign_back(texts, covered, place)
            if naming.korean(texts[place]) or (back == place and not kinds[place] and is_hangul(texts[place])):
                if not (covered[place] and not naming.korean(texts[place])):
                    return [inside[place]], inside[:place] + inside[place + 1 :]
            elif back < place:
                return inside[back : place + 1], inside[:back] + inside[place + 1 :]
        last = texts[-1]
        if adjacent and len(inside) == 2 and not any(covered) and self._sound_foreign(texts[0], texts[1]):
            return inside, []  # "오노다 겐스케 사장": the first alone could be Korean
        first_is = naming.korean(texts[0]) == 2 and not covered[0] and len(inside) > 1 and len(texts[0]) >= 3
        if first_is and len(texts) > 2 and not covered[1] and covered[2] and self._given_behind(texts[1]):
            return inside[:2], inside[2:]  # "하야시 겐타 두레소재 사장"
        if (
            adjacent
            and not covered[-1]
            and len(last) >= 3
            and naming.korean(last)
            and not (first_is and (naming.korean(last) < 2 or is_school(last)))
        ):
            return [inside[-1]], inside[:-1]
        if (
            adjacent
            and len(inside) > 1
            and len(last) == 1
            and naming.surname(last)
            and naming.korean(texts[-2]) < 2
            and (
                len(texts[-2]) >= 2
                and not covered[-2]
                and naming.foreign(texts[-2])
                and texts[-2] not in naming.lists().common
            )
        ):
            return inside[-2:], inside[:-2]
        whole = not any(text in lexicon().status for text in texts[1:-1])  # "에밀리 정 전 두레은행 사장"
        if adjacent and whole and 2 <= len(inside) <= 4 and not any(covered) and texts[0] not in naming.lists().common:
            odd = sum(naming.foreign(text) == 2 for text in texts)
            if odd and naming.korean(texts[0]) < 2 and all(naming.foreign(t) or naming.surname(t) for t in texts):
                return inside, []
        if len(inside) > 1 and covered[1] and not covered[0] and naming.chinese(texts[0]):
            return inside[:1], inside[1:]
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
        if adjacent and not covered[-1] and naming.chinese(last) and (len(inside) == 1 or covered[-2]):
            return [inside[-1]], inside[:-1]
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
            if self._is_name_end(texts, count):
                return count + 1 if odd or score == 2 or len(texts[0]) >= 3 else 0
            if not score:
                break
            odd += score == 2
            count += 1
        if not odd and count == 2 and len(covered) > 2 and covered[2] and texts[0] not in naming.lists().common:
            return 2
        if not odd or count < 2:
            return 0
        return count if count < len(texts) and covered[count] else 2

    @staticmethod
    def _is_name_end(texts: list[str], count: int) -> bool:
        if count != 1 or len(texts[1]) != 1 or not naming.surname(texts[1]):
            return False
        return texts[1] not in lexicon().status or len(texts) == 2  # "전" is "former" where more words follow

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
        """The places of a name behind a title: "CEO인 …", "사장 마동휘", "의장이던 …"."""
        title = self.words[last]
        if last + 1 >= len(self.words) or title.role not in ("", "p") or self.words[last + 1].gap != " ":
            return []
        if title.title is None or title.title.post:
            return []
        if title.title.kind is TitleKind.PERSONAL and title.role == "" and not self.in_note:
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
            and word.role != "c"
            and naming.foreign(word.text)
            and not self._whole(last + 1)
        ):
            stem = after.stem
            if (
                (naming.foreign(stem) or naming.surname(stem))
                and 2
                in (
                    naming.foreign(word.text),
                    naming.foreign(stem),
                )
                and (
                    title.role == "p"
                    or self._annotated(last + 2)
                    or f"{word.text} {stem}" in self.known
                    or (
                        title.title.kind is TitleKind.OFFICE
                        and after.role in ("s", "t")
                        and self._strange(word.text, stem)
                    )
                )
                and (after.role or after.notes or last + 2 == len(self.words) - 1)
            ):
                return pair
        if title.role == "p" and (
            (naming.korean(word.stem) == 2 and word.role) or (naming.korean(word.text) == 2 and not word.role)
        ):
            return [last + 1] if not self._whole(last + 1) else []
        if title.role == "" and self._ends_headline(last + 1) and self._coming(last):
            return [last + 1]  # "가람전자 새 대표 설민아"
        if self.in_note and title.role == "" and naming.korean(word.text):
            return [last + 1]
        if self._in_a_row(last):
            return [last + 1]
        if title.role == "" and word.role in ("s", "t", "o") and len(word.stem) >= 3 and naming.korean(word.stem) == 2:
            return [last + 1] if not self._whole(last + 1) else []
        return []

    @staticmethod
    def _sound_foreign(first: str, second: str) -> bool:
        """Whether both words sound like parts of a foreign name and neither is a Korean given name or a plain word."""
        lists = naming.lists()
        return (
            naming.foreign(second) == 2
            and naming.korean(second) < 2
            and not any(word in plain for plain in (lists.loanwords, lists.common) for word in (first, second))
            and sounds_foreign(first) > CLEARLY
            and sounds_foreign(second) > CLEARLY
        )

    def _in_a_row(self, last: int) -> bool:
        """Whether a full name stands between an organisation's title and a comma or 등: "두레대 총장 길나영, 도래대 총장 …"."""
        title, word = self.words[last], self.words[last + 1]
        after = self.words[last + 2] if last + 2 < len(self.words) else None
        if title.role or title.title is None or title.title.kind is not TitleKind.OFFICE or self._whole(last + 1):
            return False
        if word.role or len(word.text) != 3 or naming.korean(word.text) != 2 or after is None:
            return False
        held = any(m.end == title.start - 1 and m.kind is MentionKind.ORGANIZATION for m in self.line.mentions)
        return held and (after.gap in (",", "·") or after.text in ("등", "등이", "등은", "등을", "등과"))

    def _ends_headline(self, place: int) -> bool:
        """Whether a Korean full name stands where the words end or break off."""
        word = self.words[place]
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        whole = naming.korean(word.text) == 2 and len(word.text) == 3 and not word.role and not self._whole(place)
        return whole and (after is None or after.gap not in (" ", "·"))

    def _coming(self, last: int) -> bool:
        """Whether a word before the titles that end at `last` says that somebody comes: 새, 신임, 차기."""
        return any(lexicon().status.get(word.text) == "coming" for word in self.words[max(0, last - 2) : last])

    @staticmethod
    def _given_behind(word: str) -> bool:
        """Whether a word behind what looks like a Korean name is the second part of a foreign one, and no department."""
        return len(word) <= 3 and naming.foreign(word) == 2 and not word.endswith(("과", "부", "실", "팀"))

    @staticmethod
    def _strange(first: str, last: str) -> bool:
        """Whether two words behind a title can only be a foreign name: "최고사업책임자 다비드 오르티스는"."""
        lists = naming.lists()
        return (
            naming.foreign(last) == 2
            and (len(last) >= 3 or (len(first) >= 3 and naming.foreign(first) == 2))
            and len(first) >= 2
            and not any(word in plain for plain in (lists.nouns, lists.loanwords) for word in (first, last))
            and not naming.verbal(first)
        )

    def _before_slash(self, place: int) -> list[int]:
        """The name of "[길나영 / 두레전자 홍보실장]"."""
        if place == 0 or self.words[place].gap != "·" or self.taken[place - 1] or self._whole(place - 1):
            return []
        offset = self.line.sentence.start
        between = self.line.sentence.text[self.words[place - 1].end - offset : self.words[place].start - offset]
        return [place - 1] if "/" in between and naming.korean(self.words[place - 1].text) else []
