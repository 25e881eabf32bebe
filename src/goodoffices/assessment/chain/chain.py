"""The chain of a moment: room for agreement, agreed, passed, carried at home, carried out, each counted in the same worlds."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.aim import Aim
from goodoffices.assessment.chain.carrying_out import carrying_out
from goodoffices.assessment.chain.holding import Holding, holding
from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.chain.passing import passage
from goodoffices.assessment.chain.paying import paying
from goodoffices.assessment.chain.ratifying import ratification
from goodoffices.assessment.chain.settling import Settlement, settlements_at
from goodoffices.assessment.chain.signing import Signing, room, signing
from goodoffices.assessment.transfers import Transfers
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation

BoolArray = NDArray[np.bool_]
LinkId = Literal["room", "signed", "passed", "ratified", "carried_out"]
LINKS: dict[LinkId, str] = {
    "room": "there is a package that everyone who must sign prefers to no agreement",
    "signed": "the settlement expected is such a package",
    "passed": "the body that decides passes it",
    "ratified": "homes carry it",
    "carried_out": "it is carried out",
}


@dataclass(frozen=True, eq=False)
class Link:
    """One step of the way.

    Attributes
    ----------
    holds : ndarray of bool, shape (draws,)
        In which worlds it succeeds, whatever became of those before it.
    reached : ndarray of bool, shape (draws,)
        In which worlds it and all before it succeed.
    """

    id: LinkId
    holds: BoolArray
    reached: BoolArray
    of: int

    @property
    def share(self) -> float | None:
        """Share of the worlds that come so far in which it succeeds; None if none does."""
        return float(self.reached.sum()) / self.of if self.of else None


@dataclass(frozen=True, eq=False)
class Chain:
    """What every model that the dossier can feed says of one moment, in the same worlds.

    Attributes
    ----------
    settlements : dict of str to Settlement
        By open issue.
    links : tuple of Link
        The steps that could be asked about, in order.
    signing : Signing or None
        Who gains by the settlement expected.
    ratified : dict of str to ndarray of bool
        Of every party with a home that was asked, whether it carries the settlement.
    holding : Holding or None
        Whether the outcome aimed at holds.
    skipped : dict of str to str
        Steps that could not be asked about, with what the dossier lacks.
    paid : Transfers
        The side payments that count on signing.
    """

    situation: Situation
    worlds: Worlds
    settlements: dict[str, Settlement]
    links: tuple[Link, ...]
    signing: Signing | None
    ratified: dict[str, BoolArray]
    holding: Holding | None
    skipped: dict[str, str]
    paid: Transfers

    @property
    def agreement(self) -> BoolArray:
        """In which worlds everything asked about succeeds; all of them if nothing could be asked."""
        return self.links[-1].reached if self.links else np.ones(self.worlds.draws, bool)


def chain_at(
    situation: Situation,
    worlds: Worlds,
    aim: Aim | None = None,
    memo: Memo | None = None,
    asked_at_home: tuple[str, ...] = (),
) -> Chain:
    """Ask every model that the dossier can feed about one moment.

    Parameters
    ----------
    situation : Situation
        The dossier as of the moment.
    worlds : Worlds
        Draws of the uncertain inputs; each is one world, the same for all models.
    aim : Aim, optional
        What somebody wants; without it nothing is said of whether an outcome holds.
    memo : Memo, optional
        Results of before; used where nothing that matters to a step has changed.
    asked_at_home : tuple of str
        Parties whose homes are asked beside those of the parties that must sign.

    Returns
    -------
    Chain
        A step for which something is lacking is left out and named.
    """
    memo = memo or Memo()
    skipped: dict[str, str] = {}
    settled = settlements_at(situation, worlds, memo)
    if not settled:
        skipped["settlement"] = (
            "stances and capabilities of two parties on an open issue (stances.csv, capabilities.csv)"
        )
    found: dict[LinkId, BoolArray] = {}
    signs: Signing | None = None
    paid = paying(situation, worlds, memo)
    exists = room(situation, paid, worlds, memo)
    if isinstance(exists, str):
        skipped["room"] = exists
    else:
        found["room"] = exists
        gained = signing(situation, settled, paid, worlds, exists)
        if isinstance(gained, str):
            skipped["signed"] = gained
        else:
            signs = gained
            found["signed"] = gained.signed & exists
    vote = passage(situation, settled, worlds)
    if isinstance(vote, str):
        skipped["passed"] = vote
    else:
        found["passed"] = vote.passed
    signers = situation.moment.must_sign
    at_home = ratification(situation, settled, tuple(dict.fromkeys((*signers, *asked_at_home))), worlds, memo)
    if isinstance(at_home, str):
        skipped["ratified"] = at_home
    elif set(signers) & set(at_home.by_party):
        found["ratified"] = at_home.by_all(signers, worlds.draws)
    else:
        skipped["ratified"] = "somebody at home of those who must sign who could refuse (constituencies.yaml)"
    done = carrying_out(situation, worlds, memo)
    if isinstance(done, str):
        skipped["carried_out"] = done
    else:
        found["carried_out"] = done
    holds = holding(situation, aim, worlds, memo) if aim else None
    if isinstance(holds, str):
        skipped["holding"] = holds
    return Chain(
        situation,
        worlds,
        settled,
        _links(found, worlds.draws),
        signs,
        {} if isinstance(at_home, str) else at_home.by_party,
        holds if isinstance(holds, Holding) else None,
        skipped,
        paid,
    )


def _links(found: dict[LinkId, BoolArray], draws: int) -> tuple[Link, ...]:
    reached, links = np.ones(draws, bool), []
    for name in LINKS:
        if name in found:
            before = int(reached.sum())
            reached = reached & found[name]
            links.append(Link(name, found[name], reached, before))
    return tuple(links)
