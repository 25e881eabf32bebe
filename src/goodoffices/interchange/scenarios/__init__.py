"""Negotiation scenarios of GENIUS and NegMAS: a domain of issues, and for each party a profile of what it is worth."""

from goodoffices.interchange.scenarios.folder import inspect_scenario, is_scenario, read_scenario, write_scenario
from goodoffices.interchange.scenarios.packages import problem_of, values_of
from goodoffices.interchange.scenarios.scenario import Bound, Line, Profile, Rule, Scenario, Table, Topic, Triangle

__all__ = [
    "Bound",
    "Line",
    "Profile",
    "Rule",
    "Scenario",
    "Table",
    "Topic",
    "Triangle",
    "inspect_scenario",
    "is_scenario",
    "problem_of",
    "read_scenario",
    "values_of",
    "write_scenario",
]
