"""People without a title in their sentence: known from elsewhere, shown by brackets, by a verb of careers or by a post beside."""

from __future__ import annotations

import re

from extractors.names import naming
from extractors.names.phrase_names import NameWords
from extractors.names.phrases import Phrase
from extractors.names.titles import TitleKind

_CAREER = frozenset(
    f"{verb}{ending}"
    for verb in ("합류", "영입", "선임", "임명", "취임", "부임", "내정", "발탁", "창업", "설립", "승진")
    for ending in ("한", "된")
) | {"맡은", "맡던", "이끄는", "이끌던", "이끈", "지낸", "역임한", "영입해"}
_DOES = re.compile(r"(?:맡|이끌)고|(?:재직|담당|총괄|역임|겸직|겸임)하고")
_PUTS = re.compile(r"맞(?:았|이)|모시|데려|합류|선임|임명|영입|내정|발탁|추대|선출|지명|앉|낙점|위촉|뽑|기용")


class BareNames(NameWords):
    """Finds them among the words that no phrase has taken."""

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
            former = self._formerly(place)
            if former:
                phrase.role = former
            shown = bool(self._shown(place)) or self._beside_post(place) or self._pair_put(place) or bool(former)
            if phrase.person in self.known or phrase.sure or shown or phrase.person in self.known_parts:
                phrase.full = phrase.full or shown
                found.append(phrase)
                for index in places:
                    self.taken[index] = True
            place += width
        return found

    def _shown(self, place: int) -> int:
        """How many words a name takes that only a verb of careers in front shows: "두레전자에 합류한 클라라 노이만도"."""
        if place == 0 or self.words[place].gap != " " or not self._of_career(place - 1):
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

    def _of_career(self, place: int) -> bool:
        """Whether the word at `place` ends a clause that says what somebody does: "합류한", "소장을 맡고 있는"."""
        text = self.words[place].text
        if text in ("있는", "있던") and place and self.words[place].gap == " ":
            return _DOES.fullmatch(self.words[place - 1].text) is not None
        return text in _CAREER

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

    def _pair_put(self, place: int) -> bool:
        """Whether a foreign name of two words is put into a post: "다니엘 류를 새 연구소장으로 영입"."""
        word = self.words[place]
        if word.role or word.title is not None or place + 1 == len(self.words):
            return False
        last = self.words[place + 1]
        if last.role not in ("o", "s") or last.gap != " ":
            return False
        given = word.text
        strange = naming.foreign(given) == 2 or (len(given) >= 3 and naming.foreign(given))
        if not strange or naming.korean(given) or any(self.taken[place : place + 2]):
            return False
        if not (naming.foreign(last.stem) == 2 or (len(last.stem) == 1 and naming.surname(last.stem))):
            return False
        after = self.words[place + 2 : place + 6]
        return any(w.title is not None and w.role in tuple("ra") for w in after) and any(
            _PUTS.search(w.text) for w in self.words[place + 2 : place + 9]
        )

    def _bare_width(self, place: int) -> int:
        """How many words a name without a title takes from `place` on; 0 where there is none."""
        word = self.words[place]
        if word.text in self.known or word.stem in self.known:
            return 1
        if word.text in self.known_parts and (width := self._known_width(place)):
            return width
        if word.role and word.stem in self.known_parts and len(word.stem) >= 2:
            return 1
        if (
            word.notes
            and self._annotated(place)
            and not self._whole(place)
            and naming.korean(word.text)
            and len(word.text) >= 3
        ):
            return 1
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        if after is not None and after.notes and after.gap == " " and not word.role and not after.title:
            pair = naming.foreign(word.text) and naming.foreign(after.text) and not naming.verbal(word.text)
            if pair and self._annotated(place + 1) and not self.taken[place + 1]:
                return 0 if self._whole(place) or self._whole(place + 1) else 2
        if word.role:
            return 1 if self._beside_post(place) else self._shown(place)
        if self._pair_put(place):
            return 2
        return 1 if self._formerly(place) else self._shown(place)

    def _formerly(self, place: int) -> str:
        """The role of "아무개 전 두레전자 기술자가": a name before 전 and what the person was; empty where it is not so."""
        word = self.words[place]
        if naming.korean(word.text) < 2 or len(word.text) != 3 or word.role or self._whole(place):
            return ""
        row = self.words[place + 1 : place + 8]
        if len(row) < 3 or row[0].text not in ("전", "前") or row[0].gap != " ":
            return ""
        for after in row[1:]:
            if after.gap != " " or (after.title is not None and after.title.kind is not TitleKind.PERSONAL):
                return ""
            if after.role:
                return after.role if after.role in "stdo" else ""
        return ""

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
