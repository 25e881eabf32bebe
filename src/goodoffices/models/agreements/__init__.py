"""The models of agreements: what package could everyone sign.

>>> import numpy as np
>>> from goodoffices.models.agreements import Problem, logrolling, solutions
>>> security, land = np.array([[0., 5., 10.], [4., 3., 0.]]), np.array([[0., 2., 4.], [10., 6., 0.]])
>>> talks = Problem((security, land), reservation=np.array([4., 4.]))
>>> found = solutions(talks)
>>> found.nash.packages.tolist(), found.nash.utilities.tolist(), found.nash.is_proved
([[2, 0]], [10.0, 10.0], True)
>>> logrolling(talks, found.nash.packages[0], against=np.array([1, 1])).gains.tolist()
[[5.0, -3.0], [-2.0, 4.0]]
"""

from goodoffices.models.agreements.enumeration import Enumeration, acceptable_packages, enumerate_packages
from goodoffices.models.agreements.improvement import (
    Nearest,
    SingleText,
    improvements,
    nearest_improvements,
    single_text,
)
from goodoffices.models.agreements.logrolling import Logrolling, Swap, logrolling
from goodoffices.models.agreements.no_agreement import Concession, NoAgreement, no_agreement
from goodoffices.models.agreements.points import (
    largest_least_gain,
    largest_least_share,
    largest_product,
    largest_sum,
    smallest_spread,
)
from goodoffices.models.agreements.problem import Packages, Problem, Region, Term, requires, takes_effect_with, together
from goodoffices.models.agreements.searching import (
    agreeable,
    egalitarian_point,
    kalai_smorodinsky_point,
    nash_point,
    utilitarian_point,
)
from goodoffices.models.agreements.solution import Frontier, Point
from goodoffices.models.agreements.solutions import Solutions, pareto_frontier, solutions

__all__ = [
    "Concession",
    "Enumeration",
    "Frontier",
    "Logrolling",
    "Nearest",
    "NoAgreement",
    "Packages",
    "Point",
    "Problem",
    "Region",
    "SingleText",
    "Solutions",
    "Swap",
    "Term",
    "acceptable_packages",
    "agreeable",
    "egalitarian_point",
    "enumerate_packages",
    "improvements",
    "kalai_smorodinsky_point",
    "largest_least_gain",
    "largest_least_share",
    "largest_product",
    "largest_sum",
    "logrolling",
    "nash_point",
    "nearest_improvements",
    "no_agreement",
    "pareto_frontier",
    "requires",
    "single_text",
    "smallest_spread",
    "solutions",
    "takes_effect_with",
    "together",
    "utilitarian_point",
]
