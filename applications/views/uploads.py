"""A file that comes in pieces: begun, continued, finished, dropped. Answers are for the script."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from applications import actions
from applications.actions.uploads import Misplaced, received_of
from applications.choices import LONGEST_PIECE
from applications.forms import EncloseForm, UploadForm
from applications.models import Upload
from applications.rules import locks_of_page, may_edit
from applications.views.base import Veiled
from audit.acts import Move, Refused, ask
from ui.views import ActView, Scoped


class ApplicationUploadView(Veiled, SingleObjectMixin, View):
    """GET tells what is half sent, POST begins a file or finds it again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        application = self.get_object()
        if not may_edit(application, request.user):
            raise PermissionDenied
        uploads = Upload.objects.visible_to(request.user).half_sent()
        mine = uploads.filter(application=application).order_by("pk")
        return JsonResponse({"uploads": [told(upload) for upload in mine]})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        application = self.get_object()
        form = UploadForm(request.POST, subject=application)
        try:
            reasons = ask(application, "edit", actor=request.user).reasons
            reasons = [*reasons, *locks_of_page(application, "enclosures")]
            if reasons:
                return refusal(*reasons)
            if not form.is_valid():
                return refusal(*faults_of(form))
            upload = actions.begin_upload(application, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            return refusal(*refused.reasons)
        return JsonResponse(told(upload))


class UploadPieceView(Scoped, SingleObjectMixin, View):
    """GET tells how far the file came, POST brings the next piece; the last one encloses it."""

    model = Upload

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("application__competition__municipality")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        return JsonResponse(told(self.get_object()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        upload = self.get_object()
        offset = request.GET.get("offset", "")
        if not offset.isdecimal() or len(offset) > 12:
            return refusal(_("The piece does not say where it belongs."), status=400)
        if int(request.headers.get("Content-Length") or 0) > LONGEST_PIECE:
            return refusal(_("The piece is longer than it may be."), status=413)
        try:
            upload = actions.take_piece(
                upload, actor=request.user, offset=int(offset), piece=request.body
            )
        except UnreadablePostError:
            # The link broke in the middle of the piece: nothing of it is kept.
            return refusal(_("The piece did not arrive whole."), status=400)
        except Misplaced as misplaced:
            return JsonResponse(told(upload) | {"received": misplaced.received}, status=409)
        except ValidationError as error:
            return refusal(*error.messages, status=413)
        except Upload.DoesNotExist:
            return refusal(_("This file is not being sent any more."), status=404)
        return self.finished(upload) if upload.is_whole else JsonResponse(told(upload))

    def finished(self, upload: Upload) -> JsonResponse:
        """The whole file goes the way of any other: the same form, the same act."""
        if upload.finished_at is not None:
            return JsonResponse(told(upload))
        application = upload.application.veiled_for(self.request.user)
        with upload.path.open("rb") as opened:
            file = UploadedFile(opened, name=upload.name, size=upload.size)
            form = EncloseForm(
                {"item": upload.item_id or "other", "title": upload.title},
                MultiValueDict({"file": [file]}),
                subject=application,
            )
            if not form.is_valid():
                if "file" in form.errors:
                    # It will not become better: whoever mends it sends another file.
                    actions.drop_upload(upload, actor=self.request.user)
                return refusal(*faults_of(form))
            return self.enclosed(upload, application, form)

    def enclosed(self, upload: Upload, application: Any, form: EncloseForm) -> JsonResponse:
        reasons = (
            ask(application, "edit", actor=self.request.user).reasons
            if application.is_veiled
            else []
        )
        if reasons:
            # SECURITY: the kernel's refusal would name the true state; what is seen answers.
            return refusal(*reasons)
        try:
            actions.finish_upload(upload, actor=self.request.user, facts=form.facts)
        except Refused as refused:
            return refusal(*refused.reasons)
        except ValidationError as error:
            found = [fault.code for faults in error.error_dict.values() for fault in faults]
            if "room" not in found:
                actions.drop_upload(upload, actor=self.request.user)
            return refusal(*error.messages)
        return JsonResponse(told(upload) | {"finished": True})


class UploadDropView(ActView):
    """Without the script, too, a half-sent file can be dropped."""

    model, verb = Upload, "drop"
    label, done = _("Drop the half-sent file"), _("The half-sent file was dropped.")
    lead = _("What has arrived of it is forgotten. The application does not change.")

    def get_queryset(self) -> Any:
        return super().get_queryset().half_sent()

    def ask(self) -> Move:
        # Who sees it is its sender.
        return Move(verb=self.verb, label=self.label, reasons=[], weight="danger")

    def do(self, facts: dict[str, Any]) -> Any:
        actions.drop_upload(self.subject, actor=self.request.user)

    def leads_to(self, result: Any) -> str:
        return reverse("application_enclose", args=[self.subject.application_id])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.leads_to(None), **more)


def told(upload: Upload) -> dict[str, Any]:
    """Where a file stands, for the script."""
    return {
        "address": reverse("upload_piece", args=[upload.pk]),
        "name": upload.name,
        "size": upload.size,
        "received": received_of(upload),
        "finished": upload.finished_at is not None,
    }


def refusal(*sentences: Any, status: int = 422) -> JsonResponse:
    return JsonResponse({"faults": [str(sentence) for sentence in sentences]}, status=status)


def faults_of(form: Any) -> list[str]:
    return [fault for faults in form.errors.values() for fault in faults]
