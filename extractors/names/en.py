"""Find the names in an English article and tell people, organisations and places apart, by shape and surroundings.

The article is read whole before any name is judged: a word that is a surname in one sentence is one in the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

import yaml

_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ]|(?<![\w])(?:[a-z]{1,2}|al-|d['’]|\d{1,3})(?=[A-Z]))"
_WORD = rf"(?:(?:[OD]['’])?{_CAPITAL}[\wÀ-ž]*(?:[-/.](?=[A-Za-z0-9])(?!(?:based|born|listed|led|owned|style|made|backed|headquartered|run|wide|type|level|funded|linked|trained|educated|controlled)\b)[\wÀ-ž]+)*|[A-Z]\.(?:[A-Z]\.)*)"
_OF = "|".join(
    f"(?<={head})"
    for head in (
        "University",
        "Institute",
        "Republic",
        "Ministry",
        "College",
        "Chamber",
        "Academy",
        "Council",
        "Bank",
        "Bureau",
        "Office",
        "School",
        "Agency",
        "Center",
        "Centre",
        "Federation",
        "Association",
        "Society",
        "Museum",
        "Port",
        "Harbor",
        "Harbour",
        "Library",
    )
)
_RUN = re.compile(
    rf"(?<![\w@#$.-])(?:(?:Ministry|Department|Faculty|School|Institute) of {_WORD}(?:, {_WORD})*,? and |){_WORD}(?:(?: & | |(?<=[a-z])\. (?=[A-Z]\w)){_WORD}|(?:{_OF}) (?:of|for) (?:the )?{_WORD}|(?<= Science) and {_WORD}"
    rf"| (?:de|van|von|der|den|bin|al|la|del|dos|da|ter|el) {_WORD})*"
)
_KOREAN = re.compile(
    r"(?:[A-Z][a-z]{1,8} )[A-Z][a-z]{1,6}(?: [A-Z][a-z]{1,6})?-[a-z]{1,7}|[A-Z][a-z]{1,6} [A-Z][a-z]{1,6}-[A-Z][a-z]{1,6}"
)
_KOREAN_WHOLE = re.compile(r"[A-Z][a-z]{1,8} (?:[A-Z][a-z]{1,6}-[a-zA-Z][a-z]{0,6}|[A-Z][a-z]{1,5})")
_ACRONYM_SHAPE = re.compile(r"[A-Z0-9&]{2,8}$|[^a-z]*[a-z]+[A-Z]|[^0-9&/]{0,40}[0-9&/]")
_BRACKET = re.compile(
    r"^\.?,?(?: ?(?:Inc|Ltd|Corp|Co|LLC|plc)\b\.?,?){0,3} ?\(((?:the )?[\"“‘']?(?P<name>[\w&.가-힣 -]{2,40}?)[\"”’']?)\)"
)


@cache
def words(name: str) -> frozenset[str]:
    """A list of `en.yaml` as a set."""
    return frozenset(str(_lists()[name]).split())


@cache
def _lists() -> dict[str, object]:
    entries: dict[str, object] = yaml.safe_load(files(__package__).joinpath("en.yaml").read_text("utf-8"))
    return entries


@cache
def long_places() -> frozenset[str]:
    listed = _lists()["long_places"]
    assert isinstance(listed, list)
    return frozenset(map(str, listed))


@cache
def places() -> frozenset[str]:
    """Places of one word, countries among them."""
    listed = _lists()["countries"]
    assert isinstance(listed, dict)
    return words("places") | frozenset(map(str, listed))


@lru_cache(maxsize=65536)
def people_of(country: str) -> str | None:
    """The people's name of a country ("Switzerland" -> "Swiss"); a people's name is its own."""
    listed = _lists()["countries"]
    assert isinstance(listed, dict)
    if country in listed:
        return str(listed[country])
    last = country.rsplit(maxsplit=1)[-1] if country else ""
    return last if last in words("peoples") else None


@dataclass(frozen=True, slots=True)
class Run:
    """A row of capitalised words in a text, as a half-open range of it."""

    text: str
    start: int
    end: int


def runs(text: str, *, headline: bool = False) -> list[Run]:
    """Candidates for names: rows of capitalised words without openers, honorifics, days, peoples and legal forms."""
    found: list[Run] = []
    for match in _RUN.finditer(text):
        found.extend(_pieces(match[0], match.start(), opens=not headline and _opens(text, match.start())))
    return found


def _opens(text: str, at: int) -> bool:
    """Whether a word at this place has its capital from opening a sentence or a quotation."""
    before = text[:at].rstrip(" \"“‘'([")
    return not before or before[-1] in ".!?:;–—" or text[at - 1] in '"“‘'


def _pieces(text: str, start: int, *, opens: bool) -> Iterable[Run]:
    """A row cut at the words that belong to no name."""
    parts = [(part[0], start + part.start()) for part in re.finditer(r"\S+", text)]
    breaks = words("openers") if opens else frozenset[str]()
    row: list[tuple[str, int]] = []
    for number, (part, at) in enumerate(parts):
        bare = part.rstrip(".,")
        stops = (
            bare in words("calendar") - {"May"}
            or (part in words("peoples") and not _closes_firm(parts, number))
            or part in words("honorifics")
            or (not row and part in breaks)
            or (not row and part in {"The", "A", "An", "Ex", "Former", "Rival", "Startup", "Start-up"})
        )
        if stops:
            yield from _run(row)
            row = []
        else:
            row.append((part, at))
    yield from _run(row)


def _closes_firm(parts: list[tuple[str, int]], number: int) -> bool:
    """Whether a people's name belongs to a firm, right before the last word of its name: "Korean Air"."""
    return number + 2 == len(parts) and parts[number + 1][0] in words("organization_heads")


