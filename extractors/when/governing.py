"""Which date of a sentence belongs to an event: the nearest that governs its clause, the telling left aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors.document import Bound, DateMention, Sentence
from extractors.when.dates import dates
from extractors.when.occasion import Occasion
from extractors.when.tense import PAST
from facts.dates import PartialDate

_CLOSED = re.compile(
    rf"(?:[{PAST}](?:고|으며|으나|지만|는데|다며|다고|습니다)|다[.”\"]|”\s?(?:며|라며|고|라고)|라며|다며|이며|이고|한\s데\s이어|데\s이어)(?=[\s,”\".]|$)"
)
"""What ends a clause of its own time: a tensed connective. A plain -고 or -어 carries the date on."""
_HELD = re.compile(r"(?:총회|주총|이사회|회의)[를을]\s(?:열|개최|소집)\S{1,3}$")
"""A meeting that "was held, but": what it decided is of the same day."""
_DESCRIBES = re.compile(
    r"(?:[가-힣]{2,}[한된]|일한|[맡맺얻받찾뽑앉품남]은|(?:내세|세|키|메|치|배|이어받)운|이끈|옮긴|물러난|떠난|빠진|만든|꾸린|차린|열린|나온|들어선|뽑힌|벌인|"
    r"사들인|넘긴|합친|끝난|끝낸|갈라선|[아어여해]\s?온|[가-힣]던|(?<![가-힣])(?:연|둔|산|판)|내놓은|데려온|지낸|거친|보낸)\s"
    r"(?!바\s|것(?:이|으)|지\s|뒤|후|데\s|다음|적\s|직후)"
)
"""A predicate that describes the noun after it ("인수한 ", "이끌어 온 ")."""
_NO_EVENT = re.compile(
    r"(?:위|대|관|통|의|인|향|비롯|포함|가능|필요|다양|중요|특별|유일|강력|관련|해당|신속|우수|건강|동일|보유|위치|소재|속|출신|"
    r"안정|확고|탁월|뛰어|못|또|최대|무|권|북|이러|그러|어떠)한\s$|[가-힣]던\s$|지낸\s$|거친\s$|둔\s$"
)
"""What looks like it and dates nothing: adjectives, states, and what somebody used to be when the dated thing happened."""
_TOPIC_BEFORE = re.compile(r"[은는이가도서],?\s?$|^\W*$")
_TOPIC_AFTER = re.compile(r"\s?(?:자로|부로|에는|에도|엔|에|은|는),?\s")
_OVER = re.compile(r"^\S{0,4}(?:고|며|면서|한\s뒤|한\s후),?\s|^\S{0,3}(?:해|하여|어|여|한|된|던|온),?\s")
_AFTERWARDS = re.compile(r"\s?(?:이후|이래)")
_NOT_YET = re.compile(r"려던|계획|예정|방침|방안")
_AFTER_NOUN = re.compile(r"^[^.!?“”]{0,60}$")


_DONE = re.compile(rf"^\S{{0,10}}?[{PAST}]|^[^.]{{0,40}}?[{PAST}](?:다|고|으며|으나|지만|습니다)")
_SAID = re.compile(r"것\s?아니|(?:말|얘기|이야기)[이도]\s|관측|소문|하마평|전망|사실무근")
_DECIDED = re.compile(r"내정|추천|낙점|사의|후보|예정|계획")
_CLAUSE = 60
"""Characters behind a trigger in which its tense stands."""


def event_date(
    sentence: Sentence,
    start: int,
    end: int,
    published: date,
    *,
    mentions: Sequence[DateMention] | None = None,
    until: bool = False,
    occasion: Occasion | None = None,
) -> PartialDate | None:
    """The date of the event whose trigger stands at `start` to `end` (offsets in the article); None where none is given.

    Dates of the telling never count. An end ("2021년까지") counts where it is still to come, as the term of a plan, and with
    `until`, which a caller sets for an event that is the end of something. `mentions` are the sentence's dates where the caller has read them with the whole article.
    """
    if occasion is not None and occasion.term:
        return occasion.value
    known = dates(sentence, published) if mentions is None else mentions
    usable = [m for m in known if not m.announces and (until or m.bound is not Bound.UNTIL or m.value.last > published)]
    before = [m for m in usable if m.end <= start]
    for mention in reversed(before):
        if _carries(sentence.text, mention, mention.end - sentence.start, start - sentence.start):
            return mention.value
    for mention in usable:
        if (
            mention.start >= end
            and _AFTERWARDS.match(sentence.text, mention.end - sentence.start) is None
            and mention.bound is Bound.AT
            and not _DESCRIBES.match(sentence.text, start - sentence.start)
            and _follows(sentence.text[end - sentence.start : mention.start - sentence.start])
        ):
            return mention.value
    if occasion is not None and (occasion.in_force or _happened(sentence.text[start - sentence.start :][:_CLAUSE])):
        return occasion.value
    return None


def _happened(from_trigger: str) -> bool:
    """Whether the trigger that begins the text is told as done, and not as a mere decision."""
    return (
        _DECIDED.match(from_trigger) is None
        and _SAID.search(from_trigger) is None
        and _DONE.search(from_trigger) is not None
    )


def _carries(text: str, mention: DateMention, first: int, last: int) -> bool:
    """Whether a date that ends at `first` still holds at the trigger that begins at `last`."""
    between = _without_quotes(text[first:last])
    if any(_HELD.search(between[: match.end()]) is None for match in _CLOSED.finditer(between)) or (
        mention.value.day is None and "고, " in between
    ):
        return False
    spent = [match for match in _DESCRIBES.finditer(between) if _spends(match.group(), mention)]
    if not spent:
        return True
    if mention.bound is not Bound.AT:
        return False
    if _TOPIC_AFTER.match(between):
        return True
    adjacent = len(between[: spent[0].start()].split()) <= 1
    stands_high = _TOPIC_BEFORE.search(text[: first - len(mention.text)]) is not None
    return mention.value.day is not None and stands_high and not adjacent


def _spends(predicate: str, mention: DateMention) -> bool:
    """Whether a describing predicate takes the date for itself; a habit ("맡던") takes no more than a beginning."""
    if _NO_EVENT.search(predicate):
        return mention.bound is not Bound.AT and not predicate.endswith("한 ")
    return True


def _follows(between: str) -> bool:
    """Whether a date stands close enough behind the trigger to date it: in brackets, or later in the same short clause."""
    if _NOT_YET.search(between) or _OVER.match(between):
        return False
    if between.startswith(("(", "일(")) or re.fullmatch(r"[^()\s]{0,4}\(", between):
        return True
    return (
        len(between) <= 30
        and not _CLOSED.search(between)
        and re.search(r"[.!?]", between) is None
        and _AFTER_NOUN.match(between) is not None
    )


def _without_quotes(text: str) -> str:
    return re.sub(r"[“‘][^“”‘’]*[”’]", lambda quote: " " * len(quote.group()), text)
