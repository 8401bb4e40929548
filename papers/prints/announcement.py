"""The announcement of a call: everything it promises, on the notice board."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from competitions.choices import (
    ApplicantKind,
    Combining,
    ContributionKind,
    Cutoff,
    Field,
    InitiativeKind,
    Purchasing,
    RungKind,
    SourceKind,
)
from papers.prints import text
from papers.prints.text import Seal, p, pair

TITLE = "announcement"


def title(facts: dict[str, Any], language: str) -> str:
    return _("Announcement: %(call)s") % {"call": pair(facts["call"], "title", language)}


def body(facts: dict[str, Any], language: str, seal: Seal | None) -> list[Flowable]:
    terms, call = facts["terms"], facts["call"]
    numbered = {"number": call["number"], "year": call["year"]}
    return [
        p(_("Announcement of a competition of local initiatives"), "title"),
        p(pair(call, "title", language), "under"),
        p(_("Competition No. %(number)s of %(year)s") % numbered, "under"),
        *_dates(facts, language),
        p(pair(terms, "purpose", language), breaks=True),
        text.gap(1),
        text.listed(_money(terms, language)),
        *text.heading(_("Where the money comes from")),
        *_sources(terms, language),
        *text.heading(_("Who may apply and how"), text.listed(_applying(terms, language))),
        *_documents(terms, language),
        *text.heading(_("What is scored")),
        *_criteria(terms, language),
        *text.heading(_("How the decision is made"), text.listed(_deciding(terms, language))),
        *text.heading(_("Calendar")),
        *_calendar(terms, language),
        *_not_financed(terms, language),
        *_close(facts, language, seal),
    ]


def _dates(facts: dict[str, Any], language: str) -> list[Flowable]:
    terms = facts["terms"]
    lines: list[Flowable] = [
        p(
            _("Reception of applications. Opens: %(opens)s. Last minute: %(closes)s.")
            % {
                "opens": text.moment(terms["opens_at"], language),
                "closes": text.moment(terms["closes_at"], language, zone=True),
            }
        )
    ]
    if facts["extensions"]:
        words = {"closes": text.moment(terms["first_closes_at"], language)}
        lines.append(p(_("Last minute as first announced: %(closes)s.") % words))
    for extension in facts["extensions"]:
        words = {
            "made": text.day(extension["made_at"], language),
            "closes": text.moment(extension["closes_at"], language),
            "reason": pair(extension, "reason", language),
        }
        lines.append(
            p(_("Extended: %(made)s. New last minute: %(closes)s. Reason: %(reason)s") % words)
            if "number" not in extension  # a paper issued before extensions were counted
            else p(_numbered(extension, words, language))
        )
    return lines


def _numbered(extension: dict[str, Any], words: dict[str, Any], language: str) -> str:
    earlier = text.moment(extension["earlier"], language)
    return _(
        "Extension No. %(number)s of %(made)s. Last minute before: %(earlier)s; now: %(closes)s. "
        "Reason: %(reason)s"
    ) % (words | {"number": extension["number"], "earlier": earlier})


def _money(terms: dict[str, Any], language: str) -> list[tuple[str, Any]]:
    rows = [
        (_("Fund"), text.sum_of(terms["fund"], language)),
        (_("Maximum grant"), text.sum_of(terms["maximum_grant"], language)),
    ]
    if Decimal(terms["minimum_share"]):
        kinds = ", ".join(str(ContributionKind(kind).label) for kind in terms["counted_kinds"])
        words = {"share": text.figure(terms["minimum_share"], language), "kinds": kinds}
        rows.append(
            (
                _("Own contribution"),
                _("at least %(share)s %% of the budget; counted: %(kinds)s") % words,
            )
        )
    rows.append((_("Who buys"), str(Purchasing(terms["purchasing"]).label)))
    return rows


def _sources(terms: dict[str, Any], language: str) -> list[Flowable]:
    rows = [
        [str(SourceKind(row["kind"]).label), row["name"], text.som(row["amount"], language)]
        for row in terms["sources"]
    ]
    total = [_("Total"), "", text.som(terms["fund"], language)]
    return text.table(
        [_("Source"), _("Who gives"), _("Sum")], rows, [70, 65, 35], right=[2], total=total
    )


def _applying(terms: dict[str, Any], language: str) -> list[tuple[str, Any]]:
    return [
        (
            _("Who may apply"),
            ", ".join(str(ApplicantKind(kind).label) for kind in terms["applicant_kinds"]),
        ),
        (
            _("Kinds of initiative"),
            ", ".join(str(InitiativeKind(kind).label) for kind in terms["kinds"]),
        ),
        (_("Where applications are received"), pair(terms, "place", language)),
        (_("Contact"), terms["contact"] or "–"),
        (
            _("Applications by one applicant"),
            text.figure(terms["applications_per_applicant"], language),
        ),
        (_("Implementation until"), text.day(terms["implementation_until"], language)),
    ]


def _documents(terms: dict[str, Any], language: str) -> list[Flowable]:
    rows = []
    for place, item in enumerate(terms["checklist"], start=1):
        kind = item["applicant_kind"]
        asked = str(ApplicantKind(kind).label) if kind else _("everybody")
        needed = _("required") if item["required"] else _("if there is one")
        point = item.get("point", "")
        cited = "\n" + _("Regulation, %(point)s") % {"point": point} if point else ""
        rows.append([str(place), pair(item, "title", language) + cited, asked, needed])
    if not rows:
        return []
    titles = [_("No."), _("Document"), _("Asked from"), _("Needed")]
    return [*text.heading(_("Documents")), *text.table(titles, rows, [10, 90, 40, 30], right=[0])]


def _criteria(terms: dict[str, Any], language: str) -> list[Flowable]:
    rows = [
        [
            pair(row, "title", language),
            pair(row, "levels", language),
            _("%(least)s to %(most)s, step %(step)s")
            % {
                "least": text.figure(row["minimum"], language),
                "most": text.figure(row["maximum"], language),
                "step": text.figure(row["step"], language),
            },
            text.figure(row["weight"], language),
        ]
        for row in sorted(terms["criteria"], key=lambda row: row["position"])
    ]
    return text.table(
        [_("Criterion"), _("What the levels mean"), _("Points"), _("Weight")],
        rows,
        [50, 75, 30, 15],
        right=[3],
    )


def _deciding(terms: dict[str, Any], language: str) -> list[tuple[str, Any]]:
    keys = {row["key"]: pair(row, "title", language) for row in terms["criteria"]}
    ladder = []
    for rung in terms["ladder"]:
        label = str(RungKind(rung["kind"]).label)
        named = keys.get(rung.get("criterion", ""))
        ladder.append(f"{label} “{named}”" if named else label)
    bonus = [
        f"{Field(row['field']).label}: +{text.figure(row['points'], language)}"
        for row in terms["priority_fields"]
    ]
    quorum = {"parts": terms["quorum_numerator"], "of": terms["quorum_denominator"]}
    rows = [
        (_("Points are combined as"), str(Combining(terms["combining"]).label)),
        (_("Pass mark"), text.figure(terms["pass_mark"], language)),
        (_("Fewest scores for an application"), text.figure(terms["minimum_scores"], language)),
        (_("Quorum"), _("%(parts)s/%(of)s of the seats") % quorum),
        (_("Equal scores are decided by"), "; ".join(ladder)),
        (_("When the money runs out"), str(Cutoff(terms["cutoff"]).label)),
        (_("Places in the reserve"), text.figure(terms["reserve_places"], language)),
    ]
    if bonus:
        rows.insert(1, (_("Priority fields"), "; ".join(bonus)))
    return rows


def _calendar(terms: dict[str, Any], language: str) -> list[Flowable]:
    rows = [
        [_("reception opens"), text.moment(terms["opens_at"], language)],
        [_("last minute of reception"), text.moment(terms["closes_at"], language)],
        [_("check until"), text.day(terms["check_until"], language)],
        [_("scores until"), text.day(terms["scores_until"], language)],
        [_("decision by"), text.day(terms["decision_by"], language)],
        [_("publication by"), text.day(terms["publication_by"], language)],
        [_("appeals until"), text.day(terms["appeals_until"], language)],
        [_("implementation until"), text.day(terms["implementation_until"], language)],
    ]
    return text.table([_("What"), _("When")], rows, [85, 85])


def _not_financed(terms: dict[str, Any], language: str) -> list[Flowable]:
    words = pair(terms, "not_financed", language)
    return text.heading(_("What is not financed"), p(words, breaks=True)) if words else []


def _close(facts: dict[str, Any], language: str, seal: Seal | None) -> list[Flowable]:
    regulation = facts["terms"]["regulation"]
    words = {
        "number": regulation["number"],
        "date": text.day(regulation["date"], language),
        "version": facts["terms_version"],
        "sha": facts["terms_sha256"],
    }
    return [
        text.gap(3),
        p(
            _("Basis: resolution of the local kenesh. No. %(number)s. Date: %(date)s.") % words,
            "small",
        ),
        p(_("Version %(version)s of the terms, fingerprint %(sha)s.") % words, "small"),
        text.signatures([(_("Head of the aiyl okmotu"), facts["signatory"])]),
    ]
