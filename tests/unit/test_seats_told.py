"""What is told of seats: ties with their place, one vote in the singular, no seats at all, names that look like slips."""

from pathlib import Path

from click.testing import CliRunner, Result

from goodoffices.cli import main

HEADER = "district,seats,party,votes\n"


def seats(tmp_path: Path, rows: str, *words: str) -> Result:
    path = tmp_path / "votes.csv"
    path.write_text(HEADER + rows)
    return CliRunner().invoke(main, ["seats", str(path), *words], catch_exceptions=False)


def told(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_where_a_tie_was_broken_is_told_beside_the_methods(tmp_path: Path) -> None:
    rows = "East,3,Unity,50\nEast,,Reform,50\nWest,1,Unity,9\nWest,,Reform,2\n"
    text = told(seats(tmp_path, rows, "--method", "dhondt", "--method", "hare"))
    assert "Ties broken: in East between Unity and Reform, by lot to" in text
    assert "(D'Hondt, Hare quota)" in text or "(D’Hondt, Hare quota)" in text
    assert "Ties broken" not in told(seats(tmp_path, rows.replace(",50\nEast,,R", ",51\nEast,,R")))


def test_one_vote_short_is_one_vote(tmp_path: Path) -> None:
    rows = "East,1,Unity,51\nEast,,Reform,50\nWest,1,Unity,9\nWest,,Reform,2\n"
    text = told(seats(tmp_path, rows, "--method", "dhondt"))
    assert "Reform, 1 vote short" in text or "Reform, 2 votes short" in text
    assert "1 votes" not in text


def test_no_seats_for_anybody_is_said_in_words(tmp_path: Path) -> None:
    text = told(seats(tmp_path, "East,1,Unity,51\nEast,,Reform,49\n", "--method", "hare", "--threshold", "60%"))
    assert "no list gets a seat" in text
    assert "nobody any" not in text


def test_a_list_that_looks_like_a_slip_is_asked_about(tmp_path: Path) -> None:
    rows = "East,3,Unity,50\nEast,,Refrom,50\nWest,1,Unity,9\nWest,,Reform,200\n"
    assert "'Refrom' stands in East only; is it another spelling of 'Reform'?" in seats(tmp_path, rows).stderr
    assert not seats(tmp_path, rows.replace("Refrom", "Reform")).stderr
