"""A body under one formula and one rule: the game they make, and the power in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.dossier.council import Council, Formula, Requirement, Rule
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
    return model.simple_game(seats, ways_of(situation, seats, rule)[0].rule)


@dataclass(frozen=True)
class Way:
    """A rule that holds with some chance; all rules but that of consensus and failing that the chair have one way only."""

    chance: Fraction
    rule: model.Rule


def ways_of(situation: Situation, seats: dict[str, int], rule: Rule) -> tuple[Way, ...]:
    """Return a rule as the model has it; that of consensus and failing that the chair as a lottery over two."""
    match rule.kind:
        case "majority":
            return (Way(Fraction(1), model.Majority()),)
        case "quota":
            return (Way(Fraction(1), model.Quota(rule.quota or 0)),)
        case "unanimity":
            return (Way(Fraction(1), model.Unanimity()),)
        case "consensus_else_chair":
            chance = Fraction(str(rule.chance_of_no_consensus.likely))
            chair = model.ChairDecides(chair_of(situation, rule, seats))
            return (Way(1 - chance, model.Unanimity()), Way(chance, chair))
        case "requirements":
            return (Way(Fraction(1), _requirements(situation, rule, seats)),)
        case "chair_breaks_ties":
            return (Way(Fraction(1), model.ChairBreaksTies(chair_of(situation, rule, seats))),)


def no_consensus_name(council: Council, rule: Rule) -> str:
    """Return the name under which the chance that consensus fails is drawn, the same wherever it is asked for."""
    return f"chance of no consensus in {council.id} under {rule.id}"


def _requirements(situation: Situation, rule: Rule, seats: dict[str, int]) -> model.Rule:
    # If nobody abstains everyone takes part, and a quorum is met.
    ways = [[part for part in parts if part.quorum is None] for parts in (rule.needs, rule.or_else) if parts]
    if not all(ways):
        raise ModelInputError(
            "a quorum alone carries no decision: something must say how many votes are needed in favour"
        )
    return model.AnyOf(
        tuple(model.AllOf(tuple(_requirement(situation, part, seats) for part in parts)) for parts in ways)
    )


def _requirement(situation: Situation, part: Requirement, seats: dict[str, int]) -> model.Rule:
    if part.at_least is not None:
        asked: model.Rule = model.Quota(part.at_least)
    elif part.share is not None:
        asked = model.Share(part.share)
    elif part.more_than is not None:
        asked = model.Share(part.more_than, more=True)
    elif part.all_but is not None:
        asked = model.BlockedBy(part.all_but + 1)
    else:
        return model.Consent(asked_of(situation, part, seats))
    # Who joins has a vote among everyone's seats, but not where others are named or other votes are counted.
    return model.Chamber(counted(situation, part, seats), asked) if part.of or part.votes else asked


def asked_of(situation: Situation, part: Requirement, seats: dict[str, int]) -> tuple[str, ...]:
    """Return the voters that speak for those whom a requirement names."""
    return tuple(dict.fromkeys(_named(situation, party, seats) for party in part.of))


def counted(situation: Situation, part: Requirement, seats: dict[str, int]) -> dict[str, int]:
    """Return the votes that a requirement counts, by voter."""
    among = asked_of(situation, part, seats)
    held = seats
    if part.votes:
        held = dict.fromkeys(seats, 0)
        for party, votes in part.votes.items():
            # The votes of who has no seat wait for the day on which it has one.
            if (voter := voter_for(situation, party, seats)) is not None:
                held[voter] += votes
    return {voter: votes for voter, votes in held.items() if not among or voter in among}


def uncounted(situation: Situation, line: Line) -> list[str]:
    """Return the members for whom the rule states no votes where it counts others than the seats."""
    left_out: dict[str, None] = {}
    for part in (*line.rule.needs, *line.rule.or_else):
        if part.votes:
            among = asked_of(situation, part, line.seats)
            stated = {voter_for(situation, party, line.seats) for party in part.votes}
            left_out |= {
                voter: None for voter, seats in line.seats.items()
                if seats and voter not in stated and (not among or voter in among)
            }  # fmt: skip
    return list(left_out)


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
    return next(
        (voter for voter in seats if voter in parties and any(m.party == party for m in parties[voter].members)), None
    )


def label_of(situation: Situation, voter: str) -> str:
    """Return what a voter is called: a party, several that vote as one, or a name that only a user's question has."""
    parties = situation.dossier.parties
    if voter in parties:
        return parties[voter].label
    if "+" in voter:
        return " + ".join(label_of(situation, name) for name in voter.split("+"))
    return voter.replace("_", " ").title()


def told_first(lines: Sequence[Line]) -> list[Line]:
    """Return what was adopted first, of several rules adopted the one that was adopted last, and then the rest."""

    def standing(line: Line) -> tuple[bool, str, bool]:
        began = line.rule.from_.earliest.isoformat() if line.rule.from_ else ""
        return line.rule.adopted, began if line.rule.adopted else "", line.formula.adopted

    return sorted(lines, key=standing, reverse=True)


def under(line: Line) -> str:
    """Return a formula and a rule as a reader is told them."""
    return f"“{line.formula.name}” under “{line.rule.name}”"
