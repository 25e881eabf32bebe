"""Files in the layout of the UCDP Peace Agreement Dataset: a row per agreement, a column of 0 and 1 per sort of provision."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from goodoffices.dossier.provision_type import ProvisionType
from goodoffices.evidence.past_agreements import DatedAgreement, UcdpRecord
from goodoffices.interchange.data_table import DataTable, named, read_table

AGREEMENT, NAME, SIGNED, ENDED, END = "paid", "pa_name", "pa_date", "ended", "duration"
KEYS = (AGREEMENT, NAME, SIGNED, ENDED, END)
PROVISIONS: Mapping[str, str] = {
    "cease": "ceasefire", "intarmy": "integration into the army", "ddr": "disarmament, demobilisation, reintegration",
    "withd": "withdrawal of foreign forces", "pp": "rebels become a party", "intgov": "integration into the government",
    "intciv": "integration into the civil service", "elections": "elections or electoral reform",
    "interim": "interim government", "natalks": "national talks", "shagov": "shared power in the government",
    "aut": "autonomy", "fed": "federation", "ind": "independence", "ref": "referendum", "shaloc": "shared power in the region",
    "regdev": "regional development", "cul": "cultural freedoms", "demarcation": "demarcation of a border",
    "locgov": "local government", "amn": "amnesty", "pris": "release of prisoners", "recon": "reconciliation",
    "return": "return of refugees", "pko": "peacekeeping operation", "co_impl": "commission for implementation",
}  # fmt: skip
"""Columns of provisions and what they are read as."""
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {"interim": ("interrim",)}
"""Names in older versions."""
FITTING: Mapping[ProvisionType, tuple[str, ...]] = {
    "ceasefire": ("cease",), "military_reform": ("intarmy",), "disarmament": ("ddr",), "demobilisation": ("ddr",),
    "reintegration": ("ddr",), "withdrawal_of_troops": ("withd",), "electoral_reform": ("elections",),
    "transitional_power_sharing": ("shagov", "interim"), "civil_administration_reform": ("intciv",),
    "territorial_power_sharing": ("aut", "shaloc"), "decentralisation": ("fed", "locgov"), "independence_referendum": ("ref",),
    "boundary_demarcation": ("demarcation",), "economic_development": ("regdev",), "cultural_protection": ("cul",),
    "amnesty": ("amn",), "prisoner_release": ("pris",), "truth_or_reconciliation": ("recon",), "refugees": ("return",),
    "displaced_persons": ("return",), "un_peacekeeping": ("pko",), "regional_peacekeeping": ("pko",),
    "verification": ("co_impl",), "dispute_resolution": ("co_impl",),
}  # fmt: skip
"""Columns nearest to each sort of provision of the Peace Accords Matrix; the two were not coded alike."""
COLUMNS = (*KEYS, *PROVISIONS)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_YES, _NO = frozenset({"1", "1.0", "true", "yes"}), frozenset({"0", "0.0", "false", "no"})


def is_ucdp(header: Sequence[str]) -> bool:
    """Whether the columns are those of the UCDP Peace Agreement Dataset, as far as they can be told.

    >>> is_ucdp(["PAID", "pa_date", "cease"]), is_ucdp(["pam_caseid", "cease_prov"])
    (True, False)
    """
    names = {name.casefold() for name in header}
    return len(names.intersection((AGREEMENT, NAME, SIGNED))) > 1 or AGREEMENT in names


def read_ucdp_agreements(path: Path, columns: Mapping[str, str] | None = None) -> UcdpRecord:
    r"""Read a file in the layout of the UCDP Peace Agreement Dataset.

    Parameters
    ----------
    path : Path
        A CSV file or an .xlsx workbook, one row per agreement.
    columns : mapping of str to str or None
        Which columns of the file hold what, where they have other names than usual: the usual name (one of `COLUMNS`) and that
        in the file, empty to leave a column of a provision out.

    Returns
    -------
    UcdpRecord
        The agreements in the order of the file. ``duration`` is read as the day on which an agreement ended. Those that have not
        ended count as watched to the last day that the file speaks of.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        With every problem found, each with its place.

    References
    ----------
    Harbom, Högbladh & Wallensteen (2006), Journal of Peace Research 43(5), 617-631. Pettersson, Högbladh & Öberg (2019), Journal
    of Peace Research 56(4), 589-603.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "made-up.csv"
    >>> _ = path.write_text("paid,pa_date,ended,duration,cease\n1,1990-05-01,1,1992-05-01,1\n")
    >>> one, = read_ucdp_agreements(path).agreements
    >>> sorted(one.provisions), str(one.ended_on)
    (['cease'], '1992-05-01')
    """
    table = read_table(path, is_ucdp)
    return take_ucdp(table, named(table, columns or {}, COLUMNS))


def take_ucdp(table: DataTable, columns: Mapping[str, str]) -> UcdpRecord:
    """Return what a table holds that has been read; `columns` as for :func:`read_ucdp_agreements`, checked."""

    def names(usual: str) -> tuple[str, ...]:
        return (columns[usual],) if usual in columns else (usual, *ALSO_CALLED.get(usual, ()))

    agreement = table.need("which agreement a row speaks of", names(AGREEMENT))
    signed = table.need("the day it was signed", names(SIGNED))
    ended = table.need("whether it ended", names(ENDED))
    end = table.need("the day it ended", names(END))
    title = table.place(names(NAME))
    places = {
        name: place
        for name in PROVISIONS
        if columns.get(name, name) and (place := table.place(names(name))) is not None
    }
    if not places and not table.problems:
        table.need("any provision", names("cease"))
    table.look_at([p for p in (agreement, signed, ended, end, title, *places.values()) if p is not None and p >= 0])
    table.finish()
    found: dict[str, DatedAgreement] = {}
    lines: dict[str, int] = {}
    for line, row in table.rows:
        name = table.cell(row, agreement)
        if not name:
            table.tell(line, agreement, "this cell is empty", table.header[agreement], expected="which agreement it is")
            continue
        if name in lines:
            table.tell(
                line,
                agreement,
                "this agreement stands twice",
                table.header[agreement],
                name,
                "one row per agreement",
                witness=lines[name],
            )
            continue
        lines[name] = line
        day = _day(table, line, row, signed, needed=True)
        over = _yes(table, line, row, ended)
        last = _day(table, line, row, end, needed=False) if over else None
        if day and last and last < day:
            table.tell(line, end, "it ended before it was signed", table.header[end], str(last), f"{day} or later")
        has = frozenset(column for column, place in places.items() if table.whole(line, row, place, 0, 1))
        if day:
            found[name] = DatedAgreement(name, table.cell(row, title) or name, day, has, over, last)
    table.finish()
    last_day = max(day for one in found.values() for day in (one.signed, one.ended_on) if day)
    return UcdpRecord(table.file, tuple(found.values()), tuple(places), last_day)


def _day(table: DataTable, line: int, row: Sequence[str], index: int, *, needed: bool) -> date | None:
    text = table.cell(row, index)
    if not text and not needed:
        return None
    match = _DATE.fullmatch(text)
    try:
        if match:
            year, month, day = (int(part) for part in match.groups())
            return date(year, month, day)
    except ValueError:
        pass  # a thirtieth of February is told like anything else that is no day
    message = "this is no day" if text else "this cell is empty"
    table.tell(line, index, message, table.header[index], text, "a date such as 1991-10-23")
    return None


def _yes(table: DataTable, line: int, row: Sequence[str], index: int) -> bool:
    text = table.cell(row, index).casefold()
    if text and text not in _YES | _NO:
        table.tell(line, index, "this value cannot be", table.header[index], text, "1 or True, 0 or False")
    return text in _YES
