"""The results page, its sheet for the notice board and the applicant's extract."""

import re
import shutil
import subprocess
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application
from audit import clock
from awards import actions as awards
from awards.models import Award
from competitions.models import Competition
from papers.prints import results_sheet
from portal.results import sheet_facts
from tests import factories
from tests.scoring.conftest import (  # noqa: F401 - the commission's work, done as its own tests do it
    checked,
    deliberation,
    draft,
    first,
    give,
    meeting,
    scoring,
    second,
    signed,
)

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext was not found."
)


@pytest.fixture
def call(town):
    """A call whose first initiative takes nearly the whole fund."""
    return factories.competition(town, fund=Decimal(100000))


@pytest.fixture
def decided(signed, chair):  # noqa: F811
    return awards.decide(signed.competition, actor=chair)


def words(content):
    run = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return re.sub(r"\s+", " ", run.stdout.decode())


def opened(person, name, *args, **query):
    client = Client(headers={"accept-language": "ru"})
    if person is not None:
        client.force_login(person)
    return client.get(reverse(name, args=args), query)


PUBLIC = ("call_results", "call_results_print")


def test_the_results_appear_on_publication_and_not_a_minute_earlier(decided, head):
    def answers():
        return [opened(None, name, decided.pk).status_code for name in PUBLIC]

    with clock.at(factories.at(4, 12, 11, 59)):
        before = answers()
    with clock.at(factories.at(4, 12, 12, 0)):
        awards.publish(decided, actor=head)
        after = answers()

    assert (before, after) == ([404, 404], [200, 200])
    assert Competition.objects.get(pk=decided.pk).published_at == factories.at(4, 12, 12, 0)


@needs_poppler
def test_the_sheet_says_in_both_languages_what_the_page_says(decided, head, signed):  # noqa: F811
    published = awards.publish(decided, actor=head)

    text = words(opened(None, "call_results_print", published.pk).content)

    for sentence in (
        "Жергиликтүү демилгелердин сынагы",
        "Конкурс местных инициатив",
        "Гүлзарлар",
        "Көчө жарыгы",
        "60 000 сом",
    ):
        assert sentence in text, sentence
    assert text.index("Жыйынтык") < text.index("Результаты")
    assert re.search(r"check/\?code=[0-9A-Z]{4}-", text)


@needs_poppler
@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (12, 2), (60, 8)])
def test_each_language_has_sheets_of_its_own(count, sheets, decided, head):
    published = awards.publish(decided, actor=head)
    facts = sheet_facts(published)
    row = facts["rows"][0] | {
        "title": "Өткөрмө көпүрөнү оңдоо жана күңүрт көчөлөрдү жарыктандыруу демилгеси",
        "applicant": "Жаңы-Айылдын жаштарынын «Ынтымак» тобу",
    }
    rows = [row | {"number": number, "place": number} for number in range(1, count + 1)]

    content = results_sheet(facts | {"rows": rows}, None, "ru")
    pages = (
        subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
        )
        .stdout.decode()
        .split("\f")[:-1]
    )

    assert len(pages) == 2 * sheets
    for first_page, heading in ((0, "Жыйынтык"), (sheets, "Результаты")):
        assert heading in pages[first_page]
        half = pages[first_page : first_page + sheets]
        # Every application stands whole on one sheet, under the headings of the columns.
        told = [
            (int(found[1]), int(found[2]))
            for page in half
            for found in re.finditer(r"^ *(\d+) +(\d+) +Өткөрмө", page, re.MULTILINE)
        ]
        assert told == [(number, number) for number in range(1, count + 1)]
        assert [page.count("Өткөрмө") for page in half] == [
            page.count("«Ынтымак»") for page in half
        ]
        for page in half:
            if "Өткөрмө" in page:
                assert ("Балл" in page) or ("Баллы" in page)
    assert [re.search(r"(\d+) ?/ ?(\d+)\s*$", page).groups() for page in pages] == [
        (str(number), str(len(pages))) for number in range(1, len(pages) + 1)
    ]


def test_the_page_follows_a_promotion(decided, head):
    published = awards.publish(decided, actor=head)
    before = opened(None, "call_results", published.pk).context["results"].rows
    won = next(row for row in before if row.is_awarded)
    winner = Application.objects.get(pk=won.pk)
    awards.forgo(Award.objects.get(application=winner), actor=winner.applicant)
    reserved = Application.objects.get(competition=published, state="reserved")
    awards.promote(reserved, actor=head, decision_number="9", reason="Макулдугу бар")

    after = opened(None, "call_results", published.pk).context["results"].rows
    assert {row.number: row.is_awarded for row in before} == {
        winner.number: True,
        reserved.number: False,
    }
    assert {row.number: row.is_awarded for row in after} == {
        winner.number: False,
        reserved.number: True,
    }


@needs_poppler
def test_an_extract_tells_the_applicant_of_the_own_application_only(
    decided,
    signed,  # noqa: F811
    head,
    applicant,
    rival,
    secretary,
    neighbour,
    member,
    first,  # noqa: F811
    second,  # noqa: F811
):
    args = (signed.pk, first.number)
    inside = opened(secretary, "protocol_extract", *args).status_code
    early = opened(applicant, "protocol_extract", *args).status_code
    awards.publish(decided, actor=head)
    own = opened(applicant, "protocol_extract", *args)
    text = words(own.content)

    assert (inside, early, own.status_code) == (200, 404, 200)
    assert "Гүлзарлар" in text
    assert "Көчө жарыгы" not in text
    for person in (member, secretary):
        assert f"{person.name} 7" not in text
    assert opened(rival, "protocol_extract", *args).status_code == 403
    assert opened(neighbour, "protocol_extract", *args).status_code == 403
    assert opened(secretary, "protocol_extract", signed.pk, 999999).status_code == 404


def test_an_extract_is_found_from_the_page_of_the_application(
    decided,
    signed,  # noqa: F811
    head,
    clerk,
    applicant,
    rival,
    first,  # noqa: F811
):
    page = reverse("application_extracts", args=[first.pk])
    extract = reverse("protocol_extract", args=[signed.pk, first.number])

    def leads(person, name, pk, to):
        return f'href="{to}' in opened(person, name, pk).text

    before = [leads(one, "application_detail", first.pk, page) for one in (applicant, clerk, head)]
    assert opened(applicant, "application_extracts", first.pk).status_code == 404
    assert not leads(clerk, "protocol_detail", signed.pk, extract)
    awards.publish(decided, actor=head)
    after = [leads(one, "application_detail", first.pk, page) for one in (applicant, clerk, head)]

    assert (before, after) == ([False] * 3, [True] * 3)
    for person in (applicant, clerk, head):
        assert leads(person, "application_extracts", first.pk, extract)
    assert opened(rival, "application_extracts", first.pk).status_code == 404
    assert leads(clerk, "protocol_detail", signed.pk, extract)
    # From outside one learns from the protocol's page no more than what was decided.
    assert not leads(rival, "protocol_detail", signed.pk, extract)
