"""What is public once the results are published, and not a minute before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Sex
from accounts.models import Municipality
from applications.choices import RECEIVED, SCORED, ApplicationState, GiverKind, MoneySource
from applications.models import Application, Member
from audit import clock
from awards.choices import AwardState, Purse, ReportKind, ReportState
from awards.ledger import Standing
from awards.models import Award, Report
from awards.models.account import SourceAccount, account_of
from awards.rules import reserve_lasts_until
from competitions.choices import (
    RESULTS_KNOWN,
    ApplicantKind,
    ContributionKind,
    Field,
    InitiativeKind,
)
from competitions.models import Competition
from papers.facts.head import letterhead
from papers.models import Issued
from scoring.choices import AppealState
from scoring.models import Appeal, Protocol

FEWEST = 5


def applications() -> QuerySet:
    """Applications of calls whose results are published."""
    return Application.objects.filter(competition__state__in=RESULTS_KNOWN)


def awards() -> QuerySet:
    """Awards of calls whose results are published, with the initiative and its call."""
    known = Award.objects.filter(
        competition__state__in=RESULTS_KNOWN, application__state=ApplicationState.AWARDED
    )
    return known.select_related("application", "competition__municipality__oblast").order_by("-pk")


def public_name(application: Application) -> str:
    """The name that may be published: a person's only with consent, a group's as it stands."""
    if application.consent_to_publish:
        return application.shown_name
    if application.applicant_kind in (ApplicantKind.GROUP, ApplicantKind.LEGAL):
        return application.group_name
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One application in the published ranking."""

    pk: int
    number: int
    place: int | None
    title: str
    village: str
    applicant: str
    score: Decimal | None
    asked: Decimal
    granted: Decimal | None
    reserve_place: int | None
    state: str
    state_words: str
    is_awarded: bool
    is_last_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The published outcome of one call."""

    rows: list[ResultRow]
    received: int
    scored: int
    granted: Decimal
    protocols: list[Protocol]
    codes: dict[int, str]
    people: list["Cell"]
    appeals: "Appeals"
    # The last day of the reserve, as long as somebody waits in it.
    reserve_until: date | None = None

    @property
    def papers(self) -> list[tuple[Protocol, str]]:
        """Each signed protocol with its code, where it has been issued."""
        return [(protocol, self.codes.get(protocol.pk, "")) for protocol in self.protocols]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeals:
    """How many did not agree, and how it was answered: who they were is not told."""

    received: int
    upheld: int
    dismissed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many women and men; numbers under five, and what gives them away, are not told."""

    label: Any
    women: int
    men: int

    @property
    def is_hidden(self) -> bool:
        return any(0 < count < FEWEST for count in (self.women, self.men))


def results_of(call: Competition) -> Results:
    """The ranking with its scores, what each application got, and the protocols behind it."""
    protocols = list(Protocol.objects.filter(competition=call).signed())
    codes = Issued.objects.filter(
        competition=call, subject_type="scoring.protocol", replacement=None
    ).values_list("subject_id", "code")
    first = next((protocol for protocol in protocols if protocol.amends_id is None), None)
    ranking = {row["number"]: row for row in (first.facts.get("ranking", []) if first else [])}
    received = list(applications().filter(competition=call, state__in=RECEIVED).order_by("number"))
    rows = [
        _row(application, ranking.get(application.number))
        for application in received
        if application.state in SCORED
    ]
    rows.sort(key=lambda row: (row.place is None, row.place or 0, row.number))
    return Results(
        rows=_with_line(rows),
        received=len(received),
        scored=len(rows),
        granted=sum((row.granted or Decimal(0) for row in rows if row.is_awarded), Decimal(0)),
        protocols=protocols,
        codes=dict(codes),
        people=_people(call, received, first),
        appeals=_appeals(call),
        reserve_until=_reserve_until(call, rows),
    )


def _appeals(call: Competition) -> "Appeals":
    states = list(Appeal.objects.filter(competition=call).values_list("state", flat=True))
    return Appeals(
        received=len(states),
        upheld=states.count(AppealState.UPHELD),
        dismissed=states.count(AppealState.DISMISSED),
    )


def _reserve_until(call: Competition, rows: Sequence[ResultRow]) -> date | None:
    last = reserve_lasts_until(call)
    waits = any(row.state == ApplicationState.RESERVED for row in rows)
    return clock.local_day(last) if last and waits else None


