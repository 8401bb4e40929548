"""Money that has to go back: what is late for the office, what is owed for the winner."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Min, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audit import clock
from awards.models import Award, Obligation
from papers.work.tasks import LONGEST, Task
from ui.som import in_figures

# The office hears of a debt when its term is this near.
SOON = timedelta(days=7)


def of_debts(user: User) -> Iterator[Task]:
    """Debts whose term is near or over, of every award of the office, in one query."""
    soon = Obligation.objects.owed().filter(
        award__in=Award.objects.of_office(user), due_on__lte=clock.today() + SOON
    )
    for row in _by_award(soon):
        late = row["first"] < clock.today()
        sentence = (
            _("Money that was to be given back is overdue: %(left)s som.")
            if late
            else _("Money is to be given back: %(left)s som.")
        )
        yield _task(row, sentence, tone="bad" if late else "waiting")


def of_own_debts(user: User) -> Iterator[Task]:
    """What a winner still has to give back, in one query."""
    owed = Obligation.objects.owed().filter(award__in=Award.objects.of_person(user))
    for row in _by_award(owed):
        late = row["first"] < clock.today()
        sentence = _("Give back what was not spent: %(left)s som.")
        yield _task(row, sentence, tone="bad" if late else "waiting")


def _by_award(debts: QuerySet) -> Any:
    """One row an award, however many givers wait, the earliest term first."""
    names = ("award", "award__application__number", "award__application__title")
    met = ("settled_amount", "redirected_amount", "written_off_amount")
    return (
        debts.values(*names)
        .annotate(first=Min("due_on"), owed=Sum("amount"), **{name: Sum(name) for name in met})
        .order_by("first", "award")[:LONGEST]
    )


def _task(row: dict[str, Any], sentence: str, tone: str) -> Task:
    left = row["owed"] - row["settled_amount"] - row["redirected_amount"]
    left -= row["written_off_amount"]
    return Task(
        subject=f"№ {row['award__application__number']}. {row['award__application__title']}",
        address=reverse("award_closing", args=[row["award"]]),
        what=sentence % {"left": in_figures(round(left, 2))},
        due=row["first"],
        tone=tone,
    )
