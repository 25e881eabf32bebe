"""What each party would give for each item in dispute, as points that are reckoned exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from goodoffices.errors import ModelInputError

Number = int | float | Fraction | Decimal
Points = Mapping[str, Mapping[str, Number]]
Shares = Mapping[str, Mapping[str, Number]]
TOTAL = 100


@dataclass(frozen=True)
class Claims:
    """Points by party and item, every party's brought to a sum of 100.

    Attributes
    ----------
    parties, items : tuple of str
        In the order given.
    values : tuple of tuple of Fraction
        One row for each party, one place for each item.
    """

    parties: tuple[str, ...]
    items: tuple[str, ...]
    values: tuple[tuple[Fraction, ...], ...]


def exact(number: Number) -> Fraction:
    """Return the number as it is written, so that 0.1 is a tenth.

    >>> exact(0.1), exact(Fraction(1, 3))
    (Fraction(1, 10), Fraction(1, 3))
    """
    return Fraction(repr(float(number))) if isinstance(number, float) else Fraction(number)


def claims_of(points: Points) -> Claims:
    """Return the points as exact shares of each party's own total.

    Parameters
    ----------
    points : mapping of str to mapping of str to number
        By party, what each item is worth to it, not negative; only the proportions count. An item left out is worth nothing.

    Returns
    -------
    Claims

    Raises
    ------
    ModelInputError
        If there are fewer than two parties or no item, a number is negative or not finite, or a party claims nothing.

    Examples
    --------
    >>> claims_of({"A": {"reef": 3, "oil": 1}, "B": {"oil": 50}}).values
    ((Fraction(75, 1), Fraction(25, 1)), (Fraction(0, 1), Fraction(100, 1)))
    """
    parties = tuple(points)
    items = tuple(dict.fromkeys(item for row in points.values() for item in row))
    wrong = []
    if len(parties) < 2:
        wrong.append(f"a division needs at least two parties; found {len(parties)}")
    if not items:
        wrong.append("there is nothing to divide")
    for party, row in points.items():
        bad = [item for item, value in row.items() if not 0 <= float(value) < float("inf")]
        wrong += [f"{party!r} gives {item!r} a value that is negative or not finite" for item in bad]
        if items and not bad and not any(row.values()):
            wrong.append(f"{party!r} claims nothing: all its points are zero")
    if wrong:
        raise ModelInputError("; ".join(wrong))
    rows = []
    for party in parties:
        given = [exact(points[party].get(item, 0)) for item in items]
        unit = TOTAL / sum(given, Fraction(0))
        rows.append(tuple(value * unit for value in given))
    return Claims(parties, items, tuple(rows))


def checked_shares(claims: Claims, shares: Shares, tolerance: Fraction) -> list[list[Fraction]]:
    """Return who gets which share of each item, one row for each party.

    Raises
    ------
    ModelInputError
        If a party or item is not among the claims, a share lies outside 0 to 1, or an item is not given out as a whole.
    """
    wrong = [f"{name!r} is no party: {', '.join(claims.parties)}" for name in shares if name not in claims.parties]
    for party, row in shares.items():
        wrong += [f"{party!r} gets {item!r}, which nobody claims" for item in row if item not in claims.items]
        wrong += [
            f"{party!r} gets a share of {item!r} outside 0 to 1"
            for item, share in row.items()
            if not -tolerance <= exact(share) <= 1 + tolerance
        ]
    if wrong:
        raise ModelInputError("; ".join(wrong))
    held = [[exact(shares.get(party, {}).get(item, 0)) for item in claims.items] for party in claims.parties]
    for place, item in enumerate(claims.items):
        given = sum((row[place] for row in held), Fraction(0))
        if abs(given - 1) > tolerance * len(claims.parties):
            wrong.append(f"{item!r} is given out {float(given):g} times, not once")
    if wrong:
        raise ModelInputError("; ".join(wrong))
    return held


def named(claims: Claims, held: list[list[Fraction]]) -> dict[str, dict[str, Fraction]]:
    """Return the shares by name, without those that are zero."""
    return {
        party: {item: share for item, share in zip(claims.items, row, strict=True) if share}
        for party, row in zip(claims.parties, held, strict=True)
    }
