"""The last minute of a call: many applicants hand in complete drafts at once, to a real server.

`make bench ARGS="rush 300"` runs this once for each database (see tests/bench.py). The server is
started as `make run` starts it, in a folder and with a database made for the purpose. Applicants
are threads with a kept connection each; their drafts and sessions are made in the database.

It fails, saying why, when an answer is not the one due, a number is doubled or left out, a journal
is broken, somebody waited too long, or the closing minute was held unjustly in either direction.
"""

import http.client
import multiprocessing
import os
import queue
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from applications.models import Application  # noqa: E402
from applications.rules import window_is_open  # noqa: E402
from audit.journals import check  # noqa: E402
from competitions.models import Competition  # noqa: E402
from config.start import SERVE  # noqa: E402
from tests import factories  # noqa: E402
from tests.journeys.crowds import let_go  # noqa: E402
from tests.served import HOST, server, session_of  # noqa: E402

CROWDS = (16, 64)
# A proxy in front of the server gives up after a minute; nobody should come near it.
LONGEST_WAIT = 30
# Between the client's last byte and the server's note lie two processes on one busy machine.
GRACE = timedelta(milliseconds=250)
SECRET = "r" * 32


class Bare(models.Model):
    """The smallest row there is: what one locked insert costs on this machine."""

    word = models.CharField(max_length=20)

    class Meta:
        app_label = "audit"

    def __str__(self) -> str:
        return self.word


@dataclass(slots=True)
class Press:
    """One applicant's press of the button."""

    address: str
    session: str
    application: int
    sent: datetime | None = None
    heard: datetime | None = None
    milliseconds: float = 0
    status: int = 0
    leads_to: str = ""
    body: str = ""

    @property
    def is_in(self) -> bool:
        return self.status == 302 and self.leads_to.endswith("/submitted/")

    @property
    def is_refused(self) -> bool:
        with translation.override("en"):
            return self.status == 200 and str(window_is_open.sentence) in self.body


def main(words: Sequence[str]) -> int:
    number = int(words[0]) if words else 60
    call_command("migrate", verbosity=0)
    place = factories.municipality()
    faults: list[str] = []
    with connection.schema_editor() as editor:
        editor.create_model(Bare)
    with server() as port:
        hand_in(port, applicants(place, 16, "warm"), 8)
        print(f"\nRush: {number} applicants hand in, {connection.vendor}, {' '.join(SERVE[2:6])}")
        print(
            f"{'clients':<16}{'rate/s':>8}{'p50 ms':>9}{'p95':>8}{'p99':>8}{'max':>8}{'errors':>8}"
            f"{'bare/s':>9}{'ratio':>8}"
        )
        rate = 0.0
        for crowd in CROWDS:
            presses = applicants(place, number, f"{crowd}")
            rate = hand_in(port, presses, crowd)
            report(f"{crowd}", presses, rate, bare(crowd), faults)
            faults += numbers_are_whole(presses)
            faults += [f"{crowd} clients: not all are in." for press in presses if not press.is_in][
                :1
            ]
        presses = applicants(place, number, "minute")
        closing = datetime.now(UTC) + timedelta(seconds=number / rate / 2)
        call_of(presses).update(closes_at=closing)
        crowd = max(2, min(CROWDS[-1], number // 4))
        rate = hand_in(port, presses, crowd)
        report(f"{crowd}, it closes", presses, rate, None, faults)
        faults += numbers_are_whole(presses) + minute_is_just(presses, closing)
    length, broken = check(place.journal_chain)
    faults += [broken] if broken else []
    print(f"Journal: {length} entries, {broken or 'the chain is whole'}.")
    print("\n".join(f"Fault: {fault}" for fault in faults) or "No faults.")
    return 1 if faults else 0


# --- the scene


@transaction.atomic
def applicants(place: Any, number: int, name: str) -> list[Press]:
    """A call of its own, and so many people with a complete draft, already signed in."""
    now = datetime.now(UTC)
    call = factories.competition(
        place, opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=1)
    )
    found = []
    for each in range(number):
        person = factories.user(f"Арыз берүүчү {name}-{each}")
        draft = factories.application(call, person)
        address = reverse("application_submit", args=[draft.pk])
        found.append(Press(address, session_of(person), draft.pk))
    return found


def call_of(presses: Sequence[Press]) -> models.QuerySet:
    return Competition.objects.filter(
        pk=Application.objects.values("competition").get(pk=presses[0].application)["competition"]
    )


# --- pressing


def hand_in(port: int, presses: Sequence[Press], crowd: int) -> float:
    """All of them press, so many at a time; how many were answered in a second."""
    waiting: queue.SimpleQueue[Press] = queue.SimpleQueue()
    for press in presses:
        waiting.put(press)
    ready = threading.Barrier(crowd + 1)

    def one() -> None:
        line = http.client.HTTPConnection(HOST, port, timeout=120)
        line.connect()
        ready.wait()
        while True:
            try:
                press = waiting.get_nowait()
            except queue.Empty:
                break
            _press(line, press)
        line.close()

    threads = [threading.Thread(target=one) for _each in range(crowd)]
    for thread in threads:
        thread.start()
    ready.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return len(presses) / (time.perf_counter() - started)


def _press(line: http.client.HTTPConnection, press: Press) -> None:
    headers = {
        "Cookie": f"sessionid={press.session}; csrftoken={SECRET}; django_language=en",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"csrfmiddlewaretoken": SECRET})
    started = time.perf_counter()
    press.sent = datetime.now(UTC)
    try:
        line.request("POST", press.address, body=body.encode(), headers=headers)
        press.heard = datetime.now(UTC)
        answer = line.getresponse()
        press.body = answer.read().decode()
        press.status, press.leads_to = answer.status, answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException) as error:
        press.body = f"{type(error).__name__}: {error}"
        line.close()
    press.milliseconds = (time.perf_counter() - started) * 1000


