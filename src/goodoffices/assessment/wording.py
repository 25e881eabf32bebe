"""Small pieces of prose: lists, numbers and shares as one writes them."""

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


def points(value: float) -> str:
    """Return a position or distance on a scale, to the whole point where that is enough.

    >>> points(63.71), points(2.34)
    ('64', '2.3')
    """
    return f"{value:.0f}" if abs(value) >= 10 or abs(value - round(value)) < 0.05 else f"{value:.1f}"
