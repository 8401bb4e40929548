"""Typed rows of workbooks: each column is declared once, on the row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.choices import ApplicationState, Route
from applications.models import Application
from competitions.choices import ApplicantKind, InitiativeKind
from competitions.choices import Field as FieldOfActivity
from competitions.models import Competition
from scoring.choices import InterestKind, SheetState
from scoring.models import Mark, Sheet
from scoring.models.sight import Sight

TEXT, WHOLE, MONEY, POINTS, MOMENT = "@", "0", "#,##0.00", "0.00", "dd.mm.yyyy hh:mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one field of a row is written: its heading, what it means, its width and format."""

    name: str
    title: Any
    means: Any
    width: int
    style: str
    is_summed: bool


def column(
    title: Any, means: Any = "", *, width: int = 14, style: str = TEXT, summed: bool = False
) -> Any:
    """Declares a column on the field of a row; nothing of it is written down anywhere else."""
    return field(
        metadata={"title": title, "means": means, "width": width, "style": style, "summed": summed}
    )


def columns_of(row: type, spread: Mapping[str, Sequence[str]] | None = None) -> list[Column]:
    """The columns of a kind of row; a spread field stands for as many columns as it has titles."""
    found: list[Column] = []
    for each in fields(row):
        titles = (spread or {}).get(each.name)
        if titles is None:
            found.append(_column(each, each.metadata["title"]))
        else:
            found += [_column(each, title) for title in titles]
    return found


def _column(declared: "Field[Any]", title: Any) -> Column:
    said = declared.metadata
    return Column(
        name=declared.name,
        title=title,
        means=said["means"],
        width=said["width"],
        style=said["style"],
        is_summed=said["summed"],
    )


def values_of(row: Any, spread: Mapping[str, Sequence[str]] | None = None) -> Iterator[Any]:
    """The values of a row in the order of its columns."""
    for each in fields(row):
        value = getattr(row, each.name)
        if each.name in (spread or {}):
            yield from value
        else:
            yield value


def local(moment: datetime | None) -> datetime | None:
    """The moment by Bishkek's clock, without a zone: spreadsheets know none."""
    return timezone.localtime(moment).replace(tzinfo=None) if moment else None


