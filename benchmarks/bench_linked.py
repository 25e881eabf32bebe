"""Time the solutions over linked packages; beside a look at every package where that can be done.

Run ``python benchmarks/bench_linked.py``. Utilities are whole numbers from 0 to 100, ten options an issue, uniform, seed 1; 30 pairs
of options are ruled out, and 20 carry from -50 to 100 for each party. Times are of the processor, so that other work on the machine counts
little. Where every package is looked at, both must find the same, or the run fails. No program is known that solves such
problems exactly and could stand beside at 10^20 packages.
"""

import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from goodoffices.models.agreements import Problem, Region, Term
from goodoffices.models.agreements.linked import (
    Country,
    Effort,
    egalitarian,
    kalai_smorodinsky,
    nash,
    signable,
    utilitarian,
)
from goodoffices.models.agreements.problem import package_at
from goodoffices.models.agreements.robust import DrawnProblem, acceptance, search_most_signed, side_payments
from goodoffices.models.agreements.solution import Point

EFFORT = Effort(seconds=300.0)
AT_ONCE = 200_000


def negotiation(parties: int, issues: int, options: int = 10, reservation: float = 0.0) -> Problem:
    """Return a negotiation with 30 pairs ruled out and 20 pairs that carry worth of their own."""
    rng = np.random.default_rng(1)
    worth = tuple(rng.integers(0, 101, (parties, options)).astype(float) for _ in range(issues))

    def pair() -> Region:
        first, second = sorted(rng.choice(issues, 2, replace=False))
        return Region.of({int(first): [int(rng.integers(options))], int(second): [int(rng.integers(options))]})

    forbidden = tuple(pair() for _ in range(30))
    terms = tuple(Term(pair(), tuple(rng.integers(-50, 101, parties).astype(float))) for _ in range(20))
    return Problem(worth, np.full(parties, reservation), terms, forbidden)


def countries(issues: int, options: int = 10) -> tuple[Country, ...]:
    """Return three countries of seven groups: two thirds of the weight and one group that must agree, to more than the mean."""
    rng = np.random.default_rng(2)
    homes = []
    for _ in range(3):
        worth = tuple(rng.integers(0, 101, (7, options)).astype(float) for _ in range(issues))
        weights = rng.integers(1, 41, 7).astype(float)
        quota = float(np.ceil(2 / 3 * weights.sum()))
        homes.append(Country(worth, np.full(7, 50.0 * issues), weights, quota, (int(rng.integers(7)),)))
    return tuple(homes)


def timed(what: str, work: Callable[[], Point]) -> Point:
    """Print what was found and how long it took."""
    start = time.process_time()
    found = work()
    spent = time.process_time() - start
    proof = "proved" if found.is_proved else f"gap {found.gap:.1e}"
    print(f"  {what:<20} {found.value:>12.6g}   {proof:<12} {spent:7.2f} s")
    return found


def by_looking(problem: Problem) -> tuple[float, float]:
    """Return the Nash product and the greatest smallest gain, from every package."""
    product, smallest = 0.0, -np.inf
    for start in range(0, problem.package_count, AT_ONCE):
        packages = package_at(np.arange(start, min(start + AT_ONCE, problem.package_count)), problem.sizes)
        gains = problem.utilities(packages[problem.feasible(packages)]) - problem.reservation
        gains = gains[(gains >= 0).all(axis=1)]
        product = max(product, float(gains.prod(axis=1).max(initial=0.0)))
        smallest = max(smallest, float(gains.min(axis=1).max(initial=-np.inf)))
    return product, smallest


def main() -> None:
    """Print times, proofs or gaps, and the peak of memory."""
    signable(negotiation(2, 2))
    small = negotiation(4, 6)
    print("4 parties, 6 issues (10^6 packages)")
    quick = (
        timed("Nash", lambda: nash(small, effort=EFFORT)),
        timed("egalitarian", lambda: egalitarian(small, effort=EFFORT)),
    )
    start = time.process_time()
    assert by_looking(small) == tuple(found.value for found in quick)
    print(f"  every package looked at, the same two found   {time.process_time() - start:12.2f} s")
    for parties, issues in ((4, 20), (10, 20), (10, 50)):
        problem = negotiation(parties, issues)
        print(f"{parties} parties, {issues} issues (10^{issues} packages)")
        timed("utilitarian", lambda problem=problem: utilitarian(problem, effort=EFFORT))  # type: ignore[misc]
        timed("Nash", lambda problem=problem: nash(problem, effort=EFFORT))  # type: ignore[misc]
        if issues == 20:
            timed("egalitarian", lambda problem=problem: egalitarian(problem, effort=EFFORT))  # type: ignore[misc]
            timed("Kalai-Smorodinsky", lambda problem=problem: kalai_smorodinsky(problem, effort=EFFORT))  # type: ignore[misc]
    for parties in (3, 4):
        problem, homes = negotiation(parties, 20), countries(20)
        print(f"{parties} parties, 20 issues, consent of 3 countries with 7 groups each")
        timed("any that can be signed", lambda: signable(problem, homes, EFFORT))  # noqa: B023
        timed("utilitarian", lambda: utilitarian(problem, homes, EFFORT))  # noqa: B023
        timed("Nash", lambda: nash(problem, homes, EFFORT))  # noqa: B023
        if parties == 3:
            timed("egalitarian", lambda: egalitarian(problem, homes, EFFORT))  # noqa: B023
    rng = np.random.default_rng(1)
    drawn = DrawnProblem(tuple(rng.normal(50, 25, (1000, 5, 10)) for _ in range(10)), np.full((1000, 5), 460.0))
    print("5 parties, 10 issues (10^10 packages), 1000 draws")
    start = time.process_time()
    likely = search_most_signed(drawn, solved_draws=5)
    print(f"  signed in {float(likely.all_sign.value):.3f} of draws, by search {time.process_time() - start:12.2f} s")
    start = time.process_time()
    acceptance(drawn, rng.integers(0, 10, (1000, 10)))
    print(f"  acceptance of 1000 packages          {time.process_time() - start:14.2f} s")
    start = time.process_time()
    paid = side_payments(drawn, likely.package, 0.8)
    proof = "proved" if paid.is_proved else f"at least {paid.bound:.4g}"
    print(f"  payments for 80%, {paid.total:.4g}, {proof} {time.process_time() - start:12.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(f"peak memory of the process, solver included: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
