"""Workbooks as they really come back, and as somebody means harm: read rightly, or refused with a
sentence, in bounded work."""

import random
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.worksheet.formula import ArrayFormula

from papers.forms import WorkbookForm
from papers.twin import Filled, Identity, read
from papers.twin.openxml import MOST_ELEMENTS
from tests.papers.twins import (
    ANSWERS_GIVEN,
    Form,
    cell,
    edited,
    repacked,
    rows_of,
    sheet,
    typed_in,
    with_shared_words,
)

LINE = {"title": "Ваза", "unit": "даана", "quantity": 6, "price": 10000, "source": "grant"}
ROWS = {"lines": [LINE | {"title": title} for title in ("Ваза", "Топурак", "Көчөт")]}
SHEET = "xl/worksheets/sheet2.xml"  # the questions


@pytest.fixture
def form(call):
    return Form(call)


def told(filled):
    return [str(fault) for fault in filled.faults]


def sentence_of(form, file):
    """The one sentence with which the whole file is refused."""
    with pytest.raises(ValidationError) as refused:
        form.read(file)
    (sentence,) = refused.value.messages
    return sentence


# --- moved, sorted, renamed


def test_sheets_may_be_shuffled_and_renamed(form):
    def shuffle(book):
        for number, each in enumerate(book.worksheets):
            each.title = f"Барак {number}"
        book._sheets.reverse()

    filled = form.read(edited(form.written(ANSWERS_GIVEN, ROWS), shuffle))

    assert told(filled) == []
    assert (
        filled.rows["budget"]["lines"] == form.read(form.written({}, ROWS)).rows["budget"]["lines"]
    )
    assert filled.answers["initiative"]["title"] == "Гүлзарлар"


def test_rows_may_be_shifted_and_sorted(form):
    def shift(book):
        lines = sheet(book, "budget.lines")
        lines.insert_rows(rows_of(book, "budget.lines")[0][0].row, amount=3)
        first, _second, third = (row[0].row for row in rows_of(book, "budget.lines")[:3])
        for column in range(3, 8):
            above, below = lines.cell(first, column), lines.cell(third, column)
            above.value, below.value = below.value, above.value
        sheet(book, "answers").insert_rows(9, amount=2)

    filled = form.read(edited(form.written(ANSWERS_GIVEN, ROWS), shift))

    assert told(filled) == []
    titles = [row["title"] for row in filled.rows["budget"]["lines"]]
    assert titles == ["Көчөт", "Топурак", "Ваза"]
    assert filled.answers["initiative"]["title"] == "Гүлзарлар"


def test_columns_may_be_moved(form):
    def move(book):
        sheet(book, "budget.lines").insert_cols(3, amount=2)
        sheet(book, "answers").insert_cols(5)

    filled = form.read(edited(form.written(ANSWERS_GIVEN, ROWS), move))

    assert told(filled) == []
    assert [row["price"] for row in filled.rows["budget"]["lines"]] == [Decimal(10000)] * 3
    assert filled.answers["initiative"]["title"] == "Гүлзарлар"


def test_empty_rows_between_are_passed_over(form):
    def leave_out(book):
        typed_in(book, "budget.lines", 40, **(LINE | {"source": "own labour"}))

    filled = form.read(edited(form.written({}, {"lines": [LINE]}), leave_out))

    assert told(filled) == []
    assert [row["source"] for row in filled.rows["budget"]["lines"]] == ["grant", "labour"]


# --- taken out, put in twice, merged


def test_a_deleted_column_is_named(form):
    def delete(book):
        sheet(book, "budget.lines").delete_cols(6)

    filled = form.read(edited(form.written({}, {"lines": [LINE]}), delete))

    assert told(filled)[0] == (
        "Lines of the budget: The column “Price, som” is missing. Take the form anew."
    )


def test_a_deleted_sheet_is_named(form):
    def delete(book):
        book.remove(sheet(book, "plan.plan"))

    filled = form.read(edited(form.written(ANSWERS_GIVEN), delete))

    assert told(filled) == [
        "Plan of work: This sheet is missing or was changed. Take the form anew."
    ]


