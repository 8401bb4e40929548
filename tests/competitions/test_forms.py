"""Bad input on the pages of a call: a clear sentence beside the right field."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from competitions.forms import (
    BeginCompetitionForm,
    CancelForm,
    ExtendForm,
    PermitForm,
    RegulationForm,
    SeatForm,
    SettingsPartForm,
    TermsPartForm,
)
from tests import factories

pytestmark = pytest.mark.django_db

LONG = "а" * 10_000


@pytest.fixture
def draft(town):
    return factories.competition(town, state="draft", announced_at=None)


def faults(form):
    return {name: [str(fault) for fault in found] for name, found in form.errors.items()}


def bare(table, *rows):
    """What a browser sends for a table of rows."""
    sent = {f"{table}-TOTAL_FORMS": len(rows), f"{table}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        sent |= {f"{table}-{number}-{name}": value for name, value in row.items()}
    return sent


MONEY = {"fund": "300000", "maximum_grant": "100000", "short_form_below": "20000"}
SOURCE = {"kind": "local_budget", "name": "", "amount": "300000"}


def money(draft, *sources, **fields):
    return TermsPartForm(MONEY | bare("sources", *sources) | fields, subject=draft, part="money")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("300000", "300000"),
        ("300 000", "300000"),
        ("300\u00a0000,50", "300000.50"),
        ("1.5", "1.5"),
        ("300 000 сом", "300000"),
        ("0", "0"),
    ],
)
def test_money_as_people_write_it(draft, written, amount):
    form = money(draft, SOURCE, fund=written)

    assert faults(form) == {}
    assert form.cleaned_data["values"]["fund"] == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    ["", "көп", "-5", "−5", "1,234", "1e9", "99999999999", "NaN", "=1+1", "<script>", "5;5", "٣"],
)
def test_money_that_is_not_money(draft, written):
    form = money(draft, SOURCE, fund=written)

    assert list(faults(form)) == ["fund"]
    assert "fund" not in form.cleaned_data["values"]


@pytest.mark.parametrize("written", ["", "0", "-5", "1,005", "көп"])
def test_a_row_names_its_fault(draft, written):
    told = faults(money(draft, SOURCE, SOURCE | {"name": "Фонд", "amount": written}))

    assert list(told) == ["sources"]
    assert told["sources"][0].startswith("Row 2, Sum, som: ")


def test_empty_rows_and_ticked_rows_are_left_out(draft):
    form = money(draft, SOURCE, {"kind": "local_budget"}, SOURCE | {"DELETE": "on"})

    assert faults(form) == {}
    assert form.cleaned_data["rows"] == {
        "sources": [{"kind": "local_budget", "name": "", "amount": Decimal(300000)}]
    }


def test_a_table_that_did_not_arrive_whole_deletes_nothing(draft):
    form = TermsPartForm(MONEY, subject=draft, part="money")

    assert list(faults(form)) == ["sources"]


def test_a_source_nobody_knows(draft):
    assert list(faults(money(draft, SOURCE | {"kind": "lottery"}))) == ["sources"]


def basics(draft, **fields):
    good = {
        "title_ky": "Сынак",
        "title_ru": "Конкурс",
        "kinds": ["co_financing"],
        "applicant_kinds": ["group"],
    }
    return TermsPartForm(good | fields, subject=draft, part="basics")


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("title_ky", ""),
        ("title_ky", "   "),
        ("title_ru", LONG),
        ("purpose_ky", LONG),
        ("title_ky", "Сынак\x07"),
        ("title_ky", "Сынак 🎉"),
        ("title_ky", "Сынак\u202e"),
        ("kinds", ["lottery"]),
        ("contact", "а" * 201),
    ],
)
def test_bad_words(draft, field, written):
    assert list(faults(basics(draft, **{field: written}))) == [field]


@pytest.mark.parametrize("written", ["=SUM(A1)", "<script>alert(1)</script>", "Сынak «Ңөү» №1"])
def test_odd_but_honest_words_are_kept(draft, written):
    form = basics(draft, title_ky=written)

    assert faults(form) == {}
    assert form.cleaned_data["values"]["title_ky"] == written


CALENDAR = {"agreement_days": "15", "report_days": "30"}


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("opens_at", "эртең"),
        ("opens_at", "31.02.2026 09:00"),
        ("closes_at", "2026-04-20T25:00"),
        ("closes_at", "0001-01-01T00:00"),
        ("check_until", "2026-02-30"),
        ("check_until", "9999-12-31"),
        ("agreement_days", "0"),
        ("agreement_days", "-1"),
        ("agreement_days", "2,5"),
        ("report_days", "99999"),
    ],
)
def test_bad_days(draft, field, written):
    form = TermsPartForm(CALENDAR | {field: written}, subject=draft, part="calendar")

    assert list(faults(form)) == [field]


def test_an_unfinished_calendar_can_be_kept(draft):
    form = TermsPartForm(CALENDAR | {"check_until": "30.04.2026"}, subject=draft, part="calendar")

    assert faults(form) == {}
    assert form.cleaned_data["values"]["check_until"] == date(2026, 4, 30)
    assert form.cleaned_data["values"]["opens_at"] is None


SCORING = {
    "combining": "sum_of_means",
    "pass_mark": "0",
    "minimum_scores": "3",
    "quorum_numerator": "2",
    "quorum_denominator": "3",
    "minimum_members": "3",
}
CRITERION = {
    "title_ky": "А",
    "title_ru": "А",
    "minimum": "0",
    "maximum": "10",
    "step": "1",
    "weight": "1",
}


def scoring(draft, *criteria, **fields):
    return TermsPartForm(
        SCORING | bare("criteria", *criteria) | fields, subject=draft, part="scoring"
    )


def test_a_good_page_of_criteria(draft):
    form = scoring(draft, CRITERION | {"key": "c7", "reason_required": "on"})

    assert faults(form) == {}
    assert form.cleaned_data["rows"]["criteria"] == [
        {
            "key": "c7",
            "title_ky": "А",
            "title_ru": "А",
            "levels_ky": "",
            "levels_ru": "",
            "minimum": Decimal(0),
            "maximum": Decimal(10),
            "step": Decimal(1),
            "weight": Decimal(1),
            "reason_required": True,
        }
    ]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"title_ru": ""}, "Row 1, Criterion in Russian: This field is required."),
        ({"maximum": "0", "minimum": "0"}, None),
        ({"minimum": "10"}, "Row 1, Most points: The most points must be more than the least."),
        ({"step": "0"}, None),
        ({"weight": "-1"}, None),
        ({"maximum": "10,555"}, None),
    ],
)
def test_bad_criteria(draft, changed, fault):
    told = faults(scoring(draft, CRITERION | changed))

    assert list(told) == ["criteria"]
    assert fault is None or told["criteria"] == [fault]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"quorum_numerator": "4"}, "quorum_numerator"),
        ({"quorum_denominator": "0"}, "quorum_denominator"),
        ({"minimum_scores": "0"}, "minimum_scores"),
        ({"pass_mark": "-1"}, "pass_mark"),
        ({"combining": "magic"}, "combining"),
    ],
)
def test_bad_settings_of_scoring(draft, changed, where):
    assert list(faults(scoring(draft, CRITERION, **changed))) == [where]


PROCEDURE = {
    "cutoff": "stop",
    "part_minimum_share": "50",
    "reserve_places": "3",
    "reserve_days": "180",
    "extension_times": "1",
    "extension_days": "5",
    "cure_times": "1",
    "cure_days": "5",
    "applications_per_applicant": "1",
    "voting": "by_name",
    "signers": "chair",
    "appeal_days": "14",
}


def procedure(draft, ladder, priorities=(), **fields):
    tables = bare("ladder", *ladder) | bare("priority_fields", *priorities)
    return TermsPartForm(PROCEDURE | tables | fields, subject=draft, part="procedure")


def test_a_ladder_with_a_criterion(draft):
    rungs = [
        {"kind": "criterion_mean", "criterion": "c2"},
        {"kind": "own_share", "criterion": "c1"},
        {"kind": "lot"},
    ]
    form = procedure(draft, rungs)

    assert faults(form) == {}
    assert form.cleaned_data["values"]["ladder"] == [
        {"kind": "criterion_mean", "criterion": "c2"},
        {"kind": "own_share"},
        {"kind": "lot"},
    ]


@pytest.mark.parametrize(
    "rung",
    [
        {"kind": "criterion_mean"},
        {"kind": "criterion_mean", "criterion": "c99"},
        {"kind": "dice"},
        {"kind": "", "criterion": "c1"},
    ],
)
def test_a_bad_rung(draft, rung):
    assert list(faults(procedure(draft, [rung, {"kind": "lot"}]))) == ["ladder"]


def test_a_priority_field_named_twice(draft):
    rows = [{"field": "water", "points": "2"}, {"field": "water", "points": "3"}]

    assert faults(procedure(draft, [{"kind": "lot"}], rows)) == {
        "priority_fields": ["Each field can be named once."]
    }


def test_a_share_over_a_hundred_percent(draft):
    assert list(faults(procedure(draft, [{"kind": "lot"}], part_minimum_share="100,01"))) == [
        "part_minimum_share"
    ]


def test_the_points_of_the_act_stand_beside_the_settings(town):
    regulation = factories.regulation(town, state="draft", points={"minimum_open_days": "п. 3"})
    form = SettingsPartForm(subject=regulation, part="calendar")

    assert list(form.fields) == [
        "minimum_open_days",
        "point_minimum_open_days",
        "agreement_days",
        "point_agreement_days",
        "report_days",
        "point_report_days",
    ]
    assert form.initial["point_minimum_open_days"] == "п. 3"


def test_a_point_that_is_too_long(town):
    regulation = factories.regulation(town, state="draft")
    sent = {"short_form_below": "1", "point_short_form_below": "а" * 61}

    assert list(faults(SettingsPartForm(sent, subject=regulation, part="money"))) == [
        "point_short_form_below"
    ]


# --- acts


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"year": "1999"}, "year"),
        ({"year": "быйыл"}, "year"),
        ({"number": "0"}, "number"),
        ({"number": "1000000"}, "number"),
        ({"title_ky": ""}, "title_ky"),
        ({"title_ru": LONG}, "title_ru"),
    ],
)
def test_a_call_begun_badly(changed, where):
    good = {"year": "2026", "number": "1", "title_ky": "Сынак", "title_ru": "Конкурс"}

    assert faults(BeginCompetitionForm(good)) == {}
    assert list(faults(BeginCompetitionForm(good | changed))) == [where]


@pytest.mark.parametrize("missing", ["closes_at", "reason_ky", "reason_ru"])
def test_an_extension_asks_its_reason_in_both_languages(missing):
    good = {
        "closes_at": "2026-04-26T17:00",
        "reason_ky": "Жол жабык",
        "reason_ru": "Дорога закрыта",
    }

    assert faults(ExtendForm(good)) == {}
    assert list(faults(ExtendForm(good | {missing: "  "}))) == [missing]


@pytest.mark.parametrize("missing", ["reason_ky", "reason_ru", "basis_ky", "basis_ru"])
def test_a_cancellation_asks_everything_in_both_languages(missing):
    good = dict.fromkeys(["reason_ky", "reason_ru", "basis_ky", "basis_ru"], "Токтом")

    assert list(faults(CancelForm(good | {missing: ""}))) == [missing]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"user": ""}, "user"),
        ({"user": "0700 999 999"}, "user"),
        ({"user": "clock"}, "user"),
        ({"role": "king"}, "role"),
        ({"sex": "x"}, "sex"),
        ({"order_number": ""}, "order_number"),
        ({"order_number": "7" * 41}, "order_number"),
        ({"order_on": "кечээ"}, "order_on"),
        ({"order_on": "2026-04-11"}, "order_on"),
    ],
)
def test_a_seat_given_badly(call, member, changed, where):
    good = {"user": member.phone, "role": "member", "order_number": "7", "order_on": "2026-03-30"}

    assert SeatForm(good, subject=call).is_valid()
    assert list(faults(SeatForm(good | changed, subject=call))) == [where]


def test_a_person_is_named_in_any_spelling_of_the_phone(call, member):
    form = SeatForm(
        {
            "user": f"0{member.phone[4:]}",
            "role": "member",
            "order_number": "7",
            "order_on": "2026-03-30",
        },
        subject=call,
    )

    assert form.is_valid()
    assert form.cleaned_data["user"] == member


def test_a_permit_for_nobody():
    sent = {
        "user": "nobody@example.com",
        "until": "2026-04-22T12:00",
        "reason_ky": "а",
        "reason_ru": "а",
    }

    assert faults(PermitForm(sent)) == {
        "user": ["Nobody has an account with this phone or e-mail. Register the person first."]
    }


def test_a_reason_longer_than_its_column():
    sent = {"user": "", "until": "2026-04-22T12:00", "reason_ky": "а" * 1001, "reason_ru": "а"}

    assert "reason_ky" in faults(PermitForm(sent))


PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [
        ("resolution.pdf", PDF, True),
        ("resolution.pdf", b"", False),
        ("resolution.pdf", b"MZ\x90 not a pdf", False),
        ("resolution.exe", PDF, False),
        ("photo.jpg", b"\xff\xd8\xff\xe0 photo", False),
        ("resolution.pdf", PDF + b"/JavaScript (app.alert(1))", False),
    ],
)
def test_the_file_of_a_resolution(town, name, content, taken):
    regulation = factories.regulation(town, state="draft")
    sent = {
        "resolution_number": "12",
        "resolution_on": "2026-01-09",
        "title_ky": "Ж",
        "title_ru": "П",
    }

    form = RegulationForm(sent, {"file": SimpleUploadedFile(name, content)}, instance=regulation)

    assert list(faults(form)) == ([] if taken else ["file"])
