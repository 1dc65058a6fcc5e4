"""Where the article itself says that two names mean one thing: names in brackets, and renamings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.document import Document, Mention, MentionKind, Sentence
from extractors.names.organizations.lexicon import lexicon
from extractors.names.organizations.units import is_lab
from extractors.when import event_date
from facts.claims import NameKind, NameRelation, NameStatement

BRACKETED = re.compile(
    r"([가-힣A-Za-z0-9][가-힣A-Za-z0-9&]*(?: [가-힣A-Za-z]+)?)\((?P<mark>옛|구|현|전|前|現)? ?([A-Za-z가-힣一-龥][A-Za-z0-9가-힣一-龥&.\- ]{1,40})(?:·[가-힣]+)?\)"
)
"""A name and what stands in brackets behind it."""
_NAME = r"(?:[‘'“\"](?P<{0}_quoted>[^‘’'“”\"]{{2,24}})[’'”\"]|(?P<{0}>(?:[A-Za-z0-9&]+ )?[가-힣A-Za-z0-9&\-]{{2,20}}?|[A-Z]))(?:\([^()]{{1,40}}\))?"
_CHANGES = r"(?:바꾸|바꿔|바꿨|바꾼|변경|고쳐|고친|교체|새로 달|개칭|바뀌|바뀐)"
_WORD = r"(?:사명|상호|회사명|법인명|기관명|명칭|이름|간판|교명|브랜드명)"


def other_names(text: str) -> Iterator[tuple[str, str]]:
    """Each name in the text and the one in another script that stands in brackets behind it."""
    for match in BRACKETED.finditer(text):
        inner = match[3].strip()
        plain = match["mark"] is not None or inner in lexicon().not_latin or re.fullmatch(r"[가-힣 ]+", inner)
        if not plain and not _NO_NAME.match(inner) and not _PERSON_BEHIND.match(text, match.end()):
            yield match[1], inner
    if "이하" in text or "약칭" in text:
        yield from ((match[1], match[2]) for match in _HEREAFTER.finditer(text))


_HEREAFTER = re.compile(r"([가-힣A-Za-z0-9&]{4,})\((?:이하|약칭) ?[‘'“\"]?([가-힣A-Za-z0-9&]{2,12})[’'”\"]?\)")
"""A short name that the text gives for what follows: "한빛재료연구회(이하 한재연)"."""
_RENAMED = (
    ("renamed_from_to", re.compile(rf"{_WORD}(?:을|를|도|이|은)? {_NAME.format('old')}에서 {_NAME.format('new')}(?:으로|로) {_CHANGES}")),
    ("renamed_word_last", re.compile(rf"{_NAME.format('old')}에서 {_NAME.format('new')}(?:으로|로) {_WORD}(?:을|를|도|이|은) {_CHANGES}")),
    ("renamed_to", re.compile(rf"{_WORD}(?:을|를|도|이|은)? {_NAME.format('new')}(?:으로|로) {_CHANGES}")),
    ("renamed_to_word_last", re.compile(rf"{_NAME.format('new')}(?:으로|로) {_WORD}(?:을|를|도|이|은) {_CHANGES}")),
    ("formerly", re.compile(rf"{_NAME.format('new')}의 전신인 {_NAME.format('old')}(?=[은는이가을를에의와과로,.]|$)")),
)  # fmt: skip
_RENAMING = re.compile(rf"{_WORD}|전신인 ")
"""A cheap look before the patterns: a word for name stands in the sentence."""
_PERSON_BEHIND = re.compile(
    r" ?(?:·|최고|대표|CEO|C[TFO]O|사장|회장|부사장|전무|상무|박사|교수|소장|원장|총괄|지사장|전 |의장|수석)"
)
_NO_NAME = re.compile(
    r"^(?:[A-Z]?\d{4,}|이하|이후|당시|현지|사진|사장|대표|회장|연합|종합|가칭|단위|기준|주|약|총|본사)"
)


def statements(
    document: Document, names: Mapping[str, str], mentions: Mapping[int, Sequence[Mention]]
) -> tuple[NameStatement, ...]:
    """Aliases in brackets and renamings that the article states, each pair once, in the order of the text."""
    found: dict[tuple[str, str], NameStatement] = {}
    for sentence in document.sentences:
        for statement in _in_sentence(document, sentence, names, mentions.get(sentence.start, ())):
            found.setdefault(statement.names, statement)
    return tuple(found.values())


def _in_sentence(
    document: Document, sentence: Sentence, names: Mapping[str, str], mentions: Sequence[Mention]
) -> Iterator[NameStatement]:
    text = sentence.text
    if "(" in text:
        for match in BRACKETED.finditer(text):
            if not _PERSON_BEHIND.match(text, match.end()):
                yield from _alias(sentence, match, names)
    if _RENAMING.search(text) is None:
        return
    for rule, pattern in _RENAMED:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            old = groups.get("old_quoted") or groups.get("old") or _subject(sentence, mentions, match.start())
            new = groups.get("new_quoted") or groups.get("new")
            if old is None or new is None or old == new or len(new) < 2:
                continue
            offset = sentence.start
            yield NameStatement(
                kind=NameKind.LAB if is_lab(new) else NameKind.ORGANIZATION,
                relation=NameRelation.RENAMED,
                names=(names.get(old, old), new),
                date=event_date(sentence, offset + match.start(), offset + match.end(), document.published)
                if rule != "formerly"
                else None,
                evidence=sentence.evidence,
                rule=f"names.ko.{rule}",
            )
            return


def _alias(sentence: Sentence, match: re.Match[str], names: Mapping[str, str]) -> Iterator[NameStatement]:
    outer, mark, inner = match[1], match["mark"], match[3].strip()
    known = next((form for form in (outer, outer.split(" ")[-1]) if form in names), None)
    lab = None if known is not None or not is_lab(outer) else outer
    if (known is None and lab is None) or inner in lexicon().not_latin or _NO_NAME.match(inner):
        return
    hangul = re.fullmatch(r"[가-힣 ]+", inner) is not None
    if hangul and mark is None:
        return  # a place, a person, a remark: only a foreign script or a mark makes it a name
    name = names[known] if known is not None else outer
    renamed = mark in ("옛", "구", "전", "前")
    if name != inner:
        yield NameStatement(
            kind=NameKind.LAB if lab is not None else NameKind.ORGANIZATION,
            relation=NameRelation.RENAMED if mark is not None else NameRelation.ALIAS,
            names=(inner, name) if renamed else (name, inner),
            evidence=sentence.evidence,
            rule="names.ko.bracketed",
        )


def _subject(sentence: Sentence, mentions: Sequence[Mention], before: int) -> str | None:
    """The name of what is renamed: the nearest organisation or unit before that is a subject or an object."""
    for mention in reversed(mentions):
        end = mention.end - sentence.start
        if mention.kind is MentionKind.PLACE or end > before or mention.members:
            continue
        if re.match(r"[’'”\"]?(?:은|는|이|가|을|를|의|도)(?![가-힣])|[,(]", sentence.text[end:]):
            return mention.name
    return None
