"""Whether the plan on the table is carried out to its end, in every world."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.completion import NO_PLAN, completion, plan_on_table
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.text import Text

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Course:
    """What becomes of the plan on the table.

    Attributes
    ----------
    text : Text
        The text that the plan carries out.
    chance : ndarray, shape (draws,)
        How likely it is completed within five years.
    completed : ndarray of bool, shape (draws,)
        In which worlds it is.
    """

    text: Text
    chance: NDArray[np.float64]
    completed: BoolArray


def carrying_out(situation: Situation, worlds: Worlds, memo: Memo) -> Course | str:
    """Return in which worlds the plan on the table is carried out, or what is lacking to say.

    In every world the chance that its plan is completed within five years is worked out, and whether it is falls by that chance.
    """
    return memo.once("carrying out", worlds, _records(situation, memo), lambda: _carried_out(situation, worlds))


def _records(situation: Situation, memo: Memo) -> list[object]:
    """Return all that matters to whether the plan on the table is carried out."""
    dossier = situation.dossier
    tables = (
        dossier.texts, dossier.provisions, dossier.linkages, dossier.phases, dossier.verifiers, dossier.instruments,
        dossier.windows, dossier.sources,
    )  # fmt: skip
    return [str(situation.moment.date), dossier.about.hindsight, *(memo.table(table) for table in tables)]


def _carried_out(situation: Situation, worlds: Worlds) -> Course | str:
    reading = plan_on_table(situation)
    if reading is None:
        return NO_PLAN
    chance = completion(reading, worlds)
    if isinstance(chance, str):
        return chance
    return Course(
        reading.text, chance, np.asarray(worlds.uniform(f"whether {reading.text.id} is carried out") < chance)
    )
