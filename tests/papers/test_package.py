"""Sheets taken away as a workbook: what is in it, what is taken back, and what never is."""

import io
import random
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from applications.models import Application
from audit import clock
from audit.models import Entry
from competitions.models import Competition
from papers import package
from scoring import actions
from scoring.forms import ScoreForm
from scoring.models import Mark, Sheet, package_of
from tests import factories

WORDS = "Айтылбай турган сөз"
TELLTALE = Decimal("9.00")


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def opened(scoring, sheet_of, member, first, second):
    """The member has no interest in either application."""
    for one in (first, second):
        actions.declare_no_interest(sheet_of(member, one), actor=member)
    return scoring


def fresh(call):
    return Competition.objects.get(pk=call.pk)


def taken_by(person, call):
    """The workbook of this person, opened for filling in."""
    return load_workbook(package.workbook(package_of(fresh(call), person)))


def fill(book, application, points, reason=None):
    """Types the same into every line of one application; gives the cells back."""
    page = book["My points"]
    cells = []
    for row in page.iter_rows(min_row=3):
        if row[1].value == f"№ {application.number}":
            row[8].value, row[9].value = points, reason
            cells.append(row[8].coordinate)
    return cells


def saved(book):
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def handed_back(book, person, call):
    mine = package_of(fresh(call), person)
    filled = package.read(saved(book), mine)
    return package.take(filled, mine, actor=person, desk=ScoreForm)


def points_of(sheet):
    return sorted(Mark.objects.filter(sheet=sheet).values_list("points", "reason"))


def upload(client, call, content):
    if hasattr(content, "read"):
        content = content.read()
    file = SimpleUploadedFile("sheets.xlsx", content)
    return client.post(reverse("package_hand_back", args=[call.pk]), {"file": file})


def everything_in(file):
    """Every letter of every part of a workbook."""
    with zipfile.ZipFile(file) as archive:
        names = "".join(archive.namelist())
        return names + "".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


# --- what is taken away


def test_the_workbook_holds_scale_levels_draft_and_text(opened, sheet_of, member, first, second):
    draft = [{"criterion": one.pk, "points": 6, "reason": "=Ой"} for one in opened.criteria.all()]
    actions.score(sheet_of(member, first), actor=member, marks=draft)

    book = taken_by(member, opened)
    rows = {
        tuple(cell.value for cell in row[1:10]) for row in book["My points"].iter_rows(min_row=3)
    }

    levels = "0 — нет, 10 — очень значимо\nA reason is asked for the least and the most points."
    expected = {
        (f"№ {one.number}", one.title, title, levels, 0, 10, 1, points, reason)
        for one, points, reason in ((first, 6, "=Ой"), (second, None, None))
        for title in ("Значимость", "Устойчивость")
    }
    assert rows == expected
    texts = [[cell.value for cell in row] for row in book["Applications"].iter_rows(min_row=2)]
    assert [None, f"№ {first.number}", "Village", "Жаңы-Айыл"] in texts
    assert sum("Көчөнү көрктөндүрүү" in row for row in texts) == 2


def test_a_reason_with_an_equals_sign_stays_words(opened, sheet_of, member, first):
    draft = [{"criterion": one.pk, "points": 6, "reason": "=1+1"} for one in opened.criteria.all()]
    actions.score(sheet_of(member, first), actor=member, marks=draft)

    cells = [cell for row in taken_by(member, opened)["My points"].iter_rows() for cell in row]

    assert {cell.data_type for cell in cells if cell.value == "=1+1"} == {"s"}


@pytest.mark.parametrize("state", ["undeclared", "recused", "voided", "excused", "sent"])
def test_only_what_may_be_written_is_taken_away(
    state, scoring, sheet_of, member, second_member, first, second
):
    actions.declare_no_interest(sheet_of(member, second), actor=member)
    theirs = actions.declare_no_interest(sheet_of(second_member, first), actor=second_member)
    marks = [
        {"criterion": one.pk, "points": TELLTALE, "reason": WORDS}
        for one in theirs.competition.criteria.all()
    ]
    actions.score_and_send(theirs, actor=second_member, marks=marks)
    Sheet.objects.filter(pk=sheet_of(member, first).pk).update(state=state)

    mine = package_of(fresh(scoring), member)
    text = everything_in(package.workbook(mine))

    assert [sheet.application_id for sheet, _card in mine.sheets] == [second.pk]
    assert first.title not in text
    assert WORDS not in text
    assert second_member.name not in text
    assert "Бекова Дамира" not in text


