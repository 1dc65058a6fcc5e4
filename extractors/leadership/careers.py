"""Careers: where somebody held the posts of which a sentence tells."""

from __future__ import annotations

from extractors.names.organizations.shapes import unknown
from extractors.names.phrases import Line, Post

_BRANCHES = ("법인", "지사", "본사", "지점")


def unknown_stage(line: Line, posts: list[Post]) -> str | None:
    """The place of "보라테크 인도법인에서 개발본부장을 지낸", where nothing else shows that it is an organisation."""
    place = next((p for p, word in enumerate(line.words) if posts and word.start == posts[0].start), 0)
    if place == 0 or line.words[place - 1].role != "i" or line.words[place].gap != " ":
        return None
    last = line.words[place - 1]
    before = line.words[place - 2] if place > 1 and last.gap == " " else None
    if before is not None and not before.role and last.stem.endswith(_BRANCHES) and unknown(before.text):
        return f"{before.text} {last.stem}"
    return last.stem if len(last.stem) >= 3 and unknown(last.stem) else None


def by_organization(posts: list[Post]) -> list[list[Post]]:
    """The posts of a career cut where another organisation is named: "A 소장과 B 원장을 지냈다"."""
    parts: list[list[Post]] = [[]]
    for post in posts:
        known = next((p.organization for p in parts[-1] if p.organization), None)
        if known is not None and post.organization not in (None, known):
            parts.append([])
        parts[-1].append(post)
    return parts
