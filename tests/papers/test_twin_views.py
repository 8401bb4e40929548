"""The file route as it is walked: a workbook is handed over, judged, and becomes a draft."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from applications import actions as applying
from applications.forms import definition_of
from applications.models import Application, BudgetLine
from audit import clock
from audit.journals import check
from audit.models import Entry
from competitions import actions as calling
from papers.blank import draft_workbook
from tests import factories
from tests.pages import PEOPLE
from tests.papers.twins import ANSWERS_GIVEN, Form, cell, edited, typed_in

LINE = {
    "title": "Ваза",
    "unit": "даана",
    "quantity": Decimal(6),
    "price": Decimal(10000),
    "source": "grant",
}
ROWS = {"lines": [LINE]}
# The pages these answers stand on.
FILLED = [
    *["applicant", "initiative", "plan", "beneficiaries", "participation", "budget"],
    "declarations",
]


@pytest.fixture
def everybody(request, commission):
    """The thirteen people of the table, nobody among them."""
    return {name: None if name == "anonymous" else request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def form(call):
    return Form(call)


@pytest.fixture
def draft(call, applicant):
    """A draft saved on the screen: two of its pages."""
    begun = applying.begin_application(call, actor=applicant)
    begun = applying.edit_part(
        begun, actor=applicant, part="initiative", values={"title": "Экранда", "village": "Айыл"}
    )
    return applying.edit_part(
        begun, actor=applicant, part="participation", values={"participation": "Экранда"}
    )


def browser(person, language="en"):
    client = Client(headers={"accept-language": language})
    if person is not None:
        client.force_login(person)
    return client


def sent(file, name="form.xlsx"):
    return SimpleUploadedFile(name, file.getvalue() if hasattr(file, "getvalue") else file)


def hand_over(person, call, file, language="en"):
    address = reverse("application_begin_from_file", args=[call.pk])
    return browser(person, language).post(address, {"file": sent(file)})


def fill(person, application, file, **more):
    """Sends the form of the page as it stands: every saved page ticked, unless said otherwise."""
    client, address = browser(person), reverse("application_fill_from_file", args=[application.pk])
    fields = client.get(address).context["form"].fields
    data = {name: field.initial for name, field in fields.items() if field.initial is not None}
    return client.post(address, data | {"file": sent(file)} | more)


def entries(application):
    return [entry.act for entry in Entry.objects.about(application)]


def faults(answer):
    return [str(fault) for fault in answer.context["filled"].faults]


def errors(answer):
    return {name: list(told) for name, told in answer.context["form"].errors.items()}


# --- a new draft


def test_a_good_workbook_becomes_a_draft(call, form, applicant):
    answer = hand_over(applicant, call, form.written(ANSWERS_GIVEN, ROWS))

    (made,) = Application.objects.all()
    assert answer["Location"] == reverse("application_tasks", args=[made.pk])
    assert (made.route, made.state, made.number, made.applicant) == (
        "file",
        "draft",
        None,
        applicant,
    )
    assert {name: getattr(made, name) for name in ANSWERS_GIVEN} == ANSWERS_GIVEN
    assert [line.amount for line in made.budget_lines] == [Decimal(60000)]
    assert made.part_versions == dict.fromkeys(FILLED, 1)


def test_the_journal_says_which_file_and_what_it_filled(call, form, applicant):
    file = form.written(ANSWERS_GIVEN, ROWS)

    hand_over(applicant, call, file)

    (made,) = Application.objects.all()
    begun, filled = Entry.objects.about(made)
    assert (begun.act, filled.act) == (
        "applications.begin_application",
        "applications.fill_from_file",
    )
    assert filled.facts["sha256"] == form.read(file).sha256
    assert filled.facts["rows"] == {"members": 0, "plan": 0, "lines": 1}
    assert filled.facts["pages"] == FILLED
    assert "Гүлзарлар" not in str(filled.facts)
    assert check(made.journal_chain)[1] is None


def test_what_is_left_empty_stays_as_a_new_draft_has_it(call, form, applicant):
    hand_over(applicant, call, form.written({"group_name": "Жаш демилге", "women": 0}))

    (made,) = Application.objects.all()
    assert (made.group_name, made.women) == ("Жаш демилге", 0)
    assert (made.representative_name, made.representative_phone) == (
        applicant.name,
        applicant.phone,
    )


def test_a_short_form_is_filled_the_same_way(town, applicant):
    small = factories.competition(town, maximum_grant=Decimal(5000))

    hand_over(applicant, small, Form(small).written({"title": "Гүлзарлар"}, ROWS))

    (made,) = Application.objects.all()
    assert (made.title, made.part_versions, made.lines.count()) == ("Гүлзарлар", {"short": 1}, 1)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Write a figure, for example 25."),
        ("ru", "Напишите число, например 25."),
        ("ky", "Сан жазыңыз, мисалы: 25."),
    ],
)
def test_faults_are_told_by_cell_in_the_readers_language(call, form, applicant, language, sentence):
    def spoil(book):
        cell(book, "beneficiaries.women").value = "көп"
        typed_in(book, "budget.lines", 0, title="Ваза", unit="даана", quantity=1, price="=1")
        typed_in(book, "budget.lines", 0, source="asked from the fund")

    answer = hand_over(applicant, call, edited(form.written(ANSWERS_GIVEN), spoil), language)

    told = answer.context["filled"].faults
    assert [(fault.sheet, fault.cell) for fault in told] == [
        ("Answers", "E32"),
        ("Lines of the budget", "F9"),
    ]
    assert told[0].sentence == sentence
    assert "Answers!E32" in answer.text
    assert (Application.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_workbook_of_another_call_is_refused(call, town, applicant):
    other = factories.competition(town, title_ru="Другой конкурс", title_ky="Башка сынак")

    answer = hand_over(applicant, call, Form(other).written(ANSWERS_GIVEN))

    (told,) = errors(answer)["file"]
    assert "Другой конкурс" in told
    assert f"№ {call.number}, 2026" in told
    assert (Application.objects.count(), Entry.objects.count()) == (0, 0)


def test_after_an_extension_the_older_workbook_is_refused(announced, head, applicant):
    older = Form(announced).written(ANSWERS_GIVEN)
    calling.extend(
        announced,
        actor=head,
        closes_at=announced.closes_at + timedelta(days=10),
        reason_ky="Себеп",
        reason_ru="Причина",
    )

    (told,) = errors(hand_over(applicant, announced, older))["file"]

    assert told == (
        "This workbook was made for version 1 of the terms; version 2 is in force. Take the "
        "form anew and copy your answers into it."
    )


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (
            b"PK\x03\x04 nothing",
            "form.xlsx",
            "The file cannot be read: it is damaged or not whole. Save it anew and send that.",
        ),
        (b"%PDF-1.4 form", "form.pdf", "This file is not one of: Excel (xlsx)."),
        (b"=1+1;=2+2", "form.csv", "This file is not one of: Excel (xlsx)."),
    ],
)
def test_another_file_is_refused(call, applicant, content, name, sentence):
    answer = browser(applicant).post(
        reverse("application_begin_from_file", args=[call.pk]),
        {"file": SimpleUploadedFile(name, content)},
    )

    assert errors(answer) == {"file": [sentence]}


def test_when_reception_is_closed_nothing_is_looked_into(call, form, applicant):
    with clock.at(call.closes_at + timedelta(seconds=1)):
        answer = hand_over(applicant, call, form.written(ANSWERS_GIVEN))

    assert answer.context["filled"] is None
    assert answer.context["reasons"] == ["This call takes no applications at this moment."]
    assert Application.objects.count() == 0


def test_pressed_twice_the_second_is_told_of_the_first(call, form, applicant):
    file = form.written(ANSWERS_GIVEN)

    hand_over(applicant, call, file)
    again = hand_over(applicant, call, file)

    assert again.context["reasons"] == [
        "The terms of the call allow this applicant no further application."
    ]
    assert Application.objects.count() == 1


# --- into a draft that is there


def test_into_a_draft_the_pages_it_answers_are_put(form, draft, applicant):
    answer = fill(applicant, draft, form.written({"title": "Гүлзарлар", "women": 5}, ROWS))

    filled = Application.objects.get()
    assert answer["Location"] == reverse("application_tasks", args=[draft.pk])
    # A page is replaced as a whole; what the workbook leaves empty as a whole stays.
    assert (filled.title, filled.village, filled.participation) == ("Гүлзарлар", "", "Экранда")
    assert (filled.women, filled.lines.count()) == (5, 1)
    assert filled.part_versions == {
        "initiative": 2,
        "participation": 1,
        "beneficiaries": 1,
        "budget": 1,
    }
    assert entries(filled)[-1] == "applications.fill_from_file"


def test_a_page_without_a_tick_stays(form, draft, applicant):
    fill(
        applicant,
        draft,
        form.written({"title": "Гүлзарлар", "participation": "Файлда"}),
        replace=["participation"],
    )

    filled = Application.objects.get()
    assert (filled.title, filled.participation) == ("Экранда", "Файлда")


def test_with_nothing_to_replace_nothing_happens(form, draft, applicant):
    answer = fill(applicant, draft, form.written({"title": "Гүлзарлар"}), replace=[])

    assert errors(answer) == {
        "replace": ["The workbook answers none of the pages that may be replaced."]
    }
    assert entries(draft)[-1] == "applications.edit"


def test_what_another_saved_meanwhile_is_not_covered(form, draft, applicant):
    client, address = browser(applicant), reverse("application_fill_from_file", args=[draft.pk])
    seen = client.get(address).context["form"].fields
    before = {name: field.initial for name, field in seen.items() if field.initial is not None}
    applying.edit_part(draft, actor=applicant, part="initiative", values={"title": "Жаңыраак"})
    file = form.written({"title": "Гүлзарлар"})

    answer = client.post(address, before | {"file": sent(file)})
    again = client.post(
        address,
        {name: answer.context["form"][name].value() for name in before} | {"file": sent(file)},
    )

    told = (
        "These pages were saved elsewhere after you opened this one: The initiative. Compare, "
        "then choose the file again."
    )
    assert errors(answer) == {"__all__": [told]}
    assert again.status_code == 302
    assert Application.objects.get().title == "Гүлзарлар"


def test_a_workbook_taken_from_the_draft_does_not_cover_what_came_after(draft, applicant):
    with translation.override("en"):
        older = draft_workbook(draft, definition_of)
    applying.edit_part(draft, actor=applicant, part="initiative", values={"title": "Жаңыраак"})

    refused = fill(applicant, draft, older)
    told = (
        "Saved after the workbook was taken from the draft: The initiative. Take their tick "
        "away to keep them, or tick here to replace them; then choose the file again."
    )
    assert errors(refused) == {"newer": [told]}
    assert Application.objects.get().title == "Жаңыраак"

    fill(applicant, draft, older, replace=["participation"])
    assert Application.objects.get().title == "Жаңыраак"

    fill(applicant, draft, older, newer="on")
    assert Application.objects.get().title == "Экранда"


def test_my_draft_goes_to_excel_and_comes_back(form, draft, applicant):
    taken = browser(applicant).get(reverse("workbook_draft", args=[draft.pk]))
    content = b"".join(taken.streaming_content)

    assert taken["Content-Disposition"] == f'attachment; filename="draft-{draft.pk}-en.xlsx"'
    assert taken["Cache-Control"] == "private, no-store"
    assert form.read(sent(content)).answers["initiative"]["title"] == "Экранда"
    assert fill(applicant, draft, content).status_code == 302
    assert Application.objects.get().part_versions == {
        "applicant": 1,
        "initiative": 2,
        "participation": 2,
    }


def test_a_fault_changes_nothing_of_the_draft(form, draft, applicant):
    before = Application.objects.values().get()
    file = edited(
        form.written({"title": "Гүлзарлар"}, ROWS),
        lambda book: typed_in(book, "budget.lines", 0, price="он"),
    )

    answer = fill(applicant, draft, file)

    assert faults(answer) == [
        "Lines of the budget!F9: Write the sum in figures, for example 1 200,50."
    ]
    assert Application.objects.values().get() == before
    assert BudgetLine.objects.count() == 0


def test_handed_in_it_is_not_filled_any_more(call, form, applicant):
    received = factories.application(call, applicant, state="submitted")

    answer = browser(applicant).post(
        reverse("application_fill_from_file", args=[received.pk]),
        {"file": sent(form.written(ANSWERS_GIVEN))},
    )

    assert answer.context["reasons"] == [
        "This has already moved on. Open the page again to see where it stands."
    ]
    assert Application.objects.get().title == "Гүлзарлар"
    assert Entry.objects.count() == 0


# --- at the desk


def test_a_clerk_keys_a_file_into_a_registered_envelope(call, form, clerk):
    registered = applying.register_envelope(
        call, actor=clerk, received_at=factories.NOON, brought_by="Осмонов Нурбек", pages=1
    )

    fill(clerk, registered, form.written(ANSWERS_GIVEN, ROWS))

    filled = Application.objects.get()
    assert (filled.title, filled.number, filled.route) == ("Гүлзарлар", 1, "paper")
    # Who keyed it is known page by page, as if it had been typed.
    assert filled.envelope.keyed_by == clerk
    assert sorted(filled.envelope.keyed) == sorted(filled.part_versions)


def test_a_clerk_of_the_group_does_not(call, form, clerk, second_clerk):
    registered = applying.register_envelope(
        call, actor=second_clerk, received_at=factories.NOON, brought_by="Осмонов", pages=1
    )
    factories.member(registered, phone=clerk.phone)

    answer = fill_blindly(clerk, registered, form.written(ANSWERS_GIVEN))

    assert answer.status_code == 403


def fill_blindly(person, application, file):
    return browser(person).post(
        reverse("application_fill_from_file", args=[application.pk]), {"file": sent(file)}
    )


# --- who


BEGINS = dict.fromkeys(PEOPLE, 302)
FILLS = dict.fromkeys(PEOPLE, 404) | {"anonymous": 302, "applicant": 302}
TAKES = FILLS | {"applicant": 200}


def test_who_makes_a_draft_of_a_workbook(commission, everybody):
    file = Form(commission).written(ANSWERS_GIVEN)

    answered = {name: hand_over(who, commission, file) for name, who in everybody.items()}

    assert {name: answer.status_code for name, answer in answered.items()} == BEGINS
    assert "/sign-in/" in answered["anonymous"]["Location"]
    assert sorted(made.applicant.name for made in Application.objects.all()) == sorted(
        who.name for who in everybody.values() if who is not None
    )


def test_who_fills_the_draft_of_the_applicant(commission, everybody, applicant):
    written = applying.begin_application(commission, actor=applicant)
    file = Form(commission).written(ANSWERS_GIVEN)
    count = Entry.objects.count()

    answered = {
        name: fill_blindly(who, written, file).status_code for name, who in everybody.items()
    }

    assert answered == FILLS
    assert Entry.objects.count() == count + 1


def test_who_takes_the_draft_of_the_applicant(commission, everybody, applicant):
    written = factories.application(commission, applicant)
    address = reverse("workbook_draft", args=[written.pk])
    answered = {}
    for name, who in everybody.items():
        answer = browser(who).get(address)
        answered[name] = answer.status_code
        if answer.streaming:
            b"".join(answer.streaming_content)

    assert answered == TAKES


def test_everybody_takes_the_empty_form_in_his_language(commission, everybody):
    named = set()
    for who in everybody.values():
        answer = browser(who, "ky").get(reverse("call_form_workbook", args=[commission.pk]))
        named.add(answer["Content-Disposition"])
        book = load_workbook(sent(b"".join(answer.streaming_content)))

    assert named == {f'attachment; filename="form-2026-{commission.number}-ky.xlsx"'}
    assert "Биз кимбиз" in [row[2].value for row in book.worksheets[1].iter_rows()]


# --- what it costs


@pytest.mark.parametrize("count", [1, 80])
def test_a_workbook_costs_the_same_for_any_count(call, applicant, django_assert_num_queries, count):
    for _rate in range(count):
        factories.rate(call)
    draft = factories.application(call, applicant, complete=False)
    for number in range(count):
        factories.budget_line(draft, position=number)
    client = browser(applicant)

    with django_assert_num_queries(10):
        answer = client.get(reverse("workbook_draft", args=[draft.pk]))
        b"".join(answer.streaming_content)


@pytest.mark.parametrize("count", [1, 90])
def test_a_draft_from_a_workbook_costs_the_same_for_any_count(
    call, form, applicant, django_assert_num_queries, count
):
    file = form.written(ANSWERS_GIVEN, {"lines": [LINE] * count})
    client = browser(applicant)

    with django_assert_num_queries(36):
        answer = client.post(
            reverse("application_begin_from_file", args=[call.pk]), {"file": sent(file)}
        )

    assert answer.status_code == 302
    assert BudgetLine.objects.count() == count


@pytest.mark.parametrize("count", [0, 60])
def test_the_pages_cost_the_same_for_any_count(call, applicant, django_assert_num_queries, count):
    draft = applying.begin_application(call, actor=applicant)
    for number in range(count):
        factories.budget_line(draft, position=number)
    client = browser(applicant)

    with django_assert_num_queries(6):
        client.get(reverse("application_begin_from_file", args=[call.pk]))
    with django_assert_num_queries(4):
        client.get(reverse("application_fill_from_file", args=[draft.pk]))


def test_whoever_has_begun_is_led_to_his_draft(call, draft, applicant):
    page = browser(applicant).get(reverse("application_begin_from_file", args=[call.pk]))

    assert page.context["begun"] == [draft]
    assert reverse("application_fill_from_file", args=[draft.pk]) in page.text
