"""Commands that work on a table of one's own, without a dossier: seats, divide."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from goodoffices.cli.options import json_option

METHODS = (
    "dhondt", "sainte-lague", "modified-sainte-lague", "adams", "huntington-hill", "dean", "hare", "droop",
    "hagenbach-bischoff", "imperiali",
)  # fmt: skip
"""Names of the methods by which votes become seats, whose module is too heavy to be read at every start."""


@click.command(short_help="Turn votes into the seats of an assembly.")
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


@click.command(short_help="Divide claimed items among those who claim them.")
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
