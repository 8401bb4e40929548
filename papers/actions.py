"""Issuing papers: the facts of an act already done leave the house, once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from audit import clock
from audit.acts import Refused, acting, begin, follows
from audit.canonical import fingerprint
from audit.models import Chain, Entry
from awards.models import Agreement, Amendment, Award, Payment, Report, SigningExtension
from competitions.models import Competition
from papers import facts
from papers.choices import Kind
from papers.models import Issued
from scoring.models import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What a kind of paper is about, which acts freeze what it says, and how that is read."""

    model: type[models.Model]
    verbs: tuple[str, ...]
    say: Callable[[Any, Any], dict[str, Any]]
    call: Callable[[Any], Competition]
    drafted: bool = False


RESTS: dict[str, Rest] = {
    Kind.ANNOUNCEMENT: Rest(
        model=Competition,
        verbs=("announce", "extend"),
        say=facts.announcement,
        call=lambda subject: subject,
    ),
    Kind.RECEIPT: Rest(
        model=Application,
        verbs=("begin_application", "submit"),
        say=facts.receipt,
        call=lambda subject: subject.competition,
    ),
    Kind.PROTOCOL: Rest(
        model=Protocol,
        verbs=("sign",),
        say=facts.protocol,
        call=lambda subject: subject.competition,
        drafted=True,
    ),
    Kind.KEY: Rest(
        model=Competition,
        verbs=("publish",),
        say=facts.key_to_codes,
        call=lambda subject: subject,
    ),
    Kind.AGREEMENT: Rest(
        model=Agreement,
        verbs=("sign", "amend"),
        say=facts.agreement,
        call=lambda subject: subject.award.competition,
        drafted=True,
    ),
    Kind.AMENDMENT: Rest(
        model=Amendment,
        verbs=("sign",),
        say=facts.amendment,
        call=lambda subject: subject.award.competition,
        drafted=True,
    ),
    Kind.EXTENSION: Rest(
        model=SigningExtension,
        verbs=("extend_signing",),
        say=facts.extension,
        call=lambda subject: subject.award.competition,
    ),
    Kind.ACCEPTANCE: Rest(
        model=Report,
        verbs=("accept",),
        say=facts.acceptance,
        call=lambda subject: subject.award.competition,
    ),
    Kind.REPORT: Rest(
        model=Report,
        verbs=("submit",),
        say=facts.report,
        call=lambda subject: subject.award.competition,
        drafted=True,
    ),
    Kind.PAYMENT_ORDER: Rest(
        model=Payment,
        verbs=("approve",),
        say=facts.payment_order,
        call=lambda subject: subject.award.competition,
        drafted=True,
    ),
    Kind.ACT_OF_RECEIPT: Rest(
        model=Payment,
        verbs=("receive",),
        say=facts.act_of_receipt,
        call=lambda subject: subject.award.competition,
        drafted=True,
    ),
    Kind.CLOSING_ACT: Rest(
        model=Award,
        verbs=("close", "wind_up"),
        say=facts.closing_act,
        call=lambda subject: subject.competition,
        drafted=True,
    ),
}


def kind_of(subject: Any) -> str:
    """The kind of paper that is issued about this thing."""
    return next(kind for kind, rest in RESTS.items() if isinstance(subject, rest.model))


def resting_entry(kind: str, subject: Any) -> Entry | None:
    """The last act that settled what the paper says."""
    rest = RESTS[kind]
    acts = [f"{rest.model._meta.app_label}.{verb}" for verb in rest.verbs]
    entry = Entry.objects.about(subject).filter(act__in=acts).select_related("actor").last()
    if kind == Kind.RECEIPT and not subject.number:
        # A draft on the screen has been begun, but nothing has been received.
        return None
    if kind == Kind.ACCEPTANCE and not subject.is_final:
        return None
    if kind == Kind.KEY and not subject.hidden:
        # Where the commission knew the names, the protocol tells them itself.
        return None
    return entry


def entry_of(issued: Issued) -> Entry | None:
    """The act an issued paper rests on."""
    rests = {
        "subject_type": issued.subject_type,
        "subject_id": issued.subject_id,
        "hash": issued.entry_hash,
    }
    return Entry.objects.filter(**rests).first()


def current(kind: str, subject: Any) -> Issued | None:
    """The paper in force about this thing, whether or not a newer act asks for a newer one."""
    return Issued.objects.about(kind, subject).with_place().last()


def issue(kind: str, subject: Any, *, actor: User) -> Issued:
    """Issue the paper about this thing, or give the one its act already has."""
    entry = resting_entry(kind, subject)
    if entry is None:
        raise Refused([_("What this paper says has not been settled by an act yet.")])
    older = current(kind, subject)
    if older is not None and older.entry_hash == entry.hash:
        return older
    with acting():
        # Numbers are given one after the other: whoever holds the chain gives the next.
        Chain.objects.get_or_create(code=subject.journal_chain)
        Chain.objects.select_for_update().get(code=subject.journal_chain)
        older = current(kind, subject)
        if older is not None and older.entry_hash == entry.hash:
            return older
        return _issue(kind, subject, entry, older, actor)


