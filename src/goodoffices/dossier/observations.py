"""What a claim rests on: the polls and figures it names, and at how many dates they were taken."""

from goodoffices.dossier.claim import Claim
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.figure import Figure
from goodoffices.dossier.poll import PollAnswer

FEWEST_FOR_A_TREND = 3
"""Observations below which a trend cannot be told from a difference."""


def poll_rows(dossier: Dossier, claim: Claim) -> tuple[PollAnswer, ...]:
    """Return the answers of the polls that a claim rests on."""
    return tuple(row for row in dossier.polls if row.id in claim.polls)


def figure_rows(dossier: Dossier, claim: Claim) -> tuple[Figure, ...]:
    """Return the figures that a claim rests on."""
    return tuple(figure for figure in dossier.figures if figure.id in claim.figures)


def observation_dates(dossier: Dossier, claim: Claim) -> tuple[str, ...]:
    """Return when a claim's polls were asked and its figures hold, each once; a figure without a date counts by its name."""
    polls = {str(row.date) for row in poll_rows(dossier, claim)}
    return tuple(sorted(polls | {str(figure.from_ or figure.id) for figure in figure_rows(dossier, claim)}))
