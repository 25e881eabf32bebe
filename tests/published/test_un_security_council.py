"""Voting power in the UN Security Council as a weighted game of permanent and elected members (no abstention).

Before 1966 (7 of 11 votes, five vetoes): Shapley & Shubik (1954), American Political Science Review 48(3), p. 791,
give 98.7% to the permanent members. Since 1966 (9 of 15): 421/2145 and 4/2145, 848 and 84 swings; both by
enumeration of all coalitions and by the closed form below.
"""

from fractions import Fraction
from math import comb, factorial

import pytest

from goodoffices.models.councils import Quota, banzhaf, shapley_shubik, simple_game

F = Fraction
NOW = simple_game({f"p{i}": 7 for i in range(5)} | {f"e{i}": 1 for i in range(10)}, Quota(39))
BEFORE = simple_game({f"p{i}": 5 for i in range(5)} | {f"e{i}": 1 for i in range(6)}, Quota(27))


def test_since_1966() -> None:
    shares = shapley_shubik(NOW).shares
    assert (shares["p0"], shares["e0"]) == (F(421, 2145), F(4, 2145))
    assert [len(NOW.swings(voter)) for voter in (0, 5)] == [848, 84]
    chances = banzhaf(NOW, normalised=False)
    assert chances.shares["p0"] == F(848, 2**14)
    assert [chances.as_floats()[name] for name in ("p0", "e0")] == [0.0517578125, 0.005126953125]
    assert [banzhaf(NOW).as_floats()[name] for name in ("p0", "e0")] == [0.16692913385826771, 0.01653543307086614]


def test_before_1966() -> None:
    shares = shapley_shubik(BEFORE).shares
    assert (shares["p0"], shares["e0"]) == (F(76, 385), F(1, 462))
    assert float(5 * shares["p0"]) == pytest.approx(0.987, abs=0.0005)
    assert [len(BEFORE.swings(voter)) for voter in (0, 5)] == [57, 5]


def test_closed_form_of_an_elected_member() -> None:
    # It swings if all five permanent and exactly three of the other nine elected members came before it.
    expected = F(comb(9, 3) * factorial(8) * factorial(6), factorial(15))
    assert shapley_shubik(NOW).shares["e9"] == expected
