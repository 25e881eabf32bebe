"""Dividing claims: ties, edges, examples recalled from the literature, and what is refused."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.division import (
    adjusted_winner,
    claims_of,
    competitive_division,
    fairness,
    max_nash_welfare,
)

# From memory of Brams & Togman (1996) and of Brams & Taylor (1996); not seen in print, so no published values.
RECALLED: list[tuple[dict[str, tuple[int, int]], str, Fraction]] = [
    (
        {
            "Sinai": (35, 55),
            "recognition": (10, 5),
            "West Bank and Gaza": (20, 10),
            "linkage": (10, 5),
            "Palestinian rights": (5, 20),
            "Jerusalem": (20, 5),
        },
        "Sinai",
        Fraction(395, 6),
    ),
    (
        {
            "Paris apartment": (35, 55),
            "Paris studio": (6, 1),
            "coop": (8, 1),
            "farm": (8, 1),
            "cash": (5, 6),
            "securities": (18, 17),
            "pension": (15, 15),
            "insurance": (5, 4),
        },
        "cash",
        Fraction(665, 11),
    ),
]


def two(items: Mapping[str, tuple[float, float]]) -> dict[str, dict[str, float]]:
    return {
        party: {item: pair[place] for item, pair in items.items()} for place, party in enumerate(("first", "second"))
    }


@pytest.mark.parametrize(("items", "split", "points"), RECALLED)
def test_examples_as_recalled(items: dict[str, tuple[int, int]], split: str, points: Fraction) -> None:
    result = adjusted_winner(two(items))
    assert (result.split, result.points) == (split, points)


def test_nothing_to_adjust() -> None:
    result = adjusted_winner({"A": {"x": 100, "y": 0}, "B": {"x": 0, "y": 7}})
    assert result.points == 100
    assert (result.split, result.could_be_split) == (None, ())
    assert [str(step) for step in result.steps] == ["A is awarded x (100 to 0)", "B is awarded y (100 to 100)"]


def test_equal_claims_and_items_of_no_worth() -> None:
    result = adjusted_winner(two({"x": (50, 50), "y": (50, 50), "z": (0, 0)}))
    assert result.shares == {"first": {"x": 1, "z": 1}, "second": {"y": 1}}
    assert result.points == 50
    result = adjusted_winner(two({"only": (3, 7)}))
    assert result.shares["first"] == {"only": Fraction(1, 2)}


def test_a_whole_item_may_go_back_without_a_split() -> None:
    result = adjusted_winner(two({"x": (40, 30), "y": (40, 30), "z": (20, 40)}))
    # 80 to 40; x and y have one ratio: 4/7 of one of them makes both equal
    assert (result.split, result.could_be_split) == ("x", ("y",))
    assert result.points == Fraction(400, 7)
    even = adjusted_winner(two({"w": (10, 10), "x": (40, 20), "y": (10, 40), "z": (40, 30)}))
    assert even.points == even.steps[-1].points[0] == even.steps[-1].points[1]


def test_decimals_are_what_they_say() -> None:
    assert claims_of({"A": {"x": 0.1, "y": 0.3}, "B": {"x": 1}}).values[0] == (Fraction(25), Fraction(75))


def test_envy_and_efficiency_by_hand() -> None:
    points = {"A": {"x": 60, "y": 40}, "B": {"x": 50, "y": 50}, "C": {"x": 10, "y": 90}}
    found = fairness(points, {"A": {"x": 1}, "C": {"y": 1}})
    assert found.envy == {("B", "A"): 50, ("B", "C"): 50}
    assert found.envy_free_up_to_one
    assert found.envy_free_up_to_any
    assert found.efficient
    assert not found.proportional
    assert found.points == {"A": 60, "B": 0, "C": 90}
    one_has_all = fairness(points, {"A": {"x": 1, "y": 1}})
    assert not one_has_all.envy_free_up_to_one
    assert not one_has_all.envy_free_up_to_any
    assert one_has_all.efficient
    halves = fairness(points, {p: {"x": Fraction(1, 3), "y": Fraction(1, 3)} for p in points})
    assert halves.envy_free
    assert halves.equitable
    assert halves.proportional
    assert not halves.efficient
    assert halves.envy_free_up_to_one is None
    assert halves.envy_free_up_to_any is None
    assert halves.better is None


def test_a_ring_of_three_trades() -> None:
    points = {"A": {"x": 50, "y": 40, "z": 10}, "B": {"x": 10, "y": 50, "z": 40}, "C": {"x": 40, "y": 10, "z": 50}}
    found = fairness(points, {"A": {"y": 1}, "B": {"z": 1}, "C": {"x": 1}})
    assert not found.efficient
    assert found.better == {"A": {"x": Fraction(1)}, "B": {"y": Fraction(1)}, "C": {"z": Fraction(1)}}
    wasted = fairness({"A": {"x": 1}, "B": {"x": 1, "y": 1}}, {"A": {"x": 1, "y": 1}})
    assert not wasted.efficient
    assert wasted.better == {"A": {"x": Fraction(1)}, "B": {"y": Fraction(1)}}


def test_efficient_among_whole_divisions_only() -> None:
    # Splitting x could help both, but no division of whole items does.
    points = {"A": {"x": 70, "y": 30}, "B": {"x": 60, "y": 40}}
    found = fairness(points, {"A": {"y": 1}, "B": {"x": 1}})
    assert not found.efficient
    assert found.better is None


def test_envy_up_to_any_ignores_what_is_worth_nothing() -> None:
    points = {"A": {"x": 50, "y": 50, "z": 0}, "B": {"x": 40, "y": 40, "z": 20}}
    found = fairness(points, {"A": {}, "B": {"x": 1, "y": 1, "z": 1}})
    assert not found.envy_free_up_to_any
    found = fairness(points, {"A": {"x": 1}, "B": {"y": 1, "z": 1}})
    assert found.envy_free
    three = {"A": {"x": 40, "y": 60, "z": 0}, "B": {"x": 40, "y": 40, "z": 20}}
    found = fairness(three, {"A": {"x": 1}, "B": {"y": 1, "z": 1}})
    assert found.envy_free_up_to_any


def test_too_few_items_to_go_round() -> None:
    points = {"A": {"x": 60, "y": 40}, "B": {"x": 50, "y": 50}, "C": {"x": 99, "y": 1}}
    result = max_nash_welfare(points)
    assert result.shares == {"A": {}, "B": {"y": 1}, "C": {"x": 1}}
    assert result.left_out == ("A",)
    assert result.gap == 0
    same = max_nash_welfare({"A": {"x": 1}, "B": {"x": 1}})
    assert len(same.left_out) == 1


def test_competitive_division_by_hand() -> None:
    even = competitive_division({"A": {"x": 1, "y": 1}, "B": {"x": 1, "y": 1}})
    assert even.points == pytest.approx({"A": 50, "B": 50})
    assert even.prices == pytest.approx({"x": 1, "y": 1})
    result = competitive_division({"A": {"x": 100}, "B": {"x": 60, "y": 40}, "C": {"x": 100, "z": 0}})
    # A and C share x, B has y for its budget of 1: more than 2/3 of the price of x, so B buys no x.
    assert result.points == pytest.approx({"A": 50, "B": 40, "C": 50})
    assert result.prices == pytest.approx({"x": 2, "y": 1, "z": 0})
    assert result.gap < 1e-6


def test_a_time_limit_gives_the_best_so_far_and_its_gap() -> None:
    points = {f"p{i}": {f"o{j}": (7 * i * j + 3 * i + 5 * j) % 23 + 1 for j in range(18)} for i in range(6)}
    result = max_nash_welfare(points, time_limit=1)
    assert 0 <= result.gap < 1
    assert not result.left_out


GOOD = {"A": {"x": 1, "y": 1}, "B": {"x": 1, "y": 2}}
WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: claims_of({"A": {"x": 1}}), "at least two parties"),
    (lambda: claims_of({"A": {}, "B": {}}), "nothing to divide"),
    (lambda: claims_of({"A": {"x": -1}, "B": {"x": 0, "y": float("nan")}}), "'A' gives 'x'.*'B' gives 'y'"),
    (lambda: claims_of({"A": {"x": 1}, "B": {"x": 0}}), "'B' claims nothing"),
    (lambda: adjusted_winner({**GOOD, "C": {"x": 1}}), "between two parties"),
    (lambda: fairness(GOOD, {"C": {"x": 1}, "A": {"z": 1, "y": 2}}), "'C' is no party.*'z'.*outside 0 to 1"),
    (lambda: fairness(GOOD, {"A": {"x": 1}}), "'y' is given out 0 times"),
    (lambda: max_nash_welfare(GOOD, time_limit=0), "positive"),
    (lambda: max_nash_welfare(GOOD, time_limit=1e-9), "ran out"),
]


@pytest.mark.parametrize(("call", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ModelInputError, match=message):
        call()
