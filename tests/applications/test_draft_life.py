"""Two people and one draft, also when it comes back to be mended: whatever they do, sums are right,
no accepted text is lost, and what was not named stays."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from applications.arithmetic import Line, totals
from applications.choices import MoneySource
from applications.models import Application
from audit import clock
from audit.models import Entry
from competitions.models import Competition
from tests import factories
from tests.applications.test_drafting import Tab
from tests.applications.test_forms import table

WORDS = st.sampled_from(["Ашар", "Ашарга чыгабыз", "Тургундар карайт", ""])
# What is typed, and what it means; None cannot be understood.
COUNTS = {"120": 120, "1 300": 1300, "": None, "көп": Ellipsis, "-4": Ellipsis}
FIGURES = {"2": Decimal(2), "1,333": Decimal("1.333"), "0,5": Decimal("0.5"), "көп": None}
PRICES = {"10": Decimal(10), "99,99": Decimal("99.99"), "1 200,05": Decimal("1200.05"), "": None}
LINES = st.lists(
    st.tuples(
        st.sampled_from(["Кум", "Шагыл"]),
        st.sampled_from(list(FIGURES)),
        st.sampled_from(list(PRICES)),
        st.sampled_from(MoneySource.values),
    ),
    max_size=4,
)
PEOPLE = st.sampled_from([0, 1])
PARTS = ("participation", "beneficiaries", "budget")


class Draft(RuleBasedStateMachine):
    """What the two have before their eyes, and what the draft should say."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clock = clock.at(factories.NOON)
        self.clock.__enter__()
        call = factories.competition(factories.municipality())
        applicant, partner = factories.user("Гүлнара"), factories.user("Айжан")
        self.draft = factories.application(call, applicant)
        self.draft.members.update(phone=partner.phone)
        self.draft.lines.all().delete()
        self.people = (applicant, partner)
        self.tabs: dict[Any, Tab] = {}
        self.seen: dict[Any, int] = {}
        self.versions: dict[str, int] = {}
        self.texts = {"participation": "Ашар", "sustainability": "Тургундар карайт"}
        self.counts: dict[str, Any] = {"households": 120, "women": 300}
        self.lines: list[Any] = []
        self.journal: list[tuple[str, str]] = []
        # Which pages may be changed: all of a draft, of a returned application the named ones.
        self.named: set[str] = set(PARTS)

    def teardown(self) -> None:
        self.clock.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # --- what they do

    @rule(who=PEOPLE, part=st.sampled_from(PARTS))
    def opens(self, who: int, part: str) -> None:
        """Also what somebody does who takes the other's text after a clash."""
        self.seen[who, part] = self.versions.get(part, 0)

    @rule(who=PEOPLE, participation=WORDS, sustainability=WORDS, pressed=st.booleans())
    def writes(self, who: int, participation: str, sustainability: str, *, pressed: bool) -> None:
        typed = {"participation": participation, "sustainability": sustainability}
        changed = typed != self.texts
        if self.sends(who, "participation", typed, changed=changed, pressed=pressed):
            self.texts = typed

    @rule(who=PEOPLE, households=st.sampled_from(list(COUNTS)), women=st.sampled_from(list(COUNTS)))
    def counts_people(self, who: int, households: str, women: str) -> None:
        typed = {"households": households, "women": women}
        meant = {name: COUNTS[word] for name, word in typed.items() if COUNTS[word] is not Ellipsis}
        changed = any(self.counts[name] != figure for name, figure in meant.items())
        rest = {"men": "280", "direct": "100", "benefit": "Көчө кооз болот"}
        if self.sends(who, "beneficiaries", typed | rest, changed=changed):
            self.counts |= meant

    @rule(who=PEOPLE, lines=LINES)
    def reckons(self, who: int, lines: list[Any]) -> None:
        typed = [
            {"title": title, "unit": "т", "quantity": quantity, "price": price, "source": source}
            for title, quantity, price, source in lines
        ]
        meant = [
            (title, FIGURES[quantity], PRICES[price], source)
            for title, quantity, price, source in lines
        ]
        sound = all(None not in line for line in meant)
        changed = sound and meant != self.lines
        if self.sends(who, "budget", table("lines", *typed), changed=changed):
            self.lines = meant if sound else self.lines

    @rule(who=PEOPLE, participation=WORDS)
    def insists(self, who: int, participation: str) -> None:
        """Both texts were shown, and he keeps his own."""
        self.opens(who, "participation")
        self.writes(who, participation, "Мектеп", pressed=True)

    @rule(parts=st.sets(st.sampled_from(PARTS), min_size=1))
    def comes_back(self, parts: set[str]) -> None:
        """It was handed in and returned: the clerk named these pages."""
        draft = self.draft
        Competition.objects.filter(pk=draft.competition_id).update(state="checking")
        Application.objects.filter(pk=draft.pk).update(
            state="returned", cures_used=1, returned_until=factories.at(4, 15)
        )
        draft.returns.all().delete()
        factories.returned(draft, *parts, number=1)
        self.named = set(parts)

    def sends(
        self, who: int, part: str, typed: Any, *, changed: bool, pressed: bool = False
    ) -> bool:
        """Sent as the page's script does; says whether it was to be accepted."""
        seen = self.seen.setdefault((who, part), self.versions.get(part, 0))
        newest = self.versions.get(part, 0)
        # A first press says that the page was read, even if nothing was changed.
        saves = changed or (pressed and newest == 0)
        answer = self.tab(who, part).sends(seen, pressed=pressed, **typed)
        if part not in self.named:
            assert answer.status_code == 422
            return False
        if saves and seen != newest:
            assert answer.status_code == 409
            return False
        assert answer.status_code == 200, answer.json()
        if saves:
            self.versions[part] = newest + 1
            self.journal.append((self.people[who].name, part))
        assert answer.json()["seen"] == self.versions.get(part, 0)
        self.seen[who, part] = answer.json()["seen"]
        return True

    def tab(self, who: int, part: str) -> Tab:
        if (who, part) not in self.tabs:
            self.tabs[who, part] = Tab(self.people[who], self.draft, part)
        return self.tabs[who, part]

    # --- what is always true

    @invariant()
    def what_was_accepted_is_there(self) -> None:
        saved = Application.objects.get(pk=self.draft.pk)

        assert {name: getattr(saved, name) for name in self.texts} == self.texts
        assert {name: getattr(saved, name) for name in self.counts} == self.counts
        assert [
            (line.title, line.quantity, line.price, line.source) for line in saved.budget_lines
        ] == self.lines
        assert saved.part_versions == self.versions

    @invariant()
    def sums_are_right(self) -> None:
        saved = Application.objects.get(pk=self.draft.pk)
        lines = [
            Line(quantity=quantity, price=price, source=source, kind=source)
            for _title, quantity, price, source in self.lines
        ]

        assert saved.totals == totals(lines, admitted=saved.competition.counted_kinds)
        assert saved.totals.total == sum((line.amount for line in saved.budget_lines), Decimal(0))

    @invariant()
    def the_journal_tells_each_saving_once(self) -> None:
        entries = Entry.objects.order_by("number")

        assert [(entry.actor_name, entry.facts["part"]) for entry in entries] == self.journal


@pytest.mark.django_db
def test_whatever_two_people_do() -> None:
    run_state_machine_as_test(
        Draft,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
