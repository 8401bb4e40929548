"""PDFs that act are refused; the PDFs of every day are not."""

import base64
import io
import zlib

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.files import PLAIN_PDF, packed, pdf
from ui.uploads import portable
from ui.uploads.kinds import Unfit

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def verdict(body):
    try:
        portable.search(io.BytesIO(body))
    except Unfit as unfit:
        return str(unfit)
    return "taken"


BAD = {
    "a script": (pdf(SCRIPT), "active"),
    "a script after the end": (PLAIN_PDF + SCRIPT, "active"),
    "a script behind a picture": (
        pdf(b"<< >>\nstream\n\x01\nendstream", b"<< /S /Rendition /JS (x) >>"),
        "active",
    ),
    "only the words of a script": (pdf(b"<< /S 7 0 R /JS (x) >>"), "active"),
    "a script in other letters": (pdf(b"<< /S /Java#53cript >>"), "active"),
    "a program": (pdf(b"<< /S /Launch /F (cmd.exe) >>"), "active"),
    "a program in other letters": (pdf(b"<< /S /#4caunch >>"), "active"),
    "a form that is sent": (pdf(b"<< /S /SubmitForm /F (http://x) >>"), "active"),
    "data that are fetched": (pdf(b"<< /S /ImportData >>"), "active"),
    "what a page does by itself": (pdf(b"<< /Type /Page /AA << /O 9 0 R >> >>"), "active"),
    "what a page does, elsewhere": (pdf(b"<< /Type /Page /AA 12 0 R >>"), "active"),
    "a file inside": (pdf(b"<< /Type /EmbeddedFile >>\nstream\nMZ\nendstream"), "attached"),
    "a file inside, not called so": (pdf(b"<< /Type /Filespec /EF << /F 8 0 R >> >>"), "attached"),
    "a film": (pdf(b"<< /Subtype /RichMedia >>"), "attached"),
    "a form of its own kind": (pdf(b"<< /AcroForm << /XFA 7 0 R >> >>"), "form"),
    "an opening that goes to the web": (
        pdf(b"<< /OpenAction << /S /URI /URI (http://x) >> >>"),
        "opens",
    ),
    "an opening that goes to the web, elsewhere": (
        pdf(b"<< /OpenAction 6 0 R >>", b"<< /S /URI /URI (http://x) >>"),
        "opens",
    ),
    "an opening that goes to a neighbour's disk": (
        pdf(b"<< /OpenAction << /S /GoToR /F (\\\\\\\\host\\\\share) >> >>"),
        "opens",
    ),
    "an opening that is packed away": (
        pdf(b"<< /OpenAction 9 0 R >>", packed(b"<< /S /URI /URI (http://x) >>")),
        "opens",
    ),
    "a lock": (PLAIN_PDF + b"trailer << /Encrypt 5 0 R >>", "locked"),
    "a lock in other letters": (PLAIN_PDF + b"trailer << /#45ncrypt 5 0 R >>", "hidden"),
    "a packed script": (pdf(packed(SCRIPT)), "active"),
    "a packed script in other letters": (pdf(packed(b"<< /S /Java#53cript >>")), "active"),
    "packed short words": (pdf(packed(b"<< /JS (x) >>")), "active"),
    "packed in digits": (
        pdf(packed(b"", filters=b"/ASCIIHexDecode", stream=(b"9 0 " + SCRIPT).hex().encode())),
        "active",
    ),
    "packed twice": (
        pdf(
            packed(
                b"",
                filters=b"[/ASCII85Decode /FlateDecode]",
                stream=base64.a85encode(zlib.compress(b"9 0 " + SCRIPT)) + b"~>",
            )
        ),
        "active",
    ),
    "packed and broken off": (
        pdf(packed(b"", stream=zlib.compress(b"9 0 " + SCRIPT)[:-4])),
        "active",
    ),
    "packed as nobody does": (pdf(packed(SCRIPT, filters=b"/LZWDecode")), "hidden"),
    "packed, saying so elsewhere": (pdf(packed(SCRIPT, filters=b"7 0 R")), "hidden"),
    "packed in two ways at once": (
        pdf(packed(SCRIPT, filters=b"/FlateDecode /Filter /LZWDecode")),
        "hidden",
    ),
    "packed with a guess": (
        pdf(packed(SCRIPT, filters=b"/FlateDecode /DecodeParms << /Predictor 12 >>")),
        "hidden",
    ),
    "packed in rubbish": (pdf(packed(b"", stream=b"rubbish")), "hidden"),
    "packed in bad signs": (
        pdf(packed(b"", filters=b"/ASCII85Decode", stream=b"vvvv~>")),
        "hidden",
    ),
    "packed under another name": (
        pdf(packed(SCRIPT).replace(b"/Type /ObjStm", b"/Type /Obj#53tm")),
        "hidden",
    ),
    "packed under no name": (
        pdf(packed(SCRIPT).replace(b"/Type /ObjStm", b"/Type 8 0 R")),
        "active",
    ),
    "packed behind a word that looks like a stream": (
        pdf(b"<< /Title (>> stream\n) >>", packed(SCRIPT)),
        "active",
    ),
    "packed behind a word that looks like an object": (
        pdf(packed(SCRIPT).replace(b"/Filter", b"/X (3 0 obj) /Filter")),
        "hidden",
    ),
    "an object that begins inside a sentence": (
        pdf(b"<< /Title (9 0 obj << /S /JavaScript >> endobj) >>"),
        "active",
    ),
    "a packed object that begins inside a sentence": (
        pdf(packed(b"", stream=zlib.compress(b"9 7 ( said << /S /JavaScript >>)"))),
        "active",
    ),
    "a bracket in a comment": (pdf(b"<< % (\n /S /JavaScript >>"), "active"),
    "a bracket in digits": (pdf(b"<< /X <48(65> /S /JavaScript >>"), "active"),
    "a closed bracket": (pdf(b"<< /X (a\\)b) /S /JavaScript >>"), "active"),
    "far too much": (
        pdf(packed(b"", stream=zlib.compress(b"0" * (portable.MOST_UNPACKED + 1)))),
        "bomb",
    ),
}
GOOD = {
    "the least": PLAIN_PDF,
    "an opening at a page, as LibreOffice writes it": pdf(
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction[1 0 R /XYZ null null 0] >>"
    ),
    "an opening that goes to a page, as LaTeX writes it": pdf(
        b"<< /OpenAction 6 0 R >>", b"<< /S /GoTo /D [1 0 R /Fit] >>"
    ),
    "a link to press, as Word writes it": pdf(
        b"<< /Subtype /Link /A << /Type /Action /S /URI /URI (https://demilge.kg/) >> >>"
    ),
    "a link whose address has a word of harm": pdf(
        b"<< /A << /S /URI /URI (https://demilge.kg/Launch) >> >>",
        b"<< /A << /S /URI /URI (https://demilge.kg/a\\)/JS) >> >>",
        b"<< /A << /S /URI /URI (https://demilge.kg/\\(2026\\)/Encrypt) >> >>",
    ),
    "the same, packed": pdf(packed(b"<< /S /URI /URI (https://demilge.kg/Launch /JS) >>")),
    "a form with boxes to tick": pdf(b"<< /AcroForm << /Fields [9 0 R] /DA (/Helv 0 Tf 0 g) >> >>"),
    "an outline before a picture": pdf(
        b"<< /Type /Outlines /First 7 0 R /Last 9 0 R /Count 3 >>",
        b"<< /Subtype /Image /Filter /DCTDecode >>\nstream\n\xff\xd8\xff\x00\nendstream",
    ),
    "letters that meet by chance in a picture": pdf(
        b"<< /Subtype /Image >>\nstream\n\x01/JS\x02/AA<<\x02/EF\nendstream"
    ),
    "words that only begin so": pdf(b"<< /JSubset 1 /Launcher 2 /AAA 3 /EmbeddedFiles 4 0 R >>"),
    "a table of references with a guess": pdf(
        b"<< /Type /XRef /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >> >>"
        b"\nstream\n" + zlib.compress(b"0" * 40) + b"\nendstream"
    ),
    "a name with a space": pdf(b"<< /BaseFont /Times#20New#20Roman >>"),
    "packed words of every day": pdf(packed(b"<< /Type /Font /Subtype /TrueType >>")),
}


@pytest.mark.parametrize("why", BAD)
def test_a_pdf_that_acts_is_refused(why):
    body, code = BAD[why]

    assert verdict(body) == code


@pytest.mark.parametrize("why", GOOD)
def test_a_pdf_of_every_day_is_taken(why):
    assert verdict(GOOD[why]) == "taken"


@pytest.mark.parametrize("compressed", [0, 1])
def test_a_pdf_with_links_outline_and_boxes_from_a_program_is_taken(compressed):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=compressed)
    canvas.setTitle("Протокол (Launch) /JavaScript")
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry("Биринчи", "one")
    canvas.linkURL("https://demilge.kg/JavaScript/Launch", (0, 0, 100, 100))
    canvas.acroForm.checkbox(name="макул")
    canvas.drawString(100, 700, "/JavaScript is a word like others")
    canvas.showPage()
    canvas.save()

    # What is drawn on a page uncompressed is read as words of the file: told, not guessed.
    assert verdict(out.getvalue()) == ("taken" if compressed else "active")


def test_many_brackets_cost_little_time():
    assert verdict(pdf(b"<< /X " + b"(" * 400_000 + b" /JavaScript >>" * 300)) == "active"
