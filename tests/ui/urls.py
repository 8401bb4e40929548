"""Doors for the tests of the generic views: real rows, real acts, plain pages."""

from django import forms
from django.conf.urls.i18n import set_language
from django.core.exceptions import ValidationError
from django.urls import path

from accounts.models import Municipality
from competitions import actions
from competitions.models import Competition, Regulation
from ui.fields import LineField, MomentField
from ui.forms import BilingualNoteForm, UploadField
from ui.views import ActView, BeginView, DetailPage, FormPage, ListPage, Now


class ExtendForm(BilingualNoteForm):
    closes_at = MomentField()


class RegulationForm(forms.Form):
    title_ky = LineField()
    title_ru = LineField()


class CallForm(RegulationForm):
    year = forms.IntegerField()
    number = forms.IntegerField()


class KnowingForm(forms.Form):
    wants_subject = wants_actor = True

    def __init__(self, *args, subject, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"] = LineField(label=f"{actor.name} / {subject.pk}")


class MunicipalityForm(forms.ModelForm):
    class Meta:
        model = Municipality
        fields = ["name_ru", "phone"]


class UploadingForm(forms.Form):
    scan = UploadField()


def find_faults(subject, *, actor, title_ky, title_ru):
    raise ValidationError(
        {"title_ky": ["This title is taken."], "elsewhere": ["Not on this form."]}
    )


def lead_to_regulation(subject, *, actor):
    return subject.regulation


def do_nothing(subject, *, actor, **facts):
    return subject


def is_head(subject, user):
    return user.holds("head", subject.municipality_id)


class CompetitionPage(DetailPage):
    model = Competition
    template_name = "parts/detail.html"

    def get_now(self):
        return Now(turn="The applicant", until=self.object.closes_at, next="The check")


class CloseReceptionView(ActView):
    model, verb = Competition, "close_reception"
    act = actions.close_reception


class CompetitionList(ListPage):
    model = Competition
    template_name = "parts/list.html"


class PlainPage(FormPage):
    form_class = ExtendForm


urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("sign-in/", PlainPage.as_view(), name="sign_in"),
    path("sign-out/", PlainPage.as_view(), name="sign_out"),
    path("own/", PlainPage.as_view(), name="home"),
    path("journal/", PlainPage.as_view(), name="entry_list"),
    path("calls/", CompetitionList.as_view(), name="competition_list"),
    path("calls/<int:pk>/", CompetitionPage.as_view(), name="competition_detail"),
    path("regulations/<int:pk>/", PlainPage.as_view(), name="regulation_detail"),
    path("municipalities/<int:pk>/", PlainPage.as_view(), name="municipality_detail"),
    path(
        "calls/<int:pk>/close-reception/",
        CloseReceptionView.as_view(),
        name="competition_close_reception",
    ),
    path(
        "calls/<int:pk>/extend/",
        ActView.as_view(
            model=Competition, verb="extend", act=actions.extend, form_class=ExtendForm
        ),
        name="competition_extend",
    ),
    path(
        "calls/<int:pk>/faults/",
        ActView.as_view(
            model=Competition, verb="extend", act=find_faults, form_class=RegulationForm
        ),
        name="competition_faults",
    ),
    path(
        "calls/<int:pk>/knowing/",
        ActView.as_view(model=Competition, verb="extend", act=do_nothing, form_class=KnowingForm),
        name="competition_knowing",
    ),
    path(
        "calls/<int:pk>/look/",
        ActView.as_view(
            model=Competition,
            verb="look",
            act=lead_to_regulation,
            may=is_head,
            label="Look at the regulation",
            done="Looked at",
        ),
        name="competition_look",
    ),
    path(
        "calls/<int:pk>/scan/",
        ActView.as_view(model=Competition, verb="extend", act=do_nothing, form_class=UploadingForm),
        name="competition_scan",
    ),
    path(
        "municipalities/<int:pk>/edit/",
        ActView.as_view(
            model=Municipality, verb="edit", act=do_nothing, form_class=MunicipalityForm
        ),
        name="municipality_edit",
    ),
    path(
        "municipalities/<int:pk>/begin-regulation/",
        BeginView.as_view(
            model=Regulation,
            parent=Municipality,
            act=actions.begin_regulation,
            form_class=RegulationForm,
        ),
        name="regulation_begin_regulation",
    ),
]
