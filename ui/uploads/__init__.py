"""Files that come in: told by their content and not by their name, searched, and made small."""

from ui.uploads.field import UploadField, file_types
from ui.uploads.kinds import (
    DOCX,
    ENDINGS,
    HEIC,
    IMAGES,
    JPEG,
    KINDS,
    PDF,
    PNG,
    TYPES,
    WORDS,
    XLSX,
)
from ui.uploads.several import SeveralField

__all__ = [
    "DOCX",
    "ENDINGS",
    "HEIC",
    "IMAGES",
    "JPEG",
    "KINDS",
    "PDF",
    "PNG",
    "TYPES",
    "WORDS",
    "XLSX",
    "SeveralField",
    "UploadField",
    "file_types",
]
