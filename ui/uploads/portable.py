"""What a PDF would do when it is opened: told from its names, without drawing a page."""

import base64
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ui.uploads.kinds import Unfit

MOST_UNPACKED = 30 * 1024 * 1024
MOST_STREAMS = 100_000
MOST_HITS = 200
LONGEST_OBJECT = 200_000

END = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)"
# Words too long to meet by chance in a packed picture: looked for in every byte.
LONG = {
    b"JavaScript": "active",
    b"Launch": "active",
    b"Rendition": "active",
    b"SubmitForm": "active",
    b"ImportData": "active",
    b"GoToE": "active",
    b"RichMedia": "attached",
    b"EmbeddedFile": "attached",
}
# Short ones may: looked for between the streams and in packed objects.
SHORT = {b"JS": "active", b"AA": "active", b"XFA": "form", b"EF": "attached"}
LONG_NAME = re.compile(rb"/(" + b"|".join(LONG) + rb")" + END)
SHORT_NAME = re.compile(rb"/(JS|XFA|EF)" + END + rb"|/(AA)\s*(?:<<|\d+\s+\d+\s+R)")
LOCK = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
# Nobody escapes letters of these words but to hide them.
REGULAR = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
ESCAPED = re.compile(rb"/(" + REGULAR + rb"{0,90}?#[0-9A-Fa-f]{2}" + REGULAR + rb"{0,90})")
LETTER = re.compile(rb"#([0-9A-Fa-f]{2})")
HIDEABLE = {*LONG, *SHORT, b"Encrypt", b"ObjStm", b"OpenAction", b"URI", b"Filter", b"First"}

STREAM = re.compile(rb"(?<!end)stream(?=[\r\n])\r?\n?")
FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+|\d+\s+\d+\s+R)")
PREDICTOR = re.compile(rb"/Predictor\s+0*([2-9]|1\d)")
PACKED_OBJECTS = re.compile(rb"/ObjStm" + END)
FIRST = re.compile(rb"/First\s+(\d{1,9})")
OPENING = re.compile(rb"/OpenAction\s*(?:(<<.{0,600})|(\d+)\s+\d+\s+R)", re.DOTALL)
LEAVING = re.compile(rb"/S\s*/(?:URI|GoToR)" + END)
TOKEN = re.compile(rb"\\.|<<|<[^<>]*>|[()]|%[^\r\n]*", re.DOTALL)


@dataclass(slots=True)
class Text:
    """A stretch of a PDF that is read word by word; where objects begin in it, if that is told."""

    body: bytes
    starts: Sequence[int] = ()
    objects: dict[int, int] = field(default_factory=dict)

    def beginning(self, place: int) -> int:
        """Where the object begins that this place lies in."""
        if self.starts:
            return self.starts[max(bisect_right(self.starts, place) - 1, 0)]
        return self.body.rfind(b"obj", 0, place) + 3

    def is_said(self, place: int) -> bool:
        """Whether this place is only spoken of, in a title or an address, and does nothing.

        SECURITY: read from the nearest place at which a reader could begin, so that no bracket
        opened before it can hide what stands here.
        """
        begin = self.beginning(place)
        before = self.body[begin:place]
        if len(before) > LONGEST_OBJECT or b"stream" in before:
            return False
        depth = 0
        for token in TOKEN.findall(before):
            if token == b"(":
                depth += 1
            elif token == b")":
                depth = max(depth - 1, 0)
            elif depth and token.startswith((b"%", b"<")):
                # Inside brackets these are letters like others, and so are brackets after them.
                depth += token.count(b"(") - token.count(b")")
        return depth > 0


def search(file: Any) -> None:
    """Refuses a PDF that starts something when it is opened, or cannot be looked into."""
    file.seek(0)
    body = file.read()
    whole = Text(body)
    if LOCK.search(body):
        raise Unfit("locked")
    refuse_hidden(body)
    refuse(whole, LONG_NAME, LONG)
    texts = [Text(words) for words in between_streams(body)]
    packed = list(packed_objects(body))
    for text in packed:
        refuse_hidden(text.body)
        refuse(text, LONG_NAME, LONG)
    for text in (*texts, *packed):
        refuse(text, SHORT_NAME, SHORT)
    refuse_leaving(whole, packed)


def refuse(text: Text, names: re.Pattern[bytes], codes: dict[bytes, str]) -> None:
    """Refuses a word of harm, unless it only stands in a sentence."""
    for count, hit in enumerate(names.finditer(text.body)):
        if count > MOST_HITS or not text.is_said(hit.start()):
            raise Unfit(codes[hit[hit.lastindex or 1]])


