"""The best offer of one party among all packages that nobody refuses, against looking at every package."""

from itertools import product

import numpy as np
import pytest

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements import Problem, Region
from goodoffices.models.agreements.best_offer import best_offer
from goodoffices.models.agreements.problem import Term


@pytest.mark.parametrize("seed", range(40))
def test_no_package_that_all_accept_is_better(seed: int) -> None:
    random = np.random.default_rng(seed)
    parties, sizes = int(random.integers(1, 5)), random.integers(1, 5, int(random.integers(1, 5)))
    worth = tuple(random.integers(0, 20, (parties, size)).astype(float) for size in sizes)
    region = Region.of(dict.fromkeys(range(len(sizes)), (0,)))
    problem = Problem(worth, random.integers(0, 14 * len(sizes), parties).astype(float), forbidden=(region,))
    packages = np.array(list(product(*map(range, sizes))))
    worths = problem.utilities(packages)
    fine = (worths >= problem.reservation).all(axis=1) & (packages > 0).any(axis=1)
    for party in range(parties):
        found = best_offer(problem, party)
        if not fine.any():
            assert found is None
        else:
            assert found is not None
            own = problem.utilities(found)
            assert (own >= problem.reservation).all()
            assert own[party] == worths[fine, party].max()
            assert problem.feasible(found[None]).all()


def test_what_it_is_not_for_is_refused() -> None:
    worth = (np.zeros((2, 2)),)
    with pytest.raises(ModelInputError, match="there is no party 2"):
        best_offer(Problem(worth, np.zeros(2)), 2)
    with pytest.raises(ModelInputError, match="additive"):
        best_offer(Problem(worth, np.zeros(2), (Term(Region.of({0: (1,)}), (1.0, 1.0)),)), 0)
