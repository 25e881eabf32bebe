"""The loops of `agreeable_share`: a small simplex method, and branch and bound over what cannot be divided."""

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

EPSILON = 1e-11
YES, NO, OPEN = 1, 0, -1


@numba.njit(cache=True)
def settle_draws(
    worth: Floats,
    reservation: Floats,
    issue_of: Ints,
    divisible: Flags,
    inside: Flags,
    named: Flags,
    least: float,
    nodes: int,
    answers: Ints,
    mixtures: Floats,
    weights: Floats,
) -> None:  # pragma: no cover (compiled)
    """Settle every draw: fill in whether there is a package, the package, and the weights that prove there is none."""
    for draw in range(worth.shape[0]):
        scaled, goal = _scaled(worth[draw], reservation[draw], issue_of, divisible.size)
        answers[draw] = _search(
            scaled, goal, issue_of, divisible, inside, named, least, nodes, mixtures[draw], weights[draw]
        )


@numba.njit(cache=True)
def _scaled(
    worth: Floats, reservation: Floats, issue_of: Ints, issues: int
) -> tuple[Floats, Floats]:  # pragma: no cover (compiled)
    """Return worth and what is to be reached, each party's in shares of its own range."""
    parties, choices = worth.shape
    low, high = np.full((parties, issues), np.inf), np.full((parties, issues), -np.inf)
    for j in range(choices):
        for p in range(parties):
            low[p, issue_of[j]] = min(low[p, issue_of[j]], worth[p, j])
            high[p, issue_of[j]] = max(high[p, issue_of[j]], worth[p, j])
    scaled, goal = np.empty((parties, choices)), np.empty(parties)
    for p in range(parties):
        base = low[p].sum()
        span = max(high[p].sum() - base, abs(reservation[p] - base))
        if span <= 0:
            span = 1.0
        goal[p] = (reservation[p] - base) / span
        for j in range(choices):
            scaled[p, j] = (worth[p, j] - low[p, issue_of[j]]) / span
    return scaled, goal


@numba.njit(cache=True)
def _search(
    worth: Floats,
    goal: Floats,
    issue_of: Ints,
    divisible: Flags,
    inside: Flags,
    named: Flags,
    least: float,
    nodes: int,
    mixture: Floats,
    weights: Floats,
) -> int:  # pragma: no cover (compiled)
    """Branch over the choices of issues that cannot be divided, depth first, the relaxation's favourite first."""
    parties, choices = worth.shape
    issues = divisible.size
    stack = np.full((choices + 1, issues), -1, np.int64)
    height, done, unsure = 1, 0, False
    allowed = np.empty(choices, np.bool_)
    part = np.empty(choices)
    lam = np.empty(parties)
    pure = divisible.all() and inside.shape[0] == 0
    while height > 0:
        if done >= nodes:
            return OPEN
        height -= 1
        fixed = stack[height].copy()
        done += 1
        for j in range(choices):
            allowed[j] = fixed[issue_of[j]] < 0 or fixed[issue_of[j]] == j
        if _ruled_out(fixed, inside, named):
            continue
        _relaxed(worth, goal, issue_of, issues, allowed, least if pure else np.inf, part, lam)
        bound = -(lam * goal).sum()
        for i in range(issues):
            best = -np.inf
            for j in range(choices):
                if allowed[j] and issue_of[j] == i:
                    best = max(best, (lam * worth[:, j]).sum())
            bound += best
        if bound < least:
            if done == 1:
                weights[:] = lam
            continue
        branch = _rounded(part, issue_of, divisible, inside, named, fixed, mixture)
        if branch == -1:
            enough = True
            for p in range(parties):
                if (worth[p] * mixture).sum() - goal[p] < least:
                    enough = False
            if enough:
                return YES
        if branch < 0:
            branch = _most_split(part, issue_of, divisible, fixed)
        if branch < 0:
            unsure = True
            continue
        order = np.argsort(np.where(issue_of == branch, part, -1.0))
        for j in order:
            if issue_of[j] == branch and allowed[j]:
                if height == len(stack):
                    grown = np.full((2 * height, issues), -1, np.int64)
                    grown[:height] = stack
                    stack = grown
                stack[height] = fixed
                stack[height, branch] = j
                height += 1
    mixture[:] = 0.0
    return OPEN if unsure else NO


@numba.njit(cache=True)
def _ruled_out(fixed: Ints, inside: Flags, named: Flags) -> bool:  # pragma: no cover (compiled)
    """Return whether the choices made so far lie in a forbidden region, whatever else is chosen."""
    for r in range(inside.shape[0]):
        caught = True
        for i in range(named.shape[1]):
            if named[r, i] and (fixed[i] < 0 or not inside[r, fixed[i]]):
                caught = False
                break
        if caught:
            return True
    return False


