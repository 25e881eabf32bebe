"""Solution points of public scenarios of GENIUS, by full enumeration.

Run with ``pytest tests/reference --scenarios FOLDER`` on a folder that holds, in the folders ``anac`` and ``other``, the
scenarios named in ``scenarios.csv`` beside this file. They are published with the GENIUS program and the competitions of
automated negotiating agents (ANAC) and are not shipped; the results are. ``scenarios.csv`` says what each column is.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from goodoffices.interchange.scenarios import Scenario, problem_of, read_scenario, write_scenario

RESULTS = Path(__file__).with_name("scenarios.csv")
FIRST = 4
"""Only the first so many profiles of a scenario negotiate."""


def rows() -> list[dict[str, str]]:
    with RESULTS.open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def undominated(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the distinct points at which nobody can gain without another's loss."""
    points = np.unique(points, axis=0)
    return np.array([p for p in points if not ((points >= p).all(axis=1) & (points > p).any(axis=1)).any()])


def figures(scenario: Scenario, scale: str) -> dict[str, str]:
    """Return the figures of one row from all packages of a scenario."""
    scenario = replace(scenario, profiles=scenario.profiles[:FIRST])
    if scale == "as written":
        scenario = replace(scenario, profiles=tuple(replace(p, reservation=None) for p in scenario.profiles))
    problem = problem_of(scenario, "unit" if scale == "unit" else "as written")
    packages = np.array(np.unravel_index(np.arange(problem.package_count), problem.sizes)).T
    utilities = np.round(problem.utilities(packages), 9)
    least = np.round(problem.reservation, 9)
    found = {"packages": str(len(packages)), "reservation": show(least)}
    rational = utilities[(utilities >= least).all(axis=1)]
    found["acceptable"] = str(len(rational))
    if not len(rational):
        return found
    gains = rational - least
    ideal = gains.max(axis=0)
    points = {
        "nash": gains.prod(axis=1),
        "kalai": (gains / np.where(ideal > 0, ideal, 1)).min(axis=1),
        "egalitarian": gains.min(axis=1),
    }
    found["pareto"] = str(len(undominated(rational)))
    found |= {name: show(best_at(value, rational)) for name, value in points.items()}
    found["welfare"] = f"{rational.sum(axis=1).max():.6f}"
    return found


def best_at(value: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the point of the largest value; of several, that with the largest sum, then the first in order."""
    best = np.unique(points[value >= value.max() - 1e-9], axis=0)
    sums = best.sum(axis=1)
    first: NDArray[np.float64] = best[np.argmax(sums >= sums.max() - 1e-9)]
    return first


def show(point: NDArray[np.float64]) -> str:
    return " ".join(f"{x:.6f}" for x in point)


@pytest.mark.reference
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['scenario']} {row['scale']}")
def test_points_of_public_scenarios(request: pytest.FixtureRequest, row: dict[str, str], tmp_path: Path) -> None:
    folder = request.config.getoption("--scenarios")
    if folder is None:
        pytest.skip("needs --scenarios FOLDER, scenarios that are not shipped")
    scenario = read_scenario(Path(folder) / row["scenario"])
    found = figures(scenario, row["scale"])
    assert {name: found.get(name, "") for name in row if name not in ("scenario", "scale")} == {
        name: value for name, value in row.items() if name not in ("scenario", "scale")
    }
    write_scenario(tmp_path / "again", scenario)
    assert read_scenario(tmp_path / "again") == scenario
