"""The protocol: one record, two texts; signing freezes it."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import User
from applications.choices import SCORED, ApplicationState
from applications.models import Application
from audit.acts import Beginning, says
from audit.canonical import fingerprint
from competitions.choices import SeatRole, Signers
from competitions.models import Competition, Seat
from scoring import rules
from scoring.choices import FIRST_OUTCOMES, Outcome, ProtocolState
from scoring.cutoff import Funding
from scoring.models.appeal import Appeal, Effect
from scoring.models.assembly import candidates_of, funding_of, key_of, ranking_of
from scoring.models.checks import differences_of
from scoring.models.consent import consents_of
from scoring.models.meeting import Meeting
from scoring.models.record import record_of
from scoring.points import Candidate
from scoring.querysets import ProtocolQuerySet
from scoring.ranking import Ranking


class Protocol(models.Model):
    """What the commission decided, application by application."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("amends"),
    )
    appeal = models.ForeignKey(
        Appeal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="protocols",
        verbose_name=_("appeal"),
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="protocols",
        verbose_name=_("meeting"),
    )
    words_ky = models.TextField(
        _("words of the commission, in Kyrgyz"), max_length=10000, blank=True
    )
    words_ru = models.TextField(
        _("words of the commission, in Russian"), max_length=10000, blank=True
    )
    facts = models.JSONField(default=dict, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    paper_signed_on = models.DateField(_("day the paper was signed"), null=True, blank=True)
    paper_signers = models.TextField(_("who signed the paper"), max_length=1000, blank=True)
    drawn_up_at = models.DateTimeField(_("drawn up"))
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    state = FSMField(
        _("state"),
        choices=ProtocolState,
        default=ProtocolState.DRAFT,
        protected=True,
        editable=False,
    )

    objects = ProtocolQuerySet.as_manager()

    beginning = Beginning(
        verb="draw_up",
        label=_("Draw up the protocol"),
        done=_("Protocol drawn up"),
        may=rules.may_prepare_protocol,
        conditions=[
            rules.protocol_has_its_occasion,
            rules.protocol_is_the_only_one,
            rules.ranking_is_settled,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competition", "number"], name="one_protocol_a_number"),
            models.UniqueConstraint(
                fields=["competition"],
                condition=models.Q(state=ProtocolState.DRAFT),
                name="one_draft_protocol",
                violation_error_message=_("There is already a draft of a protocol."),
            ),
        ]

    def __str__(self) -> str:
        words = (
            _("Amending protocol № %(number)s") if self.amends_id else _("Protocol № %(number)s")
        )
        return str(words) % {"number": self.number}

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("protocol_detail", args=[self.pk])

    @cached_property
    def pages_in_order(self) -> list[Any]:
        """The signed paper, file by file, read once."""
        return list(self.pages.select_related("entered_by").order_by("number"))

    @property
    def is_signed(self) -> bool:
        return self.state == ProtocolState.SIGNED

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The applications with the points that count now, read once a request."""
        return candidates_of(self.competition)

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking as the rows stand now, reckoned once a request."""
        return ranking_of(self.competition, self.candidates)

    @cached_property
    def funding(self) -> Funding | None:
        """What the cut-off rule of the call makes of the ranking."""
        return funding_of(self.competition, self.ranking)

    def applications_in_play(self) -> models.QuerySet:
        """The applications the commission decides about."""
        return Application.objects.filter(competition=self.competition_id, state__in=SCORED)

    @cached_property
    def consents(self) -> dict[int, Any]:
        """What applicants agreed to beside their applications, by application."""
        return consents_of(self.competition)

    @cached_property
    def differences(self) -> list[dict[str, Any]]:
        """Which checks of fairness would fund others than the ranking does."""
        return differences_of(self.competition, self.candidates)

    @cached_property
    def _proposals(self) -> list[Any]:
        return list(self.proposals.select_related("application").order_by("position", "pk"))

    def proposals_in_order(self) -> list[Any]:
        """The proposals in the order of the ranking, read once."""
        for row in self._proposals:
            row.protocol = self
        return self._proposals

    def deviations(self) -> list[Any]:
        """The proposals that say something else than the ranking and the cut-off rule."""
        if self.funding is None:
            return []
        said = {row.key: row for row in self.funding.rows}
        return [
            row
            for row in self.proposals_in_order()
            if row.departs_from(said.get(key_of(row.application.number)))
        ]

    def sum_of_grants(self) -> Decimal:
        """What all grants come to when this protocol is signed, som."""
        proposals = self.proposals_in_order()
        own = sum(
            (row.granted or Decimal(0) for row in proposals if row.outcome == Outcome.AWARD),
            Decimal(0),
        )
        if self.amends_id is None:
            return own
        untouched = Application.objects.filter(
            competition=self.competition_id, state=ApplicationState.AWARDED
        )
        others = untouched.exclude(pk__in=[row.application_id for row in proposals])
        total = own + (others.aggregate(total=Sum("granted"))["total"] or Decimal(0))
        # Databases sum to different lengths; the record must read the same from all of them.
        return total.quantize(Decimal("0.01"))

    def seats_still_to_sign(self) -> list[Seat]:
        """Who else must sign by the terms of the call and has not."""
        signed = set(self.signatures.values_list("seat_id", flat=True))
        wanted = []
        for seat in self.competition.seated():
            if seat.role == SeatRole.CHAIR or seat.pk in signed:
                continue
            if seat.role == SeatRole.SECRETARY or self._signs_as_member(seat):
                wanted.append(seat)
        return wanted

    def _signs_as_member(self, seat: Seat) -> bool:
        if self.competition.signers != Signers.ALL:
            return False
        return self.meeting is not None and bool(self.meeting.attendance.get(seat.pk))

    def outcomes(self) -> list[Outcome]:
        """What this protocol may say of an application."""
        return FIRST_OUTCOMES if self.amends_id is None else list(Outcome)

    @transition(
        state,
        source=ProtocolState.DRAFT,
        target=None,
        permission=rules.may_prepare_protocol,
        custom=says(_("Edit the proposals"), _("Protocol changed"), silent=True),
    )
    def change_protocol(self, *, at, words_ky=None, words_ru=None, meeting=None):
        self.words_ky = self.words_ky if words_ky is None else words_ky
        self.words_ru = self.words_ru if words_ru is None else words_ru
        self.meeting = meeting or self.meeting
        self.unsign_paper()

    @transition(
        state,
        source=ProtocolState.DRAFT,
        target=None,
        permission=rules.may_prepare_protocol,
        conditions=[rules.protocol_has_its_occasion, rules.ranking_is_settled],
        custom=says(_("Draw up again from the ranking"), _("Protocol drawn up again")),
    )
    def draw_up_again(self, *, at):
        self.drawn_up_at = at
        self.unsign_paper()

    @transition(
        state,
        source=ProtocolState.DRAFT,
        target=None,
        permission=rules.may_countersign,
        conditions=[
            rules.more_signatures_are_asked,
            rules.meeting_was_held,
            rules.proposals_are_complete,
        ],
        custom=says(_("Sign as a member"), _("Signed by a member")),
    )
    def countersign(self, *, at):
        pass

    @transition(
        state,
        source=ProtocolState.DRAFT,
        target=ProtocolState.SIGNED,
        permission=rules.may_sign_protocol,
        conditions=[
            rules.protocol_has_its_occasion,
            rules.protocol_sheets_are_settled,
            rules.meeting_was_held,
            rules.ranking_is_settled,
            rules.proposals_are_complete,
            rules.deviations_are_explained,
            rules.checks_are_answered,
            rules.grants_fit_the_fund,
            rules.others_have_signed,
        ],
        custom=says(_("Sign the protocol"), _("Protocol signed"), weight="main"),
    )
    def sign(self, *, at, signed_by):
        self.signed_at, self.signed_by = at, signed_by
        self.facts = record_of(self)
        self.sha256 = fingerprint(self.facts)

    @transition(
        state,
        source=[ProtocolState.DRAFT, ProtocolState.SIGNED],
        target=None,
        permission=rules.may_prepare_protocol,
        conditions=[rules.scan_may_be_attached],
        custom=says(_("Attach the signed paper"), _("Scan of the signed paper attached")),
    )
    def attach_scan(self, *, at, signed_on=None, signers=""):
        # Who signed the paper and when is said once of a signed protocol.
        if not (self.is_signed and self.paper_signed_on):
            self.paper_signed_on, self.paper_signers = signed_on, signers

    @transition(
        state,
        source=ProtocolState.DRAFT,
        target=None,
        permission=rules.may_prepare_protocol,
        conditions=[rules.scans_are_there],
        custom=says(_("Take the signed paper out"), _("Scans of the draft taken out")),
    )
    def take_out_scans(self, *, at):
        self.unsign_paper()

    def unsign_paper(self) -> None:
        """Forget who signed the paper: it says something else now."""
        self.paper_signed_on, self.paper_signers = None, ""


class Proposal(models.Model):
    """What the protocol says of one application."""

    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="proposals")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="+", verbose_name=_("application")
    )
    position = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome)
    granted = models.DecimalField(
        _("grant, som"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    place = models.PositiveSmallIntegerField(_("place in the reserve"), null=True, blank=True)
    reason_ky = models.TextField(_("reason in Kyrgyz"), max_length=2000, blank=True)
    reason_ru = models.TextField(_("reason in Russian"), max_length=2000, blank=True)
    rung = models.CharField(_("rung that decided"), max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "application"], name="one_proposal_an_application"
            )
        ]

    def __str__(self) -> str:
        return f"№ {self.application.number}: {self.get_outcome_display()}"

    @property
    def is_explained(self) -> bool:
        """Whether the reason stands in both languages."""
        return bool(self.reason_ky.strip() and self.reason_ru.strip())

    def faults(self) -> list[str]:
        """What is missing or wrong in what is said of this application."""
        match self.outcome:
            case Outcome.AWARD:
                return self._faults_of_grant()
            case Outcome.RESERVE:
                limit = self.protocol.competition.reserve_places
                if not self.place:
                    return [now_in_words("the place in the reserve is missing.")]
                if self.place > limit:
                    return [
                        now_in_words("the call has %(places)s places in the reserve.")
                        % {"places": limit}
                    ]
        if self.outcome == Outcome.PASS_OVER and not self.is_explained:
            return [now_in_words("say why it is not financed, in Kyrgyz and in Russian.")]
        if self.outcome == Outcome.ADMIT and self.application.state != ApplicationState.DECLINED:
            return [now_in_words("only an application declined in the check can be admitted.")]
        return []

    def _faults_of_grant(self) -> list[str]:
        if not self.granted:
            return [now_in_words("the sum of the grant is missing.")]
        faults = []
        if self.granted > self.application.asked:
            faults.append(now_in_words("the grant is more than was asked."))
        if self.granted > self.protocol.competition.maximum_grant:
            faults.append(now_in_words("the grant is more than the maximum of the call."))
        if self.granted < self.application.asked and not self.applicant_agrees():
            faults.append(now_in_words("the applicant has not agreed to be financed in part."))
        return faults

    def applicant_agrees(self) -> bool:
        """Whether the applicant takes this part: by its application, or by a consent recorded."""
        if self.application.consents_to_part:
            return True
        consent = self.protocol.consents.get(self.application_id)
        return consent is not None and consent.least <= (self.granted or 0)

    def departs_from(self, said: Any) -> bool:
        """Whether this says something else than the ranking and the cut-off rule."""
        if said is None:
            return True
        expected = outcome_said(said)
        if self.outcome != expected:
            return True
        if expected == Outcome.AWARD:
            return bool(self.granted != said.grant)
        return expected == Outcome.RESERVE and self.place != said.reserve_place


def proposed(effect: Effect, protocol: Protocol | None = None) -> Proposal:
    """What an amending protocol proposes to carry out the effect of the appeal it answers."""
    appeal = effect.appeal
    return Proposal(
        protocol=protocol or Protocol(competition=appeal.competition, appeal=appeal),
        application=effect.application,
        position=effect.position,
        outcome=effect.outcome,
        granted=effect.granted,
        place=effect.place,
        reason_ky=appeal.effect_ky,
        reason_ru=appeal.effect_ru,
    )


class Signature(models.Model):
    """A member's own signature under a draft, before the chair signs."""

    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="signatures")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "seat"],
                name="one_signature_a_seat",
                violation_error_message=_("You have already signed this protocol."),
            )
        ]

    def __str__(self) -> str:
        return str(self.seat)


def outcome_said(row: Any) -> Outcome:
    """What the cut-off rule makes of a row of the ranking, in the words of the protocol."""
    if row.grant:
        return Outcome.AWARD
    return Outcome.RESERVE if row.reserve_place else Outcome.PASS_OVER
