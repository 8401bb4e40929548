"""Fields that understand what people really type, and say plainly what is wrong."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ui.phones import normal_phone

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
CURRENCY = re.compile(r"(сом|som|kgs)\.?$", re.IGNORECASE)
FIGURE = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
MINUSES = ("-", "−", "–")
FIRST_YEAR, LAST_YEAR = 1900, 2100
SELECTED = SafeString(" selected")

# Signs that turn text round: with them a name can be shown as something it is not.
TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Signs without width that come along when text is copied; they mean nothing and are dropped.
WEIGHTLESS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


class LongSelect(forms.Select):
    """A list of choices that may be long: written at once, not by a template for each choice."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        given = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", given, options)


class FigureField(forms.Field):
    """A figure that is not negative, with a comma or a point, spaces between thousands."""

    places = 3
    largest = Decimal("999999999.999")
    example = "12,5"

    default_error_messages = {
        "figure": _("Write a figure, for example %(example)s."),
        "negative": _("The figure cannot be below zero."),
        "places": ngettext_lazy(
            "At most %(places)d figure after the comma.",
            "At most %(places)d figures after the comma.",
            "places",
        ),
        "whole": _("Write a whole number, without a comma."),
        "largest": _("The figure is too large: at most %(largest)s."),
        "smallest": _("The figure is too small: at least %(smallest)s."),
    }

    def __init__(
        self, *, places: int | None = None, largest: Any = None, smallest: Any = None, **kwargs: Any
    ) -> None:
        self.places = self.places if places is None else places
        self.largest = self.largest if largest is None else Decimal(largest)
        self.smallest = smallest if smallest is None else Decimal(smallest)
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(**kwargs)
        self.widget.attrs |= {
            "inputmode": "decimal" if self.places else "numeric",
            "autocomplete": "off",
            "data-places": str(self.places),
            "class": f"{self.widget.attrs.get('class', '')} figure-input".strip(),
        }

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return self.shape(Decimal(value))
        text = CURRENCY.sub("", SPACES.sub("", str(value)))
        if text.startswith(MINUSES) and FIGURE.fullmatch(text[1:]):
            self.fail("negative")
        match = FIGURE.fullmatch(text)
        if match is None:
            self.fail("figure", example=self.example)
        whole, fraction = match[1], match[2] or ""
        if len(fraction) > self.places:
            self.fail("places" if self.places else "whole", places=self.places)
        if len(whole.lstrip("0")) > 18:
            self.fail("largest", largest=said(self.largest))
        return self.shape(Decimal(f"{whole}.{fraction or '0'}"))

    def shape(self, figure: Decimal) -> Any:
        if figure < 0:
            self.fail("negative")
        if figure > self.largest:
            self.fail("largest", largest=said(self.largest))
        if self.smallest is not None and figure < self.smallest:
            self.fail("smallest", smallest=said(self.smallest))
        return int(figure) if self.places == 0 else figure.quantize(Decimal(1).scaleb(-self.places))

    def fail(self, code: str, **facts: Any) -> None:
        raise ValidationError(self.error_messages[code], code=code, params=facts)

    def prepare_value(self, value: Any) -> Any:
        return (
            said(value)
            if isinstance(value, int | Decimal) and not isinstance(value, bool)
            else value
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MoneyField(FigureField):
    """A sum in som: 1 200,50."""

    places = 2
    largest = Decimal("9999999999.99")
    example = "1 200,50"

    default_error_messages = {
        "figure": _("Write the sum in figures, for example %(example)s."),
        "negative": _("A sum cannot be below zero."),
        "places": _("A sum has at most two figures after the comma (tyiyn)."),
        "largest": _("The sum is too large: at most %(largest)s som."),
        "smallest": _("The sum is too small: at least %(smallest)s som."),
    }


class CountField(FigureField):
    """How many: a whole number that is not negative."""

    places = 0
    largest = Decimal(2_000_000_000)
    example = "25"


def said(figure: Any) -> str:
    """The figure as the office writes it, without idle zeros: 1 200,50 and 1 200."""
    figure = Decimal(figure)
    whole = figure == figure.to_integral_value()
    if whole:
        return number_format(figure.quantize(Decimal(1)), use_l10n=True, force_grouping=True)
    places = -int(figure.normalize().as_tuple().exponent)
    return number_format(figure, decimal_pos=max(places, 2), use_l10n=True, force_grouping=True)


class DayField(forms.DateField):
    """A day, picked or typed as 21.11.2026."""

    default_error_messages = {
        "invalid": _("Write the day as day, month, year: 21.11.2026."),
        "range": _("The year must be between %(first)d and %(last)d."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        return in_range(super().to_python(value), self.error_messages["range"])


class MomentField(forms.DateTimeField):
    """A moment with its minute, Bishkek time."""

    default_error_messages = {
        "invalid": _("Write the day and the time: 21.11.2026 14:05."),
        "range": _("The year must be between %(first)d and %(last)d."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        )
        super().__init__(**kwargs)
        self.help_text = self.help_text or _("Bishkek time.")

    def to_python(self, value: Any) -> datetime | None:
        return in_range(super().to_python(value), self.error_messages["range"])


def in_range(value: Any, sentence: Any) -> Any:
    """The day or moment itself, when it lies in years that can be meant."""
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(
            sentence, code="range", params={"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return value


class PhoneField(forms.CharField):
    """A Kyrgyz phone number in any of the usual spellings, kept as +996555123456."""

    default_error_messages = {
        "phone": _("Write a Kyrgyz phone number, for example 0555 123 456 or +996 555 123456.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        number = normal_phone(text)
        if text and not number:
            raise ValidationError(self.error_messages["phone"], code="phone")
        return number


class LineField(forms.CharField):
    """One line of words."""

    lines = False

    default_error_messages = {
        "control": _(
            "The text holds a sign that cannot be printed (%(sign)s). Type that place anew."
        ),
        "emoji": _(
            "A picture sign (%(sign)s) cannot be printed on an official paper. Write it in words."
        ),
        "max_length": ngettext_lazy(
            "At most %(limit_value)d letter fits here; there are %(show_value)d.",
            "At most %(limit_value)d letters fit here; there are %(show_value)d.",
            "limit_value",
        ),
    }

    def __init__(self, *, max_length: int = 300, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = self.error_messages["max_length"]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # No maxlength in the browser: it would cut what was pasted without a word.
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        text = super().to_python(value).replace("\r\n", "\n").translate(WEIGHTLESS).strip()
        text = unicodedata.normalize("NFC", text)
        for sign in text:
            if sign in "\n\t" and self.lines:
                continue
            if unicodedata.category(sign) in {"Cc", "Cs", "Co"} or sign in TURNING:
                raise ValidationError(
                    self.error_messages["control"], "control", {"sign": f"U+{ord(sign):04X}"}
                )
            if is_picture(sign):
                raise ValidationError(self.error_messages["emoji"], "emoji", {"sign": sign})
        return text


class TextField(LineField):
    """Words on several lines."""

    lines = True

    def __init__(self, *, max_length: int = 4000, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


def is_picture(sign: str) -> bool:
    """Emoji and their kin: our papers' letters do not have them."""
    return ord(sign) > 0xFFFF or sign == "\ufe0f" or 0x2600 <= ord(sign) <= 0x27BF


def mark_tongues(fields: dict[str, forms.Field]) -> None:
    """Tells the reader's voice and the speller in which language a text is written."""
    for name, field in fields.items():
        if name.endswith(("_ky", "_ru")):
            field.widget.attrs["lang"] = name[-2:]
