"""What the clerk types to cover an applicant's name: a copy of each answer, a copy of each file."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from applications.forms.parts import kept as kept_file
from applications.models import Application, Cover, CoveredFile
from applications.models.covering import LONGEST_COPY, Coverable
from ui.forms import LineField, TextField, UploadField, layout
from ui.uploads import IMAGES, PDF


class CoverForm(forms.Form):
    """Every answer as the commission reads it now, to be changed; every file beside it."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = dict(enumerate(Cover(subject).coverable()))
        kept = subject.enclosures.filter(removed_at=None).select_related("item", "cover")
        self.enclosures = list(kept.order_by("pk"))
        groups = [self._answer(number, one) for number, one in self.answers.items()]
        groups += [self._file(enclosure) for enclosure in self.enclosures]
        self.helper = layout(self)
        self.helper.layout = Layout(*groups)

    def _answer(self, number: int, answer: Coverable) -> Fieldset:
        name = f"text_{number}"
        self.fields[name] = TextField(
            label=_("The commission's copy"),
            max_length=LONGEST_COPY,
            rows=min(10, 2 + len(answer.original) // 70),
            required=False,
            initial=answer.original if answer.is_stale else answer.shown,
            help_text=self._help(answer),
        )
        label = str(answer.label)
        return Fieldset(f"{answer.part}: {label[:1].lower()}{label[1:]}", name)

    def _help(self, answer: Coverable) -> Any:
        said = []
        if answer.is_stale:
            said.append(_("It was changed after it was covered: look at it again."))
        if answer.path == "place":
            said.append(_("The commission does not see it unless you write it in other words."))
        if answer.hints:
            words = ", ".join(answer.hints)
            said.append(_("These words may name the applicant: %(words)s.") % {"words": words})
        lines = format_html("{}", " ".join(str(one) for one in said))
        if not answer.is_covered:
            return lines
        return format_html(
            "{} <details><summary>{}</summary>{}</details>",
            lines,
            _("As it was handed in"),
            answer.original,
        )

    def _file(self, enclosure: Any) -> Fieldset:
        cover: CoveredFile | None = getattr(enclosure, "cover", None)
        has_copy = bool(cover and cover.file)
        copy, withheld, reason = (f"{name}_{enclosure.pk}" for name in ("file", "withheld", "why"))
        self.fields[copy] = UploadField(
            label=_("Covered copy"),
            kinds=(PDF, *IMAGES),
            required=False,
            help_text=_("There is a copy already; a new one takes its place.")
            if has_copy
            else _("Without a copy the commission does not get the file."),
        )
        self.fields[withheld] = forms.BooleanField(
            label=_("Withhold it from the commission"),
            required=False,
            initial=bool(cover and cover.withheld),
        )
        self.fields[reason] = LineField(
            label=_("Why it is withheld"),
            max_length=300,
            required=False,
            initial=cover.reason if cover else "",
            help_text=_("The commission reads this."),
        )
        item = f"{enclosure.item.title}: " if enclosure.item else ""
        return Fieldset(f"{_('File')}: {item}{enclosure}", copy, withheld, reason)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        texts = {
            one.key: typed[f"text_{number}"]
            for number, one in self.answers.items()
            if f"text_{number}" in typed
        }
        files = []
        for enclosure in self.enclosures:
            withheld = typed.get(f"withheld_{enclosure.pk}", False)
            reason = typed.get(f"why_{enclosure.pk}", "")
            if withheld and not reason:
                self.add_error(
                    f"why_{enclosure.pk}",
                    _("Say why the file is withheld: the commission reads it."),
                )
            upload = typed.get(f"file_{enclosure.pk}")
            new = kept_file(upload) if upload else {}
            files.append(
                {
                    "enclosure": enclosure,
                    "withheld": withheld,
                    "reason": reason,
                    "file": new.get("file"),
                    "kind": new.get("kind", ""),
                }
            )
        return {"texts": texts, "files": files}
