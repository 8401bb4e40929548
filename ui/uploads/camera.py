"""What a camera wrote beside a picture: the day and the place, read before they are taken out."""

import re
import struct
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PIL import Image

TAKEN, DIGITISED, CHANGED = 0x9003, 0x9004, 0x0132
RECORD, PLACE = 0x8769, 0x8825
NORTH_SOUTH, LATITUDE, EAST_WEST, LONGITUDE = 1, 2, 3, 4
# The record of a HEIC stands somewhere in the file, that of a JPEG near its beginning.
BEGINS = re.compile(rb"Exif\x00\x00(?=II\*\x00|MM\x00\*)")
LONGEST = 64 * 1024
DAY = re.compile(r"([12]\d{3})[:.-](\d\d)[:.-](\d\d)")
FIVE = Decimal("0.00001")
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    ArithmeticError,
    struct.error,
    # Where warnings are errors, as in the tests.
    UserWarning,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The day and the place a picture was taken, where the camera knew them."""

    taken_on: date | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def told_by(file: Any) -> Told:
    """What the record of this picture tells; one that cannot be read tells nothing."""
    file.seek(0)
    found = BEGINS.search(body := file.read())
    file.seek(0)
    if found is None:
        return Told()
    try:
        record = Image.Exif()
        record.load(body[found.start() : found.start() + LONGEST])
        latitude, longitude = _place(record.get_ifd(PLACE))
        return Told(taken_on=_day(record), latitude=latitude, longitude=longitude)
    except BROKEN:
        return Told()


def _day(record: Any) -> date | None:
    written = record.get_ifd(RECORD)
    for said in (written.get(TAKEN), written.get(DIGITISED), record.get(CHANGED)):
        match = DAY.match(str(said or ""))
        if match:
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                continue
    return None


def _place(written: Any) -> tuple[Decimal | None, Decimal | None]:
    latitude = _angle(written.get(LATITUDE), written.get(NORTH_SOUTH), "S", 90)
    longitude = _angle(written.get(LONGITUDE), written.get(EAST_WEST), "W", 180)
    # Half a place is none; and where a camera found no satellite it writes naughts.
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None, None
    return latitude, longitude


def _angle(parts: Any, side: Any, other: str, most: int) -> Decimal | None:
    if not parts or len(parts) != 3:
        return None
    degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
    angle = degrees + minutes / 60 + seconds / 3600
    if not angle.is_finite() or not 0 <= angle <= most:
        return None
    return (-angle if str(side or "").strip("\x00 ").upper() == other else angle).quantize(FIVE)
