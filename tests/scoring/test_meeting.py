"""Secret votes, consents to a part, answers to checks and to appeals, the signed paper."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications.models import Application
from audit import clock
from audit.acts import Refused
from audit.models import Entry
from audit.querysets import WrittenOnce
from competitions.models import Competition
from scoring import actions, rules
from scoring.fairness import spread_of
from scoring.models import (
    Answer,
    Appeal,
    Consent,
    Effect,
    Mark,
    Meeting,
    Motion,
    Protocol,
    SignedPage,
    Vote,
    agenda_of,
    candidates_of,
    differences_of,
    fairness_sheet,
    ranking_of,
    terms_of,
)
from scoring.points import shown
from tests import factories
from tests.scoring.conftest import moved

ASKED = {"text_ky": "Бекитилсин", "text_ru": "Утвердить"}
WORDS = {"words_ky": "Иреттик тизме чечет", "words_ru": "Решает рейтинг"}


@pytest.fixture
def secret(meeting: Meeting) -> Meeting:
    """The meeting of a call that votes in secret."""
    Competition.objects.filter(pk=meeting.competition_id).update(voting="secret")
    return Meeting.objects.get(pk=meeting.pk)


def refusal(deed, *args, **facts):
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        deed(*args, **facts)
    assert Entry.objects.count() == before
    return refused.value.reasons


# --- secret votes


def test_of_a_secret_vote_only_the_counts_are_written(secret, secretary, first):
    counts = {"for": 2, "against": 1, "abstained": 0}

    actions.record_motion(secret, actor=secretary, **ASKED, counts=counts, application=first)

    motion = Motion.objects.get()
    assert (motion.is_secret, motion.counts(), motion.is_carried) == (
        True,
        {"for": 2, "against": 1, "abstained": 0, "recused": 0},
        True,
    )
    assert Vote.objects.count() == 0
    assert Entry.objects.last().facts["counts"] == counts


@pytest.mark.parametrize(
    "counts",
    [
        {"for": 3, "against": 1},
        {"for": -1, "against": 2},
        {"for": 0},
        {},
    ],
)
def test_no_more_votes_than_voices(counts, secret, secretary):
    with pytest.raises(ValidationError):
        actions.record_motion(secret, actor=secretary, **ASKED, counts=counts)

    assert Motion.objects.count() == 0


def test_whoever_stands_apart_has_no_voice_in_a_secret_vote(
    secret, secretary, member, sheet_of, first
):
    sheet_of(member, first, "recused")
    with pytest.raises(ValidationError, match="only 2 of those present"):
        actions.record_motion(
            secret, actor=secretary, **ASKED, counts={"for": 3}, application=first
        )

    actions.record_motion(secret, actor=secretary, **ASKED, counts={"for": 2}, application=first)

    motion = Motion.objects.get()
    assert motion.counts() == {"for": 2, "against": 0, "abstained": 0, "recused": 1}
    assert [(vote.seat.user, vote.ballot) for vote in motion.votes.all()] == [(member, "recused")]


def test_the_page_of_a_secret_vote_asks_for_no_names(client, secret, secretary, member):
    client.force_login(secretary)
    address = reverse("meeting_record_motion", args=[secret.pk])

    asked = client.get(address).content.decode()
    client.post(address, ASKED | {"count_for": "3", "count_against": "0", "count_abstained": "0"})
    shown = client.get(secret.get_absolute_url()).content.decode()

    assert "vote_" not in asked
    assert Motion.objects.get().counts()["for"] == 3
    assert "Secret vote: for: 3; against: 0; abstained: 0; recused: 0" in shown
    assert f"{member.name}: for" not in shown


def test_the_record_of_a_secret_vote_names_nobody(draft, secret, secretary, chair):
    actions.record_motion(secret, actor=secretary, **ASKED, counts={"for": 2, "abstained": 1})

    (motion,) = actions.sign(draft, actor=chair).facts["meeting"]["motions"]

    assert (motion["secret"], motion["votes"]) == (True, [])
    assert motion["counts"] == {"for": 2, "against": 0, "abstained": 1, "recused": 0}


# --- consents


@pytest.fixture
def scarce(deliberation: Competition, first, second) -> Competition:
    """A hundred thousand for twice sixty; a part is possible where the applicant takes it."""
    type(first).objects.filter(competition=deliberation).update(consents_to_part=False)
    Competition.objects.filter(pk=deliberation.pk).update(fund=100000, cutoff="part")
    return Competition.objects.get(pk=deliberation.pk)


def consent(call, secretary, application, **changes):
    facts = {
        "least": Decimal(40000),
        "way": "meeting",
        "given_by": "Мамытов Эрлан",
        "given_at": factories.NOON,
    }
    return actions.record_consent(
        call, actor=secretary, application=application, **(facts | changes)
    )


def test_a_consent_recorded_lets_the_rule_give_a_part(scarce, meeting, secretary, second):
    def grants():
        protocol = Protocol(competition=Competition.objects.get(pk=scarce.pk))
        return [row.grant for row in protocol.funding.rows]

    assert grants() == [Decimal(60000), Decimal(0)]
    recorded = consent(scarce, secretary, second)

    assert grants() == [Decimal(60000), Decimal(40000)]
    assert (recorded.least, recorded.given_by) == (Decimal(40000), "Мамытов Эрлан")
    assert Entry.objects.last().act == "scoring.record_consent"


def test_the_rule_gives_no_part_under_what_the_applicant_takes(scarce, meeting, secretary, second):
    def grants():
        protocol = Protocol(competition=Competition.objects.get(pk=scarce.pk))
        return [row.grant for row in protocol.funding.rows]

    consent(scarce, secretary, second, least=Decimal("40000.01"))
    assert grants() == [Decimal(60000), Decimal(0)]
    # Asked once more, the applicant takes less: the latest word counts.
    consent(scarce, secretary, second, least=Decimal(30000))
    assert grants() == [Decimal(60000), Decimal(40000)]


def test_a_part_under_what_was_agreed_to_is_no_part(scarce, meeting, secretary, second):
    consent(scarce, secretary, second)
    draft = actions.draw_up(scarce, actor=secretary)
    (proposal,) = draft.proposals.filter(application=second)

    assert proposal.faults() == []
    proposal.granted = Decimal("39999.99")
    assert proposal.faults() == ["the applicant has not agreed to be financed in part."]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"least": Decimal(60000)}, "least"), ({"given_at": factories.at(4, 11)}, "given_at")],
)
def test_a_consent_is_about_a_part_and_was_given(wrong, field, scarce, secretary, second):
    with pytest.raises(ValidationError) as fault:
        consent(scarce, secretary, second, **wrong)

    assert list(fault.value.message_dict) == [field]
    assert Consent.objects.count() == 0


def test_who_records_a_consent(scarce, member, head, applicant, second, clerk):
    for person in (member, head, applicant):
        with pytest.raises(PermissionDenied):
            consent(scarce, person, second)

    assert consent(scarce, clerk, second).state == "recorded"


def test_a_consent_of_another_call_is_not_taken(scarce, secretary, town, rival):
    other = factories.application(factories.competition(town, number=2), rival, state="admitted")

    with pytest.raises(ValidationError):
        consent(scarce, secretary, other)


# --- checks that end otherwise


@pytest.fixture
def strict(scoring: Competition, sheet_of, first, second, chair, member, second_member):
    """The strict chair is recused from the second: without severity the first would win."""
    points = {
        (chair, first): 4,
        (member, first): 8,
        (second_member, first): 8,
        (chair, second): 0,
        (member, second): 7,
        (second_member, second): 7,
    }
    for (person, application), given in points.items():
        state = "recused" if not given else "sent"
        sheet = sheet_of(person, application, state, sent_at=factories.NOON, versions_count=1)
        if given:
            Mark.objects.bulk_create(
                Mark(sheet=sheet, criterion=one, points=given) for one in scoring.criteria.all()
            )
    Competition.objects.filter(pk=scoring.pk).update(fund=70000, minimum_scores=2)
    return moved(scoring, "deliberation", scoring_closed_at=factories.NOON)


@pytest.fixture
def strict_draft(strict, secretary):
    held = Meeting.objects.create(
        competition=strict, held_at=factories.NOON, place_ky="А", place_ru="А", state="held"
    )
    held.attendances.model.objects.bulk_create(
        held.attendances.model(meeting=held, seat=seat, present=True) for seat in strict.seats.all()
    )
    return actions.draw_up(strict, actor=secretary)


def test_the_screen_says_who_would_be_financed_instead(client, strict, chair, secretary, first):
    client.force_login(secretary)

    text = " ".join(client.get(reverse("fairness", args=[strict.pk])).content.decode().split())

    assert {row.check for row in fairness_sheet(strict).differences} >= {"severity"}
    assert "Others would be financed" in text
    assert f"Financed then: № {first.number}." in text
    assert reverse("answer_answer_checks", args=[strict.pk]) in text


def test_what_differs_is_kept_with_the_answer(strict, secretary, first, second):
    answer = actions.answer_checks(strict, actor=secretary, **WORDS)

    said = [one for one in answer.differences if one["check"] == "severity"]
    assert said == [
        {
            "check": "severity",
            "differ": 1,
            "of": 1,
            "comes_in": [first.number],
            "goes_out": [second.number],
            "each": [{"comes_in": [first.number], "goes_out": [second.number]}],
        }
    ]
    assert answer.differences == differences_of(strict)
    assert Entry.objects.last().act == "scoring.answer_checks"


def test_nothing_differs_nothing_to_answer(deliberation, secretary):
    assert differences_of(deliberation) == []
    assert refusal(actions.answer_checks, deliberation, actor=secretary, **WORDS) == [
        "No check of fairness ends otherwise than the ranking: there is nothing to answer."
    ]


def test_only_the_chair_and_the_secretary_answer(strict, member, clerk, chair):
    for person in (member, clerk):
        with pytest.raises(PermissionDenied):
            actions.answer_checks(strict, actor=person, **WORDS)

    actions.answer_checks(strict, actor=chair, **WORDS)
    assert Answer.objects.count() == 1


def test_every_check_that_differs_names_who_changes_places(strict, first, second, member):
    found = {one["check"]: one for one in differences_of(strict)}
    swapped = {"comes_in": [first.number], "goes_out": [second.number]}

    assert list(found) == ["members", "severity"]
    assert found["members"]["differ"] == len(found["members"]["each"])
    assert found["members"]["of"] == 3
    seats = {seat.pk: seat.user for seat in strict.seats.all()}
    chair_left_out = [
        one for one in found["members"]["each"] if seats[one["seat"]].name == "Бекова Дамира"
    ]
    assert [one | {"seat": 0} for one in chair_left_out] == [{"seat": 0} | swapped]


def unanswered(*checks):
    return [f"{check} others would be financed: answer this check in words." for check in checks]


def test_signing_waits_for_an_answer_to_each_check(strict_draft, strict, chair):
    members, severity = (
        "Without one of the members",
        "With strict and lenient members taken into account",
    )
    assert refusal(actions.sign, strict_draft, actor=chair) == unanswered(members, severity)

    actions.answer_checks(strict, actor=chair, **WORDS, about=["severity"])
    assert refusal(actions.sign, strict_draft, actor=chair) == unanswered(members)

    actions.answer_checks(strict, actor=chair, **WORDS, about=["members"])
    signed = actions.sign(Protocol.objects.get(pk=strict_draft.pk), actor=chair)

    assert signed.facts["checks"]["differences"] == differences_of(strict)
    assert [(one["about"], one["words_ky"]) for one in signed.facts["checks"]["answers"]] == [
        (["severity"], WORDS["words_ky"]),
        (["members"], WORDS["words_ky"]),
    ]


def test_one_answer_may_be_about_several_checks(strict_draft, strict, secretary, chair):
    actions.answer_checks(strict, actor=secretary, **WORDS)
    signed = actions.sign(Protocol.objects.get(pk=strict_draft.pk), actor=chair)

    (answer,) = signed.facts["checks"]["answers"]
    assert answer["about"] == ["members", "severity"]


def test_an_answer_to_other_checks_is_no_answer(strict_draft, strict, chair):
    actions.answer_checks(strict, actor=chair, **WORDS)
    Answer.objects.update(differences=[])

    assert len(refusal(actions.sign, strict_draft, actor=chair)) == 2


def test_a_check_that_ends_alike_is_not_answered(strict, chair):
    with pytest.raises(ValidationError) as fault:
        actions.answer_checks(strict, actor=chair, **WORDS, about=["weights"])

    assert list(fault.value.message_dict) == ["about"]
    assert Answer.objects.count() == 0


def test_the_form_asks_which_checks_and_remembers_what_is_answered(client, strict, secretary):
    client.force_login(secretary)
    address = reverse("answer_answer_checks", args=[strict.pk])

    asked = client.get(address).content.decode()
    client.post(address, WORDS | {"about": ["members"]})
    again = client.get(address).context["form"]["about"].value()
    client.post(address, WORDS)
    client.post(address, WORDS | {"about": ["weights"]})
    page = " ".join(client.get(reverse("fairness", args=[strict.pk])).content.decode().split())

    assert "With one weight moved a step" not in asked
    assert again == ["severity"]
    (answer,) = Answer.objects.all()
    assert answer.about == ["Without one of the members"]
    assert page.count("not answered yet") == 1
    assert WORDS["words_ky"] in page or WORDS["words_ru"] in page


def test_only_the_chair_and_the_auditor_read_whose_marks_turn_it(
    client, strict, chair, auditor, secretary
):
    def reads(person):
        client.force_login(person)
        return client.get(reverse("fairness", args=[strict.pk])).content.decode()

    assert f"Without {chair.name}." in reads(auditor)
    assert f"Without {chair.name}." not in reads(secretary)
    assert "Without one of the members" in reads(secretary)


# --- the agenda


def test_what_opinions_differ_about_comes_first(strict, secretary, first, second, member):
    (upper, lower) = agenda_of(strict, secretary)

    # The chair gave the first 4 where others gave 8; to the second everybody else gave 7.
    assert [(row.number, row.is_uncertain) for row in (upper, lower)] == [
        (first.number, True),
        (second.number, True),
    ]
    assert (upper.share, lower.share) == (Decimal("40.00"), Decimal("0.00"))
    assert (upper.lowest, upper.highest) == spread_ends(strict, first)


def spread_ends(call, application):
    (one,) = [one for one in candidates_of(call) if one.key == f"{application.number:06d}"]
    spread = spread_of(one, terms_of(call))
    return shown(spread.lowest), shown(spread.highest)


def test_whoever_stands_apart_reads_no_line_off_the_agenda(strict, chair, second):
    rows = agenda_of(strict, chair)

    assert second.number not in [row.number for row in rows]
    assert not any(row.is_uncertain for row in rows)


# --- appeals


@pytest.fixture
def appeal(signed, applicant, first) -> Appeal:
    published = moved(signed.competition, "published", published_at=factories.NOON)
    return actions.file_appeal(
        published, actor=applicant, about="points", words="Макул эмесмин", application=first
    )


def test_an_appeal_has_a_term_and_gets_an_answer(appeal, head, clerk):
    assert appeal.answer_until == date(2026, 4, 24)
    decided = actions.dismiss(appeal, actor=head, decision_ky="Жок", decision_ru="Нет")

    answered = actions.answer_appeal(decided, actor=clerk, number="7", sent_on=date(2026, 4, 10))

    assert (answered.answer_number, answered.answered_on) == ("7", date(2026, 4, 10))
    again = {"number": "8", "sent_on": date(2026, 4, 10)}
    assert refusal(actions.answer_appeal, answered, actor=clerk, **again) == [
        "The answer to this appeal is already entered."
    ]


@pytest.mark.parametrize("day", [date(2026, 4, 9), date(2026, 4, 11)])
def test_an_answer_goes_out_after_the_decision_and_not_in_future(day, appeal, head, clerk):
    decided = actions.dismiss(appeal, actor=head, decision_ky="Жок", decision_ru="Нет")

    with pytest.raises(ValidationError):
        actions.answer_appeal(decided, actor=clerk, number="7", sent_on=day)


def test_the_register_says_what_is_overdue(client, appeal, clerk, head):
    client.force_login(clerk)
    with clock.at(factories.at(4, 25)):
        late = client.get(reverse("appeal_list")).content.decode()
        assert Appeal.objects.get().is_overdue
    actions.uphold(
        appeal, actor=head, decision_ky="Ооба", decision_ru="Да", effect_ky="Кайра", effect_ru="Ещё"
    )
    decided = client.get(reverse("appeal_list")).content.decode()

    assert "overdue" in late
    assert "overdue" not in decided
    assert "Ещё" in decided


# --- what an upheld appeal changes


@pytest.fixture
def upheld_page(client, signed, second, head):
    """Upholds the appeal of the second application by its page, with what is typed."""
    call = moved(signed.competition, "published")
    Application.objects.filter(pk=second.pk).update(state="passed_over")
    appeal = Appeal.objects.create(
        competition=call,
        application=second,
        about="points",
        words="Каршымын",
        filed_by_name="Осмонов Нурбек",
        filed_at=factories.NOON,
    )
    client.force_login(head)
    words = {
        "decision_ky": "Ооба",
        "decision_ru": "Да",
        "effect_ky": "Кайра эсептелди",
        "effect_ru": "Пересчитано",
    }

    def post(**typed):
        return client.post(reverse("appeal_uphold", args=[appeal.pk]), words | typed)

    return post


def test_an_appeal_says_by_its_page_what_becomes_of_whom(upheld_page, client, first, second):
    answer = upheld_page(
        application_1=second.pk,
        outcome_1="award",
        granted_1="60000",
        application_3=first.pk,
        outcome_3="pass_over",
    )

    appeal = Appeal.objects.get()
    assert answer.status_code == 302
    assert [
        (row.application, row.outcome, row.granted, row.place) for row in appeal.effects_in_order()
    ] == [(second, "award", 60000, None), (first, "pass_over", None, None)]
    assert Entry.objects.last().facts["effects"] == [
        {"number": second.number, "outcome": "award", "granted": "60000.00", "place": None},
        {"number": first.number, "outcome": "pass_over", "granted": None, "place": None},
    ]
    page = client.get(appeal.get_absolute_url()).text
    assert "The list as signed stands until an amending protocol that says so" in page


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"application_1": "2"}, "outcome_1", "Choose the application and its outcome."),
        ({"outcome_1": "award"}, "application_1", "Choose the application and its outcome."),
        ({"granted_4": "1"}, "application_4", "Choose the application and its outcome."),
        (
            {"application_1": "2", "outcome_1": "pass_over"}
            | {"application_2": "2", "outcome_2": "reserve", "place_2": "1"},
            "application_2",
            "Say of each application once what becomes of it.",
        ),
        (
            {"application_1": "2", "outcome_1": "award", "granted_1": "-5"},
            "granted_1",
            None,
        ),
        ({"application_1": "other", "outcome_1": "pass_over"}, "application_1", None),
        ({"application_1": "2", "outcome_1": "gold"}, "outcome_1", None),
        ({"application_1": "2", "outcome_1": "reserve", "place_1": "1001"}, "place_1", None),
    ],
)
def test_an_effect_says_something_possible(
    typed, field, sentence, upheld_page, second, town, rival
):
    elsewhere = factories.application(factories.competition(town, state="published"), rival)
    known = {"2": second.pk, "other": elsewhere.pk}
    typed = {
        name: known[value] if name.startswith("application") else value
        for name, value in typed.items()
    }

    form = upheld_page(**typed).context["form"]

    assert field in form.errors
    assert sentence is None or form.errors[field] == [sentence]
    assert (Appeal.objects.get().state, Effect.objects.count()) == ("filed", 0)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"outcome_1": "award"}, "the sum of the grant is missing."),
        ({"outcome_1": "award", "granted_1": "60001"}, "the grant is more than was asked."),
        ({"outcome_1": "reserve"}, "the place in the reserve is missing."),
        (
            {"outcome_1": "admit"},
            "only an application declined in the check can be admitted.",
        ),
    ],
)
def test_an_effect_is_one_the_amending_protocol_can_say(typed, fault, upheld_page, second):
    form = upheld_page(application_1=second.pk, **typed).context["form"]

    assert form.non_field_errors() == [f"№ {second.number}: {fault}"]
    assert (Appeal.objects.get().state, Effect.objects.count()) == ("filed", 0)


def test_a_second_amending_protocol_is_not_filled_again(
    upheld_page, signed, meeting, second, secretary, chair
):
    upheld_page(application_1=second.pk, outcome_1="award", granted_1="60000")
    appeal = Appeal.objects.get()
    first_one = actions.draw_up_amendment(appeal, actor=secretary)
    assert [row.outcome for row in first_one.proposals.all()] == ["award"]
    Protocol.objects.filter(pk=first_one.pk).update(state="signed")

    assert actions.draw_up_amendment(appeal, actor=secretary).proposals.count() == 0


# --- the signed paper


def photo(words=b"%PDF-1.4", name="p.pdf"):
    return SimpleUploadedFile(name, words)


def test_the_paper_says_who_signed_when_and_who_entered_each_page(client, signed, secretary, clerk):
    attached = actions.attach_scan(
        signed,
        actor=secretary,
        scans=[photo(b"%PDF-1.4 one"), photo(b"%PDF-1.4 two")],
        signed_on=date(2026, 4, 9),
        signers="Бекова Дамира",
    )
    with clock.at(factories.at(4, 11)):
        attached = actions.attach_scan(attached, actor=clerk, scans=[photo(b"%PDF-1.4 three")])
    client.force_login(secretary)
    page = client.get(signed.get_absolute_url()).content.decode()

    assert [
        (one.number, one.entered_by, one.entered_at, one.sha256)
        for one in attached.pages.order_by("number")
    ] == [
        (number, person, moment, sha256(words).hexdigest())
        for number, person, moment, words in (
            (1, secretary, factories.NOON, b"%PDF-1.4 one"),
            (2, secretary, factories.NOON, b"%PDF-1.4 two"),
            (3, clerk, factories.at(4, 11), b"%PDF-1.4 three"),
        )
    ]
    # Who signed it is said once; a page that follows does not unsay it.
    assert (attached.paper_signed_on, attached.paper_signers) == (
        date(2026, 4, 9),
        "Бекова Дамира",
    )
    assert (attached.sha256, attached.facts) == (signed.sha256, signed.facts)
    assert Entry.objects.last().facts["files"] == [
        {"number": 3, "sha256": sha256(b"%PDF-1.4 three").hexdigest()}
    ]
    for words in (f"entered by {secretary.name}", f"entered by {clerk.name}", "Бекова Дамира"):
        assert words in page


def test_of_a_signed_protocol_no_page_is_taken_out_or_replaced(signed, secretary):
    actions.attach_scan(signed, actor=secretary, scans=[photo()])
    kept = SignedPage.objects.get()

    with pytest.raises(Refused):
        actions.take_out_scans(signed, actor=secretary)
    with pytest.raises(WrittenOnce):
        kept.delete()
    kept.sha256 = "0" * 64
    with pytest.raises(WrittenOnce):
        kept.save()
    assert SignedPage.objects.get().sha256 == sha256(b"%PDF-1.4").hexdigest()


def test_the_paper_of_a_draft_stands_until_the_draft_changes(draft, secretary, chair):
    Competition.objects.filter(pk=draft.competition_id).update(signers="chair_and_secretary")
    said = {"signed_on": date(2026, 4, 9), "signers": "Бекова Дамира"}

    def waits():
        return rules.others_have_signed.faults(Protocol.objects.get(pk=draft.pk))

    assert waits() == [f"{secretary.name} has not signed yet."]
    actions.attach_scan(draft, actor=secretary, scans=[photo()], **said)
    assert waits() == []
    changed = actions.change_protocol(draft, actor=secretary, words_ky="Башка")
    assert (waits(), changed.paper_signed_on, changed.paper_signers) == (
        [f"{secretary.name} has not signed yet."],
        None,
        "",
    )
    actions.attach_scan(changed, actor=secretary, scans=[photo()], **said)
    emptied = actions.take_out_scans(changed, actor=secretary)
    assert (SignedPage.objects.count(), emptied.paper_signed_on) == (0, None)
    assert Entry.objects.last().facts["taken_out"] == [sha256(b"%PDF-1.4").hexdigest()]
    with pytest.raises(Refused):
        actions.take_out_scans(emptied, actor=secretary)


def test_forty_files_are_taken_and_no_more(signed, secretary):
    actions.attach_scan(signed, actor=secretary, scans=[photo()] * 39)
    with pytest.raises(ValidationError):
        actions.attach_scan(signed, actor=secretary, scans=[photo()] * 2)
    actions.attach_scan(signed, actor=secretary, scans=[photo()])
    with pytest.raises(Refused):
        actions.attach_scan(signed, actor=secretary, scans=[photo()])
    assert SignedPage.objects.count() == 40


def test_a_paper_is_not_signed_tomorrow(signed, secretary):
    with pytest.raises(ValidationError):
        actions.attach_scan(signed, actor=secretary, scans=[photo()], signed_on=date(2026, 4, 11))
    assert SignedPage.objects.count() == 0


def test_the_paper_is_read_by_whom_the_protocol_is_read(client, signed, secretary, rival):
    moved(signed.competition, "published")
    actions.attach_scan(signed, actor=secretary, scans=[photo(b"%PDF-1.4 names")])
    address = reverse("protocol_scan", args=[signed.pk, 1])

    client.force_login(rival)
    assert client.get(address).status_code == 403
    assert address not in client.get(signed.get_absolute_url()).text
    client.force_login(secretary)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 names"
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(reverse("protocol_scan", args=[signed.pk, 2])).status_code == 404


# --- rows and reckoning


def test_a_recusal_by_act_moves_no_other_mean(deliberation, sheet_of, member, first, second):
    before = {one.key: one.sums for one in candidates_of(deliberation)}
    scores = {row.key: row.score for row in ranking_of(deliberation).rows}
    actions.declare_late_interest(
        sheet_of(member, first), actor=member, interest_kind="family", interest_words="Эже"
    )

    after = {one.key: one.sums for one in candidates_of(deliberation)}
    key = f"{second.number:06d}"
    assert after[key] == before[key]
    again = {row.key: row.score for row in ranking_of(deliberation).rows}
    assert again[key] == scores[key]
