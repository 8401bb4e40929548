"""Who offers free money to the reserve, who answers, and when."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.rules import is_clerk_of
from applications.choices import ApplicationState
from audit import clock
from audit.acts import names_faults, requires
from awards.choices import OfferState
from awards.rules.decision import (
    money_is_free,
    part_is_large_enough,
    reserve_is_offered_in_order,
    reserve_is_valid,
)
from awards.rules.who import may_promote

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application
    from awards.models import Offer
    from competitions.models import Competition


def may_offer(offer: "Offer", user: "User") -> bool:
    """The head of the aiyl okmotu, who has no part in the initiative."""
    return may_promote(offer.application, user)


def may_answer_offer(offer: "Offer", user: "User") -> bool:
    """Who acts for the applicant; a clerk enters an answer that came on paper."""
    application = offer.application
    if application.acts_for(user):
        return bool(user.is_active)
    clerk = is_clerk_of(user, application.competition.municipality_id)
    return clerk and not application.speaks_for(user)


@requires(_("This initiative is not in the reserve."))
def offer_is_to_the_reserve(offer: "Offer") -> bool:
    """The application waits in a reserve that is still valid."""
    reserved = offer.application.state == ApplicationState.RESERVED
    return reserved and bool(reserve_is_valid(offer.application))


@requires(_("Another initiative stands before this one in the reserve."))
def offer_keeps_the_order(offer: "Offer") -> bool:
    """Whoever stands before it has declined, or let the term pass."""
    return bool(reserve_is_offered_in_order(offer.application))


@names_faults(_("There is enough money free in the fund."))
def offer_has_money(offer: "Offer") -> list[Any]:
    """What is free pays the whole sum asked, or a part the applicant agreed to."""
    faults = money_is_free.faults(offer.application)  # type: ignore[attr-defined]
    return faults or part_is_large_enough.faults(offer.application)  # type: ignore[attr-defined]


@requires(_("Another offer of this call waits for its answer, or was answered."))
def no_offer_waits(offer: "Offer") -> bool:
    """Nothing else of this call is offered now, and this application has not answered before."""
    call = offer.application.competition_id
    offers = _offers().filter(competition=call).exclude(pk=offer.pk)
    answered = offers.filter(application=offer.application_id)
    return not (offers.filter(state=OfferState.OFFERED).exists() or answered.exists())


@names_faults(_("Every offer to the reserve is answered, and every accepted one is awarded."))
def every_offer_is_settled(competition: "Competition") -> list[Any]:
    """Nobody waits for an answer to an offer, nor for the award of what was accepted."""
    waiting = _offers().filter(
        competition=competition.pk,
        application__state=ApplicationState.RESERVED,
        state__in=[OfferState.OFFERED, OfferState.ACCEPTED],
    )
    return [
        now_in_words("%(offer)s: %(state)s.") % {"offer": one, "state": one.get_state_display()}
        for one in waiting.select_related("application").order_by("pk")
    ]


@requires(_("The term to answer has run out."))
def offer_term_is_running(offer: "Offer") -> bool:
    """The last day to answer has not passed."""
    return clock.local_day(clock.arrival()) <= offer.answer_until


@requires(_("The term to answer is still running."))
def offer_term_is_over(offer: "Offer") -> bool:
    """The last day to answer has passed."""
    return clock.local_day(clock.arrival()) > offer.answer_until


@requires(_("The applicant has not answered the offer yet, or did not take it."))
def offer_was_not_refused(application: "Application") -> bool:
    """Where money was offered, the applicant has accepted it."""
    if application.state != ApplicationState.RESERVED:
        return True
    latest = _offers().filter(application=application.pk).order_by("-pk").first()
    return latest is None or latest.state == OfferState.ACCEPTED


def accepted_offer(application: "Application") -> Any:
    """The offer the applicant took, which the award of the head makes good; none without one."""
    taken = _offers().filter(application=application.pk, state=OfferState.ACCEPTED)
    return taken.order_by("-pk").first()


def _offers() -> Any:
    return apps.get_model("awards", "Offer").objects
