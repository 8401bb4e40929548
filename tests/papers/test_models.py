"""A paper is issued once: neither the program nor plain SQL changes it."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.canonical import fingerprint, short_code
from audit.querysets import WrittenOnce
from papers import actions
from papers.models import Issued

SENTENCE = "A paper is issued once."


@pytest.fixture
def issued(announced, head) -> Issued:
    return actions.issue_announcement(announced, actor=head)


@pytest.fixture
def unchanged(issued):
    """After the attempt everything stands as before."""
    before = list(Issued.objects.values())
    yield
    assert list(Issued.objects.values()) == before


def attempted(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE papers_issued SET facts = '{}'",
        "UPDATE papers_issued SET number = number",
        "DELETE FROM papers_issued",
    ],
)
def test_sql_is_refused(statement):
    with pytest.raises(DatabaseError, match=SENTENCE):
        attempted(statement)


@pytest.mark.sqlite
@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("shift", [0, 1000])
def test_replacing_is_refused_by_key_and_by_number(shift):
    columns = [field.column for field in Issued._meta.concrete_fields if field.column != "id"]

    with pytest.raises(DatabaseError, match=SENTENCE):
        attempted(
            f"INSERT OR REPLACE INTO papers_issued (id, {', '.join(columns)}) "
            f"SELECT id + {shift}, {', '.join(columns)} FROM papers_issued"
        )


@pytest.mark.postgres
@pytest.mark.usefixtures("unchanged")
def test_upserting_is_refused():
    with pytest.raises(DatabaseError, match=SENTENCE):
        attempted(
            "INSERT INTO papers_issued SELECT * FROM papers_issued "
            "ON CONFLICT (id) DO UPDATE SET number = 'x'"
        )


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "attempt",
    [
        lambda _issued: Issued.objects.update(number="x"),
        lambda _issued: Issued.objects.all().delete(),
        lambda issued: Issued.objects.bulk_update([issued], ["number"]),
        lambda issued: issued.save(),
        lambda issued: issued.delete(),
    ],
    ids=["update", "delete", "bulk_update", "save", "delete_one"],
)
def test_the_program_refuses_too(attempt, issued):
    with pytest.raises(WrittenOnce, match=SENTENCE):
        attempt(issued)


def test_the_code_vouches_for_facts_number_and_the_act(issued):
    vouched = {
        "kind": "announcement",
        "number": issued.number,
        "facts": fingerprint(issued.facts),
        "rests_on": issued.entry_hash,
    }

    assert issued.code == short_code(fingerprint(vouched))
    assert issued.is_whole()


@pytest.mark.parametrize(
    "change", [{"facts": {}}, {"number": "2026-0002"}, {"entry_hash": "0" * 64}]
)
def test_a_changed_paper_is_not_whole(issued, change):
    for name, value in change.items():
        setattr(issued, name, value)

    assert not issued.is_whole()
