"""How likely each plan is carried out, by when, how it breaks, and how one-sided it gets on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.finding import Finding, distinct
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.implementation.chance import Chance
from goodoffices.assessment.questions.implementation.courses import HORIZON, MOST_WORLDS, Judged
from goodoffices.assessment.wording import capital, listing, percent
from goodoffices.models.implementation.course import Outcomes, ends_by_month, outcomes
from goodoffices.models.implementation.course.places import MONTH

MOST_FOLLOWED = 128
"""Who stops where, and how far others are ahead, is worked out in so many draws."""
EVERY = 3
"""The picture and its table have every third month."""
HARDLY = 0.005
"""Of a chance that rounds to nothing nothing is said."""
MOST_BREAKS = 3
COMPLETED = "completed within five years"
"""The name of the one number for completion, wherever it stands."""
REASON = "the conduct of the parties is judged; durations and delays are, too"


@dataclass(frozen=True)
class Risk:
    """What becomes of one plan over the worlds.

    Attributes
    ----------
    by_month : dict of str to ndarray, shape (HORIZON + 1, draws)
        How likely each end has come by each month, in the same draws in which the way to an agreement is counted.
    found : Outcomes
        All else, in the first of these draws.
    """

    judged: Judged
    by_month: Mapping[str, NDArray[np.float64]]
    found: Outcomes

    def share(self, end: str, month: int = HORIZON) -> Chance:
        """Return how likely something has come by a month, with its interval."""
        return Chance.over(self.by_month[end][min(month, HORIZON)], self.judged.stated)

    def half_by(self, end: str) -> float | None:
        """Return the month by which, if an end comes within the horizon at all, it has come as likely as not; None if it does not."""
        curve = self.by_month[end].mean(axis=1)
        return float(np.argmax(curve >= 0.5 * curve[-1])) if curve[-1] > 0 else None

    def day(self, month: float) -> str:
        """Return the month in which so many months after the start lie."""
        return f"{self.judged.reading.day(month * MONTH):%B %Y}"


def risk(judged: Judged) -> Risk:
    """Follow a plan over the worlds."""
    ready = judged.ready
    by_month = ends_by_month(ready, ready.chances(judged.first(MOST_WORLDS)), HORIZON)
    return Risk(judged, by_month, outcomes(ready, ready.chances(judged.first(MOST_FOLLOWED)), HORIZON))


def risk_finding(followed: Risk) -> Finding | None:
    """Say how the plan may break beside what is told of it in short, and how likely it is completed in time."""
    reading = followed.judged.reading
    moment = reading.situation.moment
    done, war, stopped = (followed.share(end) for end in ("completed", "war", "stopped"))
    told = [
        f"it is completed in time ({due.name}) with a chance of {followed.share('completed', by)}"
        for phase in reading.plan.phases
        if (due := phase.due) and due.day is not None and 0 < (by := int(due.day // MONTH)) < HORIZON
    ]
    if stopped.mean >= HARDLY:
        told.append(
            f"with a chance of {percent(stopped.mean)} somebody has stopped, and neither completion nor war has come within five years"
        )
    first, *others = [
        f"{reading.dossier.label(party)} at “{reading.phases[phase].name}” ({percent(chance)})"
        for chance, party, phase in likeliest_breaks(followed)[:MOST_BREAKS]
    ] or [""]
    if others:
        told.append(f"next to {first}, likeliest to stop {'is' if len(others) == 1 else 'are'} {listing(others)}")
    if not told:
        return None
    return Finding(
        f"implementation.{moment.id}.risk.{reading.text.id}",
        f"{reading.name} with the conduct judged in this dossier: {'; '.join(told)}.",
        8 if reading.is_open else 9,
        moment.id,
        numbers=(done.number(COMPLETED), war.number("war first within five years"),
                 stopped.number("somebody has stopped, and neither")),
        confidence="low",
        reason=REASON,
        would_change="judgements of conduct by somebody else; what a party has done so far",
        sources=distinct(followed.judged.sources),
    )  # fmt: skip


def danger_finding(followed: Risk) -> Finding | None:
    """Say which month is the most dangerous, and how far and how long one is then ahead of another."""
    reading, found = followed.judged.reading, followed.found
    worst = found.worst_month
    if worst is None:
        return None
    moment = reading.situation.moment
    hazard = Chance.over(found.danger[worst - 1], followed.judged.stated)
    behind = {party: Interval.over(values, followed.judged.stated) for party, values in found.behind.items()}
    furthest = max(behind, key=lambda party: behind[party].median)
    claim = (
        f"The most dangerous month of {reading.name} is the {_ordinal(worst)}, about {followed.day(worst)}: if all is still under way, war "
        f"comes in it with a chance of {hazard}."
    )
    if np.isfinite(behind[furthest].median) and behind[furthest].median >= 0.05:
        claim += (
            f" The longest one-sided stretch is that in which others are ahead of {reading.dossier.label(furthest)}: "
            f"on average {behind[furthest].median:.1f} phase-months (two months in which the furthest of the others is three phases ahead of it "
            "count six)."
        )
    return Finding(
        f"implementation.{moment.id}.danger.{reading.text.id}",
        claim,
        8,
        moment.id,
        numbers=(hazard.number("war in that month, if all is still under way"),),
        confidence="low",
        reason=REASON,
        would_change="smaller phases, or gates, where the lead arises",
        sources=distinct(followed.judged.sources),
    )


def risks_table(followed: Sequence[Risk]) -> Table:
    """Return for each plan and each judged conduct how likely it comes about and what becomes of it, and how one-sided it gets."""
    rows: list[tuple[Cell, ...]] = []
    for each in followed:
        reading, stated = each.judged.reading, each.judged.stated
        chances = each.judged.ready.chances(each.judged.first(64))
        for conduct in each.judged.conducts:
            breach = each.found.breaches[conduct.party, conduct.phase]
            lead = each.judged.ready.course.places.largest_lead(conduct.party)
            leads = [float(np.mean(each.judged.ready.probability(lead >= k, chances))) for k in (1, 2, 3)]
            rows.append(
                (
                    reading.text.name,
                    reading.dossier.label(conduct.party),
                    reading.phases[conduct.phase].name,
                    str(Chance.over(breach.holds_back, stated)),
                    percent(float(np.mean(breach.found_out))),
                    percent(float(np.mean(breach.excluded))),
                    *(percent(value) for value in leads),
                    _months(Interval.over(each.found.behind[conduct.party], stated)),
                )
            )
    columns = (
        "text", "party", "may stop at", "stops there", "is found out", "is excluded", "others one phase ahead of it", "two", "three",
        "phase-months others are ahead",
    )  # fmt: skip
    note = (
        f"Chances before all is over: means over the first {MOST_FOLLOWED} draws, with 80% of them in brackets. A party that another stops before it gets there does not "
        "stop. Phase-months: the phases by which the furthest of the others is ahead, summed over the months, so that two months in which it is three "
        "phases ahead count six."
    )
    return Table("implementation.conduct", "Who may stop where, and what becomes of it", columns, tuple(rows), note)


def months_table(followed: Sequence[Risk]) -> Table:
    """Return the risk over time."""
    rows: list[tuple[Cell, ...]] = []
    for each in followed:
        reading = each.judged.reading
        for month in range(0, HORIZON + 1, EVERY):
            cells: list[Cell] = [reading.title, month, reading.day(month * MONTH).isoformat()]
            for end in ("completed", "war", "stopped"):
                held = each.share(end, month)
                cells += [round(held.mean, 4), round(held.low, 4), round(held.high, 4)]
            rows.append(tuple(cells))
    columns = (
        "text", "month", "day", "completed", "completed low", "completed high", "war", "war low", "war high", "stopped",
        "stopped low", "stopped high",
    )  # fmt: skip
    note = "Means over the draws; low and high: 80% of them. Stopped: somebody has stopped, and neither completion nor war has come."
    return Table("implementation.risk.data", "Risk over time", columns, tuple(rows), note)


def risk_figure(followed: Sequence[Risk]) -> Figure:
    """Return the chances of completion, war and a stop by month, with 80% of the draws."""
    said = "; ".join(
        f"{each.judged.reading.text.name}: after {months} months completed {percent(each.share('completed', months).mean)}, war "
        f"{percent(each.share('war', months).mean)}, stopped {percent(each.share('stopped', months).mean)}"
        for each in followed
        for months in (12, 24, HORIZON)
    )
    return Figure(
        "implementation.risk.figure",
        "risk",
        "What becomes of the plans, month by month",
        "One panel per text. Three lines over time: how likely it is completed, that war has come, and that somebody has stopped without "
        f"either; bands span 80% of the draws. {capital(said)}.",
        months_table(followed),
    )


def likeliest_breaks(followed: Risk) -> list[tuple[float, str, str]]:
    """Return the chance, party and phase of each way in which somebody may stop, the likeliest first."""
    found = [
        (float(np.mean(breach.holds_back)), party, phase) for (party, phase), breach in followed.found.breaches.items()
    ]
    return sorted((each for each in found if each[0] > 0), key=lambda each: -each[0])


def _months(held: Interval) -> str:
    if not np.isfinite(held.median):
        return "without end"
    return f"{held.median:.1f}" + (f" ({held.low:.1f} to {held.high:.1f})" if held.stated else "")


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
