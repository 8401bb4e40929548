"""Every letter of the room finds its words, in each language."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from audit.models import Notice
from audit.post import deliver
from awards import actions
from awards.models import Award
from scoring.models import Protocol
from tests import factories
from tests.awards.conftest import accept_final, confirm_cash, pay_tranche, spend

pytestmark = pytest.mark.django_db

DAY, TERM = date(2026, 4, 10), date(2026, 5, 10)
FOLDER = Path(settings.BASE_DIR) / "templates" / "emails" / "awards"


def test_every_letter_has_its_subject_and_its_words():
    subjects = {path.name.removesuffix(".subject.txt") for path in FOLDER.glob("*.subject.txt")}
    bodies = {path.stem for path in FOLDER.glob("*.txt") if not path.stem.endswith(".subject")}

    assert subjects == bodies


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_letters_from_the_agreement_to_the_closing(
    drafted, clerk, head, applicant, fresh, language
):
    type(applicant).objects.filter(pk=applicant.pk).update(language=language)
    entered = actions.enter_signature(
        drafted, actor=clerk, winner_name=applicant.name, winner_signed_on=DAY
    )
    signed = actions.sign(entered, actor=head)
    award = fresh(signed.award)
    reasons = {"reason_ky": "а", "reason_ru": "б"}
    actions.amend(signed, actor=head, on=DAY, implementation_until=TERM, **reasons)
    payment = pay_tranche(award, 30000, clerk=clerk, head=head)
    visit = actions.plan_visit(award, actor=clerk, planned_on=DAY)
    found = {"held_on": DAY, "place": "көчө", "findings": "9 идиш"}
    visit = actions.make_visit(
        visit, actor=clerk, to_mend=[{"what": "бирөө сынык", "until": TERM}], **found
    )
    actions.mend(visit.found.get(), actor=clerk, mended_on=DAY, mended_note="алмаштырылды")
    confirm_cash(award, applicant, "Асанова", "5000")
    spend(award, applicant, "Ваза", "grant", "29000")
    interim = actions.begin_report(award, actor=applicant, kind="interim")
    interim = actions.edit(interim, actor=applicant, words="а", results="б")
    interim = actions.submit(interim, actor=applicant)
    interim = actions.send_back(interim, actor=clerk, items=["Чектер жок"], until=TERM)
    answers = [{"what": "Чектер жок", "answer": "Кошулду"}]
    interim = actions.edit(interim, actor=applicant, items=answers)
    actions.accept(actions.submit(interim, actor=applicant), actor=head)
    accept_final(award, applicant=applicant, head=head)
    resolved = actions.resolve_shortfall(fresh(award), actor=head)
    settled = actions.settle_up(resolved, actor=clerk, due_on=TERM)
    actions.account(payment, actor=clerk)
    for debt in settled.obligations.all():
        actions.settle(debt, actor=clerk, on=DAY, document="ПКО")
    actions.close(settled, actor=head)

    sent, failed = deliver()

    letters = Notice.objects.filter(recipient=applicant).order_by("pk")
    assert (sent, failed) == (letters.count(), 0)
    assert [letter.template.partition("/")[2] for letter in letters] == [
        *["agreement_drafted", "agreement_signed", "agreement_amended", "payment_made"],
        *["visit_made", "report_returned", "report_accepted", "report_accepted"],
        *["shortfall_resolved", "owed", "accounts_made_up", "owed", "owed", "closed"],
    ]
    assert all(letter.subject.count("№") == 1 and len(letter.body) > 40 for letter in letters)
    paid = letters.get(template="awards/payment_made")
    assert "30" in paid.body
    assert "10.04.2026" in paid.body


def test_letters_of_the_decision_and_of_what_ends_early(town, chair, head, applicant, rival, clerk):
    call = factories.competition(town, state="deliberation", fund=Decimal(100000))
    factories.seat(call, chair, "chair")
    admitted = {"state": "admitted", "consents_to_part": True}
    won, kept, lost = (
        factories.application(call, person, **admitted) for person in [applicant, rival, rival]
    )
    protocol = Protocol.objects.create(
        competition=call, number=1, state="signed", drawn_up_at=factories.NOON
    )
    protocol.proposals.create(application=won, outcome="award", granted=Decimal(60000))
    protocol.proposals.create(application=kept, outcome="reserve", place=1)
    protocol.proposals.create(application=lost, outcome="pass_over", reason_ky="а", reason_ru="б")
    published = actions.publish(actions.decide(call, actor=chair), actor=head)
    actions.forgo(Award.objects.get(), actor=applicant)
    promoted = actions.promote(kept, actor=head, decision_number="15", reason="Келишимде бар")
    actions.revoke(promoted, actor=chair, reason="Даттануу канааттандырылды")
    second = actions.grant(kept, actor=chair, granted=Decimal(1000), protocol_number="2")
    agreement = actions.draft_agreement(second, actor=clerk, text_ky="а", text_ru="б")
    actions.enter_signature(agreement, actor=clerk, winner_name="М. Э.", winner_signed_on=DAY)
    actions.sign(agreement, actor=head)
    actions.terminate(second, actor=head, reason="Иш токтоду", due_on=TERM)

    sent, failed = deliver()

    letters = Notice.objects.order_by("pk")
    assert (sent, failed) == (letters.count(), 0)
    assert [(row.recipient, row.template.partition("/")[2]) for row in letters] == [
        (applicant, "granted"),
        (rival, "reserved"),
        (rival, "passed_over"),
        (applicant, "forgone"),
        (rival, "granted"),
        (rival, "revoked"),
        (rival, "agreement_drafted"),
        (rival, "agreement_signed"),
        (rival, "terminated"),
    ]
    assert published.state == "published"
    assert "Даттануу канааттандырылды" in letters.get(template="awards/revoked").body


def test_nobody_is_written_to_where_there_is_no_account(published_call, chair, clerk):
    application = factories.application(published_call, None, state="awarded", route="paper")
    award = actions.grant(application, actor=chair, granted=Decimal(100), protocol_number="1")
    actions.draft_agreement(award, actor=clerk, text_ky="а", text_ru="б")

    assert not Notice.objects.exists()
