"""A small grant: one page of questions, the same rules."""

from decimal import Decimal

import pytest
from django.urls import reverse

from applications import actions, rules
from applications.choices import (
    PART_ROWS,
    PARTS,
    SHORT,
    SHORT_COLUMNS,
    SHORT_PARTS,
    ApplicationState,
    form_of,
)
from applications.forms import PART_FORMS
from applications.models import Application, sections_of, text_of
from applications.views.tasks import tasks_of
from tests import factories
from tests.applications.test_forms import LINE, MEMBER, PLAN, PLEDGE, table
from tests.applications.test_views import signed_in

__all__ = ["signed_in"]

OVER = "The sum asked is 96\xa0000 som; the maximum grant is 15\xa0000 som: 81\xa0000 som too much."


@pytest.fixture
def small(town):
    """A call whose grants are below the sum from which the long form is asked."""
    return factories.competition(town, maximum_grant=Decimal(15000), fund=Decimal(60000))


@pytest.fixture
def brief(small, applicant):
    return factories.application(small, applicant, complete=False)


def whole_page(**changes):
    """Everything the one page asks for, as a browser sends it."""
    typed = {
        "applicant_kind": "group",
        "group_name": "Жаш демилге",
        "representative_name": "Токтосунова Айжан",
        "representative_phone": "+996700123456",
        "title": "Гүлзар",
        "village": "Жаңы-Айыл",
        "kind": "co_financing",
        "field": "landscaping",
        "issue": "Көчө бош",
        "what_will_be_done": "Гүл отургузабыз",
        "women": "30",
        "men": "28",
        "sustainability": "Өзүбүз карайбыз",
        "agrees_to_terms": "on",
        "consents_to_data": "on",
        "seen": "0",
    }
    lines = (
        LINE | {"quantity": "2", "price": "5000"},
        LINE | {"title": "Эмгек", "quantity": "5", "price": "800", "source": "labour"},
    )
    return (
        typed
        | table("members", MEMBER)
        | table("plan", PLAN)
        | table("lines", *lines)
        | table("pledges", PLEDGE | {"quantity": "5"})
        | changes
    )


@pytest.mark.parametrize(
    ("maximum", "short"), [("19999.99", True), ("20000.00", False), ("20000.01", False)]
)
def test_the_sum_that_asks_the_long_form(town, maximum, short):
    call = factories.competition(town, maximum_grant=Decimal(maximum))
    assert call.short_form is short
    assert Application(competition=call).parts == form_of(short=short)
    assert form_of(short=short) is (SHORT_PARTS if short else PARTS)


def test_the_sum_is_a_setting_of_the_call(town):
    call = factories.competition(
        town, maximum_grant=Decimal(50000), short_form_below=Decimal(60000)
    )
    assert call.short_form is True


def test_every_short_question_stands_on_the_long_form_too():
    long = [name for names in PARTS.values() for name in names]
    assert [name for name in long if name in SHORT_COLUMNS] == list(SHORT_COLUMNS)
    assert PART_ROWS[SHORT] == tuple(name for part in PARTS for name in PART_ROWS.get(part, ()))


def test_the_page_keeps_the_order_of_the_long_form(brief):
    form = PART_FORMS[SHORT](subject=brief)
    order = [
        name
        for part, columns in PARTS.items()
        for name in (*columns, *PART_ROWS.get(part, ()))
        if name in SHORT_COLUMNS or name in PART_ROWS[SHORT]
    ]
    assert list(form.fields) == [*order, "seen"]


def test_what_is_required_is_asked(brief):
    assert set(rules.TEXTS[SHORT]) <= set(SHORT_COLUMNS)
    asked = [name for names in rules.TEXTS.values() for name in names]
    assert set(rules.TEXTS[SHORT]) <= set(asked)


