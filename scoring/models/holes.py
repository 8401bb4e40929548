"""Every hole in the grid: who gives an application no points, why, and what that leaves it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as now_in_words

from applications.choices import SCORED
from applications.models import Application, covered_titles
from audit import clock
from competitions.choices import SeatRole, SeatState
from competitions.models import Competition
from scoring.choices import APART, WRITABLE, InterestKind, SheetState
from scoring.models.assembly import quorum_of
from scoring.models.sheet import Sheet
from scoring.models.sight import names_are_hidden
from scoring.points import quorum_needed

STATES, KINDS = dict(SheetState.choices), dict(InterestKind.choices)
# Whoever stands in these may still give points.
TO_COME = (SheetState.UNDECLARED, *WRITABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What the recusals, excuses and departures leave of the numbers an application needs."""

    sent: int
    to_come: int
    scores_needed: int
    # Seats held now that do not stand apart: of them the quorum of its decision is reckoned.
    seats: int
    quorum_needed: int

    @property
    def possible(self) -> int:
        """How many scores there are at most in the end."""
        return self.sent + self.to_come

    @property
    def are_enough(self) -> bool:
        """Whether the minimum of scores and the quorum can still be reached."""
        return self.possible >= self.scores_needed and self.seats >= self.quorum_needed > 0

    @property
    def are_reached(self) -> bool:
        """Whether the scoring could be closed, as far as this application goes."""
        return self.sent >= self.scores_needed

    @property
    def missing(self) -> int:
        """How many alternates have to be called at least."""
        return max(0, self.scores_needed - self.possible)


def numbers_of(competition: Competition, sheets: Sequence[tuple[str, bool]]) -> Numbers:
    """The numbers of one application from the states of its sheets, and whether each seat is held.

    What a released seat has sent still counts; what it has not sent nobody waits for.
    """
    held = [state for state, is_held in sheets if is_held]
    seats = sum(state not in APART for state in held)
    return Numbers(
        sent=sum(state == SheetState.SENT for state, _is_held in sheets),
        to_come=sum(state in TO_COME for state in held),
        scores_needed=max(1, competition.minimum_scores),
        seats=seats,
        quorum_needed=quorum_needed(seats, quorum_of(competition)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A seat that gives an application no points, and why."""

    person: str
    role: str
    state: str
    why: str
    # Whether points may still come from there.
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoleRow:
    """One application with its holes, with whoever was called to fill them, and the numbers."""

    pk: int
    label: str
    title: str
    holes: Sequence[Hole]
    called: Sequence[str]
    numbers: Numbers

    @property
    def is_whole(self) -> bool:
        return not self.holes


def hole_rows(
    competition: Competition, user: Any, *, only: Sequence[int] | None = None, settled: bool = False
) -> list[HoleRow]:
    """Every application (or these) as this reader calls it, in four queries; its holes, or those
    of them from which no points come any more."""
    hidden = names_are_hidden(competition, user)
    covered = covered_titles(competition.pk) if hidden else {}
    seats = list(competition.seats.select_related("user").order_by("pk"))
    found = Application.objects.filter(competition=competition.pk, state__in=SCORED)
    if only is not None:
        found = found.filter(pk__in=only)
    sheets = _sheets_by_application(found)
    rows = found.order_by("number").values_list("pk", "number", "code", "title")
    return [
        HoleRow(
            pk=pk,
            label=code if hidden else f"№ {number}",
            title=covered.get(pk, title),
            holes=[
                hole
                for seat in seats
                if (hole := _hole(competition, seat, sheets[pk].get(seat.pk)))
                and not (settled and hole.is_open)
            ],
            called=[
                f"{seat.user.name}: {STATES[sheets[pk][seat.pk].state]}"
                for seat in seats
                if seat.role == SeatRole.ALTERNATE and seat.pk in sheets[pk]
            ],
            numbers=numbers_of(
                competition,
                [
                    (sheets[pk][seat.pk].state, seat.is_seated)
                    for seat in seats
                    if seat.pk in sheets[pk]
                ],
            ),
        )
        for pk, number, code, title in rows
    ]


def _sheets_by_application(applications: Any) -> dict[int, dict[int, Any]]:
    names = ("application_id", "seat_id", "state", "interest_kind", "reason", "reopened_until")
    found: dict[int, dict[int, Any]] = defaultdict(dict)
    rows = Sheet.objects.filter(application__in=applications.values("pk"))
    for row in rows.values_list(*names, named=True):
        found[row.application_id][row.seat_id] = row
    return found


def free_seat(competition: Competition) -> int | None:
    """Whom to call first: who could score and has no sheet yet, alternates before others."""
    roles = [*competition.scoring_roles(), SeatRole.ALTERNATE]
    busy = Sheet.objects.filter(competition=competition.pk).values("seat")
    seats = competition.seats.seated().filter(role__in=roles).exclude(pk__in=busy)
    found = sorted(seats, key=lambda seat: (seat.role != SeatRole.ALTERNATE, seat.pk))
    return found[0].pk if found else None


def _hole(competition: Competition, seat: Any, sheet: Any) -> Hole | None:
    if sheet is None:
        # Whoever was seated after the sheets were dealt out has none until the chair gives him one.
        waits = seat.is_seated and seat.role in competition.scoring_roles()
        why = now_in_words("seated later: the chair can give the sheet")
        return _said(seat, now_in_words("no sheet"), why, is_open=False) if waits else None
    if sheet.state == SheetState.SENT:
        return None
    if sheet.state in TO_COME and seat.state == SeatState.RELEASED:
        return _said(seat, now_in_words("left the commission"), _released(seat), is_open=False)
    return _said(seat, STATES[sheet.state], _why(sheet), is_open=sheet.state in TO_COME)


def _said(seat: Any, state: Any, why: str, *, is_open: bool) -> Hole:
    return Hole(
        person=seat.user.name,
        role=str(seat.get_role_display()),
        state=str(state),
        why=why,
        is_open=is_open,
    )


def _released(seat: Any) -> str:
    order = now_in_words("order No. %(number)s of %(day)s") % {
        "number": seat.released_order_number,
        "day": f"{seat.released_order_on:%d.%m.%Y}" if seat.released_order_on else "–",
    }
    return f"{order}: {seat.released_reason}" if seat.released_reason else order


def _why(sheet: Any) -> str:
    if sheet.state in APART:
        return str(KINDS.get(sheet.interest_kind, ""))
    if sheet.state == SheetState.REOPENED and sheet.reopened_until:
        return now_in_words("%(reason)s To be sent again until %(moment)s.") % {
            "reason": sheet.reason,
            "moment": clock.words(sheet.reopened_until),
        }
    if sheet.state in TO_COME:
        return now_in_words("not sent yet")
    return sheet.reason
