"""The words in Kyrgyz and Russian: gathered from the code, compared, made ready for use.

Needs nothing but Babel: no gettext tools have to be installed.
"""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

FOLDER = Path(settings.LOCALE_PATHS[0])
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PLURALS = {
    "ky": (2, "(n != 1)"),
    "ru": (
        3,
        "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
    ),
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
ROOMS = [
    *["config", "portal", "papers", "awards", "scoring", "applications", "competitions"],
    *["accounts", "ui", "audit"],
]
ALIAS = re.compile(r"\b(n?p?gettext(?:_lazy|_noop)?) as (\w+)")
NAMED = re.compile(r"%\((\w+)\)[sd]")
BARE = re.compile(r"%(?!\(|%)[a-zA-Z]|\{\w*\}")


def gathered() -> Catalog:
    """Every sentence of the program that people may read, with the places where it stands."""
    root = Path(settings.BASE_DIR)
    catalog = Catalog()
    files = [file for room in ROOMS for file in sorted((root / room).rglob("*.py"))]
    files += sorted((root / "templates").rglob("*.*"))
    files += [file for room in ROOMS for file in sorted((root / room).rglob("templates/**/*.*"))]
    for file in files:
        if "migrations" in file.parts:
            continue
        for line, message, comments, context in _sentences(file):
            place = (str(file.relative_to(root)), line)
            python_format = _is_python_format(message)
            catalog.add(
                message,
                locations=[place],
                auto_comments=comments,
                context=context,
                flags={"python-format"} if python_format else (),
            )
    return catalog


def _sentences(file: Path) -> Iterator[tuple]:
    text = file.read_text()
    keywords = KEYWORDS | {alias: KEYWORDS[name] for name, alias in ALIAS.findall(text)}
    if file.suffix != ".py":
        # Django rewrites a template as calls; indentation would be an error to Python.
        text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    source = io.BytesIO(text.encode())
    yield from extract("python", source, keywords, comment_tags=("Translators:",))


def _is_python_format(message: str | tuple) -> bool:
    texts = [message] if isinstance(message, str) else message
    return any(NAMED.search(text or "") for text in texts)


def path(language: str) -> Path:
    """Where the words of a language are kept."""
    return FOLDER / language / "LC_MESSAGES" / "django.po"


def kept(language: str) -> Catalog:
    """The words of a language as they stand in its file; empty when there is none yet."""
    file = path(language)
    if not file.exists():
        return _empty(language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def _empty(language: str) -> Catalog:
    return Catalog(locale=language, project="Demilge", charset="utf-8")


def updated(language: str) -> Catalog:
    """What should stand in the file: every gathered sentence, with the words known so far."""
    old = kept(language)
    new = _empty(language)
    new.fuzzy = False
    for message in gathered():
        if not message.id:
            continue
        known = old.get(_key(message), message.context)
        words = (
            known.string
            if known is not None and known.pluralizable == message.pluralizable
            else None
        )
        new.add(
            message.id,
            words or _nothing(message, language),
            locations=sorted(set(message.locations)),
            flags=message.flags - {"fuzzy"},
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known is not None else (),
            context=message.context,
        )
    return new


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _nothing(message: Message, language: str) -> str | tuple[str, ...]:
    return ("",) * PLURALS[language][0] if message.pluralizable else ""


def update(language: str) -> None:
    """Write the file anew; what is not translated yet stands in it with empty words."""
    file = path(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    # Places without line numbers: a moved line is no change of words.
    write_po(written, updated(language), width=100, sort_output=True, include_lineno=False)
    file.write_bytes(_quiet_head(written.getvalue().decode(), language).encode())


def _quiet_head(text: str, language: str) -> str:
    """A head that says what a reader of the file needs, and does not change by itself."""
    count, rule = PLURALS[language]
    head = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: nplurals={count}; plural={rule};\\n"\n'
    )
    _old, _gap, body = text.partition("\n\n")
    return f"{head}\n{body.strip()}\n"


def faults(language: str) -> list[str]:
    """What keeps this language from being complete, each a line with the sentence it is about."""
    wanted = {(message.context, _key(message)): message for message in gathered() if message.id}
    known = {(message.context, _key(message)): message for message in kept(language) if message.id}
    found = [f"not in the file: {key[1]!r}" for key in wanted if key not in known]
    found += [f"not in the program any more: {key[1]!r}" for key in known if key not in wanted]
    for key in wanted.keys() & known.keys():
        found += [f"{fault}: {key[1]!r}" for fault in _faults(wanted[key], known[key], language)]
    return sorted(found)


def _faults(wanted: Message, known: Message, language: str) -> Iterator[str]:
    if known.fuzzy:
        yield "marked fuzzy"
    words = known.string if isinstance(known.string, list | tuple) else [known.string]
    if wanted.pluralizable and len(words) != PLURALS[language][0]:
        yield f"{len(words)} plural forms instead of {PLURALS[language][0]}"
    if not all(word and word.strip() for word in words):
        yield "not translated"
        return
    texts = [wanted.id] if isinstance(wanted.id, str) else wanted.id
    asked = {name for text in texts for name in NAMED.findall(text)}
    for word in words:
        if set(NAMED.findall(word)) != asked or _bare(word) != _bare(texts[-1]):
            yield "other placeholders"


def _bare(text: str) -> list[str]:
    return sorted(BARE.findall(text))


def compile_changed() -> None:
    """Make the compiled file of every language whose words are newer than it."""
    for language in LANGUAGES:
        source = path(language)
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Written beside and then moved: another process may be doing the same.
        fresh = target.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, kept(language))
        fresh.replace(target)
