"""Rows of the workbook of awards: what was granted, promised, paid, given and spent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.choices import GiverKind
from awards.choices import AwardState, ContributionState
from awards.models import Award, Contribution, Expense, Obligation, Payment
from competitions.choices import ContributionKind
from competitions.models import Competition
from papers.rows import MONEY, TEXT, WHOLE, column

DAY = "dd.mm.yyyy"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    """One award with its money."""

    number: int = column(
        _("No."), _("Registration number of the application"), width=6, style=WHOLE
    )
    title: str = column(_("Initiative"), _("Title as the applicant wrote it"), width=38)
    village: str = column(_("Village"), _("Where it is carried out"), width=18)
    applicant: str = column(
        _("Winner"), _("Group or organisation, else the representative"), width=28
    )
    state: str = column(_("State"), _("Where the award stands now"), width=18)
    agreement: str = column(_("Agreement"), _("Number of the agreement"), width=16)
    asked: Decimal = column(_("Asked, som"), _("Sum asked from the fund"), style=MONEY, summed=True)
    grant: Decimal = column(_("Grant, som"), _("Grant as it stands now"), style=MONEY, summed=True)
    promised: Decimal = column(
        _("Promised, som"), _("Own contribution promised"), style=MONEY, summed=True
    )
    confirmed: Decimal = column(
        _("Confirmed, som"), _("Own contribution confirmed"), style=MONEY, summed=True
    )
    used: Decimal = column(_("Used, som"), _("Own contribution used"), style=MONEY, summed=True)
    share: Decimal | None = column(
        _("Used of promised, %"), _("Used in percent of what was promised"), style="0.00"
    )
    paid: Decimal = column(
        _("Paid, som"), _("Payments of the grant made"), style=MONEY, summed=True
    )
    spent: Decimal = column(
        _("Spent, som"), _("Expenses from every purse"), style=MONEY, summed=True
    )
    owed: Decimal = column(
        _("To give back, som"), _("Obligations not yet met"), style=MONEY, summed=True
    )
    last_day: date | None = column(
        _("Last day"), _("Last day of implementation"), width=12, style=DAY
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionRow:
    """One promise with what became of it."""

    number: int = column(
        _("No."), _("Registration number of the application"), width=6, style=WHOLE
    )
    title: str = column(_("Initiative"), _("Title as the applicant wrote it"), width=34)
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
    state: str = column(_("State"), _("Where the promise stands now"), width=16)


def awards_of(competition: Competition) -> list[Award]:
    """Every award of the call with its books, read in six queries whatever their count."""
    awards = list(
        Award.objects.filter(competition=competition)
        .select_related("application", "competition")
        .prefetch_related("agreements")
        .order_by("application__number", "pk")
    )
    books = {award.pk: award.books for award in awards}
    kinds: list[tuple[str, Any, tuple[str, ...]]] = [
        ("payments", Payment, ("number", "pk")),
        ("contributions", Contribution, ("pk",)),
        ("expenses", Expense, ("document_on", "pk")),
        ("obligations", Obligation, ("pk",)),
    ]
    for name, model, order in kinds:
        for book in books.values():
            setattr(book, name, [])
        for row in model.objects.filter(award__competition=competition).order_by(*order):
            getattr(books[row.award_id], name).append(row)
    return awards


def award_rows(awards: list[Award]) -> Iterator[AwardRow]:
    """One row an award."""
    states = dict(AwardState.choices)
    for award in awards:
        application, standing = award.application, award.books.standing
        yield AwardRow(
            number=application.number or 0,
            title=application.title,
            village=application.village,
            applicant=application.shown_name,
            state=str(states[award.state]),
            agreement=award.agreement.number if award.agreement else "",
            asked=application.asked,
            grant=award.grant,
            promised=standing.promised,
            confirmed=standing.confirmed,
            used=standing.used,
            share=standing.used * 100 / standing.promised if standing.promised else None,
            paid=award.books.paid,
            spent=sum((expense.amount for expense in award.books.recorded), Decimal(0)),
            owed=sum((each.left for each in award.books.open_obligations), Decimal(0)),
            last_day=award.last_day,
        )


def contribution_rows(awards: list[Award]) -> Iterator[ContributionRow]:
    """One row a promise, award by award."""
    givers, kinds = dict(GiverKind.choices), dict(ContributionKind.choices)
    states = dict(ContributionState.choices)
    for award in awards:
        for row in award.books.contributions:
            yield ContributionRow(
                number=award.application.number or 0,
                title=award.application.title,
                giver=row.public_giver,
                giver_kind=str(givers[row.giver_kind]),
                kind=str(kinds[row.kind]),
                what=row.what,
                quantity=row.quantity,
                rate=row.rate_amount,
                promised=row.amount,
                confirmed=row.confirmed_amount,
                used=award.books.used[row.pk],
                state=str(states[row.state]),
            )
