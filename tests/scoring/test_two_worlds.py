"""Two worlds that differ only in what others gave: to whoever has not sent they are one.

Every address of the house is opened as that person, on everything there is to open, with searches
and orders; every notice is read, every workbook unpacked, every statement to the database noted.
What differs in nothing can teach nothing: not by a word, a count, an order, a size, or by the time
a page takes for more work.
"""

import re
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from audit.models import Notice
from scoring import actions
from scoring.models import Sheet, standing
from tests.pages import PAGES
from tests.scoring.conftest import marks

# Buttons and doors that belong to nobody in particular.
NOT_ASKED = {"sign_out", "sign_in", "set_language", "register", "slip_use"}
SEARCHES = (
    {},
    {"q": "9"},
    {"order": "score"},
    {"sort": "-score"},
    {"page": "2"},
    {"state": "sent"},
)
# Where the points themselves are handled; one test opens everything there is.
NEAR = (
    *("sheet", "grid", "ranking", "fairness", "declarations", "commission", "competition"),
    *("home", "notice", "paper", "workbook", "package", "meeting", "protocol", "entry"),
)
SEARCHED = ("grid", "ranking", "declarations", "commission_list", "application_list", "home")


def addresses(call, sheets, applications, *, everything):
    """Every address of the house, or those near the points, upon everything of this call."""
    keys = {
        "sheet": [sheet.pk for sheet in sheets],
        "application": [one.pk for one in applications],
        "call": [call.pk],
    }
    found = []
    for name in sorted(set(PAGES) - NOT_ASKED):
        noun = name.partition("_")[0]
        if not everything and noun not in NEAR:
            continue
        for key in keys.get(noun, [call.pk, 1]):
            for args in ((), (key,), (key, 1)):
                try:
                    found.append(reverse(name, args=args))
                except NoReverseMatch:
                    continue
    for name in SEARCHED:
        try:
            address = reverse(name)
        except NoReverseMatch:
            address = reverse(name, args=[call.pk])
        found += [f"{address}{search}" for search in SEARCHES]
    return sorted(set(found))


def plain(answer):
    """The whole answer without what changes at every request; a workbook by what it holds."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if is_zipfile(BytesIO(content)):
        book = ZipFile(BytesIO(content))
        return {name: book.read(name) for name in book.namelist() if "docProps" not in name}
    return re.sub(rb'(csrfmiddlewaretoken" value=|nonce=)"[^"]*"', b"", content)


def statements(captured):
    """What the database was asked, without moments and keys of sessions."""
    return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured]


def learnt(person, asked):
    """Everything this person can learn at all these addresses."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    seen = {}
    for address in asked:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            content = plain(answer)
        seen[address] = (answer.status_code, content, statements(queries.captured_queries))
    notices = Notice.objects.filter(recipient=person).order_by("pk")
    told = [(one.template, one.facts, one.link) for one in notices]
    return seen, told


@pytest.fixture
def world(scoring, sheet_of, chair, member, second_member, first, second):
    """One world: what others give by acts; what the member then learns; and all of it undone."""

    def live(given, *, drafts=False, of_both=True, everything=False):
        standing.forget()
        sheets = Sheet.objects.filter(competition=scoring)
        asked = addresses(scoring, sheets, (first, second), everything=everything)
        with transaction.atomic():
            for person, points in zip((chair, second_member), given, strict=True):
                for application in (first, second) if of_both else (second,):
                    sheet = actions.declare_no_interest(sheet_of(person, application), actor=person)
                    act = actions.score if drafts else actions.score_and_send
                    act(sheet, actor=person, marks=marks(sheet, points, f"себеп {points}"))
            found = learnt(member, asked)
            transaction.set_rollback(True)
        return found

    return live


def differences(one, other):
    seen, told = one
    again, retold = other
    assert told == retold
    assert set(seen) == set(again)
    return {
        address: what
        for address, answer in seen.items()
        for what, left, right in zip(
            ("status", "content", "statements"), answer, again[address], strict=True
        )
        if left != right
    }


@pytest.mark.parametrize(
    ("state", "everything"), [("open", True), ("reopened", False), ("recused", False)]
)
def test_whoever_has_not_sent_cannot_tell_the_worlds_apart(
    state, everything, world, sheet_of, member, first, second
):
    sheet_of(member, first, state)
    sheet_of(member, second, state)

    low, high = (world(given, everything=everything) for given in ((1, 2), (9, 10)))

    assert len(low[0]) > (200 if everything else 60)
    assert differences(low, high) == {}


def test_nor_can_whoever_has_sent_another_application(world, sheet_of, member, first, second):
    sheet = actions.declare_no_interest(sheet_of(member, first), actor=member)
    actions.score_and_send(sheet, actor=member, marks=marks(sheet, 5))
    actions.declare_no_interest(sheet_of(member, second), actor=member)

    low, high = world((1, 2), of_both=False), world((9, 10), of_both=False)

    assert differences(low, high) == {}


def test_drafts_of_others_are_nothing_at_all(world, sheet_of, member, first):
    actions.declare_no_interest(sheet_of(member, first), actor=member)

    low, high = world((1, 2), drafts=True), world((9, 10), drafts=True)

    assert differences(low, high) == {}


def test_the_worlds_do_differ_for_whoever_has_sent(world, sheet_of, member, first):
    """What is created could leak: with the own sheet sent, it is to be seen."""
    sheet = actions.declare_no_interest(sheet_of(member, first), actor=member)
    sent = actions.score_and_send(sheet, actor=member, marks=marks(sheet, 5))

    low, high = world((1, 2)), world((9, 10))

    assert differences(low, high)[sent.get_absolute_url()] == "content"
