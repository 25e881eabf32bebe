"""Who decides alone, who can stop everything, whose vote never counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.models.councils.rules.condition import Threshold, thresholds_of, voter_classes, won
from goodoffices.models.councils.rules.simple_game import SimpleGame

MOST_STEPS = 100_000
"""Branches looked at for one voter before the search is given up."""
LARGEST_QUOTA = 100_000_000
"""Up to this quota, the sums of votes that can be reached are held as bits."""


@dataclass(frozen=True)
class Roles:
    """Voters whose place does not depend on how much power is measured.

    Attributes
    ----------
    dictator : str or None
        The voter that wins alone and without whom nobody does.
    vetoers : tuple of str
        Without any one of them, all the others together lose.
    passers : tuple of str
        Each of them wins alone.
    dummies : tuple of str
        Their vote never makes a difference.
    undetermined : tuple of str
        Whether they are dummies was not settled within the search's limit; empty but for large bodies with several
        thresholds at once.
    """

    dictator: str | None
    vetoers: tuple[str, ...]
    passers: tuple[str, ...]
    dummies: tuple[str, ...]
    undetermined: tuple[str, ...]


def roles(game: SimpleGame) -> Roles:
    """Return who is a dictator, who has a veto, who wins alone and who is a dummy.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule, of any size.

    Returns
    -------
    Roles
        Exact.

    Notes
    -----
    More members never hurt a coalition, so a voter has a veto if all the others together lose. A dummy is found by
    searching for one coalition that the voter swings. For a single weighted vote the search is followed, if it is given up, by all
    sums that the others' votes can reach, which settles every case with quotas up to `LARGEST_QUOTA`.

    References
    ----------
    Felsenthal, D. S. & Machover, M. (1998), *The Measurement of Voting Power*, Edward Elgar, section 2.3.

    Examples
    --------
    >>> from goodoffices.models.councils import Quota, simple_game
    >>> six = {"France": 4, "Germany": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}
    >>> roles(simple_game(six, Quota(12))).dummies
    ('Luxembourg',)
    """
    everybody = game.voters
    leaves = thresholds_of(game.condition)
    own = list(zip(*(leaf.weights for leaf in leaves), strict=True))
    rest = [tuple(sum(leaf.weights) - votes for leaf, votes in zip(leaves, row, strict=True)) for row in own]

    def wins(votes: tuple[int, ...]) -> bool:
        return won(game.condition, votes)

    vetoers = tuple(name for name, votes in zip(everybody, rest, strict=True) if not wins(votes))
    passers = tuple(name for name, votes in zip(everybody, own, strict=True) if wins(votes))
    both = [name for name in vetoers if name in passers]
    counts = dict(_whose_vote_counts(game))
    return Roles(
        dictator=both[0] if both else None,
        vetoers=vetoers,
        passers=passers,
        dummies=tuple(name for voter, name in enumerate(everybody) if counts[voter] is False),
        undetermined=tuple(name for voter, name in enumerate(everybody) if counts[voter] is None),
    )


def _whose_vote_counts(game: SimpleGame) -> Iterator[tuple[int, bool | None]]:
    groups = voter_classes(game.condition)
    for place, group in enumerate(groups):
        counts = _swings_any(game, groups, place)
        if counts is None and isinstance(game.condition, Threshold) and game.condition.quota <= LARGEST_QUOTA:
            counts = _in_reach(game.condition, group[0])
        for voter in group:
            yield voter, counts


def _swings_any(game: SimpleGame, groups: tuple[tuple[int, ...], ...], place: int) -> bool | None:
    leaves = thresholds_of(game.condition)

    def wins(votes: tuple[int, ...]) -> bool:
        return won(game.condition, votes)

    own = tuple(leaf.weights[groups[place][0]] for leaf in leaves)
    if not any(own):
        return False
    others = [voter for at, group in enumerate(groups) for voter in (group[1:] if at == place else group)]
    pull = {voter: sum(leaf.weights[voter] / max(leaf.quota, 1) for leaf in leaves) for voter in others}
    others.sort(key=lambda voter: (-pull[voter], voter))
    left = [tuple(0 for _ in leaves)]
    for voter in reversed(others):
        left.append(tuple(rest + leaf.weights[voter] for rest, leaf in zip(left[-1], leaves, strict=True)))
    left.reverse()
    paths = [(0, left[-1])]
    for _ in range(MOST_STEPS):
        if not paths:
            return False
        at, votes = paths.pop()
        if wins(votes):
            continue
        with_own = tuple(a + b for a, b in zip(votes, own, strict=True))
        if wins(with_own):
            return True
        if not wins(tuple(a + b for a, b in zip(with_own, left[at], strict=True))):
            continue
        paths.append((at + 1, votes))
        paths.append((at + 1, tuple(a + leaf.weights[others[at]] for a, leaf in zip(votes, leaves, strict=True))))
    return None


def _in_reach(threshold: Threshold, voter: int) -> bool:
    """Return whether the others' votes can add up to less than the quota by no more than the voter's."""
    reach, below = 1, (1 << threshold.quota) - 1
    for other, weight in enumerate(threshold.weights):
        if other != voter:
            reach |= (reach << weight) & below
    return reach >> max(threshold.quota - threshold.weights[voter], 0) != 0
