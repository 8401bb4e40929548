"""What a file really is, told by its content and not by its name; and what is not taken in."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

PDF, JPEG, PNG, DOCX, XLSX = "pdf", "jpeg", "png", "docx", "xlsx"
KINDS = (PDF, JPEG, PNG, DOCX, XLSX)
IMAGES = (JPEG, PNG)
ENDINGS = {PDF: {"pdf"}, JPEG: {"jpg", "jpeg"}, PNG: {"png"}, DOCX: {"docx"}, XLSX: {"xlsx"}}
WORDS = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", DOCX: "Word (docx)", XLSX: "Excel (xlsx)"}
TYPES = {
    PDF: "application/pdf",
    JPEG: "image/jpeg",
    PNG: "image/png",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5000
MOST_TIMES = 120
MOST_IN_PDF = 50 * 1024 * 1024

ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z0-9])")
# Three letters may well meet by chance in a packed picture; these do not.
ACTIVE_ANYWHERE = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Unfit(Exception):
    """The file is not one we take in; the code says which sentence."""


def kind_of(file: Any) -> str:
    """Which of the kinds we take this is, by its content."""
    file.seek(0)
    head = file.read(1024)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return office_kind(file)
    raise Unfit("kind")


def office_kind(file: Any) -> str:
    """A Word or an Excel file without macros, of a size that can be meant."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unfit("broken") from error
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit("macros")
    packed, unpacked = (
        sum(part.compress_size for part in parts),
        sum(part.file_size for part in parts),
    )
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or unpacked > max(packed, 10_000) * MOST_TIMES
    ):
        raise Unfit("bomb")
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    raise Unfit("kind")


def search_pdf(file: Any) -> None:
    """Refuses a PDF that starts something when it is opened, or cannot be looked into."""
    file.seek(0)
    body = file.read()
    if b"/Encrypt" in body:
        raise Unfit("locked")
    if ACTIVE_ANYWHERE.search(unescaped(body)):
        raise Unfit("active")
    left = MOST_IN_PDF
    for words, stream in parts_of(body):
        if ACTIVE.search(unescaped(words)):
            raise Unfit("active")
        if b"/ObjStm" in words:
            inside = unpacked(stream, left)
            left -= len(inside)
            if left <= 0:
                raise Unfit("bomb")
            if ACTIVE.search(unescaped(inside)):
                raise Unfit("active")


def parts_of(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands between the streams of a PDF, each with the stream that follows it."""
    place = 0
    while (opening := body.find(b"stream", place)) >= 0:
        closing = body.find(b"endstream", opening)
        closing = len(body) if closing < 0 else closing
        yield body[place:opening], body[opening + len(b"stream") : closing].lstrip(b"\r\n")
        place = closing + len(b"endstream")
    yield body[place:], b""


def unpacked(stream: bytes, limit: int) -> bytes:
    """The words of a packed stream, as many as may be; a stream packed otherwise holds none."""
    try:
        return zlib.decompressobj().decompress(stream, limit)
    except zlib.error:
        return b""


def unescaped(body: bytes) -> bytes:
    """Names in a PDF may hide their letters behind #4A and the like."""
    return ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), body)


class UploadField(forms.FileField):
    """One file of the kinds given; `file.kind` says which it is."""

    default_error_messages = {
        "required": _("Choose a file."),
        "missing": _("Choose a file."),
        "empty": _("The file is empty."),
        "large": _(
            "The file is %(size)s; at most %(limit)s is taken. Scan it in grey or with fewer dots."
        ),
        "kind": _("This file is not one of: %(kinds)s."),
        "lying": _(
            "The file is named .%(ending)s but is really %(kind)s. Save it under its right kind."
        ),
        "broken": _(
            "The file cannot be read: it is damaged or not whole. Save it anew and send that."
        ),
        "macros": _(
            "The file holds macros, which can do harm. Save it without macros and send that."
        ),
        "active": _(
            "This PDF holds a script or starts a program. Print it to a plain PDF and send that."
        ),
        "locked": _(
            "This PDF is locked and cannot be looked into. Print it to a plain PDF and send that."
        ),
        "bomb": _("The file unpacks to far more than it seems. Save it anew and send that."),
        "name": _("The file's name is too long. Name it in fewer than 150 letters."),
    }

    def __init__(
        self, *, kinds: tuple[str, ...] = KINDS, limit_mb: int | None = None, **kwargs: Any
    ) -> None:
        self.kinds, self.limit_mb = kinds, limit_mb
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(
            f".{ending}" for kind in kinds for ending in sorted(ENDINGS[kind])
        )

    @property
    def limit(self) -> int:
        return (self.limit_mb or settings.UPLOAD_LIMIT_MB) * 1024 * 1024

    def fail(self, code: str, **facts: Any) -> None:
        raise ValidationError(self.error_messages[code], code=code, params=facts)

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        if len(file.name) > 150:
            self.fail("name")
        if file.size > self.limit:
            self.fail("large", size=filesizeformat(file.size), limit=filesizeformat(self.limit))
        try:
            kind = kind_of(file)
            if kind == PDF:
                search_pdf(file)
        except Unfit as unfit:
            self.fail(str(unfit), kinds=self.kinds_in_words())
        if kind not in self.kinds:
            self.fail("kind", kinds=self.kinds_in_words())
        ending = file.name.rpartition(".")[2].lower()
        if ending not in ENDINGS[kind]:
            self.fail("lying", ending=ending, kind=WORDS[kind])
        file.seek(0)
        # SECURITY: what the browser said of the kind is not believed further on.
        file.kind, file.content_type = kind, TYPES[kind]
        return file

    def kinds_in_words(self) -> str:
        return ", ".join(WORDS[kind] for kind in self.kinds)
