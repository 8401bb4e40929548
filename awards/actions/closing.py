"""The shortfall, the unspent money, what is owed, and the end of an award."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import clock
from audit.acts import acting, hold, perform
from awards import ledger, notices
from awards.actions.contributions import finish
from awards.actions.ending import end_all, standing_agreements, unpaid_payments
from awards.actions.obligations import owe
from awards.choices import (
    OBLIGATION_DAYS,
    ContributionState,
    ObligationReason,
    Purse,
)
from awards.models import Award, Contribution
from competitions.choices import Shortfall

RULES = {
    Shortfall.CUT: ledger.cut_in_proportion,
    Shortfall.RETURN: ledger.return_difference,
    Shortfall.ACCEPT: ledger.accept,
}


def resolve_shortfall(
    award: Award, *, actor: User, reason: str = "", due_on: date | None = None
) -> Award:
    """Decide what follows from an own contribution that fell short, by the rule of the call."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        rule = Shortfall(held.competition.shortfall)
        if rule == Shortfall.ACCEPT and not reason.strip():
            raise ValidationError({"reason": _("Give the reason for accepting the shortfall.")})
        books = held.books
        # What is unspent goes back anyway; the rule is about what was spent.
        found = RULES[rule](held.amount, held.own_promised, books.own_used, books.spent_from_grant)
        words = _arithmetic(rule, held, found)
        facts = {"missing": found.missing, "to_return": found.to_return, "used": books.own_used}
        resolved = perform(
            held,
            "resolve_shortfall",
            actor=actor,
            note=reason,
            tell=notices.shortfall_resolved,
            rule=str(rule),
            words=words,
            grant=found.grant,
            also=lambda _award: facts,
        )
        if found.to_return > 0:
            owe(
                resolved,
                actor=actor,
                source=Purse.GRANT,
                to_whom=_fund(resolved),
                amount=found.to_return,
                due_on=due_on or _usual_term(),
                reason=ObligationReason.SHORTFALL,
            )
        return resolved


def _arithmetic(rule: Shortfall, award: Award, found: ledger.Settlement) -> str:
    used, promised, spent = award.books.own_used, award.own_promised, award.books.spent_from_grant
    lines = [f"{promised} − {used} = {found.missing}"]
    if rule == Shortfall.CUT:
        lines.append(f"{award.amount} × {used} ÷ {promised} = {found.grant}")
        if found.to_return:
            lines.append(f"{spent} − {found.grant} = {found.to_return}")
    if rule == Shortfall.RETURN:
        lines.append(f"min({found.missing}; {spent}) = {found.to_return}")
    return "\n".join(lines)


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
    award: Award, *, actor: User, reason: str, due_on: date, demanded: Decimal = Decimal(0)
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
            reason=reason,
            due_on=due_on,
            demanded=demanded,
        )
        end_all(agreements, payments, actor=actor)
        why = ObligationReason.TERMINATION
        _return_unspent(ended, contributions, actor=actor, due_on=due_on, reason=why)
        if demanded > 0:
            owe(
                ended,
                actor=actor,
                source=Purse.GRANT,
                to_whom=_fund(ended),
                amount=demanded,
                due_on=due_on,
                reason=why,
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
    used = award.books.used
    unspent = award.books.unspent(Purse.GRANT)
    if unspent > 0:
        owe(
            award,
            actor=actor,
            source=Purse.GRANT,
            to_whom=_fund(award),
            amount=unspent,
            due_on=due_on,
            reason=reason,
        )
    for contribution in contributions:
        finish(
            contribution, actor=actor, used=used[contribution.pk] if contribution.is_cash else None
        )
        left = contribution.confirmed_amount - used[contribution.pk]
        if contribution.is_cash and left > 0:
            owe(
                award,
                actor=actor,
                source=contribution.giver_kind,
                to_whom=contribution.giver,
                amount=left,
                due_on=due_on,
                reason=reason,
                contribution=contribution,
            )


def _fund(award: Award) -> str:
    return award.competition.municipality.name_ky or award.competition.municipality.name_ru


def _usual_term() -> date:
    return clock.today() + timedelta(days=OBLIGATION_DAYS)
