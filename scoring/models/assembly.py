"""What the reckoning needs, gathered from the rows in a handful of queries."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Round

from applications.choices import SCORED, ApplicationState
from applications.models import Application
from competitions.choices import RESULTS_KNOWN, RungKind, SeatState
from competitions.models import Competition, PriorityField
from scoring.choices import APART, SheetState
from scoring.cutoff import Funding, fund
from scoring.points import (
    HUNDREDTHS,
    CallTerms,
    Candidate,
    CriterionTerms,
    Points,
    Rung,
    SheetMarks,
)
from scoring.ranking import Ranking, TieAnswers, rank


def key_of(number: int) -> str:
    """The registration number in six figures: how the ranking and the lot know an application."""
    return f"{number:06d}"


def quorum_of(competition: Competition) -> Fraction:
    """Which part of the seats makes the quorum."""
    return Fraction(competition.quorum_numerator, competition.quorum_denominator)


def terms_of(competition: Competition) -> CallTerms:
    """What the reckoning needs of the call's terms, frozen since the announcement."""
    return CallTerms(
        combining=competition.combining,
        criteria=tuple(
            CriterionTerms(
                key=row.key,
                minimum=row.minimum,
                maximum=row.maximum,
                step=row.step,
                weight=row.weight,
            )
            for row in competition.criteria_in_order()
        ),
        pass_mark=competition.pass_mark,
        minimum_scores=competition.minimum_scores,
        quorum=quorum_of(competition),
        fund=competition.fund,
        maximum_grant=competition.maximum_grant,
        cutoff=competition.cutoff,
        part_minimum_share=Fraction(competition.part_minimum_share) / 100,
        reserve_places=competition.reserve_places,
        ladder=tuple(
            Rung(kind=rung["kind"], criterion_key=rung.get("criterion", ""))
            for rung in competition.ladder
        ),
    )


def application_rows(competition: Competition) -> list[Any]:
    """Every application received, with the bonus of its field, in one query."""
    bonus = PriorityField.objects.filter(competition=competition.pk, field=OuterRef("field"))
    rows = Application.objects.filter(competition=competition.pk).received()
    agreed = apps.get_model("scoring", "Consent").objects.filter(application=OuterRef("pk"))
    # Of several consents of one applicant the latest counts.
    least = agreed.order_by("-pk").values("least")[:1]
    names = (
        "pk number code title group_name representative_name representative_phone applicant_id "
        "asked own women men received_at consents_to_part least state bonus"
    )
    rows = rows.annotate(bonus=Subquery(bonus.values("points")[:1]), least=Subquery(least))
    return list(rows.values_list(*names.split(), named=True))


class GivenPoints(Func):
    """All marks of a sheet as one text: the hundredths by criterion."""

    function = "json_group_object"
    template = "%(function)s(%(expressions)s)"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        text = "json_object_agg(%(expressions)s)::text"
        return self.as_sql(compiler, connection, template=text, **more)


def sheet_rows(competition: Competition) -> list[Any]:
    """Every sheet of the call, whose it is and whether that seat came to the latest meeting.

    The points of those that count come in the same query, as whole hundredths in one text a sheet:
    fifteen thousand marks need not become as many rows and decimals.
    """
    hundredths = Cast(Round(F("points") * 100), IntegerField())
    marks = apps.get_model("scoring", "Mark").objects.filter(sheet=OuterRef("pk"))
    given = Case(
        When(
            state=SheetState.SENT,
            then=Subquery(marks.values(given=GivenPoints("criterion_id", hundredths))[:1]),
        ),
        output_field=TextField(),
    )
    held = apps.get_model("scoring", "Meeting").objects.filter(competition=competition.pk).held()
    came = apps.get_model("scoring", "Attendance").objects.filter(
        meeting=Subquery(held.values("pk")[:1]), seat=OuterRef("seat"), present=True
    )
    sheets = apps.get_model("scoring", "Sheet").objects.filter(competition=competition.pk)
    rows = sheets.annotate(has_met=Exists(held.order_by()), is_present=Exists(came), given=given)
    names = "application_id seat_id seat__user_id seat__state state has_met is_present given"
    return list(rows.values_list(*names.split(), named=True))


def owns_sheets(sheets: Sequence[Any], user: Any) -> bool:
    """Whether any of these sheets is of a seat this person holds now."""
    return any(
        row.seat__user_id == user.pk and row.seat__state == SeatState.SEATED for row in sheets
    )


