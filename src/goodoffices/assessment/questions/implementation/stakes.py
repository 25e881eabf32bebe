"""How much the peace must give a party so that it never gains by an attack."""

from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.implementation.courses import Judged, recorded
from goodoffices.assessment.wording import percent
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models.implementation.course import stake_needed
from goodoffices.models.implementation.plan import gated_throughout, without_gates


@dataclass(frozen=True)
class Stake:
    """What a party needs of the peace, and what it has.

    Attributes
    ----------
    needed, ungated, gated : Interval
        The smallest stake as the plan is written, without gates, and with a gate of all before every phase.
    held : Interval or None
        What it is judged to expect; None if not judged.
    enough : float or None
        The share of draws in which that is enough.
    """

    party: str
    needed: Interval
    ungated: Interval
    gated: Interval
    held: Interval | None
    enough: float | None


def stakes(judged: Judged, worlds: Worlds) -> tuple[Stake, ...]:
    """Return the smallest stakes of all parties of which the dossier judges what war would give them."""
    found = []
    seen = set[str]()
    plan = judged.reading.plan
    for phase, conduct in recorded(judged.reading):
        if conduct.war is None or conduct.war_ahead is None or conduct.party in seen:
            continue
        seen.add(conduct.party)

        def drawn(field: str, held: Quantity, who: str = conduct.party, where: str = phase.id) -> np.ndarray:
            return worlds.sample(f"{field} of {who} in {where}", held)

        war, ahead = drawn("war", conduct.war), drawn("war_ahead", conduct.war_ahead)
        stated = not (conduct.war.is_point and conduct.war_ahead.is_point)
        shares = [
            stake_needed(other, conduct.party, 0.0, 1.0)
            for other in (plan, without_gates(plan), gated_throughout(plan))
        ]
        needed = [np.clip(war + (ahead - war) * share, 0.0, 1.0) for share in shares]
        held = enough = None
        if conduct.stake is not None:
            values = drawn("stake", conduct.stake)
            held = Interval.over(values, not conduct.stake.is_point)
            enough = float(np.mean(values >= needed[0]))
        written, ungated, gated = (Interval.over(each, stated) for each in needed)
        found.append(Stake(conduct.party, written, ungated, gated, held, enough))
    return tuple(found)


def stakes_finding(judged: Judged, found: tuple[Stake, ...]) -> Finding | None:
    """Say what each party needs of the peace so as never to gain by an attack, and whether it has it."""
    if not found:
        return None
    reading = judged.reading
    moment = reading.situation.moment
    told = []
    for stake in found:
        words = f"{reading.dossier.label(stake.party)} {_told(stake.needed)}"
        if stake.held is not None:
            words += (
                f" (it is judged to expect {_told(stake.held)}: enough in {percent(stake.enough or 0.0)} of the draws)"
            )
        told.append(words)
    gates = max(found, key=lambda stake: abs(stake.gated.median - stake.needed.median))
    claim = f"The smallest stake in the peace at which attacking never pays, in {reading.name}: {'; '.join(told)}."
    if abs(gates.gated.median - gates.needed.median) >= 0.005:
        claim += f" With a gate of all before every phase {reading.dossier.label(gates.party)} would need {percent(gates.gated.median)}."
    return Finding(
        f"implementation.{moment.id}.stakes.{reading.text.id}",
        claim,
        8,
        moment.id,
        numbers=tuple(_number(f"smallest stake of {stake.party}", stake.needed) for stake in found),
        confidence="low",
        reason="what war would give is judged; everybody else is taken to keep its word",
        would_change="smaller phases, gates, or a larger share for whoever has the least to gain",
        sources=distinct(judged.sources),
    )


def stakes_table(found: list[tuple[Judged, tuple[Stake, ...]]]) -> Table:
    """Return what each party needs as the plan is written, without gates and with gates throughout."""
    rows: list[tuple[Cell, ...]] = [
        (
            judged.reading.text.name,
            judged.reading.dossier.label(stake.party),
            _told(stake.needed),
            _told(stake.ungated),
            _told(stake.gated),
            _told(stake.held) if stake.held else "not judged",
            percent(stake.enough) if stake.enough is not None else "",
        )
        for judged, stakes in found
        for stake in stakes
    ]
    columns = (
        "text", "party", "stake needed", "without gates", "with a gate of all before every phase", "stake judged", "enough in",
    )  # fmt: skip
    note = "The share at which a party never gains by an attack, while the others keep their word; medians, with 80% of the draws in brackets."
    return Table("implementation.stakes", "How much the peace must give each party", columns, tuple(rows), note)


def _told(held: Interval) -> str:
    if not held.stated:
        return percent(held.median)
    return f"{percent(held.median)} ({percent(held.low)} to {percent(held.high)})"


def _number(name: str, held: Interval) -> Number:
    if not held.stated:
        return Number(name, held.median, "point")
    return Number(name, held.median, "draws", "", held.low, held.high)
