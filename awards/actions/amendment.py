"""Amendments: drafted with old and new values, signed by both sides, then carried out at once."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import clock
from audit.acts import acting, ask, begin, hold, perform
from audit.canonical import plain
from awards import notices
from awards.models import Agreement, Amendment, Award
from ui.som import in_figures

Amounts = Mapping[int, Decimal]
TYIYN = Decimal("0.01")
NAMES = {"ky": _("new terms in Kyrgyz"), "ru": _("new terms in Russian")}


def draft_amendment(
    agreement: Agreement,
    *,
    actor: User,
    reason_ky: str,
    reason_ru: str,
    lines: Amounts | None = None,
    implementation_until: date | None = None,
    text_ky: str = "",
    text_ru: str = "",
    tell: Any = notices.amendment_drafted,
) -> Amendment:
    """Draft an amendment: what was and what is to be, with the reason; nothing changes yet."""
    with acting():
        held = _held(agreement)
        changes = _changes(held, lines or {}, implementation_until, _texts(text_ky, text_ru))
        latest = held.amendments.aggregate(latest=Max("number"))["latest"] or 0
        amendment = Amendment(
            agreement=held,
            number=latest + 1,
            reason_ky=reason_ky,
            reason_ru=reason_ru,
            changes=plain(changes),
            **_kept_texts(changes, text_ky, text_ru),
            made_at=clock.now(),
        )
        return begin(
            amendment,
            actor=actor,
            tell=tell,
            number=amendment.number,
            changes=changes,
        )


def redraft(
    amendment: Amendment,
    *,
    actor: User,
    reason_ky: str,
    reason_ru: str,
    lines: Amounts | None = None,
    implementation_until: date | None = None,
    text_ky: str = "",
    text_ru: str = "",
) -> Amendment:
    """Change a drafted amendment; the winner signs it anew."""
    with acting():
        agreement = _held(amendment.agreement)
        changes = _changes(agreement, lines or {}, implementation_until, _texts(text_ky, text_ru))
        hold(Amendment.objects.filter(pk=amendment.pk))
        return perform(
            amendment,
            "redraft",
            actor=actor,
            reason_ky=reason_ky,
            reason_ru=reason_ru,
            changes=plain(changes),
            **_kept_texts(changes, text_ky, text_ru),
        )


def drop(amendment: Amendment, *, actor: User, note: str = "") -> Amendment:
    """Drop a drafted amendment; its number stays taken."""
    return perform(amendment, "drop", actor=actor, note=note)


def sign_amendment(amendment: Amendment, *, actor: User, on: date | None = None) -> Amendment:
    """Sign an amendment for the municipality: what it changes is changed in the same moment."""
    with acting():
        agreement = _held(amendment.agreement)
        ((held,),) = hold(Amendment.objects.filter(pk=amendment.pk))
        signed = perform(held, "sign", actor=actor, on=on or clock.today())
        _carry_out(agreement, signed, actor=actor)
        return signed


def amend(
    agreement: Agreement,
    *,
    actor: User,
    on: date,
    reason_ky: str,
    reason_ru: str,
    lines: Amounts | None = None,
    implementation_until: date | None = None,
    winner_name: str = "",
    winner_signed_on: date | None = None,
    scan: Any = None,
) -> Agreement:
    """Record an amendment that both sides have signed on paper already: all its acts at once."""
    # SECURITY: whoever may not sign learns nothing of what could be amended.
    ask(agreement, "amend", actor=actor)
    with acting():
        _held(agreement)
        drafted = draft_amendment(
            agreement,
            actor=actor,
            reason_ky=reason_ky,
            reason_ru=reason_ru,
            lines=lines,
            implementation_until=implementation_until,
            # There is nothing left to sign.
            tell=None,
        )
        entered = perform(
            drafted,
            "enter_signature",
            actor=actor,
            winner_name=winner_name or agreement.winner_name,
            winner_signed_on=winner_signed_on or on,
            scan=scan,
        )
        sign_amendment(entered, actor=actor, on=on)
    return Agreement.objects.get(pk=agreement.pk)


def _held(agreement: Agreement) -> Agreement:
    """The agreement as it stands, with its award locked before it."""
    _awards, (held,) = hold(
        Award.objects.filter(pk=agreement.award_id), Agreement.objects.filter(pk=agreement.pk)
    )
    return held


def _carry_out(agreement: Agreement, amendment: Amendment, *, actor: User) -> None:
    """Change what a signed amendment changes."""
    changes = amendment.changes

    def set_lines(amended: Agreement) -> dict[str, Any]:
        lines = {line.pk: line for line in amended.award.lines.all()}
        for change in changes.get("lines", []):
            line = lines[change["id"]]
            if line.amount != Decimal(change["before"]):
                sentence = _(
                    "“%(line)s” has changed since the amendment was drafted: draft it anew."
                )
                raise ValidationError(sentence % {"line": line.title})
            line.amount = Decimal(change["after"])
            line.full_clean()
            line.save()
        # What was spent or planned since the draft counts as well.
        _refuse_wrong_lines(
            Award.objects.get(pk=amended.award_id),
            {change["id"]: Decimal(change["after"]) for change in changes.get("lines", [])},
        )
        return {}

    perform(
        agreement,
        "amend",
        actor=actor,
        tell=notices.agreement_amended,
        also=set_lines,
        number=amendment.number,
        changes=changes,
    )
    moved = changes.get("implementation_until")
    if moved:
        postpone(agreement.award, actor=actor, until=date.fromisoformat(moved["after"]))


def postpone(award: Award, *, actor: User, until: date) -> Award:
    """Move the last day of implementation: done by amending the agreement."""
    return perform(award, "postpone", actor=actor, until=until)


def _changes(
    agreement: Agreement, amounts: Amounts, until: date | None, texts: Mapping[str, str]
) -> dict[str, Any]:
    """What is to be changed, old beside new; refuses what cannot be."""
    award = agreement.award
    lines = {line.pk: line for line in award.books.lines}
    if set(amounts) - set(lines):
        raise ValidationError(_("A line of another budget was named."))
    changed = {
        pk: amount.quantize(TYIYN) for pk, amount in amounts.items() if amount != lines[pk].amount
    }
    found: dict[str, Any] = {
        "lines": [
            {"id": pk, "line": lines[pk].title, "before": lines[pk].amount, "after": amount}
            for pk, amount in changed.items()
        ]
    }
    if until is not None and until != award.last_day:
        if until < clock.today():
            raise ValidationError({"implementation_until": _("This day has passed already.")})
        if agreement.starts_on and until < agreement.starts_on:
            raise ValidationError(
                {"implementation_until": _("This is before the first day of the work.")}
            )
        found["implementation_until"] = {"before": award.last_day, "after": until}
    terms = _terms(agreement, texts)
    if terms:
        found["terms"] = terms
    if len(found) == 1 and not found["lines"]:
        raise ValidationError(
            _("Say what is amended: a sum of the budget, the last day or the terms.")
        )
    _refuse_wrong_lines(award, changed)
    return found


def _texts(text_ky: str, text_ru: str) -> dict[str, str]:
    return {"ky": text_ky.strip(), "ru": text_ru.strip()}


def _kept_texts(changes: Mapping[str, Any], text_ky: str, text_ru: str) -> dict[str, Any]:
    kept = "terms" in changes
    return {"text_ky": text_ky if kept else "", "text_ru": text_ru if kept else ""}


def _terms(agreement: Agreement, texts: Mapping[str, str]) -> dict[str, Any]:
    """The paragraphs that change, old beside new, in each language."""
    found = {
        language: _paragraphs(agreement.text_in(language), text) if text else []
        for language, text in texts.items()
    }
    if not any(found.values()):
        return {}
    for language, changed in found.items():
        if not changed:
            sentence = _("The terms change in one language only: write the same change here.")
            raise ValidationError({f"text_{language}": sentence})
    return found


def _paragraphs(before: str, after: str) -> list[dict[str, str]]:
    old, new = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (before, after)
    )
    return [
        {"before": "\n".join(old[a:b]), "after": "\n".join(new[c:d])}
        for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


def _refuse_wrong_lines(award: Award, amounts: Amounts) -> None:
    """No line below what is spent or bound; the grant and the own side each keep their total."""
    lines = award.books.lines
    after = {line.pk: amounts.get(line.pk, line.amount) for line in lines}
    for line in lines:
        spent, bound = award.books.spent_on(line), award.books.bought_for(line)
        if line.pk in amounts and spent > after[line.pk]:
            sentence = _("“%(line)s”: %(spent)s som is spent already.")
            raise ValidationError(sentence % {"line": line.title, "spent": in_figures(spent)})
        if line.pk in amounts and bound > after[line.pk]:
            sentence = _("“%(line)s”: purchases of %(bound)s som are planned or made already.")
            raise ValidationError(sentence % {"line": line.title, "bound": in_figures(bound)})
    total = sum((after[line.pk] for line in lines if line.is_grant), Decimal(0))
    if amounts and total != award.grant:
        sentence = _(
            "The lines would take %(total)s som from the grant; the grant is %(grant)s som."
        )
        raise ValidationError(
            sentence % {"total": in_figures(total), "grant": in_figures(award.grant)}
        )
    own_before = sum((line.amount for line in lines if not line.is_grant), Decimal(0))
    own_after = sum((after[line.pk] for line in lines if not line.is_grant), Decimal(0))
    if own_after < own_before and amounts:
        sentence = _(
            "The lines of the own contribution would come to %(after)s som instead of "
            "%(before)s som: an amendment does not make it smaller."
        )
        raise ValidationError(
            sentence % {"after": in_figures(own_after), "before": in_figures(own_before)}
        )
