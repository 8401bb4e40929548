"""Who may do what with a call, and when it can be done."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.rules import is_auditor_of, is_clerk_of, is_clock, is_head_of
from audit import clock
from audit.acts import names_faults, requires, unmet
from competitions.choices import (
    ALWAYS_DECIDES,
    CompetitionState,
    RegulationState,
    RungKind,
    SeatRole,
    SeatState,
)
from competitions.rules.composition import Composition, changed_by, composition_of

if TYPE_CHECKING:
    from accounts.models import User
    from competitions.models import Competition, Permit, Regulation, Seat

__all__ = ["Composition", "changed_by", "composition_of"]

# What a binding regulation keeps; whether there is a chair is asked in any case.
BINDING = ("minimum_members", "minimum_women", "minimum_outside")
BOTH_LANGUAGES = ("title", "purpose", "place")
CALENDAR = (
    "opens_at",
    "closes_at",
    "check_until",
    "scores_until",
    "decision_by",
    "publication_by",
    "appeals_until",
)


# --- the regulation


def may_begin_regulation(regulation: "Regulation", user: "User") -> bool:
    """A clerk of the municipality."""
    return is_clerk_of(user, regulation.municipality_id)


@requires(_("This municipality has become part of another: begin in the new one."))
def municipality_stands(subject: "Regulation | Competition") -> bool:
    """The municipality has not been merged into another."""
    return subject.municipality.is_active


def may_edit_regulation(regulation: "Regulation", user: "User") -> bool:
    """A clerk of the municipality."""
    return is_clerk_of(user, regulation.municipality_id)


def may_put_in_force(regulation: "Regulation", user: "User") -> bool:
    """The head of the aiyl okmotu."""
    return is_head_of(user, regulation.municipality_id)


@names_faults(_("The resolution's number and date and both titles are filled in."))
def regulation_is_complete(regulation: "Regulation") -> list[str]:
    """Number, date and both titles of the kenesh's resolution are there."""
    wanted = ("resolution_number", "resolution_on", "title_ky", "title_ru")
    return [_empty(regulation, name) for name in wanted if not getattr(regulation, name)]


@requires(_("A newer regulation is being put in force."))
def another_takes_over(regulation: "Regulation") -> bool:
    """A newer regulation of the same municipality is ready to replace this one."""
    return regulation.successors().exists()


# --- the call


def may_begin_competition(competition: "Competition", user: "User") -> bool:
    """A clerk of the municipality."""
    return is_clerk_of(user, competition.municipality_id)


def may_edit_competition(competition: "Competition", user: "User") -> bool:
    """A clerk of the municipality."""
    return is_clerk_of(user, competition.municipality_id)


def may_decide_on_competition(competition: "Competition", user: "User") -> bool:
    """The head of the aiyl okmotu."""
    return is_head_of(user, competition.municipality_id)


def may_close_reception(competition: "Competition", user: "User") -> bool:
    """The clock, or a clerk of the municipality."""
    return is_clock(user) or is_clerk_of(user, competition.municipality_id)


def may_open_scoring(competition: "Competition", user: "User") -> bool:
    """A clerk of the municipality."""
    return is_clerk_of(user, competition.municipality_id)


def may_close_scoring(competition: "Competition", user: "User") -> bool:
    """The chair of this call's commission."""
    return is_chair(competition, user)


def may_decide(competition: "Competition", user: "User") -> bool:
    """The chair of this call's commission."""
    return is_chair(competition, user)


def serves(competition: "Competition", user: "User") -> bool:
    """Whoever holds an office in the call's municipality, or audits it."""
    place = competition.municipality
    return is_clerk_of(user, place.pk) or is_head_of(user, place.pk) or is_auditor_of(user, place)


def is_chair(competition: "Competition", user: "User") -> bool:
    """The chair of this call's commission."""
    return user.is_active and competition.has_seat(user, SeatRole.CHAIR)


@requires(_("The municipality's own regulation must be in force."))
def regulation_in_force(competition: "Competition") -> bool:
    """The call rests on a regulation that is in force."""
    return competition.regulation.state == RegulationState.IN_FORCE


@names_faults(_("Every text is filled in, in Kyrgyz and in Russian."))
def texts_are_filled(competition: "Competition") -> list[str]:
    """Every text of the call is there in both languages."""
    names = [f"{name}_{language}" for name in BOTH_LANGUAGES for language in ("ky", "ru")]
    faults = [_empty(competition, name) for name in names if not getattr(competition, name).strip()]
    choices = ("kinds", "applicant_kinds")
    return faults + [
        _empty(competition, name) for name in choices if not getattr(competition, name)
    ]


@requires(_("The sources of money must add up to the fund of the call."))
def sources_add_up(competition: "Competition") -> bool:
    """The sources of money give exactly the fund."""
    return competition.fund > 0 and competition.sum_of_sources() == competition.fund


