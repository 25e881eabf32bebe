"""Small pieces of prose: lists, numbers and shares as one writes them."""

import math
from collections.abc import Sequence


def listing(words: Sequence[str], last: str = "and") -> str:
    """Join words as in a sentence.

    >>> listing(["France", "Indonesia", "Japan"])
    'France, Indonesia and Japan'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count(number: int, thing: str, things: str = "") -> str:
    """Return a number with its noun; numbers up to twelve in words.

    >>> count(1, "party", "parties"), count(14, "issue")
    ('one party', '14 issues')
    """
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return f"{words[number] if number < len(words) else number} {thing if number == 1 else things or thing + 's'}"


def capital(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def percent(share: float) -> str:
    """Return a share in whole per cent, never rounded to 0 or 100 unless it is exactly that.

    >>> percent(0.996), percent(1.0), percent(0.083333)
    ('more than 99%', '100%', '8%')
    """
    if 0 < share < 0.01:
        return "less than 1%"
    if 0.99 < share < 1:
        return "more than 99%"
    return f"{share:.0%}"


def fine_percent(share: float) -> str:
    """Return a share in whole per cent, or of less than one per cent to a tenth.

    >>> fine_percent(0.083), fine_percent(0.0019), fine_percent(0.0002), fine_percent(0.0)
    ('8%', '0.2%', 'less than 0.1%', 'none')
    """
    if not share:
        return "none"
    if share >= 0.01:
        return percent(share)
    return "less than 0.1%" if share < 0.0005 else f"{share:.1%}"


def points(value: float, length: float = 100.0) -> str:
    """Return a position or distance, to about a hundredth of the scale's length.

    >>> points(63.71), points(-0.2), points(0.1234, length=0.4)
    ('64', '0', '0.123')
    """
    decimals = max(0, math.ceil(2 - math.log10(length)))
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def plain_number(value: float) -> str:
    """Return a number of a table to four significant digits, never in powers of ten.

    >>> plain_number(2500.0), plain_number(0.08333), plain_number(62.4)
    ('2500', '0.08333', '62.4')
    """
    return f"{value:.4g}" if 1e-4 <= abs(value) < 1e4 else f"{value + 0.0:.0f}"
