from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from applications import actions
from applications.choices import ApplicationState, Route
from applications.models import Application, Enclosure, Version, text_of
from audit import clock
from audit.acts import Refused
from audit.canonical import fingerprint
from audit.models import Entry, Notice
from tests import factories
from tests.applications.conftest import PEOPLE, mark_all


def last_entry():
    entry = Entry.objects.order_by("-pk").first()
    return entry.act, entry.before, entry.after, entry.actor_name, entry.note


def letters():
    return list(Notice.objects.order_by("pk").values_list("template", "recipient__name", "channel"))


def refused(act, *args, **facts):
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    return refusal.value.reasons


# --- beginning


def test_begin_application(call, applicant):
    application = actions.begin_application(call, actor=applicant)

    assert Application.objects.get() == application
    assert (application.state, application.route, application.number) == ("draft", "screen", None)
    assert (application.applicant, application.representative_name) == (applicant, applicant.name)
    assert application.representative_phone == applicant.phone
    assert application.begun_at == factories.NOON
    assert last_entry() == ("applications.begin_application", "", "draft", applicant.name, "")
    assert letters() == []


def test_begin_application_a_second_time_is_refused(call, applicant, no_trace):
    actions.begin_application(call, actor=applicant)

    with no_trace():
        assert refused(actions.begin_application, call, actor=applicant) == [
            "The terms of the call allow this applicant no further application."
        ]


def test_begin_application_when_the_call_is_closed(call, applicant, no_trace):
    with no_trace(), clock.at(call.closes_at + timedelta(seconds=1)):
        assert refused(actions.begin_application, call, actor=applicant) == [
            "This call takes no applications at this moment."
        ]


