"""Stories that cross the rooms: what goes otherwise than planned, and how it still ends well."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from applications import actions as applications
from applications.models import Application
from audit.acts import Refused
from audit.models import Entry, Notice
from awards import actions as awards
from awards.models import Award
from competitions import actions as competitions
from competitions.models import Competition
from papers.work import work_of
from portal.results import Appeals, results_of
from scoring import actions as scoring
from scoring.models import Appeal, Meeting, TieBreak, ranking_of
from tests import factories
from tests.journeys.tale import Tale, at

pytestmark = pytest.mark.django_db

PEOPLE = [
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
]
REASONS = {"reason_ky": "Жол жабылды", "reason_ru": "Дорога была закрыта"}
DECISION = {"decision_ky": "Канааттандырылсын", "decision_ru": "Удовлетворить"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def tale(town, people):
    """Fund 100 000, each asks 60 000: one fits, the other waits in the reserve."""
    return Tale(town, people, fund=Decimal(100000))


@pytest.fixture
def scored(tale):
    """Two applications are admitted and their sheets are dealt out."""
    with at(4, 10):
        tale.first, tale.second = (
            tale.apply("applicant", "Гүлзарлар"),
            tale.apply("rival", "Көчө жарыгы"),
        )
    with at(4, 21):
        competitions.close_reception(tale.call, actor=tale.people["clerk"])
        tale.check(tale.first, tale.second)
        tale.open_scoring()
    tale.first, tale.second = (
        Application.objects.get(pk=one.pk) for one in (tale.first, tale.second)
    )
    return tale


@pytest.fixture
def published(scored):
    """The first got more points: it is awarded, the second is the first of the reserve."""
    with at(4, 28):
        scored.send(scored.sheets(), {scored.first: 8, scored.second: 6})
        scored.close_scoring()
    scored.protocol = scored.publish()
    return scored


def refusal(deed, *args, **facts):
    """The sentences of a refusal, which must leave no trace."""
    before = (Entry.objects.count(), Notice.objects.count())
    with pytest.raises(Refused) as refused:
        deed(*args, **facts)
    assert (Entry.objects.count(), Notice.objects.count()) == before
    return refused.value.reasons


def test_a_late_applicant_with_a_permit_and_one_without(tale, people):
    call, head, clerk = tale.call, people["head"], people["clerk"]
    late = factories.application(call, people["applicant"], title="Гүлзарлар")
    later = factories.application(call, people["rival"], title="Көчө жарыгы")
    with at(4, 20, 16):
        competitions.grant_permit(
            call, actor=head, user=people["applicant"], until=factories.at(4, 22, 12), **REASONS
        )

    with at(4, 20, 17, 1):
        without = refusal(applications.submit, later, actor=people["rival"])
        waiting = refusal(competitions.close_reception, call, actor=clerk)
    with at(4, 22, 11, 59):
        received = applications.submit(late, actor=people["applicant"])
    with at(4, 22, 12, 1):
        competitions.close_reception(tale.call, actor=clerk)
        afterwards = refusal(applications.submit, later, actor=people["rival"])

    assert (received.state, received.number) == ("submitted", 1)
    assert [len(reasons) for reasons in (without, waiting, afterwards)] == [1, 1, 1]
    assert waiting == ["The last minute of reception, or of a late permit, has not passed yet."]
    assert tale.outcome() == [("Көчө жарыгы", "draft"), ("Гүлзарлар", "submitted")]
    assert tale.journal_is_whole()


def test_a_tie_that_goes_down_to_the_lot(town, people):
    ladder = [{"kind": "open_vote"}, {"kind": "lot"}]
    tale = Tale(town, people, ladder=ladder, fund=Decimal(100000))
    with at(4, 10):
        first, second = tale.apply("applicant", "Гүлзарлар"), tale.apply("rival", "Көчө жарыгы")
    with at(4, 21):
        competitions.close_reception(tale.call, actor=people["clerk"])
        tale.check(first, second)
        tale.open_scoring()
    with at(4, 28):
        tale.send(tale.sheets(), {first: 7, second: 7})
        tale.close_scoring()
    tale.meet(6)

    with at(5, 6, 15):
        unsettled = refusal(scoring.draw_up, tale.call, actor=people["secretary"])
        scoring.record_open_vote(
            tale.call, actor=people["secretary"], votes={first.number: 1, second.number: 1}
        )
        numbers = [first.number, second.number]
        lot = scoring.draw_lot(
            tale.call, actor=people["secretary"], numbers=numbers, witnesses="Асанова, Мамытов"
        )
        signed = tale.sign()
        awards.decide(tale.call, actor=people["chair"])

    assert unsettled == ["№ 1, 2: Equal scores: the members must decide by open vote."]
    winner = lot.steps[0][0]
    assert ranking_of(tale.call).rows[0].key == winner
    assert TieBreak.objects.count() == 2
    assert {row.rung for row in signed.proposals.all()} == {"lot"}
    assert sorted(state for _title, state in tale.outcome()) == ["awarded", "reserved"]
    assert tale.journal_is_whole()


def test_a_recusal_breaks_the_minimum_and_an_alternate_mends_it(scored, people):
    member, chair = people["member"], people["chair"]
    with at(4, 28):
        (own,) = scored.sheets("member", application=scored.first)
        scoring.declare_interest(
            own, actor=member, interest_kind="family", interest_words="Эже-сиңди"
        )
        open_sheets = [sheet for sheet in scored.sheets() if sheet.state == "undeclared"]
        scored.send(open_sheets, {scored.first: 8, scored.second: 6})

        short = refusal(scoring.close_scoring, scored.call, actor=chair)
        seat = scored.call.seats.get(user=people["alternate"])
        scoring.call_alternate(scored.call, actor=chair, seat=seat, applications=[scored.first])
        scored.send(scored.sheets("alternate"), {scored.first: 8})
        scored.close_scoring()

    assert len(short) == 1
    assert sorted(sheet.state for sheet in scored.sheets(application=scored.first)) == [
        "recused",
        "sent",
        "sent",
        "sent",
    ]
    assert scored.call.state == "deliberation"
    assert scored.journal_is_whole()


def test_a_recusal_breaks_the_quorum_and_the_application_waits(scored, people):
    member, chair = people["member"], people["chair"]
    with at(4, 28):
        (own,) = scored.sheets("member", application=scored.first)
        scoring.declare_interest(
            own, actor=member, interest_kind="family", interest_words="Эже-сиңди"
        )
        open_sheets = [sheet for sheet in scored.sheets() if sheet.state == "undeclared"]
        scored.send(open_sheets, {scored.first: 8, scored.second: 6})
        type(scored.call).objects.filter(pk=scored.key).update(minimum_scores=2)
        scored.close_scoring()
    # Two of three make the quorum of the meeting; of the first application one of two is there.
    scored.meet(6, absent=("second_member",))
    without = ranking_of(scored.call)
    with at(5, 6, 15):
        draft = scoring.draw_up(scored.call, actor=people["secretary"])
    (waiting,) = draft.proposals.filter(application=scored.first)
    scored.meet(7)
    with_all = ranking_of(scored.call)
    with at(5, 7, 15):
        meeting = Meeting.objects.filter(competition=scored.key).held().first()
        scoring.change_protocol(draft, actor=people["secretary"], meeting=meeting)
        scoring.draw_up_again(draft, actor=people["secretary"])
        signed = scoring.sign(draft, actor=chair)

    assert [one.key for one in without.too_few] == ["000001"]
    assert (waiting.outcome, waiting.reason_ru) == (
        "pass_over",
        "По этой заявке мало оценок или нет кворума.",
    )
    assert [row.key for row in with_all.rows] == ["000001", "000002"]
    (mended,) = signed.proposals.filter(application=scored.first)
    assert mended.outcome == "award"
    assert scored.journal_is_whole()


def test_an_interest_found_after_sending_voids_the_sheet(scored, people):
    chair = people["chair"]
    with at(4, 28):
        scored.send(scored.sheets(), {scored.first: 8, scored.second: 6})
        (own,) = scored.sheets("member", application=scored.first)
        void = scoring.declare_late_interest(
            own, actor=people["member"], interest_kind="family", interest_words="Эже-сиңди"
        )
        short = refusal(scoring.close_scoring, scored.call, actor=chair)
        seat = scored.call.seats.get(user=people["alternate"])
        scoring.call_alternate(scored.call, actor=chair, seat=seat, applications=[scored.first])
        scored.send(scored.sheets("alternate"), {scored.first: 5})
        scored.close_scoring()

    assert void.state == "voided"
    assert len(short) == 1
    # Two eights and a five in each of two criteria; the void eight is not among them.
    assert ranking_of(scored.call).rows[0].score == Decimal(14)


def test_a_sheet_is_reopened_once_and_both_versions_are_kept(scored, people):
    with at(4, 28):
        scored.send(scored.sheets(), {scored.first: 8, scored.second: 6})
        (own,) = scored.sheets("member", application=scored.second)
        reopened = scoring.reopen(
            own, actor=people["chair"], reason="Жаңылыш балл", until=factories.at(4, 30, 12)
        )
        waiting = refusal(scoring.close_scoring, scored.call, actor=people["chair"])
    with at(4, 29):
        scored.send([reopened], {scored.second: 9})
        scored.close_scoring()

    (own,) = scored.sheets("member", application=scored.second)
    assert len(waiting) == 2
    assert (own.state, own.versions_count) == ("sent", 2)
    assert [version.facts["marks"][0]["points"] for version in own.versions.order_by("number")] == [
        "6.00",
        "9.00",
    ]


def test_a_call_where_nothing_is_admitted_has_failed(tale, people):
    with at(4, 10):
        only = tale.apply("applicant", "Гүлзарлар")
    with at(4, 21):
        competitions.close_reception(tale.call, actor=people["clerk"])
        tale.check(only, verdict="not_met")
        unopened = refusal(scoring.open_scoring, tale.call, actor=people["clerk"])
        told = Notice.objects.filter(recipient=people["applicant"]).count()
        applications.declare_failed(tale.call, actor=people["head"], **REASONS)

    assert len(unopened) == 1
    assert tale.call.state == "failed"
    assert tale.outcome() == [("Гүлзарлар", "declined")]
    assert Notice.objects.filter(recipient=people["applicant"]).count() > told
    assert tale.journal_is_whole()


def test_an_appeal_is_upheld_and_an_amending_protocol_carried_out(published, people):
    tale, chair, head, clerk = published, people["chair"], people["head"], people["clerk"]

    def asked(person):
        return [task.what for task in work_of(person).waits if task.subject.startswith("Appeal")]

    def shown():
        results = results_of(Competition.objects.get(pk=tale.call.pk))
        rows = {row.title: (row.state, row.granted) for row in results.rows}
        return rows, results.appeals, [protocol.number for protocol, _code in results.papers]

    with at(5, 12):
        appeal = scoring.file_appeal(
            tale.call,
            actor=people["rival"],
            about="points",
            words="Упай туура эмес",
            application=tale.second,
        )
        frozen = (tale.protocol.facts, tale.protocol.sha256)
        filed = asked(head), asked(clerk), shown()
        scoring.uphold(
            appeal,
            actor=head,
            **DECISION,
            effect_ky="Кайра",
            effect_ru="Заново",
            effects=[
                {"application": tale.first, "outcome": "reserve", "place": 1},
                {
                    "application": tale.second,
                    "outcome": "award",
                    "granted": Decimal(60000),
                    "place": 9,
                },
            ],
        )
        scoring.answer_appeal(
            Appeal.objects.get(), actor=clerk, number="7-44", sent_on=date(2026, 5, 12)
        )
        upheld = asked(head), asked(clerk), shown()
    tale.meet(14)
    with at(5, 14, 15):
        amending = scoring.draw_up_amendment(appeal, actor=people["secretary"])
        filled = [
            (row.application, row.outcome, row.granted, row.place, row.reason_ky, row.reason_ru)
            for row in amending.proposals.order_by("position")
        ]
        drafted = asked(clerk), shown()
        signed = scoring.sign(amending, actor=chair)
        waiting = asked(head), asked(clerk), shown()
        awards.apply_amendment(signed, actor=chair)
        done = asked(head), asked(clerk), shown()

    before = {"Гүлзарлар": ("awarded", Decimal(60000)), "Көчө жарыгы": ("reserved", None)}
    after = {"Гүлзарлар": ("reserved", None), "Көчө жарыгы": ("awarded", Decimal(60000))}
    none_yet = Appeals(received=1, upheld=0, dismissed=0)
    one = Appeals(received=1, upheld=1, dismissed=0)
    draw_up = "The appeal is upheld: draw up the amending protocol."
    assert filed == (["An appeal waits for its decision."], [], (before, none_yet, [1]))
    assert upheld == ([draw_up], [draw_up], (before, one, [1]))
    assert filled == [
        (tale.first, "reserve", None, 1, "Кайра", "Заново"),
        (tale.second, "award", Decimal(60000), None, "Кайра", "Заново"),
    ]
    assert drafted == (
        ["The amending protocol waits for the meeting and the signature."],
        (before, one, [1]),
    )
    # Signed, the paper is public; the list follows when it is carried out.
    carry_out = ["The amending protocol is signed: carry it out."]
    assert waiting == (carry_out, [], (before, one, [2, 1]))
    assert done == ([], [], (after, one, [2, 1]))
    assert [(row["number"], row["outcome"]) for row in signed.facts["appeal"]["effects"]] == [
        (tale.first.number, "reserve"),
        (tale.second.number, "award"),
    ]
    tale.protocol.refresh_from_db(fields=["facts", "sha256"])
    assert (tale.protocol.facts, tale.protocol.sha256) == frozen
    assert tale.outcome() == [("Гүлзарлар", "reserved"), ("Көчө жарыгы", "awarded")]
    assert list(Award.objects.order_by("pk").values_list("state", "protocol_number")) == [
        ("terminated", "1"),
        ("granted", "2"),
    ]
    assert tale.journal_is_whole()


def test_a_winner_forgoes_and_the_reserve_is_promoted(published, people):
    tale, head = published, people["head"]
    with at(5, 10):
        bound = refusal(awards.promote, tale.second, actor=head, decision_number="9")
        awards.forgo(Award.objects.get(), actor=people["applicant"], note="Ишти башкалар бүтүрдү")
        waiting = Application.objects.get(pk=tale.second.pk)
        offered = awards.offer(
            waiting, actor=head, freed_by="refusal", answer_until=date(2026, 5, 20)
        )
        early = refusal(awards.promote, waiting, actor=head, decision_number="9")
        awards.accept_offer(offered, actor=waiting.applicant)
        promoted = awards.promote(waiting, actor=head, decision_number="9")

    assert len(bound) == 1
    assert early == ["The applicant has not answered the offer yet, or did not take it."]
    assert promoted.amount == Decimal(60000)
    assert tale.outcome() == [("Гүлзарлар", "forgone"), ("Көчө жарыгы", "awarded")]
    assert sum(award.amount for award in Award.objects.exclude(state="forgone")) <= tale.call.fund
    assert tale.journal_is_whole()
