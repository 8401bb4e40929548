"""The agreement: drafted as approved, signed; its term extended; or the award forgone."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality, User
from applications.models import Application
from audit import clock
from audit.acts import Refused, acting, begin, hold, perform
from audit.canonical import fingerprint
from awards import notices, rules
from awards.actions.ending import end_all, standing_agreements, unpaid_payments
from awards.actions.reports import edit_report
from awards.models import (
    Agreement,
    Amendment,
    Award,
    Report,
    SigningExtension,
    Wording,
)
from awards.models.record import record_of
from awards.models.wording import USUAL
from ui.som import in_figures

Amounts = Mapping[int, Decimal]


def arrange(award: Award, *, actor: User, lines: Amounts) -> Award:
    """Arrange the approved budget: sums of its lines by key, together exactly the grant."""

    def set_amounts(arranged: Award) -> dict[str, Any]:
        changes = _set_lines(arranged, lines)
        total = sum((line.amount for line in arranged.lines.all() if line.is_grant), Decimal(0))
        if total != arranged.amount:
            sentence = _("The lines take %(total)s som from the grant; the grant is %(grant)s som.")
            raise ValidationError(
                sentence % {"total": in_figures(total), "grant": in_figures(arranged.amount)}
            )
        return {"changes": changes}

    return perform(award, "arrange", actor=actor, lines=lines, also=set_amounts)


def draft_agreement(
    award: Award,
    *,
    actor: User,
    text_ky: str | None = None,
    text_ru: str | None = None,
    serial: int | None = None,
) -> Agreement:
    """Draft the agreement with the winner, in two languages, under the next number of the year.

    Without texts it is written from the wording the municipality has adopted, or from the usual
    one. The first agreement of a year may begin at a number of one's own choice.
    """
    with acting():
        # Two clerks ask for numbers one after the other.
        (municipality,), (held,) = hold(
            Municipality.objects.filter(pk=award.competition.municipality_id),
            Award.objects.filter(pk=award.pk),
        )
        wording, year = adopted_wording(municipality), clock.today().year
        agreement = Agreement(
            award=held,
            municipality=municipality,
            year=year,
            serial=_serial(municipality, year, serial),
            wording=wording,
            text_ky=_text(text_ky, wording, "ky"),
            text_ru=_text(text_ru, wording, "ru"),
            drafted_at=clock.now(),
        )
        agreement.number = f"{agreement.serial}/{year}"
        return begin(
            agreement,
            actor=actor,
            tell=notices.agreement_drafted,
            number=agreement.number,
            wording=wording.number if wording else None,
        )


def adopted_wording(municipality: Municipality) -> Wording | None:
    """The wording this municipality now writes its agreements from, if it has one of its own."""
    return Wording.objects.adopted().filter(municipality=municipality).first()


def _text(typed: str | None, wording: Wording | None, language: str) -> str:
    if typed is not None:
        return typed
    return getattr(wording, f"text_{language}") if wording else USUAL[language]


def _serial(municipality: Municipality, year: int, asked: int | None) -> int:
    latest = latest_serial(municipality, year)
    following = (latest or 0) + 1
    if asked is None or asked == following or latest is None:
        return asked or following
    sentence = _("Numbers follow one another: the next agreement is № %(number)s/%(year)s.")
    raise ValidationError({"serial": sentence % {"number": following, "year": year}})


def latest_serial(municipality: Municipality, year: int) -> int | None:
    """The last number given to an agreement of this municipality in this year, if any."""
    given = Agreement.objects.filter(municipality=municipality, year=year)
    return given.aggregate(latest=Max("serial"))["latest"]


def set_days(
    agreement: Agreement,
    *,
    actor: User,
    starts_on: date | None = None,
    winner_details: str = "",
    tranches: Sequence[Mapping[str, Any]] = (),
    interim_days: Sequence[date] = (),
) -> Agreement:
    """Set the first day, the tranches with their conditions and the days of interim reports."""
    return perform(
        agreement,
        "set_days",
        actor=actor,
        starts_on=starts_on,
        winner_details=winner_details,
        tranches=tranches,
        interim_days=interim_days,
    )


def edit(subject: Agreement | Report, *, actor: User, **details: Any) -> Any:
    """Change the terms of a drafted agreement (the winner signs again), or fill in a report."""
    if isinstance(subject, Report):
        return edit_report(subject, actor=actor, **details)
    return perform(subject, "edit", actor=actor, **details)


def enter_signature(
    subject: Agreement | Amendment,
    *,
    actor: User,
    winner_name: str,
    winner_signed_on: date,
    scan: Any = None,
) -> Any:
    """Enter who signed for the winner, and when, with the scan of the signed paper."""
    return perform(
        subject,
        "enter_signature",
        actor=actor,
        winner_name=winner_name,
        winner_signed_on=winner_signed_on,
        scan=scan,
    )


def sign(agreement: Agreement, *, actor: User) -> Agreement:
    """Sign the agreement for the municipality: text and figures are frozen, work may begin."""
    with acting():
        (award,), (held,) = hold(
            Award.objects.filter(pk=agreement.award_id), Agreement.objects.filter(pk=agreement.pk)
        )
        facts = record_of(held)
        signed = perform(
            held,
            "sign",
            actor=actor,
            tell=notices.agreement_signed,
            facts=facts,
            sha256=fingerprint(facts),
        )
        agree(award, actor=actor)
        return signed


def agree(award: Award, *, actor: User) -> Award:
    """Count the award as agreed: done by signing its agreement."""
    return perform(award, "agree", actor=actor)


def _set_lines(award: Award, amounts: Amounts) -> list[dict[str, Any]]:
    known = {line.pk: line for line in award.lines.all()}
    if set(amounts) - set(known):
        raise ValidationError(_("A line of another budget was named."))
    changes = []
    for pk, amount in amounts.items():
        line = known[pk]
        if amount == line.amount:
            continue
        if amount > line.asked_amount:
            sentence = _("“%(line)s”: not more than the %(asked)s som of the application.")
            raise ValidationError(
                sentence % {"line": line.title, "asked": in_figures(line.asked_amount)}
            )
        changes.append({"line": line.title, "before": line.amount, "after": amount})
        line.amount = amount
        line.full_clean()
        line.save()
    return changes


def extend_signing(
    award: Award,
    *,
    actor: User,
    until: date,
    order_number: str,
    reason_ky: str,
    reason_ru: str,
) -> SigningExtension:
    """Extend the term for signing by a recorded decision, before it has run out."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        last = held.sign_until
        if last is None:
            raise Refused([rules.results_are_published.sentence])  # type: ignore[attr-defined]
        extension = SigningExtension(
            award=held,
            before=clock.local_day(last),
            until=until,
            order_number=order_number,
            reason_ky=reason_ky,
            reason_ru=reason_ru,
            decided_at=clock.now(),
        )
        recorded = begin(extension, actor=actor, until=until, order_number=order_number)
        perform(held, "extend_signing", actor=actor, tell=notices.signing_extended, until=until)
        return recorded


def forgo(award: Award, *, actor: User, note: str = "") -> Award:
    """Give the award up before the agreement is signed: the money is free for the reserve."""
    return _forgo(award, "forgo", actor=actor, note=note)


def lapse(award: Award, *, actor: User, note: str = "") -> Award:
    """Declare the award forgone because the agreement was not signed in term."""
    return _forgo(award, "lapse", actor=actor, note=note)


def _forgo(award: Award, verb: str, *, actor: User, note: str) -> Award:
    with acting():
        _applications, _awards, agreements, payments = hold(
            Application.objects.filter(pk=award.application_id),
            Award.objects.filter(pk=award.pk),
            standing_agreements(award),
            unpaid_payments(award),
        )
        forgone = perform(award, verb, actor=actor, note=note, tell=notices.forgone)
        perform(award.application, "forgo", actor=actor, note=note)
        end_all(agreements, payments, actor=actor)
    return forgone
