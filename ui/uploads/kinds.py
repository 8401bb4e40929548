"""The kinds of files that are taken in, and how each is known by its first bytes."""

from typing import Any

PDF, JPEG, PNG, HEIC, DOCX, XLSX = "pdf", "jpeg", "png", "heic", "docx", "xlsx"
KINDS = (PDF, JPEG, PNG, HEIC, DOCX, XLSX)
IMAGES = (JPEG, PNG, HEIC)
ENDINGS = {
    PDF: {"pdf"},
    JPEG: {"jpg", "jpeg"},
    PNG: {"png"},
    HEIC: {"heic", "heif"},
    DOCX: {"docx"},
    XLSX: {"xlsx"},
}
WORDS = {
    PDF: "PDF",
    JPEG: "JPEG",
    PNG: "PNG",
    HEIC: "HEIC",
    DOCX: "Word (docx)",
    XLSX: "Excel (xlsx)",
}
# What a kept file can be: a HEIC becomes a JPEG on the way in.
TYPES = {
    PDF: "application/pdf",
    JPEG: "image/jpeg",
    PNG: "image/png",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# What printers and scanners put before a PDF; anything else before it makes it two files in one.
BEFORE_PDF = b"\x00\t\n\f\r \xef\xbb\xbf"
PRINTER = b"\x1b%-12345X@PJL"


class Unfit(Exception):
    """The file is not one we take in; the code says which sentence, the facts fill it."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.facts = facts


def told_by_head(file: Any) -> str:
    """Which kind the first bytes tell; "zip" for what has to be opened to know."""
    file.seek(0)
    head = file.read(1024)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[4:8] == b"ftyp" and head[8:12] in BRANDS:
        return HEIC
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unfit("old")
    before, mark, _after = head.partition(b"%PDF-")
    if mark and (before.startswith(PRINTER) or not before.strip(BEFORE_PDF)):
        return PDF
    raise Unfit("kind")
