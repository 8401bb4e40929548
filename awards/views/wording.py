"""The municipality's own wording of agreements: its versions, one of them, the trial of it."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Municipality
from audit.acts import ask_to_begin
from awards import actions
from awards.forms import WordingForm
from awards.models import Agreement, Award, Wording
from awards.models.record import record_of
from awards.models.wording import FIELDS, USUAL
from awards.models.wording.filled import example_text, filled_text
from ui.views import ActView, BeginView, DetailPage, ListPage, Now

# As many awards as a wording is tried on from one list.
MOST_TRIED = 100


class WordingListView(ListPage):
    """Every version of one's own municipality, the newest first, and the usual wording."""

    model = Wording
    template_name = "awards/wording_list.html"
    ordering = ("municipality", "-number")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("municipality")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        user = self.request.user
        places = {
            held.municipality_id: held.municipality
            for held in user.active_memberships
            if held.role in (Role.CLERK, Role.HEAD)
        }
        begins = [
            place
            for place in places.values()
            if not ask_to_begin(Wording(municipality=place), actor=user).reasons
        ]
        texts = [(language, example_text(USUAL[language], language)) for language in ("ky", "ru")]
        return super().get_context_data(begins_in=begins, texts=texts, **more)


class WithFields:
    """The list of named fields stands beside the editor."""

    template_name = "awards/wording_act.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(named_fields=FIELDS, **more)  # type: ignore[misc]


class WordingBeginView(WithFields, BeginView):
    model, parent, act = Wording, Municipality, actions.begin_wording
    form_class = WordingForm
    lead = _("The next version starts from the wording now in use. The head adopts it.")


class WordingEditView(WithFields, ActView):
    model, verb, act = Wording, "edit_wording", actions.edit_wording
    form_class = WordingForm


class WordingDetailView(DetailPage):
    """One version, tried on an award of the municipality or on the examples."""

    model = Wording
    template_name = "awards/wording_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("municipality")

    def get_now(self) -> Now:
        return {
            "draft": Now(turn=_("The clerk's, then the head's"), next=_("The head adopts it.")),
            "adopted": Now(turn=_("Nobody's"), next=_("Agreements are written from it.")),
            "replaced": Now(turn=_("Nobody's"), next=_("A newer wording has taken its place.")),
        }[self.object.state]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        awards = (
            Award.objects.visible_to(self.request.user)
            .filter(competition__municipality=self.object.municipality_id)
            .with_call()
            .order_by("-pk")
        )
        asked = self.request.GET.get("award", "")
        tried = None
        if asked.isdecimal() and len(asked) < 10:
            tried = get_object_or_404(awards, pk=asked)
        return super().get_context_data(
            awards=awards[:MOST_TRIED], tried=tried, texts=self.texts(tried), **more
        )

    def texts(self, award: Award | None) -> list[tuple[str, str]]:
        """Both texts as an agreement about this award would read."""
        wording = self.object
        if award is None:
            return [
                (language, example_text(getattr(wording, f"text_{language}"), language))
                for language in ("ky", "ru")
            ]
        blank = award.agreement or Agreement(award=award, wording=wording)
        record = blank.facts or record_of(blank)
        return [
            (language, filled_text(getattr(wording, f"text_{language}"), record, language))
            for language in ("ky", "ru")
        ]
