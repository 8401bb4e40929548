"""Between the decision and its publication the applicant reads what he could read before it."""

import re
import zipfile
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from applications import actions
from applications.choices import ApplicationState
from audit import clock
from competitions.choices import CompetitionState
from tests import factories
from tests.journeys.whole_town import WholeTown
from tests.pages import PAGES

pytestmark = pytest.mark.django_db

DECIDED = {
    ApplicationState.AWARDED: {"granted": Decimal(54321)},
    ApplicationState.RESERVED: {"reserve_place": 7},
    ApplicationState.PASSED_OVER: {"ground": "Балл өтүү баллынан төмөн"},
}


@pytest.fixture
def decided(town, applicant):
    def make(state: str, call_state: str):
        call = factories.competition(town, state=call_state)
        return factories.application(call, applicant, state=state, **DECIDED[state])

    return make


@pytest.mark.parametrize("state", DECIDED)
def test_a_decision_is_not_seen_before_its_publication(
    decided, client, applicant, clerk, head, state
):
    application = decided(state, CompetitionState.DECIDED)
    client.force_login(applicant, backend="accounts.backends.PhoneOrEmailBackend")

    page = client.get(reverse("application_detail", args=[application.pk])).content.decode()

    assert application.state_shown_to(applicant) == ApplicationState.ADMITTED
    assert [application.state_shown_to(person) for person in (clerk, head)] == [state, state]
    assert "54 321" not in page.replace("\xa0", " ")
    assert "Балл өтүү баллынан төмөн" not in page
    assert str(ApplicationState(state).label) not in page


@pytest.mark.parametrize("state", DECIDED)
def test_it_is_seen_from_the_publication_on(decided, applicant, state):
    application = decided(state, CompetitionState.PUBLISHED)

    assert application.state_shown_to(applicant) == state


# --- the check: two worlds that differ in its outcome only

# Whoever does not serve in the office of this municipality.
OUTSIDE = ["anonymous", "applicant", "rival", "chair", "member", "neighbour"]
# Pages that may tell anything of a call that is being checked; its own are asked in any case.
ABOUT_CALLS = (
    *("portal", "call", "open", "code", "home", "notice", "entry", "issued", "paper", "workbook"),
    *("competition", "application", "version", "enclosure", "envelope", "commission", "appeal"),
)
LISTS = (
    *("portal", "open_calls", "open_awards", "home", "notice_list", "entry_list", "issued_list"),
    *("competition_list", "competition_detail", "application_list", "competition_unchecked"),
    *("competition_coverings", "commission_list", "appeal_list", "version_detail"),
    *("version_compare", "enclosure_download", "workbook_register"),
)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
SEARCHES = [
    "/applications/?words=Гүлзарлар",
    "/applications/?state=declined",
    "/applications/?state=admitted&mine=1",
    "/applications/?state=lapsed",
    "/competitions/?q=2026",
    "/?place=Кең-Булуң",
    "/issued/?kind=receipt",
]


@pytest.fixture(scope="module")
def town_of_everything(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), clock.at(factories.NOON), transaction.atomic():
        yield WholeTown()
        transaction.set_rollback(True)


def browser_of(person):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en", raise_request_exception=False)
    if person is not None:
        browser.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
    return browser


def answered(response):
    """All that an answer tells: its status, its heads, every byte of its body."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers if response.streaming else ():
        close()
    heads = {name: response.headers.get(name) for name in ("Location", "Content-Disposition")}
    if content.startswith(b"PK"):
        # A workbook notes when it was written: its sheets are compared.
        with zipfile.ZipFile(BytesIO(content)) as book:
            names = [name for name in book.namelist() if not name.startswith("docProps/")]
            content = b"".join(book.read(name) for name in sorted(names))
    return response.status_code, heads, TOKEN.sub(b"", content)


def seen_by(town, who, application):
    """Every page of the house as this person reads it, with the application's own among them."""
    browser = browser_of(None if who == "anonymous" else town.people[who])
    everywhere = PAGES if who == "applicant" else LISTS
    pages = {name: town.address(name) for name in everywhere if name.startswith(ABOUT_CALLS)}
    for name in PAGES:
        room, _underscore, verb = name.partition("_")
        if room == "application" and verb not in ("list", "edit"):
            pages[f"{name} of it"] = reverse(name, args=[application.pk])
    pages |= {
        "edit of it": reverse("application_edit", args=[application.pk, "initiative"]),
        "take out of it": reverse("enclosure_take_out", args=[application.enclosures.get().pk]),
        "receipt of it": reverse("paper_receipt", args=[application.pk]),
        "call of it": reverse("competition_detail", args=[application.competition_id]),
        "public call of it": reverse("call_detail", args=[application.competition_id]),
    }
    pages |= {address: address for address in SEARCHES}
    return {name: answered(browser.get(address)) for name, address in pages.items()}


