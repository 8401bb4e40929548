import hashlib
import random

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.files import EXCEL, PLAIN_PDF, office, packed, pdf, picture, sent
from ui.uploads import IMAGES, PDF, UploadField

JPEG_HEAD = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def fault(field, file):
    with pytest.raises(ValidationError) as caught:
        field.clean(file)
    return caught.value.messages


@pytest.mark.parametrize(
    ("name", "body", "kind", "content_type"),
    [
        ("a.pdf", PLAIN_PDF, "pdf", "application/pdf"),
        ("a.PDF", b"\n\n" + PLAIN_PDF, "pdf", "application/pdf"),
        ("a.pdf", b"\xef\xbb\xbf" + PLAIN_PDF, "pdf", "application/pdf"),
        ("a.pdf", b"\x1b%-12345X@PJL JOB\n" + PLAIN_PDF, "pdf", "application/pdf"),
        ("a.jpg", picture(), "jpeg", "image/jpeg"),
        ("a.jpeg", picture(), "jpeg", "image/jpeg"),
        ("a.png", picture(kind="PNG"), "png", "image/png"),
        ("a.heic", picture(kind="HEIC"), "jpeg", "image/jpeg"),
        ("a.HEIF", picture(kind="HEIC"), "jpeg", "image/jpeg"),
        # Messengers and phones rename pictures as they please.
        ("a.jpg", picture(kind="PNG"), "png", "image/png"),
        ("a.heic", picture(), "jpeg", "image/jpeg"),
        (
            "a.docx",
            office(),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.xlsx",
            office(EXCEL),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_a_file_is_known_by_its_content(name, body, kind, content_type):
    file = UploadField().clean(sent(name, body))

    assert (file.kind, file.content_type, file.tell()) == (kind, content_type, 0)
    assert (file.sent_name, file.sent_size) == (name, len(body))
    assert file.sent_sha256 == hashlib.sha256(body).hexdigest()


KINDS = "PDF, JPEG, PNG, HEIC, Word (docx), Excel (xlsx)"
OTHER = f"This file is not one of: {KINDS}."
OLD = (
    "This is an old Word or Excel file (.doc, .xls), or one locked with a password. "
    "Save it as docx, xlsx or PDF without a password and send that."
)
BROKEN = "The file cannot be read: it is damaged or not whole. Save it anew and send that."


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("a.pdf", b"", "The file is empty."),
        ("a.exe", b"MZ\x90\x00", OTHER),
        ("a.pdf", b"MZ\x90\x00", OTHER),
        ("a.svg", b"<svg onload='x'/>", OTHER),
        ("a.gif", b"GIF89a" + PLAIN_PDF, OTHER),
        ("a.pdf", b"<html><script>alert(1)</script>" + PLAIN_PDF, OTHER),
        ("a.pdf", b"MZ\x90\x00" + PLAIN_PDF, OTHER),
        ("a.avif", b"\x00\x00\x00\x1cftypavif" + b"\x00" * 40, OTHER),
        (
            "a.doc",
            OLD_OFFICE + b"\x00" * 600,
            OLD,
        ),
        (
            "a.pdf",
            JPEG_HEAD,
            "The file is named .pdf but is really JPEG. Save it under its right kind.",
        ),
        ("a", PNG_HEAD, "The file is named .a but is really PNG. Save it under its right kind."),
        (
            "a.jpg",
            PLAIN_PDF,
            "The file is named .jpg but is really PDF. Save it under its right kind.",
        ),
        ("a.docx", b"PK\x03\x04 and nothing more", BROKEN),
        ("a.jpg", JPEG_HEAD, BROKEN),
        ("a.png", PNG_HEAD, BROKEN),
        ("a.heic", b"\x00\x00\x00\x1cftypheic" + b"\x00" * 40, BROKEN),
        (
            "a" * 200 + ".pdf",
            PLAIN_PDF,
            "The file's name is too long. Name it in fewer than 150 letters.",
        ),
    ],
)
def test_a_file_that_is_not_taken_is_told_why(name, body, sentence):
    assert fault(UploadField(), sent(name, body)) == [sentence]


def test_every_refusal_has_a_sentence_of_its_own():
    codes = {"active", "attached", "bomb", "broken", "form", "hidden", "kind", "locked", "lying"}
    codes |= {"macros", "moving", "objects", "old", "opens", "outside", "points"}
    sentences = [str(UploadField().error_messages[code]) for code in codes]

    assert len(set(sentences)) == len(codes)


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
        "This file is not one of: JPEG, PNG, HEIC."
    ]
    assert UploadField(kinds=(PDF,)).widget.attrs["accept"] == ".pdf"


def test_a_phone_offers_its_camera_where_pictures_are_taken():
    assert UploadField(kinds=IMAGES).widget.attrs["accept"] == (
        "image/*,.jpeg,.jpg,.png,.heic,.heif"
    )


def test_a_pdf_is_kept_as_it_came():
    file = UploadField().clean(sent("a.pdf", PLAIN_PDF))

    assert file.read() == PLAIN_PDF


def test_what_is_found_in_a_pdf_is_told():
    assert fault(UploadField(), sent("a.pdf", pdf(packed(b"<< /S /JavaScript >>")))) == [
        "This PDF holds a script or starts a program. Print it to a plain PDF and send that."
    ]


def spoiled(body, chance):
    """The same file with a few bytes changed, left out or put in."""
    found = bytearray(body)
    for _time in range(chance.choice([1, 3, 12])):
        place = chance.randrange(len(found))
        deed = chance.choice(["change", "leave out", "put in"])
        if deed == "change":
            found[place] = chance.randrange(256)
        elif deed == "leave out" and len(found) > 100:
            del found[place : place + chance.choice([1, 4, 60])]
        else:
            found[place:place] = chance.randbytes(chance.choice([1, 4, 60]))
    return bytes(found)


WHOLE = {
    "a.pdf": pdf(packed(b"<< /Type /Font >>")),
    "a.jpg": picture(),
    "a.png": picture(kind="PNG"),
    "a.docx": office(),
    "a.xlsx": office(EXCEL),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", WHOLE)
def test_a_spoiled_file_is_refused_or_read_and_never_breaks_the_page(name):
    chance = random.Random(name)
    found = set()
    for _time in range(200):
        try:
            UploadField().clean(sent(name, spoiled(WHOLE[name], chance)))
            found.add("taken")
        except ValidationError:
            found.add("refused")

    assert found == {"taken", "refused"}