def test_a_deleted_column_of_keys_makes_it_no_form(form):
    def delete(book):
        for each in book.worksheets:
            each.delete_cols(1)

    assert sentence_of(form, edited(form.written(ANSWERS_GIVEN), delete)) == (
        "This workbook is not the form of a call. Take the form from the page of the call."
    )


def test_a_sheet_a_column_and_a_question_there_twice_are_named(form):
    def double(book):
        book.copy_worksheet(sheet(book, "plan.plan")).title = "Copy"
        sheet(book, "budget.lines")["J1"] = "price"
        sheet(book, "answers")["A60"] = "initiative.title"

    filled = form.read(edited(form.written(ANSWERS_GIVEN), double))

    assert told(filled) == [
        "Answers!E60: This question is there twice. Take one of the rows out.",
        "Lines of the budget!J1: The column “Price, som” is there twice. Take one of them out.",
        "Copy: This sheet is there twice. Take one of them out.",
    ]


def test_merged_answers_are_named_and_merged_headings_are_not(form):
    def merge(book):
        lines = sheet(book, "budget.lines")
        first = rows_of(book, "budget.lines")[0][0].row
        lines.merge_cells(start_row=first, end_row=first + 2, start_column=3, end_column=4)
        lines.merge_cells("C2:F2")
        place = cell(book, "initiative.title")
        sheet(book, "answers").merge_cells(f"D{place.row}:E{place.row}")

    filled = form.read(edited(form.written({"village": "Жаңы-Айыл"}, {"lines": [LINE]}), merge))

    assert {str(fault).partition(":")[0] for fault in filled.faults} >= {
        "Lines of the budget!C9",
        "Answers!D13",
    }
    sentences = {fault.sentence for fault in filled.faults}
    assert "Cells are merged here. Separate them: one answer in each cell." in sentences


def test_what_stands_outside_is_named_and_what_is_only_reckoned_is_not(form):
    def scribble(book):
        sheet(book, "budget.lines")["L9"] = "эскертүү"
        sheet(book, "budget.lines")["M9"] = "=F9*2"
        sheet(book, "answers")["G5"] = "эскертүү"
        sheet(book, "answers")["E80"] = "суроосуз"

    filled = form.read(edited(form.written(ANSWERS_GIVEN, ROWS), scribble))

    outside = "What stands here is outside the form. Put it into its place or take it out."
    assert told(filled) == [
        f"Answers!G5: {outside}",
        f"Answers!E80: {outside}",
        f"Lines of the budget!L9: {outside}",
    ]


def test_a_sheet_of_ones_own_is_passed_over_with_a_note(form):
    def add(book):
        book.create_sheet("Эсептөө")["B2"] = "=1+1"
        book.create_sheet("Бош")

    filled = form.read(edited(form.written(ANSWERS_GIVEN), add))

    assert (told(filled), filled.passed_over) == ([], ["Эсептөө"])


# --- what stands in a cell

