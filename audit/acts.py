"""The kernel: every change of anything goes through here, and leaves one entry."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _
from django_fsm import TransitionNotAllowed

from audit import clock
from audit.canonical import plain
from audit.letters import Letter
from audit.models import Chain, Channel, Entry, Notice

Condition = Callable[[Any], bool]
Permission = Callable[[Any, Any], bool]
Tell = Callable[[Any], Iterable[Letter]]
Also = Callable[[Any], dict[str, Any] | None]


class Refused(Exception):
    """It is not the moment for this act: every reason, each a sentence."""

    def __init__(self, reasons: Sequence[Any]) -> None:
        super().__init__(*reasons)
        self.reasons = [str(reason) for reason in reasons]


def requires(sentence: Any) -> Callable[[Condition], Condition]:
    """A condition that holds or does not; the sentence is told when it does not."""

    def declare(condition: Condition) -> Condition:
        condition.sentence = sentence  # type: ignore[attr-defined]
        condition.faults = lambda subject: [] if condition(subject) else [sentence]  # type: ignore[attr-defined]
        return condition

    return declare


def names_faults(sentence: Any) -> Callable[[Callable[[Any], list[Any]]], Condition]:
    """A condition that names each of its faults; the sentence says in general what it asks."""

    def declare(find: Callable[[Any], list[Any]]) -> Condition:
        def condition(subject: Any) -> bool:
            return not find(subject)

        condition.__name__, condition.__doc__ = find.__name__, find.__doc__
        condition.sentence, condition.faults = sentence, find  # type: ignore[attr-defined]
        return condition

    return declare


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """How a row comes into being: the verb, who may, when it can."""

    verb: str
    label: Any
    done: Any
    may: Permission
    conditions: Sequence[Condition] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Something this person could do here now, and what still stands in the way."""

    verb: str
    label: Any
    reasons: list[str]
    weight: str


_MORE: dict[tuple[str, str], list[Condition]] = {}


def also_requires(model: type[models.Model], verb: str, *conditions: Condition) -> None:
    """A higher room adds its own conditions to the edge of a lower one: what only it knows."""
    known = _MORE.setdefault((model._meta.label_lower, verb), [])
    known.extend(condition for condition in conditions if condition not in known)


def more_conditions(model: Any, verb: str) -> list[Condition]:
    """What higher rooms ask besides the edge's own conditions."""
    return _MORE.get((model._meta.label_lower, verb), [])


_TELLS: dict[tuple[str, str], list[Tell]] = {}


def also_tells(model: type[models.Model], verb: str, tell: Tell) -> None:
    """A higher room adds the letters that only it can write to an edge of a lower one: whoever has
    begun an application is told that the call was extended."""
    known = _TELLS.setdefault((model._meta.label_lower, verb), [])
    if tell not in known:
        known.append(tell)


_FOLLOWS: dict[tuple[str, str], list[Callable[..., Any]]] = {}


def follows(model: type[models.Model], verb: str, deed: Callable[..., Any]) -> None:
    """A higher room adds what follows at once from an edge of a lower one, in the same transaction:
    a signed protocol leaves as a paper. The deed is called with the row and the actor, and writes
    an entry of its own."""
    known = _FOLLOWS.setdefault((model._meta.label_lower, verb), [])
    if deed not in known:
        known.append(deed)


def unmet(conditions: Iterable[Condition], subject: Any) -> list[str]:
    """Every sentence that still stands in the way, in the order declared."""
    return [str(fault) for condition in conditions for fault in condition.faults(subject)]  # type: ignore[attr-defined]


@dataclass(slots=True)
class _Hands:
    """What this transaction holds, and whether it has already taken the pen."""

    held: dict[tuple[str, Any], Any] = field(default_factory=dict)
    wrote: bool = False
    # What is being saved at this moment: if the database objects, it is asked why.
    saving: Any = None


_hands: ContextVar[_Hands | None] = ContextVar("hands", default=None)


@contextmanager
def acting() -> Iterator[_Hands]:
    """One deed of one or several acts: all or nothing."""
    hands = _hands.get()
    if hands is not None:
        yield hands
        return
    hands = _Hands()
    try:
        with transaction.atomic():
            token = _hands.set(hands)
            try:
                yield hands
            finally:
                _hands.reset(token)
    except IntegrityError:
        # The database keeps every constraint by itself; which of them objected, and its sentence,
        # is asked only now: an act that is in order need not be asked beforehand.
        if hands.saving is not None:
            hands.saving.validate_constraints()
        raise


