"""Rows of the contributions ledger of one award: promises, what came, days of work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from applications.choices import GiverKind
from awards.choices import ContributionState, DaySheetState
from awards.models import Award, Confirmation, DaySheet
from competitions.choices import ContributionKind
from papers.rows import MONEY, TEXT, WHOLE, column

DAY, HOURS = "dd.mm.yyyy", "0.00"
A_FEW = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """One promise with what became of it."""

    number: int = column(_("No."), _("Number of the promise"), width=8, style=WHOLE)
    giver: str = column(
        _("Who gives"), _("The name where the giver agreed to be named, else the kind"), width=28
    )
    giver_kind: str = column(
        _("Kind of giver"), _("Resident, group, business, donor, local budget"), width=20
    )
    kind: str = column(_("Kind"), _("Cash, goods, labour or services"), width=14)
    what: str = column(_("What"), _("What is given"), width=24, style=TEXT)
    quantity: Decimal = column(_("Quantity"), _("How much of it"), width=11, style="0.000")
    rate: Decimal = column(
        _("Value of one, som"), _("The rate of the call, or the agreed value"), style=MONEY
    )
    promised: Decimal = column(
        _("Promised, som"), _("Quantity times value"), style=MONEY, summed=True
    )
    confirmed: Decimal = column(
        _("Confirmed, som"), _("By a letter or a receipt"), style=MONEY, summed=True
    )
    used: Decimal = column(
        _("Used, som"), _("By acts and day sheets; money in proportion"), style=MONEY, summed=True
    )
    withdrawn: Decimal = column(
        _("Withdrawn, som"), _("What of the promise was taken back"), style=MONEY, summed=True
    )
    state: str = column(_("State"), _("Where the promise stands now"), width=16)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingRow:
    """One part of a promise that came."""

    number: int = column(_("No."), _("Number of the promise"), width=8, style=WHOLE)
    on: date = column(_("Date"), _("Day of the document"), width=12, style=DAY)
    document: str = column(_("Letter or receipt"), _("By what it was confirmed"), width=28)
    kind: str = column(_("Kind"), _("Cash, goods, labour or services"), width=14)
    quantity: Decimal | None = column(_("Quantity"), _("How much of it"), width=11, style="0.000")
    amount: Decimal = column(_("Worth, som"), _("What came"), style=MONEY, summed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One day sheet; people are counted and not named."""

    number: int = column(_("No."), _("Number of the day sheet"), width=8, style=WHOLE)
    worked_on: date = column(_("Day of the work"), _("When it was done"), width=12, style=DAY)
    work: str = column(_("What was done"), _("As the sheet says"), width=36, style=TEXT)
    women: int = column(_("Women"), _("Women at work"), width=9, style=WHOLE, summed=True)
    men: int = column(_("Men"), _("Men at work"), width=9, style=WHOLE, summed=True)
    people: int = column(
        _("People"), _("Everybody at work, also machines"), width=9, style=WHOLE, summed=True
    )
    hours: Decimal = column(_("Hours"), _("Of all together"), width=11, style=HOURS, summed=True)
    rate: Decimal = column(_("Rate, som"), _("The frozen rate of the call"), style=MONEY)
    hours_a_unit: int = column(
        _("Hours of the rate"), _("One hour, or the eight of a working day"), style=WHOLE
    )
    amount: Decimal = column(
        _("Worth, som"), _("Hours times rate, by the hours of the rate"), style=MONEY, summed=True
    )
    state: str = column(_("State"), _("A sheet that was struck out counts nothing"), width=14)


def promise_rows(award: Award) -> Iterator[PromiseRow]:
    """One row a promise; the sums below them are those of the award's page."""
    givers, kinds = dict(GiverKind.choices), dict(ContributionKind.choices)
    states = dict(ContributionState.choices)
    for row in award.books.contributions:
        yield PromiseRow(
            number=row.pk,
            giver=row.public_giver,
            giver_kind=str(givers[row.giver_kind]),
            kind=str(kinds[row.kind]),
            what=row.what,
            quantity=row.quantity,
            rate=row.rate_amount,
            promised=row.amount,
            confirmed=row.confirmed_amount,
            used=award.books.used[row.pk],
            withdrawn=row.withdrawn_amount,
            state=str(states[row.state]),
        )


def coming_rows(award: Award) -> Iterator[ComingRow]:
    """One row a receipt, letter or act that stands, in the order of days."""
    kinds = dict(ContributionKind.choices)
    came = Confirmation.objects.filter(award=award, stands=True).select_related("contribution")
    for row in came.order_by("on", "pk").iterator(chunk_size=A_FEW):
        yield ComingRow(
            number=row.contribution_id,
            on=row.on,
            document=row.document,
            kind=str(kinds[row.contribution.kind]),
            quantity=row.quantity,
            amount=row.amount,
        )


def day_rows(award: Award) -> Iterator[DayRow]:
    """One row a day sheet; one that was struck out stays to be read and counts nothing."""
    states = dict(DaySheetState.choices)
    sheets = DaySheet.objects.filter(award=award).order_by("number")
    for row in sheets.iterator(chunk_size=A_FEW):
        stands = row.state == DaySheetState.RECORDED
        yield DayRow(
            number=row.number,
            worked_on=row.worked_on,
            work=row.work,
            women=row.women if stands else 0,
            men=row.men if stands else 0,
            people=row.people if stands else 0,
            hours=row.hours if stands else Decimal(0),
            rate=row.rate_amount,
            hours_a_unit=row.hours_a_unit,
            amount=row.amount if stands else Decimal(0),
            state=str(states[row.state]),
        )
