"""What an applicant's phone fetches from the real server, held to what was promised."""

import os
import subprocess
import sys

import pytest

from config.workshop import ROOT


@pytest.mark.real_time
@pytest.mark.sqlite
def test_no_page_of_an_applicant_is_too_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.weights"],
        check=False,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": ""},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing is too heavy." in done.stdout
