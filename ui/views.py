"""The few views every room builds its pages from: a list, a page, a form, an act, a beginning."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.forms import BaseModelForm, Form
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView, ListView
from django.views.generic.detail import SingleObjectMixin

from audit import clock
from audit.acts import Move, Refused, ask, ask_to_begin, history, last_entry
from audit.wording import wording
from ui.forms import EmptyForm, blame, dress

JUST_NOW = timedelta(minutes=5)
ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What every page answers first: whose turn it is, until when, and what happens next."""

    turn: Any = ""
    until: datetime | None = None
    next: Any = ""


class Scoped(LoginRequiredMixin):
    """Only the rows this person may see."""

    def get_queryset(self) -> Any:
        return self.model.objects.visible_to(self.request.user)


class ListPage(Scoped, ListView):
    """A list of what this person may see, fifty rows a page."""

    paginate_by = ROWS_A_PAGE
    ordering = ("-pk",)

    def get_queryset(self) -> Any:
        return super().get_queryset().order_by(*self.ordering)


class LongPaginator(Paginator):
    """Pages of a list that may be very long: rows are counted as far as somebody has read.

    To count a hundred thousand rows takes longer than to show fifty of them.
    """

    counted_to = 1000

    def page(self, number: Any) -> Page:
        if str(number).isdecimal():
            self.counted_to = max(self.counted_to, int(number) * self.per_page)
        return super().page(number)

    @cached_property
    def count(self) -> int:
        return self.object_list[: self.counted_to + 1].count()

    @property
    def has_more(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.count > self.counted_to

    @property
    def pages_shown(self) -> str:
        """How many pages there are, as far as is known."""
        return f"{self.num_pages - 1}+" if self.has_more else str(self.num_pages)


def paged(request: Any, rows: Sequence[Any]) -> dict[str, Any]:
    """A long table that is not a list of its own: the page of it that is asked for."""
    paginator = Paginator(rows, ROWS_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    return {"page_obj": page, "paginator": paginator, "is_paginated": page.has_other_pages()}


class DetailPage(Scoped, DetailView):
    """One thing: where it stands, what may be done, what happened."""

    def get_now(self) -> Now | None:
        return None

    def get_entries(self) -> list[Any]:
        return history(self.object)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(entries=self.get_entries(), now=self.get_now(), **more)


class Dressed:
    """Forms get our layout and, when they ask for it, the thing and the person they are about."""

    subject: Any = None

    def get_form(self, form_class: type[Form] | None = None) -> Form:
        return dress(super().get_form(form_class))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        form_class = self.get_form_class()
        if getattr(form_class, "wants_subject", False):
            kwargs["subject"] = self.subject
        if getattr(form_class, "wants_actor", False):
            kwargs["actor"] = self.request.user
        if issubclass(form_class, BaseModelForm) and type(self.subject) is form_class._meta.model:
            # A copy: the form writes what was typed into it; the page must still tell what is true.
            kwargs["instance"] = copy(self.subject)
        return kwargs


class FormPage(LoginRequiredMixin, Dressed, FormView):
    """A page with a form that is not an act about one row."""

    template_name = "parts/form.html"


class Acting(LoginRequiredMixin, Dressed, FormView):
    """GET asks, POST acts; a refusal is told on the page and nothing typed is lost."""

    model: Any = None
    act: Any = None
    verb: str = ""
    form_class = EmptyForm
    label: Any = ""
    lead: Any = ""
    done: Any = ""
    template_name = "parts/act.html"
    move: Move | None = None
    reasons: Sequence[str] = ()

    def find(self) -> None:
        """Finds what the act is about, among what this person may see."""
        raise NotImplementedError

    def ask(self) -> Move:
        """What stands in the way; the wrong person is sent away here."""
        raise NotImplementedError

    def do(self, facts: dict[str, Any]) -> Any:
        """The one call into the room's actions."""
        raise NotImplementedError

    def leads_to(self, result: Any) -> Any:
        """Where the person goes next: to what the act gave back, or to what it was about."""
        return result if hasattr(result, "get_absolute_url") else self.subject

    def given(self, name: str) -> Any:
        # Given to as_view it lies on the view; written in the class it must not become a method.
        return self.__dict__.get(name) or getattr(type(self), name)

    def look(self) -> None:
        self.find()
        try:
            self.move = self.ask()
        except Refused as refusal:
            self.move, self.reasons = None, refusal.reasons
        else:
            self.reasons = self.move.reasons

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.look()
        return self.render_to_response(self.get_context_data())

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.find()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: Form) -> Any:
        try:
            result = self.do(form.cleaned_data)
        except Refused as refusal:
            return self.refused(form, refusal.reasons)
        except ValidationError as error:
            blame(form, error)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done or wording(self.model, self.verb)["done"]))
        return redirect(self.leads_to(result))

    def form_invalid(self, form: Form) -> Any:
        self.look()
        return super().form_invalid(form)

    def refused(self, form: Form, reasons: Sequence[str]) -> Any:
        self.look()
        self.reasons = reasons
        return self.render_to_response(self.get_context_data(form=form))

    def can_press(self) -> bool:
        """Whether the button is live: not while anything stands in the way."""
        return self.move is not None and not self.reasons

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        given = {
            "object": self.subject,
            "label": self.label or wording(self.model, self.verb).get("label", ""),
            "lead": self.lead,
            "reasons": self.reasons,
            "weight": self.move.weight if self.move else "plain",
            "can_press": self.can_press(),
            "back": self.subject.get_absolute_url()
            if hasattr(self.subject, "get_absolute_url")
            else "",
        }
        return super().get_context_data(**given | more)


