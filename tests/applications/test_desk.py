"""The paper desk: the envelope, its scan, the two keyings and who settles where they differ."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from applications import actions
from applications.models import Application, Scan
from audit import clock
from audit.acts import Refused
from audit.models import Entry, Notice
from competitions.actions import grant_permit
from tests import factories
from tests.applications.conftest import PEOPLE

CLERKS = {"clerk", "second_clerk"}
OTHERS = [name for name in PEOPLE if name not in CLERKS]
TYPED = {"brought_by": "Осмонов Нурбек", "pages": 9}


def picture(colour="white"):
    file = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(file, "PNG")
    return SimpleUploadedFile(f"{colour}.png", file.getvalue(), "image/png")


def kept(sha256="1" * 64):
    file = factories.ContentFile(b"%PDF-1.4 page", "page.pdf")
    return {"file": file, "kind": "application/pdf", "size": 13, "sha256": sha256}


def refused(act, *args, **facts):
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    return refusal.value.reasons


@pytest.fixture
def browser(clerk):
    entered = Client(HTTP_ACCEPT_LANGUAGE="en")
    entered.force_login(clerk)
    return entered


@pytest.fixture
def differing(paper, second_clerk):
    """Keyed twice; the name, the number of members and the sum asked differ."""
    second = paper.keyed() | {
        "representative_name": "Осмонов Нурлан",
        "members": "2",
        "asked": "61000.00",
    }
    return actions.repeat_keying(paper, actor=second_clerk, repeated=second)


# --- the envelope


def test_both_moments_and_the_reason_are_in_the_journal(call, clerk):
    minute = factories.NOON - timedelta(hours=4, seconds=1)

    application = actions.register_envelope(
        call, actor=clerk, received_at=minute, late_reason="Свет өчкөн", **TYPED
    )

    entry = Entry.objects.get()
    assert (entry.at, entry.note) == (factories.NOON, "Свет өчкөн")
    assert entry.facts["received_at"] == "2026-04-10T01:59:59.000000Z"
    assert (application.received_at, application.begun_at) == (minute, factories.NOON)
    assert application.is_entered_later
    assert application.envelope.late_reason == "Свет өчкөн"


@pytest.mark.parametrize(("seconds", "asked"), [(0, False), (1, True)])
def test_a_reason_is_asked_for_after_half_a_working_day(seconds, asked, call, clerk, no_trace):
    minute = factories.NOON - timedelta(hours=4, seconds=seconds)

    if not asked:
        assert actions.register_envelope(call, actor=clerk, received_at=minute, **TYPED).number == 1
        return
    with no_trace(), pytest.raises(ValidationError) as fault:
        actions.register_envelope(call, actor=clerk, received_at=minute, **TYPED)
    assert list(fault.value.message_dict) == ["late_reason"]


def test_an_envelope_from_before_the_reception(call, clerk, no_trace):
    early = call.opens_at - timedelta(microseconds=1)

    with no_trace():
        assert refused(
            actions.register_envelope, call, actor=clerk, received_at=early, **TYPED
        ) == ["At that minute the reception had not begun: 01.04.2026 09:00."]


@pytest.mark.parametrize("reason", ["", "Кезек болду"])
def test_what_came_in_time_is_entered_after_the_clock_closed_the_reception(reason, checking, clerk):
    minute = checking.closes_at
    facts = {"received_at": minute, "late_reason": reason, **TYPED}
    with clock.at(minute + timedelta(minutes=10)):
        if reason:
            assert actions.register_envelope(checking, actor=clerk, **facts).received_at == minute
            return
        with pytest.raises(ValidationError):
            actions.register_envelope(checking, actor=clerk, **facts)
    assert Application.objects.count() == 0


def test_when_the_scoring_is_open_no_envelope_is_entered(town, clerk, no_trace):
    scoring = factories.competition(town, state="scoring")
    with no_trace():
        assert refused(
            actions.register_envelope,
            scoring,
            actor=clerk,
            received_at=factories.NOON,
            late_reason="Унутулду",
            **TYPED,
        ) == ["This call takes no applications at this moment."]


@pytest.mark.parametrize(("seconds", "taken"), [(0, True), (1, False)])
def test_a_late_envelope_is_taken_by_the_permit_of_its_applicant_only(
    seconds, taken, call, clerk, head, applicant, rival
):
    until = call.closes_at + timedelta(hours=2)
    reasons = {"reason_ky": "Жол жабык", "reason_ru": "Дорога закрыта"}
    grant_permit(call, actor=head, user=applicant, until=until, **reasons)
    minute = until + timedelta(seconds=seconds)

    with clock.at(minute):
        for person in (None, rival):
            assert refused(
                actions.register_envelope,
                call,
                actor=clerk,
                received_at=minute,
                applicant=person,
                **TYPED,
            )
        facts = {"received_at": minute, "applicant": applicant, **TYPED}
        if taken:
            assert actions.register_envelope(call, actor=clerk, **facts).applicant == applicant
        else:
            assert refused(actions.register_envelope, call, actor=clerk, **facts)


def test_the_form_offers_the_permits_of_the_call(call, clerk, head, applicant, browser):
    page = reverse("envelope_register", args=[call.pk])
    assert "permit" not in browser.get(page).context["form"].fields
    until = call.closes_at + timedelta(hours=2)
    reasons = {"reason_ky": "Жол жабык", "reason_ru": "Дорога закрыта"}
    permit = grant_permit(call, actor=head, user=applicant, until=until, **reasons)

    with clock.at(until):
        answer = browser.post(
            page, {"received_at": "2026-04-20T18:59", "permit": permit.pk, **TYPED}
        )

    application = Application.objects.get()
    assert answer.url == reverse("application_registered", args=[application.pk])
    assert application.applicant == applicant


def test_a_late_envelope_keeps_what_was_typed_beside_the_sentence(call, browser):
    page = reverse("envelope_register", args=[call.pk])
    with clock.at(call.closes_at + timedelta(hours=1)):
        answer = browser.post(page, {"received_at": "2026-04-20T17:01", **TYPED})

    assert answer.status_code == 200
    words = answer.content.decode()
    assert "The last minute of reception was 20.04.2026 17:00." in words
    assert 'value="Осмонов Нурбек"' in words
    assert Application.objects.count() == 0


def test_after_registering_the_slip_is_at_hand_and_the_next_one(call, browser):
    answer = browser.post(
        reverse("envelope_register", args=[call.pk]),
        {"received_at": "2026-04-10T11:30", "scans": [picture(), picture("red")], **TYPED},
        follow=True,
    )

    application = Application.objects.get()
    words = answer.content.decode()
    assert reverse("paper_receipt", args=[application.pk]) in words
    assert reverse("envelope_register", args=[call.pk]) in words
    assert "№ 1" in words
    assert [scan.position for scan in application.envelope.scans] == [1, 2]
    slip = browser.get(reverse("paper_receipt", args=[application.pk]))
    assert (slip.status_code, slip["Content-Type"]) == (200, "application/pdf")


# --- the scan


def test_pages_are_added_and_taken_out_until_it_is_handed_in(paper, clerk, second_clerk):
    actions.scan_pages(paper, actor=clerk, scans=[kept(), kept("2" * 64), kept()])
    first, second = Scan.objects.order_by("pk")
    assert Entry.objects.get().facts["added"] == ["1" * 64, "2" * 64]

    actions.scan_take_out(paper, actor=second_clerk, scan=first)

    assert [scan.pk for scan in Application.objects.get().envelope.scans] == [second.pk]
    assert Scan.objects.count() == 2
    assert Entry.objects.order_by("-pk")[0].facts["taken_out"] == "1" * 64
    actions.scan_pages(paper, actor=clerk, scans=[kept("3" * 64)])
    assert [scan.position for scan in Application.objects.get().envelope.scans] == [2, 3]


@pytest.mark.parametrize("state", ["submitted", "admitted", "withdrawn"])
def test_the_scan_is_closed_with_the_application(state, paper, clerk, no_trace):
    Application.objects.update(state=state)
    with no_trace():
        assert refused(actions.scan_pages, paper, actor=clerk, scans=[kept()])


@pytest.mark.parametrize("name", OTHERS)
def test_only_a_clerk_scans_resolves_and_links(name, differing, everyone, no_trace, applicant):
    person = everyone[name]
    with no_trace():
        for act, facts in (
            (actions.scan_pages, {"scans": [kept()]}),
            (actions.resolve_keying, {"choices": {}}),
            (actions.link_applicant, {"person": applicant}),
        ):
            with pytest.raises(PermissionDenied):
                act(differing, actor=person, **facts)


STATES = ["draft", "returned"]


@pytest.mark.parametrize("state", STATES)
def test_a_clerk_of_the_group_does_nothing_with_its_envelope(
    state, differing, clerk, second_clerk, applicant, no_trace
):
    factories.member(differing, phone=clerk.phone)
    Application.objects.update(state=state, returned_until=factories.at(4, 20))
    application = Application.objects.get()
    acts = [
        (actions.edit_part, {"part": "plan"}),
        (actions.scan_pages, {"scans": [kept()]}),
        (actions.repeat_keying, {"repeated": {}}),
        (actions.resolve_keying, {"choices": {}}),
        (actions.link_applicant, {"person": applicant}),
        (actions.submit, {}),
    ]

    with no_trace():
        for act, facts in acts:
            with pytest.raises(PermissionDenied):
                act(application, actor=clerk, **facts)


def test_a_page_is_shown_in_its_place_and_can_do_nothing_there(paper, clerk, browser):
    scan = factories.scanned(paper.envelopes.get(), clerk)
    page = reverse("scan_file", args=[scan.pk])

    shown, taken = browser.get(page), browser.get(page, {"download": 1})

    assert shown["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; frame-ancestors 'self'"
    )
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Cache-Control"] == "private, no-store"
    assert shown["Content-Disposition"].startswith("inline;")
    assert taken["Content-Disposition"].startswith("attachment;")
    assert [b"".join(answer.streaming_content) for answer in (shown, taken)] == [
        b"%PDF-1.4 scan"
    ] * 2


def test_a_file_of_an_unknown_kind_is_only_handed_over(paper, clerk, browser):
    scan = factories.scanned(paper.envelopes.get(), clerk, kind="text/html")

    answer = browser.get(reverse("scan_file", args=[scan.pk]))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    answer.close()


def test_the_scan_stands_beside_the_form(paper, clerk, browser):
    scan = factories.scanned(paper.envelopes.get(), clerk)
    photo = factories.scanned(paper.envelopes.get(), clerk, kind="image/png")
    for page, args in (
        ("application_edit", [paper.pk, "budget"]),
        ("application_repeat_keying", [paper.pk]),
    ):
        words = browser.get(reverse(page, args=args)).content.decode()
        assert f'<iframe src="{scan.get_absolute_url()}"' in words
        assert f'<img src="{photo.get_absolute_url()}"' in words
        assert 'class="scan-beside"' in words


def test_many_photographs_and_the_one_that_is_amiss(paper, browser):
    page = reverse("application_scan", args=[paper.pk])
    answer = browser.post(page, {"scans": [picture(), SimpleUploadedFile("a.png", b"no picture")]})
    assert answer.context["form"].errors == {
        "scans": ["a.png: This file is not one of: PDF, JPEG, PNG, HEIC."]
    }
    assert Scan.objects.count() == 0

    answer = browser.post(page, {"scans": [picture(), picture("red"), picture("blue")]})

    assert answer.url == page
    assert [scan.kind for scan in Scan.objects.order_by("pk")] == ["image/png"] * 3


def test_without_a_file_nothing_is_added(paper, browser):
    answer = browser.post(reverse("application_scan", args=[paper.pk]), {})

    assert answer.context["form"].errors == {"scans": ["Choose a file."]}


# --- the second keying


def test_who_keyed_what_is_told(paper, clerk, second_clerk, browser):
    edited = actions.edit_part(
        paper, actor=second_clerk, part="budget", rows={"lines": []}, values={}
    )
    actions.edit_part(edited, actor=clerk, part="initiative", values={"title": "Ваза"})

    progress = Application.objects.get().envelope.progress
    assert [(str(row["title"]), row["name"], row["at"]) for row in progress] == [
        ("The initiative", clerk.name, factories.NOON),
        ("Budget", second_clerk.name, factories.NOON),
    ]
    words = browser.get(reverse("application_tasks", args=[paper.pk])).content.decode()
    assert second_clerk.name in words


@pytest.mark.parametrize(("name", "alone"), [("clerk", True), ("second_clerk", False)])
def test_keyed_alone_is_marked(name, alone, paper, clerk, everyone):
    actions.edit_part(paper, actor=clerk, part="budget", values={})
    # Whoever only filled in a text that is not keyed twice has not keyed it a first time.
    actions.edit_part(paper, actor=everyone["second_clerk"], part="existing", values={})

    keyed = actions.repeat_keying(paper, actor=everyone[name], repeated=paper.keyed())

    assert keyed.envelope.repeated_alone is alone
    assert Entry.objects.order_by("-pk")[0].facts["alone"] is alone


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("Жаш демилге", " жаш  Демилге ", True),
        ("Жаш демилге", "Жаш демилгеси", False),
        ("", "", True),
        ("", "Жаш", False),
    ],
)
def test_spaces_and_capital_letters_are_no_difference(first, second, agree, paper, clerk):
    Application.objects.update(group_name=first)
    application = Application.objects.get()

    keyed = actions.repeat_keying(
        application, actor=clerk, repeated=application.keyed() | {"group_name": second}
    )

    assert (keyed.keying_differences() == []) is agree


def test_differences_block_and_name_themselves(differing, clerk, no_trace):
    with no_trace():
        assert refused(actions.submit, differing, actor=clerk) == [
            (
                "representative's full name: keyed first as “Осмонов Нурбек”, the second time as "
                "“Осмонов Нурлан”."
            ),
            "number of members: keyed first as “1”, the second time as “2”.",
            "sum asked: keyed first as “60000.00”, the second time as “61000.00”.",
        ]


def test_mending_the_page_to_the_second_keying_does_not_settle_it(differing, clerk):
    actions.edit_part(
        differing,
        actor=clerk,
        part="applicant",
        values={"representative_name": "Осмонов Нурлан"},
        rows={},
    )

    left = [row["name"] for row in Application.objects.get().keying_differences()]
    assert left == ["representative_name", "members", "asked"]


def test_a_named_person_settles_each_difference(differing, second_clerk):
    choices = {
        "representative_name": {"choice": "anew", "value": "Осмонов Нурдин"},
        "members": {"choice": "first"},
        "asked": {"choice": "second"},
    }

    settled = actions.resolve_keying(differing, actor=second_clerk, choices=choices)

    fresh = Application.objects.get()
    assert fresh.representative_name == "Осмонов Нурдин"
    assert fresh.part_versions == {"applicant": 1}
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.act, entry.actor, entry.at) == (
        "applications.resolve_keying",
        second_clerk,
        factories.NOON,
    )
    assert entry.facts["chosen"] == {
        "representative_name": "anew",
        "members": ["first", "1"],
        "asked": ["second", "61000.00"],
    }
    assert Entry.objects.count() == 2
    assert {name: note["name"] for name, note in settled.envelope.resolved.items()} == (
        dict.fromkeys(choices, second_clerk.name)
    )
    assert refused(actions.submit, fresh, actor=second_clerk) == [
        "sum asked: the paper says “61000.00”, the page says “60000.00”.",
    ]


def test_a_sum_is_put_right_on_its_page_and_then_agrees(differing, clerk):
    choices = {
        "representative_name": {"choice": "first"},
        "members": {"choice": "first"},
        "asked": {"choice": "first"},
    }
    actions.resolve_keying(differing, actor=clerk, choices=choices)

    assert Application.objects.get().keying_differences() == []
    assert actions.submit(differing, actor=clerk).state == "submitted"


def test_keying_once_more_begins_anew(differing, second_clerk):
    agreed = actions.repeat_keying(differing, actor=second_clerk, repeated=differing.keyed())

    assert (agreed.envelope.differed, agreed.envelope.resolved) == ({}, {})
    assert agreed.keying_differences() == []


def test_nothing_is_resolved_where_nothing_differs(paper, clerk, no_trace):
    with no_trace():
        assert refused(actions.resolve_keying, paper, actor=clerk, choices={}) == [
            "The two keyings do not differ."
        ]


def test_the_page_of_differences(differing, clerk, browser):
    page = reverse("application_resolve_keying", args=[differing.pk])
    words = browser.get(page).content.decode()
    assert "first: “60\u00a0000”" in words
    assert "second: “61\u00a0000”" in words

    wrong = browser.post(
        page,
        {
            "choice_representative_name": "anew",
            "choice_members": "first",
            "value_members": "3",
        },
    )
    assert wrong.context["form"].errors == {
        "value_representative_name": ["Type what the paper says."],
        "value_members": ["Leave this empty, or choose that neither is right."],
        "choice_asked": ["This field is required."],
    }

    right = browser.post(
        page,
        {
            "choice_representative_name": "second",
            "choice_members": "first",
            "choice_asked": "anew",
            "value_asked": "62 000",
        },
    )
    assert right.url == reverse("application_edit", args=[differing.pk, "budget"])
    assert Application.objects.get().representative_name == "Осмонов Нурлан"


# --- taken back by letter


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_withdrawn_by_a_letter_with_its_number_and_day(state, paper, browser):
    Application.objects.update(state=state)
    page = reverse("application_withdraw", args=[paper.pk])
    ahead = browser.post(page, {"letter_on": "2026-04-11"})
    assert ahead.context["form"].errors == {"letter_on": ["This day lies ahead."]}
    assert list(browser.post(page, {"note": "Кат"}).context["form"].errors) == ["letter_on"]

    browser.post(page, {"letter_number": "5", "letter_on": "2026-04-09", "note": "Чечим өзгөрдү"})

    assert Application.objects.get().state == "withdrawn"
    assert Entry.objects.get().note == "№ 5, 09.04.2026. Чечим өзгөрдү"


# --- the applicant gets an account


def test_link_applicant(paper, clerk, applicant):
    linked = actions.link_applicant(paper, actor=clerk, person=applicant)

    assert linked.applicant == applicant
    entry = Entry.objects.get()
    assert (entry.act, entry.facts) == (
        "applications.link_applicant",
        {"person": {"id": applicant.pk, "label": applicant.name}},
    )
    assert list(Notice.objects.values_list("template", "recipient")) == [
        ("applications/linked", applicant.pk)
    ]
    assert list(Application.objects.of_person(applicant)) == [linked]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"confirmed_at": None}, "This account has not been confirmed."),
        ({"state": "closed"}, "This account has not been confirmed."),
    ],
)
def test_an_account_nobody_has_seen_gets_no_application(fields, fault, paper, clerk, no_trace):
    person = factories.user("Токтосунова Айжан", **fields)

    with no_trace(), pytest.raises(ValidationError) as error:
        actions.link_applicant(paper, actor=clerk, person=person)
    assert error.value.message_dict == {"phone": [fault]}


def test_whoever_sits_in_the_commission_gets_no_application(
    paper, commission, clerk, member, no_trace
):
    with no_trace(), pytest.raises(ValidationError):
        actions.link_applicant(paper, actor=clerk, person=member)


def test_linking_does_not_pass_the_number_the_terms_allow(paper, call, clerk, applicant, no_trace):
    factories.application(call, applicant)

    with no_trace(), pytest.raises(ValidationError):
        actions.link_applicant(paper, actor=clerk, person=applicant)


def test_an_application_is_given_once_and_only_when_it_came_on_paper(
    paper, draft, clerk, applicant, rival, no_trace
):
    Application.objects.filter(pk=paper.pk).update(applicant=rival)
    with no_trace():
        assert refused(actions.link_applicant, paper, actor=clerk, person=applicant) == [
            "This application already belongs to an account."
        ]
        with pytest.raises(PermissionDenied):
            actions.link_applicant(draft, actor=clerk, person=rival)


def test_the_account_is_found_by_its_phone(paper, clerk, head, applicant, browser):
    page = reverse("application_link_applicant", args=[paper.pk])
    for phone in (head.phone, clerk.phone, "+996700999888"):
        answer = browser.post(page, {"phone": phone, "seen": "on"})
        assert answer.context["form"].errors == {
            "phone": ["There is no account with this phone: open one first."]
        }
    unseen = browser.post(page, {"phone": applicant.phone})
    assert list(unseen.context["form"].errors) == ["seen"]

    answer = browser.post(page, {"phone": applicant.phone, "seen": "on"})

    assert answer.url == paper.get_absolute_url()
    assert Application.objects.get().applicant == applicant


# --- how many queries


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("application_registered", 8),
        ("application_scan", 7),
        ("application_resolve_keying", 10),
        ("application_link_applicant", 5),
    ],
)
def test_queries_of_the_desk(
    page, most, count, differing, clerk, browser, django_assert_num_queries
):
    for _ in range(count):
        factories.scanned(differing.envelope, clerk)
        factories.member(differing)
        factories.budget_line(differing)

    with django_assert_num_queries(most):
        assert browser.get(reverse(page, args=[differing.pk])).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_scan(count, paper, clerk, browser, django_assert_num_queries):
    for _ in range(count):
        factories.scanned(paper.envelope, clerk)

    with django_assert_num_queries(6):
        browser.get(paper.envelope.get_absolute_url())
