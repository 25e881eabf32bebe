"""The table and the figures of voting power under each formula and rule."""

from collections.abc import Sequence
from fractions import Fraction

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.questions.councils.lines import Line
from goodoffices.assessment.wording import percent
from goodoffices.dossier.council import Council
from goodoffices.dossier.situation import Situation
from goodoffices.models import councils as model

CHANCES = (Fraction(0), Fraction(1, 2), Fraction(1))
"""Chances of no consensus at which the chair's power, a straight line, is drawn."""


def table_of(situation: Situation, council: Council, lines: Sequence[Line]) -> Table:
    """One row per formula and voter; for each rule the Shapley-Shubik and, where it is one game, the Banzhaf index."""
    rules = list({line.rule.id: line.rule for line in lines}.values())
    columns = ["formula", "voter", "seats"]
    for rule in rules:
        name = rule.name + (" (adopted)" if rule.adopted else "")
        if rule.kind == "consensus_else_chair":
            columns.append(f"{name}: expected, p = {rule.chance_of_no_consensus.likely:g}")
        else:
            columns += [f"{name}: Shapley-Shubik", "Banzhaf"]
    rows: list[tuple[Cell, ...]] = []
    for formula in {line.formula.id: line.formula for line in lines}.values():
        by_rule = {line.rule.id: line for line in lines if line.formula.id == formula.id}
        for voter, seats in formula.seats.items():
            row: list[Cell] = [
                formula.name + (" (adopted)" if formula.adopted else ""),
                situation.dossier.label(voter),
                seats,
            ]
            for rule in rules:
                line = by_rule.get(rule.id)
                row.append(_exact(line.shapley, voter) if line else None)
                if rule.kind != "consensus_else_chair":
                    row.append(_exact(line.banzhaf, voter) if line and line.banzhaf else None)
            rows.append(tuple(row))
    return Table(
        f"councils.{council.id}",
        f"{council.name}: voting power under every formula and rule",
        tuple(columns),
        tuple(rows),
        note="Fractions in brackets are exact."
        + "".join(
            f" {power.index}, “{line.formula.name}” under “{line.rule.name}”: {power.method}."
            for line in lines
            for power in (line.shapley, line.banzhaf)
            if power is not None and not power.is_exact
        )
        + (
            " p: the chance that there is no consensus." if any(r.kind == "consensus_else_chair" for r in rules) else ""
        ),
    )


def _exact(power: model.Power, voter: str) -> str:
    share = power.shares[voter]
    return f"{float(share):.3f}" + (f" ({share})" if power.is_exact and 1 < share.denominator < 1000 else "")


def figures_of(situation: Situation, council: Council, lines: Sequence[Line]) -> list[Figure]:
    """Bars of power for every formula and rule, and a line over the chance that the chair decides."""
    label = situation.dossier.label
    bars: list[tuple[Cell, ...]] = [
        (line.formula.name, line.rule.name, label(voter), float(share), line.seats[voter] / sum(line.seats.values()))
        for line in lines
        if line.chair is None
        for voter, share in line.shapley.shares.items()
    ]
    title = f"{council.name}: voting power by formula and rule"
    figures = []
    if bars:
        description = "Bars of voting power per voter, a tick at its share of the seats. " + "; ".join(
            f"{row[0]}, {row[1]}: {row[2]} {percent(float(row[3] or 0))}" for row in bars
        )
        columns = ("formula", "rule", "voter", "power", "share of seats")
        data = Table(f"councils.{council.id}.power.data", title, columns, tuple(bars))
        figures.append(Figure(f"councils.{council.id}.power.figure", "power", title, description, data))
    # Rules that differ only in how likely they think it that consensus fails have the same curve.
    chaired = {(line.formula.id, line.chair): line for line in lines if line.chair is not None}.values()
    curves: list[tuple[Cell, ...]] = []
    for line in chaired:
        assert line.chair is not None
        others = [voter for voter, seats in line.seats.items() if voter != line.chair and seats]
        for chance in CHANCES:
            power = model.expected_power(line.seats, line.chair, chance).shares
            curves.append((line.formula.name, label(line.chair), float(chance), float(power[line.chair])))
            curves += [
                (line.formula.name, "each of the others", float(chance), float(power[voter])) for voter in others[:1]
            ]
    if curves:
        title = f"{council.name}: power when the chair decides if there is no consensus"
        figures.append(
            Figure(
                f"councils.{council.id}.chair.figure",
                "chair",
                title,
                "The chair’s power rises in a straight line from what it has when consensus never fails to all of it, when "
                "it always does; everyone else’s falls to nothing.",
                Table(
                    f"councils.{council.id}.chair.data",
                    title,
                    ("formula", "voter", "chance of no consensus", "power"),
                    tuple(curves),
                ),
            )
        )
    return figures
