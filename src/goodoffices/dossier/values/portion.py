"""A share of a whole that must be exact, such as two thirds of the votes."""

import re
from fractions import Fraction

EXPECTED = "a share above 0 and not above 1, such as 2/3, 0.65 or 65%"
_SHARE = re.compile(r"(\d{1,9}/\d{1,9}|\d{0,9}\.?\d{1,9})\s*(%?)")


def parse_share(text: str) -> Fraction:
    """Read a share of a whole, from nothing to all, written as a fraction, with decimals or in per cent.

    Raises
    ------
    ValueError
        If the text is none of these, or the share is more than the whole.

    Examples
    --------
    >>> parse_share("5%") == parse_share("0.05") == parse_share("1/20")
    True
    """
    match = _SHARE.fullmatch(text.strip())
    if match is None or re.search("/0+$", match[1]):
        raise ValueError("not a share")
    share = Fraction(match[1]) / (100 if match[2] else 1)
    if share > 1:
        hint = f"; did you mean {match[1]}%?" if not match[2] and "/" not in match[1] and share <= 100 else ""
        raise ValueError(f"this share is not above 0 and at most 1{hint}")
    return share


def parse_portion(text: str) -> Fraction:
    """Read a share as `parse_share` does, of more than nothing.

    Raises
    ------
    ValueError
        If the text is no share, or the share is not above 0 and at most 1.

    Examples
    --------
    >>> parse_portion("2/3"), parse_portion("0.65"), parse_portion("65%")
    (Fraction(2, 3), Fraction(13, 20), Fraction(13, 20))
    """
    share = parse_share(text)
    if not share:
        raise ValueError("this share is not above 0 and at most 1")
    return share
