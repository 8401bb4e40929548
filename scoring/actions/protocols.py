"""The protocol: drawn up from the ranking, changed, signed, amended after an appeal."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as now_in_words
from django.utils.translation import override

from accounts.models import User
from applications.models import Application
from audit import clock
from audit.acts import acting, begin, hold, perform
from competitions.models import Competition
from scoring import notices
from scoring.choices import MOST_PAGES, Outcome
from scoring.models import (
    Answer,
    Appeal,
    Meeting,
    Proposal,
    Protocol,
    Sheet,
    Signature,
    SignedPage,
    TieBreak,
    key_of,
    outcome_said,
    proposed,
)


def draw_up(competition: Competition, *, actor: User) -> Protocol:
    """Draw up the protocol from the settled ranking and the cut-off rule of the call."""
    with acting():
        ((call,),) = hold(Competition.objects.filter(pk=competition.pk))
        protocol = Protocol(
            competition=call,
            number=_next_number(call),
            meeting=_latest_meeting(call),
            drawn_up_at=clock.now(),
        )
        return begin(
            protocol,
            actor=actor,
            tell=notices.protocol_drawn_up,
            also=_propose_from_ranking,
            number=protocol.number,
        )


def draw_up_amendment(appeal: Appeal, *, actor: User) -> Protocol:
    """Draw up an amending protocol after an upheld appeal; until it is signed nothing changes."""
    with acting():
        (call,), (upheld,) = hold(
            Competition.objects.filter(pk=appeal.competition_id),
            Appeal.objects.filter(pk=appeal.pk),
        )
        upheld.competition = call
        protocol = Protocol(
            competition=call,
            number=_next_number(call),
            meeting=_latest_meeting(call),
            appeal=upheld,
            amends=Protocol.objects.filter(competition=call).signed().first(),
            drawn_up_at=clock.now(),
        )
        return begin(
            protocol,
            actor=actor,
            tell=notices.protocol_drawn_up,
            also=_propose_from_appeal,
            number=protocol.number,
            appeal=upheld,
        )


def _propose_from_appeal(protocol: Protocol) -> dict[str, Any]:
    """Fill the draft with what the appeal decided, unless an earlier one already said it."""
    appeal = protocol.appeal
    if appeal is None or appeal.protocols.exclude(pk=protocol.pk).exists():
        return {"proposals": 0}
    rows = [proposed(effect, protocol) for effect in appeal.effects_in_order()]
    Proposal.objects.bulk_create(rows)
    return {"proposals": len(rows)}


def _next_number(competition: Competition) -> int:
    highest = Protocol.objects.filter(competition=competition).aggregate(highest=Max("number"))[
        "highest"
    ]
    return (highest or 0) + 1


def _latest_meeting(competition: Competition) -> Meeting | None:
    return Meeting.objects.filter(competition=competition).held().first()


def _propose_from_ranking(protocol: Protocol) -> dict[str, Any]:
    funding = protocol.funding
    if funding is None:
        return {"proposals": 0}
    applications = {key_of(one.number): one for one in protocol.applications_in_play()}
    rows = []
    for position, row in enumerate(funding.rows, start=1):
        outcome = outcome_said(row)
        proposal = Proposal(
            protocol=protocol,
            application=applications[row.key],
            position=position,
            outcome=outcome,
            granted=row.grant or None,
            place=row.reserve_place,
            rung=_rung_of(row),
        )
        if outcome == Outcome.PASS_OVER:
            proposal.reason_ky, proposal.reason_ru = (
                _why_not(row, language) for language in ("ky", "ru")
            )
        rows.append(proposal)
    Proposal.objects.bulk_create(rows, batch_size=500)
    return {"proposals": len(rows)}


def _rung_of(row: Any) -> str:
    if row.ranked is None:
        return ""
    rung = row.ranked.above or row.ranked.below
    return str(rung.kind) if rung else ""


def _why_not(row: Any, language: str) -> str:
    """The usual reason, in the language of the text it goes into; the commission may reword it."""
    sentences = {
        "below_pass_mark": lambda: now_in_words("The score is under the pass mark."),
        "too_few_scores": lambda: now_in_words(
            "There are too few scores or no quorum for this application."
        ),
    }
    with override(language):
        found = sentences.get(str(row.outcome))
        return (
            found()
            if found
            else now_in_words("The fund of the call was spent on higher places in the ranking.")
        )


def answer_checks(
    competition: Competition,
    *,
    actor: User,
    words_ky: str,
    words_ru: str,
    about: Sequence[str] = (),
) -> Answer:
    """Answer in words where a check of fairness would finance others than the ranking does.

    One answer may be about several kinds of checks; about none named it is about all that differ.
    """
    with acting():
        ((call,),) = hold(Competition.objects.filter(pk=competition.pk))
        answer = Answer(
            competition=call, words_ky=words_ky, words_ru=words_ru, answered_at=clock.now()
        )
        # What the screen said is kept with what was answered to it.
        differing = answer.now_differs()
        if set(about) - {one["check"] for one in differing}:
            raise ValidationError(
                {"about": now_in_words("This check ends as the ranking does: take it off.")}
            )
        answer.differences = [one for one in differing if not about or one["check"] in about]
        return begin(
            answer,
            actor=actor,
            words_ky=words_ky,
            words_ru=words_ru,
            differences=answer.differences,
        )


def change_protocol(
    protocol: Protocol,
    *,
    actor: User,
    words_ky: str | None = None,
    words_ru: str | None = None,
    meeting: Meeting | None = None,
    proposals: Sequence[Mapping[str, Any]] = (),
) -> Protocol:
    """Change what the draft says; whoever has signed it must sign again."""
    if meeting is not None and meeting.competition_id != protocol.competition_id:
        raise ValidationError({"meeting": now_in_words("Choose a meeting of this commission.")})

    def keep(changed: Protocol) -> dict[str, Any]:
        changed.signatures.all().delete()
        taken = _without_paper(changed)
        known = {row.application_id: row for row in changed.proposals.all()}
        for row in proposals:
            application = row["application"]
            if application.competition_id != changed.competition_id:
                raise ValidationError(now_in_words("Choose an application of this competition."))
            proposal = known.get(application.pk) or Proposal(
                protocol=changed, application=application, position=len(known) + 1
            )
            _rewrite(proposal, row)
            known[application.pk] = proposal
        return taken | {
            "proposals": [
                {"number": row["application"].number, "outcome": row["outcome"]}
                for row in proposals
            ]
        }

    return perform(
        protocol,
        "change_protocol",
        actor=actor,
        also=keep,
        words_ky=words_ky,
        words_ru=words_ru,
        meeting=meeting,
    )


def _rewrite(proposal: Proposal, row: Mapping[str, Any]) -> None:
    outcome = row["outcome"]
    proposal.outcome = outcome
    # What does not belong to the decision is not kept beside it.
    proposal.granted = row.get("granted") if outcome == Outcome.AWARD else None
    proposal.place = row.get("place") if outcome == Outcome.RESERVE else None
    proposal.reason_ky, proposal.reason_ru = row.get("reason_ky", ""), row.get("reason_ru", "")
    if outcome not in proposal.protocol.outcomes():
        raise ValidationError(now_in_words("This protocol cannot decide so."))
    proposal.full_clean()
    proposal.save()


def draw_up_again(protocol: Protocol, *, actor: User) -> Protocol:
    """Begin the proposals afresh: from the ranking as it stands now, or from the appeal."""

    def renew(protocol: Protocol) -> dict[str, Any]:
        protocol.signatures.all().delete()
        protocol.proposals.all().delete()
        fill = _propose_from_appeal if protocol.amends_id else _propose_from_ranking
        return _without_paper(protocol) | fill(protocol)

    return perform(protocol, "draw_up_again", actor=actor, also=renew)


def countersign(protocol: Protocol, *, actor: User) -> Protocol:
    """Sign the draft as the secretary or a member, before the chair does."""

    def keep(signed: Protocol) -> dict[str, Any]:
        seat = next(seat for seat in signed.competition.seated() if seat.user_id == actor.pk)
        signature = Signature(protocol=signed, seat=seat, signed_at=clock.now())
        signature.full_clean()
        signature.save()
        return {"seat": seat}

    return perform(protocol, "countersign", actor=actor, also=keep)


def sign(protocol: Protocol, *, actor: User) -> Protocol:
    """Sign the protocol: points, ranking and paper are frozen until an amending protocol."""
    call = protocol.competition_id
    with acting():
        hold(
            Competition.objects.filter(pk=call),
            Application.objects.filter(competition=call),
            Sheet.objects.filter(competition=call),
            TieBreak.objects.filter(competition=call),
            Meeting.objects.filter(competition=call),
            Protocol.objects.filter(pk=protocol.pk),
        )
        return perform(
            protocol, "sign", actor=actor, tell=notices.protocol_signed, also=_seal, signed_by=actor
        )


def _seal(protocol: Protocol) -> dict[str, Any]:
    return {
        "number": protocol.number,
        "sha256": protocol.sha256,
        "decisions": [
            {
                "number": row.application.number,
                "outcome": row.outcome,
                "granted": row.granted,
                "place": row.place,
            }
            for row in protocol.proposals_in_order()
        ],
    }


def attach_scan(
    protocol: Protocol,
    *,
    actor: User,
    scans: Sequence[Any],
    signed_on: date | None = None,
    signers: str = "",
) -> Protocol:
    """Attach photos or files of the signed paper: who signed it, who entered it and when.

    More may follow; what is attached to a signed protocol is never taken out or replaced.
    """
    if signed_on is not None and signed_on > clock.today():
        raise ValidationError({"signed_on": now_in_words("This day has not come yet.")})

    def keep(changed: Protocol) -> dict[str, Any]:
        last = changed.pages.aggregate(last=Max("number"))["last"] or 0
        if last + len(scans) > MOST_PAGES:
            words = now_in_words("At most %(count)s files are taken of one protocol.")
            raise ValidationError({"scans": words % {"count": MOST_PAGES}})
        pages = []
        for number, file in enumerate(scans, start=last + 1):
            page = SignedPage(
                protocol=changed,
                number=number,
                file=file,
                sha256=_fingerprint_of(file),
                entered_at=clock.now(),
                entered_by=actor,
            )
            page.full_clean(exclude={"protocol"})
            page.save()
            pages.append({"number": number, "sha256": page.sha256})
        return {"files": pages}

    return perform(
        protocol, "attach_scan", actor=actor, also=keep, signed_on=signed_on, signers=signers
    )


def _fingerprint_of(file: Any) -> str:
    digest = sha256()
    file.seek(0)
    for piece in iter(lambda: file.read(1 << 16), b""):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def take_out_scans(protocol: Protocol, *, actor: User) -> Protocol:
    """Take what was attached to a draft out again; of a signed protocol nothing is taken out."""
    return perform(protocol, "take_out_scans", actor=actor, also=_without_paper)


def _without_paper(protocol: Protocol) -> dict[str, Any]:
    """The paper signed from an earlier draft says something else: it stands no more."""
    taken = list(protocol.pages.order_by("number"))
    for page in taken:
        page.protocol = protocol
        page.delete()
    return {"taken_out": [page.sha256 for page in taken]} if taken else {}
