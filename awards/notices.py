"""Who is told of what about an award."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps

from accounts.choices import Role
from applications.choices import ApplicationState
from audit import clock
from audit.letters import Letter
from awards.choices import OfferState
from competitions.choices import RESULTS_KNOWN

if TYPE_CHECKING:
    from applications.models import Application
    from awards.models import (
        Agreement,
        Amendment,
        Award,
        Expense,
        Finding,
        Obligation,
        Offer,
        Payment,
        Report,
        Visit,
    )
    from competitions.models import Competition

OUTCOMES = {
    ApplicationState.AWARDED: "granted",
    ApplicationState.RESERVED: "reserved",
    ApplicationState.PASSED_OVER: "passed_over",
}


def facts_of(application: "Application") -> dict[str, Any]:
    """What every letter about an award says of it."""
    competition = application.competition
    return {
        "number": application.number,
        "title": application.title,
        "call_ky": competition.title_ky,
        "call_ru": competition.title_ru,
    }


def _to_winner(award: "Award", template: str, link: str = "", **facts: Any) -> Iterator[Letter]:
    application = award.application
    if application.applicant is not None:
        yield Letter(
            to=application.applicant,
            template=f"awards/{template}",
            facts=facts_of(application) | facts,
            link=link or award.get_absolute_url(),
        )


def offered(offer: "Offer") -> Iterator[Letter]:
    """The first of the reserve learns what is offered, and until when to answer."""
    application = offer.application
    if application.applicant is not None:
        yield Letter(
            to=application.applicant,
            template="awards/offered",
            facts=facts_of(application) | {"amount": offer.amount, "until": offer.answer_until},
            link=offer.get_absolute_url(),
        )


def offer_answered(offer: "Offer") -> Iterator[Letter]:
    """The office learns what the applicant answered."""
    officers = offer.competition.municipality.officers()
    for membership in officers.filter(role__in=[Role.HEAD, Role.CLERK]):
        yield Letter(
            to=membership.user,
            template="awards/offer_answered",
            facts=facts_of(offer.application) | {"is_accepted": offer.state == OfferState.ACCEPTED},
            link=offer.get_absolute_url(),
        )


def published(competition: "Competition") -> Iterator[Letter]:
    """Everybody the commission decided about learns the decision."""
    applications = apps.get_model("applications", "Application").objects.filter(
        competition=competition, state__in=list(OUTCOMES)
    )
    for application in applications.select_related("applicant", "competition").order_by("number"):
        yield from outcome(application)


def decided(application: "Application") -> Iterator[Letter]:
    """The applicant learns a decision made after the publication; before it nobody outside does."""
    if application.competition.state in RESULTS_KNOWN:
        yield from outcome(application)


def outcome(application: "Application") -> Iterator[Letter]:
    """The applicant learns of the grant, the place in the reserve, or why it is not financed."""
    if application.applicant is not None and application.state in OUTCOMES:
        facts = {
            "granted": application.granted,
            "place": application.reserve_place,
            "ground": application.ground,
            "days": application.competition.agreement_days,
        }
        yield Letter(
            to=application.applicant,
            template=f"awards/{OUTCOMES[application.state]}",
            facts=facts_of(application) | facts,
            link=application.get_absolute_url(),
        )


def revoked(award: "Award") -> Iterator[Letter]:
    """The winner learns that an amending protocol took the award back."""
    if award.competition.state in RESULTS_KNOWN:
        yield from _to_winner(award, "revoked", reason=award.ended_reason)


def forgone(award: "Award") -> Iterator[Letter]:
    """The winner is told that the award is forgone."""
    yield from _to_winner(award, "forgone")


def agreement_drafted(agreement: "Agreement") -> Iterator[Letter]:
    """The winner learns that the agreement can be signed, and until when."""
    yield from _to_winner(
        agreement.award,
        "agreement_drafted",
        agreement.get_absolute_url(),
        agreement=agreement.number,
        until=agreement.award.sign_until,
    )


def signing_extended(award: "Award") -> Iterator[Letter]:
    """The winner learns that there is more time to sign the agreement."""
    yield from _to_winner(award, "signing_extended", until=award.sign_until)


def amendment_drafted(amendment: "Amendment") -> Iterator[Letter]:
    """The winner learns that an amendment waits for the signature."""
    yield from _to_winner(
        amendment.award,
        "amendment_drafted",
        amendment.get_absolute_url(),
        agreement=amendment.agreement.number,
        amendment=amendment.number,
    )


def agreement_signed(agreement: "Agreement") -> Iterator[Letter]:
    """The winner learns that the work may begin."""
    yield from _to_winner(
        agreement.award,
        "agreement_signed",
        agreement.get_absolute_url(),
        agreement=agreement.number,
        until=agreement.award.last_day,
    )


def agreement_amended(agreement: "Agreement") -> Iterator[Letter]:
    """The winner learns that the agreement was amended."""
    yield from _to_winner(
        agreement.award,
        "agreement_amended",
        agreement.get_absolute_url(),
        agreement=agreement.number,
    )


def payment_made(payment: "Payment") -> Iterator[Letter]:
    """The winner learns that money was paid."""
    yield from _to_winner(
        payment.award,
        "payment_made",
        payment.get_absolute_url(),
        amount=payment.amount,
        order_number=payment.order_number,
        order_on=payment.order_on,
    )


def document_entered(expense: "Expense") -> Iterator[Letter]:
    """The office learns that the same document stands in another award; nobody else does."""
    if not expense.same_document_elsewhere().exists():
        return
    officers = expense.award.competition.municipality.officers()
    for membership in officers.filter(role__in=[Role.HEAD, Role.CLERK]):
        yield Letter(
            to=membership.user,
            template="awards/document_entered_twice",
            facts=facts_of(expense.award.application)
            | {
                "document": expense.document_number,
                "document_on": expense.document_on,
                "supplier": expense.supplier,
                "amount": expense.amount,
            },
            link=expense.get_absolute_url(),
        )


def visit_made(visit: "Visit") -> Iterator[Letter]:
    """The winner learns what a visit found, and what to mend until when."""
    yield from _to_winner(
        visit.award,
        "visit_made",
        visit.get_absolute_url(),
        findings=visit.findings,
        to_mend=[{"what": one.what, "until": one.until} for one in visit.open_findings],
    )


def finding_due(finding: "Finding") -> Iterator[Letter]:
    """The winner is reminded of what a visit found, while there is time or once it is over."""
    yield from _to_winner(
        finding.award,
        "finding_due",
        finding.get_absolute_url(),
        what=finding.what,
        until=finding.until,
        is_overdue=finding.is_overdue,
    )


def report_returned(report: "Report") -> Iterator[Letter]:
    """The winner learns item by item what to mend in the report, and until when."""
    yield from _to_winner(
        report.award,
        "report_returned",
        report.get_absolute_url(),
        items=[item["what"] for item in report.items],
        until=report.returned_until,
    )


def report_due(award: "Award") -> Iterator[Letter]:
    """The winner is reminded of the next report, while there is time or once it is over."""
    due = award.report_due_on
    yield from _to_winner(
        award, "report_due", until=due, is_overdue=due is not None and due < clock.today()
    )


def report_refused(report: "Report") -> Iterator[Letter]:
    """The winner learns that the report is refused, why, and what follows."""
    yield from _to_winner(
        report.award,
        "report_refused",
        report.get_absolute_url(),
        kind=report.kind,
        reason=report.refused_for,
    )


def report_accepted(report: "Report") -> Iterator[Letter]:
    """The winner learns that the report is accepted."""
    yield from _to_winner(
        report.award, "report_accepted", report.get_absolute_url(), kind=report.kind
    )


def shortfall_resolved(award: "Award") -> Iterator[Letter]:
    """The winner learns what follows from the shortfall, with the arithmetic."""
    yield from _to_winner(
        award,
        "shortfall_resolved",
        rule=award.shortfall_rule,
        words=award.shortfall_words,
        grant=award.grant,
        steps=award.shortfall_figures,
    )


def accounts_made_up(award: "Award") -> Iterator[Letter]:
    """The winner learns that the accounts are made up."""
    yield from _to_winner(award, "accounts_made_up")


def owed(obligation: "Obligation") -> Iterator[Letter]:
    """The winner learns what has to be given back, to whom and until when."""
    yield from _to_winner(
        obligation.award,
        "owed",
        obligation.get_absolute_url(),
        amount=obligation.amount,
        to_whom=obligation.to_whom,
        due_on=obligation.due_on,
    )


def closed(award: "Award") -> Iterator[Letter]:
    """The winner learns that the award is closed."""
    yield from _to_winner(award, "closed")


def terminated(award: "Award") -> Iterator[Letter]:
    """The winner learns that the agreement is terminated, and why."""
    yield from _to_winner(award, "terminated", reason=award.ended_reason)


def reminded_of_debts(award: "Award") -> Iterator[Letter]:
    """The winner is reminded of what has to be given back; once it is late, the office too."""
    open_ = award.books.open_obligations
    first = min(one.due_on for one in open_)
    facts = {
        "amount": sum(one.left for one in open_),
        "debts": len(open_),
        "due_on": first,
        "is_late": first < clock.today(),
    }
    yield from _to_winner(award, "reminded_of_debts", **facts)
    if facts["is_late"]:
        officers = award.competition.municipality.officers()
        for membership in officers.filter(role__in=[Role.HEAD, Role.CLERK]):
            yield Letter(
                to=membership.user,
                template="awards/reminded_of_debts",
                facts=facts_of(award.application) | facts,
                link=award.get_absolute_url(),
            )
