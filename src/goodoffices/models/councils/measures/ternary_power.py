"""Power in bodies whose members can abstain."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import comb, factorial, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.rules.ternary_game import Ballot, TernaryGame, ballots, outcomes, ternary_groups

MAX_ROLL_CALLS = 4**12
"""States of a roll-call that are gone through at once: twelve voters who all differ, or more with groups of equals."""
MOST_IN_DOUBLES = 26
"""Up to so many voters, numbers of roll-calls are whole numbers that floating point holds exactly."""

NEXT = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def ternary_banzhaf(game: TernaryGame, *, normalised: bool = True) -> Power:
    r"""Return how often each voter's choice between in favour, abstaining and against makes a difference.

    .. math:: \beta'_i = \frac{\eta_i}{3^{n-1}}, \qquad \beta_i = \frac{\eta_i}{\sum_j \eta_j}

    where :math:`\eta_i` counts the ways in which the others can vote that leave the decision to voter *i*: not all of its three choices
    come to the same.

    Parameters
    ----------
    game : TernaryGame
        The body and its rule.
    normalised : bool
        Whether to divide by the sum over all voters, or by the number of ways in which the others can vote.

    Returns
    -------
    Power
        Exact fractions.

    Raises
    ------
    ModelInputError
        If there are too many ways to vote: from 15 voters on if all differ; equal voters are gone through together.
        Or if shares are asked for and the outcome is the same however all vote.

    Notes
    -----
    If a vote in favour never hurts and one against never helps, a choice makes a difference at exactly one step, from
    against to abstaining or from there to in favour, and :math:`\eta_i` is Felsenthal and Machover's count. A quorum of
    participation breaks this: a vote against may help to reach it. The definition above still holds.

    References
    ----------
    Felsenthal, D. S. & Machover, M. (1997), 'Ternary voting games', *International Journal of Game Theory* 26(3),
    335-351; and (1998), *The Measurement of Voting Power*, Edward Elgar, chapter 8.

    Examples
    --------
    >>> from goodoffices.models.councils import YesOfVoting, ternary_game
    >>> game = ternary_game({"a": 1, "b": 1}, YesOfVoting(Fraction(1, 2), more=True))
    >>> {voter: str(share) for voter, share in ternary_banzhaf(game, normalised=False).shares.items()}
    {'a': '2/3', 'b': '2/3'}
    """
    groups = ternary_groups(game)
    carried = outcomes(game, groups)
    orders = [ballots(len(group), len(group)) for group in groups]
    counts: dict[int, int] = {}
    for axis, group in enumerate(groups):
        others = ballots(len(group) - 1, len(group) - 1)
        place = {ballot: at for at, ballot in enumerate(orders[axis])}
        for_it, abstains, against = (
            np.take(carried, [place[_plus(ballot, step)] for ballot in others], axis=axis) for step in NEXT
        )
        matters = ~((for_it == abstains) & (abstains == against))
        of_others = [[_ways(ballot) for ballot in (others if at == axis else own)] for at, own in enumerate(orders)]
        number = _outer(of_others, len(game.voters))
        count = int(number[matters].sum())
        counts.update(dict.fromkeys(group, count))
    if normalised and not any(counts.values()):
        raise ModelInputError("the outcome is the same however all vote: nobody has a share in it")
    whole = sum(counts.values()) if normalised else 3 ** (len(game.voters) - 1)
    shares = {name: Fraction(counts[voter], whole) for voter, name in enumerate(game.voters)}
    index = "ternary Banzhaf index" if normalised else "ternary Banzhaf measure"
    return Power(index, shares, f"exact, over {carried.size} kinds of votes")


def ternary_shapley_shubik(game: TernaryGame) -> Power:
    r"""Return how often each voter is the one whose vote settles a roll-call.

    .. math:: \phi_i = \frac{|\{R : i \text{ is the pivot of } R\}|}{3^n \, n!}

    A roll-call *R* is an order in which the voters are called and a choice for each: in favour, abstaining or against. Its pivot is the
    first voter after whose vote the outcome no longer depends on those still to be called.

    Parameters
    ----------
    game : TernaryGame
        The body and its rule.

    Returns
    -------
    Power
        Exact fractions that add up to 1.

    Raises
    ------
    ModelInputError
        If there are too many states of the roll-call: from 13 voters on if all differ; equal voters are gone through
        together. Or if the outcome is the same however all vote.

    References
    ----------
    Felsenthal, D. S. & Machover, M. (1997), 'Ternary voting games', *International Journal of Game Theory* 26(3),
    335-351, section 4 (ternary roll-calls).

    Examples
    --------
    >>> from goodoffices.models.councils import NoneAgainst, YesVotes, ternary_game
    >>> game = ternary_game({"chair": 1, "member": 1}, YesVotes(1) & NoneAgainst(("chair",)))
    >>> {voter: str(share) for voter, share in ternary_shapley_shubik(game).shares.items()}
    {'chair': '5/6', 'member': '1/6'}
    """
    n = len(game.voters)
    groups = ternary_groups(game)
    orders = [ballots(len(group), 0) for group in groups]
    states = prod(len(own) for own in orders)
    if states > MAX_ROLL_CALLS:
        raise ModelInputError(f"{n} voters who can abstain are too many to call in every order")
    carried = outcomes(game, groups)
    if carried.all() or not carried.any():
        raise ModelInputError("the outcome is the same however all vote: nobody is a pivot")
    settled = _settled(carried, orders, groups)
    settled |= _settled(~carried, orders, groups)
    called = reduce(np.add.outer, [np.array([sum(ballot) for ballot in own], dtype=np.int16) for own in orders])
    shares: dict[int, Fraction] = {}
    for axis, group in enumerate(groups):
        place = {ballot: at for at, ballot in enumerate(orders[axis])}
        waiting = [ballot for ballot in orders[axis] if sum(ballot) < len(group)]
        at = [place[ballot] for ballot in waiting]
        still_open = ~np.take(settled, at, axis=axis)
        others = [
            [
                _ways(ballot) * comb(len(voters) - (where == axis), sum(ballot))
                for ballot in (waiting if where == axis else orders[where])
            ]
            for where, voters in enumerate(groups)
        ]
        number = _outer(others, n)
        before = np.take(called, at, axis=axis)
        counts = np.zeros(n, dtype=number.dtype)
        for step in NEXT:
            after = [place[_plus(ballot, step)] for ballot in waiting]
            pivotal = still_open & np.take(settled, after, axis=axis)
            if number.dtype == object:
                np.add.at(counts, before[pivotal], number[pivotal])
            else:
                counts += np.bincount(before[pivotal], weights=number[pivotal], minlength=n)
        share = sum(
            (
                Fraction(int(count) * factorial(size) * factorial(n - size - 1), 3 ** (size + 1) * factorial(n))
                for size, count in enumerate(counts)
            ),
            Fraction(0),
        )
        shares.update(dict.fromkeys(group, share))
    return Power(
        "ternary Shapley-Shubik index",
        {name: shares[voter] for voter, name in enumerate(game.voters)},
        f"exact, over {states} states of roll-calls",
    )


def _settled(
    carried: NDArray[np.bool_], orders: Sequence[Sequence[Ballot]], groups: Sequence[Sequence[int]]
) -> NDArray[np.bool_]:
    """Return whether the outcome is already sure, with one axis per group over all ballots, those not yet called among them."""
    for axis, (own, group) in enumerate(zip(orders, groups, strict=True)):
        place = {ballot: at for at, ballot in enumerate(own)}
        complete = [place[ballot] for ballot in ballots(len(group), len(group))]
        shape = list(carried.shape)
        shape[axis] = len(own)
        wider = np.zeros(shape, dtype=np.bool_)
        moved, source = np.moveaxis(wider, axis, 0), np.moveaxis(carried, axis, 0)
        moved[complete] = source
        for ballot in sorted(own, key=lambda b: -sum(b)):
            if sum(ballot) < len(group):
                here, *following = (place[ballot], *(place[_plus(ballot, step)] for step in NEXT))
                moved[here] = np.logical_and.reduce(moved[following])
        carried = wider
    return carried


def _outer(factors: Sequence[Sequence[int]], voters: int) -> NDArray[Any]:
    kind = np.float64 if voters <= MOST_IN_DOUBLES else object
    return reduce(np.multiply.outer, [np.array(own, dtype=kind) for own in factors])


def _plus(ballot: Ballot, step: Ballot) -> Ballot:
    return (ballot[0] + step[0], ballot[1] + step[1], ballot[2] + step[2])


def _ways(ballot: Ballot) -> int:
    """Return in how many ways those who voted can have shared out these choices."""
    return factorial(sum(ballot)) // prod(factorial(number) for number in ballot)
