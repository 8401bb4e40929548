"""Prints who can sign in to the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import User
from portal.demonstration.people import CAST, OFFICE_NAMES, PASSWORD


class Command(BaseCommand):
    help = "Prints the demonstration's sign-ins, one a role."

    def handle(self, *_args: Any, **_options: Any) -> None:
        phones = [f"+996{phone[1:]}" for _name, phone in CAST.values()]
        if not User.objects.filter(phone__in=phones).exists():
            return
        self.stdout.write(f"Sign in by phone number; the password of everybody is {PASSWORD}")
        for key, office in OFFICE_NAMES.items():
            name, phone = CAST[key]
            self.stdout.write(f"  {phone}  {office:<52} {name}")
