"""The journal for the office and the auditor: a chain, filtered, checked, exported."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from accounts.choices import Role
from audit import journals
from audit.canonical import short_code
from papers import journal, prints
from papers.forms import EntryFilterForm
from papers.views.issued import language_asked, pdf_answer


class Reading(LoginRequiredMixin):
    """Only the chains this person may read."""

    chain = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.chains = journal.chains_of(request.user)
            if not self.chains:
                raise PermissionDenied
            asked = request.GET.get("chain", self.chains[0][0])
            if asked not in dict(self.chains):
                raise PermissionDenied
            self.chain = asked
        return super().dispatch(request, *args, **kwargs)

    def entries_asked_for(self) -> Any:
        """The entries of the chain, narrowed as the form says."""
        self.form = EntryFilterForm(self.request.GET or None, chains=self.chains)
        wanted = self.form.cleaned_data if self.form.is_valid() else {}
        return journal.entries_of(
            self.chain,
            act=wanted.get("act", ""),
            person=wanted.get("person", ""),
            since=wanted.get("since"),
            until=wanted.get("until"),
        )


class EntryListView(Reading, ListView):
    """The entries of one chain, newest first."""

    template_name = "papers/entry_list.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        return self.entries_asked_for()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        head = journal.head_of(self.chain)
        result = journal.checked(self.chain) if "check" in self.request.GET else None
        return super().get_context_data(
            form=self.form,
            chain=self.chain,
            place=dict(self.chains)[self.chain],
            length=head.length,
            code=short_code(head.head),
            result=result,
            narrowed=self.request.GET.urlencode(),
            may_export=Role.AUDITOR in self.request.user.roles,
            **more,
        )


class EntryPrintView(Reading, View):
    """The entries asked for on paper."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        language, place = language_asked(request), dict(self.chains)[self.chain]
        with translation.override(language):
            facts = journal.extract_facts(self.chain, self.entries_asked_for(), place)
        content = prints.journal_extract(facts, language)
        return pdf_answer(content, f"journal-{self.chain}-{language}")


class EntryExportView(Reading, View):
    """The whole chain as lines of JSON, for checking on another machine."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if Role.AUDITOR not in request.user.roles:
            raise PermissionDenied(_("Only an auditor takes the journal away."))
        answer = StreamingHttpResponse(
            journals.lines(self.chain), content_type="application/jsonl; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="journal-{self.chain}.jsonl"'
        return answer
