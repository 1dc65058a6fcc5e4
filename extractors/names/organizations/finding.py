"""Read the article whole: collect names, settle which are organisations, then mark every mention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from extractors.document import Document, Mention, MentionKind, Role, Sentence
from extractors.names.organizations.anaphora import resolve
from extractors.names.organizations.candidates import candidates, led_by_brackets
from extractors.names.organizations.institutes import owned, standing_alone
from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.shapes import shaped, unknown
from extractors.names.organizations.statements import other_names, statements
from extractors.names.organizations.units import ending as unit_ending
from extractors.names.organizations.units import units
from extractors.names.words import PARTICLES, Word, words
from extractors.prefilter import Prefilter
from facts.claims import NameStatement

_JOINED = re.compile(r"[가-힣A-Za-z0-9]+")
_OFFICIAL = ("한국", "국립", "국가", "대한")
_LONG = 7
"""Syllables from which an official name is called by an abbreviation of three."""
_ORGANS = (
    "이사회",
    "주주총회",
    "주총",
    "후보추천위원회",
    "추천위원회",
    "추천위",
    "회추위",
    "임추위",
    "사추위",
    "자추위",
    "대추위",
    "행추위",
    "감사위원회",
    "인사위원회",
    "노조",
)
"""Parts of an organisation that act in its name: what they decide is the organisation's doing."""
_NEVER_MAIN = ("위원회", "준비위", "추천위", "거래소", "증권", "신문", "뉴스", "일보")
_IN_PASSING = 2
"""Weight up to which all organisations of an article together may be guests of it."""
_GUEST = re.compile(
    r" (?:[가-힣]{0,4}총장|[가-힣]{0,3}회장|[가-힣]{0,3}사장|이사장|원장|대표(?:이사)?|교수|명예교수)(?![가-힣]{2})"
)
_SAME = ("지주", "대학교", "그룹")
"""Endings with and without which a name means the same body."""
_BODY = re.compile(
    r"(통합법인|합작사|합작법인|신설법인|통합회사|지주사)(?:인|의 이름은|명은)? ?[‘'“\"]?([가-힣A-Za-z0-9]{2,20})"
)
_OF_A_NAME = frozenset({"이", "가", "은", "는", "의", "을", "를"})
"""Particles by which a word that looks like a sister company is a name."""
_CAME_FROM = re.compile(r"(?:을|를)? ?(?:떠난|출신|나온|거친|박차고)")
_CLIPPED = ("서", "다")
"""Particles that the lists of words leave out: the 에서 of headlines and the copula behind a name known already."""
_ATTACHED = ("측", "장", "발", "들")


@dataclass(frozen=True, slots=True)
class Organizations:
    """Everything found; mentions are in the order of the text."""

    mentions: Mapping[int, tuple[Mention, ...]]
    """By the start of their sentence."""
    default: str | None
    """The organisation the article is mainly about."""
    section_defaults: Mapping[int, str]
    """By the number of the item of a round-up: the organisation that the item is mainly about."""
    statements: tuple[NameStatement, ...]
    names: Mapping[str, str]
    """Every form met, and the full name it stands for."""

    def in_sentence(self, sentence: Sentence) -> tuple[Mention, ...]:
        """Organisations, units and places of the sentence, in order; a unit may hold a place or stand inside none."""
        return self.mentions.get(sentence.start, ())


def find(document: Document) -> Organizations:
    """Find the organisations of the article. Linear in its length; never raises on odd text."""
    rows = {sentence.start: words(sentence.text) for sentence in document.sentences}
    names = _settle(document, rows)
    marked: dict[int, list[Mention]] = {}
    patterns = list(names)
    matcher = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
    for sentence in document.sentences:
        text, offset = sentence.text, sentence.start
        found = []
        for which, start, end in matcher.find_matches_as_indexes(text):
            if _bounded(text, start, end):
                form = patterns[which]
                found.append(Mention(MentionKind.ORGANIZATION, form, offset + start, offset + end, names[form]))
        governments = _governments(sentence)
        if governments:
            taken = {mention.start for mention in found}
            found += [mention for mention in governments if mention.start not in taken]
            found.sort(key=lambda mention: mention.start)
        marked[offset] = found
    default = _default(document, marked)
    items = _item_defaults(document, marked, default)
    settled = resolve(document, marked, default, items)
    everything = {
        sentence.start: units(sentence, rows[sentence.start], settled.get(sentence.start, []), names)
        for sentence in document.sentences
    }
    return Organizations(everything, default, items, statements(document, names, everything), names)


