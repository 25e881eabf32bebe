"""What a user can ask of a body: what changes if, how likely a decision is, which votes are wanted, who is pivotal."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.questions.councils.request import read_request
from goodoffices.cli import main
from goodoffices.dossier import inspect_dossier, read_dossier
from goodoffices.errors import DossierError

PERMANENT = ("usa", "uk", "france", "china", "russia")
SEATS = ", ".join(f"{name}: 1" for name in (*PERMANENT, *(f"e{i}" for i in range(1, 11))))
COUNCIL = f"""
council:
  name: Council
  formulas: [{{id: fifteen, name: Fifteen, seats: {{{SEATS}}}, adopted: true, source: judgement}}]
  rules:
    - id: nine
      name: Nine and no veto
      kind: requirements
      needs: [{{at_least: 9}}, {{of: [usa, uk, france, china, russia], abstaining: left_out}}]
      adopted: true
      source: judgement
"""
HALVES = """
snc:
  name: SNC
  formulas:
    - {id: apart, name: Apart, seats: {pp: 6, sihanouk: 2, son_sann: 2, kr: 2}, adopted: true, source: judgement}
    - {id: bloc, name: Bloc, seats: {pp: 6, cgdk: 6}, source: judgement}
  rules:
    - {id: majority, name: Majority, kind: majority, source: judgement}
    - {id: consensus, name: Consensus, kind: unanimity, adopted: true, source: judgement}
    - {id: chair, name: Chair, kind: consensus_else_chair, chair: sihanouk, no_consensus: 0.5, from: 1990, adopted: true, source: judgement}
