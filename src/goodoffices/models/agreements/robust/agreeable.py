"""In which share of draws there is any package that all prefer to no agreement."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.robust.acceptance import Share
from goodoffices.models.agreements.robust.drawn import DrawnProblem

Floats = NDArray[np.float64]
LEAST_GAIN = 1e-6
"""A gain smaller than this share of a party's range of worth is none."""
ROUNDING = 1e-9
NODES = 2_000


@dataclass(frozen=True, eq=False)
class Agreeable:
    """Whether, draw by draw, there is a package that all prefer to no agreement.

    Attributes
    ----------
    exists : ndarray of bool, shape (draws,)
        Draws in which one was found.
    undecided : ndarray of bool, shape (draws,)
        Draws in which none was found, nor proved not to exist.
    mixtures : tuple of ndarray, one for each issue, shape (draws, choices)
        The package found: one choice of an issue that cannot be divided; shares of the choices, which add up to 1, of one that
        can: the place agreed is the mean of the places with these shares. 0 throughout where none was found.
    blocking : ndarray, shape (draws, parties)
        Where none exists and issues need not be looked at choice by choice to know: weights, which add up to 1, of the parties'
        worth, each in shares of its own range, whose sum no package raises above that of no agreement. The parties with a weight
        cannot all be satisfied, whatever the others say. 0 throughout elsewhere.
    """

    exists: NDArray[np.bool_]
    undecided: NDArray[np.bool_]
    mixtures: tuple[Floats, ...]
    blocking: Floats

    @property
    def share(self) -> Share:
        """Share of draws in which a package was found."""
        return Share(np.asarray(self.exists.mean()), len(self.exists))

    @property
    def most(self) -> float:
        """What the share is if there is a package in every undecided draw."""
        return float((self.exists | self.undecided).mean())


def agreeable_share(
    drawn: DrawnProblem, divisible: Sequence[bool] = (), *, strictly: bool = True, nodes: int = NODES
) -> Agreeable:
    """Return in which draws there is a package that all prefer to no agreement.

    Parameters
    ----------
    drawn : DrawnProblem
        Without terms.
    divisible : sequence of bool, optional
        For each issue, whether anything between its choices can be agreed and is worth, to every party, at least the mean of what the
        choices are worth with the same shares. So it is with places on a scale where worth falls with the distance from what
        a party asks for; what the parties ask for, the status quo and the scale's ends then suffice as choices, in every draw others.
        None is, if left out.
    strictly : bool
        Every party must gain; otherwise none may lose. If the status quo can itself be agreed, nobody loses by that.
    nodes : int
        How many relaxations are solved for one draw before it is left undecided.

    Returns
    -------
    Agreeable

    Raises
    ------
    ModelInputError
        If worth is not additive, `divisible` does not fit the issues, or an issue named by a forbidden region is divisible.

    Notes
    -----
    The largest least gain over mixtures of choices, each party's in shares of its own range, is a linear programme with a row
    for each party and issue. Its dual weights bound what any package can do, and the bound is added up anew from the worth itself; what is
    found is held against every party's worth likewise. So a draw is settled by a package, or by weights that no package can meet. Only where
    issues cannot be divided does branch and bound follow. By linear programming duality there is always one of the two but
    for rounding, which counts as undecided. O((parties + issues)² · choices) steps for each relaxation.

    A gain counts from a millionth of a party's range of worth on. The result does not change if a party's worth is counted in another unit.

    References
    ----------
    von Neumann, J. (1928), 'Zur Theorie der Gesellschaftsspiele', *Mathematische Annalen* 100, 295-320, for the duality. Bland, R. G.
    (1977), 'New finite pivoting rules for the simplex method', *Mathematics of Operations Research* 2(2), 103-107.

    Examples
    --------
    Two parties, one scale from 0 to 1; one asks for 0, the other for 1, and no agreement means 0.2: in the one draw the scale is all
    there is, in the other nothing is worse for both than no agreement.

    >>> scale = np.array([[[0., -1.], [-1., 0.]], [[0., -1.], [-1., 0.]]])
    >>> found = agreeable_share(DrawnProblem((scale,), np.array([[-0.2, -0.8], [-0.6, -0.6]])), [True])
    >>> found.exists.tolist(), found.blocking[0].tolist()
    ([False, True], [0.5, 0.5])
    """
    if drawn.terms:
        raise ModelInputError("this is for worth that is additive over issues")
    flags = np.array(list(divisible) or [False] * len(drawn.sizes), bool)
    if flags.shape != (len(drawn.sizes),):
        raise ModelInputError(f"say of each of {len(drawn.sizes)} issues whether it is divisible")
    issue_of = np.repeat(np.arange(len(drawn.sizes)), drawn.sizes)
    starts = np.concatenate(([0], np.cumsum(drawn.sizes)))
    regions = [dict(region.allowed) for region in drawn.forbidden]
    if any(flags[issue] for region in regions for issue in region):
        raise ModelInputError("an issue that a forbidden region names cannot be divisible: give its choices one by one")
    named = np.array([[issue in region for issue in range(len(flags))] for region in regions], bool)
    inside = np.zeros((len(regions), len(issue_of)), bool)
    for row, region in enumerate(regions):
        for issue, options in region.items():
            inside[row, starts[issue] + np.array(options, int)] = True
    answers = np.empty(drawn.draws, np.int64)
    mixtures = np.zeros((drawn.draws, len(issue_of)))
    weights = np.zeros((drawn.draws, drawn.parties))
    from goodoffices.models.agreements.robust.agreeable_compiled import OPEN, YES, settle_draws  # noqa: PLC0415 (numba)

    settle_draws(
        np.concatenate(drawn.worth, axis=2),
        drawn.reservation,
        issue_of,
        flags,
        inside.reshape(len(regions), len(issue_of)),
        named.reshape(len(regions), len(flags)),
        LEAST_GAIN if strictly else -ROUNDING,
        nodes,
        answers,
        mixtures,
        weights,
    )
    return Agreeable(answers == YES, answers == OPEN, tuple(np.split(mixtures, starts[1:-1], axis=1)), weights)
