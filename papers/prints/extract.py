"""An extract of the journal: entries in their order, with the code of the chain's last one."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from papers.prints import text
from papers.prints.text import Seal, p


def title(_facts: dict[str, Any], _language: str) -> str:
    return _("Extract of the journal")


def body(facts: dict[str, Any], language: str, seal: Seal | None) -> list[Flowable]:
    """The entries shown, oldest first; each with its own code."""
    words = {
        "length": text.figure(facts["length"], language),
        "shown": text.figure(len(facts["entries"]), language),
        "made": text.moment(facts["made_at"], language, zone=True),
    }
    rows = [
        [str(row["number"]), row["at"], row["said"], row["about"], row["person"], row["code"]]
        for row in facts["entries"]
    ]
    titles = [_("No."), _("When"), _("Act"), _("About"), _("Person"), _("Code")]
    return [
        p(title(facts, language), "title"),
        p(
            _("Entries in the chain: %(length)s. Shown here: %(shown)s. Made: %(made)s.") % words,
            "under",
        ),
        *(
            [p(_("The code above is that of the last entry of the chain."), "small")]
            if seal
            else []
        ),
        text.gap(2),
        *text.table(titles, rows, [9, 25, 36, 42, 31, 27], right=[0], small=True),
    ]
