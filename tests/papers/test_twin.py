"""The form as a workbook: it asks what the screen asks, and what was written is what is read."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from applications.choices import PAGES, PARTS
from applications.forms import definition_of
from papers.blank import draft_workbook, printed_form
from papers.twin import is_nothing
from tests import factories
from tests.papers.test_blank import on_screen, running
from tests.papers.test_prints import needs_poppler
from tests.papers.twins import ANSWERS_GIVEN, Form, cell, edited, rows_of, sheet, typed_in
from ui.questions import FIGURES, Kind

LANGUAGES = ["ky", "ru", "en"]


@pytest.fixture
def small(town):
    """A call whose grant is so small that one page is asked."""
    return factories.competition(town, maximum_grant=Decimal(5000))


def words_in(book):
    """Every text in the visible cells of the workbook, marks of what is needed taken off."""
    return {
        str(value).removesuffix(" *")
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=2, min_col=2, values_only=True)
        for value in row
        if value is not None
    }


# --- one definition


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["call", "small"])
def test_the_workbook_asks_what_the_screen_asks(request, form, language):
    asking = request.getfixturevalue(form)
    factories.rate(asking)

    words = words_in(load_workbook(Form(asking, language).written()))

    with translation.override(language):
        assert [label for label in on_screen(asking) if label not in words] == []


@needs_poppler
def test_a_question_added_once_is_on_the_screen_on_paper_and_in_the_workbook(
    call, monkeypatch, client, applicant
):
    with_one_more = (*PARTS["existing"], "ground")
    monkeypatch.setitem(PARTS, "existing", with_one_more)
    monkeypatch.setitem(PAGES, "existing", with_one_more)
    draft = factories.application(call, applicant)
    client.force_login(applicant)

    page = client.get(
        reverse("application_edit", args=[draft.pk, "existing"]),
        headers={"accept-language": "ru"},
    ).text
    sheet_of_paper = running(printed_form(call, definition_of, ("ru",)))
    words = words_in(load_workbook(Form(call, "ru").written()))
    written = Form(call, "ru").written({"ground": "Негиз"})

    assert ("Основание" in page, "Основание" in sheet_of_paper, "Основание" in words) == (
        True,
        True,
        True,
    )
    assert Form(call, "ru").read(written).answers["existing"]["ground"] == "Негиз"


@pytest.mark.parametrize("form", ["call", "small"])
def test_every_question_has_a_cell_and_every_table_a_sheet(request, form):
    asking = Form(request.getfixturevalue(form))
    book = load_workbook(asking.written())

    keys = [row[0].value for row in sheet(book, "answers").iter_rows() if "." in str(row[0].value)]
    tables = [each["A1"].value for each in book.worksheets if "table" in str(each["A1"].value)]

    assert keys == [f"{page.part}.{each.name}" for page in asking.pages for each in page.questions]
    assert tables == [
        f"demilge:table:{page.part}.{grid.name}" for page in asking.pages for grid in page.grids
    ]


# --- as a spreadsheet program shows it


def test_only_answers_can_be_changed_and_no_password_is_needed(call):
    asking = Form(call)
    book = load_workbook(asking.written())
    open_cells = {
        (each["A1"].value, at.coordinate)
        for each in book.worksheets
        for row in each.iter_rows()
        for at in row
        if not at.protection.locked
    }

    questions = sum(1 for page in asking.pages for _question in page.questions)
    in_tables = sum(grid.most * len(grid.columns) for page in asking.pages for grid in page.grids)
    assert len(open_cells) == questions + in_tables
    assert {
        (each.protection.sheet, each.protection.password)
        for each in book.worksheets
        if each.sheet_state == "visible"
    } == {(True, None)}
    assert [each.sheet_state for each in book.worksheets].count("hidden") == 1


def test_formulas_stand_in_closed_cells_only(call):
    book = load_workbook(Form(call).written())

    reckoned = {
        at.protection.locked
        for each in book.worksheets
        for row in each.iter_rows()
        for at in row
        if at.data_type == "f"
    }

    assert reckoned == {True}


def test_text_is_kept_as_text(call):
    given = ANSWERS_GIVEN | {"title": "=1+1", "address": "+996 и 007", "group_name": "_x0041_"}
    book = load_workbook(Form(call).written(given))
    cells = {
        name: cell(book, name)
        for name in ("initiative.title", "applicant.address", "applicant.representative_phone")
    }

    assert {name: (at.value, at.data_type, at.number_format) for name, at in cells.items()} == {
        "initiative.title": ("=1+1", "s", "@"),
        "applicant.address": ("+996 и 007", "s", "@"),
        "applicant.representative_phone": ("+996550000001", "s", "@"),
    }


def test_words_are_chosen_from_lists(call):
    book = load_workbook(Form(call, "ru").written())
    place = cell(book, "applicant.applicant_kind").coordinate
    rule = next(
        each
        for each in sheet(book, "answers").data_validations.dataValidation
        if place in each.sqref
    )
    name, _mark, cells = rule.formula1.partition("!")

    assert rule.type == "list"
    assert [row[0].value for row in book[name][cells.replace("$", "")]] == [
        "инициативная группа",
        "физическое лицо",
        "юридическое лицо",
    ]


def test_two_rates_of_the_same_words_are_told_apart(call):
    rates = [factories.rate(call), factories.rate(call)]
    asking = Form(call)
    row = {"giver": "Биз", "giver_kind": "group", "kind": "labour", "quantity": Decimal(2)}

    filled = asking.read(asking.written({}, {"pledges": [row | {"rate": rates[1].pk}]}))

    (pledge,) = filled.rows["contributions"]["pledges"]
    assert (pledge["rate"], pledge["value"]) == (rates[1], Decimal(800))


def test_the_first_sheet_says_whose_form_it_is(call):
    asking = Form(call)
    first = load_workbook(asking.written()).worksheets[0]
    told = {row[0].value: row[2].value for row in first.iter_rows() if row[0].value}

    assert {name: told[name] for name in ("call", "terms", "form", "language")} == {
        "call": str(call.pk),
        "terms": "1",
        "form": asking.identity.form,
        "language": "en",
    }


# --- what was written is what is read


def without_nothing(values):
    return {name: value for name, value in values.items() if not is_nothing(value)}


def all_answers(filled):
    return {name: value for answers in filled.answers.values() for name, value in answers.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_comes_back_as_it_went(call, applicant, language):
    rate = factories.rate(call)
    draft = factories.application(call, applicant)
    factories.pledge(draft, rate=rate, value=rate.amount, position=2)
    asking = Form(call, language)
    with translation.override(language):
        file = draft_workbook(draft, definition_of)

    filled = asking.read(file)

    assert filled.faults == []
    assert (filled.identity.draft, filled.identity.call) == (draft.pk, call.pk)
    answers = all_answers(filled)
    assert {
        name: value
        for name, value in answers.items()
        if not is_nothing(value) or not is_nothing(getattr(draft, name))
    } == {name: getattr(draft, name) for name in answers if not is_nothing(getattr(draft, name))}
    assert filled.rows["plan"]["plan"] == [
        {
            "activity": "Көчөт отургузуу",
            "responsible": "Токтосунова Айжан",
            "starts_on": date(2026, 6, 1),
            "ends_on": date(2026, 6, 20),
        }
    ]
    assert [row["source"] for row in filled.rows["budget"]["lines"]] == ["grant", "labour"]
    assert [row["rate"] for row in filled.rows["contributions"]["pledges"]] == [None, rate]
    assert [row["birth_year"] for row in filled.rows["applicant"]["members"]] == [1990]


LETTERS = st.sampled_from("аяёөүңҢӨҮAz09 =+-@_x'\"<>&.,;№«»#/\\")
PHONES = st.from_regex(r"\+996[2-9][0-9]{8}", fullmatch=True)


def value_for(question):
    """Any answer the question takes, as the form leaves it."""
    if question.kind is Kind.CHOICE:
        return st.sampled_from([key for key, _label in question.choices])
    if question.kind is Kind.YES_NO:
        return st.booleans()
    if question.kind is Kind.PHONE:
        return PHONES
    if question.kind is Kind.DAY:
        return st.dates(date(1900, 3, 1), date(2100, 12, 31))
    if question.kind in FIGURES:
        least = question.smallest or Decimal(0)
        figures = st.decimals(least, min(question.largest, 9_999_999), places=question.places)
        return figures.map(int) if question.places == 0 else figures
    signs = st.one_of(LETTERS, st.just("\n")) if question.kind is Kind.TEXT else LETTERS
    texts = st.lists(signs, max_size=min(question.longest, 60)).map("".join)
    return texts.map(lambda text: text.strip())


@st.composite
def drafts(draw, pages):
    """Any part of the questions answered, any few rows, each as the form would keep it."""
    answers = {
        question.name: draw(value_for(question))
        for page in pages
        for question in page.questions
        if draw(st.booleans())
    }
    rows = {}
    for page in pages:
        for grid in page.grids:
            wanted = st.fixed_dictionaries(
                {
                    column.name: value_for(column).filter(lambda value: not is_nothing(value))
                    for column in grid.columns
                    if column.name != "rate"
                }
            )
            rows[grid.name] = draw(st.lists(wanted, max_size=2))
    for row in rows.get("plan", []):
        row["starts_on"], row["ends_on"] = sorted((row["starts_on"], row["ends_on"]))
    for name, price in (("lines", "price"), ("pledges", "value")):
        for row in rows.get(name, []):
            row["quantity"], row[price] = row["quantity"] % 999 + 1, row[price] % 9999 + 1
    return without_nothing(answers), {name: found for name, found in rows.items() if found}


@pytest.mark.parametrize("form", ["call", "small"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_was_written_is_read(request, form, language):
    asking = Form(request.getfixturevalue(form), language)

    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(drafts(asking.pages))
    def holds(draft):
        answers, rows = draft
        if not answers and not rows:
            return
        filled = asking.read(asking.written(answers, rows))

        assert [str(fault) for fault in filled.faults] == []
        assert without_nothing(all_answers(filled)) == answers
        found = {name: table for page in filled.rows.values() for name, table in page.items()}
        assert {
            name: [{key: row[key] for key in rows[name][0]} for row in table]
            for name, table in found.items()
            if table
        } == rows

    holds()


# --- only this form is taken in


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        ({"call": 99, "named": "№ 8, 2025: Башка"}, "call", "№ 8, 2025: Башка"),
        ({"terms": 7}, "terms", "version 7"),
        ({"form": "abcabcabcabc"}, "form", "abcabcabcabc"),
    ],
)
def test_another_form_is_refused_and_both_are_named(call, change, code, named):
    asking = Form(call)
    kept = {name: getattr(asking.identity, name) for name in ("call", "named", "terms", "form")}
    file = asking.written(ANSWERS_GIVEN, identity=type(asking.identity)(**(kept | change)))

    with pytest.raises(ValidationError) as refused:
        asking.read(file)

    (sentence,) = refused.value.messages
    assert refused.value.code == code
    assert named in sentence
    ours = {"call": asking.identity.named, "terms": "version 1 ", "form": asking.identity.form}
    assert ours[code] in sentence


def test_a_workbook_that_is_no_form_is_refused(call):
    def forget(book):
        book.worksheets[0]["A1"] = "Отчёт"

    asking = Form(call)

    with pytest.raises(ValidationError, match="is not the form of a call"):
        asking.read(edited(asking.written(ANSWERS_GIVEN), forget))


def test_an_empty_form_is_refused(call):
    asking = Form(call)

    with pytest.raises(ValidationError, match="Nothing is filled in in this workbook"):
        asking.read(asking.written())


def test_a_form_in_one_language_is_read_by_a_reader_of_another(call):
    kyrgyz, english = Form(call, "ky"), Form(call, "en")

    filled = english.read(kyrgyz.written(ANSWERS_GIVEN))

    assert filled.faults == []
    assert without_nothing(all_answers(filled)) == ANSWERS_GIVEN


def test_words_are_read_in_any_letters_and_language(call):
    def choose(book):
        cell(book, "applicant.applicant_kind").value = "  Инициативная   ГРУППА "
        cell(book, "initiative.kind").value = "Co-Financing"
        cell(book, "declarations.agrees_to_terms").value = "ООБА"
        cell(book, "declarations.consents_to_data").value = "да"
        cell(book, "declarations.consents_to_part").value = "нет"

    asking = Form(call, "ky")
    filled = asking.read(edited(asking.written(), choose))

    assert filled.faults == []
    assert without_nothing(all_answers(filled)) == {
        "applicant_kind": "group",
        "kind": "co_financing",
        "agrees_to_terms": True,
        "consents_to_data": True,
    }


def test_pages_left_empty_are_not_spoken_of(call):
    asking = Form(call)

    filled = asking.read(asking.written({"title": "Гүлзарлар"}))

    assert list(filled.answers) == ["initiative"]


def test_what_is_reckoned_is_never_read(call):
    def reckon(book):
        typed_in(book, "budget.lines", 0, title="Ваза", unit="даана", quantity=2, price=5)
        typed_in(book, "budget.lines", 0, source="own cash", **{"~sum": 999})
        sheet(book, "budget.lines")["D3"] = 12345

    asking = Form(call)
    filled = asking.read(edited(asking.written(), reckon))

    assert filled.faults == []
    assert filled.rows["budget"]["lines"] == [
        {
            "title": "Ваза",
            "unit": "даана",
            "quantity": Decimal(2),
            "price": Decimal(5),
            "source": "cash",
        }
    ]


def test_the_fingerprint_is_of_the_file(call):
    asking = Form(call)
    file = asking.written(ANSWERS_GIVEN)
    changed = BytesIO(file.getvalue())

    assert asking.read(file).sha256 == asking.read(changed).sha256
    assert len(rows_of(load_workbook(file), "plan.plan")) == 60
