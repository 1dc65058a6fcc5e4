"""Disclosure forms in the two shapes that the service hands out, packed as it packs them."""

import io
import zipfile


def packed(markup, name="20261120800123.xml"):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, markup)
    return held.getvalue()


def exchange_form(*rows):
    """A form of the exchange: HTML, whose labels span rows."""
    body = "".join(
        "<tr>" + "".join(f'<td><span class="xforms_input">{cell}</span></td>' for cell in row) + "</tr>" for row in rows
    )
    return f'<html><head><meta charset="utf-8"><style>td {{}}</style></head><body><table id="XFormD1">{body}</table></body></html>'


def service_form(*rows):
    """A form of the service's own: XML with cells of several names."""
    body = "".join(
        f"<TR><TD>{row[0]}</TD>" + "".join(f'<TE ACODE="X">{cell}</TE>' for cell in row[1:]) + "</TR>" for row in rows
    )
    return f'<?xml version="1.0" encoding="utf-8"?><DOCUMENT><DOCUMENT-NAME ACODE="1">주요사항보고서</DOCUMENT-NAME><BODY><TABLE><TBODY>{body}</TBODY></TABLE></BODY></DOCUMENT>'


def leaders_form(before="김가온", after="이도담", day="2026-11-20", shape=exchange_form, above=()):
    return shape(
        *above,
        ("1. 변경내용", "변경전", "대표이사", before),
        ("변경후", "대표이사", after),
        ("2. 변경사유", "일신상의 사유에 따른 사임 및 신규 선임"),
        ("3. 변경일", day),
        ("4. 신임 대표이사에 관한 사항", "성명", after, "출생년월", "1970-01"),
        ("5. 이사회결의일(결정일)", day),
    )


def shares_form(target="라온로보틱스(주)", share="12.34", relation="-", shape=exchange_form):
    return shape(
        ("1. 발행회사", "회사명(국적)", target, "대표이사", "박라온"),
        ("회사와 관계", relation, "주요사업", "서비스용 로봇"),
        ("2. 취득내역", "취득주식수(주)", "1,234,000"),
        ("취득금액(원)", "12,340,000,000"),
        ("3. 취득후 소유주식수 및 지분비율", "소유주식수(주)", "1,234,000"),
        ("지분비율(%)", share),
        ("6. 취득예정일자", "2026-12-10"),
    )
