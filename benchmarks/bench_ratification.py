"""Time win-sets and chances of ratification beside plain loops over draws, packages and blocs.

Run ``python benchmarks/bench_ratification.py``. Both give the same answers, or the run fails. There is no maintained program for
two-level games to compare with: none was found among public Python and R packages.
"""

import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from goodoffices.models.ratification import (
    TWO_THIRDS,
    Bloc,
    Constituency,
    Country,
    Talks,
    agenda_setter,
    overlap,
    random_packages,
    ratification_chance,
    ratifies,
    table_overlap,
    tying_hands,
)


def spent(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest processor time of some runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def plain(
    country: Country, talks: Talks, packages: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> list[list[bool]]:
    """Ask draw by draw, package by package, bloc by bloc."""
    (body,) = country.home
    ideals = [np.asarray(bloc.ideal).tolist() for bloc in body.blocs]
    saliences = [np.asarray(bloc.salience).tolist() for bloc in body.blocs]
    weights = [float(np.asarray(bloc.weight)) for bloc in body.blocs]
    start = np.asarray(talks.status_quo).tolist()
    answers = []
    for draw in range(len(ideals[0])):
        row = []
        for package in packages.tolist():
            for_it = 0.0
            for ideal, salience, weight in zip(ideals, saliences, weights, strict=True):
                lost = sum(w * abs(x - p) for w, x, p in zip(salience, package, ideal[draw], strict=True))
                kept = sum(w * abs(q - p) for w, q, p in zip(salience, start, ideal[draw], strict=True))
                for_it += weight * (lost <= kept + talks.slack)
            row.append(3 * for_it >= 2 * sum(weights))
        answers.append(row)
    return answers


def chamber(seed: int, draws: int, blocs: int, issues: int) -> Country:
    """Return a country with one chamber of blocs drawn at random, two thirds needed."""
    rng = np.random.default_rng(seed)
    members = tuple(
        Bloc(f"b{i}", rng.uniform(0, 100, (draws, issues)), rng.integers(1, 60), rng.uniform(0.1, 1, issues))
        for i in range(blocs)
    )
    return Country(f"country {seed}", (Constituency("chamber", members, TWO_THIRDS),), Bloc("leader", [80.0] * issues))


def main() -> None:
    """Print times and ratios."""
    for draws, packages, issues in ((50, 200, 1), (50, 200, 5)):
        country, talks = chamber(1, draws, 7, issues), Talks([30.0] * issues)
        table = random_packages(talks, packages, seed=2)
        assert ratifies(country, talks, table).tolist() == plain(country, talks, table)
        ours = spent(lambda country=country, talks=talks, table=table: ratifies(country, talks, table))  # type: ignore[misc]
        theirs = spent(lambda country=country, talks=talks, table=table: plain(country, talks, table), 1)  # type: ignore[misc]
        print(
            f"{draws} draws x {packages} packages, 7 blocs, {issues} issue(s): {ours * 1e3:7.2f} ms   "
            f"plain {theirs * 1e3:7.0f} ms   ratio {theirs / ours:5.0f}"
        )
    country, talks = chamber(1, 1000, 7, 5), Talks([30.0] * 5)
    table = random_packages(talks, 10_000, seed=2)
    tracemalloc.start()
    ratifies(country, talks, table)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    print(
        f"1000 draws x 10000 packages, 7 blocs, 5 issues: {spent(lambda: ratifies(country, talks, table), 1):.2f} s, {peak:.0f} MiB"
    )
    three = [chamber(seed, 1000, 7, 5) for seed in (1, 2, 3)]
    few = table[:200]
    print(
        f"3 countries, 1000 draws, 200 packages, chances: {spent(lambda: ratification_chance(three, talks, few)) * 1e3:.0f} ms"
    )
    sides = [chamber(seed, 1, 7, 5) for seed in (1, 2, 3)]
    many = random_packages(talks, 1_000_000, seed=3)
    print(f"3 countries, 1 draw, 10^6 packages, overlap: {spent(lambda: table_overlap(sides, talks, many), 1):.2f} s")
    one = Talks(30.0)
    for blocs in (7, 100, 500):
        pair = [_point(chamber(seed, 1, blocs, 1)) for seed in (4, 5)]
        print(
            f"exact, one issue, 2 countries of {blocs} blocs: overlap {spent(lambda pair=pair: overlap(pair, one)) * 1e3:.2f} ms   "  # type: ignore[misc]
            f"agenda setter {spent(lambda pair=pair: agenda_setter(pair, one, pair[0].name)) * 1e3:.2f} ms"  # type: ignore[misc]
        )
    pair = [_point(chamber(seed, 1, 7, 1)) for seed in (4, 5)]
    steps = np.arange(0, 50, 1.0)
    print(f"tying hands, 50 demands: {spent(lambda: tying_hands(pair, one, pair[0].name, steps)) * 1e3:.0f} ms")


def _point(country: Country) -> Country:
    """Return the country in its first draw."""
    (body,) = country.home
    blocs = tuple(Bloc(bloc.name, np.asarray(bloc.ideal)[0], bloc.weight) for bloc in body.blocs)
    return Country(country.name, (Constituency(body.name, blocs, body.threshold),), country.leader)


if __name__ == "__main__":
    main()
