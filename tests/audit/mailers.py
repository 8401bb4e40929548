"""A way of sending that goes wrong at a chosen moment."""

from django.core.mail.backends.locmem import EmailBackend

from audit import clock
from audit.models import Notice


class StoppingBackend(EmailBackend):
    """The machine stops right after the first letter has left."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit


class OvertakenBackend(EmailBackend):
    """While a letter goes out, another runner takes all the others in hand."""

    def send_messages(self, messages):
        Notice.objects.filter(tries=0).update(claimed_at=clock.now(), tries=1)
        return super().send_messages(messages)
