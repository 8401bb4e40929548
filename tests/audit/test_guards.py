"""An entry is written once: neither the program nor plain SQL changes it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from audit.models import Chain, Entry
from audit.querysets import WrittenOnce

SENTENCE = "An entry is written once."


@pytest.fixture
def entry(aigul):
    return Entry.objects.get()


@pytest.fixture
def unchanged(entry):
    """After the attempt everything stands as before."""
    before = list(Entry.objects.values())
    yield
    assert list(Entry.objects.values()) == before


def attempted(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET note = 'x'",
        "UPDATE audit_entry SET facts = '{}' WHERE number = 1",
        "UPDATE audit_entry SET hash = hash",
        "DELETE FROM audit_entry",
    ],
)
def test_sql_is_refused(statement):
    with pytest.raises(DatabaseError, match=SENTENCE):
        attempted(statement)


@pytest.mark.sqlite
@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("shift", [0, 1000])
def test_replacing_is_refused_by_key_and_by_number(shift):
    # By its key, and by its place in the chain.
    with pytest.raises(DatabaseError, match=SENTENCE):
        attempted(
            "INSERT OR REPLACE INTO audit_entry SELECT id + %s, chain, number, at, received_at, "
            "actor_name, act, subject_type, subject_id, 'x', before, after, note, facts, "
            "previous_hash, hash, actor_id FROM audit_entry",
            shift,
        )


@pytest.mark.postgres
@pytest.mark.usefixtures("unchanged")
def test_upserting_is_refused():
    with pytest.raises(DatabaseError, match=SENTENCE):
        attempted(
            "INSERT INTO audit_entry SELECT * FROM audit_entry "
            "ON CONFLICT (id) DO UPDATE SET note = 'x'"
        )


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "attempt",
    [
        lambda _entry: Entry.objects.update(note="x"),
        lambda _entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["note"]),
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
    ],
    ids=["update", "delete", "bulk_update", "save", "delete_one"],
)
def test_the_program_refuses_too(attempt, entry):
    with pytest.raises(WrittenOnce, match=SENTENCE):
        attempt(entry)


def test_a_place_in_a_chain_is_taken_once(entry):
    twin = Entry(**{field.attname: getattr(entry, field.attname) for field in Entry._meta.fields})
    twin.pk = None

    with pytest.raises(DatabaseError), transaction.atomic():
        twin.save()

    assert (Entry.objects.count(), Chain.objects.get().length) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_guards_can_be_lifted_and_laid_again(aigul):
    call_command("migrate", "audit", "0001", verbosity=0)
    attempted("UPDATE audit_entry SET note = 'x'")
    call_command("migrate", "audit", verbosity=0)

    with pytest.raises(DatabaseError, match=SENTENCE):
        attempted("UPDATE audit_entry SET note = 'y'")

    assert list(Entry.objects.values_list("note", flat=True)) == ["x"]