def refuse_hidden(body: bytes) -> None:
    """Names may hide their letters behind #4A and the like; honest programs hide none of these."""
    for hit in ESCAPED.finditer(body):
        name = LETTER.sub(lambda letter: bytes([int(letter[1], 16)]), hit[1])
        if name in HIDEABLE:
            raise Unfit(LONG.get(name) or SHORT.get(name) or "hidden")


def refuse_leaving(whole: Text, packed: Sequence[Text]) -> None:
    """Refuses what goes to the web by itself; a link that waits to be pressed may stay."""
    for text in (whole, *packed):
        for opening in OPENING.finditer(text.body):
            action = opening[1] or object_numbered(int(opening[2]), whole, packed)
            if LEAVING.search(action.partition(b"endobj")[0]):
                raise Unfit("opens")


def object_numbered(number: int, whole: Text, packed: Sequence[Text]) -> bytes:
    for text in packed:
        if number in text.objects:
            begin = text.objects[number]
            return text.body[begin : begin + 600]
    found = list(re.finditer(rb"(?<!\d)0*%d\s+\d+\s+obj(.{0,600})" % number, whole.body, re.DOTALL))
    return b"\n".join(one[1].partition(b"endobj")[0] for one in found)


def between_streams(body: bytes) -> Iterator[bytes]:
    """What stands between the streams."""
    place = 0
    while opening := STREAM.search(body, place):
        closing = body.find(b"endstream", opening.end())
        yield body[place : opening.start()]
        place = len(body) if closing < 0 else closing + len(b"endstream")
    yield body[place:]


def packed_objects(body: bytes) -> Iterator[Text]:
    """The objects that are packed into streams, unpacked.

    SECURITY: asked of every place where a stream could begin, also inside another: a reader
    finds its objects by a table and does not read from top to bottom as we do.
    """
    left = MOST_UNPACKED
    for count, opening in enumerate(STREAM.finditer(body)):
        if count > MOST_STREAMS:
            raise Unfit("bomb")
        begin = max(body.rfind(b"endstream", 0, opening.start()), opening.start() - 4096, 0)
        before = body[begin : opening.start()]
        facts = before[before.rfind(b"obj") + 3 :]
        if PACKED_OBJECTS.search(before) and not PACKED_OBJECTS.search(facts):
            raise Unfit("hidden")
        first = FIRST.search(facts)
        if not first and not PACKED_OBJECTS.search(facts):
            continue
        closing = body.find(b"endstream", opening.end())
        stream = body[opening.end() : closing if closing >= 0 else len(body)]
        inside = unpacked(facts, stream, left)
        left -= len(inside)
        if left <= 0:
            raise Unfit("bomb")
        yield text_of(inside, int(first[1]) if first else 0)


def text_of(inside: bytes, first: int) -> Text:
    """The unpacked objects with the table of where each begins."""
    numbers = [int(one) for one in re.findall(rb"\d{1,9}", inside[:first])]
    objects = {
        number: first + offset for number, offset in zip(numbers[::2], numbers[1::2], strict=False)
    }
    return Text(inside, sorted({0, *objects.values()}), objects)


def unpacked(facts: bytes, stream: bytes, limit: int) -> bytes:
    """The words of a packed stream; what is packed in an unheard-of way is refused."""
    filters = set(FILTERS.findall(facts))
    if len(filters) > 1 or PREDICTOR.search(facts):
        raise Unfit("hidden")
    chain = re.findall(rb"/?\w+", next(iter(filters), b""))
    for name in chain:
        if name == b"/FlateDecode":
            stream = inflated(stream, limit)
        elif name == b"/ASCIIHexDecode":
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", stream.partition(b">")[0])
            stream = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif name == b"/ASCII85Decode":
            try:
                stream = base64.a85decode(stream.partition(b"~")[0])
            except ValueError as error:
                raise Unfit("hidden") from error
        else:
            raise Unfit("hidden")
    return stream


def inflated(stream: bytes, limit: int) -> bytes:
    """As much as can be read, as a lenient reader would."""
    engine, out, size = zlib.decompressobj(), [], 0
    try:
        for place in range(0, len(stream), 16_384):
            piece = engine.decompress(stream[place : place + 16_384], max(limit - size, 1))
            out.append(piece)
            size += len(piece)
            if size >= limit:
                raise Unfit("bomb")
            if engine.eof:
                break
    except zlib.error as error:
        if not size:
            raise Unfit("hidden") from error
    return b"".join(out)
