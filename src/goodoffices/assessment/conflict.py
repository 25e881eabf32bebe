"""The conflict of a moment, ready for the models: the moves that matter, and how each party ranks what may come of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from goodoffices.assessment.moves import Moves, Statement, moves_at, preference_of
from goodoffices.assessment.preferences import FromStances, Settles, from_stances, settled_by
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.option import PartyOption
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citation import Citation
from goodoffices.errors import ModelInputError
from goodoffices.models.stability import OptionForm, OptionPrioritisation, StatementWeights


@dataclass(frozen=True)
class Ranking:
    """How a party's ranking of what may come is known.

    Attributes
    ----------
    route : {"statements", "weights", "stances", "none"}
        From what it is said to prefer, in order or by weights; from its stances on what the moves imply; or not at all, so that it is taken to be content
        with everything.
    """

    party: str
    route: Literal["statements", "weights", "stances", "none"]
    statements: tuple[Statement, ...] = ()
    stances: FromStances | None = None

    @cached_property
    def preference(self) -> OptionPrioritisation | StatementWeights:
        """The same for the models, at the likeliest value of every input."""
        if self.stances:
            return OptionPrioritisation(self.stances.statements())
        return preference_of(self.statements)

    @property
    def uncertain(self) -> bool:
        """Whether any input was given as a range."""
        if self.stances:
            return self.stances.uncertain
        return any(statement.row.weight and not statement.row.weight.is_point for statement in self.statements)

    @property
    def sources(self) -> tuple[Citation, ...]:
        """What it rests on."""
        of_statements = [citation for statement in self.statements for citation in statement.row.source]
        of_stances = [
            citation for stance in (self.stances.stances if self.stances else ()) for citation in stance.source
        ]
        return (*of_statements, *of_stances)


@dataclass(frozen=True)
class Conflict:
    """The moves of a moment that matter, and who would have what of them.

    A move that no preference and no combination ruled out speaks of changes nobody's answer; it is left as it is.

    Attributes
    ----------
    moves : Moves
        All moves of the moment.
    form : OptionForm
        Of the moves that matter.
    status_quo : int
        As things stand.
    rankings : tuple of Ranking
        One for each decision maker of the form, in its order.
    idle : tuple of PartyOption
        Moves that change nothing.
    unsettled : tuple of Issue
        Issues that the moves touch, left out of preferences as the dossier does not say what holds without agreement.
    """

    moves: Moves
    form: OptionForm
    status_quo: int
    rankings: tuple[Ranking, ...]
    idle: tuple[PartyOption, ...]
    unsettled: tuple[Issue, ...]

    @property
    def situation(self) -> Situation:
        """The dossier as of the moment."""
        return self.moves.situation

    @property
    def options(self) -> dict[str, PartyOption]:
        """The moves that matter, by id, in the order of the form."""
        return {option.name: self.situation.dossier.options[option.name] for option in self.form.options}

    @property
    def preferences(self) -> Mapping[str, OptionPrioritisation | StatementWeights]:
        """By decision maker."""
        return {ranking.party: ranking.preference for ranking in self.rankings}

    @property
    def ending(self) -> tuple[str, ...]:
        """The moves after which all is over."""
        return tuple(name for name in self.moves.ending if name in self.options)

    @property
    def sources(self) -> list[Citation]:
        """All that the conflict and its preferences rest on."""
        of_options = [citation for option in self.options.values() for citation in option.source]
        ruled_out = [citation for row, _ in self.moves.ruled_out for citation in row.source]
        return [*of_options, *ruled_out, *(citation for ranking in self.rankings for citation in ranking.sources)]

    def taken(self, state: int) -> set[str]:
        """Return the moves made in a state."""
        return {option.name for bit, option in enumerate(self.form.options) if state >> bit & 1}


def conflict_at(situation: Situation) -> Conflict | None:
    """Return the conflict of a moment, or None if there are no moves or nobody's preferences speak of any.

    Raises
    ------
    ModelInputError
        If things cannot be as they stand, by the combinations ruled out; it says by which.
    """
    moves = moves_at(situation)
    if moves is None:
        return None
    made = {option.id for option in moves.options if option.taken_now}
    for row, pattern in moves.ruled_out:
        if pattern.holds(made):
            told = [*row.taken, *(f"not {name}" for name in row.not_taken)]
            raise ModelInputError(
                f"things as options.yaml says they stand are ruled out by infeasible.csv: {' with '.join(told)} cannot be; goodoffices check "
                "tells the lines"
            )
    settled, unsettled = settled_by(moves)
    rankings = [_ranking(moves, party, settled) for party in moves.form.decision_makers]
    matter = _that_matter(moves, rankings)
    if not any(ranking.route != "none" for ranking in rankings) or not matter:
        return None
    form = OptionForm(
        tuple(option for option in moves.form.options if option.name in matter),
        tuple(pattern for pattern in moves.form.infeasible if set(pattern.names) <= matter),
    )
    return Conflict(
        moves,
        form,
        sum(1 << bit for bit, option in enumerate(form.options) if option.name in made),
        tuple(ranking for ranking in rankings if ranking.party in form.decision_makers),
        tuple(option for option in moves.options if option.id not in matter),
        unsettled,
    )


def _ranking(moves: Moves, party: str, settled: Sequence[Settles]) -> Ranking:
    if moves.statements[party]:
        said = moves.statements[party]
        return Ranking(party, "weights" if said[0].row.weight else "statements", statements=said)
    derived = from_stances(moves, party, settled)
    return Ranking(party, "stances", stances=derived) if derived else Ranking(party, "none")


def _that_matter(moves: Moves, rankings: list[Ranking]) -> set[str]:
    matter = {name for ranking in rankings for name in ranking.preference.names} | set(moves.ending)
    grown = True
    while grown:
        grown = False
        for pattern in moves.form.infeasible:
            names = set(pattern.names)
            if names & matter and not names <= matter:
                matter |= names
                grown = True
    return matter
