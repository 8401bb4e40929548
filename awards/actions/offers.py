"""Offers to the reserve: made by the head, answered by the applicant within a term."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_in_words

from accounts.models import User
from applications.models import Application
from audit import clock
from audit.acts import acting, also_requires, begin, hold, perform
from awards import notices, rules
from awards.models import Award, Offer
from competitions.models import Competition

also_requires(Application, "award", rules.offer_was_not_refused)
also_requires(Competition, "complete", rules.every_offer_is_settled)


def offer(
    application: Application,
    *,
    actor: User,
    freed_by: str,
    answer_until: date,
    amount: Decimal | None = None,
) -> Offer:
    """Offer free money to the first of the reserve, with a day by which to answer."""
    with acting():
        (competition,), (held,) = hold(
            Competition.objects.filter(pk=application.competition_id),
            Application.objects.filter(pk=application.pk),
        )
        held.competition = competition
        free = Award.objects.free_money(competition)
        most = min(held.asked, free, competition.maximum_grant)
        made = Offer(
            competition=competition,
            application=held,
            amount=most if amount is None else amount,
            freed_by=freed_by,
            offered_at=clock.now(),
            answer_until=answer_until,
        )
        begun = begin(
            made,
            actor=actor,
            tell=notices.offered,
            application=held,
            amount=made.amount,
            freed_by=freed_by,
            answer_until=answer_until,
        )
        if begun.amount > most:
            sentence = now_in_words("At most %(free)s som is free.")
            raise ValidationError({"amount": sentence % {"free": most}})
        return begun


def accept_offer(offered: Offer, *, actor: User) -> Offer:
    """Accept what is offered; the head then awards it by a recorded decision."""
    return perform(offered, "accept_offer", actor=actor, tell=notices.offer_answered)


def decline_offer(offered: Offer, *, actor: User) -> Offer:
    """Decline what is offered; the next of the reserve is asked."""
    return perform(offered, "decline_offer", actor=actor, tell=notices.offer_answered)


def lapse_offer(offered: Offer, *, actor: User) -> Offer:
    """Enter that no answer came in the term; the next of the reserve is asked."""
    return perform(offered, "lapse_offer", actor=actor)
