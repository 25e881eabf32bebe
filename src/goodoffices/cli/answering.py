"""What the commands of questions and of the brief share: asking, and printing the answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from goodoffices.cli.exits import FOUND

if TYPE_CHECKING:
    from goodoffices.assessment.question import Question
    from goodoffices.brief.document import Brief
    from goodoffices.dossier import Dossier


def answer(
    question: Question, dossier: Dossier, moments: tuple[str, ...], draws: int, seed: int, words: str, as_json: bool,
    everything: bool = False,
) -> None:  # fmt: skip
    """Ask one question of a dossier and print the answer. Exit code 1: there is none."""
    from goodoffices.brief.json import render_answers_json
    from goodoffices.brief.terminal import console, print_answers

    composed = assess_and_compose(dossier, moments, draws, seed, words, (question,))
    if as_json:
        click.echo(render_answers_json(composed), nl=False)
    else:
        print_answers(composed.assessment, composed, console(), everything)
    if not composed.assessment.answered:
        sys.exit(FOUND)


def assess_and_compose(
    dossier: Dossier,
    moments: tuple[str, ...],
    draws: int,
    seed: int,
    words: str,
    questions: tuple[Question, ...] | None = None,
) -> Brief:
    """Ask the questions, or all, and compose the brief of the answers."""
    from goodoffices.assessment.assess import assess
    from goodoffices.brief.document import compose

    return compose(assess(dossier, moments, draws=draws, seed=seed, questions=questions), words)
