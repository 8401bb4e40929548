"""Who sees which papers."""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.querysets import places_of
from audit.querysets import WrittenOnce
from competitions.querysets import OFFICE
from papers.choices import Kind
from scoring.querysets import LEADS

SENTENCE = "A paper is issued once."


class IssuedQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "IssuedQuerySet":
        """Announcements are public; the office sees its papers, an applicant his own.

        A protocol is seen by the chair, the deputy and the secretary; by all members of the
        commission once the results are published.
        """
        public = Q(kind=Kind.ANNOUNCEMENT)
        if not user.is_authenticated:
            return self.filter(public)
        office = places_of(user, *OFFICE, path="municipality")
        return self.filter(public | office | self._own(user) | self._seated(user))

    def public(self) -> "IssuedQuerySet":
        """Papers anybody may have."""
        return self.filter(kind=Kind.ANNOUNCEMENT)

    def _own(self, user: Any) -> Q:
        applications = (
            apps.get_model("applications", "Application").objects.of_person(user).values("pk")
        )
        agreements = apps.get_model("awards", "Agreement").objects.visible_to(user)
        reports = apps.get_model("awards", "Report").objects.visible_to(user)
        return (
            Q(kind=Kind.RECEIPT, subject_id__in=applications)
            | Q(kind=Kind.AGREEMENT, subject_id__in=agreements.values("pk"))
            | Q(kind=Kind.ACCEPTANCE, subject_id__in=reports.values("pk"))
        )

    def _seated(self, user: Any) -> Q:
        calls = apps.get_model("competitions", "Competition").objects
        leads = Q(competition__in=calls.seating(user, *LEADS).values("pk"))
        published = Q(competition__in=calls.seating(user).with_results().values("pk"))
        # The key to the codes is for the same readers, and there is none before the publication.
        return (Q(kind=Kind.PROTOCOL) & (leads | published)) | (Q(kind=Kind.KEY) & published)

    def about(self, kind: str, subject: Any) -> "IssuedQuerySet":
        """The papers of this kind about this very thing, oldest first."""
        return self.filter(
            kind=kind, subject_type=subject._meta.label_lower, subject_id=subject.pk
        ).order_by("pk")

    def with_place(self) -> "IssuedQuerySet":
        """With the municipality, the signatory and what replaced the paper, in one query."""
        return self.select_related("municipality", "signed_by", "competition", "replacement")

    def current(self) -> "IssuedQuerySet":
        """Papers no other has replaced."""
        return self.filter(replacement=None)

    def update(self, **_fields: Any) -> int:
        raise WrittenOnce(SENTENCE)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise WrittenOnce(SENTENCE)

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> int:
        raise WrittenOnce(SENTENCE)
