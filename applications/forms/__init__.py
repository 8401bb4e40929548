from applications.forms.check import ChecklistForm, DeclineForm, SendBackForm
from applications.forms.definition import Definition, definition_of
from applications.forms.desk import EnvelopeForm, RepeatKeyingForm
from applications.forms.parts import PART_FORMS, EncloseForm, PartForm
from applications.forms.register import RegisterForm

__all__ = [
    "PART_FORMS",
    "ChecklistForm",
    "DeclineForm",
    "Definition",
    "EncloseForm",
    "EnvelopeForm",
    "PartForm",
    "RegisterForm",
    "RepeatKeyingForm",
    "SendBackForm",
    "definition_of",
]
