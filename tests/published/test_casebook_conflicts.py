"""The shipped conflicts from the literature give their published tables, from their dossiers alone.

The models in `tests/stability_cases.py` were typed apart from the dossiers, and `stability_tables.csv` was worked out from the
definitions by another program; places of publication stand there.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.stability_cases import CASES

from goodoffices.assessment.assess import assess
from goodoffices.assessment.conflict import conflict_at
from goodoffices.assessment.questions.stability.solved import Solved, solve
from goodoffices.assessment.registry import by_id
from goodoffices.casebook import case_folder
from goodoffices.dossier import at_moment, read_dossier
from goodoffices.models.stability import Ranks

with (Path(__file__).parent / "stability_tables.csv").open(encoding="utf-8") as file:
    TABLES = {(row["case"], row["concept"]): row["stable"].split(" | ") for row in csv.DictReader(file)}
NAMES = {
    "prisoners-dilemma": "prisoners_dilemma",
    "chicken": "chicken",
    "cuba-1962": "cuban",
    "elmira-1991": "elmira",
    "garrison-1976": "garrison",
}
ORDER = {"elmira-1991": [0, 1, 2, 3, 8, 4, 5, 6, 7]}
"""Of our states, the number in the literature from 0; elsewhere they agree. There the abandoned plant stands last."""
PUBLISHED = {  # equilibria by the numbers of the literature, from 1
    ("prisoners-dilemma", "nash"): {1},
    ("prisoners-dilemma", "seq"): {1, 4},
    ("chicken", "nash"): {2, 3},
    ("chicken", "smr"): {2, 3, 4},
    ("elmira-1991", "nash"): {5, 8, 9},
    ("elmira-1991", "seq"): {5, 8, 9},
}


def solved(case: str) -> Solved:
    dossier = read_dossier(case_folder(case))
    conflict = conflict_at(at_moment(dossier, next(iter(dossier.moments))))
    assert conflict is not None
    found = solve(conflict)
    assert found is not None
    return found


@pytest.mark.parametrize("case", NAMES)
def test_rankings_and_moves_are_the_published_ones(case: str) -> None:
    found, published, number = solved(case), CASES[NAMES[case]], _numbers(case)
    assert (found.ranks == _dense(published.ranks)[:, number]).all()
    for i in range(len(found.ranks)):
        assert sorted(number[found.graph.pairs(i)].tolist()) == published.graph.pairs(i).tolist()


@pytest.mark.parametrize("case", NAMES)
def test_tables_are_the_published_ones(case: str) -> None:
    found, number = solved(case), _numbers(case)
    for concept, stable in found.table.stable.items():
        told = [" ".join(str(s + 1) for s in sorted(number[np.flatnonzero(row)].tolist())) for row in stable]
        assert told == TABLES[NAMES[case], concept], concept


@pytest.mark.parametrize(("case", "concept"), PUBLISHED)
def test_published_equilibria(case: str, concept: str) -> None:
    found = solved(case).table.equilibria(concept)  # type: ignore[arg-type]
    assert {int(state) + 1 for state in _numbers(case)[found]} == PUBLISHED[case, concept]


def test_elmira_as_a_reader_is_told_it() -> None:
    """Kilgour & Hipel (2005): by improvements to state 5, from where ministry and Uniroyal jump to 8 together."""
    dossier = read_dossier(case_folder("elmira-1991"))
    (answer,) = assess(dossier, draws=10, questions=[by_id("stability")]).answers
    told = answer.findings[0].claim
    assert "A move by local government, to their own gain, would lead to outcome A" in told
    assert "From there the ministry and Uniroyal would both gain by going on together to outcome C" in told
    assert "its only gain, by “Insist that the original order be carried out”" in answer.findings[1].claim
    assert "would be met by Uniroyal’s “Abandon the Elmira plant”" in answer.findings[1].claim
    counts = {number.name: number.value for number in answer.findings[0].numbers}
    assert counts["states that can be"] == 9
    assert counts["states that hold: by itself (Nash)"] == 3


def test_the_missile_crisis_ended_where_answers_hold() -> None:
    """Fraser & Hipel (1984): blockade and withdrawal, state 7, is sequentially stable and no Nash equilibrium."""
    found = solved("cuba-1962")
    (state,) = (s for s in range(12) if found.taken(s) == {"blockade", "withdraw"})
    assert found.holds(state) == "sseq"
    assert found.distance[state] == 2


def _numbers(case: str) -> NDArray[np.int64]:
    return np.array(ORDER.get(case, range(len(solved(case).states))))


def _dense(ranks: Ranks) -> NDArray[np.int64]:
    return np.array([np.unique(row, return_inverse=True)[1] for row in ranks])