class ActView(Scoped, SingleObjectMixin, Acting):
    """One act about one row: `as_view(model=Application, verb="submit", act=actions.submit)`.

    An act that is not an edge of the row's machine says itself who may: `may=rules.may_print`.
    """

    may: Any = None

    def find(self) -> None:
        self.object = self.subject = self.get_object()

    def ask(self) -> Move:
        may = self.given("may")
        if may is None:
            return ask(self.subject, self.verb, actor=self.request.user)
        if not may(self.subject, self.request.user):
            raise PermissionDenied
        return Move(verb=self.verb, label=self.label, reasons=[], weight="main")

    def do(self, facts: dict[str, Any]) -> Any:
        return self.given("act")(self.subject, actor=self.request.user, **facts)

    def refused(self, form: Form, reasons: Sequence[str]) -> Any:
        answer = super().refused(form, reasons)
        entry = last_entry(self.subject) if self.move is None else None
        mine = entry and (entry.verb, entry.actor_id) == (self.verb, self.request.user.pk)
        if mine and clock.now() - entry.at < JUST_NOW:
            # The second press of the same button: what was wanted has happened.
            messages.info(self.request, _("This is already done: %(said)s") % {"said": entry.said})
            return redirect(self.subject)
        return answer


class BeginView(Acting):
    """A row comes into being, alone or below a parent whose key is in the address.

    `as_view(model=Application, act=actions.begin, parent=Competition, form_class=BeginForm)`;
    the act is called with the parent first when there is one.
    """

    parent: Any = None
    parent_field: str = ""
    # Only what is typed tells who may begin this.
    asks_first: bool = True
    # What stands in the way is of the parent, and not of what is typed.
    shows_reasons: bool = True

    def find(self) -> None:
        self.verb = self.verb or self.model.beginning.verb
        if self.parent is not None:
            seen = self.parent.objects.visible_to(self.request.user)
            self.subject = get_object_or_404(seen, pk=self.kwargs["pk"])

    def blank(self) -> Any:
        """The row as it would begin, for asking who may and what stands in the way."""
        if self.subject is None:
            return self.model()
        return self.model(**{self.parent_field or self.parent._meta.model_name: self.subject})

    def ask(self) -> Move:
        if not self.asks_first:
            return Move(verb=self.verb, label=self.label, reasons=[], weight="main")
        move = ask_to_begin(self.blank(), actor=self.request.user)
        return move if self.shows_reasons else replace(move, reasons=[])

    def can_press(self) -> bool:
        # What is typed may yet remove what stands in the way: the kernel asks again.
        return True

    def do(self, facts: dict[str, Any]) -> Any:
        below = () if self.subject is None else (self.subject,)
        return self.given("act")(*below, actor=self.request.user, **facts)

    def leads_to(self, result: Any) -> Any:
        return super().leads_to(result) or "home"
