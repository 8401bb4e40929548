"""What one person may learn of the points now: application by application."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.rules import is_clerk_of, is_head_of
from applications.models import Application
from competitions.choices import RESULTS_KNOWN, CompetitionState
from competitions.models import Competition
from scoring.choices import BLIND, OPENED_UP, SheetState
from scoring.models.sheet import Sheet
from scoring.rules import audits, may_prepare_protocol, may_see_ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Either all but some applications, or none but some."""

    all_but: bool
    named: frozenset[int]

    def sees(self, application: int) -> bool:
        """Whether the points given to this application are open to the person."""
        return (application not in self.named) if self.all_but else (application in self.named)

    @property
    def sees_all(self) -> bool:
        return self.all_but and not self.named


EVERYTHING = Sight(all_but=True, named=frozenset())
NOTHING = Sight(all_but=False, named=frozenset())


def sight_of(competition: Competition, user: Any) -> Sight:
    """What this person may learn of others' points in this call.

    A seat: while scoring runs, only of applications whose own sheet is sent; afterwards of all
    but those it stands apart from or still owes. The office: after scoring; an auditor always.
    Whoever speaks for an application learns nothing of it before the results are published.
    """
    if competition.state in RESULTS_KNOWN:
        return EVERYTHING
    if competition.has_seat(user):
        return _sight_of_seat(competition, user)
    reads = is_clerk_of(user, competition.municipality_id) or is_head_of(
        user, competition.municipality_id
    )
    if (reads and competition.state in OPENED_UP) or audits(competition, user):
        return Sight(all_but=True, named=own_applications(competition, user))
    return NOTHING


def _sight_of_seat(competition: Competition, user: Any) -> Sight:
    if competition.state == CompetitionState.SCORING:
        known = own_states(competition, user)
        blind = {application for application, state in known if state in BLIND}
        sent = {application for application, state in known if state == SheetState.SENT}
        return Sight(all_but=False, named=frozenset(sent - blind))
    if competition.state in OPENED_UP:
        return Sight(all_but=True, named=closed_applications(competition, user))
    return NOTHING


def own_states(competition: Competition, user: Any) -> list[tuple[int, str]]:
    """The states of all this person's sheets: a seat given anew opens nothing closed before."""
    sheets = Sheet.objects.filter(competition=competition, seat__user=user)
    return list(sheets.values_list("application_id", "state"))


def own_applications(competition: Competition, user: Any) -> frozenset[int]:
    """The applications of this call this person speaks for."""
    own = Application.objects.filter(competition=competition).of_person(user)
    return frozenset(own.values_list("pk", flat=True))


def closed_applications(competition: Competition, user: Any) -> frozenset[int]:
    """What stays closed to a seat after scoring: what it stands apart from, owes, or speaks for."""
    blind = Sheet.objects.filter(competition=competition, seat__user=user, state__in=BLIND)
    every = Application.objects.filter(competition=competition)
    own = every.of_person(user).values("pk")
    closed = every.filter(Q(pk__in=blind.values("application")) | Q(pk__in=own))
    return frozenset(closed.values_list("pk", flat=True))


def points_are_open(sheet: Sheet, user: Any) -> bool:
    """Whether this person may read what was given to the application of this sheet."""
    if sheet.seat.user_id != user.pk:
        return sight_of(sheet.competition, user).sees(sheet.application_id)
    if sheet.state in BLIND and sheet.competition.state not in RESULTS_KNOWN:
        return False
    if sheet.is_sent:
        # An own sheet that was sent answers for itself, unless an earlier seat stood apart.
        own = Sheet.objects.filter(application=sheet.application_id, seat__user=user)
        return not own.filter(state__in=BLIND).exists()
    return sight_of(sheet.competition, user).sees(sheet.application_id)


def names_are_hidden(competition: Competition, user: Any) -> bool:
    """Whether this person knows the applicants by their codes only, until the publication."""
    return competition.covers_names and competition.has_seat(user)


def reads_protocol(protocol: Any, user: Any) -> bool:
    """The office and the commission; before the publication not who stands apart from something.

    Outsiders read the published results: the protocol names people who gave no consent.
    """
    competition = protocol.competition
    if not may_see_ranking(competition, user):
        return False
    if competition.state in RESULTS_KNOWN or may_prepare_protocol(protocol, user):
        return True
    return sight_of(competition, user).sees_all
