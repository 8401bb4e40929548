"""Every list and export with 1,200 rows on the database of a small office.

The library cannot prefetch a thousand forward keys on SQLite, so a page that does so falls here;
and what asks the database once a row shows in the number of queries.
"""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Application
from scoring.models import grid_of, ranking_table
from tests.seed import Office

ROWS = 1200
LISTS = [
    ("home", "clerk", 12),
    ("home", "members", 12),
    ("home", "people", 12),
    ("competition_list", "clerk", 12),
    ("application_list", "clerk", 12),
    ("application_list", "auditor", 12),
    ("application_list", "people", 12),
    ("award_list", "clerk", 12),
    ("issued_list", "auditor", 12),
    ("entry_list", "auditor", 12),
    ("commission_list", "members", 12),
]
PAGES = [
    ("ranking", "head", 10),
    ("grid", "clerk", 13),
    ("declarations", "members", 15),
    ("meeting_list", "head", 12),
    ("competition_detail", "clerk", 15),
]


@pytest.fixture
def office(db):
    office = Office(a_call=ROWS)
    office.grow(ROWS)
    return office


def asked(client, office, name, who, *keys, **query):
    person = getattr(office, who)
    client.force_login(
        person[1] if isinstance(person, list) else person,
        backend="accounts.backends.PhoneOrEmailBackend",
    )
    client.get(reverse("notice_list"))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(name, args=keys), query)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return answer, len(queries)


def test_long_lists_open_in_a_handful_of_queries(client, office):
    call = office.calls[0]
    places = [(name, who, most, ()) for name, who, most in LISTS]
    places += [(name, who, most, (call.pk,)) for name, who, most in PAGES]

    found = {}
    for name, who, most, keys in places:
        asked(client, office, name, who, *keys)
        answer, queries = asked(client, office, name, who, *keys)
        found[name, who] = (answer.status_code, queries <= most or queries)

    assert found == {(name, who): (200, True) for name, who, _most, _keys in places}


def test_the_last_page_of_the_register_is_reached(client, office):
    answer, _queries = asked(client, office, "application_list", "clerk", page=24)

    assert len(answer.context["object_list"]) == 50
    assert answer.context["page_obj"].has_next()
    assert asked(client, office, "application_list", "clerk", page=26)[0].status_code == 404


def test_the_ranking_is_whole_on_every_page(office):
    call = office.calls[0]

    table = ranking_table(call, office.head)

    lines = list(table.lines)
    assert len(lines) == len(table.lines) == ROWS
    assert table.lines[50:100] == lines[50:100]
    assert [line.number for line in lines if line.is_last_above] == [
        [line.number for line in lines if line.grant][-1]
    ]
    assert sum(line.grant for line in lines) == table.total <= call.fund


def test_the_grid_is_whole_on_every_page(office):
    grid = grid_of(office.calls[0], office.clerk)

    rows = list(grid.rows)
    assert [row.number for row in rows] == list(range(1, ROWS + 1))
    assert grid.rows[1150:1200] == rows[1150:]
    assert {row.sent for row in rows} == {3}


def test_exports_cost_the_same_for_any_count(client, office):
    call = office.calls[0]
    kept = {}
    for name in ("workbook_register", "workbook_grid"):
        answer, queries = asked(client, office, name, "clerk", call.pk)
        kept[name] = (answer.status_code, queries <= 13 or queries)

    assert kept == {"workbook_register": (200, True), "workbook_grid": (200, True)}
    assert Application.objects.filter(competition=call).count() == ROWS


def test_the_collector_leaves_what_start_up_made_alone(tmp_path):
    words = "import gc, config.wsgi; print(gc.get_freeze_count() > 10_000, gc.get_threshold())"

    said = subprocess.run(
        [sys.executable, "-c", words],
        cwd=settings.BASE_DIR,
        env={"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout == "True (50000, 20, 100)\n"