FORMULA = "This cell holds a formula. Type the value itself."
WRONG = [
    ("initiative.title", "=1+1", FORMULA),
    ("beneficiaries.women", "=SUM(1,2)", FORMULA),
    ("beneficiaries.women", "көп", "Write a figure, for example 25."),
    ("beneficiaries.women", -5, "The figure cannot be below zero."),
    ("beneficiaries.women", 2.5, "Write a whole number, without a comma."),
    ("beneficiaries.women", 1e300, "The figure is too large: at most 2\xa0000\xa0000\xa0000."),
    ("beneficiaries.women", "50%", "Write a figure, for example 25."),
    (
        "beneficiaries.women",
        "#REF!",
        "This cell holds an error (#REF!). Type the value itself.",
    ),
    ("initiative.title", True, "This cell holds only true or false. Type the answer in words."),
    (
        "initiative.title",
        "Гүл 🌷",
        "A picture sign (🌷) cannot be printed on an official paper. Write it in words.",
    ),
    ("initiative.title", "а" * 201, "At most 200 letters fit here; there are 201."),
    ("initiative.issue", "а" * 32000, "At most 3000 letters fit here; there are 32000."),
    (
        "initiative.title",
        "Гүл\u202eзар",
        "The text holds a sign that cannot be printed (U+202E). Type that place anew.",
    ),
    (
        "applicant.representative_phone",
        12,
        "Write a Kyrgyz phone number, for example 0555 123 456 or +996 555 123456.",
    ),
    (
        "applicant.applicant_kind",
        "топ",
        "Select a valid choice. топ is not one of the available choices.",
    ),
    ("declarations.agrees_to_terms", "балким", "Choose yes or no."),
    ("initiative.latitude", 12.5, "The figure is too small: at least 39."),
    (
        "initiative.title",
        datetime(2026, 5, 1),
        "The spreadsheet has made a day of what was typed here. Format the cell as text.",
    ),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_cell_is_named_with_the_sentence_of_the_screen(form, name, value, sentence):
    places = []

    def spoil(book):
        at = cell(book, name)
        at.value = value
        if isinstance(value, datetime):
            at.number_format = "dd.mm.yyyy"
        places.append(f"Answers!{at.coordinate}")

    filled = form.read(edited(form.written({"village": "Жаңы-Айыл"}), spoil))

    assert told(filled) == [f"{places[0]}: {sentence}"]
    assert filled.faults[0].mend != ""


RIGHT = [
    ("beneficiaries.women", "1 200", 1200),
    ("beneficiaries.women", 1200.0, 1200),
    ("beneficiaries.women", 0, 0),
    ("initiative.latitude", "41,2765", Decimal("41.27650")),
    ("initiative.latitude", 41.27650000000001, Decimal("41.27650")),
    ("applicant.representative_phone", 996555123456, "+996555123456"),
    ("applicant.representative_phone", "0555 12-34-56", "+996555123456"),
    ("initiative.title", 2026, "2026"),
    ("initiative.title", "'=1+1", "'=1+1"),
    ("declarations.agrees_to_terms", True, True),
    ("declarations.agrees_to_terms", 1, True),
    ("declarations.agrees_to_terms", "+", True),
]


@pytest.mark.parametrize(("name", "value", "read"), RIGHT)
def test_what_people_really_type_is_read(form, name, value, read):
    def type_(book):
        cell(book, name).value = value

    filled = form.read(edited(form.written({"village": "Жаңы-Айыл"}), type_))

    part, _dot, question = name.partition(".")
    assert told(filled) == []
    assert filled.answers[part][question] == read


DAYS = [
    ("01.06.2026", []),
    ("2026-06-01", []),
    (datetime(2026, 6, 1), []),
    ("жайында", ["Write the day as day, month, year: 21.11.2026."]),
    (datetime(2026, 6, 1, 9, 30), ["Write the day as day, month, year: 21.11.2026."]),
    (46174, ["Write the day as day, month, year: 21.11.2026."]),
]


@pytest.mark.parametrize(("typed", "sentences"), DAYS)
def test_days_are_days_or_text(form, typed, sentences):
    def type_(book):
        typed_in(book, "plan.plan", 0, activity="А", responsible="Б", starts_on=typed)
        typed_in(book, "plan.plan", 0, ends_on="30.06.2026")
        if typed == 46174:
            row = rows_of(book, "plan.plan")[0][0].row
            sheet(book, "plan.plan").cell(row, 5).number_format = "General"

    filled = form.read(edited(form.written(), type_))

    assert [fault.sentence for fault in filled.faults] == sentences
    if not sentences:
        assert str(filled.rows["plan"]["plan"][0]["starts_on"]) == "2026-06-01"


def test_formulas_of_every_kind_are_seen(form):
    def reckon(book):
        place = cell(book, "initiative.title")
        sheet(book, "answers")[place.coordinate] = ArrayFormula(place.coordinate, "=1+1")
        typed_in(book, "budget.lines", 0, **(LINE | {"price": '=HYPERLINK("http://a.kg")'}))

    filled = form.read(edited(form.written({"village": "Жаңы-Айыл"}), reckon))

    assert told(filled)[:2] == [
        f"Answers!E13: {FORMULA}",
        f"Lines of the budget!F9: {FORMULA}",
    ]


def test_an_error_of_the_spreadsheet_is_named(form):
    def break_(content):
        return content.replace(
            b"</sheetData>",
            b'<row r="90"><c r="A90" t="str"><v>initiative.issue</v></c>'
            b'<c r="E90" t="e"><v>#REF!</v></c></row></sheetData>',
        )

    def without(book):
        place = cell(book, "initiative.issue")
        sheet(book, "answers").cell(place.row, 1).value = "head"

    file = repacked(edited(form.written(ANSWERS_GIVEN | {"issue": None}), without), {SHEET: break_})

    assert told(form.read(file)) == [
        "Answers!E90: This cell holds an error (#REF!). Type the value itself."
    ]


def test_a_file_as_other_programs_save_it_is_read_the_same(form):
    file = form.written(ANSWERS_GIVEN, ROWS)

    as_written, as_saved = form.read(file), form.read(with_shared_words(file))

    assert told(as_saved) == []
    assert (as_saved.answers, as_saved.rows) == (as_written.answers, as_written.rows)


def test_letters_of_several_looks_are_one_text(form):
    rich = (
        '<si><r><t>Гүл</t></r><r><rPr><b/></rPr><t xml:space="preserve">зар </t></r>'
        "<rPh><t>йй</t></rPh><r><t>бак</t></r></si>"
    ).encode()

    def enrich(content):
        plain = "<si><t>Гүлзарлар</t></si>".encode("ascii", "xmlcharrefreplace")
        return content.replace(plain, rich)

    file = repacked(
        with_shared_words(form.written(ANSWERS_GIVEN)), {"xl/sharedStrings.xml": enrich}
    )

    assert form.read(file).answers["initiative"]["title"] == "Гүлзар бак"


def test_a_row_half_filled_in_is_named_cell_by_cell(form):
    def half(book):
        typed_in(book, "budget.lines", 1, title="Ваза", price="он")

    filled = form.read(edited(form.written(ANSWERS_GIVEN), half))

    assert [(fault.cell, fault.sentence) for fault in filled.faults] == [
        ("D10", "This field is required."),
        ("E10", "This field is required."),
        ("F10", "Write the sum in figures, for example 1 200,50."),
        ("G10", "This field is required."),
    ]


def test_a_hundred_faults_are_told_and_the_rest_counted(form):
    def spoil(book):
        for place in range(60):
            typed_in(book, "plan.plan", place, activity="А", starts_on="x", ends_on="y")

    filled = form.read(edited(form.written(), spoil))

    assert (len(filled.faults), filled.untold) == (100, 80)


# --- too much


def test_ten_thousand_rows_are_too_many(form):
    def fill(book):
        table = sheet(book, "applicant.members")
        for line in range(5, 10_005):
            table.cell(line, 3).value = "Токтосунова Айжан"

    filled = form.read(edited(form.written(), fill))

    assert told(filled) == ["Members of the group!C105: At most 100 rows can be given."]
    assert filled.counted < 60_000


def test_a_hundred_and_one_rows_are_one_too_many(form):
    rows = [LINE | {"title": f"Ваза {number}"} for number in range(100)]

    def one_more(book):
        for name, value in (LINE | {"source": "own cash"}).items():
            columns = {head.value: head.column for head in sheet(book, "budget.lines")[1]}
            sheet(book, "budget.lines").cell(109, columns[name], value)

    file = form.written({}, {"lines": rows})

    assert len(form.read(file).rows["budget"]["lines"]) == 100
    assert told(form.read(edited(file, one_more))) == [
        "Lines of the budget!C109: At most 100 rows can be given."
    ]


def test_what_a_sheet_says_of_its_size_is_not_walked(form):
    def claim(content):
        return content.replace(b'ref="A1:', b'ref="A1:XFD1048576" old="').replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
        )

    plain = form.written(ANSWERS_GIVEN)
    filled = form.read(repacked(plain, {SHEET: claim}))

    assert told(filled) == []
    assert filled.counted == form.read(plain).counted + 2


