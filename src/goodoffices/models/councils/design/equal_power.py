"""Two sides that share power: which quotas and which seats make them equal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.measures.shapley_shubik import shapley_shubik
from goodoffices.models.councils.rules.decision_rules import Quota
from goodoffices.models.councils.rules.simple_game import SimpleGame, simple_game


@dataclass(frozen=True)
class SidesAtQuota:
    """The power of two sides at one quota.

    Attributes
    ----------
    quota : int
        Votes that carry a decision.
    first, second : Fraction
        What the members of each side have together; what is missing to 1 lies with the others.
    """

    quota: int
    first: Fraction
    second: Fraction

    @property
    def equal(self) -> bool:
        """Whether both sides have the same power."""
        return self.first == self.second


def power_by_quota(
    first: Sequence[int],
    second: Sequence[int],
    others: Sequence[int] = (),
    *,
    index: Callable[[SimpleGame], Power] = shapley_shubik,
) -> tuple[SidesAtQuota, ...]:
    """Return the power of two sides at each quota from more than half of all votes to all.

    Parameters
    ----------
    first, second : sequence of int
        Votes of the members of each side; one number if the side votes as one.
    others : sequence of int
        Votes of members that belong to neither.
    index : callable
        The measure of power.

    Returns
    -------
    tuple of SidesAtQuota

    Raises
    ------
    ModelInputError
        If a side has no member, or votes are negative or all zero.

    Examples
    --------
    Six seats against three times two: under consensus it pays to be many, under majority to be one.

    >>> for sides in power_by_quota([6], [2, 2, 2]):
    ...     print(sides.quota, sides.first, sides.second)
    7 3/4 1/4
    8 3/4 1/4
    9 1/2 1/2
    10 1/2 1/2
    11 1/4 3/4
    12 1/4 3/4
    """
    if not first or not second:
        raise ModelInputError("each side needs at least one member")
    votes = (*first, *second, *others)
    seats = {str(member): own for member, own in enumerate(votes)}
    total = sum(votes)
    found = []
    for quota in range(total // 2 + 1, total + 1):
        shares = list(index(simple_game(seats, Quota(quota))).shares.values())
        one, two = shares[: len(first)], shares[len(first) : len(first) + len(second)]
        found.append(SidesAtQuota(quota, sum(one, Fraction(0)), sum(two, Fraction(0))))
    return tuple(found)


def equal_power_splits(seats: int, quota: int, others: Sequence[int] = ()) -> tuple[tuple[int, int], ...]:
    r"""Return the ways to split seats between two sides, each voting as one, that make their power equal.

    .. math:: a \ge b \text{ have equal power} \Leftrightarrow \text{no sum } s \text{ of others' votes has } q - a \le s < q - b

    Parameters
    ----------
    seats : int
        Seats to be split.
    quota : int
        Votes that carry a decision.
    others : sequence of int
        Votes of members that belong to neither side.

    Returns
    -------
    tuple of (int, int)
        The larger side first, from even to uneven. Without others these are all splits in which both sides are short of the
        quota, and so each can block.

    Raises
    ------
    ModelInputError
        If there are no seats, votes are negative, or the quota is not more than half of all votes or more than all.

    Notes
    -----
    Of two sides the one with more votes can do all that the other can. If it can do anything more, it has more power by every index
    that counts swings with positive weights, the Shapley-Shubik and the Banzhaf index among them. The condition says that
    it cannot.

    Examples
    --------
    >>> equal_power_splits(12, 9)
    ((6, 6), (7, 5), (8, 4))
    >>> equal_power_splits(12, 9, others=[1, 1])
    ((6, 6),)
    """
    total = seats + sum(others)
    if seats < 1 or min(others, default=0) < 0:
        raise ModelInputError("there must be seats to split, and votes cannot be negative")
    if not total < 2 * quota <= 2 * total:
        raise ModelInputError(f"a quota of {quota} is not more than half of {total} votes, or more than all")
    sums = {0}
    for votes in others:
        sums |= {reached + votes for reached in sums}
    splits = [(larger, seats - larger) for larger in range(seats - seats // 2, seats + 1)]
    return tuple((a, b) for a, b in splits if not any(quota - a <= reached < quota - b for reached in sums))