def protocol_paper(call: Competition) -> Issued | None:
    """The issued protocol the results rest on, the latest where it was amended."""
    papers = Issued.objects.filter(competition=call, subject_type="scoring.protocol")
    return papers.filter(replacement=None).order_by("-pk").first()


def sheet_facts(call: Competition) -> dict[str, Any]:
    """What the sheet for the notice board says: what the public page says."""
    results = results_of(call)
    return {
        "letterhead": letterhead(call.municipality),
        "address": f"{settings.SITE_ADDRESS}{reverse('call_results', args=[call.pk])}",
        "call": {
            "title_ky": call.title_ky,
            "title_ru": call.title_ru,
            "number": call.number,
            "year": call.year,
        },
        "published_at": call.published_at.isoformat() if call.published_at else "",
        "appeals_until": call.appeals_until.isoformat() if call.appeals_until else "",
        "reserve_until": results.reserve_until.isoformat() if results.reserve_until else "",
        "granted": results.granted,
        "protocols": [
            {
                "number": protocol.number,
                "amends": protocol.amends_id is not None,
                "signed_at": protocol.signed_at.isoformat() if protocol.signed_at else "",
            }
            for protocol in reversed(results.protocols)
        ],
        "rows": [
            {
                name: getattr(row, name)
                for name in (
                    *("place", "number", "title", "village", "applicant", "score", "state"),
                    *("granted", "reserve_place"),
                )
            }
            for row in results.rows
        ],
    }


def _row(application: Application, ranked: dict[str, Any] | None) -> ResultRow:
    awarded = application.state == ApplicationState.AWARDED
    score = ranked["score_shown"] if ranked else None
    return ResultRow(
        pk=application.pk,
        number=application.number or 0,
        place=ranked["place"] if ranked else None,
        title=application.title,
        village=application.village,
        applicant=public_name(application),
        score=Decimal(score) if score else None,
        asked=application.asked,
        granted=application.granted if awarded else None,
        reserve_place=application.reserve_place,
        state=application.state,
        state_words=str(application.get_state_display()),
        is_awarded=awarded,
    )


def _with_line(rows: list[ResultRow]) -> list[ResultRow]:
    """Marks the row below which the money ended."""
    last = max((place for place, row in enumerate(rows) if row.is_awarded), default=None)
    if last is not None and last + 1 < len(rows):
        marked = {name: getattr(rows[last], name) for name in ResultRow.__slots__}
        rows[last] = ResultRow(**(marked | {"is_last_in": True}))
    return rows


def _people(
    call: Competition, received: Sequence[Application], protocol: Protocol | None
) -> list[Cell]:
    members = dict(
        Member.objects.filter(application__competition=call, application__state__in=RECEIVED)
        .values_list("sex")
        .annotate(count=Count("pk"))
        .order_by("sex")
    )
    seats = [seat["sex"] for seat in protocol.facts["commission"]] if protocol else []
    scored = [application for application in received if application.state in SCORED]
    return [
        Cell(
            label=_("Members of the groups"),
            women=members.get(Sex.FEMALE, 0),
            men=members.get(Sex.MALE, 0),
        ),
        Cell(label=_("Commission"), women=seats.count(Sex.FEMALE), men=seats.count(Sex.MALE)),
        Cell(
            label=_("People the initiatives are for"),
            women=sum(application.women or 0 for application in scored),
            men=sum(application.men or 0 for application in scored),
        ),
    ]


