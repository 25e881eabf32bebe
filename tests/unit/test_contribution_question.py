"""Contribution and voice: from figures.csv to the finding, the table and the picture."""

import pytest
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.brief.charts import draw_svg
from goodoffices.dossier import inspect_dossier, read_dossier

PARTIES = "".join(f"{name}: {{name: {name.title()}, kind: state}}\n" for name in ("north", "south", "east", "west"))
BLOC = PARTIES + "shores: {name: Shores, kind: coalition, members: [{party: south}, {party: west}]}\n"
BODY = """
board:
  name: Board
  formulas:
    - {id: today, name: Today, seats: {north: 2, south: 1, east: 1}, adopted: true, source: judgement}
    - {id: reform, name: With West, seats: {north: 2, south: 1, east: 1, west: 2}, source: judgement}
  rules:
    - {id: majority, name: Majority, kind: majority, adopted: true, source: judgement}
"""
HEADER = "id,what,of,value,unit,from,until,paid_by,paid_for,source\n"
BUDGET = HEADER + (
    "a,Budget,,25,%,1980,1989,west,board,judgement\n"
    "b,Budget,,50,%,1990,,west,board,judgement\n"
    "c,Budget,,60,%,1991,,west,board,judgement\n"
    "d,Budget,,25,%,,,south,board,judgement\n"
    "e,Budget,,20,%,,,north,board,judgement\n"
)


def board(write: Write, figures: str = BUDGET, body: str = BODY, parties: str = PARTIES) -> Answer:
    folder = write(councils_yaml=body, parties_yaml=parties, figures_csv=figures)
    return next(a for a in assess(read_dossier(folder), draws=10).answers if a.question == "councils")


def test_who_pays_and_has_no_seat_leads_and_the_reform_is_named(write: Write) -> None:
    answer = board(write)
    finding = next(f for f in answer.findings if f.id == "councils.board.contribution")
    assert finding.claim == (
        "Contribution and voice: West bears 50% of “Budget” and has none of the voting power in the Board under “Today” and "
        "“Majority”, the most beyond its power of all whose share is known. North has 67% of the power and bears 20%. West would have "
        "33% under “With West” and “Majority”."
    )
    assert [round(number.value, 4) for number in finding.numbers] == [0.5, 0, round(0.5 + 0.25 - 1 / 6, 4), 0.95]
    assert finding.confidence == "high"
    table = next(t for t in answer.tables if t.id == "councils.board.contribution")
    assert table.rows[0] == ("Today; Majority", "West", "1990", "50.0%", "0.0%", "-50.0", "0.00")
    assert table.rows[2] == ("Today; Majority", "North", "", "20.0%", "66.7%", "+46.7", "3.33")
    assert [row[1] for row in table.rows] == ["West", "South", "North"] * 2
    assert "Contribution and voice" in {method.name for method in answer.methods}


def test_shares_over_time_are_told_up_to_the_moment(write: Write) -> None:
    table = next(t for t in board(write).tables if t.id == "councils.board.contribution.over_time")
    assert table.rows == (("West", "1980", "25.0%", "0.0%", "-25.0"), ("West", "1990", "50.0%", "0.0%", "-50.0"))


def test_shares_that_never_changed_need_no_table_of_their_own(write: Write) -> None:
    once = HEADER + "b,Budget,,50,%,1990,,west,board,judgement\n"
    assert not any(t.id.endswith("over_time") for t in board(write, figures=once).tables)


def test_the_picture_shows_every_payer_under_every_formula(write: Write) -> None:
    figure = next(f for f in board(write).figures if f.kind == "voice")
    assert [row[:3] for row in figure.data.rows][:2] == [("Today", "Majority", "West"), ("Today", "Majority", "South")]
    assert "Today, Majority: West bears 50%, has 0%" in figure.description
    svg = draw_svg(figure)
    assert svg.count("West") >= 2
    assert "share borne" in svg


def test_members_of_a_bloc_pay_for_the_bloc(write: Write) -> None:
    body = BODY.replace("south: 1, east: 1, west: 2", "shores: 3, east: 1")
    rows = next(t for t in board(write, body=body, parties=BLOC).tables if t.id.endswith("contribution")).rows
    assert [row[1:5] for row in rows if row[0] == "With West; Majority"][:1] == [
        ("Shores (South and West)", "1990", "75.0%", "66.7%")
    ]


def test_ranges_are_read_at_their_likeliest_and_lower_the_confidence(write: Write) -> None:
    rows = HEADER + "a,Burden,,5..10..30,%,,,north,board,judgement\n"
    answer = board(write, rows)
    finding = next(f for f in answer.findings if f.id.endswith("contribution"))
    assert finding.claim.startswith(
        "Contribution and voice: nobody whose share of “Burden” is known bears more than its share"
    )
    assert (finding.confidence, finding.numbers[0].value) == ("moderate", 0.1)


def test_two_budgets_stand_side_by_side(write: Write) -> None:
    more = BUDGET + "f,Burden of the war,,100,%,,,east,board,judgement\n"
    answer = board(write, more)
    assert [t.id for t in answer.tables if "contribution" in t.id] == [
        "councils.board.contribution",
        "councils.board.contribution.over_time",
        "councils.board.contribution.2",
    ]


def test_shares_that_are_more_than_the_whole_are_told(write: Write) -> None:
    answer = board(write, BUDGET.replace("25,%,,,south", "45,%,,,south"))
    assert any("Board, Budget: shares of the whole add up to 1 at most; found 1.15" in text for text in answer.missing)
    assert not [t for t in answer.tables if "contribution" in t.id]


def test_without_contributions_nothing_is_said_of_them(write: Write) -> None:
    answer = board(write, HEADER + "a,Members,,3,members,,,,,judgement\n")
    assert not [f for f in answer.findings if "contribution" in f.id]
    assert "Contribution and voice" not in {method.name for method in answer.methods}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a,Budget,,25,%,,,north,,judgement", "who pays and which body"),
        ("a,Budget,,25,%,,,,board,judgement", "who pays and which body"),
        ("a,Budget,,25,million dollars,,,north,board,judgement", "percentage of the whole"),
        ("a,Budget,,120,%,,,north,board,judgement", "between 0 and 100"),
        ("a,Budget,,20,%,,,nort,board,judgement", "nort"),
        ("a,Budget,,20,%,,,north,bord,judgement", "bord"),
    ],
)
def test_a_contribution_that_makes_no_sense_is_a_problem(write: Write, row: str, words: str) -> None:
    folder = write(councils_yaml=BODY, parties_yaml=PARTIES, figures_csv=HEADER + row + "\n")
    problems = [str(problem) for problem in inspect_dossier(folder).errors]
    assert any(words in problem for problem in problems), problems
