"""What stands in the cells of a workbook somebody sent: read by hand, in bounded time and memory.

No formula is reckoned, no definition followed, no other file opened; what a form never holds is
refused before it is read. Every element counts, and there are so many and no more.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Context, Decimal
from typing import Any
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string

from papers.twin.keys import unwritten

MOST_PARTS, MOST_SHEETS, MOST_MERGED = 400, 40, 1000
LONGEST_TITLE = 60
LARGEST_PART, LARGEST_WHOLE = 16 * 1024 * 1024, 40 * 1024 * 1024
MOST_ELEMENTS = 600_000
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
# Excel shows fifteen figures of a number, and means no more.
SHOWN = Context(prec=15)
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?")
DAY_ONE = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - no zone in a sheet
LAST_DAY = 2_958_465
# Parts by which a workbook reaches for other files, programs or data.
REACHING = {
    "xl/externallinks/": "links",
    "xl/connections.xml": "links",
    "xl/querytables/": "links",
    "xl/embeddings/": "active",
    "xl/activex/": "active",
    "xl/macrosheets/": "active",
    "xl/dialogsheets/": "active",
    "xl/vbaproject.bin": "active",
}


class Unreadable(Exception):
    """The file is not one we read; the code says which sentence."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula stands here; what it says is of no interest."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An error of the spreadsheet stands here, such as #REF!."""

    sign: str


Value = str | Decimal | bool | datetime | Formula | Broken


@dataclass(slots=True)
class Sheet:
    """One sheet: its name, what stands where, and which cells are merged."""

    title: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """The sheets in their order, and how many elements it took to read them."""

    sheets: list[Sheet]
    counted: int


def open_book(file: Any) -> Book:
    """Everything that stands in the workbook."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _Reading(archive).book()
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        UnicodeError,
        ValueError,
    ) as error:
        raise Unreadable("broken") from error


class _Reading:
    """One workbook while it is read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.counted = archive, 0
        self.parts = {info.filename: info for info in archive.infolist()}
        if len(self.parts) > MOST_PARTS:
            raise Unreadable("large")
        if sum(info.file_size for info in self.parts.values()) > LARGEST_WHOLE:
            raise Unreadable("large")
        if any(info.compress_type not in PACKED for info in self.parts.values()):
            raise Unreadable("broken")
        for name in self.parts:
            for place, code in REACHING.items():
                if name.casefold().startswith(place):
                    raise Unreadable(code)

    def book(self) -> Book:
        names, old = self.sheets()
        strings = self.strings()
        days = self.styles_of_days()
        sheets = []
        for title, part in names:
            if part in self.parts:
                sheets.append(_SheetReading(self, title, strings, days, DAY_ONE[old]).read(part))
        return Book(sheets=sheets, counted=self.counted)

    def parse(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        words: Callable[[str], None] | None = None,
    ) -> None:
        """Reads one part element by element."""
        info = self.parts.get(part)
        if info is None:
            return
        if info.file_size > LARGEST_PART:
            raise Unreadable("large")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def count(name: str, given: Mapping[str, str]) -> None:
            self.counted += 1
            if self.counted > MOST_ELEMENTS:
                raise Unreadable("large")
            start(_bare(name), given)

        def refuse(*_told: Any) -> Any:
            # SECURITY: entities grow without end and reach for other files; a form has none.
            raise Unreadable("definition")

        parser.StartElementHandler = count
        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        parser.ExternalEntityRefHandler = refuse
        if end is not None:
            parser.EndElementHandler = lambda name: end(_bare(name))
        if words is not None:
            parser.CharacterDataHandler = words
        with self.archive.open(info) as stream:
            while piece := stream.read(65536):
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    # --- what the sheets are

    def sheets(self) -> tuple[list[tuple[str, str]], bool]:
        """The name and the part of every sheet, and whether days are counted from 1904."""
        found: list[tuple[str, str]] = []
        counting = [False]

        def start(name: str, given: Mapping[str, str]) -> None:
            if name == "sheet":
                key = next((value for at, value in given.items() if _bare(at) == "id"), "")
                found.append((given.get("name", ""), key))
            elif name == "workbookPr":
                counting[0] = given.get("date1904", "") in {"1", "true"}

        self.parse("xl/workbook.xml", start)
        if len(found) > MOST_SHEETS:
            raise Unreadable("large")
        targets = self.targets()
        return [(title, targets.get(key, "")) for title, key in found], counting[0]

    def targets(self) -> dict[str, str]:
        found: dict[str, str] = {}

        def start(name: str, given: Mapping[str, str]) -> None:
            if name == "Relationship" and given.get("TargetMode") != "External":
                target = given.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                found[given.get("Id", "")] = posixpath.normpath(path)

        self.parse("xl/_rels/workbook.xml.rels", start)
        return found

    def strings(self) -> list[str]:
        """The words the cells point to; of several runs of letters the whole text."""
        found: list[str] = []
        reading = _Words()

        def end(name: str) -> None:
            reading.end(name)
            if name == "si":
                found.append(reading.take())

        self.parse("xl/sharedStrings.xml", reading.start, end, reading.words)
        return found

    def styles_of_days(self) -> set[int]:
        """Which looks of a cell make a day of its number."""
        own: dict[str, str] = {}
        looks: list[str] = []
        inside = [False]

        def start(name: str, given: Mapping[str, str]) -> None:
            if name == "numFmt":
                own[given.get("numFmtId", "")] = given.get("formatCode", "")
            elif name == "cellXfs":
                inside[0] = True
            elif name == "xf" and inside[0]:
                looks.append(given.get("numFmtId", "0"))

        def end(name: str) -> None:
            if name == "cellXfs":
                inside[0] = False

        self.parse("xl/styles.xml", start, end)
        return {place for place, key in enumerate(looks) if _is_day(own, key)}


