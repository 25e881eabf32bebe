"""From a file of GMCR+ to the texts of a dossier's files."""

from typing import Any

import numpy as np

from goodoffices.dossier.storage.serialising import texts_of
from goodoffices.interchange.as_dossier import MOMENT, NO_DATE, SOURCE, ids
from goodoffices.interchange.gmcr.conflict_file import ConflictFile, Pattern, formula_of, option_ids
from goodoffices.interchange.gmcr.reading import MOST_OPTIONS_COUNTED
from goodoffices.logic import MAX_LENGTH
from goodoffices.models.stability import DirectRanking

FORM = "a conflict of GMCR+"
MOST_STATEMENTS = 1_000
GROUNDS = "judgement: the file gives no grounds"


def conflict_problem(conflict: ConflictFile) -> str:
    """Return why a conflict cannot become a dossier, or an empty text.

    Rankings become statements, one for each rank but the last, and of these there is a limit in number and length.
    """
    if len(conflict.options) > MOST_OPTIONS_COUNTED:
        return f"{len(conflict.options)} options are too many to be counted through (at most {MOST_OPTIONS_COUNTED})"
    for maker in conflict.decision_makers:
        said = _statements(conflict, maker.name)
        if len(said) > MOST_STATEMENTS or any(len(one) > MAX_LENGTH for one in said):
            return (
                f"the ranking of {maker.name} takes more or longer statements than a dossier holds ({MOST_STATEMENTS:,} of "
                f"{MAX_LENGTH:,} characters); read the file from Python"
            )
    return ""


def conflict_assumed(conflict: ConflictFile) -> tuple[str, ...]:
    """Return in words what a file does not say and is taken for granted, and what of it is left out."""
    now = status_quo(conflict)
    number = int(np.searchsorted(conflict.states, now)) + 1
    taken = [o.name for bit, o in enumerate(conflict.options) if now >> bit & 1]
    turned = [o.name for o in conflict.options if o.direction == "backward"]
    stuck = [o.name for bit, o in enumerate(conflict.options) if o.direction == "backward" and not now >> bit & 1]
    blind = [maker.name for maker in conflict.decision_makers if maker.misperceptions]
    idle = [maker.name for maker in conflict.decision_makers if not maker.options]
    joined = [
        " with ".join(conflict.decision_makers[n].name for n in one if n < len(conflict.decision_makers))
        for one in conflict.coalitions
        if len(one) > 1
    ]
    return (
        f"as things stand {', '.join(taken) if taken else 'no option'} is taken, state {number} of {len(conflict.states)} "
        "in the file's numbers; the file does not say",
        *([f"what can only be given up stands as its being given up: {', '.join(turned)}"] if turned else []),
        *([f"what can only be given up, and is not taken, is no choice: {', '.join(stuck)}"] if stuck else []),
        *(["rankings are said in statements, one for each rank but the last"] if conflict.by_ranking else []),
        *([f"misperceptions are not used: {', '.join(blind)}"] if blind else []),
        *([f"coalitions are not used: {'; '.join(joined)}"] if joined else []),
        *([f"has no option, and so plays no part: {', '.join(idle)}"] if idle else []),
        "date, kinds of parties and who has to sign are not known",
    )


def status_quo(conflict: ConflictFile) -> int:
    """Return the state that is taken for the status quo, as combination of options.

    It is the first in the file's numbers in which every option is still open: those that can only be taken are not taken, those
    that can only be given up are. If there is none, it is the first state.
    """
    states = conflict.states
    up = sum(1 << bit for bit, o in enumerate(conflict.options) if o.direction == "forward")
    down = sum(1 << bit for bit, o in enumerate(conflict.options) if o.direction == "backward")
    free = states[(states & up == 0) & (states & down == down)]
    return int(free[0] if len(free) else states[0])


