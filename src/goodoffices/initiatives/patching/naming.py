"""Initiatives by their ids, and in the order in which they can be taken."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Initiative
from goodoffices.errors import NotFoundError, nearest


def named_initiatives(dossier: Dossier, names: Sequence[str]) -> list[Initiative]:
    """Return initiatives of a dossier in the order named, each once.

    Raises
    ------
    NotFoundError
        If the dossier lacks any of them; the message tells of all that it lacks.
    """
    known = dossier.initiatives
    if lacking := [name for name in dict.fromkeys(names) if name not in known]:
        guesses = ((name, nearest(name, known)) for name in lacking)
        told = [f"{name!r}" + (f" (did you mean {guess!r}?)" if guess else "") for name, guess in guesses]
        raise NotFoundError(f"{dossier.id} has no initiative {', '.join(told)}; it has: {', '.join(known) or 'none'}")
    return [known[name] for name in dict.fromkeys(names)]


def in_order(initiatives: Sequence[Initiative]) -> list[Initiative]:
    """Return initiatives as given, but each after those that it is told to come after.

    Where they come after each other in a circle, as given.

    Examples
    --------
    >>> first, then = (Initiative(id=n, name=n, by=("a",), after=a, source="judgement") for n, a in (("x", ()), ("y", ("x",))))
    >>> [each.id for each in in_order([then, first])]
    ['x', 'y']
    """
    by_id = {each.id: each for each in initiatives}
    waiting = {name: [other for other in each.after if other in by_id] for name, each in by_id.items()}
    try:
        TopologicalSorter(waiting).prepare()
    except CycleError:
        return [*initiatives]
    found: list[Initiative] = []
    while waiting:
        following = next(name for name, befores in waiting.items() if not any(other in waiting for other in befores))
        del waiting[following]
        found.append(by_id[following])
    return found
