"""What the commands of questions and of the brief share: asking, and printing the answers."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.exits import FOUND
from goodoffices.errors import DossierError

if TYPE_CHECKING:
    from goodoffices.assessment.answer import Answer
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
    first: tuple[Answer, ...] = (),
) -> Brief:
    """Ask the questions, or all, and compose the brief of the answers, which can begin with some that are there already."""
    from goodoffices.assessment.assess import assess
    from goodoffices.brief.document import compose

    found = assess(dossier, moments, draws=draws, seed=seed, questions=questions)
    return compose(replace(found, answers=(*first, *found.answers)), words)


def what_could_be_done(folder: Path, dossier: Dossier, actor: str, moments: tuple[str, ...], seed: int) -> Answer:
    """Search for what a party could do, at the last of some moments or where it has most to choose from."""
    from goodoffices.initiatives.choosing.available import moment_for
    from goodoffices.initiatives.patching.inspecting import with_places
    from goodoffices.initiatives.search import Settings, search
    from goodoffices.initiatives.telling import told

    moment = moments[-1] if moments else moment_for(dossier, actor).id
    try:
        return told(search(dossier, moment, actor, Settings(seed=seed, workers=0)))
    except DossierError as error:
        raise with_places(folder, dossier, error) from None
