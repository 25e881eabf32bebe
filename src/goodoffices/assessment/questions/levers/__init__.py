"""Whose shift would move the outcome? The levers of each issue, how far each reaches, and who is pivotal."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.forecast import ScaleForecast, forecast
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.levers.exhibits import levers_table, pulls_figure
from goodoffices.assessment.questions.levers.findings import lever_finding, moment_finding, pivot_finding, step_finding
from goodoffices.assessment.questions.levers.issue_levers import MOST_WORLDS, IssueLevers, issue_levers
from goodoffices.assessment.questions.levers.readings import MOST_PARTIES, readings_on
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.models.bargaining.levers import ENOUGH

METHODS = (
    Method(
        "Levers",
        "One input of one party goes to an end of its range while all else stays: its position to an end of the scale, its salience to 0 or "
        "100, its capability to nothing or to twice what it is. The compromise then follows by formula; nothing is approximated. A "
        "position moves the settlement by the party’s share of the weight. The weighted median is computed anew for the same draws. "
        f"At most {MOST_WORLDS:,} draws are used. A lever says what a change would do, not whether it can be had or what it would cost.",
        "Van den Bos (1991) for the compromise; the derivative by a position is the party’s share of the weight",
    ),
    Method(
        "Smallest single change",
        "The formula of the compromise is solved for one input of one party at a time. Changes are compared as shares of the scale, of "
        "the largest salience, or of the capability as it is, and told if the target is in reach within that range in more than half of the draws.",
    ),
    Method(
        "Pivotal party",
        "The party at the weighted median: neither those below it nor those above it have more than half of the weight.",
        "Black (1948), Journal of Political Economy 56(1), 23-34",
    ),
    Method(
        "Readings of the challenge model",
        "The literature on the challenge model leaves eight questions open, which makes 256 readings. Under each of them every party’s position "
        "goes to both ends of the scale, at the likeliest inputs, and the positions are ranked by how far the outcome moves. A ranking is told "
        f"only if Kendall’s coefficient of concordance is at least {ENOUGH:.1f}. Asked for the last moment, with up to {MOST_PARTIES} parties.",
        "Scholz, Calbert & Smith (2011), Journal of Theoretical Politics 23(4), 510-531; Kendall & Babington Smith (1939), Annals of "
        "Mathematical Statistics 10(3), 275-287; Schmidt (1997), Decision Sciences 28(3), 763-774, for the threshold",
    ),
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Find the levers of every issue with a scale, in order of date: the largest one at earlier moments, in full at the last."""
    by_moment: list[tuple[Situation, list[IssueLevers]]] = []
    missing: list[str] = []
    for situation in situations:
        items = [forecast(situation, issue, worlds) for issue in situation.issues if issue.scale is not None]
        found = [issue_levers(item) for item in items if isinstance(item, ScaleForecast)]
        if found:
            by_moment.append((situation, found))
        else:
            missing.append(
                f"at {situation.moment.name}: stances and capabilities of at least two parties on an issue with a scale"
            )
    if not by_moment:
        return Answer(question.id, question.title, missing=tuple(missing))
    last, issues = by_moment[-1]
    told = [
        finding for found in issues for finding in (lever_finding(found, readings_on(found.item)), step_finding(found))
    ]
    return Answer(
        question.id,
        question.title,
        (
            *(moment_finding(situation, found) for situation, found in by_moment[:-1]),
            *(finding for finding in told if finding),
            pivot_finding(last, issues),
        ),
        (levers_table(last, issues),),
        (pulls_figure(last, issues),),
        METHODS,
        tuple(missing),
    )
