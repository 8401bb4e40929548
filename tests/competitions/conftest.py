"""Sentences are compared as they are written in the code; people are signed in in one word."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User


@pytest.fixture(autouse=True)
def in_english(client: Client) -> Iterator[None]:
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def sign_in(client: Client) -> Callable[[User | None], Client]:
    """The browser of this person; of nobody, signed out."""

    def enter(person: User | None) -> Client:
        client.logout()
        client.cookies["django_language"] = "en"
        if person is not None:
            client.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
        return client

    return enter
