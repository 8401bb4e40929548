"""The meeting of the commission: who was there, what was asked, how they voted."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from applications.models import Application
from audit import clock
from audit.acts import Beginning, says
from competitions.choices import SeatRole, Voting
from competitions.models import Competition, Seat
from scoring import rules
from scoring.choices import APART, COUNTED, Ballot, MeetingState, ProtocolState
from scoring.models.assembly import quorum_of
from scoring.models.sheet import Sheet
from scoring.points import quorum_needed
from scoring.querysets import MeetingQuerySet
from ui.languages import pick


class Meeting(models.Model):
    """A meeting of the commission of one call."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    held_at = models.DateTimeField(_("day and hour"))
    place_ky = models.CharField(_("place, in Kyrgyz"), max_length=300)
    place_ru = models.CharField(_("place, in Russian"), max_length=300)
    broadcast_link = models.URLField(_("link of the broadcast"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    state = FSMField(
        _("state"),
        choices=MeetingState,
        default=MeetingState.PLANNED,
        protected=True,
        editable=False,
    )

    objects = MeetingQuerySet.as_manager()

    beginning = Beginning(
        verb="plan_meeting",
        label=_("Plan a meeting"),
        done=_("Meeting planned"),
        may=rules.may_prepare_meeting,
        conditions=[rules.commission_may_meet],
    )

    def __str__(self) -> str:
        return now_in_words("Meeting of %(moment)s") % {"moment": clock.words(self.held_at)}

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.pk])

    @property
    def is_held(self) -> bool:
        return self.state == MeetingState.HELD

    @cached_property
    def voting_seats(self) -> list[Seat]:
        """The seats that score and vote, and the alternates who were called."""
        seats = self.competition.seated()
        if not any(seat.role == SeatRole.ALTERNATE for seat in seats):
            return [seat for seat in seats if seat.scores]
        called = set(
            Sheet.objects.filter(competition=self.competition_id)
            .values_list("seat_id", flat=True)
            .distinct()
        )
        return [seat for seat in seats if seat.scores or seat.pk in called]

    @cached_property
    def attendance(self) -> dict[int, bool]:
        """By seat: whether its holder is there."""
        return dict(self.attendances.values_list("seat_id", "present"))

    @property
    def is_secret(self) -> bool:
        """Whether the call lets the commission vote in secret."""
        return self.competition.voting == Voting.SECRET

    def present_seats(self) -> list[Seat]:
        """The voting seats whose holders came."""
        return [seat for seat in self.voting_seats if self.attendance.get(seat.pk)]

    def quorum(self) -> tuple[int, int, int]:
        """How many voting seats are present, how many are needed, how many there are."""
        seats = self.voting_seats
        present = sum(1 for seat in seats if self.attendance.get(seat.pk))
        return present, quorum_needed(len(seats), quorum_of(self.competition)), len(seats)

    @cached_property
    def is_sealed(self) -> bool:
        """Whether a protocol signed since rests on this meeting, asked once a request."""
        return self.protocols.filter(state=ProtocolState.SIGNED).exists()

    def motions_in_order(self) -> models.QuerySet:
        """What was put to the vote, with every vote and its voter."""
        votes = models.Prefetch("votes", Vote.objects.select_related("seat__user").order_by("pk"))
        return self.motions.select_related("application").prefetch_related(votes).order_by("pk")

    def apart_from(self, application: Application | None) -> set[int]:
        """The seats that have no voice about this application."""
        if application is None:
            return set()
        recused = Sheet.objects.filter(application=application, state__in=APART).values_list(
            "seat_id", flat=True
        )
        return set(recused)

    @transition(
        state,
        source=MeetingState.PLANNED,
        target=None,
        permission=rules.may_prepare_meeting,
        conditions=[rules.commission_may_meet],
        custom=says(_("Change the meeting"), _("Meeting changed"), silent=True),
    )
    def change_meeting(self, *, at, held_at, place_ky, place_ru, broadcast_link):
        self.held_at, self.broadcast_link = held_at, broadcast_link
        self.place_ky, self.place_ru = place_ky, place_ru

    @transition(
        state,
        source=MeetingState.PLANNED,
        target=None,
        permission=rules.may_prepare_meeting,
        conditions=[rules.meeting_hour_has_come],
        custom=says(_("Record who is present"), _("Attendance recorded")),
    )
    def record_attendance(self, *, at, present):
        pass

    @transition(
        state,
        source=MeetingState.PLANNED,
        target=MeetingState.HELD,
        permission=rules.may_prepare_meeting,
        conditions=[
            rules.commission_may_meet,
            rules.meeting_hour_has_come,
            rules.quorum_is_present,
        ],
        custom=says(_("Open the meeting"), _("Meeting opened with a quorum"), weight="main"),
    )
    def open_meeting(self, *, at):
        self.opened_at = at

    @transition(
        state,
        source=MeetingState.HELD,
        target=None,
        permission=rules.may_prepare_meeting,
        conditions=[rules.meeting_is_not_sealed],
        custom=says(_("Record a question"), _("Question recorded")),
    )
    def record_question(self, *, at, asked_by, text, answer):
        pass

    @transition(
        state,
        source=MeetingState.HELD,
        target=None,
        permission=rules.may_prepare_meeting,
        conditions=[rules.meeting_is_not_sealed],
        custom=says(_("Record a vote"), _("Vote recorded")),
    )
    def record_motion(self, *, at, text_ky, text_ru, application=None, votes, counts=None):
        pass

    @transition(
        state,
        source=MeetingState.HELD,
        target=None,
        permission=rules.may_dissent,
        conditions=[rules.meeting_is_not_sealed],
        custom=says(_("Write a dissenting opinion"), _("Dissenting opinion written")),
    )
    def record_dissent(self, *, at, text):
        pass


