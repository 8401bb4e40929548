"""The agenda of a meeting: what opinions differ about comes first."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from competitions.models import Competition
from scoring.fairness import dispute_of, spread_in
from scoring.models.checks import checks_of
from scoring.models.sight import names_are_hidden, sight_of
from scoring.points import shown
from scoring.rules import ranking_is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One application: how far its sheets lie apart, and whether its money hangs on a check."""

    number: int
    title: str
    lowest: Decimal
    highest: Decimal
    # The range as a part of what a sheet can give, in percent.
    share: Decimal
    # Some check of fairness ends otherwise for it: it lies at the cut-off line.
    is_uncertain: bool


def agenda_of(competition: Competition, user: Any) -> list[AgendaRow]:
    """Those at the line first, then by how far the sheets lie apart; only what this reader sees."""
    if not ranking_is_open(competition):
        # SECURITY: while points may change nothing is reckoned, not even how many queries it takes.
        return []
    # SECURITY: what is kept is of all applications; sight is asked of every row.
    sight, checks = sight_of(competition, user), checks_of(competition)
    titles = checks.titles | (checks.covered if names_are_hidden(competition, user) else {})
    # That a neighbour's place is uncertain says something about one's own: only to who sees all.
    uncertain = checks.uncertain if sight.sees_all else frozenset()
    rows = []
    for key, scores in checks.scores.items():
        if not sight.sees(checks.rows[int(key)]):
            continue
        spread = spread_in(key, scores, checks.unit)
        dispute = dispute_of(spread, checks.terms)
        row = AgendaRow(
            number=int(key),
            title=titles[int(key)],
            lowest=shown(spread.lowest),
            highest=shown(spread.highest),
            share=shown(100 * dispute),
            is_uncertain=key in uncertain,
        )
        rows.append((not row.is_uncertain, -dispute, row.number, row))
    return [row for *_order, row in sorted(rows, key=lambda found: found[:3])]
