"""One piece of work for a worker, and how a worker does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.assessment.chain import Aim
from goodoffices.dossier.dossier import Dossier
from goodoffices.initiatives.choosing.plans import Plan
from goodoffices.initiatives.evaluation import Evaluation, Evaluator


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
class Brief:
    """What every worker needs to know, once."""

    dossier: Dossier
    moment: str
    actor: str
    seed: int
    aim: Aim | None = None

    def evaluator(self) -> Evaluator:
        """Return what assesses plans."""
        return Evaluator(self.dossier, self.moment, self.actor, self.seed, self.aim)


def carry_out(evaluator: Evaluator, tasks: Sequence[Task]) -> list[tuple[Task, Evaluation]]:
    """Assess some plans."""
    return [(task, evaluator.evaluate(task.plan, task.draws, dict(task.strengths))) for task in tasks]