class Attendance(models.Model):
    """Whether the holder of one seat came."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    present = models.BooleanField(_("present"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_a_seat")
        ]

    def __str__(self) -> str:
        return str(self.seat)


class Question(models.Model):
    """A question of a resident, with the answer."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="questions")
    asked_by = models.CharField(_("asked by"), max_length=160, blank=True)
    text = models.TextField(_("question"), max_length=2000)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))

    def __str__(self) -> str:
        return self.text[:80]


class Motion(models.Model):
    """What was put to the vote."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="motions")
    application = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("application"),
    )
    text_ky = models.TextField(_("what was put to the vote, in Kyrgyz"), max_length=1000)
    text_ru = models.TextField(_("what was put to the vote, in Russian"), max_length=1000)
    # Of a secret vote there are only counts: nobody can say afterwards who voted how.
    is_secret = models.BooleanField(_("secret vote"), default=False)
    counted = models.JSONField(_("counts of a secret vote"), default=dict, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))

    def __str__(self) -> str:
        return pick(self, "text")[:80]

    def counts(self) -> dict[str, int]:
        """How many voted for, against, abstained, and had no voice."""
        given = [vote.ballot for vote in self.votes.all()]
        named = {ballot.value: given.count(ballot) for ballot in Ballot}
        return named | self.counted if self.is_secret else named

    @property
    def counts_shown(self) -> str:
        """The counts in words, for a page."""
        counts = self.counts()
        return "; ".join(f"{ballot.label}: {counts[ballot]}" for ballot in Ballot)

    @property
    def is_carried(self) -> bool:
        """More for than against."""
        counts = self.counts()
        return counts[Ballot.FOR] > counts[Ballot.AGAINST]


class Vote(models.Model):
    """How one seat voted on one motion."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    ballot = models.CharField(_("vote"), max_length=10, choices=Ballot)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "seat"], name="one_vote_a_seat")]

    def __str__(self) -> str:
        return str(self.get_ballot_display())


class Dissent(models.Model):
    """An opinion that departs from the decision, in its author's words."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="dissents")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    text = models.TextField(_("opinion"), max_length=4000)
    written_at = models.DateTimeField(_("written"))

    def __str__(self) -> str:
        return str(self.seat)


def checked_votes(
    meeting: Meeting, application: Application | None, votes: Mapping[int, str]
) -> dict[int, str]:
    """The votes of those present; who stands apart from the application has no voice."""
    apart = meeting.apart_from(application)
    present = meeting.present_seats()
    known = {seat.pk for seat in present}
    if set(votes) - known:
        raise ValidationError(now_in_words("Only those present vote."))
    checked = {}
    for seat in present:
        ballot = Ballot.RECUSED if seat.pk in apart else votes.get(seat.pk)
        if ballot is None:
            raise ValidationError(
                now_in_words("%(person)s has no vote yet.") % {"person": seat.user.name}
            )
        if ballot == Ballot.RECUSED and seat.pk not in apart:
            raise ValidationError(
                now_in_words("%(person)s has declared no interest and votes.")
                % {"person": seat.user.name}
            )
        checked[seat.pk] = Ballot(ballot).value
    return checked


def checked_counts(
    meeting: Meeting, application: Application | None, counts: Mapping[str, int]
) -> tuple[dict[str, int], dict[int, str]]:
    """The counts of a secret vote, never more than have a voice; who stands apart by name."""
    apart = meeting.apart_from(application)
    present = meeting.present_seats()
    recused = {seat.pk: Ballot.RECUSED.value for seat in present if seat.pk in apart}
    counted = {ballot.value: int(counts.get(ballot.value) or 0) for ballot in COUNTED}
    voices = len(present) - len(recused)
    if any(count < 0 for count in counted.values()) or sum(counted.values()) > voices:
        raise ValidationError(
            now_in_words("There are %(votes)s votes, but only %(voices)s of those present vote.")
            % {"votes": sum(counted.values()), "voices": voices}
        )
    if not sum(counted.values()):
        raise ValidationError(now_in_words("Write down how many voted."))
    return counted, recused


def attendance_facts(meeting: Meeting) -> list[dict[str, Any]]:
    """Who came and who did not, as the protocol keeps it."""
    return [
        {
            "name": seat.user.name,
            "role": seat.role,
            "present": bool(meeting.attendance.get(seat.pk)),
        }
        for seat in meeting.competition.seated()
    ]
