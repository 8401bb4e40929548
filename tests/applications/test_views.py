"""Every page of the room: who is answered what, what it says, and how many queries it costs."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications import actions
from applications.choices import PARTS, ApplicationState
from applications.models import Application, Enclosure, Scan, Upload, Version
from applications.urls import urlpatterns
from audit import clock
from audit.models import Entry
from tests import factories
from tests.applications.conftest import PEOPLE, mark_all

OFFICE = {"clerk", "second_clerk", "head", "auditor"}
CLERKS = {"clerk", "second_clerk"}


@pytest.fixture
def signed_in(client, english):
    """A browser in which this person has signed in, reading English."""

    def enter(person):
        entered = Client(HTTP_ACCEPT_LANGUAGE="en")
        if person is not None:
            entered.force_login(person)
        return entered

    return enter


def copied(enclosure):
    """A covered copy of a file."""
    copy = ContentFile(b"%PDF-1.4 covered", "covered.pdf")
    return {"enclosure": enclosure, "file": copy, "kind": "application/pdf"}


@pytest.fixture
def town_pages(commission, checking, applicant, clerk):
    """One address for every name, about the applicant's own things or those of the paper desk."""
    draft = factories.application(commission, applicant)
    received = factories.application(checking, applicant, state="submitted", number=1)
    version = Version.objects.create(
        application=received, number=1, facts={}, sha256="0" * 64, made_at=factories.NOON
    )
    paper = factories.application(
        checking, None, route="paper", number=2, received_at=factories.at(4, 8)
    )
    envelope = factories.envelope(paper, clerk)
    scan = factories.scanned(envelope, clerk)
    coded = factories.competition(
        checking.municipality, state="checking", hidden=True, closes_at=factories.at(4, 9)
    )
    covered = factories.application(coded, applicant, state="submitted", number=1)
    actions.cover(covered, actor=clerk, files=[copied(covered.enclosures.get())])
    return {
        "application_list": [],
        "application_detail": [received.pk],
        "application_tasks": [draft.pk],
        "application_edit": [draft.pk, "initiative"],
        "application_enclose": [draft.pk],
        "application_upload": [received.pk],
        "upload_piece": [factories.upload(draft).pk],
        "upload_drop": [Upload.objects.get().pk],
        "application_submit": [draft.pk],
        "application_submitted": [received.pk],
        "application_withdraw": [received.pk],
        "application_discard": [draft.pk],
        "application_repeat_keying": [paper.pk],
        "application_resolve_keying": [paper.pk],
        "application_registered": [paper.pk],
        "application_scan": [paper.pk],
        "application_link_applicant": [paper.pk],
        "scan_file": [scan.pk],
        "scan_take_out": [scan.pk],
        "application_mark_items": [received.pk],
        "application_cover": [covered.pk],
        "application_send_back": [received.pk],
        "application_admit": [received.pk],
        "application_decline": [received.pk],
        "version_compare": [version.pk],
        "version_detail": [version.pk],
        "enclosure_download": [received.enclosures.get().pk],
        "enclosure_covered": [covered.enclosures.get().pk],
        "enclosure_take_out": [draft.enclosures.get().pk],
        "envelope_scan": [envelope.pk],
        "competition_apply": [commission.pk],
        "envelope_register": [commission.pk],
        "competition_book": [checking.pk],
        "competition_unchecked": [checking.pk],
        "competition_coverings": [covered.competition_id],
        "competition_declare_failed": [checking.pk],
    }


