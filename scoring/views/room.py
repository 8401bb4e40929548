"""One laptop in the room: members take turns, and nobody's turn shows anything of another's.

Three kinds of session in one browser, never mixed: nobody (the page where names are chosen), a
member by PIN (the pages of his own sheets, nothing else), and whoever keeps the room and signs in
the ordinary way (the page on which it is closed, nothing else).
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, authenticate, login, logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, View

from audit.acts import Refused
from competitions.models import Competition, Seat
from scoring import actions, rules
from scoring.choices import IDLE_SECONDS
from scoring.forms import PinForm, ScoreForm, TurnForm
from scoring.models import Pin, Room, Sheet, own_open_sheet, own_sheet_in, pins_of, room_of
from scoring.views.calls import CallPage
from ui.views import ActView, BeginView, Dressed

BY_PIN = "scoring.backends.PinBackend"
COOKIE = "room"
LONGEST_DAY = 12 * 3600
OF_THE_CALL = {"declarations", "sheets_send"}
OF_A_SHEET = {
    "sheet_detail",
    "sheet_file",
    "sheet_score",
    "sheet_send",
    "sheet_declare_no_interest",
    "sheet_declare_interest",
    "sheet_declare_late_interest",
    "sheet_decline_to_score",
}
# Of the scoring desk: what is carried along when a turn runs out, and how much of it.
TYPED = re.compile(r"(points|reason)_[0-9]{1,15}$")
MOST_TYPED, LONGEST_REASON = 200, 2000
ALWAYS = {"room_hand_over", "set_language"}
OF_NOBODY = {"room_desk", "sign_in", "set_language"}
OF_THE_KEEPER = {"room_list", "room_close_room", "sign_out", "set_language"}


class RoomMiddleware:
    """In the browser of an open room only the room's pages are answered, and none is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.room = request.turn = None
        response = self.get_response(request)
        if request.room is not None:
            # SECURITY: the back button must not bring back what the one before has seen.
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: Any) -> Any:
        by_pin = is_by_pin(request)
        key = request.COOKIES.get(COOKIE, "")
        if not by_pin and not key:
            return None
        request.room = room_of(key)
        if by_pin:
            return self.turn(request, kwargs)
        if request.room is None:
            return None
        name = request.resolver_match.url_name
        if request.user.is_authenticated:
            # SECURITY: a clerk who signs in here to close the room brings no other right along.
            if name in OF_THE_KEEPER:
                return None
            return redirect("room_list", request.room.competition_id)
        if name == "sheet_score" and request.method == "POST":
            # The turn ran out while somebody typed: it is asked whose it was, and nothing is lost.
            return LateView.as_view()(request, pk=kwargs["pk"])
        return None if name in OF_NOBODY else redirect("room_desk")

    def turn(self, request: HttpRequest, kwargs: dict[str, Any]) -> Any:
        """A session opened by a PIN: good in its room only, and for its own pages only."""
        room = request.room
        if room is None or request.session.get("room") != room.pk:
            logout(request)
            return redirect("sign_in" if room is None else "room_desk")
        request.turn, name = IDLE_SECONDS, request.resolver_match.url_name
        # The term of three minutes begins anew with every page.
        request.session.set_expiry(IDLE_SECONDS)
        if name in ALWAYS:
            return None
        if name in OF_THE_CALL and kwargs.get("pk") == room.competition_id:
            return None
        if name in OF_A_SHEET and own_sheet_in(room, request.user, kwargs.get("pk")):
            return None
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        return redirect("declarations", room.competition_id)


