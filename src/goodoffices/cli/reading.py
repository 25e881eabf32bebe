"""What the commands share: reading a dossier, or a file of another program in place of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.errors import DossierError

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.dossier import Dossier, Inspection
    from goodoffices.interchange.importing import Imported


def inspect(folder: Path) -> Inspection:
    """Read a dossier or a file of another program, with everything that is wrong with it."""
    from goodoffices.dossier import inspect_dossier
    from goodoffices.interchange.importing import inspect_import, is_other_file

    if not is_other_file(folder):
        return inspect_dossier(folder)
    imported = inspect_import(folder)
    if imported.inspection.dossier:
        say_assumed(folder, imported)
        click.echo(f"To change any of it, make a dossier first: goodoffices convert {folder} FOLDER", err=True)
    return imported.inspection


def say_assumed(file: Path, imported: Imported) -> None:
    """Say what a file of another program is, and what was assumed to read it as a dossier."""
    click.echo(f"{file.name} is {imported.form}. Taken for granted:", err=True)
    for assumption in imported.assumed:
        click.echo(f"- {assumption}", err=True)


def read(folder: Path) -> Dossier:
    """Read a dossier that is to be used; say how many warnings it has."""
    inspection = inspect(folder)
    if inspection.dossier and (number := len(inspection.warnings)):
        plural = "" if number == 1 else "s"
        click.echo(
            f"{number} warning{plural}; to read {'it' if number == 1 else 'them'}: goodoffices check {folder}", err=True
        )
    if inspection.dossier is None:
        raise DossierError(folder.resolve().name, inspection.errors)
    return inspection.dossier
