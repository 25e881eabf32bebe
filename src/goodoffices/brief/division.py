"""A division of claimed items in the terminal and as JSON."""

from fractions import Fraction

from rich.console import Console
from rich.markup import escape

from goodoffices import __version__
from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.division import Divided, Division
from goodoffices.assessment.wording import listing, points
from goodoffices.brief.json import to_json
from goodoffices.brief.terminal import print_table

NO_SHARE = 5e-4
"""Shares below this are rounding."""


def division_json(found: Divided) -> str:
    """Return the divisions as JSON, schema ``goodoffices.division/1``; shares and points as numbers."""
    listed = [
        {
            "method": division.method,
            "shares": {party: {item: float(share) for item, share in held.items()} for party, held in division.shares.items()},
            "steps": division.steps,
            "note": division.note,
            "points": {party: float(value) for party, value in division.fairness.points.items()},
            "envy": [
                {"party": party, "of": other, "points": float(value)}
                for (party, other), value in division.fairness.envy.items()
            ],
            "proportional": division.fairness.proportional,
            "equitable": division.fairness.equitable,
            "envy_free": division.fairness.envy_free,
            "envy_free_up_to_one": division.fairness.envy_free_up_to_one,
            "efficient": division.fairness.efficient,
        }
        for division in found.divisions
    ]  # fmt: skip
    claims = {party: {item: float(value) for item, value in held.items()} for party, held in found.points.items()}
    return to_json(
        {"schema": "goodoffices.division/1", "goodoffices": __version__, "points": claims, "divisions": listed}
    )


def print_division(found: Divided, out: Console) -> None:
    """Print who gets what, how it came about, and how fair it is."""
    for division in found.divisions:
        out.print(f"\n[bold]{escape(division.method)}[/bold]")
        for sentence in _sentences(division):
            out.print(f"  • {escape(sentence)}", width=min(out.width, 100))
        for number, step in enumerate(division.steps, 1):
            out.print(f"    {number}. {escape(step)}", width=min(out.width, 100))
        print_table(_table(found, division), out)


def _sentences(division: Division) -> list[str]:
    fair = division.fairness
    told = [
        f"{party} gets {listing([_part(item, share) for item, share in held.items() if share > NO_SHARE]) or 'nothing'}: "
        f"{points(float(fair.points[party]), 10)} of its 100 points."
        for party, held in division.shares.items()
    ]
    envy = [f"{party} envies {other} ({points(float(by), 10)} points)" for (party, other), by in fair.envy.items()]
    told.append("Nobody prefers another’s part to its own." if fair.envy_free else f"{'; '.join(envy)}.")
    if not fair.envy_free and fair.envy_free_up_to_one:
        told.append("Every envy would be gone without some one item of the other’s part.")
    told.append("All get the same number of points." if fair.equitable else "Not all get the same number of points.")
    told.append(
        "No other division, items split at will, is better for one and no worse for any."
        if fair.efficient
        else "If items could be split, something would be better for one and no worse for any."
    )
    if not fair.proportional:
        told.append("Somebody gets less than an equal share of its points.")
    if division.note:
        told.append(division.note)
    return told


def _part(item: str, share: Fraction | float) -> str:
    if share > 1 - NO_SHARE:
        return item
    if isinstance(share, Fraction) and share.denominator <= 100:
        return f"{share} of {item}"
    return f"{float(share):.1%} of {item}"


def _table(found: Divided, division: Division) -> Table:
    parties = list(found.points)
    items = list(next(iter(found.points.values())))
    rows: list[tuple[Cell, ...]] = []
    for item in items:
        shares = [float(division.shares.get(party, {}).get(item, 0)) for party in parties]
        goes = listing(
            [f"{p} {s:.1%}" if s < 1 - NO_SHARE else p for p, s in zip(parties, shares, strict=True) if s > NO_SHARE]
        )
        rows.append((item, *(points(float(found.points[party][item]), 10) for party in parties), goes))
    return Table(
        "division", "Points, brought to 100 a party, and who gets what", ("item", *parties, "goes to"), tuple(rows)
    )  # fmt: skip
