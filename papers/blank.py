"""The empty form of a call, on paper and as a workbook, and the workbook that comes back filled:
all from the same definition as the screen."""

from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any

from django.utils import translation

from applications.models import Application
from applications.models.text import CACHED
from competitions.models import Competition
from papers import facts, prints
from papers.twin import Filled, Identity, Twin, read, workbook
from ui.languages import active, pick
from ui.questions import Grid, Page

# What the doors hand in: the questions of a call, in the reader's language.
Asking = Callable[[Competition], Any]
SPOKEN = ("ky", "ru", "en")


def in_languages(call: Competition, asking: Asking, languages: Sequence[str]) -> list[Any]:
    """What the call asks, said in each of these languages."""
    said = []
    for language in languages:
        with translation.override(language):
            said.append(asking(call))
    return said


def printed_form(call: Competition, asking: Asking, languages: Sequence[str]) -> bytes:
    """The sheet to fill in by hand."""
    definitions = in_languages(call, asking, languages)
    return prints.blank_form(facts.blank_form(call, definitions[0].version), definitions, languages)


def blank_workbook(call: Competition, asking: Asking) -> IO[bytes]:
    """The workbook to fill in, in the reader's language."""
    definition = asking(call)
    return workbook(Twin(call=call, pages=definition.pages, identity=identity_of(call, definition)))


def draft_workbook(application: Application, asking: Asking) -> IO[bytes]:
    """The same workbook with what the draft already says."""
    call = application.competition
    definition = asking(call)
    return workbook(
        Twin(
            call=call,
            pages=definition.pages,
            identity=identity_of(call, definition, application),
            answers=_answers(application, definition.pages),
            rows={
                grid.name: _rows(application, grid)
                for page in definition.pages
                for grid in page.grids
            },
        )
    )


def read_workbook(file: Any, call: Competition, asking: Asking) -> Filled:
    """What a filled-in workbook of this call says; it may have been filled in any language."""
    languages = [active(), *(each for each in SPOKEN if each != active())]
    definitions = in_languages(call, asking, languages)
    said: Mapping[str, Sequence[Page]] = {
        language: definition.pages
        for language, definition in zip(languages, definitions, strict=True)
    }
    return read(file, identity_of(call, definitions[0]), said)


def identity_of(call: Competition, definition: Any, draft: Application | None = None) -> Identity:
    """Which form it is: a workbook of another call, or of older questions, is not taken in."""
    return Identity(
        call=call.pk,
        named=f"№ {call.number}, {call.year}: {pick(call, 'title')}",
        terms=call.terms_version,
        form=definition.version,
        language=active(),
        draft=draft.pk if draft else None,
        seen=draft.part_versions if draft else {},
    )


def _answers(application: Application, pages: Sequence[Page]) -> dict[str, Any]:
    names = [question.name for page in pages for question in page.questions]
    return {name: getattr(application, name) for name in names}


def _rows(application: Application, grid: Grid) -> list[dict[str, Any]]:
    return [
        {column.name: _cell(row, column.name) for column in grid.columns}
        for row in getattr(application, CACHED[grid.name])
    ]


def _cell(row: Any, name: str) -> Any:
    return row.rate_id if name == "rate" else getattr(row, name)
