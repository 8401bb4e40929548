"""Pages of visits, of what they found, and of photos."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.acts import Move
from awards import actions, rules
from awards.choices import PhotoState, VisitState
from awards.forms import AddPhotoForm
from awards.models import Award, Finding, Photo, Visit
from awards.views.files import FileView
from awards.views.hanging import HangingDetailView
from awards.views.now import CLERK, HEAD, WINNER
from ui.middleware import PERMISSIONS
from ui.views import BeginView, Now

# Only on the page that sends a photo may the browser be asked where it is, and it asks the person.
WITH_PLACE = PERMISSIONS.replace("geolocation=()", "geolocation=(self)")


class WithPhotos(HangingDetailView):
    """Something photos can be added to."""

    adds_at = ""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        adds = rules.may_record(self.object, self.request.user) and rules.work_is_under_way(
            self.object
        )
        return super().get_context_data(
            photos=self.object.photos.in_order(),
            adds_at=reverse(self.adds_at, args=[self.object.pk]) if adds else "",
            **more,
        )


class VisitDetailView(WithPhotos):
    model = Visit
    template_name = "awards/visit_detail.html"
    adds_at = "photo_add_to_visit"

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("found")

    def get_now(self) -> Now | None:
        visit = self.object
        if visit.is_planned:
            until = clock.last_minute_of(visit.planned_on)
            return Now(turn=CLERK, until=until, next=_("the visit is made"))
        still = visit.open_findings
        if visit.state == VisitState.MADE and still:
            until = clock.last_minute_of(min(one.until for one in still))
            return Now(turn=WINNER, until=until, next=_("what the visit found is mended"))
        return Now()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = sorted(self.object.found.all(), key=lambda one: one.number)
        return super().get_context_data(found=found, **more)


class FindingDetailView(WithPhotos):
    model = Finding
    template_name = "awards/finding_detail.html"
    adds_at = "photo_add_to_finding"

    def get_now(self) -> Now:
        if not self.object.is_open:
            return Now()
        until = clock.last_minute_of(self.object.until)
        return Now(turn=WINNER, until=until, next=_("the clerk records that it is mended"))


class PhotoDetailView(HangingDetailView):
    model = Photo
    template_name = "awards/photo_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("visit", "report", "finding__visit")

    def get_now(self) -> Now:
        photo = self.object
        if photo.state == PhotoState.PUBLISHED:
            return Now(next=_("anybody may see it on the page of the initiative"))
        if photo.may_be_published:
            return Now(turn=HEAD, next=_("the photo may be published"))
        return Now(next=_("nobody outside sees it until those in it have agreed"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        user = self.request.user
        own = Photo.objects.visible_to(user).with_consents_for(user)
        return super().get_context_data(
            shows_consent=own.filter(pk=self.object.pk).exists(), **more
        )


class ConsentFileView(FileView):
    """The paper of a consent: it names people, so only the office and the winner take it."""

    model, field = Photo, "consent_file"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_consents_for(self.request.user)


class PhotoAddView(BeginView):
    """One photo a page: what it shows, when and where, and whether somebody can be recognised."""

    model, form_class, act = Photo, AddPhotoForm, actions.add_photo
    template_name = "awards/photo_add.html"
    lead = _("Nobody outside the house sees the photo until the office publishes it.")

    def blank(self) -> Photo:
        return Photo(award=self.subject if self.parent is Award else self.subject.award)

    def ask(self) -> Move:
        move = super().ask()
        self.label = move.label
        return move

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        if answer.status_code == 302 and "more" in self.request.POST:
            return redirect(self.request.path)
        return answer

    def leads_to(self, result: Any) -> Any:
        return self.subject

    def render_to_response(self, context: dict[str, Any], **how: Any) -> HttpResponse:
        answer = super().render_to_response(context, **how)
        answer.headers["Permissions-Policy"] = WITH_PLACE
        return answer
