"""What the reserve asks: an offer to be answered, awarded or ended; free money to be offered."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from awards.choices import OfferState
from awards.models import Award, Offer
from awards.rules import reserve_lasts_until
from competitions.choices import CompetitionState
from competitions.models import Competition
from papers.work.tasks import LONGEST, Task
from ui.som import in_figures


def offers_to(user: User) -> list[Offer]:
    """What was offered to this person and is not settled yet, in one query."""
    found = Offer.objects.of_person(user).unsettled().select_related("application", "competition")
    return list(found.order_by("answer_until", "pk")[:LONGEST])


def of_offers(offers: list[Offer]) -> Iterator[Task]:
    """What each offer asks of the applicant."""
    for one in offers:
        words, due, tone = _("You accepted: the head of the aiyl okmotu awards it."), None, "good"
        if one.state == OfferState.OFFERED:
            words, due, tone = _("The term to answer the offer is over."), None, "neutral"
            if one.is_open:
                words = _("Money is offered to your initiative: %(sum)s. Accept it or decline.")
                words, due = words % {"sum": in_figures(one.amount)}, one.answer_until
                tone = "waiting"
        yield Task(
            subject=str(one.application),
            address=one.get_absolute_url(),
            what=words,
            where=str(one.competition),
            due=due,
            mark=str(one.get_state_display()),
            tone=tone,
        )


def of_reserve(user: User, roles: set[str]) -> Iterator[Task]:
    """What the reserves ask of the office; the number of queries is the same for any count."""
    offers = Offer.objects.of_office(user).unsettled().select_related("application", "competition")
    waiting = list(offers.order_by("answer_until", "pk")[:LONGEST])
    for one in waiting:
        words = _asked(one, roles)
        if words:
            yield Task(
                subject=str(one.application),
                address=one.get_absolute_url(),
                what=words,
                where=str(one.competition),
                due=one.answer_until if one.state == OfferState.OFFERED else None,
            )
    if Role.HEAD in roles:
        yield from _free_money(user, {one.competition_id for one in waiting})


def _asked(one: Offer, roles: set[str]) -> str:
    if Role.HEAD in roles:
        if one.state == OfferState.ACCEPTED:
            return _("The offer was accepted: award it by a recorded decision.")
        if not one.is_open:
            return _("No answer to the offer came in its term: enter that, then ask the next.")
    if Role.CLERK in roles and one.is_open:
        return _("An offer waits for its answer: enter it if it comes on paper.")
    return ""


def _free_money(user: User, busy: set[int]) -> Iterator[Task]:
    """Calls whose money is free while somebody still waits in the reserve; or whose time is up."""
    refused = Offer.objects.filter(
        application=OuterRef("pk"), state__in=[OfferState.DECLINED, OfferState.LAPSED]
    )
    reserved = Application.objects.filter(
        competition=OuterRef("pk"), state=ApplicationState.RESERVED
    )
    calls = list(
        Competition.objects.of_office(user)
        .filter(Exists(reserved), state=CompetitionState.PUBLISHED)
        .exclude(pk__in=busy)
        .annotate(can_be_asked=Exists(reserved.exclude(Exists(refused))))
        .order_by("pk")[:LONGEST]
    )
    free = Award.objects.free_money_of(calls) if calls else {}
    for call in calls:
        until = reserve_lasts_until(call)
        words = ""
        if until is not None and clock.now() > until:
            words = _("The reserve is no longer valid: release the initiatives in it.")
        elif call.can_be_asked and free[call.pk] > 0:
            words = _("Money of the fund is free: %(sum)s. Offer it to the first of the reserve.")
            words %= {"sum": in_figures(free[call.pk])}
        if words:
            address = reverse("reserve_list", args=[call.pk])
            yield Task(subject=str(call), address=address, what=words, due=until)
