"""The municipality's own wording of agreements: written, adopted, replaced by a newer one."""

from django.db.models import Max

from accounts.models import Municipality, User
from audit import clock
from audit.acts import acting, begin, hold, perform
from awards.choices import WordingState
from awards.models import Wording


def begin_wording(
    municipality: Municipality, *, actor: User, text_ky: str, text_ru: str
) -> Wording:
    """Begin the next version of the wording, as a draft."""
    with acting():
        ((place,),) = hold(Municipality.objects.filter(pk=municipality.pk))
        latest = Wording.objects.filter(municipality=place).aggregate(latest=Max("number"))
        wording = Wording(
            municipality=place,
            number=(latest["latest"] or 0) + 1,
            text_ky=text_ky,
            text_ru=text_ru,
            written_at=clock.now(),
        )
        return begin(wording, actor=actor, version=wording.number)


def edit_wording(wording: Wording, *, actor: User, text_ky: str, text_ru: str) -> Wording:
    """Change a draft of the wording; what is adopted is not changed any more."""
    return perform(wording, "edit_wording", actor=actor, text_ky=text_ky, text_ru=text_ru)


def adopt(wording: Wording, *, actor: User) -> Wording:
    """Adopt a wording; the one before it is replaced in the same moment."""
    with acting():
        olders, _held = hold(
            Wording.objects.filter(
                municipality=wording.municipality_id, state=WordingState.ADOPTED
            ).exclude(pk=wording.pk),
            Wording.objects.filter(pk=wording.pk),
        )
        for older in olders:
            replace(older, actor=actor)
        return perform(wording, "adopt", actor=actor)


def replace(wording: Wording, *, actor: User) -> Wording:
    """Retire a wording in the moment in which a newer one is adopted."""
    return perform(wording, "replace", actor=actor)
