"""Room mode on one computer, and the PINs of the members."""

import secrets

from django.contrib.auth.hashers import make_password

from accounts.models import User
from audit import clock
from audit.acts import acting, begin, hold, perform
from competitions.models import Competition, Seat
from scoring import notices
from scoring.choices import PIN_LENGTH, PinState
from scoring.models import Pin, Room, key_hash


def open_room(competition: Competition, *, actor: User) -> tuple[Room, str]:
    """Open room mode on this computer; the key goes into its browser and is kept nowhere else."""
    key = secrets.token_urlsafe(32)
    room = Room(
        competition=competition, key_hash=key_hash(key), opened_by=actor, opened_at=clock.now()
    )
    return begin(room, actor=actor), key


def close_room(room: Room, *, actor: User) -> Room:
    """Close room mode: no PIN is taken any more, and whoever sits there is signed out."""
    return perform(room, "close_room", actor=actor)


def take_turn(room: Room, *, actor: User) -> Room:
    """A member sits down at the computer in the room."""
    return perform(room, "take_turn", actor=actor)


def give_pin(seat: Seat, *, actor: User, code: str = "") -> tuple[Pin, str]:
    """Give a member a PIN for the room, or set one's own; the one before it is worth nothing."""
    code = code or "".join(secrets.choice("0123456789") for _figure in range(PIN_LENGTH))
    pin = Pin(
        competition=seat.competition,
        seat=seat,
        code_hash=make_password(code),
        given_by=actor,
        given_at=clock.now(),
    )
    with acting():
        (older,) = hold(Pin.objects.filter(seat=seat, state=PinState.GIVEN))
        for one in older:
            withdraw_pin(one, actor=actor)
        return begin(pin, actor=actor, tell=notices.pin_given, person=seat.user), code


def withdraw_pin(pin: Pin, *, actor: User) -> Pin:
    """Make a PIN worthless."""
    return perform(pin, "withdraw_pin", actor=actor)
