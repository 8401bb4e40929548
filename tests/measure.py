"""Times the main pages and one act, and prints them as ratios to an empty signed-in page.

Every figure is the median of several rounds in which all pages take turns, so that a slow moment
of the machine falls on all of them alike. Ratios travel between machines, milliseconds do not.
"""

import gc
import gzip
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import include, path, reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from audit import clock  # noqa: E402
from scoring import severity  # noqa: E402
from scoring.agreement import agreement_of, agreement_on  # noqa: E402
from scoring.cutoff import fund  # noqa: E402
from scoring.fairness import (  # noqa: E402
    outlying_points,
    same_marks_throughout,
    spread_of,
)
from scoring.firmness import Circumstances  # noqa: E402
from scoring.models import standing  # noqa: E402
from scoring.points import (  # noqa: E402
    CallTerms,
    Candidate,
    CriterionTerms,
    Points,
    Rung,
    SheetMarks,
    sheet_scores,
)
from scoring.ranking import rank  # noqa: E402
from tests import factories  # noqa: E402
from tests.scoring.examples import TERMS, candidate  # noqa: E402
from tests.seed import Office, complete_draft  # noqa: E402

SMALL, LARGE, ROUNDS = 1_000, 100_000, 9
EMPTY = "an empty signed-in page"
urlpatterns = [
    path("empty/", lambda request: render(request, "base.html"), name="empty"),
    path("", include("config.urls")),
]


@dataclass
class Page:
    """One page to measure, and what was found."""

    name: str
    open: Callable[[], HttpResponse]
    goal: float
    milliseconds: list[float] = field(default_factory=list)
    queries: int = 0
    bytes: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)


