"""The one family all papers are set in: it has every Kyrgyz and Russian letter."""

from functools import cache

import ttf_opensans
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD, ITALIC, BOTH = "OpenSans", "OpenSans-Bold", "OpenSans-Italic", "OpenSans-BoldItalic"


@cache
def register() -> None:
    """Make the four faces known, once a process."""
    faces = {
        PLAIN: ttf_opensans.OPENSANS_REGULAR,
        BOLD: ttf_opensans.OPENSANS_BOLD,
        ITALIC: ttf_opensans.OPENSANS_ITALIC,
        BOTH: ttf_opensans.OPENSANS_BOLDITALIC,
    }
    for name, face in faces.items():
        pdfmetrics.registerFont(TTFont(name, str(face.path)))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=ITALIC, boldItalic=BOTH)
