"""The shortfall, the unspent money, what is owed, and the end of an award."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import clock
from audit.acts import Refused, acting, hold, perform
from audit.canonical import plain
from awards import notices, rules
from awards.actions.contributions import finish
from awards.actions.ending import end_all, standing_agreements, unpaid_payments
from awards.actions.obligations import owe
from awards.choices import (
    OBLIGATION_DAYS,
    ContributionState,
    ObligationReason,
    Purse,
    TerminationGround,
)
from awards.models import Award, Contribution
from awards.models.account import shares_of
from awards.models.shortfall import figures_of
from competitions.actions import BY_THE_CALENDAR
from competitions.choices import Shortfall


def resolve_shortfall(
    award: Award, *, actor: User, reason: str = "", due_on: date | None = None
) -> Award:
    """Decide what follows from an own contribution that fell short, by the rule of the call."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        figures = figures_of(held)
        rule = Shortfall(held.competition.shortfall)
        if rule == Shortfall.ACCEPT and not reason.strip():
            raise ValidationError({"reason": _("Give the reason for accepting the shortfall.")})
        resolved = perform(
            held,
            "resolve_shortfall",
            actor=actor,
            note=reason,
            tell=notices.shortfall_resolved,
            rule=str(rule),
            words=_arithmetic(figures),
            grant=figures["left"],
            figures=plain(figures),
        )
        if Decimal(figures["to_return"]) > 0:
            owe(
                resolved,
                actor=actor,
                source=Purse.GRANT,
                to_whom=_fund(resolved),
                amount=Decimal(figures["to_return"]),
                due_on=due_on or _usual_term(),
                reason=ObligationReason.SHORTFALL,
            )
        return resolved


def _arithmetic(figures: Mapping[str, Any]) -> str:
    """The same steps in numbers alone, for the journal and for letters in any language."""
    lines = ["{promised} − {used} = {missing}"]
    if figures["rule"] == Shortfall.CUT:
        lines.append("{grant} × {used} ÷ {promised} = {left}")
        if figures["to_return"]:
            lines.append("{spent} − {left} = {to_return}")
    if figures["rule"] == Shortfall.RETURN:
        lines.append("min({missing}; {spent}) = {to_return}")
    return "\n".join(lines).format(**figures)


def settle_up(award: Award, *, actor: User, due_on: date) -> Award:
    """Make up the accounts: what is unspent becomes obligations, by source, giver by giver."""
    with acting():
        _awards, contributions = hold(Award.objects.filter(pk=award.pk), _confirmed(award))
        settled = perform(
            award, "settle_up", actor=actor, due_on=due_on, tell=notices.accounts_made_up
        )
        _return_unspent(
            settled, contributions, actor=actor, due_on=due_on, reason=ObligationReason.UNSPENT
        )
    return settled


def terminate(
    award: Award,
    *,
    actor: User,
    reason: str,
    due_on: date,
    demanded: Decimal = Decimal(0),
    ground: str = TerminationGround.OTHER,
) -> Award:
    """Terminate the agreement: unspent money goes back, and of the spent what is demanded."""
    with acting():
        _awards, agreements, payments, contributions = hold(
            Award.objects.filter(pk=award.pk),
            standing_agreements(award),
            unpaid_payments(award),
            _confirmed(award),
        )
        ended = perform(
            award,
            "terminate",
            actor=actor,
            note=reason,
            tell=notices.terminated,
            ground=ground,
            reason=reason,
            due_on=due_on,
            demanded=demanded,
        )
        end_all(agreements, payments, actor=actor)
        _return_unspent(
            ended,
            contributions,
            actor=actor,
            due_on=due_on,
            reason=ObligationReason.TERMINATION,
        )
        if demanded > 0:
            owe(
                ended,
                actor=actor,
                source=Purse.GRANT,
                to_whom=_fund(ended),
                amount=demanded,
                due_on=due_on,
                reason=ObligationReason.DEMANDED,
            )
    return ended


def close(award: Award, *, actor: User) -> Award:
    """Close an award whose money is accounted for and whose debts are met."""
    with acting():
        _awards, agreements = hold(Award.objects.filter(pk=award.pk), standing_agreements(award))
        closed = perform(award, "close", actor=actor, tell=notices.closed)
        for agreement in agreements:
            perform(agreement, "close", actor=actor)
    return closed


def wind_up(award: Award, *, actor: User) -> Award:
    """Draw up the closing act of a terminated award whose debts are met."""
    return perform(award, "wind_up", actor=actor)


def remind(award: Award, *, actor: User) -> Award:
    """Remind of what has to be given back: one letter an award, whatever the number of givers."""
    return perform(award, "remind", actor=actor, tell=notices.reminded_of_debts)


def remind_of_debts(actor: User) -> int:
    """Remind of every debt whose term comes near or has passed; once each stretch of days."""
    reminded = 0
    for award in Award.objects.owing().with_call().prefetch_related("obligations").order_by("pk"):
        if not rules.debt_reminder_is_due(award):
            continue
        try:
            remind(award, actor=actor)
        except Refused:
            # It was given back meanwhile: then there is nothing to remind of.
            continue
        reminded += 1
    return reminded


BY_THE_CALENDAR.append(remind_of_debts)


def _confirmed(award: Award) -> Any:
    return Contribution.objects.filter(award=award.pk, state=ContributionState.CONFIRMED)


def _return_unspent(
    award: Award,
    contributions: list[Contribution],
    *,
    actor: User,
    due_on: date,
    reason: ObligationReason,
) -> None:
    used, shares = award.books.used, shares_of(award)
    for contribution in contributions:
        finish(
            contribution, actor=actor, used=used[contribution.pk] if contribution.is_cash else None
        )
    for share in shares:
        owe(
            award,
            actor=actor,
            source=share.source,
            to_whom=share.to_whom,
            amount=share.amount,
            due_on=due_on,
            reason=reason,
            contribution=share.contribution,
        )


def _fund(award: Award) -> str:
    return award.competition.municipality.name_ky or award.competition.municipality.name_ru


def _usual_term() -> date:
    return clock.today() + timedelta(days=OBLIGATION_DAYS)
