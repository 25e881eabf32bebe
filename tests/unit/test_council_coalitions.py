"""Coalitions in words, and a body described in a file of its own."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.cli import main
from goodoffices.dossier import read_dossier
from goodoffices.errors import ModelInputError

BODY = """board:
  name: Board
  formulas:
    - {{id: f, name: Seats, seats: {seats}, source: judgement}}
  rules:
    - {{id: r, name: Rule, {rule}, source: judgement}}
"""


def council(write: Write, seats: str, rule: str) -> Answer:
    names = [part.split(":")[0].strip() for part in seats.strip("{}").split(",")]
    parties = "".join(f"{name}: {{name: {name.title()}, kind: state}}\n" for name in sorted({*names, "north", "south"}))
    folder = write(parties_yaml=parties, councils_yaml=BODY.format(seats=seats, rule=rule))
    return next(answer for answer in assess(read_dossier(folder), draws=10).answers if answer.question == "councils")


@pytest.mark.parametrize(
    ("seats", "rule", "told"),
    [
        ("{north: 2, south: 2, east: 2}", "kind: majority", "any 2 of North, South and East. Nobody alone can stop a decision. Who can together: whoever can carry one."),
        ("{north: 3, south: 2, east: 2}", "kind: unanimity", "North, South and East. Each of them can stop any decision."),
        ("{north: 5, south: 2, east: 2}", "kind: majority",
         "North. North decides alone. The votes of South and East never count."),
        ("{north: 4, south: 3, east: 3, west: 1}", "kind: requirements, needs: [{more_than: 1/2}, {of: [north]}]",
         "North, with any 1 of South and East. North can stop any decision. The votes of West never count."),
        ("{north: 6, south: 4, east: 2}", "kind: quota, quota: 10",
         "North and South. North or South can stop any decision. The votes of East never count."),
    ],
)  # fmt: skip
def test_coalitions_in_words(write: Write, seats: str, rule: str, told: str) -> None:
    finding = next(f for f in council(write, seats, rule).findings if f.id == "councils.board.coalitions")
    assert finding.claim == f"Who can carry a decision in the Board (“Seats” under “Rule”): {told}"
    assert finding.confidence == "exact"


def test_the_table_gives_the_power_to_act(write: Write) -> None:
    answer = council(write, "{north: 2, south: 2, east: 2}", "kind: majority")
    table = next(table for table in answer.tables if table.id == "councils.board.coalitions")
    assert table.rows == (
        (
            "Seats",
            "Rule",
            "any 2 of North, South and East",
            "nobody alone; together: whoever can carry one",
            "nobody",
            "50%",
        ),
    )


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_a_file_that_describes_bodies_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "board.yaml"
    rule = "kind: requirements, needs: [{share: 2/3, votes: {us: 5, france: 1}}], or_else: [{of: [france]}]"
    file.write_text(BODY.format(seats="{us: 1, france: 1}", rule=rule), encoding="utf-8")
    code, out, err = run("council", file)
    assert code == 0
    assert "US; or France" in out
    assert "description of bodies" in err
    assert run("check", file)[0] == 0
    assert run("convert", file, tmp_path / "made")[0] == 0
    again = run("council", tmp_path / "made")
    assert (again[0], again[1]) == (0, out)


def test_mistakes_in_such_a_file_are_told_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "board.yaml"
    file.write_text(BODY.format(seats="{us: 1, france: -1}", rule="kind: majorty"), encoding="utf-8")
    code, _, err = run("council", file)
    assert code == 2
    assert "board.yaml:4:" in err
    assert "board.yaml:6:" in err
    assert "Did you mean 'majority'" in err


@pytest.mark.parametrize("text", ["", "- a\n", "a: b\n", "board: {formulas: 3}\n", "{"])
def test_files_that_describe_nothing_end_in_a_message(tmp_path: Path, text: str) -> None:
    file = tmp_path / "board.yaml"
    file.write_text(text, encoding="utf-8")
    code, _, err = run("council", file)
    assert code in (1, 2)
    assert "Traceback" not in err


def test_a_body_of_many_is_told_by_an_example(tmp_path: Path) -> None:
    seats = ", ".join(f"m{i}: {1000 + 7 * i * i}" for i in range(60))
    file = tmp_path / "board.yaml"
    file.write_text(
        BODY.format(seats=f"{{{seats}}}", rule="kind: requirements, needs: [{share: 0.85}]"), encoding="utf-8"
    )
    code, out, _ = run("council", file)
    assert code == 0
    told = " ".join(out.split())
    assert "voters such as M59, M58, M57" in told
    assert "and other coalitions" in told


def test_what_cannot_be_counted_is_said_to_be_so(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise ModelInputError("too many")

    monkeypatch.setattr("goodoffices.models.councils.coleman", refused)
    answer = council(write, "{north: 2, south: 2, east: 2}", "kind: majority")
    table = next(table for table in answer.tables if table.id == "councils.board.coalitions")
    assert table.rows[0][-1] == "not counted"
