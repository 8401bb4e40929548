"""Files that come in pieces. None of this is an act until the file is whole and enclosed."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from applications.actions.enclosures import enclose
from applications.choices import LONGEST_PIECE, MOST_UPLOADS
from applications.models import Application, Upload, folder_of_parts, room_of
from audit import clock
from audit.acts import Refused, acting
from competitions.actions import BY_THE_CALENDAR
from competitions.models import ChecklistItem
from ui.uploads import ENDINGS, IMAGES

PICTURES = tuple(f".{ending}" for kind in IMAGES for ending in sorted(ENDINGS[kind]))


class Misplaced(Exception):
    """A piece that does not follow the last one; tells how far the file came."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


def begin_upload(
    application: Application,
    *,
    actor: User,
    name: str,
    size: int,
    fingerprint: str,
    item: ChecklistItem | None = None,
    title: str = "",
    original_sha256: str = "",
) -> Upload:
    """Begin to send a file in pieces, or go on with the same file where it broke off."""
    with transaction.atomic():
        # One row for one file, also when two tabs begin at once.
        Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
        mine = Upload.objects.half_sent().filter(person=actor)
        known = mine.filter(
            application=application, name=name, size=size, fingerprint=fingerprint
        ).first()
        upload = known or Upload(
            application=application,
            person=actor,
            name=name,
            size=size,
            fingerprint=fingerprint,
            begun_at=clock.now(),
        )
        if known is None:
            _must_have_room(application, name, size)
            if mine.count() >= MOST_UPLOADS:
                raise Refused(
                    [
                        _(
                            "%(count)s of your files are half sent. Choose one of them again to "
                            "finish it, or drop it."
                        )
                        % {"count": MOST_UPLOADS}
                    ]
                )
        upload.item, upload.title, upload.original_sha256 = item, title, original_sha256
        upload.touched_at = clock.now()
        upload.full_clean(exclude=["application", "person", "item"])
        upload.save()
        return upload


def _must_have_room(application: Application, name: str, size: int) -> None:
    # How small a photo becomes is known only when it is here.
    least = 1 if name.lower().endswith(PICTURES) else size
    faults = room_of(application.kept_enclosures).faults(least)
    if faults:
        raise Refused(faults)


def take_piece(upload: Upload, *, actor: User, offset: int, piece: bytes) -> Upload:
    """Put the next piece of a file behind the ones that came before."""
    with transaction.atomic():
        held = Upload.objects.select_for_update(of=("self",)).filter(person=actor).get(pk=upload.pk)
        received = _received(held)
        if offset != received:
            raise Misplaced(received)
        if len(piece) > LONGEST_PIECE or offset + len(piece) > held.size:
            raise ValidationError(_("The piece is longer than it may be."))
        if piece and held.finished_at is None:
            folder_of_parts().mkdir(parents=True, exist_ok=True)
            with held.path.open("r+b" if offset else "wb") as file:
                # What a broken-off attempt left behind this place is not of this file.
                file.truncate(offset)
                file.seek(offset)
                file.write(piece)
        held.received, held.touched_at = offset + len(piece), clock.now()
        held.save()
        return held


def _received(upload: Upload) -> int:
    # The row may know of more than the disk kept when the current went off.
    if upload.finished_at is not None or not upload.received:
        return upload.received
    return min(upload.received, upload.path.stat().st_size if upload.path.exists() else 0)


def received_of(upload: Upload) -> int:
    """How far a file came."""
    return _received(upload)


def finish_upload(upload: Upload, *, actor: User, facts: dict[str, Any]) -> Application:
    """Enclose the file that is whole now; a second call finds it done."""
    with acting():
        held = Upload.objects.select_for_update(of=("self",)).filter(person=actor).get(pk=upload.pk)
        if held.finished_at is not None:
            return held.application
        application = enclose(
            held.application, actor=actor, original_sha256=held.original_sha256, **facts
        )
        held.finished_at = clock.now()
        held.save()
        transaction.on_commit(lambda: held.path.unlink(missing_ok=True))
        return application


def drop_upload(upload: Upload, *, actor: User) -> None:
    """Forget a half-sent file: its sender does, or the clock."""
    if actor.pk != upload.person_id and not actor.is_clock:
        raise PermissionDenied
    path = upload.path
    Upload.objects.filter(pk=upload.pk).delete()
    path.unlink(missing_ok=True)


def drop_abandoned_uploads(actor: User) -> int:
    """Forget the files that were left half sent for three days, and pieces that belong to none."""
    dropped = 0
    for upload in Upload.objects.abandoned().order_by("pk"):
        drop_upload(upload, actor=actor)
        dropped += 1
    if folder_of_parts().exists():
        for path in folder_of_parts().iterdir():
            if not Upload.objects.half_sent().filter(pk=int(path.name)).exists():
                path.unlink(missing_ok=True)
    return dropped


BY_THE_CALENDAR.append(drop_abandoned_uploads)
