"""The emission standards example: Bueno de Mesquita (1994), p. 78; Scholz, Calbert & Smith (2011), table 1.

Weighted median 7.00 and weighted mean 7.39 before the first round of the challenge model.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from goodoffices.models.bargaining import compromise, weighted_median

ROWS = list(
    csv.DictReader(
        line for line in Path(__file__).with_name("emissions.csv").read_text().splitlines() if not line.startswith("#")
    )
)
CAPABILITY, SALIENCE, POSITION = (
    np.array([float(row[name]) for row in ROWS]) for name in ("capability", "salience", "position")
)


def test_starting_median_and_mean() -> None:
    median = weighted_median(CAPABILITY, SALIENCE, POSITION)
    assert float(median.midpoint) == 7.00
    assert not median.is_tied
    assert float(compromise(CAPABILITY, SALIENCE, POSITION)) == pytest.approx(7.39, abs=0.005)
