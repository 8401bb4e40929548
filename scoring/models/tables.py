"""The two long tables of a commission: who has sent what, and the ranking.

Their rows are drawn up by the page: a table knows how long it is, and makes the rows asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from applications.choices import SCORED
from applications.models import Application, covered_titles
from competitions.choices import RungKind, SeatState
from competitions.models import Competition
from scoring.choices import SETTLED, Outcome, SheetState
from scoring.models.assembly import owns_sheets
from scoring.models.holes import Numbers, numbers_of
from scoring.models.protocol import Protocol
from scoring.models.rows import Rows
from scoring.models.sheet import Sheet
from scoring.models.sight import names_are_hidden, sight_of
from scoring.models.standing import Standing, standing_of
from scoring.rules import leads_or_reads
from ui.rounding import half_up

# --- the grid


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One seat's sheet for one application: its state, and the points where they may be seen."""

    pk: int
    state: str
    words: str
    total: Decimal | None
    # Whether this reader may open the sheet itself.
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One application across all seats."""

    pk: int
    number: int
    # By its code where the call hides the applicants from this reader.
    label: str
    title: str
    cells: list[GridCell | None]
    names: list[str]
    sent: int
    # For whoever leads: what the recusals leave of the numbers this application needs.
    numbers: Numbers | None = None

    @property
    def named_cells(self) -> list[tuple[GridCell | None, str]]:
        """Each cell with the name above its column: on a phone it stands beside it."""
        return list(zip(self.cells, self.names, strict=True))


class GridRows(Rows):
    """The applications of a call across its seats."""

    def __init__(self, competition: Competition, seats: list[Any], user: Any) -> None:
        self.competition, self.seats = competition, seats
        self.sight, self.leads = sight_of(competition, user), leads_or_reads(competition, user)
        self.own = {seat.pk for seat in seats if seat.user_id == user.pk}
        self.hidden = names_are_hidden(competition, user)
        self.titles = covered_titles(competition.pk) if self.hidden else {}
        self.applications = Application.objects.filter(competition=competition, state__in=SCORED)
        self.count = self.applications.count()

    def __len__(self) -> int:
        return self.count

    def made(self, places: slice) -> list[GridRow]:
        names = ("pk", "number", "code", "title")
        found = self.applications.order_by("number").values_list(*names)[places]
        cells = self.cells([pk for pk, *_rest in found])
        names = [seat.user.name for seat in self.seats]
        return [
            GridRow(
                pk=pk,
                number=number,
                label=code if self.hidden else f"№ {number}",
                title=self.titles.get(pk, title),
                cells=[cells[pk].get(seat.pk) for seat in self.seats],
                names=names,
                sent=sum(1 for cell in cells[pk].values() if cell.state == SheetState.SENT),
                numbers=self.numbers(cells[pk]) if self.leads else None,
            )
            for pk, number, code, title in found
        ]

    def numbers(self, cells: Mapping[int, GridCell]) -> Numbers:
        """What a recusal does to the quorum and to the minimum of scores, seen at once."""
        held = {seat.pk for seat in self.seats if seat.is_seated}
        states = [(cell.state, seat in held) for seat, cell in cells.items()]
        return numbers_of(self.competition, states)

    def cells(self, applications: list[int]) -> dict[int, dict[int, GridCell]]:
        """By application and seat: the sheet, with its points where this reader may see them."""
        words = {state: str(word) for state, word in SheetState.choices}
        cells: dict[int, dict[int, GridCell]] = {application: {} for application in applications}
        sheets = Sheet.objects.filter(application__in=applications)
        rows = sheets.annotate(total=Sum("marks__points")).values_list(
            "pk", "application_id", "seat_id", "state", "total"
        )
        for pk, application, seat, state, total in rows:
            seen, own = self.sight.sees(application), seat in self.own
            if not (seen or own or self.leads):
                # A member who stands apart is shown the own recusal and nothing else.
                continue
            cells[application][seat] = GridCell(
                pk=pk,
                state=state,
                words=words[state],
                total=total if seen and state == SheetState.SENT else None,
                opens=own or self.leads,
            )
        return cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Who has sent what; points only where this reader may see them."""

    seats: list[Any]
    rows: GridRows
    owed: int
    has_own: bool


def grid_of(competition: Competition, user: Any) -> Grid:
    """The grid of the call, in a handful of queries whatever its size."""
    sheets = Sheet.objects.filter(competition=competition).in_play()
    # What a released seat has not sent nobody waits for any more.
    unsettled = Count("pk", filter=~Q(state__in=SETTLED) & Q(seat__state=SeatState.SEATED))
    owed = dict(sheets.order_by().values_list("seat_id").annotate(owed=unsettled))
    seats = [seat for seat in competition.seated() if seat.pk in owed]
    if len(seats) < len(owed):
        # What a released seat has sent stays, and its column with it.
        seats = list(competition.seats.filter(pk__in=owed).select_related("user").order_by("pk"))
    rows = GridRows(competition, seats, user)
    has_own = any(seat.user_id == user.pk and seat.state == SeatState.SEATED for seat in seats)
    return Grid(seats=seats, rows=rows, owed=sum(owed.values()), has_own=has_own)


