import pytest

from ui import catalogues


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_sentence_is_said_in_this_language(language):
    assert catalogues.faults(language) == []
