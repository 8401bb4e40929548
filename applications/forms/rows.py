"""The rows of the application's tables as they are typed: members, plan, budget, pledges."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.arithmetic import line_amount
from applications.choices import LARGEST_SUM
from applications.forms.columns import NOT_CHOSEN, field_for
from applications.models import BudgetLine, Member, PlanRow, Pledge
from competitions.choices import ContributionKind
from competitions.models import Competition, Rate
from ui.fields import said
from ui.languages import pick

# Words that stand in people's own spreadsheets.
EVERYDAY = [
    ("cash", "акча"),
    ("cash", "накталай акча"),
    ("cash", "деньги"),
    ("cash", "наличные"),
    ("goods", "буюмдар"),
    ("goods", "материалдар"),
    ("goods", "материалы"),
    ("labour", "эмгек"),
    ("labour", "ашар"),
    ("labour", "труд"),
    ("services", "кызмат"),
    ("services", "услуги"),
]

TOO_LARGE = _("The sum of this row is too large.")


class RowForm(forms.Form):
    """One row: its columns are the model's own."""

    model: type[models.Model]
    columns: Sequence[str]
    optional: Sequence[str] = ()

    @property
    def more_words(self) -> dict[str, Sequence[tuple[Any, Any]]]:
        """Words besides the labels by which a choice may be pasted, by column."""
        return {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.columns:
            self.fields[name] = field_for(
                self.model, name, required=name not in self.optional, help_text=""
            )


class MemberRow(RowForm):
    model, columns, optional = (
        Member,
        ("name", "sex", "birth_year", "village", "phone"),
        ("village", "phone"),
    )


class PlanLine(RowForm):
    model, columns = PlanRow, ("activity", "responsible", "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("It ends before it begins."))
        return cleaned


class BudgetRow(RowForm):
    model, columns = BudgetLine, ("title", "unit", "quantity", "price", "source")

    @property
    def more_words(self) -> dict[str, Sequence[tuple[Any, Any]]]:
        asked = [("grant", "грант")]
        return {"source": [*asked, *EVERYDAY, *ContributionKind.choices]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        quantity, price = cleaned.get("quantity"), cleaned.get("price")
        if quantity and price and line_amount(quantity, price) > LARGEST_SUM:
            self.add_error("price", TOO_LARGE)
        return cleaned


class PledgeRow(RowForm):
    model = Pledge
    columns = ("giver", "giver_kind", "kind", "what", "quantity", "value", "proof")
    optional = ("what", "value", "proof")
    rates: Sequence[Rate] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"].initial = 1
        if not self.rates:
            return
        known = {str(rate.pk): rate for rate in self.rates}
        self.fields["rate"] = forms.TypedChoiceField(
            label=_("Rate of the call"),
            choices=[NOT_CHOSEN, *((str(rate.pk), _rate_in_words(rate)) for rate in self.rates)],
            coerce=known.get,
            empty_value=None,
            required=False,
        )
        self.order_fields(
            ["giver", "giver_kind", "kind", "what", "rate", "quantity", "value", "proof"]
        )

    @property
    def more_words(self) -> dict[str, Sequence[tuple[Any, Any]]]:
        titles = [
            (rate.pk, title) for rate in self.rates for title in (rate.title_ky, rate.title_ru)
        ]
        return {"rate": titles, "kind": EVERYDAY}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rate = cleaned.get("rate")
        if rate:
            # With a rate of the call the value of one is the rate's, whatever was typed.
            cleaned["value"] = rate.amount
        elif not cleaned.get("value") and "value" not in self.errors:
            self.add_error("value", _("Give the value of one, or choose a rate of the call."))
        quantity, value = cleaned.get("quantity"), cleaned.get("value")
        if quantity and value and line_amount(quantity, value) > LARGEST_SUM:
            self.add_error("value", TOO_LARGE)
        return cleaned


def pledge_row(competition: Competition) -> type[PledgeRow]:
    """The row of a promise, with the rates of this call."""
    return type("PledgeRowOfCall", (PledgeRow,), {"rates": list(competition.rates.order_by("pk"))})


def _rate_in_words(rate: Rate) -> str:
    return f"{rate}: {said(rate.amount)} / {pick(rate, 'unit')}"
