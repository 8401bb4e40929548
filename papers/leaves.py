"""What each workbook of a call is made of."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from audit import clock
from audit.canonical import short_code
from awards.models import Award
from competitions.models import Competition
from papers import journal
from papers.awarded import AwardRow, ContributionRow, award_rows, awards_of, contribution_rows
from papers.book import BookRow, book_rows
from papers.budgeted import (
    BudgetRow,
    ExpenseRow,
    PaymentRow,
    SourceRow,
    budget_lines,
    expense_rows,
    payment_rows,
    source_rows,
)
from papers.given import ComingRow, DayRow, PromiseRow, coming_rows, day_rows, promise_rows
from papers.rows import GridRow, RegisterRow, grid_rows, register_rows
from papers.rules import may_take_workbooks
from papers.sheets import Leaf
from scoring.models.sight import Sight


def register_leaves(call: Competition) -> Sequence[Leaf]:
    """The register of applications."""
    return [Leaf(title=_("Register of applications"), row=RegisterRow, rows=register_rows(call))]


def book_leaves(call: Competition) -> Sequence[Leaf]:
    """The registration book."""
    return [Leaf(title=_("Registration book"), row=BookRow, rows=book_rows(call))]


def grid_leaves(call: Competition, sight: Sight) -> Sequence[Leaf]:
    """The scoring grid, as far as this reader may know it."""
    titles = [criterion.title for criterion in call.criteria_in_order()]
    rows = grid_rows(call, sight)
    return [Leaf(title=_("Scoring grid"), row=GridRow, rows=rows, spread={"points": titles})]


def awards_leaves(call: Competition) -> Sequence[Leaf]:
    """The awards with their contributions."""
    awards = awards_of(call)
    return [
        Leaf(title=_("Awards"), row=AwardRow, rows=award_rows(awards)),
        Leaf(title=_("Contributions"), row=ContributionRow, rows=contribution_rows(awards)),
    ]


def budget_leaves(award: Award) -> Sequence[Leaf]:
    """The budget of one award against its actuals, and the documents behind it."""
    return [
        Leaf(title=_("Budget by line"), row=BudgetRow, rows=budget_lines(award)),
        Leaf(title=_("Budget by source"), row=SourceRow, rows=source_rows(award)),
        Leaf(title=_("Payments"), row=PaymentRow, rows=payment_rows(award)),
        Leaf(title=_("Expenses"), row=ExpenseRow, rows=expense_rows(award)),
    ]


def giving_leaves(award: Award) -> Sequence[Leaf]:
    """The contributions of one award."""
    return [
        Leaf(title=_("Contributions"), row=PromiseRow, rows=promise_rows(award)),
        Leaf(title=_("What came"), row=ComingRow, rows=coming_rows(award)),
        Leaf(title=_("Day sheets"), row=DayRow, rows=day_rows(award)),
    ]


def about_award(award: Award, user: Any) -> list[tuple[str, Any]]:
    """Whose ledger it is, what the agreement asks, what lacks, where the figures are from."""
    own = award.own_share
    return [
        (_("Initiative"), award),
        *about_to_winner(award, user),
        (_("Grant, som"), own.grant),
        (_("Own share asked by the agreement, som"), own.floor),
        (_("Own share asked, % of the whole"), own.floor_percent),
        (_("Used of what counts, som"), own.standing.used),
        (_("Lacking, som"), own.missing),
    ]


def about_to_winner(award: Award, user: Any) -> list[tuple[str, Any]]:
    """The same for a workbook the winner may take.

    Outside the office nobody learns the journal's length: a decision not published is an entry too.
    """
    if may_take_workbooks(award.competition, user):
        return about(award.competition, user)
    return _named(award.competition, user)


def about(call: Competition, user: Any) -> list[tuple[str, Any]]:
    """Whose figures these are, as of when, and the code of the journal's last entry then."""
    head = journal.head_of(call.journal_chain)
    return [
        *_named(call, user),
        (_("Entries in the journal"), head.length),
        (_("Code of the last entry"), short_code(head.head)),
    ]


def _named(call: Competition, user: Any) -> list[tuple[str, Any]]:
    return [
        (_("Municipality"), call.municipality),
        (_("Call"), call),
        (_("Made"), clock.words(clock.now())),
        (_("Made by"), user),
    ]