def test_coloured_empty_rows_are_no_rows(form):
    def colour(book):
        for line in range(5, 3000):
            sheet(book, "applicant.members").cell(line, 3).fill = PatternFill("solid", "FFFF00")

    assert told(form.read(edited(form.written(ANSWERS_GIVEN), colour))) == []


def test_more_elements_than_a_form_can_hold_are_refused(form):
    def swell(content):
        return content.replace(b"</sheetData>", b"<row/>" * MOST_ELEMENTS + b"</sheetData>")

    assert sentence_of(form, repacked(form.written(ANSWERS_GIVEN), {SHEET: swell})) == (
        "The file holds far more than a form can. Take the form anew and fill that in."
    )


BOMBS = {
    "one part of many noughts": {"xl/media/a.bin": b"\0" * 17_000_000, SHEET: b" " * 17_000_000},
    "many parts": {f"xl/media/{number}.bin": b"a" for number in range(500)},
    "more than forty megabytes": {f"xl/media/{n}.bin": b"\0" * 15_000_000 for n in range(3)},
}


@pytest.mark.parametrize("parts", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_not_unpacked(form, parts):
    assert sentence_of(form, repacked(form.written(ANSWERS_GIVEN), parts)) == (
        "The file holds far more than a form can. Take the form anew and fill that in."
    )


def test_a_bomb_is_refused_at_the_door(form):
    file = repacked(form.written(ANSWERS_GIVEN), {"xl/media/a.bin": b"\0" * 17_000_000})
    sent = WorkbookForm({}, {"file": SimpleUploadedFile("form.xlsx", file.getvalue())})

    assert sent.errors == {
        "file": ["The file unpacks to far more than it seems. Save it anew and send that."]
    }


# --- what a form never holds

ENTITY = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'
READ_PARTS = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    SHEET,
]


