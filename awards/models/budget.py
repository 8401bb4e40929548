"""The budget against the actuals: line by line and source by source, with the words for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words

from applications.choices import MoneySource
from awards.choices import PAID_OUT, UNPAID, Purse
from awards.ledger import NOTHING, split_exactly
from competitions.choices import ContributionKind
from ui.rounding import down
from ui.som import in_figures

if TYPE_CHECKING:
    from awards.models.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What was approved, what is going to be paid, what was paid and what was spent, som."""

    approved: Decimal = NOTHING
    planned: Decimal = NOTHING
    paid: Decimal = NOTHING
    spent: Decimal = NOTHING

    @property
    def left(self) -> Decimal:
        """What of the approved is not spent; below nothing where more was spent."""
        return self.approved - self.spent

    @property
    def over(self) -> Decimal:
        return max(-self.left, NOTHING)

    @classmethod
    def of(cls, parts: Iterable[Any]) -> "Sums":
        every = list(parts)
        return cls(
            **{
                name: sum((getattr(one, name) for one in every), NOTHING)
                for name in ("approved", "planned", "paid", "spent")
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Sums):
    """One line of the budget with its actuals.

    Goods, labour and services are used and not paid, and are not used line by line: what was used
    of a kind in all is shared out over its lines by their sums.
    """

    line: Any
    most: Decimal
    takes_money: bool = True

    @property
    def is_over(self) -> bool:
        """More was spent than the tolerance of the call allows."""
        return self.spent > self.most

    @property
    def words(self) -> str:
        """How the line stands, as one would say it."""
        if not self.takes_money:
            return now_in_words("Used and not paid: its share of what was used of this kind.")
        facts = {
            "left": in_figures(self.left),
            "over": in_figures(self.over),
            "most": in_figures(self.most),
        }
        if self.is_over:
            sentence = now_in_words("%(over)s som over the line, more than the tolerance allows.")
        elif self.over:
            sentence = now_in_words(
                "%(over)s som over the line, within the tolerance: at most %(most)s som."
            )
        elif not self.spent:
            sentence = now_in_words("Nothing is spent yet.")
        elif not self.left:
            sentence = now_in_words("Spent to the last som.")
        else:
            sentence = now_in_words("%(left)s som under the line.")
        return sentence % facts


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGroup:
    """The lines that are paid from one source, with their sums."""

    source: str
    lines: list[BudgetLine]
    total: Sums

    @property
    def name(self) -> str:
        return str(MoneySource(self.source).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSums(Sums):
    """One source of money, goods or labour: promised, awaited, come, spent or used."""

    name: Any
    is_money: bool

    @property
    def unspent(self) -> Decimal:
        """What came and is not spent or used."""
        return self.paid - self.spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The whole table."""

    groups: list[LineGroup]
    total: Sums
    sources: list[SourceSums]
    all_sources: SourceSums

    @property
    def lines(self) -> list[BudgetLine]:
        return [one for group in self.groups for one in group.lines]

    @property
    def over_lines(self) -> list[BudgetLine]:
        return [one for one in self.lines if one.over]

    @property
    def names_purchases(self) -> bool:
        """Whether what is planned and paid is known line by line: the municipality buys."""
        return bool(self.total.planned or self.total.paid)

    @property
    def words(self) -> str:
        """How the budget stands as a whole, as one would say it."""
        money = Sums.of(one for one in self.lines if one.takes_money)
        facts = {
            "approved": in_figures(money.approved),
            "spent": in_figures(money.spent),
            "left": in_figures(abs(money.left)),
        }
        if money.left < 0:
            return (
                now_in_words(
                    "Of %(approved)s som in money %(spent)s som is spent: %(left)s som over."
                )
                % facts
            )
        return (
            now_in_words("Of %(approved)s som in money %(spent)s som is spent: %(left)s som left.")
            % facts
        )


def budget_of(books: "Books") -> Budget:
    """Reckon the table from the books of one award, without another look at its rows."""
    used = _used_by_line(books)
    lines = [_line_of(books, line, used) for line in books.lines]
    groups = []
    for source in MoneySource.values:
        found = [one for one in lines if one.line.source == source]
        if found:
            groups.append(LineGroup(source=source, lines=found, total=Sums.of(found)))
    sources = list(_sources_of(books))
    whole = Sums.of(sources)
    return Budget(
        groups=groups,
        total=Sums.of(lines),
        sources=sources,
        all_sources=SourceSums(
            name="",
            is_money=False,
            approved=whole.approved,
            planned=whole.planned,
            paid=whole.paid,
            spent=whole.spent,
        ),
    )


def _used_by_line(books: "Books") -> dict[int, Decimal]:
    parts: dict[int, Decimal] = {}
    for kind, standing in books.standing_by_kind.items():
        lines = [line for line in books.lines if line.source == kind and not line.takes_money]
        if lines:
            weights = [line.amount for line in lines] if any(line.amount for line in lines) else []
            shares = split_exactly(standing.used, weights or [1] * len(lines))
            parts |= {line.pk: share for line, share in zip(lines, shares, strict=True)}
    return parts


def _line_of(books: "Books", line: Any, used: dict[int, Decimal]) -> BudgetLine:
    states = {one.pk: one.state for one in books.payments}
    tolerance = Fraction(books.award.competition.line_tolerance)

    def bought(*wanted: str) -> Decimal:
        return sum(
            (
                one.amount
                for one in books.purchases
                if one.line_id == line.pk and states[one.payment_id] in wanted
            ),
            NOTHING,
        )

    return BudgetLine(
        line=line,
        approved=line.amount,
        most=down(Fraction(line.amount) * (100 + tolerance) / 100),
        planned=bought(*UNPAID),
        paid=bought(*PAID_OUT),
        spent=books.spent_on(line) if line.takes_money else used.get(line.pk, NOTHING),
        takes_money=line.takes_money,
    )


def _sources_of(books: "Books") -> Iterable[SourceSums]:
    grant = books.purses[Purse.GRANT]
    yield SourceSums(
        name=Purse.GRANT.label,
        is_money=True,
        approved=books.award.grant,
        planned=books.bound - books.paid,
        paid=grant.received,
        spent=grant.spent,
    )
    cash = [one for one in books.contributions if one.kind == ContributionKind.CASH]
    for purse in Purse:
        given = [one for one in cash if one.giver_kind == purse]
        balance = books.purses.get(purse)
        if purse != Purse.GRANT and (given or balance):
            yield _given(purse.label, given, books, is_money=True)
    for kind in ContributionKind:
        given = [one for one in books.contributions if one.kind == kind]
        if given and kind != ContributionKind.CASH:
            yield _given(kind.label, given, books, is_money=False)


def _given(name: Any, given: list[Any], books: "Books", *, is_money: bool) -> SourceSums:
    return SourceSums(
        name=name,
        is_money=is_money,
        approved=sum((one.amount for one in given), NOTHING),
        planned=sum((one.awaited for one in given), NOTHING),
        paid=sum((one.confirmed_amount for one in given), NOTHING),
        spent=sum((books.used[one.pk] for one in given), NOTHING),
    )
