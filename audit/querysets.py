"""The journal is read by chain or by subject; it is never changed."""

from typing import Any

from django.db import models

from audit import clock


class WrittenOnce(Exception):
    """Somebody tried to change or remove what is written once."""


class EntryQuerySet(models.QuerySet):
    def about(self, *subjects: models.Model) -> "EntryQuerySet":
        """What happened to these very things, oldest first."""
        keys: dict[str, list[Any]] = {}
        for subject in subjects:
            keys.setdefault(subject._meta.label_lower, []).append(subject.pk)
        these = models.Q(pk__in=[])
        for subject_type, pks in keys.items():
            these |= models.Q(subject_type=subject_type, subject_id__in=pks)
        return self.filter(these).order_by("pk")

    def of_chain(self, code: str) -> "EntryQuerySet":
        """One municipality's chain in its order."""
        return self.filter(chain=code).order_by("number")

    def update(self, **_fields: Any) -> int:
        raise WrittenOnce("An entry is written once.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise WrittenOnce("An entry is written once.")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> int:
        raise WrittenOnce("An entry is written once.")


class NoticeQuerySet(models.QuerySet):
    def waiting(self, *, tries: int, claim_minutes: int) -> "NoticeQuerySet":
        """Letters nobody has sent and nobody is sending at this moment."""
        stale = clock.now() - clock.minutes(claim_minutes)
        unclaimed = models.Q(claimed_at=None) | models.Q(claimed_at__lt=stale)
        return self.filter(unclaimed, sent_at=None, tries__lt=tries).order_by("pk")

    def to_read(self, user: models.Model) -> "NoticeQuerySet":
        """What has been said to this person, newest first."""
        return self.filter(recipient=user, channel="in_app").order_by("-pk")
