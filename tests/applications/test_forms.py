"""What people really type and send: each fault is told beside its field."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from applications.choices import PART_ROWS, PARTS
from applications.forms import (
    PART_FORMS,
    ChecklistForm,
    EncloseForm,
    EnvelopeForm,
    RegisterForm,
    RepeatKeyingForm,
)
from applications.models import Application, Enclosure
from tests import factories, files


def typed(**fields):
    data = QueryDict(mutable=True)
    data.update({name: value for name, value in fields.items() if value is not None})
    return data


def table(name, *rows):
    data = {f"{name}-TOTAL_FORMS": str(len(rows)), f"{name}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"{name}-{number}-{column}": value for column, value in row.items()}
    return data


def page(part, application, **fields):
    """The form of one page, sent; its tables are empty unless given."""
    tables = {key: value for name in PART_ROWS.get(part, ()) for key, value in table(name).items()}
    return PART_FORMS[part](typed(**(tables | fields)), subject=application)


LINE = {"title": "Ваза", "unit": "даана", "quantity": "6", "price": "10000", "source": "grant"}
PLAN = {
    "activity": "Отургузуу",
    "responsible": "Айжан",
    "starts_on": "2026-06-01",
    "ends_on": "2026-06-20",
}
PLEDGE = {
    "giver": "Тургундар",
    "giver_kind": "resident",
    "kind": "labour",
    "quantity": "25",
    "value": "800",
}
MEMBER = {
    "name": "Токтосунова Айжан",
    "sex": "female",
    "birth_year": "1990",
    "village": "",
    "phone": "0555 123 456",
}


def test_every_page_is_made_of_its_columns(draft):
    for part, columns in PARTS.items():
        if part != "enclosures":
            form = PART_FORMS[part](subject=draft)
            assert list(form.fields) == [*columns, *PART_ROWS.get(part, ()), "seen"]


def test_every_column_stands_on_one_page():
    named = [name for names in PARTS.values() for name in names]

    assert len(named) == len(set(named))
    assert {name for name in named if not hasattr(Application, name)} == set()


@pytest.mark.parametrize("part", PART_FORMS)
def test_a_page_may_be_left_empty_while_it_is_a_draft(part, draft):
    language = {"language": "ky"} if part == "initiative" else {}

    assert page(part, draft, **language).errors == {}


# --- money


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        ("1 200,50", "1200.50"),
        ("1200.5", "1200.50"),
        ("1\u00a0200", "1200.00"),
        ("200 000 сом", "200000.00"),
    ],
)
def test_money_as_it_is_written(price, amount, draft):
    form = page("budget", draft, **table("lines", LINE | {"price": price}))

    assert form.errors == {}
    assert form.rows["lines"][0]["price"] == Decimal(amount)


@pytest.mark.parametrize(
    ("price", "sentence"),
    [
        ("көп", "Row 1, Price, som: Write the sum in figures, for example 1 200,50."),
        ("-5", "Row 1, Price, som: A sum cannot be below zero."),
        ("5,123", "Row 1, Price, som: A sum has at most two figures after the comma (tyiyn)."),
        ("0", "Row 1, Price, som: The sum is too small: at least 0,01 som."),
        ("99999999999", "Row 1, Price, som: The sum is too large: at most 9 999 999 999,99 som."),
        ("9" * 400, "Row 1, Price, som: The sum is too large: at most 9 999 999 999,99 som."),
        ("=1+1", "Row 1, Price, som: Write the sum in figures, for example 1 200,50."),
        ("1e5", "Row 1, Price, som: Write the sum in figures, for example 1 200,50."),
        ("NaN", "Row 1, Price, som: Write the sum in figures, for example 1 200,50."),
        ("٥", "Row 1, Price, som: Write the sum in figures, for example 1 200,50."),
        ("", "Row 1, Price, som: This field is required."),
    ],
)
def test_money_that_is_not_money(price, sentence, draft):
    form = page("budget", draft, **table("lines", LINE | {"price": price}))

    assert [fault.replace("\u00a0", " ") for fault in form.errors["lines"]] == [sentence]


def test_a_line_and_a_table_that_are_too_large(draft):
    line = page(
        "budget", draft, **table("lines", LINE | {"quantity": "9999999", "price": "9999999999"})
    )
    whole = page(
        "budget", draft, **table("lines", LINE | {"quantity": "1", "price": "9999999999"}, LINE)
    )

    assert line.errors == {"lines": ["Row 1, Price, som: The sum of this row is too large."]}
    assert whole.errors == {"lines": ["The sum of all rows is too large."]}


@pytest.mark.parametrize("quantity", ["0", "-1", "1,2345", "алты"])
def test_a_quantity_that_cannot_be(quantity, draft):
    form = page("budget", draft, **table("lines", LINE | {"quantity": quantity}))

    assert list(form.errors) == ["lines"]
    assert len(form.errors["lines"]) == 1


def test_the_fault_names_its_row_and_empty_rows_are_passed_over(draft):
    form = page("budget", draft, **table("lines", LINE, {}, LINE | {"price": "көп", "unit": ""}))

    assert form.errors["lines"] == [
        "Row 3, Unit: This field is required.",
        "Row 3, Price, som: Write the sum in figures, for example 1 200,50.",
    ]


def test_a_row_ticked_to_be_removed_is_left_out(draft):
    form = page("budget", draft, **table("lines", LINE | {"DELETE": "on", "price": "көп"}, LINE))

    assert form.errors == {}
    assert len(form.rows["lines"]) == 1


def test_a_table_that_did_not_arrive(draft):
    form = PART_FORMS["budget"](typed(seen="0"), subject=draft)

    assert form.errors == {"lines": ["The table did not arrive whole. Send the page once more."]}


# --- days


def test_days_in_the_wrong_order(draft):
    form = page(
        "plan", draft, **table("plan", PLAN | {"starts_on": "20.06.2026", "ends_on": "19.06.2026"})
    )

    assert form.errors == {"plan": ["Row 1, To: It ends before it begins."]}


@pytest.mark.parametrize("day", ["31.06.2026", "эртең", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_days_that_cannot_be(day, draft):
    form = page("plan", draft, **table("plan", PLAN | {"starts_on": day}))

    assert list(form.errors) == ["plan"]


# --- words


@pytest.mark.parametrize("title", ["", "   ", "\u00a0"])
def test_an_empty_title_is_kept_and_told_before_submitting(title, draft):
    form = page("initiative", draft, title=title, language="ky")

    assert form.errors == {}
    assert form.answers["title"] == ""


def test_a_title_of_ten_thousand_letters(draft):
    form = page("initiative", draft, title="Ө" * 10_000, language="ky")

    assert form.errors == {"title": ["At most 200 letters fit here; there are 10000."]}


@pytest.mark.parametrize(
    "title", ["=1+1", "<script>alert(1)</script>", "Ңөү and Жөө, mixed", "'; DROP TABLE x; --"]
)
def test_words_are_words(title, draft, applicant):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(applicant)
    address = reverse("application_edit", args=[draft.pk, "initiative"])

    browser.post(address, {"title": title, "language": "ky", "seen": "0"})

    assert Application.objects.get().title == title
    for place in (draft.get_absolute_url(), address, reverse("application_list")):
        assert "<script>alert" not in browser.get(place).content.decode()


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\u202e", "🌸"])
def test_signs_that_cannot_be_printed(sign, draft):
    form = page("initiative", draft, title=f"Гүл{sign}зар", language="ky")

    assert list(form.errors) == ["title"]
    assert len(form.errors["title"]) == 1


# --- choices, numbers, phones


@pytest.mark.parametrize(
    ("part", "fields", "name"),
    [
        ("applicant", {"applicant_kind": "ministry"}, "applicant_kind"),
        ("applicant", {"representative_phone": "12345"}, "representative_phone"),
        ("applicant", {"representative_phone": "+7 495 1234567"}, "representative_phone"),
        ("initiative", {"kind": "war", "language": "ky"}, "kind"),
        ("initiative", {"language": "xx"}, "language"),
        ("initiative", {"latitude": "91", "language": "ky"}, "latitude"),
        ("initiative", {"longitude": "0", "language": "ky"}, "longitude"),
        ("beneficiaries", {"women": "-1"}, "women"),
        ("beneficiaries", {"women": "1,5"}, "women"),
        ("beneficiaries", {"men": "9" * 20}, "men"),
    ],
)
def test_answers_that_cannot_be(part, fields, name, draft):
    assert list(page(part, draft, **fields).errors) == [name]


def test_only_what_the_call_admits_is_offered(draft):
    draft.competition.applicant_kinds = ["group"]
    draft.competition.kinds = ["completion"]

    who, what = PART_FORMS["applicant"](subject=draft), PART_FORMS["initiative"](subject=draft)

    assert [value for value, _label in who.fields["applicant_kind"].choices] == ["", "group"]
    assert [value for value, _label in what.fields["kind"].choices] == ["", "completion"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"birth_year": "1899"}, "Row 1, Year of birth: The figure is too small: at least 1 900."),
        ({"birth_year": "20000"}, "Row 1, Year of birth: The figure is too large: at most 2 100."),
        ({"name": ""}, "Row 1, Full name: This field is required."),
        ({"sex": ""}, "Row 1, Sex: This field is required."),
        (
            {"phone": "12"},
            (
                "Row 1, Phone: Write a Kyrgyz phone number, "
                "for example 0555 123 456 or +996 555 123456."
            ),
        ),
    ],
)
def test_members_that_cannot_be(fields, sentence, draft):
    form = page("applicant", draft, **table("members", MEMBER | fields))

    assert [fault.replace("\u00a0", " ") for fault in form.errors["members"]] == [sentence]


def test_a_member_as_he_is_kept(draft):
    form = page("applicant", draft, **table("members", MEMBER))

    assert form.errors == {}
    assert form.rows == {
        "members": [
            {
                "name": "Токтосунова Айжан",
                "sex": "female",
                "birth_year": 1990,
                "village": "",
                "phone": "+996555123456",
            }
        ]
    }


def test_a_promise_is_worth_its_rate_or_its_value(draft):
    rate = factories.rate(draft.competition, amount=Decimal(900))
    other = factories.rate(factories.competition(draft.competition.municipality))

    at_rate = page(
        "contributions", draft, **table("pledges", PLEDGE | {"rate": str(rate.pk), "value": "1"})
    )
    at_value = page("contributions", draft, **table("pledges", PLEDGE))
    neither = page("contributions", draft, **table("pledges", PLEDGE | {"value": ""}))
    foreign = page("contributions", draft, **table("pledges", PLEDGE | {"rate": str(other.pk)}))

    assert at_rate.errors == at_value.errors == {}
    assert [(row["rate"], row["value"]) for row in at_rate.rows["pledges"]] == [
        (rate, Decimal(900))
    ]
    assert [(row["rate"], row["value"]) for row in at_value.rows["pledges"]] == [
        (None, Decimal(800))
    ]
    assert neither.errors == {
        "pledges": [
            "Row 1, Value of one, som: Give the value of one, or choose a rate of the call."
        ]
    }
    assert list(foreign.errors) == ["pledges"]


# --- files


GOOD = {
    "letter.pdf": b"%PDF-1.4 letter",
    "Кат.PDF": b"%PDF-1.4 letter",
    "photo.jpg": files.picture(),
    "photo.heic": files.picture(kind="HEIC"),
    "scan.png": files.picture(kind="PNG"),
    "letter.docx": files.office(),
    "sums.xlsx": files.office(files.EXCEL),
}
BAD = {
    "the wrong kind": ("letter.txt", b"words", "This file is not one of: "),
    "a page of the web": ("letter.html", b"<html><script>", "This file is not one of: "),
    "empty": ("letter.pdf", b"", "The file is empty."),
    "a lying extension": (
        "letter.pdf",
        b"\x89PNG\r\n\x1a\n",
        "The file is named .pdf but is really PNG.",
    ),
    "a program": ("letter.pdf", b"MZ\x90\x00", "This file is not one of: "),
    "macros": (
        "letter.docx",
        files.office(**{"word/vbaProject.bin": "x"}),
        "The file holds macros",
    ),
    "a script": ("letter.pdf", b"%PDF-1.4 /JavaScript (x)", "This PDF holds a script"),
    "too large": ("letter.pdf", b"%PDF-1.4" + b" " * (10 * 1024 * 1024 + 1), "The file is 10"),
    "damaged": ("letter.docx", b"PK\x03\x04 broken", "The file cannot be read"),
}


def sending(application, name, content, **fields):
    item = application.competition.checklist.get()
    return EncloseForm(
        {"item": str(item.pk), "title": "", **fields},
        {"file": SimpleUploadedFile(name, content, content_type="text/html")},
        subject=application,
    )


@pytest.mark.parametrize("name", GOOD)
def test_files_that_are_taken(name, draft):
    form = sending(draft, name, GOOD[name])

    assert form.errors == {}
    assert form.facts["title"] == draft.competition.checklist.get().title
    assert form.facts["kind"] != "text/html"
    assert (
        form.facts["file"].name == f"{form.facts['sha256'][:24]}.{form.cleaned_data['file'].kind}"
    )


@pytest.mark.parametrize("why", BAD)
def test_files_that_are_not_taken(why, draft, applicant, no_trace):
    name, content, sentence = BAD[why]
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(applicant)

    with no_trace():
        answer = browser.post(
            reverse("application_enclose", args=[draft.pk]),
            {"item": "other", "title": "Менин катым", "file": SimpleUploadedFile(name, content)},
        )

    (fault,) = answer.context["form"].errors["file"]
    assert fault.replace("\u00a0", " ").startswith(sentence)
    assert "Менин катым" in answer.content.decode()


def test_another_document_needs_a_title(draft):
    assert sending(draft, "a.pdf", b"%PDF-1.4", item="other").errors == {
        "title": ["Say what document this is."]
    }
    named = sending(draft, "a.pdf", b"%PDF-1.4", item="other", title="Сүрөт")
    assert named.errors == {}
    assert named.facts["title"] == "Сүрөт"
    assert list(sending(draft, "a.pdf", b"%PDF-1.4", item="999999").errors) == ["item"]


def test_no_more_files_than_can_be_read(draft, applicant, settings):
    settings.APPLICATION_LIMIT_FILES = 4
    for number in range(3):
        factories.enclosure(draft, sha256=f"{number:064d}")
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(applicant)

    answer = browser.post(
        reverse("application_enclose", args=[draft.pk]),
        {"item": "other", "title": "Дагы", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 more")},
    )

    assert answer.context["form"].errors == {
        "file": ["4 files are enclosed, and no more than 4 are taken. Take out what is not needed."]
    }
    assert Enclosure.objects.filter(removed_at=None).count() == 4


# --- the desks


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, []),
        ({"pages": "0"}, ["pages"]),
        ({"pages": "тогуз"}, ["pages"]),
        ({"brought_by": " "}, ["brought_by"]),
        ({"received_at": "кечээ"}, ["received_at"]),
        ({"brought_phone": "12"}, ["brought_phone"]),
    ],
)
def test_an_envelope(fields, names, db):
    form = EnvelopeForm(
        {"received_at": "10.04.2026 09:30", "brought_by": "Осмонов Нурбек", "pages": "9"} | fields
    )

    assert list(form.errors) == names


def test_a_scan_is_a_picture_or_a_pdf(db):
    given = {"received_at": "10.04.2026 09:30", "brought_by": "Осмонов Нурбек", "pages": "9"}
    sheet = SimpleUploadedFile("sums.xlsx", GOOD["sums.xlsx"])

    assert EnvelopeForm(given, {"scans": sheet}).errors == {
        "scans": ["This file is not one of: PDF, JPEG, PNG, HEIC."]
    }


def test_the_second_keying_wants_a_name_and_sums(db):
    assert list(RepeatKeyingForm({"asked": "көп", "own": "-1"}).errors) == [
        "representative_name",
        "members",
        "title",
        "asked",
        "own",
        "total",
    ]


def test_the_findings(received):
    item = received.competition.checklist.get()
    verdict, note = f"verdict_{item.pk}", f"note_{item.pk}"

    def form(**given):
        return ChecklistForm(given, subject=received)

    assert form(**{verdict: "met"}).is_valid()
    assert form(**{verdict: "not_met", note: "  "}).errors == {
        note: ["Say what is missing: the applicant reads this note."]
    }
    assert form(**{note: "Мөөр жок"}).errors == {
        verdict: ["Choose the finding this note belongs to."]
    }
    assert list(form(**{verdict: "perhaps"}).errors) == [verdict]
    nothing = form()
    assert nothing.is_valid()
    assert nothing.marks == []


def test_the_register_is_asked_for_what_it_has(db):
    assert RegisterForm({"call": "", "state": "", "words": ""}, calls=[]).is_valid()
    assert list(RegisterForm({"call": "7", "state": "lost"}, calls=[]).errors) == ["call", "state"]
