"""What the clause before a trigger says of it: whether it is one clause, and whether it speaks of candidates."""

from __future__ import annotations

import re

from extractors.leadership.triggers import Trigger
from extractors.names.phrases import Line

_CANDIDATES = re.compile(r"후보(?:자|군)?(?:로|를|에|는|\s\d)|\d배수|숏리스트")
_CLAUSE_ENDS = re.compile(r"(?:[았었였했됐왔났]고|으며|하며|하고|거쳐|지만|이며)[, ]|현재 ")


def among_candidates(line: Line, trigger: Trigger) -> bool:
    """Whether the clause speaks of who may be chosen: "원장 후보자 3배수로 A 본부장, B 본부장을 확정했다"."""
    return _CANDIDATES.search(line.sentence.text[: trigger.start - line.sentence.start]) is not None


def in_one_clause(line: Line, start: int, trigger: Trigger) -> bool:
    """Whether no clause ends between `start` and the trigger, and nothing there says that it is now."""
    offset = line.sentence.start
    return _CLAUSE_ENDS.search(line.sentence.text[start - offset : trigger.start - offset]) is None
