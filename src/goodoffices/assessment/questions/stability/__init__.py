"""Which outcomes hold, and how are they reached? The moves of a moment as a conflict, and its equilibria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodoffices.assessment.answer import Answer, Figure, Method, Table
from goodoffices.assessment.conflict import Conflict, conflict_at
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.stability.basis import rankings_finding
from goodoffices.assessment.questions.stability.counts import settled_finding
from goodoffices.assessment.questions.stability.exhibits import (
    all_table,
    evolution_figure,
    outcomes_table,
    parties_table,
    transitions_figure,
)
from goodoffices.assessment.questions.stability.findings import (
    end_of_way,
    headline,
    outcome_findings,
)
from goodoffices.assessment.questions.stability.limits import IN_THE_BRIEF, Limits
from goodoffices.assessment.questions.stability.mediating import mediating_finding
from goodoffices.assessment.questions.stability.shares import shares_of
from goodoffices.assessment.questions.stability.single import single_state
from goodoffices.assessment.questions.stability.solved import Outcome, Solved, solve
from goodoffices.assessment.questions.stability.summary import summed_up
from goodoffices.assessment.questions.stability.summary_told import summary_findings, summary_table
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.progress import told

METHODS = (
    Method(
        "Graph model for conflict resolution",
        "A state says of every move whether it is made. A state holds for a party if each of its improvements, moves of its own to a state "
        "that it likes better, meets an answer of the others that leaves it no better off than before; and it holds if it does so for all. "
        "By itself: there is no improvement (Nash). By answers: each step of the answer serves the one who makes it (sequential "
        "stability). By threats: the answer may cost those who make it (metarationality). No way out: the party cannot "
        "move on from the answer to something better. A move that no preference and no excluded combination speaks of is left as it is.",
        "Fang, Hipel & Kilgour (1993), Interactive Decision Making, Wiley; Howard (1971), Paradoxes of Rationality; Fraser & Hipel (1984), "
        "Conflict Analysis; Rêgo & Vieira (2017), Group Decision and Negotiation 26(4), 775-792",
    ),
    Method(
        "Ranking of states",
        "Statements of preference count in their order: of two states that is preferred for which the first statement that tells them apart "
        "is true; or each has a weight, and a state is worth the sum of the weights of what is true in it, at the likeliest values. A party without any is given the ranking by distance from its stances: a position that options of several parties "
        "imply holds once each of these parties has taken one; of several that hold, the one counts that the options name last; if none does, "
        "what holds without agreement. Salience weighs the issues. A party with neither is content with every state.",
        "Hipel, Kilgour, Fang & Peng (1997), Applied Mathematics and Computation 83(2-3), 117-152",
    ),
    Method(
        "Ways from how things stand",
        "Nobody moves twice in a row. Of all ways to an outcome that is told on which every move serves the one who makes it; else one whose last part "
        "a coalition goes together, the smallest of which every member is better off at the end; else a shortest way of any moves.",
        "Li, Kilgour & Hipel (2005), Journal of the Operational Research Society 56, 699-707; Kilgour, Hipel, Fang & Peng (2001), Group Decision "
        "and Negotiation 10, 159-175",
    ),
    Method(
        "What would make an outcome hold",
        "Single changes are tried by solving the conflict anew, then pairs: a statement of preference moved, dropped or turned round, the outcome "
        "raised in a ranking, a move made irreversible or fixed, a coalition that moves together. Told are those after which the outcome holds "
        "by answers and can be reached by moves, the least disturbing first.",
        "Kinsara, Kilgour & Hipel (2015), IEEE Transactions on Systems, Man, and Cybernetics: Systems 45(5), 734-742",
    ),
)


@dataclass(frozen=True)
class Part:
    """What is said of one moment."""

    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Find what holds at every moment: in full at the last at which several parties can move, in short at the others."""
    return answer_within(IN_THE_BRIEF, question, situations, worlds)


def answer_within(limits: Limits, question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Find what holds, and count and sum it up where states are too many to list but within some limits."""
    conflicts, missing = conflicts_at(situations)
    full = next(
        (c for c in reversed(conflicts) if len(c.form.decision_makers) > 1), conflicts[-1] if conflicts else None
    )
    parts = [_part(conflict, worlds, conflict is full, limits) for conflict in conflicts]
    return Answer(
        question.id,
        question.title,
        tuple(finding for part in parts for finding in part.findings),
        tuple(table for part in parts for table in part.tables),
        tuple(figure for part in parts for figure in part.figures),
        METHODS,
        missing,
    )


def conflicts_at(situations: Sequence[Situation]) -> tuple[list[Conflict], tuple[str, ...]]:
    """Return the conflicts of moments, and what is missing where there is none."""
    conflicts, missing = [], []
    for situation in situations:
        where = f"at {situation.moment.name}"
        try:
            conflict = conflict_at(situation)
        except ModelInputError as error:
            missing.append(f"{where}: {error}")
            continue
        if conflict is None:
            missing.append(
                f"{where}: what the parties that can move would have (preferences.csv; or stances on an issue that the moves imply, with its "
                "status quo)"
            )
        else:
            conflicts.append(conflict)
    return conflicts, tuple(missing)


def of_all(conflict: Conflict, limits: Limits, wanted: Mapping[str, bool], priority: int) -> Part | None:
    """Return what is said of a conflict with too many states to list; None if they are too many for the limits."""
    with told("Looking at all states") as progress:
        found = summed_up(conflict, limits, wanted, progress)
    if found is None:
        return None
    return Part((*summary_findings(found, priority), rankings_finding(conflict)), (summary_table(found),))


def _part(conflict: Conflict, worlds: Worlds, in_full: bool, limits: Limits) -> Part:
    priority = 0 if in_full else 9
    solved = solve(conflict)
    if solved is None:
        counted = of_all(conflict, limits, {}, priority) if in_full else None
        return counted or Part((single_state(conflict, conflict.status_quo, "as things stand", priority),))
    outcomes = solved.outcomes()
    shares = shares_of(solved, outcomes, worlds)
    first = headline(solved, outcomes, shares, priority)
    if not in_full:
        return Part((first,))
    settled = settled_finding(solved)
    agreed = next((outcome for outcome in outcomes if outcome.name == "as agreed"), None)
    mediating = mediating_finding(solved, agreed) if agreed else None
    return Part(
        (
            first,
            *outcome_findings(solved, outcomes, shares),
            *([mediating] if mediating else []),
            *([settled] if settled else []),
            rankings_finding(conflict),
        ),
        (
            outcomes_table(solved, outcomes, shares),
            parties_table(solved, outcomes),
            *([every] if (every := all_table(solved, outcomes)) else []),
        ),
        tuple(figure for figure in (transitions_figure(solved, outcomes), evolution(solved, outcomes)) if figure),
    )


def evolution(solved: Solved, outcomes: Sequence[Outcome]) -> Figure | None:
    """Return the picture of the way to what was agreed, else of the way on which every move serves those who make it."""
    agreed = next((outcome for outcome in outcomes if outcome.name == "as agreed"), None)
    target = agreed or end_of_way(outcomes) or next(iter(outcomes[1:]), None)
    return evolution_figure(solved, target, outcomes) if target else None
