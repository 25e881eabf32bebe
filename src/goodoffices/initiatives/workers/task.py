"""The work and how it is cut into pieces, and how a worker does one."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from goodoffices.assessment.chain import Aim
from goodoffices.dossier.dossier import Dossier
from goodoffices.errors import GoodOfficesError
from goodoffices.initiatives.choosing.plans import Plan
from goodoffices.initiatives.evaluation import Evaluation, Evaluator

PER_PIECE = 32
"""So many plans are handed out at once: enough that handing them out costs little, few enough that little is lost with a worker."""


@dataclass(frozen=True)
class Task:
    """One plan to be assessed.

    Attributes
    ----------
    plan : tuple of str
    draws : int
    strengths : tuple of (str, float)
        By initiative, how strong its effects are as a multiple of what is judged; those left out are as judged.
    """

    plan: Plan
    draws: int
    strengths: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, eq=False)
class Assignment:
    """What every worker needs to know, once.

    Attributes
    ----------
    dossier : Dossier
    moment : str
    actor : str
        Whose plans they are.
    seed : int
    aim : Aim or None
        What the actor wants, if not what its stances say.
    """

    dossier: Dossier
    moment: str
    actor: str
    seed: int
    aim: Aim | None = None

    def evaluator(self) -> Evaluator:
        """Return what assesses plans."""
        return Evaluator(self.dossier, self.moment, self.actor, self.seed, self.aim)


def pieces(tasks: Sequence[Task], workers: int) -> list[list[Task]]:
    """Return tasks in pieces: neighbours stay together, for they share results, and every worker gets some."""
    size = max(1, min(PER_PIECE, -(-len(tasks) // (2 * workers))))
    return [list(tasks[start : start + size]) for start in range(0, len(tasks), size)]


Done = list[tuple[Task, Evaluation]]
"""Plans, and what they come to."""


@dataclass(frozen=True)
class Failure:
    """Why nobody can do a piece of work: in words for whoever asked, or where in the program it went wrong.

    Attributes
    ----------
    said : str
    trace : str
        Where in the program it went wrong; empty if what was asked for cannot be done.
    kind : type
        The error it was, so that whoever asked meets the same one wherever the work was done.
    held : dict
        What the error carries besides its words, such as problems or conflicts.
    """

    said: str
    trace: str = ""
    kind: type[GoodOfficesError] = GoodOfficesError
    held: dict[str, Any] = field(default_factory=dict)

    def error(self) -> Exception:
        """Return it as an error to be raised where the work was handed out."""
        if self.trace:
            return RuntimeError(f"a worker failed:\n{self.trace}")
        error = self.kind.__new__(self.kind, self.said)  # an error made of problems could not be made of their words
        vars(error).update(self.held)
        return error


def carry_out(evaluator: Evaluator, tasks: Sequence[Task]) -> Done:
    """Assess some plans."""
    return [(task, evaluator.evaluate(task.plan, task.draws, dict(task.strengths))) for task in tasks]


def attempt(evaluator: Evaluator, tasks: Sequence[Task]) -> Done | Failure:
    """Assess some plans far away: what goes wrong comes back in parts, for not every error survives the journey."""
    try:
        return carry_out(evaluator, tasks)
    except GoodOfficesError as error:
        return Failure(str(error), kind=type(error), held=vars(error))
    except Exception as error:
        return Failure(str(error), traceback.format_exc())
