"""Reading a workbook: what a person or a spreadsheet program leaves in it, told by sheet, row and column."""

import datetime
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.support import Write

from goodoffices.casebook import case_folder
from goodoffices.dossier import inspect_dossier, read_dossier
from goodoffices.dossier.storage.workbook.sheets import sheets
from goodoffices.dossier.storage.writing import convert_dossier, set_value
from goodoffices.errors import NotFoundError, OutputError, Problem

Edit = Callable[[Workbook], object]
Book = Callable[[Edit], Path]


@pytest.fixture
def book(tmp_path: Path, write: Write) -> Book:
    """Write the minimal dossier as a workbook, changed by hand."""

    def make(edit: Edit) -> Path:
        path = tmp_path / "dispute.xlsx"
        convert_dossier(write("folder"), path)
        opened = openpyxl.load_workbook(path)
        edit(opened)
        opened.save(path)
        return path

    return make


def problems(path: Path) -> list[str]:
    return [str(problem) for problem in inspect_dossier(path).problems]


def put(sheet: str, cell: str, value: object, number_format: str = "General") -> Edit:
    def edit(opened: Workbook) -> None:
        opened[sheet][cell].number_format = number_format
        opened[sheet][cell].value = value
        if number_format != "General":
            opened[sheet][cell].number_format = number_format

    return edit


def test_a_workbook_reads_as_its_folder(book: Book, tmp_path: Path) -> None:
    read = read_dossier(book(lambda _: None))
    assert (read.id, read.about.title) == ("dispute", "A quarrel over fish")
    assert read.stances == read_dossier(tmp_path / "folder").stances


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (60, "General", "60"), (60.0, "0.00", "60"), (0.1, "General", "0.1"), (1e-7, "General", "0.0000001"),
        (True, "General", "true"), ("60..70..80", "@", "60..70..80"), (datetime.date(1990, 6, 4), "yyyy-mm-dd", "1990-06-04"),
        (datetime.date(1990, 6, 1), "mmm-yy", "1990-06"), (datetime.datetime(1990, 6, 4, 12, 30), "d/m/yy h:mm", "1990-06-04T12:30:00"),
        (datetime.date(1900, 1, 5), "dd.mm.yyyy", "1900-01-05"), (0.5, "0%", "50%"), ("x_x0041_y", "@", "xAy"), ("  a\r\nb ", "@", "a\nb"),
        (datetime.date(1990, 1, 1), "yyyy", "1990"), (1.5, '"days" 0.0', "1.5"),
    ],
)  # fmt: skip
def test_cells_are_read_as_what_was_typed(book: Book, value: object, number_format: str, text: str) -> None:
    path = book(put("parties", "E2", value, number_format))
    assert openpyxl.load_workbook(path)["parties"]["E1"].value == "note"
    assert read_dossier(path).parties["north"].note == text


