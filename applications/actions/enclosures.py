"""The files of an application: added and taken out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import Application, Enclosure, room_of
from audit import clock
from audit.acts import perform
from competitions.models import ChecklistItem


def enclose(
    application: Application,
    *,
    actor: User,
    file: Any,
    item: ChecklistItem | None = None,
    title: str = "",
    kind: str = "",
    size: int = 0,
    sha256: str = "",
    sent_name: str = "",
    sent_size: int = 0,
    sent_sha256: str = "",
    original_sha256: str = "",
) -> Application:
    """Add a file to the application.

    `sent_…` is the file as it came, before a photo was made smaller; `original_sha256` what the
    sender's device says of a photo it made smaller itself.
    """

    def keep_file(edited: Application) -> dict[str, Any]:
        # The application is locked: two files at once cannot both take the last room.
        kept = list(edited.enclosures.filter(removed_at=None))
        if item is not None and item.competition_id != edited.competition_id:
            raise ValidationError({"item": _("This document belongs to another call.")})
        if sha256 and any((one.item_id, one.sha256) == (item and item.pk, sha256) for one in kept):
            raise ValidationError({"file": _("This very file is already enclosed.")})
        if faults := room_of(kept).faults(size):
            raise ValidationError(
                {"file": [ValidationError(fault, code="room") for fault in faults]}
            )
        enclosure = Enclosure(
            application=edited,
            item=item,
            title=title,
            file=file,
            kind=kind,
            size=size,
            sha256=sha256,
            sent_name=sent_name,
            sent_size=sent_size,
            sent_sha256=sent_sha256,
            added_at=clock.now(),
        )
        enclosure.full_clean(exclude=["application", "item"])
        enclosure.save()
        as_sent = {"sent_sha256": sent_sha256, "sent_size": sent_size}
        return (
            {"part": "enclosures", "enclosed": str(enclosure), "sha256": sha256}
            | (as_sent if sent_sha256 not in ("", sha256) else {})
            | ({"original_sha256": original_sha256} if original_sha256 else {})
        )

    return perform(
        application, "edit", actor=actor, part="enclosures", values={}, item=item, also=keep_file
    )


def take_out(application: Application, *, actor: User, enclosure: Enclosure) -> Application:
    """Take a file out of the application; what was submitted with an earlier version stays kept."""

    def mark_removed(edited: Application) -> dict[str, Any]:
        edited.enclosures.filter(pk=enclosure.pk, removed_at=None).update(removed_at=clock.now())
        return {"part": "enclosures", "taken_out": str(enclosure)}

    return perform(
        application,
        "edit",
        actor=actor,
        part="enclosures",
        values={},
        item=enclosure.item,
        also=mark_removed,
    )
