"""Where will the talks settle? Expected settlements beside what was agreed, where that is known."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Cell, Figure, Method, Table
from goodoffices.assessment.finding import Confidence, Finding, Number, distinct
from goodoffices.assessment.forecast import Forecast, Interval, OptionForecast, ScaleForecast, forecast
from goodoffices.assessment.question import Question
from goodoffices.assessment.scoring import COMPATIBLE, HIT, MISS, NO_AGREEMENT, OPEN, miss_of, miss_of_middle, result_of
from goodoffices.assessment.wording import capital, count, listing, percent, points
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.models.bargaining import COMPROMISE_ON_EU_DECISIONS as RECORD

MODELS_DISAGREE = 0.15
"""Models whose medians lie further apart than this share of the scale are said to disagree."""
WIDE = 0.40
"""An interval longer than this share of the scale carries low confidence."""
MOST_SWINGS = 3
IN_HEADLINE = 6
"""Priority of what the bottom line has told already."""
ENOUGH_OUTCOMES = 30
"""Below this many known outcomes a score says little about the model."""

METHODS = (
    Method(
        "Compromise model",
        "The expected settlement is the mean of the parties’ positions, each weighted by its capability times its "
        "salience. It is simple, and on past negotiations with known outcomes hardly any bargaining model has come "
        "closer. It always expects an agreement: it cannot say that talks will fail.",
        "Achen (2006), in Thomson, Stokman, Achen & König (eds), The European Union Decides, Cambridge University "
        "Press, ch. 4",
    ),
    Method(
        "Capability-weighted mean and weighted median",
        "Shown for comparison: the mean of positions by capability alone, and the position of the pivotal party (the "
        "weighted median, weights as above). Where they lie far from the compromise, the models are said to disagree.",
        "Black (1948), Journal of Political Economy 56(1), 23-34",
    ),
    Method(
        "Pairwise majority",
        "Issues that have options and no scale: each pair of options meets, every party voting with capability times "
        "salience. The option that beats all others is expected; if majorities run in a circle there is none.",
        "Condorcet (1785), Essai; Black (1958), The Theory of Committees and Elections, ch. 4",
    ),
    Method(
        "Uncertainty of the inputs",
        "Every range in the dossier is drawn from a PERT distribution. Each draw is one complete world, used for all "
        "issues and moments. Intervals hold the middle 80% of the draws. They measure how unsure the inputs are, not "
        "how often history would come out so.",
        "Malcolm, Roseboom, Clark & Fazar (1959), Operations Research 7(5), 646-669",
    ),
    Method(
        "Error known from past cases",
        f"On {RECORD.cases} decisions with known outcomes the compromise model missed by {points(RECORD.mean_error)} "
        f"points of 100 on average, and in four cases of five by less than {points(RECORD.error_80)}. This error is "
        "shown apart from the uncertainty of the inputs. Those were decisions of a standing union with rules, not "
        "talks to end a war; here the error may be larger.",
        RECORD.source,
    ),
    Method(
        "Hit, compatible, miss",
        "A hit: the 80% interval of the inputs holds the agreed position (or the option expected was the one agreed). "
        "Compatible: it does not, but the expected settlement lies within the range that the agreement is taken to mean. "
        "Everything else is a miss.",
    ),
    Method(
        "What the answer hangs on",
        "Each uncertain input is moved to the ends of its range while all others keep their likeliest value; the "
        "table lists the inputs that move the settlement most.",
    ),
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Forecast every open issue at every moment and hold the forecasts against what was agreed."""
    forecasts: list[Forecast] = []
    missing: list[str] = []
    for situation in situations:
        for issue in situation.issues:
            expected = forecast(situation, issue, worlds)
            if expected is None:
                missing.append(
                    f"at {situation.moment.name}: stances and capabilities of at least two parties on {issue.name}"
                )
            else:
                forecasts.append(expected)
        if situation.withheld:
            missing.append(
                f"at {situation.moment.name}: {count(len(situation.withheld), 'row')} left out because the documents "
                "they cite were written later and dossier.yaml declares no hindsight"
            )
    findings = [finding for finding in (_headline(forecasts), _score(forecasts)) if finding] if forecasts else []
    known = [item for item in forecasts if isinstance(item, ScaleForecast) and item.agreed is not None]
    worst = max(known, key=miss_of, default=None)
    findings += [
        _scale_finding(item, item is worst) if isinstance(item, ScaleForecast) else _option_finding(item)
        for item in forecasts
    ]
    figures = (_figure(forecasts),) if any(isinstance(item, ScaleForecast) for item in forecasts) else ()
    tables = tuple(table for table in (_options_table(forecasts), _swings_table(forecasts)) if table.rows)
    return Answer(question.id, question.title, tuple(findings), tables, figures, METHODS, tuple(missing))


