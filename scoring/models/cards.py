"""What the commission's pages show, each fact in it only if this reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from applications.choices import SCORED
from applications.models import Application
from competitions.choices import RungKind
from competitions.models import Competition
from scoring.choices import Outcome, SheetState
from scoring.models.assembly import funding_of, ranking_of
from scoring.models.protocol import Protocol
from scoring.models.record import ranking_row
from scoring.models.sheet import Mark, Sheet
from scoring.models.sight import NOTHING, Sight, names_are_hidden, sight_of
from ui.rounding import half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleCard:
    """An application before its text is open: enough to say whether one has an interest."""

    number: int
    code: str
    title: str
    village: str
    applicant: str
    representative: str


def title_card(application: Application, *, hidden: bool) -> TitleCard:
    """The heading of an application; the code alone where the call hides the applicants."""
    return TitleCard(
        number=application.number or 0,
        code=application.code,
        title=application.title,
        village=application.village,
        applicant="" if hidden else application.shown_name,
        representative="" if hidden else application.representative_name,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationCard:
    """The text of an application beside the sheet."""

    heading: TitleCard
    application: Application
    lines: list[Any]
    plan: list[Any]
    pledges: list[Any]
    women: int
    men: int

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The written parts, each with its name; the empty ones are left out."""
        names = (
            "issue",
            "existing_money",
            "existing_labour",
            "existing_things",
            "existing_results",
            "what_will_be_done",
            "benefit",
            "participation",
            "sustainability",
        )
        fields = {name: self.application._meta.get_field(name).verbose_name for name in names}
        return [
            (str(title), getattr(self.application, name))
            for name, title in fields.items()
            if getattr(self.application, name)
        ]


