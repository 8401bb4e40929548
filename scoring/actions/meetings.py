"""The meeting: planned, opened with a quorum, its questions, votes and dissenting opinions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_in_words

from accounts.models import User
from applications.models import Application
from audit import clock
from audit.acts import acting, begin, hold, perform
from competitions.models import Competition
from scoring import notices
from scoring.models import (
    Attendance,
    Consent,
    Dissent,
    Meeting,
    Motion,
    Question,
    Vote,
    checked_counts,
    checked_votes,
)


def plan_meeting(
    competition: Competition,
    *,
    actor: User,
    held_at: datetime,
    place_ky: str,
    place_ru: str,
    broadcast_link: str = "",
) -> Meeting:
    """Call the commission together: day, hour, place, link of the broadcast."""
    meeting = Meeting(
        competition=competition,
        held_at=held_at,
        place_ky=place_ky,
        place_ru=place_ru,
        broadcast_link=broadcast_link,
    )
    return begin(
        meeting, actor=actor, tell=notices.meeting_planned, held_at=held_at, place_ky=place_ky
    )


def change_meeting(
    meeting: Meeting,
    *,
    actor: User,
    held_at: datetime,
    place_ky: str,
    place_ru: str,
    broadcast_link: str = "",
) -> Meeting:
    """Change the day, the hour or the place of a planned meeting; the commission is told."""
    return perform(
        meeting,
        "change_meeting",
        actor=actor,
        tell=notices.meeting_planned,
        held_at=held_at,
        place_ky=place_ky,
        place_ru=place_ru,
        broadcast_link=broadcast_link,
    )


def record_attendance(meeting: Meeting, *, actor: User, present: Sequence[int]) -> Meeting:
    """Record which seats are present, before the meeting is opened."""

    def keep(recorded: Meeting) -> dict[str, Any]:
        seats = {seat.pk for seat in recorded.competition.seated()}
        if set(present) - seats:
            raise ValidationError(
                {"present": now_in_words("Only the commission's own seats can be present.")}
            )
        recorded.attendances.all().delete()
        Attendance.objects.bulk_create(
            Attendance(meeting=recorded, seat_id=seat, present=seat in set(present))
            for seat in sorted(seats)
        )
        return {}

    return perform(meeting, "record_attendance", actor=actor, also=keep, present=sorted(present))


def open_meeting(meeting: Meeting, *, actor: User) -> Meeting:
    """Open the meeting: enough members are present."""
    return perform(meeting, "open_meeting", actor=actor)


def record_question(
    meeting: Meeting, *, actor: User, text: str, answer: str = "", asked_by: str = ""
) -> Meeting:
    """Record a question of a resident and the answer."""

    def keep(asked: Meeting) -> None:
        Question.objects.create(
            meeting=asked, asked_by=asked_by, text=text, answer=answer, recorded_at=clock.now()
        )

    return perform(
        meeting,
        "record_question",
        actor=actor,
        also=keep,
        asked_by=asked_by,
        text=text,
        answer=answer,
    )


def record_motion(
    meeting: Meeting,
    *,
    actor: User,
    text_ky: str,
    text_ru: str,
    votes: Mapping[int, str] | None = None,
    counts: Mapping[str, int] | None = None,
    application: Application | None = None,
) -> Meeting:
    """Record what was put to the vote and how everybody voted; of a secret vote the counts."""
    if application is not None and application.competition_id != meeting.competition_id:
        raise ValidationError(
            {"application": now_in_words("Choose an application of this competition.")}
        )

    def keep(voted: Meeting) -> dict[str, Any]:
        counted: dict[str, int] = {}
        if voted.is_secret:
            counted, checked = checked_counts(voted, application, counts or {})
        else:
            checked = checked_votes(voted, application, votes or {})
        motion = Motion.objects.create(
            meeting=voted,
            application=application,
            text_ky=text_ky,
            text_ru=text_ru,
            is_secret=voted.is_secret,
            counted=counted,
            recorded_at=clock.now(),
        )
        Vote.objects.bulk_create(
            Vote(motion=motion, seat_id=seat, ballot=checked[seat]) for seat in sorted(checked)
        )
        return {
            "votes": {str(seat): ballot for seat, ballot in checked.items()},
            "counts": counted,
            "carried": motion.is_carried,
        }

    return perform(
        meeting,
        "record_motion",
        actor=actor,
        also=keep,
        text_ky=text_ky,
        text_ru=text_ru,
        application=application,
        votes={},
    )


def record_consent(
    competition: Competition,
    *,
    actor: User,
    application: Application,
    least: Decimal,
    way: str,
    given_by: str,
    given_at: datetime | None = None,
) -> Consent:
    """Record that an applicant agrees to be financed in part, and how little is enough."""
    if application.competition_id != competition.pk:
        raise ValidationError(
            {"application": now_in_words("Choose an application of this competition.")}
        )
    given_at = given_at or clock.now()
    if given_at > clock.now():
        raise ValidationError({"given_at": now_in_words("This moment has not come yet.")})
    with acting():
        ((call,),) = hold(Competition.objects.filter(pk=competition.pk))
        consent = Consent(
            competition=call,
            application=application,
            least=least,
            way=way,
            given_by=given_by,
            given_at=given_at,
            recorded_at=clock.now(),
        )
        return begin(
            consent,
            actor=actor,
            application=application,
            least=least,
            way=way,
            given_by=given_by,
            given_at=given_at,
        )


def record_dissent(meeting: Meeting, *, actor: User, text: str) -> Meeting:
    """Write an opinion that departs from the decision; it goes into the protocol."""

    def keep(written: Meeting) -> None:
        seat = next(seat for seat in written.competition.seated() if seat.user_id == actor.pk)
        Dissent.objects.create(meeting=written, seat=seat, text=text, written_at=clock.now())

    return perform(meeting, "record_dissent", actor=actor, also=keep, text=text)
