"""The dates of a sentence, resolved, and what each of them dates: the event, the telling, the edge of a span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.document import Bound, DateMention, Document, Sentence
from extractors.when.forms import found
from extractors.when.resolve import NOTHING, SpokenOf, resolved
from extractors.when.tense import PAST, PRESENT
from facts.dates import PartialDate

_LOCAL_TIME = re.compile(
    r"\s?\(\s?(?:이하\s?)?(?:현지\s?시[간각]|한국\s?시[간각]|미국시간|[월화수목금토일])[^()]{0,12}\)"
)
_ANNOUNCING = (
    "밝혔|밝힌|밝혀|공시했|공시한|발표했|발표한|발표하|전했|전한|알렸|알린|말했|설명했|소개했|보도했|보도한|공개했|덧붙|고지했|통보했|"
    "보고했|강조했|주장했|내다봤|공고했|안내했|귀띔|예고했"
)
_TELLS_AT_ONCE = re.compile(
    rf"\s?(?:\([^)]{{1,12}}\)\s?)?(?:(?:오전|오후|새벽|저녁|밤|공식|각각|일제히|뒤늦게|나란히|직접)\s?)*(?:{_ANNOUNCING})"
    r"|\s?(?:오전|오후)?\s?[^,.“”]{0,24}(?:에|의)\s?(?:따르면|의하면|말을 종합하면)"
    r"|\s?(?:기자회견|간담회|콘퍼런스콜|컨퍼런스콜|브리핑|취임사|신년사|보도자료|입장문)"
)
_QUOTED = re.compile(r"[“\"‘'][^“”\"‘’']*[”\"’']")
_PREDICATE = re.compile(
    r"[가-힣]+(?:했고|됐고|했으며|됐으며|했으나|했지만|했는데|하고|되고|하며|하면서|해서|하여|한\s뒤|한\s데|는다는|한다는|된다는|했다는|됐다는|었다는|기로|"
    r"다고|라고|라며|다며|다|열고|열어|맺고|맺어|갖고|거쳐|통해|한\s사실(?:도|을|이)?|된\s사실(?:도|을|이)?)(?=[\s,.”\"]|$)"
)
_CONTENT = re.compile(rf"(?<![{PAST}])(?:다고|라고|다며|라며|다는|기로)$")
_TELLING = re.compile(rf"(?:{_ANNOUNCING})(?:다|고|으며|습니다)?$")
_AHEAD = re.compile(
    rf"예정|계획|방침|전망|목표|내정|할\s것|될\s것|기로\s?(?:했|한|하|결정|의결|확정)|겠다|[{PRESENT}는]다(?:[.”\"\s]|$|고\s)"
)
_DONE = re.compile(
    rf"(?:[{PAST}])(?:다|고|으며|으나|지만|는데|던|습니다)|[가-힣](?:한|된|던)\s(?:바\s|뒤|데|지\s|것으로)|[은는]\s지\s"
)
_SINCE = re.compile(r"\s?부터")
_UNTIL = re.compile(r"\s?까지")
_IN_FORCE = re.compile(r"\s?(?:자|부)(?:로|이?다|\s|$|[)\],.])")
_LABELLED = re.compile(r"(?:시행|발령|적용|취임|부임|임용)(?:일|일자|\s날짜)?[은는]\s(?:\S{1,4}\s)?$")
"""Right before a date: it is the one from which something holds ("시행일은 12월 1일이다")."""
_EDGE = re.compile(r"\s?(?:부터|까지|자|부로|부\s)")
_TOLD = re.compile(rf"(?:다고|라고)\s(?:{_ANNOUNCING})(?:다|습니다)[.”\"]?$")
_LOOK = 160
"""Characters of the clause after a date in which its tense is looked for."""


def dates(sentence: Sentence, published: date, context: SpokenOf | None = None) -> tuple[DateMention, ...]:
    """The dates of a sentence in the order of the text; `context` is what was spoken of before it.

    Relative and incomplete dates are resolved against `published`, "이날" and "같은 해" against the date last spoken of,
    and keep their precision: quarters, halves and the ends of a year are the year alone. Spans ("3개월 만에") are no dates.
    """
    text = sentence.text
    mentions: list[DateMention] = []
    last = context or NOTHING
    for _, match in found(text):
        ahead = looks_ahead(text[match.end() : match.end() + _LOOK])
        value = _joined(text, mentions, match, sentence.start) or resolved(
            match.groupdict(), published, last, ahead=ahead, in_force=_holds_from(text, match.start(), match.end())
        )
        if value is None:
            continue
        end = match.end()
        if local := _LOCAL_TIME.match(text, end):
            end = local.end()
        bound = Bound.SINCE if _SINCE.match(text, end) else Bound.UNTIL if _UNTIL.match(text, end) else Bound.AT
        mentions.append(
            DateMention(
                value=value,
                text=match.group(),
                start=sentence.start + match.start(),
                end=sentence.start + match.end(),
                announces=value.first <= published and _announces(text, end, value.day is not None),
                bound=bound,
            )
        )
        last = SpokenOf(day=value if value.day is not None else last.day, date=value)
    return tuple(_outer_day_announces(sentence, mentions))


def _outer_day_announces(sentence: Sentence, mentions: list[DateMention]) -> list[DateMention]:
    """Of two days before what is told the first is that of the telling ("19일 … 양해각서를 전날 교환했다고 밝혔다")."""
    days = [mention for mention in mentions if mention.value.day is not None and mention.bound is Bound.AT]
    if len(days) < 2 or days[0].announces or days[1].announces or not _TOLD.search(sentence.text):
        return mentions
    outer, inner = days[:2]
    between = sentence.text[outer.end - sentence.start : inner.start - sentence.start]
    if inner.value.first >= outer.value.first or _TENSED.search(between):
        return mentions
    return [replace(mention, announces=True) if mention is outer else mention for mention in mentions]


def _joined(text: str, mentions: Sequence[DateMention], match: re.Match[str], offset: int) -> PartialDate | None:
    """A bare day joined to a day before it ("5월 3일과 7일") lies in the same month."""
    groups = match.groupdict()
    if not mentions or groups.get("d") is None or groups.get("m") or groups.get("rm") or groups.get("dir"):
        return None
    before = mentions[-1]
    between = text[before.end - offset : match.start()]
    if (
        before.value.day is None
        or len(between) > 3
        or between.strip() not in {",", "·", "~", "∼", "-", "과", "와", "및"}
    ):
        return None
    try:
        return PartialDate(before.value.year, before.value.month, int(groups["d"] or 0))
    except ValueError:
        return None


def _holds_from(text: str, start: int, end: int) -> bool:
    """Whether the date from `start` to `end` is one from which an order or a term holds, in the past or to come."""
    if _SINCE.match(text, end):
        return _DONE.search(text, end, end + _LOOK) is None
    return _IN_FORCE.match(text, end) is not None or _LABELLED.search(text, 0, start) is not None


def looks_ahead(rest: str) -> bool:
    """Whether the clause that begins `rest` speaks of what is to come: its first mark of tense decides."""
    rest = _QUOTED.sub("", rest)
    ahead, done = _AHEAD.search(rest), _DONE.search(rest)
    return ahead is not None and (done is None or ahead.start() < done.start())


def _announces(text: str, end: int, to_the_day: bool) -> bool:
    """Whether the date that ends at `end` dates the telling: an announcing verb is the first predicate after it."""
    rest = text[end : end + 240]
    if _TELLS_AT_ONCE.match(rest):
        return True
    if not to_the_day or _EDGE.match(rest):
        return False
    plain = _QUOTED.sub(lambda quote: " " * len(quote.group()), rest)
    # What is told in the present tense is the content of the telling ("24일 … 옮긴다고 발표했다"): look on for its verb.
    first = next((match for match in _PREDICATE.finditer(plain) if _CONTENT.search(match.group()) is None), None)
    return first is not None and _TELLING.search(first.group()) is not None


def dates_of(document: Document) -> tuple[tuple[DateMention, ...], ...]:
    """The dates of every sentence, each read with what was spoken of before; aligned with `document.sentences`."""
    read: list[tuple[DateMention, ...]] = []
    main: PartialDate | None = None  # the day of what the article is about: the first day that dates an event
    here: PartialDate | None = None  # the day that the paragraph is at
    named: PartialDate | None = None  # the date named last
    paragraph = -1
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph, here = sentence.paragraph, None
        mentions = dates(sentence, document.published, SpokenOf(day=here or main, date=named))
        read.append(mentions)
        for mention in mentions:
            named = mention.value
            if mention.value.day is None or mention.announces or mention.bound is Bound.UNTIL:
                continue
            if not _inside_noun_phrase(sentence, mention):
                main = main or mention.value
                here = mention.value
    return tuple(read)


_DESCRIBING = re.compile(r"[가-힣]{2}[한된]\s(?!바\s|뒤|후|데\s)|(?:맺은|세운|연|열린)\s")
_TENSED = re.compile(rf"[{PAST}](?:다|고|으며|으나|지만|습니다)|[가-힣](?:하고|되고|열고|맺고)\s")


def _inside_noun_phrase(sentence: Sentence, mention: DateMention) -> bool:
    """Whether the date belongs to a clause that only describes a noun ("지난 9일 체결한 사실")."""
    rest = sentence.text[mention.end - sentence.start :][:_LOOK]
    done, describing = _TENSED.search(rest), _DESCRIBING.search(rest)
    return describing is not None and (done is None or describing.start() < done.start())
