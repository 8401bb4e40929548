"""What a code typed from paper leads to."""

import pytest

from audit.canonical import short_code
from audit.models import Chain, Entry
from papers import actions
from papers.codes import find, prefix_of


@pytest.fixture
def issued(announced, head):
    return actions.issue_announcement(announced, actor=head)


def as_somebody_types(code):
    return [
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        f" {code} ",
        code.replace("0", "O").replace("1", "l"),
    ]


def test_a_code_leads_to_its_paper_however_it_is_typed(issued):
    assert [find(typed).issued for typed in as_somebody_types(issued.code)] == [issued] * 6


def test_the_code_of_the_journals_head_leads_to_its_entry(issued, town):
    head = Chain.objects.get(code=town.soate).head

    found = find(short_code(head))

    assert (found.issued, found.entry, found.place) == (
        None,
        Entry.objects.get(hash=head),
        str(town),
    )


@pytest.mark.parametrize(
    "typed", ["", "x", "0000-0000-0000", "UUUU-UUUU-UUUU", "1" * 13, "Ң" * 12, "'; --", "𝟙" * 12]
)
def test_no_code_leads_nowhere(issued, typed):
    assert find(typed) is None


def test_a_code_is_the_beginning_of_a_fingerprint():
    digest = "0123456789abcdef" * 4

    assert prefix_of(short_code(digest)) == digest[:15]
