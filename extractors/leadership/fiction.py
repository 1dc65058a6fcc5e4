"""Articles about stories: their chairmen and heads of labs lead nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.scenes import Scene

_SIGNS = re.compile(
    r"시청률|종영|첫 방송|전파를 (?:타|탄)|극중|극 중|연기(?:했|한|하는|하며)|주연|출연(?:했|한|하는|진)|배역|역(?:의|을 맡|으로 합류)|캐스팅|촬영에 들어|연출진|대본|"
    r"(?:드라마|영화|소설|웹툰|뮤지컬|연극)[가-힣]? [‘'“「]|토일드라마|월화드라마|수목드라마|시즌\d|개봉|관객|\([가-힣]{2,4} 분\)|주인공|줄거리|막을 내렸다"
)
_ENOUGH = 4
"""Different signs by which an article is known to tell of a story; news of a studio's management shows one or two."""


def is_fiction(read: Sequence[Scene]) -> bool:
    """Whether the article is about a drama, a film or a book."""
    signs: set[str] = set()
    for scene in read:
        signs.update(match.group() for match in _SIGNS.finditer(scene.text))
        if len(signs) >= _ENOUGH:
            return True
    return False
