"""A body under one formula and one rule: the game they make, and the power in it."""

from dataclasses import dataclass

from goodoffices.dossier.council import Formula, Rule
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model


@dataclass(frozen=True)
class Line:
    """One formula under one rule."""

    formula: Formula
    rule: Rule
    seats: dict[str, int]
    shapley: model.Power
    banzhaf: model.Power | None
    chair: str | None


def line_of(situation: Situation, formula: Formula, rule: Rule) -> Line:
    """Compute the power under one formula and rule; an error if they do not fit each other."""
    seats = dict(formula.seats)
    match rule.kind:
        case "majority":
            voting: model.Rule = model.Majority()
        case "quota":
            voting = model.Quota(rule.quota or 0)
        case "unanimity":
            voting = model.Unanimity()
        case "chair_breaks_ties":
            voting = model.ChairBreaksTies(chair_of(situation, rule, seats))
        case "consensus_else_chair":
            chair = chair_of(situation, rule, seats)
            power = model.expected_power(seats, chair, rule.chance_of_no_consensus.likely)
            return Line(formula, rule, seats, power, None, chair)
    game = model.simple_game(seats, voting)
    return Line(formula, rule, seats, model.shapley_shubik(game), model.banzhaf(game), None)


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