@requires(_("The maximum grant must be more than nothing and not more than the fund."))
def maximum_fits_fund(competition: "Competition") -> bool:
    """One grant fits into the fund."""
    return Decimal(0) < competition.maximum_grant <= competition.fund


@names_faults(_("The criteria and their weights are sound."))
def criteria_are_sound(competition: "Competition") -> list[str]:
    """There are criteria, each with a scale its step divides, and the pass mark can be reached."""
    criteria = competition.criteria_in_order()
    if not criteria:
        return [now_in_words("There is no criterion yet.")]
    faults = [fault for criterion in criteria for fault in criterion.faults()]
    if competition.pass_mark > competition.highest_score(criteria):
        faults.append(
            now_in_words("The pass mark is higher than the highest score anybody can reach.")
        )
    return faults


@names_faults(_("The calendar is filled in and in order."))
def calendar_is_in_order(competition: "Competition") -> list[str]:
    """Every date is there, none before the one it follows."""
    names = [*CALENDAR, "implementation_until"]
    missing = [_empty(competition, name) for name in names if getattr(competition, name) is None]
    if missing:
        return missing
    faults = [
        now_in_words("“%(later)s” must not come before “%(earlier)s”.")
        % {"earlier": _name(competition, earlier), "later": _name(competition, later)}
        for earlier, later in pairwise(CALENDAR)
        if _day(getattr(competition, later)) < _day(getattr(competition, earlier))
    ]
    day = {name: getattr(competition, name) for name in names}
    if day["closes_at"] <= day["opens_at"]:
        faults.append(now_in_words("The last minute of reception must come after the first."))
    if day["implementation_until"] <= day["publication_by"]:
        faults.append(now_in_words("The implementation must end after the results are published."))
    return faults


@names_faults(_("The reception must last at least as many days as the regulation says."))
def calendar_is_long_enough(competition: "Competition") -> list[str]:
    """Reception, from when the call can be known, is not shorter than the regulation's minimum."""
    if competition.opens_at is None or competition.closes_at is None:
        return []
    days = competition.regulation.minimum_open_days
    known_from = max(competition.opens_at, clock.arrival())
    if competition.closes_at - known_from >= timedelta(days=days):
        return []
    fault = now_in_words(
        "The reception must last at least %(days)s days from the announcement."
    ) % {"days": days}
    return [cited(competition, "minimum_open_days", fault)]


@requires(_("The last minute of reception has already passed: choose a later one."))
def closing_lies_ahead(competition: "Competition") -> bool:
    """There is still time to apply (that the minute is named at all is asked elsewhere)."""
    return competition.closes_at is None or competition.closes_at > clock.arrival()


@names_faults(_("The tie ladder ends in a rung that always decides."))
def ladder_always_decides(competition: "Competition") -> list[str]:
    """The ladder's last rung is the lot or the word of the chair; its criteria exist."""
    rungs = competition.ladder
    faults = []
    if not rungs or rungs[-1]["kind"] not in ALWAYS_DECIDES:
        faults.append(
            now_in_words(
                "The last rung of the tie ladder must be the lot or the word of the chair."
            )
        )
    keys = {criterion.key for criterion in competition.criteria_in_order()}
    return faults + [
        now_in_words("A rung of the tie ladder names a criterion that is not there.")
        for rung in rungs
        if rung["kind"] == RungKind.CRITERION_MEAN and rung.get("criterion") not in keys
    ]


# Which page of the terms mends what announcing asks for.
PART_CONDITIONS = {
    "basics": [texts_are_filled],
    "money": [sources_add_up, maximum_fits_fund],
    "calendar": [calendar_is_in_order, calendar_is_long_enough, closing_lies_ahead],
    "scoring": [criteria_are_sound],
    "procedure": [ladder_always_decides],
}


def faults_of_part(competition: "Competition", part: str) -> list[str]:
    """What on this page of the terms still stands in the way of announcing."""
    return unmet(PART_CONDITIONS.get(part, []), competition)


@requires(_("The reception of applications has ended."))
def reception_is_running(competition: "Competition") -> bool:
    """The last minute of reception has not passed."""
    return competition.closes_at is not None and clock.arrival() <= competition.closes_at


@names_faults(_("This call has been extended as often as its terms allow."))
def extension_is_left(competition: "Competition") -> list[str]:
    """Fewer extensions than the terms allow have been made."""
    if competition.extensions < competition.extension_times:
        return []
    fault = now_in_words("This call has been extended as often as its terms allow.")
    return [cited(competition, "extension_times", fault)]


@requires(_("The last minute of reception, or of a late permit, has not passed yet."))
def reception_is_over(competition: "Competition") -> bool:
    """The closing minute and every late permit have passed."""
    if competition.closes_at is None or clock.arrival() <= competition.closes_at:
        return False
    return not competition.permits_running(clock.arrival()).exists()