def pressed_by(town, who, application):
    """What the buttons of the application answer to this person; nothing of it may stay."""
    browser = browser_of(None if who == "anonymous" else town.people[who])
    given = {
        "application_submit": {},
        "application_edit": {"seen": 0, "title": "Башка"},
        "application_enclose": {"item": "other", "title": "Кагаз"},
        "application_admit": {},
        "application_decline": {"ground": "Жок"},
        "application_cover": {},
    }
    found = {}
    for name, data in given.items():
        args = [application.pk, *(["initiative"] if name == "application_edit" else [])]
        found[name] = answered(browser.post(reverse(name, args=args), data))
    enclosure = application.enclosures.get()
    out = reverse("enclosure_take_out", args=[enclosure.pk])
    return found | {"enclosure_take_out": answered(browser.post(out))}


def in_a_world(town, who, *acts, at=factories.NOON):
    """What this person reads in the world in which these acts were done, and then were not."""
    application = town.keys["application"]
    with clock.at(at), transaction.atomic():
        now = application
        for act in acts:
            now = act(now, town.clerk)
        found = seen_by(town, who, application), pressed_by(town, who, application)
        transaction.set_rollback(True)
    return found


def marked(verdict):
    def mark(application, clerk):
        item = application.competition.checklist.get()
        marks = [{"item": item, "verdict": verdict, "note": "Көрүлдү"}]
        return actions.mark_items(application, actor=clerk, marks=marks)

    return mark


def admitted(application, clerk):
    return actions.admit(application, actor=clerk)


def declined(application, clerk):
    return actions.decline(application, actor=clerk, ground="Шарттарга ылайык эмес")


def returned(application, clerk):
    with clock.at(factories.NOON):
        return actions.send_back(application, actor=clerk, note="Катты кошуңуз")


def differences(one, other):
    return [name for page in (0, 1) for name in one[page] if one[page][name] != other[page][name]]


@pytest.mark.parametrize("who", OUTSIDE)
def test_admitted_or_declined_reads_the_same_outside(who, town_of_everything):
    """Every page, search, count, export, notice and button, byte by byte."""
    one = in_a_world(town_of_everything, who, marked("met"), admitted)
    other = in_a_world(town_of_everything, who, marked("not_met"), declined)

    assert differences(one, other) == []


@pytest.mark.parametrize("who", ["applicant"])
def test_unchecked_reads_the_same_as_admitted(who, town_of_everything):
    assert (
        differences(
            in_a_world(town_of_everything, who),
            in_a_world(town_of_everything, who, marked("met"), admitted),
        )
        == []
    )


@pytest.mark.parametrize("who", ["applicant"])
def test_lapsed_reads_the_same_whether_it_was_declined_yet_or_not(who, town_of_everything):
    late = factories.NOON + timedelta(days=7)
    lapsed = in_a_world(town_of_everything, who, marked("curable"), returned, at=late)
    ended = in_a_world(town_of_everything, who, marked("curable"), returned, declined, at=late)

    assert differences(lapsed, ended) == []


def test_the_office_reads_the_difference(town_of_everything):
    """What must not leak is there to leak."""
    one = in_a_world(town_of_everything, "clerk", marked("met"), admitted)
    other = in_a_world(town_of_everything, "clerk", marked("not_met"), declined)

    assert {"application_detail of it", "application_list"} <= set(differences(one, other))
