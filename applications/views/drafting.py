"""A page of the form saves itself: the page's own script asks, and is answered in plain data."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from applications.choices import PART_ROWS
from applications.models import Application
from applications.views.sums import sums_of
from audit import clock
from audit.acts import Refused, ask

SIGNED_OUT = _(
    "You are signed out. What you typed is kept in this browser: sign in again, and it is sent."
)
ANOTHER = _("Somebody else has signed in here meanwhile. Nothing was saved.")
NOT_YOURS = _("You may not change this application. Nothing was saved.")
NOT_FOUND = _("This page is not there any more. Nothing was saved.")
CLASH = _(
    "Somebody saved this page after you opened it. Nothing was overwritten: what you typed is kept "
    "in this browser."
)
FAULTS = _("Something on this page must be mended first.")


def asks_for_data(request: HttpRequest) -> bool:
    """Whether it is the page's own script that sends, and not the person's press."""
    return request.method == "POST" and request.headers.get("Accept") == "application/json"


def told(status: int, problem: str, words: Any, **more: Any) -> JsonResponse:
    """Why nothing was saved: a word for the script and a sentence for the person."""
    return JsonResponse({"problem": problem, "words": str(words)} | more, status=status)


class SavesItself:
    """A page of the form that its script may send: every refusal comes back in words."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not asks_for_data(request):
            return super().dispatch(request, *args, **kwargs)
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return told(403, "forbidden", NOT_YOURS)
        except Http404:
            return told(404, "gone", NOT_FOUND)

    def handle_no_permission(self) -> Any:
        if asks_for_data(self.request):
            return told(401, "signed_out", SIGNED_OUT)
        return super().handle_no_permission()

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not asks_for_data(request):
            return super().post(request, *args, **kwargs)
        # SECURITY: the tab of one person must not save under the name of the next one who signs in.
        if request.headers.get("X-Person") != str(request.user.pk):
            return told(403, "another_person", ANOTHER)
        self.find()
        form = self.get_form()
        by_itself = "by_itself" in request.POST
        sound = form.is_valid()
        if not sound and not by_itself:
            # SECURITY: who may not act learns nothing of what was typed wrong.
            ask(self.subject, self.verb, actor=request.user)
            return told(422, "faults", FAULTS)
        try:
            saved = self.do(
                {
                    "part": self.part,
                    "values": form.answers,
                    "rows": form.rows,
                    "seen": form.cleaned_data.get("seen"),
                    "by_itself": by_itself,
                }
            )
        except Refused as refusal:
            return told(422, "refused", " ".join(refusal.reasons))
        except ValidationError as error:
            if getattr(error, "code", "") == "clash":
                return told(409, "clash", CLASH, address=request.path)
            return told(422, "faults", FAULTS)
        if by_itself:
            return JsonResponse(self.kept(saved, form))
        messages.success(request, now_in_words("The page is saved."))
        return JsonResponse(self.kept(saved, form) | {"next": self.goes_on()})

    def kept(self, saved: Application, form: Any) -> dict[str, Any]:
        """What the page is told when it was saved."""
        return {
            "seen": saved.part_versions.get(self.part, 0),
            "at": timezone.localtime(clock.now()).strftime("%H:%M"),
            "left": form.left,
            "sums": _sums(saved) if PART_ROWS.get(self.part) else {},
        }


def _sums(application: Application) -> Mapping[str, str]:
    sums = sums_of(application)
    names = ("total", "asked", "own", "counted", "share", "room")
    return {name: str(getattr(sums, name)) for name in names}
