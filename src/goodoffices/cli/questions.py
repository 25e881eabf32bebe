"""One command for each question of the registry: forecast, levers, stances, texts, stability, agree, ratify, plan, ..."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.answering import answer
from goodoffices.cli.options import all_option, assessment_options, dossier_argument, json_option
from goodoffices.cli.reading import read

if TYPE_CHECKING:
    from goodoffices.assessment.question import Question

slip_option = click.option(
    "--slip", "slips", multiple=True, metavar="PHASE=LENGTH",
    help="Answer this instead: what if a phase takes longer, such as canton='3 months', or less, canton=-14 in days? (may be repeated)",
)  # fmt: skip
record_option = click.option(
    "--record", "records", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="Answer this instead: how often were such provisions carried out in past agreements? FILE (csv, xlsx) has the layout of "
    "the Peace Accords Matrix or of the UCDP Peace Agreement Dataset (may be repeated).",
)  # fmt: skip
year_option = click.option(
    "--year",
    type=click.IntRange(1, 100),
    metavar="K",
    help="With --record: by which year after the agreement; 5 if not given.",
)
column_option = click.option(
    "--column", "columns", multiple=True, metavar="NAME=COLUMN",
    help="With --record: the column NAME is called COLUMN there; NAME= leaves a provision out (may be repeated).",
)  # fmt: skip
actor_option = click.option(
    "--actor", default="", metavar="PARTY", help="Ask also whether what this party asks for would hold, and be reached."
)
aim_option = click.option(
    "--aim", "aims", multiple=True, metavar="ISSUE=POSITION",
    help="Ask that of this outcome, at one moment (may be repeated).",
)  # fmt: skip
state_option = click.option(
    "--state", metavar="'MOVE, not MOVE'", help="Look at one state: these moves, all others as things stand."
)
where_option = click.option(
    "--where",
    metavar="'MOVE, not MOVE'",
    help="Count and name only what holds with these moves, whatever else is done.",
)


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
        slips: tuple[str, ...] = (), state: str | None = None, where: str | None = None,
        records: tuple[Path, ...] = (), year: int | None = None,
        columns: tuple[str, ...] = (), everything: bool = False, actor: str = "", aims: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        asked = question
        if question.id == "agreements":
            from goodoffices.assessment.questions.agreements.scenario import on_stated_worth
            from goodoffices.interchange.importing import import_dossier

            asked = on_stated_worth(question, folder)
            if asked is not question:
                if moments:
                    raise click.UsageError(
                        f"--moment goes with a dossier; {folder} is a scenario, which has no moments."
                    )
                answer(asked, import_dossier(folder), (), draws, seed, words, as_json)
                return
        if everything and as_json:
            raise click.UsageError("--json prints everything; --all goes with the printed answer.")
        if (year or columns) and not records:
            raise click.UsageError("--year and --column go with --record.")
        if records and slips:
            raise click.UsageError("--record and --slip are two questions; ask one at a time.")
        if records:
            asked = _with_records(question, records, year, columns)
        dossier = read(folder)
        if slips:
            from goodoffices.assessment.questions.implementation.slips import asking, read_slips

            asked = asking(question, read_slips(dossier, slips))
        if state is not None:
            from goodoffices.assessment.questions.stability import asked as on_state

            if where is not None:
                raise click.UsageError(
                    "--state asks about one state, --where about all with some moves: give one of the two."
                )
            asked = on_state.asking(question, on_state.read_state(dossier, state, moments))
        elif question.id == "stability":
            from goodoffices.assessment.questions.stability.asked import read_state
            from goodoffices.assessment.questions.stability.every_state import asking_of_all

            wanted = read_state(dossier, where, moments, "--where") if where is not None else {}
            asked = asking_of_all(question, wanted)
        elif question.id == "chain":
            from goodoffices.assessment.questions.chain.whole import asking as asking_whole

            if actor and aims:
                raise click.UsageError("--actor and --aim are two ways to say what is aimed at; give one of them.")
            asked = asking_whole(question, actor, aims)
        answer(asked, dossier, moments, draws, seed, words, as_json, everything)

    own = {
        "implementation": (all_option, slip_option, record_option, year_option, column_option),
        "stability": (where_option, state_option),
        "chain": (actor_option, aim_option),
    }
    made: click.Command = ask
    for option in own.get(question.id, ()):
        made = option(made)
    return made


def _with_records(
    question: Question, records: tuple[Path, ...], year: int | None, columns: tuple[str, ...]
) -> Question:
    from goodoffices.assessment.questions.implementation.base_rates import DEFAULT_YEAR, asking
    from goodoffices.interchange.past_agreements import read_past_agreements

    named = {}
    for text in columns:
        name, equals, column = (part.strip() for part in text.partition("="))
        if not name or not equals:
            raise click.UsageError(f"{text!r} names no column: write --column NAME=COLUMN.")
        named[name] = column
    return asking(question, [read_past_agreements(path, named) for path in records], year or DEFAULT_YEAR)
