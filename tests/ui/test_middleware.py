from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from audit import clock
from tests.factories import NOON
from ui.middleware import ArrivalMiddleware, ContentPolicyMiddleware, arrival_of


def stamped(stamp):
    return RequestFactory().get("/", headers={"X-Request-Start": stamp})


def seconds(moment):
    return f"t={moment.timestamp():.3f}"


@pytest.fixture
def behind_proxy(settings):
    settings.AXES_IPWARE_PROXY_COUNT = 1


def test_the_request_arrives_before_anything_is_done_with_it():
    seen = []

    def later(request):
        with clock.at(NOON + timedelta(minutes=9)):
            pass
        seen.append(clock.arrival())
        return HttpResponse()

    ArrivalMiddleware(later)(RequestFactory().get("/"))

    assert seen == [NOON]


def test_the_arrival_is_forgotten_after_the_request():
    ArrivalMiddleware(lambda _request: HttpResponse())(RequestFactory().get("/"))

    with clock.at(NOON + timedelta(hours=1)):
        assert clock.arrival() == NOON + timedelta(hours=1)


def test_nobody_is_believed_without_a_proxy_of_ours():
    assert arrival_of(stamped(seconds(NOON - timedelta(minutes=1)))) == NOON


@pytest.mark.parametrize(
    ("stamp", "arrived"),
    [
        (f"t={NOON.timestamp() - 60:.3f}", NOON - timedelta(minutes=1)),
        (f"{NOON.timestamp() - 60:.3f}", NOON - timedelta(minutes=1)),
        (f"t={int(NOON.timestamp() * 1000) - 1500}", NOON - timedelta(milliseconds=1500)),
        (f"t={int(NOON.timestamp()) - 300}", NOON - timedelta(minutes=5)),
        (f"t={int(NOON.timestamp()) - 301}", NOON),
        (f"t={int(NOON.timestamp()) + 1}", NOON),
        ("t=0", NOON),
        ("t=", NOON),
        ("yesterday", NOON),
        ("t=1e9", NOON),
        ("t=99999999999999999999", NOON),
        ("", NOON),
    ],
)
def test_our_proxy_is_believed_when_it_can_be_true(behind_proxy, stamp, arrived):
    assert arrival_of(stamped(stamp)) == arrived


def test_the_stamp_is_read_as_utc(behind_proxy):
    moment = datetime(2026, 4, 10, 5, 59, 30, 250000, tzinfo=UTC)

    assert arrival_of(stamped(seconds(moment))) == moment


def test_every_answer_forbids_what_is_not_ours():
    response = ContentPolicyMiddleware(lambda _request: HttpResponse())(RequestFactory().get("/"))

    assert response.headers["Content-Security-Policy"] == (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
    assert response.headers["Permissions-Policy"] == (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    )


def test_a_page_that_says_its_own_policy_keeps_it():
    said = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    response = ContentPolicyMiddleware(lambda _request: said)(RequestFactory().get("/"))

    assert response.headers["Content-Security-Policy"] == "default-src 'none'"


def test_even_a_page_that_is_not_there_has_the_policy(client):
    response = client.get("/nowhere/at/all/")

    assert response.status_code == 404
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
