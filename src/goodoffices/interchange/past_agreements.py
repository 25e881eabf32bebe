"""A file of past agreements in either of the two layouts that are read."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from goodoffices.errors import NotFoundError
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
        Names of columns that are not the usual ones: see :func:`~goodoffices.interchange.pam.read_pam` and
        :func:`~goodoffices.interchange.ucdp_agreements.read_ucdp_agreements`.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        With every problem found, each with its place.
    """
    chosen = columns or {}

    def is_either(header: Sequence[str]) -> bool:
        return pam.is_matrix(header) or ucdp_agreements.is_ucdp(header)

    table = read_table(path, is_either)
    only = {name.casefold() for name in chosen}
    if pam.is_matrix(table.header) or only & {name.casefold() for name in pam.COLUMNS} - {"year"}:
        return pam.take_pam(table, named(table, chosen, pam.COLUMNS))
    if ucdp_agreements.is_ucdp(table.header) or only & {name.casefold() for name in ucdp_agreements.COLUMNS}:
        return ucdp_agreements.take_ucdp(table, named(table, chosen, ucdp_agreements.COLUMNS))
    _tell_neither(table)
    raise NotFoundError(f"{str(path)!r} is of no known layout")


def _tell_neither(table: DataTable) -> None:
    table.need(
        "which agreement a row speaks of, in either layout", (*pam.KEYS[pam.AGREEMENT], ucdp_agreements.AGREEMENT)
    )
    table.finish()
