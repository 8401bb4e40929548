"""The first and the last thing that happens to every request."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from audit import clock

Answer = Callable[[HttpRequest], HttpResponse]

STAMP = re.compile(r"(?:t=)?([0-9]{10})(?:\.([0-9]{1,6})|([0-9]{3}))?")
LONGEST_WAIT = timedelta(minutes=5)

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ArrivalMiddleware:
    """Notes when the request arrived, before any waiting: deadlines are asked of this moment."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.arrived(arrival_of(request)):
            return self.get_response(request)


def arrival_of(request: HttpRequest) -> datetime:
    """When our server heard it; or when our own proxy took it, if it says so and it can be true."""
    now = clock.arrival()
    # SECURITY: without a proxy of ours in front, anybody could write this header and be in time.
    if not settings.AXES_IPWARE_PROXY_COUNT:
        return now
    stamp = STAMP.fullmatch(request.headers.get("X-Request-Start", "").strip())
    if stamp is None:
        return now
    seconds, fraction, thousandths = stamp.groups()
    micro = int((fraction or thousandths or "0").ljust(6, "0"))
    taken = datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=micro)
    return taken if now - LONGEST_WAIT <= taken <= now else now


class ContentPolicyMiddleware:
    """Nothing runs or is drawn on our pages that does not come from our own files."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
