"""Every change to people, offices and the register's details."""

import secrets
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.crypto import salted_hmac

from accounts import notices
from accounts.choices import SLIP_DAYS, Role, SlipState
from accounts.models import Membership, Municipality, Slip, User
from audit import clock
from audit.acts import acting, begin, hold, perform

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def clock_account() -> User:
    """The account that does what the calendar alone decides; made on first need."""
    made = {"name": clock.NAME, "registered_at": clock.now(), "password": make_password(None)}
    return User.objects.get_or_create(is_clock=True, defaults=made)[0]


def register(
    *,
    name: str,
    phone: str = "",
    email: str = "",
    language: str = "ky",
    password: str | None = None,
    actor: User | None = None,
) -> User:
    """Open an account: for oneself, or by a clerk for somebody at the desk.

    An account opened at the desk is confirmed: the clerk has seen the person.
    """
    moment = clock.now()
    user = User(
        name=name,
        phone=phone or None,
        email=email.lower() or None,
        language=language,
        registered_at=moment,
        confirmed_at=moment if actor else None,
    )
    user.set_password(password)
    user.search = user.fold_names()
    return begin(user, actor=actor or user)


def edit_user(user: User, *, actor: User, name: str, phone: str, email: str, language: str) -> User:
    """Change a person's name, phone, e-mail or language."""
    return perform(
        user,
        "edit",
        actor=actor,
        name=name,
        phone=phone,
        email=email.lower() if email else "",
        language=language,
    )


def change_password(user: User, *, actor: User, password: str) -> User:
    """Set a new password for oneself."""
    return perform(user, "change_password", actor=actor, password=password)


def close(user: User, *, actor: User, note: str = "") -> User:
    """Close an account; everything the person did stays."""
    return perform(user, "close", actor=actor, note=note)


def appoint(
    *,
    user: User,
    role: str,
    actor: User,
    municipality: Municipality | None = None,
    area: Any = None,
) -> Membership:
    """Give a person an office."""
    membership = Membership(
        user=user, role=role, municipality=municipality, area=area, since=clock.now()
    )
    return begin(membership, actor=actor, role=role, person=user)


def end(membership: Membership, *, actor: User, note: str = "") -> Membership:
    """Take an office back."""
    return perform(membership, "end", actor=actor, note=note)


def issue_slip(user: User, *, actor: User) -> tuple[Slip, str]:
    """Print a one-time sign-in slip; the code is shown this once and kept nowhere."""
    code = "".join(secrets.choice(_ALPHABET) for _place in range(10))
    issued = clock.now()
    slip = Slip(
        user=user,
        code_hash=slip_hash(user, code),
        issued_by=actor,
        issued_at=issued,
        expires_at=issued + clock.minutes(SLIP_DAYS * 24 * 60),
    )
    return begin(slip, actor=actor, person=user), f"{code[:5]}-{code[5:]}"


def use_slip(slip: Slip, *, actor: User, password: str) -> Slip:
    """Sign in with a slip and set one's own password; every slip works once.

    Whoever holds a slip was seen at the desk: the account is confirmed by it.
    """
    with acting():
        hold(User.objects.filter(pk=actor.pk), Slip.objects.filter(pk=slip.pk))
        used = perform(slip, "use_slip", actor=actor, tell=notices.slip_used)
        used.user = perform(actor, "change_password", actor=actor, password=password, at_desk=True)
    return used


def withdraw_slip(slip: Slip, *, actor: User) -> Slip:
    """Make an unused slip worthless."""
    return perform(slip, "withdraw_slip", actor=actor)


def find_slip(user: User, code: str) -> Slip | None:
    """The unused slip of this person that bears this code."""
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return (
        user.slips.filter(code_hash=slip_hash(user, bare), state=SlipState.ISSUED)
        .order_by("-pk")
        .first()
    )


def slip_hash(user: User, code: str) -> str:
    """What is kept of a slip's code."""
    return salted_hmac("accounts.slip", f"{user.pk}:{code}", algorithm="sha256").hexdigest()


def edit_municipality(municipality: Municipality, *, actor: User, **details: Any) -> Municipality:
    """Change the names, head, address, bank details or letterhead of a municipality."""
    return perform(municipality, "edit", actor=actor, **details)


def merge(
    municipality: Municipality, *, actor: User, into: Municipality, note: str = ""
) -> Municipality:
    """Record that a municipality has become part of another."""
    return perform(municipality, "merge", actor=actor, into=into, note=note)


def install_administrator(person: User) -> Membership:
    """Give the very first office of an installation, by the clock: nobody else could yet."""
    membership = Membership(user=person, role=Role.ADMINISTRATOR, since=clock.now())
    return begin(membership, actor=clock_account(), role=Role.ADMINISTRATOR, person=person)
