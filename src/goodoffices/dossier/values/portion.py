"""A share of a whole that must be exact, such as two thirds of the votes."""

import re
from fractions import Fraction

EXPECTED = "a share above 0 and not above 1, such as 2/3 or 0.65"
_PORTION = re.compile(r"\d{1,9}/\d{1,9}|\d{0,3}\.?\d{1,9}")


def parse_portion(text: str) -> Fraction:
    """Read a share written as a fraction or with decimals.

    Raises
    ------
    ValueError
        If the text is neither, or the share is not above 0 and at most 1.

    Examples
    --------
    >>> parse_portion("2/3"), parse_portion("0.65")
    (Fraction(2, 3), Fraction(13, 20))
    """
    if not _PORTION.fullmatch(text.strip()) or re.search("/0+$", text.strip()):
        raise ValueError("not a share")
    share = Fraction(text.strip())
    if not 0 < share <= 1:
        raise ValueError("this share is not above 0 and at most 1")
    return share
