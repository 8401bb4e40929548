"""Who writes the wording of agreements, and when it can be adopted."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.rules import is_clerk_of, is_head_of
from audit.acts import names_faults, requires
from awards.choices import WordingState

if TYPE_CHECKING:
    from accounts.models import User
    from awards.models import Wording


def may_word(wording: "Wording", user: "User") -> bool:
    """A clerk or the head of the municipality."""
    return is_clerk_of(user, wording.municipality_id) or may_adopt(wording, user)


def may_adopt(wording: "Wording", user: "User") -> bool:
    """The head of the aiyl okmotu."""
    return is_head_of(user, wording.municipality_id)


def _drafted(wording: "Wording") -> Any:
    return apps.get_model("awards", "Wording").objects.filter(
        municipality=wording.municipality_id, state=WordingState.DRAFT
    )


@requires(_("There is already a draft of a wording: finish it."))
def no_wording_is_drafted(wording: "Wording") -> bool:
    """No other version is being written."""
    return not _drafted(wording).exists()


@names_faults(_("The wording is there in Kyrgyz and in Russian."))
def both_wordings_are_there(wording: "Wording") -> list[Any]:
    """Both texts are there."""
    names = [name for name in ("text_ky", "text_ru") if not getattr(wording, name).strip()]
    fields: dict[str, Any] = {field.name: field for field in wording._meta.fields}
    titles = [fields[name].verbose_name for name in names]
    return [now_in_words("“%(field)s” is empty.") % {"field": title} for title in titles]


@requires(_("A newer wording is being adopted."))
def newer_wording_takes_over(wording: "Wording") -> bool:
    """A newer version is ready to take this one's place."""
    return _drafted(wording).exists()
