"""The track record of probabilistic elections on decisions with known outcomes.

Run with ``pytest tests/reference --eu-decisions FILE`` as described in ``test_eu_decisions.py``. The results are in
``election_on_eu_decisions.csv`` beside this file.
"""

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from goodoffices.models.bargaining import compromise, weighted_median
from goodoffices.models.bargaining.backtest.losses import interval, resampled_means
from goodoffices.models.bargaining.election import EFFECTIVE_POWER, PRESETS, election_over_positions
from goodoffices.models.bargaining.inputs import FloatArray

RESULTS = Path(__file__).with_name("election_on_eu_decisions.csv")
SEED = 1
RULES = PRESETS | {
    "EFFECTIVE_POWER but square": replace(EFFECTIVE_POWER, name="custom", victory="square"),
    "EFFECTIVE_POWER but quartic": replace(EFFECTIVE_POWER, name="custom", victory="quartic"),
}
NAIVE = "positions by weight"


def crps(place: FloatArray, chance: FloatArray, outcome: float) -> float:
    """Return the continuous ranked probability score of points with probabilities."""
    spread = chance @ np.abs(place[:, None] - place) @ chance
    return float(chance @ np.abs(place - outcome) - spread / 2)


@pytest.mark.reference
def test_errors_of_the_presets(request: pytest.FixtureRequest) -> None:
    path = request.config.getoption("--eu-decisions")
    if path is None:
        pytest.skip("needs --eu-decisions FILE, a data set that is not shipped")
    issues: dict[str, list[dict[str, str]]] = defaultdict(list)
    with Path(path).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["outcome"] and row["position"] and row["salience"] and row["capability_votes_max1"]:
                issues[row["issue"]].append(row)
    proposals = [rows[0]["proposal"] for rows in issues.values()]
    outcomes = np.array([float(rows[0]["outcome"]) for rows in issues.values()])
    stances = [
        [np.array([float(r[name]) for r in rows]) for name in ("capability_votes_max1", "salience", "position")]
        for rows in issues.values()
    ]
    point = np.array([float(compromise(*stance)) for stance in stances])
    base = np.abs(point - outcomes)
    # The compromise with all that it got wrong on the decisions of other proposals.
    elsewhere = np.array(proposals)[:, None] != np.array(proposals)
    around = [np.clip(at + (outcomes - point)[others], 0, 100) for at, others in zip(point, elsewhere, strict=True)]
    base_crps = np.array([crps(p, np.full(len(p), 1 / len(p)), y) for p, y in zip(around, outcomes, strict=True)])
    forecasts: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for (c, s, x), y in zip(stances, outcomes, strict=True):
        places = {"positions alike": (np.unique(x), np.ones(len(np.unique(x)))), NAIVE: (x, c * s)}
        for name, rules in RULES.items():
            found = election_over_positions(c, s, x, rules=rules)
            places[name] = found.option, found.probability
        for name, (place, weight) in places.items():
            chance = weight / weight.sum()
            middle = float(weighted_median(chance, np.ones_like(chance), place).midpoint)
            forecasts[name].append((abs(float(chance @ place) - y), abs(middle - y), crps(place, chance, y)))

    naive_crps = np.array(forecasts[NAIVE])[:, 2]
    comparisons = (
        ("error_of_mean", 0, base),
        ("error_of_median", 1, base),
        ("crps", 2, base_crps),
        ("crps_naive", 2, naive_crps),
    )

    def line(name: str, values: FloatArray) -> dict[str, str]:
        shown = {"rules": name, "cases": str(len(values))}
        for loss, column, other in comparisons:
            ends = interval(resampled_means(values[:, column] - other, proposals, SEED))
            if loss != "crps_naive":
                shown[loss] = f"{values[:, column].mean():.2f}"
            for end, value in zip(("low", "high"), ends, strict=True):
                shown[f"{loss}_{end}"] = f"{value:.2f}".replace("-0.00", "0.00")
        return shown

    found_lines = [line("compromise", np.column_stack([base, base, base_crps]))]
    found_lines += [line(name, np.array(losses)) for name, losses in forecasts.items()]
    with RESULTS.open(encoding="utf-8") as file:
        assert found_lines == list(csv.DictReader(line for line in file if not line.startswith("#")))
