"""The command that writes a brief: brief."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.answering import assess_and_compose, what_could_be_done
from goodoffices.cli.group import about_to_write, is_given
from goodoffices.cli.options import assessment_options, dossier_argument, json_option
from goodoffices.cli.reading import read
from goodoffices.errors import nearest

FORMATS = ("html", "json", "pdf", "docx", "md")


@click.command(short_help="Write the brief of a dossier or case.")
@dossier_argument
@assessment_options
@click.option(
    "--actor",
    metavar="PARTY",
    default="",
    help="Begin with what this party could do, as `search` finds it: at the last --moment given, or where it has most to choose from.",
)
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
    folder: Path, moments: tuple[str, ...], draws: int, seed: int, words: str, actor: str, out: Path,
    formats: str | None, open_page: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write the brief of a dossier or shipped case, and print its summary."""
    from goodoffices.brief.forms import render
    from goodoffices.brief.terminal import console, print_brief
    from goodoffices.files import make_folder, write_together

    chosen = formats if formats is not None else "" if as_json else "html"
    wanted = formats_of(chosen)
    refuse_idle_folder(wanted or open_page)
    if wanted or open_page:
        about_to_write()
    dossier = read(folder)
    first = (what_could_be_done(folder, dossier, actor, moments, seed),) if actor else ()
    composed = assess_and_compose(dossier, moments, draws, seed, words, first=first)
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


def refuse_idle_folder(writes: object) -> None:
    """Refuse a folder to write into where nothing is written.

    Raises
    ------
    UsageError
        If there is one.
    """
    if not writes and is_given("out"):
        raise click.UsageError(
            "--out says where to write, and nothing is written; add --format, such as --format html."
        )


def formats_of(text: str) -> list[str]:
    """Return the formats that the option names.

    Raises
    ------
    BadParameter
        If one is none.
    """
    wanted = [word.strip() for word in text.split(",") if word.strip()]
    for word in wanted:
        if word not in FORMATS:
            guess = nearest(word, FORMATS)
            raise click.BadParameter(
                f"{word!r} is not a format"
                + (f"; did you mean {guess!r}?" if guess else f"; choose from {', '.join(FORMATS)}"),
                param_hint="--format",
            )
    return wanted


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        click.echo("No browser could be started; open the file by hand.", err=True)
