"""Initiatives by their ids."""

from collections.abc import Sequence

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
