"""Stability of every state of a conflict in option form."""

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.fast.fibres import Fibres
from goodoffices.models.stability.fast.packed_table import Bits, PackedTable, packed
from goodoffices.models.stability.fast.simultaneous import simultaneous
from goodoffices.models.stability.fast.workers import PIECE, Progress, Workers
from goodoffices.models.stability.forms.graph_form import Ranks
from goodoffices.models.stability.forms.option_form import MOST_OPTIONS_LISTED, OptionForm

ENGINE_CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq", "sim")
ABOVE_ALL = np.int32(2**31 - 1)
BELOW_ALL = np.int32(-1)


class Interrupted(KeyboardInterrupt):
    """The work was stopped by the user.

    Attributes
    ----------
    kept : PackedTable
        What had been finished.
    """

    def __init__(self, kept: PackedTable) -> None:
        done = "; ".join(f"{concept} for {', '.join(by_name)}" for concept, by_name in kept.stable.items() if by_name)
        super().__init__(f"stopped; finished: {done or 'nothing'}")
        self.kept = kept


def stability_in_option_form(
    form: OptionForm,
    ranks: Ranks,
    concepts: Sequence[Concept] = ("nash", "gmr", "smr", "seq"),
    *,
    progress: Progress | None = None,
) -> PackedTable:
    r"""Return for whom every state is stable.

    With :math:`R_i[s]` the states that i can bring about from s, s included, :math:`R_{-i}[t]` those that the others can bring
    about from t by legal sequences of moves, t included, :math:`R_{-i}^+[t]` the same by improvements alone, and :math:`P_i` the
    ranks of i, a state s is stable for i if and only if

    .. math:: \max_{t \in R_i[s]} \min(x(t), P_i(t)) \le P_i(s)

    where x(t) is :math:`P_i(t)` for Nash stability; the least :math:`P_i` in :math:`R_{-i}[t]` for general metarationality; the
    least :math:`v` in :math:`R_{-i}[t]` for symmetric metarationality, where :math:`v(q)` is the largest :math:`P_i` in
    :math:`R_i[q]`; the least :math:`P_i` in :math:`R_{-i}^+[t]` for sequential and the least :math:`v` in it for symmetric sequential
    stability.

    Parameters
    ----------
    form : OptionForm
        The conflict, of at most 30 options.
    ranks : ndarray of int32, shape (decision makers, states)
        Higher is preferred, equal is indifferent, -1 for infeasible states.
    concepts : sequence of str
        Which to work out, of 'nash', 'gmr', 'smr', 'seq', 'sseq', 'sim'. Simultaneous stability takes at most 20 options.
    progress : callable, optional
        Is told the number of parts done, of all parts, and the name of the next.

    Returns
    -------
    PackedTable
        One bit for each answer.

    Raises
    ------
    ModelInputError
        If there are more than 30 options, if the ranks are of another shape or type, if they do not agree on which states
        are feasible or differ in this from the conflict, if no state is feasible, or if a concept is unknown.
    Interrupted
        If the user stops the work; it holds what is finished. No loop runs longer than a fraction of a second.

    Notes
    -----
    For n decision makers and k options, Nash, GMR and SMR take time in the order of :math:`n k 2^k` times the number of rounds
    until nothing changes (one if all states are feasible); SEQ and SSEQ :math:`n^2 2^k` times the rounds, and a sort of each
    fibre. Beside the ranks, memory is 4 bytes a state, another 2 n for SEQ or SSEQ, and one bit for each answer.

    References
    ----------
    Fang, Hipel & Kilgour (1993), *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley, chapters 3 and 4
    (the definitions). Rêgo & Vieira (2017), 'Symmetric sequential stability in the graph model for conflict resolution with
    multiple decision makers', *Group Decision and Negotiation* 26(4), 775-792.
    """
    ranks = np.asarray(ranks)
    _check(form, ranks, concepts)
    names = form.decision_makers
    parts = [(name, concept) for name in names for concept in dict.fromkeys(concepts)]
    stable: dict[Concept, dict[str, Bits]] = {concept: {} for concept in concepts}
    table = PackedTable(form, packed(ranks[0] >= 0), stable)
    try:
        with Workers(form.state_count) as workers:
            engine = _Engine(form, ranks, workers)
            for number, (name, concept) in enumerate(parts):
                if progress:
                    progress(number, len(parts), f"{concept} for {name}")
                stable[concept][name] = engine.stable(concept, names.index(name))
    except KeyboardInterrupt as stop:
        raise Interrupted(table) from stop
    if progress:
        progress(len(parts), len(parts), "")
    return table


