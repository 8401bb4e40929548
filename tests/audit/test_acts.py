"""The kernel: one act, all or nothing, one entry."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection

from accounts import actions
from accounts.choices import Role, SlipState, UserState
from accounts.models import Membership, Slip, User
from audit import acts, clock
from audit.acts import (
    Refused,
    acting,
    also_requires,
    ask,
    ask_to_begin,
    begin,
    history,
    hold,
    last_entry,
    moves,
    perform,
)
from audit.canonical import short_code
from audit.chain import GENESIS
from audit.letters import Letter
from audit.models import Chain, Channel, Entry, Notice
from audit.wording import wording
from tests.audit.moments import MORNING, NOON


@pytest.fixture
def slip(aigul, keeper) -> Slip:
    with clock.at(MORNING):
        return actions.issue_slip(aigul, actor=keeper)[0]


def trace():
    """Everything an act could leave behind."""
    return (
        list(User.objects.order_by("pk").values()),
        list(Slip.objects.order_by("pk").values()),
        list(Entry.objects.order_by("pk").values()),
        list(Notice.objects.order_by("pk").values()),
        list(Chain.objects.values()),
    )


def test_an_act_writes_one_entry(slip, aigul):
    previous = Entry.objects.of_chain("417").last()

    with clock.at(NOON), clock.arrived(MORNING + dt.timedelta(hours=2)):
        slip = perform(slip, "use_slip", actor=aigul, note="At the desk")

    entry = last_entry(slip)
    assert slip.state == SlipState.USED
    assert entry.content() == {
        "chain": "417",
        "number": previous.number + 1,
        "at": "2026-03-02T06:00:00.000000Z",
        "received_at": "2026-03-02T05:00:00.000000Z",
        "actor": aigul.pk,
        "actor_name": "Айгүл Сыдыкова",
        "act": "accounts.use_slip",
        "subject_type": "accounts.slip",
        "subject_id": slip.pk,
        "subject_label": "Айгүл Сыдыкова",
        "before": "issued",
        "after": "used",
        "note": "At the desk",
        "facts": {},
        "previous_hash": previous.hash,
    }
    assert entry.hash == entry.reckon()
    assert entry.code == short_code(entry.hash)
    assert Chain.objects.values().get() == {
        "code": "417",
        "length": entry.number,
        "head": entry.hash,
    }


def test_a_beginning_writes_the_first_entry(aigul):
    entry = Entry.objects.get()

    assert (entry.number, entry.previous_hash) == (1, GENESIS)
    assert (entry.act, entry.before, entry.after) == ("accounts.register", "", "active")
    assert (entry.actor, entry.subject_id) == (aigul, aigul.pk)
    assert entry.said == str(User.beginning.done)


def test_an_act_keeps_the_facts_it_was_given(aigul, keeper):
    with clock.at(NOON):
        membership = actions.appoint(user=aigul, role=Role.ADMINISTRATOR, actor=keeper)

    assert last_entry(membership).facts == {
        "role": "administrator",
        "person": {"id": aigul.pk, "label": "Айгүл Сыдыкова"},
    }


def test_a_silent_act_keeps_only_the_names_of_what_changed(aigul):
    aigul = actions.change_password(aigul, actor=aigul, password="a-long-secret-word")

    assert last_entry(aigul).facts == {"changed": ["password"]}
    assert "a-long-secret-word" not in str(list(Entry.objects.values()))


def test_a_denied_act_leaves_no_trace(slip, bakyt):
    before = trace()

    with pytest.raises(PermissionDenied):
        perform(slip, "use_slip", actor=bakyt)

    assert trace() == before


def test_a_denied_beginning_leaves_no_trace(aigul, bakyt):
    before = trace()

    with pytest.raises(PermissionDenied):
        actions.appoint(user=aigul, role=Role.ADMINISTRATOR, actor=bakyt)

    assert (trace(), Membership.objects.count()) == (before, 0)


def test_an_act_at_the_wrong_moment_names_every_reason(slip, aigul, keeper):
    actions.close(aigul, actor=keeper)
    before = trace()

    with clock.at(MORNING + dt.timedelta(days=8)), pytest.raises(Refused) as refused:
        perform(slip, "use_slip", actor=aigul)

    assert refused.value.reasons == [
        str(condition.sentence)
        for condition in Slip.use_slip._django_fsm.transitions[SlipState.ISSUED].conditions
    ]
    assert len(refused.value.reasons) == 2
    assert trace() == before


def test_a_beginning_at_the_wrong_moment_names_its_reason(aigul, keeper):
    closed = actions.close(aigul, actor=keeper)
    before = trace()

    with pytest.raises(Refused) as refused:
        actions.issue_slip(closed, actor=keeper)

    assert len(refused.value.reasons) == 1
    assert trace() == before


def test_a_second_press_has_moved_on(slip, aigul):
    with clock.at(NOON):
        perform(slip, "use_slip", actor=aigul)
    before = trace()

    with clock.at(NOON), pytest.raises(Refused) as refused:
        perform(slip, "use_slip", actor=aigul)

    assert len(refused.value.reasons) == 1
    assert trace() == before


def test_who_may_never_act_does_not_learn_that_it_has_moved_on(slip, aigul, bakyt):
    with clock.at(NOON):
        perform(slip, "use_slip", actor=aigul)

    with pytest.raises(PermissionDenied):
        perform(slip, "use_slip", actor=bakyt)


def test_an_impossible_value_leaves_no_trace(aigul, bakyt):
    before = trace()

    with pytest.raises(ValidationError):
        actions.edit_user(
            aigul, actor=aigul, name="Айгүл", phone="", email="bakyt@example.org", language="ky"
        )

    assert trace() == before


def test_a_constraint_says_its_sentence_and_leaves_no_trace(aigul):
    before = trace()

    with pytest.raises(ValidationError) as refused:
        actions.edit_user(aigul, actor=aigul, name="Айгүл", phone="", email="", language="ky")

    assert refused.value.messages == [str(User._meta.constraints[0].violation_error_message)]
    assert trace() == before


def test_a_constraint_speaks_in_the_beginning_too(aigul, keeper):
    before = trace()
    placeless = Membership(user=aigul, role=Role.CLERK, since=NOON)

    with clock.at(NOON), pytest.raises(ValidationError):
        begin(placeless, actor=keeper)

    assert trace() == before
    assert not Membership.objects.filter(user=aigul).exists()


def test_what_no_constraint_explains_is_a_fault_of_ours(slip, aigul):
    def spoil(_used):
        Chain.objects.create(code="417")

    with clock.at(NOON), pytest.raises(IntegrityError):
        perform(slip, "use_slip", actor=aigul, also=spoil)


def test_a_deed_that_fails_halfway_leaves_nothing_of_its_acts(slip, aigul):
    before = trace()

    def deed():
        with acting():
            perform(slip, "use_slip", actor=aigul)
            raise ZeroDivisionError

    with clock.at(NOON), pytest.raises(ZeroDivisionError):
        deed()

    assert trace() == before


def test_what_hangs_on_the_row_fails_with_the_act(slip, aigul):
    before = trace()

    def fail(_slip):
        raise ZeroDivisionError

    with clock.at(NOON), pytest.raises(ZeroDivisionError):
        perform(slip, "use_slip", actor=aigul, also=fail)

    assert trace() == before


def test_what_hangs_on_the_row_may_tell_more_facts(slip, aigul):
    with clock.at(NOON):
        slip = perform(slip, "use_slip", actor=aigul, also=lambda _slip: {"pages": 3})

    assert last_entry(slip).facts == {"pages": 3}


def test_letters_hang_on_the_entry_and_wait(slip, aigul, bakyt):
    def tell(slip):
        yield Letter(to=slip.user, template="accounts/slip_used", link="/x/")
        yield Letter(to=bakyt, template="accounts/slip_used", facts={"on": dt.date(2026, 3, 2)})

    with clock.at(NOON):
        slip = perform(slip, "use_slip", actor=aigul, tell=tell)

    wanted = ["recipient", "channel", "template", "facts", "link", "tries", "sent_at", "body"]
    assert list(last_entry(slip).notices.order_by("pk").values_list(*wanted)) == [
        (aigul.pk, Channel.IN_APP, "accounts/slip_used", {}, "/x/", 0, None, ""),
        (bakyt.pk, Channel.IN_APP, "accounts/slip_used", {"on": "2026-03-02"}, "", 0, None, ""),
        (bakyt.pk, Channel.EMAIL, "accounts/slip_used", {"on": "2026-03-02"}, "", 0, None, ""),
    ]


def test_nobody_writes_to_a_closed_account(slip, aigul, bakyt, keeper):
    bakyt = actions.close(bakyt, actor=keeper)

    with clock.at(NOON):
        perform(
            slip,
            "use_slip",
            actor=aigul,
            tell=lambda _slip: [Letter(to=bakyt, template="accounts/slip_used")],
        )

    assert Notice.objects.count() == 0


def test_the_row_passed_in_may_be_stale(slip, aigul, keeper):
    stale = User.objects.get(pk=aigul.pk)
    details = {"phone": "+996700000001", "email": "", "language": "ky"}
    actions.edit_user(aigul, actor=aigul, name="Айгүл Токоева", **details)

    fresh = actions.close(stale, actor=keeper)

    assert (stale.name, stale.state) == ("Айгүл Сыдыкова", UserState.ACTIVE)
    assert (fresh.name, fresh.state) == ("Айгүл Токоева", UserState.CLOSED)


def test_moves_are_what_this_person_could_do_with_what_stands_in_the_way(slip, aigul, keeper):
    with clock.at(NOON):
        own = [(move.verb, move.reasons) for move in moves(slip, aigul)]
        of_keeper = [(move.verb, move.reasons, move.weight) for move in moves(slip, keeper)]
    with clock.at(NOON + dt.timedelta(days=8)):
        late = [(move.verb, len(move.reasons)) for move in moves(slip, aigul)]

    assert own == [("use_slip", [])]
    assert of_keeper == [("withdraw_slip", [], "danger")]
    assert late == [("use_slip", 1)]


def test_moves_of_a_stranger_are_none(slip, bakyt):
    assert moves(slip, bakyt) == []


def test_asking_before_the_act_says_what_the_act_would_say(slip, aigul, bakyt):
    with clock.at(NOON):
        assert ask(slip, "use_slip", actor=aigul).reasons == []
        with pytest.raises(PermissionDenied):
            ask(slip, "use_slip", actor=bakyt)
    with clock.at(MORNING + dt.timedelta(days=8)):
        assert len(ask(slip, "use_slip", actor=aigul).reasons) == 1


def test_asking_after_the_act_says_that_it_has_moved_on(slip, aigul):
    with clock.at(NOON):
        slip = perform(slip, "use_slip", actor=aigul)

    with pytest.raises(Refused):
        ask(slip, "use_slip", actor=aigul)


def test_asking_before_a_beginning(aigul, bakyt, keeper):
    slip = Slip(user=aigul, issued_by=keeper, issued_at=NOON, expires_at=NOON)
    closed = Slip(
        user=actions.close(bakyt, actor=keeper), issued_by=keeper, issued_at=NOON, expires_at=NOON
    )

    assert ask_to_begin(slip, actor=keeper).reasons == []
    assert len(ask_to_begin(closed, actor=keeper).reasons) == 1
    with pytest.raises(PermissionDenied):
        ask_to_begin(slip, actor=aigul)


def test_a_history_begins_with_the_newest(slip, aigul):
    with clock.at(NOON):
        slip = perform(slip, "use_slip", actor=aigul)

    assert [entry.act for entry in history(slip)] == ["accounts.use_slip", "accounts.issue_slip"]
    assert [entry.said for entry in history(slip)] == [
        str(wording(Slip, "use_slip")["done"]),
        str(wording(Slip, "issue_slip")["done"]),
    ]
    assert [entry.verb for entry in history(slip)] == ["use_slip", "issue_slip"]


def test_an_act_of_the_past_that_is_no_more_is_told_by_its_name(aigul):
    entry = Entry.objects.get()
    entry.act = "accounts.knight"

    assert entry.said == "accounts.knight"


def test_words_for_people_of_what_the_journal_keeps(aigul):
    assert str(Entry.objects.get()) == "417 / 1"
    assert str(Chain.objects.get()) == "417: 1"
    assert str(Notice(recipient=aigul, template="a/b")) == f"a/b -> {aigul.pk}"


def test_a_condition_that_names_faults_holds_when_there_are_none():
    @acts.names_faults("All is well.")
    def all_is_well(faults):
        return faults

    assert (all_is_well([]), all_is_well(["No ink."])) == (True, False)


def test_a_higher_room_adds_its_own_condition(slip, aigul, monkeypatch):
    monkeypatch.setattr(acts, "_MORE", {})

    @acts.requires("The moon is not full.")
    def moon_is_full(_slip):
        return False

    also_requires(Slip, "use_slip", moon_is_full)
    also_requires(Slip, "use_slip", moon_is_full)
    before = trace()

    with clock.at(NOON):
        assert [move.reasons for move in moves(slip, aigul)] == [["The moon is not full."]]
        with pytest.raises(Refused) as refused:
            perform(slip, "use_slip", actor=aigul)

    assert refused.value.reasons == ["The moon is not full."]
    assert trace() == before


def test_a_higher_room_adds_its_own_letters(slip, aigul, keeper, monkeypatch):
    monkeypatch.setattr(acts, "_TELLS", {})

    def also_the_keeper(used):
        yield Letter(to=keeper, template="audit/again", facts={"code": used.pk})

    acts.also_tells(Slip, "use_slip", also_the_keeper)
    acts.also_tells(Slip, "use_slip", also_the_keeper)

    with clock.at(NOON):
        perform(
            slip, "use_slip", actor=aigul, tell=lambda _slip: [Letter(to=aigul, template="a/b")]
        )

    found = Notice.objects.filter(channel=Channel.IN_APP).order_by("pk")
    assert [(letter.template, letter.recipient) for letter in found] == [
        ("a/b", aigul),
        ("audit/again", keeper),
    ]
    assert {letter.entry for letter in found} == {last_entry(slip)}


def test_a_higher_room_may_stand_in_the_way_of_a_beginning(aigul, keeper, monkeypatch):
    monkeypatch.setattr(acts, "_MORE", {})

    @acts.names_faults("The printer works.")
    def printer_works(_slip):
        """The printer is at hand."""
        return ["No paper.", "No ink."]

    also_requires(Slip, "issue_slip", printer_works)

    with pytest.raises(Refused) as refused:
        actions.issue_slip(aigul, actor=keeper)

    assert refused.value.reasons == ["No paper.", "No ink."]
    assert printer_works.__doc__ == "The printer is at hand."
    assert Slip.objects.count() == 0


def test_rows_are_held_inside_a_deed_only(slip):
    with pytest.raises(RuntimeError, match="belongs inside acting"):
        hold(Slip.objects.filter(pk=slip.pk))


def test_a_row_must_be_held_before_the_first_entry(slip, aigul):
    with clock.at(NOON), acting():
        perform(slip, "use_slip", actor=aigul)
        with pytest.raises(RuntimeError, match="must be held before the first entry"):
            perform(aigul, "change_password", actor=aigul, password="a-long-secret-word")


def test_a_deed_of_two_acts_writes_two_entries(slip, aigul):
    length = Chain.objects.get().length

    with clock.at(NOON):
        actions.use_slip(slip, actor=aigul, password="a-long-secret-word")

    assert list(
        Entry.objects.of_chain("417").filter(number__gt=length).values_list("act", flat=True)
    ) == ["accounts.use_slip", "accounts.change_password"]


def test_beginning_in_two_chains_starts_each_at_one(aigul, keeper):
    Chain.objects.create(code="41702")

    class Elsewhere(Slip):
        class Meta:
            proxy = True
            app_label = "accounts"

        journal_chain = "41702"

    with clock.at(NOON):
        row = Elsewhere(
            user=aigul, code_hash="x", issued_by=keeper, issued_at=NOON, expires_at=NOON
        )
        begin(row, actor=keeper)

    assert Entry.objects.of_chain("41702").get().number == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_are_one_act(aigul, keeper):
    with clock.at(MORNING):
        slip, _code = actions.issue_slip(aigul, actor=keeper)
    together, told = threading.Barrier(8), []

    def press():
        try:
            together.wait()
            with clock.at(NOON):
                perform(slip, "use_slip", actor=aigul)
            told.append("done")
        except Refused as refused:
            told.append(len(refused.reasons))
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _number in range(8)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()

    assert sorted(told, key=str) == [1, 1, 1, 1, 1, 1, 1, "done"]
    assert list(Entry.objects.about(slip).values_list("act", flat=True)) == [
        "accounts.issue_slip",
        "accounts.use_slip",
    ]
