"""A Word or an Excel file: no macros, no foreign objects, nothing fetched from elsewhere."""

import re
import zipfile
import zlib
from typing import Any
from urllib.parse import unquote

from lxml import etree

from ui.uploads.kinds import DOCX, XLSX, Unfit

MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5000
MOST_TIMES = 120
MOST_WORDS = 40 * 1024 * 1024
LOCKED_FLAG = 0x1

MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
MAIN_PARTS = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
# Pieces of a part's kind that tell what it holds.
MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "dialogsheet")
OBJECT_TYPES = ("activex", "oleobject")
OUTSIDE_TYPES = ("externallink", "spreadsheetml.connections", "spreadsheetml.querytable")
MACRO_PARTS = re.compile(r"vbaproject\.bin|vbadata\.xml|/macrosheets/|/dialogsheets/")
OBJECT_PARTS = re.compile(r"/activex/|/oleobject[^/]*\.bin$|/embeddings/[^/]*\.bin$")
OUTSIDE_PARTS = re.compile(r"/externallinks/|^/xl/connections\.xml$|/querytables/|/webextensions/")
REFUSED_PARTS = {"macros": MACRO_PARTS, "objects": OBJECT_PARTS, "outside": OUTSIDE_PARTS}
# The data behind a chart: an Excel file in a Word file, which must be as harmless as its host.
INNER = re.compile(r"/embeddings/[^/]*\.(xlsx|docx)$")
# A template on the sender's own disk: the name is all there is of it.
OWN_DISK = re.compile(r"^(?:file:///)?[A-Za-z]:[\\/]")
WORDS_OF_TEXT = re.compile(r"^word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
WORDS_OF_SHEETS = re.compile(r"^xl/worksheets/[^/]+\.xml$")
FETCHING = re.compile(r"^\s*(?:DDE|DDEAUTO|INCLUDETEXT)\b", re.IGNORECASE | re.MULTILINE)
# =program|'words'!cell
CALLING = re.compile(r"\|[^!]*!")
SAID = re.compile(r'"[^"]*"')
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    zlib.error,
)


def kind_of(file: Any, *, inside: bool = False) -> str:
    """A Word or an Excel file of a size that can be meant; anything that acts is refused."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind_of(archive, inside=inside)
    except BROKEN as error:
        raise Unfit("broken") from error


def _kind_of(archive: zipfile.ZipFile, *, inside: bool) -> str:
    parts = archive.infolist()
    names = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in parts}
    _must_be_meant(parts)
    if len(names) != len(parts):
        # Two parts of one name: one reader would see the first, another the second.
        raise Unfit("broken")
    if any(part.flag_bits & LOCKED_FLAG for part in parts):
        raise Unfit("old")
    for code, pattern in REFUSED_PARTS.items():
        if any(pattern.search(f"/{name}") for name in names):
            raise Unfit(code)
    if "[content_types].xml" not in names:
        raise Unfit("kind")
    kind = _told_by_types(archive, names["[content_types].xml"])
    if MAIN_PARTS[kind] not in names:
        raise Unfit("kind")
    for name, part in names.items():
        _search_part(archive, name, part, kind=kind, inside=inside)
    return kind


def _search_part(
    archive: zipfile.ZipFile, name: str, part: zipfile.ZipInfo, *, kind: str, inside: bool
) -> None:
    if name.endswith(".rels"):
        _search_links(archive, part)
    elif (WORDS_OF_TEXT if kind == DOCX else WORDS_OF_SHEETS).search(name):
        _search_words(archive, part)
    elif INNER.search(f"/{name}"):
        if inside:
            raise Unfit("objects")
        with archive.open(part) as packed:
            kind_of(packed, inside=True)


def _must_be_meant(parts: list[zipfile.ZipInfo]) -> None:
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


def _told_by_types(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """The kind, from the table of what each part is."""
    kinds = set()
    for _event, element in _read(archive, part):
        told = (element.get("ContentType") or "").lower()
        if any(word in told for word in MACRO_TYPES):
            raise Unfit("macros")
        if any(word in told for word in OUTSIDE_TYPES):
            raise Unfit("outside")
        # A default for an ending says nothing of there being such a part.
        if _is(element, "Override") and any(word in told for word in OBJECT_TYPES):
            raise Unfit("objects")
        kinds |= {MAIN[told]} if told in MAIN else set()
    if len(kinds) != 1:
        raise Unfit("kind")
    return kinds.pop()


def _search_links(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuses what is fetched when the file is opened; a link to press may stay."""
    for _event, element in _read(archive, part):
        what = (element.get("Type") or "").rpartition("/")[2].lower()
        if what == "vbaproject":
            raise Unfit("macros")
        if what in {"oleobject", "control", "activexcontrolbinary", "afchunk"}:
            raise Unfit("objects")
        if (element.get("TargetMode") or "").lower() != "external" or what == "hyperlink":
            continue
        if what == "attachedtemplate" and OWN_DISK.search(unquote(element.get("Target") or "")):
            continue
        raise Unfit("outside")


def _search_words(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuses fields and formulas that call a program or another file."""
    field: list[str] = []
    for _event, element in _read(archive, part):
        if _is(element, "fldChar"):
            field.append("\n")
        elif _is(element, "instrText"):
            field.append(element.text or "")
        elif _is(element, "fldSimple"):
            field.append(f"\n{_attribute(element, 'instr')}\n")
        elif _is(element, "f") and CALLING.search(SAID.sub("", element.text or "")):
            raise Unfit("outside")
        elif _is(element, "p") or _is(element, "row"):
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    if FETCHING.search("".join(field)):
        raise Unfit("outside")


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Any:
    """Every element of a part, one after another; a part that declares anything is refused."""
    if part.file_size > MOST_WORDS:
        raise Unfit("bomb")
    with archive.open(part) as opened:
        reading = etree.iterparse(
            opened,
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            yield from reading
        except etree.XMLSyntaxError as error:
            raise Unfit("broken") from error
        tree = reading.root
        if tree is not None and tree.getroottree().docinfo.doctype:
            # SECURITY: honest programs declare nothing; entities grow without end.
            raise Unfit("broken")


def _is(element: Any, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _attribute(element: Any, name: str) -> str:
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(found, "")
