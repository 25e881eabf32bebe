"""Time assessments of the Cambodian case and the search over twelve initiatives, on one process and on two.

Run ``python benchmarks/bench_search.py``. There is no peer that searches for initiatives; the ratio printed is that of two workers to
one, and of assessments with and without what is remembered from others. Both must end with the same numbers, or the run fails.
"""

import time
import tracemalloc
from dataclasses import replace

from goodoffices.casebook import case_folder
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.initiative import Initiative
from goodoffices.initiatives.choosing.plans import NOTHING, Choice
from goodoffices.initiatives.evaluation import Evaluator
from goodoffices.initiatives.patching import compiled_all
from goodoffices.initiatives.search import Settings, search
from goodoffices.initiatives.workers import Task, workforce
from goodoffices.initiatives.workers.task import Assignment

MOMENT, ACTOR, DRAWS = "pattaya_1991", "japan", 64
TARGETS = (
    "stances.soc.disarmament.position", "stances.soc.non_return.position", "stances.dk.disarmament.position",
    "stances.funcinpec.disarmament.salience", "stances.kpnlf.deadlock_rule.position", "stances.china.disarmament.salience",
    "stances.us.transitional_authority.position", "capabilities.japan.capability", "capabilities.vietnam.capability",
    "constituencies.phnom_penh_forces.positions.disarmament", "stances.soc.transitional_authority.position",
    "stances.dk.non_return.salience",
)  # fmt: skip


def case() -> Dossier:
    """Return the Cambodian case with twelve made-up initiatives, two of which may fail."""
    dossier = read_dossier(case_folder("cambodia-1990"))
    initiatives = {
        f"try_{n:02}": Initiative.model_validate(
            {
                "id": f"try_{n:02}", "name": f"Trial {n}", "by": [ACTOR], "cost": "10", "source": "judgement",
                "changes": [{"op": "shift", "at": at, "value": "-10..5..15", "source": "judgement"} | ({"chance": "0.6"} if n % 6 == 0 else {})],
            }
        )
        for n, at in enumerate(TARGETS)
    }  # fmt: skip
    return replace(dossier, initiatives=initiatives, digest="benchmark")


def assessments(dossier: Dossier) -> None:
    """Print how many assessments a minute one worker and two make, over all 4,096 combinations."""
    choice = Choice(dossier, dossier.moment(MOMENT), compiled_all(dossier))
    tasks = [Task(plan, DRAWS) for plan in choice.all_plans()]
    assignment = Assignment(dossier, MOMENT, ACTOR, 1)
    first = assignment.evaluator()
    first.evaluate(NOTHING, DRAWS)
    print(f"links asked about: {', '.join(link.id for link in first.chain(first.now, DRAWS).links)}")
    fresh = time.process_time()
    for task in tasks[-40:]:
        Evaluator(dossier, MOMENT, ACTOR, 1).evaluate(task.plan, DRAWS)
    alone = (time.process_time() - fresh) / 40
    print(f"one assessment from nothing: {1e3 * alone:.0f} ms of CPU time, {60 / alone:,.0f} a minute on one processor")
    begun, spent, results = {}, {}, {}
    for workers in (1, 2):
        start = time.perf_counter()
        with workforce(assignment, workers) as force:
            for _ in force.assess(tasks[: 4 * workers]):
                pass
            begun[workers] = time.perf_counter() - start
            start = time.perf_counter()
            results[workers] = {task: done.mean("agreement") for piece in force.assess(tasks) for task, done in piece}
            spent[workers] = time.perf_counter() - start
        print(
            f"{workers} worker(s): {len(tasks):,} combinations in {spent[workers]:.1f} s, {60 * len(tasks) / spent[workers]:,.0f} a minute; "
            f"{begun[workers]:.1f} s to begin"
        )
    assert results[1] == results[2]
    whole = {workers: begun[workers] + spent[workers] for workers in spent}
    print(
        f"two workers to one: {spent[1] / spent[2]:.2f} times as fast, {whole[1] / whole[2]:.2f} times with their beginning; "
        f"remembering: {alone * len(tasks) / spent[1]:.1f} times as fast"
    )


def searches(dossier: Dossier) -> None:
    """Print how long the whole search takes, with intervals, break-evens and replies."""
    start = time.perf_counter()
    found = search(dossier, MOMENT, ACTOR, Settings(workers=2))
    print(f"search over {found.looked_at:,} combinations with intervals: {time.perf_counter() - start:.1f} s")
    tracemalloc.start()
    search(dossier, MOMENT, ACTOR, Settings(most=2, times=2))
    print(f"memory of a small search, at most: {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MiB")


def large_searches(dossier: Dossier) -> None:
    """Print what branch and bound adds to a search of which not every plan is looked at."""
    for by in ("agreement", "aim"):
        beam = Settings(by=by, draws=DRAWS, rounds=(), times=1, most_plans=500, width=8, budget=60, most_families=0)
        for settings in (beam, replace(beam, most_families=2_000)):
            start = time.process_time()
            found = search(dossier, MOMENT, ACTOR, settings)
            print(
                f"large search by {by}, {settings.most_families:,} families: {found.looked_at:,} plans looked at in "
                f"{time.process_time() - start:.1f} s of CPU time, {found.first.mean[by]:.3f}, the others at most {found.most:.3f}"
            )


def main() -> None:
    """Print all comparisons."""
    dossier = case()
    large_searches(dossier)
    assessments(dossier)
    searches(dossier)


if __name__ == "__main__":
    main()
