"""A table of claimed items, with the points that each party gives to each."""

from itertools import product
from pathlib import Path

from goodoffices.errors import DossierError, nearest
from goodoffices.interchange.cells import SEPARATORS, Row, Sheet, read_sheet

COLUMNS = ("item", "party", "points")
MOST_POINTS = 1e9
MOST_PARTIES, MOST_ITEMS = 50, 500
MOST_NAMED = 5
Pair = tuple[str, str]
"""An item and a party."""


def read_claims(path: Path) -> dict[str, dict[str, float]]:
    r"""Read a table with the columns item, party and points.

    Parameters
    ----------
    path : Path
        One row per item and party, all of them: 0 points where a party wants nothing of an item.

    Returns
    -------
    dict of str to dict of str to float
        By party, what each item is worth to it, in the order of the file.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        With every problem found, each with its line: among them a row that is not there, and a name that is another in other letters.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "claims.csv"
    >>> _ = path.write_text("item,party,points\natoll,A,60\natoll,B,30\nstrait,A,40\nstrait,B,70\n")
    >>> read_claims(path)
    {'A': {'atoll': 60.0, 'strait': 40.0}, 'B': {'atoll': 30.0, 'strait': 70.0}}
    """
    sheet = read_sheet(path, "a table with the columns item, party, points")
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
    seen: dict[Pair, int] = {}
    spelt: dict[tuple[str, str], tuple[str, int]] = {}
    for row in rows:
        if not row.width or sheet.surplus(row, len(header.cells)):
            continue
        item, party = (_spelt(sheet, row, where[name], name, spelt) for name in ("item", "party"))
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
        claims.setdefault(party, {})[item] = points or 0.0
    items = list(dict.fromkeys(item for item, _ in seen))
    _enough(sheet, header, claims, items, seen)
    _complete(sheet, where, seen)
    return {party: {item: given.get(item, 0.0) for item in items} for party, given in claims.items()}


def _spelt(sheet: Sheet, row: Row, place: int, name: str, spelt: dict[tuple[str, str], tuple[str, int]]) -> str:
    """Return the name in a cell as it stood first; other capitals are a mistake, which is told once for each spelling."""
    found = row[place]
    if not found:
        sheet.tell(row.line, place, "this cell is empty", name, expected=f"the name of {_a(name)}")
        return ""
    first, line = spelt.setdefault((name, found.casefold()), (found, row.line))
    if found != first and (name, f"={found}") not in spelt:
        spelt[name, f"={found}"] = found, row.line
        message = f"this {name} is written in other letters above"
        sheet.tell(row.line, place, message, name, found, witness=line, suggestion=first)
    return first


def _complete(sheet: Sheet, where: dict[str, int], seen: dict[Pair, int]) -> None:
    """Tell rows that are not there: of what looks like another spelling where that stands, of all else for each party."""
    if sheet.problems:
        return
    lacking = {pair for pair in product(*(dict.fromkeys(part) for part in zip(*seen, strict=True))) if pair not in seen}
    for axis, name in ((1, "party"), (0, "item")):
        for odd, other in _spellings(seen, axis).items():
            lines = {pair: line for pair, line in seen.items() if pair[axis] == odd}
            line, compared = (min(ln for pair, ln in seen.items() if pair[axis] == one) for one in (odd, other))
            explained = {pair for pair in lacking if pair[axis] == odd}
            explained |= {
                pair for pair in lacking if pair[axis] == other and any(p[1 - axis] == pair[1 - axis] for p in lines)
            }
            if explained & lacking:
                message = f"this {name} has no row for {'some items' if axis else 'some parties'}"
                sheet.tell(line, where[name], message, name, odd, "every item with every party", compared, other)
            lacking -= explained
    for party in dict.fromkeys(party for _, party in seen):
        items = [item for item in dict.fromkeys(item for item, _ in seen) if (item, party) in lacking]
        if items:
            line = min(line for (_, who), line in seen.items() if who == party)
            told = ", ".join(items[:MOST_NAMED]) + (
                f" and {len(items) - MOST_NAMED} more" if len(items) > MOST_NAMED else ""
            )
            message = f"nothing says how many points {party} gives to {told}"
            sheet.tell(
                line, None, message, expected="a row for each item and party, with 0 where it wants nothing of it"
            )


def _spellings(seen: dict[Pair, int], axis: int) -> dict[str, str]:
    """Return names with few rows that look like a name with more, where no row says that they are two."""
    held: dict[str, set[str]] = {}
    for pair in seen:
        held.setdefault(pair[axis], set()).add(pair[1 - axis])
    found = {}
    for odd, own in sorted(held.items(), key=lambda pair: len(pair[1])):
        others = [name for name, more in held.items() if len(more) > len(own) and not more & own]
        if other := nearest(odd, others):
            found[odd] = other
    return found


def _enough(
    sheet: Sheet,
    header: Row,
    claims: dict[str, dict[str, float]],
    items: list[str],
    seen: dict[Pair, int],
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
