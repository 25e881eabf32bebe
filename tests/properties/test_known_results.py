"""Closed forms about keeping agreements, beside brute force."""

from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.known_results import (
    commitment_problem,
    grim_trigger_threshold,
    inspection_game_value,
    separating_first_step,
    tit_for_tat_threshold,
    trust_threshold,
)

chance = st.floats(0.02, 0.98)
steps = st.tuples(*[st.floats(0.1, 3.0)] * 3)
PERIODS = 60


@given(chance, chance, st.floats(0.05, 0.8), st.floats(0, 2), st.floats(0, 2))
@settings(max_examples=40)
def test_best_peace_of_a_declining_party_by_linear_programming(
    now: float, later: float, discount: float, cost: float, other_cost: float
) -> None:
    found = commitment_problem(
        strength_now=now, strength_later=later, discount=discount, cost_of_declining=cost, cost_of_rising=other_cost
    )
    # Shares of A in each period, the last for ever; in each period from the second on B must prefer the rest to war.
    weight = discount ** np.arange(PERIODS)
    weight[-1] /= 1 - discount
    war_of_rising = (1 - later) / (1 - discount) - other_cost
    rows = [np.where(np.arange(PERIODS) >= s, weight / discount**s, 0) for s in range(1, PERIODS)]
    limits = [row.sum() - war_of_rising for row in rows]
    best = linprog(-weight, A_ub=rows, b_ub=limits, bounds=(0, 1))
    assume(best.success)
    assert found.best_peace == pytest.approx(-best.fun, rel=1e-6)
    assert found.value_of_war == pytest.approx(sum(now * discount**t for t in range(2000)) - cost, rel=1e-9)
    if discount * (later / (1 - discount) + other_cost) < discount / (1 - discount):
        gap = now - discount * later - (1 - discount) * (1 + cost + discount * other_cost)
        assume(abs(gap) > 1e-9)
        assert found.attacks == (gap > 0)


@given(steps, chance)
def test_trust_pays_from_the_threshold_on(gaps: tuple[float, float, float], trust: float) -> None:
    sucker, punishment, temptation, reward = np.cumsum([0.5, *gaps]).tolist()
    cooperate, defect = trust * reward + (1 - trust) * sucker, trust * temptation + (1 - trust) * punishment
    threshold = trust_threshold(reward=reward, temptation=temptation, punishment=punishment, sucker=sucker)
    assume(abs(trust - threshold) > 1e-9)
    assert (cooperate > defect) == (trust > threshold)


@given(steps, chance, chance)
def test_a_first_step_of_the_threshold_separates(
    gaps: tuple[float, float, float], discount: float, share: float
) -> None:
    punishment, reward, temptation = np.cumsum(gaps).tolist()
    at_once = share * temptation + discount * (1 - share) * punishment
    plays_along = share * reward + discount * (1 - share) * temptation
    threshold = separating_first_step(temptation=temptation, reward=reward, punishment=punishment, discount=discount)
    assume(abs(share - threshold) > 1e-9)
    assert (at_once > plays_along) == (share > threshold)


@cache
def inspection_by_recursion(periods: int, inspections: int) -> Fraction:
    """Solve the game period by period: rows inspect or not, columns violate or not."""
    if periods == 0:
        return Fraction(0)
    not_inspected = (Fraction(-1), inspection_by_recursion(periods - 1, inspections))
    if inspections == 0:
        return min(not_inspected)
    inspected = (Fraction(1), inspection_by_recursion(periods - 1, inspections - 1))
    (a, b), (c, d) = inspected, not_inspected
    lower, upper = max(min(a, b), min(c, d)), min(max(a, c), max(b, d))
    return lower if lower == upper else (a * d - b * c) / (a + d - b - c)


@pytest.mark.parametrize(("n", "m"), [(n, m) for n in range(1, 13) for m in range(n + 1)])
def test_inspection_game_by_recursion(n: int, m: int) -> None:
    assert inspection_game_value(n, m) == inspection_by_recursion(n, m)


def test_inspection_games_known_by_number() -> None:
    known = {(2, 1): Fraction(-1, 3), (3, 1): Fraction(-1, 2), (4, 2): Fraction(-3, 11), (8, 1): Fraction(-7, 9)}
    assert {key: inspection_game_value(*key) for key in known} == known


def best_against(forgiving: bool, payoffs: tuple[float, float, float, float], discount: float) -> float:
    """Return the most that any strategy earns against grim trigger or tit-for-tat.

    Both are in one of two moods, friendly or hostile; against them a policy by mood is as good as any strategy.
    """
    temptation, reward, punishment, sucker = payoffs
    earned = {
        ("friendly", "c"): reward,
        ("friendly", "d"): temptation,
        ("hostile", "c"): sucker,
        ("hostile", "d"): punishment,
    }
    best = -np.inf
    for in_friendly, in_hostile in product("cd", repeat=2):
        mood, total, weight = "friendly", 0.0, 1.0
        for _ in range(400):
            act = in_friendly if mood == "friendly" else in_hostile
            total += weight * earned[mood, act]
            weight *= discount
            if forgiving:
                mood = "friendly" if act == "c" else "hostile"
            elif act == "d":
                mood = "hostile"
        best = max(best, total)
    return best


@given(steps, st.floats(0.05, 0.93), st.booleans())
@settings(max_examples=60)
def test_cooperation_lasts_from_the_threshold_on(
    gaps: tuple[float, float, float], discount: float, forgiving: bool
) -> None:
    sucker, punishment, reward, temptation = np.cumsum([0.0, *gaps]).tolist()
    threshold = (tit_for_tat_threshold if forgiving else grim_trigger_threshold)(
        temptation=temptation, reward=reward, punishment=punishment, sucker=sucker
    )
    assume(abs(discount - threshold) > 1e-6)
    cooperating = reward * (1 - discount**400) / (1 - discount)
    best = best_against(forgiving, (temptation, reward, punishment, sucker), discount)
    assert (best > cooperating + 1e-9) == (discount < threshold)


def test_thresholds_known_by_number() -> None:
    usual = {"temptation": 5.0, "reward": 3.0, "punishment": 1.0, "sucker": 0.0}
    assert grim_trigger_threshold(**usual) == 0.5
    assert tit_for_tat_threshold(**usual) == pytest.approx(2 / 3)
    assert separating_first_step(temptation=5, reward=3, punishment=1, discount=1) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: grim_trigger_threshold(temptation=3, reward=5, punishment=1, sucker=0),
        lambda: tit_for_tat_threshold(temptation=3, reward=3, punishment=1, sucker=0),
        lambda: trust_threshold(reward=2, temptation=3, punishment=1, sucker=0),
        lambda: separating_first_step(temptation=5, reward=3, punishment=1, discount=1.5),
        lambda: inspection_game_value(0, 1),
        lambda: inspection_game_value(2, -1),
        lambda: commitment_problem(
            strength_now=1.2, strength_later=0.3, discount=0.9, cost_of_declining=0, cost_of_rising=0
        ),
        lambda: commitment_problem(
            strength_now=0.2, strength_later=0.3, discount=1.0, cost_of_declining=0, cost_of_rising=0
        ),
        lambda: commitment_problem(
            strength_now=0.2, strength_later=0.3, discount=0.5, cost_of_declining=-1, cost_of_rising=0
        ),
    ],
)
def test_payoffs_and_chances_that_fit_no_game_are_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ModelInputError):
        wrong()
