"""The agreement and its amendments: what they say, in both languages, and where they stand."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.acts import ask_to_begin
from awards import actions
from awards.actions.agreement import adopted_wording, latest_serial
from awards.choices import AgreementState, AmendmentState
from awards.forms import AgreementEditForm, AmendmentForm, DraftForm
from awards.models import Agreement, Amendment, Award
from awards.models.wording import FIELDS
from awards.views.hanging import HangingDetailView
from awards.views.now import HEAD, WINNER
from ui.views import ActView, BeginView, Now


class AgreementDraftView(BeginView):
    """The texts as the municipality words them, and the number the agreement will get."""

    model, parent, act = Agreement, Award, actions.draft_agreement
    form_class = DraftForm
    template_name = "awards/agreement_act.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        municipality, year = self.subject.competition.municipality, clock.today().year
        following = (latest_serial(municipality, year) or 0) + 1
        return super().get_context_data(
            named_fields=FIELDS,
            number=f"{following}/{year}",
            wording=adopted_wording(municipality),
            **more,
        )


class AgreementEditView(ActView):
    model, verb, act = Agreement, "edit", actions.edit
    form_class = AgreementEditForm
    template_name = "awards/agreement_act.html"
    lead = _("After a change the winner signs anew.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(named_fields=FIELDS, **more)


class AgreementDetailView(HangingDetailView):
    model = Agreement
    template_name = "awards/agreement_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("wording").prefetch_related("amendments")

    def get_now(self) -> Now | None:
        agreement, until = self.object, self.object.award.sign_until
        if agreement.state != AgreementState.DRAFTED:
            return None
        if agreement.winner_signed_on is None:
            return Now(turn=WINNER, until=until, next=_("the winner signs the agreement"))
        if not agreement.is_signed_by_winner_as_it_is:
            return Now(turn=WINNER, until=until, next=_("the winner signs the changed text"))
        return Now(turn=HEAD, until=until, next=_("the head signs the agreement"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        agreement = self.object
        drafted = agreement.state == AgreementState.DRAFTED
        record = agreement.record()
        return super().get_context_data(
            record=record,
            days=days_of(record),
            texts=[(language, agreement.text_in(language)) for language in ("ky", "ru")],
            lines=agreement.award.books.lines,
            amendments=sorted(agreement.amendments.all(), key=lambda one: one.number),
            lacking=agreement.lacking() if drafted else [],
            left_open=agreement.left_open() if drafted else [],
            may_amend=self.may_amend(),
            **more,
        )

    def may_amend(self) -> Any:
        """The way to an amendment, for whoever may draft one, with what stands in the way."""
        if self.object.state != AgreementState.SIGNED:
            return None
        try:
            return ask_to_begin(Amendment(agreement=self.object), actor=self.request.user)
        except PermissionDenied:
            return None


def days_of(record: dict[str, Any]) -> dict[str, Any]:
    """The days a record keeps as text, as days."""

    def read(day: Any) -> date | None:
        return date.fromisoformat(day) if day else None

    return {
        "interim": [read(day) for day in record.get("interim_days", [])],
        "final": read(record.get("report_until")),
        "tranches": [(row, read(row["on"])) for row in record.get("tranches", [])],
    }


class AmendmentDraftView(BeginView):
    model, parent, act = Amendment, Agreement, actions.draft_amendment
    form_class = AmendmentForm
    lead = _("Nothing changes until both sides have signed.")


class AmendmentDetailView(HangingDetailView):
    """One amendment: old and new side by side, the reason, the signatures."""

    model = Amendment
    template_name = "awards/amendment_detail.html"

    def get_now(self) -> Now | None:
        if self.object.state != AmendmentState.DRAFTED:
            return None
        if self.object.winner_signed_on is None:
            return Now(turn=WINNER, next=_("the winner signs the amendment"))
        return Now(turn=HEAD, next=_("the head signs the amendment"))
