import hashlib
import json
import shutil
from pathlib import Path

import pytest

from facts.articles import DateBasis
from sources.errors import BadFile
from sources.seeds import read_seeds

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = Path(__file__).parents[1] / "gold" / "seeds.jsonl"


def test_seeds_are_the_documents_with_their_days():
    """Five articles in the manifest's order, the text of each being its file unchanged."""
    articles = list(read_seeds(SEEDS))
    assert [article.id for article in articles] == [f"seed-00{n}" for n in range(5)]
    assert [article.published.isoformat() for article in articles] == [
        "2024-05-12",
        "2023-08-24",
        "2020-06-07",
        "2024-06-25",
        "2024-04-12",
    ]
    for article, file in zip(articles, sorted(SEEDS.glob("*.txt")), strict=True):
        assert article.text == file.read_bytes().decode()
        assert article.date_basis is DateBasis.STATED


def test_seeds_split_as_the_gold_does():
    """Title and text are those of the annotated records, so offsets mean the same on both sides."""
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert [(a.title, a.text) for a in read_seeds(SEEDS)] == [(g["title"], g["text"]) for g in gold]


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds"


def test_a_changed_seed_is_refused_by_name(folder):
    file = next(folder.glob("001_*.txt"))
    file.write_bytes(file.read_bytes() + b"!")
    with pytest.raises(BadFile, match=r"001_.*restore it"):
        list(read_seeds(folder))


def test_a_missing_seed_is_refused_by_name(folder):
    next(folder.glob("002_*.txt")).unlink()
    with pytest.raises(BadFile, match=r"002_.*cannot be read"):
        list(read_seeds(folder))


def test_a_missing_manifest_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"manifest\.yaml.*cannot be read"):
        list(read_seeds(tmp_path))


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("seeds: [", "not YAML"),
        ("language: ko\nseeds: []\n", "seeds: "),
        ("language: ko\nseeds: [{file: ../../etc/passwd}]\n", r"seeds\.0\.file"),
        ("language: ko\ncolour: red\nseeds: []\n", "colour"),
    ],
)
def test_a_broken_manifest_names_the_field(folder, manifest, message):
    (folder / "manifest.yaml").write_text(manifest, encoding="utf-8")
    with pytest.raises(BadFile, match=message):
        list(read_seeds(folder))


def test_a_seed_in_another_encoding_is_refused_by_name(folder):
    file = next(folder.glob("003_*.txt"))
    manifest = folder / "manifest.yaml"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp949", "replace"))
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace(before, hashlib.sha256(file.read_bytes()).hexdigest()),
        encoding="utf-8",
    )
    with pytest.raises(BadFile, match=r"003_.*is not UTF-8"):
        list(read_seeds(folder))
