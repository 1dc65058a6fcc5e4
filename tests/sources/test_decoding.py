"""The ladder from bytes to text: what the bytes prove, then what is declared, then CP949."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.decoding import decode

TEXT = "LG전자 토론토 인공지능연구소장에 새 인물… 펲빗·뷁·똠방각하까지"
PLAIN = "LG전자 토론토 인공지능연구소장에 새 인물, 완성형 글자만 있는 문장이다"


def feed(text, declared):
    return f'<?xml version="1.0" encoding="{declared}"?><rss><title>{text}</title></rss>'


@pytest.mark.parametrize(
    "declared", ["utf-8", "UTF-8", "euc-kr", "ks_c_5601-1987", "iso-8859-1", "no-such-thing", "utf-16"]
)
def test_valid_utf8_is_utf8_whatever_is_declared(declared):
    assert TEXT in decode(feed(TEXT, declared).encode()).text


@pytest.mark.parametrize(
    "declared", ["euc-kr", "EUC-KR", "ks_c_5601-1987", "cp949", "ms949", "x-windows-949", "korean", "utf-8", "", "UTF8"]
)
def test_cp949_is_read_under_every_name_and_under_a_wrong_one(declared):
    """CP949's own syllables in what is declared EUC-KR cost nothing."""
    found = decode(feed(TEXT, declared).encode("cp949"))
    assert TEXT in found.text
    assert not found.damaged


@pytest.mark.parametrize(
    "header", ["text/xml", "text/xml; charset=euc-kr", 'text/xml; charset="UTF-8"', "text/xml;charset=ISO-8859-1"]
)
def test_cp949_whatever_the_header_says(header):
    """Servers add ISO-8859-1 on their own; the document's word counts more."""
    assert PLAIN in decode(feed(PLAIN, "euc-kr").encode("cp949"), header).text


def test_the_header_counts_where_the_document_is_silent():
    assert "café" in decode("<rss><title>café</title></rss>".encode("latin-1"), "text/xml; charset=iso-8859-1").text
    assert "日本語のニュース" in decode("<rss>日本語のニュース</rss>".encode("euc-jp"), "text/xml; charset=euc-jp").text


@pytest.mark.parametrize("position", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("bad", [b"\xff", b"\xec\x95", b"\x80"])
def test_one_bad_byte_costs_one_character(position, bad):
    """Not the whole feed, as where the reader falls back to another encoding."""
    body = feed(TEXT * 3, "utf-8").encode()
    cut = int(len(body) * position)
    while body[cut] & 0xC0 == 0x80:
        cut += 1
    found = decode(body[:cut] + bad + body[cut:])
    assert found.encoding == "utf-8"
    assert found.damaged
    assert found.text.count("\ufffd") <= 2
    assert found.text.replace("\ufffd", "") == body.decode()


def test_a_cut_character_at_the_end_costs_one_character():
    assert decode(feed(TEXT, "utf-8").encode()[: len(feed("", "utf-8")) + 20]).encoding == "utf-8"


def test_one_bad_byte_in_cp949_costs_little():
    body = feed(PLAIN, "euc-kr").encode("cp949")
    body = body[:-10] + b"\xff" + body[-10:]
    assert PLAIN in decode(body).text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", [True, False])
def test_wide_encodings(encoding, mark):
    marks = {
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }
    body = (marks[encoding] if mark else b"") + feed(TEXT, "utf-16").encode(encoding)
    assert TEXT in decode(body).text


def test_a_byte_order_mark_is_no_text():
    assert decode(codecs.BOM_UTF8 + b"<rss/>").text == "<rss/>"


@pytest.mark.parametrize("declared", ["iso-2022-kr", "iso-2022-jp"])
def test_encodings_that_look_like_ascii(declared):
    text = "인공지능" if declared.endswith("kr") else "研究所"
    assert text in decode(feed(text, declared).encode(declared)).text


@pytest.mark.parametrize(
    "declared", ["hex", "rot13", "base64", "undefined", "idna", "punycode", "unicode_escape", "zlib", "mbcs", "utf-7"]
)
def test_codecs_that_are_no_encodings_are_not_used(declared):
    """A feed cannot have Python run any codec it names."""
    assert decode(feed("caf", declared).encode() + b"\xe9").text.endswith(("é", "\ufffd"))


def test_western_text_without_a_declaration_is_readable():
    assert "déjà vu à l’été" in decode("<rss>déjà vu à l’été, où ça</rss>".encode("cp1252")).text


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/xml; charset=euc-kr", "text/html; charset=utf-16", "charset=hz"]),
)
def test_any_bytes_decode(body, header):
    assert isinstance(decode(body, header).text, str)


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=10, max_size=200))
def test_all_syllables_survive_cp949(text):
    assert text in decode(feed(text, "euc-kr").encode("cp949")).text