class Count:
    """Counts the statements that reach the database."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Any, sql: str, *args: Any) -> Any:
        self.number += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, *args)


def main(words: list[str]) -> int:
    sizes = [int(word) for word in words] or [SMALL, LARGE]
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "tests.measure"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    first: dict[str, float] = {}
    with clock.at(factories.NOON):
        office = Office()
        for size in sizes:
            office.grow(size)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            pages = pages_of(office)
            measure(pages)
            empty = next(page.median for page in pages if page.name == EMPTY)
            first = report(size, pages, first)
    reckonings(empty)
    connection.creation.destroy_test_db(":memory:", verbosity=0)
    return 0


def pages_of(office: Office) -> list[Page]:
    call, clerk = office.calls[0], signed_in(office.clerk)
    member, head = signed_in(office.members[1]), signed_in(office.head)
    anybody, applicant, auditor = Client(), signed_in(office.people[1]), signed_in(office.auditor)
    row, sheet = call_rows(call), sheet_of(call, office.members[1])
    desk, open_sheet = signed_in(office.members[0]), office.on_the_desk().pk
    meeting = office.meeting_of(call).get_absolute_url()
    return [
        Page(EMPTY, lambda: clerk.get("/empty/"), 1),
        Page("portal", lambda: anybody.get(reverse("portal")), 3),
        Page(
            "public page of a call", lambda: anybody.get(reverse("call_detail", args=[call.pk])), 3
        ),
        Page("home, clerk", lambda: clerk.get(reverse("home")), 3),
        Page("home, applicant", lambda: applicant.get(reverse("home")), 3),
        Page("home, member", lambda: member.get(reverse("home")), 3),
        Page("list of calls", lambda: clerk.get(reverse("competition_list")), 3),
        Page("call", lambda: clerk.get(reverse("competition_detail", args=[call.pk])), 3),
        Page("list of applications", lambda: clerk.get(reverse("application_list")), 3),
        Page("application", lambda: clerk.get(reverse("application_detail", args=[row])), 3),
        Page("grid", lambda: clerk.get(reverse("grid", args=[call.pk])), 6),
        Page("ranking", lambda: head.get(reverse("ranking", args=[call.pk])), 6),
        Page("ranking after an act", reckoning_anew(head, call), 6),
        Page("checks of fairness", lambda: head.get(reverse("fairness", args=[call.pk])), 6),
        Page("sheet", lambda: member.get(reverse("sheet_detail", args=[sheet])), 3),
        Page("scoring desk", lambda: desk.get(reverse("sheet_score", args=[open_sheet])), 3),
        Page("meeting with its agenda", lambda: head.get(meeting), 6),
        Page("journal", lambda: auditor.get(reverse("entry_list")), 3),
        Page("act: submit", submitting(office), 4),
    ]


def reckonings(empty: float) -> None:
    """Ranking, cut-off and every check of fairness, without pages: a commission, and far more."""
    print("\nranking, cut-off and fairness sheet: ms, and as so many empty pages")
    for applications, members, criteria in ((12, 7, 5), (1_000, 9, 8)):
        candidates, terms = commission(applications, members, criteria)
        for name, reckon in (
            ("ranking and cut-off", lambda c, t: fund(rank(c, t), t)),
            ("fairness sheet", everything_checked),
        ):
            taken = []
            for _round in range(3):
                began = time.perf_counter()
                reckon(candidates, terms)
                taken.append(1000 * (time.perf_counter() - began))
            size = f"{applications} x {members} x {criteria}"
            middle = statistics.median(taken)
            print(f"  {size:<14} {name:<22} {middle:>9.1f} {middle / empty:>8.2f}")


def everything_checked(candidates: list[Candidate], terms: CallTerms) -> None:
    """Every check a fairness sheet holds."""
    now = Circumstances(candidates, terms)
    now.firmness(now.without_members())
    now.firmness(now.with_weights(Decimal(1)))
    scores, unit = sheet_scores(candidates, terms)
    correction = severity.correct(scores)
    if correction is not None:
        now.firmness({"severity": now.with_scores(correction.worths, unit)})
        severity.corrected_rows(scores, correction)
    agreement_of(candidates, terms)
    for criterion in terms.criteria:
        agreement_on(candidates, criterion.key)
    for one in candidates:
        spread_of(one, terms)
    outlying_points(candidates, terms)
    same_marks_throughout(candidates)


def commission(applications: int, members: int, criteria: int) -> tuple[list[Candidate], CallTerms]:
    """A commission where everybody scored everything but here and there one stands apart."""
    rules = [
        CriterionTerms(
            key=f"c{place}",
            minimum=Decimal(0),
            maximum=Decimal(10),
            step=Decimal(1),
            weight=Decimal(10 + place),
        )
        for place in range(criteria)
    ]
    terms = replace(
        TERMS,
        combining="weighted_percent",
        criteria=tuple(rules),
        fund=Decimal(40_000 * applications // 3),
        ladder=(Rung(kind="own_share"), Rung(kind="beneficiaries"), Rung(kind="earlier_receipt")),
    )

    def marks(number: int) -> tuple[SheetMarks, ...]:
        return tuple(
            SheetMarks(
                seat_key=str(seat),
                # As they come from the database.
                points=Points(
                    {
                        rule.key: (number * 7 + seat * 13 + place * 3 + number // 9) % 11 * 100
                        for place, rule in enumerate(rules)
                    }
                ),
            )
            for seat in range(members)
            if (number + seat) % 11
        )

    return [
        candidate(
            f"{number:06d}",
            marks=marks(number),
            seats_not_recused=members,
            own_share=Fraction(number % 97, 100),
            beneficiaries=number,
        )
        for number in range(1, applications + 1)
    ], terms


def call_rows(call: Any) -> int:
    from applications.models import Application  # noqa: PLC0415

    return Application.objects.filter(competition=call).first().pk


def sheet_of(call: Any, person: User) -> int:
    from scoring.models import Sheet  # noqa: PLC0415

    return Sheet.objects.filter(competition=call, seat__user=person).first().pk


def reckoning_anew(head: Client, call: Any) -> Callable[[], HttpResponse]:
    """The first look at a ranking after something has happened: nothing is kept."""

    def look() -> HttpResponse:
        standing.forget()
        return head.get(reverse("ranking", args=[call.pk]))

    return look


def submitting(office: Office) -> Callable[[], HttpResponse]:
    """A fresh draft handed in at every round, by a press of the button.

    It happens in another municipality: an act makes every ranking of its own be reckoned anew,
    and that has a line of its own.
    """
    call = factories.competition(
        office.neighbour, applications_per_applicant=1000, year=2100 + len(office.calls)
    )
    person = office.people[0]
    drafts = [complete_draft(call, person) for _round in range(ROUNDS + 2)]
    browser = signed_in(person)

    def press() -> HttpResponse:
        return browser.post(reverse("application_submit", args=[drafts.pop().pk]))

    return press


def signed_in(person: User) -> Client:
    browser = Client(headers={"accept-encoding": "gzip", "accept-language": "ky"})
    browser.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
    return browser


def measure(pages: list[Page]) -> None:
    gc.collect()
    gc.freeze()
    for page in pages:
        count = Count()
        with connection.execute_wrapper(count):
            answer = page.open()
        assert answer.status_code in (200, 302), f"{page.name}: {answer.status_code}"
        page.queries = count.number
        packed = answer.headers.get("Content-Encoding") == "gzip"
        page.bytes = len(answer.content if packed else gzip.compress(answer.content))
    for _round in range(ROUNDS):
        for page in pages:
            started = time.perf_counter()
            page.open()
            page.milliseconds.append((time.perf_counter() - started) * 1000)


def report(size: int, pages: list[Page], first: dict[str, float]) -> dict[str, float]:
    empty = next(page for page in pages if page.name == EMPTY)
    print(
        f"\n{size:,} applications, {connection.vendor}, median of {ROUNDS} rounds".replace(",", " ")
    )
    print(f"{'page':<28}{'queries':>8}{'ms':>9}{'bytes':>9}{'ratio':>8}{'goal':>6}{'growth':>8}")
    ratios = {}
    for page in pages:
        ratio = ratios[page.name] = page.median / empty.median
        grown = f"{ratio / first[page.name]:.2f}" if page.name in first else ""
        missed = "" if ratio <= page.goal else "  above the goal"
        line = f"{page.name:<28}{page.queries:>8}{page.median:>9.1f}{page.bytes:>9}"
        print(f"{line}{ratio:>8.2f}{page.goal:>6.0f}{grown:>8}{missed}")
    return first or ratios


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
