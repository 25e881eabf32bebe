"""The reference plan gives the table of its description: computed there with two other programs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.interchange.storm import ask_storm, storm_is_installed
from goodoffices.models.implementation.markov import (
    best_reachability,
    bounded_reachability,
    expected_reward,
    explore,
    probability_ranges,
    reachability,
    reached_by,
    robust_reachability,
    sweep,
)
from goodoffices.models.implementation.reference_plan import (
    ILLUSTRATION,
    MOVES_A_MONTH,
    gated_plan,
    smallest_share,
    strategic_spoiler,
    war_when_one_phase_tempts,
)

EIGHTEEN_MONTHS = 1 + 18 * MOVES_A_MONTH
TEMPTATION = {"pace": 0.5, "detection": 0.15, "verification": 0.7, "war_base": 0.3, "war_lead": 0.6}
TABLE = [
    # gated, lead needed: election, denied, war, election by 18 months, months, lead of 1, 2, 3, gap
    (1, 1, 0.700, 0.078, 0.222, 0.638, 11.5, 0.991, 0, 0, 2.31),
    (1, 2, 0.700, 0.300, 0.000, 0.638, 12.9, 0.991, 0, 0, 3.57),
    (0, 1, 0.700, 0.078, 0.222, 0.686, 10.0, 0.866, 0.444, 0.116, 4.04),
    (0, 2, 0.700, 0.134, 0.166, 0.686, 10.4, 0.866, 0.529, 0.123, 4.55),
]


@pytest.mark.parametrize("row", TABLE)
def test_the_table_to_its_digits(row: tuple[float, ...]) -> None:
    space = explore(gated_plan(), {**ILLUSTRATION, "gated": row[0], "lead_needed": row[1]})
    a, b = (v for v in space.model.variables if v.name in ("a", "b"))
    ends = [reachability(space, end).initial for end in ("election", "denied", "war")]
    leads = [reachability(space, a - b >= lead).initial for lead in (1, 2, 3)]
    by_then = bounded_reachability(space, "election", EIGHTEEN_MONTHS)[0]
    assert [round(x, 3) for x in (*ends, by_then)] == list(row[2:6])
    assert round(expected_reward(space, "months", "over").initial, 1) == row[6]
    assert [round(x, 3) for x in leads] == list(row[7:10])
    assert round(expected_reward(space, "gap", "over").initial, 2) == row[10]
    assert sum(ends) == pytest.approx(1, abs=1e-12)
    assert reached_by(space, "election", EIGHTEEN_MONTHS)[-1] == pytest.approx(by_then, abs=1e-14)


chance = st.floats(0.01, 0.99)


@given(chance, chance, chance, chance, chance)
@settings(max_examples=30)
def test_war_when_one_phase_tempts(
    spoiler: float, attack: float, detection: float, pace: float, verification: float
) -> None:
    given_settings = {
        **ILLUSTRATION, "gated": 1, "lead_needed": 1, "spoiler": spoiler, "attack": attack, "detection": detection,
        "pace": pace, "verification": verification,
    }  # fmt: skip
    found = reachability(explore(gated_plan(), given_settings), "war").initial
    assert found == pytest.approx(war_when_one_phase_tempts(spoiler, attack, detection), abs=1e-12)


def test_numbers_that_are_no_chances_are_refused() -> None:
    for wrong in ((0.3, 0, 0), (1.3, 0.3, 0.1)):
        with pytest.raises(ModelInputError):
            war_when_one_phase_tempts(*wrong)
    with pytest.raises(ModelInputError, match="tolerance"):
        smallest_share({}, tolerance=0)


@pytest.mark.parametrize(("gated", "largest_lead", "expected"), [(1, 1, 0.45), (0, 4, 0.90)])
def test_the_smallest_share_at_which_b_keeps_complying(gated: int, largest_lead: int, expected: float) -> None:
    found = smallest_share({**TEMPTATION, "gated": gated}, tolerance=1e-4)
    assert found == pytest.approx(expected, abs=1e-4)
    assert expected == pytest.approx(TEMPTATION["war_base"] + TEMPTATION["war_lead"] * largest_lead / 4)
    space = explore(strategic_spoiler(), {**TEMPTATION, "gated": gated, "share": expected + 0.01})
    best = best_reachability(space, "won")
    carried_out = space.command[best.policy[np.flatnonzero(best.values > 0)]]
    actions = {space.model.commands[number].action for number in carried_out}
    assert "attack" not in actions
    assert best.initial == pytest.approx(expected + 0.01, abs=1e-12)


def test_no_share_is_too_small_if_war_never_pays() -> None:
    assert smallest_share({**TEMPTATION, "gated": 1, "war_base": 0, "war_lead": 0}) == 0


def test_a_sweep_equals_single_settings() -> None:
    rng = np.random.default_rng(8)
    many = {name: rng.uniform(0.1, 0.9, 12) for name in ("pace", "detection", "attack", "hold_back")}
    many |= {"gated": np.repeat([0, 1], 6), "lead_needed": np.tile([1, 2, 3], 4), "held_phase": np.full(12, 3)}
    many["hold_back"][3] = 1  # a branch that is impossible in one setting and possible in others
    fixed = {"verification": 0.7, "spoiler": 0.3}
    for reward, target in ((None, "war"), ("gap", "over")):
        found = sweep(gated_plan(), {**many, **fixed}, target, reward)
        for i in range(12):
            space = explore(gated_plan(), {name: float(value[i]) for name, value in many.items()} | fixed)
            single = reachability(space, target) if reward is None else expected_reward(space, reward, target)
            assert found[i] == pytest.approx(single.initial, abs=1e-12)


def test_settings_of_different_lengths_are_refused() -> None:
    with pytest.raises(ModelInputError, match="different numbers of settings"):
        sweep(
            gated_plan(),
            {**ILLUSTRATION, "gated": 1, "lead_needed": 1, "pace": [0.1, 0.2], "attack": [0.1, 0.2, 0.3]},
            "war",
        )


def test_ranges_of_parameters_hold_all_settings_within() -> None:
    ranges = {"attack": (0.1, 0.5), "detection": (0.05, 0.3), "spoiler": (0.2, 0.4)}
    fixed = {**ILLUSTRATION, "gated": 0, "lead_needed": 2}
    space = explore(gated_plan(), fixed)
    within = probability_ranges(space, ranges)
    low, high = (robust_reachability(space, within, "war", chance_helps=helps).initial for helps in (False, True))
    rng = np.random.default_rng(4)
    drawn = {name: rng.uniform(*ends, 50) for name, ends in ranges.items()}
    swept = sweep(gated_plan(), {**fixed, **drawn}, "war")
    assert low <= swept.min() < reachability(space, "war").initial < swept.max() <= high
    corner = sweep(gated_plan(), fixed | {"attack": [0.1, 0.5], "detection": [0.3, 0.05], "spoiler": [0.2, 0.4]}, "war")
    assert low <= corner[0] + 1e-12
    assert high >= corner[1] - 1e-12


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ({"gated": (0, 1)}, "decides which states there are"),
        ({"attack": (0.5, 0.4)}, "is empty"),
        ({"attack": (0.0, 0.4)}, "possible at one end"),
    ],
)
def test_ranges_that_cannot_be_used(ranges: dict[str, tuple[float, float]], words: str) -> None:
    space = explore(gated_plan(), {**ILLUSTRATION, "gated": 0, "lead_needed": 2})
    with pytest.raises(ModelInputError, match=words):
        probability_ranges(space, ranges)


@pytest.mark.skipif(not storm_is_installed(), reason="Storm is not installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("gated", "lead_needed"), [(1, 1), (1, 2), (0, 1), (0, 2)])
def test_the_plan_beside_storm(gated: int, lead_needed: int) -> None:
    given_settings = {**ILLUSTRATION, "gated": gated, "lead_needed": lead_needed}
    asked = {
        "war": 'P=? [F "war"]', "by": f'P=? [F<={EIGHTEEN_MONTHS} "election"]',
        "months": 'R{"months"}=? [F "over"]', "gap": 'R{"gap"}=? [F "over"]',
    }  # fmt: skip
    found = ask_storm(gated_plan(), given_settings, asked)
    space = explore(gated_plan(), given_settings)
    assert found["war"] == pytest.approx(reachability(space, "war").initial, abs=1e-9)
    assert found["by"] == pytest.approx(reached_by(space, "election", EIGHTEEN_MONTHS)[-1], abs=1e-9)
    for reward in ("months", "gap"):
        assert found[reward] == pytest.approx(expected_reward(space, reward, "over").initial, abs=1e-9)
    choosing = {**TEMPTATION, "gated": gated, "share": 0.6}
    best = best_reachability(explore(strategic_spoiler(), choosing), "won").initial
    asked = {"won": 'Pmax=? [F "won"]'}
    assert ask_storm(strategic_spoiler(), choosing, asked)["won"] == pytest.approx(best, abs=1e-9)
