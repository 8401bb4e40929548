"""What a typed code leads to: the paper it was printed on, or the entry of the journal it names."""

from dataclasses import dataclass

from accounts.models import Municipality
from audit.chain import short_code, typed_code
from audit.models import Entry
from papers.models import Issued

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands behind a code."""

    code: str
    issued: Issued | None = None
    entry: Entry | None = None
    place: str = ""


def find(typed: str) -> Found | None:
    """The paper, or the entry, this code was printed for; nothing when there is none."""
    code = typed_code(typed)
    prefix = prefix_of(code)
    if prefix is None:
        return None
    issued = Issued.objects.with_place().filter(code=code).first()
    if issued is not None:
        return Found(code=code, issued=issued)
    entry = Entry.objects.filter(hash__gte=prefix, hash__lt=f"{prefix}g").first()
    if entry is None or short_code(entry.hash) != code:
        return None
    place = Municipality.objects.filter(soate=entry.chain).first()
    return Found(code=code, entry=entry, place=str(place or ""))


def prefix_of(code: str) -> str | None:
    """The fifteen first figures of the fingerprint behind a code; nothing when it is none."""
    letters = code.replace("-", "")
    if len(letters) != LETTERS or set(letters) - set(ALPHABET):
        return None
    number = 0
    for letter in letters:
        number = number * 32 + ALPHABET.index(letter)
    return f"{number:015x}"
