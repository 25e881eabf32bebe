"""What a question is: the thing an analyst asks, what it needs, and where its answer comes from."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the registry is read on every start of the command line; its questions' code is not
    from goodoffices.assessment.answer import Answer
    from goodoffices.assessment.worlds import Worlds
    from goodoffices.dossier.dossier import Dossier
    from goodoffices.dossier.situation import Situation

Step = Callable[["Question", Sequence["Situation"], "Worlds"], "Answer"]


@dataclass(frozen=True)
class Need:
    """Something a dossier must hold for a question to be answered.

    Attributes
    ----------
    what : str
        In words, with the file it belongs in.
    met : callable or None
        Whether a situation holds it; None if this version has no place for it yet.
    """

    what: str
    met: Callable[["Situation"], bool] | None


@dataclass(frozen=True)
class Question:
    """One question of the registry.

    Attributes
    ----------
    id, title : str
        Name in files and the question as a reader sees it, the heading of its section in the brief.
    module : str
        Module of :mod:`goodoffices.assessment.questions` whose ``answer`` is the step; empty if no model answers the
        question yet.
    command : str
        Name of its command on the command line; empty if it has none.
    needs : tuple of Need
        What a dossier must hold.
    about : str
        What a dossier must speak of for its brief to raise the question at all, a field of
        :class:`~goodoffices.dossier.Dossier`; empty: every brief raises it.
    """

    id: str
    title: str
    module: str = ""
    command: str = ""
    needs: tuple[Need, ...] = ()
    about: str = ""

    @property
    def step(self) -> Step:
        """The function that answers the question, given itself, the situations and the worlds."""
        step: Step = importlib.import_module(f"goodoffices.assessment.questions.{self.module}").answer
        return step

    def is_raised_by(self, dossier: "Dossier") -> bool:
        """Whether a brief of the dossier asks this question, answered or not."""
        return not self.about or bool(getattr(dossier, self.about))

    def missing(self, situation: "Situation") -> tuple[str, ...]:
        """Return what a situation lacks for this question, in words."""
        return tuple(need.what for need in self.needs if need.met is None or not need.met(situation))
