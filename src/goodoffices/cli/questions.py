"""One command for each question of the registry: forecast, levers, stances, texts, stability, agree, ratify, plan, ..."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.answering import answer
from goodoffices.cli.options import assessment_options, dossier_argument, json_option
from goodoffices.cli.reading import read

if TYPE_CHECKING:
    from goodoffices.assessment.question import Question

slip_option = click.option(
    "--slip", "slips", multiple=True, metavar="PHASE=LENGTH",
    help="Answer this instead: what if a phase takes longer, such as canton='3 months', or less, canton=-14 in days? (may be repeated)",
)  # fmt: skip
state_option = click.option("--state", metavar="'MOVE, not MOVE'", help="Look at one state: these moves.")


def question_command(question: Question) -> click.Command:
    """Make the command of a question."""

    @click.command(
        question.command,
        help=f"{question.title} One question of the brief, answered in the terminal.",
        short_help=question.title,
    )
    @dossier_argument
    @assessment_options
    @json_option
    def ask(
        folder: Path, moments: tuple[str, ...], draws: int, seed: int, words: str, as_json: bool,
        slips: tuple[str, ...] = (), state: str | None = None,
    ) -> None:  # fmt: skip
        asked = question
        if question.id == "agreements":
            from goodoffices.assessment.questions.agreements.scenario import on_stated_worth
            from goodoffices.interchange.importing import import_dossier

            asked = on_stated_worth(question, folder)
            if asked is not question:
                answer(asked, import_dossier(folder), (), draws, seed, words, as_json)
                return
        dossier = read(folder)
        if slips:
            from goodoffices.assessment.questions.implementation.slips import asking, read_slips

            asked = asking(question, read_slips(dossier, slips))
        if state is not None:
            from goodoffices.assessment.questions.stability import asked as on_state

            asked = on_state.asking(question, on_state.read_state(dossier, state, moments))
        answer(asked, dossier, moments, draws, seed, words, as_json)

    own = {"implementation": slip_option, "stability": state_option}
    return own[question.id](ask) if question.id in own else ask
