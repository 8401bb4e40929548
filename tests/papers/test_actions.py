"""Issuing: once for each act, never for what is not settled, never for who may not see it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions import clock_account
from audit.acts import Refused
from audit.models import Entry
from competitions import actions as calling
from papers import actions
from papers.choices import Kind
from papers.models import Issued
from tests import factories


def issuing(kind):
    """How many entries of issuing such a paper, and how many such papers."""
    entries = Entry.objects.filter(act="papers.issue", facts__kind=kind)
    return entries.count(), Issued.objects.filter(kind=kind).count()


def test_issue_announcement(announced, head):
    issued = actions.issue_announcement(announced, actor=head)

    entry = Entry.objects.about(issued).get()
    act = Entry.objects.about(announced).get(act="competitions.announce")
    assert (issued.kind, issued.number, issued.signed_by) == (Kind.ANNOUNCEMENT, "2026-0001", head)
    assert (issued.entry_hash, issued.replaces, issued.competition) == (act.hash, None, announced)
    assert (entry.act, entry.actor, entry.after) == ("papers.issue", head, "issued")
    assert entry.facts == {
        "kind": "announcement",
        "number": "2026-0001",
        "sha256": issued.sha256,
        "code": issued.code,
        "rests_on": act.hash,
        "replaces": None,
    }


def test_issue_twice_gives_the_same_paper(announced, head, clerk):
    first = actions.issue_announcement(announced, actor=head)

    assert actions.issue_announcement(announced, actor=clerk) == first
    assert issuing(Kind.ANNOUNCEMENT) == (1, 1)


def test_issue_after_an_extension_replaces_the_paper(announced, head):
    first = actions.issue_announcement(announced, actor=head)
    longer = announced.closes_at + timedelta(days=6)
    calling.extend(
        announced, actor=head, closes_at=longer, reason_ky="Жол жабылды", reason_ru="Дорога закрыта"
    )

    second = actions.issue_announcement(announced, actor=head)

    assert (second.number, second.replaces) == ("2026-0002", first)
    assert Issued.objects.with_place().get(pk=first.pk).replaced_by == second
    assert list(Issued.objects.current()) == [second]
    assert second.facts["extensions"][0]["reason_ru"] == "Дорога закрыта"


def test_facts_are_those_of_the_act_not_of_today(announced, head):
    announced.contact = "0555 00 00 00"
    announced.save()

    issued = actions.issue_announcement(announced, actor=head)

    assert issued.facts["terms"] == announced.versions.get().facts
    assert issued.facts["terms"]["contact"] == ""


def test_issue_before_the_act_is_refused(town, head):
    draft = factories.competition(town, state="draft", announced_at=None)

    with pytest.raises(Refused, match="has not been settled"):
        actions.issue_announcement(draft, actor=head)
    assert issuing(Kind.ANNOUNCEMENT) == (0, 0)


def test_issue_receipt(submitted, applicant):
    issued = actions.issue_receipt(submitted, actor=applicant)

    assert issued.facts["registration"] == submitted.number
    assert issued.facts["text_sha256"] == submitted.versions.get().sha256
    assert (issued.signed_by, issued.summary.registration) == (applicant, str(submitted.number))


def test_issue_receipt_of_a_draft_is_refused(announced, applicant):
    draft = factories.application(announced, applicant)

    with pytest.raises(Refused):
        actions.issue_receipt(draft, actor=applicant)
    assert issuing(Kind.RECEIPT) == (0, 0)


@pytest.mark.parametrize("who", ["rival", "neighbour", "member", "clock"])
def test_issue_receipt_of_others_is_denied(submitted, request, who):
    person = clock_account() if who == "clock" else request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        actions.issue_receipt(submitted, actor=person)
    assert issuing(Kind.RECEIPT) == (0, 0)


def test_the_clock_issues_what_is_public(announced):
    assert actions.issue_announcement(announced, actor=clock_account()).kind == Kind.ANNOUNCEMENT


def test_issue_protocol(signed, secretary, chair):
    issued = actions.issue_protocol(signed, actor=secretary)

    assert issued.facts["record"] == signed.facts
    assert (issued.facts["record_sha256"], issued.signed_by) == (signed.sha256, chair)


def test_an_unsigned_protocol_is_only_a_draft(draft, secretary):
    with pytest.raises(Refused):
        actions.issue_protocol(draft, actor=secretary)

    assert actions.draft_facts(Kind.PROTOCOL, draft)["record"]["number"] == draft.number
    assert issuing(Kind.PROTOCOL) == (0, 0)


def test_numbers_run_by_municipality_and_year(announced, submitted, head, applicant, other_town):
    other_head = factories.officer("Осмонов Канат", "head", other_town)
    draft = factories.competition(other_town, state="draft", announced_at=None, terms_version=0)
    other = calling.announce(draft, actor=other_head)

    numbers = [
        actions.issue_for(announced, actor=head).number,
        actions.issue_for(submitted, actor=applicant).number,
        actions.issue_for(other, actor=other_head).number,
    ]

    assert numbers == ["2026-0001", "2026-0002", "2026-0001"]
