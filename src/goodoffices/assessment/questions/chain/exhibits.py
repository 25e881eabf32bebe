"""The way to an agreement as tables and as a picture."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.chain import Chain
from goodoffices.assessment.questions.chain.findings import told_of
from goodoffices.assessment.questions.chain.hinges import Hinge
from goodoffices.assessment.wording import percent

LEVEL = 0.8
SHORT = {
    "room": "room for agreement",
    "signed": "nobody loses by what is expected",
    "passed": "passed by the body",
    "ratified": "carried at home",
    "carried_out": "carried out",
}
STEP = {
    "room": "room for agreement",
    "signed": "signing",
    "passed": "passing",
    "ratified": "homes",
    "carried_out": "carrying out",
}


def share_interval(holds: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the 80% interval of a share that was counted over the worlds (Wilson 1927)."""
    low, high = binomtest(int(holds.sum()), len(holds)).proportion_ci(LEVEL, "wilson")
    return float(low), float(high)


def links_table(chains: Sequence[Chain]) -> Table:
    """One row for each moment and step."""
    rows: list[tuple[Cell, ...]] = []
    for chain in chains:
        for link in chain.links:
            low, high = share_interval(link.reached)
            rows.append(
                (
                    chain.situation.moment.name,
                    told_of(chain, link),
                    "–" if link.share is None else percent(link.share),
                    percent(float(link.reached.mean())),
                    " to ".join(dict.fromkeys((percent(low), percent(high)))),
                    percent(link.alone),
                )
            )
    return Table(
        "chain.links",
        "How far the way to an agreement goes",
        ("moment", "step", "of draws that came so far", "of all draws, so far", "80% interval", "by itself"),
        tuple(rows),
        note="The interval is that of counting so many draws; “by itself” is whatever became of the steps before. Of a plan that is the chance of completion "
        "within five years which “Will it be carried out?” tells of the same text; in each draw it is completed or not by the chance of that draw.",
    )


def swings_table(found: Sequence[tuple[Chain, Sequence[Hinge]]]) -> Table:
    """One row for each input that the end hangs on."""
    return Table(
        "chain.hinges",
        "What the end of the way hangs on",
        ("moment", "input", "draws that come through where it is low", "where it is high"),
        tuple(
            (chain.situation.moment.name, hinge.what, percent(hinge.below), percent(hinge.above))
            for chain, hinges in found
            for hinge in hinges
        ),
        note="Low and high: below and above the middle of what was drawn.",
    )


def chain_figure(chains: Sequence[Chain]) -> Figure:
    """A bar for each step of each moment: the share of draws that came through it and all before it."""
    rows = tuple(
        (
            chain.situation.moment.name,
            SHORT[link.id],
            round(float(link.reached.mean()), 4),
            round(link.alone, 4),
        )
        for chain in chains
        for link in chain.links
    )
    return Figure(
        "chain.way",
        "chain",
        "How many draws come how far",
        "For each moment a bar for each step: the share of draws in which it and every step before it succeed; a thin mark shows the step by itself.",
        Table("chain.way", "How many draws come how far", ("moment", "step", "so_far", "by_itself"), rows),
    )


def skipped_of(chain: Chain, *, alone: bool) -> tuple[str, ...]:
    """Return the steps that could not be asked about, with what is missing."""
    where = "" if alone else f"at {chain.situation.moment.name}, "
    return tuple(f"{where}{STEP[what]}: {why}" for what, why in chain.skipped.items() if what in STEP)
