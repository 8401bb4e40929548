"""The few tags pages are built with."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.db.models import Model
from django.template.defaultfilters import linebreaksbr
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from audit import clock
from audit.acts import history, moves
from ui import charts, languages
from ui.countdown import countdown_to
from ui.navigation import links
from ui.som import in_figures

register = template.Library()

FLOOR_SHADE = 5

# What stands in every row of a list is written here and not by a template of its own, nor by the
# library's formats, which are read anew for each figure: one page asks hundreds of times.
BADGE = (
    '<span class="state state-{}"><svg viewBox="0 0 12 12" width="12" height="12"'
    ' aria-hidden="true" focusable="false"><path d="{}"/></svg>{}</span>'
)
DAY, MOMENT = "%d.%m.%Y", "%d.%m.%Y\xa0%H:%M"

TONES = {
    "neutral": "M2 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0zm1.5 0a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0z",
    "waiting": "M2 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0zm4-2.6v5.2a2.6 2.6 0 0 1 0-5.2z",
    "good": "M4.7 9.6 1.4 6.3l1.3-1.3 2 2 4.6-4.6 1.3 1.3z",
    "bad": "M3 1 6 4l3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3-3-3z",
    "done": "M2 2h8v8H2z",
}

# The usual next step comes first, what ends a thing comes last.
WEIGHTS = {"main": 0, "plain": 1, "danger": 2}

OTHER_TONGUE = {"ky": gettext_lazy("in Kyrgyz"), "ru": gettext_lazy("in Russian")}


# -- words of the page


class Words(template.Node):
    """Words that are written in the template: looked up once a language, not once a row."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        language = get_language()
        if language not in self.said:
            self.said[language] = self.node.render(context)
        return self.said[language]


@register.tag
def translate(parser: Any, token: Any) -> template.Node:
    """The framework's own tag, quicker where the words are fixed."""
    node = do_translate(parser, token)
    given = [part for part in (node.filter_expression, node.message_context) if part is not None]
    return Words(node) if not node.asvar and all(map(_is_fixed, given)) else node


def _is_fixed(expression: Any) -> bool:
    return getattr(expression.var, "literal", expression.var) is not None and not expression.filters


# -- acts and states


@register.inclusion_tag("parts/act_bar.html", takes_context=True)
def act_bar(context: Any, subject: Any) -> dict[str, Any]:
    """Every act this person may do about the thing; greyed, with reasons, before its time."""
    user = context["request"].user
    buttons = []
    for move in moves(subject, user) if user.is_authenticated else ():
        try:
            address = reverse(f"{subject._meta.model_name}_{move.verb}", args=[subject.pk])
        except NoReverseMatch:
            continue
        buttons.append({"move": move, "address": address})
    buttons.sort(key=lambda button: WEIGHTS.get(button["move"].weight, 1))
    return {"buttons": buttons}


@register.simple_tag
def badge(word: Any, tone: str = "neutral") -> str:
    """A word with its shape: neutral, waiting, good, bad or done."""
    return format_html(BADGE, tone, TONES[tone], word)


@register.simple_tag
def state_badge(subject: Any) -> str:
    """The state the thing is in: its word and, from the room's choices, its tone."""
    return _badge_of_state(type(subject), subject.state, get_language())


@lru_cache(maxsize=1000)
def _badge_of_state(model: type[Model], state: str, _language: str) -> str:
    field = model._meta.get_field("state")
    states = type(field.default)
    tone = getattr(states(state), "tone", "neutral") if states is not str else "neutral"
    return badge(dict(field.flatchoices).get(state, state), tone)


@register.inclusion_tag("parts/timeline.html")
def timeline(what: Any) -> dict[str, Any]:
    """What happened, newest first: entries, or the thing they are about."""
    return {"entries": history(what) if isinstance(what, Model) else what}


@register.inclusion_tag("parts/nav.html", takes_context=True)
def nav(context: Any) -> dict[str, Any]:
    """Where this person may go: by roles, without a query beyond them."""
    request = context.get("request")
    found = links(request) if request is not None else []
    return {"links": found, "here": next((link for link in found if link["here"]), None)}


# -- figures, days, words ----------------------------------------------------------------------


@register.filter
def som(amount: Any) -> str:
    """200 000 сом, as plain text."""
    return _("%(amount)s som") % {"amount": figure(amount)} if amount not in {None, ""} else "–"