def _position(item: ScaleForecast, value: float) -> str:
    unit = item.issue.scale.unit if item.issue.scale else ""
    return f"{points(value)}{unit if unit == '%' else ''}"


def _headline(forecasts: Sequence[Forecast]) -> Finding:
    agreed = [item for item in forecasts if item.agreed is not None]
    sources = distinct([citation for item in forecasts for b in item.bargainers for citation in b.sources])
    if not agreed:
        last = forecasts[-1].situation.moment
        expected = [_expected_in_words(item) for item in forecasts if item.situation.moment == last]
        return Finding(
            "bargaining.headline",
            f"{last.name}: bargaining points to {listing(expected)}.",
            priority=0,
            moment=last.id,
            confidence="low"
            if any(_confidence(i)[0] == "low" for i in forecasts if isinstance(i, ScaleForecast))
            else "moderate",
            reason="the settlement is a weighted average of what parties want; see each issue for its own confidence",
            sources=sources,
        )
    hindsight = bool(forecasts[0].situation.dossier.about.hindsight)
    sentences = ["Reconstructed with hindsight:" if hindsight else "Held against the record:"]
    on_scale = [item for item in agreed if isinstance(item, ScaleForecast)]
    numbers = [Number("outcomes known", len(agreed), "exact")]
    if on_scale:
        misses = [miss_of(item) for item in on_scale]
        worst = max(on_scale, key=miss_of)
        mean, middle = sum(misses) / len(misses), sum(map(miss_of_middle, on_scale)) / len(on_scale)
        sentences.append(
            f"what was agreed {_closeness(mean)} what the parties’ weight and wishes alone would yield: "
            f"{points(mean * 100)} points of 100 away on average (over {count(len(on_scale), 'outcome')}; guessing the middle "
            f"every time: {points(middle * 100)}; such forecasts on past cases: {points(RECORD.mean_error)})."
        )
        sentences.append(
            f"The widest gap is {_where(worst)}: bargaining pointed to {_named(worst, worst.compromise.median)}; agreed was "
            f"{_named(worst, worst.agreed.likely if worst.agreed else 0)}."
        )
        numbers += [
            Number("mean miss", mean * 100, "exact", "points of 100"),
            Number("mean miss of the middle of the scale", middle * 100, "exact", "points of 100"),
            Number("mean miss of the model on past cases", RECORD.mean_error, "past cases", "points of 100"),
        ]
    by_option = [item for item in agreed if isinstance(item, OptionForecast)]
    if by_option:
        right = sum(1 for item in by_option if result_of(item) == HIT)
        numbers.append(Number("choices between options", len(by_option), "exact"))
        numbers.append(Number("choices between options named right", right, "exact"))
        if not on_scale:
            sentences.append(f"of {count(len(by_option), 'choice')} between options bargaining named {right} right.")
    failed = sum(1 for item in forecasts if result_of(item) == NO_AGREEMENT)
    if failed:
        sentences.append(
            f"{capital(count(failed, 'question'))} found no agreement at the time, which these models cannot foresee."
        )
    return Finding(
        "bargaining.headline",
        " ".join(sentences),
        priority=0,
        numbers=tuple(numbers),
        confidence="low" if len(agreed) < ENOUGH_OUTCOMES else "moderate",
        reason=(
            f"{count(len(agreed), 'outcome')} of one case cannot prove a model; a gap may mean that the model, its inputs or "
            "the parties’ own initiative made the difference"
        ),
        would_change="stances coded from documents of the time, by someone who did not know the outcome",
        sources=sources,
    )


