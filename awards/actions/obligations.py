"""What has to be given back: owed, given back in parts, given another purpose, written off."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import clock
from audit.acts import acting, begin, hold, perform
from awards import notices
from awards.choices import RESIDENTS, ObligationState
from awards.models import Award, Contribution, Gathering, Obligation, Settlement, WriteOff


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
    with acting():
        ((held,),) = hold(Obligation.objects.filter(pk=obligation.pk))
        left = held.left

        def keep_settlement(changed: Obligation) -> dict[str, Any]:
            _keep_settlement(changed, amount=left, on=on, document=document, file=file)
            return {"amount": left}

        return perform(held, "settle", actor=actor, also=keep_settlement, on=on, document=document)


def give_back(
    award: Award,
    *,
    actor: User,
    debts: Sequence[Obligation],
    on: date,
    document: str,
    file: Any = None,
) -> Award:
    """Enter that several givers got all of their money back at once, by one list they signed."""
    with acting():
        (held,), obligations = hold(
            Award.objects.filter(pk=award.pk),
            Obligation.objects.filter(award=award.pk, pk__in=[debt.pk for debt in debts]),
        )
        if not obligations:
            raise ValidationError({"debts": _("Mark at least one.")})
        kept = file or ""
        for obligation in obligations:
            done = settle(obligation, actor=actor, on=on, document=document, file=kept)
            # One sheet is kept once, whoever of the list it is the proof for.
            kept = done.settlements.latest("pk").file.name or ""
    return held


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
    women: int,
    men: int,
    votes_for: int,
    purpose: str,
    votes_against: int = 0,
    votes_abstained: int = 0,
    file: Any = None,
) -> Gathering:
    """Record a gathering that gave the residents' unspent money another purpose."""
    votes: dict[str, Any] = {
        "votes_for": votes_for,
        "votes_against": votes_against,
        "votes_abstained": votes_abstained,
    }
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
                women=women,
                men=men,
                present=women + men,
                purpose=purpose,
                file=file or "",
                **votes,
            ),
            actor=actor,
            held_on=held_on,
            women=women,
            men=men,
            purpose=purpose,
            amount=sum((one.left for one in obligations), Decimal(0)),
            **votes,
        )
        for obligation in obligations:
            redirect(obligation, actor=actor, gathering=gathering)
    return gathering


def redirect(obligation: Obligation, *, actor: User, gathering: Gathering) -> Obligation:
    """Give residents' unspent money the purpose their gathering decided."""
    return perform(obligation, "redirect", actor=actor, gathering=gathering)


def write_off(
    obligation: Obligation,
    *,
    actor: User,
    decision_number: str,
    decision_on: date,
    ground: str,
    ground_kind: str,
    decided_by: str = "",
    file: Any = None,
) -> Obligation:
    """Write a debt off by a recorded decision: its number and date, who decided, on what ground."""
    decision = _decision(
        decision_number,
        decision_on,
        ground=ground,
        ground_kind=ground_kind,
        decided_by=decided_by,
        file=file,
    )
    with acting():
        ((held,),) = hold(Obligation.objects.filter(pk=obligation.pk))
        left = held.left

        def keep(changed: Obligation) -> dict[str, Any]:
            return _keep_write_off(changed, decision, left)

        return perform(
            held,
            "write_off",
            actor=actor,
            note=ground,
            also=keep,
            decision_number=decision_number,
            decision_on=decision_on,
            ground=ground,
            ground_kind=ground_kind,
        )


def write_off_part(
    obligation: Obligation,
    *,
    actor: User,
    amount: Decimal,
    decision_number: str,
    decision_on: date,
    ground: str,
    ground_kind: str,
    decided_by: str = "",
    file: Any = None,
) -> Obligation:
    """Write a part of a debt off, as for a document found after the accounts were made up."""
    decision = _decision(
        decision_number,
        decision_on,
        ground=ground,
        ground_kind=ground_kind,
        decided_by=decided_by,
        file=file,
    )

    def keep(changed: Obligation) -> dict[str, Any]:
        return _keep_write_off(changed, decision, amount)

    return perform(
        obligation,
        "write_off_part",
        actor=actor,
        note=ground,
        also=keep,
        amount=amount,
        decision_on=decision_on,
        ground_kind=ground_kind,
    )


def _decision(decision_number: str, decision_on: date, /, **words: Any) -> dict[str, Any]:
    on = {"decision_number": decision_number, "decision_on": decision_on}
    return on | words | {"file": words["file"] or ""}


def _keep_write_off(
    obligation: Obligation, decision: dict[str, Any], amount: Decimal
) -> dict[str, Any]:
    kept = WriteOff(obligation=obligation, amount=amount, recorded_at=clock.now(), **decision)
    kept.full_clean()
    kept.save()
    return {
        "amount": amount,
        "decision_number": kept.decision_number,
        "decided_by": kept.decided_by,
    }
