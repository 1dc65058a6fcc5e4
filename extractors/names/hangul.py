"""Korean writing: final consonants, and the particles that a word ends in."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

# Particle -> its role, and what the syllable before it must end in: a consonant, a vowel, or either ("").
# Roles: s subject, t topic, o object, r direction or capacity, a place or receiver, i source or stage, g genitive, c company,
# p copula before a noun, q copula that goes on ("이자"), d "too", x other.
_PARTICLES: dict[str, tuple[str, str]] = {
    "이": ("s", "c"), "가": ("s", "v"), "께서": ("s", ""), "께서는": ("t", ""),
    "은": ("t", "c"), "는": ("t", "v"), "이란": ("t", "c"), "란": ("t", "v"),
    "을": ("o", "c"), "를": ("o", "v"),
    "으로": ("r", "c"), "로": ("r", "v"), "으로는": ("r", "c"), "로는": ("r", "v"), "으로서": ("r", "c"), "로서": ("r", "v"),
    "으로도": ("r", "c"), "로도": ("r", "v"), "으로써": ("r", "c"), "로써": ("r", "v"), "으로의": ("r", "c"), "로의": ("r", "v"),
    "에": ("a", ""), "에는": ("a", ""), "에도": ("a", ""), "에게": ("a", ""), "에겐": ("a", ""), "에게는": ("a", ""), "엔": ("a", ""),
    "에서": ("i", ""), "에서는": ("i", ""), "에서도": ("i", ""), "에게서": ("i", ""), "으로부터": ("i", "c"), "로부터": ("i", "v"),
    "부터": ("i", ""), "에선": ("i", ""),
    "의": ("g", ""), "과": ("c", "c"), "와": ("c", "v"), "과의": ("c", "c"), "와의": ("c", "v"), "과는": ("c", "c"), "와는": ("c", "v"),
    "이랑": ("c", "c"), "랑": ("c", "v"), "보다": ("x", ""), "까지": ("x", ""), "만": ("x", ""), "처럼": ("x", ""), "마저": ("d", ""),
    "조차": ("d", ""), "도": ("d", ""), "만이": ("s", ""), "만을": ("o", ""),
    "인": ("p", ""), "이던": ("p", ""), "던": ("p", "v"), "이었던": ("p", "c"), "였던": ("p", "v"), "이자": ("q", ""), "자": ("q", "v"),
    "이며": ("q", ""), "이면서": ("q", ""), "이고": ("q", ""), "이라": ("x", ""), "라는": ("x", "v"), "이라는": ("x", ""),
    "이다": ("x", ""), "다": ("x", "v"), "이었다": ("x", "c"), "였다": ("x", "v"), "입니다": ("x", ""), "이라고": ("x", "c"), "라고": ("x", "v"),
    "이나": ("c", "c"), "나": ("c", "v"), "든": ("x", "v"), "뿐": ("x", ""), "마다": ("x", ""),
}  # fmt: skip
# Particles that stand after titles and organisations but are too often the end of a plain word or name.
_RISKY = frozenset({"만", "만이", "만을", "자", "다", "나", "든", "란", "랑", "던", "인"})
PARTICLES = sorted(_PARTICLES, key=len, reverse=True)
_ENDINGS = frozenset(particle[-1] for particle in _PARTICLES)
LONGEST_PARTICLE = len(PARTICLES[0])


class Split(NamedTuple):
    """A word without its particle; `role` is one letter of the table above, or empty where there is none."""

    stem: str
    particle: str
    role: str


def is_hangul(text: str) -> bool:
    return bool(text) and all("가" <= letter <= "힣" for letter in text)


def final(letter: str) -> int:
    """The number of the final consonant of a syllable; 0 for none, -1 for what is no syllable, 8 is ㄹ."""
    code = ord(letter) - 0xAC00
    return code % 28 if 0 <= code < 11172 else -1


def particle_role(particle: str) -> str:
    return _PARTICLES[particle][0] if particle else ""


def fits(stem: str, particle: str) -> bool:
    """Whether the particle's form agrees with the end of the stem; letters and digits take either form."""
    need = _PARTICLES[particle][1]
    end = final(stem[-1])
    if not need or end < 0:
        return True
    if particle.startswith("로"):
        return end in (0, 8)
    if particle.startswith("으로"):
        return end not in (0, 8)
    return (end > 0) == (need == "c")


@lru_cache(maxsize=65536)
def split(word: str, least: int = 2) -> Split:
    """The word and its longest fitting particle, the stem keeping at least `least` characters; no risky particles."""
    if word and word[-1] in _ENDINGS:
        for length in range(min(LONGEST_PARTICLE, len(word) - least), 0, -1):
            particle = word[-length:]
            if particle in _PARTICLES and particle not in _RISKY and fits(word[:-length], particle):
                return Split(word[:-length], particle, _PARTICLES[particle][0])
    return Split(word, "", "")


def is_particle(text: str) -> bool:
    return text in _PARTICLES
