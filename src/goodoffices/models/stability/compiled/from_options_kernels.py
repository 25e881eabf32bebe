"""A compiled loop over combinations of options. Import this module only where it is used: compiling takes time."""

from numba import njit

from goodoffices.models.stability.compiled.graph_kernels import Array


@njit(cache=True)
def list_moves(
    states: Array, number: Array, feasible: Array, mask: int, up: int, down: int, starts: Array, targets: Array
) -> int:
    """List the moves of the owner of the options in a mask, in increasing order, and return how many there are.

    Parameters
    ----------
    states : int64, the feasible combinations; number, feasible : of every combination
    up, down : the options that may be taken, and given up
    starts : int64 (states + 1,); targets : int32, filled only if it is long enough
    """
    filled = 0
    for place in range(len(states)):
        starts[place] = filled
        state = states[place]
        rest = state & ~mask
        own = 0
        while True:
            target = rest | own
            change = target ^ state
            if change and feasible[target] and not change & target & ~up and not change & state & ~down:
                if filled < len(targets):
                    targets[filled] = number[target]
                filled += 1
            own = (own - mask) & mask
            if own == 0:
                break
    starts[-1] = filled
    return filled
