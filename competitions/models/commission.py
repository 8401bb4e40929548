"""The commission's seats, and the late permits."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.choices import Role, Sex
from accounts.models import User
from audit.acts import Beginning, says
from competitions import rules
from competitions.choices import PermitState, SeatRole, SeatState
from competitions.models.competition import Competition
from competitions.querysets import PermitQuerySet, SeatQuerySet


class Seat(models.Model):
    """A seat in the commission of one call, given by an order."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    role = models.CharField(_("seat"), max_length=10, choices=SeatRole)
    represents = models.CharField(_("whom this person represents"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    order_number = models.CharField(_("number of the order"), max_length=40)
    order_on = models.DateField(_("date of the order"))
    is_outside = models.BooleanField(_("outside member"), default=False)
    seated_at = models.DateTimeField(_("seated"), null=True, blank=True)
    reason = models.TextField(_("why the commission is changed"), max_length=1000, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="replaced_by",
        null=True,
        blank=True,
        verbose_name=_("whom this person replaces"),
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_order_number = models.CharField(
        _("number of the order that released"), max_length=40, blank=True
    )
    released_order_on = models.DateField(
        _("date of the order that released"), null=True, blank=True
    )
    released_reason = models.TextField(_("why the seat was given up"), max_length=1000, blank=True)
    state = FSMField(
        _("state"), choices=SeatState, default=SeatState.SEATED, protected=True, editable=False
    )

    objects = SeatQuerySet.as_manager()

    beginning = Beginning(
        verb="seat",
        label=_("Seat a member"),
        done=_("Seated in the commission"),
        may=rules.may_seat,
        conditions=[
            rules.commission_is_at_work,
            rules.chair_is_one,
            rules.composition_is_kept,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "user"],
                condition=Q(state=SeatState.SEATED),
                name="one_seat_a_person",
                violation_error_message=_("This person already has a seat in this commission."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("seat_list", args=[self.competition_id])

    @property
    def scores(self) -> bool:
        """Whether whoever holds this seat scores and votes."""
        return self.role in self.competition.scoring_roles()

    @property
    def is_seated(self) -> bool:
        return self.state == SeatState.SEATED

    def without_it(self) -> rules.Composition:
        """The commission as it would be without this seat."""
        return rules.changed_by(self)

    def clean(self) -> None:
        """Nobody of the municipality's own office counts as an outside member."""
        offices = (Role.CLERK, Role.HEAD)
        place = self.competition.municipality_id
        if self.is_outside and any(self.user.holds(office, place) for office in offices):
            fault = now_in_words("This person holds an office here: not an outside member.")
            raise ValidationError({"is_outside": fault})
        if self.pk is None and not self.reason.strip():
            self._ask_why("reason")

    def _ask_why(self, name: str) -> None:
        # Before the scoring the commission is only being formed.
        if self.competition.scoring_opened_at is not None:
            fault = now_in_words("Say why the commission is changed during its work.")
            raise ValidationError({name: fault})

    @transition(
        state,
        source=SeatState.SEATED,
        target=None,
        permission=rules.may_seat,
        conditions=[rules.commission_is_at_work],
        custom=says(_("Correct the entry"), _("Entry of the seat corrected"), silent=True),
    )
    def edit(self, *, at, represents, sex, is_outside):
        self.represents, self.sex, self.is_outside = represents, sex, is_outside

    @transition(
        state,
        source=SeatState.SEATED,
        target=SeatState.RELEASED,
        permission=rules.may_seat,
        conditions=[rules.commission_is_at_work, rules.composition_is_kept],
        custom=says(_("Release from the seat"), _("Released from the seat"), weight="danger"),
    )
    def release(self, *, at, order_number, order_on, reason=""):
        if not reason.strip():
            self._ask_why("reason")
        self.released_order_number, self.released_order_on = order_number, order_on
        self.released_at, self.released_reason = at, reason


class Permit(models.Model):
    """Lets one named applicant in after the closing, until a minute of its own."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="permits")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("applicant"))
    until = models.DateTimeField(_("lets in until"))
    reason_ky = models.TextField(_("reason in Kyrgyz"), max_length=1000)
    reason_ru = models.TextField(_("reason in Russian"), max_length=1000)
    granted_at = models.DateTimeField(_("granted"))
    granted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    state = FSMField(
        _("state"), choices=PermitState, default=PermitState.GRANTED, protected=True, editable=False
    )

    objects = PermitQuerySet.as_manager()

    beginning = Beginning(
        verb="grant_permit",
        label=_("Give a late permit"),
        done=_("Late permit given"),
        may=rules.may_grant_permit,
        conditions=[rules.call_is_announced, rules.permit_is_late],
    )

    def __str__(self) -> str:
        return str(self.user)

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return self.competition.get_absolute_url()

    @property
    def is_granted(self) -> bool:
        return self.state == PermitState.GRANTED

    @transition(
        state,
        source=PermitState.GRANTED,
        target=PermitState.WITHDRAWN,
        permission=rules.may_grant_permit,
        custom=says(_("Withdraw the permit"), _("Late permit withdrawn"), weight="danger"),
    )
    def withdraw_permit(self, *, at):
        pass
