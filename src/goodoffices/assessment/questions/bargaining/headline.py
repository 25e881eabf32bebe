"""The bottom line of the bargaining question: what is expected, how forecasts fared, and how their intervals did."""

from collections.abc import Sequence

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.forecast import Forecast, ScaleForecast
from goodoffices.assessment.questions.bargaining.issue_findings import OPTIONS_CONFIDENCE, confidence
from goodoffices.assessment.questions.bargaining.phrases import expected, named, where
from goodoffices.assessment.scoring import (
    COMPATIBLE,
    HIT,
    MISS,
    NO_AGREEMENT,
    OPEN,
    is_foreseen,
    miss_of,
    miss_of_middle,
    result_of,
)
from goodoffices.assessment.wording import capital, count, listing, points
from goodoffices.dossier.values.citation import Citation
from goodoffices.models.bargaining import COMPROMISE_ON_EU_DECISIONS as RECORD

ENOUGH_TO_JUDGE = 5
"""Below this many agreed positions nothing is said of how wide the inputs' ranges are."""
ENOUGH_OUTCOMES = 30
"""Below this many known outcomes a score says little about the model."""


def outlook(forecasts: Sequence[Forecast]) -> Finding | None:
    """Say what is expected on the issues still open at the last moment; None if none is open."""
    last = [
        item
        for item in forecasts
        if item.situation.moment == forecasts[-1].situation.moment and result_of(item) == OPEN
    ]
    if not last:
        return None
    on_scale = [item for item in last if isinstance(item, ScaleForecast)]
    levels = [confidence(item) if isinstance(item, ScaleForecast) else OPTIONS_CONFIDENCE for item in last]
    doubts = sorted({reason for level, reason in levels if level == "low"})
    caution = (
        f"Forecasts on a scale missed by {points(RECORD.mean_error)} points of 100 on average on past cases, and bargaining "
        "models always expect an agreement."
        if on_scale
        else "No record of past cases is known for such forecasts, and they always expect an agreement."
    )
    return Finding(
        "bargaining.outlook",
        " ".join([*(f"{where(item)}: bargaining points to {expected(item)}." for item in last), caution]),
        priority=0,
        moment=last[0].situation.moment.id,
        confidence="low" if doubts else "moderate",
        reason="; ".join(doubts)
        or "the settlement is a weighted average of what parties want; see each issue for its own confidence",
        sources=_sources(last),
    )


def record(forecasts: Sequence[Forecast]) -> Finding | None:
    """Say how forecasts fared against what was agreed; None if nothing is known to have been agreed."""
    agreed = [item for item in forecasts if item.agreed is not None]
    if not agreed:
        return None
    results = [result_of(item) for item in agreed]
    hindsight = bool(forecasts[0].situation.dossier.about.hindsight)
    tally = [
        f"{results.count(result)} {word}"
        for result, word in ((HIT, "hit"), (COMPATIBLE, "within what the agreement may mean"), (MISS, "missed"))
        if results.count(result)
    ]
    opening = "Reconstructed with hindsight" if hindsight else "Held against the record"
    verdict = "does not explain all" if MISS in results else "is consistent with all"
    sentences = [
        f"{opening}, bargaining from weight and wishes alone {verdict} that was agreed: of {len(agreed)} "
        f"outcome{'' if len(agreed) == 1 else 's'} {listing(tally)}."
    ]
    numbers = [Number(f"outcomes: {result}", results.count(result), "exact") for result in (HIT, COMPATIBLE, MISS)]
    on_scale = [item for item in agreed if isinstance(item, ScaleForecast)]
    if on_scale:
        mean = sum(map(miss_of, on_scale)) / len(on_scale) * 100
        middle = sum(map(miss_of_middle, on_scale)) / len(on_scale) * 100
        worst = max(on_scale, key=miss_of)
        sentences.append(
            f"The average distance was {points(mean)} points of 100 (guessing the middle every time: {points(middle)}; such "
            f"forecasts on past cases: {points(RECORD.mean_error)})."
        )
        if worst.agreed is not None and result_of(worst) == MISS:
            sentences.append(
                f"The widest gap is {where(worst)}: bargaining pointed to {named(worst, worst.compromise.median)}; agreed "
                f"was {named(worst, worst.agreed.likely)}."
            )
        numbers += [
            Number("mean miss", mean, "draws", "points of 100"),
            Number("mean miss of the middle of the scale", middle, "exact", "points of 100"),
            Number("mean miss of the model on past cases", RECORD.mean_error, "past cases", "points of 100"),
        ]
    failed = sum(1 for item in forecasts if result_of(item) == NO_AGREEMENT)
    if failed:
        sentences.append(
            f"{capital(count(failed, 'question'))} found no agreement at the time, which these models cannot foresee."
        )
    return Finding(
        "bargaining.record",
        " ".join(sentences),
        priority=0,
        numbers=tuple(numbers),
        confidence="low" if len(agreed) < ENOUGH_OUTCOMES else "moderate",
        reason=(
            f"{count(len(agreed), 'outcome')} of one case cannot prove a model; a gap may mean that the model, its inputs or "
            "the parties’ own initiative made the difference"
        ),
        would_change="stances coded from documents of the time, by someone who did not know the outcome"
        if hindsight
        else "more cases with known outcomes",
        sources=_sources(forecasts),
    )


def score(forecasts: Sequence[Forecast]) -> Finding | None:
    """Count how often each kind of interval held what was agreed; None if no interval met an outcome."""
    stated = [i for i in forecasts if isinstance(i, ScaleForecast) and i.agreed is not None and i.compromise.stated]
    if not stated:
        return None
    inside = sum(1 for item in stated if result_of(item) == HIT)
    near = sum(1 for item in stated if is_foreseen(item))
    advice = (
        "The ranges of the inputs understate the uncertainty by far: read the wide grey bands."
        if inside < 0.6 * len(stated) and len(stated) >= ENOUGH_TO_JUDGE
        else "The ranges of the inputs were about wide enough."
        if len(stated) >= ENOUGH_TO_JUDGE
        else "That is too few to judge the ranges by."
    )
    return Finding(
        "bargaining.score",
        f"Intervals from the inputs alone (blue in the picture; meant to hold 80%) held {inside} of "
        f"{len(stated)} agreed positions; bands that count the misses of past cases (grey) held {near}. {advice}",
        priority=1 if len(stated) >= ENOUGH_TO_JUDGE else 6,
        numbers=(
            Number("outcomes in the 80% interval of the inputs", inside, "exact"),
            Number("outcomes in the 80% range that counts past misses", near, "exact"),
        ),
        confidence="exact",
        reason="counted; whether it would be so in another case is not known",
        sources=distinct([c for item in stated if item.outcome for c in item.outcome.source]),
    )


def _sources(forecasts: Sequence[Forecast]) -> tuple[Citation, ...]:
    return distinct([citation for item in forecasts for b in item.bargainers for citation in b.sources])
