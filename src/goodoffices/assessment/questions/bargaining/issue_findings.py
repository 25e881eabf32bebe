"""One finding per issue and moment: what is expected, what was agreed, how sure one can be."""

from goodoffices.assessment.finding import Confidence, Finding, Number, distinct
from goodoffices.assessment.forecast import Forecast, OptionForecast, ScaleForecast
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.bargaining.phrases import FORECASTER, MODEL_NAMES, named, position, where
from goodoffices.assessment.questions.bargaining.signatures import caution
from goodoffices.assessment.scoring import COMPATIBLE, HIT, MISS, NO_AGREEMENT, OPEN, miss_of, result_of
from goodoffices.assessment.wording import listing, percent, points
from goodoffices.dossier.values.citation import Citation
from goodoffices.models.bargaining import COMPROMISE_ON_EU_DECISIONS as RECORD

MODELS_DISAGREE = 0.15
"""Models whose medians lie further apart than this share of the scale are said to disagree."""
WIDE = 0.40
"""An interval longer than this share of the scale carries low confidence."""
OPTIONS_CONFIDENCE: tuple[Confidence, str] = ("low", "no record of past cases is known for choices between options")
"""Confidence in every forecast of an issue with options."""
NOT_TOLD = "What became of this issue is not recorded."
IN_HEADLINE = 6
"""Priority of what the bottom line has told already."""


def scale_finding(item: ScaleForecast, in_headline: bool) -> Finding:
    """Return the finding on an issue with a scale."""
    middle = item.compromise
    claim = f"{where(item)}: bargaining points to {named(item, middle.median)}"
    low, high = item.predicted.interval()
    likeliest = item.likeliest_mark
    outcomes = f"80% of outcomes: {points(low, item.length)} to {points(high, item.length)}"
    if middle.stated:
        claim += f" (80% of draws: {points(middle.low, item.length)} to {points(middle.high, item.length)}; {outcomes})"
    else:
        claim += f" (no input uncertainty was stated; {outcomes})"
    level, reason = confidence(item)
    return Finding(
        _id(item),
        f"{claim}. {_verdict(item)}".strip() + caution(item),
        priority=IN_HEADLINE if in_headline else _priority(item),
        moment=item.situation.moment.id,
        share=likeliest[1] if likeliest and item.outcome is None and item.has_rival_marks else None,
        share_of=f"nearest to “{likeliest[0].name}”, the likeliest of the named positions" if likeliest else "",
        numbers=(
            *(_number(MODEL_NAMES[e.model], e.settlement, _unit(item)) for e in item.expectations),
            Number(FORECASTER, item.predicted.median, "past cases", _unit(item), low, high),
            *(
                [Number(f"chance that “{likeliest[0].name}” is nearest", likeliest[1], "past cases")]
                if likeliest
                else []
            ),
        ),
        confidence=level,
        confidence_in="" if item.outcome is None else "the forecast",
        reason=reason,
        disagreement=_disagreement(item),
        would_change=_would_change(item),
        sources=_sources(item),
    )


def option_finding(item: OptionForecast) -> Finding:
    """Return the finding on an issue with options."""
    if item.favourite is None:
        claim = f"{where(item)}: no option beats every other; majorities run in a circle or tie."
    else:
        claim = f"{where(item)}: bargaining points to “{item.issue.option_name(item.favourite)}”"
        rivals = [item.support[item.favourite, other] for other in item.issue.option_ids if other != item.favourite]
        if rivals:
            claim += f", preferred to its closest rival by {percent(min(rivals))} of the weight"
        claim += f"; it wins in {percent(item.shares[item.favourite])} of draws." if item.stated else "."
    result = result_of(item)
    if result == NO_AGREEMENT:
        claim += " Nothing was agreed then."
    elif result == HIT:
        claim += " That was agreed: a hit."
    elif item.agreed is not None:
        claim += f" “{item.issue.option_name(item.agreed)}” was agreed: a miss."
    elif _others_are_told(item):
        claim += f" {NOT_TOLD}"
    claim += caution(item)
    judged = 2 * sum(1 for b in item.bargainers if all(c.is_judgement for c in b.stance.source)) > len(item.bargainers)
    heaviest = max(item.bargainers, key=lambda b: b.capability.capability.likely * b.stance.salience.likely)
    return Finding(
        _id(item),
        claim,
        priority=_priority(item),
        moment=item.situation.moment.id,
        numbers=tuple(
            Number(f"“{item.issue.option_name(option)}” wins", value, "draws" if item.stated else "point", "of draws")
            for option, value in item.shares.items()
        ),
        confidence=OPTIONS_CONFIDENCE[0],
        confidence_in="" if item.outcome is None else "the forecast",
        reason=OPTIONS_CONFIDENCE[1] + (", and most rankings here rest on judgement alone" if judged else ""),
        would_change=(
            f"another ranking by a heavy party: {item.situation.dossier.label(heaviest.party)} carries most weight on "
            f"{item.issue.name}"
        ),
        sources=_sources(item),
    )


