"""What each paper says, taken from what the act it rests on has frozen; in both languages."""

from papers.facts.agreement import agreement, amendment, extension
from papers.facts.awards import acceptance
from papers.facts.blank import blank_form
from papers.facts.calls import announcement, key_to_codes, protocol, receipt
from papers.facts.closing import closing_act, refund_list
from papers.facts.giving import blank_day_sheet, contribution_act, day_sheet
from papers.facts.head import Facts
from papers.facts.payments import act_of_receipt, payment_order
from papers.facts.visits import report, visit_act

__all__ = [
    "Facts",
    "acceptance",
    "act_of_receipt",
    "agreement",
    "amendment",
    "announcement",
    "blank_day_sheet",
    "blank_form",
    "closing_act",
    "contribution_act",
    "day_sheet",
    "extension",
    "key_to_codes",
    "payment_order",
    "protocol",
    "receipt",
    "refund_list",
    "report",
    "visit_act",
]
