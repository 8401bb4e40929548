"""Several files at once: a phone offers its camera and its pictures, and takes more than one."""

from typing import Any

from django import forms
from django.utils.translation import ngettext_lazy

from ui.uploads.field import UploadField

MOST_FILES = 10


class SeveralInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralField(UploadField):
    """A list of files, each looked into like one file alone; a fault names its file."""

    widget = SeveralInput
    default_error_messages = {
        "most": ngettext_lazy(
            "At most %(count)d file is taken at once.",
            "At most %(count)d files are taken at once.",
            "count",
        ),
        "one": "%(name)s: %(fault)s",
    }

    def __init__(self, *, most: int = MOST_FILES, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        sent = [file for file in data or () if file]
        if not sent and self.required:
            self.fail("required")
        if len(sent) > self.most:
            self.fail("most", count=self.most)
        found, faults = [], []
        for file in sent:
            try:
                found.append(super().clean(file, initial))
            except forms.ValidationError as error:
                faults += [
                    forms.ValidationError(
                        self.error_messages["one"],
                        code="one",
                        params={"name": str(file.name)[:60], "fault": fault},
                    )
                    for fault in error.messages
                ]
        if faults:
            raise forms.ValidationError(faults)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)
