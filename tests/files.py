"""Files as people send them, honest and not, made on the spot."""

import io
import zipfile
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont
from pillow_heif import from_pillow
from ttf_opensans import OPENSANS_REGULAR

PLAIN_PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TYPES_XML = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS_XML = "http://schemas.openxmlformats.org/package/2006/relationships"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS_XML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def sent(name: str, body: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, kind)


def zipped(parts: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file.getvalue()


def office(main: str = WORD, types: str = "", **parts: Any) -> bytes:
    """A Word file, or an Excel file; more parts by name, with `/` written as `__`."""
    place = "word/document.xml" if "word" in main else "xl/workbook.xml"
    table = (
        f'<Types xmlns="{TYPES_XML}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{place}" ContentType="{main}"/>{types}</Types>'
    )
    more = {name.replace("__", "/"): body for name, body in parts.items()}
    return zipped({"[Content_Types].xml": table, place: "<a/>"} | more)


def links(*found: tuple[str, str, str]) -> str:
    """The links of a part: what, where, and whether outside."""
    told = "".join(
        f'<Relationship Id="r{number}" Type="{LINK}/{what}" Target="{where}" TargetMode="{mode}"/>'
        for number, (what, where, mode) in enumerate(found)
    )
    return f'<Relationships xmlns="{LINKS_XML}">{told}</Relationships>'


def words(inside: str) -> str:
    return f'<w:document xmlns:w="{WORDS_XML}"><w:body><w:p>{inside}</w:p></w:body></w:document>'


def pdf(*objects: bytes) -> bytes:
    return PLAIN_PDF + b"".join(
        b"\n%d 0 obj\n%s\nendobj" % (number, body) for number, body in enumerate(objects, start=5)
    )


def packed(
    inside: bytes, *, filters: bytes = b"/FlateDecode", stream: bytes | None = None
) -> bytes:
    """An object stream with one object in it."""
    body = zlib.compress(b"9 0 " + inside) if stream is None else stream
    return (
        b"<< /Type /ObjStm /N 1 /First 4 /Filter "
        + filters
        + b" >>\nstream\n"
        + body
        + b"\nendstream"
    )


def picture(
    size: tuple[int, int] = (40, 30), kind: str = "JPEG", *, mode: str = "RGB", **how: Any
) -> bytes:
    """A small picture, red on the left and white on the right."""
    image = Image.new(mode, size, "white")
    image.paste("red" if mode != "L" else 40, (0, 0, size[0] // 2, size[1]))
    return written(image, kind, **how)


def written(image: Image.Image, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    if kind == "HEIC":
        from_pillow(image).save(out, quality=80, **how)
    else:
        image.save(out, kind, **how)
    return out.getvalue()


def photo(size: tuple[int, int] = (4000, 3000)) -> Image.Image:
    """As a telephone takes it: no two points alike."""
    return Image.effect_noise((size[0] // 8, size[1] // 8), 60).resize(size).convert("RGB")


def page(size: tuple[int, int], points: float) -> Image.Image:
    """An A4 page of text that fills the picture, in letters of so many points."""
    image = Image.new("RGB", size, "#f4f2ec")
    dots = max(size) / (297 / 25.4)  # to an inch
    font = ImageFont.truetype(str(OPENSANS_REGULAR.path), points / 72 * dots)
    draw = ImageDraw.Draw(image)
    step = round(points / 72 * dots * 2)
    for line in range(step, size[1] - 2 * step, step):
        draw.text((size[0] // 10, line), "НННН НННН НННН НННН НННН", "#202020", font)
    return image


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image
