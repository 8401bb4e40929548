"""Visits: planned, made or called off; what they found, each with its own term and closing."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.acts import Refused
from audit.models import Entry, Notice
from awards import actions, rules
from awards.forms import MakeVisitForm
from awards.models import Award, Finding, Visit
from tests import files

pytestmark = pytest.mark.django_db

DAY, TERM, LATER = date(2026, 4, 10), date(2026, 4, 20), date(2026, 5, 1)


def picture() -> Any:
    return ContentFile(files.picture(), "photo.jpg")


def make(award: Award, clerk: Any, *found: tuple[str, date]) -> Visit:
    planned = actions.plan_visit(award, actor=clerk, planned_on=DAY, place="Көчө")
    rows = [{"what": what, "until": until} for what, until in found]
    return actions.make_visit(
        planned, actor=clerk, held_on=DAY, place="Көчө", findings="9 идиш", to_mend=rows
    )


@pytest.fixture
def visit(award, clerk):
    return make(award, clerk, ("Бир ваза сынык", TERM), ("Күн баракчасы жок", LATER))


def test_each_finding_has_its_own_term_and_its_own_closing(visit, award, clerk, applicant):
    first, second = visit.found.order_by("number")
    assert [(one.number, one.what, one.until, one.state) for one in (first, second)] == [
        (1, "Бир ваза сынык", TERM, "open"),
        (2, "Күн баракчасы жок", LATER, "open"),
    ]
    letter = Notice.objects.filter(template="awards/visit_made", recipient=applicant).get()
    assert letter.facts["to_mend"] == [
        {"what": "Бир ваза сынык", "until": "2026-04-20"},
        {"what": "Күн баракчасы жок", "until": "2026-05-01"},
    ]

    mended = actions.mend(
        first, actor=clerk, mended_on=DAY, mended_note="Алмаштырылды", file=picture()
    )

    assert (mended.state, mended.mended_on, mended.closed_by) == ("mended", DAY, str(clerk))
    assert mended.closed_at is not None
    assert [(photo.visit, photo.state) for photo in mended.photos.all()] == [(visit, "kept")]
    assert [one.number for one in Visit.objects.get().open_findings] == [2]
    assert rules.every_finding_is_mended.faults(Award.objects.get()) == [
        "Visit № 1: what was found is not mended yet."
    ]
    actions.mend(second, actor=clerk, mended_on=DAY, mended_note="Тапшырылды")
    assert rules.every_finding_is_mended(Award.objects.get())


@pytest.mark.parametrize("who", ["applicant", "rival", "head", "auditor", "neighbour"])
def test_closing_a_finding_is_the_clerks(who, visit, request):
    finding, before = visit.found.first(), Entry.objects.count()

    with pytest.raises(PermissionDenied):
        actions.mend(
            finding,
            actor=request.getfixturevalue(who),
            mended_on=DAY,
            mended_note="а",
            file=picture(),
        )

    assert (Entry.objects.count(), Finding.objects.filter(state="mended").count()) == (before, 0)
    assert visit.photos.count() == 0


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 4, 11), "This day has not come yet."),
        (date(2026, 4, 9), "This day lies before the visit."),
    ],
)
def test_the_day_of_mending(day, sentence, visit, clerk):
    with pytest.raises(ValidationError) as error:
        actions.mend(visit.found.first(), actor=clerk, mended_on=day, mended_note="а")

    assert error.value.messages == [sentence]


def test_a_second_press_changes_nothing(visit, clerk):
    mended = actions.mend(visit.found.first(), actor=clerk, mended_on=DAY, mended_note="а")

    with pytest.raises(Refused):
        actions.mend(mended, actor=clerk, mended_on=DAY, mended_note="б")

    assert Finding.objects.get(pk=mended.pk).mended_note == "а"


def test_a_visit_that_does_not_take_place_is_called_off(award, clerk, head):
    visit = actions.plan_visit(award, actor=clerk, planned_on=TERM)
    with pytest.raises(PermissionDenied):
        actions.call_off(visit, actor=head, reason="Кар")

    gone = actions.call_off(visit, actor=clerk, reason="Ашууда кар")

    assert (gone.state, gone.called_off_for) == ("called_off", "Ашууда кар")
    with pytest.raises(Refused):
        actions.make_visit(gone, actor=clerk, held_on=DAY, place="а", findings="б")


def sent(*rows: tuple[str, str], **more: str) -> dict[str, str]:
    found = {"to_mend-TOTAL_FORMS": str(len(rows)), "to_mend-INITIAL_FORMS": "0"}
    for number, (what, until) in enumerate(rows):
        found |= {f"to_mend-{number}-what": what, f"to_mend-{number}-until": until}
    return {"held_on": "2026-04-10", "place": "Көчө", "findings": "9 идиш"} | found | more


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (sent(place=""), "place"),
        (sent(findings=""), "findings"),
        (sent(findings="а" * 4001), "findings"),
        (sent(held_on="эртең"), "held_on"),
        (sent(("сынык", "")), "to_mend"),
        (sent(("", "2026-05-01")), "to_mend"),
        (sent(("а" * 501, "2026-05-01")), "to_mend"),
        (sent(*[("а", "2026-05-01")] * 21), "to_mend"),
    ],
)
def test_bad_answers_beside_their_field(data, fault, award, clerk):
    visit = actions.plan_visit(award, actor=clerk, planned_on=DAY)

    assert list(MakeVisitForm(data, subject=visit).errors) == [fault]


def test_the_visit_is_entered_by_its_page(award, clerk, applicant):
    visit = actions.plan_visit(award, actor=clerk, planned_on=DAY, place="Көчө")
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(clerk)

    page = browser.post(
        reverse("visit_make_visit", args=[visit.pk]),
        sent(("Сынык ваза", "2026-04-20"), ("Чырак жок", "2026-05-01")),
        follow=True,
    )

    told = page.content.decode()
    assert page.status_code == 200
    assert "Сынык ваза" in told
    assert "Чырак жок" in told
    finding = Finding.objects.get(number=2)
    facts = {"mended_on": "2026-04-10", "mended_note": "Коюлду", "file": picture()}
    page = browser.post(reverse("finding_mend", args=[finding.pk]), facts, follow=True)
    assert page.redirect_chain == [(finding.get_absolute_url(), 302)]
    assert "Коюлду" in page.content.decode()


def test_the_winner_is_reminded_before_the_term_and_once_it_is_over(
    visit, clock_user, applicant, played
):
    def run() -> list[str]:
        before = set(Notice.objects.values_list("pk", flat=True))
        actions.remind_of_findings(clock_user)
        return [
            f"{one.facts['what']} {one.facts['is_overdue']}"
            for one in Notice.objects.exclude(pk__in=before).filter(recipient=applicant)
            if one.template == "awards/finding_due" and one.channel == "in_app"
        ]

    assert run() == []
    with played(4, 17):
        assert run() == ["Бир ваза сынык False"]
        assert run() == []
    with played(4, 21):
        assert run() == ["Бир ваза сынык True"]
        assert run() == []
    with played(5, 3):
        assert run() == ["Күн баракчасы жок True"]


def test_nobody_is_reminded_of_what_is_mended(visit, clerk, clock_user, played):
    for one in visit.found.all():
        actions.mend(one, actor=clerk, mended_on=DAY, mended_note="а")

    with played(5, 10):
        assert actions.remind_of_findings(clock_user) == 0


def test_the_pages_ask_the_same_with_1_and_3_rows(award, clerk):
    browser = Client()
    browser.force_login(clerk)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    found = []
    for count in (1, 3):
        visit = make(award, clerk, *[("сынык", TERM)] * count)
        for _photo in range(count):
            actions.add_photo(visit, actor=clerk, file=picture(), moment="after", people="nobody")
        found.append(asked(visit.get_absolute_url()))

    assert found == [7, 7]
