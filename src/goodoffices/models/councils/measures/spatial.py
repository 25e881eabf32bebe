"""Who is pivotal if members stand along one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.rules.simple_game import SimpleGame


@dataclass(frozen=True)
class SpatialPivots:
    """The members on whom a decision turns, given everybody's position on one scale.

    Attributes
    ----------
    order : tuple of str
        All voters from low to high; those at one place in the order of the body.
    low_pivots, high_pivots : tuple of str
        The voters with whom the coalition joined from the high end, or from the low end, begins to win: more than one if
        they stand at the same place.
    core : tuple of (float, float) or None
        The stretch from the low to the high pivot. What lies in it cannot be changed: there is no coalition that wins and
        whose members all prefer the same other point. None if each end wins without the other, so that nothing is
        stable.
    """

    order: tuple[str, ...]
    low_pivots: tuple[str, ...]
    high_pivots: tuple[str, ...]
    core: tuple[float, float] | None


def spatial_pivots(game: SimpleGame, positions: Mapping[str, float]) -> SpatialPivots:
    """Return the pivotal members and the core of a body whose members each have one best point on a line.

    A change upwards needs a coalition that wins and stands above the status quo. Joined from the high end, a coalition
    begins to win at the low pivot: a status quo below it can be moved up, one at or above it cannot. Likewise
    for changes downwards and the high pivot. Between the two is the core, or gridlock interval. Under majority with an odd number of equal
    votes both pivots are the median member.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule, of any size.
    positions : mapping of str to float
        Where each voter stands. Preferences fall off on both sides of it, with any shape.

    Returns
    -------
    SpatialPivots

    Raises
    ------
    ModelInputError
        If a voter has no position, somebody with a position is no voter, or a position is not a finite number.

    References
    ----------
    Black, D. (1948), 'On the rationale of group decision-making', *Journal of Political Economy* 56(1), 23-34; Krehbiel,
    K. (1998), *Pivotal Politics*, University of Chicago Press, chapter 2 (gridlock interval).

    Examples
    --------
    >>> from fractions import Fraction
    >>> from goodoffices.models.councils import Share, simple_game
    >>> game = simple_game({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, Share(Fraction(2, 3)))
    >>> pivots = spatial_pivots(game, {"a": 0, "b": 20, "c": 50, "d": 70, "e": 100})
    >>> pivots.low_pivots, pivots.high_pivots, pivots.core
    (('b',), ('d',), (20, 70))
    """
    for name in positions:
        if name not in game.voters:
            raise ModelInputError(f"{name!r} has a position and is not among the voters: {', '.join(game.voters)}")
    for name in game.voters:
        if name not in positions:
            raise ModelInputError(f"{name!r} has no position")
        if not abs(positions[name]) < float("inf"):
            raise ModelInputError(f"a position is a finite number; {name!r} has {positions[name]}")
    order = tuple(sorted(game.voters, key=lambda name: positions[name]))
    places = [tuple(names) for _, names in groupby(order, key=lambda name: positions[name])]
    high = _where_it_wins(game, places)
    low = _where_it_wins(game, places[::-1])
    core = (positions[low[0]], positions[high[0]])
    return SpatialPivots(order, low, high, core if core[0] <= core[1] else None)


def _where_it_wins(game: SimpleGame, places: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the first place up to which the voters win together, by halving."""
    losing, winning = 0, len(places)
    while winning - losing > 1:
        middle = (losing + winning) // 2
        if game.wins([name for place in places[:middle] for name in place]):
            winning = middle
        else:
            losing = middle
    return places[winning - 1]
