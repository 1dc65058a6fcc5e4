"""What a run leaves for people: Markdown for artifacts. Pure; tables escape what would break them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from facts.changes import Change
from facts.claims import Claim, LabClaim, LeadershipClaim, PartnershipClaim


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; line breaks and bars in cells are made harmless."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def changes_table(changes: Sequence[Change]) -> str:
    """Changes with before → after, since when, the sentence and the article."""
    if not changes:
        return "No change to tell."
    return table(
        ("what", "who or where", "before → after", "since", "sentence", "article"),
        (
            (
                f"{change.kind} {change.change} ({change.modality})",
                ", ".join(change.subject),
                f"{change.before or '—'} → {change.after or '—'}",
                change.since or "",
                change.sentence,
                link(change.article.title or change.article.id, change.article.url),
            )
            for change in changes
        ),
    )


def claims_table(claims: Sequence[Claim]) -> str:
    """Claims as they are stated, each with its sentence and the rule that found it."""
    if not claims:
        return "The article states nothing of this kind."
    return table(
        ("kind", "event", "stated", "date", "what", "sentence", "rule"),
        (
            (
                claim.kind,
                claim.event,
                claim.modality,
                claim.date or "",
                stated(claim),
                claim.evidence.text,
                f"`{claim.rule}`",
            )
            for claim in claims
        ),
    )


def stated(claim: Claim) -> str:
    """The content of a claim in a few words."""
    match claim:
        case LeadershipClaim():
            place = " ".join(part for part in (claim.organization, claim.unit) if part)
            return f"{claim.person}: {place} {'·'.join(claim.roles)}"
        case LabClaim():
            of = "" if claim.organization == claim.name else f"{claim.organization} "
            return f"{of}{claim.name}" + (f" ({claim.location})" if claim.location else "")
        case PartnershipClaim():
            named = f" — {claim.name}" if claim.name else ""
            return f"{' · '.join(claim.organizations)} ({claim.type}){named}"


def link(text: str, url: str | None) -> str:
    """A Markdown link, or the bare text where there is no safe address."""
    shown = text.replace("[", "(").replace("]", ")")
    if url is None or not url.startswith(("http://", "https://")):
        return shown
    safe = quote(url, safe=":/?#[]@!$&'*+,;=%~")  # parentheses, spaces and angle brackets would end the link
    return f"[{shown}]({safe})"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|").replace("<", "&lt;") if value is not None else ""


def left_as_they_are(gone: int) -> str:
    """What reading again says of articles whose text was removed."""
    return f"{gone} articles have no text any more (upkeep removed it) and keep what was read from them."
