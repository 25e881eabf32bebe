"""Commands that look into the models of bargaining: challenge, backtest."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goodoffices.assessment import DEFAULT_SEED
from goodoffices.cli.exits import FOUND
from goodoffices.cli.options import dossier_argument, json_option
from goodoffices.cli.reading import read

READINGS = ("SCHOLZ_2011", "SCHOLZ_2011_TEXT", "BDM_1994_CLOSEST", "BDM_1994_AT_REST", "BDM_1997_PAIRWISE")
"""Names of the presets of the challenge model, whose module is too heavy to be read at every start."""


@click.command(short_help="Play the challenge model round by round.")
@dossier_argument
@click.option("--reading", default=READINGS[0], show_default=True, type=click.Choice(READINGS, case_sensitive=False),
              help="How the literature is read.")  # fmt: skip
@click.option("--rounds", default=10, show_default=True, type=click.IntRange(1, 1000), help="Rounds to play at most.")
@click.option(
    "--moment", "moments", multiple=True, metavar="ID", help="This moment only (may be repeated).  [default: the last]"
)
@json_option
def challenge(folder: Path, reading: str, rounds: int, moments: tuple[str, ...], as_json: bool) -> None:
    """Play the challenge model round by round: who moved whom, and how far all readings of the literature differ."""
    from goodoffices.assessment.challenges import challenges_at
    from goodoffices.brief.challenge import challenges_json, print_challenges
    from goodoffices.brief.terminal import console
    from goodoffices.dossier import at_moment
    from goodoffices.models.bargaining.challenge import PRESETS

    dossier = read(folder)
    asked = moments or sorted(dossier.moments, key=lambda moment: dossier.moments[moment].date.earliest)[-1:]
    found = challenges_at([at_moment(dossier, moment) for moment in asked], PRESETS[reading], rounds)
    if as_json:
        click.echo(challenges_json(found, PRESETS[reading]), nl=False)
    else:
        print_challenges(found, PRESETS[reading], console())
    if not found:
        click.echo("No issue with a scale on which at least two parties have a stance and weight.", err=True)
        sys.exit(FOUND)


@click.command(short_help="Hold the models against past negotiations.")
@click.argument("question", type=click.Choice(["bargaining"]))
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option("--folds", default=10, show_default=True, type=click.IntRange(2, 1000),
              help="Parts the proposals are divided into, each forecast from the others.")  # fmt: skip
@click.option("--seed", default=DEFAULT_SEED, show_default=True, type=click.IntRange(min=0),
              help="Seed of the division, and of the intervals.")  # fmt: skip
@json_option
def backtest(question: str, data: Path, folds: int, seed: int, as_json: bool) -> None:  # noqa: ARG001
    """Hold every bargaining model against past negotiations whose outcomes are known.

    DATA is a table with one row per issue and actor, in the form of the EU decisions data set.
    """
    from goodoffices.brief.backtest import backtest_json, print_backtest
    from goodoffices.brief.terminal import console
    from goodoffices.interchange.eu_decisions import read_eu_decisions
    from goodoffices.models.bargaining.backtest import plan, summarise
    from goodoffices.progress import track

    decisions = read_eu_decisions(data)
    made = plan(decisions.cases, folds, seed)
    steps = track(made.steps, "Fitting and forecasting", len(made.steps))
    found = summarise(made, [(step, made.forecast(step)) for step in steps])
    if as_json:
        click.echo(backtest_json(data.name, decisions, found), nl=False)
    else:
        print_backtest(decisions, found, console())
