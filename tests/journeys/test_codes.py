"""Where the call hides the applicants, no seat reads a name on any page, in any file or letter."""

import shutil
import subprocess
import zipfile
from html import unescape
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from applications import actions as applying
from applications.models import Application, Cover, Enclosure, Member, PlanRow, Pledge
from audit import clock
from audit.models import Notice
from audit.post import words
from competitions.models import Competition
from scoring.models import Sheet
from scoring.models.record import record_of
from tests import factories
from tests.journeys.whole_town import WholeTown
from tests.pages import PAGES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext was not found."),
]

SEATS = ["chair", "secretary", "member", "alternate"]
# Nobody writes these words anywhere else: found where a seat reads, they have leaked.
TELLTALES = {
    "group_name": "Купуятоп",
    "representative_name": "Купуяөкүл",
    "representative_phone": "+996700987654",
    "registration_number": "Купуякаттоо",
    "address": "Купуядарек",
    "place": "Купуяжер",
}
ROWS = {
    Member: {"name": "Купуямүчө", "phone": "+996700123987"},
    PlanRow: {"responsible": "Купуяжооптуу"},
    Pledge: {"giver": "Купуяберүүчү", "proof": "Купуядалил"},
    Enclosure: {"title": "Купуяфайл", "file": "enclosures/kupuia-fail.pdf"},
}
# Written freely, and covered by the clerk before the commission reads.
FREE = ("title", "issue", "benefit", "what_will_be_done")
TOLD = ["купуя", "kupuia", "700987654", "700123987", "катылган сөз"]
WORDS = {"words": "купуятоп", "q": "купуятоп", "place": "купуятоп", "code": "A-001"}


class CodedTown(WholeTown):
    """The whole town, every call of which hides its applicants; nothing is published yet."""

    def admitted(self, call):
        rows = [self.told(row) for row in super().admitted(call)]
        for row in rows if call.hidden else ():
            answers = Cover(row).coverable()
            texts = {one.key: "Көчө" for one in answers if one.path in FREE}
            applying.cover(row, actor=self.clerk, texts=texts)
        return tuple(Application.objects.get(pk=row.pk) for row in rows)

    def told(self, row):
        fields = TELLTALES | dict.fromkeys(FREE, "Катылган сөз Купуятоп")
        Application.objects.filter(pk=row.pk).update(**fields)
        for model, named in ROWS.items():
            model.objects.filter(application=row).update(**named)
        return Application.objects.get(pk=row.pk)

    def call(self, state, **fields):
        return super().call(state, **({"hidden": True} | fields))

    def award(self):
        super().award()
        Competition.objects.filter(pk=self.done.pk).update(state="decided", published_at=None)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), clock.at(factories.NOON), transaction.atomic():
        found = CodedTown()
        User.objects.filter(pk__in=[found.applicant.pk, found.rival.pk]).update(name="Купуяээ")
        yield found
        transaction.set_rollback(True)


def browser_of(person):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
    return browser


def said(response):
    """All that an answer tells: its heads, its words, the words inside a file."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers if response.streaming else ():
        close()
    heads = " ".join(str(value) for value in response.headers.values())
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as book:
            sheets = [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
        return unescape(" ".join([heads, *sheets]))
    if content.startswith(b"%PDF"):
        run = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=False
        )
        return heads + run.stdout.decode() + content.decode("utf-8", "replace")
    return heads + unescape(content.decode("utf-8", "replace"))


def telltales(response):
    # What one has typed oneself into a search stands in its field again.
    text = said(response).replace(WORDS["words"], "").casefold()
    return [word for word in TOLD if word in text]


# A seat may read its own application and papers in other offices; here nobody has any.
@pytest.mark.parametrize("who", SEATS)
def test_no_page_tells_a_seat_who_applies(who, town):
    browser = browser_of(town.people[who])
    leaks = {}
    # Appeals are taken once the results are published, and not before.
    for name in (page for page in PAGES if not page.startswith("appeal_")):
        address = town.address(name)
        for asked in ({}, WORDS):
            answer = browser.get(address, asked)
            found = telltales(answer)
            if found and answer.status_code == 200:
                leaks[name] = found

    assert leaks == {}


def test_the_office_reads_them_all(town):
    """What must not leak is there to leak."""
    text = said(browser_of(town.clerk).get(town.won.get_absolute_url())).casefold()

    assert [word for word in TOLD if word not in text] == ["kupuia"]
    register = browser_of(town.clerk).get(town.address("workbook_register"))
    assert "Купуятоп" in said(register)


@pytest.mark.parametrize("who", SEATS)
def test_every_sheet_of_a_seat_is_covered(who, town):
    browser = browser_of(town.people[who])
    pages = [
        f"/sheets/{sheet.pk}/{act}"
        for sheet in Sheet.objects.filter(seat__user=town.people[who])
        for act in ("", "score/", "send/", "files/1/")
    ]

    assert {page: telltales(browser.get(page)) for page in pages} == {page: [] for page in pages}


@pytest.mark.parametrize("who", SEATS)
def test_no_letter_to_a_seat_tells_who_applies(who, town):
    letters = Notice.objects.filter(recipient=town.people[who]).select_related("recipient", "entry")

    for notice in letters:
        letter = words(notice)
        text = f"{letter.subject} {letter.body} {notice.link}".casefold()
        assert [word for word in TOLD if word in text] == []


def test_the_covered_text_is_what_a_member_scores(town):
    sheet = (
        Sheet.objects.filter(seat__user=town.member, state="open", competition__hidden=True)
        .select_related("application")
        .first()
    )

    text = said(browser_of(town.member).get(sheet.get_absolute_url()))

    assert f"{sheet.application.code}. Көчө" in text
    assert f'"{sheet.application.code}-1.pdf"' in said(
        browser_of(town.member).get(f"/sheets/{sheet.pk}/files/1/")
    )


def test_nobody_but_the_member_gets_the_file(town):
    sheet = Sheet.objects.filter(seat__user=town.member, state="open").first()
    address = f"/sheets/{sheet.pk}/files/1/"

    def answered(who):
        answer = browser_of(town.people[who]).get(address)
        said(answer)
        return answer.status_code

    assert {who: answered(who) for who in SEATS} == {
        "chair": 404,
        "secretary": 404,
        "member": 200,
        "alternate": 404,
    }
    assert browser_of(town.member).get(f"/sheets/{sheet.pk}/files/9/").status_code == 404


def test_the_signed_record_of_a_coded_call_tells_codes(town):
    protocol = town.keys["protocol"]
    record = str(record_of(protocol)).casefold()

    assert [word for word in TOLD if word in record] == []
    codes = Application.objects.filter(competition=protocol.competition_id).values_list("code")
    assert [code for (code,) in codes if code.casefold() not in record] == []


def test_once_published_the_names_are_open_again(town):
    call = town.keys["grid"]
    with transaction.atomic():
        assert Competition.objects.get(pk=call.pk).covers_names is True
        Competition.objects.filter(pk=call.pk).update(state="published")
        ranking = said(browser_of(town.chair).get(f"/competitions/{call.pk}/ranking/"))
        transaction.set_rollback(True)

    assert "Купуятоп" in ranking
