"""Whether there is anything that all who must sign prefer to no agreement, and whether what is expected is such a thing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.memo import Memo, stances_on
from goodoffices.assessment.chain.settling import Settlement
from goodoffices.assessment.chain.worth import status_quo_places, worth_of
from goodoffices.assessment.packages import NO_LOSS, bargained, lacking, packages_at
from goodoffices.assessment.transfers import Transfers
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.models.agreements.robust import agreeable_share

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Signing:
    """Whether those who must sign gain.

    Attributes
    ----------
    exists : ndarray of bool, shape (draws,)
        Whether some package is better than no agreement for all.
    gains : ndarray, shape (draws, parties)
        What the settlement expected and side payments are worth to each, beyond no agreement.
    parties : tuple of str
        Who must sign.
    """

    exists: BoolArray
    gains: FloatArray
    parties: tuple[str, ...]

    @property
    def signed(self) -> BoolArray:
        """Whether nobody loses by the settlement expected, and somebody gains."""
        return np.asarray((self.gains >= NO_LOSS).all(axis=1) & (self.gains > -NO_LOSS).any(axis=1))


def room(situation: Situation, paid: Transfers, worlds: Worlds, memo: Memo) -> BoolArray | str:
    """Return in which worlds some package is better than no agreement for all who must sign, or what is lacking to say."""
    missing = lacking(situation)
    if missing:
        return missing[0]
    issues = bargained(situation)
    moment = situation.moment
    dossier = situation.dossier
    records: list[object] = [
        *issues, moment.must_sign, {i.id: moment.status_quo[i.id] for i in issues},
        *stances_on(situation, issues, moment.must_sign),
        str(moment.date), dossier.about.hindsight, memo.table(dossier.sources),
        memo.table(dossier.texts), memo.table(dossier.provisions), memo.table(dossier.linkages),
        paid.gains(moment.must_sign).tobytes() if paid.each else b"",
    ]  # fmt: skip

    def work() -> BoolArray:
        packages = packages_at(situation, worlds, paid=paid)
        found = agreeable_share(packages.between, packages.divisible).exists & packages.unmoved
        return np.asarray(np.broadcast_to(found, worlds.draws))

    return memo.once("room", worlds, records, work)


def signing(
    situation: Situation, settled: dict[str, Settlement], paid: Transfers, worlds: Worlds, exists: BoolArray
) -> Signing | str:
    """Return who gains by the settlement expected, or what is lacking to say."""
    issues = bargained(situation)
    unsettled = [issue.name for issue in issues if issue.id not in settled]
    if unsettled:
        return f"weights of two parties or more on {unsettled[0]} (capabilities.csv)"
    parties = situation.moment.must_sign
    now = status_quo_places(situation, issues, worlds)
    then = {issue: settled[issue.id].places for issue in issues}
    gains = worth_of(situation, parties, then, worlds) - worth_of(situation, parties, now, worlds)
    return Signing(exists, gains + paid.gains(parties), parties)
