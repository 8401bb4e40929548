from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from tests.pages import PAGES


def patterns(resolver: Any) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from patterns(pattern)


def test_every_address_has_a_name():
    assert [str(found.pattern) for found in patterns(get_resolver()) if not found.name] == []


def test_no_two_addresses_share_a_name():
    names = [found.name for found in patterns(get_resolver())]

    assert sorted(set(names)) == sorted(names)


def test_every_address_is_in_the_table_of_pages_and_people():
    assert sorted(PAGES) == sorted(found.name for found in patterns(get_resolver()))
