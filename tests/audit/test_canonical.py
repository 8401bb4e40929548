import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from audit.canonical import canonical, fingerprint, plain, short_code


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("Өмүр", "Өмүр"),
        (Decimal("200000.00"), "200000.00"),
        (Fraction(1, 3), "1/3"),
        (gettext_lazy("Nobody says this."), "Nobody says this."),
        (Role.CLERK, "clerk"),
        (dt.date(2026, 3, 2), "2026-03-02"),
        (dt.time(9, 30), "09:30:00"),
        ((1, 2), [1, 2]),
        ({"a": {Decimal("1.50")}}, {"a": ["1.50"]}),
    ],
)
def test_plain(value, expected):
    assert plain(value) == expected


def test_plain_writes_moments_in_utc_to_the_microsecond():
    bishkek = dt.timezone(dt.timedelta(hours=6))

    assert plain(dt.datetime(2026, 3, 2, 9, 0, tzinfo=bishkek)) == "2026-03-02T03:00:00.000000Z"


def test_plain_names_a_file():
    assert plain(ContentFile(b"words", "letter.pdf")) == "letter.pdf"


def test_plain_refuses_what_has_no_exact_text():
    with pytest.raises(TypeError, match="float cannot be written into the journal"):
        plain({"sum": 0.1})


def test_plain_names_a_row(aigul):
    assert plain(aigul) == {"id": aigul.pk, "label": "Айгүл Сыдыкова"}


def test_canonical_does_not_depend_on_the_order_of_keys():
    assert canonical({"ө": 1, "a": [True, None]}) == '{"a":[true,null],"ө":1}'
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def test_short_code_is_read_off_the_fingerprint():
    assert short_code("0" * 64) == "0000-0000-0000"
    assert short_code("f" * 64) == "ZZZZ-ZZZZ-ZZZZ"
    assert short_code("0" * 14 + "1" + "f" * 49) == "0000-0000-0001"
