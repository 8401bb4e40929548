"""What the commission's pages show, each fact in it only if this reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q

from applications.models import (
    Application,
    copy_for_commission,
    files_for_commission,
    label_for_commission,
    title_for_commission,
)
from competitions.models import Competition
from scoring.choices import APART, WRITABLE, SheetState
from scoring.models.sheet import Mark, Sheet
from scoring.models.sight import names_are_hidden
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

    @property
    def label(self) -> str:
        """How the application is called: by its number, or by its code where names are hidden."""
        return f"№ {self.number}" if self.applicant else self.code


def title_card(application: Application, *, hidden: bool) -> TitleCard:
    """The heading of an application; the code alone where the call hides the applicants."""
    return TitleCard(
        number=application.number or 0,
        code=application.code,
        title=title_for_commission(application) if hidden else application.title,
        village=application.village,
        applicant="" if hidden else application.shown_name,
        representative="" if hidden else application.representative_name,
    )


def label_of(application: Application, *, hidden: bool) -> str:
    """The application in a list or a choice: by its code where the applicants are hidden."""
    return label_for_commission(application) if hidden else str(application)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationCard:
    """The text of an application beside the sheet."""

    heading: TitleCard
    application: Application
    lines: list[Any]
    plan: list[Any]
    pledges: list[Any]
    files: list[Any] = field(default_factory=list)

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
    one = sheet.application
    if names_are_hidden(sheet.competition, user):
        copy = copy_for_commission(one)
        return ApplicationCard(
            heading=title_card(one, hidden=True),
            application=copy.application,
            lines=copy.lines,
            plan=copy.plan,
            pledges=copy.pledges,
            files=files_for_commission(one),
        )
    return ApplicationCard(
        heading=title_card(one, hidden=False),
        application=one,
        lines=_rows(one, "lines"),
        plan=_rows(one, "plan"),
        pledges=[
            (pledge.get_kind_display(), pledge.giver, pledge.what, pledge.amount)
            for pledge in _rows(one, "pledges", "rate")
        ],
    )


def _rows(application: Application, name: str, *related: str) -> list[Any]:
    """The rows of a table in their order: read at once with all others where they were."""
    found = getattr(application, name).all()
    if related and name not in getattr(application, "_prefetched_objects_cache", {}):
        found = found.select_related(*related)
    return sorted(found, key=lambda row: (row.position, row.pk))


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersPoints:
    """What all who have sent gave by one criterion."""

    criterion: Any
    points: list[tuple[str, Decimal]]
    mean: Decimal

    @property
    def figures(self) -> list[Decimal]:
        return [points for _name, points in self.points]


def others_points(sheet: Sheet) -> list[OthersPoints]:
    """The points given to this application; the page asks first whether they are open."""
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
        .select_related("application", "seat")
        .prefetch_related(*(["application__coverings"] if hidden else []))
    )
    return [
        OwnSheetCard(sheet=sheet, heading=title_card(sheet.application, hidden=hidden))
        for sheet in sheets.order_by("position", "pk")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where one is among one's own sheets: in the own fixed order, with how many are sent."""

    place: int
    total: int
    sent: int
    before: int | None
    after: int | None
    # The next one that still waits for points, this one apart.
    waiting: int | None


def desk_of(sheet: Sheet) -> Desk:
    """The neighbours of a sheet among those of the same seat, in one query."""
    own = Sheet.objects.filter(competition=sheet.competition_id, seat=sheet.seat_id).in_play()
    rows = [
        (pk, state)
        for pk, state in own.order_by("position", "pk").values_list("pk", "state")
        if state not in APART or pk == sheet.pk
    ]
    keys = [pk for pk, _state in rows]
    at = keys.index(sheet.pk) if sheet.pk in keys else 0
    # From here to the end, then from the beginning: what was passed by comes again.
    round_again = rows[at + 1 :] + rows[:at]
    return Desk(
        place=at + 1,
        total=len(rows),
        sent=sum(1 for _pk, state in rows if state == SheetState.SENT),
        before=keys[at - 1] if at else None,
        after=keys[at + 1] if at + 1 < len(keys) else None,
        waiting=next((pk for pk, state in round_again if state in WRITABLE), None),
    )
