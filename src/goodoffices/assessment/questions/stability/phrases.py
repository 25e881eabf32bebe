"""How moves, states and what holds them are said in plain words."""

import re
from collections.abc import Sequence

from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.questions.stability.solved import Solved
from goodoffices.assessment.wording import capital, listing
from goodoffices.models.stability import Concept, Step

HOLDS: dict[Concept, str] = {
    "nash": "holds by itself, as nobody gains by a move of their own (Nash)",
    "sseq": "holds by answers: whoever left it would be answered by moves that serve those who answer, with no way out (symmetric sequential "
    "stability)",
    "seq": "holds by answers: whoever left it would be answered by moves that serve those who answer (sequential stability)",
    "smr": "holds by threats: others could spoil the gain of whoever left it, if need be at their own cost, with no way out (symmetric "
    "metarationality)",
    "gmr": "holds by threats: others could spoil the gain of whoever left it, if need be at their own cost (general metarationality)",
}
SHORT: dict[Concept | None, str] = {
    "nash": "by itself (Nash)",
    "sseq": "by answers that serve who answers, no way out (SSEQ)",
    "seq": "by answers that serve who answers (SEQ)",
    "smr": "by threats, no way out (SMR)",
    "gmr": "by threats (GMR)",
    None: "not",
}
NAMES = (
    "The letters in brackets are the names in the literature: Nash stability; symmetric sequential (SSEQ) and sequential (SEQ) stability; "
    "symmetric (SMR) and general (GMR) metarationality."
)
PLAIN = {concept: words.partition(" (")[0] for concept, words in SHORT.items()}
"""The same in running text, where nothing explains the letters."""
FOR_ONE: dict[Concept | None, str] = {
    "nash": "nothing to gain", "sseq": "held by answers, no way out", "seq": "held by answers", "smr": "held by threats, no way out",
    "gmr": "held by threats", None: "would leave",
}  # fmt: skip


def move(conflict: Conflict, name: str) -> str:
    """Return a move as the dossier says it, with its owner if another move is called the same."""
    dossier = conflict.situation.dossier
    option = dossier.options[name]
    alone = sum(1 for other in conflict.moves.options if other.name == option.name) < 2
    return f"“{option.name}”" + ("" if alone else f" ({dossier.label(option.party)})")


def possessive(name: str) -> str:
    """Return a name in the genitive."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def act(name: str, done: str) -> str:
    """Return what a party does, with its name unless the move itself begins with it."""
    return done if done.startswith(f"“{name}") else f"{possessive(name)} {done}"


def made(conflict: Conflict, before: set[str], after: set[str]) -> str:
    """Return what is done between two states, in words."""
    done = [move(conflict, name) for name in conflict.options if name in after - before]
    undone = [move(conflict, name) for name in conflict.options if name in before - after]
    parts = [listing(done)] if done else []
    return ", and ".join([*parts, *([f"taking back {listing(undone)}"] if undone else [])]) or "nothing"


def by_party(conflict: Conflict, before: set[str], after: set[str]) -> str:
    """Return what is done between two states, party by party."""
    label = conflict.situation.dossier.label
    told = []
    for party in conflict.form.decision_makers:
        own = {name for name, option in conflict.options.items() if option.party == party}
        if before & own != after & own:
            done, name = made(conflict, before & own, after & own), label(party)
            told.append(done if done.startswith(f"“{name}") else f"{capital(name)}: {done}")
    return "; ".join(told) or "as things stand"


def state(solved: Solved, number: int) -> str:
    """Return a state by how it differs from things as they stand."""
    return by_party(solved.conflict, solved.taken(solved.now), _whole(solved, number))


def steps(solved: Solved, start: int, path: Sequence[Step]) -> str:
    """Return a sequence of moves, numbered if there are several."""
    label = solved.conflict.situation.dossier.label
    told, at = [], start
    for step in path:
        told.append(act(label(step.decision_maker), change(solved, at, step.state)))
        at = step.state
    return "; ".join(f"({i}) {text}" for i, text in enumerate(told, 1)) if len(told) > 1 else "".join(told)


def change(solved: Solved, before: int, after: int) -> str:
    """Return what one party does between two states."""
    conflict = solved.conflict
    over = solved.taken(after) & set(conflict.ending)
    if over:
        return made(conflict, set(), over)
    return made(conflict, solved.taken(before), solved.taken(after))


def reason_for(solved: Solved, party: str, before: int, after: int) -> str:
    """Return what a party gains by going from one state to another."""
    conflict = solved.conflict
    ranking = next(ranking for ranking in conflict.rankings if ranking.party == party)
    first, then = conflict.taken(int(solved.states[before])), conflict.taken(int(solved.states[after]))
    for statement in ranking.statements:
        minded = statement.row.weight is not None and statement.row.weight.likely < 0
        if statement.formula.holds(then) == (not minded) and statement.formula.holds(first) == minded:
            return f"it {'minds' if minded else 'wants'}: {in_words(conflict, str(statement.row.statement))}"
    if ranking.stances:
        nearer = [settles.issue.name for settles in ranking.stances.issues if settles.at(first) != settles.at(then)]
        return f"it comes nearer to what it asks for on {listing(nearer)}" if nearer else ""
    return ""


def in_words(conflict: Conflict, statement: str) -> str:
    """Return a statement with moves as the dossier says them."""
    words = {name: move(conflict, name) for name in conflict.situation.dossier.options} | {"iff": "exactly if"}
    return re.sub(r"[a-z][a-z0-9_]*", lambda match: words.get(match[0], match[0]), statement)


def _whole(solved: Solved, number: int) -> set[str]:
    """Return the moves made in a state; where all is over, those as things stand and the one that ended them."""
    taken = solved.taken(number)
    return taken | solved.taken(solved.now) if taken & set(solved.conflict.ending) else taken
