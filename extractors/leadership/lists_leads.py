"""What the sentence above a list says that its people do: take posts, leave them, hold them, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.document import Document, Role
from facts.claims import LeadershipEvent

_COLUMN = re.compile(r"^\W*(?:\d{1,2}일\s?)?(?:인사|人事)(?![가-힣])")
_OTHER = re.compile(
    r"수상자|수상작|입상자|연사|강연자|발표자|토론자|참석자|참가자|출연자|심사위원|후보|물망|하마평|합격자|장학생|기부자|졸업생|명의|선수|자문단|특보|당선자"
)
"""Lists of people whom nobody appoints."""
_LEAVE = re.compile(r"떠난|떠나는|물러난|물러나는|퇴임|퇴직|퇴사|사임|해임|옷을 벗은|짐을 싼|면직|해촉")
_HOLD = re.compile(r"현황|현재|현직|면면|유임|연임|자리를 지킨")
_POINTS = re.compile(r"명단|다음|아래|[:：]$|같다\.?$")
"""A sentence that points to the list below it."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What a list is of; `event` is that of the rows whose headings say none."""

    orders: bool = True
    event: LeadershipEvent | None = None


NO_LEAD = Lead()


def leads(document: Document) -> dict[int, Lead]:
    """The lead of every row, by where the row starts: told by the sentence right above its list, where that points to it.

    A column of appointments is one whatever stands between its lists.
    """
    if _COLUMN.match(document.article.title):
        return {}
    found: dict[int, Lead] = {}
    lead = NO_LEAD
    for sentence in document.sentences:
        if sentence.role is Role.LIST:
            found[sentence.start] = lead
        else:
            lead = _lead_of(sentence.text)
    return found


def _lead_of(text: str) -> Lead:
    if _POINTS.search(text) is None:
        return NO_LEAD
    if _OTHER.search(text) is not None:
        return Lead(orders=False)
    if _LEAVE.search(text) is not None:
        return Lead(event=LeadershipEvent.LEFT)
    return Lead(event=LeadershipEvent.HOLDS) if _HOLD.search(text) is not None else NO_LEAD