def test_the_workbook_is_the_same_before_and_after_somebody_else_sends(
    opened, sheet_of, member, second_member, first
):
    def cells():
        book = taken_by(member, opened)
        return [
            [cell.value for cell in row] for page in book.worksheets for row in page.iter_rows()
        ]

    theirs = actions.declare_no_interest(sheet_of(second_member, first), actor=second_member)
    before = cells()
    marks = [
        {"criterion": one.pk, "points": TELLTALE, "reason": WORDS} for one in opened.criteria.all()
    ]
    actions.score_and_send(theirs, actor=second_member, marks=marks)

    assert cells() == before


def test_codes_stand_instead_of_names_where_the_call_says_so(
    client, opened, member, applicant, first
):
    Competition.objects.filter(pk=opened.pk).update(hidden=True)
    client.force_login(member)

    response = client.get(reverse("package_take", args=[opened.pk]))
    text = everything_in(io.BytesIO(b"".join(response.streaming_content)))

    assert first.code in text
    for name in (applicant.name, first.group_name, "Токтосунова Айжан", "Жаңы-Айылдын тургундары"):
        assert name not in text + response["Content-Disposition"]
    assert f"№ {first.number}" not in text


def test_whoever_has_nothing_open_is_told_so(client, scoring, member):
    client.force_login(member)

    response = client.get(reverse("package_take", args=[scoring.pk]), follow=True)

    assert response.redirect_chain == [(reverse("package_hand_back", args=[scoring.pk]), 302)]
    assert "You have no open sheet to take away." in response.text


# --- what is taken back


def test_sound_sheets_become_drafts_with_an_entry_each(opened, sheet_of, member, first, second):
    book = taken_by(member, opened)
    code = package_of(fresh(opened), member).binding.code
    fill(book, first, 7)
    fill(book, second, "5,00", "Жакшы")
    before = Entry.objects.count()

    receipts = handed_back(book, member, opened)

    assert [(one.is_taken, one.faults, one.missing) for one in receipts] == [(True, [], [])] * 2
    assert points_of(sheet_of(member, first)) == [(Decimal(7), "")] * 2
    assert points_of(sheet_of(member, second)) == [(Decimal(5), "Жакшы")] * 2
    assert {sheet_of(member, one).state for one in (first, second)} == {"open"}
    entries = list(Entry.objects.order_by("pk"))[before:]
    assert [(entry.act, entry.facts["workbook"]) for entry in entries] == [
        ("scoring.score", code)
    ] * 2
    assert "7.00" not in str([entry.facts for entry in entries])


def test_an_empty_line_is_a_draft_that_is_not_complete(opened, sheet_of, member, first):
    book = taken_by(member, opened)
    cells = fill(book, first, 10)
    book["My points"][cells[1]] = None

    receipts = {one.label: one for one in handed_back(book, member, opened)}

    one = receipts[f"№ {first.number}"]
    assert one.is_taken is True
    assert one.missing == [
        "“Устойчивость” has no points yet.",
        "“Значимость” needs a reason for these points.",
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (11, "From 0 to 10, in steps of 1."),
        (7.5, "From 0 to 10, in steps of 1."),
        (-1, "The figure cannot be below zero."),
        ("жети", "Write a figure, for example 12,5."),
        (True, "Write a figure, for example 12,5."),
        (7.123, "At most 2 figures after the comma."),
        ("=3+4", "A formula stands here. Type the value itself."),
        ("=HYPERLINK(1)", "A formula stands here. Type the value itself."),
    ],
)
def test_a_fault_is_named_by_its_cell_in_the_words_of_the_screen(
    typed, sentence, opened, sheet_of, member, first, second
):
    book = taken_by(member, opened)
    cells = fill(book, first, 7)
    fill(book, second, 7)
    book["My points"][cells[0]] = typed

    receipts = {one.label: one for one in handed_back(book, member, opened)}

    faults = receipts[f"№ {first.number}"].faults
    assert [(fault.place, fault.sentence) for fault in faults] == [
        (f"My points!{cells[0]}", sentence)
    ]
    assert points_of(sheet_of(member, first)) == []
    assert points_of(sheet_of(member, second)) == [(Decimal(7), "")] * 2


