"""Can they carry it at home? What homes would accept of what is expected and of what was agreed, and who would stop it."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.homes import Body, bodies_at, comparable, constituencies_at
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.ratification.carrying import MOST_WORLDS, carried_at
from goodoffices.assessment.questions.ratification.exhibits import home_figure, homes_table, tables_table
from goodoffices.assessment.questions.ratification.findings import findings_of
from goodoffices.assessment.questions.ratification.tied_hands import MOST_BLOCS
from goodoffices.assessment.two_level_games import WIDER_THAN_SAMPLING
from goodoffices.assessment.wording import listing
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation

METHODS = (
    Method(
        "Win-sets",
        "Somebody at home accepts what lies no further from what they ask for than what holds without an agreement does. On one issue all that "
        "a home would accept is found exactly. A body agrees with the share it needs, a half being more than half; where no share is "
        "stated, all its parts must. Parts of which nothing is told ask for what the body does, or failing that for what the party does. "
        "Over several issues distances are weighed by the party’s own saliences, since none are told for homes.",
        "Putnam (1988), International Organization 42(3), 427-460",
    ),
    Method(
        "Chance that home agrees",
        "The share of draws in which every home that can refuse, of all who must sign, accepts: the settlement of the compromise in the same draw; an "
        "outcome as past forecasts missed; and what was agreed. Involuntary defection is the share of those draws in which "
        f"all who must sign would, and a home then refuses. At most {MOST_WORLDS:,} draws are used.",
        "Putnam (1988: 438-440); Iida (1996), Public Choice 89(3-4), 283-303",
    ),
    Method(
        "Tied hands",
        "Every bloc of one home asks for so much more than the status quo, in steps of a fiftieth of the scale, and those who must sign strike the "
        "Nash bargain on that issue alone, among what they would sign and homes would carry, at the likeliest inputs. It trades nothing "
        "against other issues, as the Nash bargain on the whole package does (see “What could everyone sign?”). Asked with up to "
        f"{MOST_BLOCS} parties and parts of homes.",
        "Schelling (1960), The Strategy of Conflict, ch. 2; Putnam (1988: 440-441)",
    ),
)
POLLS = Method(
    "Support in polls",
    "Where a poll says what its answers ask for on an issue, the answers are the parts of the public, and more than half of those who answered so "
    f"must accept if no share is stated. Their shares are drawn with {WIDER_THAN_SAMPLING:g} times the variance of a simple sample.",
    "Brown, Cai & DasGupta (2001), Statistical Science 16(2), 101-133; Shirani-Mehr et al. (2018), Journal of the American Statistical "
    "Association 113(522), 607-614",
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Ask everybody at home about every issue with a scale and a status quo, moment by moment."""
    bodies = [(situation, bodies_at(situation)) for situation in situations]
    by_moment = [(situation, carried_at(situation, found, worlds)) for situation, found in bodies]
    items = [found for _, all_found in by_moment for found in all_found]
    missing = (*_without_status_quo(bodies), *_with_options(situations), *_not_asked(bodies), *_not_read(bodies))
    if not items:
        return Answer(question.id, question.title, missing=missing)
    polled = any(body.poll for _, found in bodies for body in found)
    single = [found for found in items if len(found.issues) == 1]
    counted = [found for found in items if found.counting or len(found.issues) > 1]
    figures = (
        home_figure(situation, [found for found in all_found if len(found.issues) == 1])
        for situation, all_found in by_moment
    )
    return Answer(
        question.id,
        question.title,
        tuple(findings_of(by_moment, bodies)),
        tuple(table for table in (homes_table(single), tables_table(counted)) if table.rows),
        tuple(figure for figure in figures if figure),
        (*METHODS, POLLS) if polled else METHODS,
        missing,
    )


def _without_status_quo(bodies: Sequence[tuple[Situation, Sequence[Body]]]) -> list[str]:
    missing = []
    for situation, found in bodies:
        asked = {issue for body in found for issue in body.issues}
        known = {issue.id for issue in comparable(situation)}
        names = [issue.name for issue in situation.issues if issue.id in asked - known]
        if names:
            missing.append(
                f"at {situation.moment.name}: what holds without an agreement on {listing(names)} (status_quo, moments.yaml)"
            )
    return missing


def _with_options(situations: Sequence[Situation]) -> list[str]:
    """Name the issues that homes are not asked about, in this version, as they have options in place of a scale."""
    return [
        f"at {situation.moment.name}: what homes would accept on {listing(names)}, left out as it has options and no scale"
        for situation in situations
        if (names := [issue.name for issue in situation.issues if issue.scale is None])
    ]


def _not_asked(bodies: Sequence[tuple[Situation, Sequence[Body]]]) -> list[str]:
    """Name constituencies of which nothing is told that they could be asked about at any moment."""
    asked = {body.constituency.id for _, found in bodies for body in found}
    there = {c.id: c.name for situation, _ in bodies for c in constituencies_at(situation)}
    names = [name for key, name in there.items() if key not in asked]
    return (
        [f"what {listing(names)} ask for on an open issue with a scale (positions, constituencies.yaml)"]
        if names
        else []
    )


def _not_read(bodies: Sequence[tuple[Situation, Sequence[Body]]]) -> list[str]:
    every = {body.key: body for _, found in bodies for body in found}.values()
    unsized = list(dict.fromkeys(b.poll.question or b.poll.id for b in every if b.poll and b.poll.sample is None))
    ranged = list(dict.fromkeys(b.name for b in every if b.constituency.needs and not b.constituency.needs.is_point))
    return [
        *([f"how many were asked (sample, polls.csv): {listing(unsized)}"] if unsized else []),
        *([f"one share that must agree in {listing(ranged)}: of a range only the likeliest is used"] if ranged else []),
    ]
