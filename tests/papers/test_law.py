"""The law, read from the code."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.models import Slip
from papers import law


def test_an_act_is_told_with_who_from_to_and_when():
    with translation.override("en"):
        issue, use, withdraw = law.acts(Slip)

    assert (issue.verb, issue.sources, issue.target) == ("issue_slip", [], "issued")
    assert (use.verb, use.who, use.sources, use.target) == (
        "use_slip",
        "The person named on the slip.",
        ["issued"],
        "used",
    )
    assert use.when == ["The slip has expired. Ask for a new one.", "This account is closed."]
    assert (withdraw.verb, withdraw.when) == ("withdraw_slip", [])


def test_the_page_is_the_same_in_every_language():
    first = law.law()

    with translation.override("ru"):
        assert law.law() == first


def test_a_machine_is_drawn_with_its_first_and_its_last_state():
    start = law.states().index("## Slip\n")
    lines = law.states()[start:].split("```")[1].splitlines()

    assert lines == [
        "mermaid",
        "stateDiagram-v2",
        "    issued: issued",
        "    used: used",
        "    withdrawn: withdrawn",
        "    [*] --> issued",
        "    issued --> used: Use the slip",
        "    issued --> withdrawn: Withdraw the slip",
        "    used --> [*]",
        "    withdrawn --> [*]",
    ]


def test_the_pages_are_written_once_and_then_current(settings, tmp_path, capsys):
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match=r"Not current: docs/law\.md, docs/states\.md"):
        call_command("write_law", check=True)
    assert list(tmp_path.iterdir()) == []

    call_command("write_law")
    assert capsys.readouterr().out == "Written: docs/law.md\nWritten: docs/states.md\n"

    call_command("write_law", check=True)
    call_command("write_law")
    assert capsys.readouterr().out == ""
