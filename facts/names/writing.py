"""Names as they are written, made comparable: Unicode form, legal marks, spaces, case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# (주)엘지, ㈜ (NFKC writes it as "(주)"), 주식회사 …, … Co., Ltd.: the legal form says nothing about who is meant.
_LEGAL = re.compile(
    r"\((?:주|유|재|사|합|株|有)\)|주식회사|유한회사|유한책임회사|재단법인|사단법인|株式会社"
    r"|(?<![^\W_])(?:incorporated|corporation|limited|gmbh|corp|inc|ltd|llc|plc|co|ag|s\.?a)(?![^\W_])\.?",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\s·・ㆍ\-‐-―'\"‘’“”`´.,()\[\]{}<>〈〉《》「」『』/:;!?™®]+")
_UNIVERSITY = re.compile(r"(?<=[가-힣]{2})대학교")
_HANGUL = re.compile(r"[가-힣]")


def readable(name: str) -> str:
    """The name in NFKC without legal marks, single-spaced, otherwise as written: for titles of facts."""
    bare = re.sub(r"[\s,]+", " ", _LEGAL.sub(" ", unicodedata.normalize("NFKC", name))).strip(" .,")
    return bare or unicodedata.normalize("NFKC", name).strip()


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """The form in which two writings of one name are equal: NFKC, no legal marks, no spaces or punctuation, casefolded.

    Letters of every script stay. A university's long and short ending are one (서울대학교, 서울대). A name made of nothing
    but marks stays as it is.
    """
    bare = _MARKS.sub("", readable(name)).casefold() or name.casefold()
    return _UNIVERSITY.sub("대", bare)


def has_hangul(name: str) -> bool:
    return bool(_HANGUL.search(name))
