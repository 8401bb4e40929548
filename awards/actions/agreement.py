"""The agreement: drafted as approved, signed, amended; or the award forgone."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from audit import clock
from audit.acts import acting, begin, hold, perform
from audit.canonical import fingerprint, plain
from awards import notices
from awards.actions.ending import end_all, standing_agreements, unpaid_payments
from awards.models import Agreement, Amendment, Award, Photo, Report
from ui.som import in_figures

Amounts = Mapping[int, Decimal]


def arrange(award: Award, *, actor: User, lines: Amounts) -> Award:
    """Arrange the approved budget: sums of its lines by key, together exactly the grant."""

    def set_amounts(arranged: Award) -> dict[str, Any]:
        changes = _set_lines(arranged, lines, most_as_asked=True)
        total = sum((line.amount for line in arranged.lines.all() if line.is_grant), Decimal(0))
        if total != arranged.amount:
            sentence = _("The lines take %(total)s som from the grant; the grant is %(grant)s som.")
            raise ValidationError(
                sentence % {"total": in_figures(total), "grant": in_figures(arranged.amount)}
            )
        return {"changes": changes}

    return perform(award, "arrange", actor=actor, lines=lines, also=set_amounts)


def draft_agreement(
    award: Award, *, actor: User, text_ky: str = "", text_ru: str = ""
) -> Agreement:
    """Draft the agreement with the winner, in two languages."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        call, before = held.competition, held.agreements.count()
        number = f"{call.year}-{call.number}/{held.application.number}" + (
            f"-{before + 1}" if before else ""
        )
        agreement = Agreement(
            award=held, number=number, text_ky=text_ky, text_ru=text_ru, drafted_at=clock.now()
        )
        return begin(agreement, actor=actor, tell=notices.agreement_drafted, number=number)


def edit(
    subject: Agreement | Report,
    *,
    actor: User,
    photos: Sequence[Mapping[str, Any]] = (),
    **details: Any,
) -> Any:
    """Change the terms of a drafted agreement (the winner signs again), or fill in a report."""
    if isinstance(subject, Agreement):
        return perform(subject, "edit", actor=actor, **details)

    def keep_photos(report: Report) -> dict[str, Any]:
        for photo in photos:
            kept = Photo(award=report.award, report=report, added_at=clock.now(), **photo)
            kept.full_clean()
            kept.save()
        return {"photos": len(photos)}

    return perform(subject, "edit", actor=actor, values=details, also=keep_photos)


