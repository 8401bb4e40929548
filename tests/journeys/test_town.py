"""The town that lives by chance, for as long as patience lasts."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journeys.town import Town


@pytest.mark.django_db
@pytest.mark.real_time
def test_whatever_people_press_the_laws_hold():
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Town,
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=checks,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
        ),
    )
