"""Tables and pictures of the question of stability."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.questions.stability import phrases
from goodoffices.assessment.questions.stability.drawn import drawn_inputs
from goodoffices.assessment.questions.stability.routes import EVEN, GAIN, LOSS, TOGETHER, way_to
from goodoffices.assessment.questions.stability.solved import STRENGTH, Outcome, Solved
from goodoffices.assessment.wording import capital, count, listing, percent

NOTHING = "no move is made"
MOST_LISTED = 24
KINDS = (GAIN, TOGETHER, EVEN, LOSS)


def outcomes_table(solved: Solved, outcomes: Sequence[Outcome], shares: Sequence[float | None]) -> Table:
    """Return the outcomes with a name: what is done, whether and how it holds, how it is reached."""
    label = solved.conflict.situation.dossier.label
    leavers = {
        outcome.number: [p for p in solved.graph.decision_makers if solved.stable_for(outcome.number, p) is None]
        for outcome in outcomes
    }
    rows: list[tuple[Cell, ...]] = []
    for outcome, share in zip(outcomes, shares, strict=True):
        legs = way_to(solved, outcome, outcomes)
        row = (
            capital(outcome.name),
            phrases.state(solved, outcome.number) if outcome.number != solved.now else _now(solved),
            capital(phrases.SHORT[outcome.holds]),
            _reach(solved, outcome, len(legs)),
            *([listing([label(p) for p in leavers[outcome.number]]) or "nobody"] if any(leavers.values()) else []),
        )
        rows.append((*row, percent(share) if share is not None else None) if _drawn(shares) else row)
    columns = ("outcome", "what is done", "holds", "reached", *(["would leave"] if any(leavers.values()) else []))
    moment = solved.conflict.situation.moment
    return Table(
        f"stability.{moment.id}",
        f"Outcomes, {moment.name}",
        (*columns, "in draws") if _drawn(shares) else columns,
        tuple(rows),
        note=f"{_counts(solved)} What is done is told as what differs from how things stand. An outcome holds by itself if nobody gains by leaving it; by answers if "
        "the others would answer in their own interest; by threats if they could answer, but at their own cost. {phrases.NAMES}"
        + (
            f" In draws: share of draws of the {drawn_inputs(solved.conflict)} in which it holds in the same sense."
            if _drawn(shares)
            else ""
        ),
    )


def all_table(solved: Solved, outcomes: Sequence[Outcome]) -> Table | None:
    """Return every state that holds, the most firmly held first; None if all have a name, or if they are too many for a reader."""
    conflict = solved.conflict
    names = {outcome.number: capital(outcome.name) for outcome in outcomes}
    found = [s for s in range(len(solved.states)) if solved.holds(s)]
    if len(found) > MOST_LISTED or set(found) <= set(names):
        return None
    order = sorted(found, key=lambda s: (int(solved.held[s]), s not in names, s))
    rows = tuple(
        (
            names.get(state),
            phrases.by_party(conflict, set(), solved.taken(state)) if solved.taken(state) else NOTHING,
            capital(phrases.SHORT[solved.holds(state)]),
            "here" if state == solved.now else int(solved.distance[state]) if solved.distance[state] > 0 else "no",
        )
        for state in order
    )
    moment = conflict.situation.moment
    return Table(
        f"stability.{moment.id}.all",
        f"All that holds, {moment.name}",
        ("outcome", "moves made", "holds", "own improvements from how things stand"),
        rows,
    )


def parties_table(solved: Solved, outcomes: Sequence[Outcome]) -> Table:
    """Return for whom each outcome is stable, and in which sense."""
    moment = solved.conflict.situation.moment
    label = solved.conflict.situation.dossier.label
    rows = [
        (capital(label(party)), *(capital(phrases.FOR_ONE[solved.stable_for(o.number, party)]) for o in outcomes))
        for party in solved.graph.decision_makers
    ]
    senses = (
        ["", *(("yes" if solved.simultaneous[o.number] else "no") for o in outcomes)]
        if solved.simultaneous is not None
        else []
    )
    if senses:
        rows.append(("All, moving at once", *(capital(word) for word in senses[1:])))
    return Table(
        f"stability.{moment.id}.parties",
        f"For whom each outcome holds, {moment.name}",
        ("party", *(capital(o.name) for o in outcomes)),
        tuple(rows),
        note="Held by answers: sequential stability; held by threats: general metarationality; no way out: the symmetric form of either."
        + (" All, moving at once: simultaneous stability." if senses else ""),
    )


def transitions_figure(solved: Solved, outcomes: Sequence[Outcome]) -> Figure | None:
    """Return the picture of how the outcomes are reached; None if there is no way to any."""
    moment = solved.conflict.situation.moment
    label = solved.conflict.situation.dossier.label
    names = {outcome.number: capital(outcome.name) for outcome in outcomes}
    rows: list[tuple[Cell, ...]] = []
    for outcome in outcomes:
        for place, leg in enumerate(way_to(solved, outcome, outcomes)):
            rows.append(
                (
                    capital(outcome.name), place, leg.start, leg.end, names.get(leg.start, ""), names.get(leg.end, ""), label(leg.party),
                    phrases.change(solved, leg.start, leg.end), leg.kind, phrases.SHORT[outcome.holds],
                )
            )  # fmt: skip
    if not rows:
        return None
    title = f"Ways from how things stand, {moment.name}"
    told = "; ".join(
        f"{capital(o.name)} in {len(legs)} ({', '.join(dict.fromkeys(label(leg.party) for leg in legs))})"
        for o in outcomes
        if (legs := way_to(solved, o, outcomes))
    )
    return Figure(
        f"stability.{moment.id}.ways",
        "transitions",
        title,
        f"Arrows from how things stand to each outcome, one for each move: {told}.",
        Table(
            f"stability.{moment.id}.ways.data",
            title,
            (
                "to",
                "step",
                "state before",
                "state after",
                "name before",
                "name after",
                "party",
                "move",
                "kind",
                "holds",
            ),
            tuple(rows),
            note="One shortest way for each outcome, of the kind that asks least of those who go it.",
        ),
        categories=KINDS,
    )


def evolution_figure(solved: Solved, outcome: Outcome, outcomes: Sequence[Outcome]) -> Figure | None:
    """Return the picture of one way, state by state; None if there is none."""
    conflict = solved.conflict
    moment, label = conflict.situation.moment, conflict.situation.dossier.label
    legs = way_to(solved, outcome, outcomes)
    if not legs:
        return None
    columns = [
        ("As things stand", solved.now),
        *((f"{i}. {label(leg.party)}", leg.end) for i, leg in enumerate(legs, 1)),
    ]
    rows: list[tuple[Cell, ...]] = []
    for name, option in conflict.options.items():
        before = name in solved.taken(solved.now)
        for place, (heading, state) in enumerate(columns):
            over = solved.taken(state) & set(conflict.ending)
            now = name in over if over and name in conflict.ending else before if over else name in solved.taken(state)
            rows.append((f"{label(option.party)}: {option.name}", place, heading, now, now != before))
            before = now
    title = (
        f"The way to {'what was agreed' if outcome.name == 'as agreed' else f'outcome {outcome.name}'}, {moment.name}"
    )
    path = "; ".join(f"{label(leg.party)} {phrases.change(solved, leg.start, leg.end)}" for leg in legs)
    return Figure(
        f"stability.{moment.id}.evolution",
        "evolution",
        title,
        f"A row for each move and a column for each state on the way, filled where the move is made. In turn: {path}.",
        Table(
            f"stability.{moment.id}.evolution.data", title, ("move", "place", "after", "made", "changed"), tuple(rows)
        ),
    )


def _counts(solved: Solved) -> str:
    counts = [f"{len(solved.table.equilibria(concept))} {phrases.SHORT[concept]}" for concept in STRENGTH]
    return f"Of {len(solved.states)} states that can be, these hold: {'; '.join(counts)}; what holds in a firmer sense is also counted in the weaker ones that it implies."


def _now(solved: Solved) -> str:
    conflict = solved.conflict
    return phrases.by_party(conflict, set(), solved.taken(solved.now)) if solved.taken(solved.now) else NOTHING


def _reach(solved: Solved, outcome: Outcome, moves: int) -> str:
    label = solved.conflict.situation.dossier.label
    if outcome.number == solved.now:
        return "here"
    if outcome.way.by_improvements is not None:
        return f"{count(moves, 'move')}, each to the mover’s gain"
    if outcome.way.by_coalition is not None:
        return f"together: {listing([label(p) for p in outcome.way.by_coalition.coalition])}"
    if outcome.way.by_moves is None:
        return "not at all"
    worse = f"; worse off: {listing([label(p) for p in outcome.loses])}" if outcome.loses else ""
    return f"{count(moves, 'move')}, not all to the mover’s gain{worse}"


def _drawn(shares: Sequence[float | None]) -> bool:
    return any(share is not None for share in shares)
