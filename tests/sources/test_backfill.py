"""Archives of articles: every form, in order, resumable, and what is broken beside what is not."""

import gzip
import json
import tarfile
import zipfile
from datetime import date

import pytest

from facts.articles import DateBasis
from sources.backfill import count_backfill, read_backfill
from sources.errors import BadFile

RECORDS = [
    {
        "id": str(n),
        "title": f"제목 {n}",
        "text": f"본문 {n}",
        "published": f"2024-05-{n:02}",
        "language": "ko",
        "claims": [],
    }
    for n in range(1, 6)
]
LINES = "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS) + "\n\n"
PROSE = "오르빗전자는 밴쿠버 인공지능연구소장으로 리나 가우라브 박사를 선임했다고 20일 밝혔다. " * 8
HTML = f'<html><head><title>선임</title><meta property="article:published_time" content="2024-05-07T23:30:00+09:00"></head><body><article><p>{PROSE}</p></article></body></html>'


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "old"
    (folder / "2024").mkdir(parents=True)
    (folder / "a.jsonl").write_text(LINES, encoding="utf-8")
    (folder / "2024" / "page.html").write_bytes(HTML.replace("<head>", "<head><meta charset='euc-kr'>").encode("cp949"))
    (folder / "2024" / "2024-05-12_note.txt").write_text("첫 줄\n둘째 줄", encoding="utf-8")
    (folder / "headed.txt").write_text(
        "title: 머리글\npublished: 2024년 5월 13일\nurl: https://orbit.example/v?no=7\n\n본문: 줄", encoding="utf-8"
    )
    (folder / ".hidden.txt").write_text("no")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def packed(folder, kind):
    if kind == "folder":
        return folder
    target = folder.parent / f"old{kind}"
    if kind == ".zip":
        with zipfile.ZipFile(target, "w") as archive:
            for file in sorted(folder.rglob("*")):
                archive.write(file, file.relative_to(folder))
    else:
        with tarfile.open(target, "w:gz") as archive:
            for file in sorted(folder.rglob("*")):
                archive.add(file, file.relative_to(folder), recursive=False)
    return target


@pytest.mark.parametrize("kind", ["folder", ".zip", ".tar.gz"])
def test_all_forms_in_a_folder_or_an_archive(folder, kind):
    path = packed(folder, kind)
    items = list(read_backfill(path))
    assert count_backfill(path) == len(items) == 8
    assert [item.position for item in items] == list(range(1, 9))
    assert all(item.error is None for item in items)
    articles = {item.name.split("/")[-1]: item.article for item in items}
    assert articles["page.html"].published == date(2024, 5, 7)
    assert articles["page.html"].date_basis is DateBasis.PAGE
    assert articles["page.html"].text.startswith("오르빗전자는")
    assert (articles["2024-05-12_note.txt"].published, articles["2024-05-12_note.txt"].text) == (
        date(2024, 5, 12),
        "첫 줄\n둘째 줄",
    )
    headed = articles["headed.txt"]
    assert (headed.title, headed.published, headed.url, headed.text) == (
        "머리글",
        date(2024, 5, 13),
        "https://orbit.example/v?no=7",
        "본문: 줄",
    )
    assert articles["a.jsonl:3"].id == "3"


@pytest.mark.parametrize("stop", range(9))
def test_a_reader_goes_on_where_it_stopped(folder, stop):
    everything = list(read_backfill(folder))
    assert everything[:stop] + list(read_backfill(folder, after=stop)) == everything


