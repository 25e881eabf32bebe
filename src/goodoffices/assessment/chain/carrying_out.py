"""Whether the plan on the table is carried out to its end, in every world."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.completion import completion, plan_on_table
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation

BoolArray = NDArray[np.bool_]


def carrying_out(situation: Situation, worlds: Worlds, memo: Memo) -> BoolArray | str:
    """Return in which worlds the plan on the table is carried out, or what is lacking to say.

    In every world the chance that its plan is completed is worked out, and whether it is falls by that chance.
    """
    records = plan_records(situation, memo)
    return memo.once("carrying out", worlds, records, lambda: _carried_out(situation, worlds))


def plan_records(situation: Situation, memo: Memo) -> list[object]:
    """Return all that matters to whether the plan on the table is carried out."""
    dossier = situation.dossier
    tables = (
        dossier.texts, dossier.provisions, dossier.linkages, dossier.phases, dossier.verifiers, dossier.instruments,
        dossier.windows, dossier.sources,
    )  # fmt: skip
    return [str(situation.moment.date), dossier.about.hindsight, *(memo.table(table) for table in tables)]


def _carried_out(situation: Situation, worlds: Worlds) -> BoolArray | str:
    reading = plan_on_table(situation)
    if reading is None:
        return "phases of a text on the table (phases.yaml)"
    chance = completion(reading, worlds)
    if isinstance(chance, str):
        return chance
    return np.asarray(worlds.uniform(f"whether {reading.text.id} is carried out") < chance)
