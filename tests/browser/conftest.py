"""A browser, a server, and a clock that the story sets."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from tests import programs
from tests.browser.person import Person
from tests.browser.played import PlayedTime

PLAYED = "tests.browser.played.PlayedTime"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's own Chromium."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        # The driver runs a loop of its own in this thread; Django would take it for ours.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        opened = driver.chromium.launch(
            executable_path=programs.chromium(),
            args=[*programs.CHROMIUM_FLAGS, "--disable-dev-shm-usage"],
        )
        yield opened
        opened.close()


@pytest.fixture
def site(request: pytest.FixtureRequest, settings: Any, transactional_db: None) -> Iterator[str]:
    """The address of a server whose clock is played."""
    with override_settings(
        MIDDLEWARE=[PLAYED, *(name for name in settings.MIDDLEWARE if name != PLAYED)]
    ):
        server = request.getfixturevalue("live_server")
    yield server.url
    PlayedTime.moment = None


@pytest.fixture
def person(browser: Browser, site: str) -> Iterator[Callable[..., Person]]:
    """Somebody new before a browser of his own; nobody's browser may complain."""
    everybody: list[Person] = []

    def make(phone: str = "", **context: Any) -> Person:
        everybody.append(Person(browser, site, phone, **context))
        return everybody[-1]

    yield make
    complaints = {one.phone: one.complaints for one in everybody if one.complaints}
    for one in everybody:
        one.context.close()
    assert complaints == {}
