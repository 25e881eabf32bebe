"""A dossier as of a moment: what is in force, and nothing dated later."""

import pytest
from tests.support import Write

from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import NotFoundError

HEADER = "party,issue,position,salience,from,until,source\n"


def positions(dossier: Dossier) -> dict[str, float]:
    stances = at_moment(dossier, "talks").stances.values()
    return {s.party: s.position.likely for s in stances if isinstance(s.position, Quantity)}


def test_the_latest_row_that_has_begun_is_in_force(write: Write) -> None:
    rows = "north,catch,1,50,1989,,judgement\nnorth,catch,2,50,1990-06-30,,judgement\nnorth,catch,3,50,1990-07,,judgement\n"
    assert positions(read_dossier(write(stances_csv=HEADER + rows))) == {"north": 2}


def test_order_of_rows_does_not_matter(write: Write) -> None:
    rows = "north,catch,2,50,1990-05,,judgement\nnorth,catch,1,50,,,judgement\n"
    assert positions(read_dossier(write(stances_csv=HEADER + rows))) == {"north": 2}


def test_a_row_that_has_ended_is_not_in_force(write: Write) -> None:
    rows = "north,catch,1,50,1980,1985,judgement\nsouth,catch,2,50,1980,1990,judgement\n"
    assert positions(read_dossier(write(stances_csv=HEADER + rows))) == {"south": 2}


def test_an_older_row_does_not_come_back_when_a_newer_one_has_ended(write: Write) -> None:
    rows = "north,catch,1,50,1980,,judgement\nnorth,catch,2,50,1985,1988,judgement\nsouth,catch,3,50,,,judgement\n"
    assert positions(read_dossier(write(stances_csv=HEADER + rows))) == {"south": 3}


@pytest.mark.parametrize(
    ("until", "held"), [("1990-06-29", False), ("1990-06-30", True), ("1990-06", True), ("1990-05", False)]
)
def test_a_row_is_in_force_on_its_last_day(write: Write, until: str, held: bool) -> None:
    rows = f"north,catch,1,50,1980,{until},judgement\nsouth,catch,2,50,,,judgement\n"
    assert ("north" in positions(read_dossier(write(stances_csv=HEADER + rows)))) is held


def test_later_documents_are_withheld_unless_hindsight_is_declared(write: Write) -> None:
    rows = HEADER + "north,catch,1,50,,,book:4\nsouth,catch,2,50,,,judgement\n"
    sources = "book: {title: A history, date: 1999}\n"
    strict = read_dossier(write("strict", stances_csv=rows, sources_yaml=sources))
    assert positions(strict) == {"south": 2}
    assert at_moment(strict, "talks").withheld == ("stance of north on catch",)
    told = read_dossier(
        write(
            "told",
            stances_csv=rows,
            sources_yaml=sources,
            dossier_yaml="title: x\nhindsight: coded from a later history\n",
        )
    )
    assert positions(told) == {"north": 1, "south": 2}


def test_a_document_of_the_same_month_is_not_later(write: Write) -> None:
    rows = HEADER + "north,catch,1,50,,,news:4\nsouth,catch,2,50,,,judgement\n"
    dossier = read_dossier(write(stances_csv=rows, sources_yaml="news: {title: Paper, date: 1990-06}\n"))
    assert positions(dossier) == {"north": 1, "south": 2}


def test_capability_on_an_issue_goes_before_the_overall_one(write: Write) -> None:
    table = "party,issue,capability,source\nnorth,,30,judgement\nnorth,catch,70,judgement\nsouth,,10,judgement\n"
    situation = at_moment(read_dossier(write(capabilities_csv=table)), "talks")
    found = [situation.capability(party, "catch") for party in ("north", "south", "nobody")]
    assert [row.capability.likely if row else None for row in found] == [70, 10, None]


def test_only_formulas_and_rules_proposed_by_then(cambodia: Dossier) -> None:
    council = at_moment(cambodia, "jakarta_1990").councils[0]
    assert {rule.id for rule in council.rules} == {"majority", "unanimity"}
    assert {rule.id for rule in at_moment(cambodia, "pattaya_1991").councils[0].rules} >= {"chair_decides"}


def test_unknown_moment_suggests_the_nearest(cambodia: Dossier) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'tokyo_1990'"):
        at_moment(cambodia, "tokio_1990")
