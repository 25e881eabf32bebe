"""Consistency checks: each finds what it is for, and nothing on sound dossiers."""

import pytest
from tests.support import MINIMAL, Write

from goodoffices.dossier import Dossier, inspect_dossier
from goodoffices.dossier.checks import ROW_CHECKS, WHOLE_CHECKS

HEADER = "party,issue,position,salience,from,until,source\n"
SOURCES = "book: {title: A history, date: 1999}\n"

CASES = [
    ({"stances_csv": HEADER + "north,catch,0,50,,,judgement\nnorth,catch,5,50,,,judgement\nsouth,catch,9,50,,,judgement\n"},
     "line 2 gives the same party's row", "error"),
    ({"stances_csv": HEADER + "north,catch,0,50,1990,1989,judgement\nsouth,catch,9,50,,,judgement\n"},
     "ends before it begins", "error"),
    ({"capabilities_csv": "party,capability,source\nnorth,30,judgement\n"}, "south takes part at talks but has no capability",
     "warning"),
    ({"stances_csv": HEADER + "north,catch,0,50,,,judgement\n"}, "one stance|1 party has|part", "warning"),
    ({"sources_yaml": SOURCES, "stances_csv": HEADER + "north,catch,0,50,,,book:1\nsouth,catch,9,50,,,judgement\n"},
     "cite book, which was written later", "warning"),
    ({"councils_yaml": "c: {name: C, formulas: [{id: f, name: F, seats: {north: 2}, source: judgement}], rules: "
      "[{id: r, name: R, kind: chair_breaks_ties, chair: south, source: judgement}]}\n"}, "has no seat", "warning"),
    ({"councils_yaml": "c: {name: C, formulas: [{id: f, name: F, seats: {north: 2}, source: judgement}], rules: "
      "[{id: r, name: R, kind: quota, quota: 99, source: judgement}]}\n"}, "asks for more seats than c has", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message", "severity"), CASES)
def test_check_finds(write: Write, changes: dict[str, str], message: str, severity: str) -> None:
    found = [
        p for p in inspect_dossier(write(**changes)).problems if any(part in p.message for part in message.split("|"))
    ]
    assert found
    assert {str(problem.severity) for problem in found} == {severity}
    assert all(problem.line for problem in found)


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


def test_shipped_dossiers_are_clean(cambodia: Dossier, scaffold: Dossier, write: Write) -> None:
    assert cambodia.parties
    assert scaffold.parties
    assert inspect_dossier(write()).problems == ()


def test_every_check_says_what_it_checks() -> None:
    assert all(check.__doc__ for check in (*ROW_CHECKS, *WHOLE_CHECKS))
    assert MINIMAL
