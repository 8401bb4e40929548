"""What the script says of a file before it sends it."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from applications.forms.parts import item_field
from applications.models import Application
from ui.forms import LineField
from ui.uploads import UploadField

HASH = re.compile(r"[0-9a-f]{64}")


class UploadForm(forms.Form):
    """The file to come: which document, how large, and by what it is known again."""

    name = forms.CharField(
        max_length=150,
        error_messages={"max_length": UploadField.default_error_messages["name"]},
    )
    size = forms.IntegerField(min_value=0)
    fingerprint = forms.RegexField(HASH, strip=True)
    original_sha256 = forms.RegexField(HASH, required=False)
    title = LineField(max_length=150, required=False)

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = item_field(subject)

    def clean_size(self) -> int:
        """The same limits, and the same sentences, as of a file that is here."""
        size, limit = self.cleaned_data["size"], settings.UPLOAD_LIMIT_MB * 1024 * 1024
        said = UploadField.default_error_messages
        if size == 0:
            raise ValidationError(said["empty"])
        if size > limit:
            told = {"size": filesizeformat(size), "limit": filesizeformat(limit)}
            raise ValidationError(said["large"], params=told)
        return size

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get("item") == "other" and not cleaned.get("title"):
            self.add_error("title", _("Say what document this is."))
        return cleaned
