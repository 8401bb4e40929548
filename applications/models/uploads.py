"""What is on its way: files half sent, and the room there is for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as now_in_words

from accounts.models import User
from applications.models.application import Application
from applications.querysets import UploadQuerySet
from competitions.models import ChecklistItem

PARTS_FOLDER = "parts"


class Upload(models.Model):
    """A file that comes in pieces over a bad link.

    A working file and not a part of the application: nobody but its sender sees it, nothing rests
    on it, and it is swept away when it is left lying (decision 8).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="uploads")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    item = models.ForeignKey(
        ChecklistItem, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=150, blank=True)
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    # By these the same file is known when it is chosen again.
    fingerprint = models.CharField(max_length=64)
    # What the sender's device says of the photo before it made it smaller.
    original_sha256 = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its pieces are put together: beside the kept files, handed out by no page."""
        return folder_of_parts() / str(self.pk)

    @property
    def is_whole(self) -> bool:
        return self.received >= self.size


def folder_of_parts() -> Path:
    """Where half-sent files lie."""
    return Path(settings.MEDIA_ROOT) / PARTS_FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many files an application may hold, and how large together; what of it is used."""

    files: int
    used: int

    @property
    def most_files(self) -> int:
        return settings.APPLICATION_LIMIT_FILES

    @property
    def most(self) -> int:
        return settings.APPLICATION_LIMIT_MB * 1024 * 1024

    @property
    def largest(self) -> int:
        """Of one file."""
        return settings.UPLOAD_LIMIT_MB * 1024 * 1024

    def faults(self, size: int) -> list[str]:
        """Why one more file of this size does not fit."""
        if self.files >= self.most_files:
            return [
                now_in_words(
                    "%(files)s files are enclosed, and no more than %(most)s are taken. "
                    "Take out what is not needed."
                )
                % {"files": self.files, "most": self.most_files}
            ]
        if self.used + size > self.most:
            return [
                now_in_words(
                    "The file is %(size)s, and %(left)s of %(most)s are left. Take out what is "
                    "not needed, or send it smaller."
                )
                % {
                    "size": filesizeformat(size),
                    "left": filesizeformat(max(self.most - self.used, 0)),
                    "most": filesizeformat(self.most),
                }
            ]
        return []


def room_of(enclosures: Iterable[Any]) -> Room:
    """The room that these files leave."""
    sizes = [enclosure.size for enclosure in enclosures]
    return Room(files=len(sizes), used=sum(sizes))


__all__ = ["Room", "Upload", "folder_of_parts", "room_of"]