def _closeness(mean: float) -> str:
    """Say how a mean miss, as a share of the scale, compares with the model's record."""
    if mean * 100 < 0.8 * RECORD.mean_error:
        return "came fairly close to"
    return "lay about as far as usual from" if mean * 100 < 1.2 * RECORD.mean_error else "lay far from"


def _named(item: ScaleForecast, value: float) -> str:
    mark = item.issue.scale.nearest_mark(value) if item.issue.scale else None
    return _position(item, value) + (f", nearest to “{mark.name}”" if mark else "")


def _score(forecasts: Sequence[Forecast]) -> Finding | None:
    """How often each kind of interval held what was agreed."""
    known = [item for item in forecasts if isinstance(item, ScaleForecast) and item.agreed is not None]
    stated = [item for item in known if item.compromise.stated]
    if not stated:
        return None
    inside = sum(1 for item in stated if result_of(item) == HIT)
    near = sum(1 for item in stated if miss_of(item) * 100 <= RECORD.error_80)
    advice = (
        "the ranges of the inputs understate the uncertainty, so read the wide band"
        if inside < 0.6 * len(stated)
        else "the ranges of the inputs were about wide enough"
        if inside < len(stated) or len(stated) < 5
        else "the ranges of the inputs were wide enough"
    )
    return Finding(
        "bargaining.score",
        f"Of {count(len(stated), 'outcome')}, the 80% intervals drawn from the inputs held {inside} and the error known "
        f"from past cases {near}: {advice}.",
        priority=1,
        numbers=(
            Number("outcomes in the 80% interval of the inputs", inside, "exact"),
            Number("outcomes within the error known from past cases", near, "exact"),
        ),
        confidence="exact",
        reason="counted; whether it would be so in another case is not known",
        sources=distinct([c for item in stated if item.outcome for c in item.outcome.source]),
    )


def _where(item: Forecast) -> str:
    return f"{item.issue.name} ({item.situation.moment.name})"


def _expected_in_words(item: Forecast) -> str:
    if isinstance(item, OptionForecast):
        name = item.issue.option_name(item.favourite) if item.favourite else "no clear winner"
        return f"“{name}” on {item.issue.name}"
    near = f", near “{item.mark.name}”," if item.mark else ""
    return f"{_position(item, item.compromise.median)}{near} on {item.issue.name}"


def _scale_finding(item: ScaleForecast, in_headline: bool) -> Finding:
    middle = item.compromise
    where = f"{_where(item)}: bargaining points to {_position(item, middle.median)}"
    if middle.stated:
        where += f" (80% of draws: {points(middle.low)} to {points(middle.high)})"
    else:
        where += " (a point: no input uncertainty was stated)"
    if item.mark:
        where += f", nearest to “{item.mark.name}”"
    claim = f"{where}. {_verdict(item)}".strip()
    confidence, reason = _confidence(item)
    return Finding(
        f"bargaining.{item.situation.moment.id}.{item.issue.id}",
        claim,
        priority=IN_HEADLINE if in_headline else _priority(item),
        moment=item.situation.moment.id,
        share=item.mark_share if item.mark and middle.stated and item.outcome is None else None,
        share_of=f"nearest to “{item.mark.name}”" if item.mark else "",
        numbers=(
            _number("compromise", middle, _unit(item)),
            _number("capability alone", item.capability_mean, _unit(item)),
            _number("pivotal party", item.pivotal, _unit(item)),
            *([Number(f"nearest to “{item.mark.name}”", item.mark_share, "draws", "of draws")] if item.mark else []),
        ),
        confidence=confidence,
        reason=reason,
        disagreement=_disagreement(item),
        would_change=_would_change(item),
        sources=distinct(
            [c for b in item.bargainers for c in b.sources] + (list(item.outcome.source) if item.outcome else [])
        ),
    )


