"""The package that is best for one party among those that nobody refuses: what it would put forward."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.problem import Problem

TOLERANCE = 1e-7
SECONDS = 5.0


def best_offer(problem: Problem, party: int) -> NDArray[np.int64] | None:
    """Return the package worth most to one party among those worth no less than no agreement to anybody.

    Parameters
    ----------
    problem : Problem
        With worth that is additive over issues.
    party : int
        Who makes the offer.

    Returns
    -------
    ndarray of int, shape (issues,), or None
        One option of every issue; None if every package is refused by somebody.

    Raises
    ------
    ModelInputError
        If worth is not additive, or there is no such party.

    Notes
    -----
    A mixed-integer programme with one variable for each option, solved by HiGHS; the gap to the best is at most 1e-4 of it.

    References
    ----------
    Romer & Rosenthal (1978), 'Political resource allocation, controlled agendas, and the status quo', *Public Choice* 33(4), 27-43.

    Examples
    --------
    One scale with the places 0, 1, 2 and 3; the first wants 3, the second 0, and without an agreement it stays at 1, which leaves
    each at a distance of its own: the first can have 2 only if the second loses nothing by it.

    >>> worth = np.array([[-3.0, -2.0, -1.0, 0.0], [0.0, -1.0, -2.0, -3.0]])
    >>> best_offer(Problem((worth,), np.array([-2.0, -2.0])), 0).tolist()
    [2]
    """
    if problem.terms:
        raise ModelInputError("this is for worth that is additive over issues")
    if not 0 <= party < problem.parties:
        raise ModelInputError(f"there is no party {party}; parties are counted from 0 to {problem.parties - 1}")
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to import)
    from scipy.sparse import csr_array, vstack  # noqa: PLC0415

    worth = np.concatenate(problem.worth, axis=1)
    starts = np.concatenate(([0], np.cumsum(problem.sizes)))
    issue_of = np.repeat(np.arange(len(problem.sizes)), problem.sizes)
    one_each = (issue_of == np.arange(len(problem.sizes))[:, None]).astype(float)
    rows, low, high = [worth, one_each], [problem.reservation - TOLERANCE, np.ones(len(one_each))], [
        np.full(problem.parties, np.inf), np.ones(len(one_each)),
    ]  # fmt: skip
    for region in problem.forbidden:
        inside = np.zeros(worth.shape[1])
        for issue, options in region.allowed:
            inside[starts[issue] + np.array(options, int)] = 1.0
        rows.append(inside[None])
        low.append(np.array([-np.inf]))
        high.append(np.array([len(region.allowed) - 1.0]))
    limits = LinearConstraint(vstack([csr_array(each) for each in rows]), np.concatenate(low), np.concatenate(high))
    found = milp(
        -worth[party],
        constraints=limits,
        integrality=np.ones(worth.shape[1]),
        bounds=Bounds(0, 1),
        options={"time_limit": SECONDS, "presolve": False},
    )
    if found.x is None:
        return None
    return np.array([int(np.argmax(found.x[starts[i] : starts[i + 1]])) for i in range(len(problem.sizes))], np.int64)
