"""The contributions ledger: promised, confirmed, used, withdrawn."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.arithmetic import line_amount
from audit import clock
from audit.acts import acting, begin, hold, perform
from awards.models import Award, Confirmation, Contribution, DaySheet, Proof, Use
from competitions.models import Rate

NOT_OF_A_NUMBER = re.compile(r"[^0-9a-zа-яёңөү]+")


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
    named_on: date | None = None,
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
            named_on=_consent(named_on),
        )
        return begin(contribution, actor=actor, giver=giver, kind=kind, amount=contribution.amount)


def _consent(named_on: date | None) -> date | None:
    if named_on and named_on > clock.today():
        raise ValidationError({"named_on": _("This day has not come yet.")})
    return named_on


def confirm(
    contribution: Contribution,
    *,
    actor: User,
    on: date,
    document: str,
    amount: Decimal | None = None,
    quantity: Decimal | None = None,
    file: Any = None,
    files: Sequence[Any] = (),
) -> Contribution:
    """Confirm by a letter or a receipt that a promised contribution, or a part of it, is there."""
    value = worth(contribution, amount, quantity)
    came: dict[str, Any] = {"quantity": quantity, "document": document, "on": on}
    with acting():
        hold(
            Award.objects.filter(pk=contribution.award_id),
            Contribution.objects.filter(pk=contribution.pk),
        )
        return enter_confirmation(
            contribution, actor=actor, value=value, file=file, files=files, **came
        )


def enter_confirmation(
    contribution: Contribution,
    *,
    actor: User,
    value: Decimal,
    on: date,
    document: str,
    quantity: Decimal | None = None,
    file: Any = None,
    files: Sequence[Any] = (),
    sheet: Any = None,
) -> Contribution:
    """One more part of a promise is there, worth so many som; its row and its proofs are kept."""
    if contribution.is_cash and not receipt_number(document):
        raise ValidationError({"document": _("Give the number of the receipt.")})

    def keep_confirmation(changed: Contribution) -> dict[str, Any]:
        kept = Confirmation(
            contribution=changed,
            award=changed.award,
            quantity=quantity,
            amount=value,
            document=document,
            receipt=receipt_number(document) if changed.is_cash else "",
            on=on,
            recorded_at=clock.now(),
            sheet=sheet,
        )
        _named("document", kept)
        keep_proofs(changed, files, confirmation=kept)
        return {"quantity": quantity, "proofs": len(files)}

    return perform(
        contribution,
        "confirm",
        actor=actor,
        also=keep_confirmation,
        amount=value,
        document=document,
        on=on,
        file=file,
    )


def receipt_number(document: str) -> str:
    """The number of a receipt as numbers are compared: “№ 0012-А” and “12 а” are two numbers,
    “№12” and “No 12” are one."""
    plain = document.lower().replace("no", "").replace("ё", "е")
    return NOT_OF_A_NUMBER.sub("", plain)


def _named(name: str, row: Confirmation | Use) -> None:
    """Save a row below an act; what its constraints say stands beside the field typed into."""
    try:
        row.full_clean()
    except ValidationError as error:
        faults = error.message_dict.pop("__all__", None)
        if faults:
            raise ValidationError({name: faults}) from error
        raise
    row.save()


def keep_proofs(
    contribution: Contribution,
    files: Sequence[Any],
    *,
    confirmation: Confirmation | None = None,
    use: Use | None = None,
    caption: str = "",
) -> None:
    """Keep photos and scans with the contribution they prove."""
    for file in files:
        proof = Proof(
            contribution=contribution,
            confirmation=confirmation,
            use=use,
            file=file,
            caption=caption,
            added_at=clock.now(),
        )
        proof.full_clean()
        proof.save()


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
    files: Sequence[Any] = (),
) -> Contribution:
    """Record a use of goods, labour or services by an act or a day sheet."""
    value = worth(contribution, amount, quantity)
    at_work = {"quantity": quantity, "women": women, "men": men, "hours": hours}
    with acting():
        hold(
            Award.objects.filter(pk=contribution.award_id),
            Contribution.objects.filter(pk=contribution.pk),
        )
        return enter_use(
            contribution,
            actor=actor,
            value=value,
            document=document,
            on=on,
            at_work=at_work,
            file=file,
            files=files,
        )


def enter_use(
    contribution: Contribution,
    *,
    actor: User,
    value: Decimal,
    on: date,
    document: str,
    at_work: dict[str, Any],
    file: Any = None,
    files: Sequence[Any] = (),
    sheet: Any = None,
) -> Contribution:
    """A use worth so many som; its row and its proofs are kept."""

    def keep_use(changed: Contribution) -> dict[str, Any]:
        kept = Use(
            contribution=changed,
            amount=value,
            document=document,
            on=on,
            file=file or "",
            recorded_at=clock.now(),
            sheet=sheet,
            **at_work,
        )
        _named("document", kept)
        keep_proofs(changed, files, use=kept)
        return at_work

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
        return perform(contribution, "withdraw", actor=actor, note=note, also=_void_confirmations)


def _void_confirmations(contribution: Contribution) -> None:
    # The number of a receipt entered for the wrong giver can be entered again for the right one.
    contribution.confirmations.update(stands=False)


def withdraw_part(
    contribution: Contribution, *, actor: User, part: Decimal, note: str
) -> Contribution:
    """Record that a part of a contribution will not come, or was given back to its giver."""
    with acting():
        hold(
            Award.objects.filter(pk=contribution.award_id),
            Contribution.objects.filter(pk=contribution.pk),
        )
        return perform(contribution, "withdraw_part", actor=actor, note=note, part=part)


def take_out(
    contribution: Contribution, *, actor: User, used: Decimal, confirmed: Decimal, note: str = ""
) -> Contribution:
    """Take a use out of the books again, with what it had confirmed by itself."""
    return perform(contribution, "take_out", actor=actor, note=note, used=used, confirmed=confirmed)


def name_giver(
    contribution: Contribution, *, actor: User, named_on: date | None = None, note: str = ""
) -> Contribution:
    """Record that the giver agreed to be named in public, or no longer does."""
    return perform(contribution, "name_giver", actor=actor, note=note, named_on=named_on)


def attach(
    subject: Contribution | DaySheet, *, actor: User, files: Sequence[Any], caption: str = ""
) -> Contribution | DaySheet:
    """Attach photos or scans to a contribution or a day sheet, also long after it came."""

    def keep(changed: Any) -> dict[str, Any]:
        if isinstance(changed, DaySheet):
            keep_proofs(changed.contribution, files, use=changed.use, caption=caption)
        else:
            keep_proofs(changed, files, caption=caption)
        return {"files": len(files), "caption": caption}

    return perform(subject, "attach", actor=actor, also=keep)


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