def _number(name: str, interval: Interval, unit: str) -> Number:
    if interval.stated:
        return Number(name, interval.median, "draws", unit, interval.low, interval.high)
    return Number(name, interval.median, "point", unit)


def _unit(item: ScaleForecast) -> str:
    assert item.issue.scale is not None
    return item.issue.scale.unit or f"on {item.issue.scale.low:g}–{item.issue.scale.high:g}"


def _verdict(item: ScaleForecast) -> str:
    if item.outcome is None:
        return ""
    if item.agreed is None:
        return "Nothing was agreed then."
    agreed, scale = item.agreed, item.issue.scale
    mark = scale.nearest_mark(agreed.likely) if scale else None
    what = _position(item, agreed.likely)
    what += f" (coded between {agreed.low:g} and {agreed.high:g})" if not agreed.is_point else ""
    what += " was agreed" + (f", nearest to “{mark.name}”" if mark and mark != item.mark else "")
    result = result_of(item)
    if result == HIT:
        return f"{what}: a hit."
    away = points(abs(item.compromise.median - agreed.likely))
    if result == COMPATIBLE:
        return f"{what}: {away} away, but within what the agreement is taken to mean."
    size = "not unusual for such forecasts" if miss_of(item) * 100 <= RECORD.error_80 else "unusually large"
    return f"{what}: a miss by {away}, {size}."


def _confidence(item: ScaleForecast) -> tuple[Confidence, str]:
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
    return "moderate", f"the models agree, but on past cases misses ran up to {points(RECORD.error_80)} points of 100"


def _disagreement(item: ScaleForecast) -> str:
    if item.spread <= MODELS_DISAGREE * item.length:
        return ""
    return (
        f"The models lie {points(item.spread)} apart: compromise {points(item.compromise.median)}, capability alone "
        f"{points(item.capability_mean.median)}, the pivotal party {points(item.pivotal.median)}."
    )


def _would_change(item: ScaleForecast) -> str:
    if not item.swings:
        return "ranges in place of points in the inputs would show what the settlement hangs on"
    swing = item.swings[0]
    party = item.situation.dossier.label(swing.party)
    return (
        f"{party}’s {swing.what} on {item.issue.name}: if {points(swing.quantity.low)}, the settlement lies at "
        f"{points(swing.at_low)}; if {points(swing.quantity.high)}, at {points(swing.at_high)}"
    )


def _priority(item: Forecast) -> int:
    # What was right and what could not be foreseen teach less than a miss.
    return {OPEN: 1, MISS: 3, HIT: 4, NO_AGREEMENT: 5, COMPATIBLE: 5}[result_of(item)]


def _option_finding(item: OptionForecast) -> Finding:
    moment = item.situation.moment
    if item.favourite is None:
        claim = (
            f"On {item.issue.name} at {moment.name}, no option beats every other: majorities run in a circle or tie."
        )
        share = item.no_winner
    else:
        share = item.shares[item.favourite]
        rivals = [item.support[item.favourite, other] for other in item.issue.option_ids if other != item.favourite]
        claim = (
            f"{_where(item)}: bargaining points to “{item.issue.option_name(item.favourite)}”, "
            f"preferred to its closest rival by {percent(min(rivals))} of the weight."
            if rivals
            else f"On {item.issue.name} there is one option only."
        )
    if item.outcome is not None:
        if item.agreed is None:
            claim += " Nothing was agreed then."
        elif result_of(item) == HIT:
            claim += " That was agreed: a hit."
        else:
            claim += f" “{item.issue.option_name(item.agreed)}” was agreed: a miss."
    judged = sum(1 for b in item.bargainers if all(c.is_judgement for c in b.stance.source))
    mostly_judged = 2 * judged > len(item.bargainers)
    return Finding(
        f"bargaining.{moment.id}.{item.issue.id}",
        claim,
        priority=_priority(item),
        moment=moment.id,
        share=share if item.stated and item.outcome is None else None,
        share_of="it wins" if item.favourite else "no winner",
        numbers=tuple(
            Number(f"“{item.issue.option_name(option)}” wins", value, "draws" if item.stated else "point", "of draws")
            for option, value in item.shares.items()
        ),
        confidence="low" if mostly_judged or item.favourite is None else "moderate",
        reason=(
            "most rankings rest on judgement alone"
            if mostly_judged
            else "rankings are rarely stated as such in the record"
        ),
        would_change=f"another ranking by a heavy party: {_heaviest(item)} carries most weight here",
        sources=distinct(
            [c for b in item.bargainers for c in b.sources] + (list(item.outcome.source) if item.outcome else [])
        ),
    )


