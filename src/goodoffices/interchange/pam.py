"""Files in the layout of the Peace Accords Matrix implementation data set: a row per agreement and year, two columns per provision."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from goodoffices.dossier.provision_type import ProvisionType
from goodoffices.evidence.past_agreements import FULL, CodedAgreement, MatrixRecord
from goodoffices.interchange.data_table import DataTable, named, read_table

MOST_YEARS = 100
CALENDAR = (1900, 2200)
AGREEMENT, YEAR, YEAR_COUNT, NAME = "pam_caseid", "year", "year_count", "accord_name"
KEYS: Mapping[str, tuple[str, ...]] = {
    AGREEMENT: ("pam_caseid", "caseid"),
    YEAR_COUNT: ("year_count",),
    YEAR: ("year",),
    NAME: ("accord name", "accord_name", "accordname"),
}
"""What is read beside the provisions, and under which names it stands in versions 1.0 to 2.0."""
STEMS: Mapping[ProvisionType, str] = {
    "ceasefire": "cease", "disarmament": "disarm", "demobilisation": "demob", "reintegration": "reint",
    "withdrawal_of_troops": "with", "military_reform": "milrfm", "paramilitary_groups": "pargrp", "police_reform": "polrfm",
    "verification": "verify", "un_peacekeeping": "unpkf", "regional_peacekeeping": "regpkf", "arms_embargo": "embarg",
    "prisoner_release": "prisr", "amnesty": "amnest", "truth_or_reconciliation": "truth", "reparations": "repar",
    "human_rights": "humrts", "refugees": "refug", "displaced_persons": "idps", "women": "women", "children": "child",
    "minority_rights": "minrts", "indigenous_minorities": "indmin", "citizenship": "citiz", "cultural_protection": "cultr",
    "official_languages_and_symbols": "offlan", "education_reform": "educat", "media_reform": "media",
    "transitional_power_sharing": "powtran", "un_transitional_authority": "untran", "electoral_reform": "elect",
    "executive_reform": "exerefm", "legislative_reform": "legref", "judicial_reform": "judrfm",
    "civil_administration_reform": "civadm", "constitutional_reform": "const", "decentralisation": "decen",
    "territorial_power_sharing": "terpow", "self_determination": "selfd", "independence_referendum": "indrefer",
    "boundary_demarcation": "bound", "interethnic_relations": "ethrel", "natural_resources": "natres",
    "economic_development": "develop", "donor_support": "donor", "damage_commission": "arbdam",
    "land_arbitration": "arbland", "dispute_resolution": "dispute", "ratification": "ratm", "review": "roa",
    "timeline": "time",
}  # fmt: skip
"""With what the names of the columns of each sort of provision begin."""
MISSPELT: Mapping[str, tuple[str, ...]] = {
    "arbdam_prov": ("arbdamprov",),
    "civadm_implem": ("civadm_impem",),
    "develop_implem": ("develop_iplem",),
    "dispute_prov": ("disput_prov",),
}
"""Names of columns as they stand in the replication data of the article that introduced the data set."""
COLUMNS = (*KEYS, *(f"{stem}_{part}" for stem in STEMS.values() for part in ("prov", "implem")))


def is_matrix(header: Sequence[str]) -> bool:
    """Whether the columns are those of the Peace Accords Matrix, as far as they can be told.

    >>> is_matrix(["pam_caseid", "year", "cease_prov", "cease_implem"]), is_matrix(["paid", "cease"])
    (True, False)
    """
    names = {name.casefold() for name in header}
    return any(name.endswith("_implem") for name in names) or bool(names.intersection(KEYS[AGREEMENT]))


def read_pam(path: Path, columns: Mapping[str, str] | None = None) -> MatrixRecord:
    r"""Read a file in the layout of the implementation data set of the Peace Accords Matrix.

    Parameters
    ----------
    path : Path
        A CSV file or an .xlsx workbook, one row per agreement and year.
    columns : mapping of str to str or None
        Which columns of the file hold what, where they have other names than usual: the usual name (one of `COLUMNS`) and that
        in the file, empty to leave a column of a provision out.

    Returns
    -------
    MatrixRecord
        The agreements in the order of the file. An agreement has a sort of provision if any of its years says so.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        With every problem found, each with its place.

    References
    ----------
    Joshi, Quinn & Regan (2015), Journal of Peace Research 52(4), 551-562.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "made-up.csv"
    >>> _ = path.write_text("pam_caseid,year_count,cease_prov,cease_implem\n1,1,1,2\n1,2,1,3\n")
    >>> read_pam(path).agreements[0].codes
    {'ceasefire': (2, 3)}
    """
    table = read_table(path, is_matrix)
    return take_pam(table, named(table, columns or {}, COLUMNS))


def take_pam(table: DataTable, columns: Mapping[str, str]) -> MatrixRecord:
    """Return what a table holds that has been read; `columns` as for :func:`read_pam`, checked."""

    def names(usual: str, others: Sequence[str] = ()) -> tuple[str, ...]:
        return (columns[usual],) if usual in columns else tuple(dict.fromkeys((usual, *others)))

    agreement = table.need("which agreement a row speaks of", names(AGREEMENT, KEYS[AGREEMENT]))
    count = table.place(names(YEAR_COUNT))
    year = table.place(names(YEAR))
    if count is None and year is None:
        table.need("the year", (*names(YEAR_COUNT), *names(YEAR)))
    title = table.place(names(NAME, KEYS[NAME]))
    pairs: dict[ProvisionType, tuple[int, int]] = {}
    for sort, stem in STEMS.items():
        has, done = (f"{stem}_{part}" for part in ("prov", "implem"))
        if columns.get(has, has) and columns.get(done, done):
            first, second = (table.place(names(name, MISSPELT.get(name, ()))) for name in (has, done))
            if first is not None and second is not None:
                pairs[sort] = first, second
            elif first is not None or second is not None:
                table.need(sort.replace("_", " "), names(*((has, ()) if first is None else (done, ()))))
    if not pairs and not table.problems:
        table.need("any provision", names("cease_prov"))
    table.look_at([p for p in (agreement, count, year, title) if p is not None and p >= 0])
    table.look_at([place for pair in pairs.values() for place in pair])
    table.finish()
    rows = _by_agreement(table, agreement, count, year)
    found = tuple(
        CodedAgreement(
            name,
            next((text for _, row in years.values() if (text := table.cell(row, title))), name),
            _codes(table, years, pairs),
            _first_year(table, years, year),
        )
        for name, years in rows.items()
    )
    table.finish()
    return MatrixRecord(table.file, found, tuple(sort for sort in STEMS if sort not in pairs))


_Years = dict[int, tuple[int, list[str]]]


def _by_agreement(table: DataTable, agreement: int, count: int | None, year: int | None) -> dict[str, _Years]:
    """Return the rows of each agreement by the year since it was signed, from 1."""
    found: dict[str, _Years] = {}
    place = count if count is not None else year
    assert place is not None
    low, high = (1, MOST_YEARS) if count is not None else CALENDAR
    for line, row in table.rows:
        name = table.cell(row, agreement)
        if not name:
            table.tell(
                line,
                agreement,
                "this cell is empty",
                table.header[agreement],
                expected="which agreement the row speaks of",
            )
            continue
        if not table.cell(row, place):
            table.tell(line, place, "this cell is empty", table.header[place], expected="the year")
            continue
        when = table.whole(line, row, place, low, high)
        years = found.setdefault(name, {})
        if when in years:
            message = f"agreement {name} has this year already"
            table.tell(
                line,
                place,
                message,
                table.header[place],
                str(when),
                "one row per agreement and year",
                witness=years[when][0],
            )
        elif when is not None:
            years[when] = line, row
    found = {name: years for name, years in found.items() if years}
    if count is None:
        found = {name: {when - min(years) + 1: row for when, row in years.items()} for name, years in found.items()}
        for years in found.values():
            if max(years) > MOST_YEARS:
                line = years[max(years)][0]
                table.tell(
                    line, year, "this year is too long after the first", "year", expected=f"at most {MOST_YEARS} years"
                )
    return {} if table.problems else found


def _first_year(table: DataTable, years: _Years, year: int | None) -> int | None:
    if year is None:
        return None
    known = [(table.whole(line, row, year, *CALENDAR), when) for when, (line, row) in years.items()]
    return min((stated - when + 1 for stated, when in known if stated), default=None)


def _codes(
    table: DataTable, years: _Years, pairs: Mapping[ProvisionType, tuple[int, int]]
) -> dict[ProvisionType, tuple[int | None, ...]]:
    found: dict[ProvisionType, tuple[int | None, ...]] = {}
    for sort, (has, done) in pairs.items():
        stated = [table.whole(line, row, has, 0, 1) for line, row in years.values()]
        codes = {when: table.whole(line, row, done, 0, FULL) for when, (line, row) in years.items()}
        if any(stated):
            found[sort] = tuple(codes.get(when) for when in range(1, max(years) + 1))
    return found
