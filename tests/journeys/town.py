"""A town that lives by chance: random people press random buttons at random moments.

Most presses are refused, as in life; what must always hold is asked after each of them.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from applications import actions as applications
from applications.choices import ApplicationState
from applications.models import Application, CheckMark, Version
from audit import clock, journals
from audit.acts import Refused
from audit.canonical import fingerprint
from audit.models import Entry
from competitions import actions as competitions
from competitions.models import Competition, TermsVersion
from tests import factories

PEOPLE = [
    "applicant",
    "rival",
    "third",
    "clerk",
    "second_clerk",
    "head",
    "chair",
    "member",
    "second_member",
    "secretary",
    "alternate",
    "auditor",
    "neighbour",
    "administrator",
]
OFFICES = {"clerk": "clerk", "second_clerk": "clerk", "head": "head"}
SEATS = {
    "chair": "chair",
    "member": "member",
    "second_member": "member",
    "secretary": "secretary",
    "alternate": "alternate",
}
person = st.sampled_from(PEOPLE)
# Whoever has the office presses more often than chance would have it: else the story stays short.
likely_clerk = st.sampled_from(["clerk", "second_clerk", "clerk", *PEOPLE])
likely_head = st.sampled_from(["head", "head", "head", *PEOPLE])
likely_applicant = st.sampled_from(["applicant", "rival", "third", "applicant", *PEOPLE])
place = st.integers(min_value=0, max_value=5)


class Town(RuleBasedStateMachine):
    """One call of one municipality, from its draft on."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = factories.at(4, 1, 8)
        self.successes = self.entries_at_start = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def people_the_town(self) -> None:
        place = factories.municipality()
        other = factories.municipality(soate="41703223899000")
        self.people = {name: factories.user(f"Киши {name}") for name in PEOPLE}
        for name, role in OFFICES.items():
            factories.membership(self.people[name], role, place)
        factories.membership(self.people["auditor"], "auditor", place)
        factories.membership(self.people["neighbour"], "clerk", other)
        factories.membership(self.people["administrator"], "administrator")
        # The second clerk is also a member of the applicant's group: he must never check it.
        self.call = factories.competition(
            place,
            state="draft",
            announced_at=None,
            terms_version=0,
            opens_at=factories.at(4, 1, 9),
            minimum_open_days=5,
        )
        for name, role in SEATS.items():
            factories.seat(self.call, self.people[name], role)
        self.entries_at_start = Entry.objects.count()

    def press(self, deed: Callable[..., Any], *args: Any, actor: str, **facts: Any) -> Any:
        """One press of a button: either it happens and is written down, or nothing has changed."""
        before = Entry.objects.count()
        with clock.at(self.now):
            try:
                with transaction.atomic():
                    result = deed(*args, actor=self.people[actor], **facts)
            except (Refused, PermissionDenied, ValidationError):
                assert Entry.objects.count() == before
                return None
        self.successes += Entry.objects.count() - before
        assert Entry.objects.count() > before
        return result

    def application(self, place: int) -> Application | None:
        found = list(Application.objects.order_by("pk"))
        return found[place % len(found)] if found else None

    # --- time

    @rule(hours=st.sampled_from([1, 6, 30, 24 * 4, 24 * 12]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    # --- the call

    @rule(who=likely_head)
    def announce(self, who: str) -> None:
        self.press(competitions.announce, self.call_now(), actor=who)

    @rule(who=likely_head, days=st.integers(1, 30))
    def extend(self, who: str, days: int) -> None:
        call = self.call_now()
        later = call.closes_at + timedelta(days=days)
        self.press(
            competitions.extend,
            call,
            actor=who,
            closes_at=later,
            reason_ky="Себеп",
            reason_ru="Причина",
        )

    @rule(who=likely_head, whom=likely_applicant, days=st.integers(1, 9))
    def grant_permit(self, who: str, whom: str, days: int) -> None:
        call = self.call_now()
        until = call.closes_at + timedelta(days=days)
        facts = {
            "user": self.people[whom],
            "until": until,
            "reason_ky": "Себеп",
            "reason_ru": "Причина",
        }
        self.press(competitions.grant_permit, call, actor=who, **facts)

    @rule(who=likely_clerk)
    def close_reception(self, who: str) -> None:
        self.press(competitions.close_reception, self.call_now(), actor=who)

    def call_now(self) -> Competition:
        return Competition.objects.get(pk=self.call.pk)

    # --- applications

    @rule(who=likely_applicant)
    def begin_application(self, who: str) -> None:
        application = self.press(applications.begin_application, self.call_now(), actor=who)
        if application is not None:
            self.fill_in(application, who)

    @rule(who=likely_clerk)
    def register_envelope(self, who: str) -> None:
        facts = {"received_at": self.now, "brought_by": "Осмонов Нурбек", "pages": 9}
        application = self.press(
            applications.register_envelope, self.call_now(), actor=who, **facts
        )
        if application is not None:
            self.fill_in(application, who)

    def fill_in(self, application: Application, who: str) -> None:
        texts = {
            "title": "Гүлзарлар",
            "village": "Жаңы-Айыл",
            "kind": "co_financing",
            "field": "other",
            "issue": "Көчө",
        }
        people = {"households": 10, "women": 20, "men": 20, "direct": 5, "benefit": "Кооз"}
        member = {
            "name": "Токтосунова Айжан",
            "sex": "female",
            "birth_year": 1990,
            "village": "Жаңы-Айыл",
        }
        if who == "applicant":
            member["phone"] = self.people["second_clerk"].phone
        plan = {
            "activity": "Отургузуу",
            "responsible": "Айжан",
            "starts_on": self.call.implementation_until,
            "ends_on": self.call.implementation_until,
        }
        line = {
            "title": "Ваза",
            "unit": "даана",
            "quantity": Decimal(6),
            "price": Decimal(10000),
            "source": "grant",
        }
        for part, values, rows in (
            (
                "applicant",
                {"applicant_kind": "group", "group_name": "Топ", "representative_name": "Айжан"},
                {"members": [member]},
            ),
            ("initiative", texts, {}),
            ("plan", {"what_will_be_done": "Гүл"}, {"plan": [plan]}),
            ("beneficiaries", people, {}),
            ("participation", {"participation": "Ашар", "sustainability": "Өзүбүз"}, {}),
            ("budget", {}, {"lines": [line]}),
            (
                "declarations",
                {"agrees_to_terms": True, "consents_to_data": True, "consents_to_part": True},
                {},
            ),
        ):
            self.press(
                applications.edit_part, application, actor=who, part=part, values=values, rows=rows
            )
        for item in self.call.checklist.all():
            factories.enclosure(application, item=item)

    @rule(who=likely_applicant, place=place)
    def submit(self, who: str, place: int) -> None:
        application = self.application(place)
        if application is not None:
            self.press(applications.submit, application, actor=who)

    @rule(who=likely_clerk, place=place)
    def key_again_and_submit(self, who: str, place: int) -> None:
        application = self.application(place)
        if application is not None and application.is_paper:
            self.press(
                applications.repeat_keying, application, actor=who, repeated=application.keyed()
            )
            self.press(applications.submit, application, actor=who)

    @rule(who=likely_applicant, place=place)
    def withdraw(self, who: str, place: int) -> None:
        application = self.application(place)
        if application is not None and application.pk % 4 == 0:
            self.press(applications.withdraw, application, actor=who)

    @rule(
        who=likely_clerk,
        place=place,
        verdict=st.sampled_from(["met", "met", "met", "not_met", "curable"]),
    )
    def mark_items(self, who: str, place: int, verdict: str) -> None:
        application = self.application(place)
        if application is not None:
            marks = [{"item": item, "verdict": verdict} for item in self.call.checklist.all()]
            self.press(applications.mark_items, application, actor=who, marks=marks)

    @rule(who=likely_clerk, place=place)
    def admit(self, who: str, place: int) -> None:
        application = self.application(place)
        if application is not None:
            self.press(applications.admit, application, actor=who)

    @rule(who=likely_clerk, place=place)
    def send_back(self, who: str, place: int) -> None:
        application = self.application(place)
        if application is not None:
            self.press(applications.send_back, application, actor=who, note="Катты кошуңуз")

    @rule(who=likely_clerk, place=place)
    def decline(self, who: str, place: int) -> None:
        application = self.application(place)
        if application is not None:
            self.press(applications.decline, application, actor=who)

    # --- what always holds

    @invariant()
    def every_success_is_written_down(self) -> None:
        assert Entry.objects.count() == self.entries_at_start + self.successes

    @invariant()
    def the_journal_verifies(self) -> None:
        for code in journals.codes():
            assert journals.check(code)[1] is None

    @invariant()
    def nothing_came_late_without_a_permit(self) -> None:
        for application in Application.objects.exclude(received_at=None).exclude(
            state=ApplicationState.DRAFT
        ):
            call = self.call_now()
            in_time = call.opens_at <= application.received_at <= call.closes_at
            permits = call.permits.filter(
                user=application.applicant_id, until__gte=application.received_at
            )
            assert in_time or permits.exists()

    @invariant()
    def nobody_checked_his_own(self) -> None:
        for mark in CheckMark.objects.select_related("application", "marked_by"):
            assert not mark.application.speaks_for(mark.marked_by)

    @invariant()
    def what_was_frozen_stays(self) -> None:
        for frozen in [*TermsVersion.objects.all(), *Version.objects.all()]:
            assert fingerprint(frozen.facts) == frozen.sha256

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        numbers = sorted(Application.objects.exclude(number=None).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