def hold(*rows: models.QuerySet) -> list[list[Any]]:
    """Lock all rows a composite act will touch, low rooms first, before its first entry."""
    hands = _hands.get()
    if hands is None:
        raise RuntimeError("hold() belongs inside acting().")
    taken = []
    for queryset in rows:
        locked = list(_locked(queryset).order_by("pk"))
        hands.held.update(((row._meta.label_lower, row.pk), row) for row in locked)
        taken.append(locked)
    return taken


def _locked(queryset: models.QuerySet) -> models.QuerySet:
    # no_key: rows that merely point here need not wait.
    return queryset.select_for_update(of=("self",), no_key=True)


def _fresh(subject: Any, hands: _Hands) -> Any:
    key = (subject._meta.label_lower, subject.pk)
    if hands.wrote and key not in hands.held:
        # Whoever waits for a row while holding the pen may wait for ever.
        raise RuntimeError(f"{key} must be held before the first entry of this deed.")
    if hands.held.get(key) is subject and not hands.wrote:
        # Read under its lock a moment ago, and nothing has happened since.
        return subject
    fresh = _locked(type(subject)._base_manager).get(pk=subject.pk)
    hands.held[key] = fresh
    return fresh


def perform(
    subject: Any,
    verb: str,
    *,
    actor: Any,
    note: str = "",
    tell: Tell | None = None,
    also: Also | None = None,
    **facts: Any,
) -> Any:
    """Lock, permit, check, change, record, tell: one act, all or nothing.

    `facts` are handed to the transition method; `also` changes what hangs on the row and may
    return more facts for the journal. Returns the changed row; the one passed in is stale.
    """
    with acting() as hands:
        subject = _fresh(subject, hands)
        at, move, before = clock.now(), getattr(subject, verb), subject.state
        edge = _edge(move, before, subject, actor)
        more = unmet(more_conditions(subject, verb), subject)
        if more:
            raise Refused(unmet(edge.conditions, subject) + more)
        old = _values(subject)
        try:
            move(at=at, **facts)
        except TransitionNotAllowed as error:
            raise Refused(unmet(edge.conditions, subject)) from error
        _keep(subject, unchanged=_kept_keys(old, subject))
        told = (also(subject) if also else None) or {}
        kept = {"changed": _changed(old, subject)} if edge.custom.get("silent") else facts
        _write(
            subject,
            verb,
            actor=actor,
            at=at,
            before=before,
            note=note,
            facts=kept | told,
            tell=tell,
        )
        for deed in _FOLLOWS.get((subject._meta.label_lower, verb), ()):
            deed(subject, actor=actor)
    return subject


def begin(
    subject: Any,
    *,
    actor: Any,
    note: str = "",
    tell: Tell | None = None,
    also: Also | None = None,
    **facts: Any,
) -> Any:
    """The first act about a row that does not exist yet: asked who and when like any other."""
    beginning = type(subject).beginning
    with acting() as hands:
        if not beginning.may(subject, actor):
            raise PermissionDenied
        conditions = [*beginning.conditions, *more_conditions(subject, beginning.verb)]
        reasons = unmet(conditions, subject)
        if reasons:
            raise Refused(reasons)
        _keep(subject, force_insert=True)
        hands.held[subject._meta.label_lower, subject.pk] = subject
        told = (also(subject) if also else None) or {}
        _write(
            subject,
            beginning.verb,
            actor=actor,
            at=clock.now(),
            before="",
            note=note,
            facts=facts | told,
            tell=tell,
        )
    return subject


def moves(subject: Any, actor: Any) -> list[Move]:
    """What this person could do here now, each with what still stands in the way."""
    return [
        _move(edge, subject)
        for edge in subject.get_all_state_transitions()
        if edge.source == subject.state and edge.permission(subject, actor)
    ]


def ask(subject: Any, verb: str, *, actor: Any) -> Move:
    """One act before it is done: refuses whom it would refuse, tells what is still unmet."""
    return _move(_edge(getattr(subject, verb), subject.state, subject, actor), subject)


def ask_to_begin(subject: Any, *, actor: Any) -> Move:
    """The same question about a row that does not exist yet."""
    beginning = type(subject).beginning
    if not beginning.may(subject, actor):
        raise PermissionDenied
    conditions = [*beginning.conditions, *more_conditions(subject, beginning.verb)]
    return Move(
        verb=beginning.verb,
        label=beginning.label,
        reasons=unmet(conditions, subject),
        weight="main",
    )


