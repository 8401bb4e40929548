"""The paper desk: the envelope is registered first, and its minute counts."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.choices import (
    HOURS_TO_ENTER,
    KEYED_PARTS,
    KEYED_TITLES,
    PART_TITLES,
    Choice,
)
from applications.models.application import Application
from applications.querysets import EnvelopeQuerySet, ScanQuerySet
from ui.uploads import JPEG, PNG, TYPES

SHOWN_AS_PICTURES = frozenset(TYPES[kind] for kind in (JPEG, PNG))


class Envelope(models.Model):
    """An application on paper as it was taken at the desk, and how far it has been keyed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="envelopes")
    received_at = models.DateTimeField(_("minute of receipt"))
    received_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("taken by")
    )
    brought_by = models.CharField(_("brought by"), max_length=160)
    brought_phone = models.CharField(_("phone"), max_length=16, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), validators=[MinValueValidator(1)])
    late_reason = models.TextField(_("why it was entered late"), max_length=1000, blank=True)
    # Who saved each page of the form last: {"budget": {"by": 7, "name": "…", "at": "…"}}.
    keyed = models.JSONField(_("keyed page by page"), default=dict, blank=True)
    keyed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("keyed by")
    )
    repeated = models.JSONField(_("keyed a second time"), default=dict, blank=True)
    repeated_at = models.DateTimeField(_("when keyed a second time"), null=True, blank=True)
    repeated_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("keyed a second time by"),
    )
    repeated_alone = models.BooleanField(_("both times by the same clerk"), default=False)
    # Where the keyings differed when the second was saved, and what somebody who looked at the
    # paper then chose: {"asked": {"first": "…", "second": "…"}}, {"asked": {"choice": "second",
    # "value": "…", "by": 7, "name": "…", "at": "…"}}.
    differed = models.JSONField(_("where the keyings differed"), default=dict, blank=True)
    resolved = models.JSONField(_("how the differences were resolved"), default=dict, blank=True)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application"], name="one_envelope_an_application")
        ]

    def __str__(self) -> str:
        return self.brought_by

    def get_absolute_url(self) -> str:
        return reverse("envelope_scan", args=[self.pk])

    def clean(self) -> None:
        if self._state.adding and not self.late_reason and self.is_entered_late:
            raise ValidationError(
                {
                    "late_reason": now_in_words(
                        "Say why: the minute of receipt lies more than %(hours)d hours back, or "
                        "the reception has been closed meanwhile."
                    )
                    % {"hours": HOURS_TO_ENTER}
                }
            )

    @property
    def is_entered_late(self) -> bool:
        """Whether it is written down so long after the receipt that the journal asks why."""
        waited = self.application.begun_at - self.received_at
        is_closed = not self.application.competition.is_received
        return is_closed or waited > timedelta(hours=HOURS_TO_ENTER)

    @cached_property
    def scans(self) -> list["Scan"]:
        """The scanned pages in their order, read once."""
        return list(self.scan_set.filter(taken_out_at=None).order_by("position", "pk"))

    @property
    def progress(self) -> list[dict[str, Any]]:
        """Page by page, in the order of the form, who keyed it last and when."""
        return [
            {"title": PART_TITLES[part], "name": note["name"], "at": parse_datetime(note["at"])}
            for part in self.application.parts
            if (note := self.keyed.get(part))
        ]

    @property
    def keyers(self) -> set[int]:
        """Who keyed the pages that are keyed twice."""
        by_page = {note["by"] for part, note in self.keyed.items() if part in KEYED_PARTS}
        return by_page or {self.keyed_by_id} - {None}

    def note_keying(self, part: str, actor: User, at: datetime) -> None:
        """Note who saved this page of the form last."""
        self.keyed = self.keyed | {part: {"by": actor.pk, "name": str(actor), "at": at.isoformat()}}
        self.keyed_by = actor

    def keep_second(self, repeated: dict[str, str], first: dict[str, str], actor: User) -> None:
        """Keep what was keyed a second time, and where it differs from the first."""
        self.repeated, self.repeated_by, self.resolved = repeated, actor, {}
        self.repeated_alone = not self.keyers or actor.pk in self.keyers
        self.differed = {
            name: {"first": first[name], "second": repeated.get(name, "")}
            for name in first
            if not same(first[name], repeated.get(name, ""))
        }

    def right(self, name: str) -> str:
        """What the paper says, as far as it is settled: resolved, or keyed the second time."""
        found = self.resolved.get(name)
        return str(found["value"] if found else self.repeated.get(name, ""))

    def disputed(self, now: dict[str, str]) -> list[str]:
        """What is keyed twice and neither agrees with what stands on the pages nor is settled."""
        if not self.repeated:
            return []
        return [
            name
            for name, first in now.items()
            if (name in self.differed and name not in self.resolved)
            or not same(self.right(name), first)
        ]

    @property
    def resolutions(self) -> list[dict[str, Any]]:
        """How each difference was settled, for a page."""
        return [
            {
                "what": KEYED_TITLES[name],
                "choice": Choice(note["choice"]).label,
                "value": note["value"],
                "name": note["name"],
                "at": parse_datetime(note["at"]),
            }
            for name, note in self.resolved.items()
        ]


def same(one: str, other: str) -> bool:
    """Whether two keyings say the same: not a space nor a capital letter makes a difference."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


class Scan(models.Model):
    """One file of the scan: a photographed page, or a PDF of several."""

    envelope = models.ForeignKey(Envelope, models.PROTECT)
    position = models.PositiveSmallIntegerField(_("order"))
    file = models.FileField(_("scan"), upload_to="envelopes/%Y/%m/", max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"))
    taken_out_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    objects = ScanQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.envelope_id}: {self.position}"

    def get_absolute_url(self) -> str:
        return reverse("scan_file", args=[self.pk])

    @property
    def is_picture(self) -> bool:
        return self.kind in SHOWN_AS_PICTURES
