"""A conflict with very many states in words and a table: how many hold, the few worth a look, and what they have in common."""

from collections.abc import Mapping

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.stability import phrases
from goodoffices.assessment.questions.stability.basis import confidence
from goodoffices.assessment.questions.stability.counts import COUNTED, in_common
from goodoffices.assessment.questions.stability.solved import STRENGTH
from goodoffices.assessment.questions.stability.summary import Summary
from goodoffices.assessment.wording import capital, count, listing

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def summary_findings(found: Summary, priority: int) -> tuple[Finding, ...]:
    """Return whether things hold as they stand, how many states hold, where own interest leads, and what all that holds shares."""
    shared = _shared(found)
    return (_headline(found, priority), _ways(found), *([shared] if shared else []))


def summary_table(found: Summary) -> Table:
    """Return the few states worth a look, with how they hold and how far they are."""
    moment = found.conflict.situation.moment
    taken = found.taken(found.now)
    rows: list[tuple[Cell, ...]] = [
        (
            "As things stand",
            phrases.by_party(found.conflict, set(), taken) if taken else "no move is made",
            capital(phrases.SHORT[found.holds(found.now)]),
            "here",
            0,
        )
    ]
    for letter, worth in zip(LETTERS, found.worth_a_look, strict=False):
        led = (
            count(worth.distance, "move")
            if worth.distance > 0
            else "no"
            if found.distances is not None
            else "not known"
        )
        rows.append((letter, _done(found, worth.state), capital(phrases.SHORT[worth.holds]), led, worth.changes))
    return Table(
        f"stability.{moment.id}",
        f"Outcomes worth a look, {moment.name}",
        ("outcome", "what is done", "holds", "own interest leads there", "moves changed"),
        tuple(rows),
        note="First those to which the fewest moves lead that each serve the one who makes them, then those that hold most firmly, then those nearest "
        "to how things stand; of states between which nobody has a preference, one. What is done is told as what differs from how "
        f"things stand. {phrases.NAMES}",
    )


def _headline(found: Summary, priority: int) -> Finding:
    moment, asked = found.conflict.situation.moment, _asked(found.conflict, found.wanted)
    counts = {concept: found.count(concept) for concept in found.concepts}
    held = listing(
        [
            f"{format(number, ',') if number else 'none'} {phrases.PLAIN[concept].replace('itself', 'themselves')}"
            for concept, number in counts.items()
        ]
    )
    left = [concept for concept in STRENGTH if concept not in counts]
    told = [
        f"{moment.name}: {_now(found)}",
        f"Of {found.states:,} states that can be, there hold{asked}: {held}; what holds in a firmer sense is also counted in the weaker ones that it implies.",
        f"Stopped before it was known what holds {listing([phrases.PLAIN[concept] for concept in left], 'or')}."
        if left
        else "",
    ]
    level, reason = confidence(found.conflict)
    return Finding(
        f"stability.{moment.id}",
        " ".join(filter(None, told)),
        priority=priority,
        moment=moment.id,
        numbers=(
            Number("states that can be", found.states, "exact"),
            *(Number(f"states that hold: {phrases.SHORT[c]}", number, "exact") for c, number in counts.items()),
        ),
        confidence=level,
        reason=reason,
        sources=distinct(found.conflict.sources),
    )


def _now(found: Summary) -> str:
    label = found.conflict.situation.dossier.label
    holds = found.holds(found.now)
    if holds == "nash":
        return "things hold as they stand, as nobody gains by a move of their own."
    parties = found.conflict.form.decision_makers
    gainers = listing([label(party) for party in parties if found.stable_for(found.now, party) != "nash"])
    leavers = listing([label(party) for party in parties if found.stable_for(found.now, party) is None])
    if holds:
        return f"{gainers} would gain by a move away from how things stand, and only what others might answer keeps them there."
    if "gmr" not in found.concepts:
        return f"{gainers} would gain by a move away from how things stand."
    return f"things do not hold as they stand: {leavers} would move."


def _ways(found: Summary) -> Finding:
    conflict = found.conflict
    moment, label = conflict.situation.moment, conflict.situation.dossier.label
    near = next((worth for worth in found.worth_a_look if worth.distance > 0), None)
    if found.distances is None:
        told = "Stopped before it was known which of these own interest leads to."
    elif near is None:
        told = "No moves that each serve the one who makes them lead from how things stand to another of these."
    else:
        at, steps = conflict.taken(found.now), []
        for step in found.way_to(near.state):
            after = found.taken(step.state)
            over = after & set(conflict.ending)
            done = phrases.made(conflict, set(), over) if over else phrases.made(conflict, at, after)
            steps.append(phrases.act(label(step.decision_maker), done))
            at = after
        letter = LETTERS[found.worth_a_look.index(near)]
        way = "; ".join(f"({i}) {text}" for i, text in enumerate(steps, 1)) if len(steps) > 1 else steps[0]
        where = (
            f"{found.led_to:,} of these; with the fewest moves to outcome {letter}"
            if found.led_to > 1
            else f"outcome {letter}"
        )
        told = f"From how things stand, moves that each serve the one who makes them lead to {where}, which {phrases.HOLDS[near.holds]}: {way}."
    level, reason = confidence(conflict)
    return Finding(
        f"stability.{moment.id}.ways",
        told,
        moment=moment.id,
        confidence=level,
        reason=reason,
        sources=distinct(conflict.sources),
    )


def _shared(found: Summary) -> Finding | None:
    concept = next((concept for concept in found.concepts if found.count(concept)), None)
    if concept is None or (number := found.count(concept)) < 2:
        return None
    always, never = ([name for name in names if name not in found.wanted] for names in found.in_common(concept))
    if not (always or never):
        return None
    conflict = found.conflict
    return Finding(
        f"stability.{conflict.situation.moment.id}.settled",
        f"Of the {number:,} that hold {phrases.PLAIN[concept].replace('itself', 'themselves')}: {in_common(conflict, always, never, found.wanted)}.",
        moment=conflict.situation.moment.id,
        confidence="exact",
        reason=COUNTED,
        sources=distinct(conflict.sources),
    )


def _asked(conflict: Conflict, wanted: Mapping[str, bool]) -> str:
    if not wanted:
        return ""
    made = [phrases.move(conflict, name) for name, done in wanted.items() if done]
    left = [phrases.move(conflict, name) for name, done in wanted.items() if not done]
    parts = [f"with {listing(made)}" if made else "", f"without {listing(left, 'or')}" if left else ""]
    return f", {' and '.join(filter(None, parts))}"


def _done(found: Summary, state: int) -> str:
    now, after = found.taken(found.now), found.taken(state)
    over = after & set(found.conflict.ending)
    return phrases.by_party(found.conflict, now, after | now if over else after)
