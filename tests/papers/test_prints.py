"""Papers as their reader sees them: the words of the page, in order, in both languages."""

import re
import shutil
import subprocess

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from competitions import actions as calling
from competitions.models import Competition
from papers import actions, prints
from papers.choices import Kind
from papers.models import Issued
from tests import factories

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext was not found."
)


def words(content: bytes) -> str:
    """The text of a PDF, line by line."""
    run = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return re.sub(r"[ \u00a0]+", " ", run.stdout.decode())


def in_order(text: str, *wanted: str) -> list[str]:
    """Which of these are not found, each looked for after the one before."""
    missing, place = [], 0
    for each in wanted:
        found = text.find(each, place)
        if found < 0:
            missing.append(each)
        else:
            place = found
    return missing


def said(language: str, *sentences: str) -> list[str]:
    with translation.override(language):
        return [_(sentence) for sentence in sentences]


@pytest.fixture
def announcement(announced, head) -> Issued:
    return actions.issue_announcement(announced, actor=head)


@needs_poppler
@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "ky",
            [
                "Кең-Булуң айыл аймагы",
                "Жергиликтүү демилгелердин сынагы",
                "2026-жылдын 1-апрели, саат 09:00",
                "2026-жылдын 20-апрели, саат 17:00 (Бишкек",
                "Айылды көрктөндүрүү",
                "300 000 сом (үч жүз миң сом)",
                "100 000 сом (бир жүз миң сом)",
                "Милдеттенме кат",
                "Маанилүүлүк",
                "Туруктуулук",
                "Асанов Темир",
            ],
        ),
        (
            "ru",
            [
                "Кен-Булунский айылный аймак",
                "Конкурс местных инициатив",
                "1 апреля 2026 года, 09:00",
                "20 апреля 2026 года, 17:00",
                "Благоустройство села",
                "300 000 сом (триста тысяч сомов)",
                "100 000 сом (сто тысяч сомов)",
                "Письмо-обязательство",
                "Значимость",
                "Устойчивость",
                "Асанов Темир",
            ],
        ),
    ],
)
def test_an_announcement_says_the_whole_call(announcement, language, wanted):
    text = words(prints.pdf(announcement, language))

    assert in_order(text, *wanted) == []
    assert announcement.code in text
    assert f"check/?code={announcement.code}" in text
    assert announcement.facts["terms_sha256"] in text.replace("\n", "")


@needs_poppler
def test_a_receipt_holds_both_languages_on_one_sheet(submitted, applicant):
    issued = actions.issue_receipt(submitted, actor=applicant)

    text = words(prints.pdf(issued, "ky"))

    assert (
        in_order(
            text,
            "Жергиликтүү демилгелердин сынагы",
            "2026-жылдын 10-апрели, саат 12:00 (Бишкек убактысы)",
            "Жаш демилге",
            "Гүлзарлар, Жаңы-Айыл",
            "60 000 сом (алтымыш миң сом)",
            "Конкурс местных инициатив",
            "10 апреля 2026 года, 12:00 (время Бишкека)",
            "60 000 сом (шестьдесят тысяч сомов)",
        )
        == []
    )
    assert text.count("\f") == 1


@needs_poppler
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_protocol_can_be_reckoned_again_by_hand(signed, secretary, language):
    issued = actions.issue_protocol(signed, actor=secretary)

    text = words(prints.pdf(issued, language))

    titles = said(
        language, "Commission", "Points given", "Ranking", "The commission decided", "Signatures"
    )
    assert in_order(text, *titles) == []
    for sheet in signed.facts["grid"]:
        points = " ".join(mark["points"].split(".")[0] for mark in sheet["marks"].values())
        name = next(
            seat["name"] for seat in signed.facts["commission"] if seat["seat"] == sheet["seat"]
        )
        assert f"{sheet['application']} {name} {points}" in text
    for row in signed.facts["ranking"]:
        assert row["score_shown"].replace(".", ",") in text
    assert {"ky": "бир жүз жыйырма миң сом", "ru": "сто двадцать тысяч сомов"}[
        language
    ] in text.replace("\n", " ")


@needs_poppler
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_draft_is_marked_and_has_no_code(draft, language):
    content = prints.draft(Kind.PROTOCOL, actions.draft_facts(Kind.PROTOCOL, draft), language)

    text = words(content)

    (mark,) = said(language, "A draft has no code and no force.")
    assert mark in text
    assert "check/?code=" not in text


@needs_poppler
def test_what_somebody_typed_is_no_instruction(town, head):
    draft = factories.competition(
        town,
        state="draft",
        announced_at=None,
        terms_version=0,
        title_ru="<b>Жирно</b> & <script>",
        title_ky="<a>\x07",
    )
    Competition.objects.filter(pk=draft.pk).update(purpose_ru="1 < 2 & 3\nновая строка")
    draft.refresh_from_db(fields=["purpose_ru"])
    issued = actions.issue_announcement(calling.announce(draft, actor=head), actor=head)

    text = words(prints.pdf(issued, "ru"))

    assert "<b>Жирно</b> & <script>" in text
    assert "1<2&3" in text.replace(" ", "")
    assert prints.pdf(issued, "ky")[:5] == b"%PDF-"


def test_the_same_facts_give_the_same_bytes(announcement):
    assert prints.pdf(announcement, "ky") == prints.pdf(announcement, "ky")


def test_a_reprint_draws_from_the_stored_facts(announcement, announced, town):
    before = prints.pdf(announcement, "ru")
    type(town).objects.filter(pk=town.pk).update(name_ru="Другое имя", letterhead_ru="Другой бланк")
    Competition.objects.filter(pk=announced.pk).update(title_ru="Другое название")

    assert prints.pdf(Issued.objects.get(pk=announcement.pk), "ru") == before


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_no_face_outside_the_file_is_named(announcement, language):
    content = prints.pdf(announcement, language)

    assert b"Helvetica" not in content
    assert b"/FontFile2" in content


@needs_poppler
def test_a_register_of_many_pages_is_numbered(signed, secretary):
    facts = actions.issue_protocol(signed, actor=secretary).facts
    facts["record"]["applications"] = [
        dict(facts["record"]["applications"][0], number=number, title=f"№ {number}")
        for number in range(1, 1201)
    ]

    text = words(prints.draft(Kind.PROTOCOL, facts, "ru"))

    pages = text.count("\f")
    with translation.override("ru"):
        assert _("page %(page)s of %(count)s") % {"page": 1, "count": pages} in text
        assert _("page %(page)s of %(count)s") % {"page": pages, "count": pages} in text
    assert "№ 1200" in text
