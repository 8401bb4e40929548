"""Issued papers: what each said when it left the house, never changed afterwards."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality
from audit.acts import Beginning
from audit.canonical import fingerprint, short_code
from audit.querysets import WrittenOnce
from competitions.models import Competition
from papers import rules
from papers.choices import ISSUED, Kind
from papers.querysets import SENTENCE, IssuedQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a paper says in a nutshell."""

    title_ky: str
    title_ru: str
    date: datetime | None
    amount: Decimal | None
    registration: str

    @classmethod
    def of(cls, says: dict[str, Any]) -> "Summary":
        """The nutshell from the form facts keep it in."""
        date, amount = says.get("date"), says.get("amount")
        return cls(
            title_ky=says["title_ky"],
            title_ru=says["title_ru"],
            date=datetime.fromisoformat(date) if date else None,
            amount=Decimal(amount) if amount is not None else None,
            registration=str(says.get("registration") or ""),
        )


class Issued(models.Model):
    """One issued paper: its facts in both languages, their fingerprint, and the act they rest on.

    A correction is a new paper with a number of its own that names the one it replaces.
    """

    kind = models.CharField(_("paper"), max_length=12, choices=Kind)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    competition = models.ForeignKey(
        Competition, models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.CharField(_("number"), max_length=20)
    subject_type = models.CharField(max_length=80)
    subject_id = models.PositiveBigIntegerField()
    facts = models.JSONField(_("what it says"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    entry_hash = models.CharField(_("fingerprint of the act it rests on"), max_length=64)
    code = models.CharField(_("code"), max_length=14, unique=True)
    issued_at = models.DateTimeField(_("issued"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacement",
        verbose_name=_("replaces"),
    )

    objects = IssuedQuerySet.as_manager()

    beginning = Beginning(
        verb="issue",
        label=_("Issue the paper"),
        done=_("Paper issued"),
        may=rules.may_issue,
        conditions=[rules.rests_on_an_act],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="one_paper_a_number"),
        ]
        indexes = [
            models.Index(fields=["kind", "subject_id"], name="papers_of_subject"),
            models.Index(fields=["competition", "kind"], name="papers_of_call"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.number}"

    @property
    def state(self) -> str:
        """A paper has one state for ever; that another replaced it is read from the other."""
        return ISSUED

    @property
    def journal_chain(self) -> str:
        return self.municipality.soate

    def get_absolute_url(self) -> str:
        return reverse("issued_detail", args=[self.pk])

    @property
    def is_public_kind(self) -> bool:
        """Whether anybody may have this paper."""
        return self.kind == Kind.ANNOUNCEMENT

    @property
    def subject_model(self) -> type[models.Model]:
        return apps.get_model(self.subject_type)

    @property
    def replaced_by(self) -> "Issued | None":
        """The newer paper, if there is one."""
        return getattr(self, "replacement", None)

    @property
    def summary(self) -> Summary:
        """The few things anybody holding the paper may compare: what, when, how much."""
        return Summary.of(self.facts["says"])

    def sealed(self) -> dict[str, Any]:
        """What the code vouches for: the paper, its number, its facts and the act it rests on."""
        return {
            "kind": self.kind,
            "number": self.number,
            "facts": self.sha256,
            "rests_on": self.entry_hash,
        }

    def reckon_code(self) -> str:
        """The code these contents should have."""
        return short_code(fingerprint(self.sealed()))

    def is_whole(self) -> bool:
        """Whether the facts, their fingerprint and the code still agree."""
        return fingerprint(self.facts) == self.sha256 and self.reckon_code() == self.code

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(SENTENCE)
        super().save(**(options | {"force_insert": True}))

    def delete(self, **_options: Any) -> tuple[int, dict[str, int]]:
        raise WrittenOnce(SENTENCE)
