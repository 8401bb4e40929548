"""What each paper says, taken from what the act it rests on has frozen; in both languages."""

from papers.facts.awards import acceptance, agreement
from papers.facts.blank import blank_form
from papers.facts.calls import announcement, protocol, receipt
from papers.facts.closing import closing_act, refund_list
from papers.facts.head import Facts

__all__ = [
    "Facts",
    "acceptance",
    "agreement",
    "announcement",
    "blank_form",
    "closing_act",
    "protocol",
    "receipt",
    "refund_list",
]
