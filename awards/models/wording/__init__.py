from awards.models.wording.fields import FIELDS, NamedField, faults_of, lacking, names_known
from awards.models.wording.filled import filled_text, values_of
from awards.models.wording.usual import USUAL
from awards.models.wording.wording import Wording

__all__ = [
    "FIELDS",
    "USUAL",
    "NamedField",
    "Wording",
    "faults_of",
    "filled_text",
    "lacking",
    "names_known",
    "values_of",
]
