"""Phone numbers as people write them."""

import re


def normal_phone(text: str) -> str:
    """The number as +996 and nine digits, or an empty text when it is not a Kyrgyz number.

    Accepts 0555 12 34 56, 555123456, 996555123456 and +996 (555) 12-34-56.
    """
    if not re.fullmatch(r"[\d\s()+\-.]+", text.strip() or "-x"):
        return ""
    digits = re.sub(r"\D", "", text)
    for prefix, length in (("996", 12), ("0", 10), ("", 9)):
        if digits.startswith(prefix) and len(digits) == length:
            return f"+996{digits[len(prefix) :]}"
    return ""
