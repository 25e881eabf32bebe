"""Where does each party stand? Positions and salience at each moment, and who moved."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Cell, Figure, Method, Table
from goodoffices.assessment.camps import camp_of
from goodoffices.assessment.finding import Confidence, Finding, Number, distinct
from goodoffices.assessment.question import Question
from goodoffices.assessment.wording import listing, points
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.citing import in_short
from goodoffices.dossier.values.quantity import Quantity

MOVED = 0.10
"""A party is said to have moved if its likeliest position shifts by more than this share of the scale."""

MOST_MOVES = 4

METHOD = Method(
    "Positions and salience",
    "As the dossier codes them: the position a party asked for at the moment, on the issue’s scale; salience from 0 "
    "(does not care) to 100 (nothing matters more). A stance holds until the party’s next one. Camps in the pictures "
    "are the coalitions named in the dossier.",
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:  # noqa: ARG001
    """Show every stance in force, the distance between the ends of each issue, and who moved between moments."""
    moves = _moves(situations)
    camps = tuple(dict.fromkeys(str(row[2]) for situation in situations for row in _rows(situation)))
    findings = [_divide(situation, issue) for situation in situations[-1:] for issue in situation.issues]
    return Answer(
        question.id,
        question.title,
        (
            *([_moves_finding(situations[-1].dossier, moves)] if moves else []),
            *(finding for finding in findings if finding),
        ),
        (_table(situations),),
        tuple(_figure(situation, camps) for situation in situations if _rows(situation)),
        (METHOD,),
    )


def _likely(stance: Stance) -> float | None:
    return stance.position.likely if isinstance(stance.position, Quantity) else None


def _in_words(issue: Issue, stance: Stance) -> str:
    if isinstance(stance.position, Quantity):
        return str(stance.position)
    return " > ".join(" = ".join(issue.option_name(option) for option in tier) for tier in stance.position.tiers)


def _moves(situations: Sequence[Situation]) -> list[tuple[Issue, str, Stance, Stance]]:
    moves = []
    last: dict[tuple[str, str], Stance] = {}
    for situation in situations:
        for (party, issue_id), stance in situation.stances.items():
            before = last.get((party, issue_id))
            issue = situation.dossier.issues[issue_id]
            if before is not None and issue.scale is not None:
                old, new = _likely(before), _likely(stance)
                if (
                    old is not None
                    and new is not None
                    and abs(new - old) > MOVED * (issue.scale.high - issue.scale.low)
                ):
                    moves.append((issue, party, before, stance))
            last[party, issue_id] = stance
    return moves


def _distance(issue: Issue, party: str, before: Stance, after: Stance) -> float:  # noqa: ARG001
    """How far a party moved, as a share of the scale."""
    assert issue.scale is not None
    return abs((_likely(after) or 0.0) - (_likely(before) or 0.0)) / (issue.scale.high - issue.scale.low)


def _moves_finding(dossier: Dossier, moves: Sequence[tuple[Issue, str, Stance, Stance]]) -> Finding:
    ordered = sorted(moves, key=lambda move: -_distance(*move))
    words = [
        f"{dossier.label(party)} on {issue.name} (from {points(_likely(before) or 0)} to {points(_likely(after) or 0)})"
        for issue, party, before, after in ordered[:MOST_MOVES]
    ]
    return Finding(
        "stances.moves",
        f"Between the moments positions moved, most of all {listing(words)}.",
        priority=5,
        confidence=_confidence([stance for move in ordered for stance in move[2:]])[0],
        reason=_confidence([stance for move in ordered for stance in move[2:]])[1]
        + "; how far a party moved is a judgement",
        sources=distinct([c for move in ordered for stance in move[2:] for c in stance.source]),
    )


def _confidence(stances: Sequence[Stance]) -> tuple[Confidence, str]:
    """Return how much positions can bear, by what most of them rest on, and why."""
    judged = sum(1 for stance in stances if all(citation.is_judgement for citation in stance.source))
    if 2 * judged > len(stances):
        return "low", "most of these positions rest on judgement alone"
    return "moderate", "for most of these positions the dossier cites a document"


def _divide(situation: Situation, issue: Issue) -> Finding | None:
    stances = [stance for (_, held), stance in situation.stances.items() if held == issue.id]
    if issue.scale is None or len(stances) < 2:
        return None
    stances.sort(key=lambda stance: _likely(stance) or 0.0)
    low, high = stances[0], stances[-1]
    ends = [_likely(low) or 0.0, _likely(high) or 0.0]
    length = issue.scale.high - issue.scale.low
    label = situation.dossier.label
    keenest = max(stances, key=lambda stance: stance.salience.likely)
    return Finding(
        f"stances.{situation.moment.id}.{issue.id}",
        f"{issue.name} ({situation.moment.name}): the parties stood {points(ends[1] - ends[0], length)} apart on a scale of {points(length, length)}, from "
        f"{label(low.party)} ({points(ends[0], length)}) to {label(high.party)} ({points(ends[1], length)}); it mattered most to "
        f"{label(keenest.party)} (salience {points(keenest.salience.likely)}).",
        moment=situation.moment.id,
        numbers=(Number("distance between the ends", ends[1] - ends[0], "point", "points"),),
        confidence=_confidence((low, high, keenest))[0],
        reason=_confidence((low, high, keenest))[1],
        sources=distinct([c for stance in (low, high, keenest) for c in stance.source]),
    )


def _rows(situation: Situation) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for (party, issue_id), stance in situation.stances.items():
        issue = situation.dossier.issues[issue_id]
        if not isinstance(stance.position, Quantity) or issue.scale is None:
            continue
        outcome = situation.moment.outcome.get(issue_id)
        agreed = outcome.agreed.likely if outcome and isinstance(outcome.agreed, Quantity) else None
        rows.append(
            (
                issue.name,
                situation.dossier.label(party),
                camp_of(situation, party),
                stance.position.likely,
                stance.position.low,
                stance.position.high,
                stance.salience.likely,
                agreed,
                issue.scale.low,
                issue.scale.high,
            )
        )
    return rows


def _figure(situation: Situation, camps: tuple[str, ...]) -> Figure:
    rows = _rows(situation)
    columns = (
        "issue", "party", "camp", "position", "from", "to", "salience", "agreed", "scale low", "scale high",
    )  # fmt: skip
    title = f"Positions and salience, {situation.moment.name}"
    return Figure(
        f"stances.{situation.moment.id}",
        "positions",
        title,
        "One dot per party on each issue’s scale; the larger the dot, the more the party cares. "
        + "; ".join(f"{row[1]} on {row[0]}: {points(float(row[3] or 0))}" for row in rows),
        Table(f"stances.{situation.moment.id}.data", title, columns, tuple(rows)),
        categories=camps,
    )


def _table(situations: Sequence[Situation]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for situation in situations:
        for (party, issue_id), stance in situation.stances.items():
            rows.append(
                (
                    situation.moment.name,
                    situation.dossier.issues[issue_id].name,
                    situation.dossier.label(party),
                    _in_words(situation.dossier.issues[issue_id], stance),
                    str(stance.salience),
                    stance.note,
                    in_short(situation.dossier, stance.source),
                )
            )
    return Table(
        "stances.all",
        "Every stance in force, with its source",
        ("moment", "issue", "party", "position", "salience", "what it wanted", "source"),
        tuple(rows),
    )
