"""Photos and scans as they are kept: whole, upright, small enough, and without the place where
they were taken.

A page photographed whole keeps about two hundred dots an inch: the smallest print of an office
paper (8 points) then has letters some sixteen dots high.
"""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile, JpegImagePlugin

from ui.uploads.kinds import HEIC, JPEG, PNG, Unfit

LONGEST = 2400
QUALITY = 80
HEAVY = 1024 * 1024
FEW_COLOURS = 256
# A page scanned with 600 dots an inch in colour has 35 million; unpacked it is some 140 MB. A JPEG
# is halved while it is read, a HEIC has a process of its own.
MOST_POINTS = {JPEG: 64_000_000, HEIC: 50_000_000, PNG: 36_000_000}
SMALL_PROFILE = 4096
WAIT_FOR_HEIC = 60

# SECURITY: what a picture would unpack to is asked before it is unpacked, and a picture that
# breaks off is refused and not filled up with grey.
Image.MAX_IMAGE_PIXELS = max(MOST_POINTS.values())
ImageFile.LOAD_TRUNCATED_IMAGES = False

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    struct.error,
    zlib.error,
)


def fitted(file: Any, kind: str) -> tuple[bytes, str]:
    """The picture as it is kept, and its kind: written anew, so that nothing else is in it."""
    file.seek(0)
    if kind == HEIC:
        return from_heic(file.read()), JPEG
    try:
        with Image.open(file, formats=["JPEG" if kind == JPEG else "PNG"]) as picture:
            if picture.width * picture.height > MOST_POINTS[kind]:
                raise too_large(kind)
            return (from_jpeg if kind == JPEG else from_png)(picture, file.size > HEAVY)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(kind) from error
    except BROKEN as error:
        raise Unfit("broken") from error


def too_large(kind: str) -> Unfit:
    return Unfit("points", most=MOST_POINTS[kind] // 1_000_000)


def from_jpeg(picture: Any, heavy: bool) -> tuple[bytes, str]:  # noqa: FBT001
    """A photo: reduced when it is large; otherwise as fine as it came."""
    turn = orientation(picture)
    tables, sampling = picture.quantization, JpegImagePlugin.get_sampling(picture)
    is_large = max(picture.size) > LONGEST
    if is_large:
        # The decoder halves a very large picture while it reads: it is never whole in memory.
        picture.draft(None, (LONGEST, LONGEST))
    plain = plainly(picture)
    as_it_came = plain.mode == picture.mode and not is_large
    plain = turned(reduced(plain) if is_large else plain, turn)
    written = []
    if as_it_came and sampling >= 0:
        written.append(jpeg(plain, qtables=tables, subsampling=sampling))
    if heavy or not written:
        written.append(jpeg(plain, quality=QUALITY))
    return min(written, key=len), JPEG


def from_png(picture: Any, heavy: bool) -> tuple[bytes, str]:  # noqa: FBT001
    """A scan or a picture of a screen: a few colours stay sharp, a photo becomes a JPEG."""
    if getattr(picture, "n_frames", 1) > 1:
        raise Unfit("moving")
    # Before its record is read: a scan's stands behind the points, and reading it would swallow
    # what is wrong with them.
    picture.load()
    turn = orientation(picture)
    plain = plainly(picture, palettes=True)
    few = plain.mode in {"1", "P"} or plain.getcolors(FEW_COLOURS) is not None
    is_large = max(plain.size) > LONGEST
    plain = turned(plain, turn)
    if few or not (is_large or heavy):
        written = png(plain)
        if len(written) <= HEAVY:
            return written, PNG
    plain = plain.convert("L" if plain.mode == "1" else "RGB") if plain.mode in "1P" else plain
    return jpeg(reduced(plain), quality=QUALITY), JPEG


def small(file: Any, longest: int = 480) -> bytes:
    """A kept picture made small enough for a page that shows many."""
    file.seek(0)
    with Image.open(file, formats=["JPEG", "PNG"]) as picture:
        picture.draft(None, (longest, longest))
        plain = plainly(picture)
    share = min(longest / max(plain.size), 1)
    size = tuple(max(round(side * share), 1) for side in plain.size)
    made = jpeg(plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0), quality=60)
    file.seek(0)
    return made


def from_heic(sent: bytes) -> bytes:
    """What a newer phone takes, as everybody can open it."""
    limits = [str(LONGEST), str(QUALITY), str(MOST_POINTS[HEIC])]
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(Path(__file__).with_name("heic.py")), *limits],
            input=sent,
            capture_output=True,
            timeout=WAIT_FOR_HEIC,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unfit("broken") from error
    if done.returncode == 3:
        raise too_large(HEIC)
    if done.returncode:
        raise Unfit("broken")
    return done.stdout


def orientation(picture: Any) -> int:
    """How the camera was held; a record that cannot be read says nothing."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except BROKEN:
        return 1


def turned(picture: Any, turn: int) -> Any:
    return picture.transpose(TURNS[turn]) if turn in TURNS else picture


def plainly(picture: Any, *, palettes: bool = False) -> Any:
    """In grey or in colours of eight bits, on white where it was transparent."""
    picture.load()
    see_through = "A" in picture.mode or "a" in picture.mode or "transparency" in picture.info
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if see_through:
        layered = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        plain = Image.new("RGB", layered.size, "white")
        plain.paste(layered, mask=layered.getchannel("A"))
        return plain
    if picture.mode in {"L", "RGB"} or (palettes and picture.mode in {"1", "P"}):
        return picture
    plain = picture.convert("RGB")
    # The colours of print are not those of a screen.
    plain.info.pop("icc_profile", None)
    return plain


def reduced(picture: Any) -> Any:
    """With its longest side at most so long; never enlarged."""
    share = LONGEST / max(picture.size)
    if share >= 1:
        return picture
    size = tuple(max(round(side * share), 1) for side in picture.size)
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def jpeg(picture: Any, **how: Any) -> bytes:
    out, plain = io.BytesIO(), bare(picture)
    plain.save(out, "JPEG", optimize=True, icc_profile=plain.info.get("icc_profile"), **how)
    return out.getvalue()


def png(picture: Any) -> bytes:
    out = io.BytesIO()
    bare(picture).save(out, "PNG")
    return out.getvalue()


def bare(picture: Any) -> Any:
    """The points and how their colours are meant: no place, no camera, no words, nothing behind."""
    profile = picture.info.get("icc_profile") or b""
    picture.info = {"icc_profile": profile} if 0 < len(profile) <= SMALL_PROFILE else {}
    return picture