EVERYBODY = set(PEOPLE)
OWN = {"applicant"}
# Who is answered 200, who 403; everybody else is answered 404. Signed out: to the sign-in page.
ANSWERS = {
    "application_list": (EVERYBODY, set()),
    "application_detail": (OWN | OFFICE, set()),
    "application_tasks": (OWN, set()),
    "application_edit": (OWN, set()),
    "application_enclose": (OWN, set()),
    "application_upload": (OWN, OFFICE),
    "upload_piece": (OWN, set()),
    "upload_drop": (OWN, set()),
    "application_submit": (OWN, set()),
    "application_submitted": (OWN | OFFICE, set()),
    "application_withdraw": (OWN, OFFICE),
    "application_discard": (OWN, set()),
    "application_repeat_keying": (CLERKS, OFFICE - CLERKS),
    "application_resolve_keying": (CLERKS, OFFICE - CLERKS),
    "application_registered": (OFFICE, set()),
    "application_scan": (CLERKS, OFFICE - CLERKS),
    "application_link_applicant": (CLERKS, OFFICE - CLERKS),
    "scan_file": (OFFICE, set()),
    "scan_take_out": (CLERKS, OFFICE - CLERKS),
    "application_mark_items": (CLERKS, OWN | OFFICE - CLERKS),
    "application_cover": (CLERKS, OWN | OFFICE - CLERKS),
    "application_send_back": (CLERKS, OWN | OFFICE - CLERKS),
    "application_admit": (CLERKS, OWN | OFFICE - CLERKS),
    "application_decline": (CLERKS, OWN | OFFICE - CLERKS),
    "version_compare": (OWN | OFFICE, set()),
    "version_detail": (OWN | OFFICE, set()),
    "enclosure_download": (OWN | OFFICE, set()),
    "enclosure_covered": (OFFICE, set()),
    "enclosure_take_out": (OWN, set()),
    "envelope_scan": (OFFICE, set()),
    "competition_apply": (EVERYBODY - {"clock_user"}, {"clock_user"}),
    "envelope_register": (CLERKS, EVERYBODY - CLERKS),
    "competition_book": (OFFICE, set()),
    "competition_unchecked": (OFFICE, set()),
    "competition_coverings": (OFFICE, set()),
    "competition_declare_failed": ({"head"}, EVERYBODY - {"head"}),
}


def test_the_table_lists_every_address():
    assert sorted(ANSWERS) == sorted(pattern.name for pattern in urlpatterns)


@pytest.mark.parametrize("name", PEOPLE)
def test_who_is_answered_what(name, town_pages, everyone, signed_in):
    browser = signed_in(everyone[name])
    expected = {
        page: 200 if name in open_ else 403 if name in forbidden else 404
        for page, (open_, forbidden) in ANSWERS.items()
    }

    assert {page: status(browser, page, args) for page, args in town_pages.items()} == expected


def status(browser, page, args):
    return got(browser, page, args).status_code


def got(browser, page, args):
    """The answer, with a file read to its end, so that it is closed."""
    answer = browser.get(reverse(page, args=args))
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def test_signed_out_everything_leads_to_the_sign_in(town_pages, signed_in):
    browser = signed_in(None)
    before = Entry.objects.count()

    for page, args in town_pages.items():
        address = reverse(page, args=args)
        for answer in (browser.get(address), browser.post(address, {"title": "А"})):
            assert (answer.status_code, answer.url) == (
                302,
                f"{reverse('sign_in')}?next={address}",
            ), page
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "name", [name for name in PEOPLE if name not in CLERKS | {"applicant", "head"}]
)
def test_pressing_what_one_may_not_changes_nothing(name, town_pages, everyone, signed_in, no_trace):
    browser = signed_in(everyone[name])
    own = {"competition_apply"}

    with no_trace():
        for page, args in town_pages.items():
            if page not in own:
                assert browser.post(reverse(page, args=args), {"note": "А"}).status_code in (
                    403,
                    404,
                    405,
                ), page


@pytest.mark.parametrize(
    "page", [page for page in ANSWERS if page != "application_list" and "register" not in page]
)
def test_numbers_changed_by_hand_are_not_found(page, town_pages, applicant, signed_in):
    args = town_pages[page]
    browser = signed_in(applicant)

    assert browser.get(reverse(page, args=[999999, *args[1:]])).status_code == 404
    assert browser.get(reverse(page, args=[10**17, *args[1:]])).status_code == 404


# --- what the check found, and who may know it

OUTSIDE = ["applicant"]


def told(browser, address, *, moments=True):
    """What a page says, without what differs by chance."""
    words = browser.get(address).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)


