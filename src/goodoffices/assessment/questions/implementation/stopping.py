"""Who can stop everything by stopping where, the shortest way there, and what each clause would do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.implementation.exposure import Ahead, furthest_ahead, gap_in_words
from goodoffices.assessment.questions.implementation.phrases import (
    CALLED,
    CLAUSE,
    last_phases,
    phase_names,
    stopping,
    told,
)
from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.texts_in_words import people
from goodoffices.assessment.wording import count, listing
from goodoffices.models.implementation.plan import (
    CLAUSES,
    Deadlock,
    Plan,
    deadlocks,
    gated_throughout,
    with_clause,
    without_gates,
)

REASON = (
    "found by trying every step and gate of the plan, as the dossier reads the text; somebody who stops never goes on"
)

NO_GATES, ALL_GATES = "no gates at all", "before every phase a gate of all parties"


@dataclass(frozen=True)
class Variant:
    """A plan as it is written or with one thing changed throughout, what can stop it, and how far one can get ahead."""

    name: str
    plan: Plan
    deadlocks: tuple[Deadlock, ...]
    ahead: Ahead

    @property
    def parties(self) -> tuple[Deadlock, ...]:
        """The ways in which a party can stop everything."""
        return tuple(found for found in self.deadlocks if not found.stop.is_verifier)


def variants(reading: Reading) -> tuple[Variant, ...]:
    """Return the plan as written, then with each clause that would change it."""
    plan = reading.plan
    changed = {"as written": plan}
    changed |= {CLAUSE[clause]: with_clause(plan, clause) for clause in CLAUSES}
    changed[NO_GATES] = without_gates(plan)
    changed[ALL_GATES] = gated_throughout(plan)
    return tuple(
        Variant(name, other, deadlocks(other), furthest_ahead(reading, other))
        for number, (name, other) in enumerate(changed.items())
        if number == 0 or other != plan
    )


def stop_finding(reading: Reading, written: Variant) -> Finding:
    """Say who can stop everything, and the shortest way there for one example."""
    moment = reading.situation.moment
    found = written.deadlocks
    key = f"implementation.{moment.id}.stop.{reading.text.id}"
    sources = distinct(reading.sources(list(reading.phases)))
    numbers = (
        Number("ways in which a party can stop everything", len(written.parties), "exact"),
        Number("gates that a verifier can leave shut", len(found) - len(written.parties), "exact"),
    )
    if not found:
        claim = f"Nobody alone can stop {reading.name}: whoever stops, all others can do everything that they owe. {last_phases(reading)}"
        return Finding(
            key,
            claim,
            9,
            moment.id,
            numbers=numbers,
            confidence="moderate",
            confidence_in="the reading of the text",
            reason=REASON,
            sources=sources,
        )
    example = _example(reading, found)
    way = "; ".join(told(reading, example.sequence))
    then = f"Then {way}; and there it ends." if way else "Then nothing at all can be done."
    claim = (
        f"One can stop all in {reading.name}: {who_stops(reading, found)}. Suppose that {stopping(reading, example.stop)}. {then} "
        f"{phase_names(reading, example.blocked)} can never {'take place' if len(example.blocked) == 1 else 'begin'}."
    )
    if any(event.kind == "excluded" for event in example.sequence):
        claim += _exclusion(reading, example)
    claim = f"{claim} {last_phases(reading)}".rstrip()
    open_vote = [name for name in example.blocked if reading.plan.phase(name).gate is None]
    reading_of = "; what has no gate is read as waiting for all before it" if open_vote else ""
    return Finding(
        key,
        claim,
        8 if reading.is_open else 9,
        moment.id,
        numbers=numbers,
        confidence="moderate",
        confidence_in="the reading of the text",
        reason=REASON + reading_of,
        would_change=_would_change(found),
        sources=sources,
    )


def clause_finding(reading: Reading, tried: Sequence[Variant], in_short: bool = False) -> Finding | None:
    """Say which clause would remove how many of the ways to stop everything, and what it would cost; in short, which does most."""
    written = tried[0]
    if not written.deadlocks:
        return None
    by_name = {variant.name: variant for variant in tried[1:]}
    effects = [
        f"{CALLED[clause]} ({words}): {_effect(reading, written, by_name[words])}"
        for clause, words in CLAUSE.items()
        if words in by_name
    ]
    if not effects:
        return None
    claim = f"What a clause would do in {reading.name}. {' '.join(effects)}"
    if in_short:
        claim = f"What a clause would do in {reading.name}, in short: {best_clause(tried)} The table has the others and the price."
    moment = reading.situation.moment
    return Finding(
        f"implementation.{moment.id}.clauses.{reading.text.id}",
        claim,
        moment=moment.id,
        numbers=tuple(Number(f"ways left if {v.name}", len(v.deadlocks), "exact") for v in tried[1:]),
        confidence="moderate",
        confidence_in="the reading of the text",
        reason="found by adding each clause to every gate, and to a vote or other common step that waits for all",
        sources=distinct(reading.sources(list(reading.phases))),
    )


def best_clause(tried: Sequence[Variant]) -> str:
    """Return the clause that leaves the fewest ways to stop everything, as a sentence that stands for itself."""
    written = tried[0]
    called = {words: CALLED[clause] for clause, words in CLAUSE.items()}
    known = [variant for variant in tried[1:] if variant.name in called]
    best = min(known, key=lambda v: (len(v.parties), len(v.deadlocks), v.ahead.phases), default=written)
    if (len(best.parties), len(best.deadlocks)) >= (len(written.parties), len(written.deadlocks)):
        return "none of the clauses tried takes that away."
    if best.parties:
        left = f"parties could still stop all, at {count(len(best.parties), 'step')} in place of {_figure(len(written.parties))}"
    elif best.deadlocks:
        left = "no party alone could stop all any more, only the verifier"
    else:
        left = "nobody alone could stop all any more"
    return f"{called[best.name].lower()} helps most ({best.name}): {left}."


def places_table(read: Sequence[tuple[Reading, Sequence[Variant]]]) -> Table:
    """Return where each plan can get stuck: who, after what, and which clause removes it at which gates."""
    rows: list[tuple[Cell, ...]] = []
    for reading, tried in read:
        groups: dict[tuple[str, bool], list[Deadlock]] = {}
        for found in tried[0].deadlocks:
            groups.setdefault((found.stop.phase, found.stop.is_verifier), []).append(found)
        for alike in groups.values():
            shown = next((d for d in alike if d.stop.who == reading.suspect), alike[-1])
            rows.append(
                (
                    reading.text.name,
                    _any_of(reading, alike),
                    f"{stopping(reading, shown.stop)}: {'; '.join(told(reading, shown.sequence)) or 'at once'}",
                    phase_names(reading, shown.blocked),
                    "; ".join(f"{CLAUSE[r.clause]} (before {phase_names(reading, r.gates)})" for r in shown.remedies),
                )
            )
    columns = ("text", "who can stop it", "the shortest way there", "what never begins", "removed if")
    return Table("implementation.stops", "Where one can stop all, and what would remove it", columns, tuple(rows))


def clauses_table(read: Sequence[tuple[Reading, Sequence[Variant]]]) -> Table:
    """Return what each clause does to each plan."""
    rows: list[tuple[Cell, ...]] = [
        (
            reading.text.name,
            variant.name,
            people(reading.dossier, dict.fromkeys(d.stop.who for d in variant.parties)) or "no party",
            len(variant.parties),
            len(variant.deadlocks) - len(variant.parties),
            variant.ahead.phases,
            gap_in_words(variant.ahead),
        )
        for reading, tried in read
        for variant in tried
    ]
    columns = (
        "text", "the plan", "parties that can stop all", "steps at which they can", "gates that a verifier can leave shut",
        "phases ahead at most, of those that both owe", "share of forces that one can have given up at most, and another not",
    )  # fmt: skip
    note = (
        "Each change is made at every gate, and at a vote or other common step that waits for all. The last two columns count different things, "
        "each at the step where it is largest. Phases ahead: those that one party has carried out while another owes them too and has stopped; a phase that "
        "only one of them owes does not count. Share of forces: what one has given up by then more than another that is known to have forces, "
        "in whatever phase; so there can be a share beside 0 phases. Not stated: the dossier says of no such two what they give up."
    )
    return Table("implementation.clauses", "What each clause would do", columns, tuple(rows), note)


def who_stops(reading: Reading, found: Sequence[Deadlock]) -> str:
    """Return who can stop everything, and by what."""
    parts = []
    parties = [d for d in found if not d.stop.is_verifier]
    if parties:
        phases = list(dict.fromkeys(d.stop.phase for d in parties))
        names = people(reading.dossier, dict.fromkeys(d.stop.who for d in parties), "or")
        parts.append(f"{names}, by not carrying out {phase_names(reading, phases, 'or')}")
    verifiers = list(dict.fromkeys(d.stop.who for d in found if d.stop.is_verifier))
    if verifiers:
        parts.append(f"{listing([reading.dossier.verifiers[v].name for v in verifiers], 'or')}, by not confirming")
    return "; and ".join(parts)


def _any_of(reading: Reading, alike: Sequence[Deadlock]) -> str:
    if alike[0].stop.is_verifier:
        return reading.dossier.verifiers[alike[0].stop.who].name
    return people(reading.dossier, [d.stop.who for d in alike], "or")


def _example(reading: Reading, found: Sequence[Deadlock]) -> Deadlock:
    """The deadlock told: of the party most spoken of, at a phase whose breach the text speaks of, else the nearest."""
    feared = {phase.id for phase in reading.plan.phases if phase.breaches}
    return min(
        found,
        key=lambda d: (d.stop.is_verifier, d.stop.who != reading.suspect, d.stop.phase not in feared, len(d.sequence)),
    )


def _exclusion(reading: Reading, stuck: Deadlock) -> str:
    gates = [gate for name in stuck.blocked if (gate := reading.phases[name].gate)]
    if any(gate.if_excluded == "not_stated" for gate in gates):
        return " The text shuts out who breaks it, but it does not say that the gates then open without it."
    return " The text shuts out who breaks it, and still waits for it."


def _would_change(found: Sequence[Deadlock]) -> str:
    parties = [d for d in found if not d.stop.is_verifier]
    for clause in CLAUSES:
        if parties and all(clause in {r.clause for r in d.remedies} for d in parties):
            return f"a clause that {CLAUSE[clause]}" if clause != "exclusion" else f"a clause by which {CLAUSE[clause]}"
    return ""


def _figure(number: int) -> str:
    return count(number, "step").split()[0]


def _effect(reading: Reading, written: Variant, variant: Variant) -> str:
    gates = len(variant.deadlocks) - len(variant.parties)
    if variant.parties:
        who = people(reading.dossier, dict.fromkeys(found.stop.who for found in variant.parties), "or")
        steps, before = len(variant.parties), len(written.parties)
        fewer = f"at {count(steps, 'step')} in place of {_figure(before)}" if steps != before else "as before"
        left = f"{who} can still stop all, {fewer}."
    elif gates:
        left = f"no party alone can stop all any more; the verifier can, at {count(gates, 'gate')}."
    else:
        left = "nobody alone can stop all any more."
    lead, now = written.ahead.phases, variant.ahead.phases
    if now == lead and lead and not variant.parties and variant.name == CLAUSE["exclusion"]:
        return f"{left} The price: those who go on are {count(now, 'phase')} ahead of the one that stopped, as before, but now for good."
    if now <= lead:
        return left
    return f"{left} The price: one can get {count(now, 'phase')} ahead of another, in place of {_figure(lead)}."
