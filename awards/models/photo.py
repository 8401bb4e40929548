"""Photos of visits and reports: what they show, where and when, and whether anybody may see them.

A photo reaches the public pages by an act of the office alone, and never a photo in which people
can be recognised while nobody has recorded their consent.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import ConsentForm, Moment, PhotoState, PlaceBy, Recognisable
from awards.models.award import Award
from awards.models.visit import Finding, Visit
from awards.querysets import PhotoQuerySet

POLES = [MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))]
ROUND = [MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))]


class Photo(models.Model):
    """A photo of a visit, of a finding or of a report."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="photos")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="photos")
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="photos"
    )
    report = models.ForeignKey(
        "awards.Report", models.PROTECT, null=True, blank=True, related_name="photos"
    )
    moment = models.CharField(
        _("before, during or after"), max_length=6, choices=Moment, default=Moment.AFTER
    )
    caption = models.CharField(_("what it shows"), max_length=200, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=POLES
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=ROUND
    )
    place_by = models.CharField(
        _("who told the place"), max_length=7, choices=PlaceBy, default=PlaceBy.TYPED
    )
    people = models.CharField(
        _("whether people can be recognised"), max_length=6, choices=Recognisable, blank=True
    )
    consent_of = models.CharField(_("whose consent"), max_length=300, blank=True)
    consent_asked_by = models.CharField(_("who asked"), max_length=160, blank=True)
    consent_on = models.DateField(_("when it was given"), null=True, blank=True)
    consent_form = models.CharField(
        _("how it was given"), max_length=5, choices=ConsentForm, blank=True
    )
    consent_file = models.FileField(
        _("the paper"), upload_to="consents/%Y/%m/", max_length=200, blank=True
    )
    file = models.FileField(_("photo"), upload_to="photos/%Y/%m/", max_length=200)
    small = models.FileField(
        _("small photo"), upload_to="photos/%Y/%m/", max_length=200, blank=True
    )
    added_at = models.DateTimeField(_("added"))
    state = FSMField(
        _("state"), choices=PhotoState, default=PhotoState.KEPT, protected=True, editable=False
    )

    objects = PhotoQuerySet.as_manager()

    beginning = Beginning(
        verb="add_photo",
        label=_("Add a photo"),
        done=_("Photo added"),
        may=rules.may_record,
        conditions=[rules.work_is_under_way],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="photo_has_a_whole_place",
            ),
            # SECURITY: kept by the database too, whatever the acts above it forget.
            models.CheckConstraint(
                condition=models.Q(state=PhotoState.KEPT)
                | models.Q(people=Recognisable.NOBODY)
                | models.Q(people=Recognisable.PEOPLE, consent_on__isnull=False),
                name="published_faces_have_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or str(_("Photo %(moment)s") % {"moment": self.get_moment_display()})

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("photo_detail", args=[self.pk])

    @property
    def has_faces(self) -> bool:
        """Whether somebody has to be asked before it is published."""
        return self.people != Recognisable.NOBODY

    @property
    def has_consent(self) -> bool:
        """Whether the consent of the people in it is recorded."""
        return self.consent_on is not None

    @property
    def may_be_published(self) -> bool:
        """Nobody can be recognised in it, or those who can have agreed."""
        return bool(self.people) and (not self.has_faces or self.has_consent)

    @property
    def about(self) -> Visit | models.Model:
        """What it belongs to: a visit, a report, else the award."""
        return self.visit or self.report or self.award

    @transition(
        state,
        source=PhotoState.KEPT,
        target=None,
        permission=rules.may_record,
        custom=says(_("Correct what is said of it"), _("Photo described"), silent=True),
    )
    def describe_photo(self, *, at, moment, people, caption="", taken_on=None, place=""):
        if taken_on and taken_on > clock.local_day(at):
            raise ValidationError({"taken_on": _("This day has not come yet.")})
        self.moment, self.people, self.caption = moment, people, caption
        self.taken_on, self.place = taken_on, place

    @transition(
        state,
        source=PhotoState.KEPT,
        target=None,
        permission=rules.may_record,
        conditions=[rules.photo_shows_people],
        custom=says(_("Record the consent"), _("Consent to the photo recorded"), weight="main"),
    )
    def record_consent(self, *, at, of, asked_by, on, form, file=None):
        if on > clock.local_day(at):
            raise ValidationError({"on": _("This day has not come yet.")})
        self.consent_of, self.consent_asked_by = of, asked_by
        self.consent_on, self.consent_form = on, form
        if file:
            self.consent_file = file

    @transition(
        state,
        source=PhotoState.KEPT,
        target=PhotoState.PUBLISHED,
        permission=rules.may_close,
        conditions=[rules.faces_have_consent],
        custom=says(_("Publish the photo"), _("Photo published")),
    )
    def publish_photo(self, *, at):
        pass

    @transition(
        state,
        source=PhotoState.PUBLISHED,
        target=PhotoState.KEPT,
        permission=rules.may_finish,
        custom=says(
            _("Take the photo off the public pages"), _("Photo taken off"), weight="danger"
        ),
    )
    def withhold_photo(self, *, at, reason, consent_ended=False):
        if consent_ended:
            self.consent_of = self.consent_asked_by = self.consent_form = ""
            self.consent_on = None
