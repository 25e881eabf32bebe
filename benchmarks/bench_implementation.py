"""Time the engine of stochastic models beside Storm, and a sweep over settings of the reference plan.

Run ``python benchmarks/bench_implementation.py``. Times are of the processor; memory is the peak of the process, each program in one of its
own. Storm is no dependency; get it by ``python -m pip install 'stormpy>=2'``. Without it, its lines say so. Where both answer,
their numbers must agree to 1e-4 (Storm at its usual precision of 1e-6, relatively and without a bound), or the run fails.
"""

import multiprocessing
import multiprocessing.connection
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from goodoffices.interchange.storm import storm_is_installed
from goodoffices.models.implementation.markov import (
    Kind,
    Model,
    Parameter,
    Variable,
    best_reachability,
    command,
    explore,
    if_then_else,
    maximum,
    minimum,
    reachability,
    sweep,
    to_prism,
)
from goodoffices.models.implementation.reference_plan import ILLUSTRATION, gated_plan

Result = tuple[str, float, list[tuple[str, float]], float]
"""What was measured, the answer, seconds by part, MiB."""
SETTINGS = 1000
LIMIT = 300
"""So many seconds of waiting for one answer."""
MIB = 1024


def disarming(factions: int, phases: int, kind: Kind) -> Model:
    """Return factions that disarm phase by phase, move by move, and may fall back; the more uneven, the likelier is war.

    As a chain they move in turn; as decisions, an adversary picks who moves.
    """
    war, turn = Variable("war", 0, 1), Variable("turn", 0, factions - 1)
    at = [Variable(f"faction_{i}", 0, phases) for i in range(factions)]
    pace, relapse, risk = (Parameter(name) for name in ("pace", "relapse", "risk"))
    moves = []
    for i, here in enumerate(at):
        following = {turn: (i + 1) % factions} if kind is Kind.CHAIN else {}
        mine = (war == 0) & (turn == i) if kind is Kind.CHAIN else war == 0
        other = at[(i + 1) % factions]
        back = relapse if kind is Kind.CHAIN else 0
        moves.append(
            command(
                mine & (here > 0) & (here < phases) & (here >= other + 2),
                (pace, {here: here + 1, **following}),
                (risk, {war: 1}),
                (back, {here: here - 1, **following}),
                (1 - pace - risk - back, following),
            )
        )
        moves.append(
            command(
                mine & (here < phases) & ((here == 0) | (here < other + 2)),
                (pace, {here: here + 1, **following}),
                (1 - pace, following),
            )
        )
        if kind is Kind.CHAIN:
            unfinished = at[0] < phases
            for each in at[1:]:
                unfinished |= each < phases
            moves.append(command(mine & (here == phases) & unfinished, following))
    variables = (war, *at, turn) if kind is Kind.CHAIN else (war, *at)
    return Model(kind, variables, tuple(moves), (pace, relapse, risk), {"war": war == 1})


def truce(factions: int, phases: int, kind: Kind) -> Model:
    """Return factions that disarm or rearm, one phase up or down, in turn; one far ahead of the next may be attacked.

    From each state short of war or accord every other can be reached: all are one strongly connected component.
    """
    war, turn = Variable("war", 0, 1), Variable("turn", 0, factions - 1)
    at = [Variable(f"faction_{i}", 0, phases) for i in range(factions)]
    pace, relapse, risk = (Parameter(name) for name in ("pace", "relapse", "risk"))
    unfinished = at[0] < phases
    for each in at[1:]:
        unfinished |= each < phases
    moves = []
    for i, here in enumerate(at):
        following = {turn: (i + 1) % factions}
        mine = (war == 0) & (turn == i) & unfinished
        up, down = if_then_else(here < phases, pace, 0), if_then_else(here > 0, relapse, 0)
        danger = if_then_else(here >= at[(i + 1) % factions] + 2, risk, 0)
        moves.append(
            command(
                mine,
                (up, {here: minimum(here + 1, phases), **following}),
                (down, {here: maximum(here - 1, 0), **following}),
                (danger, {war: 1, turn: 0, **dict.fromkeys(at, 0)}),
                (1 - up - down - danger, following),
            )
        )
    return Model(kind, (war, *at, turn), tuple(moves), (pace, relapse, risk), {"war": war == 1})


class Task(NamedTuple):
    """A model, its size and its settings."""

    write: Callable[[int, int, Kind], Model]
    factions: int
    phases: int
    kind: Kind
    settings: dict[str, float]

    @property
    def model(self) -> Model:
        """The model itself."""
        return self.write(self.factions, self.phases, self.kind)


