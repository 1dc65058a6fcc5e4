"""The past tense of Korean verbs: a syllable that ends in ㅆ, 있 and 겠 apart."""

from __future__ import annotations

from typing import Final

_PLAIN_N = 4
_FIRST, _MEDIALS, _FINALS, _DOUBLE_S = 0xAC00, 399, 28, 20

PAST: Final = "".join(
    syllable
    for syllable in (chr(_FIRST + number * _FINALS + _DOUBLE_S) for number in range(_MEDIALS))
    if syllable not in "있겠"
)
"""Every such syllable, for character classes: "했", "됐", "없앴", "꾸렸"."""

PRESENT: Final = "".join(chr(_FIRST + number * _FINALS + _PLAIN_N) for number in range(_MEDIALS))
"""Every syllable that ends in ㄴ: before 다 the plain present of a verb, "한", "연", "치른"."""
