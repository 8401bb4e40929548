"""Signing in by phone number or e-mail, with a password or with a printed slip."""

from typing import Any

from django.contrib.auth.hashers import check_password, make_password

from accounts.actions import find_slip
from accounts.models import User
from ui.phones import normal_phone


class PhoneOrEmailBackend:
    def authenticate(self, request: Any, username: str, password: str) -> User | None:
        """The person whose phone or e-mail and password these are."""
        user = person_named(username)
        if user is None:
            # SECURITY: a name nobody has must cost as much time as a wrong password.
            make_password(password)
            return None
        return user if check_password(password, user.password) and user.is_active else None

    def get_user(self, pk: int) -> User | None:
        return User.objects.filter(pk=pk, state="active").first()


class SlipBackend(PhoneOrEmailBackend):
    def authenticate(self, request: Any, username: str, slip: str) -> User | None:
        """The person whose phone or e-mail this is and who was handed a slip with this code."""
        user = person_named(username)
        return user if user and user.is_active and find_slip(user, slip) else None


def person_named(name: str) -> User | None:
    """The person who can be reached at this phone, in any spelling, or e-mail."""
    return User.objects.named(normal_phone(name) or name.strip().lower())


def name_tried(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """Whose door it is that somebody knocks at: every spelling of a name counts as one."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    user = person_named(name)
    return user.reached_at if user else normal_phone(name) or name.strip().lower()[:250]
