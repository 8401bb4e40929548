from papers import law
from tests.architecture.source import ROOT


def test_the_law_is_current():
    assert (ROOT / "docs" / "law.md").read_text() == law.law()


def test_the_diagrams_are_current():
    assert (ROOT / "docs" / "states.md").read_text() == law.states()
