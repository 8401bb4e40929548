"""The agreement and the acceptance as their reader sees them."""

import shutil
from datetime import date

import pytest

from awards import actions as awarding
from papers import actions, prints
from papers.choices import Kind
from tests.papers.test_prints import in_order, said, words

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext was not found."
)

SUMS = {
    "ky": {"grant": "50 000 сом (элүү миң сом)", "own": "32 000 сом (отуз эки миң сом)"},
    "ru": {
        "grant": "50 000 сом (пятьдесят тысяч сомов)",
        "own": "32 000 сом (тридцать две тысячи сомов)",
    },
}
DAYS = {"ky": "2026-жылдын 30-сентябры", "ru": "30 сентября 2026 года"}
TERMS = {"ky": "Макулдашуу", "ru": "Соглашение"}


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_an_agreement_says_who_how_much_until_when_and_what_was_cut(signed, head, language):
    issued = actions.issue_agreement(signed, actor=head)

    text = words(prints.pdf(issued, language))

    budget, own, annex = said(
        language,
        "Annex: the budget as approved",
        "Annex: the own contribution",
        "Annex: what the commission cut",
    )
    assert (
        in_order(
            text,
            signed.number,
            "Жаш демилге",
            SUMS[language]["grant"],
            SUMS[language]["own"],
            DAYS[language],
            TERMS[language],
            "Асанов Темир",
            "Абдылдаева Гүлнара",
            budget,
            "33 333,33",
            "16 666,67",
            "82 000",
            own,
            "Асанова Бермет",
            "«Береке» дүкөнү",
            "32 000",
            annex,
            "6 666,67",
            "3 333,33",
        )
        == []
    )
    assert issued.code in text


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_an_acceptance_says_what_was_done_and_with_whose_money(accepted, head, language):
    issued = actions.issue_acceptance(accepted, actor=head)

    text = words(prints.pdf(issued, language))

    money, spending, own = said(
        language, "Money by source", "Budget and spending", "Own contribution"
    )
    assert (
        in_order(
            text,
            "Жаш демилге",
            SUMS[language]["grant"],
            "Гүлзар",
            "63 идиш",
            "Мектеп",
            "300",
            "280",
            money,
            "35 000 34 000 1 000",
            "1/17",
            spending,
            "82 000 34 000",
            own,
            "32 000 5 000 4 000",
        )
        == []
    )
    assert issued.code in text


def test_a_draft_of_the_agreement_has_no_code(drafted):
    content = prints.draft(Kind.AGREEMENT, actions.draft_facts(Kind.AGREEMENT, drafted), "ru")

    text = words(content)

    (mark,) = said("ru", "A draft has no code and no force.")
    assert mark in text
    assert "check/?code=" not in text


def test_an_amended_agreement_says_what_was_changed_and_why(signed, head):
    line = signed.award.lines.get(title="Ваза")
    other = signed.award.lines.get(title="Топурак")
    awarding.amend(
        signed,
        actor=head,
        on=date(2026, 4, 10),
        reason_ky="Баа өстү",
        reason_ru="Цена выросла",
        lines={line.pk: line.amount + 100, other.pk: other.amount - 100},
        implementation_until=date(2026, 10, 15),
    )

    text = words(prints.pdf(actions.issue_agreement(signed, actor=head), "ru"))

    (heading,) = said("ru", "Amendment No. %(number)s, %(day)s")
    heading = heading % {"number": 1, "day": "10 апреля 2026 года"}
    amended = text[text.index(heading) :]
    for each in ("33 433,33", "16 566,67", "15 октября", "Цена выросла"):
        assert each in amended
