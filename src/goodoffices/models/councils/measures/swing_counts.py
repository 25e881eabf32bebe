"""How many coalitions each voter swings."""

from dataclasses import dataclass
from math import comb

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.counting.choice import exact_counts
from goodoffices.models.councils.counting.reduced import reduced
from goodoffices.models.councils.rules.simple_game import SimpleGame


@dataclass(frozen=True)
class SwingCounts:
    """How many coalitions each voter turns from losing into winning by joining.

    Attributes
    ----------
    voters : tuple of str
        Names.
    totals : tuple of int
        Coalitions of the others that each voter swings, of 2 ** (voters - 1).
    by_size : tuple of tuple of int, or None
        The same by the number of voters in the coalition, from 0 to voters - 1, if asked.
    method : str
        How they were counted.
    """

    voters: tuple[str, ...]
    totals: tuple[int, ...]
    by_size: tuple[tuple[int, ...], ...] | None
    method: str


def swing_counts(game: SimpleGame, *, by_size: bool = False) -> SwingCounts:
    """Return how many coalitions each voter swings, as whole numbers without error.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.
    by_size : bool
        Whether to tell coalitions apart by size; takes longer.

    Returns
    -------
    SwingCounts

    Raises
    ------
    ModelInputError
        If the game is too large to count in some seconds, if every coalition wins or none does, or if votes are negative or no
        whole numbers.

    Notes
    -----
    Up to ten voters all coalitions are listed. Under one quota the distribution of votes over coalitions is computed by dynamic
    programming; other rules and voters that are much alike go by a decision diagram. See *How it is computed* in the explanation of
    voting power.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> counts = swing_counts(simple_game({"a": 3, "b": 2, "c": 1}, Majority()), by_size=True)
    >>> counts.totals, counts.by_size
    ((3, 1, 1), ((0, 2, 1), (0, 1, 0), (0, 1, 0)))
    """
    voters = len(game.voters)
    simple = reduced(game.condition, voters)
    counted = exact_counts(simple, by_size=by_size)
    if counted is None:
        raise ModelInputError(
            f"the swings of {voters} voters under this rule are too many kinds to count exactly"
            + (" by size of the coalition" if by_size else "")
        )
    rows, method = counted
    idle = voters - simple.holders
    totals = [0] * voters
    sizes: list[tuple[int, ...]] = [(0,) * voters] * voters
    for kind, row in zip(simple.types, rows, strict=True):
        with_idle = _with_idle(row, idle)
        for member in kind.members:
            totals[member] = sum(row) << idle
            sizes[member] = with_idle
    return SwingCounts(game.voters, tuple(totals), tuple(sizes) if by_size else None, method)


def _with_idle(row: list[int], idle: int) -> tuple[int, ...]:
    """Return the swings by size if so many voters without votes may join as well."""
    spread = [0] * (len(row) + idle)
    for size, count in enumerate(row):
        for joined in range(idle + 1):
            spread[size + joined] += count * comb(idle, joined)
    return tuple(spread)
