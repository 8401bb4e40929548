"""Papers of an award rest on the signature and on the acceptance."""

from datetime import date

import pytest

from audit.acts import Refused
from awards import actions as awarding
from papers import actions
from papers.choices import Kind


def test_issue_agreement(signed, head):
    issued = actions.issue_agreement(signed, actor=head)

    assert (issued.facts["record"], issued.facts["record_sha256"]) == (signed.facts, signed.sha256)
    assert (issued.signed_by, issued.summary.amount) == (head, 50000)


def test_an_unsigned_agreement_is_only_a_draft(drafted, head):
    with pytest.raises(Refused):
        actions.issue_agreement(drafted, actor=head)

    assert actions.draft_facts(Kind.AGREEMENT, drafted)["record"]["number"] == drafted.number


def test_issue_after_an_amendment_replaces_the_agreement(signed, head):
    first = actions.issue_agreement(signed, actor=head)
    awarding.amend(
        signed,
        actor=head,
        on=date(2026, 4, 10),
        reason_ky="Баа өстү",
        reason_ru="Цена выросла",
        implementation_until=date(2026, 10, 15),
    )

    second = actions.issue_agreement(signed, actor=head)

    assert second.replaces == first
    assert [row["reason_ru"] for row in second.facts["amendments"]] == ["Цена выросла"]
    assert first.facts["amendments"] == []


def test_issue_acceptance(accepted, head):
    issued = actions.issue_acceptance(accepted, actor=head)

    assert (issued.facts["record"], issued.facts["record_sha256"]) == (
        accepted.facts,
        accepted.sha256,
    )
    assert actions.draft_facts(Kind.ACCEPTANCE, accepted) is None
