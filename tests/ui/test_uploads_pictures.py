"""Pictures: kept small, upright, legible, and with nothing in them but the picture."""

import io
import struct
import tracemalloc
import zlib

import pytest
from PIL import Image, ImageFile, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from tests.files import opened, page, photo, picture, sent, written
from ui.uploads import pictures
from ui.uploads.kinds import HEIC, JPEG, PNG, Unfit

KIND = {"JPEG": JPEG, "PNG": PNG, "HEIC": HEIC}


def fitted(body, kind=JPEG):
    content, kept = pictures.fitted(sent("a", body), kind)
    return content, kept, opened(content)


def verdict(body, kind):
    try:
        return fitted(body, kind)[1]
    except Unfit as unfit:
        return str(unfit)


def taken_here(orientation=1):
    """What a telephone writes beside a photo: the place, the camera, how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Телефон"
    exif.get_ifd(0x8825)[2] = (
        TiffImagePlugin.IFDRational(42),
        TiffImagePlugin.IFDRational(52),
        TiffImagePlugin.IFDRational(30),
    )
    return exif


def test_a_photo_of_a_telephone_is_reduced():
    body = written(photo(), "JPEG", quality=95)
    content, kind, kept = fitted(body)

    assert (kind, kept.size) == ("jpeg", (2400, 1800))
    assert len(content) < len(body) / 2


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIC"])
def test_every_photo_is_reduced(kind):
    body = written(photo((3200, 2000)), kind)

    content, kept, image = fitted(body, KIND[kind])

    assert (kept, image.size) == ("jpeg", (2400, 1500))
    assert content.startswith(b"\xff\xd8\xff")


def test_a_small_picture_is_never_enlarged_and_stays_as_fine():
    image = photo((800, 600))
    body = written(image, "JPEG", quality=97)

    content, _kind, kept = fitted(body)

    assert kept.size == (800, 600)
    assert kept.quantization == opened(body).quantization
    assert len(body) * 0.85 < len(content) <= len(body)


def test_a_heavy_picture_of_few_points_is_written_lighter():
    body = written(photo((2000, 1500)), "JPEG", quality=100, subsampling=0)
    assert len(body) > pictures.HEAVY

    content, _kind, kept = fitted(body)

    assert kept.size == (2000, 1500)
    assert len(content) < len(body) / 2


@pytest.mark.parametrize("points", [8])
def test_the_smallest_print_of_a_page_stays_legible(points):
    """A page in 8 points fills a photo of 12 million points; it is kept at some 200 dots an inch.

    A capital letter is then at least fourteen dots high, and its strokes stay dark on light:
    reading by eye or by machine asks for about ten.
    """
    sheet = page((4000, 2828), points).rotate(0)
    _content, _kind, kept = fitted(written(sheet, "JPEG", quality=92))

    heights, contrast = lines_of(kept.convert("L"))

    assert kept.size == (2400, 1697)
    assert min(heights) >= 14
    assert contrast > 120


def lines_of(image):
    """How high the lines of capital letters are, and how dark they stand on the paper."""
    width, height = image.size
    dark = image.point(lambda value: 255 if value < 140 else 0)
    rows = [bool(dark.crop((0, row, width, row + 1)).getbbox()) for row in range(height)]
    heights, run = [], 0
    for row in [*rows, False]:
        if row:
            run += 1
        elif run:
            heights.append(run)
            run = 0
    low, high = image.getextrema()
    return heights, high - low


def test_a_scan_of_text_in_few_colours_stays_sharp():
    scan = page((3508, 2480), 10).convert("1")
    body = written(scan, "PNG")

    content, kind, kept = fitted(body, PNG)

    assert (kind, kept.size, kept.mode) == ("png", (3508, 2480), "1")
    assert kept.tobytes() == scan.tobytes()
    assert len(content) <= pictures.HEAVY


@pytest.mark.parametrize("mode", ["L", "P"])
def test_a_scan_in_grey_or_with_a_palette_stays_sharp(mode):
    scan = page((1200, 900), 14).quantize(16)
    scan = scan.convert(mode)

    _content, kind, kept = fitted(written(scan, "PNG"), PNG)

    assert (kind, kept.mode) == ("png", mode)
    assert kept.convert("RGB").tobytes() == scan.convert("RGB").tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(orientation):
    """Red lies on the left of what is stored; where it lies for the eye the camera tells."""
    body = picture((64, 32), exif=taken_here(orientation))

    _content, _kind, kept = fitted(body)

    upright = opened(body)
    turn = pictures.TURNS.get(orientation)
    expected = upright.transpose(turn) if turn is not None else upright
    assert kept.size == expected.size
    assert red_side(kept) == red_side(expected)


def red_side(image):
    width, height = image.size
    places = {
        "left": (3, height // 2),
        "right": (width - 4, height // 2),
        "top": (width // 2, 3),
        "bottom": (width // 2, height - 4),
    }
    return {side for side, place in places.items() if image.getpixel(place)[1] < 100}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIC"])
def test_the_place_and_the_camera_are_left_out(kind):
    body = picture((64, 32), kind, exif=taken_here().tobytes())
    assert kind != "JPEG" or opened(body).getexif().get_ifd(0x8825)

    content, _kind, kept = fitted(body, KIND[kind])

    assert dict(kept.getexif()) == {}
    assert "Телефон".encode() not in content
    assert b"Exif" not in content


def test_nothing_is_kept_behind_or_beside_the_picture():
    words = PngInfo()
    words.add_text("Comment", "сыр-" * 5, zip=False)
    png = picture(kind="PNG", pnginfo=words) + b"PK\x03\x04behind"
    jpeg = picture(comment=b"<script>beside</script>") + b"%PDF-1.7 behind"

    for body, kind in ((png, PNG), (jpeg, JPEG)):
        content = fitted(body, kind)[0]
        assert b"behind" not in content
        assert b"beside" not in content
        assert b"Comment" not in content


def test_the_colours_of_a_small_profile_stay_and_a_large_one_goes():
    small, large = b"p" * 600, b"p" * 60_000

    assert opened(fitted(picture(icc_profile=small))[0]).info.get("icc_profile") == small
    heavy = written(photo((2000, 1500)), "JPEG", quality=100, subsampling=0, icc_profile=small)
    assert opened(fitted(heavy)[0]).info.get("icc_profile") == small
    print_colours = written(Image.new("CMYK", (40, 30)), "JPEG", icc_profile=small)
    assert "icc_profile" not in opened(fitted(print_colours)[0]).info
    assert "icc_profile" not in opened(fitted(picture(icc_profile=large))[0]).info


def test_colours_of_print_and_sixteen_bits_are_read_rightly():
    cmyk = Image.new("CMYK", (40, 30), (0, 255, 255, 0))
    deep = Image.new("I;16", (40, 30), 40_000)
    clear = Image.new("RGBA", (40, 30), (0, 0, 0, 0))

    red = fitted(written(cmyk, "JPEG"))[2]
    grey = fitted(written(deep, "PNG"), PNG)[2]
    white = fitted(written(clear, "PNG"), PNG)[2]

    assert (red.mode, red.getpixel((9, 9))[0] > 200, red.getpixel((9, 9))[1] < 60) == (
        "RGB",
        True,
        True,
    )
    assert (grey.mode, grey.getpixel((9, 9))) == ("L", 40_000 // 256)
    assert white.getpixel((9, 9)) == (255, 255, 255)


def test_the_second_picture_of_a_phone_is_left_out():
    """A phone may put a small picture or depths behind the photo."""
    out = io.BytesIO()
    first, second = opened(picture((64, 32))), opened(picture((32, 16)))
    first.save(out, "MPO", save_all=True, append_images=[second])

    _content, kind, kept = fitted(out.getvalue())

    assert (kind, kept.size, getattr(kept, "n_frames", 1)) == ("jpeg", (64, 32), 1)


def png_of(width, height, data=b""):
    def chunk(name, body):
        whole = name + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg_of(width, height):
    body = bytearray(picture())
    place = body.find(b"\xff\xc0")
    body[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(body)


def moving():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return written(frames[0], "PNG", save_all=True, append_images=frames[1:])


BAD = {
    "a sea of points": (png_of(30_000, 30_000), PNG, "points"),
    "a few too many points": (png_of(6_001, 6_000), PNG, "points"),
    "a sea of points in a photo": (jpeg_of(65_000, 65_000), JPEG, "points"),
    "a few too many points in a photo": (jpeg_of(9_000, 7_200), JPEG, "points"),
    "points that are not there": (jpeg_of(4_000, 3_000), JPEG, "jpeg"),
    "no points": (png_of(0, 10), PNG, "broken"),
    "a picture that breaks off": (picture()[:-40], JPEG, "broken"),
    "a scan that breaks off": (picture((400, 300), "PNG")[:-40], PNG, "broken"),
    "a photo that breaks off": (picture((400, 300), "HEIC")[:-200], HEIC, "broken"),
    "rubbish in a scan": (png_of(40, 30, b"rubbish"), PNG, "broken"),
    "a scan that unpacks to more": (
        png_of(4, 3, zlib.compress(b"0" * 50_000_000)),
        PNG,
        "broken",
    ),
    "a moving picture": (moving(), PNG, "moving"),
    "only a head": (b"\xff\xd8\xff\xe0", JPEG, "broken"),
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_picture_is_refused_in_little_memory(why):
    body, kind, code = BAD[why]

    tracemalloc.start()
    try:
        assert verdict(body, kind) == code
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_a_photo_of_very_many_points_is_halved_while_it_is_read():
    body = written(photo((8_000, 6_000)), "JPEG", quality=60)

    _content, _kind, kept = fitted(body)

    assert kept.size == (2400, 1800)


def test_a_heic_with_too_many_points_is_refused(monkeypatch):
    monkeypatch.setitem(pictures.MOST_POINTS, HEIC, 1000)

    assert verdict(picture((64, 32), "HEIC"), HEIC) == "points"


def test_a_heic_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "WAIT_FOR_HEIC", 0.001)

    assert verdict(picture((64, 32), "HEIC"), HEIC) == "broken"


def test_the_library_is_held_to_our_bounds():
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
    assert Image.MAX_IMAGE_PIXELS == 64_000_000


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_turning_that_cannot_be_read_says_nothing():
    body = picture((64, 32), exif=b"Exif\x00\x00II*\x00\xff\xff\xff\x7f")

    assert fitted(body)[2].size == (64, 32)
