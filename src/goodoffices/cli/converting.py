"""Commands that write a dossier in another form: convert, upgrade."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.group import about_to_write
from goodoffices.cli.options import DossierType, dossier_argument
from goodoffices.cli.reading import read, say_assumed
from goodoffices.errors import DossierError, OutputError


@click.command(short_help="Write a dossier as a folder, a zip archive or a workbook.")
@dossier_argument
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "form",
    type=click.Choice(["genius", "negmas", "gmcr", "prism"]),
    help="Write files of that program instead.",
)
@click.option("--moment", metavar="ID", help="With --to: the moment to write; by default the last.")
@click.option(
    "--text", metavar="ID", help="With --to prism: the text whose plan to write; by default the last that can be."
)
def convert(folder: Path, target: Path, form: str | None, moment: str | None, text: str | None) -> None:
    """Write a dossier or shipped case as TARGET: name.zip, name.xlsx, or any other name for a new folder.

    An archive or workbook of that name is replaced. A workbook holds everything but the comments. A file of another
    bargaining program (a table of capability, position and salience; a KTAB scenario; a file of the exchange model; a folder
    with a scenario of GENIUS or NegMAS; a .gmcr file of GMCR+) becomes a dossier. With --to genius or --to negmas one moment of a
    dossier, or a scenario of the other program, becomes a new folder of that program's files. With --to gmcr the moves and
    preferences of one moment become a file of GMCR+. With --to prism the plan of a text becomes a model in the language of PRISM, which
    Storm reads too.
    """
    from goodoffices.dossier.storage.writing import check_target, convert_dossier, write_dossier
    from goodoffices.interchange.importing import inspect_import, is_other_file

    about_to_write()
    if form is None and moment is not None:
        raise click.UsageError(
            "--moment says which moment is written; add --to genius, --to negmas, --to gmcr or --to prism."
        )
    if text is not None and form != "prism":
        raise click.UsageError("--text says whose plan is written; add --to prism.")
    if form == "prism":
        _write_plan(folder, target, moment or "", text or "")
    elif form == "gmcr":
        _write_conflict(folder, target, moment or "")
    elif form is not None:
        _write_scenario(folder, target, form, moment or "")
    elif is_other_file(folder):
        check_target(folder, target)
        imported = inspect_import(folder)
        if imported.inspection.dossier is None:
            raise DossierError(folder.name, imported.inspection.errors)
        write_dossier(imported.texts, target)
        say_assumed(folder, imported)
    else:
        convert_dossier(folder, target)
    click.echo(str(target))


def _write_scenario(folder: Path, target: Path, form: str, moment: str) -> None:
    from goodoffices.interchange.scenarios import is_scenario, read_scenario, write_scenario
    from goodoffices.interchange.scenarios.from_dossier import scenario_of

    assumed: tuple[str, ...] = ()
    if is_scenario(folder):
        if moment:
            raise click.UsageError(f"--moment goes with a dossier; {folder} is a scenario, which has no moments.")
        scenario = read_scenario(folder)
    else:
        scenario, assumed = scenario_of(read(folder), moment)
    write_scenario(target, scenario, form)
    if assumed:
        click.echo("Taken for granted:", err=True)
    for assumption in assumed:
        click.echo(f"- {assumption}", err=True)


def _write_plan(folder: Path, target: Path, moment: str, text: str) -> None:
    from goodoffices.assessment.plan_file import plan_as_prism
    from goodoffices.files import write_together

    write_together({target: plan_as_prism(read(folder), moment, text).encode()})


def _write_conflict(folder: Path, target: Path, moment: str) -> None:
    from goodoffices.assessment.conflict_file import conflict_file_at
    from goodoffices.interchange.gmcr import write_gmcr

    conflict, assumed = conflict_file_at(read(folder), moment)
    write_gmcr(target, conflict)
    click.echo("Taken for granted:", err=True)
    for assumption in assumed:
        click.echo(f"- {assumption}", err=True)


@click.command(short_help="Rewrite a dossier of an older format in today's.")
@click.argument("folder", metavar="DOSSIER", type=DossierType())
def upgrade(folder: Path) -> None:
    """Rewrite a dossier of an older format (a folder or a zip archive) in today's; only names of fields change."""
    from goodoffices.dossier.storage.writing import upgrade_dossier
    from goodoffices.interchange.importing import is_other_file

    about_to_write()
    if is_other_file(folder):
        raise OutputError(
            f"{folder} is no dossier; goodoffices convert makes one of a file of another bargaining program"
        )
    done = upgrade_dossier(folder)
    for line in done:
        click.echo(line)
    if not done:
        click.echo(f"{folder} is of today's format already.", err=True)
