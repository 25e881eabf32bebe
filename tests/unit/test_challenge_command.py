"""The challenge model from the command line: rounds, moves, how it ended, and all readings."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support import Write

from goodoffices.cli import main
from goodoffices.cli.models import READINGS
from goodoffices.models.bargaining.challenge import PRESETS

EMISSIONS = Path(__file__).parents[1] / "published" / "emissions.csv"
"""Introduction of emission standards, Bueno de Mesquita (1994), p. 78, as printed by Scholz, Calbert & Smith (2011), Table 1."""


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["challenge", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def emissions(tmp_path: Path) -> Path:
    rows = [line for line in EMISSIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    file = tmp_path / "emissions.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_readings_offered_are_the_presets() -> None:
    assert tuple(PRESETS) == READINGS


def test_published_rounds_of_the_emissions_example(emissions: Path) -> None:
    code, out, _ = run(emissions, "--rounds", "3", "--json")
    assert code == 0
    (issue,) = json.loads(out)["issues"]
    # A public transcription of Scholz, Calbert & Smith prints 7.00, 8.42, 9.61, 9.96.
    assert issue["median"] == pytest.approx([7.0, 8.42, 9.61, 9.96], abs=0.006)
    assert not issue["settled"]
    first = issue["moves"][0]
    assert (first["party"], first["by"], first["kind"]) == ("belgium", "france", "compromise")
    assert issue["readings"]["number"] == 256
    low, *_, high = issue["readings"]["quartiles"]
    assert low <= issue["median"][-1] <= high


def test_the_terminal_names_who_moved_whom(emissions: Path) -> None:
    code, out, _ = run(emissions, "--rounds", "1")
    assert code == 0
    assert "Belgium     compromised with France" in out
    assert "After one round it has not settled" in out
    assert "All 256 readings" in out


def test_parties_that_agree_are_at_rest(write: Write) -> None:
    stances = "party,issue,position,salience,source\nnorth,catch,40,50,judgement\nsouth,catch,40,50,judgement\n"
    code, out, _ = run(write(stances_csv=stances))
    assert code == 0
    assert "Nobody moves; the weighted median is then 40" in out
    assert "100% settle" in out


def test_nothing_to_play_is_said(write: Write) -> None:
    code, out, err = run(write(stances_csv=None))
    assert (code, out) == (1, "")
    assert "No issue with a scale" in err
    assert run(write("again"), "--moment", "tolks")[0] == 2
