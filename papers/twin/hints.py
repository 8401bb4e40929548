"""What kind of answer a question wants, in a sentence: beside the question, and beside a fault."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ui.questions import Kind, Question

HINTS: dict[str, Any] = {
    Kind.CHOICE: _lazy("Choose from the list."),
    Kind.YES_NO: _lazy("Choose yes or no."),
    Kind.MONEY: _lazy("A sum in som, for example 1 200,50."),
    Kind.FIGURE: _lazy("A figure, for example 12,5."),
    Kind.COUNT: _lazy("A whole number, for example 25."),
    Kind.DAY: _lazy("A day, for example 21.11.2026."),
    Kind.PHONE: _lazy("A phone number, for example 0555 123 456."),
}
MOST_NAMED = 6


def hint(question: Question) -> str:
    """What to type or to choose."""
    if question.kind is Kind.CHOICE and len(question.choices) <= MOST_NAMED:
        words = ", ".join(label for _key, label in question.choices)
        return _("Choose one of: %(words)s.") % {"words": words}
    if question.kind in HINTS:
        return str(HINTS[question.kind])
    return _("At most %(count)s letters.") % {"count": question.longest}
