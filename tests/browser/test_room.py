"""One computer in the room and the scoring desk, in a real browser, by keyboard."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit import clock
from scoring import actions
from scoring.models import Sheet
from tests import factories
from tests.browser.person import OFFICE, PHONE
from tests.browser.played import PlayedTime
from tests.journeys.whole_town import WholeTown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PIN = "604217"


@pytest.fixture
def town(site: str) -> WholeTown:
    PlayedTime.moment = factories.NOON
    with clock.at(factories.NOON):
        found = WholeTown()
        call = found.keys["package_take"]
        for who in ("member", "second_member"):
            seat = call.seats.get(user=found.people[who])
            actions.give_pin(seat, actor=found.people[who], code=PIN)
    return found


@pytest.fixture
def laptop(person: Any, town: WholeTown, site: str, request: pytest.FixtureRequest) -> Any:
    """A browser in which the clerk has opened room mode."""
    someone = person("laptop", viewport=request.param)
    inside = Client()
    inside.force_login(town.clerk, backend="accounts.backends.PhoneOrEmailBackend")
    session = {"name": "sessionid", "value": inside.cookies["sessionid"].value, "url": site}
    language = {"name": "django_language", "value": "en", "url": site}
    someone.context.add_cookies([session, language])
    someone.open("room_open_room", town.keys["package_take"].pk)
    someone.page.locator("main form button").click()
    someone.page.wait_for_url("**/room/")
    return someone


@pytest.mark.parametrize("laptop", [PHONE, OFFICE], ids=["phone", "office"], indirect=True)
def test_a_turn_by_keyboard_leaves_nothing_for_the_next_one(laptop: Any, town: WholeTown) -> None:
    page = laptop.page
    call = town.keys["package_take"]
    own = Sheet.objects.filter(competition=call, seat__user=town.member).order_by("position")
    address = reverse("sheet_score", args=[own[0].pk])

    page.locator("main [name=username]").select_option(label=town.member.name)
    page.locator("main [name=pin]").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/declarations/")
    page.goto(address)
    for box in page.locator('main select[name^="points_"]').all():
        box.focus()
        page.keyboard.type("7")
    assert page.locator("[data-total]").inner_text() == "14 / 20"
    page.keyboard.press("ArrowUp")
    assert page.locator("[data-total]").inner_text() == "13 / 20"
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert page.locator("[data-total]").inner_text() == "13 / 20"
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.locator("[data-hand-over] button").click()
    page.wait_for_url("**/room/")

    for _step in range(3):
        page.go_back()
        page.wait_for_load_state()
        text = page.locator("body").inner_text()
        assert "13 / 20" not in text
        assert "Whose turn is it?" in text
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert kept == "[{},{}]"
    assert sorted(mark.points for mark in own[0].marks.all()) == [6, 7]


@pytest.mark.parametrize("laptop", [OFFICE], ids=["office"], indirect=True)
def test_whoever_gets_up_without_handing_over_is_signed_out(laptop: Any, town: WholeTown) -> None:
    page = laptop.page
    call = town.keys["package_take"]
    own = Sheet.objects.filter(competition=call, seat__user=town.member).order_by("position")
    page.clock.install()
    page.locator("main [name=username]").select_option(label=town.member.name)
    page.locator("main [name=pin]").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/declarations/")
    page.goto(reverse("sheet_score", args=[own[0].pk]))
    page.locator('main select[name^="points_"]').first.select_option("7.00")

    page.clock.run_for(180_000)
    page.wait_for_url("**/room/")

    assert [mark.points for mark in own[0].marks.all() if mark.points] == [7]
