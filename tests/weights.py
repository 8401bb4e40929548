"""How many bytes an applicant's phone fetches: the first visit with all its files, and each later
page, compressed and with headers, as the real server sends them to a browser.

    make bench ARGS="bytes"

It fails when a page is heavier than promised, or a file would be fetched twice.
"""

import gzip
import http.client
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode, urlsplit

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

import brotli  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import Municipality  # noqa: E402
from applications.choices import form_of  # noqa: E402
from applications.models import Application  # noqa: E402
from tests import factories  # noqa: E402
from tests.served import HOST, server, session_of  # noqa: E402

FIRST_VISIT, LATER_PAGE = 100 * 1024, 20 * 1024
# What a browser of today says it can unpack, and what an older one says.
BROWSERS = {"today": "gzip, deflate, br", "older": "gzip"}
FILES = re.compile(r'(?:src|href)="(/static/[^"]+)"')
MANY = 12  # rows of each table: a long application, not a tidy one


@dataclass(slots=True)
class Phone:
    """A browser that keeps what it may keep, and adds up what it had to fetch."""

    port: int
    encodings: str
    cookies: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    bytes: int = 0

    def fetch(self, address: str, typed: dict[str, str] | None = None) -> tuple[int, str, str]:
        """One request: its status, where it leads, and the page."""
        line = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {
            "Accept-Encoding": self.encodings,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = None
        if typed is not None:
            body = urlencode(typed | {"csrfmiddlewaretoken": self.cookies["csrftoken"]})
        line.request("POST" if body else "GET", address, body=body, headers=headers)
        answer = line.getresponse()
        sent = answer.read()
        line.close()
        self.bytes += len(sent) + len(bytes(answer.headers)) + len("HTTP/1.1 200 OK\r\n")
        if answer.status not in (200, 302):
            raise RuntimeError(f"{address}: {answer.status}")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if address.startswith("/static/"):
            if "immutable" not in answer.headers.get("Cache-Control", ""):
                raise RuntimeError(f"{address} would be fetched again: it says no 'immutable'.")
            self.kept.add(address)
            return answer.status, "", ""
        page = _opened(sent, answer.headers.get("Content-Encoding", ""))
        return answer.status, answer.headers.get("Location", ""), page

    def opens(self, address: str, typed: dict[str, str] | None = None) -> int:
        """A page with every file it needs and does not have yet: the bytes of all that."""
        self.bytes = 0
        status, leads_to, page = self.fetch(address, typed)
        while status == 302:
            address = urlsplit(leads_to).path
            status, leads_to, page = self.fetch(address)
        for file in dict.fromkeys(FILES.findall(page)):
            if file not in self.kept:
                self.fetch(file)
        return self.bytes


def _opened(sent: bytes, encoding: str) -> str:
    opened = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(sent)
    return opened.decode()


def drafts(place: Municipality) -> Iterator[Application]:
    """A long and a short application of one person, with tables as long as people make them."""
    now, person = datetime.now(UTC), factories.user("Абдылдаева Гүлнара")
    for maximum, price in ((100_000, 10_000), (15_000, 2_000)):
        call = factories.competition(
            place,
            maximum_grant=Decimal(maximum),
            minimum_share=0,
            opens_at=now - timedelta(days=9),
            closes_at=now + timedelta(days=1),
        )
        draft = factories.application(call, person)
        draft.lines.filter(source="grant").update(price=price)
        for each in range(MANY):
            factories.member(draft, name=f"Токтосунова Айжан, {each}-үй")
            factories.plan_row(draft, activity=f"Ашарга чыгабыз, {each}-күн")
            factories.budget_line(draft, title=f"Көчөт, {each}-түрү", price=Decimal(10))
        yield draft


def visit(phone: Phone, draft: Application) -> Iterator[tuple[str, int]]:
    """The way of an applicant from the front page to the confirmation, page by page."""
    call, short = draft.competition, draft.competition.short_form
    if not short:
        for name in ("portal", "call_detail", "register", "sign_in"):
            address = reverse(name, args=[call.pk] if name == "call_detail" else [])
            yield name, phone.opens(address)
        phone.cookies["sessionid"] = session_of(draft.applicant)
        yield "home", phone.opens(reverse("home"))
        yield "competition_apply", phone.opens(reverse("competition_apply", args=[call.pk]))
    form = "short form" if short else "long form"
    yield f"{form}: tasks", phone.opens(reverse("application_tasks", args=[draft.pk]))
    for part in form_of(short=short):
        name = "application_enclose" if part == "enclosures" else "application_edit"
        args = [draft.pk] if part == "enclosures" else [draft.pk, part]
        yield f"{form}: {part}", phone.opens(reverse(name, args=args))
    submit = reverse("application_submit", args=[draft.pk])
    yield f"{form}: check your answers", phone.opens(submit)
    yield f"{form}: submitted", phone.opens(submit, {})
    yield f"{form}: the application", phone.opens(draft.get_absolute_url())


def main(_words: Sequence[str]) -> int:
    call_command("migrate", verbosity=0)
    found: dict[str, dict[str, int]] = {}
    with server() as port:
        place = factories.municipality()
        for browser, encodings in BROWSERS.items():
            phone = Phone(port, encodings)
            for draft in drafts(place):
                for name, weight in visit(phone, draft):
                    found.setdefault(name, {})[browser] = weight
    print(f"\n{'bytes, with headers; browser':<34}{'today':>8}{'older':>8}{'limit':>8}")
    heavy, limit = [], FIRST_VISIT
    for name, weights in found.items():
        print(f"{name:<34}{weights['today']:>8}{weights['older']:>8}{limit:>8}")
        heavy += [name] if max(weights.values()) > limit else []
        limit = LATER_PAGE
    print(f"Too heavy: {', '.join(heavy)}." if heavy else "Nothing is too heavy.")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
