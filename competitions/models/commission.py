"""The commission's seats, and the late permits."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.choices import Sex
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
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    state = FSMField(
        _("state"), choices=SeatState, default=SeatState.SEATED, protected=True, editable=False
    )

    objects = SeatQuerySet.as_manager()

    beginning = Beginning(
        verb="seat",
        label=_("Seat a member"),
        done=_("Seated in the commission"),
        may=rules.may_seat,
        conditions=[rules.commission_is_at_work, rules.chair_is_one],
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

    @transition(
        state,
        source=SeatState.SEATED,
        target=SeatState.RELEASED,
        permission=rules.may_seat,
        conditions=[rules.commission_is_at_work],
        custom=says(_("Release from the seat"), _("Released from the seat"), weight="danger"),
    )
    def release(self, *, at, order_number, order_on):
        self.released_at = at


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
