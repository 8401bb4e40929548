"""Two texts of one page side by side: what is saved now, and what somebody has typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from applications.arithmetic import line_amount
from applications.choices import SHORT
from applications.forms import PRICES, PartForm
from applications.models import Answer, Application, Section, Table, sections_of, text_of
from audit.canonical import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One question: what is saved, and what was typed."""

    saved: Answer
    typed: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPair:
    """One line of a table as saved and as typed; either may be missing."""

    number: int
    saved: Sequence[Answer]
    typed: Sequence[Answer]
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePair:
    """One table in which something differs, line by line."""

    name: str
    title: Any
    rows: Sequence[RowPair]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Where the two texts of a page differ, and who saved the other one when."""

    answers: Sequence[Pair] = field(default_factory=list)
    tables: Sequence[TablePair] = field(default_factory=list)
    same: int = 0
    entry: Any = None

    @property
    def differs(self) -> bool:
        return bool(self.answers or self.tables)


def compare(application: Application, part: str, form: PartForm, entry: Any) -> Comparison:
    """The saved page beside the typed one; `entry` is the saving that came in between."""
    facts = text_of(application)
    saved, typed = _page(facts, part), _page(facts | _typed_facts(form), part)
    pairs = [
        Pair(saved=ours, typed=_raw(form, theirs))
        for ours, theirs in zip(_answers(saved), _answers(typed), strict=True)
    ]
    different = [pair for pair in pairs if not _same(pair.saved, pair.typed)]
    tables = [
        _table_pair(form, ours, theirs)
        for ours, theirs in zip(_tables(saved), _tables(typed), strict=True)
    ]
    return Comparison(
        answers=different,
        tables=[table for table in tables if any(row.differs for row in table.rows)],
        same=len(pairs) - len(different),
        entry=entry,
    )


def _page(facts: dict[str, Any], part: str) -> list[Section]:
    return [section for section in sections_of(facts) if part in (SHORT, section.part)]


def _answers(sections: Iterable[Section]) -> list[Answer]:
    return [answer for section in sections for answer in section.answers]


def _tables(sections: Iterable[Section]) -> list[Table]:
    return [table for section in sections for table in section.tables]


def _typed_facts(form: PartForm) -> dict[str, Any]:
    """What was typed and is sound, in the form in which the application keeps it."""
    rows = {name: [_row(row, PRICES.get(name)) for row in kept] for name, kept in form.rows.items()}
    return plain(form.answers | rows)


def _row(row: dict[str, Any], price: str | None) -> dict[str, Any]:
    amount = {"amount": line_amount(row["quantity"], row[price])} if price else {}
    return {column: value for column, value in row.items() if column != "rate"} | amount


def _raw(form: PartForm, answer: Answer) -> Answer:
    """The answer as it was typed where it cannot be understood yet."""
    if answer.name not in form.errors:
        return answer
    return Answer(name=answer.name, label=answer.label, value=form[answer.name].value() or "–")


def _same(saved: Answer, typed: Answer) -> bool:
    return (saved.kind, saved.value) == (typed.kind, typed.value)


def _table_pair(form: PartForm, saved: Table, typed: Table) -> TablePair:
    rows = _raw_rows(form, saved) if saved.name in form.errors else typed.rows
    return TablePair(
        name=saved.name,
        title=form.fields[saved.name].label,
        rows=[
            RowPair(
                number=number,
                saved=ours,
                typed=theirs,
                differs=len(ours) != len(theirs)
                or not all(_same(one, other) for one, other in zip(ours, theirs, strict=True)),
            )
            for number, (ours, theirs) in enumerate(
                zip_longest(saved.rows, rows, fillvalue=()), start=1
            )
        ],
    )


def _raw_rows(form: PartForm, saved: Table) -> list[list[Answer]]:
    """The lines as they were typed, when one of them cannot be understood yet."""
    return [
        [
            Answer(name=box.name, label=box.label, value=_shown(box) or "–")
            for box in line
            if box.name not in {"id", "DELETE"}
        ]
        for line in form[saved.name].value().forms
        if line.has_changed()
    ]


def _shown(box: Any) -> Any:
    words = dict(getattr(box.field, "choices", ()))
    return words.get(box.value(), box.value())


def last_saving(entries: Iterable[Any], part: str) -> Any:
    """The newest entry in which this page was saved; entries come newest first."""
    return latest_savings(entries).get(part)


def latest_savings(entries: Iterable[Any]) -> dict[str, Any]:
    """By page, the entry in which it was saved last: who, and when."""
    found: dict[str, Any] = {}
    for entry in entries:
        for part in _pages_saved(entry):
            found.setdefault(part, entry)
    return found


def _pages_saved(entry: Any) -> list[str]:
    if entry.verb == "edit":
        return [entry.facts.get("part", "")]
    return entry.facts.get("pages", []) if entry.verb == "fill_from_file" else []
