"""The field of every form that takes a file."""

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ui.uploads import camera, office, pictures, portable
from ui.uploads.kinds import ENDINGS, IMAGES, KINDS, PDF, TYPES, WORDS, Unfit, told_by_head

PICTURE_ENDINGS = {ending for kind in IMAGES for ending in ENDINGS[kind]}


def file_types(kinds: tuple[str, ...]) -> str:
    """What a browser offers to choose; the word for pictures makes a phone offer its camera."""
    endings = [f".{ending}" for kind in kinds for ending in sorted(ENDINGS[kind])]
    return ",".join((["image/*"] if set(IMAGES) & set(kinds) else []) + endings)


class UploadField(forms.FileField):
    """One file of the kinds given; `file.kind` says which it is.

    A picture comes out as it is to be kept: reduced, upright, without place and camera. What was
    sent stays told in `sent_name`, `sent_size` and `sent_sha256`; day and place in `told`.
    """

    default_error_messages = {
        "required": _("Choose a file."),
        "missing": _("Choose a file."),
        "empty": _("The file is empty."),
        "large": _(
            "The file is %(size)s; at most %(limit)s is taken. Scan it in grey or with fewer dots."
        ),
        "kind": _("This file is not one of: %(kinds)s."),
        "lying": _(
            "The file is named .%(ending)s but is really %(kind)s. Save it under its right kind."
        ),
        "broken": _(
            "The file cannot be read: it is damaged or not whole. Save it anew and send that."
        ),
        "old": _(
            "This is an old Word or Excel file (.doc, .xls), or one locked with a password. "
            "Save it as docx, xlsx or PDF without a password and send that."
        ),
        "macros": _(
            "The file holds macros, which can do harm. Save it without macros and send that."
        ),
        "objects": _(
            "The file holds objects of other programs. Take them out, or save it as PDF, "
            "and send that."
        ),
        "outside": _(
            "The file fetches something from other files or from the web. Break these links, "
            "or save it as PDF, and send that."
        ),
        "active": _(
            "This PDF holds a script or starts a program. Print it to a plain PDF and send that."
        ),
        "attached": _(
            "This PDF carries other files or films inside. Print it to a plain PDF, "
            "and send the other files one by one."
        ),
        "form": _(
            "This PDF is a form that redraws itself (XFA). Print it to a plain PDF and send that."
        ),
        "opens": _(
            "This PDF goes to the web or to another file by itself. Print it to a plain PDF "
            "and send that."
        ),
        "hidden": _(
            "A part of this PDF is packed so that it cannot be looked into. Print it to a plain "
            "PDF and send that."
        ),
        "locked": _(
            "This PDF is locked and cannot be looked into. Print it to a plain PDF and send that."
        ),
        "bomb": _("The file unpacks to far more than it seems. Save it anew and send that."),
        "points": _(
            "The picture has more than %(most)s million points. Take or scan it with fewer dots "
            "and send that."
        ),
        "moving": _(
            "The file holds several pictures. Send each page as a picture of its own, or as PDF."
        ),
        "name": _("The file's name is too long. Name it in fewer than 150 letters."),
    }

    def __init__(
        self, *, kinds: tuple[str, ...] = KINDS, limit_mb: int | None = None, **kwargs: Any
    ) -> None:
        self.kinds, self.limit_mb = kinds, limit_mb
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = file_types(kinds)

    @property
    def limit(self) -> int:
        return (self.limit_mb or settings.UPLOAD_LIMIT_MB) * 1024 * 1024

    def fail(self, code: str, **facts: Any) -> None:
        raise ValidationError(self.error_messages[code], code=code, params=facts)

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        if len(str(file.name)) > 150:
            self.fail("name")
        if file.size > self.limit:
            self.fail("large", size=filesizeformat(file.size), limit=filesizeformat(self.limit))
        try:
            return self.looked_into(file)
        except Unfit as unfit:
            return self.fail(str(unfit), **{"kinds": self.kinds_in_words()} | unfit.facts)

    def looked_into(self, file: Any) -> Any:
        kind = told_by_head(file)
        kind = office.kind_of(file) if kind == "zip" else kind
        if kind not in self.kinds:
            raise Unfit("kind")
        self.must_be_named(file, kind)
        sent = {"sent_name": file.name, "sent_size": file.size, "sent_sha256": digest(file)}
        if kind == PDF:
            portable.search(file)
        if kind in IMAGES:
            # What the camera wrote leaves the picture; a form may ask for it by name.
            sent["told"] = camera.told_by(file)
            content, kind = pictures.fitted(file, kind)
            stem = file.name.rpartition(".")[0]
            ending = "jpg" if kind == "jpeg" else kind
            file = SimpleUploadedFile(f"{stem}.{ending}", content, TYPES[kind])
        file.seek(0)
        # SECURITY: what the browser said of the kind is not believed further on.
        file.kind, file.content_type = kind, TYPES[kind]
        for name, told in sent.items():
            setattr(file, name, told)
        return file

    def must_be_named(self, file: Any, kind: str) -> None:
        """Under another kind's name only pictures come: phones rename them as they please."""
        ending = file.name.rpartition(".")[2].lower()
        if ending not in (PICTURE_ENDINGS if kind in IMAGES else ENDINGS[kind]):
            raise Unfit("lying", ending=ending, kind=WORDS[kind])

    def kinds_in_words(self) -> str:
        return ", ".join(WORDS[kind] for kind in self.kinds)


def digest(file: Any) -> str:
    """The fingerprint of a file, read piece by piece."""
    found = hashlib.sha256()
    file.seek(0)
    for piece in file.chunks():
        found.update(piece)
    file.seek(0)
    return found.hexdigest()
