"""The scoring desk by keyboard alone: points, the sheet beside, the draft, the sending."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit import clock
from scoring.models import Sheet
from tests import factories
from tests.browser.person import OFFICE, PHONE
from tests.browser.played import PlayedTime
from tests.journeys.whole_town import WholeTown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(site: str) -> WholeTown:
    PlayedTime.moment = factories.NOON
    with clock.at(factories.NOON):
        return WholeTown()


@pytest.fixture
def own(town: WholeTown) -> list[Sheet]:
    call = town.keys["package_take"]
    return list(Sheet.objects.filter(competition=call, seat__user=town.member).order_by("position"))


@pytest.fixture
def member(person: Any, town: WholeTown, site: str, request: pytest.FixtureRequest) -> Any:
    someone = person("member", viewport=getattr(request, "param", OFFICE))
    inside = Client()
    inside.force_login(town.member, backend="accounts.backends.PhoneOrEmailBackend")
    someone.context.add_cookies(
        [
            {"name": "sessionid", "value": inside.cookies["sessionid"].value, "url": site},
            {"name": "django_language", "value": "en", "url": site},
        ]
    )
    return someone


def address(sheet: Sheet) -> str:
    return reverse("sheet_score", args=[sheet.pk])


def test_a_whole_sheet_without_a_mouse(member: Any, own: list[Sheet]) -> None:
    first, second = own
    page = member.page
    page.goto(address(first))
    points = page.locator('main select[name^="points_"]')
    points.first.focus()
    # One figure chooses a level, two of them a level of two; Tab goes on to the words.
    page.keyboard.type("10")
    assert points.first.input_value() == "10.00"
    page.keyboard.press("Tab")
    # What is typed into the words stays words: no key of the desk is a letter.
    page.keyboard.type("Себеп 7 s n p")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    assert points.nth(1).input_value() == "7.00"
    assert page.locator("[data-total]").inner_text() == "17 / 20"
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"

    # The sheet beside: what is typed is saved on the way.
    with page.expect_navigation():
        page.keyboard.press("Alt+PageDown")
    assert page.url.endswith(address(second))
    assert sorted(mark.points for mark in first.marks.all()) == [7, 10]
    with page.expect_navigation():
        page.keyboard.press("Alt+PageUp")
    assert page.url.endswith(address(first))
    assert points.first.input_value() == "10.00"
    assert page.locator("main textarea").first.input_value() == "Себеп 7 s n p"

    # A key held down by itself, or with another, does nothing.
    for key in ("s", "PageDown", "Alt+Enter", "Control+Shift+Enter"):
        points.nth(1).focus()
        page.keyboard.press(key)
    points.nth(1).select_option("6.00")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**{address(second)}")
    assert Sheet.objects.get(pk=first.pk).state == "sent"
    assert "1 of 2 sent" in page.locator("nav.desk").inner_text()
    assert page.evaluate("document.scrollingElement.scrollTop") == 0


def test_what_lacks_a_reason_is_not_sent_by_a_key_either(member: Any, own: list[Sheet]) -> None:
    page = member.page
    page.goto(address(own[0]))
    for box in page.locator('main select[name^="points_"]').all():
        box.select_option("10.00")
    assert page.locator("main .due:visible").count() == 2

    with page.expect_navigation():
        page.keyboard.press("Control+Enter")

    assert Sheet.objects.get(pk=own[0].pk).state == "open"
    assert "needs a reason" in page.locator("main").inner_text()


@pytest.mark.parametrize("member", [PHONE, OFFICE], ids=["phone", "office"], indirect=True)
def test_side_by_side_or_one_after_the_other(member: Any, own: list[Sheet]) -> None:
    page = member.page
    page.goto(address(own[0]))

    text, sheet = (
        page.locator(where).bounding_box()
        for where in (".row > div:first-child", "form[data-desk]")
    )
    is_wide = page.viewport_size["width"] > 992
    assert (sheet["x"] >= text["x"] + text["width"] - 1) is is_wide
    assert (sheet["y"] >= text["y"] + text["height"] - 1) is not is_wide
    # The keys are told where there is a keyboard; the words are there for whoever opens them.
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
