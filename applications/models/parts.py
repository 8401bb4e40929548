"""What an application is made of: members, plan, budget, pledges, enclosures, versions."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.choices import Sex
from applications.arithmetic import line_amount
from applications.choices import GiverKind, MoneySource
from applications.models.application import Application
from applications.querysets import EnclosureQuerySet, VersionQuerySet
from applications.rules import files_may_be_changed
from competitions.choices import ContributionKind
from competitions.models import ChecklistItem, Rate
from ui.uploads import TYPES, WORDS

MORE_THAN_NOTHING = [MinValueValidator(Decimal("0.01"))]


class Member(models.Model):
    """A member of the applying group."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("full name"), max_length=160)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"), validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    village = models.CharField(_("village"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)

    class Meta:
        indexes = [models.Index(fields=["phone"], name="member_by_phone")]

    def __str__(self) -> str:
        return self.name


class PlanRow(models.Model):
    """One activity of the plan."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="plan")
    position = models.PositiveSmallIntegerField(default=0)
    activity = models.CharField(_("activity"), max_length=300)
    responsible = models.CharField(_("responsible"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    def __str__(self) -> str:
        return self.activity


class BudgetLine(models.Model):
    """One line of the budget."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("what"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40)
    quantity = models.DecimalField(
        _("quantity"), max_digits=10, decimal_places=3, validators=MORE_THAN_NOTHING
    )
    price = models.DecimalField(
        _("price, som"), max_digits=12, decimal_places=2, validators=MORE_THAN_NOTHING
    )
    source = models.CharField(_("source"), max_length=8, choices=MoneySource)

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> Decimal:
        """Quantity times price, rounded half up to the tyiyn, som."""
        return line_amount(self.quantity, self.price)


class Pledge(models.Model):
    """A contribution promised: who gives what, and what it is worth."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="pledges")
    position = models.PositiveSmallIntegerField(default=0)
    giver = models.CharField(_("who gives"), max_length=200)
    giver_kind = models.CharField(_("kind of giver"), max_length=12, choices=GiverKind)
    kind = models.CharField(_("kind of contribution"), max_length=8, choices=ContributionKind)
    what = models.CharField(_("what is given"), max_length=200, blank=True)
    rate = models.ForeignKey(
        Rate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rate")
    )
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=10,
        decimal_places=3,
        default=Decimal(1),
        validators=MORE_THAN_NOTHING,
    )
    value = models.DecimalField(
        _("value of one, som"), max_digits=12, decimal_places=2, validators=MORE_THAN_NOTHING
    )
    proof = models.CharField(_("proof"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.giver

    @property
    def amount(self) -> Decimal:
        """Quantity times value (the call's rate where one is named), som."""
        return line_amount(self.quantity, self.rate.amount if self.rate else self.value)


class Enclosure(models.Model):
    """A file of the application; what was once submitted is never replaced, only added to."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="enclosures")
    item = models.ForeignKey(
        ChecklistItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    title = models.CharField(_("title of the file"), max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to="enclosures/%Y/%m/", max_length=200)
    kind = models.CharField(max_length=80, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # As it came, before a photo was made smaller: who kept the original can prove it.
    sent_name = models.CharField(max_length=150, blank=True)
    sent_size = models.PositiveIntegerField(default=0)
    sent_sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField(_("added"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = EnclosureQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title or self.file.name.rpartition("/")[2]

    def get_absolute_url(self) -> str:
        return reverse("enclosure_download", args=[self.pk])

    @property
    def kind_in_words(self) -> str:
        """PDF, JPEG and so on, as people call them."""
        return next((WORDS[kind] for kind, told in TYPES.items() if told == self.kind), "")

    @property
    def is_reduced(self) -> bool:
        """Whether it is kept smaller than it came."""
        return self.sent_size > self.size

    @property
    def may_be_changed(self) -> bool:
        """Whether it may be taken out now, and others of its document added."""
        return files_may_be_changed(self.application, self.item)


class Version(models.Model):
    """The text as it was submitted, frozen."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made"))

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_text_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("version_detail", args=[self.pk])

    @cached_property
    def terms_version(self) -> int:
        return int(self.facts.get("terms_version", 0))
