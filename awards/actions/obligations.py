"""What has to be given back: owed, given back in parts, given another purpose, written off."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from audit import clock
from audit.acts import acting, begin, hold, perform
from awards import notices
from awards.choices import RESIDENTS, ObligationState
from awards.models import Award, Contribution, Gathering, Obligation, Settlement


def owe(
    award: Award,
    *,
    actor: User,
    source: str,
    to_whom: str,
    amount: Decimal,
    due_on: date,
    reason: str,
    contribution: Contribution | None = None,
) -> Obligation:
    """Record money that has to go back: from which purse, to whom, until when."""
    obligation = Obligation(
        award=award,
        source=source,
        to_whom=to_whom,
        amount=amount,
        due_on=due_on,
        reason=reason,
        contribution=contribution,
    )
    return begin(
        obligation,
        actor=actor,
        tell=notices.owed,
        source=source,
        to_whom=to_whom,
        amount=amount,
        due_on=due_on,
        reason=reason,
    )


def settle_part(
    obligation: Obligation,
    *,
    actor: User,
    amount: Decimal,
    on: date,
    document: str,
    file: Any = None,
) -> Obligation:
    """Enter a part of a debt as given back, with its proof."""

    def keep_settlement(changed: Obligation) -> None:
        _keep_settlement(changed, amount=amount, on=on, document=document, file=file)

    return perform(
        obligation,
        "settle_part",
        actor=actor,
        also=keep_settlement,
        amount=amount,
        on=on,
        document=document,
    )


def settle(
    obligation: Obligation, *, actor: User, on: date, document: str, file: Any = None
) -> Obligation:
    """Enter that all that is owed was given back, with its proof."""

    def keep_settlement(changed: Obligation) -> dict[str, Any]:
        before = sum((one.amount for one in changed.settlements.all()), Decimal(0))
        _keep_settlement(
            changed, amount=changed.amount - before, on=on, document=document, file=file
        )
        return {"amount": changed.amount - before}

    return perform(
        obligation, "settle", actor=actor, also=keep_settlement, on=on, document=document
    )


def _keep_settlement(obligation: Obligation, **details: Any) -> None:
    details["file"] = details["file"] or ""
    settlement = Settlement(obligation=obligation, recorded_at=clock.now(), **details)
    settlement.full_clean()
    settlement.save()


def record_gathering(
    award: Award,
    *,
    actor: User,
    held_on: date,
    place: str,
    present: int,
    votes_for: int,
    purpose: str,
    file: Any = None,
) -> Gathering:
    """Record a gathering that gave the residents' unspent money another purpose."""
    with acting():
        (held,), obligations = hold(
            Award.objects.filter(pk=award.pk),
            Obligation.objects.filter(
                award=award.pk, state=ObligationState.OWED, source__in=RESIDENTS
            ),
        )
        gathering = begin(
            Gathering(
                award=held,
                held_on=held_on,
                place=place,
                present=present,
                votes_for=votes_for,
                purpose=purpose,
                file=file or "",
            ),
            actor=actor,
            held_on=held_on,
            present=present,
            votes_for=votes_for,
            purpose=purpose,
        )
        for obligation in obligations:
            redirect(obligation, actor=actor, gathering=gathering)
    return gathering


def redirect(obligation: Obligation, *, actor: User, gathering: Gathering) -> Obligation:
    """Give residents' unspent money the purpose their gathering decided."""
    return perform(obligation, "redirect", actor=actor, gathering=gathering)


def write_off(
    obligation: Obligation, *, actor: User, decision_number: str, decision_on: date, ground: str
) -> Obligation:
    """Write a debt off by a recorded decision of the head of the aiyl okmotu."""
    return perform(
        obligation,
        "write_off",
        actor=actor,
        note=ground,
        decision_number=decision_number,
        decision_on=decision_on,
        ground=ground,
    )