def _issue(kind: str, subject: Any, entry: Entry, older: Issued | None, actor: User) -> Issued:
    rest = RESTS[kind]
    call, said = rest.call(subject), rest.say(subject, entry)
    issued = Issued(
        kind=kind,
        municipality=call.municipality,
        competition=call,
        number=_next_number(call),
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        facts=said,
        sha256=fingerprint(said),
        entry_hash=entry.hash,
        issued_at=clock.now(),
        signed_by=entry.actor,
        replaces=older,
    )
    issued.code = issued.reckon_code()
    return begin(
        issued,
        actor=actor,
        kind=kind,
        number=issued.number,
        sha256=issued.sha256,
        code=issued.code,
        rests_on=entry.hash,
        replaces=older.number if older else None,
    )


def _next_number(call: Competition) -> str:
    """The next number of the municipality's papers this year."""
    year = clock.today().year
    given = Issued.objects.filter(municipality=call.municipality_id, number__startswith=f"{year}-")
    return f"{year}-{given.count() + 1:04d}"


def draft_facts(kind: str, subject: Any) -> dict[str, Any] | None:
    """What the paper would say now, for a kind that is printed as a draft before it is signed."""
    rest = RESTS[kind]
    if kind == Kind.ACT_OF_RECEIPT and not subject.is_purchase:
        # A tranche is money: there is nothing to receive by an act.
        return None
    return rest.say(subject, None) if rest.drafted else None


def issue_announcement(competition: Competition, *, actor: User) -> Issued:
    """Issue the announcement of a call; after an extension the new one replaces the old."""
    return issue(Kind.ANNOUNCEMENT, competition, actor=actor)


def issue_receipt(application: Application, *, actor: User) -> Issued:
    """Issue the receipt of an application; after mending the new one replaces the old."""
    return issue(Kind.RECEIPT, application, actor=actor)


def issue_protocol(protocol: Protocol, *, actor: User) -> Issued:
    """Issue a signed protocol of the commission."""
    return issue(Kind.PROTOCOL, protocol, actor=actor)


def issue_key(competition: Competition, *, actor: User) -> Issued | None:
    """Issue, where the call hid the applicants, whom each code of the protocol meant."""
    return issue(Kind.KEY, competition, actor=actor) if competition.hidden else None


def issue_agreement(agreement: Agreement, *, actor: User) -> Issued:
    """Issue a signed agreement; after an amendment the new paper replaces the old."""
    return issue(Kind.AGREEMENT, agreement, actor=actor)


def issue_amendment(amendment: Amendment, *, actor: User) -> Issued:
    """Issue a signed amendment of an agreement."""
    return issue(Kind.AMENDMENT, amendment, actor=actor)


def issue_acceptance(report: Report, *, actor: User) -> Issued:
    """Issue the acceptance of the final report."""
    return issue(Kind.ACCEPTANCE, report, actor=actor)


def issue_payment_order(payment: Payment, *, actor: User) -> Issued:
    """Issue the order to pay, as the head approved it."""
    return issue(Kind.PAYMENT_ORDER, payment, actor=actor)


def issue_act_of_receipt(payment: Payment, *, actor: User) -> Issued:
    """Issue the act by which a purchase was received."""
    return issue(Kind.ACT_OF_RECEIPT, payment, actor=actor)


def issue_closing_act(award: Award, *, actor: User) -> Issued:
    """Issue the closing act of an award."""
    return issue(Kind.CLOSING_ACT, award, actor=actor)


def issue_for_report(report: Report, *, actor: User) -> Issued | None:
    """Issue the acceptance of a final report; an interim report leaves no paper."""
    return issue_acceptance(report, actor=actor) if report.is_final else None


def issue_for(subject: Any, *, actor: User) -> Issued:
    """Issue the paper that belongs to this thing, or give the one already issued."""
    return issue(kind_of(subject), subject, actor=actor)


# Whoever signs makes the paper: it is frozen in the moment of the act, not when somebody first asks
# for it. A receipt is issued when its applicant or a clerk takes it: on a deadline evening
# nobody waits for somebody else's paper.
follows(Competition, "announce", issue_announcement)
follows(Competition, "extend", issue_announcement)
follows(Protocol, "sign", issue_protocol)
follows(Competition, "publish", issue_key)
follows(Agreement, "sign", issue_agreement)
follows(Agreement, "amend", issue_agreement)
follows(Amendment, "sign", issue_amendment)
follows(Report, "accept", issue_for_report)
follows(Payment, "approve", issue_payment_order)
follows(Payment, "receive", issue_act_of_receipt)
follows(Award, "close", issue_closing_act)
follows(Award, "wind_up", issue_closing_act)
