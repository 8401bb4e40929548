"""The journal read, checked and taken away."""

import json
import subprocess
import sys

import pytest
from django.db import connection
from django.urls import reverse

from audit import chain, journals
from audit.chain import first_break
from audit.models import Entry
from papers import actions, journal


@pytest.fixture
def kept(announced, submitted):
    """A chain with the announcement and an application."""
    return announced.journal_chain


def test_chains_of_each_person(kept, clerk, auditor, administrator, neighbour, applicant, member):
    chains = {
        person: [code for code, _name in journal.chains_of(person)]
        for person in (clerk, auditor, administrator, neighbour, applicant, member)
    }

    assert chains == {
        clerk: [kept],
        auditor: [kept, "417"],
        administrator: ["417"],
        neighbour: [],
        applicant: [],
        member: [],
    }


@pytest.mark.parametrize(
    ("wanted", "acts"),
    [
        ({"act": "announce"}, {"competitions.announce"}),
        ({"person": "Асанов"}, {"competitions.announce", "papers.issue"}),
        ({"since": "2026-04-11"}, set()),
        ({"until": "2026-04-09"}, set()),
        (
            {"since": "2026-04-10", "until": "2026-04-10"},
            {"competitions.announce", "papers.issue", "applications.submit"},
        ),
    ],
)
def test_entries_are_narrowed(client, kept, auditor, wanted, acts):
    client.force_login(auditor)

    answer = client.get(reverse("entry_list"), {"chain": kept, **wanted})

    assert {entry.act for entry in answer.context["object_list"]} == acts


def test_the_chain_is_checked_on_demand(client, kept, auditor):
    client.force_login(auditor)

    whole = client.get(reverse("entry_list"), {"chain": kept, "check": "1"}).context["result"]

    assert whole == (Entry.objects.filter(chain=kept).count(), None)


def test_a_break_is_named(client, kept, auditor):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET note = 'x' WHERE chain = %s AND number = 2", [kept])
    client.force_login(auditor)

    answer = client.get(reverse("entry_list"), {"chain": kept, "check": "1"})

    assert "entry 2 was altered" in answer.context["result"][1]
    assert "entry 2 was altered" in answer.content.decode()


def test_an_auditor_takes_the_journal_away_and_it_can_be_checked_there(client, kept, auditor):
    client.force_login(auditor)

    answer = client.get(reverse("entry_export"), {"chain": kept})

    title, *entries = map(json.loads, b"".join(answer.streaming_content).decode().splitlines())
    assert len(entries) == title["length"]
    assert first_break(title["chain"], entries, length=title["length"], head=title["head"]) is None


@pytest.mark.parametrize("who", ["clerk", "head"])
def test_only_an_auditor_takes_it_away(client, kept, request, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("entry_export"), {"chain": kept}).status_code == 403


def test_a_chain_that_is_not_mine_is_closed(client, kept, clerk, other_town):
    client.force_login(clerk)

    assert client.get(reverse("entry_list"), {"chain": other_town.soate}).status_code == 403
    assert client.get(reverse("entry_list"), {"chain": "417"}).status_code == 403


def test_the_list_costs_the_same_for_any_count(client, kept, auditor, django_assert_num_queries):
    client.force_login(auditor)

    with django_assert_num_queries(7):
        client.get(reverse("entry_list"), {"chain": kept, "act": "announce"})
    with django_assert_num_queries(7):
        client.get(reverse("entry_list"), {"chain": kept})


def test_the_code_of_a_paper_is_found_in_a_journal_taken_away(kept, announced, head, tmp_path):
    issued = actions.issue_announcement(announced, actor=head)
    file = tmp_path / "journal.jsonl"
    file.write_text("".join(journals.lines(kept)), encoding="utf-8")

    run = subprocess.run(
        [sys.executable, chain.__file__, str(file), issued.code],
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"{issued.code}: entry" in run.stdout
    assert "papers.issue" in run.stdout
