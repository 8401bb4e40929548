"""Signing in by phone number or e-mail."""

from typing import Any

from django.contrib.auth.hashers import check_password, make_password

from accounts.models import User
from ui.phones import normal_phone


class PhoneOrEmailBackend:
    def authenticate(self, request: Any, username: str = "", password: str = "", **_more: Any) -> User | None:
        """The person whose phone or e-mail and password these are."""
        name = normal_phone(username) or username.strip().lower()
        try:
            user = User.objects.get_by_natural_key(name)
        except User.DoesNotExist:
            # SECURITY: a name nobody has must cost as much time as a wrong password.
            make_password(password)
            return None
        return user if check_password(password, user.password) and user.is_active else None

    def get_user(self, pk: int) -> User | None:
        return User.objects.filter(pk=pk, state="active").first()
