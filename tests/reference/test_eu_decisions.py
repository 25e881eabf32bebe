"""The track record of the simple models on decisions with known outcomes.

Run with ``pytest tests/reference --eu-decisions FILE`` on the data set of Thomson et al. (2012), Journal of European
Public Policy 19(4), as a CSV in long form: one row per issue and actor with the columns issue, position (0-100),
salience (0-100), capability_votes_max1 and outcome. The data are not shipped; the results are, in
``eu_decisions.csv`` beside this file.
"""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import ArrayLike

from goodoffices.models.bargaining import (
    COMPROMISE_ON_EU_DECISIONS,
    MEAN_ERRORS_ON_EU_DECISIONS,
    compromise,
    weighted_mean,
    weighted_median,
)

RESULTS = Path(__file__).with_name("eu_decisions.csv")


def committed() -> dict[str, dict[str, float]]:
    with RESULTS.open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["model"]: {key: float(row[key]) for key in row if key != "model"} for row in rows}


def test_shipped_track_record_is_the_committed_result() -> None:
    row = committed()["compromise"]
    record = COMPROMISE_ON_EU_DECISIONS
    assert (record.cases, record.mean_error, record.error_80) == (row["cases"], row["mean_error"], row["error_80"])


def test_shipped_mean_errors_are_the_committed_results() -> None:
    folder = RESULTS.parent
    found: dict[str, float] = {}
    for name, column in (
        ("eu_forecaster.csv", "mean_error"),
        ("challenge_on_eu_decisions.csv", "mean_error_of_median"),
        ("election_on_eu_decisions.csv", "error_of_mean"),
    ):
        with (folder / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(line for line in file if not line.startswith("#")):
                if row.get("part", "all") == "all":
                    found.setdefault(row.get("model") or row.get("preset") or row["rules"], float(row[column]))
    found["election over positions"] = found["EFFECTIVE_POWER"]
    found["challenge model"] = found["SCHOLZ_2011"]
    found["weighted median"] = committed()["weighted median (midpoint)"]["mean_error"]
    assert {model: round(found[model], 2) for model in MEAN_ERRORS_ON_EU_DECISIONS} == pytest.approx(
        MEAN_ERRORS_ON_EU_DECISIONS, abs=0.0051
    )


@pytest.mark.reference
def test_errors_on_eu_decisions(request: pytest.FixtureRequest) -> None:
    path = request.config.getoption("--eu-decisions")
    if path is None:
        pytest.skip("needs --eu-decisions FILE, a data set that is not shipped")
    issues: dict[str, list[dict[str, str]]] = defaultdict(list)
    with Path(path).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["outcome"] and row["position"] and row["salience"] and row["capability_votes_max1"]:
                issues[row["issue"]].append(row)
    errors: dict[str, list[float]] = defaultdict(list)
    for rows in issues.values():
        c, s, x = (
            np.array([float(r[name]) for r in rows]) for name in ("capability_votes_max1", "salience", "position")
        )
        outcome = float(rows[0]["outcome"])
        median = weighted_median(c, s, x)
        expected: dict[str, ArrayLike] = {
            "compromise": compromise(c, s, x),
            "capability-weighted mean": weighted_mean(c, x),
            "weighted median (lower)": median.lower,
            "weighted median (midpoint)": median.midpoint,
            "middle of the scale": 50.0,
        }
        for model, value in expected.items():
            errors[model].append(abs(float(np.asarray(value)) - outcome))
    found = {
        model: {
            "cases": len(values),
            "mean_error": round(float(np.mean(values)), 2),
            "median_error": round(float(np.median(values)), 2),
            "error_80": round(float(np.quantile(values, 0.8)), 2),
        }
        for model, values in errors.items()
    }
    assert found == committed()
