"""Claims with where they come from, and what was told of them: the material that derivation works on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from enum import IntEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from facts.articles import Article
from facts.changes import ArticleReference, Change
from facts.claims import Claim, Reading


class Tier(IntEnum):
    """How close a source stands to what happened. Lower is closer; the watch list sets it for each source."""

    OFFICIAL = 1  # a filing, the organisation's own newsroom
    MAJOR = 2  # a newspaper or agency that names who says so
    TRADE = 3  # trade press, portals
    OTHER = 4  # blogs, boards


class Recorded(BaseModel):
    """One claim of one article revision, with all that judging it needs.

    `id` names the statement of the article whatever its revision, rule and offsets, so that a judgement outlives an edit
    and a re-reading. `sketch` is `facts.origins.sketch` of the text and `attributed_to` the outlet that it repeats.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    claim: Claim
    article: ArticleReference
    revision: str
    recorded_at: AwareDatetime
    tier: Tier = Tier.MAJOR
    sketch: tuple[int, ...] = ()
    attributed_to: str | None = None


class Told(BaseModel):
    """A change that was told, with the claim it rests on: what later articles are compared with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    change: Change
    claim: Claim
    told_at: AwareDatetime


def claim_id(article: str, claim: Claim) -> str:
    """Names what an article states: 32 hexadecimal digits of the SHA-256 of its terms."""
    terms = claim.model_dump(mode="json", exclude={"evidence", "rule"})
    written = json.dumps([article, terms], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:32]


def reference(article: Article) -> ArticleReference:
    return ArticleReference(
        id=article.id,
        title=article.title,
        published=article.published,
        url=article.url,
        publisher=article.publisher,
    )


def record(
    article: Article,
    reading: Reading,
    recorded_at: AwareDatetime,
    tier: Tier = Tier.MAJOR,
    sketch: Iterable[int] = (),
    attributed_to: str | None = None,
) -> tuple[Recorded, ...]:
    """The claims of a reading in the order of the text; a statement that the article repeats is kept once."""
    cited, fingerprint = reference(article), tuple(sketch)
    found: dict[str, Recorded] = {}
    for claim in reading.claims:
        name = claim_id(article.id, claim)
        found.setdefault(
            name,
            Recorded(
                id=name,
                claim=claim,
                article=cited,
                revision=article.content_hash,
                recorded_at=recorded_at,
                tier=tier,
                sketch=fingerprint,
                attributed_to=attributed_to,
            ),
        )
    return tuple(found.values())