def headed(definition, code="utf-8"):
    def change(content):
        body = content.decode()
        start = body.index("?>") + 2 if body.startswith("<?xml") else 0
        text = f'<?xml version="1.0" encoding="{code}"?>{definition.decode()}{body[start:]}'
        return text.encode(code)

    return change


@pytest.mark.parametrize("part", READ_PARTS)
@pytest.mark.parametrize("definition", [ENTITY, OUTSIDE])
@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_definitions_are_refused_in_every_part_and_code(form, part, definition, code):
    file = with_shared_words(form.written(ANSWERS_GIVEN))
    file = repacked(file, {part: headed(definition, code)})

    assert sentence_of(form, file) == (
        "The file holds definitions that no form holds. Save it anew in a spreadsheet program."
    )


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (
            "xl/externalLinks/externalLink1.xml",
            "The workbook refers to other files. Put the values in their place and send it anew.",
        ),
        (
            "xl/connections.xml",
            "The workbook refers to other files. Put the values in their place and send it anew.",
        ),
        (
            "xl/embeddings/oleObject1.bin",
            "The workbook holds macros or other programs. Save it without them and send that.",
        ),
        (
            "XL/vbaProject.bin",
            "The workbook holds macros or other programs. Save it without them and send that.",
        ),
    ],
)
def test_what_reaches_out_is_refused(form, part, sentence):
    assert sentence_of(form, repacked(form.written(ANSWERS_GIVEN), {part: b"<a/>"})) == sentence


def test_a_link_in_a_cell_is_only_a_link(form):
    def link(book):
        cell(book, "applicant.address").value = "ayil.kg"
        cell(book, "applicant.address").hyperlink = "https://ayil.kg"

    filled = form.read(edited(form.written(ANSWERS_GIVEN), link))

    assert (told(filled), filled.answers["applicant"]["address"]) == ([], "ayil.kg")


# --- by chance


def judged(form, file):
    """Either the whole is refused with a sentence, or it is read."""
    try:
        filled = form.read(file)
    except ValidationError as refused:
        (sentence,) = refused.messages
        assert len(sentence) > 20
        return
    assert isinstance(filled, Filled)
    assert filled.counted <= MOST_ELEMENTS
    assert all(fault.sentence for fault in filled.faults)


