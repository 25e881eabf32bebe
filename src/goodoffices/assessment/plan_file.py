"""The course of one plan in the PRISM language."""

from collections.abc import Iterator

from goodoffices.assessment.questions.implementation.courses import judged
from goodoffices.assessment.questions.implementation.readings import readings_at
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import at_moment
from goodoffices.errors import ModelInputError, nearest
from goodoffices.models.implementation.course import settings_at
from goodoffices.models.implementation.markov import to_prism


def plan_as_prism(dossier: Dossier, moment: str = "", text: str = "") -> str:
    """Return the course of a plan, with every range at its likeliest value, in the PRISM language.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    moment : str
        Id of the moment; by default the last in the file.
    text : str
        Id of the text; by default the last on paper then whose conduct is judged.

    Raises
    ------
    NotFoundError
        If there is no such moment.
    ModelInputError
        If there is no such plan, or it lacks something, with what it lacks.
    """
    if not dossier.moments:
        raise ModelInputError(f"{dossier.id} has no moment, and so no plan")
    situation = at_moment(dossier, moment or list(dossier.moments)[-1])
    readings = {reading.text.id: reading for reading in readings_at(situation, on_paper(situation))}
    if text and text not in readings:
        guess = nearest(text, readings)
        known = f"did you mean {guess!r}?" if guess else f"it has: {', '.join(readings) or 'none'}"
        raise ModelInputError(f"{dossier.id} has no plan {text!r} at {situation.moment.id}; {known}")
    lacking = list[str]()
    for reading in [readings[text]] if text else reversed(list(readings.values())):
        case = judged(reading, Worlds(1, 0))
        if not isinstance(case, str):
            made = case.ready.course
            head = "\n".join(_heading(reading.text.name, situation.moment.id))
            return f"{head}\n{to_prism(made.model, settings_at(made))}"
        lacking.append(case)
    raise ModelInputError("; ".join(lacking) or f"{dossier.id} has no plan at {situation.moment.id}")


def _heading(name: str, moment: str) -> Iterator[str]:
    yield f"// {name} ({moment}), every range at its likeliest value. A month is one round of turns."
    yield '// P=? [F "completed"], P=? [F "war"], R{"months"}=? [F "completed" | "war" | "ended"]'
