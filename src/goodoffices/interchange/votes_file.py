"""A table of votes by district and list, from which the seats of an assembly follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from fractions import Fraction
from pathlib import Path

from goodoffices.dossier.values.portion import parse_share
from goodoffices.errors import DossierError, nearest
from goodoffices.interchange.cells import SEPARATORS, Row, Sheet, read_sheet
from goodoffices.models.councils.allocation import District

NEEDED = ("seats", "party", "votes")
OPTIONAL = ("district", "candidates")
ALSO_CALLED = {"list": "party", "constituency": "district", "province": "district"}
WHOLE = "the whole country"
MOST_SEATS = 100_000
MOST_VOTES = 10_000_000_000
MOST_DISTRICTS = 10_000
SHORTEST_ALIKE = 5
"""Shorter names, such as letters that stand for words, may well differ by one letter."""
ALIKE = 0.8


@dataclass
class _District:
    line: int
    seats: int | None = None
    votes: dict[str, int] = field(default_factory=dict)
    candidates: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def read_votes(path: Path) -> dict[str, District]:
    r"""Read a table with the columns seats, party and votes, and perhaps district and candidates.

    Parameters
    ----------
    path : Path
        One row per district and party. The seats of a district stand in its first row, and may be repeated. Without a column
        district there is one for the whole country.

    Returns
    -------
    dict of str to District
        In the order of the file.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        With every problem found, each with its line.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "votes.csv"
    >>> _ = path.write_text("district,seats,party,votes\nHills,3,A,700\nHills,,B,200\n")
    >>> read_votes(path)["Hills"].votes
    {'A': 700, 'B': 200}
    """
    sheet = read_sheet(path, "a table with the columns seats, party, votes")
    districts = _read(sheet)
    if sheet.problems:
        raise DossierError(path.name, sheet.problems)
    return {name: District(d.seats or 0, d.votes, d.candidates) for name, d in districts.items()}


def look_alikes(districts: Mapping[str, District]) -> list[tuple[str, str, str]]:
    """Return lists that stand in one district only and look like a list with more votes: the list, the other, and the district.

    >>> votes = {"Hills": District(3, {"Reform": 9}), "Shore": District(2, {"Refrom": 8, "Reform": 0})}
    >>> look_alikes(votes), look_alikes({**votes, "Isles": District(1, {"Reform": 5, "Refrom": 1})})
    ([('Refrom', 'Reform', 'Shore')], [])
    """
    places: dict[str, list[str]] = {}
    totals: dict[str, int] = {}
    for district, held in districts.items():
        for name, votes in held.votes.items():
            places.setdefault(name, []).append(district)
            totals[name] = totals.get(name, 0) + votes
    return [
        (name, other, places[name][0])
        for name in places
        if len(places[name]) == 1
        and (others := [one for one in places if one != name and totals[one] > totals[name] and _alike(name, one)])
        for other in (max(others, key=lambda one: totals[one]),)
    ]


def _alike(one: str, other: str) -> bool:
    first, second = one.casefold(), other.casefold()
    if len(first) < SHORTEST_ALIKE or abs(len(first) - len(second)) > 1:
        return first == second
    return SequenceMatcher(None, first, second).ratio() >= ALIKE


def _read(sheet: Sheet) -> dict[str, _District]:
    first = next((text for _, text in sheet.lines()), "")
    separator = max(SEPARATORS, key=first.count)
    rows = (row for row in sheet.rows(separator) if not row[0].startswith("#"))
    header = next(rows, Row(1, ()))
    where = _columns(sheet, header)
    if sheet.problems:
        return {}
    districts: dict[str, _District] = {}
    for row in rows:
        if not row.width or sheet.surplus(row, len(header.cells)):
            continue
        name = row[where["district"]] if "district" in where else WHOLE
        if not name:
            sheet.tell(row.line, where["district"], "this cell is empty", "district", expected="the name of a district")
            continue
        if name not in districts and len(districts) == MOST_DISTRICTS:
            sheet.tell(
                row.line, where.get("district"), "there are too many districts", expected=f"at most {MOST_DISTRICTS:,}"
            )
            break
        _take(sheet, row, where, districts.setdefault(name, _District(row.line)))
    for name, district in districts.items():
        if district.seats is None:
            sheet.tell(
                district.line, None, f"nothing says how many seats {name} has", "seats", expected="a whole number"
            )
    if not districts:
        sheet.tell(header.line, None, "the table has no rows", expected="one row per district and party")
    sheet.problems.sort(key=lambda problem: problem.line or 0)
    return districts


def _columns(sheet: Sheet, header: Row) -> dict[str, int]:
    where: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        name = ALSO_CALLED.get(cell.casefold(), cell.casefold())
        if name in where:
            sheet.tell(header.line, place, "this column stands twice", name, cell, "each column once")
        elif name in (*NEEDED, *OPTIONAL):
            where[name] = place
        elif name:
            known = ", ".join((*NEEDED, *OPTIONAL))
            sheet.tell(header.line, place, "this column is not known", "", cell, f"one of {known}",
                       suggestion=nearest(name, (*NEEDED, *OPTIONAL, *ALSO_CALLED)))  # fmt: skip
    for name in NEEDED:
        if name not in where:
            sheet.tell(header.line, None, f"there is no column {name}", expected=f"the columns {', '.join(NEEDED)}")
    return where


def _take(sheet: Sheet, row: Row, where: dict[str, int], district: _District) -> None:
    if row[where["seats"]]:
        seats = _whole(sheet, row, where["seats"], "seats", 1, MOST_SEATS)
        if seats is not None and district.seats not in (None, seats):
            message = "this district has another number of seats above"
            sheet.tell(row.line, where["seats"], message, "seats", str(seats), str(district.seats), district.line)
        elif seats is not None:
            district.seats = seats
    party = row[where["party"]]
    votes = _whole(sheet, row, where["votes"], "votes", 0, MOST_VOTES)
    if not party:
        sheet.tell(row.line, where["party"], "this cell is empty", "party", expected="the name of a party or list")
    elif party in district.rows:
        message = f"{party!r} stands twice in this district"
        sheet.tell(row.line, where["party"], message, "party", party, "one row per party", district.rows[party])
    elif votes is not None:
        district.votes[party] = votes
        district.rows[party] = row.line
        if "candidates" in where and row[where["candidates"]]:
            candidates = _whole(sheet, row, where["candidates"], "candidates", 0, MOST_SEATS)
            if candidates is not None:
                district.candidates[party] = candidates


def _whole(sheet: Sheet, row: Row, index: int, name: str, low: int, high: int) -> int | None:
    text = row[index]
    if text.isascii() and text.isdigit() and len(text) <= len(str(high)) and low <= int(text) <= high:
        return int(text)
    message = "this is no whole number" if text else "this cell is empty"
    if text.isascii() and text.isdigit():
        message = "this number cannot be"
    sheet.tell(row.line, index, message, name, text, f"a whole number from {low} to {high:,}, without blanks or points")
    return None


def share_of(text: str) -> Fraction | None:
    """Return a threshold such as ``5%``, ``0.05`` or ``1/20`` as a share from 0 to 1, or None if it is none of these.

    >>> share_of("5%"), share_of("0.05"), share_of("1/20"), share_of("5")
    (Fraction(1, 20), Fraction(1, 20), Fraction(1, 20), None)
    """
    try:
        return parse_share(text)
    except ValueError:
        return None