def test_mistakes_are_told_by_workbook_sheet_row_and_column(book: Book) -> None:
    def edit(opened: Workbook) -> None:
        opened["stances"]["A2"] = "norht"
        opened["stances"]["D3"] = 140
        opened["issues.scale.marks"]["A3"] = "cacth"
        opened["moments"]["C2"] = "1990-13"

    assert problems(book(edit)) == [
        "dispute.xlsx, issues.scale.marks!A3: of_issue: there is no issue of this name (found 'cacth'; expected an id of the sheet"
        " issues). Did you mean 'catch'?",
        "dispute.xlsx, moments!C2: date: not a date (found '1990-13'; expected a date such as 1990, 1990-06, 1990-06-04, 1990-06-04~"
        " (about) or 1989-22 (summer 1989))",
        "dispute.xlsx, stances!A2: party: there is no party of this name (found 'norht'; expected a party defined in the sheet"
        " parties). Did you mean 'north'?",
        "dispute.xlsx, stances!D3: salience: outside its scale (found '140'; expected a value between 0 and 100)",
    ]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (put("stances", "C2", "=1+1"), "stances!C2: the result of this formula is not stored"),
        (put("stances", "J2", "left over"), "stances!J2: this row has more cells than the header"),
        (put("stances", "A1", "pary"), "stances!A1: there is no column 'pary' in this table"),
        (put("dossier", "A3", "title"), "dossier!A3: title: this name stands twice; the first is on row 2"),
        (put("parties", "A3", "north"), "parties!A3: id: this name stands twice; the first is on row 2"),
        (put("parties", "A3", None), "parties!A3: id: the id of this row is missing"),
        (put("parties", "C2", "a\u202eb"), "parties!C2: this cell holds characters that are not text (found 'U+202E"),
        (put("moments", "E2", "[north, "), "moments!E2: at_table: this is not valid YAML"),
        (put("parties", "AAA2", "far away"), "parties!AAA2: this cell stands far outside of the table"),
        (lambda b: b.create_sheet("stance").append(["x"]), "stance: a dossier has no sheet of this name"),
        (lambda b: setattr(b["stances"], "sheet_state", "hidden"), "stances: this sheet is hidden"),
        (lambda b: b.remove(b["parties"]), "parties: this sheet is missing"),
        (lambda b: b.remove(b["issues"]), "issues.scale.marks: the sheet issues, of which this holds parts, is missing"),
        (lambda b: b["parties"].delete_rows(1, 10), "parties: this sheet is empty"),
        (lambda b: b["issues"].delete_rows(1, 10), "issues.scale.marks: the sheet issues, of which this holds parts, is empty"),
        (lambda b: b["issues"].delete_rows(1, 10), "stances!B2: issue: there is no issue of this name"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_sheet_is_told_in_one_line(book: Book, edit: Edit, told: str) -> None:
    found = problems(book(edit))
    assert any(line.startswith(f"dispute.xlsx, {told}") for line in found), found


def test_an_error_in_a_cell_is_told(book: Book) -> None:
    path = book(put("stances", "C2", "#N/A"))
    assert problems(path)[0].startswith(
        "dispute.xlsx, stances!C2: this cell holds an error (found '#N/A'; expected a value)"
    )


def test_a_sheet_of_ones_own_empty_rows_columns_and_hidden_sheets_are_left_alone(book: Book) -> None:
    def edit(opened: Workbook) -> None:
        own = opened.create_sheet("# notes")
        own.append(["whatever", "one likes"])
        opened.create_sheet("Sheet1")
        opened.create_sheet("hidden").append(["x"])
        opened["hidden"].sheet_state = "veryHidden"
        page: Worksheet = opened["stances"]
        page.insert_rows(1, 2)
        page.insert_rows(4)
        page["A5"], page["A8"] = page["A5"].value, "# a comment"
        page.insert_cols(2)
        page["Z1"].number_format = "@"

    path = book(edit)
    found = problems(path)
    assert [line for line in found if "!B3: there is no column ''" not in line] == []
    opened = openpyxl.load_workbook(path)
    opened["stances"].delete_cols(2)
    opened.save(path)
    assert problems(path) == []


def test_names_of_sheets_may_be_capitalised(book: Book) -> None:
    def edit(opened: Workbook) -> None:
        opened["stances"].title = "anything"
        opened["anything"].title = "Stances"

    assert problems(book(edit)) == []


def test_stored_results_of_formulas_are_read(book: Book) -> None:
    path = book(put("stances", "D2", "=40+10"))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    part = next(name for name, content in members.items() if b"<f>40+10</f>" in content)
    members[part] = members[part].replace(b"<f>40+10</f><v></v>", b"<f>40+10</f><v>50</v>")
    members[part] = members[part].replace(b"<f>40+10</f><v />", b"<f>40+10</f><v>50</v>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert str(read_dossier(path).stances[0].salience) == "50"


def test_setting_a_value_changes_one_cell_and_nothing_else(book: Book) -> None:
    def edit(opened: Workbook) -> None:
        opened.create_sheet("# chart").append([1, 2, 3])
        opened["parties"]["B2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")

    path = book(edit)
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    set_value(path / "parties.yaml", ("north", "name"), "Nord & <Co>")
    set_value(path / "parties.yaml", ("north", "note"), "new _x0041_")
    set_value(path / "moments.yaml", ("talks", "at_table", 1), "north")
    set_value(path / "stances.csv", (1, "salience"), "55")
    set_value(path / "dossier.yaml", ("title",), "Fish é")
    read = read_dossier(path) if not inspect_dossier(path).errors else None
    assert read is None  # a party at the table twice, which was asked for
    set_value(path / "moments.yaml", ("talks", "at_table", 1), "south")
    read = read_dossier(path)
    north = read.parties["north"]
    assert (north.name, north.note, read.about.title) == ("Nord & <Co>", "new _x0041_", "Fish é")
    assert str(read.stances[1].salience) == "55"
    with zipfile.ZipFile(path) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    assert {name for name in before if before[name] != after[name]} == {
        f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 8, 11)
    }
    assert openpyxl.load_workbook(path)["parties"]["B2"].fill.fgColor.rgb == "00FF0000"


def test_values_that_have_no_cell_and_formulas_are_left_alone(book: Book) -> None:
    path = book(put("stances", "G2", "=1+1"))
    before = path.read_bytes()
    for file, place in (("parties.yaml", ("east", "name")), ("parties.yaml", ("north",)), ("issues.yaml", ("catch", "scale")),
                        ("ties.csv", (0, "note")), ("stances.csv", (7, "note"))):  # fmt: skip
        with pytest.raises(NotFoundError):
            set_value(path / file, place, "x")
    with pytest.raises(OutputError, match="formula"):
        set_value(path / "stances.csv", (0, "note"), "x")
    assert path.read_bytes() == before


def test_written_cells_are_text_with_lists_to_choose_from(tmp_path: Path) -> None:
    convert_dossier(case_folder("cambodia-1990"), tmp_path / "c.xlsx")
    opened = openpyxl.load_workbook(tmp_path / "c.xlsx")
    for page in opened.worksheets:
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        assert {(cell.number_format, cell.data_type) for cell in cells} == {("@", "s")}
        assert all(page.cell(1, n).font.bold for n in range(1, page.max_column + 1))
        assert page.freeze_panes is not None
    kinds = [rule.formula1 for rule in opened["parties"].data_validations.dataValidation]
    assert kinds == ['"state,faction,coalition,organisation,ministry,person,group"']


def test_every_sheet_has_a_name_that_spreadsheet_programs_allow() -> None:
    assert all(len(sheet.name) <= 31 and not set(sheet.name) & set(":\\/?*[]") for sheet in sheets())
    assert len({sheet.name.casefold() for sheet in sheets()}) == len(sheets())
    assert all(len(set(sheet.header)) == len(sheet.header) for sheet in sheets())


def test_folders_are_read_without_the_library_for_workbooks() -> None:
    code = (
        "import sys\nfrom goodoffices.casebook import case_folder\nfrom goodoffices.dossier import read_dossier\n"
        "read_dossier(case_folder('cambodia-1990'))\nprint('openpyxl' in sys.modules, 'zipfile' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook'),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData><row"),
        ("xl/worksheets/sheet2.xml", b'<row r="2"', b'<row r="99999999999"'),
        ("xl/worksheets/sheet2.xml", b'<c r="A2"', b'<c r="ZZZZZ2"'),
        ("xl/_rels/workbook.xml.rels", b"<Relationships", b"<Relationship"),
        ("xl/_rels/workbook.xml.rels", b"worksheets/sheet3.xml", b"worksheets/sheet33.xml"),
    ],
)
def test_a_workbook_that_was_tampered_with_is_one_message(book: Book, part: str, old: bytes, new: bytes) -> None:
    path = book(lambda _: None)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert old in members[part]
    members[part] = members[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    found = inspect_dossier(path).problems
    assert [problem.message for problem in found] == ["this is not a workbook, or it is damaged"]


def test_files_that_are_no_workbooks(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("parties.yaml", "a: {}\n")
    for name, content, message in (
        ("empty.xlsx", b"", "the file is empty"),
        ("text.xlsx", b"party,issue\n", "not a zip archive"),
        (
            "old.xlsx",
            b"\xd0\xcf\x11\xe0" + bytes(600),
            "protected by a password, or in a format of old Office programs",
        ),
        ("zip.xlsx", made.getvalue(), "this is not a workbook"),
    ):
        (tmp_path / name).write_bytes(content)
        found: tuple[Problem, ...] = inspect_dossier(tmp_path / name).problems
        assert len(found) == 1
        assert message in found[0].message


def test_a_sheet_about_the_dossier_without_its_columns(book: Book) -> None:
    path = book(put("dossier", "A1", "name"))
    assert problems(path)[0].startswith("dispute.xlsx, dossier, row 1: field: the column 'field' is missing")
