"""The command line. Data goes to standard output, progress and messages to standard error.

Exit codes: 0 all well, 1 a check found something, 2 wrong usage or an input that cannot be used.
Heavy modules are imported by the commands that need them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import io
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices.assessment import DEFAULT_DRAWS, DEFAULT_SEED
from goodoffices.assessment.registry import QUESTIONS
from goodoffices.casebook import case_folder, case_names
from goodoffices.errors import DossierError, GoodOfficesError, OutputError, nearest
from goodoffices.progress import configure_logging, spare_stdout

if TYPE_CHECKING:
    from goodoffices.assessment.question import Question
    from goodoffices.brief.document import Brief
    from goodoffices.dossier import Dossier, Inspection
    from goodoffices.interchange.importing import Imported

FOUND, UNUSABLE = 1, 2
FORMATS = ("html", "json", "pdf", "docx", "md")
READINGS = ("SCHOLZ_2011", "SCHOLZ_2011_TEXT", "BDM_1994_CLOSEST", "BDM_1994_AT_REST", "BDM_1997_PAIRWISE")
"""Names of the presets of the challenge model, whose module is too heavy to be read at every start."""
METHODS = (
    "dhondt", "sainte-lague", "modified-sainte-lague", "adams", "huntington-hill", "dean", "hare", "droop",
    "hagenbach-bischoff", "imperiali",
)  # fmt: skip
"""Names of the methods by which votes become seats, likewise."""
SHELLS = ("bash", "zsh", "fish")


class _Commands(click.Group):
    """A group that turns this package's errors into messages and suggests the nearest command."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DossierError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            count = len(error.problems)
            click.echo(f"{error.name}: {count} error{'' if count == 1 else 's'}; nothing was written.", err=True)
            raise click.exceptions.Exit(UNUSABLE) from error
        except GoodOfficesError as error:
            click.echo(f"Error: {error}", err=True)
            raise click.exceptions.Exit(UNUSABLE) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            guess = nearest(args[0], self.list_commands(ctx))
            if not guess:
                raise
            raise click.UsageError(f"No such command {args[0]!r}. Did you mean {guess!r}?", ctx) from error