def test_faults_are_told_in_the_language_of_the_reader(opened, member, first):
    book = taken_by(member, opened)
    cells = fill(book, first, 11)

    with translation.override("ru"):
        receipts = handed_back(book, member, opened)
        sentence = Mark.fault(opened.criteria.first(), Decimal(11))

    faults = [fault for one in receipts for fault in one.faults]
    assert [fault.sentence for fault in faults] == [sentence, sentence]
    assert sentence != "From 0 to 10, in steps of 1."
    assert [fault.place.partition("!")[2] for fault in faults] == cells


def test_a_reason_that_is_too_long_is_blamed_on_its_cell(opened, member, first):
    book = taken_by(member, opened)
    cells = fill(book, first, 7, "ө" * 2001)

    faults = [fault for one in handed_back(book, member, opened) for fault in one.faults]

    assert [fault.place for fault in faults] == [
        f"My points!{cell.replace('I', 'J')}" for cell in cells
    ]


def test_a_renamed_page_and_sorted_rows_are_still_read(opened, sheet_of, member, first):
    book = taken_by(member, opened)
    fill(book, first, 7)
    page = book["My points"]
    page.title = "Упайлар"
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    for line, row in enumerate(reversed(rows), start=3):
        for column, value in enumerate(row, start=1):
            page.cell(line, column).value = value

    receipts = handed_back(book, member, opened)

    assert [one.is_taken for one in receipts if one.label == f"№ {first.number}"] == [True]
    assert points_of(sheet_of(member, first)) == [(Decimal(7), "")] * 2


def test_a_line_cut_out_or_doubled_is_not_taken(opened, sheet_of, member, first, second):
    book = taken_by(member, opened)
    cells, others = fill(book, first, 7), fill(book, second, 7)
    page = book["My points"]
    page[f"A{others[0][1:]}"] = page[f"A{others[1][1:]}"].value
    page[f"A{cells[0][1:]}"] = None

    receipts = handed_back(book, member, opened)

    assert [one.is_taken for one in receipts] == [False, False]
    assert Mark.objects.count() == 0


# --- what is newer here is never overwritten


def test_a_draft_saved_since_is_kept_and_named(opened, sheet_of, member, first, second):
    book = taken_by(member, opened)
    fill(book, first, 7)
    fill(book, second, 7)
    draft = [{"criterion": one.pk, "points": 3, "reason": ""} for one in opened.criteria.all()]
    actions.score(sheet_of(member, first), actor=member, marks=draft)
    before = Entry.objects.count()

    receipts = {one.label: one for one in handed_back(book, member, opened)}

    kept = receipts[f"№ {first.number}"]
    assert [fault.sentence for fault in kept.faults] == [str(actions.NEWER)]
    assert points_of(sheet_of(member, first)) == [(Decimal(3), "")] * 2
    assert receipts[f"№ {second.number}"].is_taken is True
    assert Entry.objects.count() == before + 1


def test_after_a_fault_is_mended_the_same_workbook_is_handed_back(
    opened, sheet_of, member, first, second
):
    book = taken_by(member, opened)
    fill(book, first, 7)
    fill(book, second, 700)
    once = [(one.is_taken, bool(one.faults)) for one in handed_back(book, member, opened)]
    fill(book, first, 6)
    fill(book, second, 5)
    again = [(one.is_taken, bool(one.faults)) for one in handed_back(book, member, opened)]

    assert sorted(once) == [(False, True), (True, False)]
    assert again == [(True, False)] * 2
    assert points_of(sheet_of(member, first)) == [(Decimal(6), "")] * 2
    assert points_of(sheet_of(member, second)) == [(Decimal(5), "")] * 2


