"""Time the measures of power on real bodies, beside a plain transcription over all coalitions where that ends.

Run ``python benchmarks/bench_measures.py``. Where both run they give the same fractions, or the run fails.
"""

import csv
import itertools
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from goodoffices.models.councils import (
    BlockedBy,
    ChairBreaksTies,
    Chamber,
    Consent,
    Majority,
    NoneAgainst,
    Quota,
    Share,
    SimpleGame,
    YesOfVoting,
    YesVotes,
    coleman,
    count_minimal_winning,
    johnston,
    minimal_winning_coalitions,
    owen,
    passage,
    passage_with_common_factor,
    roles,
    simple_game,
    ternary_banzhaf,
    ternary_game,
    ternary_shapley_shubik,
    votes_for_power,
)

PUBLISHED = Path(__file__).parents[1] / "tests" / "published"
FIVE, TEN = tuple(f"permanent {i}" for i in range(5)), tuple(f"elected {i}" for i in range(10))
SEVERAL = {f"v{i}": 40 - 2 * i for i in range(14)}

Result = TypeVar("Result")


def figures(name: str) -> dict[str, int]:
    """Read a table of names and numbers."""
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return {name: int(number) for name, number in list(csv.reader(file))[1:]}


def plain_johnston(game: SimpleGame) -> dict[str, Fraction]:
    """Transcribe the formula over sets of voters."""
    raw = dict.fromkeys(game.voters, Fraction(0))
    for size in range(1, len(game.voters) + 1):
        for coalition in itertools.combinations(game.voters, size):
            if game.wins(coalition):
                critical = [m for m in coalition if not game.wins([other for other in coalition if other != m])]
                for member in critical:
                    raw[member] += Fraction(1, len(critical))
    whole = sum(raw.values())
    return {voter: value / whole for voter, value in raw.items()}


def plain_passage(game: SimpleGame, chance: Fraction) -> Fraction:
    """Sum over all coalitions."""
    n = len(game.voters)
    sizes = (size for size in range(n + 1) for c in itertools.combinations(game.voters, size) if game.wins(c))
    return sum((chance**size * (1 - chance) ** (n - size) for size in sizes), Fraction(0))


def timed(what: str, run: Callable[[], Result]) -> Result:
    """Run once and print the time."""
    start = time.perf_counter()
    result = run()
    print(f"{what}: {(time.perf_counter() - start) * 1e3:.0f} ms")
    return result


def main() -> None:
    """Print one line per measure and body."""
    council = simple_game(dict.fromkeys(FIVE + TEN, 1), Quota(9) & Consent(FIVE))
    several = simple_game(SEVERAL, Majority())
    assert timed("Johnston, 14 different voters", lambda: johnston(several).shares) == timed(
        "  plain", lambda: plain_johnston(several)
    )
    third = Fraction(1, 3)
    assert timed("Passage in fractions, 14 voters", lambda: passage(several, dict.fromkeys(SEVERAL, third)).chance) == (
        timed("  plain", lambda: plain_passage(several, third))
    )
    timed("Owen value, Security Council, permanent members as a union", lambda: owen(council, {"five": FIVE}))
    people = {name: number for name, number in figures("eu_2019_populations.csv").items() if name != "United Kingdom"}
    lisbon = Share(Fraction(55, 100)) & Chamber(people, Share(Fraction(65, 100))) | BlockedBy(4)
    union = simple_game(dict.fromkeys(people, 1), lisbon)
    timed("Passage, EU Council, 27 states", lambda: passage(union, dict.fromkeys(people, 0.5)))
    timed(
        "Passage with a common factor, EU Council",
        lambda: passage_with_common_factor(union, dict.fromkeys(people, 0.5), 0.3),
    )
    timed("First 10,000 minimal coalitions, EU Council", lambda: list(minimal_winning_coalitions(union, 10_000)))
    timed("Roles, EU Council", lambda: roles(union))
    votes = figures("imf_2024_votes.csv")
    fund = simple_game(votes, Share(Fraction(85, 100)))
    timed("Roles, IMF, 190 members", lambda: roles(fund))
    print("  " + timed("Passage, IMF", lambda: passage(fund, dict.fromkeys(votes, 0.9))).method)
    house, senate = [f"r{i}" for i in range(435)], [f"s{i}" for i in range(100)]
    chambers = dict.fromkeys(house, 1), dict.fromkeys(senate, 1)
    signed = Chamber(chambers[0], Majority()) & Chamber(chambers[1], ChairBreaksTies("vp")) & Consent(("president",))
    override = Chamber(chambers[0], Share(Fraction(2, 3))) & Chamber(chambers[1], Share(Fraction(2, 3)))
    congress = simple_game(dict.fromkeys(["president", "vp", *house, *senate], 1), signed | override)
    timed("Johnston, legislation in the United States, 537 voters", lambda: johnston(congress))
    timed("Coleman, the same", lambda: coleman(congress))
    timed("Number of minimal coalitions, the same", lambda: count_minimal_winning(congress))
    hundreds = {f"v{i}": i * 37 % 100 + 1 for i in range(500)}
    timed(
        "Passage, 500 voters, votes to 100",
        lambda: passage(simple_game(hundreds, Majority()), dict.fromkeys(hundreds, 0.5)),
    )
    abstaining = ternary_game(dict.fromkeys(FIVE + TEN, 1), YesVotes(9) & NoneAgainst(FIVE))
    timed("Ternary Banzhaf, Security Council", lambda: ternary_banzhaf(abstaining))
    timed("Ternary Shapley-Shubik, Security Council", lambda: ternary_shapley_shubik(abstaining))
    different = ternary_game({f"v{i}": 2**i for i in range(12)}, YesOfVoting(Fraction(1, 2), more=True))
    timed("Ternary Shapley-Shubik, 12 different voters", lambda: ternary_shapley_shubik(different))
    wanted = dict(zip("abcdefgh", (20, 18, 15, 12, 11, 10, 8, 6), strict=True))
    timed("Votes for a wanted power, 8 members, local search", lambda: votes_for_power(wanted, most_votes=30))


if __name__ == "__main__":
    main()
