"""The group of all commands: errors become messages and exit codes, a mistyped command gets a suggestion."""

from __future__ import annotations

from typing import Any

import click

from goodoffices.cli.exits import UNUSABLE
from goodoffices.errors import DossierError, GoodOfficesError, nearest

_WRITES = "goodoffices.writes"


def about_to_write() -> None:
    """Say that the command that runs is to write files, so that its errors tell that nothing was written."""
    click.get_current_context().meta[_WRITES] = True


class Commands(click.Group):
    """A group that turns this package's errors into messages and suggests the nearest command."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what is wrong with its input is said on standard error."""
        try:
            return super().invoke(ctx)
        except DossierError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            count = len(error.problems)
            kept = "; nothing was written." if _WRITES in ctx.meta else ""
            click.echo(f"{error.name}: {count} error{'' if count == 1 else 's'}{kept}", err=True)
            raise click.exceptions.Exit(UNUSABLE) from error
        except GoodOfficesError as error:
            click.echo(f"Error: {error}", err=True)
            raise click.exceptions.Exit(UNUSABLE) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; if there is none of that name, suggest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            guess = nearest(args[0], self.list_commands(ctx))
            if not guess:
                raise
            raise click.UsageError(f"No such command {args[0]!r}. Did you mean {guess!r}?", ctx) from error
