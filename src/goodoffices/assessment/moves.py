"""The moves open to the parties at a moment, as a conflict in option form, and what each party would have true of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from goodoffices.dossier.option import Infeasible, PartyOption
from goodoffices.dossier.option import Preference as Row
from goodoffices.dossier.situation import Situation, in_force, later_documents
from goodoffices.dossier.values.citation import Citation
from goodoffices.logic import Formula
from goodoffices.models.stability import Option, OptionForm, OptionPrioritisation, Preference, StatementWeights


@dataclass(frozen=True)
class Statement:
    """One thing that a party would have true.

    Attributes
    ----------
    row : goodoffices.dossier.option.Preference
        As the dossier says it.
    formula : Formula
        The same of the moves open, with what is settled for good filled in.
    """

    row: Row
    formula: Formula


@dataclass(frozen=True)
class Moves:
    """What can be done at a moment, and by whom.

    A move already made that cannot be taken back is no move any more: it holds in every state. Once a move is made that ends
    everything, nobody moves any more, and all statements are read as if nothing else had been done.

    Attributes
    ----------
    options : tuple of PartyOption
        The moves open, those of one party side by side, in the order of the form's options.
    form : OptionForm
        The conflict.
    ruled_out : tuple of (Infeasible, Formula)
        The rows behind its infeasible combinations, each with what it says of the moves open.
    status_quo : int
        The state as things stand.
    statements : dict of str to tuple of Statement
        For each party with moves, what it would have true, the most important first, by rank or by weight; empty if nothing is told.
    settled : dict of str to bool
        Of the moves that are no longer open or not at this moment, which are made.
    left_out : tuple of str
        Statements that say nothing of the moves open, in words.
    withheld : tuple of str
        Rows left out because their documents were written after the moment and the dossier declares no hindsight.
    """

    situation: Situation
    options: tuple[PartyOption, ...]
    form: OptionForm
    ruled_out: tuple[tuple[Infeasible, Formula], ...]
    status_quo: int
    statements: dict[str, tuple[Statement, ...]]
    settled: dict[str, bool]
    left_out: tuple[str, ...]
    withheld: tuple[str, ...]

    @property
    def wishes(self) -> dict[str, Preference]:
        """What each party with moves would have, for the models; without statements it is content with every state."""
        return {party: preference_of(told) for party, told in self.statements.items()}

    @property
    def ending(self) -> tuple[str, ...]:
        """The moves after which all is over."""
        return tuple(option.id for option in self.options if option.ends)


def options_at(situation: Situation) -> tuple[PartyOption, ...]:
    """Return the options of a moment, open or already made for good."""
    return tuple(o for o in situation.dossier.options.values() if not o.moments or situation.moment.id in o.moments)


def open_options(situation: Situation) -> tuple[PartyOption, ...]:
    """Return the options that some party can still take or give up at a moment, those of one party side by side."""
    at = options_at(situation)
    if any(option.ends and option.taken_now for option in at):
        return ()
    free = [option for option in at if option.can_be_undone or not option.taken_now]
    owners = list(dict.fromkeys(option.party for option in free))
    return tuple(sorted(free, key=lambda option: owners.index(option.party)))


def moves_at(situation: Situation) -> Moves | None:
    """Return the moves at a moment, or None if there are none."""
    dossier, date = situation.dossier, situation.moment.date
    withheld: list[str] = []

    def usable(source: Iterable[Citation], what: str) -> bool:
        if dossier.about.hindsight or not later_documents(dossier, source, date):
            return True
        withheld.append(what)
        return False

    options = tuple(option for option in open_options(situation) if usable(option.source, f"option {option.id}"))
    if not options:
        return None
    names = {option.id for option in options}
    known = {option.id: option.taken_now for option in dossier.options.values() if option.id not in names}
    ruled_out = tuple(
        (row, left)
        for row in dossier.infeasible
        if in_force(row.from_, row.until, date) and usable(row.source, f"combination of {_named(row)}")
        if isinstance(left := _pattern(row).given(known), Formula)
    )
    ending = [option.id for option in options if option.ends]
    form = OptionForm(
        tuple(
            Option(option.id, option.party, "both" if option.can_be_undone and not option.ends else "forward")
            for option in options
        ),
        (
            *(pattern for _, pattern in ruled_out),
            *(Formula.parse(f"{one} and {other}") for one, other in combinations(ending, 2)),
        ),
    )
    told: dict[str, list[Statement]] = {party: [] for party in form.decision_makers}
    left_out = []
    for row in sorted(dossier.preferences, key=_importance):
        if row.party not in told or not in_force(row.from_, row.until, date):
            continue
        if not usable(row.source, f"preference {row.rank_or_statement} of {row.party}"):
            continue
        statement = row.statement.given(known)
        if isinstance(statement, Formula):
            told[row.party].append(Statement(row, when_over(statement, ending)))
        else:
            left_out.append(f"{dossier.label(row.party)}: {row.statement}")
    return Moves(
        situation,
        options,
        form,
        ruled_out,
        sum(1 << bit for bit, option in enumerate(options) if option.taken_now),
        {party: tuple(statements) for party, statements in told.items()},
        known,
        tuple(left_out),
        tuple(withheld),
    )


def preference_of(told: Sequence[Statement]) -> OptionPrioritisation | StatementWeights:
    """Return statements of one party for the models, at the likeliest value of every weight."""
    weighed = [(statement.formula, statement.row.weight.likely) for statement in told if statement.row.weight]
    return StatementWeights(tuple(weighed)) if weighed else OptionPrioritisation(tuple(s.formula for s in told))


def when_over(statement: Formula, ending: Sequence[str]) -> Formula:
    """Return a statement that, once one of some moves is made, is read as if nothing else had been done.

    >>> when_over(Formula.parse("modify"), ["abandon"]).text
    'modify and not abandon'
    """
    for name in ending:
        if statement.names != (name,):
            over, end = statement.holds({name}), Formula.parse(name)
            statement = Formula.joined(*(("or", [statement, end]) if over else ("and", [statement, end.negated])))
    return statement


def _importance(row: Row) -> float:
    return (row.rank or 0) if row.weight is None else -abs(row.weight.likely)


def _pattern(row: Infeasible) -> Formula:
    return Formula.parse(" and ".join([*row.taken, *(f"not {name}" for name in row.not_taken)]))


def _named(row: Infeasible) -> str:
    return ", ".join((*row.taken, *row.not_taken))
