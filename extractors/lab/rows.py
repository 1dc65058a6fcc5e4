"""Labs told in a row under one verb: one in each of several places, or each with an owner and a day of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Mention, MentionKind
from extractors.names.organizations.lexicon import lexicon
from extractors.scenes import Scene
from facts.dates import PartialDate

_NEXT_PLACE = re.compile(r"(?:, ?|·|와 |과 |및 )(?:\d{1,2}월 ?)?(?:[가-힣]{2,5} ?)?")
"""Between two places of a row: "5월 영국 케임브리지, 캐나다 토론토에"; at most a month and a country."""
_IN = re.compile(r"(?:시|주)?(?:에|에도)? ")
_GAPPED = re.compile(r"[’'”\"]?(?:\([A-Z]+\))?(?:을|를), [^.]{2,30}[‘'“\"]?")
_ACTS = re.compile(r"(?:은|는|이|가)(?![가-힣])")


def other_places(scene: Scene, lab: Mention) -> Iterator[tuple[str, PartialDate | None]]:
    """The places named in a row before the one of `lab`, nearest first, each with the date told in its own item.

    An item without a date has that of the item before it ("5월 영국 케임브리지, 캐나다 토론토").
    """
    countries, text, offset = lexicon().countries, scene.text, scene.sentence.start
    places = [
        mention
        for mention in scene.mentions
        if mention.kind is MentionKind.PLACE and mention.end <= lab.start and mention.name not in countries
    ]
    if len(places) < 2 or not _IN.match(text, places[-1].end - offset):
        return
    row = [places[-1]]
    for earlier in reversed(places[:-1]):
        if not _NEXT_PLACE.fullmatch(text[earlier.end - offset : row[-1].start - offset]):
            break
        row.append(earlier)
    for place in row[1:]:
        yield place.name, next((date.value for date in reversed(scene.dates) if date.end <= place.start), None)


def gapped(scene: Scene, earlier: Mention, later: Mention) -> bool:
    """Whether two labs share the verb behind the second, each with its own subject: "A는 ‘X’를, B는 ‘Y’를 열었다"."""
    text, offset = scene.text, scene.sentence.start
    if not _GAPPED.fullmatch(text[earlier.end - offset : later.start - offset]):
        return False
    return any(
        earlier.end <= mention.start and mention.end <= later.start and _ACTS.match(text, mention.end - offset)
        for mention in scene.organizations()
    )


def own_date(scene: Scene, lab: Mention) -> PartialDate | None:
    """The date told nearest before a lab that shares its verb with another."""
    return next((date.value for date in reversed(scene.dates) if date.end <= lab.start and not date.announces), None)
