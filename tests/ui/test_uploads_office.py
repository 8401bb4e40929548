"""Word and Excel files that call, fetch or carry something are refused; those of every day not."""

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from tests.files import EXCEL, WORD, links, office, words, zipped
from ui.uploads import office as searched
from ui.uploads.kinds import Unfit


def verdict(body):
    try:
        return searched.kind_of(io.BytesIO(body))
    except Unfit as unfit:
        return str(unfit)


def part(content_type, name="/x.xml"):
    return f'<Override PartName="{name}" ContentType="{content_type}"/>'


def field(*pieces):
    return words(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def sheet(formula):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetData><row r="1"><c r="A1"><f>{formula}</f></c></row></sheetData></worksheet>'
    )


def workbook():
    book = Workbook()
    book.active["A1"] = "Сумма"
    book.active["A2"] = '=IF(A1="a|b",Sheet!A3,0)'
    book.active["A3"] = "demilge"
    book.active["A3"].hyperlink = Hyperlink(ref="A3", target="https://demilge.kg/")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def locked():
    body = bytearray(office())
    for head in (b"PK\x03\x04", b"PK\x01\x02"):
        place = body.find(head)
        body[place + (6 if head == b"PK\x03\x04" else 8)] |= 1
    return bytes(body)


def twice():
    out = io.BytesIO(office())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("WORD/document.xml", "<other/>")
    return out.getvalue()


MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
BAD = {
    "macros": (office(xl__vbaProject=b"", **{"word__vbaProject.bin": b"x"}), "macros"),
    "macros under another folder": (office(**{"word/VBAPROJECT.BIN": b"x"}), "macros"),
    "macros, told by the table": (office(MACRO_WORD), "macros"),
    "macros under another name": (
        office(types=part("application/vnd.ms-office.vbaProject", "/word/x.bin")),
        "macros",
    ),
    "macros, told by a link": (
        office(**{"word___rels__document.xml.rels": links(("vbaProject", "x.bin", "Internal"))}),
        "macros",
    ),
    "macros of old Excel": (office(EXCEL, **{"xl__macrosheets__sheet1.xml": "<a/>"}), "macros"),
    "controls": (office(**{"word__activeX__activeX1.xml": "<a/>"}), "objects"),
    "an object": (office(**{"word__embeddings__oleObject1.bin": b"x"}), "objects"),
    "an object under another name": (
        office(types=part("application/vnd.openxmlformats-officedocument.oleObject", "/a.xml")),
        "objects",
    ),
    "an object, told by a link": (
        office(**{"word___rels__document.xml.rels": links(("oleObject", "a.xml", "Internal"))}),
        "objects",
    ),
    "another page inside": (
        office(**{"word___rels__document.xml.rels": links(("aFChunk", "a.mht", "Internal"))}),
        "objects",
    ),
    "a template from the web": (
        office(
            **{
                "word___rels__settings.xml.rels": links(
                    ("attachedTemplate", "http://evil.kg/a.dotm", "External")
                )
            }
        ),
        "outside",
    ),
    "a template from a neighbour's disk": (
        office(
            **{
                "word___rels__settings.xml.rels": links(
                    ("attachedTemplate", "file:///\\\\host\\share\\a.dotm", "External")
                )
            }
        ),
        "outside",
    ),
    "a picture from the web": (
        office(
            **{"word___rels__document.xml.rels": links(("image", "http://x/a.png", "External"))}
        ),
        "outside",
    ),
    "another workbook": (
        office(EXCEL, **{"xl__externalLinks__externalLink1.xml": "<a/>"}),
        "outside",
    ),
    "another workbook under another name": (
        office(
            EXCEL,
            types=part(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
            ),
        ),
        "outside",
    ),
    "data from elsewhere": (office(EXCEL, **{"xl__connections.xml": "<a/>"}), "outside"),
    "a question to a database": (office(EXCEL, **{"xl__queryTables__a.xml": "<a/>"}), "outside"),
    "a formula that calls": (
        office(EXCEL, **{"xl__worksheets__sheet1.xml": sheet("cmd|&apos; /C calc&apos;!A0")}),
        "outside",
    ),
    "a field that calls": (
        office(**{"word/document.xml": field(" DDEAUTO c:\\cmd.exe ")}),
        "outside",
    ),
    "a field that calls, in pieces": (
        office(**{"word/document.xml": field(" DD", "EAUTO c:\\cmd.exe ")}),
        "outside",
    ),
    "a simple field that calls": (
        office(**{"word/document.xml": words('<w:fldSimple w:instr="DDE excel a b"/>')}),
        "outside",
    ),
    "a field in a head line": (
        office(**{"word__header1.xml": field("INCLUDETEXT c:\\a.txt")}),
        "outside",
    ),
    "words that grow": (
        office(
            **{
                "word/document.xml": '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
                "<a>&c;</a>"
            }
        ),
        "broken",
    ),
    "words that are none": (office(**{"word/document.xml": "<a>"}), "broken"),
    "two parts of one name": (twice(), "broken"),
    "a lock": (locked(), "old"),
    "an Excel file that is not harmless, in a Word file": (
        office(
            **{
                "word__embeddings__book.xlsx": office(
                    EXCEL, **{"xl__externalLinks__externalLink1.xml": "<a/>"}
                )
            }
        ),
        "outside",
    ),
    "a box in a box in a box": (
        office(
            **{
                "word__embeddings__book.xlsx": office(
                    EXCEL, **{"xl__embeddings__book.xlsx": office(EXCEL)}
                )
            }
        ),
        "objects",
    ),
    "another archive": (zipped({"a.txt": "x"}), "kind"),
    "a table of nothing": (zipped({"[Content_Types].xml": "<Types/>"}), "kind"),
    "a table of what is not there": (
        zipped({"[Content_Types].xml": f"<Types>{part(WORD)}</Types>"}),
        "kind",
    ),
    "two kinds at once": (office(types=part(EXCEL)), "kind"),
    "a presentation": (
        office(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        ),
        "kind",
    ),
    "a bomb": (office(**{"word__document2.xml": b"0" * 3_000_000}), "bomb"),
    "too many parts": (
        zipped({f"{number}.xml": "" for number in range(searched.MOST_PARTS + 1)}),
        "bomb",
    ),
    "not a whole one": (office()[:-30], "broken"),
}
GOOD = {
    "the least Word file": (office(), "docx"),
    "the least Excel file": (office(EXCEL), "xlsx"),
    "an Excel file from a program": (workbook(), "xlsx"),
    "a link to press": (
        office(
            **{
                "word___rels__document.xml.rels": links(
                    ("hyperlink", "https://demilge.kg/", "External"),
                    ("image", "media/image1.png", "Internal"),
                )
            }
        ),
        "docx",
    ),
    "a template on the sender's own disk": (
        office(
            **{
                "word___rels__settings.xml.rels": links(
                    ("attachedTemplate", "file:///C:\\Users\\Айжан%20А\\кат.dotx", "External")
                )
            }
        ),
        "docx",
    ),
    "a table of contents": (
        office(**{"word/document.xml": field(" TOC \\o 1-3 ", ' HYPERLINK "http://x/dde" ')}),
        "docx",
    ),
    "a chart with its data": (
        office(**{"word__embeddings__Microsoft_Excel_Sheet.xlsx": workbook()}),
        "docx",
    ),
    "boxes to tick": (office(EXCEL, **{"xl__ctrlProps__ctrlProp1.xml": "<a/>"}), "xlsx"),
    "settings of a printer": (
        office(EXCEL, **{"xl__printerSettings__printerSettings1.bin": b"x"}),
        "xlsx",
    ),
    "words about such fields": (
        office(**{"word/document.xml": words("<w:r><w:t>DDE c:\\cmd.exe</w:t></w:r>")}),
        "docx",
    ),
}


@pytest.mark.parametrize("why", BAD)
def test_a_file_that_acts_is_refused(why):
    body, code = BAD[why]

    assert verdict(body) == code


@pytest.mark.parametrize("why", GOOD)
def test_a_file_of_every_day_is_taken(why):
    body, kind = GOOD[why]

    assert verdict(body) == kind


def test_words_without_end_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(searched, "MOST_WORDS", 100)

    assert verdict(office(**{"word/document.xml": words("x" * 200)})) == "bomb"
