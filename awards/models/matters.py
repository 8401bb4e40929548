"""Everything that still keeps an award open, point by point, each with the page that settles it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.choices import AgreementState, AwardState, PaymentState, ReportState
from ui.som import in_figures

if TYPE_CHECKING:
    from awards.models.award import Award

UNSETTLED = [PaymentState.PLANNED, PaymentState.APPROVED, PaymentState.PAID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing that is still open, and where it is settled."""

    words: str
    address: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point an award has to pass before it closes; passed when nothing of it is open."""

    name: str
    matters: list[Matter] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        return not self.matters


def points_of(award: "Award") -> list[Point]:
    """What an award passes on its way to the closing act, in that order."""
    named = [
        (_("The agreement is signed"), _agreement),
        (_("The final report is accepted"), _report),
        (_("Every payment is accounted for"), _payments),
        (_("The own contribution is as promised, or its shortfall is decided"), _shortfall),
        (_("The accounts are made up"), _accounts),
        (_("Everything owed is given back, redirected or written off"), _debts),
        (_("Everything found at visits is mended"), _visits),
    ]
    if award.state == AwardState.TERMINATED:
        named = [(name, find) for name, find in named if find in (_payments, _debts)]
    return [Point(name=name, matters=list(find(award))) for name, find in named]


def open_points(award: "Award") -> list[Point]:
    """Only the points that are not met yet."""
    return [point for point in points_of(award) if not point.is_met]


def _agreement(award: "Award") -> Iterator[Matter]:
    if award.state != AwardState.GRANTED:
        return
    agreement = award.agreement
    standing = agreement is not None and agreement.state == AgreementState.DRAFTED
    yield Matter(
        words=_("The agreement is not signed yet.")
        if standing
        else _("The agreement is not drafted yet."),
        address=agreement.get_absolute_url()
        if standing
        else reverse("agreement_draft", args=[award.pk]),
    )


def _report(award: "Award") -> Iterator[Matter]:
    final = next((one for one in award.books.reports if one.is_final and not one.is_refused), None)
    if final is None:
        yield Matter(
            words=_("There is no final report yet."),
            address=reverse("report_begin", args=[award.pk]),
            until=award.last_day,
        )
    elif final.state != ReportState.ACCEPTED:
        words = _("%(report)s: %(state)s.") % {"report": final, "state": final.get_state_display()}
        yield Matter(words=words, address=final.get_absolute_url())


def _payments(award: "Award") -> Iterator[Matter]:
    for payment in award.books.payments:
        if payment.state in UNSETTLED:
            words = _("%(payment)s, %(amount)s som: %(state)s.") % {
                "payment": payment,
                "amount": in_figures(payment.amount),
                "state": payment.get_state_display(),
            }
            yield Matter(words=words, address=payment.get_absolute_url(), until=payment.planned_for)


def _shortfall(award: "Award") -> Iterator[Matter]:
    missing = award.books.own_missing
    if missing and award.shortfall_at is None:
        yield Matter(
            words=_("%(missing)s som is missing: the head decides what follows from it.")
            % {"missing": in_figures(missing)},
            address=reverse("award_resolve_shortfall", args=[award.pk]),
        )


def _accounts(award: "Award") -> Iterator[Matter]:
    if award.settled_at is None:
        unspent = award.books.unspent_in_all
        yield Matter(
            words=_("The accounts are not made up yet; %(unspent)s som lies unspent.")
            % {"unspent": in_figures(unspent)},
            address=reverse("award_settle_up", args=[award.pk]),
        )


def _debts(award: "Award") -> Iterator[Matter]:
    for debt in award.books.open_obligations:
        words = _("%(to_whom)s: %(left)s som is still owed.") % {
            "to_whom": debt.to_whom,
            "left": in_figures(debt.left),
        }
        yield Matter(words=words, address=debt.get_absolute_url(), until=debt.due_on)


def _visits(award: "Award") -> Iterator[Matter]:
    for visit in award.books.visits:
        for found in visit.open_findings:
            words: Any = _("%(visit)s: what was found is not mended yet.") % {"visit": visit}
            yield Matter(words=words, address=found.get_absolute_url(), until=found.until)
