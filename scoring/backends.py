"""The way in by a PIN: only in an open room, only for that call's pages."""

from typing import Any

from accounts.models import User
from scoring.models import Room, turn_of

PREFIX = "pin:"


class PinBackend:
    def authenticate(self, request: Any, username: str, pin: str, room: Room) -> User | None:
        """The member of the commission whose seat and PIN these are."""
        seat = username.removeprefix(PREFIX)
        if not username.startswith(PREFIX) or not seat.isdecimal() or len(seat) > 15:
            return None
        return turn_of(room, int(seat), pin)

    def get_user(self, pk: int) -> User | None:
        return User.objects.filter(pk=pk, state="active").first()
