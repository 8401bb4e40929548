"""The commission's seats."""

from typing import Any

from accounts.choices import Role
from competitions.choices import SeatState
from competitions.models import Competition, Seat
from competitions.views.competition import composition
from ui.views import DetailPage


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
        seats = seen.select_related("user").order_by("-state", "pk")
        rows = [self.row(seat, call, user) for seat in seats]
        seated = [row["seat"] for row in rows if row["seat"].state == SeatState.SEATED]
        given = {
            "rows": rows,
            "figures": composition(seated),
            "needed": max(call.minimum_members, call.minimum_scores),
            "outside": sum(not seat.holds_office for seat in seated),
            "may_seat": Seat.beginning.may(Seat(competition=call), user),
        }
        return super().get_context_data(**given | more)

    def row(self, seat: Seat, call: Competition, user: Any) -> dict[str, Any]:
        seat.competition = call
        is_seated = seat.state == SeatState.SEATED
        return {
            "seat": seat,
            "may_release": is_seated and Seat.beginning.may(seat, user),
            # A clerk prints slips for people without an office only.
            "may_print": is_seated and not seat.holds_office and user.holds(Role.CLERK),
        }
