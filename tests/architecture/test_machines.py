import importlib
import inspect

import pytest
from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django_fsm import ConcurrentTransitionMixin, FSMFieldMixin

from papers import law
from tests.architecture.source import ROOMS

MODELS = law.acted_upon()
MACHINES = [model for model in MODELS if law.state_field(model) is not None]
EDGES = [
    pytest.param(model, edge, id=f"{model.__name__}.{edge.name} from {edge.source}")
    for model in MACHINES
    for edge in law.edges(model)
]
BEGINNINGS = [model for model in MODELS if hasattr(model, "beginning")]


def named(model: type[models.Model]) -> str:
    return model.__name__


def actions_of(model: type[models.Model]) -> dict[str, object]:
    """Every action of the model's own room and of the rooms above it."""
    found = {}
    for room in ROOMS[ROOMS.index(model._meta.app_label) :]:
        if importlib.util.find_spec(f"{room}.actions"):
            found |= vars(importlib.import_module(f"{room}.actions"))
    return found


def has_action(model: type[models.Model], verb: str) -> bool:
    """An action of that name; or several, where a room edits several kinds of things."""
    return any(name == verb or name.startswith(f"{verb}_") for name in actions_of(model))


@pytest.mark.parametrize("model", MACHINES, ids=named)
def test_a_state_is_protected_and_alone(model):
    fields = [field for field in model._meta.fields if isinstance(field, FSMFieldMixin)]

    assert [(field.name, field.protected, field.editable) for field in fields] == [
        ("state", True, False)
    ]
    assert fields[0].choices


@pytest.mark.parametrize("model", MACHINES, ids=named)
def test_a_machine_uses_no_mixin_of_the_library(model):
    assert not issubclass(model, ConcurrentTransitionMixin)
    assert "FSMModelMixin" not in {parent.__name__ for parent in model.__mro__}


@pytest.mark.parametrize("model", MACHINES, ids=named)
def test_a_machine_can_be_begun_in_the_journal(model):
    assert isinstance(inspect.getattr_static(model, "journal_chain"), property)
    assert callable(model.get_absolute_url)
    assert "__str__" in vars(model)


@pytest.mark.parametrize(("model", "edge"), EDGES)
def test_an_edge_joins_states_that_exist(model, edge):
    states = {value for value, _label in law.state_field(model).choices}

    assert edge.source in states
    assert edge.target is None or edge.target in states


@pytest.mark.parametrize(("model", "edge"), EDGES)
def test_an_edge_has_a_rule_that_says_who(model, edge):
    assert callable(edge.permission)
    assert edge.permission.__name__.startswith("may_")
    assert edge.permission.__doc__


@pytest.mark.parametrize(("model", "edge"), EDGES)
def test_an_edge_has_words_for_the_button_and_for_the_journal(model, edge):
    assert isinstance(edge.custom["label"], Promise)
    assert isinstance(edge.custom["done"], Promise)


@pytest.mark.parametrize(("model", "edge"), EDGES)
def test_an_edge_says_why_it_cannot_be_taken(model, edge):
    for condition in edge.conditions:
        assert isinstance(condition.sentence, Promise), condition.__name__
        assert callable(condition.faults), condition.__name__


@pytest.mark.parametrize(("model", "edge"), EDGES)
def test_an_edge_takes_the_moment_and_facts_spelled_out_by_name(model, edge):
    _self, *parameters = inspect.signature(edge.method).parameters.values()

    assert "at" in {parameter.name for parameter in parameters}
    assert {parameter.kind for parameter in parameters} == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize(("model", "edge"), EDGES)
def test_an_edge_is_carried_out_by_an_action_of_the_same_name(model, edge):
    assert has_action(model, edge.name)


@pytest.mark.parametrize("model", BEGINNINGS, ids=named)
def test_a_beginning_has_a_rule_words_and_an_action(model):
    beginning = model.beginning

    assert beginning.may.__doc__
    assert isinstance(beginning.label, Promise)
    assert isinstance(beginning.done, Promise)
    assert all(isinstance(condition.sentence, Promise) for condition in beginning.conditions)
    assert has_action(model, beginning.verb)


def test_every_public_action_says_what_it_does():
    silent = {
        f"{room}.actions.{name}"
        for room in ROOMS
        if importlib.util.find_spec(f"{room}.actions")
        for name, found in vars(importlib.import_module(f"{room}.actions")).items()
        if inspect.isfunction(found)
        and found.__module__.startswith(f"{room}.actions")
        and not name.startswith("_")
        and not found.__doc__
    }

    assert silent == set()


def test_a_key_to_another_room_is_hidden_from_that_room():
    shown = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model._meta.app_label != model._meta.app_label
        and not (field.remote_field.related_name or "").endswith("+")
    }

    assert shown == set()


def test_no_model_has_an_order_of_its_own():
    ordered = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and model._meta.ordering
    }

    assert ordered == set()
