"""Time the exchange model beside a plain transcription of its formulas.

Run ``python benchmarks/bench_exchange.py``. Both make the same exchanges and give the same settlements to 1e-9, or the run
fails. The tests use the same transcription.
"""

import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from goodoffices.models.bargaining.exchange import (
    EQUAL_GAIN,
    PRESETS,
    ExchangeOutcome,
    Reading,
    exchange_forecasts,
    exchange_model,
)
from goodoffices.models.bargaining.inputs import FloatArray

EQUAL = 1e-9
SAME_GAIN = 1e-12
Table = Sequence[Sequence[float]]


@dataclass
class PlainDeal:
    """Party i wants issue p and pays on q; j the other way round."""

    i: int
    j: int
    p: int
    q: int
    shift_p: float
    shift_q: float
    gain_i: float
    gain_j: float

    @property
    def mean(self) -> float:
        """What deals are ordered by."""
        return (self.gain_i + self.gain_j) / 2


class PlainTalks:
    """The state of talks in lists: positions from 0 to 1, saliences as shares of the largest, None for who is absent."""

    def __init__(self, c: Table, s: Table, x: list[list[float | None]], reading: Reading) -> None:
        self.parties, self.issues, self.reading = range(len(x)), range(len(x[0])), reading
        self.c, self.s, self.x = c, s, x
        self.v = [list(row) for row in x]
        self.moved = [[0 for _ in self.issues] for _ in self.parties]
        taking_part = [[k for k in self.parties if x[k][p] is not None] for p in self.issues]
        total = [sum(c[k][p] * s[k][p] for k in taking_part[p]) for p in self.issues]
        self.weight = [
            [c[k][p] * s[k][p] / total[p] if k in taking_part[p] else 0.0 for p in self.issues] for k in self.parties
        ]
        self.measure()
        self.opening = [list(row) for row in self.sides]

    def measure(self) -> None:
        """Work out settlements and sides from the voting positions."""
        self.settlements = [
            sum(self.weight[k][p] * v for k in self.parties if (v := self.v[k][p]) is not None) for p in self.issues
        ]
        self.sides = [[self.ahead(k, p) for p in self.issues] for k in self.parties]

    def ahead(self, i: int, p: int) -> int:
        """Return whether a party is above (1) or below (-1) the settlement."""
        x = self.x[i][p]
        if x is None or abs(x - self.settlements[p]) <= EQUAL:
            return 0
        return 1 if x > self.settlements[p] else -1

    def settlement(self, p: int) -> float:
        """Return the weighted mean of the voting positions."""
        return self.settlements[p]

    def side(self, i: int, p: int) -> int:
        """Return the party's side as the reading has it."""
        return (self.opening if self.reading.sides == "opening" else self.sides)[i][p]

    def reach(self, giver: int, taker: int, p: int) -> float:
        """Return how far the settlement can move if one party gives way to another."""
        x, v = self.x[taker][p], self.v[giver][p]
        toward = self.side(taker, p)
        assert x is not None
        assert v is not None
        if self.moved[giver][p] not in ((0,) if self.reading.again == "once" else (0, toward)):
            return 0.0
        ahead = toward * (x - self.settlement(p))
        return max(0.0, min(self.weight[giver][p] * toward * (x - v), ahead if ahead > EQUAL else 0.0))

    def deal(self, i: int, j: int, p: int, q: int) -> PlainDeal | None:
        """Return the deal in which i wants p and j wants q, if both gain."""
        if not (self.side(i, p) * self.side(j, p) == -1 and self.side(i, q) * self.side(j, q) == -1):
            return None
        a, b, c, d = self.s[i][p], self.s[i][q], self.s[j][p], self.s[j][q]
        if a * d <= b * c:
            return None
        most_p, most_q = self.reach(j, i, p), self.reach(i, j, q)
        if most_p <= 0 or most_q <= 0:
            return None
        if self.reading.rate == "equal_gain":
            ratio = (b + d) / (a + c)
        else:
            # The largest gain of one side is where the other gains nothing and one settlement has no way left to go.
            alone = min(most_p, d * most_q / c)
            largest_i = a * alone - b * alone * c / d
            alone = min(most_q, a * most_p / b)
            largest_j = d * alone - c * alone * b / a
            ratio = (d * largest_i + b * largest_j) / (a * largest_j + c * largest_i)
        shift_p = min(most_p, ratio * most_q)
        shift_q = shift_p / ratio
        return PlainDeal(i, j, p, q, shift_p, shift_q, a * shift_p - b * shift_q, d * shift_q - c * shift_p)

    def third_parties(self, deal: PlainDeal) -> float:
        """Return what third parties gain or lose by a deal in sum."""
        total = 0.0
        for p, shift in (
            (deal.p, deal.shift_p * self.side(deal.i, deal.p)),
            (deal.q, deal.shift_q * self.side(deal.j, deal.q)),
        ):
            now = self.settlement(p)
            for k in self.parties:
                x = self.x[k][p]
                if k not in (deal.i, deal.j) and x is not None:
                    total += self.s[k][p] * (abs(x - now) - abs(x - now - shift))
        return total

    def best(self) -> PlainDeal | None:
        """Look at all deals and return the best."""
        deals = [
            deal
            for i in self.parties
            for j in self.parties
            for p in self.issues
            for q in self.issues
            if i < j and p != q and (deal := self.deal(i, j, p, q)) and deal.mean > self.reading.least_gain
        ]
        if not deals:
            return None
        top = max(deal.mean for deal in deals)
        ties = [deal for deal in deals if deal.mean >= top - SAME_GAIN]
        measures = [self.measures(deal) for deal in ties]
        for number in range(len(measures[0])):
            least = min(measure[number] for measure in measures)
            kept = [place for place, measure in enumerate(measures) if measure[number] <= least + SAME_GAIN]
            ties, measures = [ties[place] for place in kept], [measures[place] for place in kept]
        return ties[0]

    def measures(self, deal: PlainDeal) -> tuple[float, ...]:
        """Return by what equally good deals are told apart, the smallest first."""
        at_stake = sum(
            self.s[k][p] * abs(x - self.settlement(p))
            for k in (deal.i, deal.j)
            for p in self.issues
            if (x := self.x[k][p]) is not None
        )
        return (
            -self.third_parties(deal),
            deal.shift_p + deal.shift_q,
            deal.shift_p / self.weight[deal.j][deal.p] + deal.shift_q / self.weight[deal.i][deal.q],
            -at_stake,
            sum(self.weight[k][p] for k in (deal.i, deal.j) for p in self.issues),
        )

    def make(self, deal: PlainDeal) -> None:
        """Move both voting positions."""
        for giver, taker, p, shift in (
            (deal.j, deal.i, deal.p, deal.shift_p),
            (deal.i, deal.j, deal.q, deal.shift_q),
        ):
            start, end = self.v[giver][p], self.x[taker][p]
            assert start is not None
            assert end is not None
            self.moved[giver][p] = self.side(taker, p)
            step = shift / self.weight[giver][p]
            self.v[giver][p] = (
                end if abs(step - abs(end - start)) <= EQUAL * step else start + self.moved[giver][p] * step
            )
        self.measure()


