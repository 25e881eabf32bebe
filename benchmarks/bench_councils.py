"""Time the power indices of real and made-up bodies beside public packages and a plain transcription of the formula.

Run ``python benchmarks/bench_councils.py``. Times are of the processor, memory is the peak that Python and NumPy ask for. Where two
programs answer, their numbers must agree, or the run fails. The packages ``powerindex`` and ``power-bdd`` are no dependencies; get
them by ``python -m pip install powerindex power-bdd``, or into a folder of their own with ``--target FOLDER`` and ``PYTHONPATH=FOLDER``.
Without them, their lines say so. A package is given `PATIENCE` seconds.
"""

import contextlib
import csv
import importlib
import importlib.util
import io
import itertools
import multiprocessing
import multiprocessing.connection
import time
import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from math import factorial
from pathlib import Path

import numpy as np

from goodoffices.models.councils import (
    Chamber,
    Majority,
    Power,
    Quota,
    Share,
    SimpleGame,
    banzhaf,
    shapley_shubik,
    simple_game,
)

TABLES = Path(__file__).parent.parent / "tests" / "published"
SECURITY_COUNCIL = {f"permanent {i}": 7 for i in range(5)} | {f"elected {i}": 1 for i in range(10)}
PATIENCE = 30


def table(name: str) -> list[dict[str, str]]:
    """Read a table of the tests."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def plain_shapley(seats: dict[str, int], quota: int) -> dict[str, Fraction]:
    """Transcribe the formula over sets of voters."""
    n = len(seats)
    shares = dict.fromkeys(seats, Fraction(0))
    for voter, weight in seats.items():
        others = [other for other in seats if other != voter]
        for size in range(n):
            swings = sum(
                1
                for coalition in itertools.combinations(others, size)
                if quota - weight <= sum(seats[member] for member in coalition) < quota
            )
            shares[voter] += Fraction(swings * factorial(size) * factorial(n - size - 1), factorial(n))
    return shares


def timed(work: Callable[[], object]) -> float:
    """Return the processor time of some work in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak(work: Callable[[], object]) -> float:
    """Return the memory that some work asks for at once, in MiB."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


def ours(body: str, game: SimpleGame) -> None:
    """Print time, memory and method of both indices."""
    indices: tuple[tuple[str, Callable[[SimpleGame], Power]], ...] = (("Banzhaf", banzhaf), ("Shapley", shapley_shubik))
    for name, index in indices:
        spent = timed(lambda index=index: index(game))  # type: ignore[misc]
        memory = peak(lambda index=index: index(game))  # type: ignore[misc]
        print(f"{body:<34} {name}  {spent:7.3f} s  {memory:6.1f} MiB  {index(game).method}")


def power_bdd(weights: list[list[int]], quotas: list[int], shapley: bool) -> list[float]:
    """Ask the package power-bdd: one quota, or (first and second) or third."""
    package = importlib.import_module("power_bdd.bdd")
    parts = [package.BDD(package.WeightedGame(*rule)) for rule in zip(quotas, weights, strict=True)]
    body = parts[0] if len(parts) == 1 else parts[0] & parts[1] | parts[2]
    if len(parts) == 1:
        body.create_BDD()
    return list(map(float, body.calc_shapley() if shapley else body.calc_banzhaf()))


def powerindex(weights: list[list[int]], quotas: list[int], shapley: bool) -> list[float]:
    """Ask the package powerindex, which knows one quota."""
    package = importlib.import_module("powerindex")
    body = package.Game(quotas[0], list(weights[0]))
    if shapley:
        body.calc_shapley_shubik()
        return [float(share) for share in body.shapley_shubik]
    body.calc_banzhaf()
    return [float(share) for share in body.banzhaf]


PACKAGES = {"power-bdd": ("power_bdd", power_bdd), "powerindex": ("powerindex", powerindex)}


def theirs(body: str, game: SimpleGame, weights: list[list[int]], quotas: list[int]) -> None:
    """Print what the packages need, and whether they agree."""
    for name, (module, ask) in PACKAGES.items():
        if importlib.util.find_spec(module) is None:
            print(f"{body:<34} {name} is not installed: python -m pip install {name}")
            continue
        if len(quotas) > 1 and name == "powerindex":
            continue
        for shapley in (False, True):
            label = f"{body:<34} {'Shapley' if shapley else 'Banzhaf'}"
            answer = in_time(ask, weights, quotas, shapley)
            if isinstance(answer, str):
                print(f"{label}           {name}: {answer}")
                continue
            spent, found = answer
            expected = np.array(list(expected_of(name, game, shapley).as_floats().values()))
            off = float(np.abs(np.array(found) - expected).max())
            print(f"{label}  {spent:7.3f} s  {name}, " + (f"WRONG by {off:.2g}" if off > 1e-6 else "agrees"))


def expected_of(package: str, game: SimpleGame, shapley: bool) -> Power:
    """Return the index in the package's meaning."""
    return shapley_shubik(game) if shapley else banzhaf(game, normalised=package == "powerindex")


Answer = tuple[float, list[float]] | str


def in_time(ask: Callable[..., list[float]], *given: object) -> Answer:
    """Return processor time and answer of a package, or why there is none."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_answer, args=(sender, ask, given))
    process.start()
    answer: Answer = f"no answer in {PATIENCE} s"
    if receiver.poll(PATIENCE):
        answer = receiver.recv()
    process.kill()
    process.join()
    return answer


def _answer(
    sender: multiprocessing.connection.Connection, ask: Callable[..., list[float]], given: tuple[object, ...]
) -> None:
    start = time.process_time()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            found = ask(*given)
    except Exception as error:  # whatever a package fails with is its answer
        sender.send(f"{type(error).__name__}")
        return
    sender.send((time.process_time() - start, found))


def made_up(voters: int) -> tuple[SimpleGame, list[int]]:
    """Return a body whose members have 1 to 100 votes and decide by majority."""
    weights = np.random.default_rng(0).integers(1, 101, voters).tolist()
    return simple_game({str(place): weight for place, weight in enumerate(weights)}, Majority()), weights


def main() -> None:
    """Print times, memory and ratios."""
    council = simple_game(SECURITY_COUNCIL, Quota(39))
    shares: list[dict[str, Fraction]] = []
    fast = timed(lambda: shares.append(dict(shapley_shubik(council).shares)))
    slow = timed(lambda: shares.append(plain_shapley(SECURITY_COUNCIL, 39)))
    assert shares[0] == shares[1]
    print(
        f"UN Security Council: {fast * 1e3:.1f} ms   plain transcription {slow * 1e3:.0f} ms   ratio {slow / fast:.0f}"
    )

    rows = table("eu_council_2019.csv")
    population = {row["member"]: int(row["population"]) for row in rows}
    one_each = dict.fromkeys(population, 1)
    union = simple_game(one_each, Quota(16) & Chamber(population, Quota(333_763_100)) | Quota(25))
    ours("Council of the EU, 28 members", union)
    sums = [[1] * 28, list(population.values()), [1] * 28]
    theirs("Council of the EU, 28 members", union, sums, [16, 333_763_100, 25])

    for voters in (100, 500, 1000):
        body, weights = made_up(voters)
        ours(f"{voters} members, 1 to 100 votes", body)
        theirs(f"{voters} members, 1 to 100 votes", body, [weights], [sum(weights) // 2 + 1])

    votes = {row["member"]: int(row["votes"]) for row in table("imf_2024.csv")}
    for percent in (50, 70, 85):
        ours(f"IMF, 190 members, {percent}%", simple_game(votes, Share(Fraction(percent, 100))))


if __name__ == "__main__":
    main()