"""
PARTIES = (
    "".join(
        f"{name}: {{name: {name.title()}, kind: group}}\n"
        for name in ("pp", "sihanouk", "son_sann", "kr", "north", "south")
    )
    + "cgdk: {name: Resistance, kind: coalition, members: [{party: sihanouk}, {party: son_sann}, {party: kr}]}\n"
)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def council(tmp_path: Path) -> Path:
    path = tmp_path / "un.yaml"
    path.write_text(COUNCIL)
    return path


@pytest.fixture
def halves(write: Write) -> Path:
    return write(councils_yaml=HALVES, parties_yaml=PARTIES)


def asked(folder: Path, *words: str) -> dict[str, object]:
    result = run("council", folder, *words, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, object] = json.loads(result.stdout)["answers"][0]
    return answer


def rows(answer: dict[str, object], end: str) -> list[list[object]]:
    return next(table["rows"] for table in answer["tables"] if table["id"].endswith(end))  # type: ignore[attr-defined]


def told(folder: Path, **more: int) -> Answer:
    answers = assess(read_dossier(folder), draws=more.get("draws", 10)).answers
    return next(answer for answer in answers if answer.question == "councils")


def test_a_bloc_under_every_rule_it_fits(halves: Path) -> None:
    answer = asked(halves, "--if", "bloc sihanouk son_sann kr")
    found = {(row[1], row[2]): (row[3], row[4]) for row in rows(answer, "if")}
    assert found["Majority", "Pp"] == ("75.0%", "50.0%")
    assert found["Consensus", "Pp"] == ("25.0%", "50.0%")
    assert found["Consensus", "Resistance"] == ("75.0%", "50.0%")
    # Half of the time all must agree, half of the time the bloc of the chair decides.
    assert found["Chair", "Resistance"] == ("87.5%", "75.0%")
    assert "SNC, “Bloc”: Sihanouk has no vote of its own" in answer["missing"]  # type: ignore[operator]


def test_the_rule_adopted_last_leads(halves: Path) -> None:
    claims = [finding["claim"] for finding in asked(halves, "--if", "leave kr")["findings"]]  # type: ignore[attr-defined]
    assert claims[0] == (
        "If Kr left (SNC, “Apart” under “Chair”), Pp and Son_Sann would each rise from 12% to 17% of the power; "
        "Sihanouk would rise from 62% to 67% of the power."
    )
    assert claims[1].startswith("Under “Consensus” instead, Pp, Sihanouk and Son_Sann would each rise from 25% to 33%")
    assert claims[2] == (
        "Under “Majority” instead, Pp would rise from 75% to 100% of the power; Sihanouk and Son_Sann would each fall from 8% "
        "to none of the power."
    )


def test_a_union_keeps_the_weight_of_its_members(halves: Path) -> None:
    found = {(row[1], row[2]): row[4] for row in rows(asked(halves, "--if", "union sihanouk son_sann kr"), "if")}
    assert found["Consensus", "Pp"] == "50.0%"
    assert found["Consensus", "Sihanouk, Son_Sann and Kr"] == "16.7%"


def test_changes_are_made_together(council: Path) -> None:
    answer = asked(council, "--if", "join india", "--if", "veto india", "--if", "quota 10")
    found = {row[2]: (row[3], row[4]) for row in rows(answer, "if")}
    assert found["India"] == (None, "16.5%")
    assert found["USA, UK, France, China and Russia"] == ("19.6%", "16.5%")


def test_power_of_less_than_one_per_cent_is_told_as_the_table_has_it(council: Path) -> None:
    answer = asked(council, "--if", "join india", "--if", "join japan")
    assert "India and Japan would each have 0.1% of the power" in str(answer["findings"])
    assert ["0.1%", "+0.1"] in [row[4:] for row in rows(answer, "if")]


def test_another_quota_replaces_the_number_of_the_rule_and_leaves_the_vetoes(council: Path) -> None:
    answer = asked(council, "--if", "quota 15")
    assert {row[4] for row in rows(answer, "if")} == {"6.7%"}  # all must agree


def test_a_quota_of_a_rule_without_a_number_is_refused(halves: Path) -> None:
    result = run("council", halves, "--if", "quota 9", "--rule", "chair")
    assert result.exit_code == 1
    assert "asks for consensus and no number of votes" in " ".join(result.stdout.split())


def test_every_mistake_is_named_at_once(halves: Path) -> None:
    result = run(
        "council", halves, "--if", "leave kpr", "--if", "vto pp", "--if", "quota x", "--if", "bloc pp", "--if", "join pp",
        "--leaning", "pp=2", "--leaning", "sihanuk=0.5", "--wanted", "pp=a", "--sides", "pp", "--rule", "majorty",
    )  # fmt: skip
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    for start in ("--if 'leave kpr'", "--if 'vto pp'", "--if 'quota x'", "--if 'bloc pp'", "--leaning 'pp=2'",
                  "--leaning 'sihanuk=0.5'", "--wanted", "--sides", "--rule"):  # fmt: skip
        assert any(line.startswith(start) for line in lines), start
    assert "Did you mean 'veto'?" in result.stderr
    assert "Did you mean 'sihanouk'?" in result.stderr
    assert "Did you mean 'majority'?" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("ifs", "said"),
    [
        (("join usa",), "this is a member already"),
        (("join india", "join india 2"), "this one joins already"),
        (("leave usa", "veto usa"), "this member leaves"),
        (("bloc usa uk", "bloc uk france"), "in two of them"),
        (("bloc usa uk", "union usa france"), "votes in a bloc"),
        (("quota 8", "quota 9"), "another quota already"),
        (("join in/dia",), "this is no name"),
        (("veto",), "at least a member"),
        (("join india -1",), "no number of votes"),
    ],
)
def test_changes_that_contradict_each_other(council: Path, ifs: tuple[str, ...], said: str) -> None:
    result = run("council", council, *(word for text in ifs for word in ("--if", text)))
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_narrowing_options_that_make_no_sense_are_refused(council: Path) -> None:
    assert run("council", council, "--together", "0.3").exit_code == 2
    assert run("council", council, "--if", "quota 10", "--together", "0.3").exit_code == 2
    assert run("council", council, "--if", "quota 10", "--body", "counsil").exit_code == 2


def test_how_likely_a_decision_is(halves: Path) -> None:
    words = ("--leaning", "pp=0.5", "--leaning", "sihanouk=0.8", "--leaning", "others=0.5", "--formula", "apart")
    found = {row[2]: row[3] for row in rows(asked(halves, *words), "leanings")}
    # Majority takes pp and one of three: 0.5 * (1 - 0.2 * 0.5 * 0.5); consensus 0.5 * 0.8 * 0.25; chair half of that and of 0.8.
    assert found == {"Majority": "48%", "Consensus": "10%", "Chair": "45%"}


def test_a_coalition_leans_for_its_members_and_they_for_a_bloc(halves: Path) -> None:
    found = {
        (row[1], row[2]): row[3]
        for row in rows(asked(halves, "--leaning", "cgdk=1", "--leaning", "pp=0.4"), "leanings")
    }
    assert found["Apart", "Consensus"] == found["Bloc", "Consensus"] == "40%"
    answer = asked(halves, "--leaning", "sihanouk=1", "--leaning", "kr=0", "--leaning", "pp=1")
    assert "its members do not lean alike" in str(answer["missing"])


def test_swaying_together_makes_consensus_likelier(halves: Path) -> None:
    words = ("--leaning", "others=0.5", "--rule", "consensus", "--formula", "bloc")
    # Two voters at one half with correlation 1/2: 1/4 + asin(1/2) / (2 pi) = 1/3.
    assert rows(asked(halves, *words, "--together", "0.5"), "leanings")[0][3] == "33%"
    assert rows(asked(halves, *words), "leanings")[0][3] == "25%"


def test_ranges_of_leanings_are_drawn(halves: Path) -> None:
    answer = asked(
        halves, "--leaning", "pp=0.2..0.5..0.8", "--leaning", "cgdk=1", "--rule", "consensus", "--formula", "bloc"
    )
    number = answer["findings"][0]["numbers"][0]  # type: ignore[index]
    assert number["basis"] == "draws"
    assert number["value"] == pytest.approx(0.5, abs=0.02)
    assert number["low"] < 0.4
    assert number["high"] > 0.6


def test_votes_for_a_wanted_power(halves: Path, tmp_path: Path) -> None:
    answer = asked(halves, "--wanted", "pp=60 sihanouk=20 kr=20")
    assert [row[2] for row in rows(answer, "wanted")] == [2, 1, 1]
    table = tmp_path / "wanted.csv"
    table.write_text("member,power\npp,60\nsihanouk,20\nkr,20\n")
    assert asked(halves, "--wanted", str(table))["findings"] == answer["findings"]
    table.write_text("membr,power\na,60\n")
    result = run("council", halves, "--wanted", table)
    assert result.exit_code == 2
    assert "wanted.csv:1: member: there is no column member" in result.stderr
    assert run("council", halves, "--wanted", "nothing.csv").exit_code == 2
    table.write_text("member,power\na,x\na,-1\n,3\n")
    assert len(run("council", halves, "--wanted", table).stderr.splitlines()) == 4


def test_equal_power_of_two_sides_by_quota(halves: Path) -> None:
    answer = asked(halves, "--sides", "pp / sihanouk son_sann kr")
    assert [(row[0], row[3], row[6], row[7]) for row in rows(answer, "sides.apart")[:3]] == [
        (7, "no", "yes", "6-6"),
        (8, "no", "yes", "6-6, 7-5"),
        (9, "yes", "yes", "6-6, 7-5, 8-4"),
    ]
    assert "at quotas of 9 and 10 of 12 if all vote apart, and at every quota if each" in str(answer["findings"])


def test_abstention_takes_from_the_permanent_members(council: Path) -> None:
    answer = asked(council)
    permanent, elected = rows(answer, "abstention")
    assert permanent[2:5] == ["USA, UK, France, China and Russia", "0.196", "0.163"]
    assert 5 * float(str(permanent[4])) + 10 * float(str(elected[4])) == pytest.approx(1, abs=0.01)


def of_rule(rule: str, seats: str = "{a: 3, b: 2, c: 2}") -> str:
    return (
        f"body:\n  name: Body\n  formulas: [{{id: f, name: F, seats: {seats}, source: judgement}}]\n"
        f"  rules: [{{id: r, name: R, kind: requirements, {rule}, source: judgement}}]\n"
    )


def test_a_share_of_the_votes_cast_and_a_quorum(tmp_path: Path) -> None:
    path = tmp_path / "body.yaml"
    path.write_text(of_rule("needs: [{more_than: 1/2, abstaining: left_out}, {quorum: 5}]"))
    table = rows(asked(path), "abstention")
    assert [row[2] for row in table] == ["A", "B and C"]
    path.write_text(of_rule("needs: [{share: 2/3, abstaining: against}, {of: [a]}, {at_least: 1, of: [b, c]}]"))
    assert asked(path)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("needs: [{at_least: 2, abstaining: left_out}]", "of which nobody can be left out"),
        ("needs: [{at_least: 2, quorum: 3}]", "at_least and quorum are both given"),
        ("needs: [{at_least: 2, abstaining: leftout}]", "left_out"),
    ],
)
def test_what_abstaining_means_makes_sense(tmp_path: Path, rule: str, said: str) -> None:
    path = tmp_path / "body.yaml"
    path.write_text(of_rule(rule))
    result = run("council", path)
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_quorum_alone_carries_nothing(tmp_path: Path) -> None:
    path = tmp_path / "body.yaml"
    path.write_text(of_rule("needs: [{quorum: 3}]"))
    result = run("council", path)
    assert "a quorum alone carries no decision" in " ".join(result.stdout.split())


MORE = """
  reforms:
    - {id: veto, name: A veto for Son Sann, veto: [son_sann], source: judgement}
    - {id: later, name: Later, quota: 9, from: 2001, source: judgement}
  motions:
    - {id: truce, name: Truce, in_favour: {pp: 0.5, cgdk: 1}, source: judgement}
