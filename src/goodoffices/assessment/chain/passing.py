"""Whether the body that decides passes the settlement expected, by its rule."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.settling import Settlement
from goodoffices.assessment.chain.worth import status_quo_places, worth_of
from goodoffices.assessment.questions.councils.lines import no_consensus_name, ways_of
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.council import Council, Formula, Rule
from goodoffices.dossier.situation import Situation, in_force, later_documents
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

BoolArray = NDArray[np.bool_]
Entry = TypeVar("Entry", Formula, Rule)
NO_LOSS = -1e-9


RULES: dict[str, model.Rule] = {
    "consensus": model.Unanimity(),
    "majority": model.Majority(),
    "unanimity": model.Unanimity(),
}
"""What the rules of a forum ask of those of its members who vote, one vote each."""
NOTHING_TO_PASS = ("chair_statement", "none")


@dataclass(frozen=True, eq=False)
class Passage:
    """The vote of a body on the settlement expected.

    Attributes
    ----------
    body : str
        What the council or forum is called.
    passed : ndarray of bool, shape (draws,)
    in_favour : dict of str to float
        Share of worlds in which each member votes for it.
    """

    body: str
    passed: BoolArray
    in_favour: dict[str, float]


@dataclass(frozen=True)
class _Body:
    """Who votes, and what their votes, shape (draws, voters), come to."""

    name: str
    voters: tuple[str, ...]
    passes: Callable[[BoolArray], BoolArray]


def passage(situation: Situation, settled: dict[str, Settlement], worlds: Worlds) -> Passage | str | None:
    """Return the vote of the body that decides at the moment, what is lacking, or None where nothing has to be passed.

    The body is the council that the moment names, or else the forum in which it is taken up. A member votes for what is no worse for it
    than no agreement, by its stances in force whether it takes part in the talks or not; one without a stance votes for. A bloc without
    one votes as more than half of its members with a stance do.
    """
    moment = situation.moment
    if moment.decided_by is None and moment.forum is None:
        return "which body has to pass what is agreed (decided_by or forum, moments.yaml)"
    body = _forum(situation) if moment.decided_by is None else _council(situation, moment.decided_by, worlds)
    if not isinstance(body, _Body):
        return body
    issues = [i for i in situation.issues if i.id in settled and i.id in moment.status_quo]
    if not issues:
        return (
            "what holds without an agreement on an issue on which two parties carry weight (status_quo, moments.yaml)"
        )
    situation = situation.with_stances_of(_voices(situation, body.voters))
    now = status_quo_places(situation, issues, worlds)
    then = {issue: settled[issue.id].places for issue in issues}

    def gains(parties: tuple[str, ...]) -> BoolArray:
        better = worth_of(situation, parties, then, worlds) - worth_of(situation, parties, now, worlds)
        return np.asarray(better >= NO_LOSS)

    votes = np.column_stack([_vote(situation, voter, gains, worlds.draws) for voter in body.voters])
    try:
        passed = body.passes(votes)
    except ModelInputError as error:
        return f"a rule of {body.name} that fits its members: {error}"
    in_favour = {v: float(share) for v, share in zip(body.voters, votes.mean(axis=0), strict=True)}
    return Passage(body.name, passed, in_favour)


def _council(situation: Situation, name: str, worlds: Worlds) -> _Body | str:
    """Return a council under the formula and rule adopted last, or else the first."""
    council = next((council for council in situation.councils if council.id == name), None)
    if council is None:
        return f"a formula and a rule of {name} in force at the moment (councils.yaml)"
    rule, seats = _last(council.rules), dict(_last(council.formulas).seats)

    def passes(votes: BoolArray) -> BoolArray:
        return _passed(situation, council, rule, seats, votes, worlds)

    return _Body(council.name, (*seats,), passes)


def _forum(situation: Situation) -> _Body | str | None:
    """Return the forum in which the moment is taken up: those of its members who vote by its rule; None if it passes nothing."""
    dossier, date = situation.dossier, situation.moment.date
    forum = dossier.forums[situation.moment.forum or ""]
    hidden = not dossier.about.hindsight and later_documents(dossier, forum.source, date)
    if hidden or not in_force(forum.founded, None, date):
        return f"{forum.name} as of the moment, which is not told of before (forums.yaml)"
    if forum.rule is None:
        return f"how {forum.name} decides (rule, forums.yaml)"
    if forum.rule in NOTHING_TO_PASS:
        return None
    voters = tuple(
        dict.fromkeys(p.party for p in forum.participants if p.role == "member" and in_force(p.from_, p.until, date))
    )
    if forum.rule == "consensus":  # only who is there can object
        voters = tuple(party for party in voters if party in situation.moment.at_table)
    if not voters:
        where = " at the table" if forum.rule == "consensus" else ""
        return f"a member of {forum.name}{where} (participants, forums.yaml; at_table, moments.yaml)"
    game = model.simple_game(dict.fromkeys(voters, 1), RULES[forum.rule])
    return _Body(forum.name, voters, lambda votes: _carried([game], voters, votes)[0])


def _last(entries: tuple[Entry, ...]) -> Entry:
    adopted = [entry for entry in entries if entry.adopted]
    return max(adopted or entries[:1], key=lambda entry: entry.from_.earliest.isoformat() if entry.from_ else "")


def _voices(situation: Situation, voters: Iterable[str]) -> set[str]:
    """Return who votes, and of whom those that vote are made up."""
    parties = situation.dossier.parties
    return {
        name for voter in voters if voter in parties for name in (voter, *(m.party for m in parties[voter].members))
    }


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
    carried = _carried(games, (*seats,), votes)
    if len(games) == 1:
        return carried[0]
    failing = worlds.sample(no_consensus_name(council, rule), rule.chance_of_no_consensus)
    chair_alone = worlds.uniform(f"whether consensus fails in {council.id} under {rule.id}") < failing
    return np.asarray(np.where(chair_alone, carried[1], carried[0]))


def _carried(games: Sequence[model.SimpleGame], voters: tuple[str, ...], votes: BoolArray) -> list[BoolArray]:
    """Return for each game in which worlds those in favour win it; each pattern of votes is looked at once."""
    patterns, which = np.unique(votes, axis=0, return_inverse=True)
    in_favour = [[name for name, vote in zip(voters, pattern, strict=True) if vote] for pattern in patterns]
    return [np.array([game.wins(names) for names in in_favour])[which.reshape(-1)] for game in games]
