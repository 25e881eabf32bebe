"""What side payments add to an agreement, in every world."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.carrying_out import carrying_out
from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.transfers import Transfers, payments_at, transfers
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation


def paying(situation: Situation, worlds: Worlds, memo: Memo) -> Transfers:
    """Return what the side payments of a moment add to an agreement for who receives them and who pays."""
    payments = payments_at(situation)
    if not payments:
        return Transfers(worlds.draws)
    carried: NDArray[np.float64] | str = np.ones(worlds.draws)
    if any(payment.due == "carrying_out" for payment in payments):
        done = carrying_out(situation, worlds, memo)
        carried = done if isinstance(done, str) else done.chance
    known = carried if isinstance(carried, str) else carried.tobytes()
    return memo.once("paying", worlds, [*payments, known], lambda: transfers(situation, worlds, carried))