def test_the_same_rules_hold(brief):
    """Whatever the long form's pages would refuse about what is asked, the one page refuses."""
    assert rules.faults_of_part(brief, SHORT) == [
        "“title of the initiative” is empty.",
        "“village” is empty.",
        "“kind of initiative” is empty.",
        "“field” is empty.",
        "“issue of local significance” is empty.",
        "“what will be done” is empty.",
        "“women” is empty.",
        "“men” is empty.",
        "“how it lasts afterwards” is empty.",
        "Say who applies: a group, a person or an organisation.",
        "The plan has no activity yet.",
        "The budget has no line yet.",
        "Not ticked: “we agree to the terms of the call”.",
        "Not ticked: “we consent to the use of our personal data for this call”.",
    ]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            {"lines": [{"price": Decimal(16000), "source": "grant"}]},
            OVER,
        ),
        ({"plan": [{"ends_on": factories.at(12, 31).date()}]}, None),
    ],
)
def test_arithmetic_and_dates_are_not_shortened(small, applicant, rows, fault):
    application = factories.application(small, applicant)
    for line in rows.get("lines", []):
        application.lines.all().delete()
        factories.budget_line(application, **line)
    for row in rows.get("plan", []):
        application.plan.all().delete()
        factories.plan_row(application, **row)
    application = Application.objects.get(pk=application.pk)
    wanted = fault or ("Plan, line 1: it ends after 30.09.2026, the last day of implementation.")
    assert wanted in rules.faults_of_part(application, SHORT)


def test_one_page_and_the_files(brief):
    assert [task.part for task in tasks_of(brief)] == [SHORT, "enclosures"]


@pytest.mark.parametrize("part", [part for part in PARTS if part != "enclosures"])
def test_pages_of_the_long_form_are_not_there(brief, applicant, signed_in, part):
    browser = signed_in(applicant)
    address = reverse("application_edit", args=[brief.pk, part])
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"seen": "0"}).status_code == 404


def test_the_short_page_is_not_there_for_the_long_form(draft, applicant, signed_in):
    address = reverse("application_edit", args=[draft.pk, SHORT])
    assert signed_in(applicant).get(address).status_code == 404


def test_applying_leads_straight_to_the_page(small, applicant, signed_in):
    answer = signed_in(applicant).post(reverse("competition_apply", args=[small.pk]))
    begun = Application.objects.get(competition=small)
    assert answer["Location"] == reverse("application_edit", args=[begun.pk, SHORT])


def test_from_the_page_to_the_number(brief, applicant, signed_in):
    browser = signed_in(applicant)
    address = reverse("application_edit", args=[brief.pk, SHORT])
    answer = browser.post(address, whole_page(next="1"))
    assert answer["Location"] == reverse("application_enclose", args=[brief.pk])
    saved = Application.objects.get(pk=brief.pk)
    assert rules.faults_of_part(saved, SHORT) == []
    for item in saved.asked_items:
        factories.enclosure(saved, item=item)
    browser.post(reverse("application_submit", args=[brief.pk]))
    handed_in = Application.objects.get(pk=brief.pk)
    assert (handed_in.state, handed_in.asked, handed_in.own) == (
        ApplicationState.SUBMITTED,
        Decimal(10000),
        Decimal(4000),
    )


def test_what_nobody_asked_is_not_shown_as_empty(small, applicant):
    application = factories.application(small, applicant)
    facts = text_of(application)
    shown = [answer.name for section in sections_of(facts) for answer in section.answers]
    assert shown == list(SHORT_COLUMNS)
    assert [table.name for section in sections_of(facts) for table in section.tables] == list(
        PART_ROWS[SHORT]
    )


def test_a_text_frozen_before_the_short_form_reads_as_the_long_one(draft):
    facts = {name: value for name, value in text_of(draft).items() if name != "short"}
    assert [section.part for section in sections_of(facts)] == [
        part for part in PARTS if part != "enclosures"
    ]


def test_checking_the_answers_leads_back_to_the_page(small, applicant, signed_in):
    application = factories.application(small, applicant)
    page = signed_in(applicant).get(reverse("application_submit", args=[application.pk]))
    addresses = {address for _section, address in page.context["pages"]}
    assert addresses == {reverse("application_edit", args=[application.pk, SHORT])}


def test_a_bad_row_loses_nothing_typed(brief, applicant, signed_in):
    typed = whole_page() | table("lines", LINE | {"quantity": "алты"})
    page = signed_in(applicant).post(reverse("application_edit", args=[brief.pk, SHORT]), typed)
    assert page.status_code == 200
    assert "Гүл отургузабыз" in page.content.decode()
    assert Application.objects.get(pk=brief.pk).title == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_page(brief, applicant, signed_in, rows, django_assert_num_queries):
    actions.edit_part(
        brief,
        actor=applicant,
        part=SHORT,
        rows={
            "members": [
                {"name": f"Айжан {row}", "sex": "female", "birth_year": 1990} for row in range(rows)
            ]
        },
    )
    browser = signed_in(applicant)
    address = reverse("application_edit", args=[brief.pk, SHORT])
    browser.get(address)
    with django_assert_num_queries(12):
        browser.get(address)
