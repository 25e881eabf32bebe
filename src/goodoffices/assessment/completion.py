"""How likely the plan on the table is carried out to its end, in every world."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.questions.implementation.courses import HORIZON, judged, recorded
from goodoffices.assessment.questions.implementation.readings import Reading, readings_at
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation

NO_PLAN = "phases of a text on the table (phases.yaml)"
"""What is lacking where no plan is on the table."""


def plan_on_table(situation: Situation) -> Reading | None:
    """Return the plan that counts at a moment; None if no text with phases is open.

    Of several texts with phases that are open at the moment one counts of which it is told who may stop where; the one dated last, but
    before one that is dated to the moment itself, and so may be what came of it, any that was there already.
    """
    readings = [reading for reading in readings_at(situation, on_paper(situation)) if reading.is_open]
    if not readings:
        return None
    began = situation.moment.date.earliest
    told = [reading for reading in readings if any(recorded(reading))]
    return max(told or readings, key=lambda each: (each.text.date.earliest < began, each.text.date.latest))


def completion_on_table(situation: Situation, worlds: Worlds) -> NDArray[np.float64] | str:
    """Return the chance that the plan on the table is completed within five years, or what is lacking to say."""
    reading = plan_on_table(situation)
    return NO_PLAN if reading is None else completion(reading, worlds)


def completion(reading: Reading, worlds: Worlds) -> NDArray[np.float64] | str:
    """Return the chance that a plan is completed within five years, shape (draws,), or what is lacking to say.

    It is the number that *Will it be carried out?* tells of the plan, in the same worlds.
    """
    found = judged(reading, worlds)
    if isinstance(found, str):
        return found
    done = found.ready.by_month(("completed",), found.ready.chances(found.numbers), HORIZON)[0, -1]
    return np.broadcast_to(done, worlds.draws)
