"""Sums of money in figures and in words, as they stand in Kyrgyz and Russian papers.

Kyrgyz papers name the first hundred and thousand too ("бир жүз", "бир миң"), so that
nothing can be written in front of the sum. Tyiyn stay in figures in both languages.
"""

from decimal import Decimal
from fractions import Fraction

NO_BREAK = "\u00a0"
MINUS = "\u2212"
LARGEST = 999_999_999_999
WRITING = str.maketrans({",": NO_BREAK, ".": ",", "-": MINUS})

MARKS = {"ky": (NO_BREAK, ",", "сом"), "ru": (NO_BREAK, ",", "сом"), "en": (",", ".", "som")}

KYRGYZ_ONES = ("", "бир", "эки", "үч", "төрт", "беш", "алты", "жети", "сегиз", "тогуз")
KYRGYZ_TENS = (
    *("", "он", "жыйырма", "отуз", "кырк"),
    *("элүү", "алтымыш", "жетимиш", "сексен", "токсон"),
)
KYRGYZ_THOUSANDS = ("", "миң", "миллион", "миллиард")

RUSSIAN_ONES = (
    *("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"),
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать"),
    *("шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
RUSSIAN_FEMININE = {1: "одна", 2: "две"}
RUSSIAN_TENS = (
    *("", "", "двадцать", "тридцать", "сорок"),
    *("пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"),
)
RUSSIAN_HUNDREDS = (
    *("", "сто", "двести", "триста", "четыреста"),
    *("пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"),
)
RUSSIAN_THOUSANDS = (
    ("", "", ""),
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
)
RUSSIAN_SOM = ("сом", "сома", "сомов")
RUSSIAN_TYIYN = ("тыйын", "тыйына", "тыйынов")


def in_figures(value: Decimal | int, places: int | None = None) -> str:
    """Write a figure as the office does: thousands apart, a comma, a real minus, no idle zeros.

    The same in every language of ours: 200 000,50. Without `places` tyiyn show when there are any.
    """
    value = Decimal(value)
    if places is None:
        whole = value == value.to_integral_value()
        places = 0 if whole else max(2, -int(value.normalize().as_tuple().exponent))
    return f"{value:z,.{places}f}".translate(WRITING)


def som_in_figures(amount: Decimal | int, language: str = "ky") -> str:
    """Write a sum in figures: "200 000,50 сом", in English "200,000.50 som"."""
    gap, point, name = MARKS[language]
    whole, tyiyn = parted(amount)
    sign = MINUS if amount < 0 else ""
    figures = f"{sign}{whole:,}".replace(",", gap)
    return f"{figures}{f'{point}{tyiyn:02}' if tyiyn else ''}{NO_BREAK}{name}"


def som_in_words(amount: Decimal | int, language: str) -> str:
    """Write a sum in words: "кырк жети миң сом", "сорок семь тысяч сомов"."""
    whole, tyiyn = parted(amount)
    if whole > LARGEST:
        raise ValueError(f"A sum above {LARGEST} som has no words here.")
    words = {"ky": kyrgyz_sum, "ru": russian_sum}[language](whole, tyiyn)
    return f"минус {words}" if amount < 0 else words


def parted(amount: Decimal | int) -> tuple[int, int]:
    """Take a sum apart into som and tyiyn; a part of a tyiyn is nobody's decision."""
    if not Decimal(amount).is_finite():
        raise ValueError("This is not a sum of money.")
    tyiyn = Fraction(amount) * 100
    if tyiyn.denominator != 1:
        raise ValueError("A sum of money has no part smaller than a tyiyn.")
    return divmod(abs(tyiyn.numerator), 100)


def kyrgyz_sum(whole: int, tyiyn: int) -> str:
    return f"{kyrgyz_words(whole)} сом{f' {tyiyn} тыйын' if tyiyn else ''}"


def russian_sum(whole: int, tyiyn: int) -> str:
    som = f"{russian_words(whole)} {russian_form(whole, RUSSIAN_SOM)}"
    return f"{som} {tyiyn} {russian_form(tyiyn, RUSSIAN_TYIYN)}" if tyiyn else som


def kyrgyz_words(number: int) -> str:
    words: list[str] = []
    for power, three in threes(number):
        hundreds, tens, ones = three // 100, three // 10 % 10, three % 10
        words += [KYRGYZ_ONES[hundreds], "жүз" if hundreds else ""]
        words += [KYRGYZ_TENS[tens], KYRGYZ_ONES[ones], KYRGYZ_THOUSANDS[power]]
    return spaced(words) or "нөл"


def russian_words(number: int) -> str:
    words: list[str] = []
    for power, three in threes(number):
        words += russian_three(three, feminine=power == 1)
        words.append(russian_form(three, RUSSIAN_THOUSANDS[power]))
    return spaced(words) or "ноль"


def russian_three(three: int, *, feminine: bool) -> list[str]:
    tens, ones = (0, three % 100) if three % 100 < 20 else (three // 10 % 10, three % 10)
    last = RUSSIAN_FEMININE.get(ones) if feminine else None
    return [RUSSIAN_HUNDREDS[three // 100], RUSSIAN_TENS[tens], last or RUSSIAN_ONES[ones]]


def russian_form(number: int, forms: tuple[str, str, str]) -> str:
    """Choose the form that goes with the number: 1 сом, 2 сома, 5 сомов, 11 сомов."""
    one, few, many = forms
    if number % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(number % 10, many)


def threes(number: int) -> list[tuple[int, int]]:
    """Cut a number into groups of three figures, the highest first, empty ones left out."""
    groups = [(power, number // 1000**power % 1000) for power in range(3, -1, -1)]
    return [(power, three) for power, three in groups if three]


def spaced(words: list[str]) -> str:
    return " ".join(word for word in words if word)
