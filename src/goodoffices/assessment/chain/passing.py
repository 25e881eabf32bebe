"""Whether the body that decides passes the settlement expected, by its rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.settling import Settlement
from goodoffices.assessment.chain.worth import status_quo_places, worth_of
from goodoffices.assessment.questions.councils.lines import no_consensus_name, ways_of
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.council import Council, Formula, Rule
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

BoolArray = NDArray[np.bool_]
Entry = TypeVar("Entry", Formula, Rule)
NO_LOSS = -1e-9


@dataclass(frozen=True, eq=False)
class Passage:
    """The vote of a body on the settlement expected.

    Attributes
    ----------
    passed : ndarray of bool, shape (draws,)
    in_favour : dict of str to float
        Share of worlds in which each member votes for it.
    """

    council: Council
    formula: Formula
    rule: Rule
    passed: BoolArray
    in_favour: dict[str, float]


def passage(situation: Situation, settled: dict[str, Settlement], worlds: Worlds) -> Passage | str:
    """Return the vote of the body that decides at the moment, or what is lacking.

    A member votes for what is no worse for it than no agreement; one without a stance votes for. A bloc votes as more than half of
    its members with a stance do. The formula and rule are those adopted last, or else the first.
    """
    name = situation.moment.decided_by
    if name is None:
        return "which body has to pass what is agreed (decided_by, moments.yaml)"
    council = next((council for council in situation.councils if council.id == name), None)
    if council is None:
        return f"a formula and a rule of {name} in force at the moment (councils.yaml)"
    issues = [i for i in situation.issues if i.id in settled and i.id in situation.moment.status_quo]
    if not issues:
        return (
            "what holds without an agreement on an issue on which two parties carry weight (status_quo, moments.yaml)"
        )
    formula, rule = _last(council.formulas), _last(council.rules)
    seats = dict(formula.seats)
    now = status_quo_places(situation, issues, worlds)
    then = {issue: settled[issue.id].places for issue in issues}

    def gains(parties: tuple[str, ...]) -> BoolArray:
        better = worth_of(situation, parties, then, worlds) - worth_of(situation, parties, now, worlds)
        return np.asarray(better >= NO_LOSS)

    votes = np.column_stack([_vote(situation, voter, gains, worlds.draws) for voter in seats])
    try:
        passed = _passed(situation, council, rule, seats, votes, worlds)
    except ModelInputError as error:
        return f"a rule of {council.name} that fits its members: {error}"
    return Passage(
        council, formula, rule, passed, {v: float(share) for v, share in zip(seats, votes.mean(axis=0), strict=True)}
    )


def _last(entries: tuple[Entry, ...]) -> Entry:
    adopted = [entry for entry in entries if entry.adopted]
    return max(adopted or entries[:1], key=lambda entry: entry.from_.earliest.isoformat() if entry.from_ else "")


def _vote(situation: Situation, voter: str, gains: Callable[[tuple[str, ...]], BoolArray], draws: int) -> BoolArray:
    spoken = {party for party, _ in situation.stances}
    if voter in spoken or voter not in situation.dossier.parties:
        return gains((voter,))[:, 0]
    members = tuple(m.party for m in situation.dossier.parties[voter].members if m.party in spoken)
    if not members:
        return np.ones(draws, bool)
    return np.asarray(gains(members).mean(axis=1) > 0.5)


def _passed(
    situation: Situation, council: Council, rule: Rule, seats: dict[str, int], votes: BoolArray, worlds: Worlds
) -> BoolArray:
    games = [model.simple_game(seats, way.rule) for way in ways_of(situation, seats, rule)]
    patterns, which = np.unique(votes, axis=0, return_inverse=True)
    names = list(seats)
    wins = np.array([
        [game.wins([name for name, vote in zip(names, pattern, strict=True) if vote]) for pattern in patterns]
        for game in games
    ])  # fmt: skip
    carried = wins[:, which.reshape(-1)]
    if len(games) == 1:
        return np.asarray(carried[0])
    failing = worlds.sample(no_consensus_name(council, rule), rule.chance_of_no_consensus)
    chair_alone = worlds.uniform(f"whether consensus fails in {council.id} under {rule.id}") < failing
    return np.asarray(np.where(chair_alone, carried[1], carried[0]))
