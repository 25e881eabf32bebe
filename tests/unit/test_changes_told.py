"""What an initiative changes is told with names, in short and in full."""

import pytest
from tests.support import Write

from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.initiative import Change
from goodoffices.initiatives.telling.changes import in_full, in_short

FILES = {
    "parties_yaml": "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\nsea_league: {name: League, kind: group}\n",
    "issues_yaml": "catch:\n  name: Catch\n  scale: {marks: [{at: 0, name: none}, {at: 100, name: all}]}\n"
    "port:\n  name: Port\n  options: [{id: west_bay, name: West Bay}, {id: both, name: Both}]\n",
    "moments_yaml": "spring: {name: Spring talks, date: 1990-03, at_table: [north, south], issues: [catch]}\n"
    "autumn: {name: Autumn talks, date: 1990-09, at_table: [north, south], issues: [catch]}\n",
    "forums_yaml": "sea_conf: {name: Sea Conference}\n",
    "initiatives_yaml": "invite: {name: Invite, by: [north], source: judgement, "
    "changes: [{op: add, at: parties.isles, value: {name: Isles, kind: state}, source: judgement}]}\n",
}


@pytest.fixture
def case(write: Write) -> Dossier:
    return read_dossier(write(**FILES))


LOAN = {"name": "A loan", "paid_by": "north", "paid_to": "south", "worth": "20..30..40"}
GATE = {"verifier": "sea_league", "opens_anyway": "90"}
TOLD = [
    (("add", "moments.spring.at_table", "sea_league", "0.4..0.6..0.8"), "League joins the table (60%)"),
    (("add", "moments.spring.at_table", "sea_league; isles", None), "League and Isles join the table"),
    (("remove", "moments.autumn.at_table", "south", None), "South leaves the table (Autumn talks)"),
    (("add", "moments.spring.must_sign", "south", None), "South’s signature is needed too"),
    (("add", "moments.spring.must_sign", ["north", "south"], None), "the signatures of North and South are needed too"),
    (("add", "moments.spring.issues", "port", None), "Port is taken up too"),
    (("set", "moments.spring.forum", "sea_conf", None), "the talks move to Sea Conference"),
    (("set", "moments.spring.must_sign", "north; south", None), "Spring talks: must sign = North and South"),
    (("shift", "moments.spring.status_quo.catch", "0..5..10", None), "Catch if nothing is agreed +5"),
    (("set", "stances.north.port.position", "west_bay > both", None), "North on Port: position = West Bay > Both"),
    (("shift", "capabilities.north.catch.capability", "5", None), "North on Catch: capability +5"),
    (("add", "payments.ports", LOAN, None), "a payment “A loan” to South, worth 20..30..40"),
    (("add", "options", {"id": "walk", "name": "Walk out", "party": "north"}, None), "a new option “Walk out”"),
    (("remove", "parties.sea_league", "", None), "party “League” falls away"),
    (("set", "phases.share_water.gate", GATE, None), "share water: gate = verifier: League; opens anyway: 90"),
    (("remove", "councils.board.rules", "majority; chair", None), "board: rules, with majority and chair taken out"),
]


@pytest.mark.parametrize(("written", "words"), TOLD, ids=[words for _, words in TOLD])
def test_a_change_is_told_with_names(case: Dossier, written: tuple[str, str, object, str | None], words: str) -> None:
    op, at, value, chance = written
    change = Change.model_validate({"op": op, "at": at, "value": value, "chance": chance, "source": "judgement"})
    assert in_short(case, change, "spring") == words


def test_in_full_ranges_and_chances_are_told(case: Dossier) -> None:
    def full(op: str, at: str, value: str) -> str:
        fields = {"op": op, "at": at, "value": value, "chance": "0.4..0.6..0.8", "source": "judgement"}
        return in_full(case, Change.model_validate(fields), "spring")

    chance = "if it works: 40% to 80%, likeliest 60%"
    moved = full("shift", "stances.north.catch.position", "-10..-5..0")
    assert moved == f"North on Catch: position falls by 0 to 10, likeliest 5, {chance}"
    assert full("add", "moments.spring.at_table", "sea_league") == f"League joins the table, {chance}"
