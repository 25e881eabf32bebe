"""Whether the plan on the table is carried out to its end, in every world."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.questions.implementation.courses import judged, recorded
from goodoffices.assessment.questions.implementation.readings import Reading, readings_at
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation

BoolArray = NDArray[np.bool_]


def carrying_out(situation: Situation, worlds: Worlds, memo: Memo) -> BoolArray | str:
    """Return in which worlds the plan on the table is carried out, or what is lacking to say.

    Of several texts with phases that are open at the moment one counts of which it is told who may stop where; the one dated last, but
    before one that is dated to the moment itself, and so may be what came of it, any that was there already. In every world
    the chance that its plan is completed is worked out, and whether it is falls by that chance.
    """
    dossier = situation.dossier
    tables = (
        dossier.texts, dossier.provisions, dossier.linkages, dossier.phases, dossier.verifiers, dossier.instruments,
        dossier.windows, dossier.sources,
    )  # fmt: skip
    known = [memo.table(table) for table in tables]
    records: list[object] = [str(situation.moment.date), dossier.about.hindsight, *known]
    return memo.once("carrying out", worlds, records, lambda: _carried_out(situation, worlds))


def _carried_out(situation: Situation, worlds: Worlds) -> BoolArray | str:
    readings = [reading for reading in readings_at(situation, on_paper(situation)) if reading.is_open]
    if not readings:
        return "phases of a text on the table (phases.yaml)"
    began = situation.moment.date.earliest
    told = [reading for reading in readings if any(recorded(reading))]
    reading = max(told or readings, key=lambda each: (each.text.date.earliest < began, each.text.date.latest))
    return _completed(reading, worlds)


def _completed(reading: Reading, worlds: Worlds) -> BoolArray | str:
    found = judged(reading, worlds)
    if isinstance(found, str):
        return found
    chance = np.broadcast_to(found.ready.completion(found.numbers), worlds.draws)
    return np.asarray(worlds.uniform(f"whether {reading.text.id} is carried out") < chance)
