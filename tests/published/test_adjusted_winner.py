"""Adjusted Winner against examples seen in print.

- Panama Canal treaty of 1974: points of H. Raiffa, *The Art and Science of Negotiation* (1982), and the division as told on the
  pages on Adjusted Winner of New York University (Panama Canal): 2/15 of 'land and water' stays with the United States, 66 points each.
- Bob and Carol's divorce: the same pages, 'hypothetical divorce'. They print 23 points of Bob's for custody and a total of 100,
  which takes 25; the result is the same.
- John and Mary: applet of *For All Practical Purposes*, 9th ed., 'adjusted winner divorce procedure' (Macmillan Learning).
- Carol and Bob's retirement account: widely reprinted exercise with a tied item; 1/6 of the account goes to Bob, 56.67 points each.
- Donald and Ivana: points as in lecture slides after *For All Practical Purposes*, ch. 13; there the division is left as an exercise.
"""

from fractions import Fraction

import pytest

from goodoffices.models.agreements.division import adjusted_winner, fairness

Items = dict[str, tuple[int, int]]
PANAMA: Items = {
    "US defence rights": (22, 9),
    "use rights": (22, 15),
    "land and water": (15, 15),
    "expansion rights": (14, 3),
    "duration": (11, 15),
    "expansion routes": (6, 5),
    "compensation": (4, 11),
    "jurisdiction": (2, 7),
    "US military rights": (2, 7),
    "defence role of Panama": (2, 13),
}
BOB_CAROL: Items = {"custody": (25, 65), "alimony": (60, 25), "house": (15, 10)}
JOHN_MARY: Items = {"A": (30, 20), "B": (15, 25), "C": (20, 15), "D": (30, 15), "E": (5, 25)}
RETIREMENT: Items = {
    "account": (50, 40),
    "home": (20, 30),
    "cottage": (15, 10),
    "investments": (10, 10),
    "other": (5, 10),
}
DONALD_IVANA: Items = {
    "Connecticut estate": (10, 38),
    "Palm Beach mansion": (40, 20),
    "Trump Plaza apartment": (10, 30),
    "Trump Tower triplex": (38, 10),
    "cash and jewelry": (2, 2),
}
EXAMPLES: list[tuple[Items, str, Fraction, Fraction]] = [
    (PANAMA, "land and water", Fraction(2, 15), Fraction(66)),
    (BOB_CAROL, "house", Fraction(3, 5), Fraction(69)),
    (JOHN_MARY, "C", Fraction(1, 7), 62 + Fraction(6, 7)),
    (RETIREMENT, "account", Fraction(5, 6), 15 + Fraction(250, 6)),
]


@pytest.mark.parametrize(("items", "split", "first_keeps", "points"), EXAMPLES)
def test_division_as_printed(items: Items, split: str, first_keeps: Fraction, points: Fraction) -> None:
    claims = {party: {item: pair[place] for item, pair in items.items()} for place, party in enumerate("ab")}
    result = adjusted_winner(claims)
    assert (result.split, result.shares["a"][split], result.points) == (split, first_keeps, points)
    found = fairness(claims, result.shares)
    assert (found.equitable, found.envy_free, found.efficient) == (True, True, True)


def test_points_as_printed_division_worked_out() -> None:
    claims = {party: {item: pair[place] for item, pair in DONALD_IVANA.items()} for place, party in enumerate("ab")}
    result = adjusted_winner(claims)
    assert (result.split, result.shares["b"]["Palm Beach mansion"]) == ("Palm Beach mansion", Fraction(2, 15))
    assert result.points == Fraction(218, 3)
