"""Cut an English article into its own sentences: noise away by its form, labels and datelines told from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from extractors.document import Role, Sentence
from extractors.structure.sentences import trimmed
from facts.articles import Article

LIMIT = 30_000
"""Characters of an article that are read: five times the longest feature."""
LONGEST_SENTENCE = 1200
"""Characters: no sentence of the news is longer; what is gets cut at a space, so that every rule stays linear."""
_LONGEST_NOISE = 400

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_END = re.compile(r"[.!?…][\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]?[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Ms|Mrs|Prof|St|Sr|Jr|Inc|Corp|Co|Ltd|Bros|No|vs|Gen|Gov|Sen|Rep|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|approx|Dept|Univ)"
    r"|(?:^|[\s(])(?:[A-Z]\.)*[A-Z])\.$"
)
_RESUMES = re.compile(r"(?:The|A|An|It|He|She|They|In|On|But|This|That|Its|His|Her|For|At)\b")
_DATELINE = re.compile(
    r"^[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}(?:(?: and|,| &) [A-Z][\w.]+(?: [A-Z][\w.]+)?){0,3}"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?(?: \([^)\n]{2,40}\)| /[^/\n]{2,40}/)? ?(?:--|[-–—])+ (?=\S)"
    r"|^[A-Z][a-z]+(?:, [A-Z][a-z.]+(?: [A-Z][a-z]+)?)?,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?(?: \([^)\n]{2,40}\)| /[^/\n]{2,40}/)? ?(?:--|[-–—])+ (?=\S)"
)
_BULLET = re.compile(r"^(?:[•*▪◦‣·–—-]|\d{1,2}[.)]) +")
_LABEL = re.compile(
    r"^([A-Z0-9][\w&.'’-]*(?: (?:[A-Z0-9][\w&.'’-]*|&|of|and|de)){0,5})(?: (?:--|[-–—]) |: )(?=[\"“A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and where its own words begin: behind a dateline, a bullet, or a label that names whom it is about."""

    sentence: Sentence
    skip: int = 0
    label: str | None = None

    @property
    def text(self) -> str:
        return self.sentence.text[self.skip :]


@dataclass(frozen=True, slots=True)
class NoiseRule:
    """A form of noise; `matches` and `misses` are lines that the pattern must and must not match."""

    name: str
    effect: str
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def noise_rules() -> tuple[NoiseRule, ...]:
    """All rules of `en.yaml`, in the order in which they are tried."""
    entries = yaml.safe_load(files(__package__).joinpath("en.yaml").read_text("utf-8"))
    return tuple(
        NoiseRule(
            entry["name"],
            entry["effect"],
            re.compile(entry["pattern"]),
            tuple(entry["matches"]),
            tuple(entry["misses"]),
        )
        for entry in entries
    )


def noise_of(line: str) -> NoiseRule | None:
    """The first rule that calls the line noise."""
    if len(line) > _LONGEST_NOISE:
        return None
    return next((rule for rule in noise_rules() if rule.pattern.search(line)), None)


def passages(article: Article) -> list[Passage]:
    """The article's own sentences in order; nothing past `LIMIT` characters is read. Raises nothing."""
    content = article.content[:LIMIT]
    found: list[Passage] = []
    in_links = prose_above = False
    for number, match in enumerate(_LINE.finditer(content)):
        line = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if not line:
            continue
        if match.start() < len(article.title):
            found.append(Passage(Sentence(line[:LONGEST_SENTENCE], start, Role.HEADLINE, number)))
            continue
        rule = noise_of(line)
        if rule is not None:
            if rule.effect == "end" and prose_above:
                break
            in_links = rule.effect == "links"
            continue
        is_prose = _is_prose(line)
        if in_links and not is_prose:
            continue
        in_links = False
        prose_above = prose_above or is_prose
        if is_prose or _BULLET.match(line):
            found.extend(_sentences(line, start, number))
    return found


def _is_prose(line: str) -> bool:
    """Whether the line has a sentence: it ends like one, or is too long for a heading."""
    return len(line) > 160 or (len(line) > 20 and re.search(r"[.!?…][\"”’')\]]{0,3}$", line) is not None)


def _sentences(line: str, start: int, paragraph: int) -> Iterator[Passage]:
    bullet = _BULLET.match(line)
    skip = bullet.end() if bullet else 0
    label: str | None = None
    dateline = _DATELINE.match(line[:200])
    if dateline:
        skip = dateline.end()
    elif (match := _LABEL.match(line[skip : skip + 120])) is not None:
        label = match[1]
        skip += match.end()
    first = True
    for begin, end in spans(line):
        own = max(0, skip - begin) if first else 0
        first = first and end <= skip
        yield Passage(Sentence(line[begin:end], start + begin, Role.BODY, paragraph), min(own, end - begin), label)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a line as half-open ranges, without white space at their edges."""
    start = 0
    for match in _END.finditer(text):
        stop = match.end()
        mark = match.start() + 1
        if (
            text[match.start()] == "."
            and _ABBREVIATION.search(text[max(0, mark - 12) : mark])
            and not (text[mark - 4 : mark - 2].count(".") and _RESUMES.match(text, stop))
        ):
            continue
        yield from trimmed(text, start, stop, LONGEST_SENTENCE)
        start = stop
    yield from trimmed(text, start, len(text), LONGEST_SENTENCE)