def _run(row: list[tuple[str, int]]) -> Iterable[Run]:
    while row and row[0][0] in {"&", "and", "of", "de", "for"}:
        row = row[1:]
    while row and row[-1][0] in {"&", "and", "of", "for", "the"}:
        row = row[:-1]
    if not row:
        return
    start, end = row[0][1], row[-1][1] + len(row[-1][0])
    text = " ".join(part for part, _ in row)
    if text.endswith(".") and not re.search(r"(?:^|[ .])[A-Z]\.$", text):
        text, end = text[:-1], end - 1
    if len(text) > 1 and text not in words("no_names") and text not in words("legal_forms"):
        yield Run(text, start, end)


def without_form(name: str) -> str:
    """The name of a firm without its legal form ("Vela Bio Co., Ltd." -> "Vela Bio")."""
    parts = name.replace(",", "").split()
    while len(parts) > 1 and parts[-1] in words("legal_forms"):
        parts.pop()
    return " ".join(parts)


@dataclass(slots=True)
class Names:
    """What each name of an article is: "P", "O" or "L", and which full name stands behind a short one."""

    kinds: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    aliases: list[tuple[str, str, str]] = field(default_factory=list)
    """Short name, full name, the text in which the two stand together."""
    peoples: dict[str, str] = field(default_factory=dict)
    """An organisation to its people's name: "Japan's X" -> "Japanese"."""

    def kind(self, name: str) -> str | None:
        return self.kinds.get(name) or self.kinds.get(without_form(name))

    def canonical(self, name: str) -> str:
        name = without_form(name)
        for _ in range(3):
            if self.full.get(name, name) == name:
                break
            name = self.full[name]
        return name


_TITLE = "\ue000"
"""Stands for a title in the texts that are judged, so that titles count as surroundings."""

_NOUNS = "|".join(sorted(map(re.escape, words("organization_nouns")), key=len, reverse=True))