# --- the ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingLine:
    """One row of the ranking as this reader may see it."""

    number: int
    title: str
    applicant: str
    place: int | None
    score: Decimal | None
    passes: bool
    asked: Decimal
    own_share: Decimal
    beneficiaries: int
    outcome: str
    grant: Decimal
    running_sum: Decimal | None
    reserve_place: int | None
    rung: str
    is_last_above: bool = False

    @property
    def outcome_words(self) -> str:
        """What the cut-off rule makes of it, in the words of the protocol."""
        return str(OUTCOME_WORDS[self.outcome].label) if self.outcome else ""


class RankingLines(Rows):
    """The rows open to this reader, best first; the last one with a grant is the cut-off."""

    def __init__(
        self,
        standing: Standing,
        *,
        places: Sequence[int],
        hidden: bool,
        whole: bool,
    ) -> None:
        # The places of the rows open to this reader.
        self.rows, self.places, self.applications = standing.rows, places, standing.applications
        self.hidden, self.whole, self.divided = hidden, whole, whole and standing.is_settled
        self.last_above = standing.last_granted if self.divided else None

    def __len__(self) -> int:
        return len(self.places)

    def made(self, places: slice) -> list[RankingLine]:
        return [self.line(self.rows[place]) for place in self.places[places]]

    def line(self, row: dict[str, Any]) -> RankingLine:
        """One row, without what this reader may not know yet."""
        _pk, title, name, code, covered = self.applications[row["number"]]
        whole, rung = self.whole, row["rung_above"] or row["rung_below"]
        divided = self.divided
        return RankingLine(
            number=row["number"],
            title=covered if self.hidden else title,
            applicant=code if self.hidden else name,
            place=row["place"] if whole else None,
            score=None if row["score_shown"] is None else Decimal(row["score_shown"]),
            passes=row["passes"],
            asked=Decimal(row["asked"]),
            own_share=half_up(Fraction(row["own_share"]) * 100),
            beneficiaries=row["beneficiaries"],
            outcome=row["outcome"] if divided else "",
            grant=Decimal(row["grant"]) if divided else Decimal(0),
            running_sum=Decimal(row["running_sum"]) if divided else None,
            reserve_place=row["reserve_place"] if divided else None,
            rung=str(RungKind(rung).label) if rung and whole else "",
            is_last_above=row["number"] == self.last_above,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingTable:
    """The ranking page: rows, those closed to the reader, the ties that wait."""

    lines: RankingLines
    closed: list[int]
    ties: list[dict[str, Any]]
    total: Decimal
    left: Decimal | None
    is_frozen: bool
    is_settled: bool
    shows_order: bool
    has_own: bool
    asks_people: bool


def ranking_table(
    competition: Competition, user: Any, protocols: Sequence[Protocol] | None = None
) -> RankingTable:
    """The ranking for this reader: as signed, or as the rows stand now."""
    if protocols is None:
        protocols = list(Protocol.objects.filter(competition=competition).signed())
    signed = next((one for one in protocols if one.is_signed and one.amends_id is None), None)
    standing = standing_of(competition, signed)
    # SECURITY: sight is asked of the rows themselves, never of what was kept.
    sight = sight_of(competition, user)
    settled, granted = standing.is_settled, standing.granted
    places = [
        place
        for place, number in enumerate(standing.numbers)
        if sight.sees(standing.applications[number][0])
    ]
    # Whoever may not know one row's place must not read it off the gap in the others.
    whole = len(places) == len(standing.numbers)
    hidden = names_are_hidden(competition, user)
    lines = RankingLines(standing, places=places, hidden=hidden, whole=whole)
    shown_numbers = {standing.numbers[place] for place in places}
    return RankingTable(
        lines=lines,
        closed=sorted(set(standing.numbers) - shown_numbers),
        ties=[tie for tie in standing.ties if set(tie["numbers"]) <= shown_numbers],
        total=granted if whole else Decimal(0),
        left=competition.fund - granted if whole and settled else None,
        is_frozen=standing.is_frozen,
        is_settled=settled,
        shows_order=whole,
        has_own=owns_sheets(standing.sheets, user),
        asks_people=standing.asks_people,
    )


OUTCOME_WORDS = {
    "full": Outcome.AWARD,
    "part": Outcome.AWARD,
    "reserve": Outcome.RESERVE,
    "not_funded": Outcome.PASS_OVER,
    "below_pass_mark": Outcome.PASS_OVER,
    "too_few_scores": Outcome.PASS_OVER,
}