def test_what_was_saved_here_after_the_workbook_was_taken_is_kept(opened, sheet_of, member, first):
    book = taken_by(member, opened)
    fill(book, first, 7)
    handed_back(book, member, opened)
    draft = [{"criterion": one.pk, "points": 3, "reason": ""} for one in opened.criteria.all()]
    actions.score(sheet_of(member, first), actor=member, marks=draft)
    fill(book, first, 6)

    receipts = {one.label: one for one in handed_back(book, member, opened)}

    assert [fault.sentence for fault in receipts[f"№ {first.number}"].faults] == [
        str(actions.NEWER)
    ]
    assert points_of(sheet_of(member, first)) == [(Decimal(3), "")] * 2


@pytest.mark.parametrize("then", ["sent", "reopened"])
def test_a_sheet_sent_since_is_kept_and_named(then, opened, sheet_of, member, chair, first):
    book = taken_by(member, opened)
    fill(book, first, 7)
    draft = [{"criterion": one.pk, "points": 3, "reason": ""} for one in opened.criteria.all()]
    sent = actions.score_and_send(sheet_of(member, first), actor=member, marks=draft)
    if then == "reopened":
        actions.reopen(sent, actor=chair, reason="Ката", until=clock.now() + clock.minutes(60))

    receipts = {one.label: one for one in handed_back(book, member, opened)}

    assert [fault.sentence for fault in receipts[f"№ {first.number}"].faults] == [
        str(actions.NEWER)
    ]
    assert points_of(sheet_of(member, first)) == [(Decimal(3), "")] * 2


def test_an_interest_found_since_keeps_the_sheet_closed(opened, sheet_of, member, first):
    book = taken_by(member, opened)
    fill(book, first, 7)
    actions.declare_late_interest(
        sheet_of(member, first), actor=member, interest_kind="work", interest_words="Жумуш"
    )

    receipts = {one.label: one for one in handed_back(book, member, opened)}

    assert receipts[f"№ {first.number}"].is_taken is False
    assert Mark.objects.count() == 0


def test_the_same_workbook_twice_changes_nothing_the_second_time(opened, member, first):
    book = taken_by(member, opened)
    fill(book, first, 7)
    handed_back(book, member, opened)
    before = Entry.objects.count()

    again = handed_back(book, member, opened)

    assert [(one.is_same, one.faults) for one in again] == [(True, [])] * 2
    assert Entry.objects.count() == before


# --- whose it is


def refusal(book, person, call):
    with pytest.raises(package.Unfit) as raised:
        package.read(saved(book), package_of(fresh(call), person))
    return str(raised.value)


def test_another_seats_workbook_is_refused(opened, sheet_of, member, chair, first):
    actions.declare_no_interest(sheet_of(chair, first), actor=chair)

    assert refusal(taken_by(member, opened), chair, opened) == (
        "This workbook belongs to another seat in the commission."
    )


def test_another_calls_workbook_is_refused(opened, town, member, clerk, chair, second_member):
    other = factories.competition(town, state="checking")
    for person, role in ((chair, "chair"), (member, "member"), (second_member, "member")):
        factories.seat(other, person, role)
    factories.application(other, factories.user("Башка"), state="admitted")
    actions.open_scoring(fresh(other), actor=clerk)

    assert refusal(taken_by(member, opened), member, other) == (
        "This workbook belongs to another call."
    )


def test_a_workbook_of_older_terms_is_refused(opened, member):
    book = taken_by(member, opened)
    Competition.objects.filter(pk=opened.pk).update(terms_version=2)

    assert refusal(book, member, opened) == (
        "The terms of the call have changed since. Take the workbook anew."
    )


@pytest.mark.parametrize("cell", ["B2", "B3", "B4", "B5", "B7", "C7", "D7", "B8", "C8"])
def test_whatever_is_changed_in_the_binding_the_code_fits_no_more(cell, opened, member):
    book = taken_by(member, opened)
    control = book["demilge control"]
    control[cell] = "1" if control[cell].value != "1" else "2"

    assert refusal(book, member, opened) == (
        "The control code does not fit the workbook: something in it was changed. Take it anew."
    )


def test_a_sheet_added_to_the_binding_does_not_open_it(opened, sheet_of, member, chair, first):
    book = taken_by(member, opened)
    theirs = sheet_of(chair, first)
    book["demilge control"].append(["sheet", str(theirs.pk), "0" * 32, "№ 1"])

    assert "control code" in refusal(book, member, opened)