def test_the_clock_does_not_apply(call, clock_user, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        actions.begin_application(call, actor=clock_user)


ENVELOPE = {"brought_by": "Осмонов Нурбек", "brought_phone": "+996700111222", "pages": 9}


def test_register_envelope(call, clerk):
    minute = factories.NOON - timedelta(hours=2)

    application = actions.register_envelope(call, actor=clerk, received_at=minute, **ENVELOPE)

    assert (application.route, application.number, application.received_at) == (
        Route.PAPER,
        1,
        minute,
    )
    assert (application.state, application.applicant) == ("draft", None)
    envelope = application.envelopes.get()
    assert (envelope.received_by, envelope.brought_by, envelope.pages) == (
        clerk,
        "Осмонов Нурбек",
        9,
    )
    assert last_entry() == ("applications.begin_application", "", "draft", clerk.name, "")
    assert Entry.objects.get().facts == {
        "pages": 9,
        "received_at": "2026-04-10T04:00:00.000000Z",
        "number": 1,
    }
    assert letters() == []


@pytest.mark.parametrize("name", [name for name in PEOPLE if name not in ("clerk", "second_clerk")])
def test_register_envelope_is_the_clerks(name, call, everyone, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        actions.register_envelope(
            call, actor=everyone[name], received_at=factories.NOON, **ENVELOPE
        )


def test_register_envelope_that_came_in_time_but_is_entered_late(call, clerk):
    with clock.at(call.closes_at + timedelta(hours=1)):
        application = actions.register_envelope(
            call, actor=clerk, received_at=call.closes_at, **ENVELOPE
        )

    assert application.received_at == call.closes_at


def test_register_envelope_that_came_a_second_late(call, clerk, no_trace):
    late = call.closes_at + timedelta(seconds=1)
    with no_trace(), clock.at(late):
        assert refused(
            actions.register_envelope, call, actor=clerk, received_at=late, **ENVELOPE
        ) == [
            (
                "The last minute of reception was 20.04.2026 17:00. What came later is taken only "
                "by a late permit of the head."
            )
        ]


def test_register_envelope_ahead_of_its_minute(call, clerk, no_trace):
    ahead = factories.NOON + timedelta(minutes=1)
    with no_trace():
        assert refused(
            actions.register_envelope, call, actor=clerk, received_at=ahead, **ENVELOPE
        ) == ["The minute of receipt lies ahead of now."]


# --- filling in


def test_edit_part(draft, applicant):
    edited = actions.edit_part(
        draft, actor=applicant, part="initiative", values={"title": "Жаңы көчө"}
    )

    assert (edited.title, edited.state) == ("Жаңы көчө", "draft")
    assert (edited.part_versions, edited.draft_version) == ({"initiative": 1}, 1)
    assert last_entry() == ("applications.edit", "draft", "draft", applicant.name, "")
    assert Entry.objects.get().facts == {
        "changed": ["title"],
        "part": "initiative",
        "rows": {},
    }
    assert letters() == []


def test_edit_part_changes_nothing_of_another_page(draft, applicant, rival):
    values = {
        "title": "Башка",
        "applicant": rival,
        "number": 7,
        "state": "admitted",
        "issue": "Суу",
    }

    edited = actions.edit_part(draft, actor=applicant, part="existing", values=values)

    fresh = Application.objects.get()
    assert (fresh.title, fresh.applicant, fresh.number, fresh.state) == (
        "Гүлзарлар",
        applicant,
        None,
        "draft",
    )
    assert edited.issue == "Көчөнү көрктөндүрүү"


def test_edit_part_replaces_the_rows(draft, applicant):
    line = {
        "title": "Кум",
        "unit": "т",
        "quantity": Decimal(2),
        "price": Decimal("500.50"),
        "source": "grant",
    }

    edited = actions.edit_part(draft, actor=applicant, part="budget", rows={"lines": [line]})

    assert [(row.title, row.position, row.amount) for row in edited.lines.all()] == [
        ("Кум", 1, Decimal("1001.00"))
    ]
    assert Entry.objects.get().facts == {
        "changed": [],
        "part": "budget",
        "rows": {"lines": {"before": 2, "after": 1}},
    }


def test_edit_part_with_a_bad_row_changes_nothing(draft, applicant, no_trace):
    line = {
        "title": "Кум",
        "unit": "т",
        "quantity": Decimal(-2),
        "price": Decimal(5),
        "source": "grant",
    }

    with no_trace(), pytest.raises(ValidationError):
        actions.edit_part(draft, actor=applicant, part="budget", rows={"lines": [line]})
    assert draft.lines.count() == 2


def test_edit_part_with_a_rate_of_another_call(draft, applicant, town, no_trace):
    rate = factories.rate(factories.competition(town))
    pledge = {
        "giver": "Тургундар",
        "giver_kind": "resident",
        "kind": "labour",
        "quantity": Decimal(1),
        "value": rate.amount,
        "rate": rate,
    }

    with no_trace(), pytest.raises(ValidationError, match="another call"):
        actions.edit_part(draft, actor=applicant, part="contributions", rows={"pledges": [pledge]})


def test_edit_part_never_overwrites_a_newer_text(draft, applicant, no_trace):
    actions.edit_part(
        draft, actor=applicant, part="initiative", values={"title": "Биринчи"}, seen=0
    )

    with no_trace(), pytest.raises(ValidationError, match="saved elsewhere"):
        actions.edit_part(
            draft, actor=applicant, part="initiative", values={"title": "Экинчи"}, seen=0
        )
    edited = actions.edit_part(
        draft, actor=applicant, part="existing", values={"existing_money": "5000"}, seen=0
    )

    assert (edited.title, edited.existing_money) == ("Биринчи", "5000")


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "applicant"])
def test_edit_part_is_the_applicants(name, draft, everyone, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        actions.edit_part(draft, actor=everyone[name], part="initiative", values={"title": "Башка"})


@pytest.mark.parametrize("state", ["submitted", "admitted", "declined", "withdrawn", "awarded"])
def test_edit_part_after_the_state_moved_on(state, call, applicant, no_trace):
    application = factories.application(call, applicant, state=state)

    with no_trace():
        assert refused(
            actions.edit_part,
            application,
            actor=applicant,
            part="initiative",
            values={"title": "А"},
        ) == ["This has already moved on. Open the page again to see where it stands."]


def test_edit_part_after_the_closing(draft, call, applicant, no_trace):
    with no_trace(), clock.at(call.closes_at + timedelta(seconds=1)):
        assert refused(
            actions.edit_part, draft, actor=applicant, part="initiative", values={"title": "А"}
        ) == ["The time to change or hand in this application has passed."]


def file(content=b"%PDF-1.4 letter", name="a.pdf"):
    return {
        "file": ContentFile(content, name),
        "kind": "application/pdf",
        "size": len(content),
        "sha256": "a" * 64,
    }


def test_enclose_and_take_out(draft, applicant, call):
    item = call.checklist.get()
    actions.take_out(draft, actor=applicant, enclosure=draft.enclosures.get())
    assert last_entry()[0] == "applications.edit"
    assert Application.objects.get().kept_enclosures == []

    edited = actions.enclose(draft, actor=applicant, item=item, title="Кат", **file())

    assert [(one.item, str(one), one.size, one.added_at) for one in edited.kept_enclosures] == [
        (item, "Кат", 15, factories.NOON)
    ]
    assert Entry.objects.order_by("-pk").first().facts == {
        "changed": ["draft_version", "part_versions"],
        "part": "enclosures",
        "enclosed": "Кат",
        "sha256": "a" * 64,
    }
    assert letters() == []


def test_enclose_the_same_file_twice_or_for_another_call(draft, applicant, town, no_trace):
    actions.enclose(draft, actor=applicant, title="Кат", **file())
    foreign = factories.checklist_item(factories.competition(town))

    with no_trace():
        with pytest.raises(ValidationError, match="already enclosed"):
            actions.enclose(draft, actor=applicant, title="Кат", **file())
        with pytest.raises(ValidationError, match="another call"):
            actions.enclose(draft, actor=applicant, item=foreign, **file())


def test_enclose_is_the_applicants(draft, rival, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        actions.enclose(draft, actor=rival, title="Кат", **file())
    with no_trace(), pytest.raises(PermissionDenied):
        actions.take_out(draft, actor=rival, enclosure=draft.enclosures.get())


def test_repeat_keying(paper, clerk, second_clerk):
    keyed = actions.repeat_keying(paper, actor=second_clerk, repeated=paper.keyed())

    assert keyed.keying_differences() == []
    envelope = paper.envelopes.get()
    assert (envelope.repeated_by, envelope.repeated_alone) == (second_clerk, False)
    assert last_entry() == ("applications.repeat_keying", "draft", "draft", second_clerk.name, "")

    actions.repeat_keying(paper, actor=clerk, repeated={**paper.keyed(), "asked": "1.00"})

    assert paper.envelopes.get().repeated_alone is True
    assert refused(actions.submit, paper, actor=clerk) == [
        "sum asked: keyed first as “60000.00”, the second time as “1.00”."
    ]


def test_editing_what_was_keyed_twice_blocks_and_anything_else_does_not(paper, clerk):
    actions.repeat_keying(paper, actor=clerk, repeated=paper.keyed())
    actions.edit_part(paper, actor=clerk, part="initiative", values={"issue": "Башка"})
    assert Application.objects.get().keying_differences() == []

    actions.edit_part(paper, actor=clerk, part="initiative", values={"title": "Башка"})

    assert refused(actions.submit, paper, actor=clerk) == [
        "title of the initiative: keyed first as “Башка”, the second time as “Гүлзарлар”."
    ]


def test_a_paper_one_that_was_returned_is_keyed_again_and_submitted(checking, clerk):
    until = factories.at(4, 12)
    application = factories.application(
        checking,
        None,
        route="paper",
        state="returned",
        number=1,
        received_at=factories.at(4, 8),
        cures_used=1,
        returned_until=until,
    )
    factories.returned(application, "initiative")
    factories.envelope(application, clerk)
    application = actions.edit_part(
        application, actor=clerk, part="initiative", values={"title": "Оңдолду"}
    )
    actions.repeat_keying(application, actor=clerk, repeated=application.keyed())

    sent = actions.submit(application, actor=clerk)

    assert (sent.state, sent.number, sent.received_at) == ("submitted", 1, factories.at(4, 8))


# --- handing in


def test_submit(draft, applicant):
    sent = actions.submit(draft, actor=applicant)

    assert (sent.state, sent.number, sent.code) == ("submitted", 1, "A-001")
    assert (sent.received_at, sent.submitted_at) == (factories.NOON, factories.NOON)
    assert (sent.asked, sent.own) == (Decimal("60000.00"), Decimal("20000.00"))
    assert last_entry() == ("applications.submit", "draft", "submitted", applicant.name, "")
    assert letters() == [("applications/submitted", applicant.name, "in_app")]
    version = Version.objects.get()
    assert version.facts == text_of(sent)
    assert version.sha256 == fingerprint(version.facts)
    assert Entry.objects.get().facts == {
        "number": 1,
        "received_at": "2026-04-10T06:00:00.000000Z",
        "version": 1,
        "sha256": version.sha256,
    }


def test_submit_twice_makes_one(draft, applicant, no_trace):
    actions.submit(draft, actor=applicant)

    with no_trace():
        assert refused(actions.submit, draft, actor=applicant) == [
            "This has already moved on. Open the page again to see where it stands."
        ]


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "applicant"])
def test_submit_is_the_applicants(name, draft, everyone, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        actions.submit(draft, actor=everyone[name])


def test_submit_names_every_reason(call, applicant, no_trace):
    call.minimum_share = Decimal(10)
    call.save()
    empty = factories.application(call, applicant, complete=False)

    with no_trace(), clock.at(call.closes_at + timedelta(seconds=1)):
        assert refused(actions.submit, empty, actor=applicant) == [
            "The time to change or hand in this application has passed.",
            "Say who applies: a group, a person or an organisation.",
            "“title of the initiative” is empty.",
            "“village” is empty.",
            "“kind of initiative” is empty.",
            "“field” is empty.",
            "“issue of local significance” is empty.",
            "“what will be done” is empty.",
            "“households” is empty.",
            "“women” is empty.",
            "“men” is empty.",
            "“how life gets better” is empty.",
            "“how residents take part” is empty.",
            "“how it lasts afterwards” is empty.",
            "The plan has no activity yet.",
            "The budget has no line yet.",
            "The own contribution that counts is 0 % of the budget; at least 10 % is asked.",
            "“Письмо-обязательство” is not enclosed.",
            "Not ticked: “we agree to the terms of the call”.",
            "Not ticked: “we consent to the use of our personal data for this call”.",
        ]


def test_submit_in_the_last_second(draft, call, applicant):
    with clock.at(call.closes_at):
        sent = actions.submit(draft, actor=applicant)

    assert sent.received_at == call.closes_at


def test_submit_that_arrived_in_time_and_waited_for_others(draft, call, applicant):
    later = call.closes_at + timedelta(seconds=40)
    with clock.at(later), clock.arrived(call.closes_at):
        sent = actions.submit(draft, actor=applicant)

    entry = Entry.objects.get()
    assert (sent.received_at, sent.submitted_at) == (call.closes_at, later)
    assert (entry.received_at, entry.at) == (call.closes_at, later)


def test_submit_a_second_late(draft, call, applicant, no_trace):
    with no_trace(), clock.at(call.closes_at + timedelta(seconds=1)):
        assert refused(actions.submit, draft, actor=applicant) == [
            "The time to change or hand in this application has passed."
        ]


def test_submit_by_a_late_permit(draft, call, applicant, head):
    until = call.closes_at + timedelta(hours=3)
    factories.permit(call, applicant, until, head)

    with clock.at(until):
        assert actions.submit(draft, actor=applicant).received_at == until


def test_numbers_follow_the_order_of_receipt_without_gaps(call, clerk, applicant, rival):
    first = factories.application(call, applicant)
    second = factories.application(call, rival)
    broken = factories.application(call, factories.user("Үчүнчү"), title="")

    assert (
        actions.register_envelope(call, actor=clerk, received_at=factories.NOON, **ENVELOPE).number
        == 1
    )
    assert actions.submit(second, actor=rival).number == 2
    assert len(refused(actions.submit, broken, actor=broken.applicant)) == 1
    assert actions.submit(first, actor=applicant).number == 3
    assert list(
        Application.objects.exclude(number=None).order_by("number").values_list("number", flat=True)
    ) == [1, 2, 3]


def test_a_version_stays_as_it_was_handed_in(checking, applicant, clerk):
    application = factories.application(checking, applicant)
    with clock.at(factories.at(4, 8)):
        checking_before = type(checking).objects.filter(pk=checking.pk)
        checking_before.update(state="announced")
        actions.submit(application, actor=applicant)
        checking_before.update(state="checking")
    frozen = Version.objects.values().get()
    kept = factories.checklist_item(checking, position=2, is_document=False)
    mark_all(application, clerk, "curable", "Мөөр жок")
    actions.send_back(application, actor=clerk, note="Мөөр", parts={kept.pk: ["initiative"]})

    actions.edit_part(
        application, actor=applicant, part="initiative", values={"title": "Жаңы аталыш"}
    )
    actions.take_out(application, actor=applicant, enclosure=Enclosure.objects.get())
    actions.enclose(
        application,
        actor=applicant,
        item=checking.checklist.get(is_document=True),
        title="Жаңы кат",
        **file(),
    )
    again = actions.submit(application, actor=applicant)

    assert Version.objects.order_by("number").values().first() == frozen
    assert [version.facts["title"] for version in Version.objects.order_by("number")] == [
        "Гүлзарлар",
        "Жаңы аталыш",
    ]
    assert (again.number, again.received_at, again.versions_count) == (1, factories.at(4, 8), 2)
    assert again.returned_until is None
    assert again.marks.count() == 0
    assert fingerprint(frozen["facts"]) == frozen["sha256"]


def test_withdraw(received, applicant):
    gone = actions.withdraw(received, actor=applicant, note="Оюбуз өзгөрдү")

    assert gone.state == "withdrawn"
    assert last_entry() == (
        "applications.withdraw",
        "submitted",
        "withdrawn",
        applicant.name,
        "Оюбуз өзгөрдү",
    )
    assert letters() == [("applications/withdrawn", applicant.name, "in_app")]
    assert refused(actions.withdraw, received, actor=applicant) == [
        "This has already moved on. Open the page again to see where it stands."
    ]


def test_withdraw_is_the_applicants(received, clerk, rival, no_trace):
    for person in (clerk, rival):
        with no_trace(), pytest.raises(PermissionDenied):
            actions.withdraw(received, actor=person)


def test_withdraw_after_the_decision(town, applicant, no_trace):
    decided = factories.competition(town, state="decided")
    application = factories.application(decided, applicant, state="admitted")

    with no_trace():
        assert refused(actions.withdraw, application, actor=applicant) == [
            "The decision has already been made."
        ]


def test_a_declined_one_is_withdrawn_like_any_other_until_the_check_is_closed(
    checking, applicant, no_trace
):
    application = factories.application(checking, applicant, state="declined")
    assert actions.withdraw(application, actor=applicant).state == "withdrawn"

    type(checking).objects.update(state="scoring")
    known = factories.application(checking, factories.user("Экинчи"), state="declined")
    with no_trace():
        assert refused(actions.withdraw, known, actor=known.applicant) == [
            "This application has been declined: there is nothing to withdraw."
        ]


# --- checking


def test_mark_items(received, clerk, second_clerk):
    item = received.competition.checklist.get()
    actions.mark_items(
        received, actor=clerk, marks=[{"item": item, "verdict": "curable", "note": "Мөөр жок"}]
    )

    mark = received.marks.get()
    assert (mark.verdict, mark.note, mark.marked_by, mark.marked_at) == (
        "curable",
        "Мөөр жок",
        clerk,
        factories.NOON,
    )
    assert last_entry() == ("applications.mark_items", "submitted", "submitted", clerk.name, "")
    assert Entry.objects.get().facts == {
        "changed": [],
        "marks": [{"item": item.pk, "verdict": "curable", "note": "Мөөр жок"}],
    }
    assert letters() == []

    actions.mark_items(
        received,
        actor=second_clerk,
        marks=[{"item": item, "verdict": "curable", "note": "Мөөр жок"}],
    )
    assert received.marks.get().marked_by == clerk

    actions.mark_items(received, actor=second_clerk, marks=[{"item": item, "verdict": "met"}])
    assert (received.marks.get().verdict, received.marks.get().marked_by) == ("met", second_clerk)


def test_mark_items_of_another_call_or_another_kind_of_applicant(received, clerk, town, no_trace):
    foreign = factories.checklist_item(factories.competition(town))
    not_asked = factories.checklist_item(received.competition, applicant_kind="legal")

    for item in (foreign, not_asked):
        with no_trace(), pytest.raises(ValidationError, match="not asked from this applicant"):
            actions.mark_items(received, actor=clerk, marks=[{"item": item, "verdict": "met"}])


CHECKS = [
    (actions.mark_items, {"marks": []}),
    (actions.send_back, {"note": "Мөөр"}),
    (actions.admit, {}),
    (actions.decline, {}),
]


@pytest.mark.parametrize(("act", "facts"), CHECKS)
@pytest.mark.parametrize("name", [name for name in PEOPLE if name not in ("clerk", "second_clerk")])
def test_checking_is_the_clerks(act, facts, name, received, everyone, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        act(received, actor=everyone[name], **facts)


@pytest.mark.parametrize(("act", "facts"), CHECKS)
def test_nothing_is_checked_while_applications_are_received(
    act, facts, call, applicant, clerk, no_trace
):
    application = factories.application(call, applicant, state="submitted")
    mark_all(application, clerk, "curable")

    with no_trace():
        reasons = refused(act, application, actor=clerk, **facts)
    assert (
        reasons[0]
        == "Applications are checked after the reception has closed and before the scoring opens."
    )


def test_send_back(received, clerk, applicant):
    item = received.competition.checklist.get()
    mark_all(received, clerk, "curable", "Мөөр жок")

    returned = actions.send_back(received, actor=clerk, note="Мөөр коюңуз")

    until = factories.at(4, 15, 23, 59) + timedelta(seconds=59)
    assert (returned.state, returned.returned_until, returned.cures_used) == ("returned", until, 1)
    kept = returned.returns.get()
    items = [
        {
            "item": item.pk,
            "title_ky": "Милдеттенме кат",
            "title_ru": "Письмо-обязательство",
            "point": "",
            "note": "Мөөр жок",
            "is_document": True,
            "parts": ["enclosures"],
        }
    ]
    assert (kept.number, kept.items, kept.note, kept.until) == (1, items, "Мөөр коюңуз", until)
    assert kept.parts == ["enclosures"]
    assert last_entry() == (
        "applications.send_back",
        "submitted",
        "returned",
        clerk.name,
        "Мөөр коюңуз",
    )
    assert letters() == [("applications/returned", applicant.name, "in_app")]


def test_send_back_names_every_reason(received, clerk, no_trace):
    Application.objects.update(cures_used=1)

    with no_trace():
        assert refused(actions.send_back, received, actor=clerk, note="Мөөр") == [
            "This application has been returned as often as the terms of the call allow.",
            "Mark first what can be mended.",
        ]


def test_admit(received, clerk, no_trace):
    mark_all(received, clerk)

    admitted = actions.admit(received, actor=clerk)

    assert (admitted.state, admitted.checked_at) == ("admitted", factories.NOON)
    assert last_entry() == ("applications.admit", "submitted", "admitted", clerk.name, "")
    assert letters() == []
    with no_trace():
        assert refused(actions.admit, received, actor=clerk) == [
            "This has already moved on. Open the page again to see where it stands."
        ]


def test_admit_names_every_item(received, clerk, no_trace):
    factories.checklist_item(received.competition, position=2, title_ru="Протокол")
    factories.check_mark(
        received, received.competition.checklist.order_by("pk").first(), clerk, verdict="not_met"
    )

    with no_trace():
        assert refused(actions.admit, received, actor=clerk) == [
            "“Письмо-обязательство” is not met.",
            "“Протокол” is not checked yet.",
        ]


def test_decline(received, clerk):
    mark_all(received, clerk, "not_met", "Кат жок")

    declined = actions.decline(received, actor=clerk, ground="3.4-пункт")

    assert (declined.state, declined.checked_at) == ("declined", factories.NOON)
    assert declined.ground == "Милдеттенме кат / Письмо-обязательство: Кат жок\n3.4-пункт"
    assert last_entry() == ("applications.decline", "submitted", "declined", clerk.name, "")
    assert letters() == []


def test_decline_needs_a_ground_and_the_term_over(checking, applicant, clerk, no_trace):
    until = factories.NOON + timedelta(days=1)
    application = factories.application(checking, applicant, state="returned", returned_until=until)

    with no_trace():
        assert refused(actions.decline, application, actor=clerk) == [
            "Mark first which items are not met: they are the ground.",
            "The term for mending is still running.",
        ]
    mark_all(application, clerk, "curable", "Мөөр жок")
    with clock.at(until + timedelta(seconds=1)):
        assert actions.decline(application, actor=clerk).state == "declined"


REASONS = {"reason_ky": "Бири да кирген жок", "reason_ru": "Ни одна не допущена"}


def test_declare_failed(checking, applicant, rival, clerk, head):
    factories.application(checking, applicant, state="declined", ground="Кат жок", number=1)
    factories.application(checking, rival, state="withdrawn", number=2)

    failed = actions.declare_failed(checking, actor=head, **REASONS)

    assert failed.state == "failed"
    assert last_entry() == ("competitions.declare_failed", "checking", "failed", head.name, "")
    assert letters() == [("applications/checked", applicant.name, "in_app")]
    facts = Notice.objects.get().facts
    assert (facts["outcome"], facts["ground"]) == ("declined", "Кат жок")


def test_declare_failed_names_every_reason(checking, applicant, rival, head, clerk, no_trace):
    factories.application(checking, applicant, state="submitted", number=1)
    factories.application(checking, rival, state="admitted", number=2)

    with no_trace():
        assert refused(actions.declare_failed, checking, actor=head, **REASONS) == [
            "Every application must be checked first: admitted, declined or withdrawn.",
            "An application has been admitted: the call has not failed.",
        ]
    with no_trace(), pytest.raises(PermissionDenied):
        actions.declare_failed(checking, actor=clerk, **REASONS)


def test_letters_after_the_check(checking, applicant, rival):
    factories.application(checking, applicant, state="admitted", number=1)
    factories.application(checking, rival, state="declined", number=2, ground="Кат жок")
    factories.application(checking, None, state="admitted", number=3, route="paper")

    told = [
        (letter.to, letter.facts["outcome"]) for letter in actions.letters_after_check(checking)
    ]

    assert told == [(applicant, "admitted"), (rival, "declined")]


# --- applying the decision

DECISIONS = [
    (actions.award, ["admitted", "reserved"], "awarded", {"granted": Decimal(50000)}),
    (actions.reserve, ["admitted"], "reserved", {"place": 1}),
    (actions.pass_over, ["admitted", "reserved"], "passed_over", {"ground": "Балл жетпеди"}),
    (
        actions.amend_to_awarded,
        ["passed_over", "declined", "reserved", "awarded"],
        "awarded",
        {"granted": Decimal(50000)},
    ),
    (
        actions.amend_to_reserved,
        ["passed_over", "declined", "reserved", "awarded"],
        "reserved",
        {"place": 2},
    ),
    (
        actions.amend_to_passed_over,
        ["reserved", "awarded", "declined"],
        "passed_over",
        {"ground": "Даттануу"},
    ),
    (actions.amend_to_admitted, ["declined"], "admitted", {}),
]


@pytest.mark.parametrize(("act", "sources", "target", "facts"), DECISIONS)
@pytest.mark.parametrize("state", list(ApplicationState))
def test_a_decision_rests_on_a_signed_paper(
    act, sources, target, facts, state, town, applicant, head, no_trace
):
    """What papers must say is asked by the rooms above; without them nothing is decided."""
    decided = factories.competition(town, state="decided")
    application = factories.application(decided, applicant, state=state, reserve_place=1)

    with no_trace():
        reasons = refused(act, application, actor=head, **facts)

    moved_on = "This has already moved on. Open the page again to see where it stands."
    assert (reasons == [moved_on]) is (state not in sources)


@pytest.mark.parametrize(("act", "sources", "target", "facts"), DECISIONS)
@pytest.mark.parametrize(
    "name", ["rival", "clerk", "secretary", "member", "auditor", "neighbour", "administrator"]
)
def test_a_decision_is_not_applied_by_others(
    act, sources, target, facts, name, commission, everyone, no_trace
):
    application = factories.application(commission, everyone["applicant"], state=sources[0])

    with no_trace(), pytest.raises(PermissionDenied):
        act(application, actor=everyone[name], **facts)


def test_forgo(town, applicant, head, clerk, no_trace):
    application = factories.application(
        factories.competition(town, state="published"), applicant, state="awarded"
    )
    with no_trace(), pytest.raises(PermissionDenied):
        actions.forgo(application, actor=clerk)

    assert (
        actions.forgo(application, actor=head, note="Мөөнөтүндө кол коюлган жок").state == "forgone"
    )
    assert last_entry() == (
        "applications.forgo",
        "awarded",
        "forgone",
        head.name,
        "Мөөнөтүндө кол коюлган жок",
    )
    assert letters() == [("applications/forgone", applicant.name, "in_app")]
    assert len(refused(actions.forgo, application, actor=applicant)) == 1
