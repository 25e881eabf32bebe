"""Time seat allocation beside a plain transcription, one seat after another over floating-point numbers.

Run ``python benchmarks/bench_allocation.py``. Both give the same seats, or the run fails; where two claims are equal the
plain one cannot tell, and such elections are counted apart.
"""

import time
from collections.abc import Callable

import numpy as np

from goodoffices.models.councils import Consent, Quota, compare_reforms, simple_game
from goodoffices.models.councils.allocation import (
    DHONDT,
    HARE,
    HUNTINGTON_HILL,
    MODIFIED_SAINTE_LAGUE,
    SAINTE_LAGUE,
    District,
    DivisorMethod,
    elect,
    share_out,
)

ELECTIONS, LISTS, SEATS = 200, 12, 60
PLAIN: tuple[tuple[DivisorMethod, Callable[[int], float]], ...] = (
    (DHONDT, lambda seat: seat),
    (SAINTE_LAGUE, lambda seat: 2 * seat - 1),
    (MODIFIED_SAINTE_LAGUE, lambda seat: 1.4 if seat == 1 else 2 * seat - 1),
    (HUNTINGTON_HILL, lambda seat: (seat * (seat - 1)) ** 0.5 or 1e-300),
)


def plain(votes: list[int], seats: int, divisor: Callable[[int], float]) -> list[int]:
    """Give each seat to the highest quotient."""
    given = [0] * len(votes)
    for _ in range(seats):
        quotients = [cast / divisor(held + 1) for cast, held in zip(votes, given, strict=True)]
        given[quotients.index(max(quotients))] += 1
    return given


def main() -> None:
    """Print times, and how often a tie was there to be seen."""
    rng = np.random.default_rng(1)
    elections = [rng.integers(1, 200_000, LISTS).tolist() for _ in range(ELECTIONS)]
    for method, divisor in PLAIN:
        start = time.perf_counter()
        ours = [share_out({f"l{i}": v for i, v in enumerate(votes)}, SEATS, method) for votes in elections]
        middle = time.perf_counter()
        theirs = [plain(votes, SEATS, divisor) for votes in elections]
        end = time.perf_counter()
        ties = sum(bool(result.ties) for result in ours)
        assert all(
            result.ties or list(result.seats.values()) == held for result, held in zip(ours, theirs, strict=True)
        )
        print(
            f"{method.name:22} {LISTS} lists, {SEATS} seats: {(middle - start) / ELECTIONS * 1e3:.2f} ms exact, with the last seat   "
            f"plain {(end - middle) / ELECTIONS * 1e3:.2f} ms   ties {ties} of {ELECTIONS}"
        )
    districts = {
        f"province {place}": District(int(rng.integers(1, 20)), {f"l{i}": int(v) for i, v in enumerate(votes[:20])})
        for place, votes in enumerate(rng.integers(0, 100_000, (21, 20)))
    }
    for by in (HARE, DHONDT):
        start = time.perf_counter()
        elect(districts, by)
        print(f"21 provinces, 20 lists, {by.name}: {(time.perf_counter() - start) * 1e3:.0f} ms with every last seat")
    states = {f"s{place}": int(people) for place, people in enumerate(rng.integers(500_000, 40_000_000, 50))}
    for house in (435, 100_000):
        start = time.perf_counter()
        share_out(states, house, HUNTINGTON_HILL)
        print(f"50 states, {house} seats, Huntington-Hill: {(time.perf_counter() - start) * 1e3:.1f} ms")
    five, elected = tuple(f"p{i}" for i in range(5)), tuple(f"e{i}" for i in range(10))
    start = time.perf_counter()
    voters = (*five, "new 1", "new 2", *elected)
    compare_reforms(
        {"p0": 0.22, "new 1": 0.16},
        {
            "today": simple_game(dict.fromkeys((*five, *elected), 1), Quota(9) & Consent(five)),
            "seats": simple_game(dict.fromkeys(voters, 1), Quota(10) & Consent(five)),
            "vetoes": simple_game(dict.fromkeys(voters, 1), Quota(10) & Consent(voters[:7])),
        },
    )
    print(f"Security Council and two reforms, 15 and 17 voters: {(time.perf_counter() - start) * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
