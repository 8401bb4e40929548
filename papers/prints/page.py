"""The sheet all papers stand on: letterhead, code, page numbers, the mark of a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Table, TableStyle

from papers.prints import fonts, text
from papers.prints.square import Square
from papers.prints.text import Seal

MARGIN = 20 * mm
FOOT = 17 * mm
GREY, LINE, PALE = HexColor("#565b5d"), HexColor("#8a867d"), HexColor("#dddddd")


@dataclass(kw_only=True)
class Page:
    """Everything a paper needs besides its body."""

    title: str
    language: str
    body: Sequence[Flowable]
    seal: Seal | None = None
    author: str = ""
    wide: bool = False
    # A sheet to be filled in is no draft of anything: it has a foot of its own.
    foot: str = ""
    number: str = ""
    marks: dict[str, str] = field(default_factory=dict)


class Numbered(Canvas):
    """A canvas that knows, at the end, how many pages there are."""

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        # Named at the start: otherwise every file refers to a face that is not inside it.
        super().__init__(*args, **(kwargs | {"initialFontName": fonts.PLAIN}))
        self._page, self._sheets = page, []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._sheets.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        count = len(self._sheets)
        for sheet in self._sheets:
            self.__dict__.update(sheet)
            self._foot(count)
            super().showPage()
        super().save()

    def _foot(self, count: int) -> None:
        width, _height = self._pagesize
        self.setStrokeColor(LINE)
        self.setLineWidth(0.5)
        self.line(MARGIN, FOOT, width - MARGIN, FOOT)
        self.setFillColor(GREY)
        self.setFont(fonts.PLAIN, 8)
        self.drawString(MARGIN, FOOT - 4 * mm, self._page.marks["foot"])
        number = self._page.marks["number"] % {"page": self._pageNumber, "count": count}
        self.drawRightString(width - MARGIN, FOOT - 4 * mm, number)
        if self._page.seal is None and not self._page.foot:
            self._watermark()

    def _watermark(self) -> None:
        width, height = self._pagesize
        self.saveState()
        self.translate(width / 2, height / 2)
        self.rotate(52)
        self.setFillColor(PALE)
        self.setFillAlpha(0.55)
        self.setFont(fonts.BOLD, 96)
        self.drawCentredString(0, -30, self._page.marks["draft"])
        self.restoreState()


def drawn(page: Page) -> bytes:
    """The finished file; drawn twice from the same facts it is the same to the byte."""
    fonts.register()
    file = BytesIO()
    size = landscape(A4) if page.wide else A4
    with translation.override(page.language):
        page.marks = {
            "number": page.number or _("page %(page)s of %(count)s"),
            "draft": _("DRAFT"),
            "foot": _foot_words(page),
        }
        document = BaseDocTemplate(
            file,
            pagesize=size,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=15 * mm,
            bottomMargin=FOOT + 3 * mm,
            title=page.title,
            author=page.author,
            subject=_("Competitions of local initiatives"),
            creator="Demilge",
            lang=page.language,
            invariant=1,
        )
        frame = Frame(
            MARGIN,
            FOOT + 2 * mm,
            size[0] - 2 * MARGIN,
            size[1] - 15 * mm - FOOT - 2 * mm,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        document.addPageTemplates([PageTemplate(frames=[frame])])
        document.build(list(page.body), canvasmaker=partial(Numbered, page=page))
    return file.getvalue()


def _foot_words(page: Page) -> str:
    if page.foot:
        return page.foot
    if page.seal is None:
        return _("A draft has no code and no force.")
    return _("Code %(code)s. Check this paper: %(address)s") % {
        "code": page.seal.code,
        "address": page.seal.address,
    }


def head(facts: dict[str, Any], language: str, seal: Seal | None) -> list[Flowable]:
    """The letterhead, with the code beside it."""
    name = facts[f"name_{language}"]
    lines = [text.p(name, "house")]
    if facts[f"head_{language}"]:
        lines.append(text.p(facts[f"head_{language}"], "small_center", breaks=True))
    where = ", ".join(filter(None, (facts[f"address_{language}"], facts["phone"], facts["email"])))
    if where:
        lines.append(text.p(where, "small_center"))
    right: list[Flowable] = (
        [Square(seal.address, 23 * mm), text.p(seal.code, "code")] if seal else []
    )
    grid = Table([["", lines, right]], colWidths=[32 * mm, 106 * mm, 32 * mm])
    grid.setStyle(
        TableStyle(
            [
                text.FACE,
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("ALIGN", (2, 0), (2, 0), "CENTER"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.75, LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4 * mm),
            ]
        )
    )
    return [grid, text.gap(2), *_numbered(language, seal), text.gap(3)]


def _numbered(language: str, seal: Seal | None) -> list[Flowable]:
    """The number and day of an issued paper, and which paper it replaces."""
    if seal is None or not seal.number:
        return []
    words = {
        "number": seal.number,
        "day": text.day(seal.issued_at, language),
        "older": seal.replaces,
    }
    line = _("Paper No. %(number)s. Issued: %(day)s.") % words
    if seal.replaces:
        line += " " + _("It replaces paper No. %(older)s.") % words
    return [text.p(line, "small")]
