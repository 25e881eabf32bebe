"""Division of claimed items: the command, its file and every mistake in it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodoffices.assessment.division import divided
from goodoffices.cli import main
from goodoffices.errors import DossierError
from goodoffices.interchange.claims_file import read_claims

DIVORCE = "item,party,points\ncustody,Bob,25\ncustody,Carol,65\nalimony,Bob,60\nalimony,Carol,25\nhouse,Bob,15\nhouse,Carol,10\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def claims(folder: Path, text: str) -> Path:
    path = folder / "claims.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_parties_by_adjusted_winner(tmp_path: Path) -> None:
    """The divorce of Brams & Taylor (1996), ch. 5: 69 points each, the house split 3 to 2."""
    path = claims(tmp_path, DIVORCE)
    told = " ".join(run("divide", path).stdout.split())
    assert "Bob gets alimony and 3/5 of house: 69.0 of its 100 points." in told
    assert "4. Bob gives 2/5 of house to Carol (69 to 69)" in told
    assert "All get the same number of points." in told
    (division,) = json.loads(run("divide", path, "--json").stdout)["divisions"]
    assert division["points"] == {"Bob": 69, "Carol": 69}
    assert division["envy_free"]
    assert division["shares"]["Carol"] == pytest.approx({"custody": 1.0, "house": 0.4})


def test_three_parties_by_two_rules(tmp_path: Path) -> None:
    text = "item;party;points\na;X;60\nb;X;40\na;Y;50\nb;Y;50\nc;Z;9\na;Z;1\nb;Z;0\nc;X;0\nc;Y;0\n"
    found = divided(read_claims(claims(tmp_path, text)))
    whole, split = found.divisions
    assert {party: set(held) for party, held in whole.shares.items()} == {"X": {"a"}, "Y": {"b"}, "Z": {"c"}}
    assert whole.fairness.envy_free
    assert float(split.fairness.points["Z"]) == pytest.approx(90.0)
    told = " ".join(run("divide", tmp_path / "claims.csv").stdout.split())
    assert "Maximum Nash welfare, whole items" in told
    assert "Equal budgets, items split at will" in told
    assert "0.0%" not in told


def test_envy_is_named(tmp_path: Path) -> None:
    told = " ".join(run("divide", claims(tmp_path, "item,party,points\na,X,1\na,Y,1\na,Z,1\n")).stdout.split())
    assert "There is not enough to go round" in told
    assert "envies" in told
    assert "Somebody gets less than an equal share of its points." in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("item,party,pints\na,X,1\n", "Did you mean 'points'?"),
        ("item,party\na,X\n", "there is no column points"),
        ("item,item,points\n", "this column stands twice"),
        ("item,party,points\na,X,5x\n,Y,3\n", "claims.csv:3:1: item: this cell is empty"),
        ("item,party,points\na,X,1\na,X,2\n", "X has given a points already"),
        ("item,party,points\na,X,-1\na,Y,2\n", "this number cannot be"),
        ("item,party,points\na,X,1\n", "fewer than two parties claim anything"),
        ("item,party,points\na,X,1\na,Y,0\n", "Y gives no points to any item"),
        ("item,party,points\n" + "".join(f"a,P{n},1\n" for n in range(51)), "too many parties"),
        ("item,party,points\n" + "".join(f"i{n},{p},1\n" for n in range(501) for p in "XY"), "too many items"),
        (
            "item,party,points\na,X,1\nb,X,2\nc,X,2\na,Y,1\n",
            "claims.csv:5: nothing says how many points Y gives to b, c (expected a row for each item and party, with 0",
        ),
        (
            "item,party,points\na,North,1\nb,North,2\na,South,1\nb,south,2\n",
            "claims.csv:5:2: party: this party is written in other letters above (found 'south'). Did you mean 'South'? "
            "Compare claims.csv:4.",
        ),
        ("item,party,points\nAtoll,X,1\natoll,Y,2\n", "claims.csv:3:1: item: this item is written in other letters"),
        (
            "item,party,points\na,North,1\nb,Nroth,2\nc,North,1\na,South,1\nb,South,2\nc,South,1\n",
            "claims.csv:3:2: party: this party has no row for some items (found 'Nroth'; expected every item with every party). "
            "Did you mean 'North'? Compare claims.csv:2.",
        ),
        (
            "item,party,points\natoll,X,1\natol,Y,2\natoll,Z,1\nstrait,X,1\nstrait,Y,1\nstrait,Z,3\n",
            "claims.csv:3:1: item: this item has no row for some parties (found 'atol'; expected every item with every party). "
            "Did you mean 'atoll'?",
        ),
        ("", "the file is empty"),
    ],
)
def test_every_mistake_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    result = run("divide", claims(tmp_path, text))
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_slip_is_told_once(tmp_path: Path) -> None:
    """One wrong letter is one problem, not a party and two items too many."""
    for slip in ("a,North,1\nb,Nroth,2\na,South,1\nb,South,2\nc,North,1\nc,South,3\n",
                 "a,North,1\nb,north,2\nc,north,1\na,South,1\nb,South,2\nc,South,3\n"):  # fmt: skip
        with pytest.raises(DossierError) as told:
            read_claims(claims(tmp_path, f"item,party,points\n{slip}"))
        assert len(told.value.problems) == 1


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert run("divide", tmp_path / "none.csv").exit_code == 2
    (tmp_path / "claims.csv").write_bytes(b"\xff\xfe\x00\x81")
    assert run("divide", tmp_path / "claims.csv").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="the C library is found by another name there")
def test_what_a_library_in_c_prints_goes_to_standard_error() -> None:
    program = (
        "from goodoffices.progress import spare_stdout\nimport ctypes\nspare_stdout()\nspare_stdout()\n"
        "libc = ctypes.CDLL(None)\nlibc.puts(b'stray')\nlibc.fflush(None)\nprint('own')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("own\n", "stray\n")
