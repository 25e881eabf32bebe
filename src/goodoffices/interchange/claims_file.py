"""A table of claimed items, with the points that each party gives to each."""

from pathlib import Path

from goodoffices.dossier.storage.containers.container import RefusedError, read_file
from goodoffices.dossier.storage.text.text_file import decode, empty_file
from goodoffices.errors import DossierError, NotFoundError, nearest
from goodoffices.interchange.cells import MOST_BYTES, SEPARATORS, Row, Sheet

COLUMNS = ("item", "party", "points")
MOST_POINTS = 1e9
MOST_PARTIES, MOST_ITEMS = 50, 500


def read_claims(path: Path) -> dict[str, dict[str, float]]:
    r"""Read a table with the columns item, party and points.

    Parameters
    ----------
    path : Path
        One row per item and party. An item without a row for a party is worth nothing to it.

    Returns
    -------
    dict of str to dict of str to float
        By party, what each item is worth to it, in the order of the file.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        With every problem found, each with its line.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "claims.csv"
    >>> _ = path.write_text("item,party,points\natoll,A,60\natoll,B,30\nstrait,A,40\nstrait,B,70\n")
    >>> read_claims(path)
    {'A': {'atoll': 60.0, 'strait': 40.0}, 'B': {'atoll': 30.0, 'strait': 70.0}}
    """
    try:
        content = read_file(path, MOST_BYTES)
    except RefusedError as refused:
        raise NotFoundError(f"{str(path)!r} cannot be read: {refused.message}") from refused
    text, problem = decode(path.name, content)
    if problem is not None:
        raise DossierError(path.name, [problem])
    if not text.strip():
        raise DossierError(path.name, [empty_file(path.name, "a table with the columns item, party, points")])
    sheet = Sheet(path.name, text)
    claims = _read(sheet)
    if sheet.problems:
        raise DossierError(path.name, sorted(sheet.problems, key=lambda each: each.line or 0))
    return claims


def _read(sheet: Sheet) -> dict[str, dict[str, float]]:
    first = next((text for _, text in sheet.lines()), "")
    separator = max(SEPARATORS, key=first.count)
    rows = (row for row in sheet.rows(separator) if not row[0].startswith("#"))
    header = next(rows, Row(1, ()))
    where = _columns(sheet, header)
    if sheet.problems:
        return {}
    claims: dict[str, dict[str, float]] = {}
    seen: dict[tuple[str, str], int] = {}
    items: dict[str, int] = {}
    for row in rows:
        if not row.width or sheet.surplus(row, len(header.cells)):
            continue
        item, party = row[where["item"]], row[where["party"]]
        for name, value in (("item", item), ("party", party)):
            if not value:
                sheet.tell(row.line, where[name], "this cell is empty", name, expected=f"the name of {_a(name)}")
        points = sheet.number(row, where["points"], "points", 0.0, MOST_POINTS)
        if not item or not party:
            continue
        if (item, party) in seen:
            message = f"{party} has given {item} points already"
            sheet.tell(
                row.line, where["party"], message, "party", party, "one row per item and party", seen[item, party]
            )
            continue
        seen[item, party] = row.line
        items.setdefault(item, row.line)
        claims.setdefault(party, {})[item] = points or 0.0
    _enough(sheet, header, claims, items, seen)
    return {party: {item: given.get(item, 0.0) for item in items} for party, given in claims.items()}


def _enough(
    sheet: Sheet,
    header: Row,
    claims: dict[str, dict[str, float]],
    items: dict[str, int],
    seen: dict[tuple[str, str], int],
) -> None:
    if not sheet.problems and len(claims) < 2:
        sheet.tell(header.line, None, "fewer than two parties claim anything", expected="rows of at least two parties")
    if len(claims) > MOST_PARTIES:
        sheet.tell(header.line, None, "there are too many parties", "", f"{len(claims):,}", f"at most {MOST_PARTIES}")
    if len(items) > MOST_ITEMS:
        sheet.tell(header.line, None, "there are too many items", "", f"{len(items):,}", f"at most {MOST_ITEMS}")
    if not sheet.problems:
        for party, given in claims.items():
            if not any(given.values()):
                line = min(line for (_, who), line in seen.items() if who == party)
                sheet.tell(line, None, f"{party} gives no points to any item", expected="points above 0 on some item")


def _columns(sheet: Sheet, header: Row) -> dict[str, int]:
    where: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        name = cell.casefold()
        if name in where:
            sheet.tell(header.line, place, "this column stands twice", name, cell, "each column once")
        elif name in COLUMNS:
            where[name] = place
        elif name:
            sheet.tell(header.line, place, "this column is not known", "", cell, f"one of {', '.join(COLUMNS)}",
                       suggestion=nearest(name, COLUMNS))  # fmt: skip
    for name in COLUMNS:
        if name not in where:
            sheet.tell(header.line, None, f"there is no column {name}", expected=f"the columns {', '.join(COLUMNS)}")
    return where


def _a(name: str) -> str:
    return "an item" if name == "item" else "a party"
