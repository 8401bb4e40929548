"""What each paper says, taken from what the act it rests on has frozen; in both languages."""

from papers.facts.awards import acceptance, agreement
from papers.facts.calls import announcement, protocol, receipt
from papers.facts.head import Facts

__all__ = ["Facts", "acceptance", "agreement", "announcement", "protocol", "receipt"]