@numba.njit(cache=True)
def _rounded(
    part: Floats, issue_of: Ints, divisible: Flags, inside: Flags, named: Flags, fixed: Ints, mixture: Floats
) -> int:  # pragma: no cover (compiled)
    """Write the mixture with whole choices where they cannot be divided; return -1, or an open issue of a region it lies in."""
    chosen = np.full(divisible.size, -1, np.int64)
    for j in range(part.size):
        i = issue_of[j]
        if chosen[i] < 0 or part[j] > part[chosen[i]]:
            chosen[i] = j
    for j in range(part.size):
        i = issue_of[j]
        mixture[j] = part[j] if divisible[i] else (1.0 if chosen[i] == j else 0.0)
    for r in range(inside.shape[0]):
        caught, open_ = True, -1
        for i in range(divisible.size):
            if named[r, i]:
                if not inside[r, chosen[i]]:
                    caught = False
                    break
                if fixed[i] < 0:
                    open_ = i
        if caught:
            mixture[:] = 0.0
            return open_
    return -1


@numba.njit(cache=True)
def _most_split(part: Floats, issue_of: Ints, divisible: Flags, fixed: Ints) -> int:  # pragma: no cover (compiled)
    """Return the open issue that cannot be divided and is divided most; -1 if every such issue is fixed."""
    largest = np.zeros(divisible.size)
    for j in range(part.size):
        largest[issue_of[j]] = max(largest[issue_of[j]], part[j])
    found = -1
    for i in range(divisible.size):
        if not divisible[i] and fixed[i] < 0 and (found < 0 or largest[i] < largest[found]):
            found = i
    return found


@numba.njit(cache=True)
def _relaxed(
    worth: Floats, goal: Floats, issue_of: Ints, issues: int, allowed: Flags, stop: float, part: Floats, lam: Floats
) -> None:  # pragma: no cover (compiled)
    """Find the mixture with the largest least surplus by the simplex method, and the weights that prove it."""
    parties = goal.size
    base = np.full(issues, -1, np.int64)
    columns = np.empty(issue_of.size, np.int64)
    count = 0
    for j in range(issue_of.size):
        if allowed[j]:
            if base[issue_of[j]] < 0:
                base[issue_of[j]] = j
            else:
                columns[count] = j
                count += 1
    table, shift = _table(worth, goal, issue_of, base, columns[:count])
    basis = _pivoted(table, 1 + count, shift + 2 * abs(stop))
    last = table.shape[1] - 1
    part[:] = 0.0
    used = np.zeros(issues)
    for r in range(basis.size):
        if 1 <= basis[r] <= count:
            j = columns[basis[r] - 1]
            part[j] = min(max(table[r, last], 0.0), 1.0)
            used[issue_of[j]] += part[j]
    for i in range(issues):
        part[base[i]] = max(0.0, 1.0 - used[i])
    for p in range(parties):
        lam[p] = max(0.0, table[basis.size, 1 + count + p])
    total = lam.sum()
    if total > 0:
        lam /= total
    else:
        lam[:] = 1.0 / parties


@numba.njit(cache=True)
def _table(
    worth: Floats, goal: Floats, issue_of: Ints, base: Ints, columns: Ints
) -> tuple[Floats, float]:  # pragma: no cover (compiled)
    """Return the first table, with each issue at its base choice, and by how much the least surplus is shifted up in it.

    Columns: the least surplus, the choices, a slack for each row, the right side. Rows: parties, issues, the objective.
    """
    parties, issues, count = goal.size, base.size, columns.size
    start = -goal.copy()
    for i in range(issues):
        start += worth[:, base[i]]
    shift = max(0.0, -start.min())
    rows = parties + issues
    width = 1 + count + rows
    table = np.zeros((rows + 1, width + 1))
    for p in range(parties):
        table[p, 0] = 1.0
        table[p, width] = start[p] + shift
        for k in range(count):
            table[p, 1 + k] = worth[p, base[issue_of[columns[k]]]] - worth[p, columns[k]]
    for k in range(count):
        table[parties + issue_of[columns[k]], 1 + k] = 1.0
    for i in range(issues):
        table[parties + i, width] = 1.0
    for r in range(rows):
        table[r, 1 + count + r] = 1.0
    table[rows, 0] = -1.0
    return table, shift


@numba.njit(cache=True)
def _pivoted(table: Floats, slack: int, enough: float) -> Ints:  # pragma: no cover (compiled)
    """Make the objective as large as can be, or enough, in place; return the column that each row stands for."""
    rows, width = table.shape[0] - 1, table.shape[1] - 1
    basis = slack + np.arange(rows)
    still = 0
    while table[rows, width] < enough:
        enter, lowest = -1, -EPSILON
        for c in range(width):
            if table[rows, c] < lowest:
                enter, lowest = c, table[rows, c]
                if still > 2 * rows:  # the first column that helps, lest the method goes round in circles
                    break
        if enter < 0:
            break
        leave, ratio = -1, np.inf
        for r in range(rows):
            if table[r, enter] > EPSILON:
                step = table[r, width] / table[r, enter]
                if step < ratio - EPSILON or (step < ratio + EPSILON and leave >= 0 and basis[r] < basis[leave]):
                    leave, ratio = r, step
        if leave < 0:
            break
        still = still + 1 if ratio <= EPSILON else 0
        table[leave] /= table[leave, enter]
        for r in range(rows + 1):
            if r != leave and table[r, enter] != 0.0:
                table[r] -= table[r, enter] * table[leave]
        basis[leave] = enter
    return basis
