from applications.forms.check import ChecklistForm, DeclineForm, SendBackForm
from applications.forms.covering import CoverForm
from applications.forms.definition import Definition, definition_of
from applications.forms.desk import (
    EnvelopeForm,
    LetterForm,
    LinkForm,
    RepeatKeyingForm,
    ResolveForm,
    ScanForm,
)
from applications.forms.parts import PART_FORMS, PRICES, EncloseForm, PartForm
from applications.forms.register import RegisterForm
from applications.forms.uploads import UploadForm

__all__ = [
    "PART_FORMS",
    "PRICES",
    "ChecklistForm",
    "CoverForm",
    "DeclineForm",
    "Definition",
    "EncloseForm",
    "EnvelopeForm",
    "LetterForm",
    "LinkForm",
    "PartForm",
    "RegisterForm",
    "RepeatKeyingForm",
    "ResolveForm",
    "ScanForm",
    "SendBackForm",
    "UploadForm",
    "definition_of",
]
