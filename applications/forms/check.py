"""The check desk: item by item, and what is said when it ends badly."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from applications.choices import MENDED_TOGETHER, PART_TITLES, SPEAKS_OF, Verdict
from applications.models import Application, CheckMark
from audit import clock
from competitions.rules import point_named
from ui.forms import TextField, layout


class ChecklistForm(forms.Form):
    """Every item that concerns this applicant: the finding, and a note where something is amiss."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = subject.asked_items
        enclosed: dict[Any, list[Any]] = {}
        for enclosure in subject.kept_enclosures:
            enclosed.setdefault(enclosure.item_id, []).append(enclosure)
        groups = []
        for item in self.items:
            mark = subject.marks_by_item.get(item.pk)
            verdict, note = f"verdict_{item.pk}", f"note_{item.pk}"
            self.fields[verdict] = forms.ChoiceField(
                label=_("Finding"),
                choices=Verdict.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=mark.verdict if mark else "",
                help_text=_beside(item, enclosed.get(item.pk, []), mark),
            )
            self.fields[note] = TextField(
                label=_("Note"),
                max_length=500,
                rows=2,
                required=False,
                initial=mark.note if mark else "",
            )
            point = f" ({point_named(item.point)})" if item.point else ""
            groups.append(Fieldset(f"{item.title}{point}", verdict, note))
        self.helper = layout(self)
        self.helper.layout = Layout(*groups)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for item in self.items:
            verdict, note = f"verdict_{item.pk}", f"note_{item.pk}"
            if (
                cleaned.get(verdict) in (Verdict.NOT_MET, Verdict.CURABLE)
                and not cleaned.get(note, "").strip()
            ):
                self.add_error(note, _("Say what is missing: the applicant reads this note."))
            if cleaned.get(note) and not cleaned.get(verdict):
                self.add_error(verdict, _("Choose the finding this note belongs to."))
        return cleaned

    @property
    def marks(self) -> list[dict[str, Any]]:
        return [
            {
                "item": item,
                "verdict": self.cleaned_data[f"verdict_{item.pk}"],
                "note": self.cleaned_data[f"note_{item.pk}"],
            }
            for item in self.items
            if self.cleaned_data[f"verdict_{item.pk}"]
        ]


def _beside(item: Any, files: Sequence[Any], mark: CheckMark | None) -> Any:
    """The files of the item, and who looked at it last."""
    said = []
    if files:
        links = format_html_join(
            ", ", '<a href="{}">{}</a>', ((one.get_absolute_url(), one) for one in files)
        )
        said.append(format_html("{}: {}", _("Files"), links))
    elif item.is_document:
        said.append(_("No file is enclosed."))
    if mark is not None:
        seen = {"person": mark.marked_by, "moment": clock.words(mark.marked_at)}
        said.append(_("Looked at by %(person)s, %(moment)s.") % seen)
    return format_html_join(" · ", "{}", ((one,) for one in said))


class SendBackForm(forms.Form):
    """What to mend, and on which pages: nothing else opens to the applicant."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        curable = [
            mark
            for mark in subject.marks_by_item.values()
            if mark.verdict == Verdict.CURABLE and not mark.item.is_document
        ]
        self.items = {f"parts_{mark.item_id}": mark.item_id for mark in curable}
        pages = [(part, PART_TITLES[part]) for part in subject.mendable_parts]
        for mark in curable:
            self.fields[f"parts_{mark.item_id}"] = forms.MultipleChoiceField(
                label=_("Pages to mend for “%(item)s”") % {"item": mark.item.title},
                choices=pages,
                widget=forms.CheckboxSelectMultiple,
                initial=suggested_pages(mark, subject.mendable_parts),
                help_text=_(
                    "Only the ticked pages open. Budget and contributions must agree with each "
                    "other: let both be mended together."
                ),
                error_messages={"required": _("Tick at least one page.")},
            )
        self.fields["note"] = TextField(
            label=_("What to mend"),
            max_length=2000,
            help_text=_("The items marked as ones that can be mended are named beside it."),
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        parts = {item: typed.get(name, []) for name, item in self.items.items()}
        return {"note": typed.get("note", ""), "parts": parts}


def suggested_pages(mark: CheckMark, pages: Sequence[str]) -> list[str]:
    """The pages an item seems to speak of: ticked beforehand, for the clerk to change."""
    said = f"{mark.item.title_ky} {mark.item.title_ru} {mark.note}".casefold()
    found = {part for part, words in SPEAKS_OF.items() if any(word in said for word in words)}
    if found & set(MENDED_TOGETHER):
        found |= set(MENDED_TOGETHER)
    return [part for part in pages if part in found]


class DeclineForm(forms.Form):
    ground = TextField(
        label=_("Ground, besides the items that are not met"), max_length=2000, required=False
    )
