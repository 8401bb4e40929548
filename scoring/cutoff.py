"""Who is granted what: the fund runs down the ranking until the cut-off rule of the call.

Source: workflow, section 5. The sum of grants never exceeds the fund, no grant exceeds what was
asked or the maximum of the call; what remains fundable behind the line forms the reserve.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from competitions.choices import Cutoff
from scoring.points import CallTerms, Candidate
from scoring.ranking import RankedRow, Ranking

NOTHING = Decimal("0.00")


class Outcome(StrEnum):
    """What the ranking means for an application."""

    FULL = "full"
    PART = "part"
    RESERVE = "reserve"
    NOT_FUNDED = "not_funded"
    BELOW_PASS_MARK = "below_pass_mark"  # noqa: S105 - a mark one passes, not a password
    TOO_FEW_SCORES = "too_few_scores"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRow:
    """One application with its outcome; `running_sum` is what is granted down to this row."""

    candidate: Candidate
    ranked: RankedRow | None
    outcome: Outcome
    grant: Decimal
    running_sum: Decimal
    reserve_place: int | None = None

    @property
    def key(self) -> str:
        return self.candidate.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """The rows in order of the ranking, what is granted in all, and what is left of the fund."""

    rows: tuple[FundingRow, ...]
    granted: Decimal
    left: Decimal


class RankingUnsettledError(Exception):
    """Money cannot be divided while equal applications wait for their order."""


def fund(ranking: Ranking, terms: CallTerms) -> Funding:
    """Divide the fund down a settled ranking; an unsettled one is refused, never guessed."""
    if not ranking.is_settled:
        raise RankingUnsettledError([tie.reason for tie in ranking.unsettled])
    rows: list[FundingRow] = []
    granted = NOTHING
    fundable = [row for row in ranking.rows if row.passes]
    grants = grants_of(fundable, terms)
    waiting = reserve_of(fundable, grants, terms)
    for row in ranking.rows:
        granted += grants.get(row.key, NOTHING)
        rows.append(funding_row(row, grants, waiting, granted))
    rows += [too_few_row(one, granted) for one in ranking.too_few]
    return Funding(rows=tuple(rows), granted=granted, left=terms.fund - granted)


def grants_of(rows: Sequence[RankedRow], terms: CallTerms) -> dict[str, Decimal]:
    """Grant in order while the money lasts, by the cut-off rule.

    Stop: nothing behind the first that does not fit. Skip: the next that fits is granted. Part:
    the first that does not fit gets what is left if it consents to so little and the share is
    large enough; in either case the line is drawn there.
    """
    grants: dict[str, Decimal] = {}
    left = terms.fund
    for row in rows:
        room = min(left, terms.maximum_grant)
        amount = granted_amount(row.candidate, room, terms)
        if amount:
            grants[row.key] = amount
            left -= amount
        if amount < row.candidate.asked and terms.cutoff != Cutoff.SKIP:
            break
    return grants


def granted_amount(candidate: Candidate, room: Decimal, terms: CallTerms) -> Decimal:
    """Say what one application gets of the room: all it asked, a part, or nothing."""
    if candidate.asked <= room:
        return candidate.asked
    return room if takes_part(candidate, room, terms) else NOTHING


def takes_part(candidate: Candidate, room: Decimal, terms: CallTerms) -> bool:
    """Say whether it may be funded in part: rule of the call, consent, room / asked >= share."""
    if terms.cutoff != Cutoff.PART or not candidate.consents_to_part or room <= 0:
        return False
    if candidate.least_part is not None and room < candidate.least_part:
        return False
    return Fraction(room) / Fraction(candidate.asked) >= terms.part_minimum_share


def reserve_of(
    rows: Sequence[RankedRow], grants: dict[str, Decimal], terms: CallTerms
) -> dict[str, int]:
    """Number the next fundable ones in order, as many as the call has reserve places."""
    behind = [row.key for row in rows if row.key not in grants]
    return {key: place for place, key in enumerate(behind[: terms.reserve_places], start=1)}


def funding_row(
    row: RankedRow, grants: dict[str, Decimal], waiting: dict[str, int], granted: Decimal
) -> FundingRow:
    return FundingRow(
        candidate=row.candidate,
        ranked=row,
        outcome=outcome_of(row, grants, waiting),
        grant=grants.get(row.key, NOTHING),
        running_sum=granted,
        reserve_place=waiting.get(row.key),
    )


def outcome_of(row: RankedRow, grants: dict[str, Decimal], waiting: dict[str, int]) -> Outcome:
    if not row.passes:
        return Outcome.BELOW_PASS_MARK
    if row.key in grants:
        return Outcome.FULL if grants[row.key] == row.candidate.asked else Outcome.PART
    return Outcome.RESERVE if row.key in waiting else Outcome.NOT_FUNDED


def too_few_row(candidate: Candidate, granted: Decimal) -> FundingRow:
    return FundingRow(
        candidate=candidate,
        ranked=None,
        outcome=Outcome.TOO_FEW_SCORES,
        grant=NOTHING,
        running_sum=granted,
    )
