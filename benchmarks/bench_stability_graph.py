"""Time stability in graph form, beside the matrix form in numpy where that fits into memory.

Run ``python benchmarks/bench_stability_graph.py [STATES MOVES]``; by default a million states and ten million moves. Both methods give
the same tables on small conflicts, or the run fails. Compiling is done before the clock starts.
"""

import resource
import sys
import time

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.stability import (
    GRAPH_CONCEPTS,
    GraphForm,
    Ranks,
    coalition_stability,
    graph_stability,
    reasons,
    status_quo_analysis,
)

NAMES = ("a", "b", "c", "d")
FOUR = GRAPH_CONCEPTS[:4]
Matrix = NDArray[np.float32]


def drawn(states: int, moves: int, seed: int = 0) -> tuple[GraphForm, Ranks]:
    """Return four decision makers' moves, drawn among states not far from each other, and ranks without ties."""
    rng = np.random.default_rng(seed)
    pairs = []
    for _ in NAMES:
        start = rng.integers(states, size=moves // len(NAMES))
        end = (start + rng.integers(1, max(states // 1000, min(states, 30)), size=len(start))) % states
        pairs.append(np.stack([start, end], axis=1))
    ranks = np.stack([rng.permutation(states) for _ in NAMES]).astype(np.int32)
    return GraphForm.of_moves(NAMES, states, pairs), ranks


def closed(moves: list[Matrix]) -> Matrix:
    """Return which states legal sequences reach, built up by the last mover."""
    last = moves
    while True:
        longer = [
            np.minimum(last[j] + sum(last[k] for k in range(len(moves)) if k != j) @ moves[j], 1)
            for j in range(len(moves))
        ]
        if all((a == b).all() for a, b in zip(last, longer, strict=True)):
            return np.asarray(np.minimum(np.sum(last, axis=0), 1))
        last = longer


def by_matrices(graph: GraphForm, ranks: Ranks) -> dict[str, NDArray[np.bool_]]:
    """Return stable states by the matrix form of Xu, Hipel & Kilgour (2009)."""
    count = graph.state_count
    moves = []
    for number in range(len(NAMES)):
        matrix = np.zeros((count, count), np.float32)
        pairs = graph.pairs(number)
        matrix[pairs[:, 0], pairs[:, 1]] = 1
        moves.append(matrix)
    better = [(row[None, :] > row[:, None]).astype(np.float32) for row in ranks]
    improving = [matrix * plus for matrix, plus in zip(moves, better, strict=True)]
    stable: dict[str, NDArray[np.bool_]] = {concept: np.empty(ranks.shape, bool) for concept in FOUR}
    for i in range(len(NAMES)):
        others = [k for k in range(len(NAMES)) if k != i]
        any_move, wanted = closed([moves[k] for k in others]), closed([improving[k] for k in others])
        not_better = 1 - better[i].T
        unanswered = not_better * (1 - np.sign(moves[i] @ better[i].T))
        stable["nash"][i] = ~improving[i].any(axis=1)
        for concept, reached, held in (
            ("gmr", any_move, not_better),
            ("smr", any_move, unanswered),
            ("seq", wanted, not_better),
        ):
            left = 1 - np.sign(reached @ held)
            stable[concept][i] = (improving[i] * left.T).sum(axis=1) == 0
    return stable


def main() -> None:
    """Print time, ratio and peak memory."""
    graph, ranks = drawn(30, 120)
    graph_stability(graph, ranks)
    coalition_stability(graph, ranks)
    status_quo_analysis(graph, 0)
    for states in (100, 300, 900):
        graph, ranks = drawn(states, 10 * states)
        start = time.process_time()
        ours = graph_stability(graph, ranks, FOUR).stable
        fast = time.process_time() - start
        start = time.process_time()
        theirs = by_matrices(graph, ranks)
        matrices = time.process_time() - start
        assert all((ours[concept] == theirs[concept]).all() for concept in FOUR)
        start = time.process_time()
        coalition_stability(graph, ranks)
        together = time.process_time() - start
        print(
            f"{states:>8} states {10 * states:>9} moves: Nash, GMR, SMR, SEQ {fast * 1e3:8.2f} ms CPU   by matrices "
            f"{matrices * 1e3:9.1f} ms   ratio {matrices / fast:7.0f}   all 15 coalitions {together:6.2f} s"
        )
    states, moves = map(int, sys.argv[1:3]) if len(sys.argv) == 3 else (1_000_000, 10_000_000)
    graph, ranks = drawn(states, moves)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    table = graph_stability(graph, ranks, FOUR)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    distance = status_quo_analysis(graph, 0).distance
    evolution = time.process_time() - start
    start = time.process_time()
    reasons(graph, ranks, "seq", "a", 0)
    why = time.process_time() - start
    found = ", ".join(f"{concept} {len(table.equilibria(concept))}" for concept in FOUR)
    print(
        f"{states:>8} states {moves:>9} moves: Nash, GMR, SMR, SEQ {spent:.1f} s CPU, peak {peak:.0f} MiB (of which drawing "
        f"the conflict took {held:.0f}); equilibria: {found}"
    )
    print(
        f"         from a status quo: {evolution:.2f} s, {int((distance > 0).sum())} states reached; reasons of one state {why:.2f} s"
    )


if __name__ == "__main__":
    main()
