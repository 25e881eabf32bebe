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
    """Return the voter that speaks for the chair: the chair itself, or the bloc it votes in."""
    chair = rule.chair or ""
    if chair in seats:
        return chair
    blocs = [voter for voter in seats if any(m.party == chair for m in situation.dossier.parties[voter].members)]
    if not blocs:
        raise ModelInputError(f"the chair {chair} has no seat")
    return blocs[0]