@cache
def _government() -> re.Pattern[str]:
    places = "|".join(sorted(lexicon().korean, key=len, reverse=True))
    provinces = "충청북도|충청남도|전라북도|전라남도|경상북도|경상남도|강원도|경기도|제주도|전북도|전남도|경북도|경남도|충북도|충남도"
    return re.compile(
        rf"(?<![가-힣])(?:(?:{places})(?:특별|광역)?시|(?:{provinces}))(?=는|와|과(?!학)|가 |와의|과의|, (?=[가-힣A-Za-z]+(?:대|와|과|,|은|는|이|가)(?![가-힣]))|·)"
    )


@cache
def _governing() -> Prefilter:
    return Prefilter([_government()])


def _governments(sentence: Sentence) -> list[Mention]:
    """Cities and provinces that act: "대전시와 충남대는"; elsewhere they are places."""
    return [
        Mention(
            MentionKind.ORGANIZATION,
            match.group(),
            sentence.start + match.start(),
            sentence.start + match.end(),
            match.group(),
        )
        for match in (_government().finditer(sentence.text) if _governing().possible(sentence.text) else ())
    ]


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a name found in the text stands there as a word and not inside another."""
    if start and (text[start - 1].isalnum()) and text[start - 1] not in "前現新美中日獨英佛":
        return False
    rest = _JOINED.match(text, end)
    if rest is None:
        return True
    tail = rest.group()
    if tail in _CLIPPED:
        return True
    return tail in PARTICLES or (tail[0] in _ATTACHED and (len(tail) == 1 or tail[1:] in PARTICLES))


def _settle(document: Document, rows: Mapping[int, list[Word]]) -> dict[str, str]:
    """Every form of every organisation of the article, and the full name it stands for."""
    score: Counter[str] = Counter()
    for sentence in document.sentences:
        for name, weight in candidates(sentence.text, rows[sentence.start], headline=sentence.role is Role.HEADLINE):
            score[name] += weight
    names = {name: name for name, weight in score.items() if weight >= 2}
    present = Counter([word.text for row in rows.values() for word in row])
    present.update([word.stem for row in rows.values() for word in row if word.particle])
    for name, weight in score.items():
        if weight == 1 and present[name] >= 2 and " " not in name:
            names[name] = name
        elif weight == 1 and " " in name and present[name.split(" ")[0]] >= 2:
            names[name] = name  # the first word stands alone elsewhere: "베르크만 상용차", later "베르크만"
    names.update({form: form for form in _sisters(rows.values(), names)})
    texts = [sentence.text for sentence in document.sentences]
    alone = {name for sentence in document.sentences for name in standing_alone(sentence.text, rows[sentence.start])}
    for name in sorted(alone):
        if name not in names and not owned(name, texts, names):
            names[name] = name
    for text in texts:
        if "(" in text:
            _aliases(text, names)
    led = {name for text in texts for name in led_by_brackets(text)}
    for name in list(names):
        for short in _short_forms(name):
            if short in lexicon().places or not present[short] or short in led:
                continue
            same = name.endswith(_SAME) and not _a_company_of(name, short)
            if short not in names or (names[short] == short and (not shaped(short) or same)):
                names[short] = name
    for name in [name for name in names if name.startswith(_OFFICIAL)]:
        for start in (2, 3):  # "한국융합소재원", later "융합소재원"
            short = name[start:]
            if len(short) >= 3 and present[short] and (short in names or unit_ending(short) != short):
                names[short] = names[name]
    for name in [name for name in names if name.startswith("한국") and len(name) >= _LONG]:
        for short in [short for short in names if len(short) == 3 and _abbreviates(short, name)]:
            names[short] = names[name]
    for body in _bodies(document):
        if body[1] in names:
            names.setdefault(body[0], names[body[1]])
    return {form: name for form, name in names.items() if not (form.endswith(_ORGANS) or _division(form, texts))}


def _division(form: str, texts: Iterable[str]) -> bool:
    """Whether a plain word with 그룹 is a division of a bank: "여신그룹 부행장", "기업금융그룹장"."""
    if not form.endswith("그룹") or form[:-2] not in lexicon().nouns:
        return False
    return any(f"{form} 부행장" in text or f"{form}장" in text for text in texts)


def _a_company_of(name: str, short: str) -> bool:
    """Whether the name without 그룹 is that of a company: 두레중공업 is one of 두레중공업그룹, 두레금융 is 두레금융그룹."""
    ending = next((end for end in lexicon().company_endings if short.endswith(end)), None)
    return name.endswith("그룹") and ending is not None and ending not in ("금융", "지주", "홀딩스")


def _sisters(rows: Iterable[Sequence[Word]], names: Mapping[str, str]) -> Iterator[str]:
    """The sister companies of those named: 한별엔진 beside 한별중공업."""
    heads = {name[:2] for name in names if name[2:] in lexicon().company_endings}
    for row in rows if heads else ():
        for place, word in enumerate(row):
            form = word.stem
            if form[:2] not in heads or form in names or len(form) < 4:
                continue
            following = row[place + 1] if place + 1 < len(row) else None
            before_unit = following is not None and unit_ending(following.text.removesuffix("장"))
            if (word.particle in _OF_A_NAME or (not word.particle and before_unit)) and unknown(form):
                yield form


def _aliases(text: str, names: dict[str, str]) -> None:
    """Names in brackets behind a name: "오르빗AI(OrbitAI)", "울산과학기술원(UNIST)"."""
    for outer, inner in other_names(text):
        known = next((form for form in (outer, outer.split(" ")[-1]) if form in names), None)
        if known is not None:
            names[inner] = names[known]
        elif unit_ending(outer.split(" ")[-1]) and names.get(inner) == inner and not shaped(inner):
            del names[inner]  # the letters of a unit


def _abbreviates(short: str, name: str) -> bool:
    """Whether the syllables of `short` stand in that order in `name`: 항우연 for 한국항공우주연구원."""
    rest = iter(name)
    return all(syllable in rest for syllable in short)


def _bodies(document: Document) -> list[tuple[str, str]]:
    """Words for a new company and its name where both stand together: "통합법인 ‘청솔에너지’"."""
    return [(match[1], match[2]) for match in _BODY.finditer(document.article.content[:20_000])]


def _short_forms(name: str) -> list[str]:
    words = lexicon()
    forms = []
    if " " in name:
        first, rest = name.split(" ", maxsplit=1)
        if first in words.firm_kinds:
            forms.append(rest)
        elif len(first) >= 2:
            forms.append(first)
    for ending, short in words.short_endings.items():
        if name.endswith(ending):
            forms.append(name[: -len(ending)] + short)
    for ending in words.dropped_endings:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            head = name[: -len(ending)].rstrip()
            if head and head not in words.generic_heads and not (shaped(head) and head in words.well_known):
                forms.append(head)
            break
    return forms


def _default(document: Document, marked: Mapping[int, list[Mention]]) -> str | None:
    """The organisation that the headline names first or that the text names most."""
    return _most_named(document.sentences, marked)


def _item_defaults(document: Document, marked: Mapping[int, list[Mention]], default: str | None) -> dict[int, str]:
    """The organisation of each item of a round-up that names any."""
    items: dict[int, list[Sentence]] = {}
    for sentence in document.sentences:
        if sentence.section:
            items.setdefault(sentence.section, []).append(sentence)
    found = {section: _most_named(sentences, marked) for section, sentences in items.items()}
    return {section: name for section, name in found.items() if name is not None and name != default}


def _most_named(sentences: Sequence[Sentence], marked: Mapping[int, list[Mention]]) -> str | None:
    weight: Counter[str] = Counter()
    for sentence in sentences:
        for place, mention in enumerate(marked[sentence.start]):
            above = sentence.text.startswith(" 산하 ", mention.end - sentence.start)
            if above or mention.name.endswith(_NEVER_MAIN):
                continue
            weight[mention.name] += 1
            if _CAME_FROM.match(sentence.text, mention.end - sentence.start):
                continue  # "구글 떠난 과학자"
            if sentence.role is Role.HEADLINE:
                weight[mention.name] += 3 if place == 0 else 2
            elif place == 0:
                weight[mention.name] += 1
    best = max(weight, key=lambda name: weight[name], default=None)
    if best is not None and sum(weight.values()) <= _IN_PASSING and _only_of_a_guest(sentences, marked, best):
        return None
    return best


def _only_of_a_guest(sentences: Sequence[Sentence], marked: Mapping[int, list[Mention]], name: str) -> bool:
    """Whether the text names an organisation only beside somebody's title: whoever speaks at a ceremony says nothing of where it is."""
    places = [(s, m) for s in sentences for m in marked[s.start] if m.name == name]
    return all(
        s.role is not Role.HEADLINE
        and s is not sentences[0]
        and m.start > s.start
        and _GUEST.match(s.text, m.end - s.start)
        for s, m in places
    )
