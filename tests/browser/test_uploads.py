"""A large photo over a bad link, on a small telephone: cut in the middle, gone on with, whole."""

import hashlib
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect

from applications.models import Enclosure, Upload
from audit.models import Entry
from tests import factories, files
from tests.browser.person import PHONE, Person
from tests.browser.played import PlayedTime

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PIECES = re.compile(r"/uploads/\d+/\?offset=")


class Link:
    """The link of one browser: what goes over it, and when it is cut."""

    def __init__(self, who: Person, *, cut_after: int = 10**9) -> None:
        self.sent: dict[int, bytes] = {}
        self.cut_after, self.tries, self.is_cut = cut_after, 0, False
        who.page.route(PIECES, self.carry)

    def carry(self, route: Route) -> None:
        self.tries += 1
        if self.is_cut or len(self.sent) >= self.cut_after:
            self.is_cut = True
            route.abort("internetdisconnected")
            return
        offset = int(parse_qs(urlsplit(route.request.url).query)["offset"][0])
        self.sent[offset] = route.request.post_data_buffer or b""
        route.continue_()

    def mend(self) -> None:
        self.is_cut, self.cut_after = False, 10**9

    @property
    def whole(self) -> bytes:
        return b"".join(self.sent[offset] for offset in sorted(self.sent))


@pytest.fixture
def group(person: Any, town: Any) -> Any:
    """The group's representative with a draft, before a telephone."""
    PlayedTime.moment = factories.NOON

    def make(**context: Any) -> Person:
        applicant = factories.user("Абдылдаева Гүлнара")
        draft = factories.application(factories.competition(town), applicant)
        draft.enclosures.all().delete()
        who = person(applicant.phone, viewport=PHONE, **context).signs_in(factories.PASSWORD)
        who.listens_to_cuts()
        return who.open("application_enclose", draft.pk)

    return make


def choose(who: Person, name: str, body: bytes, document: int = 0) -> None:
    section = who.page.locator("main .document").nth(document)
    section.locator('[type="file"]').set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": body}
    )


def says(who: Person, words: str) -> None:
    expect(who.page.locator("#sending [role=status]")).to_contain_text(words, timeout=30_000)


def test_a_large_photo_over_a_link_that_breaks(group: Any) -> None:
    who = group()
    link = Link(who, cut_after=2)
    photo = files.written(files.photo((4000, 3000)), "JPEG", quality=97)
    assert len(photo) > 2 * 2**20

    choose(who, "IMG_2041.jpg", photo)
    says(who, "The link is broken. What has arrived is kept")
    half = Upload.objects.get()
    assert (half.received, half.finished_at) == (2 * 256 * 1024, None)
    link.mend()
    says(who, "IMG_2041.jpg was added.")

    who.page.get_by_role("link", name="IMG_2041.jpg").wait_for()
    kept = Enclosure.objects.get()
    # What the browser sent has arrived whole: a photo it had made smaller before.
    assert kept.sent_sha256 == hashlib.sha256(link.whole).hexdigest()
    assert kept.sent_size == len(link.whole) < len(photo)
    facts = Entry.objects.filter(act="applications.edit").get().facts
    assert facts["original_sha256"] == hashlib.sha256(photo).hexdigest()
    with kept.file.open("rb") as opened:
        assert files.opened(opened.read()).size == (2400, 1800)
    assert who.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_closed_page_goes_on_later_with_the_same_file(group: Any) -> None:
    who = group()
    link = Link(who, cut_after=3)
    scan = files.PLAIN_PDF + bytes(range(1, 250)) * 5000
    choose(who, "протокол.pdf", scan)
    says(who, "The link is broken.")

    who.page.close(run_before_unload=False)
    who.page = who.context.new_page()
    who.open("application_enclose", Upload.objects.get().application_id)
    assert "протокол.pdf" in who.page.locator(".notice-warning").inner_text()
    again = Link(who)
    choose(who, "протокол.pdf", scan)
    says(who, "протокол.pdf was added.")

    kept = Enclosure.objects.get()
    assert kept.sent_sha256 == hashlib.sha256(scan).hexdigest()
    assert min(again.sent) == 3 * 256 * 1024
    assert link.whole + again.whole == scan


def test_a_file_that_is_refused_says_why(group: Any) -> None:
    who = group()

    choose(who, "macro.docx", files.office(**{"word/vbaProject.bin": b"x"}))

    says(who, "macro.docx: The file holds macros, which can do harm.")
    assert not Enclosure.objects.exists()


def test_several_pages_and_another_document(group: Any) -> None:
    who = group()
    pages = [
        {"name": f"{page}.jpg", "mimeType": "image/jpeg", "buffer": files.picture((40 + page, 30))}
        for page in range(3)
    ]
    who.page.get_by_label("What document is this?").fill("Колдоо")
    who.page.locator("main .document").nth(0).locator('[type="file"]').set_input_files(pages)
    who.page.get_by_role("link", name="2.jpg").wait_for()
    # What was typed elsewhere on the page is still there.
    assert who.page.get_by_label("What document is this?").input_value() == "Колдоо"

    who.page.get_by_label("What document is this?").fill("")
    choose(who, "кат.pdf", files.PLAIN_PDF, document=1)
    says(who, "Say what document this is.")
    who.page.get_by_label("What document is this?").fill("Колдоо каты")
    who.page.locator("main .document").nth(1).locator("button").click()
    who.page.get_by_role("link", name="кат.pdf").wait_for()

    told = Enclosure.objects.order_by("pk").values_list("sent_name", "title")
    assert [name for name, _title in told] == ["0.jpg", "1.jpg", "2.jpg", "кат.pdf"]
    assert told.last()[1] == "Колдоо каты"


def test_without_scripts_the_same_page_sends_the_file(group: Any) -> None:
    who = group(java_script_enabled=False)

    who.encloses("кат")

    assert Enclosure.objects.get().sent_name == "кат.pdf"
