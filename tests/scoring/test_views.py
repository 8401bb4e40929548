"""Every address of the commission, every person; what the pages say and what they cost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from audit.models import Entry
from competitions.models import Competition, Seat
from scoring import actions
from scoring.models import Appeal, Mark, Meeting, Motion, Proposal, Protocol, Sheet, TieBreak
from scoring.urls import urlpatterns
from tests import factories
from tests.scoring.conftest import moved

PEOPLE = [
    "anonymous",
    "applicant",
    "rival",
    "clerk",
    "head",
    "chair",
    "secretary",
    "member",
    "second_member",
    "alternate",
    "auditor",
    "neighbour",
    "administrator",
]
OFFICE = {"clerk", "head", "auditor"}
COMMISSION = {"chair", "secretary", "member", "second_member", "alternate"}
INSIDE = OFFICE | COMMISSION
LEADS = {"chair", "secretary"}
PREPARERS = {"chair", "secretary", "clerk"}
EVERYBODY = set(PEOPLE) - {"anonymous"}

# Who gets the page, who sees the thing but may not do this (403); for all others it is not there.
SCORING = {
    "commission_list": (EVERYBODY, set()),
    "competition_open_scoring": ({"clerk"}, EVERYBODY),
    "competition_close_scoring": ({"chair"}, EVERYBODY),
    "competition_call_alternate": ({"chair"}, EVERYBODY),
    "declarations": ({"chair", "member", "second_member"}, EVERYBODY),
    "sheets_remind": (LEADS, EVERYBODY),
    "sheets_send": ({"chair", "member", "second_member"}, EVERYBODY),
    "grid": (INSIDE, EVERYBODY),
    "room_list": (INSIDE, EVERYBODY),
    "room_open_room": ({"clerk", "secretary"}, EVERYBODY),
    "ranking": (INSIDE, EVERYBODY),
    "fairness": (INSIDE, EVERYBODY),
    "meeting_list": (INSIDE, EVERYBODY),
    "meeting_plan_meeting": (PREPARERS, EVERYBODY),
    "protocol_draw_up": (PREPARERS, EVERYBODY),
    "answer_answer_checks": (LEADS, EVERYBODY),
    "consent_record_consent": (PREPARERS, EVERYBODY),
    "appeal_list": (EVERYBODY, set()),
}
SHEET_SEEN = LEADS | OFFICE | {"member"}
SHEETS = {
    "sheet_detail": ("undeclared", SHEET_SEEN),
    "sheet_declare_no_interest": ("undeclared", {"member"}),
    "sheet_declare_interest": ("undeclared", {"member"}),
    "sheet_decline_to_score": ("undeclared", {"member"}),
    "sheet_excuse": ("undeclared", {"chair"}),
    "sheet_remind": ("open", LEADS),
    "sheet_score": ("open", {"member"}),
    "sheet_send": ("open", {"member"}),
    "sheet_declare_late_interest": ("open", {"member", "chair"}),
    "sheet_reopen": ("sent", {"chair"}),
}
MEETINGS = {
    "meeting_detail": ("held", INSIDE),
    "meeting_change_meeting": ("planned", PREPARERS),
    "meeting_record_attendance": ("planned", PREPARERS),
    "meeting_open_meeting": ("planned", PREPARERS),
    "meeting_record_question": ("held", PREPARERS),
    "meeting_record_motion": ("held", PREPARERS),
    "meeting_record_dissent": ("held", COMMISSION),
}
PROTOCOLS = {
    "protocol_detail": INSIDE,
    "protocol_change_protocol": PREPARERS,
    "proposal_add": PREPARERS,
    "proposal_change": PREPARERS,
    "protocol_draw_up_again": PREPARERS,
    "protocol_countersign": COMMISSION - {"chair"},
    "protocol_sign": {"chair"},
    "protocol_attach_scan": PREPARERS,
    "protocol_take_out_scans": PREPARERS,
    "protocol_scan": INSIDE,
}
APPEALS = {
    "appeal_detail": INSIDE | {"applicant"},
    "appeal_uphold": {"head", "chair"},
    "appeal_dismiss": {"head", "chair"},
    "appeal_answer_appeal": {"clerk", "head", "chair"},
    "appeal_draw_up_amendment": PREPARERS,
}
# Their own tests are in test_room.py: they are not about what a person may see.
ROOM = {"room_desk", "room_hand_over", "room_close_room", "pin_give_pin"}
OTHERS = {
    "tiebreak_settle_tie": (LEADS, EVERYBODY),
    "tiebreak_strike_out_tie": ({"chair"}, INSIDE),
    "appeal_file_appeal": ({"applicant", "rival", "clerk"}, EVERYBODY),
}


# Whoever may see the sheet, but only its holder, and only a covered copy, gets the file: what
# each person is answered stands in tests/pages.py.
CODED = {"sheet_file": {"member"}}
SIGNED_PAPER = {"signed_on": "2026-04-10", "signers": "Бекова Дамира, Исаков Улан"}


def test_the_tables_name_every_address():
    named = [*SCORING, *SHEETS, *MEETINGS, *PROTOCOLS, *APPEALS, *OTHERS, *CODED, *ROOM]

    assert sorted(named) == sorted(pattern.name for pattern in urlpatterns)
    assert {name for name in get_resolver().reverse_dict if name in named} == set(named)


@pytest.fixture
def people(request):
    return {name: None if name == "anonymous" else request.getfixturevalue(name) for name in PEOPLE}


def close_files(response):
    """Closing the whole answer would close the database of the test as well."""
    for close in response._resource_closers:
        close()


@pytest.fixture
def statuses(client, people):
    """What each person is answered at an address."""

    def ask(name, *args):
        found = {}
        for who, person in people.items():
            client.logout()
            if person is not None:
                client.force_login(person)
            response = client.get(reverse(name, args=args))
            found[who] = response.status_code
            close_files(response)
        return found

    return ask


def expected(may, seen):
    def status(who):
        if who == "anonymous":
            return 302
        if who in may:
            return 200
        return 403 if who in seen else 404

    return {who: status(who) for who in PEOPLE}


def test_pages_of_a_call(statuses, scoring):
    for name, (may, seen) in SCORING.items():
        args = [] if name in ("commission_list", "appeal_list") else [scoring.pk]

        assert (name, statuses(name, *args)) == (name, expected(may, seen))


def test_pages_of_a_sheet(statuses, sheet_of, member, first):
    for name, (state, may) in SHEETS.items():
        sheet = sheet_of(member, first, state)

        assert (name, statuses(name, sheet.pk)) == (name, expected(may, SHEET_SEEN))


def test_pages_of_a_meeting(statuses, meeting):
    for name, (state, may) in MEETINGS.items():
        Meeting.objects.filter(pk=meeting.pk).update(state=state)

        assert (name, statuses(name, meeting.pk)) == (name, expected(may, INSIDE))


def test_pages_of_a_protocol(statuses, draft, secretary, first):
    actions.attach_scan(draft, actor=secretary, scans=[SimpleUploadedFile("p.pdf", b"%PDF-1.4")])
    for name, may in PROTOCOLS.items():
        more = {"proposal_change": [first.number], "protocol_scan": [1]}
        args = [draft.pk, *more.get(name, [])]

        assert (name, statuses(name, *args)) == (name, expected(may, INSIDE))


@pytest.fixture
def published(signed):
    return moved(signed.competition, "published", published_at=factories.NOON)


@pytest.fixture
def appeal(published, applicant, first):
    return actions.file_appeal(
        published, actor=applicant, about="points", words="Макул эмесмин", application=first
    )


def test_pages_of_an_appeal(statuses, appeal):
    for name, may in APPEALS.items():
        if name in ("appeal_answer_appeal", "appeal_draw_up_amendment"):
            Appeal.objects.filter(pk=appeal.pk).update(state="upheld", decided_at=factories.NOON)

        assert (name, statuses(name, appeal.pk)) == (name, expected(may, INSIDE | {"applicant"}))


def test_the_other_pages(statuses, tied, secretary, first, second, signed_elsewhere):
    low, high = sorted((first.number, second.number))
    name = "tiebreak_settle_tie"
    assert statuses(name, tied.pk, f"{low}-{high}") == expected(*OTHERS[name])

    tie = actions.record_open_vote(tied, actor=secretary, votes={low: 1, high: 2})
    name = "tiebreak_strike_out_tie"
    assert statuses(name, tie.pk) == expected(*OTHERS[name])

    name = "appeal_file_appeal"
    assert statuses(name, signed_elsewhere.pk) == expected(*OTHERS[name])


@pytest.fixture
def signed_elsewhere(tied, town, applicant, rival):
    """Another call of the municipality, with its results published."""
    call = factories.competition(town, state="published", published_at=factories.NOON)
    for person in (applicant, rival):
        factories.application(call, person, complete=False, state="passed_over")
    return call


@pytest.mark.parametrize("address", ["1-2", "x", "7", "1-1000000000000", "--"])
def test_a_tie_that_is_not_there(address, client, tied, secretary):
    client.force_login(secretary)

    assert client.get(f"/competitions/{tied.pk}/settle-tie/{address}/").status_code == 404


# --- what the pages say


def said(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_my_work_says_how_many_sheets_are_sent(client, scoring, sheet_of, member, first):
    sheet_of(member, first, "sent")
    client.force_login(member)

    text = said(client, "commission_list")

    assert "1 of 2 sent" in text
    assert "to declare: 1" in text


def test_whoever_sits_nowhere_is_told_so(client, scoring, clerk):
    client.force_login(clerk)

    assert "You do not sit in any commission now." in said(client, "commission_list")


def test_declarations_of_a_call_on_one_page(client, scoring, sheet_of, member, first, second):
    one, two = sheet_of(member, first), sheet_of(member, second)
    client.force_login(member)
    typed = {f"interest_{one.pk}": "none", f"interest_{two.pk}": "family", f"words_{two.pk}": ""}

    response = client.post(reverse("declarations", args=[scoring.pk]), typed)
    assert "Say in a few words what the interest is." in response.content.decode()
    assert sheet_of(member, first).state == "undeclared"

    typed[f"words_{two.pk}"] = "Эжем"
    response = client.post(reverse("declarations", args=[scoring.pk]), typed)
    assert response.status_code == 302
    assert (sheet_of(member, first).state, sheet_of(member, second).state) == ("open", "recused")
    assert sheet_of(member, second).interest_words == "Эжем"


def test_an_empty_declaration_is_asked_again(client, scoring, member):
    client.force_login(member)

    response = client.post(reverse("declarations", args=[scoring.pk]), {})

    assert "Choose for at least one application." in response.content.decode()


def desk(sheet, points, reason=""):
    typed = {}
    for criterion in sheet.competition.criteria_in_order():
        typed |= {f"points_{criterion.pk}": points, f"reason_{criterion.pk}": reason}
    return typed


def test_the_desk_saves_a_draft_and_sends(client, sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    address = reverse("sheet_score", args=[sheet.pk])
    client.force_login(member)
    assert "Көчөнү көрктөндүрүү" in said(client, "sheet_score", sheet.pk)

    client.post(address, desk(sheet, "7.00"))
    assert (sheet_of(member, first).state, sheet.marks.count()) == ("open", 2)

    response = client.post(address, desk(sheet, "8.00") | {"send": "1"})
    assert response.status_code == 302
    assert sheet_of(member, first).state == "sent"


def test_the_desk_says_what_is_missing_and_keeps_what_was_typed(client, sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    client.force_login(member)

    response = client.post(
        reverse("sheet_score", args=[sheet.pk]), desk(sheet, "10.00") | {"send": "1"}
    )
    text = response.content.decode()

    assert text.count("needs a reason for these points.") == 2
    assert text.count('<option value="10.00" selected>') == 2
    assert sheet_of(member, first).state == "open"
    assert sheet.marks.count() == 0


@pytest.mark.parametrize("points", ["11", "-1", "abc", "7.5", "<script>", "9" * 30])
def test_the_desk_refuses_points_off_the_scale(points, client, sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    client.force_login(member)

    response = client.post(reverse("sheet_score", args=[sheet.pk]), desk(sheet, points))

    assert response.status_code == 200
    assert Mark.objects.count() == 0


def test_a_sheet_is_sent_from_its_own_page_once(client, sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    actions.score(
        sheet,
        actor=member,
        marks=[
            {"criterion": criterion.pk, "points": 6}
            for criterion in sheet.competition.criteria_in_order()
        ],
    )
    client.force_login(member)
    address = reverse("sheet_send", args=[sheet.pk])
    entries = Entry.objects.count()

    answers = [client.post(address, follow=True) for _press in range(2)]

    assert Entry.objects.count() == entries + 1
    assert "Sheet sent" in answers[0].content.decode()
    assert "This is already done" in answers[1].content.decode()


def test_the_grid_shows_states_and_calls_an_alternate(client, scoring, chair, alternate, first):
    client.force_login(chair)
    text = said(client, "grid", scoring.pk)
    assert "Sheets still owed: 6" in text

    seat = Seat.objects.get(user=alternate)
    response = client.post(
        reverse("competition_call_alternate", args=[scoring.pk]),
        {"seat": seat.pk, "applications": [first.pk]},
    )

    assert response.url == reverse("grid", args=[scoring.pk])
    assert Sheet.objects.filter(seat=seat).count() == 1


def test_a_member_is_asked_to_wait_while_scoring_runs(client, scoring, member):
    client.force_login(member)

    assert "when scoring is closed" in said(client, "grid", scoring.pk)
    assert "when scoring is closed" in said(client, "ranking", scoring.pk)


def test_the_ranking_with_its_cut_off(client, deliberation, secretary, first, second):
    Competition.objects.filter(pk=deliberation.pk).update(fund=70000)
    client.force_login(secretary)

    text = said(client, "ranking", deliberation.pk)

    assert text.index(f"№ {first.number}.") < text.index(f"№ {second.number}.")
    assert text.count('<tr class="cutoff">') == 1
    assert "14,00" in text
    assert "reserve 1" in text
    assert "Draw up the protocol" in text


def test_a_tie_is_settled_from_the_ranking(client, tied, secretary, first, second):
    low, high = sorted((first.number, second.number))
    client.force_login(secretary)
    assert "the members must decide by open vote." in said(client, "ranking", tied.pk)

    address = reverse("tiebreak_settle_tie", args=[tied.pk, f"{low}-{high}"])
    response = client.post(address, {f"votes_{low}": "1", f"votes_{high}": "2", "reason": ""})

    assert response.url == reverse("ranking", args=[tied.pk])
    assert TieBreak.objects.get().votes == {str(low): 1, str(high): 2}
    assert "Tie decided by" in said(client, "ranking", tied.pk)


def test_the_chair_numbers_equal_applications(client, tied, chair, secretary, first, second):
    low, high = sorted((first.number, second.number))
    actions.record_open_vote(tied, actor=secretary, votes={low: 1, high: 1})
    client.force_login(chair)
    address = reverse("tiebreak_settle_tie", args=[tied.pk, f"{low}-{high}"])

    wrong = client.post(address, {f"place_{low}": "1", f"place_{high}": "1", "reason": "Сөз"})
    assert "every application has a place of its own." in wrong.content.decode()

    client.post(address, {f"place_{low}": "2", f"place_{high}": "1", "reason": "Сөз"})
    assert TieBreak.objects.get(kind="chairs_word").steps == [[f"{high:06d}"], [f"{low:06d}"]]


def test_a_lot_is_drawn_on_the_page(client, tied, chair, first, second):
    Competition.objects.filter(pk=tied.pk).update(ladder=[{"kind": "lot"}])
    low, high = sorted((first.number, second.number))
    client.force_login(chair)

    client.post(
        reverse("tiebreak_settle_tie", args=[tied.pk, f"{low}-{high}"]),
        {"witnesses": "Эки күбө", "word": "тоо"},
    )

    assert TieBreak.objects.get().seed in said(client, "ranking", tied.pk)


def test_a_meeting_from_plan_to_dissent(client, deliberation, secretary, chair, first):
    client.force_login(secretary)
    place = {"place_ky": "Айыл өкмөтү", "place_ru": "Айыл окмоту", "broadcast_link": ""}
    planned = {"held_at": "2026-04-10T12:00", **place}
    client.post(reverse("meeting_plan_meeting", args=[deliberation.pk]), planned)
    meeting = Meeting.objects.get()
    assert "Айыл окмоту" in said(client, "meeting_list", deliberation.pk)

    seats = list(Seat.objects.filter(competition=deliberation).values_list("pk", flat=True))
    client.post(reverse("meeting_record_attendance", args=[meeting.pk]), {"present": seats})
    client.post(reverse("meeting_open_meeting", args=[meeting.pk]))
    question = {"asked_by": "Тургун", "text": "Качан?", "answer": "Жайында"}
    client.post(reverse("meeting_record_question", args=[meeting.pk]), question)
    votes = {f"vote_{seat.pk}": "for" for seat in Meeting.objects.get().voting_seats}
    text = {"text_ky": "Каржылоо", "text_ru": "Финансировать", "application": first.pk}
    client.post(reverse("meeting_record_motion", args=[meeting.pk]), text | votes)
    client.force_login(chair)
    client.post(reverse("meeting_record_dissent", args=[meeting.pk]), {"text": "Каршымын"})

    page = said(client, "meeting_detail", meeting.pk)
    for words in ("3 of 3 voting members present; 2 needed", "Качан?", "carried", "Каршымын"):
        assert words in page
    assert Motion.objects.get().counts()["for"] == 3


def test_a_vote_left_out_is_asked_for(client, meeting, secretary):
    client.force_login(secretary)

    response = client.post(
        reverse("meeting_record_motion", args=[meeting.pk]), {"text_ky": "Ооба", "text_ru": "Да"}
    )

    assert "has no vote yet." in response.content.decode()
    assert Motion.objects.count() == 0


def test_a_protocol_from_the_ranking_to_the_signature(client, meeting, secretary, chair, second):
    call = meeting.competition
    client.force_login(secretary)
    client.post(reverse("protocol_draw_up", args=[call.pk]))
    protocol = Protocol.objects.get()
    assert "Draft: nothing here binds anybody" in said(client, "protocol_detail", protocol.pk)

    change = reverse("proposal_change", args=[protocol.pk, second.number])
    assert f'<option value="{second.pk}" selected>' in client.get(change).content.decode()
    typed = {"application": second.pk, "outcome": "reserve", "place": "1", "granted": ""}
    client.post(change, typed | {"reason_ky": "Себеп", "reason_ru": "Причина"})
    assert Proposal.objects.get(application=second).outcome == "reserve"
    assert "departs from the ranking" in said(client, "protocol_detail", protocol.pk)

    words = {"meeting": meeting.pk, "words_ky": "Сөз", "words_ru": "Слово"}
    client.post(reverse("protocol_change_protocol", args=[protocol.pk]), words)
    client.force_login(chair)
    client.post(reverse("protocol_sign", args=[protocol.pk]))

    signed = Protocol.objects.get()
    assert (signed.state, signed.words_ky) == ("signed", "Сөз")
    assert signed.sha256 in said(client, "protocol_detail", protocol.pk)
    assert "Frozen by the signed protocol." in said(client, "ranking", call.pk)


def test_a_scan_is_attached_and_read_back(client, draft, secretary):
    client.force_login(secretary)
    scan = SimpleUploadedFile("protocol.pdf", b"%PDF-1.4 signed paper", "application/pdf")

    client.post(reverse("protocol_attach_scan", args=[draft.pk]), {"scans": [scan]} | SIGNED_PAPER)

    response = client.get(reverse("protocol_scan", args=[draft.pk, 1]))
    assert b"".join(response.streaming_content) == b"%PDF-1.4 signed paper"
    close_files(response)


def test_no_scan_no_page(client, draft, secretary):
    client.force_login(secretary)

    assert client.get(reverse("protocol_scan", args=[draft.pk, 1])).status_code == 404


def test_an_applicant_appeals_on_the_site(client, published, applicant, first, second):
    client.force_login(applicant)
    address = reverse("appeal_file_appeal", args=[published.pk])
    page = client.get(address).content.decode()
    assert str(first) in page
    assert str(second) not in page

    response = client.post(
        address, {"application": first.pk, "about": "points", "words": "Макул эмесмин"}
    )

    appeal = Appeal.objects.get()
    assert response.url == appeal.get_absolute_url()
    assert "The list as signed stands" in said(client, "appeal_detail", appeal.pk)
    assert applicant.name in said(client, "appeal_list")


def test_nobody_appeals_for_another_on_the_site(client, published, applicant, second):
    client.force_login(applicant)

    client.post(
        reverse("appeal_file_appeal", args=[published.pk]),
        {"application": second.pk, "about": "points", "words": "Жок"},
    )

    assert Appeal.objects.count() == 0


def test_a_clerk_enters_an_appeal_and_the_head_upholds_it(client, published, clerk, head, first):
    client.force_login(clerk)
    client.post(
        reverse("appeal_file_appeal", args=[published.pk]),
        {
            "application": first.pk,
            "about": "decision",
            "words": "Каршымын",
            "filed_by_name": "Осмонов Нурбек",
            "filed_at": "2026-04-10T12:00",
        },
    )
    appeal = Appeal.objects.get()
    client.force_login(head)
    client.post(
        reverse("appeal_uphold", args=[appeal.pk]),
        {"decision_ky": "Ооба", "decision_ru": "Да", "effect_ky": "Кайра", "effect_ru": "Заново"},
    )
    client.force_login(clerk)
    assert "Draw up an amending protocol" in said(client, "appeal_detail", appeal.pk)

    client.post(reverse("appeal_draw_up_amendment", args=[appeal.pk]))

    assert Protocol.objects.get(number=2).appeal == appeal


def test_a_published_protocol_is_read_by_everybody_without_the_inside(
    client, published, signed, rival
):
    client.force_login(rival)

    text = said(client, "protocol_detail", signed.pk)

    assert signed.sha256 in text
    assert reverse("meeting_list", args=[published.pk]) not in text
    assert reverse("protocol_scan", args=[signed.pk, 1]) not in text


# --- what the pages cost: equal for one row and for three


@pytest.fixture
def grown(commission, first, rival, clerk):
    """A call in scoring with one application or with three."""

    def grow(count):
        for _number in range(count - 1):
            factories.application(commission, rival, state="admitted")
        return actions.open_scoring(moved(commission, "checking"), actor=clerk)

    return grow


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_pages_of_scoring(
    count, grown, client, member, chair, django_assert_num_queries
):
    call = grown(count)
    sheet = Sheet.objects.filter(seat__user=member).order_by("pk").first()
    client.force_login(member)
    for name, args, queries in (
        ("commission_list", [], 6),
        ("declarations", [call.pk], 11),
        ("sheet_detail", [sheet.pk], 8),
    ):
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=args))
    actions.declare_no_interest(sheet, actor=member)
    for name, queries in (("sheet_detail", 11), ("sheet_score", 11)):
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=[sheet.pk]))
    actions.score(
        sheet,
        actor=member,
        marks=[{"criterion": criterion.pk, "points": 6} for criterion in call.criteria_in_order()],
    )
    opened = Sheet.objects.get(pk=sheet.pk)
    with django_assert_num_queries(11):
        actions.send(opened, actor=member)
    with django_assert_num_queries(12):
        client.get(reverse("sheet_detail", args=[sheet.pk]))
    client.force_login(chair)
    with django_assert_num_queries(15):
        client.get(reverse("grid", args=[call.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_pages_of_deliberation(
    count, grown, client, chair, secretary, django_assert_num_queries
):
    call = grown(count)
    owed = Sheet.objects.filter(competition=call)
    pairs = list(owed.values_list("pk", "application_id"))
    owed.update(state="sent", sent_at=factories.NOON)
    Mark.objects.bulk_create(
        Mark(sheet_id=pk, criterion=criterion, points=application % 7)
        for pk, application in pairs
        for criterion in call.criteria.all()
    )
    call = moved(call, "deliberation")
    meeting = Meeting.objects.create(
        competition=call, held_at=factories.NOON, place_ky="А", place_ru="А", state="held"
    )
    meeting.attendances.model.objects.bulk_create(
        meeting.attendances.model(meeting=meeting, seat=seat, present=True)
        for seat in call.seats.all()
    )
    client.force_login(chair)
    # The second time what was reckoned is at hand.
    for name, args, queries in (
        ("ranking", [call.pk], 10),
        ("ranking", [call.pk], 7),
        ("meeting_list", [call.pk], 9),
        # The first time everything is reckoned; an alternate among the seats costs one query more.
        ("meeting_detail", [meeting.pk], 16),
        ("meeting_detail", [meeting.pk], 13),
        ("fairness", [call.pk], 8),
    ):
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=args))
    protocol = actions.draw_up(call, actor=secretary)
    for name, queries in (("protocol_detail", 14), ("protocol_sign", 13)):
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=[protocol.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_of_appeals(count, client, published, clerk, django_assert_num_queries):
    for number in range(count):
        actions.file_appeal(
            published, actor=clerk, about="points", words="Жок", filed_by_name=f"Киши {number}"
        )
    client.force_login(clerk)

    with django_assert_num_queries(5):
        client.get(reverse("appeal_list"))


# --- the checks of fairness


def test_the_checks_say_how_firm_the_ranking_is(client, deliberation, secretary, first, second):
    Competition.objects.filter(pk=deliberation.pk).update(fund=70000)
    client.force_login(secretary)

    text = said(client, "fairness", deliberation.pk)

    assert text.count("financed in 3 of 3") == 1
    assert text.count("financed in 0 of 3") == 1
    assert text.count("too few to judge") == 3
    assert "Points worth a second look" not in text


def test_the_chair_is_told_who_gives_the_same_to_all(
    client, give, commission, scoring, chair, first, second, member
):
    give({first: 6, second: 6})
    Competition.objects.filter(pk=scoring.pk).update(ladder=[{"kind": "own_share"}])
    client.force_login(chair)

    text = said(client, "fairness", scoring.pk)

    assert "Points worth a second look" in text
    assert "No points lie far from the others." in text


def test_the_checks_wait_for_ties_and_for_the_end_of_scoring(
    client, scoring, give, first, second, chair
):
    client.force_login(chair)
    assert "when scoring is closed" in said(client, "fairness", scoring.pk)

    Competition.objects.filter(pk=scoring.pk).update(ladder=[{"kind": "lot"}])
    give({first: 6, second: 6})
    assert "The ties must be settled first." in said(client, "fairness", scoring.pk)


def test_whoever_stands_apart_sees_no_checks(client, deliberation, sheet_of, member, first):
    sheet_of(member, first, "recused")
    client.force_login(member)

    assert "financed in" not in said(client, "fairness", deliberation.pk)


def test_a_grid_with_holes_is_corrected_beside_the_raw_order(
    client, deliberation, sheet_of, member, chair, first, second
):
    sheet_of(member, first, "excused")
    Competition.objects.filter(pk=deliberation.pk).update(minimum_scores=2)
    client.force_login(chair)

    assert "Corrected place" in said(client, "fairness", deliberation.pk)
