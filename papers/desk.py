"""Rows of the workbook of terms: what is due when, what falls short, what lies unspent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from awards.choices import TermKind
from awards.models import Award
from awards.models.desk import Desk
from papers.awarded import DAY
from papers.rows import MONEY, WHOLE, column
from papers.sheets import Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One date an award waits for."""

    on: date = column(_("Until"), _("The last day"), width=12, style=DAY)
    days: int = column(
        _("Days left"), _("Less than nothing when it is overdue"), width=10, style=WHOLE
    )
    kind: str = column(_("Kind"), _("Kind of term"), width=14)
    what: str = column(_("What"), _("What is to be done until then"), width=38)
    turn: str = column(_("Whose turn"), _("Who has to do it"), width=26)
    number: int = column(
        _("No."), _("Registration number of the application"), width=6, style=WHOLE
    )
    title: str = column(_("Initiative"), _("Title as the applicant wrote it"), width=38)
    village: str = column(_("Village"), _("Where it is carried out"), width=18)
    call: str = column(_("Call"), _("Number and year of the call"), width=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """One award whose money or contribution stands out."""

    number: int = column(
        _("No."), _("Registration number of the application"), width=6, style=WHOLE
    )
    title: str = column(_("Initiative"), _("Title as the applicant wrote it"), width=38)
    village: str = column(_("Village"), _("Where it is carried out"), width=18)
    call: str = column(_("Call"), _("Number and year of the call"), width=12)
    last_day: date | None = column(
        _("Last day"), _("Last day of implementation"), width=12, style=DAY
    )
    promised: Decimal = column(
        _("Promised, som"), _("Own contribution promised"), style=MONEY, summed=True
    )
    used: Decimal = column(_("Used, som"), _("Own contribution used"), style=MONEY, summed=True)
    missing: Decimal = column(
        _("Lacks, som"), _("Promised less used, never under nothing"), style=MONEY, summed=True
    )
    grant: Decimal = column(_("Grant, som"), _("Grant as it stands now"), style=MONEY, summed=True)
    paid: Decimal = column(
        _("Paid, som"), _("Payments of the grant made"), style=MONEY, summed=True
    )
    unspent: Decimal = column(
        _("Unspent, som"),
        _("In all purses, not given back nor redirected yet"),
        style=MONEY,
        summed=True,
    )


def desk_leaves(desk: Desk) -> list[Leaf]:
    """The terms, and below them on a sheet of its own each award that stands out."""
    standing = {award.pk: award for award in (*desk.short, *desk.unspent)}
    return [
        Leaf(title=now_in_words("Terms"), row=TermRow, rows=term_rows(desk)),
        Leaf(
            title=now_in_words("Short and unspent"),
            row=StandingRow,
            rows=standing_rows(list(standing.values())),
        ),
    ]


def term_rows(desk: Desk) -> Iterator[TermRow]:
    """One row a term, in the order of its day."""
    kinds = dict(TermKind.choices)
    for term in desk.terms:
        application = term.award.application
        yield TermRow(
            on=term.on,
            days=(term.on - desk.today).days,
            kind=str(kinds[term.kind]),
            what=str(term.what),
            turn=str(term.turn),
            number=application.number or 0,
            title=application.title,
            village=application.village,
            call=_call(term.award),
        )


def standing_rows(awards: list[Award]) -> Iterator[StandingRow]:
    """One row an award that is short of its contribution or has money unspent."""
    for award in awards:
        yield StandingRow(
            number=award.application.number or 0,
            title=award.application.title,
            village=award.application.village,
            call=_call(award),
            last_day=award.last_day,
            promised=award.own_promised,
            used=award.books.own_used,
            missing=award.books.own_missing,
            grant=award.grant,
            paid=award.books.paid,
            unspent=award.books.unspent_to_settle,
        )


def _call(award: Award) -> str:
    call = award.competition
    return f"{call.number}/{call.year}"
