"""Whether the homes of those who must sign carry the settlement expected."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.memo import Memo, stances_on
from goodoffices.assessment.chain.settling import Settlement
from goodoffices.assessment.homes import Body, bodies_at, comparable
from goodoffices.assessment.two_level_games import country_of, stretched, talks_on
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.models import ratification as model

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ratification:
    """Whether homes carry what is expected.

    Attributes
    ----------
    by_party : dict of str to ndarray of bool, shape (draws,)
        Whether everyone at home who can block agrees, of every party that was asked about and has a home.
    """

    by_party: dict[str, BoolArray]

    def by_all(self, parties: tuple[str, ...], draws: int) -> BoolArray:
        """Return whether the homes of all these parties agree; a party of whose home nothing is told has no obstacle there."""
        asked = [self.by_party[party] for party in parties if party in self.by_party]
        return np.asarray(np.logical_and.reduce([np.ones(draws, bool), *asked]))


def ratification(
    situation: Situation, settled: dict[str, Settlement], parties: tuple[str, ...], worlds: Worlds, memo: Memo
) -> Ratification | str:
    """Return whether the homes of parties carry the settlement expected, or what is lacking to say."""
    issues = tuple(issue for issue in comparable(situation) if issue.id in settled)
    if not issues:
        return (
            "an open issue with a scale, weights and what holds without an agreement (moments.yaml, capabilities.csv)"
        )
    bodies = [body for body in bodies_at(situation) if body.constituency.can_block and body.party in parties]
    asked = [body for body in bodies if set(body.issues) & {issue.id for issue in issues}]
    if not asked:
        return "somebody at home of those who must sign who could refuse and asks for something (constituencies.yaml)"

    def work() -> Ratification:
        talks = talks_on(situation, issues, worlds, worlds.draws)
        put = np.column_stack([stretched(issue, settled[issue.id].places) for issue in issues])[:, None, :]
        by_party: dict[str, list[Body]] = {}
        for body in asked:
            by_party.setdefault(body.party, []).append(body)
        found = {}
        for party, own in by_party.items():
            country = country_of(situation, party, own, issues, worlds, worlds.draws)
            found[party] = np.broadcast_to(model.ratifies(country, talks, put)[..., 0], worlds.draws)
        return Ratification(found)

    held = {issue.id: situation.moment.status_quo[issue.id] for issue in issues}
    records = [
        held, *issues, *stances_on(situation, issues, parties), *(body.constituency for body in asked),
        *(row for body in asked if body.poll for row in situation.dossier.polls if row.id in body.constituency.polls),
        *(settled[issue.id].places.tobytes() for issue in issues),
    ]  # fmt: skip
    return memo.once("ratification", worlds, records, work)
