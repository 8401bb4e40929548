"""The contributions ledger: promised, confirmed, used, withdrawn."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.arithmetic import line_amount
from audit import clock
from audit.acts import acting, begin, hold, perform
from awards.models import Award, Contribution, Use
from competitions.models import Rate


def promise(
    award: Award,
    *,
    actor: User,
    giver: str,
    giver_kind: str,
    kind: str,
    what: str = "",
    quantity: Decimal = Decimal(1),
    rate: Rate | None = None,
    value: Decimal | None = None,
) -> Contribution:
    """Add a contribution promised after the award; it helps to keep what was promised before."""
    each = rate.amount if rate is not None else value
    if each is None:
        raise ValidationError({"value": _("Give the value, or choose a rate of the call.")})
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        if rate is not None and rate.competition_id != held.competition_id:
            raise ValidationError({"rate": _("This rate belongs to another call.")})
        contribution = Contribution(
            award=held,
            giver=giver,
            giver_kind=giver_kind,
            kind=kind,
            what=what,
            quantity=quantity,
            unit_ky=rate.unit_ky if rate else "",
            unit_ru=rate.unit_ru if rate else "",
            rate_amount=each,
            by_rate=rate is not None,
            amount=line_amount(quantity, each),
            added_later=True,
        )
        return begin(contribution, actor=actor, giver=giver, kind=kind, amount=contribution.amount)


def confirm(
    contribution: Contribution,
    *,
    actor: User,
    on: date,
    document: str,
    amount: Decimal | None = None,
    quantity: Decimal | None = None,
    file: Any = None,
) -> Contribution:
    """Confirm by a letter or a receipt that a promised contribution is there."""
    with acting():
        hold(
            Award.objects.filter(pk=contribution.award_id),
            Contribution.objects.filter(pk=contribution.pk),
        )
        return perform(
            contribution,
            "confirm",
            actor=actor,
            amount=worth(contribution, amount, quantity),
            document=document,
            on=on,
            file=file,
        )


def use(
    contribution: Contribution,
    *,
    actor: User,
    on: date,
    document: str,
    amount: Decimal | None = None,
    quantity: Decimal | None = None,
    women: int | None = None,
    men: int | None = None,
    hours: Decimal | None = None,
    file: Any = None,
) -> Contribution:
    """Record a use of goods, labour or services by an act or a day sheet."""
    value = worth(contribution, amount, quantity)

    def keep_use(changed: Contribution) -> dict[str, Any]:
        kept = Use(
            contribution=changed,
            quantity=quantity,
            amount=value,
            document=document,
            on=on,
            women=women,
            men=men,
            hours=hours,
            file=file or "",
            recorded_at=clock.now(),
        )
        kept.full_clean()
        kept.save()
        return {"quantity": quantity, "women": women, "men": men, "hours": hours}

    with acting():
        hold(
            Award.objects.filter(pk=contribution.award_id),
            Contribution.objects.filter(pk=contribution.pk),
        )
        return perform(
            contribution, "use", actor=actor, also=keep_use, amount=value, on=on, document=document
        )


def finish(contribution: Contribution, *, actor: User, used: Decimal | None = None) -> Contribution:
    """Record that nothing more of a contribution will be used."""
    return perform(contribution, "finish", actor=actor, used=used)


def withdraw(contribution: Contribution, *, actor: User, note: str) -> Contribution:
    """Record that a giver took a contribution back; the promise stays to be seen."""
    with acting():
        hold(
            Award.objects.filter(pk=contribution.award_id),
            Contribution.objects.filter(pk=contribution.pk),
        )
        return perform(contribution, "withdraw", actor=actor, note=note)


def worth(contribution: Contribution, amount: Decimal | None, quantity: Decimal | None) -> Decimal:
    """What this much is worth: by the frozen rate where the call has one, else as stated, som."""
    if contribution.by_rate:
        if quantity is None:
            raise ValidationError(
                {"quantity": _("Say how much: its worth is reckoned by the rate of the call.")}
            )
        return line_amount(quantity, contribution.rate_amount)
    if amount is not None:
        return amount
    if quantity is None:
        raise ValidationError({"amount": _("Give the sum.")})
    return line_amount(quantity, contribution.rate_amount)