def conflict_texts(conflict: ConflictFile, title: str, file: str) -> dict[str, str]:
    """Return the texts of a dossier's files.

    Parameters
    ----------
    conflict : ConflictFile
        One for which :func:`conflict_problem` finds nothing.
    title, file : str
        Title of the dossier, and name of the file.

    Returns
    -------
    dict of str
        Texts by the file's name. An option that can only be given up becomes one that stands for its being given up, which cannot be
        undone; statements and combinations say the same of it as before.
    """
    parties = ids((maker.name for maker in conflict.decision_makers), "party")
    owners = {option: maker.name for maker in conflict.decision_makers for option in maker.options}
    turned = [option.direction == "backward" for option in conflict.options]
    names = [f"{o.name}: given up" if back else o.name for o, back in zip(conflict.options, turned, strict=True)]
    own = option_ids(names)
    now = status_quo(conflict)
    order = sorted(range(len(own)), key=lambda n: list(parties).index(owners[n]))
    data: dict[str, Any] = {
        "dossier.yaml": {
            "format": "2",
            "title": title,
            "summary": f"Imported from {file}, {FORM}. Taken for granted: {'; '.join(conflict_assumed(conflict))}.",
        },
        "sources.yaml": {
            SOURCE: {
                "title": f"{file}, {FORM}",
                "date": NO_DATE,
                "standpoint": "that of whoever wrote the file; it does not say what it rests on",
            }
        },
        "parties.yaml": {
            party: {"name": name, "kind": "group", "source": f"{SOURCE}:decision maker {number}"}
            for number, (name, party) in enumerate(parties.items(), 1)
        },
        "moments.yaml": {
            MOMENT: {
                "name": "As imported",
                "date": NO_DATE,
                "at_table": list(parties.values()),
                "issues": [],
                "note": "The file does not say when this was, or who has to sign.",
            }
        },
        "options.yaml": {
            own[n]: {
                "name": names[n],
                "party": parties[owners[n]],
                **({"taken_now": "true"} if bool(now >> n & 1) != turned[n] else {}),
                **({"can_be_undone": "false"} if conflict.options[n].direction != "both" else {}),
                "source": f"{SOURCE}:option {n + 1}",
            }
            for n in order
        },
        "infeasible.csv": [
            {
                **_sides(pattern, own, turned),
                "source": f"{SOURCE}:infeasible pattern {number}; {GROUNDS}",
            }
            for number, pattern in enumerate(conflict.infeasible, 1)
        ],
        "preferences.csv": [
            {
                "party": parties[maker.name],
                "rank": str(rank),
                "statement": statement,
                "source": f"{SOURCE}:decision maker {number}; {GROUNDS}",
            }
            for number, maker in enumerate(conflict.decision_makers, 1)
            for rank, statement in enumerate(_statements(conflict, maker.name, own, turned), 1)
        ],
    }  # fmt: skip
    return texts_of(data)


def _sides(pattern: Pattern, own: tuple[str, ...], turned: list[bool]) -> dict[str, str]:
    sides: dict[bool, list[str]] = {True: [], False: []}
    for option, taken in pattern:
        sides[taken != turned[option]].append(own[option])
    return {"taken": ";".join(sides[True]), "not_taken": ";".join(sides[False])}


def _statements(
    conflict: ConflictFile, name: str, own: tuple[str, ...] = (), turned: list[bool] | None = None
) -> list[str]:
    """Return what a decision maker wants as texts, over ids of which some stand for the opposite."""
    back = turned or [option.direction == "backward" for option in conflict.options]
    used = own or option_ids(
        f"{o.name}: given up" if b else o.name for o, b in zip(conflict.options, back, strict=True)
    )
    said = [(f"not {i}", i) if b else (i, f"not {i}") for i, b in zip(used, back, strict=True)]
    (maker,) = (one for one in conflict.decision_makers if one.name == name)
    preference = conflict.preferences.get(name)
    patterns = maker.statements
    if isinstance(preference, DirectRanking):
        patterns = tuple(
            tuple(tuple((n, bool(state >> n & 1)) for n in range(len(used))) for state in tier)
            for tier in preference.states[:-1]
        )
    texts = []
    for one in patterns:
        try:
            texts.append(formula_of(one, said).text)
        except ValueError:  # longer than a statement can be
            texts.append(" " * (MAX_LENGTH + 1))
    return texts