def confidence(item: ScaleForecast) -> tuple[Confidence, str]:
    """Return how much a forecast can bear, by fixed rules, and why."""
    judged = sum(1 for b in item.bargainers if all(c.is_judgement for c in b.stance.source))
    doubts = []
    if item.spread > MODELS_DISAGREE * item.length:
        doubts.append("the models disagree")
    if item.compromise.high - item.compromise.low > WIDE * item.length:
        doubts.append("the inputs leave a wide interval")
    if 2 * judged > len(item.bargainers):
        doubts.append("most stances rest on judgement alone")
    if not item.compromise.stated:
        doubts.append("no input uncertainty was stated")
    if doubts:
        return "low", listing(doubts)
    return (
        "moderate",
        f"the models agree, but on past cases one miss in five was larger than {points(RECORD.error_80)} points",
    )


def _id(item: Forecast) -> str:
    return f"bargaining.{item.situation.moment.id}.{item.issue.id}"


def _priority(item: Forecast) -> int:
    # What was right and what could not be foreseen teach less than a miss.
    if _others_are_told(item):
        return 5
    return {OPEN: 1, MISS: 3, HIT: 4, NO_AGREEMENT: 5, COMPATIBLE: 5}[result_of(item)]


def _others_are_told(item: Forecast) -> bool:
    """Whether the moment is past, its outcome known on other issues and not on this one."""
    return item.outcome is None and bool(item.situation.moment.outcome)


def _number(name: str, interval: Interval, unit: str) -> Number:
    if interval.stated:
        return Number(name, interval.median, "draws", unit, interval.low, interval.high)
    return Number(name, interval.median, "point", unit)


def _unit(item: ScaleForecast) -> str:
    assert item.issue.scale is not None
    return item.issue.scale.unit or f"on {item.issue.scale.low:g}–{item.issue.scale.high:g}"


def _sources(item: Forecast) -> tuple[Citation, ...]:
    outcome = list(item.outcome.source) if item.outcome else []
    return distinct([citation for b in item.bargainers for citation in b.sources] + outcome)


def _verdict(item: ScaleForecast) -> str:
    if item.outcome is None:
        return NOT_TOLD if _others_are_told(item) else ""
    if item.agreed is None:
        return "Nothing was agreed then."
    agreed = item.agreed
    what = f"Agreed was {named(item, agreed.likely)}"
    what += f" (coded between {agreed.low:g} and {agreed.high:g})" if not agreed.is_point else ""
    result = result_of(item)
    if result == HIT:
        return f"{what}: a hit."
    away = points(abs(item.compromise.median - agreed.likely), item.length)
    if result == COMPATIBLE:
        return f"{what}: {away} away, but within what the agreement is taken to mean."
    miss = miss_of(item) * 100
    size = (
        "a miss"
        if miss <= RECORD.mean_error
        else "a large miss"
        if miss <= RECORD.error_80
        else "an unusually large miss"
    )
    return f"{what}: {size}, by {position(item, abs(item.compromise.median - agreed.likely))}."


def _disagreement(item: ScaleForecast) -> str:
    if item.spread <= MODELS_DISAGREE * item.length:
        return ""
    told = [
        f"{MODEL_NAMES[e.model]} {points(e.settlement.median, item.length)}" for e in item.expectations if e.has_merit
    ]
    return f"The models lie {points(item.spread, item.length)} apart: {listing(told)}."


def _would_change(item: ScaleForecast) -> str:
    if not item.swings:
        return "ranges in place of points in the inputs would show what the settlement hangs on"
    swing = item.swings[0]
    party = item.situation.dossier.label(swing.party)
    return (
        f"{party}’s {swing.what} on {item.issue.name}: if {swing.quantity.low:g}, the settlement lies at "
        f"{points(swing.at_low, item.length)}; if {swing.quantity.high:g}, at {points(swing.at_high, item.length)}"
    )
