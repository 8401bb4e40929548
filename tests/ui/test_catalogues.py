"""Words in every language: gathered, compared, made ready."""

import gettext
import os

import pytest
from django.core.management import CommandError, call_command

from ui import catalogues

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
FORMS = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@pytest.fixture
def house(settings, tmp_path, monkeypatch):
    """A small house: one module, one template, and a folder for words."""
    (tmp_path / "portal" / "migrations").mkdir(parents=True)
    (tmp_path / "portal" / "migrations" / "0001_start.py").write_text("_('frozen')")
    (tmp_path / "templates").mkdir()
    (tmp_path / "portal" / "views.py").write_text(
        "from django.utils.translation import gettext as say, ngettext\n"
        "say('Sum: %(sum)s som')\n"
        "ngettext('%(count)s call', '%(count)s calls', 2)\n"
    )
    (tmp_path / "templates" / "page.html").write_text(
        "{% extends 'base.html' %}\n"
        "  {% block content %}\n"
        "    <p>{% translate 'Open' context 'state' %}</p>\n"
        "      {% blocktranslate trimmed with name=person.name %}\n"
        "        Dear {{ name }}\n"
        "      {% endblocktranslate %}\n"
        "  {{ _('Close')|upper }}\n"
        "{% endblock content %}\n"
    )
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path / "locale")
    return tmp_path


def write(text, language="ky"):
    file = catalogues.path(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + FORMS + "\n" + text)


WHOLE = """
msgid "Sum: %(sum)s som"
msgstr "Сумма: %(sum)s сом"

msgid "%(count)s call"
msgid_plural "%(count)s calls"
msgstr[0] "%(count)s сынак"
msgstr[1] "%(count)s сынак"

msgctxt "state"
msgid "Open"
msgstr "Ачык"

msgid "Dear %(name)s"
msgstr "Урматтуу %(name)s"

msgid "Close"
msgstr "Жабуу"
"""


@pytest.mark.usefixtures("house")
def test_sentences_are_gathered_from_code_and_templates():
    found = {(message.context, message.id) for message in catalogues.gathered() if message.id}

    assert found == {
        (None, "Sum: %(sum)s som"),
        (None, ("%(count)s call", "%(count)s calls")),
        ("state", "Open"),
        (None, "Dear %(name)s"),
        (None, "Close"),
    }


@pytest.mark.usefixtures("house")
def test_a_complete_language_has_no_faults():
    write(WHOLE)

    assert catalogues.faults("ky") == []


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('msgstr "Жабуу"', 'msgstr ""', "not translated: 'Close'"),
        ('msgstr "Жабуу"', 'msgstr " "', "not translated: 'Close'"),
        ('msgid "Close"', '#, fuzzy\nmsgid "Close"', "marked fuzzy: 'Close'"),
        ("Сумма: %(sum)s сом", "Сумма", "other placeholders: 'Sum: %(sum)s som'"),
        ("Урматтуу %(name)s", "Урматтуу %(nam)s", "other placeholders: 'Dear %(name)s'"),
        ('[1] "%(count)s сынак', '[1] "сынак', "other placeholders: '%(count)s call'"),
        ("Жабуу", "Жабуу %s", "other placeholders: 'Close'"),
        ('[1] "%(count)s сынак', '[1] "', "not translated: '%(count)s call'"),
    ],
)
def test_a_fault_is_named(good, bad, fault):
    write(WHOLE.replace(good, bad))

    assert catalogues.faults("ky") == [fault]


@pytest.mark.usefixtures("house")
def test_a_sentence_that_is_missing_or_left_over_is_named():
    write(WHOLE.replace('msgid "Close"', 'msgid "Shut"'))

    assert catalogues.faults("ky") == [
        "not in the file: 'Close'",
        "not in the program any more: 'Shut'",
    ]


@pytest.mark.usefixtures("house")
def test_updating_keeps_known_words_and_drops_the_others():
    write(WHOLE.replace('msgid "Close"', 'msgid "Shut"'))

    catalogues.update("ky")

    assert catalogues.faults("ky") == ["not translated: 'Close'"]
    text = catalogues.path("ky").read_text()
    assert 'msgstr "Урматтуу %(name)s"' in text
    assert "Shut" not in text


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_updating_twice_changes_nothing(language):
    catalogues.update(language)
    first = catalogues.path(language).read_text()

    catalogues.update(language)

    assert catalogues.path(language).read_text() == first
    assert len(catalogues.faults(language)) == 5


@pytest.mark.usefixtures("house")
def test_words_are_made_ready_only_when_they_changed():
    write(WHOLE)
    ready = catalogues.path("ky").with_suffix(".mo")

    catalogues.compile_changed()
    with ready.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Close") == "Жабуу"
    assert words.ngettext("%(count)s call", "%(count)s calls", 5) == "%(count)s сынак"

    os.utime(ready, (4_000_000_000, 4_000_000_000))
    catalogues.compile_changed()
    assert ready.stat().st_mtime == 4_000_000_000


def commanded(capsys, **what):
    call_command("catalogues", **what)
    return capsys.readouterr().out


@pytest.mark.usefixtures("house")
def test_the_command_says_what_is_missing(capsys):
    with pytest.raises(CommandError, match="Not every language is complete"):
        call_command("catalogues", check=True)

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ky: not in the file: '%(count)s call'"
    assert [line for line in lines if line.endswith("faults")] == ["ky: 5 faults", "ru: 5 faults"]


@pytest.mark.usefixtures("house")
def test_the_command_gathers_and_makes_ready(capsys):
    said = commanded(capsys, update=True)

    assert said.splitlines()[-1] == "ru: 5 faults"
    assert commanded(capsys, compile=True) == ""
    assert catalogues.path("ru").with_suffix(".mo").exists()


@pytest.mark.usefixtures("house")
def test_the_command_says_that_a_language_is_complete(capsys, settings, monkeypatch):
    monkeypatch.setattr(catalogues, "LANGUAGES", ["ky"])
    write(WHOLE)

    assert commanded(capsys, check=True) == "ky: complete\n"


@pytest.mark.usefixtures("house")
def test_a_number_of_plural_forms_that_does_not_fit_is_named():
    write(WHOLE.replace('msgstr[1] "%(count)s сынак"\n', ""))
    file = catalogues.path("ky")
    file.write_text(file.read_text().replace("nplurals=2; plural=(n != 1)", "nplurals=1; plural=0"))

    assert catalogues.faults("ky") == ["1 plural forms instead of 2: '%(count)s call'"]


@pytest.mark.usefixtures("house")
def test_a_language_without_words_needs_no_making_ready():
    catalogues.compile_changed()

    assert not catalogues.path("ky").with_suffix(".mo").exists()
