"""The command that looks for what could be done: search."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.assessment import DEFAULT_DRAWS, DEFAULT_SEED
from goodoffices.brief.likelihood import DEFAULT_SCALE, SCALES
from goodoffices.cli.brief import FORMATS, formats_of, refuse_idle_folder
from goodoffices.cli.group import about_to_write
from goodoffices.cli.options import dossier_argument, json_option
from goodoffices.cli.reading import read
from goodoffices.errors import DossierError
from goodoffices.initiatives.objectives import RANKABLE

if TYPE_CHECKING:
    from goodoffices.assessment.assess import Assessment
    from goodoffices.initiatives.search import Found


@click.command(short_help="What could a party do to move the outcome?")
@dossier_argument
@click.option("--actor", metavar="PARTY", default="", help="Who acts.  [default: the only party with initiatives]")
@click.option("--moment", metavar="ID", default="", help="When.  [default: when the actor has most to choose from]")
@click.option("--by", type=click.Choice(RANKABLE), default=RANKABLE[0], show_default=True,
              help="Rank plans by: the way to an agreement that is carried through, closeness to the aim, whether the outcome aimed at "
              "holds, or support at home.")  # fmt: skip
@click.option("--aim", "aims", multiple=True, metavar="ISSUE=POSITION",
              help="What is aimed at, instead of the actor’s stances (may be repeated).")  # fmt: skip
@click.option(
    "--budget", type=click.FloatRange(min=0), help="What a plan may cost in political capital.  [default: any]"
)
@click.option("--money", type=click.FloatRange(min=0), help="What a plan may cost in money.  [default: any]")
@click.option("--most", type=click.IntRange(min=0), help="How many initiatives a plan may have.  [default: any]")
@click.option("--draws", type=click.IntRange(8, 100_000), default=64, show_default=True,
              help="Draws in which every plan is assessed; contenders get four and sixteen times as many.")  # fmt: skip
@click.option("--seed", default=DEFAULT_SEED, show_default=True, type=click.IntRange(min=0), help="Seed of the draws.")
@click.option("--workers", default="0", show_default=True, metavar="NUMBER|ADDRESS",
              help="Processes that share the work, 0 for one for each processor; or the address of a Dask scheduler, tcp://HOST:PORT.")  # fmt: skip
@click.option("--keep", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Keep finished work there, and go on from it if the search was stopped.")  # fmt: skip
@click.option("--words", default=DEFAULT_SCALE, show_default=True, type=click.Choice(list(SCALES)),
              help="Which fixed words for likelihood to use.")  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), help="Folder to write a brief into.  [default: this one]"
)
@click.option("--format", "formats", metavar="FORM,FORM,...",
              help=f"The brief that begins with what could be done: {', '.join(FORMATS)}, or '' for none.  "
              "[default: html; with --json none]")  # fmt: skip
@click.option("--all", "everything", is_flag=True,
              help="Print everything that the brief tells of this, not only what is wanted first.")  # fmt: skip
@json_option
def search(
    folder: Path, actor: str, moment: str, by: str, aims: tuple[str, ...], budget: float | None, money: float | None,
    most: int | None, draws: int, seed: int, workers: str, keep: Path | None, words: str, out: Path,
    formats: str | None, everything: bool, as_json: bool,
) -> None:  # fmt: skip
    """Look for the combination of initiatives that moves the outcome most, within a budget, and write a brief that begins with it.

    Every initiative of the dossier that says what it changes is one the actor can take or leave. Doing nothing is always in the list.
    """
    from goodoffices.assessment.assess import Assessment
    from goodoffices.assessment.chain.aim import stated_aim
    from goodoffices.brief.document import compose
    from goodoffices.brief.json import render_answers_json
    from goodoffices.brief.terminal import PROSE, console, print_answers
    from goodoffices.initiatives.choosing.available import actor_of, moment_for
    from goodoffices.initiatives.patching.inspecting import with_places
    from goodoffices.initiatives.search import Settings
    from goodoffices.initiatives.search import search as look
    from goodoffices.initiatives.telling import in_short, told

    wanted = formats_of(formats if formats is not None else "" if as_json else "html")
    refuse_idle_folder(wanted)
    if wanted or keep:
        about_to_write()
    dossier = read(folder)
    who = actor or actor_of(dossier)
    when = dossier.moment(moment) if moment else moment_for(dossier, who)
    settings = Settings(
        by=by,  # type: ignore[arg-type]  # one of the choices
        budget=budget, money=money, most=most, draws=draws, rounds=(4 * draws, 16 * draws), seed=seed, workers=_workers(workers),
    )  # fmt: skip
    try:
        found = look(dossier, when.id, who, settings, stated_aim(dossier, when, aims) if aims else None, keep)
    except KeyboardInterrupt:
        kept = f"Stopped. What was finished is kept in {keep}; the same command goes on from there." if keep else (
            "Stopped. Nothing was kept; with --keep FILE the next search goes on from where it was stopped."
        )  # fmt: skip
        click.echo(kept, err=True)
        raise click.exceptions.Exit(click.ClickException.exit_code) from None
    except DossierError as error:
        raise with_places(folder, dossier, error) from None
    answer = told(found)
    asked = Assessment(dossier, (found.chains[()].situation,), (answer,), draws, seed)
    composed = compose(asked, words)
    written = _write(found, asked, words, out, wanted) if wanted else []
    if as_json:
        click.echo(render_answers_json(composed), nl=False)
    else:
        shown = asked if everything else replace(asked, answers=(in_short(found, answer),))
        screen = console()
        print_answers(shown, composed, screen)
        if not everything:
            screen.print(_where_the_rest_is(bool(written)), style="dim", width=min(screen.width, PROSE))
    for path in written:
        click.echo(f"Written: {path.resolve()}", err=True)


def _write(found: Found, asked: Assessment, words: str, out: Path, wanted: list[str]) -> list[Path]:
    from goodoffices.assessment.assess import assess
    from goodoffices.brief.document import compose
    from goodoffices.brief.forms import render
    from goodoffices.files import make_folder, write_together

    whole = assess(found.dossier, [found.moment], draws=DEFAULT_DRAWS, seed=asked.seed)
    made = render(compose(replace(whole, answers=(*asked.answers, *whole.answers)), words), dict.fromkeys(wanted))
    make_folder(out)
    written = {form: out / f"{found.dossier.id}-{found.actor}-{found.moment}.{form}" for form in wanted}
    write_together({path: made[form] for form, path in written.items()})
    return [*written.values()]


def _where_the_rest_is(is_written: bool) -> str:
    brief = "stand in the brief, and with --all" if is_written else "come with --all"
    return (
        "Break-evens of further plans, every initiative by itself with its changes in full, plans that no other beats in everything, replies "
        f"to further plans and what is not open {brief}; --json gives all for programs."
    )


def _workers(text: str) -> int | str:
    if "://" in text:
        return text
    if not text.isdecimal():
        raise click.BadParameter(
            f"{text!r} is neither a number of processes nor an address such as tcp://10.0.0.5:8786",
            param_hint="--workers",
        )
    return int(text)
