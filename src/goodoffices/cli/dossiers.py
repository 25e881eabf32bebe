"""Commands that make, check and show dossiers: new, cases, check, checks, show, diff, schema."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from goodoffices.casebook import case_folder, case_names
from goodoffices.cli.exits import FOUND, UNUSABLE
from goodoffices.cli.group import about_to_write
from goodoffices.cli.options import DossierType, dossier_argument, json_option
from goodoffices.cli.reading import inspect, read


@click.command(short_help="Start a dossier in a new folder.")
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


@click.command()
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


@click.command(short_help="Say everything that is wrong with a dossier.")
@dossier_argument
@json_option
def check(folder: Path, as_json: bool) -> None:
    """Say everything that is wrong with a dossier, with file and line. Exit code 0: nothing."""
    from goodoffices.interchange.importing import is_other_file

    inspection = inspect(folder)
    if not is_other_file(folder):
        from goodoffices.initiatives.patching.inspecting import change_problems

        found = change_problems(folder, inspection)
        inspection = replace(inspection, problems=(*inspection.problems, *found))
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


@click.command(short_help="List the consistency checks.")
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


@click.command(short_help="Show what a dossier holds.")
@dossier_argument
@click.argument("concept", required=False, default="")
@json_option
def show(folder: Path, concept: str, as_json: bool) -> None:
    """Show what a dossier holds at a glance, or every entry of one CONCEPT: texts, provisions, claims, ties, ..."""
    from goodoffices.brief.contents import contents_json, print_concept, print_contents
    from goodoffices.brief.terminal import console

    dossier = read(folder)
    if as_json:
        click.echo(contents_json(dossier, concept), nl=False)
    elif concept:
        print_concept(dossier, concept, console())
    else:
        print_contents(dossier, console())


@click.command(short_help="Say in words what differs between two dossiers, or what initiatives change.")
@click.argument("before", metavar="BEFORE", type=DossierType())
@click.argument("after", metavar="AFTER|+INITIATIVE...", nargs=-1, required=True)
@json_option
def diff(before: Path, after: tuple[str, ...], as_json: bool) -> None:
    """Say in words what differs between two dossiers, or versions of one. Exit code 1: something does.

    With +INITIATIVE, the id of one of its initiatives, say what that changes; several are taken together, in this order unless one is
    told to come after another.
    """
    from goodoffices.brief.differences import differences_json, print_differences
    from goodoffices.brief.terminal import console
    from goodoffices.dossier.comparison import compare

    if all(name.startswith("+") for name in after):
        again = [name for name in dict.fromkeys(after) if after.count(name) > 1]
        if again:
            raise click.UsageError(
                f"{' and '.join(again)} {'is' if len(again) == 1 else 'are'} named more than once; once is enough"
            )
        _diff_after(before, [name[1:] for name in after], as_json)
    _no_plus_forgotten(before, after)
    if len(after) > 1:
        raise click.UsageError("name one other dossier, or initiatives with a + before each")
    other = DossierType().convert(after[0], None, click.get_current_context())
    found = compare(read(before), read(other))
    if as_json:
        click.echo(differences_json(found), nl=False)
    else:
        print_differences(found, console())
    sys.exit(FOUND if found else 0)


def _no_plus_forgotten(before: Path, after: tuple[str, ...]) -> None:
    """Refuse the id of an initiative where another dossier is expected, and say how it is written."""
    dossier = read(before)
    bare = [name for name in after if name in dossier.initiatives and not Path(name).exists()]
    if bare:
        meant = " ".join(name if name.startswith("+") else f"+{name}" for name in after)
        is_one = len(bare) == 1
        raise click.UsageError(
            f"{' and '.join(bare)} {'is an initiative' if is_one else 'are initiatives'} of {dossier.id}; did you mean {meant}?"
        )


def _diff_after(folder: Path, names: list[str], as_json: bool) -> NoReturn:
    from goodoffices.brief.differences import changes_json, print_changes
    from goodoffices.brief.terminal import console
    from goodoffices.dossier.comparison import compare
    from goodoffices.initiatives.patching import compiled_all, patched
    from goodoffices.initiatives.patching.inspecting import places_of
    from goodoffices.initiatives.patching.naming import in_order, named_initiatives

    dossier = read(folder)
    given = named_initiatives(dossier, names)
    initiatives = in_order(given)
    if initiatives != given:
        click.echo(f"Taken in the order that `after` asks for: {', '.join(each.id for each in initiatives)}", err=True)
    patches = compiled_all(dossier, initiatives, places_of(folder))
    result = patched(dossier, [patches[initiative.id] for initiative in initiatives])
    found = compare(dossier, result.dossier)
    if as_json:
        click.echo(changes_json(found, result), nl=False)
    else:
        changes = {f"{i.id}#{n}": f"{c.op} {c.at}" for i in initiatives for n, c in enumerate(i.changes, 1)}
        print_changes(found, result, changes, console())
    sys.exit(FOUND if found else 0)


@click.command(short_help="Print or write the JSON Schema of a dossier's files.")
@click.argument("file", required=False)
@click.option(
    "--dossier", "folder", metavar="DOSSIER|CASE", type=DossierType(), help="Offer the names of this dossier."
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write into, one schema for each file.")
def schema(file: str | None, folder: Path | None, out: Path | None) -> None:
    """Print the JSON Schema of one FILE of a dossier (parties.yaml, say), or of all; or write them for an editor."""
    from goodoffices.brief.json import to_json
    from goodoffices.dossier.storage.layout import FILE_NAMES
    from goodoffices.dossier.storage.schema import file_schema
    from goodoffices.files import make_folder, write_together

    if out is not None:
        about_to_write()
    dossier = read(folder) if folder else None
    schemas = {name: file_schema(name, dossier) for name in ([file] if file else FILE_NAMES)}
    if out is None:
        click.echo(to_json(schemas[file] if file else schemas), nl=False)
        return
    make_folder(out)
    write_together({out / f"{made['title']}.schema.json": to_json(made) for made in schemas.values()})
    click.echo(f"Written: {len(schemas)} schema{'' if len(schemas) == 1 else 's'} in {out.resolve()}", err=True)
