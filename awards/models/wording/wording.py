"""The municipality's own wording of its agreements, version after version."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import Municipality
from audit.acts import Beginning, says
from awards import rules
from awards.choices import LONGEST_WORDING, WordingState
from awards.models.wording.fields import faults_of, lacking
from awards.querysets import WordingQuerySet


class Wording(models.Model):
    """One version of the text that agreements are written from, in two languages."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    text_ky = models.TextField(_("wording in Kyrgyz"), max_length=LONGEST_WORDING)
    text_ru = models.TextField(_("wording in Russian"), max_length=LONGEST_WORDING)
    written_at = models.DateTimeField(_("written"))
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    state = FSMField(
        _("state"),
        choices=WordingState,
        default=WordingState.DRAFT,
        protected=True,
        editable=False,
    )

    objects = WordingQuerySet.as_manager()

    beginning = Beginning(
        verb="begin_wording",
        label=_("Write the municipality's own wording"),
        done=_("Wording of agreements begun"),
        may=rules.may_word,
        conditions=[rules.no_wording_is_drafted],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"], name="one_wording_a_version"
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(state=WordingState.ADOPTED),
                name="one_wording_adopted",
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(state=WordingState.DRAFT),
                name="one_wording_drafted",
                violation_error_message=_("There is already a draft of a wording: finish it."),
            ),
        ]

    def __str__(self) -> str:
        return now_in_words("Wording of agreements, version %(number)s") % {"number": self.number}

    @property
    def journal_chain(self) -> str:
        return self.municipality.soate

    def get_absolute_url(self) -> str:
        return reverse("wording_detail", args=[self.pk])

    def clean(self) -> None:
        for name in ("text_ky", "text_ru"):
            if not getattr(self, name).strip():
                raise ValidationError({name: _("Write the terms.")})
        refuse_unknown_fields(self)

    def lacking(self) -> list[str]:
        """Fields that one text uses and the other lacks."""
        return lacking(self.text_ky, self.text_ru)

    @transition(
        state,
        source=WordingState.DRAFT,
        target=None,
        permission=rules.may_word,
        custom=says(_("Edit the wording"), _("Wording of agreements edited"), silent=True),
    )
    def edit_wording(self, *, at, text_ky, text_ru):
        self.text_ky, self.text_ru = text_ky, text_ru

    @transition(
        state,
        source=WordingState.DRAFT,
        target=WordingState.ADOPTED,
        permission=rules.may_adopt,
        conditions=[rules.both_wordings_are_there],
        custom=says(_("Adopt the wording"), _("Wording of agreements adopted"), weight="main"),
    )
    def adopt(self, *, at):
        self.adopted_at = at

    @transition(
        state,
        source=WordingState.ADOPTED,
        target=WordingState.REPLACED,
        permission=rules.may_adopt,
        conditions=[rules.newer_wording_takes_over],
        custom=says(_("Replace by a newer one"), _("Wording of agreements replaced")),
    )
    def replace(self, *, at):
        self.replaced_at = at


def refuse_unknown_fields(row: Any) -> None:
    """A text with a field that is not in the list, or with a brace too many, is not kept."""
    for name in ("text_ky", "text_ru"):
        if len(getattr(row, name)) > LONGEST_WORDING:
            sentence = _("At most %(most)d letters fit here.") % {"most": LONGEST_WORDING}
            raise ValidationError({name: sentence})
    found = {
        name: faults
        for name, language in (("text_ky", "ky"), ("text_ru", "ru"))
        if (faults := faults_of(getattr(row, name), language))
    }
    if found:
        raise ValidationError(found)
