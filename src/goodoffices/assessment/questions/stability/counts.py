"""How many states hold, and what they have in common."""

from collections.abc import Collection, Mapping, Sequence

from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.finding import Finding, distinct
from goodoffices.assessment.questions.stability import phrases
from goodoffices.assessment.questions.stability.solved import STRENGTH, Solved
from goodoffices.assessment.wording import count, listing

COUNTED = "counted over all states, given the moves and rankings"


def settled_finding(solved: Solved) -> Finding | None:
    """Return which moves are made, or not made, in every state that holds; None if few states hold."""
    conflict = solved.conflict
    concept = next((concept for concept in STRENGTH if len(solved.table.equilibria(concept))), None)
    if concept is None:
        return None
    found = solved.states[solved.table.equilibria(concept)]
    always = [o.name for bit, o in enumerate(conflict.form.options) if (found >> bit & 1).all()]
    never = [o.name for bit, o in enumerate(conflict.form.options) if not (found >> bit & 1).any()]
    if len(found) < 2 or not (always or never):
        return None
    alike = len({solved.alike[s] for s in solved.table.equilibria(concept).tolist()})
    same = f", {alike} of them different in something that a party minds" if alike < len(found) else ""
    return Finding(
        f"stability.{conflict.situation.moment.id}.settled",
        f"Of {len(solved.states)} states that can be, {len(found)} hold {phrases.PLAIN[concept].replace('itself', 'themselves')}{same}: "
        f"{in_common(conflict, always, never)}.",
        moment=conflict.situation.moment.id,
        confidence="exact",
        reason=COUNTED,
        sources=distinct(conflict.sources),
    )


def in_common(conflict: Conflict, always: Sequence[str], never: Sequence[str], asked: Collection[str] = ()) -> str:
    """Return in words which moves are made in all of some states, which in none, and how many can be made or left; none of those asked."""
    free = [name for name in conflict.options if name not in (*always, *never, *asked)]
    owner = {name: conflict.situation.dossier.label(option.party) for name, option in conflict.options.items()}

    def named(names: Sequence[str]) -> str:
        return listing([f"{phrases.move(conflict, name)} ({owner[name]})" for name in names])

    parts = [
        f"in all of them {named(always)} {'is' if len(always) == 1 else 'are'} done" if always else "",
        f"in none of them {named(never)} {'is' if len(never) == 1 else 'are'}" if never else "",
        f"{count(len(free), 'other move')} can be done or left" if free else "",
    ]
    return "; ".join(filter(None, parts))


def with_these_moves(solved: Solved, wanted: Mapping[str, bool]) -> Finding:
    """Return how many states in which some moves are made, and others not, hold."""
    conflict = solved.conflict
    fitting = [
        s for s in range(len(solved.states)) if all((name in solved.taken(s)) == made for name, made in wanted.items())
    ]
    held = [s for s in fitting if solved.held[s] < len(STRENGTH)]
    firm = sum(1 for s in held if solved.holds(s) == "nash")
    by = f", {firm or 'none'} of them by {'itself' if firm == 1 else 'themselves'}" if held else ""
    return Finding(
        f"stability.{conflict.situation.moment.id}.with_these_moves",
        f"Whatever else is done: of {count(len(fitting), 'state')} with these moves, {len(held) or 'none'} hold{'' if len(held) > 1 else 's'} in some "
        f"sense{by}.",
        moment=conflict.situation.moment.id,
        confidence="exact",
        reason=COUNTED,
    )
