"""How likely each plan is carried out, by when, how it breaks, and how one-sided it gets on the way."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.implementation.courses import Judged
from goodoffices.assessment.texts_in_words import fate
from goodoffices.assessment.wording import capital, listing, percent
from goodoffices.models.implementation.course import Outcomes, outcomes
from goodoffices.models.implementation.course.places import MONTH

HORIZON = 60
"""Plans are followed for so many months: five years."""
MOST_FOLLOWED = 128
"""So many draws are followed month by month."""
EVERY = 3
"""The picture and its table have every third month."""
REASON = "the conduct of the parties is judged; durations and delays are, too"


@dataclass(frozen=True)
class Risk:
    """What becomes of one plan over the worlds."""

    judged: Judged
    found: Outcomes

    def share(self, end: str, month: int = HORIZON) -> Interval:
        """Return how likely something has come by a month, with its interval."""
        return Interval.over(self.found.by_month[end][min(month, HORIZON)], self.judged.stated)

    def day(self, month: float) -> str:
        """Return the month in which so many months after the start lie."""
        return f"{self.judged.reading.day(month * MONTH):%B %Y}"


def risk(judged: Judged) -> Risk:
    """Follow a plan over the worlds."""
    chances = judged.ready.chances(judged.first(MOST_FOLLOWED))
    return Risk(judged, outcomes(judged.ready, chances, HORIZON))


def risk_finding(followed: Risk) -> Finding:
    """Say how likely the plan is completed and by when, how likely war is and when, and who is likeliest to stop."""
    reading, found = followed.judged.reading, followed.found
    moment = reading.situation.moment
    done, war, stopped = (followed.share(end) for end in ("completed", "war", "stopped"))
    claim = f"With the conduct judged in this dossier {reading.name} is completed within five years with a chance of {chance_in_words(done)}"
    middle = found.month_of("completed")
    if done.median > 0 and np.isfinite(np.median(middle)):
        claim += f"; if it is, then as likely as not by {followed.day(float(np.median(middle)))}"
    claim += f". War comes first with a chance of {chance_in_words(war)}."
    if stopped.median >= 0.005:
        claim += f" With {percent(stopped.median)} somebody has stopped by then, and there is neither."
    for phase in reading.plan.phases:
        if phase.due and phase.due.day is not None:
            by = int(phase.due.day // MONTH)
            if 0 < by < HORIZON:
                claim += f" Completed in time ({phase.due.name}): {chance_in_words(followed.share('completed', by))}."
    likely = _likeliest(followed)
    if likely:
        claim += f" Likeliest to stop: {likely}."
    return Finding(
        f"implementation.{moment.id}.risk.{reading.text.id}",
        claim,
        8 if reading.is_open else 9,
        moment.id,
        done.median,
        f"that {reading.name} is completed within five years",
        numbers=(_number("completed within five years", done), _number("war within five years", war),
                 _number("somebody has stopped, and neither", stopped)),
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
    hazard = Interval.over(found.danger[worst - 1], followed.judged.stated)
    behind = {party: Interval.over(values, followed.judged.stated) for party, values in found.behind.items()}
    furthest = max(behind, key=lambda party: behind[party].median)
    claim = (
        f"The most dangerous month of {reading.name} is the {_ordinal(worst)}, about {followed.day(worst)}: if all is still under way, war "
        f"comes in it with a chance of {chance_in_words(hazard)}."
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
        numbers=(_number("war in that month, if all is still under way", hazard),),
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
            leads = [float(np.median(each.judged.ready.probability(lead >= k, chances))) for k in (1, 2, 3)]
            rows.append(
                (
                    reading.text.name,
                    reading.dossier.label(conduct.party),
                    reading.phases[conduct.phase].name,
                    chance_in_words(Interval.over(breach.holds_back, stated)),
                    percent(float(np.median(breach.found_out))),
                    percent(float(np.median(breach.excluded))),
                    *(percent(value) for value in leads),
                    _months(Interval.over(each.found.behind[conduct.party], stated)),
                )
            )
    columns = (
        "text", "party", "may stop at", "stops there", "is found out", "is excluded", "others one phase ahead of it", "two", "three",
        "phase-months others are ahead",
    )  # fmt: skip
    note = (
        "Chances before all is over, medians of the draws with 80% of them in brackets. A party that another stops before it gets there does not "
        "stop. Phase-months: the phases by which the furthest of the others is ahead, summed over the months, so that two months in which it is three "
        "phases ahead count six."
    )
    return Table("implementation.conduct", "Who may stop where, and what becomes of it", columns, tuple(rows), note)


def months_table(followed: Sequence[Risk]) -> Table:
    """Return the risk over time."""
    rows: list[tuple[Cell, ...]] = []
    for each in followed:
        reading = each.judged.reading
        title = f"{reading.text.name} ({fate(reading.dossier, reading.text, reading.situation.moment.date)})"
        for month in range(0, HORIZON + 1, EVERY):
            cells: list[Cell] = [title, month, reading.day(month * MONTH).isoformat()]
            for end in ("completed", "war", "stopped"):
                held = each.share(end, month)
                cells += [round(held.median, 4), round(held.low, 4), round(held.high, 4)]
            rows.append(tuple(cells))
    columns = (
        "text", "month", "day", "completed", "completed low", "completed high", "war", "war low", "war high", "stopped",
        "stopped low", "stopped high",
    )  # fmt: skip
    note = "Low and high: 80% of the draws. Stopped: somebody has stopped, and neither completion nor war has come."
    return Table("implementation.risk.data", "Risk over time", columns, tuple(rows), note)


def risk_figure(followed: Sequence[Risk]) -> Figure:
    """Return the chances of completion, war and a stop by month, with 80% of the draws."""
    said = "; ".join(
        f"{each.judged.reading.text.name}: after {months} months completed {percent(each.share('completed', months).median)}, war "
        f"{percent(each.share('war', months).median)}, stopped {percent(each.share('stopped', months).median)}"
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
        (float(np.median(breach.holds_back)), party, phase)
        for (party, phase), breach in followed.found.breaches.items()
    ]
    return sorted((each for each in found if each[0] > 0), key=lambda each: -each[0])


def chance_in_words(held: Interval) -> str:
    """Return a chance in per cent, with its interval if that is wider than a per cent."""
    if not held.stated or percent(held.low) == percent(held.high):
        return percent(held.median)
    return f"{percent(held.median)} ({percent(held.low)} to {percent(held.high)})"


def _months(held: Interval) -> str:
    if not np.isfinite(held.median):
        return "without end"
    return f"{held.median:.1f}" + (f" ({held.low:.1f} to {held.high:.1f})" if held.stated else "")


def _number(name: str, held: Interval) -> Number:
    if not held.stated:
        return Number(name, held.median, "point")
    return Number(name, held.median, "draws", "", held.low, held.high)


def _likeliest(followed: Risk) -> str:
    reading = followed.judged.reading
    return listing(
        [
            f"{reading.dossier.label(party)} at “{reading.phases[phase].name}” ({percent(chance)})"
            for chance, party, phase in likeliest_breaks(followed)[:2]
        ]
    )


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
