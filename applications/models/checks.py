"""The admissibility check: marks by item, and what was sent back to be mended."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.choices import PART_TITLES, Verdict
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMend:
    """One item sent back, in the reader's language: what is missing, and on which pages."""

    title: str
    note: str
    point: str
    parts: list[str]

    @property
    def pages(self) -> list[tuple[str, Any]]:
        """The pages of the form to be mended for it."""
        return [(part, PART_TITLES[part]) for part in self.parts]


class Return(models.Model):
    """One sending back: which items, on which pages, until when."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="returns")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField(_("items to mend"))
    # All pages named for the items: nothing else opens while the application is mended.
    parts = models.JSONField(_("pages to mend"), default=list)
    note = models.TextField(_("what to mend"), max_length=2000)
    until = models.DateTimeField(_("until"))
    sent_at = models.DateTimeField(_("sent back"))

    def __str__(self) -> str:
        return f"{self.application_id}: {self.number}"

    def opens_files_of(self, item: int | None) -> bool:
        """Whether files of this document (of none: other files) may be added and taken out."""
        if item is None:
            return any(
                "enclosures" in named["parts"] and not named["is_document"] for named in self.items
            )
        return any(named["item"] == item and named["is_document"] for named in self.items)

    @property
    def named(self) -> list[ToMend]:
        """What to mend, in the reader's language."""
        names = ("title_ru", "title_ky") if active() == "ru" else ("title_ky", "title_ru")
        return [
            ToMend(
                title=item[names[0]] or item[names[1]],
                note=item["note"],
                point=item.get("point", ""),
                parts=item.get("parts", []),
            )
            for item in self.items
        ]
