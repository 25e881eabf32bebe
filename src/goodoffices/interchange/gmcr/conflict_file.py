"""A conflict as a file of GMCR+ holds it, and the model it stands for."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.interchange.as_dossier import ids
from goodoffices.logic import WORDS, Formula
from goodoffices.models.stability import DirectRanking, Option, OptionForm, OptionPrioritisation, Preference
from goodoffices.models.stability.forms.option_form import Direction

Pattern = tuple[tuple[int, bool], ...]
"""Options by number from 0, and whether each is taken; what is not named may be either way."""
Statement = tuple[Pattern, ...]
"""Patterns of which at least one is to hold."""


@dataclass(frozen=True, slots=True)
class FileOption:
    """An option: its name, and whether it can be taken and given up ('both'), only taken ('forward') or only given up ('backward')."""

    name: str
    direction: Direction = "both"


@dataclass(frozen=True)
class FileDecisionMaker:
    """A decision maker.

    Attributes
    ----------
    name : str
        Its name.
    options : tuple of int
        Its options, by number from 0.
    statements : tuple of tuple of Pattern
        What it wants, the most important first.
    ranking : tuple of tuple of int, or None
        States by number from 1, best first; those between which it is indifferent together. None if the file gives none.
    misperceptions : tuple of Pattern
        States that it does not know of. No model here uses them.
    """

    name: str
    options: tuple[int, ...]
    statements: tuple[Statement, ...] = ()
    ranking: tuple[tuple[int, ...], ...] | None = None
    misperceptions: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class ConflictFile:
    """A conflict.

    Attributes
    ----------
    options : tuple of FileOption
        The first is the least significant bit of a state.
    decision_makers : tuple of FileDecisionMaker
        Every option belongs to one.
    infeasible : tuple of Pattern
        What cannot be.
    by_ranking : bool
        Whether the rankings hold, and not the statements.
    coalitions : tuple of tuple of int
        Of two or more who move together, by number from 0. No model here takes them from the file.

    Examples
    --------
    >>> options = FileOption("Release Water"), FileOption("Attack", "forward")
    >>> file = ConflictFile(options, (FileDecisionMaker("Syria", (0,), ((((1, False),),),)), FileDecisionMaker("Iraq", (1,))))
    >>> file.form.options[1], file.preferences["Syria"].statements[0].text
    (Option(name='attack', owner='Iraq', direction='forward'), 'not attack')
    """

    options: tuple[FileOption, ...]
    decision_makers: tuple[FileDecisionMaker, ...]
    infeasible: tuple[Pattern, ...] = ()
    by_ranking: bool = False
    coalitions: tuple[tuple[int, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The options as formulas name them, in order."""
        return option_ids(option.name for option in self.options)

    @property
    def form(self) -> OptionForm:
        """The conflict in option form; a bit of a state is an option's number in the file."""
        owners = {option: maker.name for maker in self.decision_makers for option in maker.options}
        return OptionForm(
            tuple(
                Option(name, owners[number], option.direction)
                for number, (name, option) in enumerate(zip(self.names, self.options, strict=True))
            ),
            tuple(self.formula((pattern,)) for pattern in self.infeasible),
        )

    @property
    def states(self) -> NDArray[np.int64]:
        """The feasible states in the order of the file's numbers: number 1 is the first."""
        return np.flatnonzero(self.form.feasible())

    @property
    def preferences(self) -> dict[str, Preference]:
        """What the decision makers who have options prefer, by name."""
        states = self.states if self.by_ranking else np.empty(0, np.int64)
        return {
            maker.name: DirectRanking(
                tuple(tuple(int(states[number - 1]) for number in tier) for tier in maker.ranking)
            )
            if self.by_ranking and maker.ranking is not None
            else OptionPrioritisation(tuple(map(self.formula, maker.statements)))
            for maker in self.decision_makers
            if maker.options
        }

    def formula(self, statement: Statement) -> Formula:
        """Return patterns as a formula over the options' names."""
        return formula_of(statement, [(name, f"not {name}") for name in self.names])


def formula_of(statement: Statement, said: list[tuple[str, str]]) -> Formula:
    """Return patterns as a formula; `said` holds for every option what says that it is taken, and that it is not."""
    parts = [" and ".join(said[option][not taken] for option, taken in pattern) for pattern in statement]
    return Formula.parse(parts[0] if len(parts) == 1 else " or ".join(f"({part})" for part in parts))


def option_ids(names: Iterable[str]) -> tuple[str, ...]:
    """Return for each option's name an id that can stand in a formula.

    >>> option_ids(["Release Water", "If", "放水"])
    ('release_water', 'option_if', 'option_3')
    """
    made = [f"option {name}" if name.strip().lower() in WORDS else name for name in names]
    return tuple(ids(made, "option").values())
