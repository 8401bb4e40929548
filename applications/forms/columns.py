"""A column as a field on the screen: its words and its limits are the column's own."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from applications.choices import HELP
from ui.forms import CountField, DayField, FigureField, LineField, MoneyField, PhoneField, TextField

NOT_CHOSEN = ("", _("choose"))


class YearField(CountField):
    """A year: four figures that belong together."""

    example = "1985"

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


def field_for(
    model: type[models.Model], name: str, *, admitted: Sequence[str] | None = None, **given: Any
) -> forms.Field:
    """The field for this column; of a list of words only the admitted ones are offered."""
    column = model._meta.get_field(name)
    common = {"label": capfirst(column.verbose_name), "help_text": HELP.get(name, "")} | given
    if column.choices:
        words = [pair for pair in column.flatchoices if admitted is None or pair[0] in admitted]
        return forms.ChoiceField(
            choices=words if column.has_default() else [NOT_CHOSEN, *words], **common
        )
    if name.endswith("phone"):
        return PhoneField(**common)
    if name.endswith("_year"):
        return YearField(**_limits(column), **common)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(**common)
    if isinstance(column, models.DateField):
        return DayField(**common)
    if isinstance(column, models.TextField):
        return TextField(max_length=column.max_length, **common)
    if isinstance(column, models.CharField):
        return LineField(max_length=column.max_length, **common)
    if isinstance(column, models.DecimalField):
        kind = MoneyField if (column.max_digits, column.decimal_places) == (12, 2) else FigureField
        places = {} if kind is MoneyField else {"places": column.decimal_places}
        return kind(**places, **_limits(column), **common)
    return CountField(**common)


def _limits(column: models.Field) -> dict[str, Any]:
    """The smallest and the largest figure the column takes."""
    limits: dict[str, Any] = {}
    if isinstance(column, models.DecimalField):
        smallest_part = Decimal(1).scaleb(-column.decimal_places)
        limits["largest"] = (
            Decimal(10) ** (column.max_digits - column.decimal_places) - smallest_part
        )
    for validator in column.validators:
        if type(validator) is MinValueValidator and not callable(validator.limit_value):
            limits["smallest"] = validator.limit_value
        if type(validator) is MaxValueValidator and not callable(validator.limit_value):
            limits["largest"] = validator.limit_value
    return limits
