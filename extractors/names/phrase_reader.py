"""Read the phrases of a sentence: around each run of titles first, then what brackets say, then names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Mention, MentionKind, Sentence
from extractors.names import hangul, naming
from extractors.names.phrase_bare import BareNames
from extractors.names.phrase_frame import NOBODY, Known
from extractors.names.phrase_posts import Posts
from extractors.names.phrases import Line, Phrase
from extractors.names.titles import TitleKind, lexicon, read_title
from extractors.names.tokens import Word, words


def take_apart(sentence: Sentence, mentions: tuple[Mention, ...], read: Sequence[Word], known: Known = NOBODY) -> Line:
    """The sentence's phrases; `read` are its words, `known` the people whom the article names elsewhere."""
    line = Line(sentence, list(read), mentions)
    line.phrases = Reader(line, known).read()
    return line


_SEAT = re.compile(r"(?:자리|직|후보|의자)(?P<particle>에|에는|에서|를|을|로|으로|는|은|가|이)")
"""Words behind a title that take its particle: "회장 자리에 올랐다"."""


_FULL_NAME, _QUITE = 3, 2
"""Syllables of a full name; how much `naming.korean` says of one that is hardly anything else."""


class Reader(BareNames, Posts):
    """Reads one line."""

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
                phrases += self._enumerated(phrase) or self._sharing(phrase)
                phrases.append(phrase)
                for index in range(phrase.first, phrase.last + 1):
                    self.taken[index] = True
                last = max(last, phrase.last)
            place = last + 1
        phrases += self._noted()
        phrases += self._bare()
        phrases.sort(key=lambda phrase: phrase.start)
        return self._linked(phrases)

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
            elif here.role or (here.title and here.title.kind is TitleKind.PERSONAL):
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
        while inside and self._is_status(inside[0]) and not (len(inside) == 1 and self._short_name(inside)):
            lead = marks.get(self.words[inside[0]].text, lead or "sort")
            inside.pop(0)
        plural = any(w.title is not None and w.title.post for w in self.words[first : last + 1])
        name, rest = ([], inside) if plural else self._person(inside, first)
        coming = (status or lead) == "coming" and self.words[last].role in ("a", "r")
        if coming and not any(naming.korean(self.words[p].text) == 2 or self.words[p].text in self.known for p in name):
            name, rest = [], inside  # "노바텍 새 대표에": who takes the seat is named behind it
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
        once = (
            status or middle or lead
        ) == "former"  # "전 국회의원": what somebody was says nothing of what is told now
        phrase.personal = tuple(
            w.title.text
            for w in self.words[first : last + 1]
            if w.title and w.title.kind is TitleKind.PERSONAL and not once
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
            else:
                self._name_in_brackets(phrase, last)
        if not posts and not phrase.person:
            return None
        if not phrase.role and last + 1 < len(self.words) and self.words[last + 1].gap == " ":
            seat = _SEAT.fullmatch(self.words[last + 1].text)
            if seat is not None and seat["particle"]:
                phrase.role = hangul.particle_role(seat["particle"])
        return phrase

    def _name_in_brackets(self, phrase: Phrase, last: int) -> None:
        """The holder of "두레청 청장(마동휘)"."""
        for note, start in self.words[last].notes:
            if len(note) == _FULL_NAME and naming.korean(note) == _QUITE:
                phrase.person, phrase.person_start, phrase.full, phrase.sure = note, start, True, True

    def _sharing(self, phrase: Phrase) -> list[Phrase]:
        """Names before a middle dot that share the titles: "마동휘·길나영 공동대표"."""
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
                or (self._whole(place - 1) and word.text not in self.known)
            ):
                break
            if not naming.korean(word.text) and word.text not in self.known:
                break
            other = replace(
                phrase, first=place - 1, last=place - 1, start=word.start, end=word.end, role="", person=word.text
            )
            other.person_start, other.full = word.start, True
            found.append(other)
            self.taken[place - 1] = True
            place -= 1
        return found[::-1]

    def _enumerated(self, phrase: Phrase) -> list[Phrase]:
        """Names before a comma that share titles and house: "두레화학의 마동휘, 길나영 전무"."""
        first = place = phrase.first
        while phrase.person and place > 1 and self.words[place].gap == "," and self._bare_name(place - 1):
            place -= 1
        if place == first or phrase.person_start != self.words[first].start:
            return []
        owner = self.words[place - 1]
        house = self.line.mention_at(owner.start, owner.stem_end)
        if (
            owner.role != "g"
            or self.words[place].gap != " "
            or house is None
            or house.kind is not MentionKind.ORGANIZATION
        ):
            return []
        phrase.posts = tuple(replace(p, organization=p.organization or house.name) for p in phrase.posts)
        found = []
        for at in range(place, first):
            word = self.words[at]
            other = replace(phrase, first=at, last=at, start=word.start, end=word.end, role="", person=word.text)
            other.person_start, other.full = word.start, True
            found.append(other)
            self.taken[at] = True
        return found

    def _bare_name(self, place: int) -> bool:
        word = self.words[place]
        plain = not (self.taken[place] or word.title or word.role or word.notes)
        return plain and len(word.text) == 3 and naming.korean(word.text) > 0

    def _noted(self) -> list[Phrase]:
        """Posts in brackets: "두레그룹(회장 마동휘)", "길나영(두레전자 상무)", and ages: "길나영(38)"."""
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
        read = Reader(line, Known(self.known, self.known_parts), in_note=True).read()
        phrases = [p for p in read if p.posts or (p.person is not None and p.personal)]
        if len(phrases) != 1:
            return []
        phrase = phrases[0]
        told = [phrase]
        role = word.role
        if phrase.person is None and names and not (self._whole(place) and word.text not in self.known):
            phrase.person, phrase.full, phrase.sure = word.text, True, True
            phrase.person_start = word.start
        elif phrase.person is not None and phrase.full:
            begin = word.start + next(
                (len(mark) for mark in ("㈜", "(주)", "(사)", "(재)", "(유)", "(의)") if word.text.startswith(mark)), 0
            )
            owner = self.line.mention_at(begin, word.start + len(word.stem)) or self.line.mention_at(begin, word.end)
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

    def _linked(self, phrases: list[Phrase]) -> list[Phrase]:
        """A title right before a person's phrase belongs to that person: "가전사업부장인 마동휘 부사장"."""
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
                offset = self.line.sentence.start
                shared = tuple(
                    post
                    for post in before.posts
                    if post.linked and self.line.sentence.text[post.end - offset - 1] == "인"
                )
                phrase.posts = shared + phrase.posts
            linked.append(phrase)
        return linked

    def _came_from(self, before: Phrase, phrase: Phrase) -> bool:
        between = self.words[before.last + 1 : phrase.first]
        return len(between) == 1 and between[0].text in ("출신", "출신의", "출신인") and between[0].gap == " "
