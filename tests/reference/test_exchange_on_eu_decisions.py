"""The track record of the exchange model's presets beside compromise, on decisions with known outcomes.

Run with ``pytest tests/reference --eu-decisions FILE`` as described in ``test_eu_decisions.py``. Exchanges are made among
the issues of one proposal. The results are in ``exchange_on_eu_decisions.csv`` beside this file.
"""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from goodoffices.models.bargaining.backtest.losses import interval, resampled_means
from goodoffices.models.bargaining.exchange import PRESETS, exchange_model

RESULTS = Path(__file__).with_name("exchange_on_eu_decisions.csv")
ALL, SEVERAL = "all", "of proposals with several issues"
SEED = 1


@pytest.mark.reference
def test_errors_with_and_without_exchanges(request: pytest.FixtureRequest) -> None:
    path = request.config.getoption("--eu-decisions")
    if path is None:
        pytest.skip("needs --eu-decisions FILE, a data set that is not shipped")
    proposals: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    with Path(path).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["outcome"] and row["position"] and row["salience"] and row["capability_votes_max1"]:
                proposals[row["proposal"]][row["issue"]].append(row)
    found = []
    for name, preset in PRESETS.items():
        errors, cluster, several, exchanges = [], [], [], []
        for proposal, issues in proposals.items():
            actors = sorted({row["actor"] for rows in issues.values() for row in rows})
            c, s, x = np.full((3, len(actors), len(issues)), np.nan)
            for column, rows in enumerate(issues.values()):
                for row in rows:
                    at = actors.index(row["actor"]), column
                    c[at], s[at], x[at] = (float(row[key]) for key in ("capability_votes_max1", "salience", "position"))
            result = exchange_model(c, s, x, reading=preset)
            exchanges.append(len(result.exchanges))
            outcome = np.array([float(rows[0]["outcome"]) for rows in issues.values()])
            errors += list(np.abs(np.stack([result.settlement, result.settlement_before], axis=1) - outcome[:, None]))
            cluster += [proposal] * len(issues)
            several += [len(issues) > 1] * len(issues)
        for part, chosen in ((ALL, np.full(len(errors), True)), (SEVERAL, np.array(several))):
            both = np.array(errors)[chosen]
            names = [name for name, use in zip(cluster, chosen, strict=True) if use]
            low, high = interval(resampled_means(both[:, 0] - both[:, 1], names, SEED))
            found.append(
                {
                    "preset": name,
                    "issues": part,
                    "cases": str(len(both)),
                    "proposals": str(len(set(names))),
                    "exchanges": str(sum(exchanges)),
                    "mean_error": f"{both[:, 0].mean():.2f}",
                    "mean_error_of_compromise": f"{both[:, 1].mean():.2f}",
                    "difference": f"{(both[:, 0] - both[:, 1]).mean():.2f}",
                    "low_95": f"{low:.2f}",
                    "high_95": f"{high:.2f}",
                }
            )
    with RESULTS.open(encoding="utf-8") as file:
        assert found == list(csv.DictReader(line for line in file if not line.startswith("#")))
