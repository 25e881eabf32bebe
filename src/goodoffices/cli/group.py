"""The group of all commands: errors become messages and exit codes, a mistyped command gets a suggestion."""

from __future__ import annotations

import re
from typing import Any

import click

from goodoffices.cli.exits import UNUSABLE
from goodoffices.errors import DossierError, GoodOfficesError, nearest

_WRITES = "goodoffices.writes"
WHERE_INITIATIVES_ARE_TAKEN = "Initiatives are taken by `goodoffices search`, which says what they would move, and by `goodoffices diff`, which says what they change."
EMPTY_SAYS_NONE = {"formats"}
"""Parameters in which an empty text is a value: it says that there is to be none."""


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
        except click.UsageError as error:
            if not re.search(r"unexpected extra arguments? \(.*(?<=[( ])\+\w", error.message):
                raise
            raise click.UsageError(f"{error.message}. {WHERE_INITIATIVES_ARE_TAKEN}", error.ctx) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and refuse values that it would pass over; if there is none of that name, suggest one."""
        try:
            name, command, rest = super().resolve_command(ctx, args)
        except click.UsageError as error:
            guess = nearest(args[0], self.list_commands(ctx))
            if not guess:
                raise
            raise click.UsageError(f"No such command {args[0]!r}. Did you mean {guess!r}?", ctx) from error
        if command is not None and not ctx.resilient_parsing:
            refuse_idle_values(command, click.Context(command, info_name=name, parent=ctx), rest)
        return name, command, rest


def refuse_idle_values(command: click.Command, ctx: click.Context, args: list[str]) -> None:
    """Refuse values that would say nothing: empty ones, and any but the first of an option that takes one.

    Raises
    ------
    UsageError
        If there are any, all of them at once.
    """
    try:
        given, _, order = command.make_parser(ctx).parse_args(list(args))
    except click.UsageError:
        return  # the command itself says so, with what it takes
    wrong = []
    for param in dict.fromkeys(order):
        named = param.make_metavar(ctx) if isinstance(param, click.Argument) else param.opts[-1]
        values = given.get(param.name) if param.name else None
        texts = [
            value for value in (values if isinstance(values, list | tuple) else [values]) if isinstance(value, str)
        ]
        if param.name not in EMPTY_SAYS_NONE and any(not text.strip() for text in texts):
            wrong.append(f"{named} is empty; give it a value{'' if param.required else ' or leave it out'}.")
        if isinstance(param, click.Option) and not param.is_flag:
            if not param.multiple and order.count(param) > 1:
                wrong.append(f"{named} is given {_times(order.count(param))}; it takes one value.")
            again = [text for text in dict.fromkeys(texts) if texts.count(text) > 1]
            wrong += [f"{named} {text!r} is given {_times(texts.count(text))}; once is enough." for text in again]
    if wrong:
        raise click.UsageError(" ".join(wrong), ctx)


def is_given(name: str) -> bool:
    """Whether a parameter of the command that runs was given, even if with its default."""
    return click.get_current_context().get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"
