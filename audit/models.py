"""The journal: chains of entries that nobody can alter, and the letters that hang on them."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.canonical import fingerprint, plain, short_code
from audit.chain import GENESIS
from audit.querysets import EntryQuerySet, NoticeQuerySet, WrittenOnce
from audit.wording import wording


class Chain(models.Model):
    """The head of one municipality's chain; holding its row is holding the pen."""

    code = models.CharField(max_length=14, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.code}: {self.length}"


class Entry(models.Model):
    """One act, written once: who, when, what, to what, from which state to which."""

    chain = models.CharField(_("chain"), max_length=14)
    number = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("time"))
    received_at = models.DateTimeField(_("received"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    actor_name = models.CharField(_("person"), max_length=200)
    act = models.CharField(_("act"), max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.PositiveBigIntegerField()
    subject_label = models.CharField(_("subject"), max_length=300)
    before = models.CharField(_("state before"), max_length=30, blank=True)
    after = models.CharField(_("state after"), max_length=30, blank=True)
    note = models.TextField(_("note"), blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(_("fingerprint"), max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_entry_a_number")
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="entry_of_subject"),
            # A code typed from a workbook or an extract is the beginning of a fingerprint.
            models.Index(fields=["hash"], name="entry_by_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} / {self.number}"

    @property
    def person(self) -> str:
        """Who did it, by the name of then; the calendar in the reader's language."""
        if self.actor_name == clock.NAME:
            return now_in_words("the calendar")
        return self.actor_name

    def content(self) -> dict[str, Any]:
        """Everything the fingerprint vouches for."""
        return plain(
            {
                "chain": self.chain,
                "number": self.number,
                "at": self.at,
                "received_at": self.received_at,
                "actor": self.actor_id,
                "actor_name": self.actor_name,
                "act": self.act,
                "subject_type": self.subject_type,
                "subject_id": self.subject_id,
                "subject_label": self.subject_label,
                "before": self.before,
                "after": self.after,
                "note": self.note,
                "facts": self.facts,
                "previous_hash": self.previous_hash,
            }
        )

    def sealed(self) -> dict[str, Any]:
        """The content with its fingerprint: the form in which a journal is checked and exported."""
        return self.content() | {"hash": self.hash}

    def reckon(self) -> str:
        """The fingerprint these contents should have."""
        return fingerprint(self.content())

    @property
    def code(self) -> str:
        """The short code printed on papers that rest on this entry."""
        return short_code(self.hash)

    @property
    def verb(self) -> str:
        return self.act.rpartition(".")[2]

    @property
    def said(self) -> str:
        """What happened, in the reader's words."""
        done = wording(apps.get_model(self.subject_type), self.verb).get("done")
        return str(done or self.act)

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce("An entry is written once.")
        super().save(**(options | {"force_insert": True}))

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        raise WrittenOnce("An entry is written once.")


class Channel(models.TextChoices):
    IN_APP = "in_app", _("on the site")
    EMAIL = "email", _("by e-mail")


class Notice(models.Model):
    """A letter that hangs on an entry: facts now, words when it is sent."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="notices")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    template = models.CharField(max_length=100)
    facts = models.JSONField(default=dict, blank=True)
    link = models.CharField(max_length=300, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["recipient", "channel"], name="notice_of_person")]

    def __str__(self) -> str:
        return f"{self.template} -> {self.recipient_id}"
