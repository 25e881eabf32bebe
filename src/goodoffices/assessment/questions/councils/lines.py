"""A body under one formula and one rule: the game they make, and the power in it."""

from dataclasses import dataclass

from goodoffices.dossier.council import Formula, Requirement, Rule
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model


@dataclass(frozen=True)
class Line:
    """One formula under one rule; the rule of consensus and failing that the chair is a lottery over two games, not one."""

    formula: Formula
    rule: Rule
    seats: dict[str, int]
    game: model.SimpleGame | None
    shapley: model.Power
    banzhaf: model.Power | None
    chair: str | None


def line_of(situation: Situation, formula: Formula, rule: Rule) -> Line:
    """Compute the power under one formula and rule; an error if they do not fit each other."""
    seats = dict(formula.seats)
    if rule.kind == "consensus_else_chair":
        chair = chair_of(situation, rule, seats)
        power = model.expected_power(seats, chair, rule.chance_of_no_consensus.likely)
        return Line(formula, rule, seats, None, power, None, chair)
    game = game_of(situation, formula, rule)
    return Line(formula, rule, seats, game, model.shapley_shubik(game), model.banzhaf(game), None)


def game_of(situation: Situation, formula: Formula, rule: Rule) -> model.SimpleGame:
    """Return the game a body plays under one formula and any rule but that of consensus and failing that the chair."""
    seats = dict(formula.seats)
    match rule.kind:
        case "majority":
            voting: model.Rule = model.Majority()
        case "quota":
            voting = model.Quota(rule.quota or 0)
        case "unanimity" | "consensus_else_chair":
            voting = model.Unanimity()
        case "requirements":
            voting = _requirements(situation, rule, seats)
        case "chair_breaks_ties":
            voting = model.ChairBreaksTies(chair_of(situation, rule, seats))
    return model.simple_game(seats, voting)


def _requirements(situation: Situation, rule: Rule, seats: dict[str, int]) -> model.Rule:
    ways = [
        model.AllOf(tuple(_requirement(situation, part, seats) for part in parts))
        for parts in (rule.needs, rule.or_else)
        if parts
    ]
    return model.AnyOf(tuple(ways))


def _requirement(situation: Situation, part: Requirement, seats: dict[str, int]) -> model.Rule:
    among = [_named(situation, party, seats) for party in part.of]
    if part.at_least is not None:
        asked: model.Rule = model.Quota(part.at_least)
    elif part.share is not None:
        asked = model.Share(part.share)
    elif part.more_than is not None:
        asked = model.Share(part.more_than, more=True)
    else:
        return model.Consent(tuple(dict.fromkeys(among)))
    counted = seats
    if part.votes:
        counted = dict.fromkeys(seats, 0)
        for party, votes in part.votes.items():
            counted[_named(situation, party, seats)] += votes
    return model.Chamber({voter: votes for voter, votes in counted.items() if not among or voter in among}, asked)


def _named(situation: Situation, party: str, seats: dict[str, int]) -> str:
    voter = voter_for(situation, party, seats)
    if voter is None:
        raise ModelInputError(f"{situation.dossier.label(party)} is named by the rule and has no seat")
    return voter


def chair_of(situation: Situation, rule: Rule, seats: dict[str, int]) -> str:
    """Return the voter that speaks for the chair."""
    chair = rule.chair or ""
    voter = voter_for(situation, chair, seats)
    if voter is None:
        raise ModelInputError(f"the chair {chair} has no seat")
    return voter


def voter_for(situation: Situation, party: str, seats: dict[str, int]) -> str | None:
    """Return the voter that speaks for a party: the party itself, or the bloc it votes in; None if it has no voice."""
    if party in seats:
        return party
    parties = situation.dossier.parties
    return next((voter for voter in seats if any(m.party == party for m in parties[voter].members)), None)
