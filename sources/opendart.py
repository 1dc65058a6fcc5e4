"""Disclosures of Korea's Financial Supervisory Service (OpenDART), as a source beside the feeds: off without a key.

Changes of chief executives and acquisitions of shares stand there with their day. Written after the service's developer
guide (list.json); tested against a server that answers as documented, never tried against the live one. More than a
thousand requests a minute may be blocked; this asks once a company and poll.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from sources.errors import BadAnswer, PermanentError, SourceError, Throttled, TransientError
from sources.feeds import Document, Feed, FeedState, Poll, RawEntry
from sources.http import Client, Response
from sources.outcomes import failed
from sources.polling import settle

_ADDRESS = "https://opendart.fss.or.kr/api/list.json"
_VIEWER = "https://dart.fss.or.kr/dsaf001/main.do?rcpNo="
_DAYS_BACK = 7  # weekends and holidays included; what is known is sifted out
_GOOD, _NOTHING, _OVER_LIMIT, _CLOSED = "000", "013", "020", "800"
_KEY_FAULTS = {
    "010": "is not registered",
    "011": "is not in use",
    "012": "may not be used from here",
    "901": "has expired",
}
# Reports that change who leads, what belongs to whom, who works with whom.
_TELLING = re.compile(
    r"대표이사|임원|이사(?:의)?\s?(?:선임|해임|사임)|주주총회\s?결과|타법인\s?주식|영업양[수도]|합병|분할|최대주주\s?변경|단일판매|공급계약|업무제휴|투자판단"
)


class DartKeys(BaseModel):
    """The key of 40 characters. `address` is for a server that stands in for the service."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: SecretStr
    address: str = _ADDRESS


class Company(BaseModel):
    """A company under the service's own number (eight digits, from its corpCode.xml)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    corp_code: str = Field(pattern=r"^\d{8}$")


def dart_feed(keys: DartKeys, company: Company) -> Feed:
    """The company's disclosures as a feed: what is remembered of them is kept under this feed's name."""
    return Feed(
        name=f"opendart: {company.name}"[:100],
        url=keys.address,
        publisher="금융감독원 전자공시",
        tier=1,
        pages=False,
        may_be_empty=True,
        shortest_minutes=30,
    )


async def poll_dart(client: Client, keys: DartKeys, company: Company, state: FeedState, now: datetime) -> Poll:
    """The telling disclosures of the last days. Never raises a SourceError: it is in the poll."""
    feed = dart_feed(keys, company)
    today = now.astimezone(feed.zone).date()
    parameters = {
        "crtfc_key": keys.key.get_secret_value(),
        "corp_code": company.corp_code,
        "bgn_de": f"{today - timedelta(days=_DAYS_BACK):%Y%m%d}",
        "end_de": f"{today:%Y%m%d}",
        "page_count": "100",
    }
    try:
        response = await client.get(feed.url, parameters=parameters)
        return await settle(feed, state, now, response, _read)
    except SourceError as error:
        return failed(feed, state, now, error)


def _read(feed: Feed, response: Response) -> Document:
    try:
        found = json.loads(response.body)
        _check(feed.name, str(found["status"]), str(found.get("message", "")))
        entries = tuple(_raw_entry(item) for item in found.get("list", ()) if _TELLING.search(item["report_nm"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadAnswer(feed.name, f"its answer is not as documented ({type(error).__name__}: {error})") from error
    return Document(kind="opendart", title=feed.name, entries=entries)


def _check(subject: str, status: str, message: str) -> None:
    if status in (_GOOD, _NOTHING):
        return
    if status == _OVER_LIMIT:
        raise Throttled(subject, "the day's requests are used up", 429, timedelta(hours=1))
    if status == _CLOSED:
        raise TransientError(subject, "the service is closed for maintenance; tried again later")
    if status in _KEY_FAULTS:
        raise PermanentError(subject, f"the key {_KEY_FAULTS[status]} (status {status}); check DartKeys")
    raise BadAnswer(subject, f"refuses the request (status {status}: {message[:100]})")


def _raw_entry(item: dict[str, Any]) -> RawEntry:
    report = " ".join(str(item["report_nm"]).split())
    number = str(item["rcept_no"])
    return RawEntry(
        guid=number,
        link=f"{_VIEWER}{number}",
        title=f"{item['corp_name']} {report}",
        date=str(item["rcept_dt"]),
    )