def bare(crowd: int, seconds: float = 2) -> float:
    """How many locked inserts of one small row so many processes bring about in a second."""
    let_go()
    fork = multiprocessing.get_context("fork")
    ready, counts = fork.Barrier(crowd), fork.Queue()

    def one() -> None:
        # A connection each, as the server's threads have, without a pool's own threads.
        connection.settings_dict["OPTIONS"].pop("pool", None)
        Bare.objects.exists()
        ready.wait()
        count, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            with transaction.atomic():
                list(Competition.objects.select_for_update(no_key=True).values("pk")[:1])
                Bare.objects.create(word="ооба")
            count += 1
        counts.put(count)
        connection.close()

    children = [fork.Process(target=one) for _each in range(crowd)]
    for child in children:
        child.start()
    found = [counts.get(timeout=60) for _child in children]
    for child in children:
        child.join()
    return sum(found) / seconds


# --- judging


def report(
    name: str, presses: Sequence[Press], rate: float, floor: float | None, faults: list[str]
) -> None:
    waits = sorted(press.milliseconds for press in presses)
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    errors = [press for press in presses if not press.is_in and not press.is_refused]
    compared = f"{floor:>9.0f}{floor / rate:>8.1f}" if floor else ""
    print(
        f"{name:<16}{rate:>8.1f}{cuts[49]:>9.0f}{cuts[94]:>8.0f}{cuts[98]:>8.0f}{waits[-1]:>8.0f}"
        f"{len(errors):>8}{compared}"
    )
    if errors:
        first = errors[0]
        faults.append(f"{name}: {len(errors)} errors, first {first.status}: {first.body[:300]}")
    if waits[-1] > LONGEST_WAIT * 1000:
        faults.append(f"{name}: somebody waited {waits[-1] / 1000:.0f} s.")


def numbers_are_whole(presses: Sequence[Press]) -> list[str]:
    """Registration numbers from one on, no gap, none twice; nobody later than the minute."""
    call = call_of(presses).get()
    rows = Application.objects.filter(competition=call)
    numbers = sorted(rows.exclude(number=None).values_list("number", flat=True))
    faults = []
    if numbers != list(range(1, sum(press.is_in for press in presses) + 1)):
        faults.append(f"Registration numbers have gaps or doubles: {numbers}")
    if rows.filter(received_at__gt=call.closes_at).exists():
        faults.append("Somebody was received after the closing minute.")
    return faults


def minute_is_just(presses: Sequence[Press], closing: datetime) -> list[str]:
    """Who sent before the minute is in, however long he waited; who sent after it is told so."""
    before = [press for press in presses if press.heard and press.heard <= closing - GRACE]
    after = [press for press in presses if press.sent and press.sent > closing]
    kept = dict(
        Application.objects.filter(pk__in=[press.application for press in presses])
        .exclude(received_at=None)
        .values_list("pk", "received_at")
    )
    late = [
        (kept[press.application] - press.heard).total_seconds() * 1000
        for press in presses
        if press.heard and press.application in kept
    ]
    answered_after = [
        press
        for press in presses
        if press.is_in
        and press.sent
        and press.sent + timedelta(milliseconds=press.milliseconds) > closing
    ]
    refused = sum(press.is_refused for press in presses)
    print(
        f"{'':<16}{sum(press.is_in for press in presses)} in, {len(answered_after)} of them "
        f"answered after the minute, {refused} told that it is over; the server heard a press "
        f"at most {max(late, default=0):.0f} ms after it was sent."
    )
    faults = []
    if not all(press.is_in for press in before):
        faults.append("Somebody who had pressed before the closing minute was refused.")
    if not all(press.is_refused for press in after):
        faults.append("Somebody who pressed after the closing minute was let in.")
    if not before or not after:
        faults.append("The minute did not fall into the middle of the rush: take more applicants.")
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
