"""Somebody before a real browser, who knows addresses, fields and buttons and nothing else."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page

OFFICE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
PASSWORD = "тоо-суу-2026"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n"
    b"0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)


class Person:
    """One browser of one person; what the browser complains of is kept in `complaints`."""

    def __init__(self, browser: Browser, site: str, phone: str, **context: Any) -> None:
        given = {"viewport": OFFICE, "locale": "en-GB", "base_url": site} | context
        self.phone, self.site = phone, site
        self.context = browser.new_context(**given)
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.forgives: tuple[str, ...] = ("status of 40", "status of 422")
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: Any) -> None:
        # A page that is not there is asked for on purpose, and a page with a fault is sent by its
        # script and refused (422); everything else is a fault of ours.
        forgiven = any(words in message.text for words in self.forgives)
        if message.type in {"error", "warning"} and not forgiven:
            self.complaints.append(message.text)

    def listens_to_cuts(self) -> None:
        """The link is cut on purpose: that the browser complains of it is no fault."""
        self.forgives += ("ERR_INTERNET_DISCONNECTED",)

    # --- going about

    def open(self, name: str, *args: Any) -> "Person":
        self.page.goto(reverse(name, args=args))
        return self

    @property
    def key(self) -> int:
        """The number of the thing whose page is open."""
        return int(re.search(r"/(\d+)/", self.page.url)[1])

    def key_of(self, link: str) -> int:
        """The number in the last link that looks so, for example `/payments/`."""
        links = self.page.locator(f'main a[href*="{link}"]').all()
        addresses = [one.get_attribute("href") for one in links]
        found = [re.search(rf"{link}(\d+)/", address) for address in addresses]
        return int([one for one in found if one][-1][1])

    def reads(self) -> str:
        return self.page.locator("main").inner_text()

    # --- typing and pressing

    def types(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            self._has_row_of(name)
            self._answer(self.page.locator(f'main [name="{name}"]'), value)

    def _has_row_of(self, name: str) -> None:
        """A phone shows one spare row: the button below the table gives the next."""
        table, _, rest = name.partition("-")
        more = self.page.locator(f'.lines-box[data-lines="{table}"] [data-add-row]')
        if not rest[:1].isdigit() or not more.count() or not more.is_visible():
            return
        while not self.page.locator(f'main [name="{name}"]').count():
            more.click()

    def _answer(self, boxes: Locator, value: Any) -> None:
        kind = boxes.first.evaluate("box => box.tagName + ':' + (box.type || '')")
        if kind == "INPUT:radio":
            boxes.and_(self.page.locator(f'[value="{value}"]')).check()
        elif kind == "INPUT:checkbox":
            for box in boxes.all():
                box.set_checked(bool(value))
        elif kind.startswith("SELECT"):
            boxes.select_option(str(value))
        elif kind == "INPUT:file":
            boxes.set_input_files(
                {"name": f"{value}.pdf", "mimeType": "application/pdf", "buffer": PDF}
            )
        else:
            boxes.fill(str(value))

    def encloses(self, name: str, document: int = 0) -> None:
        """Choose a file for a document of the open page; with scripts nothing has to be pressed."""
        section = self.page.locator("main .document").nth(document)
        self._answer(section.locator('[type="file"]'), name)
        button = section.locator("button")
        if button.is_visible():
            button.click()
        section.get_by_role("link", name=f"{name}.pdf").wait_for()

    def presses(self, button: str = ".form-buttons button") -> None:
        found = self.page.locator(f"main {button}").first
        if found.is_disabled():
            raise AssertionError(
                f"{self.page.title()}: {self.page.locator('main .reasons').all_inner_texts()}"
            )
        found.click()
        # Where the page's own script sends, the press is over when it has an answer.
        self.page.locator("form[data-sending]").wait_for(state="detached")
        self.page.wait_for_load_state()

    def does(
        self, name: str, /, *args: Any, button: str = ".form-buttons button", **values: Any
    ) -> "Person":
        """Open the page of an act, fill it in, press its button; it must lead on."""
        self.open(name, *args)
        before = self.page.url
        self.types(values)
        self.presses(button)
        refused = self.page.locator("main .error-summary, main .reasons, main .invalid-feedback")
        if refused.count() and self.page.url == before:
            raise AssertionError(f"{name}: {' '.join(refused.all_inner_texts())}")
        if self.page.url == before:
            raise AssertionError(f"{name}: {self.page.title()}: {self.reads()[:600]}")
        return self

    # --- coming in

    def signs_in(self, password: str = PASSWORD) -> "Person":
        return self.does("sign_in", button="form button", username=self.phone, password=password)

    def uses_slip(self, code: str) -> "Person":
        secret = {"password": PASSWORD, "password_again": PASSWORD}
        return self.does("slip_use", button="form button", username=self.phone, code=code, **secret)

    def registers(self, name: str) -> "Person":
        who = {
            "name": name,
            "phone": self.phone,
            "password": PASSWORD,
            "password_again": PASSWORD,
            "language": "en",
        }
        return self.does("register", button="form button", **who)

    def takes(self, name: str, *args: Any) -> bytes:
        """The file at this address, which must be one and not a page."""
        answer = self.context.request.get(self.site + reverse(name, args=args))
        assert answer.status == 200, (name, answer.status)
        body = answer.body()
        assert body.startswith((b"%PDF-", b"PK\x03\x04")), (name, body[:40])
        return body

    def looks(self, folder: str | Path, name: str) -> None:
        """Keep a picture of the page, for people to look at."""
        self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def rows(field: str, lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The names of the boxes of a table's rows."""
    return {
        f"{field}-{number}-{name}": value
        for number, line in enumerate(lines)
        for name, value in line.items()
    }
