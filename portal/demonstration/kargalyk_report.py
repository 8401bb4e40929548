"""What the reports of Kargalyk 2022 say, and the photos of it.

Real: vases, flowerpots, residents covered, what residents and partners added, who was paid, who
takes care of it now. Made up: days, the gathering of the other winner, ages, the drawn photos.
"""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

CAME = {
    "Темир ваза": ("9", "Тогуз темир ваза коюлду"),
    "Гүл карапасы": ("63", "Алтымыш үч гүл карапа коюлду"),
    "Топурак жана жер семирткич": ("15", ""),
    "Вазаларды алып келүү жана орнотуу": ("1", ""),
    "Ашар күндөрү": ("80", ""),
    "Көчөт жана үрөн": ("1", ""),
    "Полиэтилен түтүк": ("600", ""),
    "Суу колонкасы": ("2", ""),
    "Траншея казуу": ("64", ""),
}
PAID = {"paid_women": 4, "paid_men": 8, "paid_with_disability": 4}
ADDITIONS = [
    {"kind": "residents", "givers": None, "what": "гүл карапасы", "quantity": "16"},
    {"kind": "residents", "givers": None, "what": "инсталляция", "quantity": "1"},
    {"kind": "institution", "givers": 4, "what": "эстафетага катышты", "quantity": None},
    {"kind": "business", "givers": 2, "what": "эстафетага катышты", "quantity": None},
    {"kind": "kindergarten", "givers": 1, "what": "эстафетага катышты", "quantity": None},
    {"kind": "partners", "givers": 7, "what": "ваза", "quantity": "16"},
    {"kind": "partners", "givers": 7, "what": "гүл карапасы", "quantity": "90"},
]
TAKING_PART = 200
GATHERINGS = [
    {
        "title": "Төмөнкү көчөнүн тургундарынын жыйыны",
        "held_on": date(2022, 6, 4),
        "participants": 46,
        "women": 21,
        "men": 25,
        "proposals": 6,
        "accepted": 4,
    }
]


def came(report: Any) -> list[dict[str, Any]]:
    """Every planned result of a report with what came of it."""
    rows = []
    for row in report.outcomes:
        quantity, words = CAME.get(row["planned"], (None, "Аткарылды"))
        rows.append(row | {"came_quantity": quantity, "came": words})
    return rows


def drawn(pots: int) -> SimpleUploadedFile:
    """A street with so many flowerpots: drawn, since nobody real is shown here."""
    picture = Image.new("RGB", (640, 420), "#cfe3ee")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 250, 640, 420), fill="#b9b2a4")
    for house in range(3):
        left = 20 + house * 210
        pen.rectangle((left, 110, left + 180, 250), fill="#e8dfd0", outline="#7d776b")
        pen.polygon([(left - 8, 110), (left + 90, 50), (left + 188, 110)], fill="#8f5f4a")
    for pot in range(pots):
        left = 30 + pot * 66
        pen.polygon(
            [(left, 300), (left + 40, 300), (left + 32, 350), (left + 8, 350)], fill="#4a4f55"
        )
        pen.ellipse((left + 2, 262, left + 38, 304), fill="#c2486b")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")