@settings(max_examples=60, deadline=None, database=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_judged(data):
    with pytest.raises(ValidationError):
        read(BytesIO(data), Identity(call=1, named="a", terms=1, form="a"), {"en": []})


@pytest.mark.parametrize("part", READ_PARTS)
def test_random_bytes_in_a_part_are_judged(form, part):
    file = with_shared_words(form.written(ANSWERS_GIVEN, ROWS))

    @settings(max_examples=25, deadline=None, database=None)
    @given(st.integers(0, 2**32), st.integers(1, 12))
    def holds(seed, count):
        chance = random.Random(seed)

        def spoil(content):
            spoilt = bytearray(content)
            for _time in range(count):
                at = chance.randrange(len(spoilt))
                if chance.random() < 0.5:
                    spoilt[at] = chance.randrange(256)
                else:
                    del spoilt[at : at + chance.randrange(1, 40)]
            return bytes(spoilt)

        judged(form, repacked(file, {part: spoil}))

    holds()


def test_random_bytes_in_the_packing_are_judged(form):
    file = form.written(ANSWERS_GIVEN).getvalue()

    @settings(max_examples=60, deadline=None, database=None)
    @given(st.integers(0, 2**32), st.integers(1, 30))
    def holds(seed, count):
        chance = random.Random(seed)
        spoilt = bytearray(file)
        for _time in range(count):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        judged(form, BytesIO(bytes(spoilt)))

    holds()


ANYTHING = st.one_of(
    st.text(max_size=40).filter(lambda text: text.isprintable()),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(2200, 1, 1)),
    st.sampled_from(["=1+1", "=cmd|'/c calc'!A1", "@SUM(1)", "+1", "-", "#N/A", "_x0000_", ""]),
)


def test_random_values_in_random_cells_are_judged(form):
    file = form.written(ANSWERS_GIVEN, ROWS)

    @settings(max_examples=20, deadline=None, database=None)
    @given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 70), st.integers(1, 12), ANYTHING)))
    def holds(scribbles):
        def scribble(book):
            for place, row, column, value in scribbles:
                each = book.worksheets[place % len(book.worksheets)]
                each.cell(row, column).value = value

        judged(form, edited(file, scribble))

    holds()


def test_parts_left_out_are_judged(form):
    file = form.written(ANSWERS_GIVEN, ROWS)
    with ZipFile(file) as archive:
        names = archive.namelist()

    for name in names:
        judged(form, repacked(file, {name: None}))


def test_a_part_packed_in_an_odd_way_is_refused(form):
    saved = BytesIO()
    with ZipFile(form.written(ANSWERS_GIVEN)) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), compress_type=12 if name == SHEET else None)
    saved.seek(0)

    assert sentence_of(form, saved) == (
        "The file cannot be read: it is damaged or not whole. Save it anew and send that."
    )


def test_one_long_text_in_many_cells_is_not_gone_through_each_time(form):
    long = "a" * 32_000

    def fill(book):
        for place in range(100):
            typed_in(book, "applicant.members", place, name=long, village=long, birth_year=long)
        cell(book, "initiative.kind").value = long

    filled = form.read(edited(form.written(), fill))

    assert (len(filled.faults), filled.untold) == (100, 301)
    assert max(len(fault.sentence) for fault in filled.faults) < 200
    (told,) = {fault.sentence for fault in filled.faults if fault.cell == "C5"}
    assert told == "At most 160 letters fit here; there are 32000."


def test_more_merged_cells_than_anybody_merges_are_refused(form):
    def merge(content):
        cells = b"".join(b'<mergeCell ref="G%d:H%d"/>' % (row, row) for row in range(2, 1200))
        return content.replace(
            b"</worksheet>", b"<mergeCells>" + cells + b"</mergeCells></worksheet>"
        )

    assert sentence_of(form, repacked(form.written(ANSWERS_GIVEN), {SHEET: merge})) == (
        "The file holds far more than a form can. Take the form anew and fill that in."
    )


def test_words_of_the_file_are_shown_as_words(form, applicant, client):
    def name(book):
        sheet(book, "plan.plan").title = "<b>a&b"
        typed_in(book, "plan.plan", 0, activity="<script>", starts_on="<i>")

    client.force_login(applicant)
    file = edited(form.written(), name)
    answer = client.post(
        reverse("application_begin_from_file", args=[form.call.pk]),
        {"file": SimpleUploadedFile("form.xlsx", file.getvalue())},
    )

    assert "&lt;b&gt;a&amp;b!" in answer.text
    assert "<b>a" not in answer.text
