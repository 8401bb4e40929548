"""The whole application on a village's link: 400 kbit/s with 400 ms delay, on a small phone.

A new user comes to the front page of the real server and goes on by links and buttons only. What
the link costs is measured and said (pytest -s), so that it can be quoted.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Response

from config.workshop import ROOT
from tests.browser.person import PASSWORD, PHONE, Person, rows

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

KBIT, DELAY = 400, 400  # kbit/s, ms
# Slow fingers on a small keyboard: what is added to the waiting when a try is quoted.
SIGNS_A_MINUTE = 100
LONGEST_WAIT = 60  # seconds the whole of a form may cost on such a link
NEXT, SAVE = 'button[name="next"]', '.form-buttons button:not([name="next"])'

WHO = {
    "applicant_kind": "group",
    "group_name": "«Жашыл көчө» демилгелүү тобу",
    "representative_name": "Абдылдаева Гүлнара",
}
MEMBERS = rows(
    "members",
    [
        {"name": name, "sex": "female", "birth_year": year, "village": "Жаңы-Айыл"}
        for name, year in (
            ("Абдылдаева Гүлнара", "1984"),
            ("Токтосунова Айжан", "1990"),
            ("Бейшеева Айпери", "2001"),
        )
    ],
)
WHAT = {
    "title": "Мектептин алдындагы гүлзар",
    "village": "Жаңы-Айыл",
    "kind": "co_financing",
    "field": "landscaping",
    "issue": "Мектептин алдындагы жер бош, чаң көтөрүлөт, балдар ойногон жер жок.",
}
PLAN = {
    "what_will_be_done": "Жерди тегиздеп, топурак төгүп, гүл отургузабыз, алты отургуч коёбуз."
} | rows(
    "plan",
    [
        {
            "activity": "Жерди тегиздөө, топурак төгүү",
            "responsible": "Токтосунова Айжан",
            "starts_on": "2026-06-01",
            "ends_on": "2026-06-20",
        },
        {
            "activity": "Гүл отургузуу",
            "responsible": "Бейшеева Айпери",
            "starts_on": "2026-06-21",
            "ends_on": "2026-07-10",
        },
    ],
)
PLEDGES = rows(
    "pledges",
    [
        {
            "giver": "Көчөнүн тургундары",
            "giver_kind": "resident",
            "kind": "labour",
            "what": "Ашар",
            "quantity": "25",
            "value": "800",
        }
    ],
)
YES = {"agrees_to_terms": True, "consents_to_data": True}
FILE = {"file": "милдеттенме кат"}


def lines(price: int) -> dict[str, Any]:
    labour = {"title": "Ашар", "unit": "күн", "quantity": "25", "price": "800", "source": "labour"}
    seats = {"title": "Отургуч", "unit": "даана", "quantity": "6", "source": "grant"}
    return rows("lines", [seats | {"price": str(price)}, labour])


FORMS: dict[str, dict[str, dict[str, Any]]] = {
    "long": {
        "applicant": WHO | MEMBERS,
        "initiative": WHAT,
        "existing": {"existing_labour": "Ашарга чыгууга даяр отуз үй-бүлө."},
        "plan": PLAN,
        "beneficiaries": {
            "households": "120",
            "women": "300",
            "men": "280",
            "direct": "100",
            "benefit": "Балдар таза жерде ойнойт, көчө кооз болот.",
        },
        "participation": {
            "participation": "Отуз үй-бүлө үч жолу ашарга чыгат.",
            "sustainability": "Гүлзарды мектеп жана көчө комитети карайт.",
        },
        "budget": lines(10_000),
        "contributions": PLEDGES,
        "enclosures": FILE,
        "declarations": YES,
    },
    "short": {
        "short": WHO
        | MEMBERS
        | WHAT
        | PLAN
        | {"women": "300", "men": "280", "sustainability": "Гүлзарды мектеп карайт."}
        | lines(2_000)
        | PLEDGES
        | YES,
        "enclosures": FILE,
    },
}


@pytest.fixture(scope="module")
def town() -> Iterator[dict[str, Any]]:
    """The real server, in a process of its own: where it is, and its two calls."""
    command = [sys.executable, "-m", "tests.served"]
    environment = os.environ | {"DATABASE_URL": ""}
    environment.pop("VAR_DIR", None)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield json.loads(process.stdout.readline())
        process.stdin.close()


class Newcomer(Person):
    """Somebody on a slow link, who counts pages and the time they keep him waiting."""

    def __init__(self, browser: Browser, site: str, phone: str, **context: Any) -> None:
        super().__init__(browser, site, phone, viewport=PHONE, **context)
        self.pages, self.waited, self.signs, self.answers = 0, 0.0, 0, 0
        self.page.on("response", self._count)
        link = self.context.new_cdp_session(self.page)
        link.send("Network.enable")
        link.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": DELAY,
                "downloadThroughput": KBIT * 1000 / 8,
                "uploadThroughput": KBIT * 1000 / 8,
            },
        )

    def _count(self, answer: Response) -> None:
        if answer.request.resource_type == "document" and answer.status == 200:
            self.pages += 1

    def follows(self, link: str) -> None:
        started = time.perf_counter()
        self.page.locator(f"main {link}").first.click()
        self.page.wait_for_load_state()
        self.waited += time.perf_counter() - started

    def answers_all(self, typed: dict[str, Any], button: str) -> None:
        """Fill in what there is room for; a table that is full gives a row more when asked."""
        left = typed
        while left:
            here = {name: left[name] for name in left if self.has_room(name)}
            self.types(here)
            self.answers += len(here)
            self.signs += sum(len(value) for value in here.values() if isinstance(value, str))
            left = {name: left[name] for name in left if name not in here}
            if left:
                self.comes_back(SAVE)
        self.comes_on(button)

    def has_room(self, name: str) -> bool:
        box, table = self.page.locator(f'main [name="{name}"]'), name.partition("-")[0]
        more = self.page.locator(f'[data-lines="{table}"] [data-add-row]')
        if not box.count() and more.count() and more.is_visible():
            more.click()
        return box.count() > 0

    def comes_on(self, button: str) -> None:
        before = self.page.url
        started = time.perf_counter()
        self.presses(button)
        self.waited += time.perf_counter() - started
        assert self.page.url != before or "/enclosures/" in before, self.reads()[:800]

    def comes_back(self, button: str) -> None:
        """Save, and open the same page again."""
        started, here = time.perf_counter(), self.page.url
        self.presses(button)
        self.waited += time.perf_counter() - started
        if self.page.url != here:
            part = here.rstrip("/").rpartition("/")[2]
            self.follows(f'a[href$="/edit/{part}/"]')


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
@pytest.mark.parametrize("form", FORMS)
def test_a_newcomer_applies_on_a_slow_link(
    form: str, scripts: str, browser: Browser, town: dict[str, Any], capsys: Any
) -> None:
    has_scripts = scripts == "with scripts"
    phone = f"0555{list(FORMS).index(form)}{int(has_scripts)}1234"
    newcomer = Newcomer(browser, town["site"], phone, java_script_enabled=has_scripts)

    began = time.perf_counter()
    newcomer.page.goto("/")
    newcomer.waited = time.perf_counter() - began
    first = newcomer.waited
    comes_in(newcomer, town[form])
    for place, (part, typed) in enumerate(FORMS[form].items()):
        fills(newcomer, form, part, typed, last=place == len(FORMS[form]) - 1)
    newcomer.follows('a[href$="/submit/"]')
    newcomer.answers_all({}, ".form-buttons button")

    assert newcomer.page.url.endswith("/submitted/")
    assert newcomer.complaints == []
    assert newcomer.waited < LONGEST_WAIT
    minutes = newcomer.waited / 60 + newcomer.signs / SIGNS_A_MINUTE
    with capsys.disabled():
        sys.stdout.write(
            f"\n{form} form, {scripts}, {KBIT} kbit/s, {DELAY} ms:"
            f" {newcomer.pages} pages from the front page to the number,"
            f" {newcomer.waited:.0f} s of waiting (the first visit {first:.1f} s),"
            f" {newcomer.answers} answers with {newcomer.signs} signs,"
            f" about {minutes:.0f} minutes at {SIGNS_A_MINUTE} signs a minute\n"
        )
    newcomer.context.close()


def comes_in(newcomer: Newcomer, call: int) -> None:
    """From the front page to an open application, opening an account on the way."""
    newcomer.follows(f'a[href="/calls/{call}/"]')
    newcomer.follows('a[href$="/apply/"]')
    newcomer.follows('a[href^="/register/"]')
    secret = {"password": PASSWORD, "password_again": PASSWORD}
    who = {"name": "Абдылдаева Гүлнара", "phone": newcomer.phone, "language": "en"}
    newcomer.answers_all(who | secret, "form button")
    newcomer.answers_all({}, ".form-buttons button")


def fills(newcomer: Newcomer, form: str, part: str, typed: dict[str, Any], *, last: bool) -> None:
    if "/tasks/" in newcomer.page.url:
        newcomer.follows(".tasks-list a" if part == "applicant" else f'a[href*="{part}"]')
    if part == "enclosures":
        started = time.perf_counter()
        newcomer.encloses(typed["file"])
        newcomer.waited += time.perf_counter() - started
        newcomer.answers += 1
        newcomer.follows('a[href$="/tasks/"]')
        return
    newcomer.answers_all(typed, SAVE if last else NEXT)
