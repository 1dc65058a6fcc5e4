"""A small news site: feeds and article pages that a test writes, served over real HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.sources.conftest import Web

_FILLER = "이 기사는 시장 소식을 전한다. 거래량은 지난주와 비슷했고 날씨는 맑았다. 시민들은 공원을 찾았다."


class Outlet:
    """One outlet at `name`; `publish` puts an article at the top of its feed."""

    def __init__(self, web: Web, name: str) -> None:
        self.web, self.name = web, name
        self._items: list[tuple[str, str, str, datetime]] = []
        for number in range(4):
            age = timedelta(days=2, hours=number)
            self.publish(f"{name} 시장 소식 {number}", f"{_FILLER} {number}번째 소식이다.", age=age)

    @property
    def address(self) -> str:
        return self.web.url(f"/{self.name}.xml")

    def publish(self, title: str, text: str, *, age: timedelta = timedelta(minutes=5)) -> str:
        """A new article; its address."""
        path = f"/{self.name}/{len(self._items)}"
        paragraphs = "".join(f"<p>{escape(each)}</p>" for each in text.split("\n"))
        page = (
            f"<!doctype html><html lang=ko><head><meta charset=utf-8><title>{escape(title)}</title></head>"
            f"<body><nav><a href=/>홈</a> <a href=/all>전체기사</a></nav><article><h1>{escape(title)}</h1>{paragraphs}"
            "</article><footer>무단 전재 및 재배포 금지</footer></body></html>"
        )
        self.web.serve(path, page, content_type="text/html; charset=utf-8")
        self._items.insert(0, (path, title, text, datetime.now(UTC) - age))
        self._write()
        return self.web.url(path)

    def _write(self) -> None:
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{self.web.url(path)}</link><guid>{self.web.url(path)}</guid>"
            f"<description>{escape(text[:60])}</description><pubDate>{format_datetime(published)}</pubDate></item>"
            for path, title, text, published in self._items
        )
        feed = (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>{self.name}</title><link>{self.web.url('/')}</link><description>소식</description>{items}"
            "</channel></rss>"
        )
        self.web.serve(f"/{self.name}.xml", feed, content_type="application/rss+xml; charset=utf-8")
