"""Time what a mediator asks of a conflict in option form: conditions, remedies and robustness, and the memory they take.

Run ``python benchmarks/bench_mediation.py``. Every size runs in a process of its own, after a small one that compiles. CPU time is
that of all threads together; memory is the peak of the whole process, Python and the compiler included. At the smallest size
every single change is also made and judged anew in plain Python, on the ranks of this program; both must find the same, or the run
fails.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from goodoffices.models.stability import (
    Change,
    Concept,
    DropStatement,
    ExcludeState,
    FixOption,
    InsertStatement,
    MoveStatement,
    NegateStatement,
    Option,
    OptionForm,
    OptionPrioritisation,
    SetDirection,
    as_graph,
    ranks,
    remedies,
    robustness_of_ranks,
    robustness_of_statements,
    stability_conditions,
    stability_in_option_form,
    with_change,
)
from goodoffices.models.stability.mediation.candidates import Lever, literals

Said = dict[str, OptionPrioritisation]
STATUS_QUO = 0
SIMPLE: tuple[Lever, ...] = ("statements", "direction", "fix", "exclude")


def conflict(options: int, makers: int) -> tuple[OptionForm, Said]:
    """Return a conflict with ten statements for everybody."""
    draw = np.random.default_rng(options)
    form = OptionForm(tuple(Option(f"o{bit}", f"d{bit * makers // options}") for bit in range(options)))
    said = {
        name: OptionPrioritisation.of(
            *(f"o{a} and not o{b} or o{c}" for a, b, c in (draw.choice(options, 3, False) for _ in range(10)))
        )
        for name in form.decision_makers
    }
    return form, said


def spent(work: Callable[[], object]) -> float:
    """Return processor time in seconds."""
    cpu = time.process_time()
    work()
    return time.process_time() - cpu


def wanted(form: OptionForm, said: Said, concept: Concept) -> tuple[int, int]:
    """Return the state that all like best on the whole among those that do not hold, and among those that do."""
    own = ranks(form, said)
    liking = own.argsort(axis=1).argsort(axis=1).sum(axis=0)
    holds = np.isin(np.arange(form.state_count), stability_in_option_form(form, own, (concept,)).equilibria(concept))
    return tuple(int(np.where(chosen, liking, -1).argmax()) for chosen in (~holds, holds))  # type: ignore[return-value]


def measure(options: int, makers: int, concept: Concept, pairs: int) -> None:
    """Print a line of the table."""
    small, small_said = conflict(5, 2)
    remedies(small, small_said, STATUS_QUO, wanted(small, small_said, concept)[0], concept, most_pairs=5)
    form, said = conflict(options, makers)
    desired, holding = wanted(form, said, concept)
    own = ranks(form, said)
    found = []
    building = spent(lambda: found.append(as_graph(form).graph))
    (graph,) = found
    asking = spent(lambda: stability_conditions(graph, desired, concept, own))
    answers = []
    singly = spent(lambda: answers.append(remedies(form, said, STATUS_QUO, desired, concept, most_pairs=0)))
    both = spent(lambda: answers.append(remedies(form, said, STATUS_QUO, desired, concept, most_pairs=pairs)))
    by_rank = spent(lambda: robustness_of_ranks(graph, own, holding, concept, 1))
    by_statement = spent(lambda: robustness_of_statements(form, said, holding, concept, 1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(
        f"2^{options:<2} states, {makers} decision makers, {concept}: graph {building:6.3f} s   conditions {asking:6.3f} s   "
        f"{answers[0].tried:>5} changes {singly:6.2f} s   {answers[1].tried:>5} with pairs {both:6.2f} s   "
        f"1,000 draws: ranks {by_rank:5.2f} s, statements {by_statement:5.2f} s   peak {peak:4.0f} MiB",
        flush=True,
    )


def every_change(form: OptionForm, said: Said, desired: int) -> Iterator[Change]:
    """Yield every single change of statements and of what can be done, however little sense it makes."""
    for name, own in said.items():
        places = range(1, len(own.statements) + 1)
        yield from (MoveStatement(name, a, b) for a, b in product(places, places) if a != b)
        yield from (made(name, place) for made in (DropStatement, NegateStatement) for place in places)
        yield from (
            InsertStatement(name, place, wish) for place in (*places, len(places) + 1) for wish in literals(form)
        )
    for option in form.options:
        yield from (
            SetDirection(option.name, way) for way in ("both", "forward", "backward") if way != option.direction
        )
        yield from (FixOption(option.name, taken) for taken in (False, True))
    yield from (ExcludeState(state) for state in range(form.state_count) if state not in (STATUS_QUO, desired))


def suffices(form: OptionForm, own: list[list[int]], desired: int) -> bool:
    """Whether a state is sequentially stable for all, and improvements lead to it: the definitions in plain Python."""
    feasible = form.feasible().tolist()
    if not feasible[desired] or not feasible[STATUS_QUO]:
        return False
    masks = [form.mask(name) for name in form.decision_makers]
    allowed = [(bit, option.direction) for bit, option in enumerate(form.options) if option.direction != "both"]

    def improvements(i: int, s: int) -> list[int]:
        found = []
        for t in range(form.state_count):
            if own[i][t] > own[i][s] and feasible[t] and not (s ^ t) & ~masks[i]:
                turned = [way for bit, way in allowed if (s ^ t) >> bit & 1 and (t >> bit & 1) != (way == "forward")]
                if not turned:
                    found.append(t)
        return found

    def reached(start: int, movers: list[int]) -> set[int]:
        seen: set[tuple[int, int]] = set()
        waiting = [(start, -1)]
        while waiting:
            here, last = waiting.pop()
            new = {(t, i) for i in movers if i != last for t in improvements(i, here)} - seen
            seen |= new
            waiting += new
        return {state for state, _ in seen}

    makers = range(len(masks))
    return all(
        any(own[i][q] <= own[i][desired] for q in reached(t, [j for j in makers if j != i]))
        for i in makers
        for t in improvements(i, desired)
    ) and desired in reached(STATUS_QUO, list(makers))


def beside_brute_force(options: int, makers: int) -> None:
    """Print both times and their ratio."""
    form, said = conflict(options, makers)
    desired, _ = wanted(form, said, "seq")
    remedies(form, said, STATUS_QUO, desired, most_pairs=0, levers=SIMPLE)
    ours = []
    fast = min(
        spent(lambda: ours.append(remedies(form, said, STATUS_QUO, desired, most_pairs=0, levers=SIMPLE)))
        for _ in range(3)
    )
    good: list[Change] = []
    tried = 0

    def plain() -> None:
        nonlocal tried
        for change in every_change(form, said, desired):
            changed, preferences = with_change(form, said, change)
            tried += 1
            if suffices(changed, ranks(changed, preferences).tolist(), desired):
                good.append(change)

    slow = spent(plain)

    def outcome(change: Change) -> tuple[OptionForm, bytes]:
        changed, preferences = with_change(form, said, change)
        return OptionForm(changed.options), changed.feasible().tobytes() + ranks(form, preferences).tobytes()

    found = [remedy.changes[0] for remedy in ours[0].remedies]
    assert {outcome(change) for change in found} == {outcome(change) for change in good}
    print(
        f"2^{options:<2} states, {makers} decision makers, seq: {len(found)} single changes that suffice in {fast:.3f} s   "
        f"{tried} solved anew in plain Python {slow:.1f} s   ratio {slow / fast:.0f}",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--largest", type=int, default=12, help="options of the largest conflict")
    largest = parser.parse_args().largest
    beside_brute_force(8, 3)
    sizes: list[tuple[int, int, Concept, int]] = [
        (options, 3, concept, 2_000) for options in (8, 10, 12) for concept in ("nash", "seq", "smr")
    ]
    for size in sizes:
        if size[0] <= largest:
            process = multiprocessing.get_context("spawn").Process(target=measure, args=size)
            process.start()
            process.join()


if __name__ == "__main__":
    main()