class _DossierType(click.ParamType[Path]):
    """A dossier (a folder, an archive, a workbook), the name of a shipped case, or a file of another bargaining program."""

    name = "dossier"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        try:
            return path if path.exists() else case_folder(str(value))
        except (OSError, ValueError) as error:  # a name that the system refuses
            self.fail(f"{value!r} cannot be read: {getattr(error, 'strerror', None) or error}", param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        from click.shell_completion import CompletionItem

        cases = [CompletionItem(name) for name in case_names() if name.startswith(incomplete)]
        return [*cases, CompletionItem(incomplete, type="file")]


dossier_argument = click.argument("folder", metavar="DOSSIER|CASE", type=_DossierType())
slip_option = click.option(
    "--slip", "slips", multiple=True, metavar="PHASE=LENGTH",
    help="Answer this instead: what if a phase takes longer, such as canton='3 months', or less, canton=-14 in days? (may be repeated)",
)  # fmt: skip
state_option = click.option("--state", default="", metavar="'MOVE, not MOVE'", help="Look at one state: these moves.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def _assessment_options(command: Any) -> Any:
    from goodoffices.brief.likelihood import DEFAULT_SCALE, SCALES

    for option in (
        click.option("--words", default=DEFAULT_SCALE, show_default=True, type=click.Choice(list(SCALES)),
                     help="Which fixed words for likelihood to use."),
        click.option("--seed", default=DEFAULT_SEED, show_default=True, type=click.IntRange(min=0), help="Seed of the draws."),
        click.option("--draws", default=DEFAULT_DRAWS, show_default=True, type=click.IntRange(1, 1_000_000),
                     help="Draws of the uncertain inputs."),
        click.option("--moment", "moments", multiple=True, metavar="ID", help="Assess this moment only (may be repeated)."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


@main.command(short_help="Start a dossier in a new folder.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="Title of the dossier.")
@click.option("--full", is_flag=True, help="Write every kind of file there is, not the everyday ones alone.")
def new(folder: Path, title: str, full: bool) -> None:
    """Start a dossier in a new FOLDER: a small complete example whose comments teach."""
    from goodoffices.dossier.storage.writing import new_dossier

    new_dossier(folder, title, full)
    click.echo(str(folder))
    click.echo(f"Edit the files in {folder}, then run: goodoffices check {folder}", err=True)
    if not full:
        click.echo("For examples of all other files, run: goodoffices new ANOTHER-FOLDER --full", err=True)


@main.command()
@json_option
def cases(as_json: bool) -> None:
    """List the shipped cases."""
    from goodoffices.dossier import read_dossier

    found = [(name, read_dossier(case_folder(name)).about) for name in case_names()]
    if as_json:
        from goodoffices.brief.json import to_json

        listed = [{"id": name, "title": about.title, "question": about.question} for name, about in found]
        click.echo(to_json({"schema": "goodoffices.cases/1", "cases": listed}), nl=False)
        return
    for name, about in found:
        click.echo(f"{name}  {about.title}")


@main.command(short_help="Say everything that is wrong with a dossier.")
@dossier_argument
@json_option
def check(folder: Path, as_json: bool) -> None:
    """Say everything that is wrong with a dossier, with file and line. Exit code 0: nothing."""
    inspection = _inspect(folder)
    if as_json:
        from goodoffices.brief.json import to_json

        report = {
            "schema": "goodoffices.check/1",
            "usable": inspection.dossier is not None,
            "problems": inspection.problems,
        }
        click.echo(to_json(report), nl=False)
    else:
        for problem in inspection.problems:
            click.echo(f"{problem.severity}: {problem}")
        click.echo(
            f"{folder.resolve().name}: {len(inspection.errors)} error(s), {len(inspection.warnings)} warning(s)"
            + (f", {len(inspection.notes)} note(s)" if inspection.notes else ""),
            err=True,
        )
    sys.exit(UNUSABLE if inspection.errors else FOUND if inspection.warnings else 0)


@main.command(short_help="Show what a dossier holds.")
@dossier_argument
@click.argument("concept", required=False, default="")
@json_option
def show(folder: Path, concept: str, as_json: bool) -> None:
    """Show what a dossier holds at a glance, or every entry of one CONCEPT: texts, provisions, claims, ties, ..."""
    from goodoffices.brief.contents import contents_json, print_concept, print_contents
    from goodoffices.brief.terminal import console

    dossier = _read(folder)
    if as_json:
        click.echo(contents_json(dossier, concept), nl=False)
    elif concept:
        print_concept(dossier, concept, console())
    else:
        print_contents(dossier, console())


@main.command(short_help="Write a dossier as a folder, a zip archive or a workbook.")
@dossier_argument
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--to", "form", type=click.Choice(["genius", "negmas", "gmcr"]), help="Write files of that program instead."
)
@click.option("--moment", metavar="ID", help="With --to: the moment to write; by default the last.")
def convert(folder: Path, target: Path, form: str | None, moment: str | None) -> None:
    """Write a dossier or shipped case as TARGET: name.zip, name.xlsx, or any other name for a new folder.

    An archive or workbook of that name is replaced. A workbook holds everything but the comments. A file of another
    bargaining program (a table of capability, position and salience; a KTAB scenario; a file of the exchange model; a folder
    with a scenario of GENIUS or NegMAS; a .gmcr file of GMCR+) becomes a dossier. With --to genius or --to negmas one moment of a
    dossier, or a scenario of the other program, becomes a new folder of that program's files. With --to gmcr the moves and
    preferences of one moment become a file of GMCR+.
    """
    from goodoffices.dossier.storage.writing import check_target, convert_dossier, write_dossier
    from goodoffices.interchange.importing import inspect_import, is_other_file

    if form is None and moment is not None:
        raise click.UsageError("--moment says which moment is written; add --to genius, --to negmas or --to gmcr.")
    if form == "gmcr":
        _write_conflict(folder, target, moment or "")
    elif form is not None:
        _write_scenario(folder, target, form, moment or "")
    elif is_other_file(folder):
        check_target(folder, target)
        imported = inspect_import(folder)
        if imported.inspection.dossier is None:
            raise DossierError(folder.name, imported.inspection.errors)
        write_dossier(imported.texts, target)
        _say_assumed(folder, imported)
    else:
        convert_dossier(folder, target)
    click.echo(str(target))


def _write_scenario(folder: Path, target: Path, form: str, moment: str) -> None:
    from goodoffices.interchange.scenarios import is_scenario, read_scenario, write_scenario
    from goodoffices.interchange.scenarios.from_dossier import scenario_of

    assumed: tuple[str, ...] = ()
    if is_scenario(folder):
        scenario = read_scenario(folder)
    else:
        scenario, assumed = scenario_of(_read(folder), moment)
    write_scenario(target, scenario, form)
    if assumed:
        click.echo("Taken for granted:", err=True)
    for assumption in assumed:
        click.echo(f"- {assumption}", err=True)


def _write_conflict(folder: Path, target: Path, moment: str) -> None:
    from goodoffices.assessment.conflict_file import conflict_file_at
    from goodoffices.interchange.gmcr import write_gmcr

    conflict, assumed = conflict_file_at(_read(folder), moment)
    write_gmcr(target, conflict)
    click.echo("Taken for granted:", err=True)
    for assumption in assumed:
        click.echo(f"- {assumption}", err=True)


@main.command(short_help="Rewrite a dossier of an older format in today's.")
@click.argument("folder", metavar="DOSSIER", type=_DossierType())
def upgrade(folder: Path) -> None:
    """Rewrite a dossier of an older format (a folder or a zip archive) in today's; only names of fields change."""
    from goodoffices.dossier.storage.writing import upgrade_dossier
    from goodoffices.interchange.importing import is_other_file

    if is_other_file(folder):
        raise OutputError(
            f"{folder} is no dossier; goodoffices convert makes one of a file of another bargaining program"
        )
    done = upgrade_dossier(folder)
    for line in done:
        click.echo(line)
    if not done:
        click.echo(f"{folder} is of today's format already.", err=True)


@main.command(short_help="Say in words what differs between two dossiers.")
@click.argument("before", metavar="BEFORE", type=_DossierType())
@click.argument("after", metavar="AFTER", type=_DossierType())
@json_option
def diff(before: Path, after: Path, as_json: bool) -> None:
    """Say in words what differs between two dossiers, or versions of one. Exit code 1: something does."""
    from goodoffices.brief.differences import differences_json, print_differences
    from goodoffices.brief.terminal import console
    from goodoffices.dossier.comparison import compare

    found = compare(_read(before), _read(after))
    if as_json:
        click.echo(differences_json(found), nl=False)
    else:
        print_differences(found, console())
    sys.exit(FOUND if found else 0)


@main.command(short_help="List the consistency checks.")
@json_option
def checks(as_json: bool) -> None:
    """List the consistency checks that `goodoffices check` makes, and what holds where each finds nothing."""
    from goodoffices.dossier.checks.registry import CHECKS

    listed = [{"name": check.name, "severity": str(check.severity), "holds": check.holds} for check in CHECKS]
    if as_json:
        from goodoffices.brief.json import to_json

        click.echo(to_json({"schema": "goodoffices.checks/1", "checks": listed}), nl=False)
        return
    for check in listed:
        click.echo(f"{check['severity']:<8} {check['name']}: {check['holds']}")


@main.command(short_help="Print or write the JSON Schema of a dossier's files.")
@click.argument("file", required=False)
@click.option(
    "--dossier", "folder", metavar="DOSSIER|CASE", type=_DossierType(), help="Offer the names of this dossier."
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write into, one schema for each file.")
def schema(file: str | None, folder: Path | None, out: Path | None) -> None:
    """Print the JSON Schema of one FILE of a dossier (parties.yaml, say), or of all; or write them for an editor."""
    from goodoffices.brief.json import to_json
    from goodoffices.dossier.storage.layout import FILE_NAMES
    from goodoffices.dossier.storage.schema import file_schema
    from goodoffices.files import make_folder, write_together

    dossier = _read(folder) if folder else None
    schemas = {name: file_schema(name, dossier) for name in ([file] if file else FILE_NAMES)}
    if out is None:
        click.echo(to_json(schemas[file] if file else schemas), nl=False)
        return
    make_folder(out)
    write_together({out / f"{made['title']}.schema.json": to_json(made) for made in schemas.values()})
    click.echo(f"Written: {len(schemas)} schema{'' if len(schemas) == 1 else 's'} in {out.resolve()}", err=True)


@main.command(short_help="Write the brief of a dossier or case.")
@dossier_argument
@_assessment_options
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), help="Folder to write into.  [default: this one]"
)
@click.option(
    "--format",
    "formats",
    metavar="FORM,FORM,...",
    help=f"What to write: {', '.join(FORMATS)}.  [default: html; with --json nothing]",
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@json_option
def brief(
    folder: Path, moments: tuple[str, ...], draws: int, seed: int, words: str, out: Path, formats: str | None,
    open_page: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write the brief of a dossier or shipped case, and print its summary."""
    from goodoffices.brief.forms import render
    from goodoffices.brief.terminal import console, print_brief
    from goodoffices.files import make_folder, write_together

    chosen = formats if formats is not None else "" if as_json else "html"
    wanted = [word.strip() for word in chosen.split(",") if word.strip()]
    for word in wanted:
        if word not in FORMATS:
            guess = nearest(word, FORMATS)
            raise click.BadParameter(
                f"{word!r} is not a format"
                + (f"; did you mean {guess!r}?" if guess else f"; choose from {', '.join(FORMATS)}"),
                param_hint="--format",
            )
    composed = _compose(_read(folder), moments, draws, seed, words)
    name = composed.assessment.dossier.id
    kept = list(dict.fromkeys([*wanted, *(["html"] if open_page else [])]))
    made = render(composed, dict.fromkeys([*kept, *(["json"] if as_json else [])]))
    written = {form: out / f"{name}-brief.{form}" for form in kept}
    if written:
        make_folder(out)
        write_together({path: made[form] for form, path in written.items()})
    if as_json:
        click.echo(made["json"], nl=False)
    else:
        print_brief(composed, console())
    for path in written.values():
        click.echo(f"Written: {path.resolve()}", err=True)
    if open_page:
        _open(written["html"])


@main.command(short_help="Hold the models against past negotiations.")
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


@main.command(short_help="Play the challenge model round by round.")
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

    dossier = _read(folder)
    asked = moments or sorted(dossier.moments, key=lambda moment: dossier.moments[moment].date.earliest)[-1:]
    found = challenges_at([at_moment(dossier, moment) for moment in asked], PRESETS[reading], rounds)
    if as_json:
        click.echo(challenges_json(found, PRESETS[reading]), nl=False)
    else:
        print_challenges(found, PRESETS[reading], console())
    if not found:
        click.echo("No issue with a scale on which at least two parties have a stance and weight.", err=True)
        sys.exit(FOUND)


@main.command(short_help="Turn votes into the seats of an assembly.")
@click.argument("table", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--method", "methods", multiple=True, type=click.Choice(METHODS, case_sensitive=False),
              help="How votes become seats (may be repeated to compare).  [default: all side by side]")  # fmt: skip
@click.option("--threshold", default="0", metavar="SHARE", help="Least share of all votes to take part, such as 5%.")
@click.option("--district-threshold", default="0", metavar="SHARE", help="Least share of the votes of the district.")
@click.option("--nationwide", is_flag=True, help="Put all districts together as one.")
@click.option("--ties", default="lot", show_default=True, type=click.Choice(["lot", "votes"]),
              help="Who gets a seat with equal claims: by lot, or the list with more votes.")  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(min=0), help="Seed of the lots.")
@json_option
def seats(
    table: Path, methods: tuple[str, ...], threshold: str, district_threshold: str, nationwide: bool, ties: str, seed: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Turn votes into the seats of an assembly, with how far they are from the votes.

    FILE is a table with the columns district, seats, party and votes: one row per district and party. Without a district column
    there is one for the whole country. A column candidates says how long a list is.
    """
    from goodoffices.assessment.seats import NAMES, elections
    from goodoffices.brief.seats import print_elections, seats_json
    from goodoffices.brief.terminal import console
    from goodoffices.interchange.votes_file import look_alikes, read_votes, share_of

    shares = {"--threshold": share_of(threshold), "--district-threshold": share_of(district_threshold)}
    wrong = [
        f"{option}: {given!r} is no share of the votes, such as 5% or 0.05."
        + (f" Did you mean {given.strip()}%?" if share_of(f"{given}%") is not None else "")
        for option, given in zip(shares, (threshold, district_threshold), strict=True)
        if shares[option] is None
    ]
    if wrong:
        raise click.UsageError(" ".join(wrong))
    districts = read_votes(table)
    for name, other, district in look_alikes(districts):
        click.echo(f"{name!r} stands in {district} only; is it another spelling of {other!r}?", err=True)
    found = elections(
        districts,
        [NAMES[name] for name in methods or METHODS],
        threshold=shares["--threshold"] or Fraction(0),
        district_threshold=shares["--district-threshold"] or Fraction(0),
        as_one=nationwide,
        by_votes=ties == "votes",
        seed=seed,
    )
    if as_json:
        click.echo(seats_json(found), nl=False)
    else:
        print_elections(found, console())


@main.command(short_help="Divide claimed items among those who claim them.")
@click.argument("table", metavar="FILE", type=click.Path(path_type=Path))
@json_option
def divide(table: Path, as_json: bool) -> None:
    """Divide claimed items among those who claim them, and say how fair that is.

    FILE is a table with the columns item, party and points: one row per item and party. Between two parties by Adjusted Winner,
    step by step; among more, whole items by the largest product of points (maximum Nash welfare), and divisible ones by equal budgets.
    """
    from goodoffices.assessment.division import divided
    from goodoffices.brief.division import division_json, print_division
    from goodoffices.brief.terminal import console
    from goodoffices.interchange.claims_file import read_claims

    found = divided(read_claims(table))
    if as_json:
        click.echo(division_json(found), nl=False)
    else:
        print_division(found, console())


@main.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script for SHELL, to be sourced from its start-up file."""
    from click.shell_completion import get_completion_class

    generator = get_completion_class(shell)
    assert generator is not None
    click.echo(generator(main, {}, "goodoffices", "_GOODOFFICES_COMPLETE").source())


def _question_command(question: Question) -> click.Command:
    @click.command(
        question.command,
        help=f"{question.title} One question of the brief, answered in the terminal.",
        short_help=question.title,
    )
    @dossier_argument
    @_assessment_options
    @json_option
    def ask(
        folder: Path, moments: tuple[str, ...], draws: int, seed: int, words: str, as_json: bool,
        slips: tuple[str, ...] = (), state: str = "",
    ) -> None:  # fmt: skip
        asked = question
        if question.id == "agreements":
            from goodoffices.assessment.questions.agreements.scenario import on_stated_worth
            from goodoffices.interchange.importing import import_dossier

            asked = on_stated_worth(question, folder)
            if asked is not question:
                _answer(asked, import_dossier(folder), (), draws, seed, words, as_json)
                return
        dossier = _read(folder)
        if slips:
            from goodoffices.assessment.questions.implementation.slips import asking, read_slips

            asked = asking(question, read_slips(dossier, slips))
        if state:
            from goodoffices.assessment.questions.stability import asked as on_state

            asked = on_state.asking(question, on_state.read_state(dossier, state, moments))
        _answer(asked, dossier, moments, draws, seed, words, as_json)

    own = {"implementation": slip_option, "stability": state_option}
    return own[question.id](ask) if question.id in own else ask


def _council_command(question: Question) -> click.Command:
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
    @_assessment_options
    @json_option
    def ask(
        folder: Path, ifs: tuple[str, ...], leanings: tuple[str, ...], together: float, wanted: str, sides: str, body: str,
        formula: str, rule: str, moments: tuple[str, ...], draws: int, seed: int, words: str, as_json: bool,
    ) -> None:  # fmt: skip
        asked = (ifs, leanings, together, wanted, sides, body, formula, rule)
        if not any(asked):
            _answer(question, _read(folder), moments, draws, seed, words, as_json)
            return
        if together and not leanings:
            raise click.UsageError("--together goes with --leaning.")
        from goodoffices.assessment.questions.councils.asked import asking
        from goodoffices.assessment.questions.councils.request import read_request
        from goodoffices.interchange.wanted_power import wanted_text

        dossier = _read(folder)
        request = read_request(
            dossier,
            ifs=ifs,
            leanings=leanings,
            together=together,
            wanted=wanted_text(wanted),
            sides=sides,
            body=body,
            formula=formula,
            rule=rule,
        )
        _answer(asking(question, request), dossier, moments, draws, seed, words, as_json)

    return ask  # fmt: skip


def _answer(
    question: Question, dossier: Dossier, moments: tuple[str, ...], draws: int, seed: int, words: str, as_json: bool
) -> None:
    from goodoffices.brief.json import render_answers_json
    from goodoffices.brief.terminal import console, print_answers

    composed = _compose(dossier, moments, draws, seed, words, (question,))
    if as_json:
        click.echo(render_answers_json(composed), nl=False)
    else:
        print_answers(composed.assessment, composed, console())
    if not composed.assessment.answered:
        sys.exit(FOUND)


for _question in QUESTIONS:
    if _question.command:
        main.add_command((_council_command if _question.id == "councils" else _question_command)(_question))


def _inspect(folder: Path) -> Inspection:
    from goodoffices.dossier import inspect_dossier
    from goodoffices.interchange.importing import inspect_import, is_other_file

    if not is_other_file(folder):
        return inspect_dossier(folder)
    imported = inspect_import(folder)
    if imported.inspection.dossier:
        _say_assumed(folder, imported)
        click.echo(f"To change any of it, make a dossier first: goodoffices convert {folder} FOLDER", err=True)
    return imported.inspection


def _say_assumed(file: Path, imported: Imported) -> None:
    click.echo(f"{file.name} is {imported.form}. Taken for granted:", err=True)
    for assumption in imported.assumed:
        click.echo(f"- {assumption}", err=True)


def _read(folder: Path) -> Dossier:
    inspection = _inspect(folder)
    if inspection.dossier and (number := len(inspection.warnings)):
        plural = "" if number == 1 else "s"
        click.echo(
            f"{number} warning{plural}; to read {'it' if number == 1 else 'them'}: goodoffices check {folder}", err=True
        )
    if inspection.dossier is None:
        raise DossierError(folder.resolve().name, inspection.errors)
    return inspection.dossier


def _compose(
    dossier: Dossier,
    moments: tuple[str, ...],
    draws: int,
    seed: int,
    words: str,
    questions: tuple[Question, ...] | None = None,
) -> Brief:
    from goodoffices.assessment.assess import assess
    from goodoffices.brief.document import compose

    return compose(assess(dossier, moments, draws=draws, seed=seed, questions=questions), words)


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        click.echo("No browser could be started; open the file by hand.", err=True)
