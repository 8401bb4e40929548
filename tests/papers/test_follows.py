"""A paper follows the act that signs it: in the same moment, by the same hand, or not at all."""

import pytest

from audit.models import Entry
from competitions import actions as competitions
from competitions.choices import CompetitionState
from papers import actions
from papers.models import Issued
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(town):
    """A call that only has to be announced."""
    return factories.competition(
        town, state=CompetitionState.DRAFT, announced_at=None, terms_version=0, minimum_open_days=5
    )


def test_announcing_leaves_the_announcement(prepared, head):
    announced = competitions.announce(prepared, actor=head)

    issued = Issued.objects.get()
    assert (issued.kind, issued.subject_id, issued.signed_by) == (
        "announcement",
        announced.pk,
        head,
    )
    assert [(entry.act, entry.actor) for entry in Entry.objects.order_by("pk")] == [
        ("competitions.announce", head),
        ("papers.issue", head),
    ]
    assert issued.entry_hash == Entry.objects.get(act="competitions.announce").hash


def test_an_extension_replaces_the_announcement(prepared, head):
    announced = competitions.announce(prepared, actor=head)
    later = factories.at(5, 4, 17)

    competitions.extend(announced, actor=head, closes_at=later, reason_ky="Жол", reason_ru="Дорога")

    first, second = Issued.objects.order_by("pk")
    assert second.replaces == first


def test_a_paper_that_cannot_be_made_takes_the_act_with_it(prepared, head, monkeypatch):

    monkeypatch.setitem(actions.RESTS, "announcement", None)
    with pytest.raises(AttributeError):
        competitions.announce(prepared, actor=head)

    prepared = type(prepared).objects.get()
    assert prepared.state == CompetitionState.DRAFT
    assert (Entry.objects.count(), Issued.objects.count()) == (0, 0)
