"""When an agreement can be drafted and signed."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.acts import names_faults, requires
from awards.choices import STANDING, AgreementState, AmendmentState, AwardState
from awards.rules.who import award_of
from competitions.choices import RESULTS_KNOWN
from ui.som import in_figures

if TYPE_CHECKING:
    from awards.models import Agreement, Amendment, Award, SigningExtension


@requires(_("This award no longer waits for its agreement."))
def award_waits_for_agreement(agreement: "Agreement | SigningExtension") -> bool:
    """The grant was awarded and the agreement is not signed yet."""
    return agreement.award.state == AwardState.GRANTED


@requires(_("The results must be published first."))
def results_are_published(agreement: "Agreement") -> bool:
    """The head of the aiyl okmotu has published the results."""
    return agreement.award.competition.state in RESULTS_KNOWN


@requires(_("There is already an agreement for this award."))
def agreement_is_one(agreement: "Agreement") -> bool:
    """No other agreement of this award stands."""
    known = agreement.award.agreement
    return known is None or known.state not in STANDING


@names_faults(_("The terms are written in Kyrgyz and in Russian."))
def agreement_texts_are_there(agreement: "Agreement") -> list[Any]:
    """Both texts of the agreement are there."""
    names = [name for name in ("text_ky", "text_ru") if not getattr(agreement, name).strip()]
    return [
        now_in_words("“%(field)s” is empty.") % {"field": _name(agreement, name)} for name in names
    ]


@requires(_("Enter first when the winner signed."))
def winner_has_signed(agreement: "Agreement | Amendment") -> bool:
    """The clerk has entered the day on which the winner signed this very text."""
    return agreement.winner_signed_on is not None


@requires(
    _(
        "What the agreement says has changed since the winner signed it: print it and let the "
        "winner sign anew."
    )
)
def winner_signed_this_text(agreement: "Agreement") -> bool:
    """The text, the sums and the days are those the winner has signed."""
    return agreement.winner_signed_on is None or agreement.is_signed_by_winner_as_it_is


@requires(_("Only a signed agreement can be amended."))
def agreement_is_in_force(amendment: "Amendment") -> bool:
    """The agreement is signed, neither closed nor terminated."""
    return amendment.agreement.state == AgreementState.SIGNED


@requires(_("Another amendment is drafted: sign it or drop it."))
def no_amendment_is_drafted(amendment: "Amendment") -> bool:
    """No other amendment of this agreement waits for its signatures."""
    known = amendment.agreement.amendments.filter(state=AmendmentState.DRAFTED)
    return not known.exists()


@requires(_("The term for signing the agreement has passed."))
def signing_term_runs(subject: "Award | Agreement | SigningExtension") -> bool:
    """The last minute for signing has not passed."""
    award = award_of(subject)
    return award.sign_until is not None and clock.arrival() <= award.sign_until


@requires(_("The term for signing the agreement has not passed yet."))
def signing_term_has_passed(award: "Award") -> bool:
    """The last minute for signing has passed."""
    return award.sign_until is not None and clock.arrival() > award.sign_until


@names_faults(_("The lines of the budget paid from the grant add up to the grant."))
def lines_give_the_grant(subject: "Award | Agreement") -> list[Any]:
    """What the approved lines take from the grant is exactly the grant."""
    award = award_of(subject)
    total = sum(line.amount for line in award.books.lines if line.is_grant)
    if total == award.amount:
        return []
    return [
        now_in_words("The lines take %(total)s som from the grant; the grant is %(grant)s som.")
        % {"total": in_figures(total), "grant": in_figures(award.amount)}
    ]


def _name(agreement: "Agreement", name: str) -> str:
    field: Any = agreement._meta.get_field(name)
    return str(field.verbose_name)