@pytest.fixture
def same_story(town, applicant, clerk):
    """One application handed in and checked; how it ended is the test's own."""

    def tell(ended: str, *, cured: bool = False):
        call = factories.competition(
            town, state="checking", closes_at=factories.at(4, 9, 17), number=77
        )
        application = factories.application(
            call, applicant, state="submitted", number=1, code="A-001"
        )
        if cured:
            mark_all(application, clerk, "curable", "Мөөр жок")
            application = actions.send_back(application, actor=clerk, note="Мөөр")
        moment = factories.at(4, 16, 12) if cured else factories.NOON
        with clock.at(moment):
            if ended in ("admit", "decline") and not cured:
                item = call.checklist.get()
                verdict = "met" if ended == "admit" else "not_met"
                actions.mark_items(
                    application,
                    actor=clerk,
                    marks=[{"item": item, "verdict": verdict, "note": "Көрүлдү"}],
                )
            if ended != "nothing":
                application = getattr(actions, ended)(application, actor=clerk)
        return application

    return tell


@pytest.mark.parametrize("ended", ["admit", "decline"])
def test_outside_the_office_nothing_shows_how_the_check_ended(
    ended, same_story, applicant, signed_in, clerk
):
    """The whole of every page is the same as if nobody had looked at the application yet."""
    browser, office = signed_in(applicant), signed_in(clerk)
    pages = [
        "application_detail",
        "application_submitted",
        "application_withdraw",
        "application_submit",
        "application_tasks",
        "application_enclose",
    ]

    application = same_story("nothing")
    addresses = [
        reverse("application_list"),
        reverse("home"),
        reverse("application_edit", args=[application.pk, "initiative"]),
        *(reverse(page, args=[application.pk]) for page in pages),
    ]
    before = {address: told(browser, address) for address in addresses}
    assert "submitted" in before[application.get_absolute_url()]
    item = application.competition.checklist.get()
    verdict = "met" if ended == "admit" else "not_met"
    actions.mark_items(
        application, actor=clerk, marks=[{"item": item, "verdict": verdict, "note": "Көрүлдү"}]
    )
    after_check = getattr(actions, ended)(application, actor=clerk)

    assert after_check.state == {"admit": "admitted", "decline": "declined"}[ended]
    assert {address: told(browser, address) for address in addresses} == before
    assert (
        f"Application {after_check.state}"
        in office.get(application.get_absolute_url()).content.decode()
    )


def test_a_declined_one_that_was_not_mended_in_term_looks_as_before(
    same_story, applicant, signed_in, clerk
):
    browser = signed_in(applicant)
    application = same_story("nothing", cured=True)
    pages = [
        "application_detail",
        "application_submit",
        "application_tasks",
        "application_withdraw",
    ]
    addresses = [
        reverse("application_list"),
        *(reverse(page, args=[application.pk]) for page in pages),
    ]

    with clock.at(factories.at(4, 16, 12)):
        before = {address: told(browser, address) for address in addresses}
        pressed = browser.post(
            reverse("application_submit", args=[application.pk])
        ).content.decode()
        declined = actions.decline(application, actor=clerk)

        assert declined.state == "declined"
        assert {address: told(browser, address) for address in addresses} == before
        again = browser.post(reverse("application_submit", args=[application.pk])).content.decode()
    strip = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert strip.sub("", again) == strip.sub("", pressed)


@pytest.mark.parametrize("state", ["scoring", "failed"])
def test_when_the_check_is_closed_the_applicant_reads_the_outcome_and_its_ground(
    state, same_story, applicant, signed_in
):
    application = same_story("decline")
    type(application.competition).objects.update(state=state)

    words = signed_in(applicant).get(application.get_absolute_url()).content.decode()

    assert "Application declined" in words
    assert "Письмо-обязательство: Көрүлдү" in words


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("state", ["admitted", "declined"])
def test_state_shown_to(name, state, checking, applicant, everyone):
    application = factories.application(checking, applicant, state=state)

    assert application.state_shown_to(everyone[name]) == (state if name in OFFICE else "submitted")


def test_the_filter_by_state_tells_an_applicant_nothing(checking, applicant, signed_in):
    factories.application(checking, applicant, state="declined")
    browser = signed_in(applicant)

    counts = {
        state: len(
            browser.get(reverse("application_list"), {"state": state}).context["object_list"]
        )
        for state in ApplicationState
    }

    assert counts == dict.fromkeys(ApplicationState, 1)


