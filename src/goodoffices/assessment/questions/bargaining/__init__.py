"""Where will the talks settle? Expected settlements beside what was agreed, where that is known."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.forecast import Forecast, ScaleForecast, forecast
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.bargaining.exhibits import options_table, sensitivity_table, settlements
from goodoffices.assessment.questions.bargaining.headline import outlook, record, score
from goodoffices.assessment.questions.bargaining.issue_findings import option_finding, scale_finding
from goodoffices.assessment.scoring import miss_of
from goodoffices.assessment.wording import count, listing, points
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.models.bargaining import COMPROMISE_ON_EU_DECISIONS as RECORD

METHODS = (
    Method(
        "Compromise model",
        "The expected settlement is the mean of the parties’ positions, each weighted by its capability times its "
        "salience. It is simple, and on past negotiations with known outcomes hardly any bargaining model has come "
        "closer (on the cases below, capability alone came as close). It always expects an agreement: it cannot say that talks will fail.",
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
        "shown apart from the uncertainty of the inputs. Those were decisions of a standing union with rules; in "
        "talks without such rules the error may be larger.",
        RECORD.source,
    ),
    Method(
        "Likelihood of the nearest named position",
        "Both kinds of uncertainty together: around each draw the settlement is spread by a normal error with the mean "
        f"absolute size known from past cases ({points(RECORD.mean_error)} points of 100), and the chance is counted that it "
        "ends nearer to this named position than to any other.",
    ),
    Method(
        "Hit, compatible, miss",
        "A hit: the 80% interval of the inputs holds the agreed position, to the nearest hundredth of the scale (or the option "
        "expected was the one agreed). "
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
        weightless = [
            f"{situation.dossier.label(party)} on {situation.dossier.issues[issue].name}"
            for party, issue in situation.stances
            if situation.capability(party, issue) is None
        ]
        silent = [
            f"{listing([situation.dossier.label(party) for party in parties])} on {issue.name}"
            for issue in situation.issues
            if (parties := [party for party in situation.moment.at_table if (party, issue.id) not in situation.stances])
        ]
        if silent:
            missing.append(
                f"at {situation.moment.name}: a stance of {'; of '.join(silent)}; left out there without one"
            )
        if weightless:
            missing.append(f"at {situation.moment.name}: a capability of {listing(weightless)}, left out without one")
        if situation.withheld:
            missing.append(
                f"at {situation.moment.name}: {count(len(situation.withheld), 'row')} left out because the documents "
                "they cite were written later and dossier.yaml declares no hindsight"
            )
    findings = (
        [finding for finding in (outlook(forecasts), record(forecasts), score(forecasts)) if finding]
        if forecasts
        else []
    )
    known = [item for item in forecasts if isinstance(item, ScaleForecast) and item.agreed is not None]
    worst = max(known, key=miss_of, default=None)
    findings += [
        scale_finding(item, item is worst) if isinstance(item, ScaleForecast) else option_finding(item)
        for item in forecasts
    ]
    figures = (settlements(forecasts),) if any(isinstance(item, ScaleForecast) for item in forecasts) else ()
    tables = tuple(table for table in (options_table(forecasts), sensitivity_table(forecasts)) if table.rows)
    return Answer(question.id, question.title, tuple(findings), tables, figures, METHODS, tuple(missing))
