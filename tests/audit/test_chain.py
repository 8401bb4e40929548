"""The check of a chain, on entries made by hand; and the file as a program of its own."""

import copy
import json
import subprocess
import sys

import pytest

from audit import chain
from audit.chain import GENESIS, first_break, seal, short_code, typed_code


def made(count):
    """A sound chain of so many entries."""
    entries, previous = [], GENESIS
    for number in range(1, count + 1):
        content = {
            "chain": "417",
            "number": number,
            "at": f"2026-03-0{number}T03:00:00.000000Z",
            "act": "applications.submit",
            "actor_name": "Айгүл Сыдыкова",
            "subject_label": f"Арыз {number}",
            "facts": {"sum": "200000.00"},
            "previous_hash": previous,
        }
        previous = seal(content)
        entries.append(content | {"hash": previous})
    return entries


def judged(entries, length=None, head=None):
    return first_break(
        "417",
        entries,
        length=len(entries) if length is None else length,
        head=head or (entries[-1]["hash"] if entries else GENESIS),
    )


def resealed(entry, **changes):
    content = {key: value for key, value in entry.items() if key != "hash"} | changes
    return content | {"hash": seal(content)}


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_sound_chain_has_no_break(count):
    assert judged(made(count)) is None


def test_a_changed_fact_is_found():
    entries = made(4)
    entries[1]["facts"] = {"sum": "900000.00"}

    assert judged(entries) == (
        "Chain 417: entry 2 was altered, its content does not give its fingerprint."
    )


def test_a_changed_fact_sealed_anew_breaks_the_next_entry():
    entries = made(4)
    entries[1] = resealed(entries[1], facts={"sum": "900000.00"})

    assert judged(entries) == "Chain 417: entry 3 does not follow from entry 2."


def test_the_last_entry_sealed_anew_does_not_agree_with_the_head():
    entries = made(4)
    head = entries[3]["hash"]
    entries[3] = resealed(entries[3], facts={})

    assert judged(entries, head=head) == (
        "Chain 417: the head does not agree with entry 4, the last one."
    )


def test_a_removed_entry_is_found():
    entries = made(4)
    del entries[1]

    assert judged(entries, length=4) == (
        "Chain 417: entry 2 is missing, entry 3 stands in its place."
    )


def test_a_cut_end_is_found():
    entries = made(4)

    assert judged(entries[:3], length=4, head=entries[3]["hash"]) == (
        "Chain 417: entry 4 is missing, the chain has 4 entries."
    )


def test_an_entry_past_the_end_is_found():
    entries = made(4)

    assert judged(entries, length=3, head=entries[2]["hash"]) == (
        "Chain 417: entry 4 was added past the end of the chain."
    )


def test_two_entries_swapped_are_found():
    entries = made(4)
    first, second = copy.deepcopy(entries[1]), copy.deepcopy(entries[2])
    entries[1], entries[2] = second | {"number": 2}, first | {"number": 3}

    assert judged(entries) == (
        "Chain 417: entry 2 was altered, its content does not give its fingerprint."
    )


def test_an_entry_of_another_chain_is_found():
    entries = made(2)
    entries[0] = resealed(entries[0], chain="418")

    assert judged(entries) == (
        "Chain 417: entry 1 was altered, its content does not give its fingerprint."
    )


@pytest.mark.parametrize(
    "typed", ["0A1Z-23BC-4D5E", "0a1z23bc4d5e", " 0A1Z 23BC 4D5E ", "oAiZ-23bc-4D5e"]
)
def test_a_code_may_be_typed_in_any_way(typed):
    assert typed_code(typed) == "0A1Z-23BC-4D5E"


@pytest.fixture
def journal(tmp_path):
    """An exported journal of three entries."""

    def write(entries, length=3):
        title = {"chain": "417", "length": length, "head": entries[-1]["hash"]}
        file = tmp_path / "journal.jsonl"
        file.write_text("\n".join(json.dumps(line) for line in [title, *entries]) + "\n")
        return file

    return write


@pytest.fixture(params=["here", "alone"])
def asked(request, capsys):
    """Asks the file, here and as a program of its own; what it says, and its exit code."""

    def here(*words):
        return chain.main([str(word) for word in words]), capsys.readouterr().out

    def alone(*words):
        # -I and -S: without the project and without anything installed.
        command = [sys.executable, "-I", "-S", chain.__file__, *map(str, words)]
        answer = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
        assert answer.stderr == ""
        return answer.returncode, answer.stdout

    return {"here": here, "alone": alone}[request.param]


def test_the_file_says_that_a_journal_is_whole(journal, asked):
    entries = made(3)
    code = short_code(entries[1]["hash"])

    answer, said = asked(journal(entries), code)

    assert (answer, said) == (
        0,
        (
            f"Chain 417: whole, 3 entries, code {short_code(entries[2]['hash'])}.\n"
            f"{code}: entry 2 of 2026-03-02T03:00:00.000000Z: applications.submit, Арыз 2, "
            f"by Айгүл Сыдыкова.\n"
        ),
    )


def test_the_file_says_that_a_code_is_unknown(journal, asked):
    answer, said = asked(journal(made(3)), "0000-0000-0000")

    assert said.endswith("\n0000-0000-0000: no entry of this chain has this code.\n")
    assert answer == 1


def test_the_file_names_the_break(journal, asked):
    entries = made(3)
    entries[0]["actor_name"] = "Башка киши"

    answer, said = asked(journal(entries))

    assert (answer, said) == (
        1,
        "Chain 417: entry 1 was altered, its content does not give its fingerprint.\n",
    )