# --- applying


def rows(name, *filled):
    data = {f"{name}-TOTAL_FORMS": len(filled), f"{name}-INITIAL_FORMS": 0}
    for number, row in enumerate(filled):
        data |= {f"{name}-{number}-{column}": value for column, value in row.items()}
    return data


def test_from_the_call_to_the_receipt(call, applicant, signed_in):
    browser = signed_in(applicant)
    answer = browser.post(reverse("competition_apply", args=[call.pk]))
    application = Application.objects.get()
    assert answer.url == reverse("application_tasks", args=[application.pk])
    pages = {
        "applicant": {
            "applicant_kind": "group",
            "group_name": "Жаш демилге",
            "representative_name": "Абдылдаева Гүлнара",
            "representative_phone": "0555 123 456",
            **rows("members", {"name": "Токтосунова Айжан", "sex": "female", "birth_year": "1990"}),
        },
        "initiative": {
            "title": "Гүлзарлар",
            "village": "Жаңы-Айыл",
            "kind": "co_financing",
            "field": "landscaping",
            "issue": "Көчө",
            "latitude": "41,2765",
            "language": "ky",
        },
        "existing": {"existing_money": "5000 сом"},
        "plan": {
            "what_will_be_done": "Гүл",
            **rows(
                "plan",
                {
                    "activity": "Отургузуу",
                    "responsible": "Айжан",
                    "starts_on": "01.06.2026",
                    "ends_on": "2026-06-20",
                },
            ),
        },
        "beneficiaries": {"households": "120", "women": "300", "men": "1 280", "benefit": "Кооз"},
        "participation": {"participation": "Ашар", "sustainability": "Тургундар"},
        "budget": rows(
            "lines",
            {
                "title": "Ваза",
                "unit": "даана",
                "quantity": "6",
                "price": "10 000,50",
                "source": "grant",
            },
            {"title": "Эмгек", "unit": "күн", "quantity": "25", "price": "800", "source": "labour"},
            {},
        ),
        "contributions": rows(
            "pledges",
            {
                "giver": "Тургундар",
                "giver_kind": "resident",
                "kind": "labour",
                "quantity": "25",
                "value": "800",
            },
        ),
        "declarations": {"agrees_to_terms": "on", "consents_to_data": "on"},
    }
    for part, typed in pages.items():
        address = reverse("application_edit", args=[application.pk, part])
        assert browser.get(address).status_code == 200
        answer = browser.post(address, {"seen": "0", "next": "1", **typed})
        assert answer.status_code == 302, answer.content.decode()
    letter = factories.ContentFile(b"%PDF-1.4 letter", "letter.pdf")
    browser.post(
        reverse("application_enclose", args=[application.pk]),
        {"item": call.checklist.get().pk, "file": letter},
    )
    tasks = browser.get(reverse("application_tasks", args=[application.pk])).context["tasks"]
    assert [(task.part, task.faults) for task in tasks] == [(part, []) for part in PARTS]
    assert (
        browser.get(reverse("application_submit", args=[application.pk])).context["reasons"] == []
    )

    answer = browser.post(reverse("application_submit", args=[application.pk]))

    assert answer.url == reverse("application_submitted", args=[application.pk])
    said = browser.get(answer.url).content.decode()
    assert "№ 1" in said
    assert "10.04.2026" in said
    sent = Application.objects.get()
    assert (sent.state, str(sent.asked), str(sent.own)) == ("submitted", "60003.00", "20000.00")
    assert sent.representative_phone == "+996555123456"
    kept = Enclosure.objects.get()
    assert (str(kept), kept.kind, kept.size) == ("Письмо-обязательство", "application/pdf", 15)


def test_submitting_twice_makes_one(draft, applicant, signed_in):
    browser, address = signed_in(applicant), reverse("application_submit", args=[draft.pk])

    first, second = browser.post(address), browser.post(address)

    assert first.url == reverse("application_submitted", args=[draft.pk])
    assert (second.status_code, second.url) == (302, draft.get_absolute_url())
    assert Entry.objects.filter(act="applications.submit").count() == 1
    assert Version.objects.count() == 1


