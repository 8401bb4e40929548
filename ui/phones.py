"""Phone numbers as people write them."""

import re

NUMBER = re.compile(r"(?:\+?996|00996|0)?([2-9][0-9]{8})")
BETWEEN = re.compile(r"[\s().\-–]")


def normal_phone(text: str) -> str:
    """The number as +996 and nine digits, or an empty text when it is not a Kyrgyz number.

    Accepts 0555 12 34 56, 555123456, 996555123456 and +996 (555) 12-34-56.
    """
    match = NUMBER.fullmatch(BETWEEN.sub("", text))
    return f"+996{match[1]}" if match else ""
