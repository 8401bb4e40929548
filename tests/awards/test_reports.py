"""Reports: what the books tell, what the group adds, and what the office answers."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.acts import Refused
from audit.models import Entry, Notice
from awards import actions
from awards.forms.reports import AfterPage, GatheringRowForm, PeoplePage, SendReportBackForm
from awards.models import Award, Report
from tests.awards.conftest import (
    accept_final,
    answered,
    confirm_cash,
    contribution,
    pay_tranche,
    spend,
)

pytestmark = pytest.mark.django_db

DAY, TERM = date(2026, 4, 10), date(2026, 4, 20)
WORDS = {
    "words": "Гүлзар",
    "results": "63 идиш",
    "women": 300,
    "men": 280,
    "cared_by": "Мектеп",
}


def refused(act: Any, *args: Any, **facts: Any) -> list[str]:
    before = Entry.objects.count()
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    assert Entry.objects.count() == before
    return refusal.value.reasons


def denied(act: Any, *args: Any, **facts: Any) -> None:
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        act(*args, **facts)
    assert Entry.objects.count() == before


@pytest.fixture
def report(award, applicant):
    return actions.begin_report(award, actor=applicant, kind="final")


@pytest.fixture
def handed_in(report, applicant):
    filled = actions.edit(report, actor=applicant, outcomes=answered(report), **WORDS)
    return actions.submit(filled, actor=applicant)


def test_what_was_planned_stands_in_the_report_from_the_beginning(report):
    assert [(row["planned"], row["planned_quantity"], row["unit"]) for row in report.outcomes] == [
        ("Ваза", "4.000", "даана"),
        ("Топурак", "2.000", "даана"),
        ("Боёк", "1.000", "даана"),
        ("Ашар", "25.000", "даана"),
    ]


def test_every_part_must_be_there_and_fit_the_whole(report, applicant, rival):
    denied(actions.edit, report, actor=rival, words="а")
    assert refused(actions.submit, report, actor=applicant) == [
        "“what was done” is empty.",
        "“results against the plan” is empty.",
        "“women who benefit” is empty.",
        "“men who benefit” is empty.",
        "“who takes care of it now” is empty.",
        "“Ваза”: say what came of it.",
        "“Топурак”: say what came of it.",
        "“Боёк”: say what came of it.",
        "“Ашар”: say what came of it.",
    ]
    parts = {"children": 200, "youth": 200, "elderly": 200, "disabled": 581}
    paid = {"paid_women": 1, "paid_men": 2, "paid_with_disability": 4}
    filled = actions.edit(
        report, actor=applicant, outcomes=answered(report), **WORDS, **parts, **paid
    )

    assert refused(actions.submit, filled, actor=applicant) == [
        "“of them people with disability”: more than the women and men together.",
        (
            "Children, young and elderly people together are 600: more than the women and men "
            "together."
        ),
        "“of the paid from families with disability”: more than the women and men who were paid.",
    ]


def test_returned_point_by_point_and_handed_in_with_an_answer_to_each(
    handed_in, clerk, applicant, head
):
    denied(actions.accept, handed_in, actor=clerk)
    denied(actions.send_back, handed_in, actor=applicant, items=["а"], until=TERM)
    with pytest.raises(ValidationError):
        actions.send_back(handed_in, actor=clerk, items=["а"], until=date(2026, 4, 9))

    points = ["Чектер жок", "Сүрөт жок"]
    returned = actions.send_back(handed_in, actor=clerk, items=points, until=TERM)

    assert (returned.state, returned.returned_until) == ("returned", TERM)
    letter = Notice.objects.get(template="awards/report_returned", channel="in_app")
    assert (letter.facts["items"], letter.facts["until"]) == (points, "2026-04-20")
    first = [{"what": "Чектер жок", "answer": "Кошулду"}, {"what": "Сүрөт жок", "answer": ""}]
    filled = actions.edit(returned, actor=applicant, items=first)
    assert refused(actions.submit, filled, actor=applicant) == [
        "To be mended and not answered yet: Сүрөт жок"
    ]
    second = [row | {"answer": row["answer"] or "Сүрөт кошулду"} for row in first]
    again = actions.submit(actions.edit(filled, actor=applicant, items=second), actor=applicant)
    assert (again.returned_until, again.facts["answers"]) == (None, second)
    assert actions.accept(again, actor=head).state == "accepted"


def test_a_refused_report_counts_as_not_handed_in(handed_in, award, applicant, clerk, head):
    denied(actions.refuse, handed_in, actor=clerk, reason="а")
    assert refused(confirm_cash, award, applicant, "Асанова", "1") == [
        "The accounts are closed: the final report has been handed in."
    ]

    gone = actions.refuse(handed_in, actor=head, reason="Иш жасалган эмес")

    assert (gone.state, gone.refused_for) == ("refused", "Иш жасалган эмес")
    assert gone.refused_at is not None
    assert Notice.objects.filter(template="awards/report_refused", recipient=applicant).exists()
    assert Award.objects.get().report_due_on is not None
    confirm_cash(award, applicant, "Асанова", "1")
    another = actions.begin_report(award, actor=applicant, kind="final")
    assert (another.number, another.state) == (2, "draft")


def test_a_returned_report_is_refused_only_when_its_term_is_over(handed_in, clerk, head, played):
    returned = actions.send_back(handed_in, actor=clerk, items=["а"], until=TERM)
    assert refused(actions.refuse, returned, actor=head, reason="б") == [
        "It was returned to be mended, and the term for that is still running."
    ]

    with played(4, 21):
        assert actions.refuse(returned, actor=head, reason="б").state == "refused"


def test_the_figures_of_the_books_are_shown_live_and_frozen_at_the_handing_in(
    award, applicant, clerk, head
):
    pay_tranche(award, 30000, clerk=clerk, head=head)
    confirm_cash(award, applicant, "Асанова", "5000")
    spend(award, applicant, "Ваза", "grant", "1000")
    labour = actions.confirm(
        contribution(award, "Жаңы"), actor=clerk, on=DAY, document="1", quantity=Decimal(9)
    )
    actions.use(labour, actor=applicant, on=DAY, document="2", quantity=Decimal(5), women=2, men=3)
    visit = actions.plan_visit(award, actor=clerk, planned_on=DAY)
    actions.make_visit(
        visit,
        actor=clerk,
        held_on=DAY,
        place="а",
        findings="б",
        to_mend=[{"what": "сынык", "until": TERM}],
    )
    interim = actions.begin_report(award, actor=applicant, kind="interim")
    interim = actions.edit(interim, actor=applicant, words="а", results="б")
    live = actions.report_facts(Report.objects.get())

    sent = actions.submit(interim, actor=applicant)

    assert sent.facts == json.loads(json.dumps(live))
    assert [(row["source"], row["received"], row["spent"]) for row in sent.facts["sources"]] == [
        ("grant", "30000.00", "1000.00"),
        ("resident", "5000.00", "0.00"),
    ]
    assert {row["kind"]: (row["confirmed"], row["used"]) for row in sent.facts["by_kind"]} == {
        "cash": ("5000.00", "0.00"),
        "labour": ("7200.00", "4000.00"),
    }
    days = sent.facts["labour"]
    assert (days["women"], days["men"], days["sheets"]) == (2, 3, 1)
    assert sent.facts["visits"] == [{"number": 1, "held_on": "2026-04-10", "found": 1, "open": 1}]
    spend(award, applicant, "Ваза", "grant", "2000", "2")
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(applicant)
    page = browser.get(sent.get_absolute_url())
    assert [row["spent"] for row in page.context["sources"]] == [Decimal(1000), Decimal(0)]


# --- participation, as the case of 1 May gives it


# The hearings of the aiyl aimak of 1 May, as its own account prints them.
HEARINGS = [
    ("Программа", {"participants": 83, "women": 31, "proposals": 23, "accepted": 8}),
    ("Бюджет", {"participants": 135, "women": 57, "men": 78, "proposals": 11, "accepted": 7}),
]


def test_participation_figures_of_may_first(report, applicant):
    rows = [{"title": title, "men": None} | hearing for title, hearing in HEARINGS]
    assert all(GatheringRowForm(row).is_valid() for row in rows)
    filled = actions.edit(
        report, actor=applicant, gatherings=rows, outcomes=answered(report), **WORDS
    )

    sent = actions.submit(filled, actor=applicant)

    assert [
        (row["men"], row["share_of_women"], row["proposals"], row["accepted"])
        for row in sent.facts["gatherings"]
    ] == [(52, "37.3", 23, 8), (78, "42.2", 11, 7)]


GOOD = {"title": "Жыйын", "participants": "83", "women": "31"}


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"women": "84"}, "women"),
        ({"men": "51"}, "men"),
        ({"proposals": "3", "accepted": "4"}, "accepted"),
        ({"accepted": "1"}, "accepted"),
        ({"held_on": "2026-04-11"}, "held_on"),
        ({"title": ""}, "title"),
        ({"participants": ""}, "participants"),
        ({"participants": "-1"}, "participants"),
        ({"participants": "9" * 9}, "participants"),
    ],
)
def test_a_gathering_that_does_not_add_up(more, fault):
    assert list(GatheringRowForm(GOOD | more).errors) == [fault]


@pytest.mark.parametrize("answer", ["-1", "2,5", "9" * 12, "көп"])
@pytest.mark.parametrize("name", ["women", "paid_men", "paid_with_disability", "elderly"])
def test_bad_figures_beside_their_field(name, answer, report):
    assert list(PeoplePage({name: answer}, instance=report).errors) == [name]


def test_bad_rows_of_what_others_added(report):
    rows = {"additions-TOTAL_FORMS": "1", "additions-INITIAL_FORMS": "0"}
    bad = rows | {"additions-0-kind": "martians", "additions-0-what": "гүл"}
    assert list(AfterPage(bad, instance=report).errors) == ["additions"]
    nameless = rows | {"additions-0-kind": "residents", "additions-0-what": ""}
    assert list(AfterPage(nameless, instance=report).errors) == ["additions"]


def test_a_return_needs_a_point_and_a_day():
    none = {"items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0", "until": ""}
    assert sorted(SendReportBackForm(none).errors) == ["items", "until"]


# --- late


def test_reminders_of_the_final_report(award, clock_user, applicant, played):
    due = award.report_due_on
    assert due is not None

    def run(day: date) -> list[bool]:
        before = set(Notice.objects.values_list("pk", flat=True))
        with played(day.month, day.day):
            actions.remind_of_reports(clock_user)
        letters = Notice.objects.exclude(pk__in=before).filter(
            template="awards/report_due", recipient=applicant, channel="in_app"
        )
        return [letter.facts["is_overdue"] for letter in letters]

    day = date.fromordinal
    assert run(day(due.toordinal() - 4)) == []
    assert run(day(due.toordinal() - 3)) == [False]
    assert run(due) == []
    assert run(day(due.toordinal() + 1)) == [True]
    assert run(day(due.toordinal() + 9)) == []


def test_nothing_is_due_once_the_final_report_is_handed_in(award, applicant, head, clock_user):
    accept_final(award, applicant=applicant, head=head)

    assert Award.objects.get().report_due_on is None
    assert actions.remind_of_reports(clock_user) == 0


def test_the_page_asks_the_same_with_1_and_3_rows(report, applicant):
    browser = Client()
    browser.force_login(applicant)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(report.get_absolute_url()).status_code == 200
        return len(queries)

    row = {"title": "Жыйын", "participants": 3, "women": 1}
    found = []
    for count in (1, 3):
        actions.edit(report, actor=applicant, gatherings=[row] * count)
        found.append(asked())

    assert found == [15, 15]


def test_a_page_that_is_not_there(report, applicant):
    browser = Client()
    browser.force_login(applicant)

    for part in ("answers", "money"):
        assert browser.get(reverse("report_edit_page", args=[report.pk, part])).status_code == 404
