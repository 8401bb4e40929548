"""The clerk covers what would tell the commission who applies; the original stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import Application
from applications.models.covering import (
    IN_OTHER_WORDS,
    Cover,
    Coverable,
    CoveredFile,
    Covering,
    may_replace,
    one_text,
)
from audit import clock
from audit.acts import acting, hold, perform
from competitions.choices import CompetitionState
from competitions.models import Competition


def cover(
    application: Application,
    *,
    actor: User,
    texts: Mapping[str, str] | None = None,
    files: Sequence[Mapping[str, Any]] = (),
) -> Application:
    """Make the commission's copy of answers and files; once scoring runs it may only lose words.

    `texts` by the key of the answer: a copy like the original takes the copy away again, an empty
    one leaves the commission nothing to read. A file gets a covered copy, or is withheld with the
    reason.
    """

    def keep_copies(covered: Application) -> dict[str, Any]:
        at_work = covered.competition.state == CompetitionState.SCORING
        asked = Cover(covered)
        answers = {one.key: one for one in asked.coverable()}
        kept = [
            answers[key].path
            for key, copy in (texts or {}).items()
            if _keep_text(covered, answers.get(key), copy, actor=actor, at_work=at_work)
        ]
        looked_at = {one.path for one in answers.values()} - {
            one.path for one in answers.values() if one.key not in (texts or {})
        }
        named = [
            row["enclosure"].pk
            for row in files
            if _keep_file(covered, row, actor=actor, at_work=at_work)
        ]
        # The clerk has looked at what is handed in now: copies of older words go.
        fresh = {(one.path, one.of) for one in answers.values()}
        for row in covered.coverings.filter(path__in=looked_at & asked.stale):
            if (row.path, row.of) not in fresh:
                row.delete()
        return {"texts": sorted(kept), "files": named}

    with acting():
        # The call stands still meanwhile: what may be changed hangs on whether scoring runs.
        _calls, (held,) = hold(
            Competition.objects.filter(pk=application.competition_id),
            Application.objects.filter(pk=application.pk).with_call(),
        )
        return perform(held, "cover", actor=actor, also=keep_copies)


def _keep_text(
    application: Application,
    answer: Coverable | None,
    copy: str,
    *,
    actor: User,
    at_work: bool,
) -> bool:
    if answer is None:
        raise ValidationError(_("An answer was changed meanwhile. Open the page again."))
    copy = one_text(copy)
    if copy == answer.shown and not answer.is_stale:
        return False
    if at_work and not may_replace(answer.shown, copy):
        raise ValidationError(
            _("“%(answer)s”: while the commission reads it, words may only be taken out.")
            % {"answer": answer.label}
        )
    named = {"application": application, "path": answer.path, "of": answer.of}
    if copy == answer.original and answer.path not in IN_OTHER_WORDS:
        Covering.objects.filter(**named).delete()
        return True
    made = {"text": copy, "made_by": actor, "made_at": clock.now()}
    row = Covering.objects.filter(**named).first() or Covering(**named)
    for name, value in made.items():
        setattr(row, name, value)
    row.full_clean(exclude=["application", "made_by"])
    row.save()
    return True


def _keep_file(
    application: Application, row: Mapping[str, Any], *, actor: User, at_work: bool
) -> bool:
    enclosure = row["enclosure"]
    if enclosure.application_id != application.pk or enclosure.removed_at is not None:
        raise ValidationError(_("This file does not belong to the application."))
    kept = CoveredFile.objects.filter(enclosure=enclosure).first()
    new, withheld, reason = row.get("file"), bool(row.get("withheld")), row.get("reason", "")
    if withheld and not reason:
        raise ValidationError(_("Say why the file is withheld: the commission reads it."))
    before = (kept.withheld, kept.reason) if kept else (False, "")
    if new is None and before == (withheld, reason if withheld else ""):
        return False
    if at_work and not withheld and (kept is None or kept.withheld):
        raise ValidationError(
            _("While the commission works, no file is opened that was closed to it before.")
        )
    kept = kept or CoveredFile(enclosure=enclosure)
    if new is not None:
        kept.file, kept.kind = new, row.get("kind", "")
    kept.withheld, kept.reason = withheld, reason if withheld else ""
    kept.made_by, kept.made_at = actor, clock.now()
    kept.full_clean(exclude=["enclosure", "made_by"])
    kept.save()
    return True
