"""On whom a decision turns, given where the members of a body stand on an issue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.answer import Cell, Method, Table
from goodoffices.assessment.bargainers import input_name
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import LEVELS
from goodoffices.assessment.questions.councils.lines import Line, label_of, told_first, under, voter_for
from goodoffices.assessment.wording import listing, percent, points
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.council import Council
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

MOST_DRAWS = 1000
MOST_VOTERS = 300
MOST_STEPS = 4_000_000
"""Draws times the square of the voters: of a large body fewer draws are made."""

PIVOTS = Method(
    "On whom a decision turns",
    "Every member votes for what is nearer to its position on the issue. Joined from the high end of the scale, a coalition begins to "
    "win at the low pivot, joined from the low end at the high pivot. What holds between the two cannot be changed; "
    "from outside it can be moved up to there. If each end wins without the other, nothing is safe.",
    "Black (1948), Journal of Political Economy 56(1), 23-34; Krehbiel (1998), Pivotal Politics, chapter 2",
)


@dataclass(frozen=True)
class Turning:
    """The pivots of a body on one issue, with how often each is one, and the stretch that cannot be changed in each draw.

    `core` is the median of its ends with 80% intervals, `stable` the share of draws in which there is one; `holds` is the share of
    draws in which what holds now lies within, None if the dossier does not say what holds.
    """

    line: Line
    issue: Issue
    low: tuple[tuple[str, ...], float]
    high: tuple[tuple[str, ...], float]
    core: tuple[tuple[float, float, float], tuple[float, float, float]]
    stable: float
    holds: float | None
    drawn: bool


def turnings(situation: Situation, lines: Sequence[Line], worlds: Worlds) -> list[Turning]:
    """Return the pivots for each issue with a scale on which everybody with a vote has a stance, and each formula and rule."""
    found = []
    for line in told_first(lines):
        if line.game is None:
            continue
        for issue in situation.issues:
            stances = {voter: _stance(situation, line, voter, issue) for voter in line.seats}
            if issue.scale is not None and len(stances) > 1 and all(stances.values()):
                found.append(_turning(situation, line, issue, {v: s for v, s in stances.items() if s}, worlds))
    return found


def _stance(situation: Situation, line: Line, voter: str, issue: Issue) -> Stance | None:
    """Return where a voter stands: its own stance, or that of its only member that has one."""
    if (voter, issue.id) in situation.stances:
        return situation.stances[voter, issue.id]
    spoken = [
        stance
        for (party, held), stance in situation.stances.items()
        if held == issue.id and voter_for(situation, party, line.seats) == voter
    ]
    return spoken[0] if len(spoken) == 1 else None


def _turning(situation: Situation, line: Line, issue: Issue, stances: dict[str, Stance], worlds: Worlds) -> Turning:
    assert line.game is not None
    quantities = [stance.position for stance in stances.values() if isinstance(stance.position, Quantity)]
    if len(quantities) != len(stances):
        raise ModelInputError(f"on {issue.name} not every position is a number")
    stated = situation.moment.status_quo.get(issue.id)
    held = stated.position if stated is not None and isinstance(stated.position, Quantity) else None
    drawn = any(not quantity.is_point for quantity in (*quantities, *([held] if held else [])))
    if len(stances) > MOST_VOTERS:
        raise ModelInputError(f"{len(stances)} voters are too many to look for pivots; at most {MOST_VOTERS}")
    draws = min(worlds.draws, MOST_DRAWS, MOST_STEPS // len(stances) ** 2) if drawn else 1
    names = list(stances)
    positions = np.column_stack([
        worlds.sample(input_name(stance, "position"), quantity)[:draws]
        for stance, quantity in zip(stances.values(), quantities, strict=True)
    ])  # fmt: skip
    ends = np.empty((draws, 2))
    lows: Counter[tuple[str, ...]] = Counter()
    highs: Counter[tuple[str, ...]] = Counter()
    known: dict[bytes, model.SpatialPivots] = {}
    for draw, place in enumerate(positions):
        _, rank = np.unique(place, return_inverse=True)
        if rank.tobytes() not in known:
            known[rank.tobytes()] = model.spatial_pivots(line.game, dict(zip(names, map(float, place), strict=True)))
        pivots = known[rank.tobytes()]
        low, high = pivots.low_pivots, pivots.high_pivots
        lows[low] += 1
        highs[high] += 1
        ends[draw] = place[names.index(low[0])], place[names.index(high[0])]
    stable = ends[:, 0] <= ends[:, 1]
    holds = None
    if held is not None:
        now = worlds.sample(f"status quo on {issue.id} at {situation.moment.id}", held)[:draws]
        holds = float((stable & (ends[:, 0] <= now) & (now <= ends[:, 1])).mean())
    return Turning(
        line, issue, _most(lows, draws), _most(highs, draws), (_spread(ends[:, 0]), _spread(ends[:, 1])), float(stable.mean()),
        holds, drawn,
    )  # fmt: skip


def _most(counted: Counter[tuple[str, ...]], draws: int) -> tuple[tuple[str, ...], float]:
    (names, number), *_ = counted.most_common(1)
    return names, number / draws


def _spread(values: NDArray[np.float64]) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, [LEVELS[0], 0.5, LEVELS[1]])
    return float(low), float(middle), float(high)


def finding_of_turning(situation: Situation, council: Council, turning: Turning, priority: int) -> Finding:
    """Say for one issue, formula and rule on whom a decision turns and what cannot be changed."""
    line, issue = turning.line, turning.issue
    scale = issue.scale
    assert scale is not None
    length = scale.high - scale.low
    low, high = (listing([label_of(situation, name) for name in names]) for names, _ in (turning.low, turning.high))
    (_, a, _), (_, b, _) = turning.core
    given = f"On “{issue.name}” ({council.name}, {under(line)}, positions at {situation.moment.name})"
    if turning.stable < 0.5:
        claim = f"{given} nothing is safe: each end of the scale can carry a decision without the other."
    elif turning.low[0] == turning.high[0]:
        claim = f"{given} decisions turn on {low}, at {points(a, length)}: only what stands there cannot be changed."
    else:
        claim = (
            f"{given} a move up turns on {low} and a move down on {high}: what holds between {points(a, length)} and "
            f"{points(b, length)} cannot be changed."
        )
    sure = min(turning.low[1], turning.high[1])
    if turning.drawn and sure < 1:
        claim += f" Each of these holds in at least {percent(sure)} of draws of the positions."
    if turning.holds is not None and turning.stable >= 0.5:
        claim += " What holds now lies " + (
            "outside and can be changed." if turning.holds == 0 else
            "within and stays." if turning.holds == 1 else f"within, and stays, in {percent(turning.holds)} of draws."
        )  # fmt: skip
    stances = [situation.stances[key] for key in situation.stances if key[1] == issue.id and key[0] in line.seats]
    return Finding(
        f"councils.{council.id}.pivot.{issue.id}",
        claim,
        priority=priority,
        moment=situation.moment.id,
        numbers=tuple(
            Number(f"{end} end of what cannot be changed", middle, "draws" if turning.drawn else "point", scale.unit,
                   *((least, most) if turning.drawn else ()))
            for end, (least, middle, most) in zip(("low", "high"), turning.core, strict=True)
        ),
        confidence="moderate",
        reason="exact for the positions stated; members are taken to vote by this issue alone",
        would_change="another position of the pivot, or another rule: see the table",
        sources=distinct([*(c for stance in stances for c in stance.source), *line.formula.source, *line.rule.source]),
    )  # fmt: skip


def table_of_turnings(situation: Situation, council: Council, found: Sequence[Turning]) -> Table:
    """One row per issue, formula and rule."""
    rows: list[tuple[Cell, ...]] = []
    for turning in sorted(found, key=lambda entry: entry.issue.id):
        scale = turning.issue.scale
        length = scale.high - scale.low if scale is not None else 100.0
        (_, a, _), (_, b, _) = turning.core
        rows.append(
            (
                turning.issue.name,
                turning.line.formula.name,
                turning.line.rule.name,
                *(_who(situation, pivot) for pivot in (turning.low, turning.high)),
                "nothing" if turning.stable < 0.5 else f"{points(a, length)} to {points(b, length)}",
                "" if turning.holds is None else percent(turning.holds),
            )
        )
    return Table(
        f"councils.{council.id}.pivots",
        f"{council.name}: on whom decisions turn",
        (
            "issue",
            "formula",
            "rule",
            "a move up turns on",
            "a move down turns on",
            "cannot be changed",
            "what holds now stays",
        ),
        tuple(rows),
        note="Positions on the scale of the issue, the median of draws; in brackets how often it is that one if not always.",
    )


def _who(situation: Situation, pivot: tuple[tuple[str, ...], float]) -> str:
    names, share = pivot
    return listing([label_of(situation, name) for name in names]) + ("" if share == 1 else f" ({percent(share)})")
