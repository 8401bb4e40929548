"""Every address of the room and what each person is answered there; pages as forms send them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import actions
from awards.models import (
    Agreement,
    Amendment,
    Award,
    DaySheet,
    Expense,
    Finding,
    Gathering,
    Obligation,
    Offer,
    Payment,
    Photo,
    Proof,
    Report,
    Settlement,
    Use,
    Visit,
    WriteOff,
)
from awards.urls import urlpatterns
from scoring.models import Protocol
from tests import factories, files
from tests.awards.conftest import (
    accept_final,
    confirm_cash,
    contribution,
    line,
    pay_tranche,
    scan,
    spend,
)

pytestmark = pytest.mark.django_db

DAY, TERM = date(2026, 4, 10), date(2026, 5, 10)
PEOPLE = [
    *["applicant", "clerk", "head", "chair", "auditor"],
    *["rival", "secretary", "neighbour", "administrator", None],
]
SEE = {"applicant", "clerk", "head", "chair", "auditor"}
EVERYBODY = {*SEE, "rival", "secretary", "neighbour", "administrator"}
OFFICE = {"clerk", "head", "auditor"}
RECORD = {"applicant", "clerk"}

# For each address: who is answered 200, and who else may know that it is there (403).
ANSWERS: dict[str, tuple[set[str], set[str]]] = {
    "award_list": (EVERYBODY, EVERYBODY),
    "award_terms": (EVERYBODY, EVERYBODY),
    "award_giving": (EVERYBODY, EVERYBODY),
    "award_calendar": (EVERYBODY, EVERYBODY),
    "award_detail": (SEE, SEE),
    "award_budget": (SEE, SEE),
    "reserve_list": (OFFICE, OFFICE),
    "competition_decide": ({"chair"}, EVERYBODY),
    "competition_publish": ({"head"}, EVERYBODY),
    "competition_complete": ({"head"}, EVERYBODY),
    "protocol_apply_amendment": ({"head", "chair"}, EVERYBODY),
    "offer_offer": ({"head"}, {*OFFICE, "rival"}),
    "offer_detail": ({*OFFICE, "rival"}, set()),
    "offer_accept_offer": ({"clerk", "rival"}, {*OFFICE, "rival"}),
    "offer_decline_offer": ({"clerk", "rival"}, {*OFFICE, "rival"}),
    "offer_lapse_offer": ({"head"}, {*OFFICE, "rival"}),
    "application_promote": ({"head"}, {*OFFICE, "rival"}),
    "application_release": ({"head"}, {*OFFICE, "rival"}),
    "award_arrange": ({"clerk"}, SEE),
    "award_forgo": ({"applicant"}, SEE),
    "award_lapse": ({"head"}, SEE),
    "award_extend_signing": ({"head"}, SEE),
    "award_resolve_shortfall": ({"head"}, SEE),
    "award_settle_up": ({"clerk"}, SEE),
    "award_close": ({"clerk", "head"}, SEE),
    "award_terminate": ({"head"}, SEE),
    "award_wind_up": ({"clerk", "head"}, SEE),
    "award_closing": (SEE, SEE),
    "award_refunds": (SEE, SEE),
    "award_give_back": ({"clerk"}, SEE),
    "wording_list": (EVERYBODY, EVERYBODY),
    "wording_detail": (OFFICE, OFFICE),
    "wording_begin": ({"clerk", "head"}, EVERYBODY),
    "wording_edit_wording": ({"clerk", "head"}, OFFICE),
    "wording_adopt": ({"head"}, OFFICE),
    "agreement_draft": ({"clerk"}, SEE),
    "agreement_detail": (SEE, SEE),
    "agreement_edit": ({"clerk"}, SEE),
    "agreement_set_days": ({"clerk"}, SEE),
    "agreement_enter_signature": ({"clerk"}, SEE),
    "agreement_sign": ({"head"}, SEE),
    "agreement_amend": ({"head"}, SEE),
    "agreement_scan": (SEE, SEE),
    "amendment_draft": ({"clerk", "head"}, SEE),
    "amendment_detail": (SEE, SEE),
    "amendment_redraft": ({"clerk", "head"}, SEE),
    "amendment_enter_signature": ({"clerk", "head"}, SEE),
    "amendment_sign": ({"head"}, SEE),
    "amendment_drop": ({"clerk", "head"}, SEE),
    "amendment_scan": (SEE, SEE),
    "payment_plan": ({"clerk"}, SEE),
    "payment_detail": (SEE, SEE),
    "payment_approve": ({"head"}, SEE),
    "payment_pay": ({"clerk"}, SEE),
    "payment_receive": (set(), SEE),
    "payment_receipt": (set(), set()),
    "payment_account": ({"clerk"}, SEE),
    "payment_cancel": ({"clerk", "head"}, SEE),
    "contribution_promise": (RECORD, SEE),
    "contribution_list": (SEE, SEE),
    "contribution_detail": (SEE, SEE),
    "contribution_confirm": (RECORD, SEE),
    "contribution_use": (RECORD, SEE),
    "contribution_finish": ({*RECORD, "head"}, SEE),
    "contribution_withdraw": (RECORD, SEE),
    "contribution_withdraw_part": (RECORD, SEE),
    "contribution_name_giver": (RECORD, SEE),
    "contribution_attach": (RECORD, SEE),
    "proof_file": (SEE, SEE),
    "contribution_proof": (SEE, SEE),
    "use_file": (SEE, SEE),
    "daysheet_list": (SEE, SEE),
    "daysheet_record": (RECORD, SEE),
    "daysheet_detail": (SEE, SEE),
    "daysheet_attach": (RECORD, SEE),
    "daysheet_strike_sheet": (RECORD, SEE),
    "expense_record": (RECORD, SEE),
    "expense_detail": (SEE, SEE),
    "expense_strike_out": (RECORD, SEE),
    "expense_file": (SEE, SEE),
    "visit_plan": ({"clerk"}, SEE),
    "visit_detail": (SEE, SEE),
    "visit_make_visit": ({"clerk"}, SEE),
    "visit_call_off": ({"clerk"}, SEE),
    "finding_detail": (SEE, SEE),
    "finding_mend": ({"clerk"}, SEE),
    "photo_add_to_award": (RECORD, SEE),
    "photo_add_to_visit": (RECORD, SEE),
    "photo_add_to_finding": (RECORD, SEE),
    "photo_add_to_report": (RECORD, SEE),
    "photo_detail": (SEE, SEE),
    "photo_file": (SEE, SEE),
    "photo_small": (SEE, SEE),
    "photo_consent_file": (SEE - {"chair"}, set()),
    "photo_describe_photo": (RECORD, SEE),
    "photo_record_consent": (RECORD, SEE),
    "photo_publish_photo": ({"clerk", "head"}, SEE),
    "photo_withhold_photo": ({*RECORD, "head"}, SEE),
    "report_begin": (RECORD, SEE),
    "report_detail": (SEE, SEE),
    "report_edit": (RECORD, SEE),
    "report_edit_page": (RECORD, SEE),
    "report_refuse": ({"head"}, SEE),
    "report_submit": (RECORD, SEE),
    "report_send_back": ({"clerk", "head"}, SEE),
    "report_accept": ({"head"}, SEE),
    "obligation_detail": (SEE, SEE),
    "obligation_settle_part": ({"clerk"}, SEE),
    "obligation_settle": ({"clerk"}, SEE),
    "obligation_write_off": ({"head"}, SEE),
    "obligation_write_off_part": ({"head"}, SEE),
    "settlement_file": (SEE, SEE),
    "writeoff_file": (SEE, SEE),
    "gathering_record": ({"clerk"}, SEE),
    "gathering_file": (SEE, SEE),
}


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def world(signed, award, applicant, rival, clerk, head, secretary):
    """An award with one row of everything that can hang on it."""
    call = award.competition
    factories.seat(call, secretary, "secretary")
    reserved = factories.application(
        call, rival, complete=False, state="reserved", reserve_place=1, title="Суу"
    )
    first = Protocol.objects.create(
        competition=call, number=1, state="signed", drawn_up_at=factories.NOON
    )
    second = Protocol.objects.create(
        competition=call, number=2, amends=first, state="signed", drawn_up_at=factories.NOON
    )
    actions.amend(
        signed,
        actor=head,
        on=DAY,
        reason_ky="а",
        reason_ru="б",
        implementation_until=TERM,
        scan=scan(),
    )
    wording = actions.begin_wording(
        call.municipality, actor=clerk, text_ky="{грант}", text_ru="{грант}"
    )
    pay_tranche(award, 30000, clerk=clerk, head=head)
    actions.confirm(
        contribution(award, "Асанова"),
        actor=applicant,
        on=DAY,
        document="1",
        amount=Decimal(5000),
        file=scan(),
        files=[scan()],
    )
    labour = actions.confirm(
        contribution(award, "Жаңы"), actor=clerk, on=DAY, document="1", quantity=Decimal(9)
    )
    actions.use(labour, actor=applicant, on=DAY, document="2", quantity=Decimal(1), file=scan())
    day = {"contribution": labour, "worked_on": DAY, "work": "көчөт", "unnamed_women": 2}
    actions.record_sheet(award, actor=applicant, hours_each=Decimal(8), **day)
    spend(award, applicant, "Ваза", "grant", "1000", file=scan())
    visit = actions.plan_visit(award, actor=clerk, planned_on=DAY)
    visit = actions.make_visit(
        visit,
        actor=clerk,
        held_on=DAY,
        place="көчө",
        findings="9 идиш",
        to_mend=[{"what": "бирөө", "until": TERM}],
    )
    photo = actions.add_photo(
        visit, actor=clerk, file=picture(), moment="before", people="people", caption="Ашар"
    )
    consent = {"of": "Асанова Бермет", "asked_by": "Айыл башчысы", "on": DAY, "form": "paper"}
    actions.record_consent(photo, actor=clerk, file=scan(), **consent)
    actions.begin_report(award, actor=applicant, kind="interim")
    debt = {"actor": clerk, "to_whom": "Асанова", "due_on": TERM, "reason": "unspent"}
    owed = actions.owe(award, source="grant", amount=Decimal(10), **debt)
    actions.settle_part(owed, actor=clerk, amount=Decimal(1), on=DAY, document="1", file=scan())
    actions.write_off_part(
        owed,
        actor=head,
        amount=Decimal(2),
        decision_number="4",
        decision_on=DAY,
        decided_by="Айылдык кеңеш",
        ground_kind="court",
        ground="Сот",
        file=scan(),
    )
    actions.owe(award, source="resident", amount=Decimal(10), **debt)
    actions.record_gathering(
        award,
        actor=clerk,
        held_on=DAY,
        place="мектеп",
        women=2,
        men=1,
        votes_for=3,
        purpose="көчөт",
        file=scan(),
    )
    offer = Offer.objects.create(
        competition=call,
        application=reserved,
        amount=Decimal(10),
        freed_by="other",
        offered_at=factories.NOON,
        answer_until=TERM,
    )
    return (
        {
            "offer": offer.pk,
            "wording": wording.pk,
            "municipality": call.municipality_id,
            "award": award.pk,
            "competition": call.pk,
            "reserve": call.pk,
            "application": reserved.pk,
            "protocol": second.pk,
            "agreement": signed.pk,
        }
        | {
            model._meta.model_name: model.objects.order_by("pk").first().pk
            for model in (
                Amendment,
                Payment,
                Use,
                DaySheet,
                Expense,
                Visit,
                Finding,
                Photo,
                Proof,
                Report,
                Obligation,
                Settlement,
                Gathering,
                WriteOff,
            )
        }
        | {"contribution": contribution(award, "Асанова").pk}
    )


BELOW_AWARD = {
    *["agreement_draft", "payment_plan", "contribution_promise", "expense_record", "visit_plan"],
    *["report_begin", "gathering_record", "contribution_list", "daysheet_list"],
    "daysheet_record",
    "photo_add_to_award",
}


def address(name: str, world: dict[str, int]) -> str:
    if name in ("award_list", "award_terms", "award_calendar", "wording_list", "award_giving"):
        return reverse(name)
    noun = "award" if name in BELOW_AWARD else name.partition("_")[0]
    noun = {
        "offer_offer": "application",
        "wording_begin": "municipality",
        "amendment_draft": "agreement",
    }.get(name, noun)
    noun = name.removeprefix("photo_add_to_") if name.startswith("photo_add_to_") else noun
    part = ["work"] if name == "report_edit_page" else []
    return reverse(name, args=[world[noun], *part])


def test_the_table_lists_every_address():
    assert sorted(ANSWERS) == sorted(pattern.name for pattern in urlpatterns)


@pytest.mark.parametrize("who", PEOPLE)
def test_what_each_person_is_answered(world, who, request, client):
    if who:
        client.force_login(request.getfixturevalue(who))

    found = {}
    for name in ANSWERS:
        answer = client.get(address(name, world))
        found[name] = answer.status_code
        # A file is closed by who reads it to its end.
        b"".join(answer)

    def expected(open_to: set[str], known_to: set[str]) -> int:
        if who is None:
            return 302
        return 200 if who in open_to else 403 if who in known_to else 404

    assert found == {name: expected(*who_may) for name, who_may in ANSWERS.items()}


READ_ONLY = (
    "_detail",
    "_list",
    "_file",
    "_scan",
    "_proof",
    "_receipt",
    "_budget",
    "_closing",
    "_refunds",
    "_small",
)


@pytest.mark.parametrize("who", ["rival", "auditor", "neighbour", None])
def test_posting_without_the_right_changes_nothing(world, award, who, request, client):
    if who:
        client.force_login(request.getfixturevalue(who))
    before = factories_of(award)

    answers = {
        client.post(address(name, world)).status_code
        for name, (open_to, _known) in ANSWERS.items()
        if who not in open_to and not name.endswith(READ_ONLY)
    }

    assert answers <= {302, 403, 404}
    assert factories_of(award) == before


def factories_of(award: Award) -> list[Any]:
    fresh = Award.objects.get(pk=award.pk)
    books = fresh.books
    rows = [books.payments, books.contributions, books.expenses, books.obligations, books.reports]
    return [fresh.state, *([(row.pk, row.state) for row in some] for some in rows)]


def test_a_file_is_handed_over_to_be_kept(world, clerk, client):
    client.force_login(clerk)

    answer = client.get(address("expense_file", world))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert b"".join(answer) == b"%PDF-1.4 paper"


def test_a_file_that_is_not_there(award, clerk, applicant, client):
    client.force_login(clerk)
    given = confirm_cash(award, applicant, "Асанова", "5000")

    assert client.get(reverse("contribution_proof", args=[given.pk])).status_code == 404


# --- pages as forms send them


def page(client: Any, name: str, pk: int, data: dict[str, Any]) -> Any:
    return client.post(reverse(name, args=[pk]), data, follow=True)


def test_the_agreement_by_its_pages(granted, clerk, head, client):
    client.force_login(clerk)
    page(client, "agreement_draft", granted.pk, {"text_ky": "Макулдашуу", "text_ru": "Соглашение"})
    agreement = Agreement.objects.get()
    lines = {f"line_{one.pk}": str(one.amount) for one in granted.books.lines}
    lines |= {
        f"line_{line(granted, 'Ваза').pk}": "40 000",
        f"line_{line(granted, 'Топурак').pk}": "10 000,00",
    }
    page(client, "award_arrange", granted.pk, lines)
    page(client, "agreement_edit", agreement.pk, {"text_ky": "Жаңы", "text_ru": "Новое"})
    facts = {"winner_name": "Абдылдаева Гүлнара", "winner_signed_on": "2026-04-10", "scan": scan()}
    page(client, "agreement_enter_signature", agreement.pk, facts)
    client.force_login(head)
    answer = page(client, "agreement_sign", agreement.pk, {})

    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.text_ky) == ("signed", "Жаңы")
    assert [row["amount"] for row in agreement.facts["lines"]][:2] == ["40000.00", "10000.00"]
    assert answer.redirect_chain == [(agreement.get_absolute_url(), 302)]
    amend = {f"line_{one.pk}": str(one.amount) for one in Award.objects.get().books.lines}
    amend |= {
        f"line_{line(granted, 'Ваза').pk}": "39000",
        f"line_{line(granted, 'Топурак').pk}": "11000",
    }
    amend |= {"on": "2026-04-10", "reason_ky": "а", "reason_ru": "б"}
    page(client, "agreement_amend", agreement.pk, amend)
    assert line(granted, "Ваза").amount == 39000


def test_a_payment_by_its_pages(award, clerk, head, applicant, client):
    client.force_login(clerk)
    page(client, "payment_plan", award.pk, {"amount": "30 000,50", "needs_report": ""})
    payment = Payment.objects.get()
    assert (payment.amount, payment.kind) == (Decimal("30000.50"), "tranche")
    client.force_login(head)
    page(client, "payment_approve", payment.pk, {})
    client.force_login(clerk)
    page(client, "payment_pay", payment.pk, {"order_number": "17", "order_on": "2026-04-10"})
    answer = page(client, "payment_account", payment.pk, {})
    assert "30\xa0000,50 som was paid" in answer.content.decode()
    spend(award, applicant, "Ваза", "grant", "30000.50")
    page(client, "payment_account", payment.pk, {})

    assert Payment.objects.get().state == "accounted"


def test_a_sum_that_is_no_sum(award, clerk, client):
    client.force_login(clerk)

    for words in ("", "көп", "-5", "1,234", "99999999999"):
        answer = page(client, "payment_plan", award.pk, {"amount": words})
        assert answer.status_code == 200
        assert answer.context["form"].errors["amount"]
    assert not Payment.objects.exists()


def test_the_ledger_by_its_pages(paid, applicant, client):
    client.force_login(applicant)
    cash, labour = contribution(paid, "Асанова"), contribution(paid, "Жаңы")
    proof = {"document": "№ 5", "on": "2026-04-10"}
    page(client, "contribution_confirm", cash.pk, proof | {"amount": "5000", "files": scan()})
    page(client, "contribution_confirm", labour.pk, proof | {"quantity": "25"})
    page(
        client, "contribution_use", labour.pk, proof | {"quantity": "2,5", "women": "2", "men": "1"}
    )
    promised = {
        "giver": "Жаштар",
        "giver_kind": "group",
        "kind": "goods",
        "what": "Кум",
        "quantity": "2",
        "value": "50",
    }
    page(client, "contribution_promise", paid.pk, promised)
    expense = {
        "line": line(paid, "Боёк").pk,
        "source": "resident",
        "amount": "4000",
        "supplier": "«Боёк»",
        "document_kind": "waybill",
        "document_number": "8",
        "document_on": "2026-04-10",
        "file": scan(),
    }
    answer = page(client, "expense_record", paid.pk, expense)

    assert answer.redirect_chain == [(Expense.objects.get().get_absolute_url(), 302)]
    books = Award.objects.get().books
    assert (books.used[cash.pk], books.used[labour.pk], len(books.contributions)) == (4000, 2000, 5)
    again = page(client, "expense_record", paid.pk, expense | {"file": scan()})
    assert "is already entered" in again.content.decode()
    page(client, "expense_strike_out", Expense.objects.get().pk, {"note": "ката"})
    page(client, "contribution_withdraw", cash.pk, {"note": "кайра алды"})
    assert "resident" not in Award.objects.get().books.purses


def test_a_visit_and_a_report_by_their_pages(award, clerk, applicant, head, client):
    client.force_login(clerk)
    page(client, "visit_plan", award.pk, {"planned_on": "2026-04-10"})
    visit = Visit.objects.get()
    found = {"held_on": "2026-04-10", "place": "көчө", "findings": "9 идиш"}
    rows = {"to_mend-TOTAL_FORMS": "1", "to_mend-INITIAL_FORMS": "0"}
    page(client, "visit_make_visit", visit.pk, found | rows)
    photo = {"moment": "after", "people": "nobody"}
    page(client, "photo_add_to_visit", visit.pk, photo | {"file": picture()})
    client.force_login(applicant)
    page(client, "report_begin", award.pk, {"kind": "final"})
    report = Report.objects.get()
    planned = report.outcomes
    rows = {
        f"outcomes-{number}-{name}": value or ""
        for number, row in enumerate(planned)
        for name, value in (row | {"came": "бүттү"}).items()
    } | {"outcomes-TOTAL_FORMS": str(len(planned)), "outcomes-INITIAL_FORMS": "0"}
    fill_page(client, report, "work", {"words": "Гүлзар", "results": "63 идиш"} | rows)
    fill_page(client, report, "people", {"women": "300", "men": "280"})
    none = {"additions-TOTAL_FORMS": "0", "additions-INITIAL_FORMS": "0"}
    fill_page(client, report, "after", {"cared_by": "Мектеп"} | none)
    photo = {"moment": "before", "people": "people", "file": picture()}
    page(client, "photo_add_to_report", report.pk, photo)
    page(client, "report_submit", report.pk, {})
    client.force_login(clerk)
    point = {"items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0", "items-0-what": "Чектер жок"}
    page(client, "report_send_back", report.pk, point | {"until": "2026-04-20"})
    client.force_login(applicant)
    assert "Чектер жок" in client.get(report.get_absolute_url()).content.decode()
    answer = page(client, "report_submit", report.pk, {})
    assert "To be mended and not answered yet: Чектер жок" in answer.content.decode()
    fill_page(client, report, "answers", {"answer_0": "Кошулду"})
    page(client, "report_submit", report.pk, {})
    client.force_login(head)
    page(client, "report_accept", report.pk, {})

    assert (Report.objects.get().state, Report.objects.get().women) == ("accepted", 300)
    assert sorted(photo.moment for photo in Photo.objects.all()) == ["after", "before"]


def fill_page(client: Any, report: Report, part: str, facts: dict[str, str]) -> None:
    place = reverse("report_edit_page", args=[report.pk, part])
    assert client.post(place, facts)["Location"] == report.get_absolute_url()


def picture() -> Any:
    return ContentFile(files.picture(), "photo.jpg")


def test_the_closing_by_its_pages(paid, clerk, head, applicant, client):
    confirm_cash(paid, applicant, "Асанова", "5000")
    spend(paid, applicant, "Ваза", "grant", "29000")
    accept_final(paid, applicant=applicant, head=head)
    client.force_login(head)
    page(client, "award_resolve_shortfall", paid.pk, {"due_on": "2026-05-10"})
    client.force_login(clerk)
    page(client, "award_settle_up", paid.pk, {"due_on": "2026-05-10"})
    grant = Obligation.objects.get(source="grant", reason="unspent")
    page(
        client,
        "obligation_settle_part",
        grant.pk,
        {"amount": "400", "on": "2026-04-10", "document": "1"},
    )
    page(client, "obligation_settle", grant.pk, {"on": "2026-04-10", "document": "2"})
    gathering = {
        "held_on": "2026-04-10",
        "place": "мектеп",
        "women": "21",
        "men": "19",
        "votes_for": "38",
        "votes_against": "0",
        "votes_abstained": "2",
        "purpose": "көчөт",
        "file": files.sent("minutes.pdf", files.PLAIN_PDF),
    }
    page(client, "gathering_record", paid.pk, gathering)
    page(client, "payment_account", paid.payments.get().pk, {})
    client.force_login(head)
    shortfall = Obligation.objects.get(reason="shortfall")
    decision = {"decision_number": "12", "decision_on": "2026-04-10", "ground": "Чечим"}
    decision |= {
        "ground_kind": "court",
        "decided_by": "Сот",
        "file": files.sent("decision.pdf", files.PLAIN_PDF),
    }
    page(client, "obligation_write_off", shortfall.pk, decision)
    page(client, "award_close", paid.pk, {})
    page(client, "competition_complete", paid.competition_id, {})

    award = Award.objects.get()
    assert (award.state, award.competition.state) == ("closed", "completed")
    assert [(row.source, row.state) for row in Obligation.objects.order_by("pk")] == [
        ("grant", "written_off"),
        ("grant", "settled"),
        ("resident", "settled"),
    ]


def test_giving_up_and_promoting_by_their_pages(granted, applicant, rival, head, client):
    reserved = factories.application(
        granted.competition,
        rival,
        complete=False,
        state="reserved",
        reserve_place=1,
        asked=Decimal(1000),
    )
    protocol = Protocol.objects.create(
        competition=granted.competition, number=1, state="signed", drawn_up_at=factories.NOON
    )
    protocol.proposals.create(application=reserved, outcome="reserve", place=1)
    client.force_login(applicant)
    page(client, "award_forgo", granted.pk, {"note": ""})
    client.force_login(head)
    assert (
        "300\xa0000"
        in client.get(reverse("reserve_list", args=[granted.competition_id])).content.decode()
    )
    decided = {"decision_number": "15, 10.04.2026"}
    silent = page(client, "application_promote", reserved.pk, decided)
    assert list(silent.context["form"].errors) == ["reason"]
    reason = {"reason": "Кеңешмеде макул болду"}
    answer = page(client, "application_promote", reserved.pk, decided | reason)

    promoted = Award.objects.get(application=reserved)
    assert answer.redirect_chain == [(promoted.get_absolute_url(), 302)]
    assert (promoted.amount, promoted.protocol_number) == (1000, "15, 10.04.2026")


def test_the_second_press_says_that_it_is_done(award, clerk, head, client):
    payment = actions.plan_payment(award, actor=clerk, amount=Decimal(1))
    client.force_login(head)
    page(client, "payment_approve", payment.pk, {})

    again = page(client, "payment_approve", payment.pk, {})

    assert again.redirect_chain == [(payment.get_absolute_url(), 302)]
    assert "This is already done" in again.content.decode()


# --- how often the database is asked


def queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def fill(award: Award, marks: list[str], people: dict[str, Any]) -> None:
    """So many rows of every kind."""
    clerk, head, applicant = people["clerk"], people["head"], people["applicant"]
    for mark in marks:
        pay_tranche(award, 1000, clerk=clerk, head=head)
        given = {"giver_kind": "resident", "kind": "cash", "value": Decimal(100)}
        added = actions.promise(award, actor=applicant, giver=f"Берүүчү {mark}", **given)
        actions.confirm(added, actor=applicant, on=DAY, document=mark, amount=Decimal(100))
        spend(award, applicant, "Ваза", "grant", "10", mark)
        visit = actions.plan_visit(award, actor=clerk, planned_on=DAY)
        actions.make_visit(visit, actor=clerk, held_on=DAY, place="а", findings="б")
        report = actions.begin_report(award, actor=applicant, kind="interim")
        report = actions.edit(report, actor=applicant, words="а", results="б")
        actions.accept(actions.submit(report, actor=applicant), actor=head)
        debt = {"to_whom": "Фонд", "due_on": TERM, "reason": "unspent"}
        owed = actions.owe(award, actor=clerk, source="grant", amount=Decimal(10), **debt)
        actions.settle_part(owed, actor=clerk, amount=Decimal(1), on=DAY, document=mark)


AWARD_PAGE = {"clerk": 16, "head": 15, "applicant": 15, "auditor": 16, "chair": 16}


def test_the_page_of_an_award_asks_the_same_with_1_and_3_rows(award, request):
    people = {name: request.getfixturevalue(name) for name in AWARD_PAGE}

    def asked() -> dict[str, int]:
        found = {}
        for name, person in people.items():
            browser = Client()
            browser.force_login(person)
            found[name] = queries(browser, award.get_absolute_url())
        return found

    fill(award, ["1"], people)
    with_one = asked()
    fill(award, ["2", "3"], people)

    assert (with_one, asked()) == (AWARD_PAGE, AWARD_PAGE)


def test_the_list_asks_the_same_with_1_and_3_awards(award, won, chair, clerk, applicant, client):
    client.force_login(clerk)
    with_one = queries(client, reverse("award_list"))
    for _more in range(2):
        another = factories.application(won.competition, applicant, state="awarded")
        actions.grant(another, actor=chair, granted=Decimal(1000), protocol_number="3")

    assert (with_one, queries(client, reverse("award_list"))) == (5, 5)


def test_the_reserve_asks_the_same_with_1_and_3_places(published_call, rival, head, client):
    client.force_login(head)
    fields = {"complete": False, "state": "reserved"}
    factories.application(published_call, rival, reserve_place=1, **fields)
    with_one = queries(client, reverse("reserve_list", args=[published_call.pk]))
    for place in (2, 3):
        factories.application(published_call, rival, reserve_place=place, **fields)

    assert (with_one, queries(client, reverse("reserve_list", args=[published_call.pk]))) == (9, 9)


def test_the_list_of_one_call(award, clerk, client):
    client.force_login(clerk)
    other = factories.competition(award.competition.municipality, rows=False)

    def shown(call: str) -> list[Award]:
        return list(client.get(reverse("award_list"), {"call": call}).context["object_list"])

    assert (shown(str(award.competition_id)), shown(str(other.pk))) == ([award], [])
    assert (shown("абв"), shown("9" * 30)) == ([award], [award])


@pytest.mark.parametrize(("who", "offered"), [("chair", True), ("head", True), ("clerk", False)])
def test_who_is_led_to_carry_an_amendment_out(world, who, offered, request, client):
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse("protocol_detail", args=[world["protocol"]])).content.decode()

    assert (address("protocol_apply_amendment", world) in page) is offered


def test_the_story_tells_of_everything_that_hangs_on_the_award(paid, auditor, client):
    client.force_login(auditor)

    page = client.get(paid.get_absolute_url())

    told = [(entry.verb, what) for entry, what in page.context["story"]]
    assert told == [
        ("pay", "tranche № 1"),
        ("approve", "tranche № 1"),
        ("plan_payment", "tranche № 1"),
        ("agree", ""),
        ("sign", str(paid.agreement)),
        ("enter_signature", str(paid.agreement)),
        ("draft_agreement", str(paid.agreement)),
        ("grant", ""),
    ]
