"""A call told step by step through the office's own actions, each at its own minute of 2026."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.db.models import F

from accounts.models import Municipality, User
from applications import actions as applications
from applications.models import Application
from audit import clock, journals
from awards import actions as awards
from competitions import actions as competitions
from competitions.models import Competition, Seat
from scoring import actions as scoring
from scoring.models import Protocol, Sheet
from tests import factories

SEATS = {
    "chair": "chair",
    "member": "member",
    "second_member": "member",
    "secretary": "secretary",
    "alternate": "alternate",
}


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> AbstractContextManager[None]:
    return clock.at(factories.at(month, day, hour, minute))


class Tale:
    """One call, from its announcement on; the people are the town's."""

    def __init__(self, place: Municipality, people: Mapping[str, User], **terms: Any) -> None:
        self.people = people
        draft = {
            "state": "draft",
            "announced_at": None,
            "terms_version": 0,
            "first_closes_at": None,
        }
        call = factories.competition(place, **(draft | terms))
        for name, role in SEATS.items():
            factories.seat(call, people[name], role)
        with at(4, 1, 8):
            competitions.announce(call, actor=people["head"])
        self.key = call.pk

    @property
    def call(self) -> Competition:
        return Competition.objects.get(pk=self.key)

    def sheets(self, *names: str, **which: Any) -> list[Sheet]:
        found = Sheet.objects.filter(competition=self.key, **which).with_all().order_by("pk")
        return [
            sheet
            for sheet in found
            if not names or sheet.seat.user in [self.people[name] for name in names]
        ]

    # --- the steps everybody knows

    def apply(self, who: str, title: str, **more: Any) -> Application:
        written = factories.application(self.call, self.people[who], title=title, **more)
        return applications.submit(written, actor=self.people[who])

    def check(self, *received: Application, verdict: str = "met") -> None:
        """Every item of each application is found so; those that meet all are admitted."""
        clerk = self.people["clerk"]
        for application in received:
            note = "" if verdict == "met" else "Кат жок"
            marks = [
                {"item": item, "verdict": verdict, "note": note}
                for item in self.call.checklist.all()
            ]
            marked = applications.mark_items(application, actor=clerk, marks=marks)
            end = applications.admit if verdict == "met" else applications.decline
            end(marked, actor=clerk)

    def open_scoring(self) -> None:
        scoring.open_scoring(self.call, actor=self.people["clerk"])

    def send(self, sheets: Sequence[Sheet], points: Mapping[Application, int]) -> None:
        """Each declares no interest where it is still to be declared, and sends the same points."""
        for sheet in sheets:
            judge = sheet.seat.user
            if sheet.state == "undeclared":
                sheet = scoring.declare_no_interest(sheet, actor=judge)  # noqa: PLW2901
            given = points[sheet.application]
            marks = [
                {"criterion": one.pk, "points": given, "reason": ""}
                for one in self.call.criteria_in_order()
            ]
            scoring.score_and_send(sheet, actor=judge, marks=marks)

    def close_scoring(self) -> None:
        scoring.close_scoring(self.call, actor=self.people["chair"])

    def meet(self, day: int, *, absent: Sequence[str] = ()) -> None:
        secretary = self.people["secretary"]
        with at(5, day):
            place = {"place_ky": "Айыл өкмөтү", "place_ru": "Айыл окмоту"}
            planned = scoring.plan_meeting(
                self.call, actor=secretary, held_at=factories.at(5, day, 10), **place
            )
            away = [self.people[name] for name in absent]
            there = Seat.objects.filter(competition=self.key).exclude(user__in=away)
            seats = list(there.values_list("pk", flat=True))
            present = scoring.record_attendance(planned, actor=secretary, present=seats)
            scoring.open_meeting(present, actor=secretary)

    def sign(self) -> Protocol:
        drawn = scoring.draw_up(self.call, actor=self.people["secretary"])
        return scoring.sign(drawn, actor=self.people["chair"])

    def publish(self) -> Protocol:
        """The commission meets and signs, the chair decides, the head publishes."""
        self.meet(6)
        with at(5, 6, 15):
            signed = self.sign()
            awards.decide(self.call, actor=self.people["chair"])
        with at(5, 8):
            awards.publish(self.call, actor=self.people["head"])
        return signed

    # --- how it ended

    def outcome(self) -> list[tuple[str, str]]:
        """Each application, drafts first, then in the order of its number: title and state."""
        rows = Application.objects.filter(competition=self.key).order_by(
            F("number").asc(nulls_first=True), "pk"
        )
        return list(rows.values_list("title", "state"))

    def journal_is_whole(self) -> bool:
        return all(journals.check(code)[1] is None for code in journals.codes())
