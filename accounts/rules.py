"""Who may do what about people and places."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.choices import COUNTRY, Role
from audit import clock
from audit.acts import requires

if TYPE_CHECKING:
    from accounts.models import Membership, Municipality, Slip, User


def is_clerk_of(user: "User", municipality_id: int | None) -> bool:
    """A clerk of this municipality."""
    return user.is_active and user.holds(Role.CLERK, municipality_id)


def is_head_of(user: "User", municipality_id: int | None) -> bool:
    """The head of this municipality's aiyl okmotu."""
    return user.is_active and user.holds(Role.HEAD, municipality_id)


def is_auditor_of(user: "User", municipality: "Municipality") -> bool:
    """An auditor of this municipality, its rayon, its oblast or the country."""
    areas = (municipality.rayon_id, municipality.oblast_id, COUNTRY)
    return user.is_active and any(
        held.role == Role.AUDITOR
        and (held.municipality_id == municipality.pk or held.area_id in areas)
        for held in user.active_memberships
        if held.municipality_id or held.area_id
    )


def is_administrator(user: "User") -> bool:
    """An administrator of the installation."""
    return user.is_active and user.holds(Role.ADMINISTRATOR)


def is_clock(user: "User") -> bool:
    """The account named clock, which does what the calendar alone decides."""
    return user.is_clock


def may_register(subject: "User", user: "User") -> bool:
    """Anybody for himself; a clerk or an administrator for somebody else."""
    return subject is user or is_administrator(user) or user.holds(Role.CLERK)


def may_edit_user(subject: "User", user: "User") -> bool:
    """The person, or an administrator."""
    return subject.pk == user.pk or is_administrator(user)


def may_set_password(subject: "User", user: "User") -> bool:
    """The person alone."""
    return subject.pk == user.pk


def may_close_user(subject: "User", user: "User") -> bool:
    """An administrator, but not for himself."""
    return is_administrator(user) and subject.pk != user.pk


def may_appoint(subject: "Membership", user: "User") -> bool:
    """An administrator, but never himself; the clock, an installation's first administrator."""
    if is_clock(user):
        return subject.role == Role.ADMINISTRATOR and not subject.others_of_role().exists()
    return is_administrator(user) and subject.user_id != user.pk


def may_end_membership(subject: "Membership", user: "User") -> bool:
    """An administrator, but not his own."""
    return is_administrator(user) and subject.user_id != user.pk


def may_issue_slip(subject: "Slip", user: "User") -> bool:
    """An administrator for anybody; a clerk for somebody who holds no office."""
    if is_administrator(user):
        return True
    return user.holds(Role.CLERK) and not subject.user.active_memberships


def may_use_slip(subject: "Slip", user: "User") -> bool:
    """The person named on the slip."""
    return subject.user_id == user.pk


def may_edit_municipality(subject: "Municipality", user: "User") -> bool:
    """The municipality's clerk or head, or an administrator."""
    return is_clerk_of(user, subject.pk) or is_head_of(user, subject.pk) or is_administrator(user)


def may_merge_municipality(_subject: "Municipality", user: "User") -> bool:
    """An administrator."""
    return is_administrator(user)


@requires(_("The slip has expired. Ask for a new one."))
def slip_is_fresh(slip: "Slip") -> bool:
    """The slip's last minute has not passed."""
    return clock.arrival() <= slip.expires_at


@requires(_("This account is closed."))
def account_is_open(subject: "Membership | Slip") -> bool:
    """The account it concerns is not closed."""
    return subject.user.is_active
