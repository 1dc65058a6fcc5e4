"""Corrections: which claims a source took back. A correction reaches back to what was published shortly before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from facts.claims import Kind, Modality, PartnershipClaim
from facts.names import Names, plain
from facts.records import Recorded
from facts.slots import Placed

REACH = timedelta(days=60)
"""How far back a correction looks for what it corrects: papers correct within days, filings within weeks."""


def withdrawn(placed: Sequence[Placed], names: Names) -> frozenset[str]:
    """The ids of claims that a correction among the placed ones takes back; the same for any order of arrival."""
    notices = [each for each in placed if each.recorded.claim.corrects]
    return frozenset(
        each.recorded.id
        for each in placed
        for notice in notices
        if not each.recorded.claim.corrects and corrects(notice, each, names, notices)
    )


def corrects(notice: Placed, earlier: Placed, names: Names, notices: Iterable[Placed] = ()) -> bool:
    """Whether a claim of a correction takes back an earlier one.

    In a post of one person another name replaces the earlier one. Elsewhere the earlier name must be called wrong: by a
    denial, or by standing in the sentence that gives the right one.
    """
    new, old = notice.recorded, earlier.recorded
    if not old.article.published <= new.article.published <= old.article.published + REACH:
        return False
    if new.claim.kind is not old.claim.kind or new.claim.event != old.claim.event or new.article.id == old.article.id:
        return False
    if notice.slot == earlier.slot and notice.value == earlier.value:
        return new.claim.modality is Modality.DENIED or redates(new, old)
    if new.claim.modality is Modality.DENIED:
        return False
    if notice.slot.kind is Kind.LEADERSHIP:
        return notice.slot == earlier.slot and notice.slot.single and not _together(notice, earlier, notices)
    if (
        not set(notice.slot.organizations) & set(earlier.slot.organizations)
        or notice.slot.matter != earlier.slot.matter
    ):
        return False
    said = plain(new.claim.evidence.text + new.article.title)
    return any(plain(wrong) in said for wrong in _wrong(notice, earlier, names))


def redates(new: Recorded, old: Recorded) -> bool:
    """Whether a correction gives another date for the same event, naming the wrong one beside it."""
    right, wrong = new.claim.date, old.claim.date
    if right is None or wrong is None or right.covers(wrong) or wrong.covers(right):
        return False
    said = (right.day or right.month or right.year, wrong.day or wrong.month or wrong.year)
    return all(re.search(rf"(?<!\d){number}(?!\d)", new.claim.evidence.text) for number in said)


def _together(notice: Placed, earlier: Placed, notices: Iterable[Placed]) -> bool:
    """Whether the same correction also names the earlier person as holder: then both hold the post."""
    return any(
        other.recorded.article.id == notice.recorded.article.id
        and other.slot == notice.slot
        and other.value == earlier.value
        and other.recorded.claim.modality is not Modality.DENIED
        for other in notices
    )


def _wrong(notice: Placed, earlier: Placed, names: Names) -> list[str]:
    """The names, as written, that stand in the earlier claim and not in the correction."""
    claim = earlier.recorded.claim
    if isinstance(claim, PartnershipClaim):
        right = set(notice.slot.organizations)
        return [name for name in claim.organizations if names.organization(name) not in right]
    assert claim.kind is Kind.LAB
    return [claim.name]
