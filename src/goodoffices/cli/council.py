"""The command of the question about councils, which has what-ifs of its own: council."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.answering import answer
from goodoffices.cli.options import assessment_options, dossier_argument, json_option
from goodoffices.cli.reading import read

if TYPE_CHECKING:
    from goodoffices.assessment.question import Question


def council_command(question: Question) -> click.Command:
    """Make the command of the question."""

    @click.command(
        question.command,
        help=f"""{question.title} One question of the brief, answered in the terminal.

        With one of the options from --if to --sides, what is asked there is answered instead. Members are named by their ids.
        """,
        short_help=question.title,
    )
    @dossier_argument
    @click.option("--if", "ifs", multiple=True, metavar="CHANGE",
                  help="What changes if: 'join NAME VOTES', 'leave NAME', 'quota VOTES', 'veto NAME', 'bloc NAME NAME', "
                  "'union NAME NAME' (may be repeated; made together).")  # fmt: skip
    @click.option("--leaning", "leanings", multiple=True, metavar="NAME=CHANCE",
                  help="How likely a member votes in favour, 0 to 1 or a range; others=CHANCE for the rest (may be repeated): "
                  "how likely is a decision?")  # fmt: skip
    @click.option("--abstaining", multiple=True, metavar="NAME=CHANCE",
                  help="How likely a member abstains, written likewise; goes with --leaning, and with a rule that says what it "
                  "means to abstain.")  # fmt: skip
    @click.option("--together", default=0.0, type=float, metavar="CORRELATION",
                  help="How much members sway together, 0 up to but not 1; goes with --leaning.")  # fmt: skip
    @click.option("--wanted", default="", metavar="equal|FILE|NAME=SHARE ...",
                  help="Which votes and quota give each the power it is meant to have? FILE is a table with the columns member "
                  "and power.")  # fmt: skip
    @click.option(
        "--sides", default="", metavar="'NAME NAME / NAME'", help="At which quotas do two sides have equal power?"
    )
    @click.option("--body", default="", metavar="ID", help="Look at this body only.")
    @click.option("--formula", default="", metavar="ID", help="Look at this formula only, likewise.")
    @click.option("--rule", default="", metavar="ID", help="Look at this rule only, likewise.")
    @assessment_options
    @json_option
    def ask(
        folder: Path, ifs: tuple[str, ...], leanings: tuple[str, ...], abstaining: tuple[str, ...], together: float, wanted: str, sides: str,
        body: str, formula: str, rule: str, moments: tuple[str, ...], draws: int, seed: int, words: str, as_json: bool,
    ) -> None:  # fmt: skip
        asked = (ifs, leanings, abstaining, together, wanted, sides, body, formula, rule)
        if not any(asked):
            answer(question, read(folder), moments, draws, seed, words, as_json)
            return
        if together and not leanings:
            raise click.UsageError("--together goes with --leaning.")
        if abstaining and not leanings:
            raise click.UsageError("--abstaining goes with --leaning.")
        from goodoffices.assessment.questions.councils.asked import asking
        from goodoffices.assessment.questions.councils.request import read_request
        from goodoffices.interchange.wanted_power import wanted_text

        dossier = read(folder)
        request = read_request(
            dossier,
            ifs=ifs,
            leanings=leanings,
            abstaining=abstaining,
            together=together,
            wanted=wanted_text(wanted),
            sides=sides,
            body=body,
            formula=formula,
            rule=rule,
        )
        answer(asking(question, request), dossier, moments, draws, seed, words, as_json)

    return ask
