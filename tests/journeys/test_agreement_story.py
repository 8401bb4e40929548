"""An agreement's whole way: worded, numbered, signed by both, amended so that money moves."""

import shutil
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from audit import clock
from audit.acts import Refused
from audit.journals import check
from awards import actions as awards
from awards.models import Agreement, Amendment, Award
from papers import actions as papers
from papers import prints
from papers.choices import Kind
from papers.work import work_of
from tests import factories
from tests.awards.conftest import (  # noqa: F401 - the ledger's work, done as its own tests do it
    granted,
    pay_tranche,
    published_call,
    spend,
    won,
)
from tests.journeys.crowds import pressed_by_processes, pressed_by_threads
from tests.papers.test_prints import words
from ui.som import in_figures, som_in_words

DAY = date(2026, 4, 10)
SIGNED = {"winner_name": "Абдылдаева Гүлнара", "winner_signed_on": DAY}
WHY = {"reason_ky": "Вазалар арзандады", "reason_ru": "Вазы подешевели"}
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is needed.")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def plain(text: str) -> str:
    return " ".join(text.split())


@needs_poppler
@pytest.mark.django_db
def test_an_amendment_moves_money_between_lines(granted, clerk, head, applicant):  # noqa: F811
    wording = awards.begin_wording(
        granted.competition.municipality,
        actor=clerk,
        text_ky="{айыл өкмөтү} {жеңүүчү} тобуна {грант} берет.",
        text_ru="{айыл окмоту} дает победителю {победитель} грант: {грант}.",
    )
    awards.adopt(wording, actor=head)
    vases, soil = (granted.lines.get(title=name) for name in ("Ваза", "Топурак"))
    before = vases.amount + soil.amount
    agreement = awards.draft_agreement(granted, actor=clerk)
    awards.enter_signature(agreement, actor=clerk, **SIGNED)
    assert "The winner has signed: sign the agreement." in waits(head)
    agreement = awards.sign(agreement, actor=head)
    award = Award.objects.get(pk=granted.pk)
    pay_tranche(award, 30000, clerk=clerk, head=head)
    with pytest.raises(Refused, match="Amend the agreement first"):
        spend(award, applicant, "Топурак", "grant", "22000")
    spend(award, applicant, "Ваза", "grant", "20000", number="2")

    # The line of the soil is too small; 5 000 of the vases' money goes there.
    amendment = awards.draft_amendment(
        agreement,
        actor=clerk,
        lines={vases.pk: vases.amount - 5000, soil.pk: soil.amount + 5000},
        **WHY,
    )
    awards.enter_signature(amendment, actor=clerk, **SIGNED)
    assert "The winner has signed an amendment: sign it." in waits(head)
    awards.sign_amendment(amendment, actor=head)

    vases, soil = (granted.lines.get(title=name) for name in ("Ваза", "Топурак"))
    assert (vases.amount, soil.amount) == (Decimal("28333.33"), Decimal("21666.67"))
    assert vases.amount + soil.amount == before == Award.objects.get().amount
    spend(Award.objects.get(), applicant, "Топурак", "grant", "10000", number="3")
    assert check(award.journal_chain)[1] is None
    told_by_the_papers(award, before)


def told_by_the_papers(award: Award, whole: Decimal) -> None:
    """The agreement and the amendment, opened again: every sum, in figures and in words."""
    agreement, amendment = Agreement.objects.get(), Amendment.objects.get()
    for language in ("ky", "ru"):
        said = plain(words(prints.pdf(papers.current(Kind.AGREEMENT, agreement), language)))
        for amount in (award.amount, award.own_promised, award.amount + award.own_promised):
            assert plain(in_figures(amount)) in said
            assert som_in_words(amount, language) in said
        for line in agreement.facts["lines"]:
            for name in ("asked", "amount"):
                assert plain(in_figures(Decimal(line[name]))) in said
        for one in agreement.facts["contributions"]:
            assert plain(in_figures(Decimal(one["amount"]))) in said
        said = plain(words(prints.pdf(papers.current(Kind.AMENDMENT, amendment), language)))
        for amount in ("33333.33", "28333.33", "16666.67", "21666.67", "5000", str(whole)):
            assert plain(in_figures(Decimal(amount))) in said
        assert amendment.reason_ky in said or amendment.reason_ru in said


@pytest.mark.django_db
def test_an_agreement_not_signed_in_its_term_frees_the_money(granted, clerk, head, rival):  # noqa: F811
    call = granted.competition
    factories.application(call, rival, state="reserved", reserve_place=1, title="Суу")
    awards.draft_agreement(granted, actor=clerk)
    awards.extend_signing(granted, actor=head, until=date(2026, 4, 30), order_number="12", **WHY)
    late = "The agreement was not signed in its term: declare the award forgone."

    with clock.at(factories.at(4, 28)):
        assert late not in waits(head)
    with clock.at(factories.at(5, 1)):
        assert late in waits(head)
        awards.lapse(Award.objects.get(pk=granted.pk), actor=head)
        assert late not in waits(head)
        assert any("reserve" in task.lower() for task in waits(head))


def waits(person) -> list[str]:
    person = type(person).objects.get(pk=person.pk)
    return [task.what for task in work_of(person).waits]


CROWDS = [
    pytest.param(pressed_by_threads, marks=pytest.mark.postgres, id="threads on PostgreSQL"),
    pytest.param(pressed_by_processes, marks=pytest.mark.sqlite, id="processes on SQLite"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crowd", CROWDS)
def test_two_clerks_draft_at_once_and_no_number_is_missing(
    crowd,
    granted,  # noqa: F811
    published_call,  # noqa: F811
    chair,
    clerk,
    second_clerk,
):
    found = [granted]
    for place in range(3):
        person = factories.user(f"Утуучу {place}")
        application = factories.application(
            published_call, person, state="awarded", granted=Decimal(1000), title=f"Демилге {place}"
        )
        found.append(
            awards.grant(application, actor=chair, granted=Decimal(1000), protocol_number="3")
        )
    clerks = [clerk, second_clerk, clerk, second_clerk]

    outcomes = crowd(
        [
            lambda award=award, actor=actor: awards.draft_agreement(award, actor=actor)
            for award, actor in zip(found, clerks, strict=True)
        ]
    )

    assert outcomes == ["done"] * 4
    assert sorted(Agreement.objects.values_list("number", flat=True)) == [
        f"{serial}/2026" for serial in range(1, 5)
    ]
    assert check(published_call.journal_chain)[1] is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crowd", CROWDS)
def test_eight_presses_of_one_draft_make_one_agreement(crowd, granted, clerk):  # noqa: F811
    found = crowd([lambda: awards.draft_agreement(granted, actor=clerk)] * 8)

    assert found == ["done"] + ["refused"] * 7
    assert [one.number for one in Agreement.objects.all()] == ["1/2026"]
