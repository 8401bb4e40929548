"""Scoring without a link: a member takes his sheets away as a workbook and hands it back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from competitions.models import Competition
from papers import package
from papers.forms import PackageForm
from papers.views.workbooks import XLSX
from scoring.models import package_of
from scoring.rules import may_declare
from ui.views import FormPage, Scoped


class Own(Scoped, SingleObjectMixin):
    """A call in which this person has sheets, and what of them he may take away now."""

    model = Competition

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("municipality").prefetch_related("criteria")

    def get_object(self, queryset: Any = None) -> Competition:
        call = super().get_object(queryset)
        if not may_declare(call, self.request.user):
            raise PermissionDenied
        return call


@method_decorator(never_cache, name="dispatch")
class PackageView(Own, View):
    """My open sheets with the texts of their applications, as a workbook."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        call = self.get_object()
        mine = package_of(call, request.user)
        if mine is None or not mine.sheets:
            return redirect("package_hand_back", call.pk)
        name = f"sheets-{call.year}-{call.number}.xlsx"
        file = package.workbook(mine)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@method_decorator(never_cache, name="dispatch")
class PackageReadView(Own, FormPage):
    """The workbook comes back: what was taken from it, and what was not."""

    form_class = PackageForm
    template_name = "papers/package_hand_back.html"
    # The form of the scoring desk: the same fields, the same sentences.
    desk: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.object = self.get_object()
            self.package = package_of(self.object, request.user)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> Any:
        if self.package is None:
            raise PermissionDenied
        try:
            filled = package.read(form.cleaned_data["file"], self.package)
        except package.Unfit as unfit:
            form.add_error("file", str(unfit))
            return self.form_invalid(form)
        receipts = package.take(filled, self.package, actor=self.request.user, desk=self.desk)
        self.package = package_of(self.object, self.request.user)
        return self.render_to_response(
            self.get_context_data(form=form, code=filled.code, receipts=receipts)
        )

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        sheets = self.package.sheets if self.package else []
        receipts = more.get("receipts", [])
        given = {
            "call": self.object,
            "sheets": sheets,
            "taken": sum(1 for one in receipts if one.is_taken),
            "refused": sum(1 for one in receipts if one.faults),
        }
        return super().get_context_data(**given | more)
