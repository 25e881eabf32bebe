"""Reading a folder: located problems, all at once."""

from pathlib import Path

import pytest
from tests.support import MINIMAL, Write

from goodoffices.dossier import inspect_dossier, read_dossier
from goodoffices.errors import DossierError, NotFoundError, Problem, Severity


def problems(folder: Path) -> tuple[Problem, ...]:
    return inspect_dossier(folder).problems


def test_minimal_dossier_reads_without_a_word(write: Write) -> None:
    inspection = inspect_dossier(write())
    assert inspection.problems == ()
    assert inspection.dossier is not None
    assert inspection.dossier.about.title == "A quarrel over fish"
    assert [stance.party for stance in inspection.dossier.stances] == ["north", "south"]


def test_four_mistakes_give_four_located_messages(write: Write) -> None:
    folder = write(
        moments_yaml="talks: {name: Talks, date: 1990-13, at_table: [north, south], issues: [catch]}\n",
        stances_csv="party,issue,position,salience,source\nnorht,catch,0,50,judgement\nsouth,catch,100,140,judgement\n",
        capabilities_csv="party,source\nnorth,judgement\nsouth,judgement\n",
    )
    found = problems(folder)
    assert [(p.file, p.line, p.field, p.found, p.suggestion) for p in found] == [
        ("moments.yaml", 1, "date", "1990-13", ""),
        ("stances.csv", 2, "party", "norht", "north"),
        ("stances.csv", 3, "salience", "140", ""),
        ("capabilities.csv", 1, "capability", "party,source", ""),
    ]
    assert all(problem.expected and problem.severity is Severity.ERROR for problem in found)
    with pytest.raises(DossierError) as error:
        read_dossier(folder)
    assert error.value.problems == found


def test_a_position_outside_its_scale_is_told_with_everything_else(write: Write) -> None:
    rows = "norht,catch,0,50,judgement\nnorth,catch,150,50,judgement\nsouth,catch,1,140,judgement\nsouth,catch,a > b,1,judgement\n"
    found = problems(write(stances_csv="party,issue,position,salience,source\n" + rows))
    assert [(p.line, p.field, p.found) for p in found] == [
        (2, "party", "norht"),
        (3, "position", "150"),
        (4, "salience", "140"),
        (5, "position", "a > b"),
    ]


def test_one_broken_file_does_not_blame_the_others(write: Write) -> None:
    assert [p.file for p in problems(write("a", parties_yaml="north: {name: [\n"))] == ["parties.yaml"]
    assert [p.file for p in problems(write("b", dossier_yaml="title: 'x\n"))] == ["dossier.yaml"]


def test_a_misspelt_column_is_told_once(write: Write) -> None:
    found = problems(write(capabilities_csv="party,capabilty,source\nnorth,3,judgement\nsouth,4,judgement\n"))
    assert [(p.line, p.suggestion) for p in found] == [(1, ""), (1, "capability")]


def test_a_column_name_that_was_deleted_is_told_once(write: Write) -> None:
    found = problems(
        write(capabilities_csv=MINIMAL["capabilities.csv"].replace("party,capability,source", "party,source"))
    )
    assert [(p.line, p.field) for p in found] == [(1, "capability")]


def test_a_stray_comma_is_told_once(write: Write) -> None:
    found = problems(write(stances_csv=MINIMAL["stances.csv"].replace("50,judgement", "50,judgement: this, that", 1)))
    assert [(p.line, p.found) for p in found] == [(2, "that")]


def test_a_single_name_in_place_of_a_list_is_checked_too(write: Write) -> None:
    text = "talks: {name: T, date: 1990, at_table: north; soth, in_the_wings: eats, issues: catch}\n"
    found = problems(write(moments_yaml=text))
    assert [(p.field, p.found, p.suggestion) for p in found] == [
        ("at_table", "soth", "south"),
        ("in_the_wings", "eats", ""),
    ]