def _move(edge: Any, subject: Any) -> Move:
    return Move(
        verb=edge.name,
        label=edge.custom["label"],
        reasons=unmet([*edge.conditions, *more_conditions(subject, edge.name)], subject),
        weight=edge.custom.get("weight", "plain"),
    )


def _edge(move: Any, before: str, subject: Any, actor: Any) -> Any:
    edge = move._django_fsm.get_transition(before)
    if edge is not None:
        # Asked on the edge itself: the library's helper says yes where a rule was forgotten.
        if not edge.permission(subject, actor):
            raise PermissionDenied
        return edge
    # SECURITY: whoever may never do this must not learn that the row has moved on.
    if not any(other.permission(subject, actor) for other in move._django_fsm.transitions.values()):
        raise PermissionDenied
    raise Refused([_("This has already moved on. Open the page again to see where it stands.")])


def _keep(
    subject: Any, *, unchanged: frozenset[str] = frozenset(), force_insert: bool = False
) -> None:
    """Save what must be true."""
    # The state is protected, so its field cannot be cleaned in place. Keys that point where they
    # pointed need no new look; constraints are kept by the database (see acting).
    subject.full_clean(exclude={"state", *unchanged}, validate_constraints=False)
    hands = _hands.get()
    assert hands is not None
    hands.saving = subject
    subject.save(force_insert=force_insert)
    hands.saving = None


def _kept_keys(old: dict[str, Any], subject: Any) -> frozenset[str]:
    return frozenset(
        field.name
        for field in subject._meta.concrete_fields
        if field.is_relation and getattr(subject, field.attname) == old[field.attname]
    )


def _values(subject: Any) -> dict[str, Any]:
    return {
        field.attname: getattr(subject, field.attname) for field in subject._meta.concrete_fields
    }


def _changed(old: dict[str, Any], subject: Any) -> list[str]:
    return sorted(name for name, value in old.items() if getattr(subject, name) != value)


def _write(
    subject: Any,
    verb: str,
    *,
    actor: Any,
    at: Any,
    before: str,
    note: str,
    facts: dict[str, Any],
    tell: Tell | None,
) -> Entry:
    """The only pen: the next entry of the chain, and the letters that hang on it."""
    hands = _hands.get()
    assert hands is not None
    hands.wrote = True
    code = subject.journal_chain
    chain = Chain.objects.select_for_update().filter(code=code).first()
    if chain is None:
        Chain.objects.get_or_create(code=code)
        chain = Chain.objects.select_for_update().get(code=code)
    entry = Entry(
        chain=code,
        number=chain.length + 1,
        at=at,
        received_at=clock.arrival(),
        actor=actor,
        actor_name=str(actor)[:200],
        act=f"{subject._meta.app_label}.{verb}",
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:300],
        before=before,
        after=subject.state,
        note=note,
        facts=plain(facts),
        previous_hash=chain.head,
    )
    entry.hash = entry.reckon()
    entry.save()
    Chain.objects.filter(code=code).update(length=entry.number, head=entry.hash)
    more = _TELLS.get((subject._meta.label_lower, verb), ())
    telling = [*((tell,) if tell is not None else ()), *more]
    if telling:
        Notice.objects.bulk_create(
            notice
            for tell_them in telling
            for letter in tell_them(subject)
            for notice in _notices(entry, letter)
            if letter.to.is_active
        )
    return entry


def _notices(entry: Entry, letter: Letter) -> Iterator[Notice]:
    channels = [Channel.IN_APP, Channel.EMAIL] if letter.to.email else [Channel.IN_APP]
    for channel in channels:
        yield Notice(
            entry=entry,
            recipient=letter.to,
            channel=channel,
            template=letter.template,
            facts=plain(letter.facts),
            link=letter.link,
        )


def last_entry(subject: Any) -> Entry | None:
    """The newest entry about this thing: papers rest their code on it."""
    return Entry.objects.about(subject).last()


def says(label: Any, done: Any, *, weight: str = "plain", silent: bool = False) -> dict[str, Any]:
    """The words of an edge: on its button and in the timeline; how heavy the button looks
    (plain, main, danger); silent edges record the names of changed fields, not their values."""
    return {"label": label, "done": done, "weight": weight, "silent": silent}


def history(*subjects: Any) -> list[Entry]:
    """Everything that happened to these things, newest first: what their page tells."""
    return list(Entry.objects.about(*subjects).reverse())