def candidates_of(
    competition: Competition,
    applications: Sequence[Any] | None = None,
    sheets: Sequence[Any] | None = None,
    *,
    only_sums: bool = False,
) -> list[Candidate]:
    """Every application in the competition with the points that count, in three queries.

    Whoever asks for the ranking alone needs only their sums.
    """
    prefetch_related_objects([competition], "criteria")
    applications = application_rows(competition) if applications is None else applications
    sheets = sheet_rows(competition) if sheets is None else sheets
    funded = _funded_last(competition)
    keys = {str(row.pk): row.key for row in competition.criteria_in_order()}
    seats: dict[int, set[int]] = defaultdict(set)
    for row in sheets:
        if row.state not in APART and row.seat__state == SeatState.SEATED:
            seats[row.application_id].add(row.seat_id)
    counted = [row for row in sheets if row.given]
    # One text of all sheets is read many times faster than a text of each.
    given = json.loads(f"[{','.join(row.given for row in counted)}]")
    marks = {} if only_sums else _marks(counted, given, keys)
    sums = _sums(counted, given, keys) if only_sums else {}
    present = {row.seat_id for row in sheets if row.is_present}
    has_met = any(row.has_met for row in sheets)
    return [
        Candidate(
            key=key_of(row.number),
            asked=row.asked,
            own_share=_share(row.own, row.asked + row.own),
            beneficiaries=(row.women or 0) + (row.men or 0),
            funded_last=row.applicant_id in funded or row.representative_phone in funded,
            received_at=row.received_at,
            bonus=row.bonus or Decimal(0),
            consents_to_part=row.consents_to_part or row.least is not None,
            least_part=None if row.consents_to_part else row.least,
            marks=tuple(marks[row.pk][seat] for seat in sorted(marks[row.pk]))
            if row.pk in marks
            else (),
            gathered=sums.get(row.pk, (0, {})) if only_sums else None,
            seats_not_recused=len(seats[row.pk]),
            seats_present=len(seats[row.pk] & present) if has_met else None,
        )
        for row in applications
        if row.state in SCORED
    ]


def _marks(
    sheets: Sequence[Any], given: Sequence[dict[str, int]], keys: dict[str, str]
) -> dict[int, dict[int, SheetMarks]]:
    """By application and seat: the points of the sheet."""
    marks: dict[int, dict[int, SheetMarks]] = defaultdict(dict)
    for row, points in zip(sheets, given, strict=True):
        named = Points({keys[one]: hundredths for one, hundredths in points.items()})
        sheet = SheetMarks(seat_key=str(row.seat_id), points=named)
        marks[row.application_id][row.seat_id] = sheet
    return marks


def _sums(
    sheets: Sequence[Any], given: Sequence[dict[str, int]], keys: dict[str, str]
) -> dict[int, tuple[int, dict[str, int]]]:
    """By application: how many sheets count, and all their points by criterion."""
    together: dict[int, dict[str, int]] = {}
    counts: Counter[int] = Counter()
    for row, points in zip(sheets, given, strict=True):
        counts[row.application_id] += 1
        sums = together.setdefault(row.application_id, points)
        if sums is not points:
            for one, hundredths in points.items():
                sums[one] = sums.get(one, 0) + hundredths
    return {
        application: (counts[application], {keys[one]: value for one, value in sums.items()})
        for application, sums in together.items()
    }


def ranking_of(competition: Competition, candidates: Sequence[Candidate] | None = None) -> Ranking:
    """The order of the applications as things stand now; ties wait, they are never guessed."""
    candidates = candidates_of(competition) if candidates is None else candidates
    # People are asked only about what the rungs before them have left equal.
    return ranking_and_ties(competition, candidates)[0]


def ranking_and_ties(
    competition: Competition, candidates: Sequence[Candidate]
) -> tuple[Ranking, TieAnswers]:
    """The order, and what people or the lot answered to come to it, where they were asked."""
    terms, nobody = terms_of(competition), dict[tuple[str, frozenset[str]], Any]()
    ranking = rank(candidates, terms)
    if ranking.is_settled:
        return ranking, nobody
    ties = tie_answers(competition)
    return rank(candidates, terms, ties), ties


def funding_of(competition: Competition, ranking: Ranking) -> Funding | None:
    """Who would be granted what by the cut-off rule; nothing while a tie waits."""
    return fund(ranking, terms_of(competition)) if ranking.is_settled else None


def tie_answers(competition: Competition) -> TieAnswers:
    """What people or the lot have decided about ties."""
    ties = apps.get_model("scoring", "TieBreak").objects.filter(competition=competition.pk)
    return {(tie.kind, tie.keys): tie.answer for tie in ties.recorded()}


def _share(part: Decimal, whole: Decimal) -> Fraction:
    return Fraction(int(part * HUNDREDTHS), int(whole * HUNDREDTHS)) if whole else Fraction(0)


def _funded_last(competition: Competition) -> set[int | str | None]:
    """Accounts and phones of those granted in the municipality's last call, if a rung asks."""
    if not any(rung["kind"] == RungKind.NOT_FUNDED_LAST for rung in competition.ladder):
        return set()
    earlier = Competition.objects.filter(
        Q(year__lt=competition.year) | Q(year=competition.year, number__lt=competition.number),
        municipality=competition.municipality_id,
        state__in=RESULTS_KNOWN,
    )
    last = earlier.order_by("-year", "-number").values("pk")[:1]
    granted = Application.objects.filter(competition=Subquery(last), state=ApplicationState.AWARDED)
    pairs = granted.values_list("applicant_id", "representative_phone")
    return {name for pair in pairs for name in pair if name}
