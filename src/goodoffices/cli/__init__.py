"""The command line. Data goes to standard output, progress and messages to standard error.

Each command is a function of the module named in the list below; those of the questions are made from the registry.
Heavy modules are imported by the commands that need them, so that ``--help`` answers at once.
"""

import io
import sys

import click

from goodoffices.assessment.registry import QUESTIONS
from goodoffices.cli import brief, completion, converting, council, dossiers, initiatives, models, questions, tables
from goodoffices.cli.group import Commands
from goodoffices.progress import configure_logging, spare_stdout

__all__ = ["main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="goodoffices")
@click.option("-v", "--verbose", is_flag=True, help="Log every step on standard error.")
def main(verbose: bool) -> None:
    """Good Offices: describe a dispute once, ask where talks settle and whose vote counts."""
    for stream in (sys.stdout, sys.stderr):
        # Where output is piped, Windows would use a code page that lacks the dashes and arrows of a brief.
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")
    spare_stdout()
    configure_logging(verbose)


for command in (
    dossiers.new,
    dossiers.cases,
    dossiers.check,
    dossiers.checks,
    dossiers.show,
    dossiers.diff,
    dossiers.schema,
    converting.convert,
    converting.upgrade,
    brief.brief,
    initiatives.search,
    tables.seats,
    tables.divide,
    models.challenge,
    models.backtest,
    completion.completion,
    *(
        council.council_command(question) if question.id == "councils" else questions.question_command(question)
        for question in QUESTIONS
        if question.command
    ),
):
    main.add_command(command)
