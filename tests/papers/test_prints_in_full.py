"""Papers with everything on them that rarely happens."""

import shutil
from datetime import timedelta
from decimal import Decimal

import pytest

from applications import actions as applying
from competitions import actions as calling
from papers import actions, prints
from papers.choices import Kind
from tests import factories
from tests.papers.test_prints import in_order, said, words

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext was not found."
)


@pytest.fixture
def record(signed):
    """The facts of a protocol in which everything happened."""
    facts = actions.draft_facts(Kind.PROTOCOL, signed)
    facts["record"] |= {"words_ky": "Өзгөчө сөз", "words_ru": "Особые слова"}
    facts["record"]["permits"] = [
        {
            "name": "Кечиккен Киши",
            "until": "2026-04-22T11:00:00.000000Z",
            "reason_ky": "Жол жабылды",
            "reason_ru": "Дорога закрыта",
            "signed_by": "Асанов Темир",
        }
    ]
    facts["record"]["meeting"] |= {
        "broadcast_link": "https://example.org/live",
        "questions": [{"asked_by": "", "text": "Ким карайт?", "answer": "Мектеп"}],
        "motions": [
            {
                "text_ky": "Бекитүү",
                "text_ru": "Утвердить",
                "application": 7,
                "carried": True,
                "counts": {},
                "votes": [{"name": "Бекова Дамира", "ballot": "abstained"}],
            },
            {
                "text_ky": "Тыныгуу",
                "text_ru": "Перерыв",
                "application": None,
                "carried": False,
                "counts": {},
                "votes": [],
            },
        ],
        "dissents": [{"name": "Эсенов Бакыт", "text": "Мен каршымын"}],
    }
    facts["record"]["ties"] = [
        {
            "kind": "lot",
            "numbers": "1,2",
            "steps": [["000002"], ["000001"]],
            "votes": {"2": 1, "10": 0},
            "seed": "тоо-суу",
            "witnesses": "Калыс Күбө",
            "reason": "Тең",
            "settled_at": "2026-04-10T06:00:00.000000Z",
        }
    ]
    sheet = facts["record"]["grid"][0]
    sheet |= {"state": "recused", "interest_kind": "family", "marks": {}}
    facts["record"]["applications"][0] |= {"state": "declined", "ground": "Кат жок"}
    first, second = facts["record"]["proposals"]
    first |= {"outcome": "reserve", "place": 1, "granted": None}
    second |= {"outcome": "pass_over", "granted": None, "reason_ru": "Мало баллов"}
    return facts


def test_a_protocol_with_everything_in_it(record):
    text = words(prints.draft(Kind.PROTOCOL, record, "ru"))

    assert (
        in_order(
            text,
            "https://example.org/live",
            "Кечиккен Киши",
            "22 апреля 2026 года",
            "Дорога закрыта",
            "Кат жок",
            *said("ru", "Declarations of interest, recusals and excuses"),
            "1, 2",
            "2>1",
            "№ 2: 1; № 10: 0",
            "тоо-суу",
            "Калыс Күбө",
            "Ким карайт?",
            "Утвердить",
            "Бекова Дамира",
            "Перерыв",
            "Мало баллов",
            "Особые слова",
            "Мен каршымын",
        )
        == []
    )


def test_an_amending_protocol_names_the_appeal_and_draws_no_grid(record):
    for name in ("applications", "grid", "ranking", "ties"):
        del record["record"][name]
    record["record"] |= {
        "number": 2,
        "amends": 1,
        "meeting": None,
        "appeal": {
            "filed_by": "Даттанган Киши",
            "filed_at": "2026-05-15T06:00:00.000000Z",
            "about": "points",
            "decision_ky": "",
            "decision_ru": "Удовлетворить",
            "effect_ky": "",
            "effect_ru": "Пересчитать",
            "number": 1,
        },
    }

    text = words(prints.draft(Kind.PROTOCOL, record, "ky"))

    (title,) = said("ky", "Amending protocol No. %(number)s, to protocol No. %(amended)s")
    assert (title % {"number": 2, "amended": 1}) in text.replace("\n", " ")
    # What is known in one language only is shown in it.
    assert in_order(text, "Даттанган Киши", "Удовлетворить", "Пересчитать") == []
    assert said("ky", "Points given")[0] not in text


def test_a_weighted_call_says_how_its_score_is_reckoned_and_shows_the_bonus(record):
    record["record"]["call"] |= {"combining": "weighted_percent"}
    record["record"]["ranking"][1]["score"] = "60"

    text = words(prints.draft(Kind.PROTOCOL, record, "ru"))

    (bonus,) = said("ru", "additional points")
    assert bonus.split()[0].capitalize() in text
    assert "100 ×" in text


def test_an_extended_announcement_with_shares_bonuses_and_exclusions(town, head):
    draft = factories.competition(
        town,
        state="draft",
        announced_at=None,
        terms_version=0,
        minimum_share=Decimal(20),
        not_financed_ru="Зарплата",
        ladder=[{"kind": "criterion_mean", "criterion": "c1"}, {"kind": "lot"}],
        contact="0555 12 34 56",
    )
    draft.priority_fields.create(field="water", points=Decimal("1.50"))
    call = calling.announce(draft, actor=head)
    longer = call.closes_at + timedelta(days=7)
    calling.extend(call, actor=head, closes_at=longer, reason_ky="Жол", reason_ru="Дорога закрыта")

    issued = actions.issue_announcement(call, actor=head)
    text = words(prints.pdf(issued, "ru"))

    replaced = said("ru", "It replaces paper No. %(older)s.")[0] % {"older": "2026-0001"}
    assert (
        in_order(
            text,
            replaced,
            "27 апреля 2026 года, 17:00",
            "20 апреля 2026 года, 17:00",
            "Дорога закрыта",
            "20 %",
            "0555 12 34 56",
            "+1,5",
            "Значимость",
            "Зарплата",
        )
        == []
    )


def test_a_receipt_for_an_envelope_says_who_took_it_and_how_many_pages(announced, clerk):
    registered = applying.register_envelope(
        announced, actor=clerk, received_at=factories.NOON, brought_by="Осмонов Нурбек", pages=9
    )

    issued = actions.issue_receipt(registered, actor=clerk)
    text = words(prints.pdf(issued, "ru"))

    desk = said("ru", "%(pages)s pages, taken by %(person)s")[0]
    assert desk % {"pages": 9, "person": clerk.name} in text
    assert issued.summary.title_ru == announced.title_ru
