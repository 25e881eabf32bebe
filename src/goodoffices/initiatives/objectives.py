"""What a plan can be judged by, each objective kept apart from the others."""

from dataclasses import dataclass
from typing import Literal

ObjectiveId = Literal["agreement", "aim", "holds", "home", "ally", "cost", "money"]


@dataclass(frozen=True)
class Objective:
    """One thing that plans are compared by.

    Attributes
    ----------
    id, name : str
        Its name for the user, and in a sentence.
    sign : int
        1 if more is better, -1 if less is.
    is_share : bool
        Whether it is a share of worlds.
    """

    id: ObjectiveId
    name: str
    sign: int
    is_share: bool


OBJECTIVES: dict[ObjectiveId, Objective] = {
    objective.id: objective
    for objective in (
        Objective("agreement", "the way to an agreement that is carried through", 1, True),
        Objective("aim", "closeness of the settlement expected to the aim", 1, False),
        Objective("holds", "whether the outcome aimed at holds", 1, True),
        Objective("home", "support at home", 1, True),
        Objective("ally", "loss to allies", -1, False),
        Objective("cost", "cost in political capital", -1, False),
        Objective("money", "cost in money", -1, False),
    )
}
RANKABLE: tuple[ObjectiveId, ...] = ("agreement", "aim", "holds", "home")
"""What a user can rank plans by; the rest is weighed against it."""
