"""One short page of the terms: its columns, its tables, and what agrees with what."""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from competitions.choices import PART_ROWS, SETTINGS_PARTS, TERMS_PARTS, RungKind
from competitions.forms.rows import ROW_FORMS, rung_row
from competitions.models import Competition, Regulation
from competitions.models.terms import LISTS, Terms
from ui.forms import (
    CountField,
    DayField,
    FigureField,
    LineField,
    MomentField,
    MoneyField,
    RowsField,
    TextField,
    layout,
)

ROW_WORDS = {
    "sources": _("Sources of money"),
    "criteria": _("Criteria"),
    "checklist": _("What is asked from applicants, item by item"),
    "rates": _("What work is worth"),
    "priority_fields": _("Priority fields"),
}
ROW_HELP = {
    "sources": _("Together they must give exactly the fund."),
    "rates": _("By these rates the labour and the machine-hours of residents are valued."),
    "checklist": _(
        "The check goes through these items one by one; applicants see them before they begin."
    ),
    "priority_fields": _("An initiative in one of these fields gets additional points."),
}
EXTRA = {"criteria": 2, "checklist": 3, "rates": 2, "priority_fields": 2, "sources": 2}
HELP = {
    "maximum_grant": _("The most one initiative can get."),
    "short_form_below": _("Where the maximum grant is smaller, applicants fill in the short form."),
    "appeals_until": _("The agreements are signed after this day."),
    "ladder": _(
        "Equal scores go down these rungs in order. The last one must be the lot or the word "
        "of the chair."
    ),
    "minimum_share": _(
        "Of the total cost, in percent; only the contributions that count are counted."
    ),
    "pass_mark": _("An application below it is not financed."),
    "hidden": _(
        "The commission sees codes instead of names. In a village the text often tells all "
        "the same."
    ),
    "minimum_women": _(
        "Of all members, alternates not counted. Left empty, the municipality sets none."
    ),
    "minimum_outside": _(
        "Members who neither work in the aiyl okmotu nor sit in the kenesh. Left empty, the "
        "municipality sets none."
    ),
    "composition_binds": _(
        "Ticked, a commission short of its minimums cannot begin to score, and no order may make "
        "it fall short while it works. Not ticked, the pages warn."
    ),
    "quorum_numerator": _("For example 2 of 3: two thirds of the seats."),
    "not_financed_ky": _("Left empty, nothing is ruled out."),
}
LARGEST = {
    "quorum_numerator": 100,
    "quorum_denominator": 100,
    "minimum_scores": 50,
    "minimum_members": 50,
    "minimum_outside": 50,
}
SMALLEST = {
    "quorum_numerator": 1,
    "quorum_denominator": 1,
    "minimum_scores": 1,
    "minimum_members": 1,
    "minimum_outside": 1,
    "applications_per_applicant": 1,
    "agreement_days": 1,
    "report_days": 1,
    "minimum_open_days": 1,
}


def field_for(subject: Terms, name: str) -> forms.Field:
    """The house field for a column: what people really type, within what the column takes."""
    column = subject._meta.get_field(name)
    words = {"label": _sentence(column.verbose_name), "help_text": HELP.get(name, "")}
    if column.null and not isinstance(column, models.DateField):
        words["required"] = False
    if name == "ladder":
        return RowsField(rung_row(subject.criteria_named()), extra=2, most=12, **words)
    if name in LISTS:
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            choices=LISTS[name].choices, widget=boxes, required=False, **words
        )
    if column.choices:
        return forms.ChoiceField(choices=column.choices, widget=forms.RadioSelect, **words)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(required=False, **words)
    if isinstance(column, models.DecimalField):
        return _figure(column, words)
    if isinstance(column, models.DateTimeField):
        return MomentField(required=False, **words)
    if isinstance(column, models.DateField):
        return DayField(required=False, **words)
    if isinstance(column, models.PositiveSmallIntegerField):
        return CountField(largest=LARGEST.get(name, 3650), smallest=SMALLEST.get(name), **words)
    kind = TextField if isinstance(column, models.TextField) else LineField
    return kind(max_length=column.max_length, required=not column.blank, **words)


def _figure(column: models.DecimalField, words: dict[str, Any]) -> forms.Field:
    if column.max_digits == 12:
        return MoneyField(**words)
    limits = [
        found.limit_value for found in column.validators if isinstance(found, MaxValueValidator)
    ]
    largest = min([*limits, Decimal(10) ** (column.max_digits - 2) - Decimal("0.01")])
    return FigureField(places=2, largest=largest, **words)


def _sentence(words: Any) -> str:
    told = str(words)
    return told[:1].upper() + told[1:]


