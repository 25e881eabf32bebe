"""Files of other bargaining programs: what becomes of them, the quirks of their forms, every mistake with its place."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.other_programs import EXCHANGE, KTAB, SAMPLES, TABLE

from goodoffices.cli import main
from goodoffices.dossier import Dossier
from goodoffices.errors import DossierError, NotFoundError
from goodoffices.interchange.importing import import_dossier, inspect_import

PUBLISHED = Path(__file__).parents[1] / "published"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "talks.csv"


def made(file: Path, content: str | bytes) -> Dossier:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return import_dossier(file)


def wrong(file: Path, content: str | bytes) -> list[str]:
    with pytest.raises(DossierError) as caught:
        made(file, content)
    return [str(problem) for problem in caught.value.problems]


def stances(dossier: Dossier) -> dict[tuple[str, str], tuple[str, str]]:
    return {(row.party, row.issue): (str(row.position), str(row.salience)) for row in dossier.stances}


def capabilities(dossier: Dossier) -> dict[tuple[str, str | None], float]:
    return {(row.party, row.issue): row.capability.likely for row in dossier.capabilities}


def test_a_table_becomes_one_issue_whose_scale_is_the_range_of_positions(file: Path) -> None:
    dossier = made(file, TABLE)
    assert (dossier.id, dossier.about.title) == ("talks", "talks")
    assert stances(dossier) == {
        ("north", "talks"): ("20", "90"),
        ("south", "talks"): ("80", "60"),
        ("isles", "talks"): ("50", "25"),
    }
    assert capabilities(dossier) == {("north", None): 80.0, ("south", None): 100.0, ("isles", None): 20.0}
    scale = dossier.issues["talks"].scale
    assert scale is not None
    assert (scale.low, scale.high) == (20.0, 80.0)
    (moment,) = dossier.moments.values()
    assert (moment.at_table, moment.must_sign) == (("north", "south", "isles"), ())
    assert moment.date.in_words == "date not known"


def test_every_number_names_its_line_and_is_a_judgement(file: Path) -> None:
    dossier = made(file, TABLE)
    for line, (stance, capability) in enumerate(zip(dossier.stances, dossier.capabilities, strict=True), 2):
        for row in (stance, capability):
            assert [c.document for c in row.source] == ["imported", "judgement"]
            assert row.source[0].passage == f"line {line}"
    assert "talks.csv" in dossier.sources["imported"].title
    assert [row.note for row in dossier.capabilities] == ["0.4 in the file", "0.5 in the file", "0.1 in the file"]


@pytest.mark.parametrize(
    "header",
    [
        "position,SALIENCE,Stakeholder,Clout",
        "Position;Salience;Party;Influence",
        '"Position"\t"Saliency"\t"Player"\t"Power"',
        "position , salience , name , resources ",
    ],
)
def test_columns_in_any_order_case_and_separator_under_their_usual_names(file: Path, header: str) -> None:
    separator = next(mark for mark in "\t;," if mark in header)
    lines = [header, *(separator.join(row) for row in (("20", "90", "A", "4"), ("80", "60", "B", "5")))]
    dossier = made(file, "\ufeff" + "\r\n".join(["# a remark", "", *lines, ""]))
    assert stances(dossier) == {("a", "talks"): ("20", "90"), ("b", "talks"): ("80", "60")}


def test_salience_runs_to_100_if_any_is_above_1(file: Path) -> None:
    assert "salience runs from 0 to 1" in inspect_import(_written(file, TABLE)).assumed
    percent = TABLE.replace("0.9\n", "90\n").replace("0.6\n", "60\n").replace("0.25\n", "1\n")
    assert "salience runs from 0 to 100" in inspect_import(_written(file, percent)).assumed
    assert stances(made(file, percent))["isles", "talks"] == ("50", "1")
    (told,) = wrong(file, percent.replace(",1\n", ",0.25\n"))
    assert told == (
        "talks.csv:4:4: salience: a fraction of 1 in a file in which salience goes up to 90 "
        "(found '0.25'; expected all from 0 to 1, or all from 0 to 100). Compare talks.csv:2."
    )


def test_awkward_fractions_stay_as_they_were_written(file: Path) -> None:
    dossier = made(file, TABLE.replace("0.25\n", "0.57\n").replace("0.4,", "0.35,"))
    assert dossier.stances[2].salience.likely == 57.0
    assert dossier.capabilities[0].capability.likely == 70.0


def test_who_has_neither_position_nor_salience_is_left_out_and_named(file: Path) -> None:
    imported = inspect_import(_written(file, TABLE + "Inland,0.3,,\n"))
    assert imported.inspection.dossier is not None
    assert "inland" not in imported.inspection.dossier.parties
    assert "left out, having neither position nor salience: Inland (line 5)" in imported.assumed


def test_columns_that_are_not_needed_are_named(file: Path) -> None:
    rows = [f"{number},{line},x" for number, line in enumerate(TABLE.splitlines()[1:])]
    imported = inspect_import(_written(file, "\n".join([",Actor,Capability,Position,Salience,Why", *rows])))
    assert "columns passed over: Why" in imported.assumed
    assert not imported.inspection.problems


def test_names_are_kept_and_ids_are_made_from_them(file: Path) -> None:
    names = ["Côte d'Ivoire", "EU 28", "EU-28", "28", "中国", "Null"]
    rows = [f"{name},1,{number},0.5" for number, name in enumerate(names)]
    dossier = made(file, "\n".join(["Actor,Capability,Position,Salience", *rows]))
    assert [party.name for party in dossier.parties.values()] == names
    assert list(dossier.parties) == ["cote_d_ivoire", "eu_28", "eu_28_2", "party_28", "party_5", "null"]


def test_mistakes_in_a_table_are_told_all_at_once_with_their_places(file: Path) -> None:
    content = "\n".join(
        [
            "Actor,Capability,Position,Salience",
            "North,-1,20,0.9",
            "South,lots,80,120",
            ",0.5,80,0.9",
            "North,1,20,0.9",
            'Isles,"0,5",20,0.9',
            "Shore,0,5,20,0.9",
            "Inland,1,20,",
            "Delta,,20,0.5",
            "Cape,1,nan,0.5",
            "Bay,1,1e13,0.5",
            'Hill,1,20,"0.5',
        ]
    )
    assert wrong(file, content) == [
        "talks.csv:2:2: Capability: this number cannot be (found '-1'; expected a number from 0 to 1,000,000,000)",
        "talks.csv:3:2: Capability: this is no number (found 'lots'; expected a number from 0 to 1,000,000,000)",
        "talks.csv:3:4: Salience: this number cannot be (found '120'; expected a number from 0 to 100)",
        "talks.csv:4:1: Actor: this cell is empty (expected the name of an actor)",
        "talks.csv:5:1: Actor: 'North' stands twice (found 'North'; expected one row per actor). Compare talks.csv:2.",
        "talks.csv:6:2: Capability: a number with a decimal comma (found '0,5'; expected a point: 0.5)",
        "talks.csv:7:5: this row has too many cells (found '0.9'; expected 4 cells; a decimal point and no comma in numbers, "
        "double quotes around a cell with a comma)",
        "talks.csv:8:4: Salience: this cell is empty (expected a number from 0 to 100)",
        "talks.csv:9:2: Capability: this cell is empty (expected a number from 0 to 1,000,000,000)",
        "talks.csv:10:3: Position: this is no number (found 'nan'; expected a number)",
        "talks.csv:11:3: Position: this number cannot be (found '1e13'; expected a number)",
        "talks.csv:12: this line cannot be divided into cells: a quotation mark is never closed "
        "(expected quotation marks in pairs)",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Actor,Position,Salience\nA,1,1\n", "talks.csv:1: capability: the column for capability is missing"),
        ("Aktor,Power,Position,Salience\nA,1,1,1\n", "Did you mean 'actor'?"),
        ("Actor,Power,Clout,Position,Salience\nA,1,1,1,1\n", "two columns for capability: 'Power' and 'Clout'"),
        ("Actor,Power,Position,Salience\n", "no row gives a position"),
        ("Actor,Power,Position,Salience\nA,0,1,1\nB,0,2,1\n", "talks.csv:2:2: Power: nobody has any capability"),
        ("Actor,Power,Position,Salience\nA,1,5,1\nB,1,5,1\n", "all stand at one position, so there is no scale"),
    ],
)
def test_tables_that_lack_something_say_what(file: Path, content: str, told: str) -> None:
    assert told in "\n".join(wrong(file, content))


def test_a_ktab_scenario_becomes_an_issue_for_each_dimension(file: Path) -> None:
    dossier = made(file, KTAB)
    assert dossier.about.title == "Fisheries; first draft"
    assert dossier.about.summary.startswith("Who may fish, and how much. Imported from talks.csv, a KTAB scenario.")
    assert [issue.name for issue in dossier.issues.values()] == ["Quota", "Licence"]
    assert [(p.name, p.short) for p in dossier.parties.values()] == [
        ("Northern League", "N"), ("Southern League", "S"), ("The Isles", "I"),
    ]  # fmt: skip
    assert stances(dossier)["i", "licence"] == ("60", "60.25")
    assert capabilities(dossier) == {("n", None): 80.0, ("s", None): 100.0, ("i", None): 21.0}
    assert {(i.scale.low, i.scale.high) for i in dossier.issues.values() if i.scale} == {(0.0, 100.0)}


def test_ktab_descriptions_that_do_not_tell_actors_apart_become_notes(file: Path) -> None:
    content = (
        "Random,,2,2,\nActor,Description,Power,Pstn1,Sal1,Pstn2,Sal2,\nA, Random Actor, 102.5, 75.79, 49.53,  6.37,  5.91\n"
        "B, Random Actor,  53.4, 82.72, 30.33, 73.50, 21.22,\n"
    )
    dossier = made(file, content)
    assert [(p.name, p.note) for p in dossier.parties.values()] == [("A", "Random Actor"), ("B", "Random Actor")]
    assert [issue.name for issue in dossier.issues.values()] == ["Dimension 1", "Dimension 2"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("3,2,", "4,2,", "talks.csv:1:3: actors: the file holds another number of actors (found '4'; expected 3, one"),
        ("3,2,", "3,1,", "talks.csv:1:4: dimensions: the columns are of another number of dimensions (found '1'; expected 2"),
        ("3,2,", "many,2,", "talks.csv:1:3: actors: this is no number of actors (found 'many'"),
        ('"Who may fish, and how much"', "Who may fish, and how much", "talks.csv:1:5: this row has too many cells"),
        ("much\"", "much", "talks.csv:1: this line cannot be divided into cells: a quotation mark is never closed"),
        (KTAB.splitlines()[0], "", "talks.csv:2: the line that says what follows is missing above this one"),
        ("Licence Salience,", "", "talks.csv:2: the columns do not come in pairs"),
        ("Quota Position,Quota Salience", "Quota Salience,Quota Position", "talks.csv:2:4: Quota Salience: a salience stands"),
        ("Licence Position", "Quota Position", "talks.csv:2:6: Quota Position: the dimension 'Quota' stands twice"),
        ("45.5", "105.91", "talks.csv:3:5: Quota Salience: this number cannot be (found '105.91'; expected a number from 0 to 100"),
        ("S, Southern", "N, Southern", "talks.csv:4:1: Actor: 'N' stands twice"),
        ("60.25,", "60.25,7", "talks.csv:5:8: this row has too many cells (found '7'"),
        ("10,  30,", ",  30,", "talks.csv:3:6: Licence Position: this cell is empty"),
    ],
)  # fmt: skip
def test_mistakes_in_a_ktab_scenario_have_their_places(file: Path, old: str, new: str, told: str) -> None:
    assert old in KTAB
    assert told in "\n".join(wrong(file, KTAB.replace(old, new, 1)))


def test_a_dimension_left_blank_is_one_the_actor_takes_no_part_in(file: Path) -> None:
    dossier = made(file, KTAB.replace("10,  30,", ",,"))
    assert ("n", "licence") not in stances(dossier)
    assert ("n", "quota") in stances(dossier)


def test_an_exchange_file_keeps_its_marks_and_power_by_issue(file: Path) -> None:
    imported = inspect_import(_written(file, EXCHANGE))
    dossier = imported.inspection.dossier
    assert dossier is not None
    assert dossier.about.title == "Fisheries talks"
    scale = dossier.issues["quota"].scale
    assert scale is not None
    assert [(mark.at, mark.name) for mark in scale.marks] == [
        (0, "nothing"), (50, "half of last year"), (200, "twice last year"),
    ]  # fmt: skip
    assert (scale.low, scale.high) == (0, 200)
    assert dossier.issues["quota"].question == "How much may be caught?"
    assert capabilities(dossier) == {
        ("north", "quota"): 80.0, ("north", "licence"): 40.0, ("south", None): 100.0, ("isles", None): 20.0,
    }  # fmt: skip
    assert dossier.stances[1].note == "their own figure"
    assert ("isles", "licence") not in stances(dossier)
    assert "scales run from 0 to 100 where no marks are given: licence" in imported.assumed


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_exchange_files_come_with_any_separator(file: Path, separator: str) -> None:
    plain = EXCHANGE.replace("by hand, to", "by hand to")
    assert made(file, plain.replace(";", separator)).stances == made(file, plain).stances


def test_exchange_files_come_in_single_quotes(file: Path) -> None:
    def quoted(line: str) -> str:
        return "\t".join(c if c[:1].isdigit() else f"'{c}'" for c in line.split(";")) + "\t"

    lines = [quoted(line) for line in EXCHANGE.splitlines()]
    assert made(file, "\ufeff" + "\r\n".join(lines)).stances == made(file, EXCHANGE).stances


def test_who_and_what_nobody_speaks_of_is_left_out_and_named(file: Path) -> None:
    imported = inspect_import(_written(file, EXCHANGE + "#A;Idle;Idle one\n#P;seals;\n"))
    assert "left out, having neither position nor salience: Idle (line 18)" in imported.assumed
    assert "left out, since nobody has a position there: seals (line 19)" in imported.assumed
    assert not imported.inspection.problems


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("#D;North;quota;40", "#D;North;quota;240", "talks.csv:13:4: position: this number cannot be (found '240'; expected a number from 0 to 200"),
        ("10;0.3;0.2", "10;0,3;0.2", "talks.csv:16:5: salience: a number with a decimal comma (found '0,3'; expected a point: 0.3"),
        ("0.25;0.1", "0.25;-0.1", "talks.csv:15:6: power: this number cannot be (found '-0.1'"),
        ("0.25;0.1", "0.25;", "talks.csv:15:6: power: this cell is empty"),
        ("#D;Isles", "#D;Isle", "talks.csv:15:2: actor: no row introduces this actor (found 'Isle'; expected a row #A with this name). Did you mean 'Isles'?"),
        ("#D;North;licence", "#D;North;license", "talks.csv:16:3: issue: no row introduces this issue (found 'license'"),
        ("#M;quota;50", "#M;qouta;50", "talks.csv:9:2: issue: no row introduces this issue (found 'qouta'"),
        ("#M;quota;50", "#M;quota;half", "talks.csv:9:3: mark: this is no number (found 'half'"),
        ("#D;South;licence", "#D;North;licence", "talks.csv:17:2: actor: 'North' stands twice on the issue 'licence'"),
        ("#A;South", "#A;North", "talks.csv:5:2: actor: 'North' stands twice (found 'North'; expected each name once). Compare talks.csv:4"),
        ("#A;South;", "#A;;", "talks.csv:5:2: actor: this cell is empty (expected the name of an actor"),
        ("#O;", "#X;", "talks.csv:1:1: no kind of row that is known (found '#X'; expected one of #O, #A, #P, #M, #D, #/"),
        ("#P;licence;Licences;;;", "#P;licence;Licences;;;\n#M;licence;5;here", "all marks of the issue 'licence' stand at 5"),
    ],
)  # fmt: skip
def test_mistakes_in_an_exchange_file_have_their_places(file: Path, old: str, new: str, told: str) -> None:
    assert old in EXCHANGE
    assert told in "\n".join(wrong(file, EXCHANGE.replace(old, new, 1)))


def test_decimal_commas_between_commas_are_not_taken_for_other_numbers(file: Path) -> None:
    content = EXCHANGE.replace("by hand, to", "by hand to").replace(";", ",").replace("40,0.9,0.4", "40,0,9,0.4")
    assert "talks.csv:13:7: this row has too many cells (found '0.4'" in wrong(file, content)[0]


@pytest.mark.parametrize("content", SAMPLES)
@pytest.mark.parametrize("name", ["case", "case.zip", "case.xlsx"])
def test_what_is_converted_says_what_the_file_said(tmp_path: Path, content: str, name: str) -> None:
    file = _written(tmp_path / "case.csv", content)
    assert run("convert", file, tmp_path / name).stdout == f"{tmp_path / name}\n"
    assert run("check", tmp_path / name).exit_code == 0
    direct, converted = (run("forecast", path, "--json") for path in (file, tmp_path / name))
    assert (direct.exit_code, converted.exit_code) == (0, 0)
    one, other = (json.loads(result.stdout) for result in (direct, converted))
    if not name.endswith(".xlsx"):
        assert one == other
    assert one["answers"] == other["answers"]


@pytest.mark.parametrize("content", SAMPLES)
def test_other_files_do_for_every_command_that_takes_a_dossier(tmp_path: Path, content: str) -> None:
    file = _written(tmp_path / "case.txt", content)
    checked = run("check", file)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert "Taken for granted:" in checked.stderr
    assert f"goodoffices convert {file} FOLDER" in checked.stderr
    assert json.loads(run("check", file, "--json").stdout)["usable"] is True
    assert json.loads(run("show", file, "--json").stdout)["parties"]
    assert run("brief", file, "--out", tmp_path, "--draws", "5").exit_code == 0
    assert (tmp_path / "case-brief.html").exists()
    assert run("schema", "stances.csv", "--dossier", file).exit_code == 0
    assert run("diff", file, file).exit_code == 0
    refused = run("upgrade", file)
    assert (refused.exit_code, refused.stderr) == (
        2, f"Error: {file} is no dossier; goodoffices convert makes one of a file of another bargaining program\n",
    )  # fmt: skip


def test_a_file_with_mistakes_is_not_converted(tmp_path: Path) -> None:
    file = _written(tmp_path / "case.csv", TABLE.replace("80", "eighty"))
    result = run("convert", file, tmp_path / "case")
    assert result.exit_code == 2
    assert "case.csv:3:3: Position: this is no number" in result.stderr
    assert not (tmp_path / "case").exists()
    assert run("check", file).exit_code == 2
    assert run("forecast", file).exit_code == 2


def test_a_target_that_is_no_dossier_or_the_file_itself_is_refused(tmp_path: Path) -> None:
    file = _written(tmp_path / "case.csv", TABLE)
    assert "a dossier is not written as .csv" in run("convert", file, tmp_path / "other.csv").stderr
    assert "is the dossier itself" in run("convert", file, file).stderr
    assert file.read_text(encoding="utf-8") == TABLE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.txt", b"Dear colleague,\nhere are the numbers.\n"),
        ("past.csv", b"issue,proposal,actor,position,outcome\n"),
        ("paper.pdf", b"%PDF-1.7\n\xff\xfe\x00"),
    ],
)
def test_a_file_of_no_known_format_gets_one_message_that_names_them(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("forecast", tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    for word in ("a folder, a .zip or an .xlsx", "Actor, Capability, Position, Salience", "KTAB", "#A, #P, #M, #D"):
        assert word in result.stderr


def test_one_file_of_a_dossier_is_told_from_a_dossier(tmp_path: Path) -> None:
    run("new", tmp_path / "case")
    assert "name the folder it lies in" in run("forecast", tmp_path / "case" / "stances.csv").stderr


def test_encodings_and_sizes_are_told(file: Path) -> None:
    (told,) = wrong(file, TABLE.replace("North", "Åland").encode("latin-1"))
    assert "talks.csv:2:1: the file is not UTF-8 text" in told
    (told,) = wrong(file, TABLE.encode("utf-16"))
    assert "saved as UTF-16" in told
    (told,) = wrong(file, b"x" * (16 * 2**20 + 1))
    assert "the file is too large (expected at most 16 MiB)" in told
    with pytest.raises(NotFoundError):
        import_dossier(file.parent / "nothing.csv")
    with pytest.raises(NotFoundError):
        import_dossier(file.parent)


def test_there_is_an_end_to_lines_and_mistakes(file: Path) -> None:
    told = wrong(file, "Actor,Capability,Position,Salience\n" + "x,y,z,w\n" * 100_001)
    assert len(told) == 200
    assert told[-1] == "talks.csv: and 1,805 more problems that are not listed (expected those above mended first)"
    (told_of_line, _) = wrong(file, TABLE + "A" * 200_001 + ",1,1\n" + "#\n" * 100_000)
    assert told_of_line == "talks.csv:5: this line is too long (expected at most 200,000 characters)"


def test_there_is_an_end_to_the_actors(file: Path) -> None:
    rows = [f"a{number},1,{number},0.5" for number in range(10_001)]
    (told,) = wrong(file, "\n".join(["Actor,Capability,Position,Salience", *rows]))
    assert told == "talks.csv:10002: there are too many actors (expected at most 10,000)"


@pytest.mark.parametrize(
    ("name", "expected", "low", "high"), [("emissions", 7.39, 4, 10), ("sultan", 13.62, 12.85, 14.25)]
)
def test_published_tables_are_read_as_they_are(name: str, expected: float, low: float, high: float) -> None:
    """The compromise is worked out beside the program from the numbers of the two articles named in the tables."""
    dossier = import_dossier(PUBLISHED / f"{name}.csv")
    (issue,) = dossier.issues.values()
    assert issue.scale is not None
    assert (issue.scale.low, issue.scale.high) == (low, high)
    weights = [
        capability.capability.likely * stance.salience.likely
        for capability, stance in zip(dossier.capabilities, dossier.stances, strict=True)
    ]
    positions = [float(str(stance.position)) for stance in dossier.stances]
    compromise = sum(w * x for w, x in zip(weights, positions, strict=True)) / sum(weights)
    assert compromise == pytest.approx(expected, abs=0.005)


def _written(file: Path, content: str) -> Path:
    file.write_text(content, encoding="utf-8")
    return file
