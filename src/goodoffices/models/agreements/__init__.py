"""The models of agreements: which package everyone could sign, and how to find it."""

from goodoffices.models.agreements.problem import Packages, Problem, Region, Term, requires, takes_effect_with, together
from goodoffices.models.agreements.solution import Frontier, Point

__all__ = ["Frontier", "Packages", "Point", "Problem", "Region", "Term", "requires", "takes_effect_with", "together"]
