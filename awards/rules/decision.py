"""When the reserve is offered and a call completed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from applications.choices import ApplicationState
from audit import clock
from audit.acts import names_faults, requires
from awards.choices import FINISHED, ObligationState, OfferState
from competitions.choices import RESULTS_KNOWN, CompetitionState
from scoring.choices import AppealState, Outcome, ProtocolState
from ui.som import in_figures

if TYPE_CHECKING:
    from applications.models import Application
    from competitions.models import Competition


# Where an application may stand once an amending protocol was carried out: there, or further on.
STANDS: dict[str, list[ApplicationState]] = {
    Outcome.AWARD: [ApplicationState.AWARDED, ApplicationState.FORGONE],
    Outcome.RESERVE: [
        ApplicationState.RESERVED,
        ApplicationState.AWARDED,
        ApplicationState.FORGONE,
        ApplicationState.PASSED_OVER,
    ],
    Outcome.PASS_OVER: [ApplicationState.PASSED_OVER],
    Outcome.ADMIT: [state for state in ApplicationState if state != ApplicationState.DECLINED],
}


def _is_reserved(application: "Application") -> bool:
    return application.state == ApplicationState.RESERVED


def reserve_lasts_until(competition: "Competition") -> datetime | None:
    """The last moment of the reserve; none before the decision is recorded."""
    if competition.decided_at is None:
        return None
    return clock.end_of_day(competition.decided_at + timedelta(days=competition.reserve_days))


@requires(_("The commission's decision must be recorded first."))
def decision_is_recorded(application: "Application") -> bool:
    """The chair has recorded the signed decision of the commission."""
    decided = (CompetitionState.DECIDED, CompetitionState.PUBLISHED, CompetitionState.COMPLETED)
    return application.competition.state in decided


def has_accepted(application: "Application") -> bool:
    """Whether the applicant took an offer in its term: that binds until the award is made."""
    return _answered(application, OfferState.ACCEPTED)


def has_refused(application: "Application") -> bool:
    """Whether the applicant declined an offer, or let its term pass."""
    return _answered(application, OfferState.DECLINED, OfferState.LAPSED)


def _answered(application: "Application", *states: str) -> bool:
    offers = apps.get_model("awards", "Offer").objects.filter(application=application.pk)
    return bool(offers.filter(state__in=states).exists())


@requires(_("The reserve is no longer valid."))
def reserve_is_valid(application: "Application") -> bool:
    """The days for which the reserve stands have not passed, and the call is not completed.

    Who took an offer while it was valid is not put off because the award took longer.
    """
    if not _is_reserved(application):
        return True
    if has_accepted(application):
        return bool(application.competition.state == CompetitionState.PUBLISHED)
    until = reserve_lasts_until(application.competition)
    running = application.competition.state == CompetitionState.PUBLISHED
    return running and until is not None and clock.arrival() <= until


@requires(_("The reserve is still valid."))
def reserve_is_over(application: "Application") -> bool:
    """The days of the reserve have passed, its offer was not taken, or the call is completed."""
    if not _is_reserved(application) or application.competition.state not in RESULTS_KNOWN:
        return True
    if application.competition.state == CompetitionState.COMPLETED or has_refused(application):
        return True
    until = reserve_lasts_until(application.competition)
    return (until is None or clock.arrival() > until) and not has_accepted(application)


@requires(_("Another initiative stands before this one in the reserve."))
def reserve_is_offered_in_order(application: "Application") -> bool:
    """It is the first in the reserve."""
    if not _is_reserved(application):
        return True
    reserved = apps.get_model("applications", "Application").objects.filter(
        competition=application.competition_id,
        state=ApplicationState.RESERVED,
        reserve_place__lt=application.reserve_place,
    )
    # Whoever declined an offer, or let its term pass, no longer stands in the way.
    refused = apps.get_model("awards", "Offer").objects.filter(
        application=OuterRef("pk"), state__in=[OfferState.DECLINED, OfferState.LAPSED]
    )
    return not reserved.exclude(Exists(refused)).exists()


@names_faults(_("There is money free in the fund."))
def money_is_free(application: "Application") -> list[Any]:
    """Awards given up, cut, or given back have left money in the fund."""
    if not _is_reserved(application):
        return []
    award = apps.get_model("awards", "Award")
    free = award.objects.free_money(application.competition)
    if free > 0:
        return []
    return [now_in_words("All the money of the fund is bound.")]


@requires(
    _(
        "The money that is free is less than the smallest part the call allows, "
        "or the applicant takes no part."
    )
)
def part_is_large_enough(application: "Application") -> bool:
    """What is free pays the whole sum asked, or a large enough part the applicant agreed to."""
    if not _is_reserved(application):
        return True
    award = apps.get_model("awards", "Award")
    free = award.objects.free_money(application.competition)
    if free >= application.asked:
        return True
    enough = free * 100 >= application.asked * application.competition.part_minimum_share
    return application.consents_to_part and enough


@names_faults(_("Every award is closed, terminated or forgone."))
def every_award_is_finished(competition: "Competition") -> list[Any]:
    """No award of the call is still being carried out."""
    awards = (
        apps.get_model("awards", "Award")
        .objects.filter(competition=competition)
        .exclude(state__in=FINISHED)
    )
    return [
        now_in_words("%(award)s: %(state)s.") % {"award": award, "state": award.get_state_display()}
        for award in awards.select_related("application").order_by("pk")
    ]


@names_faults(_("Everything owed is given back or written off."))
def every_debt_is_met(competition: "Competition") -> list[Any]:
    """No obligation of any award of the call is open."""
    owed = apps.get_model("awards", "Obligation").objects.filter(
        award__competition=competition, state=ObligationState.OWED
    )
    return [
        now_in_words("%(to_whom)s: %(left)s som is still owed.")
        % {"to_whom": one.to_whom, "left": in_figures(one.left)}
        for one in owed.order_by("pk")
    ]


@names_faults(_("Every appeal is decided."))
def every_appeal_is_decided(competition: "Competition") -> list[Any]:
    """No appeal waits for its decision."""
    filed = apps.get_model("scoring", "Appeal").objects.filter(
        competition=competition, state=AppealState.FILED
    )
    return [
        now_in_words("The appeal of %(person)s is not decided yet.") % {"person": one.filed_by_name}
        for one in filed.order_by("pk")
    ]


@names_faults(_("Whoever was admitted after an appeal has a decision."))
def the_admitted_are_decided(competition: "Competition") -> list[Any]:
    """Nobody admitted by an amending protocol still waits to hear whether it is financed."""
    waiting = apps.get_model("applications", "Application").objects.filter(
        competition=competition, state=ApplicationState.ADMITTED
    )
    return [
        now_in_words(
            "Application № %(number)s was admitted after an appeal and waits for its decision: the "
            "commission votes on it and says so in a further amending protocol."
        )
        % {"number": number}
        for number in waiting.order_by("number").values_list("number", flat=True)
    ]


@names_faults(_("Every amending protocol is carried out."))
def amendments_are_carried_out(competition: "Competition") -> list[Any]:
    """Each application stands as the last signed amending protocol that names it says."""
    said = (
        apps.get_model("scoring", "Proposal")
        .objects.filter(protocol__competition=competition, protocol__state=ProtocolState.SIGNED)
        .exclude(protocol__amends=None)
        .select_related("application", "protocol")
    )
    latest = {one.application_id: one for one in said.order_by("protocol__number")}
    return [
        now_in_words("%(protocol)s is not carried out: %(application)s.")
        % {"protocol": one.protocol, "application": one.application}
        for one in latest.values()
        if one.application.state not in STANDS[one.outcome]
    ]
