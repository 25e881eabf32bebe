"""Writing files of GMCR+."""

import json
from pathlib import Path
from typing import Any

from goodoffices.files import write_atomically
from goodoffices.interchange.gmcr.conflict_file import ConflictFile, FileDecisionMaker, Pattern, Statement
from goodoffices.interchange.gmcr.reading import DIRECTIONS

PROGRAM, VERSION = "goodoffices", "0.3.12"
"""The version is that of the form of the file."""


def gmcr_text(conflict: ConflictFile) -> str:
    """Return a conflict as the text of a file of GMCR+.

    Parameters
    ----------
    conflict : ConflictFile
        The conflict.

    Returns
    -------
    str
        JSON, a line for each option, decision maker and pattern.

    Examples
    --------
    >>> from goodoffices.interchange.gmcr.conflict_file import FileOption
    >>> from goodoffices.interchange.gmcr.reading import inspect_gmcr
    >>> conflict = ConflictFile((FileOption("Arm"),), (FileDecisionMaker("A", (0,), ((((0, True),),),)),))
    >>> inspect_gmcr("a.gmcr", gmcr_text(conflict)).conflict == conflict
    True
    """
    written = {way: name for name, way in DIRECTIONS.items()}
    joined = {number for one in conflict.coalitions for number in one}
    alone = [number for number in range(len(conflict.decision_makers)) if number not in joined]
    fields: dict[str, list[Any] | Any] = {
        "program": PROGRAM,
        "version": VERSION,
        "options": [{"name": o.name, "permittedDirection": written[o.direction]} for o in conflict.options],
        "decisionMakers": [_decision_maker(maker) for maker in conflict.decision_makers],
        "infeasibles": [_pattern(pattern) for pattern in conflict.infeasible],
        "coalitions": [*map(list, conflict.coalitions), *alone],
        "useManualPreferenceRanking": conflict.by_ranking,
    }
    return "{\n" + ",\n".join(f"  {json.dumps(name)}: {_lines(value)}" for name, value in fields.items()) + "\n}\n"


def write_gmcr(path: str | Path, conflict: ConflictFile) -> None:
    """Write a conflict as a file of GMCR+; a file that is there is replaced.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    write_atomically(Path(path), gmcr_text(conflict))


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(f"    {json.dumps(part, ensure_ascii=False)}" for part in value) + "\n  ]"


def _decision_maker(maker: FileDecisionMaker) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": maker.name,
        "options": list(maker.options),
        "preferences": [_statement(statement) for statement in maker.statements],
    }
    if maker.ranking is not None:
        fields["preferenceRanking"] = [tier[0] if len(tier) == 1 else list(tier) for tier in maker.ranking]
    if maker.misperceptions:
        fields["misperceptions"] = [_pattern(pattern) for pattern in maker.misperceptions]
    return fields


def _statement(statement: Statement) -> Any:
    if len(statement) == 1:
        return _pattern(statement[0])
    return {"compound": True, "members": [_pattern(pattern) for pattern in statement]}


def _pattern(pattern: Pattern) -> list[list[Any]]:
    return [[option, "Y" if taken else "N"] for option, taken in pattern]
