"""Tell by its letters whether a text is English: feeds and records often name the wrong language, or none."""

from __future__ import annotations

import re
from string import ascii_letters

from facts.articles import Article

SAMPLE = 4000
"""Characters that are looked at; menus in another language at the head of a page are shorter."""

_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]+")
_LATIN = ascii_letters.encode()
_FUNCTION_WORDS = re.compile(
    r"\b(?:the|of|and|to|in|a|for|on|said|has|will|with|is|was|by|its|that|as|at)\b", re.IGNORECASE
)


def is_english(article: Article) -> bool:
    """Whether the text is English: Latin letters, next to no Hangul (a syllable weighs as three letters), and the small words of the language."""
    sample = article.content[:SAMPLE]
    plain = sample.encode("ascii", "ignore")
    latin = len(plain) - len(plain.translate(None, _LATIN))
    if latin < 20 or len("".join(_HANGUL.findall(sample))) * 3 > latin * 0.3:
        return False
    return len(_FUNCTION_WORDS.findall(sample)) * 40 >= latin
