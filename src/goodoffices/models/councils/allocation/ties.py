"""Who gets a seat that several lists have the same claim to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.errors import ModelInputError


@dataclass(frozen=True)
class ByLot:
    """By lot. The same seed draws the same lots, whatever the order of districts and lists."""

    seed: int = 0


@dataclass(frozen=True)
class ByVotes:
    """The list with more votes; those with as many by lot."""

    seed: int = 0


@dataclass(frozen=True)
class ByOrder:
    """The list that is named first, such as the one that registered first."""

    order: tuple[str, ...]


TieRule = ByLot | ByVotes | ByOrder


@dataclass(frozen=True)
class Tie:
    """Seats that more lists had the same claim to than there were seats left.

    Attributes
    ----------
    seats : int
        How many seats were left.
    lists, winners : tuple of str
        Who had the same claim, and who was given a seat.
    by : str
        What decided: "lot", "votes" or "order".
    """

    seats: int
    lists: tuple[str, ...]
    winners: tuple[str, ...]
    by: str


def break_tie(rule: TieRule, lists: Sequence[str], seats: int, votes: Mapping[str, int], district: str) -> Tie:
    """Return which of the lists with the same claim get the seats left."""
    match rule:
        case ByOrder(order):
            for name in lists:
                if name not in order:
                    raise ModelInputError(f"{name!r} is not in the order by which ties are broken: {', '.join(order)}")
            ranked, by = sorted(lists, key=order.index), "order"
        case ByVotes(seed):
            drawn = _by_lot(lists, seed, district)
            ranked = sorted(drawn, key=lambda name: -votes[name])
            by = "lot" if votes[ranked[seats - 1]] == votes[ranked[seats]] else "votes"
        case ByLot(seed):
            ranked, by = _by_lot(lists, seed, district), "lot"
    winners = set(ranked[:seats])
    return Tie(seats, tuple(lists), tuple(name for name in lists if name in winners), by)


def _by_lot(lists: Sequence[str], seed: int, district: str) -> list[str]:
    if seed < 0:
        raise ModelInputError(f"a seed is not negative; found {seed}")
    lots = np.random.default_rng([seed, *district.encode()])
    names = sorted(lists)
    return [names[place] for place in lots.permutation(len(names))]