"""


def test_reforms_motions_and_coalitions_of_the_dossier(write: Write) -> None:
    answer = told(write(councils_yaml=HALVES + MORE, parties_yaml=PARTIES))
    claims = {finding.id: finding.claim for finding in answer.findings}
    assert claims["councils.snc.reform.veto"].startswith(
        "If “A veto for Son Sann” were adopted (SNC, “Apart” under “Chair”)"
    )
    assert "councils.snc.reform.later" not in claims
    assert "with a chance of 75%" in claims["councils.snc.motion.truce"]
    assert claims["councils.snc.union"].startswith(
        "If Sihanouk, Son_Sann and Kr agreed among themselves before they vote"
    )
    assert {row[0] for table in answer.tables if table.id.endswith("changes") for row in table.rows} == {
        "A veto for Son Sann",
        "Resistance: its members agree among themselves first",
    }
    names = {method.name for method in answer.methods}
    assert {"What changes if", "Chance of passage"} <= names


STANCES = "party,issue,position,salience,source\n" + "".join(
    f"{party},catch,{position},50,judgement\n"
    for party, position in (("pp", "20"), ("sihanouk", 40), ("son_sann", 70), ("kr", 90))
)
TALKS = "talks: {{name: Talks, date: 1991-06, at_table: [pp, sihanouk, son_sann, kr], issues: [catch], status_quo: {{catch: {quo}}}}}\n"


@pytest.mark.parametrize(("quo", "said"), [(10, "lies outside and can be changed"), (50, "lies within and stays")])
def test_on_whom_a_decision_turns(write: Write, quo: int, said: str) -> None:
    folder = write(
        councils_yaml=HALVES,
        parties_yaml=PARTIES,
        stances_csv=STANCES,
        moments_yaml=TALKS.format(quo=quo),
        capabilities_csv=None,
    )
    answer = told(folder)
    claim = next(finding.claim for finding in answer.findings if ".pivot." in finding.id)
    assert "a move up turns on Pp and a move down on Kr: what holds between 20 and 90 cannot be changed" in claim
    assert said in claim
    table = next(table for table in answer.tables if table.id.endswith("pivots"))
    # With six of twelve seats Pp and the nearest of the others carry a decision, so that all between them is safe.
    assert [(row[2], row[3], row[4], row[5]) for row in table.rows] == [
        ("Consensus", "Pp", "Kr", "20 to 90"),
        ("Majority", "Pp", "Sihanouk", "20 to 40"),
    ]


def test_positions_that_are_ranges_are_drawn(write: Write) -> None:
    stances = STANCES.replace("pp,catch,20", "pp,catch,0..30..60")
    folder = write(councils_yaml=HALVES, parties_yaml=PARTIES, stances_csv=stances, moments_yaml=TALKS.format(quo=10))
    claim = next(f.claim for f in told(folder, draws=400).findings if ".pivot." in f.id)
    assert "of draws of the positions" in claim


@pytest.mark.parametrize(
    ("more", "check"),
    [
        ("  reforms: [{id: x, name: X, leaves: [north], source: judgement}]\n", "reforms-speak-of-members"),
        ("  reforms: [{id: x, name: X, joins: {pp: 1}, source: judgement}]\n", "reforms-speak-of-members"),
        ("  motions: [{id: x, name: X, in_favour: {north: 1}, source: judgement}]\n", "motions-speak-of-members"),
    ],
)
def test_checks_of_reforms_and_motions(write: Write, more: str, check: str) -> None:
    inspection = inspect_dossier(write(councils_yaml=HALVES + more, parties_yaml=PARTIES))
    found = [p for p in inspection.problems if p.check == check]
    # Pp is a member under both formulas, so that it cannot join under any.
    assert len(found) == 1
    assert found[0].line is not None


@pytest.mark.parametrize(
    "more", ["{id: x, name: X, source: judgement}", "{id: x, name: X, bloc: [pp], source: judgement}"]
)
def test_a_reform_changes_something(write: Write, more: str) -> None:
    folder = write(councils_yaml=HALVES + f"  reforms: [{more}]\n", parties_yaml=PARTIES)
    assert inspect_dossier(folder).errors


def test_a_name_in_a_reform_must_be_a_party(write: Write) -> None:
    folder = write(
        councils_yaml=HALVES + "  reforms: [{id: x, name: X, leaves: [sihanuk], source: judgement}]\n",
        parties_yaml=PARTIES,
    )
    (problem,) = inspect_dossier(folder).errors
    assert problem.suggestion == "sihanouk"


def test_labels_and_capitals_will_do_and_equal_is_equal(halves: Path) -> None:
    request = read_request(read_dossier(halves), ifs=["LEAVE Kr"], wanted="Equal")
    assert request.changes is not None
    assert request.changes.leaves == ("kr",)
    assert set(request.wanted.values()) == {Fraction(1)}


def test_python_callers_get_all_problems(halves: Path) -> None:
    with pytest.raises(DossierError) as caught:
        read_request(
            read_dossier(halves),
            ifs=["", "leave", "join", "quota"],
            leanings=["a", "pp=x", "pp=0.1 pp=0.2"],
            together=1.5,
        )
    assert len(caught.value.problems) == 8


def test_a_body_of_many_equal_members_is_answered_in_small_memory(tmp_path: Path) -> None:
    path = tmp_path / "assembly.yaml"
    seats = "{" + ", ".join(f"m{i}: 1" for i in range(120)) + "}"
    path.write_text(of_rule("needs: [{share: 2/3, abstaining: left_out}]", seats))
    text = " ".join(run("council", path).stdout.split())
    assert "80 voters such as M0, M1" in text
    assert "120 voters are too many; at most 60" in text