# --- one initiative


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A granted initiative, told to anybody."""

    application: Application
    applicant: str
    award: Award
    budget: list[tuple[Any, Decimal]]
    money: list[tuple[Any, SourceAccount]]
    promised: Decimal
    confirmed: Decimal
    used: Decimal
    kinds: list[tuple[Any, Any, Standing]]
    givers: list[str]
    report: Report | None

    @property
    def people(self) -> Cell | None:
        """Whom it served, when the report says it."""
        if self.report is None:
            return None
        return Cell(
            label=_("People it serves"), women=self.report.women or 0, men=self.report.men or 0
        )


def card_of(award: Award) -> Card:
    """What, where, the sums by source, the own contribution, and the result once it is accepted."""
    application, books = award.application, award.books
    budget: dict[str, Decimal] = {}
    for line in books.lines:
        budget[line.source] = budget.get(line.source, Decimal(0)) + line.amount
    words, kinds, givers = (
        dict(choices.choices) for choices in (MoneySource, ContributionKind, GiverKind)
    )
    accepted = [one for one in books.reports if one.state == ReportState.ACCEPTED]
    standing = books.standing
    return Card(
        application=application,
        applicant=public_name(application),
        award=award,
        budget=[(words[source], budget[source]) for source in sorted(budget)],
        money=[(Purse(one.source).label, one) for one in account_of(award).sources]
        if award.agreed_at
        else [],
        promised=standing.promised,
        confirmed=standing.confirmed,
        used=standing.used,
        kinds=[
            (kinds[kind], givers[giver], stands)
            for (kind, giver), stands in sorted(books.standing_by_kind_and_source.items())
        ],
        # SECURITY: who gives is named only with consent; a promise not kept names nobody.
        givers=sorted(
            {one.giver for one in books.contributions if one.named_on and books.used[one.pk]}
        ),
        report=next((one for one in accepted if one.kind == ReportKind.FINAL), None),
    )


# --- the finished ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What somebody looks for among the finished initiatives; what is no answer is passed over."""

    words: str = ""
    year: str = ""
    village: str = ""
    kind: str = ""
    field: str = ""

    @classmethod
    def of(cls, asked: Any) -> "Sought":
        """From an address anybody may have written."""
        kind, field = asked.get("kind", ""), asked.get("field", "")
        year = asked.get("year", "")
        return cls(
            words=asked.get("q", "")[:100].strip(),
            year=year if year.isdecimal() and len(year) == 4 else "",
            village=asked.get("village", "")[:120].replace("\0", ""),
            kind=kind if kind in InitiativeKind.values else "",
            field=field if field in Field.values else "",
        )


def finished() -> QuerySet:
    """Initiatives carried out and closed, of calls whose results are published."""
    return awards().filter(state=AwardState.CLOSED)


def finished_as(sought: Sought) -> QuerySet:
    """The finished ones that are looked for, the latest first."""
    found = finished()
    if sought.words:
        places = Municipality.objects.search(sought.words.replace("\0", ""))
        found = found.filter(competition__municipality__in=places)
    if sought.year:
        found = found.filter(competition__year=int(sought.year))
    if sought.village:
        found = found.filter(application__village=sought.village)
    if sought.kind:
        found = found.filter(application__kind=sought.kind)
    if sought.field:
        found = found.filter(application__field=sought.field)
    return found.order_by("-ended_at", "-pk")


def years_and_villages() -> tuple[list[int], list[str]]:
    """What the finished initiatives can be chosen by."""
    rows = set(finished().order_by().values_list("competition__year", "application__village"))
    years = sorted({year for year, _village in rows}, reverse=True)
    return years, sorted({village for _year, village in rows if village})


# --- open data


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAward:
    """One award as open data: no person is named without consent."""

    soate: str
    municipality_ky: str
    municipality_ru: str
    call_year: int
    call_number: int
    application_number: int
    title: str
    village: str
    field: str
    kind: str
    applicant_kind: str
    applicant: str
    asked: Decimal
    granted: Decimal
    own_promised: Decimal
    own_confirmed: Decimal
    state: str
    decision: str
    published_on: date | None
    agreed_on: date | None
    last_day: date | None
    completed_on: date | None


def open_awards() -> QuerySet:
    """Every award of published calls, with what was confirmed of the own contribution."""
    return (
        Award.objects.filter(competition__state__in=RESULTS_KNOWN)
        .select_related("application", "competition__municipality")
        .annotate(confirmed=Sum("contributions__confirmed_amount"))
        .order_by("competition__published_at", "application__number", "pk")
    )


def open_award(award: Award) -> OpenAward:
    """One row of the open data."""
    call, application = award.competition, award.application
    return OpenAward(
        soate=call.municipality.soate,
        municipality_ky=call.municipality.name_ky,
        municipality_ru=call.municipality.name_ru,
        call_year=call.year,
        call_number=call.number,
        application_number=application.number or 0,
        title=application.title,
        village=application.village,
        field=application.field,
        kind=application.kind,
        applicant_kind=application.applicant_kind,
        applicant=public_name(application),
        asked=application.asked,
        granted=award.grant,
        own_promised=award.own_promised,
        own_confirmed=award.confirmed or Decimal(0),  # type: ignore[attr-defined]
        state=award.state,
        decision=award.protocol_number,
        published_on=_day(call.published_at),
        agreed_on=_day(award.agreed_at),
        last_day=award.last_day,
        completed_on=_day(award.ended_at),
    )


def _day(moment: datetime | None) -> date | None:
    return clock.local_day(moment) if moment else None