# --- the register of applications


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One application as it stands in the register."""

    number: int = column(
        _("No."), _("Registration number, in order of receipt"), width=6, style=WHOLE
    )
    received_at: datetime | None = column(
        _("Received"),
        _("The minute that counts for the deadline, Bishkek time"),
        width=17,
        style=MOMENT,
    )
    route: str = column(_("How it came"), _("On the site, on paper or by file"), width=12)
    title: str = column(_("Initiative"), _("Title as the applicant wrote it"), width=38)
    village: str = column(_("Village"), _("Where it will be carried out"), width=18)
    applicant: str = column(
        _("Applicant"), _("Group or organisation, else the representative"), width=28
    )
    applicant_kind: str = column(
        _("Kind of applicant"), _("Group, person or organisation"), width=18
    )
    kind: str = column(_("Kind of initiative"), _("As the call distinguishes them"), width=20)
    field: str = column(_("Field"), _("Field of activity"), width=22)
    asked: Decimal = column(
        _("Asked, som"), _("Sum asked from the fund"), width=14, style=MONEY, summed=True
    )
    own: Decimal = column(
        _("Own, som"), _("Own contribution of every kind"), width=14, style=MONEY, summed=True
    )
    share: Decimal | None = column(
        _("Own share, %"),
        _("Own contribution in percent of the whole budget"),
        width=12,
        style=POINTS,
    )
    beneficiaries: int = column(
        _("Beneficiaries"), _("Women and men, as reckoned by the applicant"), width=13, style=WHOLE
    )
    state: str = column(_("State"), _("Where the application stands now"), width=20)
    granted: Decimal | None = column(
        _("Grant, som"), _("Sum of the decision"), width=14, style=MONEY, summed=True
    )


REGISTER_FIELDS = (
    "number",
    "received_at",
    "route",
    "title",
    "village",
    "group_name",
    "representative_name",
    "applicant_kind",
    "kind",
    "field",
    "asked",
    "own",
    "women",
    "men",
    "state",
    "granted",
)


def register_rows(competition: Competition) -> Iterator[RegisterRow]:
    """Every application received, in the order of its number; one query whatever their count."""
    routes, kinds = dict(Route.choices), dict(InitiativeKind.choices)
    applicants, areas = dict(ApplicantKind.choices), dict(FieldOfActivity.choices)
    states = dict(ApplicationState.choices)
    found = Application.objects.filter(competition=competition).received().order_by("number", "pk")
    for row in found.values(*REGISTER_FIELDS).iterator(chunk_size=500):
        whole = row["asked"] + row["own"]
        yield RegisterRow(
            number=row["number"],
            received_at=local(row["received_at"]),
            route=str(routes[row["route"]]),
            title=row["title"],
            village=row["village"],
            applicant=row["group_name"] or row["representative_name"],
            applicant_kind=str(applicants.get(row["applicant_kind"], "")),
            kind=str(kinds.get(row["kind"], "")),
            field=str(areas.get(row["field"], "")),
            asked=row["asked"],
            own=row["own"],
            share=row["own"] * 100 / whole if whole else None,
            beneficiaries=(row["women"] or 0) + (row["men"] or 0),
            state=str(states[row["state"]]),
            granted=row["granted"],
        )


# --- the scoring grid


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One sheet: what one seat gave to one application, or why it gave nothing."""

    number: int = column(
        _("No."), _("Registration number of the application"), width=6, style=WHOLE
    )
    title: str = column(_("Initiative"), _("Title as the applicant wrote it"), width=38)
    person: str = column(_("Person"), _("Who holds the seat"), width=28)
    state: str = column(
        _("Mark"), _("Sent, recused, void, excused, declined, or still owed"), width=20
    )
    interest: str = column(
        _("Interest or reason"), _("What was declared, or why no points were given"), width=28
    )
    points: tuple[Decimal | None, ...] = column(
        _("Points"),
        _("Points for this criterion; empty where the sheet does not count"),
        width=12,
        style=POINTS,
    )
    total: Decimal | None = column(
        _("Sum of points"), _("Sum of this sheet's points"), width=12, style=POINTS
    )
    sent_at: datetime | None = column(
        _("Sent"), _("When the sheet was sent last, Bishkek time"), width=17, style=MOMENT
    )
    versions: int = column(
        _("Versions"), _("How many times the sheet was sent"), width=10, style=WHOLE
    )


def grid_rows(competition: Competition, sight: Sight) -> Iterator[GridRow]:
    """Every sheet by application and seat; points only where this reader may know them."""
    criteria = [criterion.pk for criterion in competition.criteria_in_order()]
    marks: dict[int, dict[int, Decimal | None]] = {}
    sheets = Sheet.objects.filter(competition=competition)
    counted = Mark.objects.filter(sheet__in=sheets.counted()).values_list(
        "sheet_id", "criterion_id", "points"
    )
    for sheet, criterion, points in counted.iterator(chunk_size=2000):
        if points is not None:
            marks.setdefault(sheet, {})[criterion] = points
    states, kinds = dict(SheetState.choices), dict(InterestKind.choices)
    found = sheets.order_by("application__number", "seat_id", "pk").values(
        "pk",
        "application_id",
        "application__number",
        "application__title",
        "seat__user__name",
        "state",
        "interest_kind",
        "reason",
        "sent_at",
        "versions_count",
    )
    for row in found.iterator(chunk_size=500):
        given = marks.get(row["pk"], {}) if sight.sees(row["application_id"]) else {}
        yield GridRow(
            number=row["application__number"] or 0,
            title=row["application__title"],
            person=row["seat__user__name"],
            state=str(states[row["state"]]),
            interest=str(kinds.get(row["interest_kind"], row["reason"])),
            points=tuple(given.get(criterion) for criterion in criteria),
            total=sum((each or Decimal(0) for each in given.values()), Decimal(0))
            if given
            else None,
            sent_at=local(row["sent_at"]),
            versions=row["versions_count"],
        )
