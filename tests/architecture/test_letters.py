import ast

import pytest
from django.template.loader import get_template

from tests.architecture.source import ROOT, files, shelf

LETTERS = ROOT / "templates" / "emails"
SUBJECT, BODY = ".subject.txt", ".txt"


def test_every_letter_has_a_subject_and_a_body():
    names = [
        str(file.relative_to(LETTERS)) for file in LETTERS.rglob("*.txt") if file.name[0] != "_"
    ]
    subjects = {name.removesuffix(SUBJECT) for name in names if name.endswith(SUBJECT)}
    bodies = {name.removesuffix(BODY) for name in names if not name.endswith(SUBJECT)}

    assert subjects == bodies


def named_letters() -> list[str]:
    """The letters that notices name in one word."""
    return sorted(
        {
            keyword.value.value
            for _place, path, tree in files()
            if shelf(path) == "notices"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            for keyword in node.keywords
            if keyword.arg == "template" and isinstance(keyword.value, ast.Constant)
        }
    )


@pytest.mark.parametrize("ending", [SUBJECT, BODY])
@pytest.mark.parametrize("name", named_letters())
def test_a_letter_that_is_named_exists(name, ending):
    assert get_template(f"emails/{name}{ending}")
