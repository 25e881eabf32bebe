"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from goodoffices.assessment import DEFAULT_DRAWS, DEFAULT_SEED
from goodoffices.brief.likelihood import DEFAULT_SCALE, SCALES
from goodoffices.casebook import case_folder, case_names


class DossierType(click.ParamType[Path]):
    """A dossier (a folder, an archive, a workbook), the name of a shipped case, or a file of another bargaining program."""

    name = "dossier"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return where it is."""
        path = Path(value)
        try:
            return path if path.exists() else case_folder(str(value))
        except (OSError, ValueError) as error:  # a name that the system refuses
            self.fail(f"{value!r} cannot be read: {getattr(error, 'strerror', None) or error}", param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Offer the shipped cases, and files."""
        from click.shell_completion import CompletionItem

        cases = [CompletionItem(name) for name in case_names() if name.startswith(incomplete)]
        return [*cases, CompletionItem(incomplete, type="file")]


dossier_argument = click.argument("folder", metavar="DOSSIER|CASE", type=DossierType())
all_option = click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Print everything that the brief tells of this, not only what is wanted first.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def assessment_options(command: Any) -> Any:
    """Give a command the options of an assessment: moments, draws, seed and words."""
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
