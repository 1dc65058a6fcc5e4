"""A disclosure's form to a text: its rows, and where it says who leads or what is bought, a sentence made of its fields.

Forms hold facts in cells, and a claim quotes a sentence. So the fields of two kinds of forms, changes of representative
directors and acquisitions of another company's shares, are put into one; below it stand the form's rows as they are.
Nothing is put into words that a field does not say: a form that is not understood gives its rows alone.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, tzinfo

from lxml import etree
from lxml import html as lxml_html

from sources.dates import read_date
from sources.decoding import decode
from sources.errors import BadAnswer, TooLarge

Rows = tuple[tuple[str, ...], ...]

_LARGEST = 8 * 1024 * 1024  # bytes of one unpacked document; forms have some ten thousand
_MOST_TAGS = 200_000
_CELLS = "./td | ./th | ./te | ./tu"  # the last two are the service's own
_NUMBER = re.compile(r"^\d{1,2}(?:-\d)?\s*[.)]\s*|^[-※·]\s*")
_WITHIN = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OFFICE = re.compile(r"(?:공동|각자|단독)?\s?(?:대표\s?이사|대표\s?집행\s?임원)\s?(?:사장|부사장|회장|부회장)?")
_LABEL = re.compile(r"(?:공동|각자)?(?:대표이사|대표집행임원)(?:명)?|성명|회사명(?:\(국적\))?|국적|내용")
_PERSON = re.compile(r"[가-힣]{2,5}|[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*){1,4}")
_NOTHING = frozenset({"", "-", "해당사항없음", "해당사항 없음", "미해당"})
_OWN = re.compile(r"자회사|종속|계열|관계\s?(?:회사|기업)|최대주주")  # more shares of a company that is held already

LEADERS = re.compile(r"대표\s?(?:이사|집행\s?임원)(?:\([^)]*\))?\s?변경")
SHARES = re.compile(r"타법인\s?주식\s?및\s?출자증권\s?(?:취득|양수)\s?결정")
_OF_SUBSIDIARY = "자회사의"


def unpacked(subject: str, body: bytes) -> str:
    """The document in the service's archive, as text. Raises BadAnswer or TooLarge, which name `subject`."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = sorted(each.filename for each in archive.infolist() if not each.is_dir())
            if not names:
                raise BadAnswer(subject, "its archive is empty")
            with archive.open(names[0]) as packed:
                plain = packed.read(_LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, IndexError) as error:
        raise BadAnswer(subject, f"its document is no archive ({error})") from error
    if len(plain) > _LARGEST:
        raise TooLarge(subject, f"longer than {_LARGEST:,} bytes once unpacked")
    return decode(plain).text


def rows(markup: str) -> Rows:
    """The rows of a form's tables, cells in plain text; cells that span rows stand in the first of them."""
    if markup.count("<") > _MOST_TAGS:
        return ()
    try:
        tree = lxml_html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return ()
    found = (tuple(_cell(cell) for cell in row.xpath(_CELLS)) for row in tree.iter("tr"))
    return tuple(row for row in found if any(row))


def text_of(company: str, report: str, form: Rows, filed: date, zone: tzinfo) -> str:
    """The form of `company`'s `report`, filed on that day, as a text."""
    said: list[str] = []
    if LEADERS.search(report):
        whose = _subsidiary(form) if _OF_SUBSIDIARY in report else company
        said = list(_leaders(whose, form, filed, zone)) if whose else []
    elif SHARES.search(report) and _OF_SUBSIDIARY not in report:
        said = list(_shares(company, form, filed))
    return "\n".join([*said, *(" ".join(cell for cell in row if cell) for row in form)])


def _leaders(company: str, form: Rows, filed: date, zone: tzinfo) -> Iterator[str]:
    before, after = _people(_value(form, r"변경\s?전")), _people(_value(form, r"변경\s?후"))
    if not before and not after:
        return
    moment = read_date(_value(form, r"변경\s?(?:예정)?\s?일(?:자)?"), zone)
    day = moment.astimezone(zone).date() if moment else filed
    ahead = day > filed
    named = f"{day.year}년 {day.month}월 {day.day}일"
    for person in (each for each in after if each not in before):
        verb = "선임한다고" if ahead else "선임했다고"
        yield f"{_with_topic(company)} {named}자로 {_with_object(person)} 대표이사로 {verb} 공시했다."
    for person in (each for each in before if each not in after):
        verb = "물러난다고" if ahead else "물러났다고"
        yield f"{_with_topic(company)} {named}자로 {person} 대표이사가 {verb} 공시했다."


def _shares(company: str, form: Rows, filed: date) -> Iterator[str]:
    target = _WITHIN.sub("", _value(form, r"발행회사|회사명(?:\(국적\))?")).strip()
    relation = _value(form, r"회사와(?:의)?\s?관계")
    share = re.search(r"\d{1,3}(?:\.\d+)?", _value(form, r"(?:취득\s?후\s?)?지분\s?비율\s?\(?%?\)?"))
    if not target or len(target) > 60 or _OWN.search(relation) or share is None:
        return
    day = f"{filed.year}년 {filed.month}월 {filed.day}일"
    stake = f"{_with_topic(company)} {target} 지분 {float(share[0]):g}%를"
    yield f"{stake} {'인수' if float(share[0]) >= 50 else '취득'}하기로 {day} 결정했다고 공시했다."


def _value(form: Rows, label: str) -> str:
    """What stands behind a label in its row, further labels passed over; "" where the form does not have it."""
    pattern = re.compile(label)
    for row in form:
        for position, cell in enumerate(row):
            plain = _NUMBER.sub("", cell).strip()
            if len(plain) <= 40 and (pattern.fullmatch(plain) or (pattern.match(plain) and _OFFICE.search(plain))):
                behind = [each for each in row[position + 1 :] if not _LABEL.fullmatch(each.replace(" ", ""))]
                if behind and behind[0] not in _NOTHING:
                    return behind[0]
    return ""


def _subsidiary(form: Rows) -> str:
    name = _WITHIN.sub("", _value(form, r"자회사(?:인)?\s?(?:의\s?)?(?:회사명|명칭|상호)?")).strip()
    return name if len(name) <= 40 else ""


def _people(written: str) -> tuple[str, ...]:
    """The names in a cell; none where a part of it is no name."""
    plain = _OFFICE.sub(" ", _WITHIN.sub(" ", written))
    parts = [" ".join(part.split()) for part in re.split(r"[,/·ㆍ、;\n]|\s및\s", plain)]
    names = tuple(part for part in parts if part)
    return names if all(_PERSON.fullmatch(name) for name in names) else ()


def _cell(cell: lxml_html.HtmlElement) -> str:
    return " ".join("".join(cell.itertext()).split())


def _with_topic(name: str) -> str:
    return name + ("은" if _closed(name) else "는")


def _with_object(name: str) -> str:
    return name + ("을" if _closed(name) else "를")


def _closed(name: str) -> bool:
    """Whether a name ends in a consonant, as far as its last letter tells."""
    last = name[-1:]
    return bool("가" <= last <= "힣" and (ord(last) - ord("가")) % 28)