def is_by_pin(request: HttpRequest) -> bool:
    """Whether this session was opened by a PIN; asked without a query where there is no session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.session.get(BACKEND_SESSION_KEY) == BY_PIN


class RoomListView(CallPage):
    """Room mode of a call: where it was opened, and who has a PIN."""

    may = rules.may_see_ranking
    template_name = "scoring/room_list.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        call, user = self.object, self.request.user
        rooms = Room.objects.visible_to(user).filter(competition=call).select_related("opened_by")
        given = {
            "rooms": rooms.order_by("-opened_at", "-pk"),
            "may_keep": rules.may_keep_room(Room(competition=call), user),
            "seats": [
                (seat, pin, rules.may_give_pin(Pin(competition=call, seat=seat), user))
                for seat, pin in pins_of(call)
            ],
        }
        return super().get_context_data(**given | more)


class RoomOpenView(BeginView):
    """Opens room mode: the clerk is signed out, and only the members' turns remain."""

    model = Room
    parent = Competition
    act = actions.open_room
    lead = _(
        "You are signed out on this computer. The members take turns with their PINs; your own "
        "rights are not at hand here until room mode is closed."
    )

    def form_valid(self, form: Any) -> Any:
        try:
            _room, key = self.do(form.cleaned_data)
        except Refused as refusal:
            return self.refused(form, refusal.reasons)
        logout(self.request)
        answer = redirect("room_desk")
        answer.set_cookie(
            COOKIE,
            key,
            max_age=LONGEST_DAY,
            httponly=True,
            samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return answer


class RoomCloseView(ActView):
    """Closes room mode, here or from another computer."""

    model = Room
    verb = "close_room"
    act = actions.close_room

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        answer.delete_cookie(COOKIE, samesite="Strict")
        return answer


@method_decorator(
    [sensitive_post_parameters("pin"), never_cache],
    "dispatch",
)
class RoomView(Dressed, FormView):
    """Who sits down? A name, a PIN, and one's own sheets open."""

    form_class = TurnForm
    template_name = "scoring/room_desk.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.subject = request.room
        if self.subject is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> Any:
        typed = form.cleaned_data
        person = authenticate(
            self.request, username=typed["username"], pin=typed["pin"], room=self.subject
        )
        if person is None:
            form.add_error("pin", _("This PIN does not fit the name."))
            return self.form_invalid(form)
        try:
            actions.take_turn(self.subject, actor=person)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
            return self.form_invalid(form)
        login(self.request, person, backend=BY_PIN)
        self.request.session["room"] = self.subject.pk
        self.request.session.set_expiry(IDLE_SECONDS)
        late = own_open_sheet(self.subject, person, self.late_sheet())
        if late is None:
            return redirect("declarations", self.subject.competition_id)
        self.keep(late, person)
        return redirect("sheet_score", late.pk)

    def late_sheet(self) -> str:
        """The sheet on which somebody typed when the turn ran out."""
        return str(self.request.POST.get("late", ""))

    def typed(self) -> list[tuple[str, str]]:
        """What was typed on it then, to be carried along until it is known whose it is."""
        if not self.late_sheet():
            return []
        given = [(name, value) for name, value in self.request.POST.items() if TYPED.match(name)]
        return [(name, value[:LONGEST_REASON]) for name, value in given[:MOST_TYPED]]

    def keep(self, sheet: Sheet, person: Any) -> None:
        """Keep what was typed as a draft; whatever is no figure of the scale is left out."""
        form = ScoreForm(dict(self.typed()), subject=sheet)
        complete = form.is_valid()
        try:
            actions.score(sheet, actor=person, marks=form.cleaned_data["marks"])
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(self.request, reason)
            return
        messages.success(self.request, _("What you had typed is kept as a draft."))
        if not complete:
            messages.warning(self.request, _("What does not fit the scale was left out: look."))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        late = {"late": self.late_sheet(), "typed": self.typed()}
        return super().get_context_data(call=self.subject.competition, **(late | more))


class LateView(RoomView):
    """The turn ran out while somebody typed: the name and the PIN, and it is kept as a draft."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.render_to_response(self.get_context_data())

    def late_sheet(self) -> str:
        return str(self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        # The name and the PIN have not been asked yet: nothing is amiss with them.
        return {
            name: value
            for name, value in super().get_form_kwargs().items()
            if name not in ("data", "files")
        }


class HandOverView(View):
    """One press: the turn is over, and nothing of it stays in the browser."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> Any:
        by_pin = is_by_pin(request)
        if by_pin:
            logout(request)
        answer = redirect("room_desk" if request.room else "portal")
        if by_pin:
            answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer


class PinGiveView(BeginView):
    """A PIN for a member, printed on a slip; or one's own, typed twice."""

    model = Pin
    parent = Seat
    act = actions.give_pin
    form_class = PinForm
    done = _("Your PIN is set.")

    def blank(self) -> Pin:
        return Pin(competition=self.subject.competition, seat=self.subject)

    def form_valid(self, form: Any) -> Any:
        if self.subject.user_id == self.request.user.pk:
            return super().form_valid(form)
        try:
            _pin, code = self.do(form.cleaned_data)
        except Refused as refusal:
            return self.refused(form, refusal.reasons)
        given = {"seat": self.subject, "code": code, "tongues": ("ky", "ru")}
        answer = render(self.request, "scoring/pin_printed.html", given)
        add_never_cache_headers(answer)
        return answer

    def leads_to(self, result: Any) -> Any:
        return result[0]