def _is_day(own: Mapping[str, str], key: str) -> bool:
    code = own.get(key) or BUILTIN_FORMATS.get(int(key) if key.isdecimal() else 0, "General")
    return bool(is_date_format(code))


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


class _Words:
    """Gathers the letters of <t>, leaving out how they are pronounced."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.inside = self.spoken = False

    def start(self, name: str, _given: Mapping[str, str]) -> None:
        if name == "rPh":
            self.spoken = True
        elif name == "t":
            self.inside = not self.spoken

    def end(self, name: str) -> None:
        if name == "rPh":
            self.spoken = False
        elif name == "t":
            self.inside = False

    def words(self, letters: str) -> None:
        if self.inside:
            self.pieces.append(letters)

    def take(self) -> str:
        text = unwritten("".join(self.pieces))
        self.pieces = []
        return text


class _SheetReading:
    """One sheet while it is read; what the file says of its own size is not asked."""

    def __init__(
        self, reading: _Reading, title: str, strings: list[str], days: set[int], day_one: datetime
    ) -> None:
        self.reading, self.sheet = reading, Sheet(title=title[:LONGEST_TITLE])
        self.strings, self.days, self.day_one = strings, days, day_one
        self.row = self.column = 0
        self.kind, self.look, self.formula = "n", 0, False
        self.inline, self.inside = _Words(), False
        self.raw: list[str] = []

    def read(self, part: str) -> Sheet:
        self.reading.parse(part, self.start, self.end, self.letters)
        return self.sheet

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "c":
            self.place(given.get("r", ""))
            self.kind, self.formula, self.raw = given.get("t", "n"), False, []
            look = given.get("s", "0")
            self.look = int(look) if look.isdecimal() else 0
        elif name == "f":
            self.formula = True
        elif name == "v":
            self.inside = True
        elif name == "row":
            told = given.get("r", "")
            self.row = int(told) if told.isdecimal() and len(told) < 8 else self.row + 1
            self.column = 0
        elif name == "mergeCell":
            self.merge(given.get("ref", ""))
        else:
            self.inline.start(name, given)

    def end(self, name: str) -> None:
        if name == "c":
            value = self.value()
            if value is not None and value != "":
                self.sheet.cells[self.row, self.column] = value
        elif name == "v":
            self.inside = False
        else:
            self.inline.end(name)

    def letters(self, letters: str) -> None:
        if self.inside:
            self.raw.append(letters)
        else:
            self.inline.words(letters)

    def place(self, told: str) -> None:
        match = PLACE.fullmatch(told)
        if match:
            self.row, self.column = int(match[2]), column_index_from_string(match[1])
        else:
            self.column += 1
        if not 0 < self.row <= MOST_ROWS or not 0 < self.column <= MOST_COLUMNS:
            raise Unreadable("broken")

    def merge(self, told: str) -> None:
        corners = [PLACE.fullmatch(corner) for corner in told.replace("$", "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            (top, left), (bottom, right) = (
                (int(corner[2]), column_index_from_string(corner[1]))
                for corner in corners
                if corner
            )
            self.sheet.merged.append((top, left, bottom, right))
            if len(self.sheet.merged) > MOST_MERGED:
                raise Unreadable("large")

    def value(self) -> Value | None:
        inline, raw = self.inline.take(), "".join(self.raw)
        if self.formula:
            return Formula()
        match self.kind:
            case "s":
                place = int(raw) if raw.isdecimal() and len(raw) < 9 else -1
                known = 0 <= place < len(self.strings)
                return self.strings[place] if known else Broken(sign="#REF!")
            case "inlineStr":
                return inline
            case "str":
                return unwritten(raw)
            case "b":
                return raw.strip() == "1"
            case "e":
                return Broken(sign=raw.strip()[:20])
            case "d":
                return datetime.fromisoformat(raw.strip()).replace(tzinfo=None)
        return self.number(raw.strip())

    def number(self, raw: str) -> Value | None:
        if not raw:
            return None
        if not NUMBER.fullmatch(raw):
            return Broken(sign=raw[:20])
        number = SHOWN.create_decimal(raw)
        if self.look in self.days and 0 < number < LAST_DAY:
            seconds = round(float(number - int(number)) * 86400)
            return self.day_one + timedelta(days=int(number), seconds=seconds)
        return number


def filled(sheet: Sheet) -> Iterator[tuple[int, int, Value]]:
    """What stands on a sheet, row by row."""
    for (row, column), value in sorted(sheet.cells.items(), key=lambda item: item[0]):
        yield row, column, value
