"""Time the course of the Cambodian plans: finding their states, 64 draws in one call, and 1,000 settings.

Run ``python benchmarks/bench_plan.py``. CPU time, the shortest of five runs. A draw solved among others agrees to 1e-12 with the same
draw solved by the general engine, or the run fails.
"""

import time
from collections.abc import Callable
from functools import partial

from goodoffices.assessment.questions.implementation.courses import judged
from goodoffices.assessment.questions.implementation.readings import readings_at
from goodoffices.assessment.worlds import Worlds
from goodoffices.casebook import FOLDER
from goodoffices.dossier import at_moment, read_dossier
from goodoffices.dossier.settlement import on_paper
from goodoffices.models.implementation.course import compiled, settings_from
from goodoffices.models.implementation.markov import explore, reachability

DRAWS, SETTINGS = 64, 1000


def timed(work: Callable[[], object], runs: int = 5) -> float:
    """Return the shortest CPU time of several runs, in seconds."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def main() -> None:
    """Print a line for each plan."""
    dossier = read_dossier(FOLDER / "cambodia-1990")
    situation = at_moment(dossier, list(dossier.moments)[-1])
    print(
        f"{'plan':<20}{'states':>8}{'steps':>8}{'built s':>9}{f'{DRAWS} draws ms':>14}{f'{SETTINGS} settings s':>17}{'by month s':>12}"
    )
    for reading in readings_at(situation, on_paper(situation)):
        case = judged(reading, Worlds(SETTINGS, 1))
        if isinstance(case, str):
            continue
        ready, few = case.ready, case.first(DRAWS)
        built = timed(partial(compiled, ready.course), 2)
        call = timed(partial(ready.completion, few))
        swept = timed(partial(ready.completion, case.numbers), 2)
        curves = timed(partial(ready.by_month, ("completed", "war"), ready.chances(few), 60), 2)
        one = {name: float(value[0]) for name, value in settings_from(ready.course, case.first(1)).items()}
        general = reachability(explore(ready.course.model, one), "completed").initial
        assert abs(ready.completion(few)[0] - general) < 1e-12
        steps = len(ready.space.choices.successor)
        print(
            f"{reading.text.id:<20}{ready.space.states:>8,}{steps:>8,}{built:>9.2f}{1000 * call:>14.1f}{swept:>17.2f}{curves:>12.2f}"
        )


if __name__ == "__main__":
    main()
