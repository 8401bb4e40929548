"""The admissibility check: marks by item, and what was sent back to be mended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.choices import Verdict
from applications.models.application import Application
from competitions.models import ChecklistItem
from ui.languages import active


class CheckMark(models.Model):
    """What the clerk found about one item of the checklist."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="marks")
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="+", verbose_name=_("item")
    )
    verdict = models.CharField(_("finding"), max_length=8, choices=Verdict)
    note = models.TextField(_("note"), max_length=500, blank=True)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(_("when"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "item"], name="one_mark_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.verdict}"

    @property
    def tone(self) -> str:
        return Verdict(self.verdict).tone


class Return(models.Model):
    """One sending back: which items, until when."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="returns")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField(_("items to mend"))
    note = models.TextField(_("what to mend"), max_length=2000)
    until = models.DateTimeField(_("until"))
    sent_at = models.DateTimeField(_("sent back"))

    def __str__(self) -> str:
        return f"{self.application_id}: {self.number}"

    @property
    def named(self) -> list[tuple[str, str]]:
        """What to mend, in the reader's language: the item and the clerk's note."""
        russian = active() == "ru"
        return [
            (
                item["title_ru"] or item["title_ky"]
                if russian
                else item["title_ky"] or item["title_ru"],
                item["note"],
            )
            for item in self.items
        ]
