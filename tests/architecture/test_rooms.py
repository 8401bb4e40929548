import ast

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.source import files, shelf

BACK_ROOMS = {"views", "forms", "notices", "urls", "admin"}
CLOCKS = {"timezone", "datetime", "date"}
DOMAIN = {"accounts", "competitions", "applications", "scoring", "awards"}
DOORS = {"visible_to", "public"}  # the second is what the portal shows to anybody
WRITING = {"perform", "begin", "acting", "hold"}


def imported_from(tree: ast.Module, module: str) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def test_rooms_and_shelves_look_down(capsys):
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_a_room_is_entered_by_its_front_door():
    """Models, querysets, rules, actions, choices and reckoning; never another room's pages."""
    entered = {
        f"{place}: {node.module}"
        for place, path, tree in files()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for room, _dot, inside in [node.module.partition(".")]
        if room in DOMAIN
        and not place.startswith(f"{room}/")
        and {
            inside.partition(".")[0],
            *({alias.name for alias in node.names} if not inside else ()),
        }
        & BACK_ROOMS
        and shelf(path) != "urls"
    }

    assert entered == set()


def test_only_actions_call_the_kernel():
    callers = {
        place
        for place, path, tree in files()
        if imported_from(tree, "audit.acts") & WRITING and shelf(path) != "actions"
    }

    assert callers == set()


def test_only_actions_call_the_kernel_by_its_full_name():
    callers = {
        f"{place}:{node.lineno}"
        for place, path, tree in files()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and is_named(node.value, {"acts"})
        and node.attr in WRITING
        and shelf(path) != "actions"
    }

    assert callers == set()


def test_nobody_sets_a_state_in_a_query():
    setting = {
        f"{place}:{node.lineno}"
        for place, _path, tree in files()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"update", "update_or_create", "bulk_update"}
        and ("state" in {keyword.arg for keyword in node.keywords} or "'state'" in ast.dump(node))
    }

    assert setting == set()


def test_views_reach_rows_only_through_visible_to():
    reached = {}
    for place, path, tree in files():
        if shelf(path) != "views":
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr in {"objects", "_base_manager", "_default_manager"}
            ):
                reached.setdefault(node.attr, set()).add(f"{place}:{node.lineno}")

    assert {method: places for method, places in reached.items() if method not in DOORS} == {}


def test_a_moment_is_asked_of_the_office_clock_only():
    asked = {
        f"{place}:{node.lineno}"
        for place, _path, tree in files()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow"}
        and is_named(node.func.value, CLOCKS)
        and place != "audit/clock.py"
    }

    assert asked == set()


def is_named(node: ast.expr, names: set[str]) -> bool:
    return (isinstance(node, ast.Name) and node.id in names) or (
        isinstance(node, ast.Attribute) and node.attr in names
    )
