"""Every page is opened as everybody, and every button pressed by everybody who must not."""

import gzip
import logging
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from audit import clock
from tests import factories
from tests.journeys.whole_town import WholeTown
from tests.pages import PAGES, PEOPLE

pytestmark = pytest.mark.django_db

# Signing in and out, reading a code, choosing a language: no act upon anything.
NO_ACTS = {"sign_in", "sign_out", "register", "slip_use", "set_language", "code_check"}
WRITING = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Built once: nothing here may change it, which is what is asked of every test."""
    with django_db_blocker.unblock(), clock.at(factories.NOON), transaction.atomic():
        yield WholeTown()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(town):
    """A browser for each person, signed in."""
    opened = {name: Client() for name in PEOPLE}
    for name, browser in opened.items():
        if name != "anonymous":
            browser.force_login(town.people[name], backend="accounts.backends.PhoneOrEmailBackend")
    return opened


@pytest.fixture(autouse=True)
def nothing_is_written(town, caplog):
    """Opening a page, or pressing in vain, touches no table: no entry, no notice, no change."""
    caplog.set_level(logging.ERROR, "django.request")
    written = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(WRITING):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert written == []


def answer(response):
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


@pytest.mark.parametrize("name", PAGES)
def test_everybody_opens_the_page(name, town, browsers):
    address = town.address(name)

    answers = {who: browser.get(address) for who, browser in browsers.items()}

    assert {who: answer(response) for who, response in answers.items()} == PAGES[name]
    if PAGES[name]["anonymous"] == 302 and name != "set_language":
        assert answers["anonymous"]["Location"] == f"/sign-in/?next={address}"


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NO_ACTS])
def test_whoever_may_not_presses_in_vain(name, town, browsers):
    address = town.address(name)
    view = resolve(address).func.view_class
    if not hasattr(view, "post") or "post" not in view.http_method_names:
        return
    kept_out = {who: status for who, status in PAGES[name].items() if status in {302, 403, 404}}

    found = {who: answer(browsers[who].post(address)) for who in kept_out}

    assert found == kept_out


EVERYWHERE = {
    "js-lib-bootstrap5/css/bootstrap.min.css",
    "ui/icon.svg",
    "ui/ui.css",
    "ui/ui.js",
}


def weight(content):
    return len(gzip.compress(content, 6))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light(name, town, browsers):
    """Compressed: a first visit with all its files 100 KB at most, a later page 20 KB."""
    reader = next((who for who, status in PAGES[name].items() if status == 200), None)
    if reader is None:
        return
    page = browsers[reader].get(town.address(name))
    if page.streaming or not page["Content-Type"].startswith("text/html"):
        answer(page)
        return
    files = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page.text))

    once = sum(weight(Path(finders.find(file)).read_bytes()) for file in files)

    # Where there is a table to type in, or a draft that saves itself, or files to send, there is a
    # script for it.
    assert (
        files - {"ui/lines.js", "ui/draft.js", "ui/upload.js", "ui/desk.js", "ui/place.js"}
        == EVERYWHERE
    )
    assert weight(page.content) <= 20 * 1024
    assert weight(page.content) + once <= 100 * 1024
