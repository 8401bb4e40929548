"""The decision and what follows from it: grants, publication, the reserve, completion."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from audit.acts import Refused, acting, also_requires, begin, hold, perform
from awards import ledger, notices, rules
from awards.actions.ending import end_all, standing_agreements, unpaid_payments
from awards.models import Award, AwardLine, Contribution, Offer
from competitions.models import Competition
from ui.som import in_figures

also_requires(
    Application,
    "award",
    rules.decision_is_recorded,
    rules.reserve_is_valid,
    rules.reserve_is_offered_in_order,
    rules.money_is_free,
    rules.part_is_large_enough,
)
also_requires(Application, "reserve", rules.decision_is_recorded)
also_requires(Application, "pass_over", rules.decision_is_recorded, rules.reserve_is_over)
also_requires(
    Competition,
    "complete",
    rules.every_award_is_finished,
    rules.every_debt_is_met,
    rules.every_appeal_is_decided,
    rules.amendments_are_carried_out,
    rules.the_admitted_are_decided,
)


def grant(
    application: Application, *, actor: User, granted: Decimal, protocol_number: str
) -> Award:
    """Create the award of an application: its budget as approved, its contributions as promised."""
    pledges = list(application.pledges.select_related("rate").order_by("position", "pk"))
    counted = application.competition.counted_kinds
    award = Award(
        application=application,
        competition=application.competition,
        protocol_number=protocol_number,
        amount=granted,
        own_promised=sum(
            (pledge.amount for pledge in pledges if pledge.kind in counted), Decimal(0)
        ),
        granted_at=clock.now(),
    )

    def copy_rows(begun: Award) -> None:
        AwardLine.objects.bulk_create(_lines_as_approved(begun))
        Contribution.objects.bulk_create(
            Contribution(
                award=begun,
                giver=pledge.giver,
                giver_kind=pledge.giver_kind,
                kind=pledge.kind,
                what=pledge.what,
                quantity=pledge.quantity,
                unit_ky=pledge.rate.unit_ky if pledge.rate else "",
                unit_ru=pledge.rate.unit_ru if pledge.rate else "",
                rate_amount=pledge.rate.amount if pledge.rate else pledge.value,
                by_rate=pledge.rate is not None,
                amount=pledge.amount,
            )
            for pledge in pledges
        )

    return begin(
        award, actor=actor, also=copy_rows, granted=granted, protocol_number=protocol_number
    )


def _lines_as_approved(award: Award) -> list[AwardLine]:
    """The budget of the application; a grant in part cuts the lines it pays in proportion."""
    lines = [
        AwardLine(
            award=award,
            position=position,
            title=line.title,
            unit=line.unit,
            quantity=line.quantity,
            price=line.price,
            source=line.source,
            asked_amount=line.amount,
            amount=line.amount,
        )
        for position, line in enumerate(award.application.lines.order_by("position", "pk"), start=1)
    ]
    cut = [line for line in lines if line.is_grant]
    if cut:
        parts = ledger.split_exactly(award.amount, [line.asked_amount for line in cut])
        for line, part in zip(cut, parts, strict=True):
            line.amount = part
    return lines


def publish(competition: Competition, *, actor: User) -> Competition:
    """Publish the results; everybody who applied is told how it ended."""
    return perform(competition, "publish", actor=actor, tell=notices.published)


def promote(
    application: Application,
    *,
    actor: User,
    decision_number: str,
    granted: Decimal | None = None,
    reason: str = "",
) -> Award:
    """Award free money to the first of the reserve by a recorded decision of the head.

    The applicant has accepted an offer of just this sum; or the decision says why none was made.
    """
    _refuse_others(application, actor)
    with acting():
        (competition,), (held,) = hold(
            Competition.objects.filter(pk=application.competition_id),
            Application.objects.filter(pk=application.pk),
        )
        if held.state == ApplicationState.ADMITTED:
            raise Refused([_("This initiative is not in the reserve.")])
        free = Award.objects.free_money(competition)
        taken = rules.accepted_offer(held)
        amount = _promised(held, free, taken, granted)
        words = now_in_words("Decision № %(number)s") % {"number": decision_number}
        if taken is None:
            words = f"{words}\n{reason.strip()}".strip()
        awarded = perform(
            held, "award", actor=actor, granted=amount, note=words, tell=notices.decided
        )
        if taken is None and not reason.strip():
            sentence = now_in_words("Offer the money first, or say why it is awarded at once.")
            raise ValidationError({"reason": sentence})
        if not 0 < amount <= min(free, competition.maximum_grant):
            most = _("At most %(free)s som is free.")
            raise ValidationError(
                {"granted": most % {"free": in_figures(min(free, competition.maximum_grant))}}
            )
        least = held.asked * competition.part_minimum_share / 100
        if amount < held.asked and (not held.consents_to_part or amount < least):
            raise ValidationError({"granted": rules.part_is_large_enough.sentence})  # type: ignore[attr-defined]
        return grant(awarded, actor=actor, granted=amount, protocol_number=decision_number)


def _promised(
    held: Application, free: Decimal, taken: Offer | None, granted: Decimal | None
) -> Decimal:
    """The sum of the award: what was accepted, no other; or what is asked and free."""
    if taken is None:
        return min(held.asked, free) if granted is None else granted
    if granted not in (None, taken.amount):
        sentence = now_in_words("The applicant accepted %(amount)s: award just that.")
        raise ValidationError({"granted": sentence % {"amount": in_figures(taken.amount)}})
    return taken.amount


def release(application: Application, *, actor: User) -> Application:
    """Release an initiative from a reserve that ran out, or whose offer was not taken."""
    _refuse_others(application, actor)
    with acting():
        ((held,),) = hold(Application.objects.filter(pk=application.pk))
        if held.state == ApplicationState.ADMITTED:
            raise Refused([_("This initiative is not in the reserve.")])
        ground = (
            now_in_words("The offer of free money was not taken.")
            if rules.has_refused(held)
            else now_in_words("The reserve is no longer valid.")
        )
        return perform(held, "pass_over", actor=actor, ground=ground, tell=notices.decided)


def _refuse_others(application: Application, actor: User) -> None:
    # The edge is open to the chair too, who carries out protocols; the reserve is the head's alone.
    if not rules.may_promote(application, actor):
        raise PermissionDenied


def complete(competition: Competition, *, actor: User) -> Competition:
    """Complete the competition: every award is finished, every debt met; the reserve ends."""
    with acting():
        _calls, reserved = hold(
            Competition.objects.filter(pk=competition.pk),
            Application.objects.filter(competition=competition, state=ApplicationState.RESERVED),
        )
        completed = perform(competition, "complete", actor=actor)
        for application in reserved:
            ground = now_in_words("The competition is completed.")
            perform(application, "pass_over", actor=actor, ground=ground, tell=notices.decided)
    return completed


def revoke(award: Award, *, actor: User, reason: str) -> Award:
    """Take an award back as an amending protocol says; nothing has been paid of it."""
    with acting():
        _awards, agreements, payments = hold(
            Award.objects.filter(pk=award.pk), standing_agreements(award), unpaid_payments(award)
        )
        revoked = perform(award, "revoke", actor=actor, reason=reason, tell=notices.revoked)
        end_all(agreements, payments, actor=actor)
    return revoked