_LEFT = (
    ("P", 5.0, re.compile(r"\b(?:Dr|Mr|Ms|Mrs|Prof|Sir|Dame|Analyst|Curator|Spokeswoman|Spokesman|Economist)\.? $")),
    ("P", 2.0, re.compile(rf"{_TITLE} $")),
    ("P", 1.5, re.compile(r"\b(?:named|appoint(?:s|ed)|hire[sd]|elect(?:s|ed)|promote[sd]?|poached|tapped|replac(?:es|ed|ing)|succeed(?:s|ed|ing)|nominate[sd]?|oust(?:s|ed)|picked|chose|chosen|installed) (?:as )?$")),
    ("P", 3.0, re.compile(r"\b(?:over|reins|baton|helm) from $")),
    ("P", 1.0, re.compile(r"(?:[”\"’] (?:said|says|added|told|quipped)|predecessor,?|successor,?|colleague|daughter,|son,|brother,|under|recruited|by scientist) $")),
    ("O", 3.0, re.compile(rf"\b(?:{_NOUNS}) $")),
    ("O", 3.0, re.compile(r"-(?:based|listed|headquartered) $")),
    ("O", 2.0, re.compile(rf"{_TITLE} (?:of|at|for) (?:the )?$")),
    ("O", 1.5, re.compile(r"\b(?:acquir(?:e|es|ed|ing)|buy|buys|bought|buying|joins?|joined|joining|quit|quits|merge with|merger with|agreement with|alliance with|partnership with|partner(?:ed|ing|s)? with|talks with|teamed up with|stake in|invest(?:ed|s|ing)? in|takeover of|purchase of|acquisition of|owned by|sold to|left|signed by|behind|rebranded as|renamed) $")),
    ("O", 0.7, re.compile(r"\b(?:at|with|from|between|Shares of|shares of) $")),
    ("L", 1.6, re.compile(r"\b(?:in|near|outside|around|across|to the city of|city of|based in|in downtown) $")),
)  # fmt: skip
_RIGHT = (
    ("P", 5.0, re.compile(r"^, \d\d,")),
    ("P", 4.0, re.compile(r"^,? who(?:se)?\b")),
    ("P", 2.0, re.compile(rf"^, (?:(?:a|an|the|its|their|his|her|currently|formerly) )?(?:(?:former|current|new|longtime|outgoing|incoming|ex-) ?)*{_TITLE}")),
    ("P", 1.0, re.compile(rf"^ (?:as|to be|becomes?|became|will become|has been|was|is) (?:named |appointed |promoted |hired )?(?:to |as )?(?:(?:its|the|a|an|their) )?(?:(?:new|first|interim|next) )*{_TITLE}")),
    ("P", 0.4, re.compile(rf"^ {_TITLE}(?! [A-Z])")),
    ("P", 1.0, re.compile(r"^ (?:will )?(?:resign(?:s|ed)?|retire[sd]?|stepp?(?:ed|s)? (?:down|aside|up)|quips|quipped|recalled|recalls|laughs|succeeds|studied|grew up|was born)\b")),
    ("O", 6.0, re.compile(r"^,? (?:Inc|Corp|Co|Ltd|AG|SA|SE|AB|GmbH|LLC|plc|PLC|NV|BV)\b")),
    ("O", 2.0, re.compile(rf"^['’]s? (?:(?:former|new|current|outgoing|longtime|first|own) )*(?:{_TITLE}|board|shares|unit|subsidiary|headquarters|chairm|staff|shareholders|stake|division|lab\b|research|plant|offices?\b|business)")),
    ("O", 2.5, re.compile(rf"^ {_TITLE}(?:(?:,? and |, |/){_TITLE})* [A-Z]")),
    ("O", 4.0, re.compile(r"^,? which\b")),
    ("O", 2.0, re.compile(r"^ (?:(?:has|have|had|will|also|is to) )*(?:appoint(?:s|ed)?|hire[sd]?|poached|names) ")),
    ("O", 1.5, re.compile(r"^ (?:(?:has|have|had|will|also|said it|said on \w+ it|today|on \w+) )*(?:signed|sign|acquire[sd]?|bought|buys|launch(?:es|ed)?|agreed|opens?|opened|plans|shares|names?|named|appoint(?:s|ed)?|hire[sd]?|denied|denies|promote[sd]?|elect(?:s|ed)?|is considering|intends|rose|fell|gained|lost|employs|owns|sells|makes|developed|completed|announced|unveiled|established|set up|formed|invested|operates|closed|shut|is in talks|declined to|stock)\b")),
    ("O", 2.0, re.compile(rf"^, (?:a|an|the) (?:[\w-]+ ){{0,4}}?(?:{_NOUNS})\b")),
    ("L", 2.0, re.compile(r"^-based\b")),
)  # fmt: skip


