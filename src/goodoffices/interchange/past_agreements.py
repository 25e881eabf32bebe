"""A file of past agreements in either of the two layouts that are read."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from goodoffices.errors import DossierError
from goodoffices.evidence.past_agreements import MatrixRecord, UcdpRecord
from goodoffices.interchange import pam, ucdp_agreements
from goodoffices.interchange.data_table import DataTable, named, read_table


def read_past_agreements(path: Path, columns: Mapping[str, str] | None = None) -> MatrixRecord | UcdpRecord:
    """Read a file in the layout of the Peace Accords Matrix or of the UCDP Peace Agreement Dataset, whichever its columns are.

    Parameters
    ----------
    path : Path
        A CSV file or an .xlsx workbook.
    columns : mapping of str to str or None
        Names of columns that are not the usual ones; those of the other layout do not count. See
        :func:`~goodoffices.interchange.pam.read_pam` and
        :func:`~goodoffices.interchange.ucdp_agreements.read_ucdp_agreements`.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        With every problem found, each with its place.
    """
    chosen = columns or {}
    table = read_table(path, lambda header: pam.is_matrix(header) or ucdp_agreements.is_ucdp(header))
    layouts = (
        (pam.is_matrix, pam.COLUMNS, pam.take_pam),
        (ucdp_agreements.is_ucdp, ucdp_agreements.COLUMNS, ucdp_agreements.take_ucdp),
    )
    known = _folded(name for _, names, _ in layouts for name in names)
    fitting = [layout for layout in layouts if layout[0](table.header)]
    named_for = [layout for layout in layouts if _folded(chosen) & _folded(layout[1])]
    if not fitting and not named_for:
        _tell_neither(table)
    _, names, take = (fitting or named_for)[0]
    others = known - _folded(names)
    return take(table, named(table, {name: chosen[name] for name in chosen if name.casefold() not in others}, names))


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _tell_neither(table: DataTable) -> NoReturn:
    names = (*pam.KEYS[pam.AGREEMENT], ucdp_agreements.AGREEMENT)
    table.need("which agreement a row speaks of, in either layout", names)
    raise DossierError(table.file, table.problems)
