"""How entries are sealed into a chain, and how anybody can check one.

This file needs nothing but Python and is a program of its own. An auditor takes it and an
exported journal to another machine and asks:

    python3 chain.py journal.jsonl [CODE …]

It names the first break, or says that the chain is whole; and for each short code printed on a
paper, which entry the paper rests on.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

GENESIS = "0" * 64


def written(facts: Any) -> str:
    """Plain facts as canonical JSON: keys sorted, no spaces, letters as they are."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(facts: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(written(facts).encode()).hexdigest()


def short_code(digest: str) -> str:
    """A code short enough to type from paper: twelve letters and digits that cannot be confused.

    Sixty bits of the fingerprint in Crockford's base 32, in groups of four.
    """
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = int(digest[:15], 16)
    letters = "".join(alphabet[(number >> (5 * place)) & 31] for place in reversed(range(12)))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def typed_code(text: str) -> str:
    """A code as somebody typed it, brought to the printed form: case, spaces, O for 0, I for 1."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    letters = letters.translate(str.maketrans("OIL", "011"))
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def first_break(
    chain: str, entries: Iterable[dict[str, Any]], *, length: int, head: str
) -> str | None:
    """What is wrong first in this chain, as a sentence; nothing when it is whole.

    An entry is its content and its `hash`; `length` and `head` are what the chain says of itself.
    """
    number, previous = 0, GENESIS
    for entry in entries:
        number += 1
        fault = _fault(chain, number, entry, previous)
        if fault:
            return f"Chain {chain}: {fault}"
        previous = entry["hash"]
    if number < length:
        return f"Chain {chain}: entry {number + 1} is missing, the chain has {length} entries."
    if number > length:
        return f"Chain {chain}: entry {length + 1} was added past the end of the chain."
    if previous != head:
        return f"Chain {chain}: the head does not agree with entry {number}, the last one."
    return None


def _fault(chain: str, number: int, entry: dict[str, Any], previous: str) -> str | None:
    if entry["number"] != number:
        return f"entry {number} is missing, entry {entry['number']} stands in its place."
    content = {key: value for key, value in entry.items() if key != "hash"}
    if content["chain"] != chain or seal(content) != entry["hash"]:
        return f"entry {number} was altered, its content does not give its fingerprint."
    if content["previous_hash"] != previous:
        return f"entry {number} does not follow from entry {number - 1}."
    return None


def _told(entries: Iterable[dict[str, Any]], wanted: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The same entries, noting on the way which of them the wanted codes mean."""
    for entry in entries:
        # Its own code, and the code of the paper that was issued with it.
        for code in (short_code(entry["hash"]), entry["facts"].get("code", "")):
            if code in wanted:
                wanted[code] = (
                    f"entry {entry['number']} of {entry['at']}: {entry['act']}, "
                    f"{entry['subject_label']}, by {entry['actor_name']}"
                )
        yield entry


def main(words: Sequence[str] | None = None) -> int:
    """Check an exported journal; nought when it is whole and every code was found."""
    parser = argparse.ArgumentParser(description="Check an exported journal.")
    parser.add_argument("file", type=Path, help="the exported journal, one JSON object a line")
    parser.add_argument("code", nargs="*", help="a short code printed on a paper")
    options = parser.parse_args(words)
    wanted = {typed_code(code): "" for code in options.code}
    say = sys.stdout.write
    with options.file.open(encoding="utf-8") as file:
        title = json.loads(file.readline())
        fault = first_break(
            title["chain"],
            _told(map(json.loads, file), wanted),
            length=title["length"],
            head=title["head"],
        )
    if fault:
        say(f"{fault}\n")
        return 1
    say(
        f"Chain {title['chain']}: whole, {title['length']} entries, "
        f"code {short_code(title['head'])}.\n"
    )
    for code, meaning in wanted.items():
        say(f"{code}: {meaning or 'no entry of this chain has this code'}.\n")
    return 0 if all(wanted.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
