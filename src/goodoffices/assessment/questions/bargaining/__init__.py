"""Where will the talks settle? Expected settlements beside what was agreed, where that is known."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.exchanges import Exchanges, exchanges_at
from goodoffices.assessment.forecast import Forecast, ScaleForecast, forecast
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.bargaining.deals import deal_finding, deals_table
from goodoffices.assessment.questions.bargaining.exhibits import (
    models_table,
    options_table,
    sensitivity_table,
    settlements,
)
from goodoffices.assessment.questions.bargaining.headline import outlook, record, score
from goodoffices.assessment.questions.bargaining.issue_findings import option_finding, scale_finding
from goodoffices.assessment.questions.bargaining.outcomes import camps_of, outcomes
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
        "Other models on the same inputs",
        "Shown beside the compromise: the mean of positions by capability alone; the position of the pivotal party (the weighted "
        "median, weights as above); the Nash bargaining solution, which maximises the product of everybody’s gains, each raised "
        "to its weight, with no agreement as bad as the worst agreement, or from the status quo where the dossier "
        "states it. Models are said to disagree where those that did better than a guess on past cases lie far apart.",
        "Black (1948), Journal of Political Economy 56(1), 23-34; Nash (1950), Econometrica 18(2), 155-162",
    ),
    Method(
        "Election over positions",
        "Every position meets every other; parties throw their weight in for the one nearer to them, and the stronger side is "
        "likelier to win. The mean over how likely each position is to prevail in the long run is shown.",
        "Wise, Lester & Efird (2015), Multidimensional Bargaining Using KTAB, KAPSARC discussion paper",
    ),
    Method(
        "Deals across issues",
        "The exchange model: two parties on opposite sides of two settlements, who care about them differently, each give way where "
        "they care less, so that both gain equally. The deal with the highest gain is made first, then the next, until none "
        "is left. After all deals the settlement of each issue is shown beside the other models.",
        "Stokman & Van Oosten (1994), in Bueno de Mesquita & Stokman (eds), European Community Decision Making, Yale University Press",
    ),
    Method(
        "Challenge model, all readings",
        "Parties challenge each other and concede, round after round. The publications leave eight questions open, so all "
        "256 answers are run, ten rounds each, from the likeliest value of each input. The middle half of their settlements is shown. It says "
        "how far the answer hangs on how the literature is read, and is no probability. It is left out with more than 40 parties.",
        "Bueno de Mesquita (1997), International Interactions 23(3-4), 235-266; Scholz, Calbert & Smith (2011), Journal "
        "of Theoretical Politics 23(4), 510-531",
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
        "Forecaster",
        "A distribution of outcomes, fitted on the same past cases: outcomes fall on parties’ positions, on round numbers, on the "
        "ends of the scale and on the status quo more often than in between, and nearer to the compromise than "
        "far from it. Three tenths of it are the compromise model with its past errors. It counts both what the inputs leave open "
        "and what forecasts missed. In cross-validation its 80% range held 82% of the outcomes, on a small part kept aside 75%, where the "
        "simple means came closer, perhaps by chance. Likelihood words on named "
        "positions come from it.",
        "McFadden (1974), in Zarembka (ed.), Frontiers in Econometrics, for the form; coefficients fitted by this program",
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
    deals: list[Exchanges] = []
    for situation in situations:
        exchanges = exchanges_at(situation, worlds)
        deals += [exchanges] if exchanges else []
        for issue in situation.issues:
            expected = forecast(situation, issue, worlds, exchanges)
            if expected is None:
                held = sum(1 for _, about in situation.stances if about == issue.id)
                lacking = "capability and salience above zero" if held > 1 else "stances and capabilities"
                missing.append(f"at {situation.moment.name}: {lacking} of at least two parties on {issue.name}")
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
    findings += [finding for found in deals if (finding := deal_finding(found))]
    figures = [settlements(forecasts)] if any(isinstance(item, ScaleForecast) for item in forecasts) else []
    camps = camps_of(situations)
    figures += [picture for situation in situations if (picture := outcomes(situation, forecasts, camps))]
    made = (models_table(forecasts), options_table(forecasts), sensitivity_table(forecasts), deals_table(deals))
    tables = tuple(table for table in made if table.rows)
    return Answer(question.id, question.title, tuple(findings), tables, tuple(figures), METHODS, tuple(missing))
