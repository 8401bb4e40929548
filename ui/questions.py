"""What a form asks, apart from how it is drawn: the same questions on screen, on paper, in a file.

Everything here is read off the form itself, so that a question added to the form is asked
everywhere; and what was answered elsewhere is judged by the form, in the form's own sentences.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from ui.fields import (
    CountField,
    DayField,
    FigureField,
    LineField,
    MoneyField,
    PhoneField,
    TextField,
)
from ui.rows import RowsField


class Kind(StrEnum):
    """What kind of answer a question wants."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    MONEY = "money"
    FIGURE = "figure"
    COUNT = "count"
    DAY = "day"
    PHONE = "phone"


# The first that fits: a sum is a figure too.
KINDS: Sequence[tuple[type[forms.Field], Kind]] = (
    (forms.BooleanField, Kind.YES_NO),
    (forms.ChoiceField, Kind.CHOICE),
    (MoneyField, Kind.MONEY),
    (CountField, Kind.COUNT),
    (FigureField, Kind.FIGURE),
    (DayField, Kind.DAY),
    (PhoneField, Kind.PHONE),
    (TextField, Kind.TEXT),
    (LineField, Kind.LINE),
)
FIGURES = frozenset({Kind.MONEY, Kind.FIGURE, Kind.COUNT})
# Faults of a table that are told of the row they stand in.
OF_A_ROW = frozenset({"line", "whole"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: its words, what kind of answer it wants, and how much of it."""

    name: str
    label: str
    help: str
    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()
    # A list without an empty place: one of its words holds even if nobody chose.
    always_answered: bool = False
    required: bool = False
    longest: int | None = None
    smallest: Any = None
    largest: Any = None
    places: int = 0

    def shape(self) -> list[Any]:
        """What makes it this question, apart from its words: two forms are compared by it."""
        keys = [key for key, _label in self.choices]
        return [self.name, self.kind, keys, self.longest, str(self.smallest), str(self.largest)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: its columns are questions asked once a row."""

    name: str
    label: str
    columns: tuple[Question, ...]
    blank: int
    most: int
    # What is reckoned below it on the screen: "quantity*price" and its words.
    sums: tuple[tuple[str, str], ...] = ()

    def shape(self) -> list[Any]:
        """What makes it this table."""
        return [self.name, self.most, [column.shape() for column in self.columns]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions and tables under one heading."""

    title: str
    questions: tuple[Question, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong with one answer: where it stands on the form, and the form's own sentence."""

    part: str
    sentence: str
    name: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the form made of the answers to one page."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    wrongs: Sequence[Wrong] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a form, and the form it was read off."""

    part: str
    title: str
    sections: tuple[Section, ...]
    make: Callable[..., forms.Form]

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    @property
    def grids(self) -> Iterator[Grid]:
        return (grid for section in self.sections for grid in section.grids)

    def shape(self) -> list[Any]:
        """What makes it this page."""
        asked = {question.name: question.shape() for question in self.questions}
        asked |= {grid.name: grid.shape() for grid in self.grids}
        # By their names: under which heading they stand is a matter of words.
        return [self.part, [asked[name] for name in sorted(asked)]]

    def judge(
        self, typed: Mapping[str, str], rows: Mapping[str, Sequence[Mapping[str, str]]]
    ) -> Said:
        """What the form says to these answers, given as they would be typed on the screen."""
        data: dict[str, Any] = {name: words for name, words in typed.items() if words}
        for grid in self.grids:
            data |= _as_sent(grid.name, rows.get(grid.name, ()))
        form = self.make(data)
        form.is_valid()
        return Said(
            answers={
                question.name: form.cleaned_data[question.name]
                for question in self.questions
                if question.name in form.cleaned_data
                and not (question.always_answered and not typed.get(question.name))
            },
            rows={
                grid.name: [_without_key(row) for row in form.cleaned_data[grid.name]]
                for grid in self.grids
                if grid.name in form.cleaned_data
            },
            wrongs=list(self._wrongs(form)),
        )

    def _wrongs(self, form: forms.Form) -> Iterator[Wrong]:
        tables = {grid.name for grid in self.grids}
        for name, errors in form.errors.as_data().items():
            of_rows = OF_A_ROW if name in tables else frozenset()
            told = [error for error in errors if error.code not in of_rows]
            if len(told) < len(errors):
                yield from self._of_rows(form, name)
            place = "" if name == NON_FIELD_ERRORS else name
            for sentence in _sentences(told):
                yield Wrong(part=self.part, name=place, sentence=sentence)

    def _of_rows(self, form: forms.Form, name: str) -> Iterator[Wrong]:
        lines = form.fields[name].widget.value_from_datadict(form.data, {}, name)
        for place, row in enumerate(lines.forms):
            if not row.has_changed():
                continue
            for column, errors in row.errors.as_data().items():
                found = column if column in row.fields else ""
                for sentence in _sentences(errors):
                    yield Wrong(
                        part=self.part, name=name, row=place, column=found, sentence=sentence
                    )


def _sentences(errors: Sequence[ValidationError]) -> Iterator[str]:
    for error in errors:
        yield from (str(sentence) for sentence in error)


def _as_sent(name: str, rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The rows as a browser sends them."""
    sent = {f"{name}-TOTAL_FORMS": str(len(rows)), f"{name}-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        sent |= {f"{name}-{place}-{column}": words for column, words in row.items() if words}
    return sent


def _without_key(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def page_of(
    part: str,
    title: Any,
    make: Callable[..., forms.Form],
    *,
    required: frozenset[str] = frozenset(),
    headings: Mapping[str, Any] | None = None,
) -> Page:
    """A page as its form asks it; `headings` says under which heading a name stands."""
    groups: dict[str, tuple[list[Question], list[Grid]]] = {}
    for name, found in make().fields.items():
        if isinstance(found.widget, forms.HiddenInput):
            continue
        heading = str((headings or {}).get(name, title))
        questions, grids = groups.setdefault(heading, ([], []))
        if isinstance(found, RowsField):
            grids.append(grid_of(name, found))
        else:
            questions.append(question_of(name, found, required=name in required))
    return Page(
        part=part,
        title=str(title),
        sections=tuple(
            Section(title=heading, questions=tuple(questions), grids=tuple(grids))
            for heading, (questions, grids) in groups.items()
        ),
        make=make,
    )


def question_of(name: str, found: forms.Field, *, required: bool = False) -> Question:
    """A field as a question, in the reader's language."""
    kind = next(kind for type_, kind in KINDS if isinstance(found, type_))
    choices: list[Any] = list(found.widget.choices) if kind is Kind.CHOICE else []
    words = tuple((str(key), str(label)) for key, label in choices if key not in (None, ""))
    return Question(
        name=name,
        label=str(found.label or name),
        help=str(found.help_text or ""),
        kind=kind,
        choices=words,
        always_answered=bool(choices) and len(words) == len(choices),
        required=required or found.required,
        longest=getattr(found, "max_length", None),
        smallest=getattr(found, "smallest", None),
        largest=getattr(found, "largest", None),
        places=getattr(found, "places", 0),
    )


def grid_of(name: str, found: RowsField) -> Grid:
    """A table of rows as its columns ask."""
    row = found.widget.row_form(**found.widget.form_kwargs)
    return Grid(
        name=name,
        label=str(found.label or name),
        columns=tuple(question_of(column, each) for column, each in row.fields.items()),
        blank=found.widget.extra,
        most=found.most,
        sums=tuple((product, str(words)) for product, words in found.widget.sums.items()),
    )
