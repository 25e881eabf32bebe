"""What a claim rests on: the polls and figures it names, and at how many dates they were taken."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.dossier.claim import Claim
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.figure import Figure
from goodoffices.dossier.poll import PollAnswer

SIGNIFICANT = 1.96
"""Standard errors that a change must exceed to be told from chance (two-sided, 5%)."""
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


@dataclass(frozen=True)
class Change:
    """How one answer changed from the first poll to the last, with its standard error in percentage points."""

    first: PollAnswer
    last: PollAnswer
    standard_error: float

    @property
    def in_errors(self) -> float:
        """The change in standard errors."""
        return abs(self.last.share.likely - self.first.share.likely) / self.standard_error


def changes_within_error(dossier: Dossier, claim: Claim) -> Iterator[Change]:
    """Yield the changes of a claim's polls that are no larger than chance would make them.

    Shares of two independent simple random samples differ with the standard error √(p(1−p)/m + q(1−q)/n); polls without
    a sample size are passed over.
    """
    answers: dict[tuple[str, str], list[PollAnswer]] = {}
    for row in poll_rows(dossier, claim):
        answers.setdefault((row.id, row.answer), []).append(row)
    for rows in answers.values():
        rows.sort(key=lambda row: row.date.earliest)
        first, last = rows[0], rows[-1]
        if first is last or not first.sample or not last.sample:
            continue
        p, q = first.share.likely / 100, last.share.likely / 100
        error = 100 * math.sqrt(p * (1 - p) / first.sample + q * (1 - q) / last.sample)
        if error and 100 * abs(q - p) < SIGNIFICANT * error:
            yield Change(first, last, error)
