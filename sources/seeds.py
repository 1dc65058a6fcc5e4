"""The seed corpus: a folder of text files and the manifest that dates them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facts.articles import Article
from sources.errors import BadFile

MANIFEST = "manifest.yaml"


class Seed(BaseModel):
    """One line of the manifest; seeds/manifest.yaml explains the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str = Field(pattern=r"^\d{3}_[^/\\]+$")
    published: date
    dated_by: str
    publisher: str | None
    title: str
    sha256: str

    @property
    def article_id(self) -> str:
        """Stable whatever else changes: `seed-` and the number the file's name starts with."""
        return f"seed-{self.file[:3]}"


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    seeds: tuple[Seed, ...] = Field(min_length=1)


def read_seeds(folder: Path) -> Iterator[Article]:
    """The articles of the manifest in `folder`, in its order; each text is the document, character by character.

    Raises BadFile where the manifest or a document is missing, malformed or not the one that the manifest names.
    """
    manifest = _manifest(folder / MANIFEST)
    for seed in manifest.seeds:
        yield Article(
            id=seed.article_id,
            title=seed.title,
            text=_document(folder / seed.file, seed.sha256),
            published=seed.published,
            language=manifest.language,
            publisher=seed.publisher,
            source="seeds",
        )


def _manifest(path: Path) -> Manifest:
    try:
        return Manifest.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadFile(str(path), f"cannot be read ({error.strerror}); the seeds need their manifest") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFile(str(path), f"is not YAML in UTF-8: {error}") from error
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise BadFile(str(path), f"does not describe seeds ({problems})") from error


def _document(path: Path, sha256: str) -> str:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BadFile(
            str(path), f"cannot be read ({error.strerror}); restore it or take it out of {MANIFEST}"
        ) from error
    found = hashlib.sha256(body).hexdigest()
    if found != sha256:
        raise BadFile(str(path), f"is not the document that {MANIFEST} names (sha256 {found[:12]}…); restore it")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(str(path), f"is not UTF-8: {error}") from error
