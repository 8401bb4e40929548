"""A day's work as people write it down: one person a line, from Excel or from a messenger.

Tabs, semicolons, commas or spaces stand between the cells; with heads or without; the order of
cells is found by what they say. Nothing is dropped: what is not understood is named by its line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.choices import Sex
from awards.actions.day_sheets import known_by
from awards.choices import HOURS_OF_A_DAY, MOST_WORKERS
from ui.forms import FigureField, LineField
from ui.pasting import Column, cells_of, columns_of, folded, passed_over

# "8", "7,5", "8 саат", "6.5ч": a figure with the word for hours behind it, or alone.
HOUR_WORDS = r"саат\w*|с|ч|час\w*|h|hours?|hrs?"
HOURS = re.compile(rf"(-?\d{{1,3}}(?:[.,]\d{{1,3}})?)\s*(?:(?:{HOUR_WORDS})\.?)?", re.IGNORECASE)
WORD_FOR_HOURS = re.compile(rf"(?:{HOUR_WORDS})\.?", re.IGNORECASE)
NUMBERING = re.compile(r"^\s*№?\s*\d{1,3}\s*[.)]\s*(?!\d)")
# A comma between two figures is a decimal comma and parts nothing.
BETWEEN = re.compile(r"\s*,(?!\d)\s*|(?<!\d),\s*|\s+[–—-]+\s+|\s*[|:]\s*")


class WorkerRow(forms.Form):
    """One person of the list."""

    name = LineField(label=_("Name"), max_length=200)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "–"), *Sex.choices], required=False)
    hours = FigureField(label=_("Hours"), places=2, smallest="0.01", largest=str(HOURS_OF_A_DAY))

    more_heads: Mapping[str, Sequence[Any]] = {
        "name": [
            *["фио", "ф.и.о", "ф и о", "аты-жөнү", "аты жөнү", "аты", "фамилиясы"],
            *["фамилия", "фамилия имя", "фамилия, имя", "имя", "full name", "who", "ким"],
        ],
        "sex": ["пол", "жынысы", "м/ж", "э/а", "sex"],
        "hours": ["часы", "часов", "час", "кол-во часов", "саат", "сааты", "иштеген сааты", "ч"],
    }
    more_words: Mapping[str, Sequence[tuple[str, str]]] = {
        "sex": [
            *[
                (Sex.FEMALE.value, word)
                for word in ("ж", "жен", "женщина", "аял", "а", "кыз", "f", "w")
            ],
            *[(Sex.MALE.value, word) for word in ("м", "муж", "мужчина", "эркек", "э", "эр", "m")],
        ]
    }


@dataclass(slots=True)
class Line:
    """One line of the list: what was typed, what it means, and what is wrong with it."""

    number: int
    typed: str
    name: str = ""
    sex: str = ""
    hours: str = ""
    faults: list[str] = field(default_factory=list)
    worker: dict[str, Any] | None = None

    @property
    def sex_in_words(self) -> str:
        return str(dict(Sex.choices).get(self.sex, self.sex or "–"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayList:
    """The list as it was read."""

    lines: Sequence[Line]
    left_out: Sequence[str] = ()

    @property
    def workers(self) -> list[dict[str, Any]]:
        return [line.worker for line in self.lines if line.worker is not None]

    @property
    def faults(self) -> list[str]:
        """Every fault with the number of its line."""
        words = now_in_words("Line %(line)s: %(fault)s")
        return [
            words % {"line": line.number, "fault": fault}
            for line in self.lines
            for fault in line.faults
        ]


def read_day(text: str, hours_each: Decimal | None = None) -> DayList:
    """The list line by line; who has no hours of their own worked as long as everybody."""
    columns = {column.name: column for column in columns_of(WorkerRow())}
    sexes = columns["sex"].words
    lines: list[Line] = []
    places: list[str | None] = []
    left_out: list[str] = []
    first = True
    for number, typed in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not typed.strip():
            continue
        found = _heads(typed, list(columns.values())) if first else None
        first = False
        if found is not None:
            places, left_out = found
            continue
        line = Line(number=number, typed=" ".join(typed.split()))
        _understand(line, typed, places, sexes)
        lines.append(line)
        if len(lines) > MOST_WORKERS:
            break
    for line in lines:
        _judge(line, hours_each)
    _name_doubles(lines)
    return DayList(lines=lines, left_out=left_out)


def _heads(typed: str, columns: Sequence[Column]) -> tuple[list[str | None], list[str]] | None:
    """Which column each cell of the first line heads; None when it is no line of heads."""
    by_head = {head: column.name for column in columns for head in column.heads}
    idle = set(map(folded, passed_over()))
    cells = _cells(typed)
    if len(cells) == 1:
        known_words = {word for head in (*by_head, *idle) for word in head.split()}
        all_heads = all(folded(word) in known_words for word in cells[0].split())
        return ([], []) if all_heads and len(cells[0].split()) > 1 else None
    filled = [cell for cell in cells if cell]
    known = [cell for cell in filled if _is_head(cell, by_head, idle)]
    if not any(folded(cell) in by_head for cell in known) or len(known) * 2 < len(filled):
        return None
    left_out = [cell for cell in filled if not _is_head(cell, by_head, idle)]
    if "\t" not in typed and ";" not in typed:
        # Between commas and spaces there are no columns to go by.
        return [], left_out
    return [by_head.get(folded(cell)) for cell in cells], left_out


def _is_head(cell: str, by_head: Mapping[str, str], idle: set[str]) -> bool:
    return folded(cell) in by_head or folded(cell) in idle


def _cells(typed: str) -> list[str]:
    """The cells of a line: by tabs or semicolons; else by commas and dashes."""
    if "\t" in typed or ";" in typed:
        return cells_of(typed)[0]
    return [piece.strip() for piece in BETWEEN.split(typed.strip()) if piece and piece.strip()]


def _understand(
    line: Line, typed: str, places: Sequence[str | None], sexes: Mapping[str, str]
) -> None:
    """Find the name, the sex and the hours among the cells of a line."""
    parted = "\t" in typed or ";" in typed
    cells = _cells(typed if parted else NUMBERING.sub("", typed, count=1))
    if parted and places:
        for place, cell in zip(places, cells, strict=False):
            if place:
                said = sexes.get(folded(cell), cell) if place == "sex" else cell
                setattr(line, place, _bare_hours(said) if place == "hours" else said)
        if any(cells[len(places) :]):
            line.faults.append(now_in_words("It has more cells than the heads have."))
        return
    names: list[str] = []
    figures: list[str] = []
    for cell in cells:
        _sort_in(line, cell, names, figures, sexes, whole=parted or len(cells) > 1)
    if len(figures) > 1 and figures[0].isdigit() and cells[0].split()[0] == figures[0]:
        # The first figure of a line is often a running number.
        figures = figures[1:]
    if len(figures) > 1:
        several = now_in_words("Which figure is the hours: %(figures)s?")
        line.faults.append(several % {"figures": "; ".join(figures)})
    line.hours = figures[-1] if figures else ""
    name = " ".join(names)
    line.name = NUMBERING.sub("", name, count=1) if parted else name


def _sort_in(
    line: Line,
    cell: str,
    names: list[str],
    figures: list[str],
    sexes: Mapping[str, str],
    *,
    whole: bool,
) -> None:
    """Put a cell, or each of its words, where it belongs."""
    if HOURS.fullmatch(cell):
        figures.append(_bare_hours(cell))
    elif whole and folded(cell) in sexes and not line.sex:
        line.sex = sexes[folded(cell)]
    else:
        _sort_words(line, cell.split(), names, figures, sexes)


def _sort_words(
    line: Line,
    words: Sequence[str],
    names: list[str],
    figures: list[str],
    sexes: Mapping[str, str],
) -> None:
    for place, word in enumerate(words):
        if HOURS.fullmatch(word):
            figures.append(_bare_hours(word))
        elif WORD_FOR_HOURS.fullmatch(word) and place and HOURS.fullmatch(words[place - 1]):
            continue
        elif not line.sex and names and _says_sex(word, sexes):
            line.sex = sexes[folded(word)]
        else:
            names.append(word)


def _says_sex(word: str, sexes: Mapping[str, str]) -> bool:
    """A word for a sex; one capital letter, or one with a point, is an initial."""
    if folded(word) not in sexes or word.endswith("."):
        return False
    return len(word) > 1 or word.islower()


def _bare_hours(cell: str) -> str:
    found = HOURS.fullmatch(cell.strip())
    return found[1] if found else cell.strip()


def _judge(line: Line, hours_each: Decimal | None) -> None:
    """Hold a line against what a sheet takes."""
    if not any(sign.isalpha() for sign in line.name):
        line.name = line.name if line.name.strip(" .-–—") else ""
    given = {"name": line.name, "sex": line.sex, "hours": line.hours}
    if not line.hours and hours_each is not None:
        given["hours"] = line.hours = str(hours_each).replace(".", ",")
    row = WorkerRow(given)
    if not row.is_valid():
        for name, faults in row.errors.items():
            label = row.fields[name].label
            line.faults += [f"{label}: {fault}" for fault in faults]
    if line.name and not any(sign.isalpha() for sign in line.name):
        line.faults.append(now_in_words("There is no name in it."))
    if not line.faults:
        line.worker = {name: row.cleaned_data[name] for name in ("name", "sex", "hours")}


def _name_doubles(lines: Sequence[Line]) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        name = known_by(line.name)
        if not name:
            continue
        if name in seen:
            words = now_in_words(
                "%(name)s already stands on line %(line)s. If these are two people, add the "
                "father's name or the year of birth."
            )
            line.faults.append(words % {"name": line.name, "line": seen[name]})
            line.worker = None
        seen.setdefault(name, line.number)
