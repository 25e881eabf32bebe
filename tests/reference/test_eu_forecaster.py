"""The forecaster and every classical model on decisions with known outcomes.

Run with ``pytest tests/reference --eu-decisions FILE``, as for ``test_eu_decisions.py``. The results are in
``eu_forecaster.csv`` beside this file, the coefficients in the package.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from goodoffices.interchange.eu_decisions import read_eu_decisions
from goodoffices.models.bargaining.backtest import Section, backtest
from goodoffices.models.bargaining.predictive import shipped_coefficients

RESULTS = Path(__file__).with_name("eu_forecaster.csv")
KEYS = ("part", "model")


def committed() -> dict[tuple[str, str], dict[str, float]]:
    with RESULTS.open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {(r["part"], r["model"]): {k: float(r[k]) for k in r if k not in KEYS} for r in rows}


def rounded(part: str, section: Section) -> dict[tuple[str, str], dict[str, float]]:
    columns = next(iter(committed().values()))
    return {
        (part, s.model): {name: round(getattr(s, name), 3) for name in columns} for s in section.summaries
    }  # fmt: skip


def test_committed_results_agree_with_the_track_record_of_compromise() -> None:
    row = committed()["all", "compromise"]
    assert (row["cases"], round(row["mean_error"], 2)) == (268, 23.06)


@pytest.mark.reference
def test_backtest_on_eu_decisions(request: pytest.FixtureRequest) -> None:
    path = request.config.getoption("--eu-decisions")
    if path is None:
        pytest.skip("needs --eu-decisions FILE, a data set that is not shipped")
    data = read_eu_decisions(Path(path))
    found = backtest(data.cases)
    assert found.kept_aside is not None
    shipped = shipped_coefficients()
    np.testing.assert_allclose([row.coefficient for row in found.coefficients], shipped.values, atol=1e-4)
    np.testing.assert_allclose(
        [row.coefficient for row in found.around_compromise], shipped.around_compromise, atol=1e-4
    )
    wanted = committed()
    results = {**rounded("all", found.all_cases), **rounded("kept aside", found.kept_aside)}
    assert list(results) == list(wanted)
    for key, row in results.items():
        assert row == pytest.approx(wanted[key], abs=2e-3), key
