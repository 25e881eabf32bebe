"""What becomes of a rule when the body changes: votes for who joins, consent of who leaves, another quota, a bloc."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodoffices.cli import main
from goodoffices.interchange.importing import import_dossier

UNION = """
union:
  name: Union
  formulas:
    - {id: f, name: F, adopted: true, seats: {avon: 10, berg: 8, corin: 7, dal: 5, elm: 4, fjord: 3, glen: 2, hull: 1}, source: judgement}
  rules:
    - {id: r, name: R, kind: requirements, RULE, adopted: true, source: judgement}
    - {id: chair, name: Chair, kind: chair_breaks_ties, chair: elm, source: judgement}
"""
ORDINARY = "needs: [{share: 0.65}, {of: [avon]}], or_else: [{share: 1/2}, {of: [elm]}]"
PEOPLE = "needs: [{share: 0.55}, {share: 0.65, votes: {avon: 80, berg: 60, corin: 50, dal: 30, elm: 20, fjord: 9, glen: 8, hull: 7MORE}}]"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def body(tmp_path: Path, rule: str) -> Path:
    path = tmp_path / "union.yaml"
    path.write_text(UNION.replace("RULE", rule))
    return path


def asked(path: Path, *words: str) -> tuple[list[str], dict[str, tuple[object, object, object]], str]:
    """Return the claims, power before, after and its change by member under the rule R, and what is missing."""
    result = run("council", path, *words, "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)["answers"][0]
    rows = [row for table in answer["tables"] for row in table["rows"] if row[1] == "R"]
    by_name = {name: tuple(row[3:6]) for row in rows for name in row[2].replace(" and ", ", ").split(", ")}
    return [finding["claim"] for finding in answer["findings"]], by_name, str(answer["missing"])


def test_an_alternative_lapses_with_who_must_consent_to_it(tmp_path: Path) -> None:
    claims, found, missing = asked(body(tmp_path, ORDINARY), "--if", "leave elm")
    alone = asked(body(tmp_path, "needs: [{share: 0.65}, {of: [avon]}]"), "--if", "leave elm")[1]
    assert {name: after for name, (_, after, _) in found.items()} == {
        name: after for name, (_, after, _) in alone.items()
    }
    assert "What carries a decision instead takes the consent of Elm, and lapses." in claims[0]
    assert "Elm chairs under this rule, which does not say who would instead" in missing


def test_a_veto_ends_with_who_had_it(tmp_path: Path) -> None:
    claims, found, _ = asked(body(tmp_path, ORDINARY), "--if", "leave avon")
    assert "The consent of Avon is asked for no more." in claims[0]
    assert found["Berg"][1] != "0.0%"


def test_a_count_of_votes_of_nobody_is_refused_in_words(tmp_path: Path) -> None:
    path = body(tmp_path, "needs: [{share: 0.65}, {at_least: 1, of: [elm]}]")
    result = run("council", path, "--if", "leave elm", "--rule", "r")
    assert "nobody would be left of those whose votes the rule counts: Elm" in " ".join(result.stdout.split())


def test_who_joins_counts_for_nothing_where_nothing_is_stated_and_that_is_said(tmp_path: Path) -> None:
    path = body(tmp_path, PEOPLE.replace("MORE", ""))
    claims = asked(path, "--if", "join island 1")[0]
    assert (
        "Where the rule counts other votes than the seats, Island counts for nothing, for none are stated." in claims[0]
    )


def test_votes_of_who_joins_are_asked_for_or_wait_in_the_rule(tmp_path: Path) -> None:
    nothing = asked(body(tmp_path, PEOPLE.replace("MORE", "")), "--if", "join island 1")[1]
    stated = asked(body(tmp_path, PEOPLE.replace("MORE", "")), "--if", "join island 1 40")
    waiting = asked(body(tmp_path, PEOPLE.replace("MORE", ", island: 40")), "--if", "join island 1")
    assert stated[1] == waiting[1] != nothing
    assert "counts for nothing" not in stated[0][0] + waiting[0][0]


def test_votes_that_wait_change_nothing_before_the_day(tmp_path: Path) -> None:
    def tables(more: str) -> object:
        result = run("council", body(tmp_path, PEOPLE.replace("MORE", more)), "--json")
        return json.loads(result.stdout)["answers"][0]["tables"]

    assert tables(", island: 40") == tables("")


def test_numbers_of_votes_that_no_rule_counts_are_refused(tmp_path: Path) -> None:
    result = run("council", body(tmp_path, ORDINARY), "--if", "join island 1 40")
    assert (result.exit_code, "no rule counts other votes than the seats" in result.stderr) == (2, True)
    path = body(tmp_path, PEOPLE.replace("MORE", ""))
    result = run("council", path, "--if", "join island 1 40 50", "--rule", "r")
    assert "Island is given two numbers beside its votes, and the rule has one count of its own" in " ".join(
        result.stdout.split()
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (ORDINARY, "If 30 votes were asked for in place of 65% of the votes, the rest of the rule as it is (Union,"),
        ("needs: [{more_than: 2/3}, {of: [elm]}]", "in place of more than 2/3 of the votes, the rest of the rule"),
        ("needs: [{share: 2/3}]", "If 30 votes carried a decision (Union,"),
    ],
)
def test_another_quota_says_what_it_replaces(tmp_path: Path, rule: str, words: str) -> None:
    assert words in asked(body(tmp_path, rule), "--if", "quota 30")[0][0]


def test_a_quota_of_more_than_all_votes_is_a_mistake(tmp_path: Path) -> None:
    result = run("council", body(tmp_path, ORDINARY), "--if", "quota 45")
    assert (result.exit_code, "this is more than all votes together" in result.stderr) == (2, True)
    assert run("council", body(tmp_path, ORDINARY), "--if", "quota 45", "--if", "join island 5").exit_code == 0


def test_a_bloc_is_told_before_and_after(tmp_path: Path) -> None:
    claims, found, _ = asked(body(tmp_path, "needs: [{at_least: 27}]"), "--if", "bloc elm dal")
    before, after, _ = found["Elm + Dal"]
    assert (
        f"Elm + Dal would have {after} of the power as one, where apart its members have {before} together" in claims[0]
    )
    assert found["Elm"][1:] == (None, None)  # no loss: it votes in the bloc


def test_changes_say_that_nobody_is_taken_to_abstain(tmp_path: Path) -> None:
    path = body(tmp_path, "needs: [{share: 2/3, abstaining: left_out}]")
    assert "Reckoned as if nobody could abstain." in asked(path, "--if", "quota 30")[0][0]
    assert "abstain" not in asked(body(tmp_path, ORDINARY), "--if", "quota 30")[0][0]


def test_power_with_abstention_leads_and_power_without_says_so(tmp_path: Path) -> None:
    claims = asked(body(tmp_path, "needs: [{share: 2/3, abstaining: left_out}]"))[0]
    assert claims[0].startswith("Where members of the Union may abstain as the rule has it")
    assert "of the seats of the Union, if nobody abstains." in claims[1]
    assert "of the seats of the Union." in asked(body(tmp_path, ORDINARY))[0][0]


def test_members_left_out_of_a_count_are_told(tmp_path: Path) -> None:
    path = body(tmp_path, PEOPLE.replace(", hull: 7MORE", ""))
    assert "Where the rule counts other votes than the seats, Hull counts for nothing" in " ".join(asked(path)[0])
    assert "these members count for nothing here: hull" in run("check", path).output
    full = body(tmp_path, PEOPLE.replace("MORE", ""))
    assert "counts for nothing" not in " ".join(asked(full)[0])
    assert "0 warning(s)" in run("check", full).output


def without_hull(path: Path) -> list[str]:
    """Return the power afterwards of each group of members, in order."""
    result = run("council", path, "--if", "leave hull", "--if", "veto elm", "--rule", "r", "--json")
    return sorted(str(row[4]) for row in json.loads(result.stdout)["answers"][0]["tables"][0]["rows"])


def test_all_votes_but_so_many_holds_whoever_is_there(tmp_path: Path) -> None:
    one_each = "{avon: 1, berg: 1, corin: 1, dal: 1, elm: 1, fjord: 1, glen: 1, hull: 1}"
    fixed, but = (f"needs: [{{{asks}, votes: {one_each}}}]" for asks in ("at_least: 6", "all_but: 2"))
    # Of the seven that stay when one leaves five are asked for, and six where the number stands in the rule.
    found = without_hull(body(tmp_path, but))
    assert found == without_hull(body(tmp_path, fixed.replace("6", "5")))
    assert found != without_hull(body(tmp_path, fixed))
    said = asked(body(tmp_path, "needs: [{all_but: 13}, {of: [elm]}]"), "--if", "quota 30")[0][0]
    assert "in place of all votes but 13, the rest of the rule as it is" in said


def test_all_votes_but_so_many_with_abstention_and_of_some(tmp_path: Path) -> None:
    def tables(rule: str) -> object:
        return json.loads(run("council", body(tmp_path, rule), "--json").stdout)["answers"][0]["tables"]

    rule = "needs: [{ASKS, of: [avon, berg], abstaining: against}, {share: 1/2}]"
    assert tables(rule.replace("ASKS", "at_least: 10")) == tables(rule.replace("ASKS", "all_but: 8"))
    result = run("council", body(tmp_path, "needs: [{all_but: 8, abstaining: left_out}]"))
    assert "of which nobody can be left out" in result.stderr


def test_who_can_stop_a_decision_together_is_told(tmp_path: Path) -> None:
    claims = " ".join(asked(body(tmp_path, "needs: [{at_least: 27}]"))[0])
    assert "Nobody alone can stop a decision. Who can together: Avon and Berg; or Avon and Corin;" in claims


def test_a_rule_alone_narrows_the_answer(tmp_path: Path) -> None:
    path = body(tmp_path, ORDINARY)
    result = run("council", path, "--rule", "chair", "--json")
    tables = json.loads(result.stdout)["answers"][0]["tables"]
    assert {row[1] for table in tables for row in table["rows"] if table["id"].endswith("coalitions")} == {"Chair"}
    assert run("council", path, "--rule", "chiar").exit_code == 2


def test_the_title_of_one_body_is_its_name(tmp_path: Path) -> None:
    assert import_dossier(body(tmp_path, ORDINARY)).about.title == "Union"


def test_votes_that_wait_are_those_of_a_reform_too(tmp_path: Path) -> None:
    path = body(tmp_path, PEOPLE.replace("MORE", ", island: 40"))
    asked_for = asked(path, "--if", "join island 1", "--rule", "r")[1]
    path.write_text(path.read_text() + "  reforms: [{id: x, name: X, joins: {island: 1}, source: judgement}]\n")
    answer = json.loads(run("council", path, "--json").stdout)["answers"][0]
    changes = next(table["rows"] for table in answer["tables"] if table["id"].endswith("changes"))
    assert next(row[5] for row in changes if "Island" in row[3]) == asked_for["Island"][1]
    assert not any("counts for nothing" in finding["claim"] for finding in answer["findings"])