def _heaviest(item: OptionForecast) -> str:
    heaviest = max(item.bargainers, key=lambda b: b.capability.capability.likely * b.stance.salience.likely)
    return item.situation.dossier.label(heaviest.party)


def _figure(forecasts: Sequence[Forecast]) -> Figure:
    rows: list[tuple[Cell, ...]] = []
    for item in forecasts:
        if not isinstance(item, ScaleForecast) or item.issue.scale is None:
            continue
        error = RECORD.error_80 / 100 * item.length
        low, high = item.issue.scale.low, item.issue.scale.high
        rows.append(
            (
                item.situation.moment.name,
                item.issue.name,
                item.compromise.median,
                item.compromise.low if item.compromise.stated else None,
                item.compromise.high if item.compromise.stated else None,
                max(low, item.compromise.median - error),
                min(high, item.compromise.median + error),
                item.capability_mean.median,
                item.pivotal.median,
                item.agreed.likely if item.agreed else None,
                result_of(item),
                low,
                high,
            )
        )
    known = any(row[9] is not None for row in rows)
    data = Table(
        "bargaining.settlements.data",
        "Expected settlements" + (" and what was agreed" if known else ""),
        (
            "moment", "issue", "expected", "80% from", "80% to", "past error from", "past error to",
            "capability alone", "pivotal party", "agreed", "result", "scale low", "scale high",
        ),
        tuple(rows),
        note="80%: uncertainty of the inputs. Past error: what four misses in five stayed below on past cases.",
    )  # fmt: skip
    described = ", ".join(
        f"{row[1]} at {row[0]}: expected {points(float(row[2] or 0))}"
        + (f", agreed {points(float(row[9]))}" if row[9] is not None else "")
        for row in rows
    )
    return Figure(
        "bargaining.settlements",
        "settlements",
        "Where bargaining expects each issue to settle" + (", and what was agreed" if known else ""),
        f"One line per issue and moment. {described}.",
        data,
        lead=True,
    )


def _options_table(forecasts: Sequence[Forecast]) -> Table:
    rows = []
    for item in forecasts:
        if isinstance(item, OptionForecast):
            for option, share in item.shares.items():
                agreed = "agreed" if option == item.agreed else ""
                rows.append(
                    (
                        item.situation.moment.name,
                        item.issue.name,
                        item.issue.option_name(option),
                        percent(share),
                        agreed,
                    )
                )
    return Table(
        "bargaining.options",
        "Issues with options: how often each option beats all others",
        ("moment", "issue", "option", "wins in draws", "outcome"),
        tuple(rows),
    )


def _swings_table(forecasts: Sequence[Forecast]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for item in forecasts:
        if isinstance(item, ScaleForecast):
            rows += [
                (
                    item.situation.moment.name,
                    item.issue.name,
                    f"{capital(item.situation.dossier.label(swing.party))}: {swing.what}",
                    str(swing.quantity),
                    round(swing.at_low, 1),
                    round(swing.at_high, 1),
                    round(swing.size, 1),
                )
                for swing in item.swings[:MOST_SWINGS]
            ]
    return Table(
        "bargaining.sensitivity",
        "What each forecast hangs on",
        ("moment", "issue", "input", "range", "settlement at low end", "at high end", "swing"),
        tuple(rows),
        note=f"The {count(MOST_SWINGS, 'input')} with the largest swing per issue; all others at their likeliest value.",
    )
