"""A point of the regulation stands beside what is asked, wherever the terms are read."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from competitions import actions
from competitions.models import ChecklistItem
from competitions.models.regulation import row_shown
from papers.prints.announcement import _documents
from tests import factories

ITEM = {
    "title_ky": "Милдеттенме кат",
    "title_ru": "Письмо-обязательство",
    "applicant_kind": "",
    "is_document": True,
    "required": True,
}


@pytest.fixture
def announced(town, clerk, head):
    unannounced = {"announced_at": None, "terms_version": 0, "first_closes_at": None}
    draft = factories.competition(town, state="draft", **unannounced)
    rows = {"checklist": [ITEM | {"point": "3.4"}, ITEM | {"point": ""}]}
    draft = actions.edit_terms(draft, actor=clerk, part="documents", rows=rows)
    return actions.announce(draft, actor=head)


def test_the_point_is_kept_and_frozen_with_the_terms(announced):
    frozen = announced.versions.get().facts["checklist"]

    assert [item.point for item in ChecklistItem.objects.order_by("position")] == ["3.4", ""]
    assert [item["point"] for item in frozen] == ["3.4", ""]


@pytest.mark.parametrize("name", ["competition_detail", "call_detail"])
def test_pages_cite_it_once(name, announced, clerk):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")

    said = browser.get(reverse(name, args=[announced.pk])).content.decode()

    assert said.count("Regulation, 3.4") == 1


def told(drawn):
    """All words of a drawing, whatever it is wrapped in."""
    if isinstance(drawn, list | tuple):
        return " ".join(told(one) for one in drawn)
    if hasattr(drawn, "getPlainText"):
        return drawn.getPlainText(identify=1)
    return told([*getattr(drawn, "_content", ()), *getattr(drawn, "_cellvalues", ())])


def test_the_announcement_cites_it(announced):
    with override("en"):
        said = told(_documents(announced.versions.get().facts, "ky"))

    assert said.count("Regulation, 3.4") == 1


def test_terms_frozen_before_points_were_known_are_read_as_ever():
    with override("en"):
        assert row_shown("checklist", {"title_ky": "Кат", "title_ru": "Письмо"}, "ru") == "Письмо"
        cited = {"title_ky": "Кат", "title_ru": "Письмо", "point": "3.4"}
        assert row_shown("checklist", cited, "ky") == "Кат (Regulation, 3.4)"
