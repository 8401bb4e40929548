"""The registration book on paper: its headings in both languages."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reportlab.platypus import Flowable

from papers.choices import LANGUAGES
from papers.prints import text
from papers.prints.text import Seal, p, pair

HEADS = {
    "number": gettext_lazy("No."),
    "received": gettext_lazy("Received (entered)"),
    "route": gettext_lazy("How it came"),
    "whom": gettext_lazy("From whom"),
    "title": gettext_lazy("Initiative"),
    "pages": gettext_lazy("Pages"),
    "state": gettext_lazy("State, remark"),
}
WIDTHS = [9, 26, 18, 36, 36, 18, 28]


def in_both(words: Any) -> str:
    """The words in both languages, the reader's first; once where they are the same."""
    said = [str(words)]
    for language in LANGUAGES:
        with translation.override(language):
            said.append(str(words))
    return " / ".join(dict.fromkeys(said))


def title(facts: dict[str, Any], language: str) -> str:
    return in_both(gettext_lazy("Registration book"))


def body(facts: dict[str, Any], language: str, seal: Seal | None) -> list[Flowable]:
    """Every number there is, and the line that says that none is missing."""
    call = facts["call"]
    words = {
        "title": pair(call, "title", language),
        "number": call["number"],
        "year": call["year"],
    }
    rows = [[row[name] for name in HEADS] for row in facts["rows"]]
    return [
        p(title(facts, language), "title"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % words, "under"),
        p(_numbering(facts), "under"),
        p(
            _("Made: %(made)s.") % {"made": text.moment(facts["made_at"], language, zone=True)},
            "small",
        ),
        text.gap(2),
        *text.table(
            [in_both(head) for head in HEADS.values()], rows, WIDTHS, right=[0, 5], small=True
        ),
    ]


def _numbering(facts: dict[str, Any]) -> str:
    if facts["missing"]:
        numbers = ", ".join(facts["missing"])
        return _("Numbers that are missing: %(numbers)s.") % {"numbers": numbers}
    if not facts["last"]:
        return _("No application has been received yet.")
    return _("Numbers 1 to %(last)s without a gap.") % {"last": facts["last"]}
