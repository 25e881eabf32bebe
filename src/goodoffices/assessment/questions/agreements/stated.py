"""What everyone could sign where the worth of packages is stated outright, as in another program's scenario."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.answer import Answer, Cell, Method, Table
from goodoffices.assessment.question import Question, Step
from goodoffices.assessment.questions.agreements import METHODS, told
from goodoffices.assessment.questions.agreements.analysis import Analysis, analyse
from goodoffices.assessment.questions.agreements.bargain import Bargain
from goodoffices.assessment.worths import FULL
from goodoffices.models.agreements import Problem, Term, solutions
from goodoffices.models.agreements.robust import Agreeable, DrawnProblem, DrawnTerm

Names = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, eq=False)
class Stated:
    """A negotiation whose worth is given.

    Attributes
    ----------
    name : str
        What it is called.
    issues, parties : tuple of str
    choices : tuple of tuple of str
        Names of the choices on each issue.
    problem : Problem
        What they are worth.
    routes : tuple of str
        For each party, where its worth comes from, in words.
    """

    name: str
    issues: tuple[str, ...]
    parties: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]
    problem: Problem
    routes: tuple[str, ...]


@dataclass(frozen=True)
class StatedQuestion(Question):
    """The question, asked about worth that is stated."""

    stated: Stated | None = None

    @property
    def step(self) -> Step:
        """The function that answers it."""
        assert self.stated is not None
        held = self.stated
        return lambda question, _situations, _worlds: answer_stated(question, held)


def asking(question: Question, name: str, names: Names, problem: Problem, routes: Sequence[str]) -> StatedQuestion:
    """Return the question about worth that is stated, for which a dossier needs to hold nothing.

    Parameters
    ----------
    question : Question
        That of agreements.
    name : str
        What the negotiation is called.
    names : tuple of (tuple of str, tuple of str, tuple of tuple of str)
        Names of the issues, of the parties, and of the choices on each issue.
    problem : Problem
        What they are worth.
    routes : sequence of str
        For each party, where its worth comes from, in words.
    """
    stated = Stated(name, *names, problem, tuple(routes))
    return StatedQuestion(question.id, question.title, question.module, question.command, stated=stated)


def answer_stated(question: Question, stated: Stated) -> Answer:
    """Answer from the stated worth alone."""
    found = analyse(bargain_of(stated))
    findings, tables, figures = told(found, None)
    routes = Method(
        "Worth of a package",
        f"As the scenario states it, party by party: {_routes(stated)}. Nothing is changed or left out on the way; what no agreement "
        "is worth is the file’s reservation value. Sentences and pictures count in points: 100 for all that a party’s worth can differ by, over "
        "issues and rules; one table has the file’s own numbers. Points of different parties are not compared.",
    )
    return Answer(
        question.id, question.title, findings, (*tables, *_as_stated(stated, found)), figures, (routes, *METHODS)
    )


def bargain_of(stated: Stated) -> Bargain:
    """Return stated worth as what is bargained over, certain and without a status quo among the packages."""
    problem = _in_points(stated.problem)
    drawn = DrawnProblem(
        tuple(worth[None] for worth in problem.worth),
        problem.reservation[None],
        tuple(DrawnTerm(term.where, np.array([term.values])) for term in problem.terms),
        problem.forbidden,
    )
    solved = solutions(problem)
    exists = solved is not None and bool((solved.nash.utilities > problem.reservation).all())
    found = Agreeable(np.array([exists]), np.array([False]), (), np.zeros((1, problem.parties)))
    return Bargain(
        "scenario",
        stated.name,
        stated.issues,
        stated.parties,
        stated.choices,
        drawn,
        problem,
        found,
        None,
        stated=False,
        points="of its 100 points",
        assumed="worth is taken as the scenario states it",
    )


def _in_points(problem: Problem) -> Problem:
    """Return the problem with every party's worth counted in hundredths of all that it can differ by."""
    spans = np.sum([worth.max(axis=1) - worth.min(axis=1) for worth in problem.worth], axis=0)
    spans += np.sum([np.abs(term.values) for term in problem.terms], axis=0)
    factor = np.where(spans > 0, FULL / np.where(spans > 0, spans, 1.0), 1.0)
    return Problem(
        tuple(worth * factor[:, None] for worth in problem.worth),
        problem.reservation * factor,
        tuple(Term(term.where, tuple((np.array(term.values) * factor).tolist())) for term in problem.terms),
        problem.forbidden,
    )


def _as_stated(stated: Stated, found: Analysis) -> tuple[Table, ...]:
    """Return what the packages are worth in the file's own numbers."""
    offers = [each for each in (found.nash, found.even, found.blocked.others if found.blocked else None) if each]
    if not offers:
        return ()
    worth = [stated.problem.utilities(each.package) for each in offers]
    rows: list[tuple[Cell, ...]] = [
        (party, float(stated.problem.reservation[p]), *(float(each[p]) for each in worth))
        for p, party in enumerate(stated.parties)
    ]
    columns = ("party", "no agreement", *(each.name for each in offers))
    return (Table("agreements.scenario.worth", "Worth in the file’s own numbers", columns, tuple(rows)),)


def _routes(stated: Stated) -> str:
    by_route: dict[str, list[str]] = {}
    for party, route in zip(stated.parties, stated.routes, strict=True):
        by_route.setdefault(route, []).append(party)
    return "; ".join(f"{', '.join(parties)}: {route}" for route, parties in by_route.items())