@names_faults(_("The commission is seated by an order: a chair and enough members."))
def commission_is_seated(competition: "Competition") -> list[str]:
    """A chair and at least the set number of scoring members hold their seats by an order."""
    seats = competition.seated()
    faults = []
    if not any(seat.role == SeatRole.CHAIR for seat in seats):
        faults.append(now_in_words("The commission has no chair yet."))
    scoring = [seat for seat in seats if seat.scores]
    if len(scoring) < max(competition.minimum_members, competition.minimum_scores):
        fault = now_in_words(
            "The commission needs at least %(needed)s members who score; it has %(seated)s."
        ) % {
            "needed": max(competition.minimum_members, competition.minimum_scores),
            "seated": len(scoring),
        }
        faults.append(cited(competition, "minimum_members", fault))
    if competition.composition_binds:
        made_of = composition_of(competition, seats)
        faults += [
            cited(competition, check.name, check.fault)
            for check in made_of.unmet
            if check.name in BINDING
        ]
    return faults


# --- late permits and seats


def may_grant_permit(permit: "Permit", user: "User") -> bool:
    """The head of the aiyl okmotu."""
    return is_head_of(user, permit.competition.municipality_id)


@requires(_("A late permit can be given only while the call is announced."))
def call_is_announced(subject: "Permit") -> bool:
    """Applications are still being received or waited for."""
    return subject.competition.state == CompetitionState.ANNOUNCED


@requires(_("A late permit must end later than the reception and later than now."))
def permit_is_late(permit: "Permit") -> bool:
    """The permit reaches beyond the closing minute."""
    if not permit.until:
        return True  # not typed yet: the row itself asks for it
    return permit.until > max(filter(None, (permit.competition.closes_at, clock.arrival())))


def may_seat(seat: "Seat", user: "User") -> bool:
    """A clerk of the municipality, who enters the order; never a seat for himself."""
    return is_clerk_of(user, seat.competition.municipality_id) and seat.user_id != user.pk


def may_replace(seat: "Seat", user: "User") -> bool:
    """A clerk of the municipality, while the seat is held; never his own."""
    return may_seat(seat, user) and seat.state == SeatState.SEATED


@requires(_("Seats can be changed until the protocol is signed."))
def commission_is_at_work(seat: "Seat") -> bool:
    """The commission has not finished."""
    return seat.competition.state in (
        CompetitionState.DRAFT,
        CompetitionState.ANNOUNCED,
        CompetitionState.CHECKING,
        CompetitionState.SCORING,
        CompetitionState.DELIBERATION,
    )


@requires(_("There is already a chair: release that seat first."))
def chair_is_one(seat: "Seat") -> bool:
    """A commission has one chair."""
    taken = seat.competition.seats.filter(role=SeatRole.CHAIR, state=SeatState.SEATED)
    # Whom the same order replaces gives the seat up in the same moment.
    taken = taken.exclude(pk__in=[seat.pk, seat.replaces_id])
    return seat.role != SeatRole.CHAIR or not taken.exists()


@names_faults(_("The change leaves the commission with the minimums of the regulation."))
def composition_is_kept(seat: "Seat") -> list[str]:
    """Where the regulation says so, no change at work makes the commission fall short."""
    call = seat.competition
    if not call.composition_binds or call.scoring_opened_at is None or not seat.role:
        return []
    held = call.seats.filter(state=SeatState.SEATED)
    if seat.pk and held.filter(replaces=seat.pk).exists():
        # Asked when whoever follows was seated by the same order.
        return []
    before = {check.name for check in composition_of(call, held).unmet}
    return [
        cited(
            call,
            check.name,
            now_in_words("After this change: %(fault)s") % {"fault": check.fault},
        )
        for check in changed_by(seat).unmet
        if check.name in BINDING and check.name not in before
    ]


def cited(competition: "Competition", setting: str, sentence: str) -> str:
    """The sentence with the point of the regulation it rests on, when one was entered."""
    point = competition.regulation.point(setting)
    if not point:
        return sentence
    return now_in_words("%(sentence)s (Regulation, %(point)s.)") % {
        "sentence": sentence,
        "point": point,
    }


def point_named(point: str) -> str:
    """A point of the municipality's regulation as it is cited, in the reader's language."""
    return now_in_words("Regulation, %(point)s") % {"point": point} if point else ""


def _empty(subject: Any, name: str) -> str:
    return now_in_words("“%(field)s” is empty.") % {"field": _name(subject, name)}


def _name(subject: Any, name: str) -> str:
    return str(subject._meta.get_field(name).verbose_name)


def _day(value: Any) -> Any:
    return clock.local_day(value) if isinstance(value, datetime) else value
