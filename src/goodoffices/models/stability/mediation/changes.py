"""What a mediator can change about a conflict in option form, one thing at a time."""

from dataclasses import dataclass

from goodoffices.logic import Formula
from goodoffices.models.stability.forms.option_form import Direction


@dataclass(frozen=True, slots=True)
class MoveStatement:
    """A decision maker comes to find one of its statements more, or less, important.

    Attributes
    ----------
    decision_maker : str
        Whose statement it is.
    place, to : int
        Where it stands now, and where it will, counted from 1, the most important.
    """

    decision_maker: str
    place: int
    to: int


@dataclass(frozen=True, slots=True)
class DropStatement:
    """A decision maker no longer minds one of its statements, given by its place from 1."""

    decision_maker: str
    place: int


@dataclass(frozen=True, slots=True)
class NegateStatement:
    """A decision maker comes to want the opposite of one of its statements, given by its place from 1."""

    decision_maker: str
    place: int


@dataclass(frozen=True, slots=True)
class InsertStatement:
    """A decision maker comes to want something more.

    Attributes
    ----------
    decision_maker : str
        Who does.
    place : int
        The place, from 1, that the statement takes; those from there on move down by one.
    statement : Formula
        What it wants.
    """

    decision_maker: str
    place: int
    statement: Formula


@dataclass(frozen=True, slots=True)
class RaiseState:
    """A decision maker comes to like a state better, as by a side payment, and nothing else changes.

    Attributes
    ----------
    decision_maker : str
        Who does.
    state : int
        The state.
    overtakes : tuple of int
        States preferred to it, or as good, that it comes to be preferred to: all of the lowest ranks from its own up.
    """

    decision_maker: str
    state: int
    overtakes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SetDirection:
    """An option can from now on only be taken ('forward'), only be given up ('backward'), or both.

    Two ways to one is a commitment or a guarantee; one way to both frees a move.
    """

    option: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class FixOption:
    """An option is no longer a matter of choice: it is taken for good, or cannot be taken at all."""

    option: str
    taken: bool


@dataclass(frozen=True, slots=True)
class ExcludeState:
    """One combination of options can no longer come about."""

    state: int


@dataclass(frozen=True, slots=True)
class AddOption:
    """A decision maker gets a new option, which it cannot give up again and which rules out some states.

    It is the last thing its owner wants, and nobody else minds it. So it changes the ranking of states only where they
    differ in nothing else.

    Attributes
    ----------
    owner : str
        Whose option it is.
    name : str
        What it is called.
    blocks : tuple of int
        States of the conflict without the option that cannot come about once it is taken.
    """

    owner: str
    name: str
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormCoalition:
    """Some decision makers move only together, where all of them gain.

    Attributes
    ----------
    members : tuple of str
        Who they are.
    """

    members: tuple[str, ...]


StatementChange = MoveStatement | DropStatement | NegateStatement | InsertStatement
PreferenceChange = StatementChange | RaiseState
StructureChange = SetDirection | FixOption | ExcludeState
Change = PreferenceChange | StructureChange | AddOption | FormCoalition


def subject(change: Change) -> str:
    """Return whose preferences a change alters, or an empty text if it alters none."""
    return "" if isinstance(change, StructureChange | AddOption | FormCoalition) else change.decision_maker
