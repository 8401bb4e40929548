"""The files of an application: added, taken out, and handed to whoever may see them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from applications import actions
from applications.choices import LONGEST_PIECE
from applications.forms import EncloseForm
from applications.models import Enclosure, room_of
from applications.rules import files_may_be_changed, locks_of
from applications.views.base import ApplicationAct
from audit.acts import Move, Refused, ask
from ui.forms import blame
from ui.handing import handed_over
from ui.uploads import KINDS, file_types
from ui.views import ActView, Scoped

# What the script says while it sends; the page without it says none of this.
WORDS = {
    "sending": _("Sending %(name)s: %(done)s of %(size)s."),
    "smaller": _("The photo %(name)s was made smaller before sending: %(from)s became %(to)s."),
    "waiting": _(
        "The link is broken. What has arrived is kept; we try again in %(seconds)s seconds."
    ),
    "found": _("This file was begun before: it goes on from %(done)s."),
    "looking": _("%(name)s has arrived. It is being looked at."),
    "arrived": _("%(name)s was added."),
    "title": _("Say what document this is."),
    "signed_out": _(
        "You have been signed out. Sign in again and choose the same file: it goes on from "
        "where it was."
    ),
    "reload": _(
        "The page is out of date. Open it again and choose the same file: it goes on from where "
        "it was."
    ),
    "given_up": _(
        "The server does not answer as it should. Choose the same file again later: it goes on "
        "from where it was."
    ),
    "megabytes": _("%(figure)s MB"),
    "kilobytes": _("%(figure)s KB"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document the call asks for, with its files and whether more may be added now."""

    key: str
    title: Any
    files: list[Enclosure]
    word: Any
    tone: str
    is_open: bool
    form: Any = None

    @property
    def is_other(self) -> bool:
        return self.key == "other"


def documents_of(application: Any, form: Any) -> list[Document]:
    """What the checklist demands of this applicant, in its order, and then what came besides."""
    sent = form.data.get("item", "") if form is not None and form.is_bound else None
    by_item: dict[Any, list[Enclosure]] = {}
    for enclosure in application.kept_enclosures:
        by_item.setdefault(enclosure.item_id, []).append(enclosure)
    documents = []
    for item in application.asked_items:
        if item.is_document:
            files = by_item.pop(item.pk, [])
            word, tone = standing(files, must=item.required and not application.is_paper)
            documents.append(
                Document(
                    key=str(item.pk),
                    title=item.title,
                    files=files,
                    word=word,
                    tone=tone,
                    is_open=files_may_be_changed(application, item),
                    form=form if sent == str(item.pk) else None,
                )
            )
    # Also what belongs to a document that is no longer asked from this kind of applicant.
    others = [enclosure for files in by_item.values() for enclosure in files]
    word, tone = standing(others, must=False)
    other = Document(
        key="other",
        title=_("Another document"),
        files=others,
        word=word,
        tone=tone,
        is_open=files_may_be_changed(application, None),
        form=form if sent == "other" else None,
    )
    return [*documents, other]


def standing(files: list[Enclosure], *, must: bool) -> tuple[Any, str]:
    """Where a document stands, in a word."""
    if files:
        return _("there"), "good"
    return (_("missing"), "bad") if must else (_("can be left empty"), "neutral")


class ApplicationEncloseView(ApplicationAct):
    verb, form_class, label = "edit", EncloseForm, _("Enclosures")
    template_name = "applications/application_enclose.html"

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        files = request.FILES.getlist("file")
        return self.add_several(files) if len(files) > 1 else super().post(request)

    def form_valid(self, form: Any) -> Any:
        try:
            self.enclose(form)
        except Refused as refusal:
            return self.refused(form, refusal.reasons)
        except ValidationError as error:
            blame(form, error)
            return self.form_invalid(form)
        return redirect(self.place())

    def enclose(self, form: Any) -> None:
        reasons = self.ask().reasons
        if reasons:
            # SECURITY: the kernel's refusal would name the true state; what is seen answers.
            raise Refused(reasons)
        actions.enclose(self.subject, actor=self.request.user, **form.facts)

    def add_several(self, files: list[Any]) -> Any:
        """The pages of one document, each in its own act; what does not fit leaves the others."""
        self.find()
        added = 0
        for file in files:
            # Kept under a name of ours, it is still called by its own here.
            name = file.name
            form = EncloseForm(
                self.request.POST, MultiValueDict({"file": [file]}), subject=self.subject
            )
            faults = [fault for faults in form.errors.values() for fault in faults]
            if not faults:
                try:
                    self.enclose(form)
                    added += 1
                except Refused as refusal:
                    faults = refusal.reasons
                except ValidationError as error:
                    faults = error.messages
            for fault in faults:
                messages.error(self.request, f"{name}: {fault}")
        if added:
            told = ngettext("%(count)s file was added.", "%(count)s files were added.", added)
            messages.success(self.request, told % {"count": added})
        return redirect(self.place())

    def place(self) -> str:
        item = self.request.POST.get("item", "")
        page = reverse("application_enclose", args=[self.subject.pk])
        return f"{page}#document-{item}" if item.isalnum() else page

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.subject
        if self.locks:
            return super().get_context_data(
                back=reverse("application_tasks", args=[application.pk]),
                enclosures=application.kept_enclosures,
                **more,
            )
        half_sent = application.uploads.visible_to(self.request.user).half_sent()
        return super().get_context_data(
            back=reverse("application_tasks", args=[application.pk]),
            documents=documents_of(application, more.get("form")),
            room=room_of(application.kept_enclosures),
            half_sent=half_sent.select_related("item").order_by("pk"),
            accept=file_types(KINDS),
            piece=LONGEST_PIECE,
            words={name: str(word) for name, word in WORDS.items()},
            envelope=application.envelope if application.is_paper else None,
            **more,
        )


class EnclosureTakeOutView(ActView):
    model, verb, label, done = Enclosure, "take_out", _("Take out"), _("The file was taken out.")
    lead = _(
        "The file is taken out of the application. What was handed in with it before stays kept."
    )

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .filter(removed_at=None)
            .select_related("application__competition__municipality", "item")
        )

    def ask(self) -> Move:
        application = self.subject.application.veiled_for(self.request.user)
        move = ask(application, "edit", actor=self.request.user)
        reasons = [*move.reasons, *locks_of(application, "enclosures", self.subject.item)]
        return Move(verb=self.verb, label=self.label, reasons=reasons, weight="danger")

    def do(self, facts: dict[str, Any]) -> Any:
        # SECURITY: the kernel's refusal would name the true state; what is seen answers first.
        reasons = self.ask().reasons
        if reasons:
            raise Refused(reasons)
        return actions.take_out(
            self.subject.application, actor=self.request.user, enclosure=self.subject
        )

    def leads_to(self, result: Any) -> Any:
        return reverse("application_enclose", args=[self.subject.application_id])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.leads_to(None), **more)


class EnclosureDownloadView(Scoped, SingleObjectMixin, View):
    model = Enclosure

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        enclosure = self.get_object()
        return handed_over(enclosure.file, str(enclosure), enclosure.kind)
