"""A table of the power that each member is meant to have."""

from pathlib import Path

from goodoffices.dossier.storage.containers.container import RefusedError, read_file
from goodoffices.dossier.storage.text.text_file import decode, empty_file
from goodoffices.errors import DossierError, Problem, nearest
from goodoffices.interchange.cells import MOST_BYTES, SEPARATORS, Row, Sheet

COLUMNS = ("member", "power")


def wanted_text(given: str) -> str:
    """Return what is wanted as ``NAME=SHARE NAME=SHARE``: as it was given, or from the table if it names one.

    Raises
    ------
    DossierError
        If there is such a file and anything is wrong with it, or there is none and a file is meant.
    """
    if not given or "=" in given or given.strip().casefold() == "equal":
        return given
    path = Path(given)
    try:
        text, problem = decode(path.name, read_file(path, MOST_BYTES))
    except RefusedError as refused:
        expected = "equal, a file that can be read, or NAME=SHARE NAME=SHARE ..."
        raise DossierError(given, [Problem("--wanted", refused.message, found=given, expected=expected)]) from refused
    if problem is not None:
        raise DossierError(path.name, [problem])
    if not text.strip():
        raise DossierError(path.name, [empty_file(path.name, "a table with the columns member and power")])
    return _read(Sheet(path.name, text))


def _read(sheet: Sheet) -> str:
    separator = next((mark for mark in SEPARATORS if mark in sheet.text.split("\n", 1)[0]), ",")
    rows = sheet.rows(separator)
    header = next(rows, Row(1, ()))
    where = {name.casefold(): place for place, name in enumerate(header.cells)}
    for column in COLUMNS:
        if column not in where:
            near = nearest(column, where)
            sheet.tell(
                header.line, None, f"there is no column {column}", column, near, f"the columns {' and '.join(COLUMNS)}"
            )
    pairs: dict[str, str] = {}
    seen: dict[str, int] = {}
    for row in rows if not sheet.problems else ():
        name = row[where["member"]]
        if not name or " " in name or "=" in name:
            sheet.tell(row.line, where["member"], "this is no name of a member", "member", name, "an id such as france")
        elif name in pairs:
            sheet.tell(
                row.line, where["member"], f"{name!r} stands twice", "member", name, "one row per member", seen[name]
            )
        elif (share := sheet.number(row, where["power"], "power", 0.0)) is not None:
            pairs[name], seen[name] = f"{share:.10f}", row.line
    if not sheet.problems and not pairs:
        sheet.tell(header.line, None, "the table has no rows", expected="one row per member")
    if sheet.problems:
        raise DossierError(sheet.file, sheet.problems)
    return " ".join(f"{name}={share}" for name, share in pairs.items())
