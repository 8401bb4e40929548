"""The protocol: everything the decision rests on, so that anybody can reckon it again by hand."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from reportlab.platypus import Flowable, KeepTogether

from applications.choices import ApplicationState
from competitions.choices import Combining, Cutoff, RungKind, SeatRole
from competitions.rules.composition import checks_of
from papers.prints import protocol_grid, text
from papers.prints.text import Seal, p, pair
from scoring.choices import COUNTED, AppealSubject, Ballot, ConsentWay, Outcome

Facts = dict[str, Any]


def title(facts: Facts, _language: str) -> str:
    record = facts["record"]
    words = {"number": record["number"], "amended": record["amends"]}
    if record["amends"]:
        return _("Amending protocol No. %(number)s, to protocol No. %(amended)s") % words
    return _("Protocol No. %(number)s of the competition commission") % words


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    record, call = facts["record"], facts["record"]["call"]
    numbered = {
        "title": pair(call, "title", language),
        "number": call["number"],
        "year": call["year"],
    }
    return [
        p(title(facts, language), "title"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % numbered, "under"),
        *meeting(record, language),
        *_commission(record),
        *_appeal(record, language),
        *_terms(record, language),
        *_permits(record, language),
        *_applications(record, language),
        *protocol_grid.apart(record),
        *protocol_grid.grid(record, language),
        *protocol_grid.ties(record),
        *protocol_grid.quorums(record),
        *protocol_grid.ranking(record, language),
        *_checks(record, language),
        *_consents(record, language),
        *_questions(record),
        *_votes(record, language),
        *decisions(record, language),
        *_words(record, language),
        *_dissents(record),
        *_signed(facts, language, issued=seal is not None),
    ]


def meeting(record: Facts, language: str) -> list[Flowable]:
    """When and where the commission met, and whether it had its quorum."""
    held = record["meeting"]
    if held is None:
        return []
    rows = [
        (_("Meeting"), text.moment(held["held_at"], language, zone=True)),
        (_("Place"), pair(held, "place", language)),
        (
            _("Quorum"),
            _("present %(present)s of %(seats)s seats, needed %(needed)s") % held["quorum"],
        ),
    ]
    if held["broadcast_link"]:
        rows.append((_("Broadcast"), held["broadcast_link"]))
    return [text.listed(rows)]


def _commission(record: Facts) -> list[Flowable]:
    there = {row["name"]: row["present"] for row in (record["meeting"] or {}).get("attendance", [])}
    rows = [
        [
            seat["name"],
            str(SeatRole(seat["role"]).label),
            seat["represents"],
            _orders(seat),
            _("present") if there.get(seat["name"]) else "–",
        ]
        for seat in record["commission"]
    ]
    titles = [
        _("Person"),
        _("Seat"),
        _("Whom this person represents"),
        _("Order"),
        _("At the meeting"),
    ]
    table = text.table(titles, rows, [42, 27, 42, 33, 26])
    return [*text.heading(_("Commission")), *table, *_composition(record)]


def _orders(seat: Facts) -> str:
    """The order that gave the seat, and the one that took it back."""
    words = {"number": seat["order_number"], "day": _short(seat["order_on"])}
    given = str(_("No. %(number)s, %(day)s") % words)
    released = seat.get("released")
    if not released or not released["order_on"]:
        return given
    words = {"number": released["order_number"], "day": _short(released["order_on"])}
    return f"{given}; {_('released')}: {_('No. %(number)s, %(day)s') % words}"


def _composition(record: Facts) -> list[Flowable]:
    """The figures of the commission, against the minimums where the municipality has set them."""
    figures = record.get("composition")
    if not figures:
        return []
    verdict = {True: _("met"), False: _("not met")}
    said = [
        f"{check.title}: {check.figure}; {check.needed} – {verdict[check.is_met]}"
        for check in checks_of(figures, {})
        if check.needed
    ]
    return [text.gap(2), p(". ".join(said) + ".")] if said else []


def _short(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}.{month}.{year}"


def _appeal(record: Facts, language: str) -> list[Flowable]:
    appeal = record["appeal"]
    if appeal is None:
        return []
    rows = [
        (_("Appeal of"), appeal["filed_by"]),
        (_("Received"), text.moment(appeal["filed_at"], language)),
        (_("Against"), str(AppealSubject(appeal["about"]).label)),
        (_("Decision"), pair(appeal, "decision", language)),
        (_("Effect"), "\n".join(_effects(appeal, language))),
    ]
    return text.heading(_("The appeal this protocol answers"), text.listed(rows))


def _effects(appeal: Facts, language: str) -> Iterator[str]:
    """What follows from the decision in words, then application by application."""
    words = pair(appeal, "effect", language)
    if words:
        yield words
    for row in appeal.get("effects", []):
        yield _("No. %(number)s") % row + f": {_decided(row, language)}"


def _terms(record: Facts, language: str) -> list[Flowable]:
    call = record["call"]
    keys = {row["key"]: pair(row, "title", language) for row in call["criteria"]}
    rungs = [
        f"{RungKind(rung['kind']).label}"
        + (f" “{keys[rung['criterion']]}”" if rung.get("criterion") in keys else "")
        for rung in call["ladder"]
    ]
    rows = [
        (_("Fund"), text.sum_of(call["fund"], language)),
        (_("Maximum grant"), text.som(call["maximum_grant"], language)),
        (_("Points are combined as"), str(Combining(call["combining"]).label)),
        (_("Pass mark"), text.figure(call["pass_mark"], language)),
        (_("Fewest scores for an application"), str(call["minimum_scores"])),
        (_("Quorum"), _("%(part)s of the seats") % {"part": call["quorum"]}),
        (_("Equal scores are decided by"), "; ".join(rungs)),
        (_("When the money runs out"), str(Cutoff(call["cutoff"]).label)),
        (capfirst(_("places in the reserve")), str(call["reserve_places"])),
    ]
    if call["cutoff"] == Cutoff.PART and "part_minimum_share" in call:
        least = text.figure(call["part_minimum_share"], language)
        rows.insert(-1, (capfirst(_("smallest part of the sum asked, percent")), least))
    if call["terms"]:
        words = {"version": call["terms"]["version"], "sha": call["terms"]["sha256"]}
        rows.append(
            (
                _("Terms of the call"),
                _("Version %(version)s of the terms, fingerprint %(sha)s.") % words,
            )
        )
    return text.heading(_("Terms the decision rests on"), text.listed(rows))


def _permits(record: Facts, language: str) -> list[Flowable]:
    if not record["permits"]:
        return []
    rows = [
        [
            row["name"],
            text.moment(row["until"], language),
            pair(row, "reason", language),
            row["signed_by"],
        ]
        for row in record["permits"]
    ]
    titles = [_("Let in late"), _("Until"), _("Reason"), _("Signed by")]
    return [*text.heading(_("Late permits")), *text.table(titles, rows, [40, 45, 50, 35])]


# What the decision made of it stands below; here is only how the check ended.
CHECKED = {
    ApplicationState.DECLINED: ApplicationState.DECLINED,
    ApplicationState.WITHDRAWN: ApplicationState.WITHDRAWN,
}


def _applications(record: Facts, language: str) -> list[Flowable]:
    if "applications" not in record:
        return []
    rows = []
    for row in record["applications"]:
        state = CHECKED.get(row["state"], ApplicationState.ADMITTED)
        check = str(ApplicationState(state).label)
        if state == ApplicationState.DECLINED and row["ground"]:
            check += f": {row['ground']}"
        who = ", ".join(filter(None, (row["title"], row["village"])))
        rows.append(
            [
                str(row["number"]),
                f"{who}\n{row['applicant']}",
                text.moment(row["received_at"], language),
                text.figure(row["asked"], language),
                text.figure(row["own"], language),
                check,
            ]
        )
    titles = [
        _("No."),
        _("Initiative, applicant"),
        _("Received"),
        _("Asked, som"),
        _("Own, som"),
        _("Outcome of the check"),
    ]
    grid = text.table(
        titles, rows, [10, 50, 33, 20, 18, 39], right=[0, 3, 4], small=True, close=True
    )
    return [*text.heading(_("Applications received")), *grid]


def _questions(record: Facts) -> list[Flowable]:
    questions = (record["meeting"] or {}).get("questions", [])
    if not questions:
        return []
    rows = [[row["asked_by"] or "–", row["text"], row["answer"]] for row in questions]
    titles = [_("Asked by"), _("Question"), _("Answer")]
    return [*text.heading(_("Questions of residents")), *text.table(titles, rows, [35, 65, 70])]


def _votes(record: Facts, language: str) -> list[Flowable]:
    motions = (record["meeting"] or {}).get("motions", [])
    if not motions:
        return []
    rows = []
    for motion in motions:
        about = (
            _("No. %(number)s") % {"number": motion["application"]}
            if motion["application"]
            else "–"
        )
        votes = _voted(motion)
        carried = _("carried") if motion["carried"] else _("not carried")
        rows.append([about, pair(motion, "text", language), votes, carried])
    titles = [_("Application"), _("Put to the vote"), _("Votes"), _("Result")]
    return [*text.heading(_("Votes")), *text.table(titles, rows, [20, 60, 65, 25])]


def _voted(motion: Facts) -> str:
    """Who voted how; of a secret vote the counts, and by name only who stood apart."""
    named = "; ".join(f"{vote['name']}: {Ballot(vote['ballot']).label}" for vote in motion["votes"])
    if not motion.get("secret"):
        return named
    counts = "; ".join(f"{ballot.label}: {motion['counts'][ballot]}" for ballot in COUNTED)
    return "\n".join(filter(None, (f"{_('Secret vote')}: {counts}", named)))


CHECKS = {
    "members": _lazy("Without one of the members"),
    "weights": _lazy("With one weight moved a step"),
    "severity": _lazy("With strict and lenient members taken into account"),
}


def _checks(record: Facts, language: str) -> list[Flowable]:
    """Which checks of fairness would finance others, and what the commission answered."""
    checks = record.get("checks") or {}
    if not checks.get("differences"):
        return []
    rows = [
        [
            str(CHECKS[row["check"]]),
            _("%(differ)s of %(of)s") % row,
            ", ".join(f"№ {number}" for number in row["comes_in"]) or "–",
            ", ".join(f"№ {number}" for number in row["goes_out"]) or "–",
        ]
        for row in checks["differences"]
    ]
    titles = [_("Check"), _("Ends otherwise"), _("Financed then"), _("Not financed then")]
    lines: list[Flowable] = []
    for answer in checks["answers"]:
        about = "; ".join(str(CHECKS[check]) for check in answer["about"])
        words = {"words": pair(answer, "words", language)}
        said = f"{about}. {_('The commission answers: %(words)s') % words}"
        lines += [text.gap(2), p(said, breaks=True)]
    table = text.table(titles, rows, [62, 28, 40, 40], small=True)
    return [*text.heading(_("Checks of fairness")), *table, *lines]


def _consents(record: Facts, language: str) -> list[Flowable]:
    """Who agreed to be financed in part, how, and to how little."""
    if not record.get("consents"):
        return []
    rows = [
        [
            str(row["number"]),
            text.figure(row["least"], language),
            row["given_by"],
            f"{ConsentWay(row['way']).label}, {text.moment(row['given_at'], language)}",
        ]
        for row in record["consents"]
    ]
    titles = [_("No."), _("At least, som"), _("Who agreed"), _("How it was said")]
    grid = text.table(titles, rows, [12, 30, 55, 73], right=[0, 1], small=True)
    return [*text.heading(_("Who agrees to be financed in part")), *grid]


def decisions(record: Facts, language: str, *, total: bool = True) -> list[Flowable]:
    """What is decided of each application; with the sum of all grants, unless it is an extract."""
    agreed = {row["number"] for row in record.get("applications", []) if row["consents_to_part"]}
    rows = [
        [
            str(row["number"]),
            f"{row['title']}\n{row['applicant']}",
            text.figure(row["asked"], language),
            _decided(row, language),
            "\n".join(filter(None, (pair(row, "reason", language), _agreed(row, agreed)))),
        ]
        for row in record["proposals"]
    ]
    titles = [_("No."), _("Initiative, applicant"), _("Asked, som"), _("Decision"), _("Reason")]
    together = {"sum": text.sum_of(record["total"], language)}
    lines = [p(_("Sum of all grants: %(sum)s.") % together)] if total else []
    if any(row["outcome"] == Outcome.RESERVE for row in record["proposals"]):
        days = {"days": record["call"]["reserve_days"]}
        lines.append(
            p(_("The reserve is valid for this many days after the decision: %(days)s.") % days)
        )
    grid = text.table(titles, rows, [10, 54, 26, 46, 34], right=[0, 2])
    return [*text.heading(_("The commission decided")), *grid, text.gap(2), *lines]


def _agreed(row: Facts, agreed: set[int]) -> str:
    """Of a grant in part: that the applicant takes it."""
    part = row["outcome"] == Outcome.AWARD and Decimal(row["granted"]) < Decimal(row["asked"])
    if part and row["number"] in agreed:
        return _("The applicant has agreed to a part in the application.")
    return ""


def _decided(row: Facts, language: str) -> str:
    match row["outcome"]:
        case Outcome.AWARD:
            return _("Grant: %(sum)s") % {"sum": text.sum_of(row["granted"], language)}
        case Outcome.RESERVE:
            return _("Reserve, place %(place)s") % {"place": row["place"]}
    return str(Outcome(row["outcome"]).label)


def _words(record: Facts, language: str) -> list[Flowable]:
    words = pair(record, "words", language)
    return text.heading(_("Words of the commission"), p(words, breaks=True)) if words else []


def _dissents(record: Facts) -> list[Flowable]:
    dissents = (record["meeting"] or {}).get("dissents", [])
    if not dissents:
        return []
    return text.heading(
        _("Dissenting opinions"), text.listed((row["name"], row["text"]) for row in dissents)
    )


def _signed(facts: Facts, language: str, *, issued: bool) -> list[Flowable]:
    record = facts["record"]
    lines = list(_signatories(record))
    words = {
        "moment": text.moment(record["signed_at"], language, zone=True),
        "sha": facts["record_sha256"],
    }
    vouched: list[Flowable] = []
    if issued:
        vouched = [p(_("Signed: %(moment)s. Fingerprint of the record: %(sha)s.") % words, "small")]
    # What is signed, and whose record it is, stands on the sheet with the signatures.
    call = record["call"]
    what = _("%(protocol)s: competition No. %(number)s of %(year)s; sum of all grants %(sum)s.") % {
        "protocol": title(facts, language),
        "number": call["number"],
        "year": call["year"],
        "sum": text.som(record["total"], language),
    }
    signed = [p(_("Signatures"), "heading"), p(what, "small"), *text.lines_to_sign(lines), *vouched]
    return [KeepTogether(signed)]


def _signatories(record: Facts) -> Iterator[tuple[str, str]]:
    chairs = [seat["name"] for seat in record["commission"] if seat["role"] == SeatRole.CHAIR]
    yield str(SeatRole.CHAIR.label), record["signed_by"] or (chairs[0] if chairs else "")
    for row in record["signatures"]:
        yield str(SeatRole(row["role"]).label), row["name"]
