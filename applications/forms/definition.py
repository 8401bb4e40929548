"""The form of a call, defined once: the screen, the sheet to print and the workbook ask the same.

It is read off the forms of the screen; nothing is listed here a second time.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import cached_property

from applications.choices import PART_ROWS, PART_TITLES, PARTS
from applications.forms.parts import PART_FORMS
from applications.models import Application
from applications.rules import must_be_answered
from audit.canonical import fingerprint
from competitions.models import Competition
from ui.questions import Page, Section, page_of


@dataclass(frozen=True, kw_only=True)
class Definition:
    """Everything the form of one call asks, page by page, in one language."""

    pages: tuple[Page, ...]

    @cached_property
    def version(self) -> str:
        """The same questions have the same version, in whichever language they are read."""
        return fingerprint([page.shape() for page in self.pages])[:12]

    @property
    def sections(self) -> list[Section]:
        """Every heading of the form, in order."""
        return [section for page in self.pages for section in page.sections]


def definition_of(competition: Competition) -> Definition:
    """What this call asks, in the reader's language."""
    blank = Application(competition=competition)
    return Definition(pages=tuple(_page(blank, part) for part in blank.parts))


def _page(blank: Application, part: str) -> Page:
    if part not in PART_FORMS:
        # The page of files: what it asks for is the checklist of the call.
        heading = Section(title=str(PART_TITLES[part]), questions=(), grids=())
        return Page(part=part, title=str(PART_TITLES[part]), sections=(heading,), make=_no_form)
    return page_of(
        part,
        PART_TITLES[part],
        partial(PART_FORMS[part], subject=blank),
        required=must_be_answered(part),
        headings=HEADINGS,
    )


def _no_form(*_data: Any) -> Any:
    raise LookupError("The page of files is no form.")


# Under which heading each question stands, also where one page asks them all.
HEADINGS = {
    name: PART_TITLES[part]
    for part, columns in PARTS.items()
    for name in (*columns, *PART_ROWS.get(part, ()))
}