def _check(form: OptionForm, ranks: Ranks, concepts: Sequence[Concept]) -> None:
    if len(form.options) > MOST_OPTIONS_LISTED:
        raise ModelInputError(
            f"{len(form.options)} options make more states than can be held (at most {MOST_OPTIONS_LISTED} options); ask about "
            "single states instead"
        )
    unknown = [concept for concept in concepts if concept not in ENGINE_CONCEPTS]
    if unknown or not concepts:
        raise ModelInputError(f"no concept is called {unknown[0]!r}" if unknown else "no concept is asked for")
    shape = (len(form.decision_makers), form.state_count)
    if ranks.shape != shape or ranks.dtype != np.int32:
        raise ModelInputError(
            f"ranks must be int32 of shape {shape} (decision makers, states), not {ranks.dtype} of shape {ranks.shape}"
        )
    feasible = form.feasible()
    if not feasible.any():
        raise ModelInputError("no state is feasible")
    for name, own in zip(form.decision_makers, ranks, strict=True):
        for start in range(0, form.state_count, PIECE):
            piece = slice(start, start + PIECE)
            wrong = np.flatnonzero((own[piece] >= 0) != feasible[piece])
            if len(wrong):
                state = start + int(wrong[0])
                raise ModelInputError(
                    f"state {state} is {'feasible' if feasible[state] else 'infeasible'}, but {name} gives it the rank {own[state]}"
                )


class _Engine:
    """One array of numbers for the states, written over by step after step; ranks are only read."""

    def __init__(self, form: OptionForm, ranks: Ranks, workers: Workers) -> None:
        from goodoffices.models.stability.fast import kernels  # noqa: PLC0415 (the compiler is slow to import)

        self.kernels = kernels
        self.form, self.ranks, self.workers = form, ranks, workers
        self.fibres = [Fibres.of(form, name) for name in form.decision_makers]
        self.orders: list[NDArray[np.unsignedinteger]] = []
        self.x = np.empty(form.state_count, np.int32)
        self.feasible = packed(ranks[0] >= 0)
        self.all_feasible = bool((ranks[0] >= 0).all())

    def stable(self, concept: Concept, i: int) -> Bits:
        """Return which states are stable for a decision maker."""
        if concept == "sim":
            return simultaneous(self.form, self.ranks, i, self.workers)
        own = self.ranks[i]
        self._streamed(lambda piece: np.copyto(self.x[piece], own[piece]))
        if concept in ("smr", "sseq"):
            self._over(i, self.kernels.raise_to_best)
        if concept in ("gmr", "smr"):
            self._mark_infeasible(ABOVE_ALL)
            self._worst_after_moves(i)
        elif concept in ("seq", "sseq"):
            self._mark_infeasible(BELOW_ALL)
            self._worst_after_improvements(i)
        self._streamed(lambda piece: np.minimum(self.x[piece], own[piece], out=self.x[piece]))
        self._over(i, self.kernels.raise_to_best)
        bits = np.empty_like(self.feasible)

        def compare(piece: slice) -> None:
            held = slice(piece.start // 8, -(-piece.stop // 8))
            np.bitwise_and(packed(self.x[piece] <= own[piece]), self.feasible[held], out=bits[held])

        self._streamed(compare)
        return bits

    def _worst_after_moves(self, i: int) -> None:
        others = [j for j in range(len(self.fibres)) if j != i]
        if self.all_feasible:  # the order of moves does not matter then, and a turn each is enough
            for j in others:
                self._over(j, self.kernels.lower_to_worst)
        else:
            _in_turns(others, lambda j: self._over(j, self.kernels.lower_to_worst))

    def _worst_after_improvements(self, i: int) -> None:
        self._sort()
        _in_turns([j for j in range(len(self.fibres)) if j != i], self._along_improvements)

    def _along_improvements(self, j: int) -> bool:
        fibres, order = self.fibres[j], self.orders[j]
        if not fibres.one_way.any():
            return self._over(j, self.kernels.lower_along_improvements, order)
        return self._over(j, self.kernels.lower_along_one_way_improvements, order, fibres.stage, fibres.stages)

    def _sort(self) -> None:
        """Sort every fibre of every decision maker, once for all."""
        for j in range(len(self.orders), len(self.fibres)):
            order = np.empty(self.form.state_count, self.fibres[j].order_type)
            self._over(j, self.kernels.sort_fibres, self.ranks[j], order, on_x=False)
            self.orders.append(order)

    def _over(self, j: int, kernel: Callable[..., bool | None], *more: object, on_x: bool = True) -> bool:
        """Run a compiled loop over all fibres of a decision maker; say whether it changed anything."""
        fibres = self.fibres[j]
        given = (self.x, *more) if on_x else more
        return self.workers.share(
            fibres.bundles,
            lambda first, last: kernel(*given, fibres.own, fibres.lanes, fibres.outer, fibres.one_way, first, last),
            states_each=fibres.bundle_size,
        )

    def _mark_infeasible(self, value: np.int32) -> None:
        if not self.all_feasible:
            self._streamed(lambda piece: np.copyto(self.x[piece], value, where=self.ranks[0][piece] < 0))

    def _streamed(self, work: Callable[[slice], object]) -> None:
        """Work on all states in numerical order, in pieces that are whole bytes of the answer."""
        count = self.form.state_count

        def piece(first: int, last: int) -> None:
            work(slice(8 * first, min(8 * last, count)))

        self.workers.share(-(-count // 8), piece, states_each=8)


def _in_turns(others: Sequence[int], step: Callable[[int], bool]) -> None:
    """Let the others take turns until nothing changes."""
    idle = 0
    for j in itertools.cycle(others):
        idle = 0 if step(j) else idle + 1
        if idle == len(others):
            return
