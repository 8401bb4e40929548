"""Files leave through one door: to whom, under what name, and as what."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Enclosure
from tests import factories
from tests.applications.conftest import PEOPLE
from ui.uploads import TYPES

OPEN_TO = {"applicant", "clerk", "second_clerk", "head", "auditor"}


def handed(person, enclosure):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    if person is not None:
        browser.force_login(person)
    answer = browser.get(reverse("enclosure_download", args=[enclosure.pk]))
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


@pytest.fixture
def enclosure(received):
    return received.enclosures.get()


@pytest.mark.parametrize("name", PEOPLE)
def test_who_is_handed_the_file(name, enclosure, everyone):
    expected = 200 if name in OPEN_TO else 404

    assert handed(everyone[name], enclosure).status_code == expected


def test_who_is_not_signed_in_is_sent_to_the_door(enclosure):
    assert handed(None, enclosure).status_code == 302


def test_a_phone_number_opens_nothing_until_the_account_is_confirmed(received, enclosure, rival):
    factories.member(received, name=rival.name, phone=rival.phone)
    assert handed(rival, enclosure).status_code == 200

    type(rival).objects.filter(pk=rival.pk).update(confirmed_at=None)

    assert handed(rival, enclosure).status_code == 404


def test_a_draft_is_nobodys_but_the_groups(draft, everyone):
    mine = draft.enclosures.get()

    assert {name for name, one in everyone.items() if handed(one, mine).status_code == 200} == {
        "applicant"
    }


def test_what_was_taken_out_before_it_was_handed_in_is_gone(draft, applicant):
    Enclosure.objects.update(removed_at=factories.NOON)

    assert handed(applicant, draft.enclosures.get()).status_code == 404


@pytest.mark.parametrize("kind", [*TYPES.values(), "text/html", "image/svg+xml", ""])
def test_the_head_of_every_kind(kind, enclosure, applicant):
    Enclosure.objects.update(kind=kind, title="Кат")

    head = handed(applicant, enclosure).headers

    ending = {known: ending for ending, known in TYPES.items()}.get(kind)
    name = quote(f"Кат.{ending}" if ending else "Кат")
    assert head["Content-Type"] == (kind if ending else "application/octet-stream")
    assert head["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert head["X-Content-Type-Options"] == "nosniff"
    assert head["Cache-Control"] == "private, no-store"
    assert head["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert head["X-Frame-Options"] == "DENY"
    assert "Accept-Ranges" not in head


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Топтун жыйынынын протоколу № 3", "Топтун_жыйынынын_протоколу_3.pdf"),
        ("Письмо «О поддержке»", "Письмо_О_поддержке.pdf"),
        ("Өткөрүп берүү актысы.pdf", "Өткөрүп_берүү_актысы.pdf"),
        ('Кат "1"/<script>', "Кат_1_script.pdf"),
        ("../../etc/passwd", "etc_passwd.pdf"),
        ("!!!", "file.pdf"),
        ("...", "file.pdf"),
        ("кат\r\nSet-Cookie: a", "кат_Set-Cookie_a.pdf"),
        ("к" * 150, "к" * 80 + ".pdf"),
    ],
)
def test_the_name_is_the_title(title, name, enclosure, applicant):
    Enclosure.objects.update(title=title)

    told = handed(applicant, enclosure)["Content-Disposition"]

    plain = name.isascii()
    assert told == (
        f'attachment; filename="{name}"' if plain else f"attachment; filename*=utf-8''{quote(name)}"
    )
