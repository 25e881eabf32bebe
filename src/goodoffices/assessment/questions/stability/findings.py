"""What holds, how it is reached and why, in words."""

from collections.abc import Sequence

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.stability import phrases
from goodoffices.assessment.questions.stability.basis import confidence
from goodoffices.assessment.questions.stability.drawn import drawn_inputs
from goodoffices.assessment.questions.stability.routes import GAIN, TOGETHER, Leg, way_to
from goodoffices.assessment.questions.stability.solved import STRENGTH, Outcome, Solved
from goodoffices.assessment.questions.stability.why import movable, why
from goodoffices.assessment.wording import capital, count, listing, percent
from goodoffices.models.stability import Step

BY_ANSWERS = ("nash", "sseq", "seq")
"""Held by more than threats."""
MOST_TOLD = 3
"""So many outcomes have a finding of their own; the table has all that are named."""


def headline(solved: Solved, outcomes: Sequence[Outcome], shares: Sequence[float | None], priority: int) -> Finding:
    """Return whether things hold as they stand, where they go if not, and what becomes of what was agreed."""
    situation = solved.conflict.situation
    sentences = [f"{situation.moment.name}: {_now(solved, outcomes[0])}"]
    target = _target(outcomes)
    if target is not None:
        sentences.append(_goes_to(solved, target, outcomes))
    agreed = next((o for o in outcomes if o.name == "as agreed"), None)
    if agreed is not None and agreed is not target:
        sentences.append(_agreed_in_short(solved, agreed))
    level, reason = confidence(solved.conflict)
    found = len([s for s in solved.held if s < len(STRENGTH)])
    return Finding(
        f"stability.{situation.moment.id}",
        " ".join(sentences),
        priority=priority,
        moment=situation.moment.id,
        numbers=(
            *(
                [
                    Number(
                        f"share of draws of the {drawn_inputs(solved.conflict)} in which things hold as they stand",
                        shares[0],
                        "draws",
                    )
                ]
                if shares[0] is not None
                else []
            ),
            Number("states that can be", len(solved.states), "exact"),
            Number("of these, states that hold in some sense", found, "exact"),
            *(
                Number(f"states that hold: {phrases.SHORT[concept]}", len(solved.table.equilibria(concept)), "exact")
                for concept in STRENGTH
            ),
            *(
                [Number("states that hold at one blow (simultaneous)", int(solved.simultaneous.sum()), "exact")]
                if solved.simultaneous is not None
                else []
            ),
        ),
        confidence=level,
        reason=reason,
        sources=distinct(solved.conflict.sources),
    )


def _now(solved: Solved, now: Outcome) -> str:
    if now.holds == "nash":
        return "things hold as they stand, as nobody gains by a move of their own."
    label = solved.conflict.situation.dossier.label
    gainers = listing([label(party) for party in movable(solved, now.number)])
    if now.holds:
        return f"{gainers} would gain by a move away from how things stand, and only what others might answer keeps them there."
    leavers = [party for party in solved.graph.decision_makers if solved.stable_for(now.number, party) is None]
    return f"things do not hold as they stand: {listing([label(party) for party in leavers])} would move."


