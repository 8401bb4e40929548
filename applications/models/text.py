"""What an application says, as one plain record, and that record laid out page by page.

The same record is frozen when the application is handed in, shown on its page, and read again
years later: so it is drawn from the record and never from the rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as now_in_words

from applications.choices import PART_ROWS, PART_TITLES, PARTS, SHORT_COLUMNS
from applications.models.application import Application
from applications.models.parts import BudgetLine, Member, PlanRow, Pledge
from audit.canonical import plain

ROWS: dict[str, type[models.Model]] = {
    "members": Member,
    "plan": PlanRow,
    "lines": BudgetLine,
    "pledges": Pledge,
}
CACHED = {
    "members": "member_rows",
    "plan": "plan_rows",
    "lines": "budget_lines",
    "pledges": "pledge_rows",
}
LEFT_OUT = {
    "id",
    "state",
    "draft_version",
    "part_versions",
    "search",
    "ground",
    "granted",
    "reserve_place",
    "returned_until",
    "checked_at",
    "reminded_at",
}
HIDDEN_COLUMNS = {"id", "application", "position"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answered question: its words, what was answered, and whether it is a figure."""

    name: str
    label: Any
    value: Any
    kind: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one page."""

    name: str
    heads: Sequence[Any]
    rows: Sequence[Sequence[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One page of the form with what stands on it."""

    part: str
    title: Any
    answers: Sequence[Answer] = field(default_factory=list)
    tables: Sequence[Table] = field(default_factory=list)


def text_of(application: Application) -> dict[str, Any]:
    """Everything the application says, as one plain record: what handing it in freezes."""
    own = {
        column.name: getattr(application, column.attname)
        for column in Application._meta.concrete_fields
        if column.name not in LEFT_OUT
    }
    kept = [
        {
            "id": enclosure.pk,
            "title": str(enclosure),
            "sha256": enclosure.sha256,
            "item": enclosure.item_id,
        }
        for enclosure in application.kept_enclosures
    ]
    return plain(
        own
        | {name: _rows_of(application, name) for name in ROWS}
        | {
            "enclosures": kept,
            "terms_version": application.competition.terms_version,
            "short": application.is_short,
        }
    )


def _rows_of(application: Application, name: str) -> list[dict[str, Any]]:
    rows = []
    for row in getattr(application, CACHED[name]):
        facts = {
            column.name: getattr(row, column.attname)
            for column in row._meta.concrete_fields
            if column.name not in ("id", "application")
        }
        if hasattr(row, "amount"):
            facts["amount"] = row.amount
        if getattr(row, "rate", None):
            facts["rate_title"] = {"ky": row.rate.title_ky, "ru": row.rate.title_ru}
        rows.append(facts)
    return rows


def sections_of(facts: Mapping[str, Any], *, without: Sequence[str] = ()) -> list[Section]:
    """The record page by page, in the order of the form; enclosures are shown apart.

    Of a short form only what it asks for is laid out: what nobody asked is not "empty".
    """
    asked = {
        part: [name for name in names if not facts.get("short") or name in SHORT_COLUMNS]
        for part, names in PARTS.items()
    }
    return [
        Section(
            part=part,
            title=PART_TITLES[part],
            answers=[_answer(Application, name, facts.get(name)) for name in names],
            tables=[_table(name, facts.get(name, [])) for name in PART_ROWS.get(part, ())],
        )
        for part, names in asked.items()
        if part not in without and (names or part in PART_ROWS)
    ]


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    model = ROWS[name]
    columns = [
        column.name
        for column in model._meta.concrete_fields
        if column.name not in HIDDEN_COLUMNS | {"rate"}
    ]
    heads = [_label(model, column) for column in columns]
    amount = hasattr(model, "amount")
    return Table(
        name=name,
        heads=[*heads, now_in_words("Sum")] if amount else heads,
        rows=[
            [
                *(_answer(model, column, row.get(column)) for column in columns),
                *([_sum(row.get("amount"))] if amount else []),
            ]
            for row in rows
        ],
    )


def _sum(amount: Any) -> Answer:
    return Answer(
        name="amount", label=now_in_words("Sum"), value=Decimal(amount or 0), kind="money"
    )


def _label(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name).verbose_name


def _answer(model: type[models.Model], name: str, value: Any) -> Answer:
    column = model._meta.get_field(name)
    label = column.verbose_name
    if value in (None, ""):
        return Answer(name=name, label=label, value=None, kind="nothing")
    if column.choices:
        return Answer(name=name, label=label, value=dict(column.flatchoices).get(value, value))
    if isinstance(column, models.BooleanField):
        return Answer(
            name=name, label=label, value=now_in_words("yes") if value else now_in_words("no")
        )
    found = column.to_python(value)
    if isinstance(column, models.DecimalField) and column.decimal_places == 2:
        return Answer(name=name, label=label, value=found, kind="money")
    if name in ("latitude", "longitude", "birth_year"):
        return Answer(name=name, label=label, value=str(value))
    if isinstance(column, models.DecimalField | models.IntegerField):
        return Answer(name=name, label=label, value=found, kind="figure")
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return Answer(name=name, label=label, value=found, kind="day")
    return Answer(name=name, label=label, value=found)
