"""What the reckoning needs, gathered from the rows in a handful of queries."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from django.apps import apps
from django.db.models import Q, prefetch_related_objects

from applications.choices import SCORED, ApplicationState
from applications.models import Application
from competitions.choices import RESULTS_KNOWN
from competitions.models import Competition
from scoring.choices import APART, PEOPLES_RUNGS
from scoring.cutoff import Funding, fund
from scoring.points import CallTerms, Candidate, CriterionTerms, Rung, SheetMarks
from scoring.ranking import Ranking, TieAnswers, rank


def key_of(number: int) -> str:
    """The registration number in six figures: how the ranking and the lot know an application."""
    return f"{number:06d}"


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
        quorum=Fraction(competition.quorum_numerator, competition.quorum_denominator),
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


def candidates_of(competition: Competition) -> list[Candidate]:
    """Every application in the competition with the points that count, in a handful of queries."""
    prefetch_related_objects([competition], "criteria", "priority_fields")
    marks, seats = _marks_of(competition), _seats_of(competition)
    present, funded = _present_at_meeting(competition), _funded_last(competition)
    bonus = {row.field: row.points for row in competition.priority_fields.all()}
    rows = Application.objects.filter(competition=competition.pk, state__in=SCORED).values_list(
        "pk",
        "number",
        "asked",
        "own",
        "women",
        "men",
        "received_at",
        "field",
        "consents_to_part",
        "applicant_id",
        "representative_phone",
    )
    return [
        Candidate(
            key=key_of(number),
            asked=asked,
            own_share=Fraction(own) / Fraction(asked + own) if asked + own else Fraction(0),
            beneficiaries=(women or 0) + (men or 0),
            funded_last=(applicant is not None and applicant in funded)
            or (bool(phone) and phone in funded),
            received_at=received_at,
            bonus=bonus.get(field, Decimal(0)),
            consents_to_part=consents,
            marks=tuple(
                SheetMarks(seat_key=str(seat), points=points)
                for seat, points in sorted(marks.get(pk, {}).items())
            ),
            seats_not_recused=len(seats.get(pk, ())),
            seats_present=None if present is None else len(seats.get(pk, set()) & present),
        )
        for (
            pk,
            number,
            asked,
            own,
            women,
            men,
            received_at,
            field,
            consents,
            applicant,
            phone,
        ) in rows
    ]


def ranking_of(competition: Competition) -> Ranking:
    """The order of the applications as things stand now; ties wait, they are never guessed."""
    return rank(candidates_of(competition), terms_of(competition), tie_answers(competition))


def funding_of(competition: Competition, ranking: Ranking) -> Funding | None:
    """Who would be granted what by the cut-off rule; nothing while a tie waits."""
    return fund(ranking, terms_of(competition)) if ranking.is_settled else None


def tie_answers(competition: Competition) -> TieAnswers:
    """What people or the lot have decided about ties."""
    ties = (
        apps.get_model("scoring", "TieBreak").objects.filter(competition=competition.pk).recorded()
    )
    return {(tie.kind, tie.keys): tie.answer for tie in ties if tie.kind in PEOPLES_RUNGS}


def _marks_of(competition: Competition) -> dict[int, dict[int, dict[str, Decimal]]]:
    """By application and seat: the points by criterion, of the sheets that count."""
    keys = {row.pk: row.key for row in competition.criteria_in_order()}
    rows = apps.get_model("scoring", "Mark").objects.filter(
        sheet__in=apps.get_model("scoring", "Sheet")
        .objects.filter(competition=competition.pk)
        .counted()
    )
    gathered: dict[int, dict[int, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for application, seat, criterion, points in rows.values_list(
        "sheet__application_id", "sheet__seat_id", "criterion_id", "points"
    ):
        gathered[application][seat][keys[criterion]] = points
    return gathered


def _seats_of(competition: Competition) -> dict[int, set[int]]:
    """By application: the seats that do not stand apart from it."""
    sheets = apps.get_model("scoring", "Sheet").objects.filter(competition=competition.pk)
    gathered: dict[int, set[int]] = defaultdict(set)
    for application, seat in sheets.exclude(state__in=APART).values_list(
        "application_id", "seat_id"
    ):
        gathered[application].add(seat)
    return gathered


def _present_at_meeting(competition: Competition) -> set[int] | None:
    """The seats present at the latest meeting; nothing while none has been held."""
    meetings = (
        apps.get_model("scoring", "Meeting").objects.filter(competition=competition.pk).held()
    )
    latest = meetings.values_list("pk", flat=True).first()
    if latest is None:
        return None
    attendance = apps.get_model("scoring", "Attendance").objects.filter(
        meeting=latest, present=True
    )
    return set(attendance.values_list("seat_id", flat=True))


def _funded_last(competition: Competition) -> set[int | str]:
    """Accounts and phones of those who were granted in the municipality's last call."""
    earlier = Competition.objects.filter(
        Q(year__lt=competition.year) | Q(year=competition.year, number__lt=competition.number),
        municipality=competition.municipality_id,
        state__in=RESULTS_KNOWN,
    )
    last = earlier.order_by("-year", "-number").values_list("pk", flat=True).first()
    if last is None:
        return set()
    granted = Application.objects.filter(competition=last, state=ApplicationState.AWARDED)
    pairs = granted.values_list("applicant_id", "representative_phone")
    return {name for pair in pairs for name in pair if name}
