"""Power indices of large bodies, against tables whose sources stand in their first lines.

The federal system of the United States: test suite of the Python package power_bdd 1.0.0 (I. Wilms, 2022).
"""

from fractions import Fraction

import numpy as np
import pytest
from tests.support import published

from goodoffices.models.councils import (
    AnyOf,
    Chamber,
    Consent,
    Majority,
    Quota,
    Share,
    banzhaf,
    shapley_shubik,
    simple_game,
    swing_counts,
)
from goodoffices.models.councils.counting.branching import branching
from goodoffices.models.councils.counting.diagram import diagram
from goodoffices.models.councils.counting.reduced import reduced
from goodoffices.models.councils.counting.weighted import weighted
from goodoffices.models.councils.rules.condition import Threshold
from goodoffices.models.councils.rules.simple_game import SimpleGame


def council(population: dict[str, int], inhabitants: int, members: int, without_inhabitants: int) -> SimpleGame:
    rule = Chamber(population, Quota(inhabitants)) & Quota(members) | Quota(without_inhabitants)
    return simple_game(dict.fromkeys(population, 1), rule)


@pytest.mark.parametrize(("union", "quotas"), [("eu28", (333_763_100, 16, 25)), ("eu27", (290_442_477, 15, 24))])
def test_council_of_the_european_union(union: str, quotas: tuple[int, int, int]) -> None:
    rows = [row for row in published("eu_council_2019.csv") if row[f"penrose_{union}"]]
    game = council({row["member"]: int(row["population"]) for row in rows}, *quotas)
    penrose, shapley = banzhaf(game, normalised=False), shapley_shubik(game)
    assert penrose.is_exact
    assert shapley.is_exact
    assert sum(shapley.shares.values()) == 1
    for row in rows:
        assert float(penrose.shares[row["member"]]) == pytest.approx(float(row[f"penrose_{union}"]), abs=1e-15)
        assert float(shapley.shares[row["member"]]) == pytest.approx(float(row[f"shapley_{union}"]), abs=1e-15)


def test_electoral_college_of_1996() -> None:
    rows = published("us_electoral_college.csv")
    game = simple_game({str(place): int(row["electors_1996"]) for place, row in enumerate(rows)}, Quota(270))
    assert list(banzhaf(game, normalised=False).as_floats().values()) == pytest.approx(
        [float(row["penrose_1996"]) for row in rows], abs=1e-15
    )
    assert list(shapley_shubik(game).as_floats().values()) == pytest.approx(
        [float(row["shapley_1996"]) for row in rows], abs=1e-15
    )


def test_electoral_college_of_2024_by_two_ways() -> None:
    electors = {row["state_2024"]: int(row["electors_2024"]) for row in published("us_electoral_college.csv")}
    assert sum(electors.values()) == 538
    simple = reduced(simple_game(electors, Majority()).condition, len(electors))
    assert isinstance(simple.condition, Threshold)
    swings = weighted(simple.condition, simple.types, by_size=True)
    assert branching(diagram(simple), by_size=True) == swings
    assert swing_counts(simple_game(electors, Quota(270))).totals[0] == sum(swings[0])


def test_federal_system_of_the_united_states() -> None:
    house = {f"representative {place}": 1 for place in range(435)}
    senate = {f"senator {place}": 1 for place in range(100)}
    president, vice_president = Consent(("president",)), Consent(("vice-president",))
    by_majority = (
        Chamber(house, Majority())
        & president
        & AnyOf((Chamber(senate, Majority()), Chamber(senate, Quota(50)) & vice_president))
    )
    overriding = Chamber(house, Share(Fraction(2, 3))) & Chamber(senate, Share(Fraction(2, 3)))
    game = simple_game(dict.fromkeys(("president", "vice-president", *senate, *house), 1), by_majority | overriding)
    power = banzhaf(game, normalised=False)
    assert power.is_exact
    found = [float(power.shares[voter]) for voter in ("president", "vice-president", "senator 7", "representative 7")]
    printed = [0.2499999999999993, 0.019897309346794692, 0.01989730934679494, 0.009569407217589256]
    assert found == pytest.approx(printed, abs=1e-15)
    shapley = shapley_shubik(game).shares
    assert sum(shapley.values()) == 1
    assert shapley["senator 3"] == shapley["senator 99"] > shapley["representative 3"]


@pytest.mark.parametrize("percent", [50, 70, 85])
def test_international_monetary_fund(percent: int) -> None:
    rows = published("imf_2024.csv")
    game = simple_game(
        {row["member"]: int(row["votes"]) for row in rows}, Share(Fraction(percent, 100), more=percent == 50)
    )
    penrose = banzhaf(game, normalised=False)
    assert penrose.is_exact
    # The table's floating-point chain loses digits where power is least.
    expected = [float(row[f"penrose_{percent}"]) for row in rows]
    assert list(penrose.as_floats().values()) == pytest.approx(expected, rel=2e-6, abs=1e-10)
    printed = {50: (2_519_966, 0.7439, 0.23260812458469932), 70: (3_527_951, 0.0505, 0.07539358860294659),
               85: (4_283_941, 0.0000061, 0.029067015741564724)}  # fmt: skip
    quota, chance, share = printed[percent]
    assert isinstance(game.condition, Threshold)
    assert (sum(game.condition.weights), game.condition.quota) == (5_039_930, quota)
    assert float(penrose.shares["United States"]) == pytest.approx(chance, abs=5e-5 if percent < 85 else 5e-8)
    normalised = penrose.shares["United States"] / sum(penrose.shares.values())
    assert float(normalised) == pytest.approx(share, rel=1e-6)
    # At 85% nearly every country can stop a decision: Japan swings as much as the United States to four digits, and no more.
    ratio = float(penrose.shares["Japan"] / penrose.shares["United States"])
    assert 0.9999 < ratio < 1 if percent == 85 else ratio < 0.95
    shapley = shapley_shubik(game)
    assert 0 < shapley.error < 1e-11
    assert not shapley.is_exact
    values = np.array(list(shapley.as_floats().values()))
    assert values == pytest.approx([float(row[f"shapley_{percent}"]) for row in rows], abs=1e-10)
    assert abs(values.sum() - 1) < 1e-11
    assert float(shapley.shares["United States"]) == pytest.approx(0.18917 if percent == 85 else 0.19167, abs=5e-6)
