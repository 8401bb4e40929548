"""One award of the small town, brought to the state a test begins with, by actions alone."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from accounts.models import Municipality, User
from applications.models import Application
from audit import clock
from awards import actions
from awards.models import Agreement, Award, Confirmation
from competitions.models import Competition
from tests import factories


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language of the source."""
    with translation.override("en"):
        yield


def scan(name: str = "scan.pdf") -> ContentFile:
    return ContentFile(b"%PDF-1.4 paper", name)


@pytest.fixture
def published_call(town: Municipality, chair: User) -> Competition:
    """A call whose results are out."""
    call = factories.competition(
        town,
        state="published",
        decided_at=factories.at(4, 8),
        published_at=factories.at(4, 9),
    )
    factories.seat(call, chair, "chair")
    return call


@pytest.fixture
def won(published_call: Competition, applicant: User) -> Application:
    """60 000 som asked for vases; residents promise 8 000 in cash, a business 4 000, and labour."""
    application = factories.application(
        published_call,
        applicant,
        complete=False,
        state="awarded",
        title="Гүлзарлар",
        group_name="Жаш демилге",
        representative_name=applicant.name,
        granted=Decimal(50000),
        women=300,
        men=280,
    )
    factories.member(application, phone="+996700000111")
    factories.budget_line(application, position=1, quantity=Decimal(4))
    factories.budget_line(application, position=2, title="Топурак", quantity=Decimal(2))
    cash = {"quantity": Decimal(1), "source": "cash", "price": Decimal(12000)}
    factories.budget_line(application, position=3, title="Боёк", **cash)
    labour = {"quantity": Decimal(25), "source": "labour", "price": Decimal(800)}
    factories.budget_line(application, position=4, title="Ашар", **labour)
    money = {"kind": "cash", "what": "", "quantity": Decimal(1)}
    factories.pledge(application, position=1, giver="Асанова Бермет", value=Decimal(5000), **money)
    factories.pledge(
        application, position=2, giver="Токтогулов Эрмек", value=Decimal(3000), **money
    )
    business = {"giver": "«Береке» дүкөнү", "giver_kind": "business"}
    factories.pledge(application, position=3, value=Decimal(4000), **money, **business)
    rate = factories.rate(published_call)
    factories.pledge(application, position=4, rate=rate, value=rate.amount)
    return application


@pytest.fixture
def granted(won: Application, chair: User) -> Award:
    """50 000 of the 60 000 asked is granted; the results are published."""
    return actions.grant(won, actor=chair, granted=Decimal(50000), protocol_number="3")


@pytest.fixture
def drafted(granted: Award, clerk: User) -> Agreement:
    return actions.draft_agreement(granted, actor=clerk, text_ky="Макулдашуу", text_ru="Соглашение")


@pytest.fixture
def signed(drafted: Agreement, clerk: User, head: User) -> Agreement:
    day = clock.today()
    entered = actions.enter_signature(
        drafted, actor=clerk, winner_name="Абдылдаева Гүлнара", winner_signed_on=day, scan=scan()
    )
    return actions.sign(entered, actor=head)


@pytest.fixture
def award(signed: Agreement) -> Award:
    """The agreement is signed, the work may begin."""
    return Award.objects.get(pk=signed.award_id)


@pytest.fixture
def fresh() -> Callable[[Any], Any]:
    """The row as it stands now."""
    return lambda row: type(row)._base_manager.get(pk=row.pk)


@pytest.fixture
def played() -> Callable[..., Any]:
    """Another moment of 2026 by the clock of Bishkek."""
    return lambda *when: clock.at(factories.at(*when))


@pytest.fixture
def paid(award: Award, clerk: User, head: User) -> Award:
    """A first tranche of 30 000 is paid."""
    pay_tranche(award, 30000, clerk=clerk, head=head)
    return award


def pay_tranche(award: Award, amount: int, *, clerk: User, head: User, **details: Any) -> Any:
    planned = actions.plan_payment(award, actor=clerk, amount=Decimal(amount), **details)
    approved = actions.approve(planned, actor=head)
    return actions.pay(
        approved, actor=clerk, order_number=f"{approved.number}/17", order_on=clock.today()
    )


def line(award: Award, title: str) -> Any:
    return award.lines.get(title=title)


def contribution(award: Award, giver: str) -> Any:
    return award.contributions.get(giver__startswith=giver)


def spend(
    award: Award, actor: User, title: str, source: str, amount: str, number: str = "1", **more: Any
) -> Any:
    return actions.record_expense(
        award,
        actor=actor,
        line=line(award, title),
        source=source,
        amount=Decimal(amount),
        document_number=number,
        document_on=date(2026, 4, 10),
        supplier="«Гүл» ЖЧКсы",
        **more,
    )


def confirm_cash(award: Award, actor: User, giver: str, amount: str) -> Any:
    return actions.confirm(
        contribution(award, giver),
        actor=actor,
        on=date(2026, 4, 10),
        # The number of a receipt is used once.
        document=f"№ {5 + Confirmation.objects.count()}",
        amount=Decimal(amount),
    )


def answered(report: Any) -> list[dict[str, Any]]:
    """Every planned result with what came of it."""
    return [row | {"came": "бүттү"} for row in report.outcomes]


def accept_final(award: Award, *, applicant: User, head: User) -> Any:
    """The final report is filled in, handed in and accepted."""
    begun = actions.begin_report(award, actor=applicant, kind="final")
    filled = actions.edit(
        begun,
        actor=applicant,
        words="Гүлзар",
        results="63 идиш",
        women=300,
        men=280,
        cared_by="Мектеп",
        outcomes=answered(begun),
    )
    return actions.accept(actions.submit(filled, actor=applicant), actor=head)
