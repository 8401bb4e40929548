"""The closing act: what came, what it was spent on, what went back; every column adds up."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from applications.choices import GiverKind, MoneySource
from awards.choices import AwardState, ObligationReason, Purse, TerminationGround, WriteOffGround
from awards.models.shortfall import steps_of
from competitions.choices import ContributionKind
from papers.prints import text
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]
WAYS = ("spent", "returned", "redirected", "written_off", "owed")


def title(_facts: Facts, _language: str) -> str:
    return _("Closing act")


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
        text.listed(_about(facts, language)),
        *_sources(facts, language),
        *_lines(facts, language),
        *_kinds(facts, language),
        *_shortfall(facts, language),
        *_paid_back(facts, language),
        *_obligations(facts, language),
        text.signatures(
            [
                (_("Head of the aiyl okmotu"), facts["letterhead"]["leader"]),
                (_("Clerk"), ""),
                (_("For the winner"), facts["representative"]),
            ]
        ),
    ]


def _about(facts: Facts, language: str) -> list[tuple[str, Any]]:
    call = facts["call"]
    named = {
        "title": pair(call, "title", language),
        "number": call["number"],
        "year": call["year"],
    }
    rows = [
        (_("Winner"), facts["applicant"]),
        (_("Competition"), _("“%(title)s”, No. %(number)s of %(year)s") % named),
        (_("Decision"), _("No. %(number)s") % {"number": facts["decision"]}),
        (
            _("Agreement"),
            _("No. %(number)s") % {"number": facts["agreement"]} if facts["agreement"] else "–",
        ),
        (_("Grant"), text.sum_of(facts["granted"], language)),
    ]
    if facts["grant"] != facts["granted"]:
        rows.append((_("Grant after the cut"), text.sum_of(facts["grant"], language)))
    rows.append((_("How it ended"), _ended(facts, language)))
    return rows


def _ended(facts: Facts, language: str) -> str:
    state = str(AwardState(facts["state"]).label)
    day = text.day(facts["ended_at"], language) if facts["ended_at"] else ""
    ground = facts["ended_ground"] and str(TerminationGround(facts["ended_ground"]).label)
    return ", ".join(filter(None, (state, day, ground)))


def _sources(facts: Facts, language: str) -> list[Flowable]:
    names = ("received", *WAYS)
    titles = [
        _("Whose money"),
        _("Came"),
        _("Spent"),
        _("Given back"),
        _("Given another purpose"),
        _("Written off"),
        _("Still owed"),
    ]
    rows = [
        [str(Purse(row["source"]).label), *(_money(row[name], language) for name in names)]
        for row in facts["sources"]
    ]
    totals = {name: _sum(facts["sources"], name) for name in names}
    total = [_("Total"), *(_money(totals[name], language) for name in names)]
    said = {name: _money(totals[name], language) for name in names}
    reckoned = _(
        "Came %(received)s = spent %(spent)s + given back %(returned)s + given another purpose "
        "%(redirected)s + written off %(written_off)s + still owed %(owed)s"
    )
    return [
        *text.heading(_("Where the money came from and where it went, som")),
        *text.table(
            titles,
            rows,
            [32, 24, 24, 24, 24, 21, 21],
            right=range(1, 7),
            total=total,
            small=True,
        ),
        text.gap(1),
        p(reckoned % said, "small"),
    ]


def _lines(facts: Facts, language: str) -> list[Flowable]:
    sources = [row["source"] for row in facts["sources"]]
    rows = []
    for line in facts["lines"]:
        spent = [Decimal(line["spent"].get(source, 0)) for source in sources]
        rows.append(
            [
                f"{line['title']} ({MoneySource(line['source']).label})",
                _money(line["approved"], language),
                *(_money(one, language) for one in spent),
                _money(sum(spent, Decimal(0)), language),
            ]
        )
    by_source = [
        sum((Decimal(line["spent"].get(source, 0)) for line in facts["lines"]), Decimal(0))
        for source in sources
    ]
    total = [
        _("Total"),
        _money(_sum(facts["lines"], "approved"), language),
        *(_money(one, language) for one in by_source),
        _money(sum(by_source, Decimal(0)), language),
    ]
    titles = [
        _("What"),
        _("Approved"),
        *(str(Purse(source).label) for source in sources),
        _("Spent in all"),
    ]
    widths = [max(50, 100 - 22 * len(sources)), 22, *[22] * len(sources), 22]
    return [
        *text.heading(_("What the money was spent on, line by line, som")),
        *text.table(
            titles, rows, widths, right=range(1, 3 + len(sources)), total=total, small=True
        ),
    ]


def _kinds(facts: Facts, language: str) -> list[Flowable]:
    if not facts["kinds"]:
        return []
    names = ("promised", "confirmed", "used")
    rows = [
        [
            str(ContributionKind(row["kind"]).label),
            str(GiverKind(row["source"]).label),
            *(_money(row[name], language) for name in names),
        ]
        for row in facts["kinds"]
    ]
    total = [_("Total"), "", *(_money(_sum(facts["kinds"], name), language) for name in names)]
    titles = [_("Kind"), _("Kind of giver"), _("Promised"), _("Confirmed"), _("Used")]
    return [
        *text.heading(_("Own contribution, som")),
        *text.table(titles, rows, [44, 40, 28, 28, 28], right=[2, 3, 4], total=total),
    ]


def _shortfall(facts: Facts, language: str) -> list[Flowable]:
    shortfall = facts["shortfall"]
    if not shortfall or not shortfall["figures"]:
        return []
    rows = [
        [str(number), step.name, step.reckoning, _money(step.result, language)]
        for number, step in enumerate(steps_of(shortfall["figures"]), start=1)
    ]
    titles = [_("No."), _("Step"), _("How it is reckoned"), _("Som")]
    return [
        *text.heading(_("How the shortfall of the own contribution was reckoned")),
        *text.table(titles, rows, [9, 40, 92, 26], right=[0, 3]),
    ]


def _paid_back(facts: Facts, language: str) -> list[Flowable]:
    if not facts["paid_back"]:
        return []
    names = ("amount", "returned", "written_off", "owed")
    rows = [
        [
            str(ObligationReason(row["reason"]).label),
            *(_money(row[name], language) for name in names),
        ]
        for row in facts["paid_back"]
    ]
    total = [_("Total"), *(_money(_sum(facts["paid_back"], name), language) for name in names)]
    titles = [_("Why"), _("Sum"), _("Given back"), _("Written off"), _("Still owed")]
    return [
        *text.heading(_("Spent money that is paid back all the same, som")),
        *text.table(titles, rows, [62, 27, 27, 27, 27], right=[1, 2, 3, 4], total=total),
    ]


def _obligations(facts: Facts, language: str) -> list[Flowable]:
    if not facts["obligations"]:
        return []
    rows = [
        [
            row["to_whom"],
            str(Purse(row["source"]).label),
            _money(row["amount"], language),
            "\n".join(_met(row, language)) or "–",
        ]
        for row in facts["obligations"]
    ]
    total = [_("Total"), "", _money(_sum(facts["obligations"], "amount"), language), ""]
    titles = [_("To whom"), _("Whose money"), _("Sum"), _("How it was met")]
    return [
        *text.heading(_("What had to be given back, and to whom, som")),
        *text.table(titles, rows, [44, 32, 24, 68], right=[2], total=total, small=True),
    ]


def _met(row: Facts, language: str) -> list[str]:
    said = [
        _("%(day)s: %(amount)s given back, %(document)s")
        % {
            "day": text.day(part["on"], language),
            "amount": _money(part["amount"], language),
            "document": part["document"],
        }
        for part in row["settlements"]
    ]
    said += [
        _("%(day)s: %(amount)s written off by decision No. %(number)s, %(ground)s")
        % {
            "day": text.day(part["on"], language),
            "amount": _money(part["amount"], language),
            "number": part["number"],
            "ground": WriteOffGround(part["kind"]).label,
        }
        for part in row["write_offs"]
    ]
    gathering = row["gathering"]
    if gathering:
        said.append(
            _(
                "%(day)s: %(amount)s given another purpose by a gathering, "
                "%(votes)s of %(present)s for: %(purpose)s"
            )
            % {
                "day": text.day(gathering["held_on"], language),
                "amount": _money(row["redirected"], language),
                "votes": gathering["votes_for"],
                "present": gathering["present"],
                "purpose": gathering["purpose"],
            }
        )
    if Decimal(row["owed"]):
        said.append(
            _("%(amount)s still owed, until %(day)s")
            % {
                "amount": _money(row["owed"], language),
                "day": text.day(row["due_on"], language),
            }
        )
    return said


def _money(value: Any, language: str) -> str:
    return text.figure(value, language, places=2)


def _sum(rows: list[Facts], name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in rows), Decimal(0))
