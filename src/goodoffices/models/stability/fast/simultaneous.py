"""Stability when the others answer at once, and not one after the other."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.table import StabilityTable
from goodoffices.models.stability.fast.packed_table import Bits, packed
from goodoffices.models.stability.fast.workers import Workers
from goodoffices.models.stability.forms.graph_form import Ranks
from goodoffices.models.stability.forms.option_form import OptionForm

MOST_OPTIONS_AT_ONCE = 20
"""Every combination of improvements is looked at: with n decision makers about 2 to (options - n) of them for a state."""

WORK_FOR_A_STATE = 1 << 10
"""How much longer than in other loops a state takes here, roughly."""


def simultaneous(form: OptionForm, ranks: Ranks, i: int, workers: Workers) -> Bits:
    """Return which states are simultaneously stable for a decision maker, one bit each."""
    if len(form.options) > MOST_OPTIONS_AT_ONCE:
        raise ModelInputError(
            f"simultaneous stability looks at every combination of improvements, which takes at most {MOST_OPTIONS_AT_ONCE} "
            f"options; there are {len(form.options)}"
        )
    from goodoffices.models.stability.fast.simultaneous_kernel import simultaneously_stable  # noqa: PLC0415

    names = form.decision_makers
    forward = sum(1 << bit for bit, option in enumerate(form.options) if option.direction == "forward")
    backward = sum(1 << bit for bit, option in enumerate(form.options) if option.direction == "backward")
    masks = np.array([form.mask(name) for name in names], np.int64)
    stable = np.empty(form.state_count, np.bool_)
    workers.share(
        form.state_count,
        lambda first, last: simultaneously_stable(ranks, masks, forward, backward, i, stable, first, last),
        states_each=WORK_FOR_A_STATE,
    )
    return packed(stable)


def stable_by_simultaneity(table: StabilityTable) -> NDArray[np.bool_]:
    """Return for whom states are stable sequentially or, failing that, by simultaneity, as the concept was first used.

    A state that is sequentially stable for all but one decision maker is left as it is: nobody else would move at the same
    time. Where it is unstable for two or more, it counts as stable for those of them for whom it is simultaneously
    stable.

    Parameters
    ----------
    table : StabilityTable
        With 'seq' and 'sim'.

    Returns
    -------
    ndarray of bool, shape (decision makers, states)
        For whom each state is stable.

    Raises
    ------
    ModelInputError
        If the table lacks 'seq' or 'sim'.

    Notes
    -----
    Some programs instead give the union of both concepts, ``table.stable["seq"] | table.stable["sim"]``.

    References
    ----------
    Fraser & Hipel (1984), *Conflict Analysis: Models and Resolutions*, North-Holland.

    Examples
    --------
    In Chicken both swerving (state 3) is stable by simultaneity: leaving at once would bring about a collision.

    >>> from goodoffices.models.stability import DirectRanking, Option, OptionForm, ranks, stability_in_option_form
    >>> form = OptionForm((Option("swerve_a", "a"), Option("swerve_b", "b")))
    >>> preferences = {"a": DirectRanking((2, 3, 1, 0)), "b": DirectRanking((1, 3, 2, 0))}
    >>> table = stability_in_option_form(form, ranks(form, preferences), ("seq", "sim")).unpacked()
    >>> table.equilibria("seq").tolist(), stable_by_simultaneity(table).all(axis=0).tolist()
    ([1, 2], [False, True, True, True])
    """
    missing = [concept for concept in ("seq", "sim") if concept not in table.stable]
    if missing:
        raise ModelInputError(f"the table lacks {' and '.join(missing)}")
    sequential = table.stable["seq"]
    unstable = table.feasible & ~sequential
    several: NDArray[np.bool_] = unstable.sum(axis=0) > 1
    return np.where(unstable & several, table.stable["sim"], sequential)
