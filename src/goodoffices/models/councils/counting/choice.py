"""Which way of counting swings a game allows."""

from math import prod

from goodoffices.models.councils.counting import quadrature
from goodoffices.models.councils.counting.branching import branching, numbers_held, passes
from goodoffices.models.councils.counting.diagram import TooLargeError, diagram
from goodoffices.models.councils.counting.enumeration import enumerated
from goodoffices.models.councils.counting.reduced import Reduced
from goodoffices.models.councils.counting.weighted import cells, steps, weighted
from goodoffices.models.councils.rules.condition import Threshold

FEW_VOTERS = 10
"""Up to so many, all coalitions are listed faster than anything cleverer starts."""
FEW_KINDS = 2**12
"""So many kinds of coalitions at most are best told apart by how many of each type of voter are in them."""
HALVED = 34
"""Up to so many voters of different weights, a diagram stays within its limits."""
MOST_STEPS = 10**9
"""Additions for an exact answer: a second or two."""
MOST_BRANCHES = 5 * 10**7
"""Numbers in a decision diagram, once per modulus: some seconds."""
MOST_NUMBERS = 3 * 10**7
"""Numbers held at once: at most some hundred MB."""
MOST_NODE_STEPS = 2 * 10**10
"""Additions in floating point, likewise."""
MOST_JOIN_NODES = 200
"""Pairs of nodes of a quadrature up to which their precision is known."""


def exact_counts(game: Reduced, *, by_size: bool) -> tuple[list[list[int]], str] | None:
    """Return how many coalitions a voter of each type swings, and how they were counted; None if that would take too long.

    Parameters
    ----------
    game : Reduced
        The game.
    by_size : bool
        Whether to tell coalitions apart by size.

    Returns
    -------
    tuple or None
        Per type the swings by size of the coalition, or a list of one number, their sum; and the way of counting in words.
    """
    voters = game.holders
    if voters <= FEW_VOTERS:
        counts = enumerated(game)
        return (counts if by_size else [[sum(row)] for row in counts]), f"exact enumeration of {2**voters} coalitions"
    rule = game.condition
    if isinstance(rule, Threshold) and prod(len(kind.members) + 1 for kind in game.types) > FEW_KINDS:
        affordable = steps(rule, game.types, by_size=by_size) <= MOST_STEPS
        if affordable and cells(rule, voters, by_size=by_size) <= MOST_NUMBERS:
            return weighted(rule, game.types, by_size=by_size), "exact, from the distribution of votes over coalitions"
        if voters > HALVED:
            return None
    try:
        layers = diagram(game)
    except TooLargeError:
        return None
    held = numbers_held(layers, by_size=by_size)
    if held > MOST_NUMBERS or held * passes(layers) > MOST_BRANCHES:
        return None
    return branching(layers, by_size=by_size), f"exact, by a decision diagram of {layers.nodes} nodes"


def integrable(game: Reduced, nodes: int) -> bool:
    """Return whether the chance to swing can be computed at so many join probabilities in floating point."""
    rule = game.condition
    return (
        isinstance(rule, Threshold)
        and nodes <= MOST_JOIN_NODES
        and max(rule.quota, sum(rule.weights) - rule.quota + 1) <= MOST_NUMBERS
        and quadrature.steps(rule, game.types) * nodes <= MOST_NODE_STEPS
    )
