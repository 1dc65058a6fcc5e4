"""The past tense of Korean verbs: a syllable that ends in ㅆ, 있 and 겠 apart."""

from __future__ import annotations

from typing import Final

_FIRST, _MEDIALS, _FINALS, _DOUBLE_S = 0xAC00, 399, 28, 20

PAST: Final = "".join(
    syllable
    for syllable in (chr(_FIRST + number * _FINALS + _DOUBLE_S) for number in range(_MEDIALS))
    if syllable not in "있겠"
)
"""Every such syllable, for character classes: "했", "됐", "없앴", "꾸렸"."""