def test_an_id_is_the_name_of_its_entry_and_never_a_field(write: Write) -> None:
    found = problems(write(parties_yaml="north: {id: nord, name: N, kind: state}\nsouth: {name: S, kind: state}\n"))
    assert [(p.line, p.field, p.found) for p in found] == [(1, "id", "nord")]


@pytest.mark.parametrize("word", ["no", "No", "false", "yes", "true"])
def test_hindsight_is_declared_by_a_reason(write: Write, word: str) -> None:
    found = problems(write(dossier_yaml=f"title: x\nhindsight: {word}\n"))
    assert [(p.field, p.found) for p in found] == [("hindsight", word)]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        read_dossier(tmp_path / "nowhere")


def test_missing_files_that_must_be_there(write: Write) -> None:
    found = problems(
        write(dossier_yaml=None, parties_yaml=None, stances_csv=None, capabilities_csv=None, moments_yaml=None)
    )
    assert [(p.file, p.message) for p in found] == [
        ("dossier.yaml", "this file is missing"),
        ("parties.yaml", "this file is missing"),
    ]


def test_misspelt_file_is_pointed_out(write: Write) -> None:
    folder = write()
    (folder / "stance.csv").write_text("party\n")
    (folder / "notes.txt").write_text("whatever one likes")
    (folder / "README.md").write_text("# also fine")
    assert [(p.file, p.suggestion) for p in problems(folder)] == [("stance.csv", "stances.csv")]


def test_words_that_other_readers_mangle_stay_words(write: Write) -> None:
    folder = write(
        parties_yaml="no: {name: NO, kind: state, short: 'null'}\nna: {name: NA, kind: state, note: 1990-06-04}\n",
        moments_yaml="talks: {name: on, date: 1990, at_table: [no, na], issues: [catch]}\n",
        stances_csv="party,issue,position,salience,source\nno,catch,0,50,judgement\nna,catch,100,50,judgement\n",
        capabilities_csv="party,capability,source\nno,30,judgement\nna,10,judgement\n",
    )
    dossier = read_dossier(folder)
    assert dossier.parties["no"].name == "NO"
    assert dossier.parties["no"].short == "null"
    assert dossier.parties["na"].note == "1990-06-04"
    assert dossier.moments["talks"].name == "on"