@register.simple_tag
def money(amount: Any, *, exact: bool = False) -> str:
    """A sum with its currency; with tyiyn when there are any, or always when exact."""
    if amount in {None, ""}:
        return "–"
    text = _("%(amount)s som") % {"amount": figure(amount, 2 if exact else None)}
    return format_html('<span class="figure">{}</span>', text.replace(" ", "\xa0"))


@register.filter
def figure(value: Any, places: int | None = None) -> str:
    """A figure in the office's writing: thousands apart, decimal comma, a real minus."""
    if value in {None, ""}:
        return "–"
    return in_figures(value, places)


@register.simple_tag
def moment(value: datetime | None, *, zone: bool = False) -> str:
    """A moment with its minute; with the words for the zone where a deadline counts."""
    if not value:
        return "–"
    local = timezone.localtime(value)
    text = local.strftime(MOMENT)
    if zone:
        text = _("%(moment)s, Bishkek time") % {"moment": text}
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), text)


@register.inclusion_tag("parts/countdown.html")
def countdown(until: datetime | None) -> dict[str, Any]:
    """How long is left until a last minute, in words; nothing where there is none."""
    if until is None:
        return {}
    found = countdown_to(until, clock.arrival())
    return found | {"gaps": json.dumps(found["gaps"], ensure_ascii=False)}


@register.simple_tag
def day(value: date | None, form: str = "short") -> str:
    """A day: 21.11.2026, or with the month in words when form is "long"."""
    if not value:
        return "–"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    text = languages.long_day(value) if form == "long" else value.strftime(DAY)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.simple_tag
def answered(answer: Any) -> str:
    """What was answered to a question, written by its kind: a page has a hundred of them."""
    match answer.kind:
        case "nothing":
            return format_html('<span class="quiet">{}</span>', "–")
        case "money":
            return money(answer.value)
        case "figure":
            return format_html('<span class="figure">{}</span>', figure(answer.value))
        case "day":
            return day(answer.value)
        case _:
            return linebreaksbr(answer.value)


@register.simple_tag
def pick(obj: Any, name: str) -> str:
    """The text of a bilingual pair; marked when only the other language has it."""
    text, language = languages.written(obj, name)
    if language == languages.active():
        return format_html("{}", text)
    return format_html(
        '<span lang="{}">{}</span> <small class="other-tongue">({})</small>',
        language,
        text,
        OTHER_TONGUE[language],
    )


@register.filter
def picked(obj: Any, name: str) -> str:
    """The same as plain text, for titles and attributes."""
    return languages.pick(obj, name)


# -- pictures with their figures ---------------------------------------------------------------


@register.inclusion_tag("parts/share.html")
def share(part: Any, whole: Any) -> dict[str, Any]:
    """A share as a bar and a figure."""
    return {"bar": charts.share(part, whole)}


@register.inclusion_tag("parts/stacked_bar.html")
def stacked_bar(pieces: Iterable[tuple[Any, Any]], caption: Any = "") -> dict[str, Any]:
    """Where a sum comes from: pairs of name and amount as one bar, with the table beside it."""
    return {"chart": charts.stacked(pieces), "caption": caption}


@register.inclusion_tag("parts/progress.html")
def progress(promised: Any, confirmed: Any, used: Any, floor: Any = None) -> dict[str, Any]:
    """Contributions: promised, confirmed and used on one scale; above them what is asked."""
    rows = [
        *([] if floor is None else [(_("Asked by the agreement"), floor)]),
        (_("Promised"), promised),
        (_("Confirmed"), confirmed),
        (pgettext("contribution", "Used"), used),
    ]
    drawn = charts.on_one_scale(rows)
    if floor is not None:
        # The other three keep the shades they have everywhere.
        shades = (FLOOR_SHADE, *range(1, len(drawn)))
        drawn = [replace(row, shade=shade) for row, shade in zip(drawn, shades, strict=True)]
    return {"rows": drawn}


@register.inclusion_tag("parts/calendar_line.html")
def calendar_line(points: Iterable[tuple[Any, Any]], today: Any = None) -> dict[str, Any]:
    """The calendar of a call as a line with today on it; the table says the same in words."""
    return {"line": charts.calendar(points, today)}


@register.inclusion_tag("parts/dot_strip.html")
def dot_strip(points: Iterable[Any], low: Any, high: Any, mean: Any = None) -> dict[str, Any]:
    """The points given to one application: each a dot, their range a line, the mean a stroke."""
    return {"strip": charts.dots(points, low, high, mean)}
