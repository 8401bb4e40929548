"""Somebody with the keys of the database alters the journal: it is found and named."""

import io
import json
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actions import change_password, edit_user
from audit import journals
from audit.chain import first_break
from audit.models import Chain, Entry


@contextmanager
def guards_off():
    """As the owner of the database could do it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield cursor
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        for _name, sql in triggers:
            cursor.execute(sql)


@pytest.fixture
def journal(aigul):
    """Five entries in one chain."""
    details = {"phone": "+996700000001", "email": "", "language": "ky"}
    for name in ("Айгүл Сыдыкова (Токоева)", "Айгүл Токоева"):
        aigul = edit_user(aigul, actor=aigul, name=name, **details)
    for password in ("first-long-word", "second-long-word"):
        aigul = change_password(aigul, actor=aigul, password=password)
    assert Chain.objects.get().length == 5


def altered(*statements):
    with guards_off() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_a_journal_nobody_touched_is_whole(journal):
    assert journals.codes() == ["417"]
    assert journals.check("417") == (5, None)


@pytest.mark.parametrize(
    "change",
    [
        "note = 'x'",
        "actor_name = 'Башка киши'",
        "at = received_at, received_at = at, subject_id = subject_id + 1",
        'facts = \'{"sum": "900000.00"}\'',
        "after = 'closed'",
        "act = 'accounts.close'",
    ],
)
def test_one_changed_entry_is_named(journal, change):
    altered(f"UPDATE audit_entry SET {change} WHERE number = 3")

    assert journals.check("417") == (
        5,
        "Chain 417: entry 3 was altered, its content does not give its fingerprint.",
    )


def test_one_removed_entry_is_named(journal):
    altered("DELETE FROM audit_entry WHERE number = 3")

    assert journals.check("417") == (
        5,
        "Chain 417: entry 3 is missing, entry 4 stands in its place.",
    )


def test_the_last_entry_removed_is_named(journal):
    altered("DELETE FROM audit_entry WHERE number = 5")

    assert journals.check("417") == (
        5,
        "Chain 417: entry 5 is missing, the chain has 5 entries.",
    )


def test_two_swapped_entries_are_named(journal):
    altered(
        "UPDATE audit_entry SET number = 99 WHERE number = 2",
        "UPDATE audit_entry SET number = 2 WHERE number = 3",
        "UPDATE audit_entry SET number = 3 WHERE number = 99",
    )

    assert journals.check("417") == (
        5,
        "Chain 417: entry 2 was altered, its content does not give its fingerprint.",
    )


def test_an_entry_past_the_end_is_named(journal):
    altered(
        "UPDATE audit_chain SET length = 4, head = (SELECT hash FROM audit_entry WHERE number = 4)"
    )

    assert journals.check("417") == (
        4,
        "Chain 417: entry 5 was added past the end of the chain.",
    )


def test_entries_without_a_chain_are_named(journal):
    altered("DELETE FROM audit_chain")

    assert journals.codes() == ["417"]
    assert journals.check("417") == (
        0,
        "Chain 417: entry 1 was added past the end of the chain.",
    )


def test_an_export_can_be_checked_elsewhere(journal, tmp_path):
    file = tmp_path / "journal.jsonl"

    assert journals.export("417", file) == 5

    title, *entries = map(json.loads, file.read_text().splitlines())
    assert title == {"chain": "417", "length": 5, "head": Chain.objects.get().head}
    assert entries == [entry.sealed() for entry in Entry.objects.of_chain("417")]
    assert first_break("417", entries, length=title["length"], head=title["head"]) is None


def test_an_export_holds_letters_as_they_are(journal, tmp_path):
    file = tmp_path / "journal.jsonl"

    journals.export("417", file)

    assert "Айгүл Сыдыкова" in file.read_text()


def said(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_verify_journal_says_that_all_is_well(journal):
    assert said("verify_journal") == "Chain 417: whole, 5 entries.\n"
    assert said("verify_journal", chain="417") == "Chain 417: whole, 5 entries.\n"


def test_verify_journal_fails_on_a_break(journal):
    altered("UPDATE audit_entry SET note = 'x' WHERE number = 3")
    out = io.StringIO()

    with pytest.raises(CommandError, match="is broken: 1 of its chains") as failure:
        call_command("verify_journal", stdout=out)

    assert failure.value.returncode == 1
    assert out.getvalue() == (
        "Chain 417: entry 3 was altered, its content does not give its fingerprint.\n"
    )


@pytest.mark.parametrize("words", [["verify_journal"], ["export_journal", "nowhere.jsonl"]])
def test_a_chain_that_does_not_exist_is_named(journal, words):
    with pytest.raises(CommandError, match=r"There is no chain 999\."):
        call_command(*words, chain="999")


def test_export_journal_says_how_much_it_wrote(journal, tmp_path):
    file = tmp_path / "journal.jsonl"

    assert said("export_journal", str(file), chain="417") == (
        f"Chain 417: 5 entries written to {file}.\n"
    )
    assert len(file.read_text().splitlines()) == 6
