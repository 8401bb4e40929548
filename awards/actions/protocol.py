"""Carrying out what a signed protocol says, application by application."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.choices import ApplicationState
from applications.models import Application
from audit.acts import Refused, acting, hold, perform
from awards import notices
from awards.actions.decision import grant, revoke
from awards.choices import UNPAID, AwardState
from awards.models import Agreement, Award, Payment
from competitions.models import Competition
from scoring.choices import Outcome
from scoring.models import Proposal, Protocol
from ui.som import in_figures

LIVE = [AwardState.GRANTED, AwardState.AGREED]
# How an application comes to what the protocol says: from the check, or by an amending protocol.
FIRST = {Outcome.AWARD: "award", Outcome.RESERVE: "reserve", Outcome.PASS_OVER: "pass_over"}
AMENDING = {
    Outcome.AWARD: "amend_to_awarded",
    Outcome.RESERVE: "amend_to_reserved",
    Outcome.PASS_OVER: "amend_to_passed_over",
    Outcome.ADMIT: "amend_to_admitted",
}


def decide(competition: Competition, *, actor: User) -> Competition:
    """Record the decision of the signed protocol: grants, reserve, initiatives not financed."""
    with acting():
        _calls, applications = hold(
            Competition.objects.filter(pk=competition.pk),
            Application.objects.filter(competition=competition.pk, state=ApplicationState.ADMITTED),
        )
        decided = perform(competition, "decide", actor=actor)
        protocol = Protocol.objects.filter(competition=competition.pk, amends=None).signed().get()
        held = {application.pk: application for application in applications}
        for proposal in protocol.proposals_in_order():
            # Whoever withdrew after the signing has nothing to be decided.
            if proposal.application_id in held:
                _carry_out(proposal, held[proposal.application_id], FIRST, actor=actor)
        _refuse_overdrawn(decided)
    return decided


def apply_amendment(protocol: Protocol, *, actor: User) -> Protocol:
    """Carry out a signed amending protocol: awards made, changed or taken back after an appeal."""
    with acting():
        competition, named = protocol.competition, protocol.proposals.values("application")
        _calls, applications, awards, _agreements, _payments = hold(
            Competition.objects.filter(pk=protocol.competition_id),
            Application.objects.filter(pk__in=named),
            Award.objects.filter(application__in=named, state__in=LIVE),
            Agreement.objects.filter(award__application__in=named),
            Payment.objects.filter(award__application__in=named, state__in=UNPAID),
        )
        if not protocol.is_signed or protocol.amends_id is None:
            raise Refused([_("Only a signed amending protocol can be carried out.")])
        live = {award.application_id: award for award in awards}
        held = {application.pk: application for application in applications}
        waiting = [
            proposal
            for proposal in protocol.proposals_in_order()
            if not in_effect(
                proposal, held[proposal.application_id], live.get(proposal.application_id)
            )
        ]
        if not waiting:
            raise Refused([_("This protocol has been carried out already.")])
        for proposal in waiting:
            application = held[proposal.application_id]
            if application.pk in live:
                revoke(
                    live[application.pk], actor=actor, reason=reason_of(proposal) or str(protocol)
                )
            verbs = FIRST if application.state == ApplicationState.ADMITTED else AMENDING
            _carry_out(proposal, application, verbs, actor=actor)
        _refuse_overdrawn(competition)
    return protocol


def in_effect(proposal: Proposal, application: Application, award: Award | None) -> bool:
    """Whether an application already stands as the protocol says."""
    match proposal.outcome:
        case Outcome.AWARD:
            awarded = application.state == ApplicationState.AWARDED
            return awarded and award is not None and award.amount == proposal.granted
        case Outcome.RESERVE:
            reserved = application.state == ApplicationState.RESERVED
            return reserved and application.reserve_place == proposal.place
        case Outcome.ADMIT:
            return application.state != ApplicationState.DECLINED
    return application.state == ApplicationState.PASSED_OVER


def reason_of(proposal: Proposal) -> str:
    """The reason of a proposal in both languages."""
    return "\n".join(reason for reason in (proposal.reason_ky, proposal.reason_ru) if reason)


def _carry_out(
    proposal: Proposal, application: Application, verbs: dict[Any, str], *, actor: User
) -> None:
    outcome = Outcome(proposal.outcome)
    facts: dict[Outcome, dict[str, Any]] = {
        Outcome.AWARD: {"granted": proposal.granted},
        Outcome.RESERVE: {"place": proposal.place},
        Outcome.PASS_OVER: {"ground": reason_of(proposal)},
        Outcome.ADMIT: {},
    }
    if outcome not in verbs:
        raise Refused([_("This application is already admitted.")])
    number = str(proposal.protocol.number)
    done = perform(application, verbs[outcome], actor=actor, tell=notices.decided, **facts[outcome])
    if outcome == Outcome.AWARD and proposal.granted is not None:
        grant(done, actor=actor, granted=proposal.granted, protocol_number=number)


def _refuse_overdrawn(competition: Competition) -> None:
    over = -Award.objects.free_money(competition)
    if over > 0:
        raise Refused(
            [_("The grants are %(over)s som more than the fund.") % {"over": in_figures(over)}]
        )