def test_folded_text_is_joined_by_spaces(write: Write) -> None:
    dossier = read_dossier(write(dossier_yaml="title: Fish\nsummary: >-\n  one two\n  three\n"))
    assert dossier.about.summary == "one two three"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("parties_yaml", "north: {name: North, kind: sate}\n", ("kind", "sate", "state")),
        ("parties_yaml", "north: {nmae: North, kind: state}\n", ("nmae", "nmae", "name")),
        ("parties_yaml", "North: {name: North, kind: state}\n", ("", "North", "")),
        ("parties_yaml", "north: {name: N, kind: coalition, members: [{party: suoth}]}\nsouth: {name: S, kind: state}\n",
         ("party", "suoth", "south")),
        ("dossier_yaml", "title: x\nhindsite: y\n", ("hindsite", "hindsite", "hindsight")),
        ("issues_yaml", "catch: {name: Catch}\n", ("catch", "", "")),
        ("issues_yaml", "catch: {name: Catch, scale: {low: 5, high: 1}}\n", ("scale", "", "")),
        ("issues_yaml", "catch: {name: Catch, scale: {low: x}}\n", ("low", "x", "")),
        ("moments_yaml", "talks: {name: T, date: 1990, at_table: [north], issues: [cacth]}\n", ("issues", "cacth", "catch")),
        ("moments_yaml", "talks: {name: T, date: 1990, at_table: [north], issues: [catch], status_quo: {ctach: 1}}\n",
         ("status_quo", "ctach", "catch")),
        ("moments_yaml", "talks: {name: T, date: 1990, at_table: {north: x}, issues: [catch]}\n", ("at_table", "", "")),
        ("moments_yaml", "talks: {name: [T], date: 1990, at_table: [north], issues: [catch]}\n", ("name", "", "")),
        ("parties_yaml", "north: {name: '', kind: state}\nsouth: {name: S, kind: state}\n", ("name", "", "")),
        ("parties_yaml", "north: {name: N, kind: state, members: [south]}\nsouth: {name: S, kind: state}\n",
         ("members", "south", "")),
        ("parties_yaml", "north: {name: N, kind: state, aliases: [{nam: x}]}\nsouth: {name: S, kind: state}\n",
         ("nam", "nam", "name")),
        ("councils_yaml", "c: {name: C, formulas: [], rules: [{id: r, name: R, kind: majority, source: judgement}]}\n",
         ("formulas", "", "")),
        ("councils_yaml", "c: {name: C, formulas: [{id: f, name: F, seats: {north: -2}, adopted: perhaps, source: judgement}],"
         " rules: [{id: r, name: R, kind: majority, source: judgement}]}\n", ("adopted", "perhaps", "")),
        ("councils_yaml", "c: {name: C, formulas: [{id: f, name: F, seats: {north: -2}, source: judgement}],"
         " rules: [{id: r, name: R, kind: majority, source: judgement}]}\n", ("north", "-2", "")),
        ("councils_yaml", "c: {name: C, formulas: [{id: f, name: F, seats: [north], source: judgement}],"
         " rules: [{id: r, name: R, kind: majority, source: judgement}]}\n", ("seats", "", "")),
        ("stances_csv", "party,issue,position,salience,source\nnorth,catch,0,50,esay:4\n", ("source", "esay", "")),
        ("stances_csv", "party,issue,position,salience,source\nnorth,catch,0,50\n", ("", "", "")),
        ("stances_csv", "party,issue,position,salience,source\nnorth,catch,a > b,50,judgement\n", ("position", "a > b", "")),
        ("stances_csv", "party,issue,position,salience,source\nnorth,catch,101,50,judgement\n", ("position", "101", "")),
        ("stances_csv", "party,issue,position,salience,source\nnorth,catch,0,50,judgement,extra\n", ("", "extra", "")),
        ("stances_csv", "party,isue,position,salience,source\nnorth,catch,0,50,judgement\n", ("", "isue", "issue")),
        ("councils_yaml", "c: {name: C, formulas: [{id: f, name: F, seats: {nroth: 2}, source: judgement}],"
         " rules: [{id: r, name: R, kind: majority, source: judgement}]}\n", ("seats", "nroth", "north")),
        ("councils_yaml", "c: {name: C, formulas: [{id: f, name: F, seats: {north: two}, source: judgement}],"
         " rules: [{id: r, name: R, kind: majority, source: judgement}]}\n", ("north", "two", "")),
        ("councils_yaml", "c: {name: C, formulas: [{id: f, name: F, seats: {north: 2}, source: judgement}],"
         " rules: [{id: r, name: R, kind: quota, source: judgement}]}\n", ("rules", "", "")),
    ],
)  # fmt: skip
def test_each_mistake_names_its_field(write: Write, name: str, text: str, expected: tuple[str, str, str]) -> None:
    found = problems(write(**{name: text}))
    assert expected in [(p.field, p.found, p.suggestion) for p in found]
    assert all(p.line is not None and p.expected for p in found if p.file != "capabilities.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("north: {name: [\n", "not valid YAML"),
        ("north: {name: N, kind: state}\nnorth: {name: M, kind: state}\n", "twice"),
        ("north: &a {name: N, kind: state}\nsouth: *a\n", "anchors"),
        ("- north\n", "must name its entries"),
        ("north: just text\n", "fields are expected"),
        ("[" * 3000, "deep"),
        ("a: " + "{a: " * 60 + "1" + "}" * 60 + "\n", "deep"),
        ("north: {name: N\x07, kind: state}\n", "characters that are not text"),
        ("? [a, b]\n: c\n", "plain text"),
    ],
)
def test_broken_yaml_is_one_plain_message(write: Write, text: str, message: str) -> None:
    found = problems(write(parties_yaml=text))
    assert any(message in problem.message for problem in found), found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"party,issue\n\xff\xfe,catch\n", "not UTF-8"),
        (b"\x00\x01\x02", "not text"),
        (b"", "the file is empty"),
        (b"# nothing yet\n", "no header"),
        (b'party,issue,position,salience,source\n"north,catch,0,50,judgement\n', "not a valid table"),
    ],
)
def test_broken_tables_are_one_plain_message(write: Write, content: bytes, message: str) -> None:
    folder = write()
    (folder / "stances.csv").write_bytes(content)
    assert any(message in problem.message for problem in problems(folder))


