"""The demonstration tells the story of Kargalyk with the figures its own account prints."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from audit import clock
from awards.models import Award, Photo, Report
from portal.demonstration import people, stage
from portal.demonstration.kargalyk import kargalyk
from portal.demonstration.texts import YOUTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def award():
    """The winner of Kargalyk, its whole story played through the office's own actions."""
    call_command("load_register", verbosity=0)
    with translation.override("ky"):
        with clock.at(stage.on(2019, 10, 1)):
            office = people.gather()
        story = kargalyk(office)
        moment = next(story)
        while moment is not None:
            with clock.at(moment):
                moment = next(story, None)
    return Award.objects.get(application__title=YOUTH.title)


def test_the_final_report_reproduces_the_known_figures(award):
    report = Report.objects.get(award=award, kind="final")
    said = report.facts

    came = {row["planned"]: row["came_quantity"] for row in said["outcomes"]}
    assert (report.state, came["Темир ваза"], came["Гүл карапасы"]) == ("accepted", "9", "63")
    assert said["beneficiaries"]["women"] + said["beneficiaries"]["men"] == 12700
    assert said["paid"] == {"paid_women": 4, "paid_men": 8, "paid_with_disability": 4}
    assert [(row["kind"], row["givers"], row["quantity"]) for row in said["additions"]] == [
        ("residents", None, "16"),
        ("residents", None, "1"),
        ("institution", 4, None),
        ("business", 2, None),
        ("kindergarten", 1, None),
        ("partners", 7, "16"),
        ("partners", 7, "90"),
    ]
    assert (said["added_participants"], said["cared_by"]) == (200, "Бир жеке ишкер")
    assert (said["labour"]["women"], said["labour"]["men"]) == (38, 42)
    assert [(row["found"], row["open"]) for row in said["visits"]] == [(1, 0)]


def test_the_share_of_the_local_budget_and_the_partners_is_35_percent(award):
    said = Report.objects.get(award=award, kind="final").facts
    whole = sum(Decimal(row["approved"]) for row in said["lines"])
    grant = sum(Decimal(row["approved"]) for row in said["lines"] if row["source"] == "grant")
    partners = sum(
        Decimal(row["used"]) for row in said["contributions"] if row["giver_kind"] == "business"
    )

    assert whole == 201400
    assert round((grant + partners) * 100 / whole, 1) == Decimal("35.0")


def test_only_the_photo_without_people_is_public(award):
    public = Photo.objects.public().get()

    assert (public.moment, public.people, public.award) == ("after", "nobody", award)
    answers = {}
    for photo in Photo.objects.order_by("pk"):
        answer = Client().get(reverse("public_photo", args=[photo.pk]))
        b"".join(answer)
        answers[photo.moment] = answer.status_code
    assert answers == {"before": 404, "during": 404, "after": 200}
