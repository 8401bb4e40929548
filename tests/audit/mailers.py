"""A way of sending that goes wrong at a chosen moment."""

from django.core.mail.backends.locmem import EmailBackend


class StoppingBackend(EmailBackend):
    """The machine stops right after the first letter has left."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit
