"""Texts with named fields: any text is filled, or its faults are named; nothing is obeyed."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ui.placeholders import faults, fields_in, filled, key_of, pieces

TWICE = "A brace as such is written twice: {{ or }}."
OPENED = "a field is opened with { and not closed with } on the same line."
KNOWN = ["грант", "день начала"]
# Braces are what it is all about: they come often, beside letters, blanks and ends of lines.
TEXTS = st.text(st.sampled_from("{}{}{} \nгрантДень_начала%$<&"), max_size=60) | st.text(
    max_size=80
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@given(TEXTS)
def test_any_text_is_filled_or_its_faults_are_named(text):
    found = faults(text, KNOWN)
    said = filled(text, {"грант": "50 000", "день начала": "1 мая"})

    unknown = set(fields_in(text)) - {key_of(name) for name in KNOWN}
    loose = [piece for piece in pieces(text) if piece.is_loose]
    assert bool(found) == bool(unknown or loose)
    if not found:
        assert said.count("50 000") >= text.count("{грант}") - text.count("{{грант}}")
    assert all("Line " in sentence for sentence in found)


@given(TEXTS, st.text(max_size=40))
def test_what_is_put_in_is_never_read_again(text, value):
    whole = filled("{грант}", {"грант": value})
    twice = filled("«{грант}»", {"грант": "{день начала}", "день начала": "нет"})

    assert whole == value
    assert twice == "«{день начала}»"
    assert filled(text, {}) == filled(text, {})


@given(TEXTS)
def test_the_lines_of_the_pieces_are_the_lines_of_the_text(text):
    lines = text.split("\n")

    for piece in pieces(text):
        if piece.is_field:
            assert piece.words in lines[piece.line - 1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Грант: {грант}", []),
        ("Грант: { ГРАНТ }, {День_начала}", []),
        ("{{грант}} и }}", []),
        ("а\n{сумма}", ["Line 2: there is no field “сумма”."]),
        ("{грнат}", ["Line 1: there is no field “грнат”. Did you mean “грант”?"]),
        ("{}", ["Line 1: no name stands between the braces."]),
        (
            "а\nб {грант\n}",
            [f"Line 2: {OPENED} {TWICE}", f"Line 3: there is a }} and no {{ before it. {TWICE}"],
        ),
        ("{грант.__class__}", ["Line 1: there is no field “грант.__class__”."]),
        ("{% грант %}", ["Line 1: there is no field “% грант %”. Did you mean “грант”?"]),
    ],
)
def test_a_fault_says_the_name_and_the_line(text, said):
    found = faults(text, KNOWN)

    assert [one.split(" Did")[0] for one in found] == [one.split(" Did")[0] for one in said]


def test_braces_as_such_are_written_twice():
    assert filled("{{грант}} = {грант}", {"грант": "5"}) == "{грант} = 5"