def plain(
    c: FloatArray, s: FloatArray, x: FloatArray, low: float, high: float, reading: Reading
) -> tuple[FloatArray, list[PlainDeal]]:
    """Transcribe the model: look at every deal, make the best, and again."""
    capability = np.broadcast_to(c[:, None] if c.ndim == 1 else c, x.shape)
    z = [[None if np.isnan(value) else float(value - low) / (high - low) for value in row] for row in x]
    # Who is absent from an issue may be given a salience there that nobody is to look at.
    largest = float(np.max(s, where=~np.isnan(x), initial=0.0))
    talks = PlainTalks(capability.tolist(), (s / largest).tolist(), z, reading)
    deals = []
    while deal := talks.best():
        talks.make(deal)
        deals.append(deal)
    return low + (high - low) * np.array([talks.settlement(p) for p in talks.issues]), deals


def check(
    c: FloatArray, s: FloatArray, x: FloatArray, low: float, high: float, reading: Reading, result: ExchangeOutcome
) -> None:
    """Compare every exchange of a result with the transcription's."""
    settlement, deals = plain(c, s, x, low, high, reading)
    largest = float(np.max(s, where=~np.isnan(x), initial=0.0))
    assert [(deal.i, deal.j, deal.q, deal.p) for deal in deals] == [
        (*made.parties, *made.issues) for made in result.exchanges
    ]
    np.testing.assert_allclose(
        [(deal.gain_i, deal.gain_j) for deal in deals],
        [(made.gain[0] / largest, made.gain[1] / largest) for made in result.exchanges],
        atol=EQUAL,
        rtol=0,
    )
    np.testing.assert_allclose(result.settlement, settlement, atol=EQUAL * (high - low), rtol=0)


def peak(run: Callable[[], object]) -> float:
    """Return the peak memory of a run in MiB."""
    tracemalloc.start()
    run()
    most = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return most


def main() -> None:
    """Print processor times beside the transcription's."""
    random = np.random.default_rng(1)

    def inputs(parties: int, issues: int, *draws: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        shape = (*draws, parties, issues)
        return random.uniform(0.1, 1, shape), random.uniform(0.1, 1, shape), random.uniform(0, 100, shape)

    for name, preset in PRESETS.items():
        for parties, issues in ((10, 4), (30, 5), (60, 6)):
            case = inputs(parties, issues)
            start = time.process_time()
            result = exchange_model(*case, reading=preset)
            seconds = time.process_time() - start
            start = time.process_time()
            check(*case, 0.0, 100.0, preset, result)
            slow = time.process_time() - start
            size = f"{parties} parties x {issues} issues, {len(result.exchanges)} exchanges"
            print(f"{name:25} {size:40} {seconds:8.3f} s   plain {slow:8.2f} s   {slow / seconds:8.0f} times")
    for parties, issues, most in ((100, 10, None), (300, 10, None), (300, 30, 1000), (3000, 5, 50)):
        case = inputs(parties, issues)
        start = time.process_time()
        result = exchange_model(*case, most_exchanges=most)
        seconds = time.process_time() - start
        size = f"{parties} parties x {issues} issues, {len(result.exchanges)} exchanges"
        memory = peak(partial(exchange_model, *case, most_exchanges=1))
        print(f"{EQUAL_GAIN.name:25} {size:40} {seconds:8.3f} s   peak memory {memory:.0f} MiB")
    case = inputs(10, 3, 2000)
    start = time.process_time()
    together = exchange_forecasts(*case)
    seconds = time.process_time() - start
    start = time.process_time()
    for draw in range(100):
        c, s, x = (array[draw] for array in case)
        alone, _ = plain(c, s, x, 0.0, 100.0, EQUAL_GAIN)
        np.testing.assert_allclose(together.settlement[draw], alone, atol=EQUAL * 100, rtol=0)
    slow = 20 * (time.process_time() - start)
    print(
        f"2,000 draws of 10 parties x 3 issues {seconds:8.3f} s   plain {slow:8.2f} s (from 100)   {slow / seconds:8.0f} times"
    )


if __name__ == "__main__":
    main()
