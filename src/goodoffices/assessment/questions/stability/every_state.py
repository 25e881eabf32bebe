"""All states of a conflict, or those with some moves, looked at on request: more of them than a brief has time for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.moves import open_options
from goodoffices.assessment.question import Question, Step
from goodoffices.assessment.questions.stability import METHODS, answer_within, conflicts_at, of_all
from goodoffices.assessment.questions.stability.limits import memory_for, on_request
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation


@dataclass(frozen=True)
class AskedOfAll(Question):
    """The question of which outcomes hold, with time for conflicts with very many states.

    Attributes
    ----------
    wanted : mapping of str to bool
        Only states are looked at in which these moves are made, or not; empty: all.
    """

    wanted: Mapping[str, bool] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """The function that answers what was asked."""
        return lambda _, situations, worlds: _answer(self, situations, worlds)


def asking_of_all(question: Question, wanted: Mapping[str, bool]) -> AskedOfAll:
    """Return the question, to be answered of all states or of those with some moves."""
    return AskedOfAll(
        question.id, question.title, question.module, question.command, question.needs, question.about, wanted
    )


def _answer(question: AskedOfAll, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    if not question.wanted:
        return answer_within(on_request(), question, situations, worlds)
    able = [s for s in situations if set(question.wanted) <= {option.id for option in open_options(s)}]
    conflicts, missing = conflicts_at(able[-1:])
    if not conflicts:
        return Answer(question.id, question.title, missing=missing)
    conflict = conflicts[0]
    idle = tuple(
        f"no preference or excluded combination speaks of “{option.name}”, so that it changes nothing"
        for option in conflict.idle
        if option.id in question.wanted
    )
    wanted = {name: made for name, made in question.wanted.items() if name in conflict.options}
    found = of_all(conflict, on_request(), wanted, 0)
    if found is None:
        size = memory_for(conflict) / 2**30
        return Answer(
            question.id,
            question.title,
            missing=(
                f"a smaller conflict: {len(conflict.form.options)} moves that matter make {conflict.form.state_count:,} combinations, about "
                f"{size:,.0f} GiB to look at; ask about single states with --state",
                *idle,
            ),
        )
    return Answer(question.id, question.title, found.findings, found.tables, methods=METHODS, missing=idle)