def test_two_tabs_never_overwrite_each_other(draft, applicant, signed_in):
    browser, address = (
        signed_in(applicant),
        reverse("application_edit", args=[draft.pk, "initiative"]),
    )
    typed = {
        "village": "Айыл",
        "kind": "co_financing",
        "field": "water",
        "issue": "Суу",
        "language": "ky",
    }
    browser.post(address, {**typed, "title": "Биринчи барак", "seen": "0"})

    answer = browser.post(address, {**typed, "title": "Экинчи барак", "seen": "0"})

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "This page was saved elsewhere after you opened it. Compare, then save again." in words
    assert "Биринчи барак" in words
    assert "Экинчи барак" in words
    assert Application.objects.get().title == "Биринчи барак"

    again = browser.post(
        address, {**typed, "title": "Экинчи барак", "seen": answer.context["form"]["seen"].value()}
    )
    assert again.status_code == 302
    assert Application.objects.get().title == "Экинчи барак"


def test_what_was_typed_after_the_closing_stays_on_the_page(
    draft, call, applicant, signed_in, no_trace
):
    browser = signed_in(applicant)
    with no_trace(), clock.at(call.closes_at + timedelta(seconds=1)):
        answer = browser.post(
            reverse("application_edit", args=[draft.pk, "initiative"]),
            {"title": "Кечикти", "language": "ky", "seen": "0"},
        )

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "The time to change or hand in this application has passed." in words
    assert "Кечикти" in words


def test_applying_again_shows_what_was_begun(draft, call, applicant, signed_in):
    answer = signed_in(applicant).get(reverse("competition_apply", args=[call.pk]))

    words = answer.content.decode()
    assert answer.context["can_press"] is False
    assert "The terms of the call allow this applicant no further application." in words
    assert draft.get_absolute_url() in words


def test_a_page_of_the_form_that_does_not_exist(draft, applicant, signed_in):
    browser = signed_in(applicant)

    for part in ("secrets", "enclosures", "state"):
        assert browser.get(reverse("application_edit", args=[draft.pk, part])).status_code == 404


@pytest.mark.parametrize("page", ["application_submitted"])
def test_a_draft_has_no_confirmation(page, draft, applicant, signed_in):
    answer = signed_in(applicant).get(reverse(page, args=[draft.pk]))

    assert (answer.status_code, answer.url) == (302, draft.get_absolute_url())


# --- files


