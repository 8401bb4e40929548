"""The commission's seats."""

from typing import Any

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from competitions import actions, rules
from competitions.choices import CANCELLABLE
from competitions.forms import SlipsForm
from competitions.models import Competition, Seat
from ui.views import BeginView, DetailPage


class SeatListView(DetailPage):
    """Who sits in the commission of a call, and by which order."""

    model = Competition
    template_name = "competitions/seat_list.html"
    context_object_name = "competition"

    def get_queryset(self) -> Any:
        seen = super().get_queryset().concerning(self.request.user)
        return seen.select_related("municipality", "regulation")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        call, user = self.object, self.request.user
        seen = Seat.objects.visible_to(user).filter(competition=call).with_offices()
        seats = seen.select_related("user", "replaces__user").order_by("-state", "pk")
        rows = [self.row(seat, call, user) for seat in seats]
        may_seat = Seat.beginning.may(Seat(competition=call), user)
        given = {
            "rows": rows,
            "composition": rules.composition_of(
                call, [row["seat"] for row in rows if row["seat"].is_seated]
            ),
            "is_at_work": call.state in CANCELLABLE,
            "changes": changes([row["seat"] for row in rows]),
            "may_seat": may_seat,
            "may_print": any(row["may_print"] for row in rows),
        }
        return super().get_context_data(**given | more)

    def row(self, seat: Seat, call: Competition, user: Any) -> dict[str, Any]:
        seat.competition = call
        is_seated = seat.is_seated
        may_change = is_seated and Seat.beginning.may(seat, user)
        return {
            "seat": seat,
            "may_change": may_change and rules.commission_is_at_work(seat),
            # A clerk prints slips for people without an office only.
            "may_print": is_seated and not seat.holds_office and user.holds(Role.CLERK),
        }


def changes(seats: list[Seat]) -> list[dict[str, Any]]:
    """Who left and who came by which order, the latest first; the first seating is no change."""
    came = {seat.replaces_id: seat for seat in seats if seat.replaces_id}
    left = [
        {
            "number": seat.released_order_number,
            "on": seat.released_order_on,
            "role": seat.get_role_display(),
            "gone": seat.user,
            "come": came[seat.pk].user if seat.pk in came else None,
            "reason": seat.released_reason,
            "at": seat.released_at,
        }
        for seat in seats
        if seat.released_at
    ]
    joined = [
        {
            "number": seat.order_number,
            "on": seat.order_on,
            "role": seat.get_role_display(),
            "gone": None,
            "come": seat.user,
            "reason": seat.reason,
            "at": seat.seated_at,
        }
        for seat in seats
        if seat.reason and not seat.replaces_id
    ]
    return sorted([*left, *joined], key=lambda change: change["at"], reverse=True)


class SeatSlipsView(BeginView):
    """Slips for the whole commission on one page; each is shown this once."""

    model, parent, act = Seat, Competition, actions.issue_slips
    form_class = SlipsForm
    label = _("Print sign-in slips")
    lead = _(
        "Each slip lets its owner choose a password. Print them, hand them over in person, keep no"
        " copy."
    )

    def form_valid(self, form: Any) -> Any:
        printed = self.do(form.cleaned_data)
        given = {
            "competition": self.subject,
            "slips": printed,
            "tongues": ["ky", "ru"],
            "address": f"{settings.SITE_ADDRESS}{reverse('slip_use')}",
        }
        answer = render(self.request, "competitions/slips_printed.html", given)
        add_never_cache_headers(answer)
        return answer
