"""Turns a HEIC into a JPEG, in a process of its own: `heic.py longest quality points < a > b`.

SECURITY: the decoder is a large program in C; whatever it meets in a crafted file happens to this
process, which has little memory, little time and nothing to lose.
"""

import io
import resource
import sys

from PIL import Image
from pillow_heif import open_heif

MEMORY = 1536 * 1024 * 1024
SECONDS = 30
TOO_LARGE, BROKEN = 3, 4


def main(longest: int, quality: int, points: int) -> int:
    """Reads the picture from the one end, writes it to the other; says with a number why not."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sent = open_heif(io.BytesIO(sys.stdin.buffer.read()), convert_hdr_to_8bit=True)
        width, height = sent.size
        if width * height > points:
            return TOO_LARGE
        # What the camera says of turning is already done by the decoder.
        picture = sent.to_pillow()
    except (OSError, ValueError, RuntimeError, EOFError, MemoryError, SyntaxError):
        return BROKEN
    picture.info.clear()
    if picture.mode in {"RGBA", "LA", "RGBa"}:
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    picture = picture.convert("RGB")
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture.save(sys.stdout.buffer, "JPEG", quality=quality, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