@pytest.mark.parametrize(
    ("kind", "served"),
    [
        ("application/pdf", "application/pdf"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_a_file_is_always_a_download_of_a_safe_kind(kind, served, draft, applicant, signed_in):
    Enclosure.objects.update(kind=kind, title='Кат "1"/<script>')

    answer = signed_in(applicant).get(
        reverse("enclosure_download", args=[Enclosure.objects.get().pk])
    )

    assert answer.headers["Content-Type"] == served
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "<script>" not in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 letter"


def test_a_file_that_is_gone_from_the_disk(draft, applicant, signed_in):
    enclosure = Enclosure.objects.get()
    enclosure.file.storage.delete(enclosure.file.name)

    assert (
        signed_in(applicant).get(reverse("enclosure_download", args=[enclosure.pk])).status_code
        == 404
    )


def test_a_file_is_taken_out(draft, applicant, signed_in):
    browser, enclosure = signed_in(applicant), Enclosure.objects.get()

    answer = browser.post(reverse("enclosure_take_out", args=[enclosure.pk]))

    assert answer.url == reverse("application_enclose", args=[draft.pk])
    assert Application.objects.get().kept_enclosures == []
    assert browser.get(reverse("enclosure_download", args=[enclosure.pk])).status_code == 404


# --- the desk and the check


def test_an_envelope_is_registered_keyed_twice_and_submitted(call, clerk, signed_in):
    browser = signed_in(clerk)
    scan = factories.ContentFile(b"%PDF-1.4 scan", "scan.pdf")
    typed = {
        "received_at": "2026-04-10T09:30",
        "brought_by": "Осмонов Нурбек",
        "pages": "9",
        "scans": scan,
    }
    answer = browser.post(reverse("envelope_register", args=[call.pk]), typed)
    application = Application.objects.get()
    assert answer.url == reverse("application_registered", args=[application.pk])
    assert application.received_at == factories.at(4, 10, 9, 30)
    scan = browser.get(reverse("scan_file", args=[Scan.objects.get().pk]))
    assert scan.headers["Content-Type"] == "application/pdf"
    assert b"".join(scan.streaming_content) == b"%PDF-1.4 scan"
    browser.post(
        reverse("application_edit", args=[application.pk, "budget"]),
        {
            "seen": "0",
            **rows(
                "lines",
                {
                    "title": "Ваза",
                    "unit": "даана",
                    "quantity": "6",
                    "price": "10000",
                    "source": "grant",
                },
            ),
        },
    )
    again = reverse("application_repeat_keying", args=[application.pk])

    paper_says = {
        "representative_name": "Осмонов Нурбек",
        "members": "0",
        "title": "Ваза",
        "own": "0",
        "total": "60 000",
    }
    browser.post(
        reverse("application_edit", args=[application.pk, "initiative"]),
        {"seen": "0", "title": "Ваза", "language": "ky"},
    )
    answer = browser.post(again, paper_says | {"asked": "61 000"})
    assert answer.url == reverse("application_resolve_keying", args=[application.pk])
    words = browser.get(answer.url).content.decode()
    assert "60\u00a0000" in words
    assert "61\u00a0000" in words
    answer = browser.post(again, paper_says | {"asked": "60 000"})

    assert answer.url == reverse("application_tasks", args=[application.pk])
    assert Application.objects.get().keying_differences() == []


def test_the_check_from_the_first_item_to_the_outcome(received, clerk, applicant, signed_in):
    browser, item = signed_in(clerk), received.competition.checklist.get()
    marking = reverse("application_mark_items", args=[received.pk])
    answer = browser.post(marking, {f"verdict_{item.pk}": "curable", f"note_{item.pk}": ""})
    assert "Say what is missing: the applicant reads this note." in answer.content.decode()
    browser.post(marking, {f"verdict_{item.pk}": "curable", f"note_{item.pk}": "Мөөр жок"})
    answer = browser.post(
        reverse("application_send_back", args=[received.pk]), {"note": "Мөөр коюңуз"}
    )
    assert answer.url == received.get_absolute_url()

    words = signed_in(applicant).get(received.get_absolute_url()).content.decode()

    assert "Мөөр жок" in words
    assert "Мөөр коюңуз" in words
    assert (
        signed_in(applicant).post(reverse("application_submit", args=[received.pk])).status_code
        == 302
    )
    browser.post(marking, {f"verdict_{item.pk}": "met"})
    browser.post(reverse("application_admit", args=[received.pk]))
    assert Application.objects.get().state == "admitted"


def test_a_returned_one_whose_term_has_run_out_is_shown_to_the_clerk(
    checking, applicant, clerk, signed_in
):
    application = factories.application(
        checking,
        applicant,
        state="returned",
        number=1,
        returned_until=factories.NOON - timedelta(seconds=1),
    )
    browser = signed_in(clerk)

    unchecked = browser.get(reverse("competition_unchecked", args=[checking.pk])).content.decode()
    register = browser.get(reverse("application_list"), {"state": "lapsed"})

    assert "the term has run out" in unchecked
    assert list(register.context["object_list"]) == [application]
    assert (
        "The term for mending has run out."
        in browser.get(application.get_absolute_url()).content.decode()
    )


def test_the_register_is_narrowed_down(call, checking, applicant, rival, clerk, signed_in):
    first = factories.application(call, applicant, state="submitted", number=5, title="Гүлзарлар")
    second = factories.application(checking, rival, state="admitted", number=6, title="Суу түтүгү")
    for row in (first, second):
        Application.objects.filter(pk=row.pk).update(search=row.fold_words())
    browser = signed_in(clerk)

    def found(**narrowed):
        return list(browser.get(reverse("application_list"), narrowed).context["object_list"])

    assert found() == [second, first]
    assert found(call=call.pk) == [first]
    assert found(state="admitted") == [second]
    assert found(words="суу") == [second]
    assert found(words="5") == [first]
    assert found(call=call.pk, state="admitted") == []
    assert found(call="999999") == [first, second]


# --- how many queries


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_register(count, checking, clerk, signed_in, django_assert_num_queries):
    for number in range(count):
        factories.application(
            checking, factories.user(f"Киши {number}"), state="submitted", number=number + 1
        )
    browser = signed_in(clerk)

    with django_assert_num_queries(6):
        assert len(browser.get(reverse("application_list")).context["object_list"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_my_applications(
    count, checking, applicant, signed_in, django_assert_num_queries
):
    for number in range(count):
        factories.application(checking, applicant, state="admitted", number=number + 1)
    browser = signed_in(applicant)

    with django_assert_num_queries(5):
        assert len(browser.get(reverse("application_list")).context["object_list"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_what_waits_for_the_check(
    count, checking, clerk, signed_in, django_assert_num_queries
):
    for number in range(count):
        factories.application(
            checking, factories.user(f"Киши {number}"), state="submitted", number=number + 1
        )
    browser = signed_in(clerk)

    with django_assert_num_queries(6):
        browser.get(reverse("competition_unchecked", args=[checking.pk]))


def fill(application, count):
    for _ in range(count):
        factories.member(application)
        factories.plan_row(application)
        factories.budget_line(application)
        factories.pledge(application, rate=factories.rate(application.competition))
        factories.enclosure(application, item=factories.checklist_item(application.competition))


PAGE_QUERIES = {
    "application_detail": ("clerk", 14),
    "application_tasks": ("applicant", 11),
    "application_submit": ("applicant", 10),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", PAGE_QUERIES)
def test_queries_of_one_application(
    page, count, call, checking, everyone, signed_in, django_assert_num_queries
):
    name, most = PAGE_QUERIES[page]
    where, state = (checking, "submitted") if name == "clerk" else (call, "draft")
    application = factories.application(where, everyone["applicant"], state=state)
    fill(application, count)
    browser = signed_in(everyone[name])

    with django_assert_num_queries(most):
        assert browser.get(reverse(page, args=[application.pk])).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_saving_a_page(count, draft, applicant, signed_in, django_assert_num_queries):
    line = {"title": "Ваза", "unit": "даана", "quantity": "6", "price": "10000", "source": "grant"}
    actions.edit_part(draft, actor=applicant, part="existing", values={})  # the chain exists
    browser = signed_in(applicant)

    with django_assert_num_queries(14):
        answer = browser.post(
            reverse("application_edit", args=[draft.pk, "budget"]),
            {"seen": "0", **rows("lines", *[line] * count)},
        )
    assert answer.status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_submitting(count, call, applicant, signed_in, django_assert_num_queries):
    application = factories.application(call, applicant)
    for _ in range(count):
        factories.member(application)
        factories.plan_row(application)
    actions.edit_part(application, actor=applicant, part="existing", values={})  # the chain exists
    browser = signed_in(applicant)

    with django_assert_num_queries(20):
        assert browser.post(reverse("application_submit", args=[application.pk])).status_code == 302


def test_twelve_hundred_applications_in_the_register(checking, applicant, clerk, signed_in):
    one = factories.application(checking, applicant, state="submitted", number=1)
    Application.objects.bulk_create(
        Application(
            competition=checking,
            number=number,
            begun_at=one.begun_at,
            state="submitted",
            title=f"№ {number}",
        )
        for number in range(2, 1201)
    )

    answer = signed_in(clerk).get(reverse("application_list"), {"call": checking.pk, "page": 24})

    assert [row.number for row in answer.context["object_list"]] == list(range(1151, 1201))


# --- in every language


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_pages_are_drawn_in_every_language(language, town_pages, applicant, clerk):
    for person in (applicant, clerk):
        browser = Client(HTTP_ACCEPT_LANGUAGE=language)
        browser.force_login(person)
        for page, args in town_pages.items():
            answer = got(browser, page, args)
            assert answer.status_code in (200, 403, 404), page
            if answer["Content-Type"].startswith("text/html") and answer.status_code == 200:
                assert f'<html lang="{language}">' in answer.content.decode()
    with translation.override(language):
        assert str(ApplicationState.SUBMITTED.label)
