"""What people meet on the pages of regulations and calls."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from audit import clock
from audit.models import Entry
from competitions import actions
from competitions.choices import SETTINGS_PARTS, TERMS_PARTS, CompetitionState
from competitions.models import Competition, Permit, Regulation
from tests import factories

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def draft(town):
    return factories.competition(
        town,
        state="draft",
        announced_at=None,
        terms_version=0,
        first_closes_at=None,
        opens_at=factories.at(4, 11, 9),
        closes_at=factories.at(4, 25, 17),
        check_until=date(2026, 4, 30),
    )


@pytest.fixture
def frozen(commission, head):
    """The announced call with the version its announcing froze."""
    facts = actions.terms_of(commission)
    commission.versions.create(
        number=1,
        facts=facts,
        sha256="0" * 64,
        made_at=factories.NOON,
        closes_at=commission.closes_at,
    )
    return commission


@pytest.mark.parametrize("part", sorted(TERMS_PARTS))
def test_every_page_of_the_terms_opens_and_saves_what_it_shows(sign_in, draft, clerk, part):
    address = reverse("competition_edit_part", args=[draft.pk, part])
    browser = sign_in(clerk)
    before = actions.terms_of(Competition.objects.get(pk=draft.pk))

    form = browser.get(address).context["form"]
    response = browser.post(address, typed(form))

    assert (response.status_code, response.headers["location"]) == (
        302,
        reverse("competition_edit", args=[draft.pk]),
    )
    assert actions.terms_of(Competition.objects.get(pk=draft.pk)) == before
    assert Entry.objects.get().facts["part"] == part


@pytest.mark.parametrize("part", sorted(SETTINGS_PARTS))
def test_every_page_of_the_settings_opens_and_saves_what_it_shows(sign_in, town, clerk, part):
    criteria = [
        {
            "key": "c1",
            "title_ky": "А",
            "title_ru": "А",
            "levels_ky": "",
            "levels_ru": "",
            "minimum": "0.00",
            "maximum": "5.50",
            "step": "0.50",
            "weight": "1.00",
            "reason_required": False,
        }
    ]
    rows = {"criteria": criteria, "priority_fields": [{"field": "water", "points": "2"}]}
    regulation = factories.regulation(town, state="draft", rows=rows, points={"hidden": "п. 4"})
    address = reverse("regulation_edit_settings_part", args=[regulation.pk, part])
    browser = sign_in(clerk)

    form = browser.get(address).context["form"]
    response = browser.post(address, typed(form))

    saved = Regulation.objects.get(pk=regulation.pk)
    assert response.headers["location"] == reverse("regulation_edit_settings", args=[regulation.pk])
    assert {name: getattr(saved, name) for name in saved.term_names()} == {
        name: getattr(regulation, name) for name in saved.term_names()
    }
    assert saved.rows["criteria"] == criteria
    assert saved.points == {"hidden": "п. 4"}


def typed(form):
    """What a browser sends back when nothing is changed on the page."""
    sent = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if hasattr(field.widget, "lines"):
            lines = field.widget.lines(name, initial=value)
            sent |= {
                f"{name}-TOTAL_FORMS": len(lines.forms),
                f"{name}-INITIAL_FORMS": lines.initial_form_count(),
            }
            for row in lines.forms:
                sent |= {row.add_prefix(cell): sent_as(row, cell) for cell in row.fields}
        else:
            sent[name] = sent_as(form, name)
    return {name: value for name, value in sent.items() if value is not None}


def sent_as(form, name):
    value = form.fields[name].prepare_value(form.get_initial_for_field(form.fields[name], name))
    if isinstance(value, bool):
        return "on" if value else None
    if hasattr(value, "strftime"):
        return form.fields[name].widget.format_value(value)
    return "" if value is None else value


@pytest.mark.parametrize("part", ["nowhere", "id", "state"])
def test_a_page_that_is_not_there(sign_in, draft, clerk, part):
    assert (
        sign_in(clerk).get(reverse("competition_edit_part", args=[draft.pk, part])).status_code
        == 404
    )


@pytest.mark.parametrize("part", ["nowhere", "basics"])
def test_a_page_of_settings_that_is_not_there(sign_in, town, clerk, part):
    regulation = factories.regulation(town, state="draft")
    address = reverse("regulation_edit_settings_part", args=[regulation.pk, part])

    assert sign_in(clerk).get(address).status_code == 404


def test_bad_settings_are_told_and_kept(sign_in, town, clerk):
    regulation = factories.regulation(town, state="draft")
    address = reverse("regulation_edit_settings_part", args=[regulation.pk, "money"])

    response = sign_in(clerk).post(
        address, {"short_form_below": "көп", "point_short_form_below": "п. 9"}
    )

    assert list(response.context["form"].errors) == ["short_form_below"]
    assert 'value="п. 9"' in response.content.decode()
    assert Regulation.objects.get(pk=regulation.pk).points == {}


def test_a_regulation_is_entered_completed_and_put_in_force(sign_in, town, clerk, head):
    browser = sign_in(clerk)
    titles = {"title_ky": "Жобо", "title_ru": "Положение"}
    browser.post(reverse("regulation_begin", args=[town.pk]), titles)
    regulation = Regulation.objects.get()
    resolution = titles | {"resolution_number": "12", "resolution_on": "2025-12-20"}
    browser.post(reverse("regulation_edit", args=[regulation.pk]), resolution)

    sign_in(head).post(reverse("regulation_put_in_force", args=[regulation.pk]))

    regulation = Regulation.objects.get()
    assert (regulation.state, regulation.resolution_on) == ("in_force", date(2025, 12, 20))
    page = sign_in(clerk).get(regulation.get_absolute_url()).content.decode()
    assert reverse("competition_begin", args=[regulation.pk]) in page


def test_the_terms_from_empty_to_announced(sign_in, town, clerk, head):
    """A whole call is prepared on its pages, by the forms a browser sends, and announced."""
    regulation = factories.regulation(town)
    browser = sign_in(clerk)
    begun = {"year": 2026, "number": 3, "title_ky": "Сынак", "title_ru": "Конкурс"}
    browser.post(reverse("competition_begin", args=[regulation.pk]), begun)
    call = Competition.objects.get()
    pages = {
        "basics": begun
        | {
            "purpose_ky": "Көрктөндүрүү",
            "purpose_ru": "Благоустройство",
            "kinds": ["co_financing"],
            "applicant_kinds": ["group", "person"],
            "place_ky": "Айыл өкмөтү",
            "place_ru": "Айыл окмоту",
        },
        "money": {
            "fund": "300 000,50",
            "maximum_grant": "100000",
            "short_form_below": "20000",
            "sources-TOTAL_FORMS": 2,
            "sources-INITIAL_FORMS": 0,
            "sources-0-kind": "local_budget",
            "sources-0-amount": "300 000",
            "sources-1-kind": "donor",
            "sources-1-name": "Фонд",
            "sources-1-amount": "0.50",
        },
        "calendar": {
            "opens_at": "2026-04-11T09:00",
            "closes_at": "25.04.2026 17:00",
            "check_until": "2026-04-30",
            "scores_until": "2026-05-05",
            "decision_by": "2026-05-10",
            "publication_by": "2026-05-12",
            "appeals_until": "2026-05-20",
            "implementation_until": "2026-09-30",
            "agreement_days": "15",
            "report_days": "30",
        },
        "scoring": {
            "combining": "sum_of_means",
            "pass_mark": "5",
            "minimum_scores": "3",
            "quorum_numerator": "2",
            "quorum_denominator": "3",
            "minimum_members": "3",
            "criteria-TOTAL_FORMS": 1,
            "criteria-INITIAL_FORMS": 0,
            "criteria-0-title_ky": "Маанилүүлүк",
            "criteria-0-title_ru": "Значимость",
            "criteria-0-minimum": "0",
            "criteria-0-maximum": "10",
            "criteria-0-step": "0,5",
            "criteria-0-weight": "1",
        },
    }
    for part, sent in pages.items():
        response = browser.post(reverse("competition_edit_part", args=[call.pk, part]), sent)
        assert response.status_code == 302, (part, response.context["form"].errors)

    tasks = browser.get(reverse("competition_edit", args=[call.pk])).context["tasks"]
    assert [str(task["word"]) for task in tasks] == ["done"] * 7
    sign_in(head).post(reverse("competition_announce", args=[call.pk]))

    call = Competition.objects.get()
    assert (call.state, call.fund, call.closes_at) == (
        "announced",
        Decimal("300000.50"),
        factories.at(4, 25, 17),
    )
    assert [row.step for row in call.criteria.all()] == [Decimal("0.5")]


def test_the_list_of_pages_says_what_is_left(sign_in, town, clerk):
    bare = factories.competition(
        town,
        state="draft",
        announced_at=None,
        rows=False,
        fund=Decimal(0),
        maximum_grant=Decimal(0),
        scores_until=date(2026, 4, 1),
    )

    tasks = sign_in(clerk).get(reverse("competition_edit", args=[bare.pk])).context["tasks"]

    assert {str(task["part"]): str(task["word"]) for task in tasks} == {
        "basics": "done",
        "money": "to do",
        "calendar": "has a fault",
        "documents": "done",
        "contribution": "done",
        "scoring": "to do",
        "procedure": "done",
    }


def test_rows_of_another_call_cannot_be_reached_by_their_number(sign_in, draft, call, clerk):
    mine, others = draft.sources.get(), call.sources.get()
    sent = {
        "fund": "5",
        "maximum_grant": "5",
        "short_form_below": "0",
        "sources-TOTAL_FORMS": 1,
        "sources-INITIAL_FORMS": 1,
        "sources-0-id": others.pk,
        "sources-0-kind": "donor",
        "sources-0-amount": "5",
    }

    sign_in(clerk).post(reverse("competition_edit_part", args=[draft.pk, "money"]), sent)

    assert call.sources.get().amount == others.amount
    assert draft.sources.get().amount == 5
    assert mine.pk != others.pk


def test_an_announced_call_is_not_edited_from_a_page_left_open(sign_in, draft, clerk, head):
    address = reverse("competition_edit_part", args=[draft.pk, "money"])
    browser = sign_in(clerk)
    sent = typed(browser.get(address).context["form"]) | {"fund": "1"}
    actions.announce(draft, actor=head)

    response = browser.post(address, sent)

    assert response.status_code == 200
    assert response.context["reasons"] == [
        "This has already moved on. Open the page again to see where it stands."
    ]
    assert Competition.objects.get(pk=draft.pk).fund == 300000


def test_a_button_pressed_twice_makes_one_act(sign_in, draft, head):
    browser = sign_in(head)
    address = reverse("competition_announce", args=[draft.pk])

    assert [browser.post(address).status_code for _press in range(2)] == [302, 302]
    assert Entry.objects.filter(act="competitions.announce").count() == 1


def test_a_button_that_cannot_be_pressed_yet_says_why(sign_in, call, clerk):
    response = sign_in(clerk).get(reverse("competition_close_reception", args=[call.pk]))

    assert response.context["reasons"] == [
        "The last minute of reception, or of a late permit, has not passed yet."
    ]
    assert "disabled" in response.content.decode()


def test_extending_on_the_page(sign_in, frozen, head):
    sent = {
        "closes_at": "2026-04-26T17:00",
        "reason_ky": "Жол жабык",
        "reason_ru": "Дорога закрыта",
    }
    browser = sign_in(head)

    browser.post(reverse("competition_extend", args=[frozen.pk]), sent)

    page = browser.get(frozen.get_absolute_url()).content.decode()
    assert "20.04.2026\xa017:00" in page
    assert "26.04.2026\xa017:00" in page
    assert "Дорога закрыта" in page


def test_too_short_an_extension_keeps_what_was_typed(sign_in, frozen, head):
    sent = {
        "closes_at": "2026-04-21T17:00",
        "reason_ky": "Жол жабык",
        "reason_ru": "Дорога закрыта",
    }

    response = sign_in(head).post(reverse("competition_extend", args=[frozen.pk]), sent)

    assert response.context["form"].errors == {
        "closes_at": ["An extension lasts at least 5 days: choose 25.04.2026 17:00 or later."]
    }
    assert "Дорога закрыта" in response.content.decode()


def test_cancelling_is_told_to_everybody(sign_in, call, head, applicant):
    sent = {
        "reason_ky": "Каражат жок",
        "reason_ru": "Нет средств",
        "basis_ky": "Токтом",
        "basis_ru": "Пост.",
    }
    sign_in(head).post(reverse("competition_cancel", args=[call.pk]), sent)

    page = sign_in(applicant).get(call.get_absolute_url()).content.decode()
    assert "Нет средств" in page


def test_seating_on_the_page(sign_in, call, clerk, member):
    sent = {
        "user": member.phone,
        "role": "member",
        "represents": "кеңеш",
        "sex": "female",
        "order_number": "7",
        "order_on": "2026-03-30",
    }
    browser = sign_in(clerk)

    response = browser.post(reverse("seat_seat", args=[call.pk]), sent)

    assert response.headers["location"] == reverse("seat_list", args=[call.pk])
    page = browser.get(response.headers["location"])
    made_of = page.context["composition"]
    assert (made_of.members, made_of.scoring, made_of.women, made_of.has_chair) == (1, 1, 1, False)
    assert reverse("user_issue_slip", args=[member.pk]) in page.content.decode()


def test_no_slip_is_offered_for_who_holds_an_office(sign_in, call, clerk, head):
    factories.seat(call, head, "chair")

    page = sign_in(clerk).get(reverse("seat_list", args=[call.pk])).content.decode()

    assert reverse("user_issue_slip", args=[head.pk]) not in page


def test_granting_a_permit_on_the_page(sign_in, call, head, applicant):
    sent = {
        "user": applicant.phone,
        "until": "2026-04-22T12:00",
        "reason_ky": "Ооруган",
        "reason_ru": "Болела",
    }

    sign_in(head).post(reverse("permit_grant_permit", args=[call.pk]), sent)

    assert Permit.objects.get().user == applicant


def test_permits_are_shown_to_the_office_and_to_whom_they_let_in(
    sign_in, call, head, clerk, applicant, rival
):
    factories.permit(call, applicant, factories.at(4, 22), head)

    def shown(person):
        return "Болела" in sign_in(person).get(call.get_absolute_url()).content.decode()

    Permit.objects.update(reason_ru="Болела", reason_ky="Болела")
    assert [shown(person) for person in (head, clerk, applicant, rival)] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("moment", "takes"),
    [
        (factories.at(4, 1, 9) - SECOND, False),
        (factories.at(4, 1, 9), True),
        (factories.at(4, 20, 17), True),
        (factories.at(4, 20, 17) + SECOND, False),
    ],
)
def test_applying_is_offered_while_the_reception_runs(
    sign_in, call, applicant, clerk, moment, takes
):
    with clock.at(moment):
        assert sign_in(applicant).get(call.get_absolute_url()).context["takes_now"] is takes
        assert sign_in(clerk).get(call.get_absolute_url()).context["takes_now"] is False


@pytest.mark.parametrize("state", CompetitionState.values)
def test_every_state_says_whose_turn_it_is(sign_in, call, clerk, state):
    Competition.objects.update(state=state)

    now = sign_in(clerk).get(call.get_absolute_url()).context["now"]

    assert str(now.turn)
    assert str(now.next)


@pytest.mark.parametrize(
    ("moment", "turn"),
    [
        (factories.at(4, 1, 8), "Nobody's yet"),
        (factories.at(4, 20, 17), "The applicants'"),
        (factories.at(4, 21), "Those with a late permit"),
        (factories.at(4, 26), "The clerk's"),
    ],
)
def test_whose_turn_while_a_call_is_announced(sign_in, call, applicant, head, moment, turn):
    factories.permit(call, applicant, factories.at(4, 25), head)

    with clock.at(moment):
        assert sign_in(head).get(call.get_absolute_url()).context["now"].turn == turn


# --- the list


def test_the_list_by_stage(sign_in, town, other_town, clerk, applicant):
    ours = [
        factories.competition(town, state=state) for state in ("announced", "announced", "checking")
    ]
    theirs = factories.competition(other_town)

    def shown(person, query=""):
        return set(sign_in(person).get(reverse("competition_list") + query).context["object_list"])

    assert shown(clerk) == set(ours)
    assert shown(clerk, "?whose=all") == {*ours, theirs}
    assert shown(clerk, "?stage=checking") == {ours[2]}
    assert shown(clerk, "?stage=nowhere&whose=nobody") == set(ours)
    assert shown(clerk, "?q=фестиваль") == set()
    assert shown(applicant) == {*ours, theirs}
    assert shown(applicant, "?whose=ours") == set()


def test_a_member_sees_the_calls_of_the_commission_first(sign_in, commission, other_town, member):
    elsewhere = factories.competition(other_town)

    page = sign_in(member).get(reverse("competition_list"))
    everything = sign_in(member).get(reverse("competition_list") + "?whose=all")

    assert list(page.context["object_list"]) == [commission]
    assert set(everything.context["object_list"]) == {commission, elsewhere}


def test_the_list_counts_what_it_shows(sign_in, town, clerk):
    for state in ("announced", "announced", "draft"):
        factories.competition(town, state=state)

    page = sign_in(clerk).get(reverse("competition_list") + "?stage=draft")

    stages = page.context["stages"]
    assert [(stage["value"], stage["count"], stage["here"]) for stage in stages] == [
        ("draft", 1, True),
        ("announced", 2, False),
    ]


def test_a_frozen_version_is_shown_with_its_fingerprint(sign_in, frozen, applicant):
    page = (
        sign_in(applicant).get(reverse("competition_version", args=[frozen.pk, 1])).content.decode()
    )

    assert "0" * 64 in page
    assert "300000.00" in page  # the sealed text
    assert "c1" in page
    gone = reverse("competition_version", args=[frozen.pk, 9])
    assert sign_in(applicant).get(gone).status_code == 404


def test_the_file_of_a_draft_is_not_handed_out(sign_in, town, applicant, clerk):
    regulation = factories.regulation(town, state="draft")
    address = reverse("regulation_file", args=[regulation.pk])

    assert sign_in(clerk).get(address).status_code == 404
    regulation.file.save("resolution.pdf", ContentFile(b"%PDF-1.4"))
    assert sign_in(applicant).get(address).status_code == 404
    response = sign_in(clerk).get(address)
    response.close()
    assert response.headers["content-type"] == "application/pdf"


def test_what_was_typed_is_never_run(sign_in, town, applicant):
    call = factories.competition(town, title_ky="<script>alert(1)</script>", title_ru="<b>=1+1</b>")

    page = sign_in(applicant).get(call.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in page
    assert "<b>=1+1" not in page


# --- questions to the database


@pytest.mark.parametrize("calls", [1, 3])
def test_the_list_asks_the_same_of_any_number(
    sign_in, town, clerk, django_assert_num_queries, calls
):
    for _number in range(calls):
        factories.competition(town)
    browser = sign_in(clerk)

    with django_assert_num_queries(6):
        browser.get(reverse("competition_list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_call_asks_the_same_of_any_number(
    sign_in, frozen, clerk, head, django_assert_num_queries, rows
):
    for number in range(rows):
        factories.source(frozen, amount=Decimal(1))
        factories.criterion(frozen)
        factories.checklist_item(frozen)
        factories.rate(frozen)
        factories.permit(frozen, factories.user(f"Осмонов {number}"), factories.at(4, 25), head)
        factories.seat(frozen, factories.user(f"Токоев {number}"))
    browser = sign_in(clerk)

    with django_assert_num_queries(13):
        browser.get(frozen.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_a_draft_asks_the_same_of_any_number(sign_in, draft, head, django_assert_num_queries, rows):
    for _number in range(rows):
        factories.criterion(draft)
        factories.source(draft, amount=Decimal(1))
    browser = sign_in(head)

    with django_assert_num_queries(13):
        browser.get(draft.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_pages_asks_the_same_of_any_number(
    sign_in, draft, clerk, django_assert_num_queries, rows
):
    for _number in range(rows):
        factories.criterion(draft)
    browser = sign_in(clerk)

    with django_assert_num_queries(9):
        browser.get(reverse("competition_edit", args=[draft.pk]))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_commission_asks_the_same_of_any_number(
    sign_in, call, clerk, django_assert_num_queries, rows
):
    for number in range(rows):
        factories.seat(call, factories.user(f"Токоев {number}"))
    browser = sign_in(clerk)

    with django_assert_num_queries(6):
        browser.get(reverse("seat_list", args=[call.pk]))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_regulations_ask_the_same_of_any_number(
    sign_in, town, clerk, django_assert_num_queries, rows
):
    for _number in range(rows):
        factories.regulation(town, state="superseded")
    browser = sign_in(clerk)

    with django_assert_num_queries(5):
        browser.get(reverse("regulation_list"))


def test_a_regulation_asks_little(sign_in, town, clerk, django_assert_num_queries):
    regulation = factories.regulation(town)
    browser = sign_in(clerk)

    with django_assert_num_queries(5):
        browser.get(regulation.get_absolute_url())


def test_a_list_of_1200_calls_is_read_page_by_page(sign_in, town, applicant):
    sample = factories.competition(town)
    Competition.objects.bulk_create(
        Competition(
            municipality=town,
            regulation=sample.regulation,
            year=2027,
            number=number,
            title_ky="Сынак",
            title_ru="Конкурс",
            state="completed",
            announced_at=factories.NOON,
        )
        for number in range(1200)
    )

    page = sign_in(applicant).get(reverse("competition_list") + "?page=24&whose=all")

    assert len(page.context["object_list"]) == 50