def test_lines_of_anothers_sheet_are_not_looked_at(opened, sheet_of, member, chair, first):
    theirs = actions.declare_no_interest(sheet_of(chair, first), actor=chair)
    book = taken_by(member, opened)
    for criterion in opened.criteria.all():
        book["My points"].append([f"{theirs.pk}:{criterion.pk}", *[None] * 7, 9, "Жок"])

    handed_back(book, member, opened)

    assert Mark.objects.count() == 0


# --- the page


def test_the_page_takes_the_workbook_and_shows_the_receipt(client, opened, member, first, second):
    book = taken_by(member, opened)
    fill(book, first, 7)
    cells = fill(book, second, 11)
    client.force_login(member)

    response = upload(client, opened, saved(book))

    assert response.status_code == 200
    assert "Drafts saved: 1. Not taken: 1." in response.text
    assert f"<strong>My points!{cells[0]}</strong>: From 0 to 10, in steps of 1." in response.text
    assert "no-store" in response["Cache-Control"]


def test_the_page_says_why_a_whole_workbook_is_refused(client, opened, member):
    client.force_login(member)
    strange = io.BytesIO()
    Workbook().save(strange)
    strange.seek(0)

    text = upload(client, opened, strange).text

    assert "This is not a workbook of sheets made here." in text
    assert upload(client, opened, b"PK\x03\x04 nothing").status_code == 200
    assert Mark.objects.count() == 0


def test_all_complete_sheets_are_sent_with_one_press_each_with_its_entry(
    client, opened, sheet_of, member, first, second
):
    book = taken_by(member, opened)
    fill(book, first, 7)
    fill(book, second, 5)
    handed_back(book, member, opened)
    client.force_login(member)
    before = Entry.objects.count()
    chosen = {"sheets": [sheet_of(member, one).pk for one in (first, second)]}

    client.post(reverse("sheets_send", args=[opened.pk]), chosen)

    assert {sheet_of(member, one).state for one in (first, second)} == {"sent"}
    assert [entry.act for entry in Entry.objects.order_by("pk")][before:] == ["scoring.send"] * 2


def test_an_incomplete_or_strange_sheet_is_not_sent(
    client, opened, sheet_of, member, chair, first, second
):
    book = taken_by(member, opened)
    fill(book, first, 7)
    handed_back(book, member, opened)
    theirs = actions.declare_no_interest(sheet_of(chair, first), actor=chair)
    client.force_login(member)

    for strange in (sheet_of(member, second), theirs):
        chosen = {"sheets": [sheet_of(member, first).pk, strange.pk]}
        client.post(reverse("sheets_send", args=[opened.pk]), chosen)

    assert sheet_of(member, first).state == "open"
    page = client.get(reverse("sheets_send", args=[opened.pk])).text
    assert "“Значимость” has no points yet." in page


# --- bounds


def test_three_hundred_broken_workbooks_leave_no_trace(opened, member, first):
    """Bytes changed at random: either it is refused with a sentence, or its points are sound."""
    book = taken_by(member, opened)
    fill(book, first, 7)
    whole = saved(book).read()
    mine = package_of(fresh(opened), member)
    chance = random.Random(20260410)

    for _try in range(300):
        spoilt = bytearray(whole)
        for _place in range(chance.choice((1, 3, 20))):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            filled = package.read(io.BytesIO(bytes(spoilt)), mine)
        except package.Unfit:
            continue
        assert len(filled.sheets) == 2
    assert Mark.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_pages(count, client, opened, first, member, django_assert_num_queries):
    factories.pledge(first, rate=factories.rate(opened))
    for number in range(count - 1):
        one = factories.application(opened, factories.user(f"Арыз {number}"), state="admitted")
        factories.pledge(one, rate=factories.rate(opened))
        Sheet.objects.create(
            competition=opened,
            seat=opened.seats.get(user=member),
            application=one,
            state="open",
            position=9,
        )
    client.force_login(member)
    for name, queries in (("package_take", 13), ("package_hand_back", 13), ("sheets_send", 8)):
        with django_assert_num_queries(queries):
            answer = client.get(reverse(name, args=[opened.pk]))
            if answer.streaming:
                b"".join(answer.streaming_content)
    assert Application.objects.filter(competition=opened).count() == count + 1
