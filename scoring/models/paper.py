"""The protocol on paper: its signed pages, photographed or scanned, each kept once."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.querysets import WrittenOnce
from scoring.choices import ProtocolState
from scoring.models.protocol import Protocol

SENTENCE = "A page of a signed protocol is kept as it was entered."


class SignedPage(models.Model):
    """One photo or file of the signed paper: who entered it and when, and its fingerprint."""

    protocol = models.ForeignKey(
        Protocol, models.CASCADE, related_name="pages", verbose_name=_("protocol")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.FileField(_("file"), upload_to="protocols/%Y/", max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protocol", "number"], name="one_page_a_number")
        ]

    def __str__(self) -> str:
        return now_in_words("file %(number)s") % {"number": self.number}

    @property
    def ending(self) -> str:
        """What kind of file it is, as its name ends."""
        return str(self.file.name).rpartition(".")[2].lower()

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(SENTENCE)
        super().save(**(options | {"force_insert": True}))

    def delete(self, **options: Any) -> Any:
        """Of a draft only: once the protocol is signed nothing of its paper is taken away."""
        if self.protocol.state != ProtocolState.DRAFT:
            raise WrittenOnce(SENTENCE)
        return super().delete(**options)