_ACTS = re.compile(
    r"(?<!s) (?:[a-z]+ed|withdrew|left|took|sold|won|built|began|set up|said|says|denied|denies|has|had|will|would|declined|plans|told|quit|shut|opened|signed|bought|agreed)\b"
)


def judge(texts: Iterable[tuple[str, bool]]) -> Names:
    """The names of an article. Each text is a sentence with its titles replaced by U+E000, and whether it is a headline."""
    scores: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    names = Names()
    lists: list[list[str]] = []
    for text, headline in texts:
        found = runs(text, headline=headline)
        for number, run in enumerate(found):
            name = without_form(run.text)
            if headline and len(found) > 1 and name not in scores:
                continue  # in a headline every word may have a capital: it only strengthens what the text has named
            left, right = text[max(0, run.start - 40) : run.start], text[run.end : run.end + 80]
            for kind, weight in _shape(run.text):
                scores[name][kind] = max(scores[name][kind], weight)
            for kind, weight, pattern in _LEFT:
                if pattern.search(left):
                    scores[name][kind] += weight
            for kind, weight, pattern in _RIGHT:
                if pattern.search(right):
                    scores[name][kind] += weight
            if not _opens(text, run.start) or len(run.text.split()) > 1 or _ACTS.match(text, run.end):
                scores[name]["seen"] += 1
            if (bracket := _BRACKET.match(right)) and _is_short_form(bracket["name"], name):
                short = bracket["name"].strip()
                names.aliases.append((short, name, text))
            land = re.search(r"([A-Z][\w.]+(?: [A-Z]\w+)?)(?:['’]s?)? (?:[\w-]+ ){0,3}?$", left)
            if land and (people := people_of(land[1])):
                names.peoples.setdefault(name, people)
            if number and _listed(text[found[number - 1].end : run.start]):
                if lists and lists[-1][-1] == without_form(found[number - 1].text):
                    lists[-1].append(name)
                else:
                    lists.append([without_form(found[number - 1].text), name])
    _decide(names, scores, lists)
    _link(names)
    return names


def _listed(between: str) -> bool:
    """Whether two runs stand side by side in a list."""
    return (
        re.fullmatch(
            r"(?:, |,? and |,? or | & |, (?:[A-Z][\w.]+(?: [A-Z]\w+)?['’]s )|,? and (?:[A-Z][\w.]+(?: [A-Z]\w+)?['’]s ))",
            between,
        )
        is not None
    )


def _is_short_form(short: str, full: str) -> bool:
    """Whether the text in brackets behind a name is another name of it: an acronym, a word of it, or its Korean form."""
    short = short.strip()
    if re.fullmatch(r"[가-힣][\w가-힣 ]*", short):
        return True
    if " " not in short and full.replace(" ", "").casefold() == short.casefold():
        return True
    initials = "".join(part[0] for part in re.findall(r"[A-Za-z]\w*", full) if part[0].isupper())
    compact = short.replace(".", "").replace("&", "")
    return (
        bool(compact)
        and compact[0].isupper()
        and len(compact) <= 8
        and (
            compact.casefold() == initials.casefold()
            or (compact.isupper() and compact[0] == full[0] and sum(c in initials for c in compact) >= len(compact) - 1)
            or (" " not in short and short in full.split())
        )
    )


def _shape(text: str) -> Iterable[tuple[str, float]]:
    """What the words of a name alone say about it."""
    name = without_form(text)
    parts = name.split()
    if name in places() or name in long_places() or (parts[-1] in words("place_endings") and len(parts) > 1):
        yield "L", 6.0
    if name != text:
        yield "O", 6.0
    if len(parts) > 1 and all(part in places() or part in long_places() for part in parts):
        yield "L", 5.0
    firm = (len(parts) > 1 and parts[-1].rstrip(".") in words("organization_heads")) or " of " in name or "&" in name
    if firm:
        yield "O", 5.0
    if _KOREAN.fullmatch(name) and not firm:
        yield "P", 7.0
    elif _KOREAN_WHOLE.fullmatch(name) and parts[0] in words("korean_surnames") and not firm:
        yield "P", 1.5
    elif 2 <= len(parts) <= 4 and not firm and parts[0] in words("given_names"):
        yield "P", 3.0
    elif len(parts) == 2 and not firm:
        yield "P", 0.6
    if (
        len(parts) > 1
        and (parts[-1] in places() or parts[-1] in words("peoples"))
        and parts[-2] in words("organization_heads")
    ):
        yield "O", 6.0
    if len(parts) == 3 and re.fullmatch(r"[A-Z]\.", parts[1]):
        yield "P", 4.0
    if any(part in {"de", "van", "von", "bin"} for part in parts):
        yield "P", 2.0
    if len(parts) == 1:
        yield "O", 4.0 if _ACRONYM_SHAPE.match(name) else 0.6
    elif any(_ACRONYM_SHAPE.match(part) for part in parts):
        yield "O", 2.5


def _decide(names: Names, scores: dict[str, dict[str, float]], lists: list[list[str]]) -> None:
    for name, by_kind in scores.items():
        seen = by_kind.pop("seen", 0.0)
        best = max(("P", "O", "L"), key=lambda kind: by_kind.get(kind, 0.0))
        if by_kind.get(best, 0.0) < (0.5 if seen else 1.4):
            continue
        names.kinds[name] = "L" if name in places() or name in long_places() else best
    for row in lists:  # what stands in one list is of one kind
        sure = [
            name
            for name in row
            if max(scores.get(name, {"": 0.0}).values(), default=0.0) >= 2.0 and name in names.kinds
        ]
        kinds = {names.kinds[name] for name in sure}
        if len(kinds) == 1:
            kind = kinds.pop()
            for name in row:
                if name in names.kinds and scores[name].get(kind, 0.0) + 1.6 > scores[name].get(names.kinds[name], 0.0):
                    names.kinds[name] = kind


def _link(names: Names) -> None:
    """Short names to full ones: surnames to people, first words and acronyms to organisations."""
    people = [name for name, kind in names.kinds.items() if kind == "P" and " " in name]
    firms = [name for name, kind in names.kinds.items() if kind == "O"]
    for short, full, _ in names.aliases:
        names.full[short] = full
        names.kinds[short] = names.kinds.get(full, "O")
    surnames: dict[str, str] = {}
    for name in people:
        parts = name.split()
        korean = "-" in parts[-1] or parts[0] in words("korean_surnames")
        surnames.setdefault(
            parts[0] if korean else " ".join(parts[1:]) if parts[1:-1] and parts[1].islower() else parts[-1], name
        )
    for name in list(names.kinds):
        if " " in name or name in names.full:
            continue
        longer = [firm for firm in firms if firm != name and firm.split()[0] == name]
        if name in surnames and not longer:
            names.kinds[name], names.full[name] = "P", surnames[name]
        elif names.kinds[name] in {"O", "L", "P"} and longer and name not in places():
            names.kinds[name], names.full[name] = "O", longer[0]
    for name in firms:
        if " " in name and name not in names.full:
            longer = [firm for firm in firms if firm != name and firm.startswith(name + " ")]
            if longer and name.split()[-1] not in words("organization_heads"):
                names.full[name] = longer[0]
    for surname, person in surnames.items():
        if surname not in names.kinds:
            names.kinds[surname], names.full[surname] = "P", person
    for firm in firms:
        first = firm.split()[0]
        plain = first in places() or first in words("organization_heads") or first in words("openers")
        if first not in names.kinds and " " in firm and not plain and len(first) > 2:
            names.kinds[first], names.full[first] = "O", firm
