"""What is known in closed form about why agreements are kept or broken.

Each result stands in a module of its own and is tested against brute force: backward induction, the linear programme of the game, or
strategies played out. Formulas are as recalled from the publications named and derived anew; the publications' own notation may differ.

>>> from goodoffices.models.implementation.known_results import inspection_game_value, trust_threshold
>>> inspection_game_value(3, 1)
Fraction(-1, 2)
>>> round(trust_threshold(reward=4, temptation=3, punishment=2, sucker=0), 2)
0.67
"""

from goodoffices.models.implementation.known_results.commitment import (
    CommitmentProblem,
    commitment_problem,
)
from goodoffices.models.implementation.known_results.first_step import separating_first_step
from goodoffices.models.implementation.known_results.inspection import inspection_game_value
from goodoffices.models.implementation.known_results.repeated import grim_trigger_threshold, tit_for_tat_threshold
from goodoffices.models.implementation.known_results.trust import trust_threshold

__all__ = [
    "CommitmentProblem",
    "commitment_problem",
    "grim_trigger_threshold",
    "inspection_game_value",
    "separating_first_step",
    "tit_for_tat_threshold",
    "trust_threshold",
]
