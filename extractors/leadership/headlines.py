"""Headlines leave particles and verbs out: "새 대표에 마동휘 부사장", "홍길동 대표 사임…후임 미정"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.leadership.context import Context
from extractors.leadership.found import Found, is_leader, leading
from extractors.leadership.places import own_organization
from extractors.leadership.plain import status_of
from extractors.names.people import People
from extractors.names.phrases import Line, Phrase
from facts.claims import LeadershipEvent, Modality

_TAKEN = re.compile(
    r" ?(?:전격 |공식 |신규 )?(?:선임|임명|영입|발탁|취임|낙점|위촉|선출|승진|합류|이동|부임|발령)(?=$|[\s…,·”’\"'!])"
)
_RISES = re.compile(r" ?(?:에|로|으로)? ?(?:오른다|올라|맡는다|맡아|간다|앉는다|됐다|된다)(?=$|[\s…,·”’\"'!])")
_PLANNED = re.compile(r" ?(?:전격 |공식 )?내정(?=$|[\s…,·”’\"'!])")
_GONE = re.compile(r" ?(?:전격 |돌연 |자진 )?(?:사임|퇴임|사퇴|퇴진|용퇴|해임|경질)(?=$|[\s…,·”’\"'!])")
_GOES = re.compile(
    r", (?:[가-힣A-Za-z0-9]+ ){0,4}?(?P<verb>사임|퇴임|사퇴|퇴진|용퇴|하차|물러난다|물러나|떠난다|떠나|(?P<plan>사의(?: 표명)?))(?=$|[…,·”’\"'!])"
)
"""Behind a name and a comma: that somebody goes."""
_DOUBTED = re.compile(
    r"(?:사임|퇴임|사퇴|퇴진|교체|해임|경질|용퇴|내정|영입|선임|이적|이직|합류|임명|취임|연임)설|일축|부인|사실무근|아니|루머|안 한다|않"
)
"""Only doubts of comings and goings: 건설 and 신설 end in the same syllable."""
_NEAR = 5
_ENDS = re.compile(r"$|[…,·”’\"'!]|\s*$")


def headline(line: Line, people: People, context: Context, topic: str | None) -> Iterator[Found]:
    """What a headline without verbs tells. Questions tell nothing."""
    text, offset = line.sentence.text, line.sentence.start
    if text.rstrip("”’\"' ").endswith("?"):
        return
    for before, phrase in zip([None, *line.phrases], line.phrases, strict=False):
        if not is_leader(phrase) or phrase.role:
            continue
        rest = text[phrase.end - offset :]
        rest = rest[rest.index(")") + 1 :] if rest.startswith("(") and ")" in rest else rest
        put = _into(before, phrase)
        goes = _GOES.match(rest)
        if goes is not None and not _DOUBTED.search(rest):
            posts = [p for p in phrase.posts if leading(p) and status_of(p) == ""]
            place = own_organization(phrase, posts[0], line, people, context, topic) if posts else None
            event, modality = LeadershipEvent.LEFT, Modality.PLANNED if goes["plan"] else Modality.ASSERTED
        elif (seat := _behind(phrase, line)) is not None:
            posts = list(seat.posts)
            place = next((p.organization for p in posts if p.organization), None)
            place = place or own_organization(phrase, posts[0], line, people, context, topic)
            modality = Modality.PLANNED if _PLANNED.match(text[seat.end - offset :]) else Modality.ASSERTED
            event = LeadershipEvent.APPOINTED
        elif put is not None and (_TAKEN.match(rest) or _PLANNED.match(rest) or _ENDS.match(rest)):
            posts = list(put.posts)
            place = next((p.organization for p in posts if p.organization), None) or context.of_post(posts, topic)
            modality = Modality.PLANNED if _PLANNED.match(rest) else Modality.ASSERTED
            event = LeadershipEvent.APPOINTED
        elif _TAKEN.match(rest) and put is None and not _DOUBTED.search(rest):
            sought = context.vacancy_in(line) if "교체" in text[: phrase.start - offset] else None
            posts = (
                [sought] if sought is not None else [p for p in phrase.posts if leading(p) and status_of(p) != "former"]
            )
            place = own_organization(phrase, posts[0], line, people, context, topic) if posts else None
            event, modality = LeadershipEvent.APPOINTED, Modality.ASSERTED
        elif _GONE.match(rest):
            posts = [p for p in phrase.posts if leading(p) and status_of(p) == ""]
            place = own_organization(phrase, posts[0], line, people, context, topic) if posts else None
            event, modality = LeadershipEvent.LEFT, Modality.ASSERTED
        else:
            continue
        if place is not None and any(leading(p) for p in posts):
            found = Found.of(phrase, place, posts, event, "headline", line, modality=modality)
            yield found.as_event()


def _into(before: Phrase | None, phrase: Phrase) -> Phrase | None:
    """The post right before a person, with 에 or (으)로."""
    if before is None or before.person is not None or before.role not in ("a", "r") or phrase.first - before.last > 1:
        return None
    return before


def _behind(phrase: Phrase, line: Line) -> Phrase | None:
    """The post behind a person and a comma that the person comes to: "설민아 상무, 가람전자 CFO로", "…, 전무 승진"."""
    text, offset = line.sentence.text, line.sentence.start
    if text[phrase.end - offset : phrase.end - offset + 1] != ",":
        return None
    seat = next((p for p in line.phrases if p.first > phrase.last), None)
    if seat is None or seat.person is not None or not seat.posts or seat.first - phrase.last > _NEAR:
        return None
    rest = text[seat.end - offset :]
    if any(word.role in ("o", "s", "t") for word in line.words[phrase.last + 1 : seat.first]) or _DOUBTED.search(rest):
        return None
    if any(word.text == "출신" for word in line.words[phrase.last + 1 : seat.last + 1]):
        return None  # "해든텍, 구글 출신 CMO 선임"
    told = _TAKEN.match(rest) or _PLANNED.match(rest) or _RISES.match(rest)
    return seat if told or (seat.role == "r" and _ENDS.match(rest)) else None


__all__ = ["headline"]
