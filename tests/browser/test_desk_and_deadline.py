"""The scan beside the form, the countdown, and two presses: in a real browser."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from applications import actions
from applications.models import Application
from audit import clock
from audit.models import Entry
from competitions.models import Competition
from tests import factories
from tests.browser.person import OFFICE, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOK = os.environ.get("LOOK_AT", "")


def pdf():
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("Helvetica", 36)
    canvas.drawString(80, 700, "Application, page 1")
    canvas.setFont("Helvetica", 16)
    for line in range(20):
        canvas.drawString(80, 650 - 25 * line, f"{line + 1}. Flower beds, 6 pieces, 10 000 som")
    canvas.save()
    return file.getvalue()


def photo(words):
    picture = Image.new("RGB", (900, 1200), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(24):
        said = f"{words} {line + 1}: 10 000 som"
        draw.text((60, 60 + 45 * line), said, fill="black", font_size=30)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def call(town, now):
    return factories.competition(
        town,
        opens_at=now - timedelta(days=5),
        closes_at=now + timedelta(days=2, hours=4, minutes=5),
        year=now.year,
    )


def sign_in(visitor, person, site, language="en"):
    entered = Client()
    entered.force_login(person)
    cookies = [
        {"name": django_settings.SESSION_COOKIE_NAME, "url": site}
        | {"value": entered.cookies[django_settings.SESSION_COOKIE_NAME].value},
        {"name": "django_language", "value": language, "url": site},
    ]
    visitor.context.add_cookies(cookies)
    return visitor


def looked_at(visitor, name):
    # Whoever leaves while a picture is on its way breaks it off: that is no fault of the page.
    visitor.page.wait_for_load_state("networkidle")
    if LOOK:
        visitor.page.screenshot(path=str(Path(LOOK) / f"{name}.png"), full_page=True)


@pytest.fixture
def keyed(call, clerk, second_clerk, now):
    application = factories.application(
        call, None, route="paper", number=1, received_at=now - timedelta(minutes=3), begun_at=now
    )
    envelope = factories.envelope(application, clerk, received_at=now - timedelta(minutes=3))
    for kind, name, words in (
        ("image/png", "a.png", photo("Page 1, line")),
        ("application/pdf", "b.pdf", pdf()),
        ("image/png", "c.png", photo("Page 3, line")),
    ):
        factories.scanned(envelope, clerk, file=ContentFile(words, name), kind=kind)
    actions.edit_part(application, actor=clerk, part="budget", values={}, rows={})
    return Application.objects.get()


@pytest.mark.parametrize("viewport", [OFFICE, PHONE], ids=["office", "phone"])
def test_the_scan_stands_beside_the_form(viewport, keyed, clerk, second_clerk, person, site):
    visitor = sign_in(person(viewport=viewport), clerk, site)
    size = f"{viewport['width']}"

    visitor.open("application_edit", keyed.pk, "initiative")

    page = visitor.page
    page.wait_for_function("document.querySelector('.scan-page img').naturalWidth > 0")
    scan = page.locator(".scan-beside").bounding_box()
    form = page.locator("form.sheet").bounding_box()
    if viewport is OFFICE:
        assert scan["x"] >= form["x"] + form["width"] - 1
        assert abs(scan["y"] - form["y"]) < viewport["height"]
    else:
        assert scan["y"] + scan["height"] <= form["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    looked_at(visitor, f"keying-{size}")
    # The address of the PDF is drawn by the browser's own viewer, and nothing in it may run.
    address = page.locator(".scan-page iframe").get_attribute("src")
    answer = page.request.get(address)
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"

    second = keyed.keyed() | {"asked": "61000.00", "representative_name": "Осмонов Нурлан"}
    actions.repeat_keying(keyed, actor=second_clerk, repeated=second)
    for name in ("resolve_keying", "repeat_keying", "registered", "scan", "tasks"):
        visitor.open(f"application_{name}", keyed.pk)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], name
        looked_at(visitor, f"{name}-{size}")
    for name in ("envelope_register", "competition_book"):
        visitor.open(name, keyed.competition_id)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], name
        looked_at(visitor, f"{name}-{size}")


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_countdown_goes_on_by_itself(language, call, applicant, person, site, now):
    draft = factories.application(call, applicant)
    visitor = sign_in(person(viewport=PHONE), applicant, site, language)
    shown = visitor.page.locator("[data-countdown]")
    for name, key in (
        ("call_detail", call.pk),
        ("competition_apply", call.pk),
        ("application_tasks", draft.pk),
        ("application_submit", draft.pk),
    ):
        visitor.open(name, key)
        with_script = shown.first.inner_text()
        plain = visitor.page.request.get(visitor.page.url).text()
        # Without a script the same words stand there.
        assert f">{with_script}</span>" in plain, name
        looked_at(visitor, f"countdown-{name}-{language}")

    Competition.objects.filter(pk=call.pk).update(closes_at=clock.now() + timedelta(seconds=4))
    visitor.open("application_tasks", draft.pk)
    before = shown.first.inner_text()
    visitor.page.wait_for_timeout(6000)

    assert shown.first.inner_text() != before


def test_two_presses_make_one(call, applicant, person, site):
    draft = factories.application(call, applicant)
    first = sign_in(person(), applicant, site)
    second = sign_in(person(), applicant, site)
    for visitor in (first, second):
        visitor.open("application_submit", draft.pk)
        visitor.page.wait_for_load_state("networkidle")

    button = first.page.get_by_role("button", name="Submit")
    button.dblclick(no_wait_after=True)
    first.page.wait_for_url(f"**{reverse('application_submitted', args=[draft.pk])}")
    second.page.get_by_role("button", name="Submit").click()
    second.page.wait_for_load_state("networkidle")

    assert Application.objects.get().number == 1
    assert Entry.objects.filter(act="applications.submit").count() == 1
