"""The receipt slip of an envelope, and the sheet on the notice board after an extension."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications import actions as applying
from audit import clock
from competitions.actions import extend, grant_permit
from papers import actions, prints
from papers.prints import text
from scoring.models.record import permit_facts
from tests import factories
from tests.papers.test_prints_in_full import words

REASONS = {"reason_ky": "Жол жабылды", "reason_ru": "Дорога закрыта"}
TYPED = {"brought_by": "Осмонов Нурбек", "pages": 9}


def plain(said):
    return " ".join(said.split())


def written(moment, language):
    with translation.override(language):
        return plain(text.moment(moment, language))


@pytest.mark.parametrize("waited", [0, 60, 61])
def test_the_slip_of_an_envelope(waited, call, clerk, settings):
    settings.SITE_ADDRESS = "https://demilge.example"
    minute = factories.NOON - timedelta(seconds=waited)
    registered = applying.register_envelope(call, actor=clerk, received_at=minute, **TYPED)

    issued = actions.issue_receipt(registered, actor=clerk)
    said = words(prints.pdf(issued, "ky"))

    assert said.count("Осмонов Нурбек") >= 2
    assert said.count(clerk.name) == 2
    assert call.title_ky in said
    assert call.title_ru in said
    assert issued.code in said
    assert "https://demilge.example" in said
    assert written(minute, "ky") in plain(said)
    # Both moments where the entry came more than a minute after the receipt.
    assert (written(factories.NOON, "ky") in plain(said)) is (waited != 60)


def test_the_slip_is_printed_with_our_address_whatever_the_request_says(call, clerk, settings):
    settings.SITE_ADDRESS = "https://demilge.example"
    settings.ALLOWED_HOSTS = ["*"]
    person = factories.user("Токтосунова Айжан")
    browser = Client(HTTP_HOST="elsewhere.example")
    browser.force_login(clerk)

    answer = browser.post(reverse("user_issue_slip", args=[person.pk]))

    said = answer.content.decode()
    assert "https://demilge.example/" in said
    assert "elsewhere.example" not in said


def test_an_extension_stands_on_the_notice_board_with_both_minutes(call, head):
    call.versions.create(
        number=1, facts={}, sha256="0" * 64, made_at=call.announced_at, closes_at=call.closes_at
    )
    extended = extend(call, actor=head, closes_at=call.closes_at + timedelta(days=7), **REASONS)

    said = words(prints.pdf(actions.issue_announcement(extended, actor=head), "ru"))

    for moment in (call.closes_at, extended.closes_at):
        assert written(moment, "ru") in plain(said)
    assert "Дорога закрыта" in plain(said)
    page = Client(HTTP_ACCEPT_LANGUAGE="ru").get(reverse("call_detail", args=[call.pk]))
    shown = page.content.decode().replace("\u00a0", " ")
    for found in ("20.04.2026 17:00", "27.04.2026 17:00", "Дорога закрыта"):
        assert found in shown


def test_a_late_permit_from_the_head_to_the_desk_and_into_the_protocol(
    call, head, clerk, applicant, rival
):
    until = call.closes_at + timedelta(hours=2)
    grant_permit(call, actor=head, user=applicant, until=until, **REASONS)
    with clock.at(until):
        facts = {"received_at": until, **TYPED}
        registered = applying.register_envelope(call, actor=clerk, applicant=applicant, **facts)

    assert (registered.number, registered.received_at) == (1, until)
    (permit,) = permit_facts(call)
    assert "Дорога закрыта" in permit.values()
    assert applicant.name in str(permit)