def test_semicolons_between_cells_are_told_once(write: Write) -> None:
    found = problems(write(stances_csv=MINIMAL["stances.csv"].replace(",", ";")))
    assert [(p.line, p.message) for p in found] == [(1, "the cells are separated by semicolons")]


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_stands(write: Write) -> None:
    rows = MINIMAL["stances.csv"].replace("north,catch,0", 'north,"catch,0')
    found = problems(write(stances_csv=rows))
    assert [(p.line, "never closed" in p.message) for p in found] == [(2, True)]


def test_an_unreadable_file_does_not_blame_the_others(write: Write) -> None:
    folder = write()
    (folder / "parties.yaml").write_bytes(b"\xff\xfe\x00")
    assert [p.file for p in problems(folder)] == ["parties.yaml"]


def test_a_folder_in_place_of_a_file_is_named(write: Write) -> None:
    folder = write(stances_csv=None)
    (folder / "stances.csv").mkdir()
    assert ("stances.csv", "this is a folder") in [(p.file, p.message) for p in problems(folder)]


def test_an_empty_file_that_must_hold_something(write: Write) -> None:
    found = problems(write(parties_yaml="# nobody yet\n"))
    assert ("parties.yaml", "the file is empty") in [(p.file, p.message) for p in found]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("councils_yaml", "c: {name: C, formulas: [{id: f, name: F, seats: {north: 99999999999999999999}, source: judgement}],"
         " rules: [{id: r, name: R, kind: majority, source: judgement}]}\n", "too large"),
        ("issues_yaml", "catch: {name: Catch, scale: {low: -1e308, high: 1e308}}\n", "too"),
        ("stances_csv", "party,issue,position,salience,source\nnorth,catch,0,much,judgement\n", "not a number or a range"),
    ],
)  # fmt: skip
def test_numbers_beyond_reason_are_refused_in_plain_words(write: Write, name: str, text: str, message: str) -> None:
    found = problems(write(**{name: text}))
    assert any(p.message.startswith(message) for p in found), found


def test_windows_files_with_bom_read_and_give_the_same_digest(write: Write) -> None:
    unix, windows = write("unix"), write("windows")
    for name, text in MINIMAL.items():
        (windows / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_dossier(unix).digest == read_dossier(windows).digest


def test_line_numbers_count_lines_inside_quoted_cells(write: Write) -> None:
    folder = write(
        stances_csv='party,issue,position,salience,note,source\nnorth,catch,0,50,"two\nlines",judgement\n'
        "south,catch,100,140,,judgement\n"
    )
    assert [(p.line, p.field) for p in problems(folder)] == [(4, "salience")]


def test_comments_and_empty_rows_in_tables_are_skipped(write: Write) -> None:
    folder = write(stances_csv="# about stances\n" + MINIMAL["stances.csv"] + "\n,,,,\n# end\n")
    assert len(read_dossier(folder).stances) == 2


def test_format_of_the_future_is_refused(write: Write) -> None:
    found = problems(write(dossier_yaml="format: 99\ntitle: x\n"))
    assert [(p.field, p.found, p.expected) for p in found] == [("format", "99", "1 to 2")]


def test_problem_prints_as_one_line() -> None:
    problem = Problem("a.csv", "not a date", 3, 2, "date", "1990-13", "a date", "1990-12")
    assert str(problem) == "a.csv:3:2: date: not a date (found '1990-13'; expected a date). Did you mean '1990-12'?"
