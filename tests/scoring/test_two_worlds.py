"""Two worlds that differ only in what others gave: to whoever has not sent they are one.

Every address of the house is opened as that person, on everything there is to open, with searches
and orders, and what he may do meanwhile is done; every letter is read, every workbook unpacked,
every statement to the database noted with the rows and the bytes that came back. What differs in
nothing can teach nothing: not by a word, a count, an order, a size, or by the time a page takes.

Time is proved by what makes it: the same statements in the same order, as many rows, as many bytes
read, as many bytes answered. A stop-watch would measure the machine and not the house.
"""

import re
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorDebugWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from audit.models import Notice
from audit.post import words
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
OWN_TABLES = ('"django_session"', 'FROM "accounts_user" WHERE')
OWN_HEADS = {"Set-Cookie", "Expires", "Last-Modified", "Date"}
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


class Reading(CursorDebugWrapper):
    """A cursor that weighs what the database gives back: rows, and their words in bytes.

    Figures are left out: a running number grows with every act of anybody. Fingerprints and the
    reader's own session are as long as chance makes them.
    """

    rows = words = 0
    is_own = False

    def execute(self, sql, params=None):
        self.is_own = any(table in sql for table in OWN_TABLES)
        return super().execute(sql, params)

    def weigh(self, rows):
        Reading.rows += len(rows)
        for row in () if self.is_own else rows:
            told = re.sub(r"[0-9a-f]{64}", "", repr(row))
            Reading.words += len(re.sub(r"\d+", "", told))

    def fetchone(self):
        row = self.cursor.fetchone()
        self.weigh([] if row is None else [row])
        return row

    def fetchmany(self, *size):
        rows = self.cursor.fetchmany(*size)
        self.weigh(rows)
        return rows

    def fetchall(self):
        rows = self.cursor.fetchall()
        self.weigh(rows)
        return rows


@contextmanager
def weighing():
    """What was read from the database meanwhile: rows, and bytes as they are written."""
    Reading.rows = Reading.words = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "make_debug_cursor", lambda cursor: Reading(cursor, connection))
        yield lambda: (Reading.rows, Reading.words)


def heads(answer):
    """The heads of an answer without its moment; a workbook is packed with its minute in it."""
    packed = "spreadsheet" in answer.headers.get("Content-Type", "")
    left_out = {*OWN_HEADS, "Content-Length"} if packed else OWN_HEADS
    return {name: words for name, words in answer.headers.items() if name not in left_out}


def learnt(person, asked, deeds=()):
    """Everything this person can learn at all these addresses, and from what he does himself."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    seen = {}
    for address, sent in [*((one, None) for one in asked), *deeds]:
        with weighing() as read, CaptureQueriesContext(connection) as queries:
            answer = client.get(address) if sent is None else client.post(address, sent)
            content = plain(answer)
            weight = read()
        seen[address if sent is None else f"{address} {sent}"] = (
            answer.status_code,
            content,
            statements(queries.captured_queries),
            weight,
            heads(answer),
        )
    notices = Notice.objects.filter(recipient=person).select_related("recipient").order_by("pk")
    told = [(one.template, one.facts, one.link, words(one)) for one in notices]
    return seen, told


def own_deeds(call, member):
    """What a member does who has not sent: declares, saves a draft, tries to send too early."""
    sheets = Sheet.objects.filter(competition=call, seat__user=member).order_by("pk")
    found = [
        (
            reverse("declarations", args=[call.pk]),
            {f"interest_{sheet.pk}": "none" for sheet in sheets},
        )
    ]
    for sheet in sheets:
        (one, *_others) = sheet.competition.criteria_in_order()
        desk = reverse("sheet_score", args=[sheet.pk])
        found += [
            (desk, {f"points_{one.pk}": "7.00"}),
            (desk, {f"points_{one.pk}": "7.00", "lay": "next"}),
            (desk, {f"points_{one.pk}": "10.00", "send": "1"}),
            (desk, {f"points_{one.pk}": "99"}),
        ]
    return found


@pytest.fixture
def world(scoring, sheet_of, chair, member, second_member, first, second):
    """One world: what others give by acts; what the member then learns; and all of it undone."""

    def live(given, *, drafts=False, of_both=True, everything=False):
        standing.forget()
        sheets = Sheet.objects.filter(competition=scoring)
        asked = addresses(scoring, sheets, (first, second), everything=everything)
        with transaction.atomic():
            for person, points in zip((chair, second_member), given, strict=True) if given else ():
                for application in (first, second) if of_both else (second,):
                    sheet = actions.declare_no_interest(sheet_of(person, application), actor=person)
                    act = actions.score if drafts else actions.score_and_send
                    act(sheet, actor=person, marks=marks(sheet, points, "себеп " * points))
            found = learnt(member, asked, own_deeds(scoring, member))
            transaction.set_rollback(True)
        return found

    return live


LEARNT = ("status", "content", "statements", "rows and bytes", "heads")


def differences(one, other):
    """What differs where."""
    seen, told = one
    again, retold = other
    assert told == retold
    assert set(seen) == set(again)
    found = {}
    for address, answer in seen.items():
        pairs = zip(LEARNT, answer, again[address], strict=True)
        differ = {
            what: (left, right) if what == "rows and bytes" else what
            for what, left, right in pairs
            if left != right
        }
        if differ:
            found[address] = differ
    return found


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


def test_nor_can_he_tell_whether_anybody_has_sent_at_all(world, sheet_of, member, first):
    """Silence and points are one: no count, no order, no row more, no byte, no letter."""
    actions.declare_no_interest(sheet_of(member, first), actor=member)

    silent, full = world(None), world((9, 10))

    assert differences(silent, full) == {}


def test_drafts_of_others_are_nothing_at_all(world, sheet_of, member, first):
    actions.declare_no_interest(sheet_of(member, first), actor=member)

    low, high = world((1, 2), drafts=True), world((9, 10), drafts=True)

    assert differences(low, high) == {}


def test_the_worlds_do_differ_for_whoever_has_sent(world, sheet_of, member, first):
    """What is created could leak: with the own sheet sent, it is to be seen."""
    sheet = actions.declare_no_interest(sheet_of(member, first), actor=member)
    sent = actions.score_and_send(sheet, actor=member, marks=marks(sheet, 5))

    low, high = world((1, 2)), world((9, 10))

    assert "content" in differences(low, high)[sent.get_absolute_url()]
