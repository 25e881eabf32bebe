"""What is found for a mediator: how a desired state stands, and changes that bring it about."""

from dataclasses import dataclass
from typing import Literal

from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.mediation.changes import Change
from goodoffices.models.stability.mediation.coalition_lever import JointWay
from goodoffices.models.stability.mediation.effects import Effects
from goodoffices.models.stability.mediation.setting import Way

ReachedBy = Literal["improvements", "moves"]


@dataclass(frozen=True)
class Remedy:
    """Changes after which the desired state is an equilibrium and is reached from the status quo.

    Attributes
    ----------
    changes : tuple of Change
        One or two, in the order in which they are made; neither of two suffices without the other.
    state : int
        The desired state; after an added option it is the state in which the option is taken too.
    by_moves : tuple of Step, or None
        A shortest legal sequence of moves from the status quo; states are combinations of options.
    by_improvements : tuple of Step, or None
        The same by improvements; None if they do not lead there.
    jointly : JointWay or None
        Of a coalition: its way, if nothing but its joint move leads there.
    effects : Effects
        What else changes.
    """

    changes: tuple[Change, ...]
    state: int
    by_moves: Way | None
    by_improvements: Way | None
    jointly: JointWay | None
    effects: Effects

    @property
    def size(self) -> tuple[int, int, int]:
        """Number of changes; other equilibria that come or go; pairs of states ordered anew and moves gained or lost."""
        return len(self.changes), self.effects.equilibria_changed, self.effects.reordered + self.effects.moves_changed


@dataclass(frozen=True)
class Mediation:
    """How a desired state stands, and what would make it an equilibrium that is reached.

    Attributes
    ----------
    status_quo, desired : int
        States, as combinations of options.
    concept : str
        The solution concept.
    reached_by : 'improvements' or 'moves'
        What counted as reaching it.
    unstable_for : tuple of str
        Who would leave the desired state as things are.
    by_moves, by_improvements : tuple of Step, or None
        How it is reached as things are.
    remedies : tuple of Remedy
        The smallest first; none if things are well as they are, or if nothing was found.
    tried : int
        How many changes and pairs with different consequences were tried.
    exhausted : bool
        Whether these were all there are.
    """

    status_quo: int
    desired: int
    concept: Concept
    reached_by: ReachedBy
    unstable_for: tuple[str, ...]
    by_moves: Way | None
    by_improvements: Way | None
    remedies: tuple[Remedy, ...]
    tried: int
    exhausted: bool

    @property
    def holds(self) -> bool:
        """Whether the desired state is an equilibrium as things are."""
        return not self.unstable_for

    @property
    def reached(self) -> bool:
        """Whether it is reached as things are."""
        return (self.by_moves if self.reached_by == "moves" else self.by_improvements) is not None
