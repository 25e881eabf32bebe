"""Consistency checks: each finds what it is for, and nothing on sound dossiers."""

import pytest
from tests.support import Write

from goodoffices.dossier import inspect_dossier
from goodoffices.dossier.checks.registry import CHECKS

HEADER = "party,issue,position,salience,from,until,source\n"
SOURCES = "book: {title: A history, date: 1999}\n"

CASES = [
    ({"stances_csv": HEADER + "north,catch,0,50,,,judgement\nnorth,catch,5,50,,,judgement\nsouth,catch,9,50,,,judgement\n"},
     "line 2 gives the same party's row", "error"),
    ({"stances_csv": HEADER + "north,catch,0,50,1990,1989,judgement\nsouth,catch,9,50,,,judgement\n"},
     "ends before it begins", "error"),
    ({"capabilities_csv": "party,capability,source\nnorth,30,judgement\n"}, "south takes part at talks but has no capability",
     "warning"),
    ({"stances_csv": HEADER + "north,catch,0,50,,,judgement\n"}, "catch is open at talks, but 1 party has a stance on it", "warning"),
    ({"sources_yaml": SOURCES, "stances_csv": HEADER + "north,catch,0,50,,,book:1\nsouth,catch,9,50,,,judgement\n"},
     "cite book, which was written later", "warning"),
    ({"councils_yaml": "c: {name: C, formulas: [{id: f, name: F, seats: {north: 2}, source: judgement}], rules: "
      "[{id: r, name: R, kind: chair_breaks_ties, chair: south, source: judgement}]}\n"}, "has no seat", "warning"),
    ({"councils_yaml": "c: {name: C, formulas: [{id: f, name: F, seats: {north: 2}, source: judgement}], rules: "
      "[{id: r, name: R, kind: quota, quota: 99, source: judgement}]}\n"}, "asks for more seats than c has", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message", "severity"), CASES)
def test_check_finds(write: Write, changes: dict[str, str], message: str, severity: str) -> None:
    found = [p for p in inspect_dossier(write(**changes)).problems if message in p.message]
    assert found
    assert {str(problem.severity) for problem in found} == {severity}
    assert all(problem.line for problem in found)


MOMENT = "talks: {name: Talks, date: 1990-06, "
REPEATS = [
    ({"moments_yaml": MOMENT + "at_table: [north, south, north], issues: [catch]}\n"}, ("at_table", "north")),
    ({"moments_yaml": MOMENT + "at_table: [north, south], in_the_wings: [north], issues: [catch]}\n"}, ("in_the_wings", "north")),
    ({"moments_yaml": MOMENT + "at_table: [north, south], issues: [catch, catch]}\n"}, ("issues", "catch")),
    ({"issues_yaml": "catch: {name: C, options: [{id: a, name: A}, {id: a, name: B}]}\n",
      "stances_csv": "party,issue,position,salience,source\n"}, ("id", "a")),
    ({"councils_yaml": "c: {name: C, formulas: [{id: f, name: F, seats: {north: 2}, source: judgement}], rules: "
      "[{id: r, name: R, kind: majority, source: judgement}, {id: r, name: S, kind: unanimity, source: judgement}]}\n"},
     ("id", "r")),
    ({"parties_yaml": "north: {name: Same, kind: state}\nsouth: {name: Other, short: Same, kind: state}\n"}, ("short", "Same")),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "told"), REPEATS)
def test_nothing_counts_twice(write: Write, changes: dict[str, str], told: tuple[str, str]) -> None:
    found = inspect_dossier(write(**changes))
    assert told in [(p.field, p.found) for p in found.errors]


def test_an_outcome_names_one_option_and_an_open_issue(write: Write) -> None:
    options = "catch: {name: C, options: [{id: a, name: A}, {id: b, name: B}]}\nland: {name: L, scale: {}}\n"
    stances = "party,issue,position,salience,source\nnorth,catch,a,50,judgement\nsouth,catch,b,50,judgement\n"
    tied = MOMENT + "at_table: [north, south], issues: [catch], outcome: {catch: {agreed: a = b, source: judgement}}}\n"
    closed = MOMENT + "at_table: [north, south], issues: [catch], outcome: {land: {agreed: 5, source: judgement}}}\n"
    messages = [
        inspect_dossier(write(str(n), issues_yaml=options, stances_csv=stances, moments_yaml=text)).problems[0].message
        for n, text in enumerate((tied, closed))
    ]
    assert messages[0] == "only one option can be agreed"
    assert messages[1].startswith("talks has an outcome on land, which was not open")


def test_a_stance_without_capability_is_warned_about(write: Write) -> None:
    issues = "catch: {name: C, scale: {}}\nland: {name: L, scale: {}}\n"
    moment = MOMENT + "at_table: [north, south], issues: [catch, land]}\n"
    rows = "".join(f"{p},{i},{x},50,judgement\n" for p, x in (("north", 0), ("south", 100)) for i in ("catch", "land"))
    stances = "party,issue,position,salience,source\n" + rows
    able = "party,issue,capability,source\nnorth,,30,judgement\nsouth,catch,10,judgement\n"
    folder = write(issues_yaml=issues, moments_yaml=moment, stances_csv=stances, capabilities_csv=able)
    assert [p.message for p in inspect_dossier(folder).problems] == [
        "south has a stance on land at talks but no capability there, so it is left out"
    ]


def test_one_cause_gives_one_warning(write: Write) -> None:
    folder = write(sources_yaml=SOURCES, stances_csv=HEADER + "north,catch,0,50,,,book:1\nsouth,catch,9,50,,,book:1\n")
    assert [p.message for p in inspect_dossier(folder).problems] == [
        "inputs at talks cite book, which was written later; they are left out "
        "(stance of north on catch; stance of south on catch)"
    ]


def test_declared_hindsight_silences_the_check_on_later_documents(write: Write) -> None:
    folder = write(
        dossier_yaml="title: x\nhindsight: coded from a later history\n",
        sources_yaml=SOURCES,
        stances_csv=HEADER + "north,catch,0,50,,,book:1\nsouth,catch,9,50,,,judgement\n",
    )
    assert inspect_dossier(folder).problems == ()


def test_a_dossier_without_moments_is_warned_about(write: Write) -> None:
    assert [p.message for p in inspect_dossier(write(moments_yaml=None)).problems] == [
        "no moment is described, so nothing can be assessed"
    ]


def test_the_minimal_dossier_is_clean(write: Write) -> None:
    assert inspect_dossier(write()).problems == ()


def test_every_check_says_what_it_checks() -> None:
    assert all(check.holds.endswith(".") for check in CHECKS)
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_each_later_document_is_told_with_the_inputs_that_cite_it(write: Write) -> None:
    found = inspect_dossier(
        write(
            sources_yaml=SOURCES + "diary: {title: A diary, date: 1995}\n",
            stances_csv=HEADER + "north,catch,0,50,,,book:1\nsouth,catch,9,50,,,diary:2\n",
        )
    ).warnings
    assert "book, which was written later; they are left out (stance of north on catch)" in found[0].message
    assert "diary, which was written later; they are left out (stance of south on catch)" in found[1].message


MOVES = "give: {name: Give, party: north}\ntake: {name: Take, party: south}\n"
MOVES_AT_ODDS = [
    ({"infeasible_csv": "taken,not_taken,source\n,give;take,judgement\n"}, "this row rules out how things stand at talks", "infeasible.csv"),
    ({"infeasible_csv": "taken,not_taken,source\n,give,judgement\ngive,,judgement\n"}, "leaves no combination of moves at all", "infeasible.csv"),
    ({"preferences_csv": "party,rank,statement,source\nnorth,1,take,judgement\nnorth,1,give,judgement\n"},
     "north has two statements of rank 1", "preferences.csv"),
    ({"preferences_csv": "party,rank,statement,source\nnorth,1,take or give,judgement\nnorth,2,not give and not take,judgement\n"},
     "the opposite of a statement that ranks higher", "preferences.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message", "file"), MOVES_AT_ODDS)
def test_moves_that_cannot_be_and_preferences_without_an_order(
    write: Write, changes: dict[str, str], message: str, file: str
) -> None:
    (found,) = [p for p in inspect_dossier(write(options_yaml=MOVES, **changes)).problems if message in p.message]
    assert (str(found.severity), found.file) == ("warning", file)
    assert found.line


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("options_yaml", "give: {name: Give, party: nrth}\n", "nrth"),
        ("preferences_csv", "party,rank,statement,source\nnorth,1,tkae,judgement\n", "tkae"),
        ("preferences_csv", "party,rank,statement,source\nnorth,1,take and (,judgement\n", "take and ("),
        ("infeasible_csv", "taken,not_taken,source\ngiv,,judgement\n", "giv"),
    ],
)
def test_moves_of_nobody_and_unknown_moves_are_errors(write: Write, file: str, text: str, found: str) -> None:
    files = {"options_yaml": MOVES, file: text}
    errors = inspect_dossier(write(**files)).errors
    assert [(error.found, bool(error.line)) for error in errors] == [(found, True)]
