import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text import one_line, paragraphs


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("A&amp;B", "A&B"),
        ("A&amp;amp;B", "A&B"),
        ("E&amp;amp;amp;S", "E&S"),
        ("AT&T", "AT&T"),
        ("R&D 투자 &lt;확대&gt;", "R&D 투자 <확대>"),
        ("<b>LG전자</b>, 새 연구소", "LG전자, 새 연구소"),
        ("&lt;b&gt;LG전자&lt;/b&gt;, 새 연구소", "LG전자, 새 연구소"),
        ("<LG전자 인사>", "<LG전자 인사>"),
        ("&lt;인사&gt; 오르빗전자", "<인사> 오르빗전자"),
        ("1 < 2 그리고 3 > 2", "1 < 2 그리고 3 > 2"),
        ("속보\n  전자\t업계", "속보 전자 업계"),
        ("&#8220;따옴표&#8221;&nbsp;&hellip;", "“따옴표” …"),
        ("&notanentity; 남다", "&notanentity; 남다"),
        ("제로\u200b폭\ufeff글자", "제로폭글자"),
        (unicodedata.normalize("NFD", "연구소"), "연구소"),
        ("<script>alert('x')</script>제목", "제목"),
        ("<img src=x onerror=alert(1)>제목", "제목"),
        ("", ""),
    ],
)
def test_titles(markup, title):
    assert one_line(markup) == title


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>하나</p><p>둘</p>", "하나\n둘"),
        ("하나<br/>둘<BR>셋", "하나\n둘\n셋"),
        ("<div>하나 <em>강조</em>한 말</div>", "하나 강조한 말"),
        ("<ul><li>가</li><li>나</li></ul>", "가\n나"),
        ("<style>p{}</style><!-- 주석 -->본문", "본문"),
        ("&lt;p&gt;두 번 이스케이프&lt;/p&gt;", "두 번 이스케이프"),
    ],
)
def test_paragraphs(markup, text):
    assert paragraphs(markup) == text


@given(st.text(max_size=200))
def test_any_text_comes_out_in_single_spaces(text):
    assert one_line(text) == " ".join(one_line(text).split())
    assert "\n\n" not in paragraphs(text)
