"""The form of a wording: two texts with named fields."""

from typing import Any

from accounts.models import Municipality
from awards.actions.agreement import adopted_wording
from awards.forms.agreement import TextsForm
from awards.models import Wording
from awards.models.wording import USUAL


class WordingForm(TextsForm):
    """Begins from the wording in force, or from the usual one."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Municipality | Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = subject if isinstance(subject, Wording) else adopted_wording(subject)
        for language in ("ky", "ru"):
            name = f"text_{language}"
            self.fields[name].initial = getattr(known, name) if known else USUAL[language]
