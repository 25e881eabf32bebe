"""One state that a user asks about: whether it holds, for whom not and why, and how it is reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.moves import open_options
from goodoffices.assessment.question import Question, Step
from goodoffices.assessment.questions.stability import METHODS, conflicts_at
from goodoffices.assessment.questions.stability.counts import with_these_moves
from goodoffices.assessment.questions.stability.exhibits import evolution_figure, parties_table
from goodoffices.assessment.questions.stability.findings import outcome_finding
from goodoffices.assessment.questions.stability.mediating import mediating_finding
from goodoffices.assessment.questions.stability.shares import shares_of
from goodoffices.assessment.questions.stability.single import single_state
from goodoffices.assessment.questions.stability.solved import solve
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.situation import Situation, at_moment
from goodoffices.errors import DossierError, Problem, nearest

OPTION = "--state"


@dataclass(frozen=True)
class AskedState(Question):
    """The question of which outcomes hold, asked of one state.

    Attributes
    ----------
    wanted : mapping of str to bool
        Moves that are made in it, or not; all others are as things stand.
    """

    wanted: Mapping[str, bool] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """The function that answers what was asked."""
        return lambda _, situations, worlds: _answer(self, situations, worlds)


def asking(question: Question, wanted: Mapping[str, bool]) -> AskedState:
    """Return the question with the state it is asked of."""
    return AskedState(
        question.id, question.title, question.module, question.command, question.needs, question.about, wanted
    )


def read_state(dossier: Dossier, text: str, moments: Sequence[str] = (), option: str = OPTION) -> dict[str, bool]:
    """Read moves made and not made, such as ``host_talks, not boycott``.

    Parameters
    ----------
    dossier : Dossier
        Whose options are meant.
    text : str
        Ids of options, each with or without ``not``, with commas between them.
    moments : sequence of str
        At one of these all of them must be open; any moment of the dossier if empty.
    option : str
        Option of the command line that problems are told of.

    Raises
    ------
    DossierError
        With every problem found.
    """
    wanted: dict[str, bool] = {}
    problems: list[Problem] = []
    for part in filter(None, (piece.strip() for piece in text.replace(" and ", ",").split(","))):
        made, name = (False, part[4:].strip()) if part.startswith("not ") else (True, part)
        if name not in dossier.options:
            listed = ", ".join(dossier.options) or "none, since the dossier has no options.yaml"
            problems.append(
                Problem(
                    option,
                    "there is no such option",
                    found=name,
                    expected=f"one of {listed}",
                    suggestion=nearest(name, dossier.options),
                )
            )
        elif wanted.get(name, made) != made:
            problems.append(
                Problem(option, "this move is both made and not made", found=name, expected="one of the two")
            )
        else:
            wanted[name] = made
    if not wanted and not problems:
        named = list(dossier.options)
        expected = (
            f"moves with commas between them, such as '{', not '.join(named[:2])}'; this dossier has {', '.join(named)}"
            if named
            else "moves of the dossier, which has no options.yaml"
        )
        problems.append(Problem(option, "no move is named", found=text.strip(), expected=expected))
    if not problems:
        by_moment = {m: {o.id for o in open_options(at_moment(dossier, m))} for m in moments or dossier.moments}
        if not any(set(wanted) <= free for free in by_moment.values()):
            most = max(by_moment, key=lambda m: len(set(wanted) & by_moment[m]), default="")
            problems = [
                Problem(option, f"this move is not open at {most}: of another moment, or made for good", found=name)
                for name in wanted
                if name not in by_moment.get(most, set())
            ]
    if problems:
        raise DossierError(dossier.id, problems)
    return wanted


def _answer(question: AskedState, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    wanted = question.wanted
    able = [s for s in situations if set(wanted) <= {option.id for option in open_options(s)}]
    conflicts, missing = conflicts_at(able[-1:])
    findings: list[Finding] = []
    if not conflicts:
        return Answer(question.id, question.title, missing=missing)
    conflict = conflicts[0]
    moment, dossier = conflict.situation.moment, conflict.situation.dossier
    idle = [option.name for option in conflict.idle if option.id in wanted]
    notes = tuple(
        f"no preference or excluded combination speaks of “{name}”, so that it changes nothing" for name in idle
    )
    state = _state(conflict, wanted)
    if not conflict.form.feasible(np.array([state]))[0]:
        taken = conflict.taken(state)
        broken = [
            f"infeasible.csv rules out {' with '.join([*row.taken, *(f'not {name}' for name in row.not_taken)])}"
            + (f" ({row.note})" if row.note else "")
            for row, pattern in conflict.moves.ruled_out
            if set(pattern.names) <= set(conflict.options) and pattern.holds(taken)
        ]
        raise DossierError(
            dossier.id,
            [Problem(OPTION, f"this state cannot be at {moment.id}, with all other moves as things stand: {why}", expected="further moves")
             for why in broken or ["two moves that each end everything"]],
        )  # fmt: skip
    solved = solve(conflict)
    if solved is None:
        return Answer(
            question.id, question.title, (single_state(conflict, state, "as asked", 1),), methods=METHODS, missing=notes
        )
    outcomes = solved.named([("as things stand", solved.now), ("as asked", solved.numbers[state])])
    shares = shares_of(solved, outcomes, worlds)
    findings.append(outcome_finding(solved, outcomes[1], outcomes, shares[1], for_all=True))
    if mediating := mediating_finding(solved, outcomes[1]):
        findings.append(mediating)
    findings.append(with_these_moves(solved, {name: made for name, made in wanted.items() if name in conflict.options}))
    figure = evolution_figure(solved, outcomes[1], outcomes)
    return Answer(
        question.id,
        question.title,
        tuple(findings),
        (parties_table(solved, outcomes),),
        (figure,) if figure else (),
        METHODS,
        notes,
    )


def _state(conflict: Conflict, wanted: Mapping[str, bool]) -> int:
    state = conflict.status_quo
    for bit, option in enumerate(conflict.form.options):
        if option.name in wanted:
            state = state | 1 << bit if wanted[option.name] else state & ~(1 << bit)
    return state
