"""What the brief and the command say of outcomes that hold, on conflicts whose answer is known."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.conflict import conflict_at
from goodoffices.assessment.questions.stability import single
from goodoffices.assessment.questions.stability import solved as solving
from goodoffices.assessment.questions.stability.asked import asking, read_state
from goodoffices.assessment.questions.stability.solved import solve
from goodoffices.assessment.registry import by_id
from goodoffices.brief.charts import DRAWINGS, draw_svg
from goodoffices.cli import main
from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.errors import DossierError

QUESTION = by_id("stability")
HEADER = "party,rank,statement,source\n"
TWO = "give: {name: Give way, party: north}\ntake: {name: Take part, party: south}\n"
DILEMMA = (
    HEADER + "north,1,take,judgement\nnorth,2,not give,judgement\nsouth,1,give,judgement\nsouth,2,not take,judgement\n"
)
MOMENT = "talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch]}\n"


def ask(dossier: Dossier, state: str = "", moments: tuple[str, ...] = (), draws: int = 100) -> Answer:
    question = asking(QUESTION, read_state(dossier, state, moments)) if state else QUESTION
    return assess(dossier, moments, draws=draws, questions=[question]).answers[0]


def claim(answer: Answer, finding: str) -> str:
    return next(f.claim for f in answer.findings if f.id == finding)


@pytest.fixture
def dilemma(write: Write) -> Dossier:
    return read_dossier(write(options_yaml=TWO, preferences_csv=DILEMMA))


def test_a_dilemma_is_left_together_and_held_by_answers(dilemma: Dossier) -> None:
    answer = ask(dilemma)
    assert claim(answer, "stability.talks") == (
        "Talks: things hold as they stand, as nobody gains by a move of their own. North and South would both gain by going together "
        "to outcome A (North: “Give way”; South: “Take part”), which neither can do alone."
    )
    told = claim(answer, "stability.talks.a")
    assert "with no way out (symmetric sequential stability)" in told
    assert (
        "North would not leave: its only gain, by taking back “Give way” (it wants: not “Give way”), would be met by South’s "
        "taking back “Take part”." in told
    )
    assert [row[:3] for row in answer.tables[0].rows] == [
        ("As things stand", "no move is made", "By itself (Nash)"),
        ("A", "North: “Give way”; South: “Take part”", "By answers that serve who answers, no way out (SSEQ)"),
    ]
    assert answer.tables[1].rows[0] == ("North", "Nothing to gain", "Held by answers, no way out")
    assert [figure.kind for figure in answer.figures] == ["transitions", "evolution"]


def test_pictures_draw_and_say_what_they_show(dilemma: Dossier) -> None:
    for figure in ask(dilemma).figures:
        DRAWINGS[figure.kind](figure).to_dict()
        svg = draw_svg(figure)
        assert figure.description[:20] in svg
        assert "North" in svg
        assert all(len(row) == len(figure.data.columns) for row in figure.data.rows)


def test_what_would_be_left_and_why(write: Write) -> None:
    told = HEADER + "north,1,give,judgement\nsouth,1,take iff give,judgement\n"
    answer = ask(read_dossier(write(options_yaml=TWO, preferences_csv=told)))
    assert claim(answer, "stability.talks") == (
        "Talks: things do not hold as they stand: North would move. Two moves that each serve the one who makes them, the first by North, "
        "would lead to outcome A (North: “Give way”; South: “Take part”)."
    )
    assert (
        "North would leave: by “Give way” (it wants: “Give way”), and nothing that the others can do would make it regret that."
        in claim(answer, "stability.talks.things_stand")
    )
    assert (
        "(1) North’s “Give way”; (2) South’s “Take part”. Each move serves the one who makes it; North can begin."
        in claim(answer, "stability.talks.a")
    )


AGREED = (
    "talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch], status_quo: {catch: 0}, "
    "outcome: {catch: {agreed: 40..50..60, source: judgement}}}\n"
)
SIGN = (
    "n: {name: Sign, party: north, can_be_undone: false, implies: {catch: 50}}\ns: {name: Countersign, party: south, implies: {catch: 50}}\n"
    "raid: {name: Raid, party: south, implies: {catch: 80}}\n"
)


def test_what_was_agreed_and_for_whom_it_does_not_hold(write: Write) -> None:
    told = HEADER + "north,1,n and s,judgement\nsouth,1,raid and n,judgement\n"
    answer = ask(read_dossier(write(options_yaml=SIGN, preferences_csv=told, moments_yaml=AGREED)))
    assert "What was agreed would not hold: South would leave it." in claim(answer, "stability.talks")
    assert "South would leave: by “Raid”" in claim(answer, "stability.talks.agreed")


def test_an_agreement_that_takes_more_than_the_moves_here_is_not_named(write: Write) -> None:
    alone = "n: {name: Sign, party: north, implies: {catch: 50}}\ns: {name: Sign, party: south, moments: [talks], implies: {catch: 90}}\n"
    told = HEADER + "north,1,n,judgement\nsouth,1,s,judgement\n"
    conflict = conflict_at(
        at_moment(read_dossier(write(options_yaml=alone, preferences_csv=told, moments_yaml=AGREED)), "talks")
    )
    assert conflict is not None
    solved = solve(conflict)
    assert solved is not None
    assert [solved.taken(state) for state in solved.agreed] == [{"n"}]


def test_draws_of_stances_give_shares(write: Write) -> None:
    """South fishes for 40 if it asks for less than 30 or so, and for 0 if it asks for nothing: both happen."""
    options = "fish: {name: Fish, party: south, implies: {catch: 40}}\n"
    stances = "party,issue,position,salience,source\nnorth,catch,0,50,judgement\nsouth,catch,0..25..40,50,judgement\n"
    moment = MOMENT.replace("issues: [catch]", "issues: [catch], status_quo: {catch: 0}")
    answer = ask(read_dossier(write(options_yaml=options, stances_csv=stances, moments_yaml=moment)), draws=400)
    assert answer.tables[0].columns[-1] == "in draws"
    share = answer.tables[0].rows[1][-1]
    assert isinstance(share, str)
    assert 50 < int(share.rstrip("%")) < 100
    assert "of draws of the stances" in claim(answer, "stability.talks.a")


def test_rankings_tell_their_route(cambodia: Dossier) -> None:
    told = claim(ask(cambodia, moments=("pattaya_1991",)), "stability.pattaya_1991.rankings")
    assert "What Japan, Resistance, Phnom Penh and Khmer Rouge would have is taken from preference statements." in told
    assert "For Vietnam, Sihanouk and Son Sann it is derived from stances" in told


def test_tokyo_as_the_models_see_it(cambodia: Dossier) -> None:
    """Nothing is tuned: alone nobody gains, what was agreed holds with the boycott, and the Khmer Rouge is the loser."""
    answer = ask(cambodia, moments=("tokyo_1990",))
    told = claim(answer, "stability.tokyo_1990")
    assert "things hold as they stand" in told
    assert "What was agreed would hold once it is there." in told
    assert "Khmer Rouge is worse off" in told
    rows = {row[0]: row for row in answer.tables[0].rows}
    assert "Khmer Rouge: “Boycott the Tokyo meeting”" in str(rows["As agreed"][1])
    assert answer.findings[0].priority == 0
    assert all(finding.priority == 9 for finding in answer.findings[1:])


def test_several_moments_speak_in_full_of_the_last_alone(cambodia: Dossier) -> None:
    answer = ask(cambodia)
    assert [f.moment for f in answer.findings if f.id.count(".") == 1] == ["tokyo_1990", "jakarta_1990", "pattaya_1991"]
    assert {f.moment for f in answer.findings if f.id.count(".") > 1} == {"pattaya_1991"}
    assert answer.missing
    assert all("Paris" in what for what in answer.missing)


def test_one_state_is_asked_about(dilemma: Dossier) -> None:
    answer = ask(dilemma, "give")
    told = claim(answer, "stability.talks.asked")
    assert told.startswith("The state asked about does not hold. North would leave: by taking back “Give way”")
    assert "South has nothing to gain by a move of their own." in told
    assert claim(answer, "stability.talks.with_these_moves") == (
        "Whatever else is done: of two states with these moves, 1 holds in some sense, none of them by themselves."
    )


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("gives", ["there is no such option"]),
        ("give, not give, tak", ["this move is both made and not made", "there is no such option"]),
        (" , ", ["no move is named"]),
        ("", ["no move is named"]),
        ("late", ["this move is not open at talks"]),
    ],
)
def test_states_that_cannot_be_asked_about(write: Write, state: str, expected: list[str]) -> None:
    later = MOMENT + MOMENT.replace("talks: {name: Talks", "later: {name: Later").replace("1990-06", "1991")
    options = TWO + "late: {name: Late, party: south, moments: [later]}\n"
    dossier = read_dossier(write(options_yaml=options, preferences_csv=DILEMMA, moments_yaml=later))
    with pytest.raises(DossierError) as raised:
        read_state(dossier, state, ("talks",))
    assert [problem.message.split(":")[0] for problem in raised.value.problems] == expected


def test_a_state_that_cannot_be_says_by_which_row(cambodia: Dossier) -> None:
    with pytest.raises(DossierError) as raised:
        ask(cambodia, "soc_attends_tokyo")
    assert "infeasible.csv rules out soc_attends_tokyo with not japan_hosts_tokyo" in raised.value.problems[0].message


def test_moves_that_play_no_part_are_told(cambodia: Dossier) -> None:
    assert "“Cut support for the Khmer Rouge”" in ask(cambodia, "china_cuts_support, japan_hosts_tokyo").missing[0]


def many(write: Write) -> Dossier:
    """Twenty towns, each of which wants its neighbour to keep a truce, and to break its own."""
    towns = range(20)
    return read_dossier(
        write(
            parties_yaml="".join(f"t{i}: {{name: T{i}, kind: group}}\n" for i in towns),
            options_yaml="".join(f"truce_{i}: {{name: Keep truce {i}, party: t{i}, taken_now: true}}\n" for i in towns),
            preferences_csv=HEADER
            + "".join(f"t{i},1,truce_{(i + 1) % 20},judgement\nt{i},2,not truce_{i},judgement\n" for i in towns),
            stances_csv=None,
            capabilities_csv=None,
            issues_yaml=None,
            moments_yaml="talks: {name: Talks, date: 1990-06, at_table: [t0, t1], issues: []}\n",
        )
    )


def test_with_many_moves_single_states_are_looked_at(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "BUDGET", 300)
    dossier = many(write)
    (finding,) = ask(dossier).findings
    assert "with no way out" in finding.claim
    assert "With 20 moves that matter, this is one state of many" in finding.claim
    (asked,) = ask(dossier, "not truce_0").findings
    assert "not hold" in asked.claim or "could not be decided" in asked.claim


def test_few_outcomes_are_named(cambodia: Dossier) -> None:
    for moment in ("tokyo_1990", "pattaya_1991"):
        conflict = conflict_at(at_moment(cambodia, moment))
        assert conflict is not None
        solved = solve(conflict)
        assert solved is not None
        outcomes = solved.outcomes()
        assert len(outcomes) <= solving.MOST_NAMED + 2
        assert len({solved.alike[outcome.number] for outcome in outcomes}) == len(outcomes)


def test_things_that_cannot_be_are_told_at_their_moment(write: Write) -> None:
    infeasible = "taken,not_taken,source\n,give;take,judgement\n"
    answer = ask(read_dossier(write(options_yaml=TWO, preferences_csv=DILEMMA, infeasible_csv=infeasible)))
    assert not answer.is_answered
    assert answer.missing[0].startswith(
        "at Talks: things as options.yaml says they stand are ruled out by infeasible.csv: not give with not take cannot be"
    )


def test_nobody_wants_anything(write: Write) -> None:
    answer = ask(read_dossier(write(options_yaml=TWO)))
    assert not answer.is_answered
    assert "what the parties that can move would have" in answer.missing[0]


def test_the_same_bytes_twice_and_json(write: Write) -> None:
    folder = write(options_yaml=TWO, preferences_csv=DILEMMA)
    run = [CliRunner().invoke(main, ["stability", str(folder), "--json", "--draws", "20"]) for _ in range(2)]
    assert run[0].exit_code == 0
    assert run[0].stdout == run[1].stdout
    (answer,) = json.loads(run[0].stdout)["answers"]
    assert answer["question"] == "stability"
    assert {figure["kind"] for figure in answer["figures"]} == {"transitions", "evolution"}


def test_the_command_asks_about_a_state(write: Write) -> None:
    folder = write(options_yaml=TWO, preferences_csv=DILEMMA)
    good = CliRunner().invoke(main, ["stability", str(folder), "--state", "give and take"])
    assert good.exit_code == 0
    assert "holds by answers" in " ".join(good.stdout.split())
    bad = CliRunner().invoke(main, ["stability", str(folder), "--state", "giv"])
    assert bad.exit_code == 2
    assert "Did you mean 'give'?" in bad.stderr


def test_teaching_cases_say_shortly_what_else_they_lack(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["brief", "chicken", "--format", "md", "--out", str(tmp_path)])
    assert run.exit_code == 0
    page = (tmp_path / "chicken-brief.md").read_text(encoding="utf-8")
    assert "things do not hold as they stand" in page
    assert "Missing" in page