class PartForm(forms.Form):
    """The page of one part; a regulation and a call are asked alike."""

    wants_subject = True
    with_points = False

    def __init__(
        self, *args: Any, subject: Terms, part: str, initial: Any = None, **kwargs: Any
    ) -> None:
        self.subject, self.part = subject, part
        self.names, self.tables = self.names_of(part), self.tables_of(part)
        known = {name: getattr(subject, name) for name in self.names}
        known |= {name: self.rows_now(name) for name in self.tables}
        super().__init__(*args, initial=known | (initial or {}), **kwargs)
        for name in self.names:
            self.fields[name] = field_for(subject, name)
            if self.with_points and name != "quorum_denominator":
                label = _("Point of the regulation")
                self.fields[f"point_{name}"] = LineField(label=label, max_length=60, required=False)
                self.initial[f"point_{name}"] = subject.points_of_the_act().get(name, "")
        for name in self.tables:
            self.fields[name] = self.table(name)

    def names_of(self, part: str) -> tuple[str, ...]:
        raise NotImplementedError

    def tables_of(self, part: str) -> tuple[str, ...]:
        return PART_ROWS.get(part, ())

    def rows_now(self, name: str) -> list[dict[str, Any]]:
        raise NotImplementedError

    def table(self, name: str) -> RowsField:
        sums = {"amount": _("Total")} if name == "sources" else None
        words = {"label": ROW_WORDS[name], "help_text": ROW_HELP.get(name, "")}
        field = RowsField(ROW_FORMS[name], extra=EXTRA[name], sums=sums, **words)
        if name == "criteria":
            # Nine columns fit no screen: a criterion is a small sheet of its own.
            field.widget.template_name = "competitions/_row_sheets.html"
        return field

    def clean_ladder(self) -> list[dict[str, str]]:
        rungs = []
        for row in self.cleaned_data["ladder"]:
            by_criterion = row["kind"] == RungKind.CRITERION_MEAN
            rungs.append(
                {"kind": row["kind"]} | ({"criterion": row["criterion"]} if by_criterion else {})
            )
        return rungs

    def clean_quorum_denominator(self) -> int:
        parts, of = (
            self.cleaned_data.get("quorum_numerator"),
            self.cleaned_data["quorum_denominator"],
        )
        if parts and of and parts > of:
            self.add_error("quorum_numerator", _("A quorum cannot be more than all seats."))
        return of

    def clean_priority_fields(self) -> list[dict[str, Any]]:
        rows = self.cleaned_data["priority_fields"]
        if len({row["field"] for row in rows}) < len(rows):
            self.add_error("priority_fields", _("Each field can be named once."))
        return rows

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        values = {name: facts[name] for name in self.names if name in facts}
        rows = {
            # The rows are written anew: no number of an old row is believed.
            name: [{column: row[column] for column in row if column != "id"} for row in facts[name]]
            for name in self.tables
            if name in facts
        }
        return self.gathered(facts, values, rows)

    def gathered(self, facts: Any, values: Any, rows: Any) -> dict[str, Any]:
        raise NotImplementedError


class TermsPartForm(PartForm):
    """A page of a call's terms."""

    subject: Competition

    def names_of(self, part: str) -> tuple[str, ...]:
        return TERMS_PARTS[part]

    def rows_now(self, name: str) -> list[dict[str, Any]]:
        rows = getattr(self.subject, name).order_by("pk")
        return list(rows.values(*ROW_FORMS[name].base_fields))

    def gathered(self, facts: Any, values: Any, rows: Any) -> dict[str, Any]:
        return {"part": self.part, "values": values, "rows": rows}


class SettingsPartForm(PartForm):
    """A page of a regulation's settings, each with the point of the act beside it."""

    subject: Regulation
    with_points = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout(self)
        beside = [
            Row(
                Column(name, css_class="col-sm-8"),
                *[
                    Column(point, css_class="col-sm-4")
                    for point in [f"point_{name}"]
                    if point in self.fields
                ],
            )
            for name in self.names
        ]
        self.helper.layout = Layout(*beside, *self.tables)

    def names_of(self, part: str) -> tuple[str, ...]:
        return SETTINGS_PARTS[part]

    def tables_of(self, part: str) -> tuple[str, ...]:
        return tuple(name for name in super().tables_of(part) if name != "sources")

    def rows_now(self, name: str) -> list[dict[str, Any]]:
        fields = ROW_FORMS[name].base_fields
        return [
            {
                column: Decimal(value) if isinstance(fields.get(column), FigureField) else value
                for column, value in row.items()
            }
            for row in self.subject.rows.get(name, [])
        ]

    def gathered(self, facts: Any, values: Any, rows: Any) -> dict[str, Any]:
        points = {name: facts.get(f"point_{name}", "") for name in self.names}
        return {"settings": values, "rows": rows, "points": points}
