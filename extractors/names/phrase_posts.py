"""The posts of a run of titles, with the organisation and the unit that the words around them name."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.document import MentionKind
from extractors.names import naming
from extractors.names.organizations.lexicon import lexicon as organization_words
from extractors.names.organizations.shapes import of_nouns, shaped
from extractors.names.phrase_frame import Frame
from extractors.names.phrases import Post
from extractors.names.titles import TitleKind, lexicon, read_title
from extractors.names.tokens import Word

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
_INSTITUTE = re.compile(r"[가-힣]{3,}(?:연구원|진흥원|평가원|개발원|정보원|기술원|과학원)")
"""What somebody once headed, where nothing larger is named: an organisation and no part of one."""
_BODY = re.compile(r"(?:학교|의료|사단|재단|사회복지)법인 ?(?P<name>[가-힣A-Za-z]{2,20})")
"""A legal body in brackets behind a title: "이사장(학교법인 두레학원)"."""
_HOUSE_OF_STATE = re.compile(
    r"(?:중앙|국립|국가)[가-힣]{2,}(?<!연구)(?<!개발)(?:관리소|관리원|박물관|도서관|미술관|과학관|극장|병원|검역소|검역원|교육원|수련원|위원회|연수원)"
)
"""An office of the state by its name: nothing that the article is about has it as a part."""
_HOUSE = re.compile(r"[가-힣A-Z]{4,}(?:연구소|연구원|진흥원|평가원|개발원|정보원|기술원|과학원|위원회|공단|재단)")
_ONCE_NOTED = re.compile(r"(?:전|前) ")
"""At the head of brackets: what was held before ("명예교수(전 두레연구소장)")."""
_ONCE = frozenset({"이던", "이었던", "였던", "던"})


def _titles_in(word: Word) -> list[tuple[str, int]]:
    """The parts of the notes behind a title: "(CFO·부사장)" has two."""
    return [
        (match.group(), start + match.start())
        for note, start in word.notes
        for match in re.finditer(r"[^·,/\s]+", note)
    ]


class Posts(Frame):
    """Reads posts."""

    def _posts(self, rest: list[int], owner: list[int], first: int, last: int, status: str) -> tuple[Post, ...]:
        posts: list[Post] = []
        where = rest
        place = first
        organization, lead = self._place(where, owner, self.words[first])
        organization = organization or next(
            (match["name"] for match in map(_BODY.fullmatch, self._notes(last)) if match), None
        )
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
            if title.text in ("직무대행", "권한대행", "대행") and posts:
                held = posts.pop()
                posts.append(replace(held, title=f"{held.title} {title.text}", acting=True, end=word.end))
            elif title.kind is not TitleKind.PERSONAL:
                posts.append(self._post(word, organization, lead, status))
            once = any(_ONCE_NOTED.match(note) for note, _ in word.notes)
            for note, start in _titles_in(word):
                inner = read_title(note)
                if inner is not None and inner.length == len(note) and inner.kind is not TitleKind.PERSONAL:
                    house = once and inner.unit is not None and _HOUSE.fullmatch(inner.unit) is not None
                    posts.append(
                        Post(
                            inner.text,
                            inner.kind,
                            inner.unit if house else organization,
                            None if house else inner.unit,
                            "former" if once else status,
                            inner.acting,
                            start=start,
                            end=start + len(note),
                        )
                    )
            lead = []
            place += 1
        return tuple(posts)

    def _notes(self, place: int) -> list[str]:
        return [note for note, _ in self.words[place].notes]

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
            if (
                lead and unit and (lead[-1].endswith(unit) or len(unit) == 1)
            ):  # "뇌영상연구단 마동휘 단장", "아트센터 관장"
                unit = " ".join(lead)
            elif status == "former" and organization is None and len(lead) == 1 and self._names_a_house(lead[0]):
                organization = lead[0]  # "전 두레연금 기금운용본부장"
            elif lead:
                unit = " ".join([*lead, unit]) if unit else " ".join(lead)
                text = " ".join([*lead, text])
            elif status == "former" and unit and organization is None and _INSTITUTE.fullmatch(unit):
                organization, unit = unit, None
        elif lead and (lead[-1].endswith(lexicon().units) or lead[-1] == "이사회"):
            unit = " ".join(lead)
        return Post(
            text, title.kind, organization, unit, status, title.acting, title.post, start=word.start, end=word.end
        )

    @staticmethod
    def _names_a_house(word: str) -> bool:
        """Whether a word before a unit that somebody once headed may be the organisation and is no larger unit."""
        return len(word) >= 3 and not word.endswith(lexicon().units) and word not in naming.lists().common

    def _heads_organization(self, word: Word) -> str | None:
        """The organisation that the title is the head of: "국립바다원장", "조달청장", "금융위원장"."""
        unit = word.title.unit if word.title else None
        if unit and (unit in organization_words().government or _HOUSE_OF_STATE.fullmatch(unit)):
            return unit
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
            ) and mention.start >= after:
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
            if self.words[p].start >= after
            and self.words[p].text not in _DESCRIPTORS
            and not self._is_status(p)
            and self.words[p].text != "겸"
        ]
        verbs = [at for at, p in enumerate(left) if naming.verbal(self.words[p].text) and not self._whole(p)]
        left = left[verbs[-1] + 1 :] if verbs else left  # "옮겨 본부장을"
        texts = [self.words[p].text if self.words[p].role != "g" else self.words[p].stem for p in left]
        office = title.title is not None and title.title.kind is TitleKind.OFFICE
        if organization is not None and office and len(texts) == 1 and texts[0].isascii() and left[0] not in owner:
            texts, organization = [], f"{organization} {texts[0]}"  # "LG CNS", where only the first word is known
        if organization is None and left:
            texts, organization = self._guess(left, texts, title)
        return organization, texts

    def _stage(self, title: Word) -> str | None:
        """The place of "노바링크에서는 CEO인 …", where it looks like a name."""
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
        kind = max((at for at, text in enumerate(texts[:-1]) if naming.kind(text)), default=-1)
        left, texts = left[kind + 1 :], texts[kind + 1 :]  # "국내 보안업체 두레원 대표"
        if (
            re.fullmatch(
                r"[가-힣A-Z\-]*(?:얼라이언스|컨소시엄)|[가-힣]{2,}(?:협의회|협의체|연맹|연합회|동맹)", texts[0]
            )
            and len(texts) == 1
        ):
            return [], texts[0]
        if re.fullmatch(r"[가-힣A-Z]{3,}(?:연구원|기술원|과학원|진흥원|개발원)", texts[0]) and len(texts) == 1:
            return [], texts[0]
        places = organization_words().places
        if (texts[0][-1] in "시군구" and texts[0][:-1] in places) or (texts[0][-1] == "도" and texts[0] in places):
            return texts[1:], texts[0]  # "서울시 문화본부장"
        if self.line.mention_at(self.words[left[0]].start, self.words[left[0]].stem_end) is not None:
            return texts, None
        if texts[0][0].isdigit() or texts[0].endswith("동안"):  # "1976년생의", "18명의"
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
        if of_nouns(texts[0]) and not shaped(texts[0]) and self.words[left[0]].role != "g":
            return texts, None  # "계약상대 대표"
        if texts[0].endswith(("히", "게", "껏")):  # "무난히 사내이사로"
            return texts[1:], None
        if any(naming.verbal(text) for text in texts[:2]) or texts[0] in naming.lists().common:
            return texts, None
        return [], " ".join(texts[:2])