def enter_signature(
    agreement: Agreement, *, actor: User, winner_name: str, winner_signed_on: date, scan: Any = None
) -> Agreement:
    """Enter who signed for the winner, and when, with the scan of the signed paper."""
    return perform(
        agreement,
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
        facts = agreement_facts(held, award)
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


def agreement_facts(agreement: Agreement, award: Award) -> dict[str, Any]:
    """Everything the agreement says, as one plain record: what signing freezes."""
    application, call = award.application, award.competition
    return plain(
        {
            "number": agreement.number,
            "text_ky": agreement.text_ky,
            "text_ru": agreement.text_ru,
            "winner_name": agreement.winner_name,
            "winner_signed_on": agreement.winner_signed_on,
            "municipality": {"ky": call.municipality.name_ky, "ru": call.municipality.name_ru},
            "head_name": call.municipality.head_name,
            "call": {
                "ky": call.title_ky,
                "ru": call.title_ru,
                "year": call.year,
                "number": call.number,
            },
            "application": {"number": application.number, "title": application.title},
            "applicant": application.shown_name,
            "protocol_number": award.protocol_number,
            "grant": award.amount,
            "asked": application.asked,
            "own_promised": award.own_promised,
            "implementation_until": award.last_day,
            "report_days": call.report_days,
            "purchasing": call.purchasing,
            "shortfall": call.shortfall,
            "lines": [
                {
                    "title": line.title,
                    "unit": line.unit,
                    "quantity": line.quantity,
                    "price": line.price,
                    "source": line.source,
                    "asked": line.asked_amount,
                    "amount": line.amount,
                    "cut": line.cut,
                }
                for line in award.books.lines
            ],
            "contributions": [
                {
                    "giver": one.giver,
                    "giver_kind": one.giver_kind,
                    "kind": one.kind,
                    "what": one.what,
                    "quantity": one.quantity,
                    "rate": one.rate_amount,
                    "amount": one.amount,
                }
                for one in award.books.contributions
            ],
        }
    )


def amend(
    agreement: Agreement,
    *,
    actor: User,
    on: date,
    reason_ky: str,
    reason_ru: str,
    lines: Amounts | None = None,
    implementation_until: date | None = None,
    scan: Any = None,
) -> Agreement:
    """Amend the signed agreement: sums of budget lines, or the last day of implementation."""
    with acting():
        (award,), _agreements = hold(
            Award.objects.filter(pk=agreement.award_id), Agreement.objects.filter(pk=agreement.pk)
        )

        def keep_amendment(amended: Agreement) -> dict[str, Any]:
            changes: dict[str, Any] = {"lines": _set_lines(award, lines or {}, most_as_asked=False)}
            _refuse_wrong_lines(award)
            if implementation_until is not None:
                changes["implementation_until"] = {
                    "before": award.last_day,
                    "after": implementation_until,
                }
            latest = amended.amendments.aggregate(latest=Max("number"))["latest"] or 0
            amendment = Amendment(
                agreement=amended,
                number=latest + 1,
                on=on,
                reason_ky=reason_ky,
                reason_ru=reason_ru,
                changes=plain(changes),
                scan=scan or "",
                made_at=clock.now(),
            )
            amendment.full_clean()
            amendment.save()
            return {"number": amendment.number, "changes": changes}

        amended = perform(
            agreement,
            "amend",
            actor=actor,
            tell=notices.agreement_amended,
            also=keep_amendment,
            on=on,
            reason_ky=reason_ky,
            reason_ru=reason_ru,
            lines=lines or {},
            implementation_until=implementation_until,
        )
        if implementation_until is not None:
            postpone(award, actor=actor, until=implementation_until)
        return amended


def postpone(award: Award, *, actor: User, until: date) -> Award:
    """Move the last day of implementation: done by amending the agreement."""
    return perform(award, "postpone", actor=actor, until=until)


def _set_lines(award: Award, amounts: Amounts, *, most_as_asked: bool) -> list[dict[str, Any]]:
    known = {line.pk: line for line in award.lines.all()}
    if set(amounts) - set(known):
        raise ValidationError(_("A line of another budget was named."))
    changes = []
    for pk, amount in amounts.items():
        line = known[pk]
        if amount == line.amount:
            continue
        if most_as_asked and amount > line.asked_amount:
            sentence = _("“%(line)s”: not more than the %(asked)s som of the application.")
            raise ValidationError(
                sentence % {"line": line.title, "asked": in_figures(line.asked_amount)}
            )
        changes.append({"line": line.title, "before": line.amount, "after": amount})
        line.amount = amount
        line.full_clean()
        line.save()
    return changes


def _refuse_wrong_lines(award: Award) -> None:
    lines = list(award.lines.all())
    total = sum((line.amount for line in lines if line.is_grant), Decimal(0))
    if total > award.grant:
        sentence = _(
            "The lines would take %(total)s som from the grant; the grant is %(grant)s som."
        )
        raise ValidationError(
            sentence % {"total": in_figures(total), "grant": in_figures(award.grant)}
        )
    for line in lines:
        if award.books.spent_on(line) > line.amount:
            sentence = _("“%(line)s”: %(spent)s som is spent already.")
            raise ValidationError(
                sentence % {"line": line.title, "spent": in_figures(award.books.spent_on(line))}
            )


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
