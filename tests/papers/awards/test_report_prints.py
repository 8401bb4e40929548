"""The report and the act of a visit, opened again and read in both languages."""

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards import actions as awarding
from papers import actions, facts, prints
from papers.choices import Kind
from tests.awards.conftest import answered, contribution, spend

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext was not found."),
]

DAY, TERM = date(2026, 4, 10), date(2026, 4, 20)


def read(content: bytes) -> str:
    told = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    return " ".join(told.stdout.decode().split())


@pytest.fixture
def report(paid, applicant, clerk):
    spend(paid, applicant, "Ваза", "grant", "1000")
    labour = awarding.confirm(
        contribution(paid, "Жаңы"), actor=clerk, on=DAY, document="1", quantity=Decimal(9)
    )
    awarding.use(labour, actor=applicant, on=DAY, document="2", quantity=Decimal(5), women=2, men=3)
    begun = awarding.begin_report(paid, actor=applicant, kind="final")
    return awarding.edit(
        begun,
        actor=applicant,
        outcomes=answered(begun),
        words="Гүлзар",
        results="63 идиш",
        women=300,
        men=280,
        paid_women=4,
        paid_men=8,
        paid_with_disability=4,
        cared_by="Жеке ишкер",
        gatherings=[{"title": "Жыйын", "participants": 83, "women": 31, "men": None}],
        additions=[{"kind": "residents", "givers": None, "what": "карапа", "quantity": "16"}],
        added_participants=200,
    )


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_report_on_paper(report, applicant, language):
    draft = read(prints.draft(Kind.REPORT, facts.report(report, None), language))
    sent = awarding.submit(report, actor=applicant)

    issued = actions.issue(Kind.REPORT, sent, actor=applicant)
    told = read(prints.pdf(issued, language))

    for words in ("Гүлзарлар", "63 идиш", "бүттү", "Жеке ишкер", "Жыйын", "37,3", "карапа", "200"):
        assert words in told, words
        assert words in draft, words
    assert issued.code in told
    assert sent.sha256 in told
    assert "1 000" in told


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_sheet_to_take_along_and_the_act(paid, clerk, language):
    first = awarding.plan_visit(paid, actor=clerk, planned_on=DAY, place="Көчө")
    first = awarding.make_visit(
        first,
        actor=clerk,
        held_on=DAY,
        place="Көчө",
        findings="Тогуз идиш",
        to_mend=[{"what": "Бир ваза сынык", "until": TERM}],
    )
    second = awarding.plan_visit(paid, actor=clerk, planned_on=TERM)

    blank = read(prints.act_of_visit(facts.visit_act(second), language))
    act = read(prints.act_of_visit(facts.visit_act(first), language))

    for words in ("Ваза", "Топурак", "Жаңы", "Бир ваза сынык", "Абдылдаева"):
        assert words in blank, words
    assert "Тогуз идиш" not in blank
    for words in ("Тогуз идиш", "Бир ваза сынык", "Көчө"):
        assert words in act, words


def test_the_papers_by_their_addresses(report, applicant, clerk, rival, paid):
    visit = awarding.plan_visit(paid, actor=clerk, planned_on=TERM)
    browser = Client()

    def answers(person: Any) -> list[int]:
        browser.force_login(person)
        pages = [("paper_report", report), ("visit_act_print", visit)]
        return [browser.get(reverse(name, args=[row.pk])).status_code for name, row in pages]

    assert answers(applicant) == [200, 200]
    assert answers(rival) == [404, 404]