def application_card(sheet: Sheet, user: Any) -> ApplicationCard | None:
    """The whole text for whoever scores it; without names where the call hides them."""
    # SECURITY: no page decides this for itself; before the declaration and after an interest
    # found there is no text to show.
    if sheet.seat.user_id != user.pk or not (sheet.is_writable or sheet.is_sent):
        return None
    one, hidden = sheet.application, names_are_hidden(sheet.competition, user)
    sexes = [member.sex for member in one.members.all()]
    return ApplicationCard(
        heading=title_card(one, hidden=hidden),
        application=one,
        lines=list(one.lines.order_by("position", "pk")),
        plan=[] if hidden else list(one.plan.order_by("position", "pk")),
        pledges=[
            (pledge.get_kind_display(), "" if hidden else pledge.giver, pledge.what, pledge.amount)
            for pledge in one.pledges.select_related("rate").order_by("position", "pk")
        ],
        women=sexes.count("female"),
        men=sexes.count("male"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersPoints:
    """What all who have sent gave by one criterion."""

    criterion: Any
    points: list[tuple[str, Decimal]]
    mean: Decimal

    @property
    def figures(self) -> list[Decimal]:
        return [points for _name, points in self.points]


def others_points(sheet: Sheet, sight: Sight) -> list[OthersPoints]:
    """The points given to this application; nothing while they are closed to the reader."""
    if not sight.sees(sheet.application_id):
        return []
    gathered: dict[int, list[tuple[str, Decimal]]] = {}
    sent = Sheet.objects.filter(application=sheet.application_id).counted()
    rows = Mark.objects.filter(sheet__in=sent).order_by("sheet__seat_id")
    for criterion, name, points in rows.values_list(
        "criterion_id", "sheet__seat__user__name", "points"
    ):
        gathered.setdefault(criterion, []).append((name, points))
    return [
        OthersPoints(
            criterion=criterion,
            points=gathered[criterion.pk],
            mean=_mean(points for _name, points in gathered[criterion.pk]),
        )
        for criterion in sheet.competition.criteria_in_order()
        if criterion.pk in gathered
    ]


def _mean(points: Iterable[Decimal]) -> Decimal:
    given = [Fraction(one) for one in points]
    return half_up(sum(given, Fraction(0)) / len(given))


# --- my work in commissions


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionCard:
    """One call I sit in: how far my own sheets are."""

    competition: Competition
    total: int
    sent: int
    undeclared: int
    waiting: int

    @property
    def is_done(self) -> bool:
        return self.waiting == 0


def commission_cards(competitions: Iterable[Competition], user: Any) -> list[CommissionCard]:
    """My own progress in each of these calls, in one query."""
    waiting = Q(state__in=[SheetState.UNDECLARED, SheetState.OPEN, SheetState.REOPENED])
    counts = {
        row["competition"]: row
        for row in Sheet.objects.of_person(user)
        .in_play()
        .values("competition")
        .annotate(
            total=Count("pk", filter=~Q(state__in=[SheetState.RECUSED, SheetState.VOIDED])),
            sent=Count("pk", filter=Q(state=SheetState.SENT)),
            undeclared=Count("pk", filter=Q(state=SheetState.UNDECLARED)),
            waiting=Count("pk", filter=waiting),
        )
    }
    empty = {"total": 0, "sent": 0, "undeclared": 0, "waiting": 0}
    return [
        CommissionCard(competition=one, **{name: counts.get(one.pk, empty)[name] for name in empty})
        for one in competitions
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheetCard:
    """One of my sheets in my own order."""

    sheet: Sheet
    heading: TitleCard


def own_sheets(competition: Competition, user: Any) -> list[OwnSheetCard]:
    """My sheets of this call in the order that is mine alone."""
    hidden = names_are_hidden(competition, user)
    sheets = (
        Sheet.objects.filter(competition=competition)
        .of_person(user)
        .in_play()
        .select_related("application")
    )
    return [
        OwnSheetCard(sheet=sheet, heading=title_card(sheet.application, hidden=hidden))
        for sheet in sheets.order_by("position", "pk")
    ]


# --- the grid


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One seat's sheet for one application: its state, and the points where they may be seen."""

    pk: int
    state: str
    words: str
    total: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One application across all seats."""

    number: int
    title: str
    cells: list[GridCell | None]
    names: list[str]
    sent: int

    @property
    def named_cells(self) -> list[tuple[GridCell | None, str]]:
        """Each cell with the name above its column: on a phone it stands beside it."""
        return list(zip(self.cells, self.names, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Who has sent what; points only where this reader may see them."""

    seats: list[Any]
    rows: list[GridRow]
    owed: int


def grid_of(competition: Competition, user: Any) -> Grid:
    """The grid of the call, in five queries whatever its size."""
    sight = sight_of(competition, user)
    sheets = Sheet.objects.filter(competition=competition).in_play()
    totals: dict[int, Decimal] = {}
    if sight != NOTHING:
        sums = sheets.counted().values_list("pk").annotate(total=Sum("marks__points"))
        totals = dict(sums)
    cells: dict[int, dict[int, GridCell]] = {}
    words = dict(SheetState.choices)
    for pk, application, seat, state in sheets.values_list(
        "pk", "application_id", "seat_id", "state"
    ):
        seen = totals.get(pk) if sight.sees(application) else None
        cells.setdefault(application, {})[seat] = GridCell(
            pk=pk, state=state, words=str(words[state]), total=seen
        )
    taking_part = {seat for row in cells.values() for seat in row}
    seats = [
        seat
        for seat in competition.seats.select_related("user").order_by("pk")
        if seat.pk in taking_part
    ]
    names = [seat.user.name for seat in seats]
    applications = Application.objects.filter(competition=competition, state__in=SCORED).order_by(
        "number"
    )
    rows = [
        GridRow(
            number=number,
            title=title,
            cells=[cells.get(pk, {}).get(seat.pk) for seat in seats],
            names=names,
            sent=sum(1 for cell in cells.get(pk, {}).values() if cell.state == SheetState.SENT),
        )
        for pk, number, title in applications.values_list("pk", "number", "title")
    ]
    owed = sum(
        1
        for row in rows
        for cell in row.cells
        if cell and cell.state in ("undeclared", "open", "reopened")
    )
    return Grid(seats=seats, rows=rows, owed=owed)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingTable:
    """The ranking page: rows, those closed to the reader, the ties that wait."""

    lines: list[RankingLine]
    closed: list[int]
    ties: list[dict[str, Any]]
    total: Decimal
    left: Decimal | None
    is_frozen: bool
    is_settled: bool
    shows_order: bool


def ranking_table(competition: Competition, user: Any) -> RankingTable:
    """The ranking for this reader: as signed, or as the rows stand now."""
    sight = sight_of(competition, user)
    signed = Protocol.objects.filter(competition=competition, amends=None).signed().first()
    applications = {
        number: (pk, title, name or representative, code)
        for pk, number, title, name, representative, code in Application.objects.filter(
            competition=competition, number__gt=0
        ).values_list("pk", "number", "title", "group_name", "representative_name", "code")
    }
    if signed is not None:
        rows, ties, settled = signed.facts["ranking"], [], True
    else:
        rows, ties, settled = _live_rows(competition)
    hidden = names_are_hidden(competition, user)
    open_rows = [row for row in rows if sight.sees(applications[row["number"]][0])]
    # Whoever may not know one row's place must not read it off the gap in the others.
    whole = len(open_rows) == len(rows)
    lines = [
        _line(row, applications[row["number"]], hidden=hidden, whole=whole and settled)
        for row in open_rows
    ]
    last = max((place for place, line in enumerate(lines) if line.grant), default=None)
    if last is not None:
        lines[last] = replace(lines[last], is_last_above=True)
    shown_numbers = {row["number"] for row in open_rows}
    granted = sum((Decimal(row["grant"]) for row in rows), Decimal(0))
    return RankingTable(
        lines=lines,
        closed=sorted(row["number"] for row in rows if row["number"] not in shown_numbers),
        ties=[tie for tie in ties if set(tie["numbers"]) <= shown_numbers],
        total=granted if whole else Decimal(0),
        left=competition.fund - granted if whole and settled else None,
        is_frozen=signed is not None,
        is_settled=settled,
        shows_order=whole,
    )


def _live_rows(competition: Competition) -> tuple[list[dict[str, Any]], list[dict[str, Any]], bool]:
    ranking = ranking_of(competition)
    funding = funding_of(competition, ranking)
    if funding is not None:
        return [ranking_row(row) for row in funding.rows], [], True
    rows = [ranking_row(_Unfunded(candidate=row.candidate, ranked=row)) for row in ranking.rows]
    rows += [ranking_row(_Unfunded(candidate=one, ranked=None)) for one in ranking.too_few]
    ties = [
        {
            "numbers": sorted(int(key) for key in tie.keys),
            "path": "-".join(str(int(key)) for key in sorted(tie.keys)),
            "kind": tie.rung.kind if tie.rung else "",
            "reason": tie.reason,
        }
        for tie in ranking.unsettled
    ]
    return rows, ties, False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unfunded:
    """A row while a tie waits: no money is divided yet."""

    candidate: Any
    ranked: Any
    outcome: str = ""
    grant: Decimal = Decimal(0)
    running_sum: Decimal | None = None
    reserve_place: int | None = None

    @property
    def key(self) -> str:
        return self.candidate.key


OUTCOME_WORDS = {
    "full": Outcome.AWARD,
    "part": Outcome.AWARD,
    "reserve": Outcome.RESERVE,
    "not_funded": Outcome.PASS_OVER,
    "below_pass_mark": Outcome.PASS_OVER,
    "too_few_scores": Outcome.PASS_OVER,
}


def _line(
    row: dict[str, Any], application: tuple[int, str, str, str], *, hidden: bool, whole: bool
) -> RankingLine:
    _pk, title, name, code = application
    rung = row["rung_above"] or row["rung_below"]
    return RankingLine(
        number=row["number"],
        title=title,
        applicant=code if hidden else name,
        place=row["place"] if whole else None,
        score=None if row["score_shown"] is None else Decimal(row["score_shown"]),
        passes=row["passes"],
        asked=Decimal(row["asked"]),
        own_share=half_up(Fraction(row["own_share"]) * 100),
        beneficiaries=row["beneficiaries"],
        outcome=row["outcome"] if whole else "",
        grant=Decimal(row["grant"]) if whole else Decimal(0),
        running_sum=Decimal(row["running_sum"])
        if whole and row["running_sum"] is not None
        else None,
        reserve_place=row["reserve_place"] if whole else None,
        rung=str(RungKind(rung).label) if rung and whole else "",
    )


# --- the meeting


def agenda_of(competition: Competition, user: Any) -> list[tuple[int, str, Decimal]]:
    """Disputed ones first, by the range of their totals; only what is open to the reader."""
    sight = sight_of(competition, user)
    totals = (
        Sheet.objects.filter(competition=competition)
        .in_play()
        .counted()
        .annotate(total=Sum("marks__points"))
        .values("application_id", "application__number", "application__title", "total")
    )
    spans: dict[int, list[Any]] = {}
    for row in totals:
        if sight.sees(row["application_id"]) and row["total"] is not None:
            spans.setdefault(row["application_id"], []).append(row)
    rows = [
        (
            found[0]["application__number"],
            found[0]["application__title"],
            max(row["total"] for row in found) - min(row["total"] for row in found),
        )
        for found in spans.values()
    ]
    return sorted(rows, key=lambda row: (-row[2], row[0]))
