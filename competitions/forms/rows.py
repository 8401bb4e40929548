"""The tables of a call: one small form a row."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.choices import ApplicantKind, Field, RungKind, SourceKind
from ui.forms import FigureField, LineField, MoneyField, TextField

TYIYN = Decimal("0.01")
MOST_POINTS = Decimal("9999.99")


class SourceRow(forms.Form):
    kind = forms.ChoiceField(
        label=_("Source"), choices=SourceKind.choices, initial=SourceKind.LOCAL_BUDGET
    )
    name = LineField(label=_("Who gives"), max_length=200, required=False)
    amount = MoneyField(label=_("Sum, som"), smallest=TYIYN)


class CriterionRow(forms.Form):
    """`key` is how the tie ladder knows this criterion when others come and go."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    title_ky = LineField(label=_("Criterion in Kyrgyz"))
    title_ru = LineField(label=_("Criterion in Russian"))
    levels_ky = TextField(
        label=_("What the levels mean, in Kyrgyz"), max_length=2000, rows=2, required=False
    )
    levels_ru = TextField(
        label=_("What the levels mean, in Russian"), max_length=2000, rows=2, required=False
    )
    minimum = FigureField(label=_("Least points"), places=2, largest=MOST_POINTS, initial=0)
    maximum = FigureField(
        label=_("Most points"), places=2, largest=MOST_POINTS, smallest=TYIYN, initial=10
    )
    step = FigureField(label=_("Step"), places=2, largest=MOST_POINTS, smallest=TYIYN, initial=1)
    weight = FigureField(label=_("Weight"), places=2, largest=MOST_POINTS, initial=1)
    reason_required = forms.BooleanField(label=_("A reason is always asked"), required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        minimum, maximum = facts.get("minimum"), facts.get("maximum")
        if minimum is not None and maximum is not None and maximum <= minimum:
            self.add_error("maximum", _("The most points must be more than the least."))
        return facts


class ChecklistRow(forms.Form):
    title_ky = LineField(label=_("Item in Kyrgyz"))
    title_ru = LineField(label=_("Item in Russian"))
    applicant_kind = forms.ChoiceField(
        label=_("Asked from"),
        choices=[("", _("everybody")), *ApplicantKind.choices],
        required=False,
    )
    is_document = forms.BooleanField(label=_("A file is enclosed"), required=False, initial=True)
    required = forms.BooleanField(label=_("Required"), required=False, initial=True)
    point = LineField(label=_("Point of the regulation"), max_length=60, required=False)


class RateRow(forms.Form):
    title_ky = LineField(label=_("Kind of work in Kyrgyz"), max_length=200)
    title_ru = LineField(label=_("Kind of work in Russian"), max_length=200)
    unit_ky = LineField(label=_("Unit in Kyrgyz"), max_length=40)
    unit_ru = LineField(label=_("Unit in Russian"), max_length=40)
    amount = MoneyField(label=_("Rate, som"), smallest=TYIYN)


class PriorityRow(forms.Form):
    field = forms.ChoiceField(label=_("Field"), choices=[("", "—"), *Field.choices])
    points = FigureField(
        label=_("Additional points"), places=2, largest=Decimal("999.99"), smallest=TYIYN
    )


class RungRow(forms.Form):
    """One rung of the tie ladder; the subclass made for a call knows its criteria."""

    kind = forms.ChoiceField(label=_("Rung"), choices=[("", "—"), *RungKind.choices])
    criterion = forms.ChoiceField(label=_("Criterion"), choices=[("", "—")], required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        by_criterion = facts.get("kind") == RungKind.CRITERION_MEAN
        if by_criterion and not facts.get("criterion") and "criterion" not in self.errors:
            self.add_error("criterion", _("Say which criterion decides."))
        return facts


ROW_FORMS = {
    "sources": SourceRow,
    "criteria": CriterionRow,
    "checklist": ChecklistRow,
    "rates": RateRow,
    "priority_fields": PriorityRow,
}


def rung_row(criteria: dict[str, str]) -> type[RungRow]:
    """The row of a ladder that may name these criteria."""
    choices = [("", "—"), *criteria.items()]
    field = forms.ChoiceField(label=_("Criterion"), choices=choices, required=False)
    return type("RungRow", (RungRow,), {"criterion": field})