ONWARDS = {"pace": 0.4, "risk": 0.02, "relapse": 0.0}
TASKS = {
    "chain": Task(disarming, 6, 10, Kind.CHAIN, ONWARDS),
    "chain that goes back": Task(disarming, 5, 8, Kind.CHAIN, ONWARDS | {"relapse": 0.1}),
    "one component": Task(truce, 6, 10, Kind.CHAIN, ONWARDS | {"relapse": 0.1}),
    "one component, adrift": Task(truce, 2, 700, Kind.CHAIN, {"pace": 0.3, "relapse": 0.3, "risk": 1e-6}),
    "decisions": Task(disarming, 6, 9, Kind.DECISIONS, ONWARDS),
}
ASKED = {Kind.CHAIN: 'P=? [F "war"]', Kind.DECISIONS: 'Pmax=? [F "war"]'}


def ours(name: str) -> Result:
    """Explore and solve with the engine."""
    start = time.process_time()
    space = explore(TASKS[name].model, TASKS[name].settings)
    explored = time.process_time()
    found = reachability(space, "war") if TASKS[name].kind is Kind.CHAIN else best_reachability(space, "war")
    solved = time.process_time()
    text = f"{space.states:>12,} states {len(space.branch):>12,} steps, error at most {found.error.max():.1e}"
    return text, found.initial, [("exploring", explored - start), ("solving", solved - explored)], peak()


def storms(name: str) -> Result:
    """Build and solve with Storm's sparse engine, at its usual settings."""
    import stormpy  # type: ignore[import-not-found]  # noqa: PLC0415

    storm: Any = stormpy
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.prism"
        file.write_text(to_prism(TASKS[name].model, TASKS[name].settings), encoding="utf-8")
        program = storm.parse_prism_program(str(file))
    asked = storm.parse_properties(ASKED[TASKS[name].kind], program)
    built = storm.build_model(program, asked)
    explored = time.process_time()
    value = float(storm.model_checking(built, asked[0]).get_value(built.initial_states[0]))
    solved = time.process_time()
    text = f"{built.nr_states:>12,} states {built.nr_transitions:>12,} steps"
    return text, value, [("exploring", explored - start), ("solving", solved - explored)], peak()


def swept(name: str) -> Result:
    """Solve many settings of the reference plan, gated or not."""
    rng = np.random.default_rng(1)
    names = ("pace", "detection", "verification", "spoiler", "hold_back", "attack")
    settings = dict(ILLUSTRATION) | {each: rng.uniform(0.05, 0.95, SETTINGS) for each in names} | {"lead_needed": 2}
    start = time.process_time()
    found = sweep(gated_plan(), settings | {"gated": float(name == "gated")}, "war")
    return f"{SETTINGS} settings", float(found.mean()), [("sweep", time.process_time() - start)], peak()


def peak() -> float:
    """Return the most memory this process has held, in MiB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (MIB if sys.platform != "darwin" else MIB**2)


def alone(work: Callable[[str], Result], name: str) -> Result | None:
    """Run in a process of its own, after the compiled parts have been loaded there; none if there is no answer in time."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_send, args=(sender, work, name))
    process.start()
    sender.close()
    result: Result | None = receiver.recv() if receiver.poll(LIMIT) else None
    if result is None:
        process.kill()
    process.join()
    return result


def _send(sender: multiprocessing.connection.Connection, work: Callable[[str], Result], name: str) -> None:
    if work is not storms:
        for small in (disarming(2, 3, Kind.CHAIN), truce(3, 20, Kind.CHAIN), disarming(2, 3, Kind.DECISIONS)):
            space = explore(small, ONWARDS | {"relapse": 0.0 if small.kind is Kind.DECISIONS else 0.1})
            _ = reachability(space, "war") if small.kind is Kind.CHAIN else best_reachability(space, "war")
    sender.send(work(name))


def show(program: str, result: Result | None) -> None:
    """Print one line."""
    if result is None:
        print(f"{program:<8} no answer within {LIMIT} s")
        return
    text, value, parts, memory = result
    times = "  ".join(f"{name} {seconds:7.2f} s" for name, seconds in parts)
    print(f"{program:<8} {text}  value {value:.9f}  {times}  {memory:,.0f} MiB")


def main() -> None:
    """Print a line for each program and task."""
    for name, task in TASKS.items():
        print(f"{name}: {task.factions} factions, {task.phases} phases")
        here = alone(ours, name)
        show("engine", here)
        if storm_is_installed():
            there = alone(storms, name)
            show("Storm", there)
            if here and there:
                spent = [sum(seconds for _, seconds in each[2]) for each in (here, there)]
                print(
                    f"ratio    {spent[1] / spent[0]:.2f} times the engine's time, {there[3] / here[3]:.2f} times its memory"
                )
                assert abs(here[1] - there[1]) < 1e-4
        else:
            print("Storm    is not installed")
    print("sweep of the reference plan")
    for name in ("gated", "free"):
        show(name, alone(swept, name))


if __name__ == "__main__":
    main()
