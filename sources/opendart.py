"""Disclosures of Korea's Financial Supervisory Service (OpenDART), as a source beside the feeds: off without a key.

Changes of chief executives and acquisitions of shares stand there with their day. Written after the service's developer
guide (list.json, document.xml, corpCode.xml); tested against a server that answers as documented, never tried against the
live one. A key is good for at least ten thousand requests a day, and more than a thousand a minute may be blocked; this
asks once a company and poll, and once more for each form that it reads.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from facts.articles import BodyState
from sources import filings
from sources.articles import article_of
from sources.errors import BadAnswer, NoText, SourceError
from sources.feeds import Company, Document, Entry, Feed, FeedState, Poll, RawEntry
from sources.http import Client, Response
from sources.opendart_api import DartKeys, ask_for_archive, ask_for_list
from sources.outcomes import failed
from sources.pages import Pages, Read
from sources.polling import settle

_VIEWER = "https://dart.fss.or.kr/dsaf001/main.do?rcpNo="
_DAYS_BACK = timedelta(days=7)  # weekends and holidays included; what is known is sifted out
_MOST_DAYS_BACK = timedelta(days=90)  # after a long silence
_PAGE, _MOST_PAGES = 100, 10  # filings of one answer, and answers of one poll
# Reports that change who leads, what belongs to whom, who works with whom.
_TELLING = re.compile(
    r"대표이사|임원|이사(?:의)?\s?(?:선임|해임|사임)|주주총회\s?결과|타법인\s?주식|영업양[수도]|합병|분할|최대주주\s?변경|단일판매|공급계약|업무제휴|투자판단"
)


@dataclass(frozen=True, slots=True)
class DartFilings:
    """The telling disclosures of one company, under the name that the watch list has for it."""

    company: Company
    keys: DartKeys

    @property
    def feed(self) -> Feed:
        return Feed(
            name=f"opendart: {self.company.name}",
            url=self.keys.url("list.json"),
            publisher="금융감독원 전자공시",
            tier=1,
            pages=False,
            may_be_empty=True,
            shortest_minutes=30,
        )

    async def poll(self, client: Client, state: FeedState, now: datetime) -> Poll:
        feed = self.feed
        try:
            return await settle(feed, state, now, await self._list(client, state, now), self._read_list)
        except SourceError as error:
            return failed(feed, state, now, error)

    async def read(self, client: Client, pages: Pages, entry: Entry, now: datetime) -> Read:  # noqa: ARG002 - a Service's
        """The filing with its form as a text, where the form is of a kind that tells who leads or what is bought."""
        article = article_of(self.feed, entry, now)
        report = entry.title.removeprefix(f"{self.company.name} ")
        if not (filings.LEADERS.search(report) or filings.SHARES.search(report)):
            return Read(article)
        try:
            form = filings.rows(await self._document(client, entry))
            if not form:
                raise NoText(entry.title, "its form has no rows that can be read; its title stands in")
        except SourceError as error:
            return Read(article, error)
        zone = self.feed.zone
        text = filings.text_of(self.company.name, report, form, article.published, zone)
        return Read(article.model_copy(update={"text": text, "body_state": BodyState.FULL}))

    async def _list(self, client: Client, state: FeedState, now: datetime) -> Response:
        """The filings of all pages of the answer, as one."""
        today = now.astimezone(self.feed.zone).date()
        since = max(_since(state, now), now - _MOST_DAYS_BACK).astimezone(self.feed.zone).date()
        span = {"corp_code": self.company.corp_code, "bgn_de": f"{since:%Y%m%d}", "end_de": f"{today:%Y%m%d}"}
        found: list[dict[str, Any]] = []
        for page in range(1, _MOST_PAGES + 1):
            asked = {**span, "page_no": str(page), "page_count": str(_PAGE)}
            answer = await ask_for_list(client, self.keys, self.feed.name, asked)
            found += answer["list"]
            total = str(answer.get("total_page", "1"))
            if not total.isdecimal() or page >= int(total):
                break
        return Response(self.feed.url, 200, {}, json.dumps(found, ensure_ascii=False).encode())

    def _read_list(self, feed: Feed, response: Response) -> Document:
        try:
            found = json.loads(response.body)
            entries = tuple(self._raw_entry(item) for item in found if _TELLING.search(item["report_nm"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise BadAnswer(feed.name, f"its answer is not as documented ({type(error).__name__}: {error})") from error
        return Document(kind="opendart", title=feed.name, entries=entries, complete=True)

    def _raw_entry(self, item: dict[str, Any]) -> RawEntry:
        report = " ".join(str(item["report_nm"]).split())
        number = str(item["rcept_no"])
        return RawEntry(
            guid=number, link=f"{_VIEWER}{number}", title=f"{self.company.name} {report}", date=str(item["rcept_dt"])
        )

    async def _document(self, client: Client, entry: Entry) -> str:
        number = (entry.url or "").removeprefix(_VIEWER)
        body = await ask_for_archive(client, self.keys, entry.title, "document.xml", {"rcept_no": number})
        return filings.unpacked(entry.title, body)


def _since(state: FeedState, now: datetime) -> datetime:
    """A week back, or a day before the last success where that is longer ago."""
    week = now - _DAYS_BACK
    return min(week, state.last_success_at - timedelta(days=1)) if state.last_success_at else week
