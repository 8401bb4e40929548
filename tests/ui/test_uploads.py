import io
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from ui.uploads import IMAGES, PDF, UploadField

JPEG_HEAD = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PLAIN_PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def office(*names, body=b"<xml/>"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, body)
    return file.getvalue()


def sent(name, body, kind="application/octet-stream"):
    return SimpleUploadedFile(name, body, kind)


def fault(field, file):
    with pytest.raises(ValidationError) as caught:
        field.clean(file)
    return caught.value.messages


@pytest.mark.parametrize(
    ("name", "body", "kind", "content_type"),
    [
        ("a.pdf", PLAIN_PDF, "pdf", "application/pdf"),
        ("a.PDF", b"\n\n" + PLAIN_PDF, "pdf", "application/pdf"),
        ("a.jpg", JPEG_HEAD, "jpeg", "image/jpeg"),
        ("a.jpeg", JPEG_HEAD, "jpeg", "image/jpeg"),
        ("a.png", PNG_HEAD, "png", "image/png"),
        (
            "a.docx",
            office("word/document.xml"),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.xlsx",
            office("xl/workbook.xml"),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_a_file_is_known_by_its_content(name, body, kind, content_type):
    file = UploadField().clean(sent(name, body))

    assert (file.kind, file.content_type, file.tell()) == (kind, content_type, 0)


KINDS = "PDF, JPEG, PNG, Word (docx), Excel (xlsx)"


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("a.pdf", b"", "The file is empty."),
        ("a.exe", b"MZ\x90\x00", f"This file is not one of: {KINDS}."),
        ("a.pdf", b"MZ\x90\x00", f"This file is not one of: {KINDS}."),
        ("a.svg", b"<svg onload='x'/>", f"This file is not one of: {KINDS}."),
        ("a.docx", office("something.xml"), f"This file is not one of: {KINDS}."),
        (
            "a.pdf",
            JPEG_HEAD,
            "The file is named .pdf but is really JPEG. Save it under its right kind.",
        ),
        ("a", PNG_HEAD, "The file is named .a but is really PNG. Save it under its right kind."),
        (
            "a.docx",
            b"PK\x03\x04 and nothing more",
            "The file cannot be read: it is damaged or not whole. Save it anew and send that.",
        ),
        (
            "a.xlsx",
            office("xl/workbook.xml", "xl/vbaProject.bin"),
            "The file holds macros, which can do harm. Save it without macros and send that.",
        ),
        (
            "a.docx",
            office("word/document.xml", body=b"0" * 3_000_000),
            "The file unpacks to far more than it seems. Save it anew and send that.",
        ),
        (
            "a.pdf",
            PLAIN_PDF + b"<< /S /JavaScript /JS (app.alert) >>",
            "This PDF holds a script or starts a program. Print it to a plain PDF and send that.",
        ),
        (
            "a.pdf",
            PLAIN_PDF + b"<< /S /Java#53cript >>",
            "This PDF holds a script or starts a program. Print it to a plain PDF and send that.",
        ),
        (
            "a.pdf",
            PLAIN_PDF + b"<< /S /Launch >>",
            "This PDF holds a script or starts a program. Print it to a plain PDF and send that.",
        ),
        (
            "a.pdf",
            PLAIN_PDF
            + b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
            + zlib.compress(b"<< /S /JavaScript >>")
            + b"\nendstream",
            "This PDF holds a script or starts a program. Print it to a plain PDF and send that.",
        ),
        (
            "a.pdf",
            PLAIN_PDF + b"trailer << /Encrypt 5 0 R >>",
            "This PDF is locked and cannot be looked into. Print it to a plain PDF and send that.",
        ),
        (
            "a" * 200 + ".pdf",
            PLAIN_PDF,
            "The file's name is too long. Name it in fewer than 150 letters.",
        ),
    ],
)
def test_a_file_that_is_not_taken_is_told_why(name, body, sentence):
    assert fault(UploadField(), sent(name, body)) == [sentence]


def test_a_file_that_is_too_large(settings):
    settings.UPLOAD_LIMIT_MB = 1

    assert fault(UploadField(), sent("a.pdf", PLAIN_PDF + b"0" * 2**20)) == [
        "The file is 1,0\xa0MB; at most 1,0\xa0MB is taken. Scan it in grey or with fewer dots."
    ]


def test_a_missing_file_is_asked_for():
    assert fault(UploadField(), None) == ["Choose a file."]
    assert UploadField(required=False).clean(None) is None


def test_only_the_kinds_asked_for_are_taken():
    assert fault(UploadField(kinds=IMAGES), sent("a.pdf", PLAIN_PDF)) == [
        "This file is not one of: JPEG, PNG."
    ]
    assert UploadField(kinds=(PDF,)).widget.attrs["accept"] == ".pdf"


def test_letters_that_meet_by_chance_in_a_picture_are_no_script():
    body = PLAIN_PDF + b"<< /Subtype /Image >>\nstream\n\x01/JS\x02\nendstream\n"

    assert UploadField().clean(sent("a.pdf", body)).kind == "pdf"


def test_a_script_behind_a_picture_is_found():
    body = PLAIN_PDF + b"<< >>\nstream\n\x01\nendstream\n<< /S /Rendition /JS (x) >>"

    assert len(fault(UploadField(), sent("a.pdf", body))) == 1


def test_a_word_that_only_begins_like_a_script_is_no_script():
    body = PLAIN_PDF + b"<< /JSubset 1 /Launcher 2 >>"

    assert UploadField().clean(sent("a.pdf", body)).kind == "pdf"
