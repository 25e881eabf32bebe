"""In which order parties move within a month."""

from goodoffices.models.implementation.plan import ALL, Plan

Lane = tuple[str, tuple[str, ...]]
"""A party (empty: all together) and some of its phases, of which it works on the first that it may."""


def lanes(plan: Plan) -> tuple[Lane, ...]:
    """Return the turns of a month: one for each party, and one more for each phase that it can carry out at the same time.

    Phases that wait for one another share a turn, since only one of them can be under way.
    """
    before = {phase.id: _all_before(plan, phase.id) for phase in plan.phases}
    found: list[Lane] = []
    for party in (*plan.parties, ALL):
        rows: list[list[str]] = []
        for phase in plan.phases:
            if (party in phase.parties) if party else not phase.steps:
                row = next((row for row in rows if row[-1] in before[phase.id] or phase.id in before[row[-1]]), None)
                if row is None:
                    rows.append([phase.id])
                else:
                    row.append(phase.id)
        found += [(party, tuple(row)) for row in rows]
    return tuple(found)


def _all_before(plan: Plan, phase: str) -> frozenset[str]:
    seen, waiting = set[str](), [*plan.phase(phase).waits_for]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += plan.phase(name).waits_for
    return frozenset(seen)
