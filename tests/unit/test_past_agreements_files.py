"""Files in the layouts of the Peace Accords Matrix and of the UCDP Peace Agreement Dataset, all made up, and their mistakes."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from goodoffices.dossier.provision_type import PROVISION_TYPES
from goodoffices.errors import DossierError, GoodOfficesError, NotFoundError
from goodoffices.evidence.past_agreements import MatrixRecord, UcdpRecord
from goodoffices.interchange.pam import STEMS, read_pam
from goodoffices.interchange.past_agreements import read_past_agreements
from goodoffices.interchange.ucdp_agreements import FITTING, PROVISIONS, read_ucdp_agreements

MATRIX = """pam_caseid,country,accord name,year,year_count,cease_prov,cease_implem,cease_revers,disarm_prov,disarm_implem
1,Upland,Gorge Accord,1990,1,1,2,,0,0
1,Upland,Gorge Accord,1991,2,1,3,,0,0
7,Lowland,Mill Accord,2001,1,1,1,,1,NA
7,Lowland,Mill Accord,2003,3,1,.,,1,3.0
"""
UCDP = """PAID,pa_name,pa_date,year,pa_comment,ended,duration,Cease,DDR,ref ,gender
4,"Gorge, first",1990-05-03,1990,"two
lines",True,1992-01-02,1,0,0,2
5,Mill,2001-01-01,2001,,0,,1,1,,
"""


def write(folder: Path, text: str, name: str = "made-up.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(path: Path, columns: dict[str, str] | None = None) -> str:
    with pytest.raises(DossierError) as caught:
        read_past_agreements(path, columns)
    return "\n".join(str(problem) for problem in caught.value.problems)


def book(folder: Path, text: str, before: bool = False) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    if before:
        made.create_sheet("About").append(["About", "this file"])
    sheet = made.create_sheet("Dataset")
    for line in text.splitlines():
        sheet.append(
            [date.fromisoformat(c) if re.fullmatch(r"\d+-\d\d-\d\d", c) else float(c) if c.isdigit() else c or None for c in line.split(",")]
        )  # fmt: skip
    path = folder / "made-up.xlsx"
    made.save(path)
    return path


def test_the_matrix_year_by_year(tmp_path: Path) -> None:
    record = read_past_agreements(write(tmp_path, MATRIX))
    assert isinstance(record, MatrixRecord)
    first, second = record.agreements
    assert (first.id, first.name, first.first_year, first.codes) == ("1", "Gorge Accord", 1990, {"ceasefire": (2, 3)})
    assert (second.codes, second.first_year) == ({"ceasefire": (1, None, None), "disarmament": (None, None, 3)}, 2001)
    assert set(record.lacking) == set(PROVISION_TYPES) - {"ceasefire", "disarmament"}
    assert read_pam(write(tmp_path, MATRIX.replace(",", ";"))) == record
    assert [one.id for one in record.known_by(date(1992, 1, 1)).agreements] == ["1"]
    assert record.known_by(date(1991, 12, 31)).agreements[0].codes == {"ceasefire": (2,)}


def test_a_workbook_says_the_same_as_a_text(tmp_path: Path) -> None:
    assert read_pam(book(tmp_path, MATRIX)).agreements == read_pam(write(tmp_path, MATRIX)).agreements
    plain = UCDP.replace('"Gorge, first"', "Gorge").replace('"two\nlines"', "two")
    assert read_ucdp_agreements(book(tmp_path, plain, before=True)).agreements == (
        read_ucdp_agreements(write(tmp_path, plain)).agreements
    )


def test_years_are_counted_where_the_file_does_not(tmp_path: Path) -> None:
    lines = [line.split(",") for line in MATRIX.splitlines()]
    without = "\n".join(",".join([*cells[:4], *cells[5:]]) for cells in lines)
    assert read_pam(write(tmp_path, without)) == read_pam(write(tmp_path, MATRIX))
    with_count_only = "\n".join(",".join([*cells[:3], *cells[4:]]) for cells in lines)
    assert {one.first_year for one in read_pam(write(tmp_path, with_count_only)).agreements} == {None}


def test_the_names_of_the_replication_data_are_known(tmp_path: Path) -> None:
    text = "caseid,year_count,arbdamprov,arbdam_implem,civadm_prov,civadm_impem,develop_prov,develop_iplem,disput_prov,dispute_implem\n"
    (one,) = read_pam(write(tmp_path, text + "3,1,1,0,1,1,1,2,1,3\n")).agreements
    assert one.codes == {
        "damage_commission": (0,), "civil_administration_reform": (1,), "economic_development": (2,), "dispute_resolution": (3,),
    }  # fmt: skip


def test_every_sort_of_provision_has_its_columns() -> None:
    assert set(STEMS) == set(PROVISION_TYPES)
    assert len(set(STEMS.values())) == len(PROVISION_TYPES) == 51
    assert set(FITTING) <= set(PROVISION_TYPES)
    assert {name for names in FITTING.values() for name in names} <= set(PROVISIONS)


def test_agreements_with_days(tmp_path: Path) -> None:
    record = read_past_agreements(write(tmp_path, UCDP))
    assert isinstance(record, UcdpRecord)
    first, second = record.agreements
    assert (first.name, first.signed, first.ended, first.ended_on) == (
        "Gorge, first",
        date(1990, 5, 3),
        True,
        date(1992, 1, 2),
    )
    assert [sorted(one.provisions) for one in (first, second)] == [["cease"], ["cease", "ddr"]]
    assert (record.columns, record.last_day) == (("cease", "ddr", "ref"), date(2001, 1, 1))
    known = record.known_by(date(1991, 1, 1))
    assert [(one.id, one.ended, one.ended_on) for one in known.agreements] == [("4", False, None)]
    assert known.last_day == date(1991, 1, 1)


def test_other_names_and_columns_left_out(tmp_path: Path) -> None:
    renamed = MATRIX.replace("pam_caseid", "deal").replace("disarm_implem", "arms")
    path = write(tmp_path, renamed)
    columns = {"pam_caseid": "deal", "disarm_implem": "arms"}
    assert read_past_agreements(path, columns) == read_past_agreements(write(tmp_path, MATRIX))
    left = read_past_agreements(write(tmp_path, renamed), {"pam_caseid": "deal", "disarm_prov": ""})
    assert isinstance(left, MatrixRecord)
    assert {sort for one in left.agreements for sort in one.codes} == {"ceasefire"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1991,2,1,3", "1991,2,1,7", r"made-up.csv:3:7: cease_implem: this value cannot be .found '7'; expected a whole number from 0 to 3"),
        ("1991,2,1,3", "1991,2,5,3", r":3:6: cease_prov: .*expected 0 or 1"),
        ("1991,2,1,3", "1991,two,1,3", r":3:5: year_count: .*found 'two'"),
        ("1991,2,1,3", "1991,1,1,3", r":3:5: year_count: agreement 1 has this year already .*made-up.csv:2"),
        ("1991,2,1,3", "1591,2,1,3", r":3:4: year: this value cannot be .*1900 to 2200"),
        ("1991,2,1,3", "1991,,1,3", r":3:5: year_count: this cell is empty"),
        ("\n7,Lowland,Mill Accord,2001", "\n,Lowland,Mill Accord,2001", r":4:1: pam_caseid: this cell is empty"),
        ("pam_caseid", "pam_case", r":1: pam_caseid: there is no column for which agreement .*Did you mean 'pam_case'"),
        ("disarm_implem", "disarm_implm", r":1: disarm_implem: there is no column for disarmament.*Did you mean 'disarm_implm'"),
        ("disarm_prov", "cease_prov", r"this column stands twice"),
        ("year,year_count", "when,count", r"there is no column for the year .*expected a column year_count or year;"),
        ("Mill Accord,2003", '"Mill Accord,2003', r":5: this row cannot be divided into cells: a quotation mark is never closed"),
        ("3.0\n", "3.0,9\n", r":5:11: this row has more cells"),
    ],
)  # fmt: skip
def test_mistakes_in_a_matrix_are_told_with_their_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert re.search(said, mistakes(write(tmp_path, MATRIX.replace(old, new))), re.DOTALL)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "1992-01-02",
            "1989-01-02",
            r"made-up.csv:2:7: duration: it ended before it was signed .found '1989-01-02'; expected 1990-05-03",
        ),
        ("1992-01-02", "21", r":2:7: duration: this is no day .found '21'; expected a date such as"),
        ("1990-05-03", "1990-02-30", r":2:3: pa_date: this is no day"),
        ("2001-01-01", "", r":4:3: pa_date: this cell is empty"),
        ("True", "perhaps", r":2:6: ended: this value cannot be .*1 or True"),
        (",1,1,,", ",1,2,,", r":4:9: DDR: this value cannot be .found '2'; expected 0 or 1"),
        ("\n5,", "\n4,", r":4:1: PAID: this agreement stands twice .*made-up.csv:2"),
        ("\n5,", "\n,", r":4:1: PAID: this cell is empty"),
        ("pa_date", "date", r"there is no column for the day it was signed"),
        ("ended", "end", r":1: ended: there is no column for whether it ended.*Did you mean 'end'"),
        ("Cease,DDR,ref ", "a,b,c", r"there is no column for any provision"),
    ],
)
def test_mistakes_in_a_table_of_agreements_are_told_with_their_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert re.search(said, mistakes(write(tmp_path, UCDP.replace(old, new))), re.DOTALL)


def test_all_mistakes_are_told_at_once_in_order(tmp_path: Path) -> None:
    told = mistakes(write(tmp_path, MATRIX.replace("1990,1,1,2", "1990,1,1,9").replace("2001,1,1,1", "2001,0,1,1")))
    assert [line.split(" ")[0] for line in told.splitlines()] == ["made-up.csv:4:5:"]
    told = mistakes(write(tmp_path, MATRIX.replace("1990,1,1,2", "1990,1,1,9").replace("2001,1,1,1", "2001,1,4,1")))
    assert [line.split(" ")[0] for line in told.splitlines()] == ["made-up.csv:2:7:", "made-up.csv:4:6:"]


def test_what_is_no_table_of_past_agreements(tmp_path: Path) -> None:
    assert "the file is empty" in mistakes(write(tmp_path, ""))
    assert "the table has no rows" in mistakes(write(tmp_path, MATRIX.splitlines()[0]))
    assert "expected a column pam_caseid or caseid or paid" in mistakes(write(tmp_path, "a,b\n1,2\n"))
    latin = tmp_path / "latin.csv"
    latin.write_bytes(MATRIX.replace("Gorge", "São").encode("latin-1"))
    assert "latin.csv:2:11: the file is not UTF-8 text" in mistakes(latin)
    for content, said in (
        (b"<stata_dta><header>", "file of Stata"), (b"PK\x03\x04", "archive"), (b"\xd0\xcf\x11\xe0\0", "UTF-8|not text"),
    ):  # fmt: skip
        odd = tmp_path / "odd"
        odd.write_bytes(content)
        with pytest.raises(GoodOfficesError, match=said):
            read_past_agreements(odd)
    with pytest.raises(NotFoundError, match="cannot be read"):
        read_past_agreements(tmp_path / "missing.csv")


def test_columns_named_wrongly(tmp_path: Path) -> None:
    path = write(tmp_path, MATRIX)
    assert "Did you mean 'disarm_prov'" in mistakes(path, {"disarmprov": "x"})
    assert re.search(
        "there is no column 'disarm_pro'.*Did you mean 'disarm_prov'", mistakes(path, {"disarm_prov": "disarm_pro"})
    )


def test_cells_that_nobody_asks_for_do_no_harm(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.create_sheet("Data", 0)
    for line in MATRIX.splitlines():
        sheet.append([cell or None for cell in line.split(",")])
    sheet["B2"] = "=1/0"
    path = tmp_path / "made-up.xlsx"
    made.save(path)
    assert read_pam(path).agreements == read_pam(write(tmp_path, MATRIX)).agreements
    sheet["G2"] = "=1/0"
    made.save(path)
    assert "made-up.xlsx, Data!G2: the result of this formula is not stored" in mistakes(path)


@given(
    st.sampled_from([MATRIX, UCDP]),
    st.integers(0, 500),
    st.integers(0, 20),
    st.text(st.characters(codec="utf-8"), max_size=4),
)
def test_whatever_stands_in_the_file_nothing_else_is_raised(
    tmp_path_factory: pytest.TempPathFactory, text: str, start: int, length: int, new: str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "made-up.csv"
    path.write_text(text[:start] + new + text[start + length :], encoding="utf-8")
    try:
        record = read_past_agreements(path)
    except GoodOfficesError:
        return
    assert record.agreements
