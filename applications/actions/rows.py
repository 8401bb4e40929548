"""The rows of the form's tables, replaced as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.models import Application, BudgetLine, Member, PlanRow, Pledge

ROWS: dict[str, Any] = {"members": Member, "plan": PlanRow, "lines": BudgetLine, "pledges": Pledge}


def replace_rows_of(application: Application, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put these rows in the place of those the table had."""
    getattr(application, name).all().delete()
    fresh = [
        ROWS[name](application=application, position=position, **row)
        for position, row in enumerate(rows, start=1)
    ]
    for row in fresh:
        # The row's keys are known: asking for each of them again would cost a query a row.
        row.full_clean(exclude=["application", "rate"])
        rate = getattr(row, "rate", None)
        if rate is not None and rate.competition_id != application.competition_id:
            raise ValidationError({name: _("This rate belongs to another call.")})
    ROWS[name].objects.bulk_create(fresh)
