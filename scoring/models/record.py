"""Everything a protocol rests on, as one plain record: what signing freezes."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

from applications.models import Application, covered_titles
from audit.canonical import plain
from competitions.choices import PermitState
from competitions.rules.composition import figures_of
from scoring.models.meeting import Meeting, attendance_facts
from scoring.models.sheet import Mark, Sheet
from scoring.points import shown

if TYPE_CHECKING:
    from competitions.models import Competition
    from scoring.models.protocol import Protocol


def record_of(protocol: "Protocol") -> dict[str, Any]:
    """Call, commission, meeting, grid, ranking, ties and proposals, without a language."""
    competition = protocol.competition
    record = {
        "number": protocol.number,
        "amends": protocol.amends.number if protocol.amends else None,
        "appeal": appeal_facts(protocol),
        "call": call_facts(competition),
        "commission": commission_facts(competition),
        "composition": figures_of(competition, competition.seated()),
        "permits": permit_facts(competition),
        "meeting": meeting_facts(protocol.meeting) if protocol.meeting else None,
        "proposals": proposal_facts(protocol),
        "total": protocol.sum_of_grants(),
        "words_ky": protocol.words_ky,
        "words_ru": protocol.words_ru,
        "signatures": signature_facts(protocol),
        "drawn_up_at": protocol.drawn_up_at,
        "signed_at": protocol.signed_at,
        "signed_by": protocol.signed_by.name if protocol.signed_by else "",
    }
    if protocol.amends_id is None:
        record |= {
            "applications": application_facts(competition),
            "grid": grid_facts(competition),
            "ranking": ranking_facts(protocol),
            "ties": tie_facts(competition),
            "consents": consent_facts(protocol),
            "checks": check_facts(protocol),
        }
    return dict(plain(record))


def call_facts(competition: "Competition") -> dict[str, Any]:
    """The terms the decision rests on."""
    version = competition.versions.order_by("-number").first()
    municipality = competition.municipality
    return {
        "id": competition.pk,
        "title_ky": competition.title_ky,
        "title_ru": competition.title_ru,
        "year": competition.year,
        "number": competition.number,
        "municipality": {
            "soate": municipality.soate,
            "name_ky": municipality.name_ky,
            "name_ru": municipality.name_ru,
        },
        "terms": {"version": version.number, "sha256": version.sha256} if version else None,
        "fund": competition.fund,
        "maximum_grant": competition.maximum_grant,
        "combining": competition.combining,
        "pass_mark": competition.pass_mark,
        "minimum_scores": competition.minimum_scores,
        "quorum": f"{competition.quorum_numerator}/{competition.quorum_denominator}",
        "cutoff": competition.cutoff,
        "part_minimum_share": competition.part_minimum_share,
        "reserve_places": competition.reserve_places,
        "reserve_days": competition.reserve_days,
        "ladder": competition.ladder,
        "criteria": [
            {
                "key": row.key,
                "title_ky": row.title_ky,
                "title_ru": row.title_ru,
                "minimum": row.minimum,
                "maximum": row.maximum,
                "step": row.step,
                "weight": row.weight,
            }
            for row in competition.criteria_in_order()
        ],
    }


def commission_facts(competition: "Competition") -> list[dict[str, Any]]:
    """The seats as they were held when the protocol was signed."""
    return [
        {
            "seat": seat.pk,
            "name": seat.user.name,
            "role": seat.role,
            "represents": seat.represents,
            "sex": seat.sex,
            "order_number": seat.order_number,
            "order_on": seat.order_on,
            "outside": seat.is_outside,
            # Whoever left by a later order, why; who came instead is a seat of its own.
            "released": None
            if seat.is_seated
            else {
                "order_number": seat.released_order_number,
                "order_on": seat.released_order_on,
                "reason": seat.released_reason,
            },
        }
        for seat in competition.seats.select_related("user").order_by("pk")
    ]


def permit_facts(competition: "Competition") -> list[dict[str, Any]]:
    """Who was let in late, until when and why."""
    return [
        {
            "name": "" if competition.covers_names else permit.user.name,
            "until": permit.until,
            "reason_ky": permit.reason_ky,
            "reason_ru": permit.reason_ru,
            "signed_by": permit.granted_by.name,
        }
        for permit in competition.permits.filter(state=PermitState.GRANTED)
        .select_related("user", "granted_by")
        .order_by("pk")
    ]


def meeting_facts(meeting: Meeting) -> dict[str, Any]:
    """Where and when, who was there, what was asked, how they voted, who dissented."""
    present, needed, seats = meeting.quorum()
    return {
        "held_at": meeting.held_at,
        "place_ky": meeting.place_ky,
        "place_ru": meeting.place_ru,
        "broadcast_link": meeting.broadcast_link,
        "attendance": attendance_facts(meeting),
        "quorum": {"present": present, "needed": needed, "seats": seats},
        "questions": [
            {"asked_by": row.asked_by, "text": row.text, "answer": row.answer}
            for row in meeting.questions.order_by("pk")
        ],
        "motions": [
            {
                "text_ky": motion.text_ky,
                "text_ru": motion.text_ru,
                "application": motion.application.number if motion.application else None,
                "secret": motion.is_secret,
                "counts": motion.counts(),
                "votes": [
                    {"name": vote.seat.user.name, "ballot": vote.ballot}
                    for vote in motion.votes.all()
                ],
                "carried": motion.is_carried,
            }
            for motion in meeting.motions_in_order()
        ],
        "dissents": [
            {"name": row.seat.user.name, "text": row.text}
            for row in meeting.dissents.select_related("seat__user").order_by("pk")
        ],
    }


def application_facts(competition: "Competition") -> list[dict[str, Any]]:
    """What each application received was, and how its check ended."""
    rows = Application.objects.filter(competition=competition.pk).received().order_by("number")
    # SECURITY: a commission that knows codes only signs a record that tells codes only.
    hidden = competition.covers_names
    titles = covered_titles(competition.pk) if hidden else {}
    return [
        {
            "id": row.pk,
            "number": row.number,
            "code": row.code,
            "title": titles.get(row.pk, row.title),
            "village": row.village,
            "applicant": row.code if hidden else row.shown_name,
            "received_at": row.received_at,
            "asked": row.asked,
            "own": row.own,
            "state": row.state,
            "ground": "" if hidden else row.ground,
            "consents_to_part": row.consents_to_part,
        }
        for row in rows
    ]


def grid_facts(competition: "Competition") -> list[dict[str, Any]]:
    """Every sheet: its state, what was declared, and the points of those that count."""
    marks: dict[int, dict[str, Any]] = {}
    sent = Sheet.objects.filter(competition=competition.pk).counted()
    for sheet, key, points, reason in (
        Mark.objects.filter(sheet__in=sent)
        .order_by("sheet_id", "criterion__position", "criterion_id")
        .values_list("sheet_id", "criterion__key", "points", "reason")
    ):
        marks.setdefault(sheet, {})[key] = {"points": points, "reason": reason}
    sheets = (
        Sheet.objects.filter(competition=competition.pk)
        .in_play()
        .order_by("application__number", "seat_id")
    )
    return [
        {
            "application": number,
            "seat": seat,
            "state": state,
            "interest_kind": kind,
            "interest_words": words,
            "reason": reason,
            "sent_at": sent_at,
            "versions": versions,
            "marks": marks.get(pk, {}),
        }
        for pk, number, seat, state, kind, words, reason, sent_at, versions in sheets.values_list(
            "pk",
            "application__number",
            "seat_id",
            "state",
            "interest_kind",
            "interest_words",
            "reason",
            "sent_at",
            "versions_count",
        )
    ]


def ranking_facts(protocol: "Protocol") -> list[dict[str, Any]]:
    """The ranking row by row, with what the cut-off rule made of it."""
    funding = protocol.funding
    return [] if funding is None else [ranking_row(row) for row in funding.rows]


def ranking_row(row: Any) -> dict[str, Any]:
    """One row of the ranking as it is kept and shown."""
    ranked = row.ranked
    return {
        "number": int(row.key),
        "place": ranked.place if ranked else None,
        "score": str(ranked.score) if ranked else None,
        "score_shown": shown(ranked.score) if ranked else None,
        "passes": bool(ranked and ranked.passes),
        "scores": row.candidate.sheets,
        "seats": row.candidate.seats_not_recused,
        "present": row.candidate.seats_present,
        "rung_above": ranked.above.kind if ranked and ranked.above else "",
        "rung_below": ranked.below.kind if ranked and ranked.below else "",
        "asked": row.candidate.asked,
        "own_share": str(row.candidate.own_share),
        "beneficiaries": row.candidate.beneficiaries,
        "funded_last": row.candidate.funded_last,
        "consents_to_part": row.candidate.consents_to_part,
        "outcome": str(row.outcome),
        "grant": row.grant,
        "running_sum": row.running_sum,
        "reserve_place": row.reserve_place,
    }


def tie_facts(competition: "Competition") -> list[dict[str, Any]]:
    """How ties were settled by people or by lot, so that anybody can repeat it."""
    ties = (
        apps.get_model("scoring", "TieBreak")
        .objects.filter(competition=competition.pk)
        .recorded()
        .order_by("pk")
    )
    return [
        {
            "kind": tie.kind,
            "numbers": tie.numbers,
            "steps": tie.steps,
            "votes": tie.votes,
            "seed": tie.seed,
            "witnesses": tie.witnesses,
            "digests": dict(tie.digests()),
            "reason": tie.reason,
            "settled_at": tie.settled_at,
        }
        for tie in ties
    ]


def consent_facts(protocol: "Protocol") -> list[dict[str, Any]]:
    """Who agreed to be financed in part beside the application, how and to how little."""
    return [
        {
            "number": consent.application.number,
            "least": consent.least,
            "way": consent.way,
            "given_by": consent.given_by,
            "given_at": consent.given_at,
        }
        for consent in protocol.consents.values()
    ]


def check_facts(protocol: "Protocol") -> dict[str, Any]:
    """Which checks would finance others than the ranking, and what the commission answered."""
    answers = apps.get_model("scoring", "Answer").objects.filter(
        competition=protocol.competition_id
    )
    return {
        "differences": protocol.differences,
        "answers": [
            {
                "about": [one["check"] for one in answer.differences],
                "words_ky": answer.words_ky,
                "words_ru": answer.words_ru,
                "answered_at": answer.answered_at,
            }
            for answer in answers.order_by("pk")
            # What was said to a check that names others now was said about something else.
            if any(one in protocol.differences for one in answer.differences)
        ],
    }


def proposal_facts(protocol: "Protocol") -> list[dict[str, Any]]:
    """What is decided about each application."""
    hidden = protocol.competition.covers_names
    titles = covered_titles(protocol.competition_id) if hidden else {}
    return [
        {
            "application": row.application_id,
            "number": row.application.number,
            "title": titles.get(row.application_id, row.application.title),
            "applicant": row.application.code if hidden else row.application.shown_name,
            "asked": row.application.asked,
            "outcome": row.outcome,
            "granted": row.granted,
            "place": row.place,
            "reason_ky": row.reason_ky,
            "reason_ru": row.reason_ru,
            "rung": row.rung,
        }
        for row in protocol.proposals_in_order()
    ]


def signature_facts(protocol: "Protocol") -> list[dict[str, Any]]:
    """Who signed beside the chair."""
    return [
        {"name": row.seat.user.name, "role": row.seat.role, "signed_at": row.signed_at}
        for row in protocol.signatures.select_related("seat__user").order_by("pk")
    ]


def appeal_facts(protocol: "Protocol") -> dict[str, Any] | None:
    """The appeal an amending protocol answers."""
    appeal = protocol.appeal
    if appeal is None:
        return None
    return {
        "filed_by": appeal.filed_by_name,
        "filed_at": appeal.filed_at,
        "about": appeal.about,
        "number": appeal.application.number if appeal.application else None,
        "decision_ky": appeal.decision_ky,
        "decision_ru": appeal.decision_ru,
        "effect_ky": appeal.effect_ky,
        "effect_ru": appeal.effect_ru,
        "effects": [effect.said() for effect in appeal.effects_in_order()],
    }
