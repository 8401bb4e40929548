"""Papers drawn as PDF: from the facts alone, in either language."""

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from reportlab.platypus import PageBreak

from applications.choices import SHORT
from audit.canonical import short_code
from papers.choices import LANGUAGES, Kind
from papers.models import Issued
from papers.prints import (
    acceptance,
    act_of_receipt,
    agreement,
    agreement_amendment,
    agreement_extension,
    announcement,
    blank,
    book,
    closing_act,
    contribution_act,
    day_sheet,
    extract,
    key,
    payment_order,
    protocol,
    protocol_extract,
    receipt,
    refund_list,
    report,
    results,
    visit_act,
)
from papers.prints.page import Page, drawn, head
from papers.prints.text import Seal

PAPERS: dict[str, ModuleType] = {
    Kind.ANNOUNCEMENT: announcement,
    Kind.RECEIPT: receipt,
    Kind.PROTOCOL: protocol,
    Kind.KEY: key,
    Kind.AGREEMENT: agreement,
    Kind.AMENDMENT: agreement_amendment,
    Kind.EXTENSION: agreement_extension,
    Kind.ACCEPTANCE: acceptance,
    Kind.REPORT: report,
    Kind.PAYMENT_ORDER: payment_order,
    Kind.ACT_OF_RECEIPT: act_of_receipt,
    Kind.CLOSING_ACT: closing_act,
}

__all__ = [
    "act_of_contribution",
    "act_of_visit",
    "blank_form",
    "draft",
    "extract_of_protocol",
    "journal_extract",
    "list_of_refunds",
    "pdf",
    "registration_book",
    "results_sheet",
    "seal_of",
    "sheet_of_a_day",
]


def pdf(issued: Issued, language: str) -> bytes:
    """The issued paper in this language, drawn from its stored facts."""
    return _draw(issued.kind, issued.facts, language, seal_of(issued))


def draft(kind: str, facts: dict[str, Any], language: str) -> bytes:
    """The paper as it would read, marked as a draft: without number, code or force."""
    return _draw(kind, facts, language, None)


def seal_of(issued: Issued) -> Seal:
    """The number, the code and where to check it."""
    return Seal(
        number=issued.number,
        code=issued.code,
        address=address_of(issued.code),
        issued_at=issued.issued_at,
        replaces=issued.replaces.number if issued.replaces else "",
    )


def address_of(code: str) -> str:
    """Where a code is checked."""
    return f"{settings.SITE_ADDRESS}{reverse('code_check')}?code={code}"


def journal_extract(facts: dict[str, Any], language: str) -> bytes:
    """Entries of a chain; it is no issued paper, and carries the code of the chain's last entry."""
    code = facts["code"]
    return _drawn(
        extract,
        facts,
        language,
        Seal(number="", code=code, address=address_of(code), issued_at=None),
    )


def registration_book(facts: dict[str, Any], language: str) -> bytes:
    """The registration book as it stands; it carries the code of the chain's last entry."""
    code = short_code(facts["head"]) if facts["head"] else ""
    seal = Seal(number="", code=code, address=address_of(code), issued_at=None) if code else None
    return _drawn(book, facts, language, seal)


def list_of_refunds(facts: dict[str, Any], language: str) -> bytes:
    """Who gets money back, to be signed by each; with the code of the chain's last entry."""
    code = short_code(facts["head"]) if facts["head"] else ""
    seal = Seal(number="", code=code, address=address_of(code), issued_at=None) if code else None
    return _drawn(refund_list, facts, language, seal)


def extract_of_protocol(issued: Issued, number: int, language: str) -> bytes | None:
    """What an issued protocol says of one application; none if it says nothing of it.

    It is no paper of its own: it carries the number and the code of the protocol it is taken from.
    """
    with translation.override(language):
        facts = protocol_extract.of_one(issued.facts, number)
    if facts is None:
        return None
    return _drawn(protocol_extract, facts, language, seal_of(issued))


def results_sheet(facts: dict[str, Any], issued: Issued | None, language: str) -> bytes:
    """The published results for the notice board, under the code of the protocol they rest on.

    Kyrgyz on its own sheets, then Russian on its own; the language asked for names the file only.
    """
    call = facts["call"]
    named = f"{call['number']}/{call['year']}"
    seal = Seal(number="", code=named, address=facts["address"], issued_at=None)
    if issued is not None:
        # The code is the protocol's; the number of its paper is not the number of this sheet.
        seal = replace(seal, code=issued.code, address=address_of(issued.code))
    body: list[Any] = []
    for tongue in LANGUAGES:
        with translation.override(tongue):
            body += [PageBreak()] if body else []
            body += head(facts["letterhead"], tongue, seal)
            body += results.body(facts, tongue)
    with translation.override(language):
        title = results.title(facts, language)
    page = Page(
        title=title,
        language=LANGUAGES[0],
        body=body,
        seal=seal,
        author=facts["letterhead"][f"name_{LANGUAGES[0]}"],
        # Read by both: the foot says in no language what needs none.
        foot=f"{seal.code} · {seal.address}",
        number="%(page)s / %(count)s",
    )
    return drawn(page)


def blank_form(
    facts: dict[str, Any], definitions: Sequence[Any], languages: Sequence[str]
) -> bytes:
    """The empty form of a call to be filled in by hand, in one language or in both at once.

    It says nothing of anybody, so it is no issued paper: the square leads to the call itself.
    """
    brief = any(page.part == SHORT for page in definitions[0].pages)
    voice = blank.Voice(languages=languages, brief=brief)
    call = facts["call"]
    named = f"{call['number']}/{call['year']}, v{facts['terms_version']}"
    seal = Seal(number="", code=named, address=facts["address"], issued_at=None)
    pages = blank.together([definition.pages for definition in definitions])
    with translation.override(languages[0]):
        body = [
            *head(facts["letterhead"], languages[0], seal),
            *blank.body(facts, pages, voice),
        ]
        page = Page(
            title=blank.title(facts, voice),
            language=languages[0],
            body=body,
            author=facts["letterhead"][f"name_{languages[0]}"],
            foot=blank.foot(facts, blank.Voice(languages=languages[:1])),
        )
    return drawn(page)


def sheet_of_a_day(facts: dict[str, Any], language: str) -> bytes:
    """A day sheet, empty or filled; it is signed by hand and is no issued paper."""
    return _signed_by_hand(day_sheet, facts, language)


def act_of_visit(facts: dict[str, Any], language: str) -> bytes:
    """The act of a visit: before the trip the sheet to fill in there, after it what was entered."""
    return _signed_by_hand(visit_act, facts, language)


def act_of_contribution(facts: dict[str, Any], language: str) -> bytes:
    """The act of a contribution received; it is signed by hand and is no issued paper."""
    return _signed_by_hand(contribution_act, facts, language)


def _signed_by_hand(paper: ModuleType, facts: dict[str, Any], language: str) -> bytes:
    with translation.override(language):
        page = Page(
            title=paper.title(facts, language),
            language=language,
            body=[*head(facts["letterhead"], language, None), *paper.body(facts, language)],
            author=facts["letterhead"][f"name_{language}"],
            foot=paper.foot(facts, language),
        )
    return drawn(page)


def _draw(kind: str, facts: dict[str, Any], language: str, seal: Seal | None) -> bytes:
    return _drawn(PAPERS[kind], facts, language, seal)


def _drawn(paper: ModuleType, facts: dict[str, Any], language: str, seal: Seal | None) -> bytes:
    with translation.override(language):
        body = [
            *head(facts["letterhead"], language, seal),
            *paper.body(facts, language, seal),
        ]
        page = Page(
            title=paper.title(facts, language),
            language=language,
            body=body,
            seal=seal,
            author=facts["letterhead"][f"name_{language}"],
        )
    return drawn(page)
