"""Reading files of GMCR+: every mistake with its place, all at once."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodoffices.dossier.storage.containers.container import RefusedError, read_file
from goodoffices.dossier.storage.presenting import present
from goodoffices.dossier.storage.text.text_file import decode
from goodoffices.errors import DossierError, NotFoundError, Problem
from goodoffices.interchange.cells import MOST_BYTES
from goodoffices.interchange.gmcr.conflict_file import ConflictFile, FileDecisionMaker, FileOption, Pattern, Statement
from goodoffices.interchange.gmcr.json_text import parse_json
from goodoffices.interchange.gmcr.record import Path as Place
from goodoffices.interchange.gmcr.record import Record, shown
from goodoffices.models.stability.forms.option_form import MOST_OPTIONS, Direction

ENDING = ".gmcr"
MOST_OPTIONS_COUNTED = 24
"""With more options it is not checked whether any state is feasible."""
DIRECTIONS: dict[str, Direction] = {"both": "both", "fwd": "forward", "back": "backward"}
PATTERN = 'pairs of an option\'s number and "Y" or "N", such as [[0, "Y"], [2, "N"]]'


@dataclass(frozen=True)
class InspectedConflict:
    """What was found in a file: the conflict, or None if anything is wrong; and what is wrong."""

    conflict: ConflictFile | None
    problems: tuple[Problem, ...] = ()


def is_gmcr(name: str, text: str) -> bool:
    """Whether a file is meant to be one of GMCR+: by its ending, or as JSON with decision makers and options."""
    if name.lower().endswith(ENDING):
        return True
    if not text.lstrip().startswith("{") or '"decisionMakers"' not in text:
        return False
    try:
        return {"decisionMakers", "options"} <= set(json.loads(text))
    except (ValueError, RecursionError):
        return False


def read_gmcr(path: str | Path) -> ConflictFile:
    r"""Read a file of GMCR+.

    Parameters
    ----------
    path : str or Path
        The file, JSON.

    Returns
    -------
    ConflictFile

    Raises
    ------
    NotFoundError
        If there is no such file.
    DossierError
        If anything in it is wrong; the error carries every problem with its line.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "dilemma.gmcr"
    >>> _ = path.write_text('{"options": [{"name": "Arm", "permittedDirection": "both"}], "infeasibles": [],'
    ...     '"decisionMakers": [{"name": "A", "options": [0], "preferences": [[[0, "Y"]]]}]}')
    >>> read_gmcr(path).form.options
    (Option(name='arm', owner='A', direction='both'),)
    """
    path = Path(path)
    try:
        content = read_file(path, MOST_BYTES)
    except RefusedError as refused:
        raise NotFoundError(f"{str(path)!r} cannot be read: {refused.message}") from refused
    text, problem = decode(path.name, content)
    found = inspect_gmcr(path.name, text) if problem is None else InspectedConflict(None, (problem,))
    if found.conflict is None:
        raise DossierError(path.name, found.problems)
    return found.conflict


def inspect_gmcr(file: str, text: str) -> InspectedConflict:
    """Read the text of a file of GMCR+ and return what it holds with the problems found."""
    data, problems = parse_json(file, text)
    if data is None and problems:
        return InspectedConflict(None, tuple(problems))
    record = Record(file, text, data)
    conflict = _conflict(record)
    if not problems and not record.wrong and conflict is not None:
        return InspectedConflict(conflict)
    return InspectedConflict(None, present([*problems, *record.problems()]))


def _conflict(record: Record) -> ConflictFile | None:
    if not isinstance(record.data, dict):
        record.tell((), "this is no conflict", shown(record.data), 'a record with "options" and "decisionMakers"')
        return None
    options = [_option(record, ("options", n)) for n in range(len(record.list(("options",), "the options")))]
    _once(record, [(("options", n, "name"), option.name) for n, option in enumerate(options)], "option")
    if len(options) > MOST_OPTIONS:
        record.tell(("options",), "there are too many options", str(len(options)), f"at most {MOST_OPTIONS}")
    makers = range(len(record.list(("decisionMakers",), "the decision makers")))
    decision_makers = [_decision_maker(record, ("decisionMakers", n), len(options)) for n in makers]
    _once(record, [(("decisionMakers", n, "name"), m.name) for n, m in enumerate(decision_makers)], "decision maker")
    _check_owners(record, options, decision_makers)
    barred = range(len(record.list(("infeasibles",), PATTERN, needed=False)))
    infeasible = [_pattern(record, ("infeasibles", n), len(options)) for n in barred]
    by_ranking = record.get(("useManualPreferenceRanking",)) or record.get(("useManualPreferenceVectors",))
    coalitions = record.get(("coalitions",))
    if record.wrong:
        return None
    conflict = ConflictFile(
        tuple(options),
        tuple(decision_makers),
        tuple(infeasible),
        by_ranking is True,
        tuple(_members(one) for one in coalitions if len(_members(one)) > 1) if isinstance(coalitions, list) else (),
    )
    _check_states(record, conflict)
    return conflict


def _option(record: Record, path: Place) -> FileOption:
    name = record.name((*path, "name"), "the name of the option")
    way = record.get((*path, "permittedDirection"))
    if way is not None and not (isinstance(way, str) and way in DIRECTIONS):
        record.tell((*path, "permittedDirection"), "no direction is called so", shown(way), "both, fwd or back")
    return FileOption(name, DIRECTIONS.get(way if isinstance(way, str) else "both", "both"))


def _decision_maker(record: Record, path: Place, options: int) -> FileDecisionMaker:
    owned = range(len(record.list((*path, "options"), "the numbers of its options", needed=False)))
    said = range(len(record.list((*path, "preferences"), "a list of preference statements", needed=False)))
    missed = range(len(record.list((*path, "misperceptions"), PATTERN, needed=False)))
    return FileDecisionMaker(
        record.name((*path, "name"), "the name of the decision maker"),
        tuple(-1 if k is None else k for k in (record.number((*path, "options", n), options) for n in owned)),
        tuple(_statement(record, (*path, "preferences", n), options) for n in said),
        _ranking(record, path),
        tuple(_pattern(record, (*path, "misperceptions", n), options) for n in missed),
    )


def _statement(record: Record, path: Place, options: int) -> Statement:
    value = record.get(path)
    if not isinstance(value, dict):
        return (_pattern(record, path, options),)
    members = range(len(record.list((*path, "members"), "patterns of which one is to hold")))
    return tuple(_pattern(record, (*path, "members", n), options) for n in members)


def _pattern(record: Record, path: Place, options: int) -> Pattern:
    value = record.get(path)
    if isinstance(value, dict):
        record.tell(path, "a statement stands within a statement", "compound", PATTERN)
        return ()
    pattern: dict[int, bool] = {}
    for n, pair in enumerate(record.list(path, PATTERN)):
        if not isinstance(pair, list) or len(pair) != 2 or pair[1] not in ["Y", "N"]:
            record.tell((*path, n), "this says of no option whether it is taken", shown(pair), PATTERN)
            continue
        option = record.number((*path, n, 0), options)
        if option is None:
            continue
        if option in pattern:
            record.tell((*path, n), "an option stands twice in one pattern", str(option), "each option once")
        pattern[option] = pair[1] == "Y"
    return tuple(pattern.items())


def _ranking(record: Record, path: Place) -> tuple[tuple[int, ...], ...] | None:
    name = "preferenceRanking" if record.get((*path, "preferenceRanking")) is not None else "preferenceVector"
    if record.get((*path, name)) is None:
        return None
    tiers = []
    for n, tier in enumerate(record.list((*path, name), "numbers of states, best first")):
        numbers = tier if isinstance(tier, list) else [tier]
        if not numbers or not all(isinstance(s, int) and not isinstance(s, bool) for s in numbers):
            record.tell((*path, name, n), "this is no state", shown(tier), "the number of a state, or a list of such")
        else:
            tiers.append(tuple(numbers))
    return tuple(tiers)


def _once(record: Record, names: list[tuple[Place, str]], what: str) -> None:
    seen: dict[str, Place] = {}
    for path, name in names:
        if name and name in seen:
            record.tell(path, f"this {what} stands twice", name, "each name once", seen[name])
        seen.setdefault(name, path)


def _check_owners(record: Record, options: list[FileOption], makers: list[FileDecisionMaker]) -> None:
    owned: dict[int, Place] = {}
    for n, maker in enumerate(makers):
        for k, option in enumerate(maker.options):
            place: Place = ("decisionMakers", n, "options", k)
            if option in owned and option >= 0:
                record.tell(place, "this option has an owner already", str(option), "one owner for each", owned[option])
            owned.setdefault(option, place)
    for n, option_ in enumerate(options):
        if n not in owned:
            record.tell(
                ("options", n), "this option belongs to nobody", option_.name, "its number with one decision maker"
            )


def _check_states(record: Record, conflict: ConflictFile) -> None:
    if len(conflict.options) > MOST_OPTIONS_COUNTED:
        if conflict.by_ranking:
            expected = f"at most {MOST_OPTIONS_COUNTED} options where states are ranked one by one"
            record.tell(("options",), "there are too many options", str(len(conflict.options)), expected)
        return
    count = len(conflict.states)
    if not count:
        record.tell(("infeasibles",), "no state is feasible: every combination of options is ruled out")
    for n, maker in enumerate(conflict.decision_makers):
        if conflict.by_ranking and count and maker.options:
            _check_ranking(record, ("decisionMakers", n), maker, count)


def _check_ranking(record: Record, path: Place, maker: FileDecisionMaker, count: int) -> None:
    place = (*path, "preferenceRanking" if record.get((*path, "preferenceRanking")) is not None else "preferenceVector")
    if maker.ranking is None:
        expected = 'the states, best first, as "useManualPreferenceRanking" is true'
        record.tell((*path, "preferenceRanking"), "this is missing", expected=expected)
        return
    ranked = [state for tier in maker.ranking for state in tier]
    valid = set(range(1, count + 1))
    for what, states in {
        "ranked, but no feasible state": sorted(set(ranked) - valid),
        "ranked more than once": sorted(s for s, times in Counter(ranked).items() if times > 1),
        "not ranked": sorted(valid - set(ranked)),
    }.items():
        if states:
            some = ", ".join(map(str, states[:5])) + (f" and {len(states) - 5} more" if len(states) > 5 else "")
            record.tell(place, what, some, f"each of the states 1 to {count} once")


def _members(given: Any) -> tuple[int, ...]:
    listed = given if isinstance(given, list) else [given]
    return tuple(n for n in listed if isinstance(n, int) and not isinstance(n, bool))
