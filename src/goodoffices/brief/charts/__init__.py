"""Drawings: one module per kind of figure, each with a function ``draw(figure)`` that returns an Altair chart."""

from collections.abc import Callable

import altair as alt
from altair.utils.schemapi import debug_mode

from goodoffices.assessment.answer import Figure, FigureKind
from goodoffices.brief.charts import (
    acceptance,
    chain,
    chair,
    evolution,
    frontier,
    gains,
    homes,
    levers,
    outcomes,
    phases,
    plans,
    positions,
    power,
    risk,
    settlements,
    ties,
    timeline,
    transitions,
    voice,
)
from goodoffices.brief.charts.style import to_svg

DRAWINGS: dict[FigureKind, Callable[[Figure], alt.TopLevelMixin]] = {
    "acceptance": acceptance.draw,
    "chain": chain.draw,
    "chair": chair.draw,
    "evolution": evolution.draw,
    "frontier": frontier.draw,
    "gains": gains.draw,
    "homes": homes.draw,
    "levers": levers.draw,
    "outcomes": outcomes.draw,
    "phases": phases.draw,
    "plans": plans.draw,
    "positions": positions.draw,
    "power": power.draw,
    "risk": risk.draw,
    "settlements": settlements.draw,
    "ties": ties.draw,
    "timeline": timeline.draw,
    "transitions": transitions.draw,
    "voice": voice.draw,
}


def draw_svg(figure: Figure) -> str:
    """Return a figure as an inline SVG element with its description for screen readers."""
    # Altair holds every part of a chart against its schema as it is made. The tests have that done; readers need not wait for it.
    with debug_mode(False):
        return to_svg(DRAWINGS[figure.kind](figure), figure)