def test_packed_lines(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    assert [item.article.title for item in read_backfill(path)] == [record["title"] for record in RECORDS]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{broken", "no record"),
        ('{"title": "a", "text": "b"}', "published"),
        ('{"title": "a", "text": "", "published": "2024-05-12"}', "text"),
        ('{"title": "a", "text": "b", "published": "soon"}', "published"),
        ("[1, 2]", "no record"),
        ("[" * 100_000, "no record"),
    ],
)
def test_a_broken_line_is_named_and_in_nobodys_way(tmp_path, line, message):
    path = tmp_path / "a.jsonl"
    path.write_text(LINES.strip() + "\n" + line + "\n" + LINES, encoding="utf-8")
    items = list(read_backfill(path))
    assert [item.position for item in items if item.error] == [6]
    assert items[5].error.subject == "a.jsonl:6"
    assert message in str(items[5].error)
    assert len(items) == 11


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("undated.txt", "본문", "published: 2024-05-12"),
        ("2024-13-45.txt", "본문", "published: 2024-05-12"),
        ("2024-05-12.txt", "  \n", "text"),
        ("empty.html", "<html></html>", "give it as a text"),
        ("undated.html", f"<html><body><p>{PROSE}</p></body></html>", "put the day into its name"),
    ],
)
def test_what_has_no_date_or_no_text_is_no_article(tmp_path, name, content, message):
    (tmp_path / name).write_text(content, encoding="utf-8")
    (item,) = read_backfill(tmp_path)
    assert item.article is None
    assert message in str(item.error)


def test_a_text_keeps_its_first_lines_when_they_are_no_head(tmp_path):
    (tmp_path / "2024-05-12.txt").write_text("title: 머리글처럼 보이는 줄\n바로 이어지는 본문", encoding="utf-8")
    (item,) = read_backfill(tmp_path)
    assert item.article.text == "title: 머리글처럼 보이는 줄\n바로 이어지는 본문"


def test_one_article_in_a_feed_and_in_an_archive_is_one(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"url": "http://orbit.example/v?no=7&utm_source=x", "text": "a", "published": "2024-05-12"}'
    )
    (tmp_path / "b.jsonl").write_text('{"url": "https://orbit.example/v?no=7", "text": "b", "published": "2024-05-12"}')
    first, second = read_backfill(tmp_path)
    assert first.article.id == second.article.id


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.zip", b"no zip"), ("a.tar.gz", b"no tar"), ("a.jsonl.gz", b"no gzip"), ("a.pdf", b"%PDF"), (None, b"")],
)
def test_what_is_no_archive_is_named(tmp_path, name, content):
    path = tmp_path / (name or "missing.jsonl")
    if name:
        path.write_bytes(content)
    with pytest.raises(BadFile, match=path.name):
        list(read_backfill(path))


def test_a_zip_bomb_ends_at_the_limit_of_one_document(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2024-05-12.txt", bytes(40 * 1024 * 1024))
        archive.writestr("2024-05-13.txt", "본문")
    first, second = read_backfill(path)
    assert "longer than" in str(first.error)
    assert second.article.text == "본문"


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar.xz"])
def test_of_a_broken_archive_what_can_be_read_is_read_and_counted(tmp_path, name):
    """Then its fault is named."""
    path = tmp_path / name
    text = "".join(chr(0xAC00 + (n * 7919) % 11172) for n in range(200_000))
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("2024-05-12.txt", "본문")
            archive.writestr("2024-05-13.txt", text)
    else:
        (tmp_path / "2024-05-12.txt").write_text("본문", encoding="utf-8")
        (tmp_path / "2024-05-13.txt").write_text(text, encoding="utf-8")
        with tarfile.open(path, f"w:{name.rpartition('.')[2]}") as packed:
            for member in ("2024-05-12.txt", "2024-05-13.txt"):
                packed.add(tmp_path / member, member)
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    if name.endswith(".zip"):  # cut short it would have no table of contents
        whole[middle : middle + 2_000] = bytes(2_000)
    else:
        del whole[middle:]
    path.write_bytes(whole)
    read = []
    with pytest.raises(BadFile, match="to its end"):
        read.extend(item.article.text[:2] for item in read_backfill(path))
    assert read[0] == "본문"
    assert count_backfill(path) == len(read)
