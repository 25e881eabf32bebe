"""Time the stability of every state of made-up conflicts in option form, and print the memory it takes.

Run ``python benchmarks/bench_stability.py``; ``--largest 28`` goes up to 2^28 states, for which 8 GiB of memory are needed. Every size
runs in a process of its own, after one that compiles. CPU time is that of all threads together; memory is the peak of the whole
process, Python and the compiler included. A transcription of the definitions must give the same answers, or the run fails.

GMCR+ for Python (gmcr-py) is the one other public program in Python. It is no package that could be installed, so that it cannot
run beside; what it needed for 12 options and 3 decision makers when it was measured is taken as given.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from goodoffices.logic import Formula
from goodoffices.models.stability import (
    Concept,
    Option,
    OptionForm,
    OptionPrioritisation,
    Ranks,
    ranks,
    stability_in_option_form,
    stability_of_state,
)

CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
GMCR_PY_SECONDS, GMCR_PY_MIB = 80, 800


def conflict(options: int, makers: int, hindered: bool = False) -> tuple[OptionForm, dict[str, OptionPrioritisation]]:
    """Return a conflict with ten statements for everybody; if hindered, with five infeasible pairs and three one-way options."""
    draw = np.random.default_rng(options)
    form = OptionForm(
        tuple(
            Option(f"o{bit}", f"d{bit * makers // options}", "forward" if hindered and bit in (1, 7, 11) else "both")
            for bit in range(options)
        ),
        tuple(Formula.parse(f"o{bit} and o{bit + 5}") for bit in range(5) if bit + 5 < options) if hindered else (),
    )
    said = {
        name: OptionPrioritisation.of(
            *(f"o{a} and not o{b} or o{c}" for a, b, c in (draw.choice(options, 3, False) for _ in range(10)))
        )
        for name in form.decision_makers
    }
    return form, said


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Return processor time and time on the clock, in seconds."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - clock


def measure(options: int, makers: int, hindered: bool, concepts: tuple[Concept, ...], times: int) -> None:
    """Print a line of the table."""
    form, said = conflict(options, makers, hindered)
    small = conflict(6, makers, hindered)
    stability_in_option_form(small[0], ranks(*small), concepts)
    found: list[Ranks] = []
    building = spent(lambda: found.append(ranks(form, said)))
    solving = min(spent(lambda: stability_in_option_form(form, found[0], concepts)) for _ in range(times))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(
        f"2^{options:<2} states, {makers} decision makers{', hindered' if hindered else '          '}  {', '.join(concepts):<26}"
        f" ranks {building[0]:8.3f} s   stability {solving[0]:8.3f} s CPU, {solving[1]:8.3f} s on the clock   peak {peak:6.0f} MiB"
        + (
            f"   {GMCR_PY_SECONDS / solving[0]:.0f} times gmcr-py ({GMCR_PY_SECONDS} s, {GMCR_PY_MIB} MiB)"
            if options == 12
            else ""
        ),
        flush=True,
    )


def plain(form: OptionForm, own: Ranks) -> dict[Concept, list[int]]:
    """Transcribe the definitions, where every move is possible, and return the equilibria."""
    makers = range(len(own))
    masks = [form.mask(name) for name in form.decision_makers]
    states = range(form.state_count)
    moves = [[[t for t in states if t != s and not (s ^ t) & ~mask] for s in states] for mask in masks]
    better = [[[t for t in moves[i][s] if own[i][t] > own[i][s]] for s in states] for i in makers]

    def sequences(steps: list[list[list[int]]], i: int, start: int) -> set[int]:
        seen = {start}
        waiting = [start]
        while waiting:
            here = waiting.pop()
            new = {t for j in makers if j != i for t in steps[j][here]} - seen
            seen |= new
            waiting += new
        return seen - {start}

    found: dict[Concept, list[int]] = {concept: [] for concept in CONCEPTS}
    answers = {
        improving: [[sequences(better if improving else moves, i, t) for t in states] for i in makers]
        for improving in (False, True)
    }
    for s in states:
        for concept in CONCEPTS:
            if all(
                any(
                    own[i][q] <= own[i][s] and (concept != "smr" or all(own[i][r] <= own[i][s] for r in moves[i][q]))
                    for q in answers[concept == "seq"][i][t]
                    if concept != "nash"
                )
                for i in makers
                for t in better[i][s]
            ):
                found[concept].append(s)
    return found


def beside_definitions() -> None:
    """Print both times and their ratio."""
    form, said = conflict(8, 3)
    own = ranks(form, said)
    slow: list[dict[Concept, list[int]]] = []
    theirs = spent(lambda: slow.append(plain(form, own)))[0]
    ours = min(spent(lambda: stability_in_option_form(form, own, CONCEPTS)) for _ in range(5))[0]
    table = stability_in_option_form(form, own, CONCEPTS)
    assert {concept: table.equilibria(concept).tolist() for concept in CONCEPTS} == slow[0]
    print(
        f"2^8  states, 3 decision makers: {ours * 1e3:.2f} ms   definitions in plain Python {theirs:.2f} s   ratio {theirs / ours:.0f}"
    )


def one_state() -> None:
    """Print the time for one state of a conflict that nobody could hold."""
    form, said = conflict(60, 4)
    cpu, _ = spent(lambda: stability_of_state(form, said, 0))
    verdicts = [v.stable for by_name in stability_of_state(form, said, 0).values() for v in by_name.values()]
    open_still = verdicts.count(None)
    print(
        f"one state of 2^60, 4 decision makers, 4 concepts: {cpu:.2f} s CPU, {open_still} of {len(verdicts)} not decided"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--largest", type=int, default=24, help="options of the largest conflict, up to 30")
    largest = parser.parse_args().largest
    beside_definitions()
    sizes: list[tuple[int, int, bool, tuple[Concept, ...], int]] = [
        (12, 3, False, (*CONCEPTS, "sim"), 20),
        (12, 3, False, CONCEPTS, 20),
        (16, 4, False, (*CONCEPTS, "sim"), 3),
        (16, 4, False, CONCEPTS, 5),
        (20, 4, False, CONCEPTS, 3),
        (20, 4, True, CONCEPTS, 3),
        *((options, 4, False, CONCEPTS, 1) for options in (22, 24, 26, 28, 30)),
        (24, 4, True, CONCEPTS, 1),
    ]
    for size in sizes:
        if size[0] <= largest:
            process = multiprocessing.get_context("spawn").Process(target=measure, args=size)
            process.start()
            process.join()
    one_state()


if __name__ == "__main__":
    main()
