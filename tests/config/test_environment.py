"""A value of the environment is right, or the start stops with a sentence."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

DEFAULT = Path("/srv/office/database.sqlite3")


@pytest.fixture
def given(monkeypatch):
    """Puts a value into the environment under the name GIVEN."""
    monkeypatch.delenv("GIVEN", raising=False)
    return lambda value: monkeypatch.setenv("GIVEN", value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), (" YES ", True), ("on", True), ("0", False), ("No", False), ("", True)],
)
def test_switch(given, value, expected):
    given(value)

    assert environment.switch("GIVEN", default=True) is expected


def test_switch_refuses_another_word(given):
    given("maybe")

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.switch("GIVEN", default=True)

    assert str(refused.value) == "GIVEN is 'maybe': write 1 for yes or 0 for no."


@pytest.mark.parametrize(("value", "expected"), [("12", 12), ("", 7), ("0", 0)])
def test_whole(given, value, expected):
    given(value)

    assert environment.whole("GIVEN", 7) == expected


@pytest.mark.parametrize("value", ["-1", "1.5", "ten", "1e3"])
def test_whole_refuses_what_is_not_a_whole_number(given, value):
    given(value)

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.whole("GIVEN", 7)

    assert str(refused.value) == f"GIVEN is '{value}': write a whole number, for example 7."


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a.kg, b.kg", ["a.kg", "b.kg"]), ("a.kg,", ["a.kg"]), ("", ["localhost"])],
)
def test_hosts(given, value, expected):
    given(value)

    assert environment.hosts("GIVEN", ["localhost"]) == expected


@pytest.mark.parametrize("value", ["https://a.kg", "a.kg b.kg"])
def test_hosts_refuses_addresses(given, value):
    given(value)

    with pytest.raises(ImproperlyConfigured, match="write host names separated by commas"):
        environment.hosts("GIVEN", [])


def test_folder_is_made(given, tmp_path):
    given(str(tmp_path / "a" / "b"))

    assert environment.folder("GIVEN", tmp_path) == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()


def test_folder_that_cannot_be_made(given, tmp_path):
    (tmp_path / "file").touch()
    given(str(tmp_path / "file" / "b"))

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.folder("GIVEN", tmp_path)

    assert str(refused.value) == (
        f"GIVEN: the folder {tmp_path}/file/b cannot be made (Not a directory)."
    )


def test_secret_is_made_once_and_kept_from_others(given, tmp_path):
    kept = tmp_path / "secret_key"

    first = environment.secret("GIVEN", kept)

    assert environment.secret("GIVEN", kept) == first
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_secret_is_given(given, tmp_path):
    given("x" * 32)

    assert environment.secret("GIVEN", tmp_path / "secret_key") == "x" * 32
    assert list(tmp_path.iterdir()) == []


def test_secret_is_too_short(given, tmp_path):
    given("x" * 31)

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.secret("GIVEN", tmp_path / "secret_key")

    assert str(refused.value) == "GIVEN is too short: at least 32 characters are needed."


def test_database_is_a_file_by_default(given):
    found = environment.database("GIVEN", Path("/tmp/database.sqlite3"))

    assert (found["ENGINE"], found["NAME"]) == (
        "config.sqlite3",
        "/tmp/database.sqlite3",
    )
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("address", "name"),
    [("sqlite:////tmp/a b.sqlite3", "/tmp/a b.sqlite3"), ("sqlite:////tmp/%D3%A9", "/tmp/ө")],
)
def test_database_file_of_an_address(given, address, name):
    given(address)

    assert environment.database("GIVEN", DEFAULT)["NAME"] == name


def test_an_empty_address_is_no_address(given):
    given(" ")

    assert environment.database("GIVEN", Path("/tmp/a.sqlite3"))["NAME"] == "/tmp/a.sqlite3"


def test_database_server_of_an_address(given):
    given("postgresql://clerk:a%40b@db.example:5433/office")

    found = environment.database("GIVEN", DEFAULT)

    wanted = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert [found[name] for name in wanted] == [
        "django.db.backends.postgresql",
        "office",
        "clerk",
        "a@b",
        "db.example",
        "5433",
    ]


def test_database_server_behind_a_socket(given):
    given("postgresql://postgres@/office?host=/run/postgresql&port=5444")

    found = environment.database("GIVEN", DEFAULT)

    assert (found["HOST"], found["PORT"]) == ("/run/postgresql", "5444")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://host/name", "GIVEN is not understood"),
        ("office.sqlite3", "GIVEN is not understood"),
        ("sqlite://", "GIVEN: the file is missing"),
        ("sqlite:////nowhere/at/all.sqlite3", "GIVEN: the folder /nowhere/at does not exist."),
        ("postgresql://host", "GIVEN: the name of the database is missing"),
        ("postgresql://host:many/name", "GIVEN: the port is not a number."),
    ],
)
def test_database_address_that_is_not_understood(given, address, sentence):
    given(address)

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.database("GIVEN", DEFAULT)

    assert str(refused.value).startswith(sentence)
