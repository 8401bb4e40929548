"""Every page of papers, of my work and of the journal, and what each person is answered there."""

from typing import Any

PEOPLE = [
    "anonymous",
    "applicant",
    "rival",
    "clerk",
    "head",
    "auditor",
    "administrator",
    "neighbour",
    "chair",
    "member",
]


def somebody(request: Any, person: str) -> Any:
    """The person of the small town by this name; nobody for the anonymous one."""
    return None if person == "anonymous" else request.getfixturevalue(person)


def row(*statuses: int) -> dict[str, int]:
    return dict(zip(PEOPLE, statuses, strict=True))


# The receipt is the applicant's; the protocol is signed and not published; the commission is the
# chair's and the member's; the agreement and the report are the applicant's.
PAGES = {
    "home": row(302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "notice_list": row(302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "entry_list": row(302, 403, 403, 200, 200, 200, 200, 403, 403, 403),
    "entry_print": row(302, 403, 403, 200, 200, 200, 200, 403, 403, 403),
    "entry_export": row(302, 403, 403, 403, 403, 200, 403, 403, 403, 403),
    "issued_list": row(302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "issued_detail": row(302, 200, 404, 200, 200, 200, 404, 404, 404, 404),
    "issued_print": row(302, 200, 404, 200, 200, 200, 404, 404, 404, 404),
    "paper_announcement": row(302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "paper_receipt": row(302, 200, 404, 200, 200, 200, 404, 404, 404, 404),
    "paper_protocol": row(302, 404, 404, 200, 200, 200, 404, 404, 200, 200),
    # Nothing is published, and nothing was hidden: who may read it finds no such paper.
    "paper_key": row(302, 403, 403, 404, 404, 404, 403, 403, 404, 404),
    "protocol_extract": row(302, 404, 404, 200, 200, 200, 404, 404, 200, 200),
    # Before the publication there is no such page at all.
    "application_extracts": row(302, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "paper_agreement": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "paper_acceptance": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "day_sheet_blank": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "day_sheet_print": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "contribution_act_print": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "workbook_contributions": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "workbook_book": row(302, 403, 403, 200, 200, 200, 403, 403, 403, 403),
    "book_print": row(302, 403, 403, 200, 200, 200, 403, 403, 403, 403),
    "workbook_register": row(302, 403, 403, 200, 200, 200, 403, 403, 403, 403),
    "workbook_grid": row(302, 403, 403, 200, 200, 200, 403, 403, 403, 403),
    "package_take": row(302, 403, 403, 403, 403, 403, 403, 403, 302, 302),
    "package_hand_back": row(302, 403, 403, 403, 403, 403, 403, 403, 200, 200),
    "paper_payment_order": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "paper_act_of_receipt": row(302, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "workbook_budget": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "paper_amendment": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "paper_extension": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "paper_report": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "paper_closing_act": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    "refund_list_print": row(302, 200, 404, 200, 200, 200, 404, 404, 403, 404),
    "visit_act_print": row(302, 200, 404, 200, 200, 200, 404, 404, 200, 404),
    # The desk of one's own: whoever has no award gets an empty one.
    "workbook_terms": row(302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "workbook_awards": row(302, 403, 403, 200, 200, 200, 403, 403, 403, 403),
    "application_begin_from_file": row(302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "application_fill_from_file": row(302, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    "workbook_draft": row(302, 200, 404, 404, 404, 404, 404, 404, 404, 404),
}
AWARDED = {
    *["day_sheet_blank", "day_sheet_print", "contribution_act_print", "workbook_contributions"],
    *["paper_agreement", "paper_acceptance", "paper_payment_order", "paper_act_of_receipt"],
    *["paper_amendment", "paper_extension", "paper_report", "paper_closing_act"],
    *["refund_list_print", "visit_act_print", "workbook_budget"],
}