def _target(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return the outcome to which moves lead that all serve those who make them, alone or together."""
    others = [o for o in outcomes[1:] if o.holds]
    by_own = sorted((o for o in others if o.way.by_improvements), key=lambda o: STRENGTH.index(o.holds or "gmr"))
    jumps = [o for o in others if o.way.by_coalition]
    return next(iter([*by_own, *jumps]), None)


def _goes_to(solved: Solved, target: Outcome, outcomes: Sequence[Outcome]) -> str:
    legs = way_to(solved, target, outcomes)
    label = solved.conflict.situation.dossier.label
    alone = [leg for leg in legs if leg.kind != TOGETHER]
    told = ""
    if len(alone) == 1:
        told = f"A move by {label(alone[0].party)}, to their own gain, would lead to {_named(solved, target)}."
    elif alone:
        number = capital(count(len(alone), "move"))
        told = f"{number} that each serve the one who makes them, the first by {label(alone[0].party)}, would lead to {_named(solved, target)}."
    more = [o.name for o in outcomes[1:] if o is not target and o.holds in BY_ANSWERS and o.way.by_improvements]
    if alone and more:
        told += f" Other such moves lead to {listing([f'outcome {name}' if len(name) == 1 else 'what was agreed' for name in more])}."
    further = _further(target, outcomes)
    if further.way.by_coalition:
        who = listing([label(party) for party in further.way.by_coalition.coalition])
        start = "From there " if alone else ""
        both = len(further.way.by_coalition.coalition) == 2
        all_of_them, none = ("both", "neither") if both else ("all", "none of them")
        told += f" {start}{who} would {all_of_them} gain by going {'on ' if alone else ''}together to {_named(solved, further)}, which {none} can do alone."
    return told.strip()


def _further(target: Outcome, outcomes: Sequence[Outcome]) -> Outcome:
    """Return where a coalition would jump from an outcome, else the outcome itself."""
    jumps = (o for o in outcomes if o.holds and o.way.by_coalition and o.way.by_coalition.start == target.number)
    return target if target.way.by_coalition else next(jumps, target)


def end_of_way(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return where moves lead that serve those who make them, alone and then together; None if there is no such way."""
    target = _target(outcomes)
    return _further(target, outcomes) if target else None


def _named(solved: Solved, outcome: Outcome) -> str:
    name = "what was agreed" if outcome.name == "as agreed" else f"outcome {outcome.name}"
    return f"{name} ({phrases.state(solved, outcome.number)})"


def _agreed_in_short(solved: Solved, agreed: Outcome) -> str:
    label = solved.conflict.situation.dossier.label
    if agreed.holds is None:
        leavers = [p for p in solved.graph.decision_makers if solved.stable_for(agreed.number, p) is None]
        return f"What was agreed would not hold: {listing([label(p) for p in leavers])} would leave it."
    holds = (
        "would hold once it is there" if agreed.holds == "nash" else "would hold, but only by what others might answer"
    )
    return f"What was agreed {holds}. {_asks(solved, agreed)}".strip()


def _asks(solved: Solved, outcome: Outcome) -> str:
    """Return who would have to move to reach an outcome to which no own interest leads, and who of them ends better or worse off."""
    if outcome.way.by_improvements is not None or outcome.way.by_coalition is not None or not outcome.way.by_moves:
        return ""
    label = solved.conflict.situation.dossier.label
    compared = [
        f"{listing([label(p) for p in parties])} {'is' if len(parties) == 1 else 'are'} {what}"
        for parties, what in (
            (outcome.gains, "better off"),
            (outcome.same, "as well off"),
            (outcome.loses, "worse off"),
        )
        if parties
    ]
    return f"Own interest alone does not lead there: of those who would have to move, compared with now, {listing(compared)} in the end."


def outcome_findings(
    solved: Solved, outcomes: Sequence[Outcome], shares: Sequence[float | None]
) -> tuple[Finding, ...]:
    """Return how the first outcomes are reached and why they hold or do not; how things stand only if somebody could gain by moving."""
    pairs = list(zip(outcomes, shares, strict=True))
    told = pairs[1 if outcomes[0].holds == "nash" else 0 : 1 + MOST_TOLD]
    return tuple(outcome_finding(solved, outcome, outcomes, share) for outcome, share in told)


def outcome_finding(
    solved: Solved, outcome: Outcome, outcomes: Sequence[Outcome], share: float | None, *, for_all: bool = False
) -> Finding:
    """Return how one outcome is reached, and why it holds or does not; for everybody, or for those who could gain by leaving."""
    conflict = solved.conflict
    moment = conflict.situation.moment
    title = {"as agreed": "What was agreed", "as things stand": "How things stand", "as asked": "The state asked about"}
    name = title.get(outcome.name, f"Outcome {outcome.name}")
    told = [f"{name} {phrases.HOLDS[outcome.holds] if outcome.holds else 'does not hold'}."]
    gainers = movable(solved, outcome.number)
    rest = [p for p in solved.graph.decision_makers if p not in gainers] if for_all else []
    told += [why(solved, party, outcome.number) for party in gainers]
    if rest and gainers:
        names = listing([conflict.situation.dossier.label(party) for party in rest])
        told.append(f"{capital(names)} {'has' if len(rest) == 1 else 'have'} nothing to gain by a move of their own.")
    told.append(_reached(solved, way_to(solved, outcome, outcomes), outcome))
    if outcome.name == "as agreed" and len(solved.agreed) > 1:
        held = sum(1 for s in solved.agreed if solved.held[s] < len(STRENGTH))
        told.append(
            f"It is one of {len(solved.agreed)} states in which what was agreed is done; {_none_or(held)} in some sense."
        )
    if share is not None:
        told.append(f"It holds in this sense in {percent(share)} of draws of the {drawn_inputs(conflict)}.")
    level, reason = confidence(conflict)
    return Finding(
        f"stability.{moment.id}.{outcome.name.replace('as ', '').replace(' ', '_').lower()}",
        " ".join(filter(None, told)),
        moment=moment.id,
        confidence=level,
        reason=reason,
        sources=distinct(conflict.sources),
    )


def _none_or(held: int) -> str:
    return f"{held} of them hold" if held > 1 else "it alone holds" if held else "none of them holds"


def _reached(solved: Solved, legs: Sequence[Leg], outcome: Outcome) -> str:
    if outcome.number == solved.now:
        return ""
    if not legs:
        return f"No sequence of moves leads there from how things stand; it is {phrases.state(solved, outcome.number)}."
    told = f"From how things stand: {phrases.steps(solved, solved.now, [Step(leg.party, leg.end) for leg in legs])}."
    label = solved.conflict.situation.dossier.label
    together = list(dict.fromkeys(leg.party for leg in legs if leg.kind == TOGETHER))
    if together:
        number = len([leg for leg in legs if leg.kind == TOGETHER])
        where = f"The last {number}" if number < len(legs) else "These moves"
        return f"{told} {where} are for {listing([label(p) for p in together])} to make together: all of them gain in the end, and no fewer can do it."
    if any(leg.kind != GAIN for leg in legs):
        return f"{told} {_asks(solved, outcome)}"
    first = listing([label(party) for party in outcome.way.first_movers], "or")
    each = "The move" if len(legs) == 1 else "Each move"
    return f"{told} {each} serves the one who makes it" + (f"; {first} can begin." if len(legs) > 1 else ".")
