"""The file route: what a workbook says becomes the draft, all of it or nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from applications import actions
from applications.actions import Answered
from applications.models import Application
from audit import clock
from audit.acts import Refused
from audit.models import Entry
from tests import factories
from tests.applications.conftest import PEOPLE

SHA256 = "a" * 64
LINE = {
    "title": "Ваза",
    "unit": "даана",
    "quantity": Decimal(6),
    "price": Decimal(10000),
    "source": "grant",
}
PLAN = {
    "activity": "Отургузуу",
    "responsible": "Айжан",
    "starts_on": date(2026, 6, 1),
    "ends_on": date(2026, 6, 20),
}
PAGES = [
    Answered(part="initiative", answers={"title": "Гүлзарлар", "village": "Жаңы-Айыл"}),
    Answered(part="plan", answers={"what_will_be_done": "Гүл"}, rows={"plan": [PLAN]}),
    Answered(part="budget", rows={"lines": [LINE, LINE]}),
]


def fill(application, actor, pages=PAGES, **seen):
    return actions.fill_from_file(
        application,
        actor=actor,
        pages=pages,
        seen={"initiative": 0, "plan": 0, "budget": 0} | seen,
        sha256=SHA256,
    )


def test_beginning_and_filling_are_one_deed(call, applicant):
    begun = actions.begin_from_file(call, actor=applicant, pages=PAGES, sha256=SHA256)

    assert (begun.title, begun.route, begun.state) == ("Гүлзарлар", "file", "draft")
    assert (begun.plan.count(), begun.lines.count(), begun.members.count()) == (1, 2, 0)
    assert begun.part_versions == {"initiative": 1, "plan": 1, "budget": 1}
    assert begun.search == begun.fold_words()
    assert [entry.act for entry in Entry.objects.about(begun)] == [
        "applications.begin_application",
        "applications.fill_from_file",
    ]


def test_the_entry_keeps_the_file_and_the_names_of_what_changed_not_the_words(call, applicant):
    begun = actions.begin_from_file(call, actor=applicant, pages=PAGES, sha256=SHA256)

    assert Entry.objects.about(begun).last().facts == {
        "changed": [
            *["draft_version", "part_versions", "search", "title", "village"],
            "what_will_be_done",
        ],
        "pages": ["initiative", "plan", "budget"],
        "rows": {"lines": 2, "plan": 1},
        "sha256": SHA256,
    }


def test_whole_pages_are_replaced_and_others_stay(draft, applicant):
    benefit = draft.benefit

    filled = fill(draft, applicant)

    assert (filled.title, filled.benefit) == ("Гүлзарлар", benefit)
    assert (filled.plan.count(), filled.lines.count(), filled.pledges.count()) == (1, 2, 1)


def test_a_row_that_cannot_be_leaves_nothing_behind(call, applicant, no_trace):
    bad = Answered(part="budget", rows={"lines": [LINE, LINE | {"quantity": Decimal(0)}]})

    with no_trace(), pytest.raises(ValidationError):
        actions.begin_from_file(call, actor=applicant, pages=[*PAGES[:2], bad], sha256=SHA256)


def test_a_rate_of_another_call_is_refused(call, town, draft, applicant, no_trace):
    rate = factories.rate(factories.competition(town))
    pledge = {
        "giver": "Биз",
        "giver_kind": "group",
        "kind": "labour",
        "quantity": Decimal(1),
        "value": Decimal(800),
        "rate": rate,
    }
    page = Answered(part="contributions", rows={"pledges": [pledge]})

    with no_trace(), pytest.raises(ValidationError) as refused:
        fill(draft, applicant, [page])

    assert refused.value.message_dict == {"pledges": ["This rate belongs to another call."]}


def test_tables_of_other_pages_are_not_reached(draft, applicant):
    sly = Answered(part="initiative", answers={"title": "А", "women": 9}, rows={"lines": []})

    filled = fill(draft, applicant, [sly])

    assert (filled.title, filled.women, filled.lines.count()) == ("А", 300, 2)


def test_a_newer_text_is_not_covered(draft, applicant, no_trace):
    actions.edit_part(draft, actor=applicant, part="plan", values={"what_will_be_done": "Жаңы"})

    with no_trace(), pytest.raises(ValidationError) as refused:
        fill(draft, applicant)

    (told,) = refused.value.messages
    assert told == (
        "These pages were saved elsewhere after you opened this one: What we will do. Compare, "
        "then choose the file again."
    )
    assert fill(draft, applicant, plan=1).what_will_be_done == "Гүл"


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "applicant"])
def test_nobody_else_fills_the_draft(name, draft, everyone, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        fill(draft, everyone[name])


@pytest.mark.parametrize("state", ["submitted", "returned", "admitted", "withdrawn"])
def test_what_was_handed_in_is_not_filled(state, call, applicant, no_trace):
    application = factories.application(call, applicant, state=state)

    with no_trace(), pytest.raises(Refused):
        fill(application, applicant)


@pytest.mark.parametrize(("seconds", "open_"), [(0, True), (1, False)])
def test_at_the_border_of_reception(seconds, open_, draft, applicant):
    with clock.at(draft.competition.closes_at + timedelta(seconds=seconds)):
        if open_:
            assert fill(draft, applicant).title == "Гүлзарлар"
            return
        with pytest.raises(Refused) as refused:
            fill(draft, applicant)

    assert refused.value.reasons == ["The time to change or hand in this application has passed."]


def test_on_paper_a_clerk_fills_and_is_named_for_each_page(paper, second_clerk):
    filled = fill(paper, second_clerk)

    envelope = Application.objects.get(pk=filled.pk).envelope
    assert {part: kept["by"] for part, kept in envelope.keyed.items()} == dict.fromkeys(
        ["initiative", "plan", "budget"], second_clerk.pk
    )
