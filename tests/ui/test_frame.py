import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

pytestmark = pytest.mark.urls("tests.ui.urls")

LANGUAGES = ["ky", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_the_page_is_named(client, db, language):
    client.cookies["django_language"] = language

    assert f'<html lang="{language}">' in client.get("/nowhere/").text


def test_switching_the_language_keeps_the_page(client, db):
    page = client.get("/nowhere/", {"q": "жол", "page": 2})
    found = re.search(r'name="next" value="([^"]+)"', page.text)

    response = client.post("/language/", {"language": "ru", "next": found[1].replace("&amp;", "&")})

    assert (response.status_code, response.url) == (302, "/nowhere/?q=%D0%B6%D0%BE%D0%BB&page=2")
    assert response.cookies["django_language"].value == "ru"
    assert '<html lang="ru">' in client.get("/nowhere/").text


def test_switching_the_language_leads_nowhere_else(client, db):
    response = client.post("/language/", {"language": "ru", "next": "https://elsewhere.example/"})

    assert response.url == "/"


def test_nothing_on_a_page_is_written_into_it(client, call, clerk):
    client.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")
    for page in (
        "/calls/",
        f"/calls/{call.pk}/",
        f"/calls/{call.pk}/close-reception/",
        "/nowhere/",
    ):
        text = client.get(page).text
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?! src)|javascript:", text) == []
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//', text) == []


def test_every_page_has_its_landmarks_and_begins_with_its_object(client, call, clerk):
    client.cookies["django_language"] = "en"
    client.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")

    text = client.get(f"/calls/{call.pk}/").text

    assert f"<title>{call} – " in text
    assert [
        text.count(mark) for mark in ("<h1", "<main", "<header", "<footer", 'href="#main"')
    ] == [1] * 5
    assert clerk.name in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_what_went_wrong_is_said_without_a_database(name, language):
    request = RequestFactory().get("/")
    with translation.override(language):
        page = engines["django"].get_template(f"{name}.html").render({}, request)

    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1


def test_a_first_visit_is_light(client, call, clerk):
    client.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")
    page = client.get(f"/calls/{call.pk}/")
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', page.text)

    weight = len(brotli.compress(page.content)) + sum(
        len(brotli.compress(Path(finders.find(file)).read_bytes())) for file in files
    )

    assert len(files) == 4
    assert weight < 50_000


def test_a_form_from_an_old_page_is_told_so(db):
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})

    response = client.post("/language/", {"language": "ru"})

    assert response.status_code == 403
    assert "The page had grown old" in response.text
    assert '<form class="languages"' in response.text
