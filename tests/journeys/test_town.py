"""The town that lives by chance, for as long as patience lasts."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journeys.life import Life
from tests.journeys.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.real_time]
CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.mark.parametrize(("machine", "examples", "steps"), [(Town, 20, 40), (Life, 20, 30)])
def test_whatever_people_press_the_laws_hold(machine, examples, steps):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=CHECKS,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
        ),
    )


def test_somebody_who_goes_on_brings_a_call_to_its_end():
    life = Life()
    try:
        life.people_the_town()
        for _step in range(120):
            life.go_on()

        assert life.call_now().state == "completed"
    finally:
        life.teardown()
