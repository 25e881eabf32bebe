"""What a search tells a reader: why a plan leads, what it needs, what it costs an ally, what the others would do."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from tests.support import MINIMAL, Write

from goodoffices.assessment.answer import Answer, Table
from goodoffices.assessment.bargainers import input_name
from goodoffices.assessment.worlds import Worlds
from goodoffices.brief.charts import DRAWINGS, draw_svg
from goodoffices.cli import main
from goodoffices.dossier import Dossier, at_moment, inspect_dossier, read_dossier
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import ModelInputError
from goodoffices.initiatives.choosing.plans import NOTHING
from goodoffices.initiatives.evaluation import Evaluator
from goodoffices.initiatives.search import Found, Moved, Reply, Settings, search
from goodoffices.initiatives.search.replies import LEAST_GAIN, replies
from goodoffices.initiatives.telling import told
from goodoffices.initiatives.telling.names import later_names
from goodoffices.initiatives.telling.replies import why_after

SETTINGS = Settings(draws=32, rounds=(64,), times=4)
FILES = {
    "parties_yaml": "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\nhost: {name: Host, kind: state}\n",
    "moments_yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south, host], must_sign: [north, south], issues: [catch], "
    "status_quo: {catch: 20..25..30}}\n",
    "stances_csv": "party,issue,position,salience,source\nnorth,catch,0..20..60,50,judgement\nsouth,catch,60..70..80,50,judgement\n"
    "host,catch,40..50..60,20,judgement\n",
    "capabilities_csv": "party,capability,source\nnorth,30,judgement\nsouth,20..30..40,judgement\nhost,10,judgement\n",
    "ties_csv": "party,kind,other,source\nhost,allied_with,south,judgement\n",
    "constituencies_yaml": "growers: {name: Growers, party: host, kind: group, positions: {catch: 20..40..60}, source: judgement}\n",
    "windows_csv": "id,name,kind,from,until,source\nfair,Fair,meeting,1990-03-05,1990-03-09,judgement\n",
}
TALK = """talk:
  name: Talk to North
  by: [host]
  changes: [{op: shift, at: stances.north.catch.position, value: 20..40..50, source: judgement}]
  cost: 10..20..30
  money: 3
  window: fair
  assent_of: [south]
  support_of: [growers]
  conditions: [North's minister is received]
  source: judgement
"""
IDLE = """idle:
  name: Wave a flag
  by: [host, south]
  changes: [{op: shift, at: stances.host.catch.salience, value: 0, source: judgement}]
  source: judgement
"""
ANSWER = """fleet:
  name: Build a fleet
  by: [south]
  changes: [{op: shift, at: capabilities.south.capability, value: 30, source: judgement}]
  source: judgement
"""
Made = Callable[..., Dossier]


@pytest.fixture
def made(write: Write) -> Made:
    def read(initiatives: str, **changes: str | None) -> Dossier:
        return read_dossier(write(**{**FILES, "initiatives_yaml": initiatives, **changes}))

    return read


def look(dossier: Dossier) -> Found:
    return search(dossier, "talks", "host", SETTINGS)


def claim(answer: Answer, what: str) -> str:
    return next((finding.claim for finding in answer.findings if finding.id == f"initiatives.talks.{what}"), "")


def table(answer: Answer, name: str) -> Table:
    return next(each for each in answer.tables if each.id == f"initiatives.{name}")


def test_the_leading_plan_is_told_with_its_reasons_and_needs(made: Made) -> None:
    found = look(made(TALK + IDLE + ANSWER))
    answer = told(found)
    assert found.first.evaluation.plan == ("talk",)
    assert "“Talk to North” (A) would move the outcome most" in claim(answer, "lead")
    assert "whether there is room for an agreement (from " in claim(answer, "why")
    assert "the settlement expected on Catch (from " in claim(answer, "why")
    needs = claim(answer, "needs")
    assert "this needs the assent of South and the support of Growers" in needs
    assert "Conditions told in the dossier, taken as met and not assessed: of A: North's minister is received." in needs
    assert "In the calendar: A from 5 March 1990." in needs
    assert [row[0] for row in table(answer, "dates").rows] == ["Talk to North (A)"]
    assert table(answer, "dates").rows[0][1:] == ("1990-03-05", "1990-03-09", "Fair")
    alone = {row[0]: row for row in table(answer, "alone").rows}
    assert set(alone) == {"Talk to North (A)", "Wave a flag (B)"}
    assert alone["Talk to North (A)"][-1] == "North on Catch: position rises by 20 to 50, likeliest 40"


def test_what_an_ally_loses_is_by_its_own_stances_and_never_less_than_nothing(made: Made) -> None:
    away = TALK.replace("20..40..50", "-60..-40..-20").replace("talk:", "away:")
    dossier = made(TALK + away)
    evaluator = Evaluator(dossier, "talks", "host", 1)
    assert evaluator.allies == ("south",)
    before = evaluator.evaluate(NOTHING, 64)
    stance = at_moment(dossier, "talks").stances["south", "catch"]
    assert isinstance(stance.position, Quantity)
    wanted = Worlds(64, 1).sample(input_name(stance, "position"), stance.position)
    for plan in (("talk",), ("away",)):
        after = evaluator.evaluate(plan, 64)
        lost = np.abs(after.settlements["catch"] - wanted) - np.abs(before.settlements["catch"] - wanted)
        assert after.scores["ally"] == pytest.approx(np.maximum(lost, 0.0))
    assert evaluator.evaluate(("away",), 64).mean("ally") > 1
    assert evaluator.evaluate(("away",), 64).losses["south"] == pytest.approx(after.scores["ally"])
    assert after.distances["south"] == pytest.approx(np.abs(after.settlements["catch"] - wanted))
    found = look(dossier)
    friction = claim(told(found), "friction")
    assert friction.startswith("South would lose nothing to speak of by what the talks then settle at")
    with_it, without = (float(each.evaluation.distances["south"].mean()) for each in (found.first, found.nothing))
    lies = f"lies {with_it:.0f} of 100 from what South asks for, against {without:.0f} without the plan"
    assert lies in friction
    assert "The home of Host goes along in " in friction
    plans = table(told(found), "plans")
    column = plans.columns.index("distance from South")
    assert {row[0]: row[column] for row in plans.rows} == {
        "A": f"{with_it:.0f}", "do nothing": f"{without:.0f}"
    }  # fmt: skip


FRICTION = """  friction:
    - {party: south, loss: 10..20..40, events: [grumble], source: judgement}
    - {party: south, loss: 5, claims: [cold], source: judgement}
"""
EVENTS = (
    "id,date,actor,action,summary,source\ngrumble,1990-05-02,south,reject,South grumbles about the visit.,judgement\n"
)
CLAIMS = "cold: {kind: reason, says: South felt passed over, about: [south], made: 1990-05, source: judgement}\n"


def test_what_is_known_of_an_ally_takes_the_place_of_its_interest(made: Made) -> None:
    quiet = TALK.replace("talk:", "quiet:").replace("Talk to North", "Write to North")
    dossier = made(TALK + FRICTION + quiet, events_csv=EVENTS, claims_yaml=CLAIMS)
    evaluator = Evaluator(dossier, "talks", "host", 1)
    found = evaluator.evaluate(("talk",), 64)
    worlds = Worlds(64, 1)
    judged = worlds.sample("friction of talk with south", Quantity(10, 20, 40)) + 5
    assert found.losses["south"] == pytest.approx(judged)
    assert found.scores["ally"] == pytest.approx(judged)
    talk = dossier.initiatives["talk"]
    alone, untold = (
        replace(dossier, initiatives={"talk": each}) for each in (talk, talk.model_copy(update={"friction": ()}))
    )
    silent = Evaluator(untold, "talks", "host", 1).evaluate(("talk",), 64)
    assert found.distances["south"] == pytest.approx(silent.distances["south"])
    assert evaluator.evaluate(("quiet",), 64).losses["south"].max() < 5
    friction = claim(told(look(alone)), "friction")
    assert " of 100 points of its own by the acts themselves" in friction
    assert "at 10..20..40, by “South grumbles about the visit” (2 May 1990)" in friction
    assert "A at 5, by “South felt passed over”" in friction


def test_losses_add_up_to_all_there_is(made: Made) -> None:
    much = FRICTION.replace("loss: 10..20..40", "loss: 70").replace("loss: 5", "loss: 60")
    dossier = made(TALK + much, events_csv=EVENTS, claims_yaml=CLAIMS)
    assert set(Evaluator(dossier, "talks", "host", 1).evaluate(("talk",), 8).losses["south"]) == {100.0}


@pytest.mark.parametrize(("hindsight", "counts"), [("", False), ("hindsight: told later\n", True)])
def test_what_was_known_only_later_counts_with_hindsight_alone(made: Made, hindsight: str, counts: bool) -> None:
    later = EVENTS.replace("1990-05-02", "1990-09-02")
    told_of = FRICTION[: FRICTION.index("    - {party: south, loss: 5")]
    dossier = made(TALK + told_of, events_csv=later, dossier_yaml=MINIMAL["dossier.yaml"] + hindsight)
    found = Evaluator(dossier, "talks", "host", 1).evaluate(("talk",), 64)
    assert (found.losses["south"].min() >= 10) == counts
    friction = claim(told(look(dossier)), "friction")
    assert ("was known only later, and no hindsight is declared" in friction) != counts


def test_mistakes_in_what_is_known_of_allies_are_told(write: Write) -> None:
    wrong = """  friction:
    - {party: soth, loss: 5, events: [grumbl], source: judgement}
    - {party: south, loss: 120, events: [grumble], source: judgement}
    - {party: south, loss: 5, source: judgement}
"""
    folder = write(**{**FILES, "initiatives_yaml": TALK + wrong, "events_csv": EVENTS})
    told_of = "\n".join(str(problem) for problem in inspect_dossier(folder).problems)
    assert "Did you mean 'south'?" in told_of
    assert "Did you mean 'grumble'?" in told_of
    assert "outside its scale" in told_of
    assert "nothing is told that this loss rests on" in told_of


def test_friction_of_no_ally_is_noted(write: Write) -> None:
    folder = write(
        **{
            **FILES,
            "initiatives_yaml": TALK + FRICTION.replace("party: south", "party: north"),
            "events_csv": EVENTS,
            "claims_yaml": CLAIMS,
        }
    )
    told_of = [str(problem) for problem in inspect_dossier(folder).notes if problem.check == "friction-is-of-allies"]
    assert len(told_of) == 2
    assert "north is tied to nobody who takes it by an alliance" in told_of[0]


def test_letters_are_the_same_in_prose_tables_and_picture(made: Made) -> None:
    dossier = made(
        TALK + IDLE + TALK.replace("talk:", "more:").replace("Talk to North", "Talk again").replace("20..40..50", "1")
    )
    found = look(dossier)
    answer = told(found)
    key = {row[0]: row[1] for row in table(answer, "key").rows}
    assert [*key] == ["A", "B", "C"]
    assert [f"{name} ({letter})" for letter, name in key.items()] == [row[0] for row in table(answer, "alone").rows]
    assert {row[2] for row in table(answer, "key").rows} == {"talk", "idle", "more"}
    for name in ("plans", "efficient", "break_even", "replies"):
        for row in table(answer, name).rows if any(each.id == f"initiatives.{name}" for each in answer.tables) else ():
            assert row[0] == "do nothing" or set(str(row[0]).split(" + ")) <= set(key)
    drawn = [str(row[0]) for row in answer.figures[0].data.rows]
    written = [
        " + ".join(f"{key[letter]} ({letter})" for letter in str(row[0]).split(" + "))
        if row[0] != "do nothing"
        else row[0]
        for row in table(answer, "plans").rows
    ]
    assert drawn == written
    first = [key[letter] for letter in str(table(answer, "plans").rows[0][0]).split(" + ")]
    assert all(f"“{name}” (" in claim(answer, "lead") for name in first)


def test_the_terminal_gives_the_short_answer_and_all_on_demand(write: Write) -> None:
    folder = str(write("again", **{**FILES, "initiatives_yaml": TALK + IDLE + ANSWER}))
    arguments = ["search", folder, "--actor", "host", "--draws", "16", "--workers", "1", "--format", ""]
    short, full = (CliRunner().invoke(main, [*arguments, *more]).output for more in ([], ["--all"]))
    for title in ("Plans by", "Key: what the letters stand for", "When it could be done"):
        assert title in short
        assert title in full
    for title in (
        "How much of the judged effects a plan needs",
        "Each initiative by itself",
        "Plans that no other beats in everything",
    ):
        assert title not in short
        assert title in full
    assert "come with --all" in " ".join(short.split())
    assert "come with --all" not in " ".join(full.split())
    titles = ["What could be done?", "Plans by", "Key:", "When it could be done", "Break-evens of"]
    assert [short.index(title) for title in titles] == sorted(short.index(title) for title in titles)


def test_a_brief_can_begin_with_what_a_party_could_do(write: Write, tmp_path: Path) -> None:
    folder = str(write("again", **{**FILES, "initiatives_yaml": TALK + IDLE}))
    arguments = ["brief", folder, "--draws", "16", "--format", "md", "--out", str(tmp_path)]
    result = CliRunner().invoke(main, [*arguments, "--actor", "host", "--moment", "talks"])
    assert result.exit_code == 0, result.output
    page = (tmp_path / "again-brief.md").read_text(encoding="utf-8")
    titles = ["## What could be done?", "## Where will the talks settle?"]
    assert 0 < page.index(titles[0]) < page.index(titles[1])
    assert "would move the outcome most" in " ".join(result.output.split())
    wrong = CliRunner().invoke(main, [*arguments, "--actor", "hots"])
    assert wrong.exit_code == 2
    assert "Did you mean 'host'?" in wrong.output
    mistyped = TALK.replace("stances.north", "stances.nroth")
    broken = str(write("broken", **{**FILES, "initiatives_yaml": mistyped}))
    located = CliRunner().invoke(main, ["brief", broken, "--actor", "host", "--draws", "16", "--out", str(tmp_path)])
    assert located.exit_code == 2
    assert "initiatives.yaml:4" in located.output


def test_a_reply_that_raises_agreement_says_why(made: Made) -> None:
    found = look(made(TALK + ANSWER))
    rows = [row for row in table(told(found), "replies").rows if row[4] != row[5]]
    for plan, told_replies in found.replies.items():
        for reply in told_replies:
            change = reply.agreement - reply.without
            why = why_after(found, reply)
            assert bool(why) == (abs(change) >= 0.02)
            if reply.loses:
                assert np.sign(reply.loses.after - reply.loses.before) == -np.sign(change)
            if reply.kind == "lets_it_be":
                assert change == 0
        assert plan in found.replies
    assert rows


def test_the_words_for_why(made: Made) -> None:
    found = look(made(TALK + ANSWER))
    reply = Reply(
        "south", "hardens", "", 3.0, 0.8, 0.5, loses=Moved("north", 0.4, 0.1), settled=Moved("catch", 50.0, 54.0)
    )
    assert why_after(found, reply) == (
        "the settlement expected on Catch moves from 50 to 54 and North loses by what is settled in 10% of draws instead of 40%"
    )
    assert why_after(found, replace(reply, loses=None)) == "what helps a party need not harm agreement"
    assert why_after(found, replace(reply, loses=None, agreement=0.3)) == "no single step tells why"
    assert why_after(found, replace(reply, agreement=0.51)) == ""
    assert (
        why_after(found, replace(reply, kind="refuses", agreement=0.0, loses=None))
        == "nothing is agreed without its signature"
    )
    home = replace(reply, loses=None, settled=None, link=Moved("ratified", 0.5, 0.9))
    assert why_after(found, home) == "what moves is the homes (from 50% to 90% of draws)"


def test_mistakes_are_told_with_their_places(write: Write) -> None:
    slip = IDLE.replace("stances.host.catch.salience", "stances.hots.catch.salience")
    folder = str(
        write(
            "again",
            **{**FILES, "initiatives_yaml": TALK + slip + ANSWER.replace("capabilities.south", "capabilities.suoth")},
        )
    )
    result = CliRunner().invoke(main, ["search", folder, "--actor", "host", "--draws", "8", "--workers", "1"])
    assert result.exit_code == 2
    assert "initiatives.yaml:15:29: idle: change 1: at" in result.output
    assert "initiatives.yaml:20:29: fleet: change 1: at" in result.output


def test_costs_that_nobody_judged_are_named(made: Made) -> None:
    needs = claim(told(look(made(TALK.replace("  cost: 10..20..30\n", "")))), "needs")
    assert "judged at 0" in needs
    assert "A not counted, whose cost is not judged" in needs


def test_replies_are_what_gives_a_party_most(made: Made) -> None:
    dossier = made(TALK + ANSWER)
    evaluator = Evaluator(dossier, "talks", "host", 1)
    found = {reply.party: reply for reply in replies(evaluator, NOTHING, 64)}
    assert set(found) == {"north", "south"}
    assert all(reply.gain >= LEAST_GAIN or reply.kind == "lets_it_be" for reply in found.values())
    kinds = {reply.kind for reply in found.values()}
    assert kinds <= {"answers", "hardens", "lets_it_be", "refuses"}
    answer = told(look(dossier))
    rows = table(answer, "replies").rows
    assert {row[1] for row in rows} <= {"North", "South"}
    if found["south"].kind == "answers":
        assert found["south"].initiative == "fleet"
        assert ("do nothing", "South", "Build a fleet") in [row[:3] for row in rows]


def test_who_loses_and_need_not_sign_pulls_harder(made: Made) -> None:
    one = FILES["moments_yaml"].replace("must_sign: [north, south]", "must_sign: [south]")
    dossier = made(TALK, moments_yaml=one, stances_csv=FILES["stances_csv"].replace("0..20..60", "0..5..20"))
    found = {reply.party: reply for reply in replies(Evaluator(dossier, "talks", "host", 1), NOTHING, 64)}
    assert found["north"].kind == "hardens"  # it cannot refuse, and leaving would leave the talks to South
    assert found["north"].gain > LEAST_GAIN


def test_where_nothing_helps_the_answer_says_so(made: Made) -> None:
    answer = told(look(made(IDLE)))
    assert "none does more than doing nothing" in claim(answer, "lead")
    assert claim(answer, "surety") == claim(answer, "why") == claim(answer, "needs") == ""
    assert [row[0] for row in table(answer, "plans").rows] == ["do nothing"]
    assert [each.id for each in answer.tables if each.id == "initiatives.break_even"] == []


def test_objectives_that_point_elsewhere_are_told(made: Made) -> None:
    push = """push:
  name: Press for what Host wants
  by: [host]
  changes: [{op: shift, at: capabilities.host.capability, value: 100..150..200, source: judgement}]
  cost: 5
  source: judgement
"""
    answer = told(look(made(TALK + push)))
    trade = claim(answer, "trade_off")
    assert "The objectives are kept apart" in trade
    assert "closeness of the settlement expected to the aim" in trade
    assert "by closeness of the settlement expected to the aim, the best is the leading plan without A (" in trade


AGAIN = """again:
  name: Talk again
  by: [host]
  changes: [{op: shift, at: stances.south.catch.position, value: -20, source: judgement}]
  conditions: [it is spring]
  source: judgement
"""


def test_another_plan_is_told_from_the_leading_one(made: Made) -> None:
    found = look(made(TALK + IDLE + AGAIN))
    assert found.first.evaluation.plan == ("talk", "again")
    names = later_names(found)
    assert names.from_leading(("talk", "again", "idle")) == "the leading plan with “Wave a flag” (C) added"
    assert names.from_leading(("talk", "idle")) == "the leading plan with C in place of B"
    assert names.from_leading(("idle",)) == "C"


def test_each_condition_is_told_of_its_initiative(made: Made) -> None:
    needs = claim(told(look(made(TALK + AGAIN))), "needs")
    assert "of “Talk to North” (A): North's minister is received; of “Talk again” (B): it is spring." in needs


@pytest.mark.parametrize(("budget", "how"), [(None, "alone"), (100.0, "alone or within the budget")])
def test_a_budget_is_spoken_of_where_there_is_one(made: Made, budget: float | None, how: str) -> None:
    both = (
        TALK.replace("  cost:", "  requires: [idle, fleet]\n  cost:")
        + IDLE
        + ANSWER.replace("by: [south]", "by: [host]")
    )
    found = search(made(both), "talks", "host", replace(SETTINGS, budget=budget))
    assert f"C cannot be taken {how}." in claim(told(found), "alone")


def test_where_nothing_can_be_taken_the_answer_says_so(made: Made) -> None:
    lead = claim(told(search(made(TALK), "talks", "host", replace(SETTINGS, budget=1))), "lead")
    assert lead.startswith(
        "Talks: of one initiative open to Host, none can be taken within the limits given, so that nothing is done: "
    )


def test_the_picture_draws_and_says_what_it_shows(made: Made) -> None:
    figure = told(look(made(TALK + IDLE))).figures[0]
    DRAWINGS[figure.kind](figure).to_dict()
    assert "Talk to North" in draw_svg(figure)


def test_what_is_not_open_is_told_with_the_reason(made: Made) -> None:
    late = TALK.replace("talk:", "late:").replace("Talk to North", "Talk later").replace("window: fair", "date: 1991")
    answer = told(look(made(TALK + late)))
    assert table(answer, "closed").rows == (("Talk later", "not before 1991"),)


def test_nothing_but_plain_words_comes_of_mistakes(made: Made, write: Write) -> None:
    made(TALK)
    folder = str(write("again", **{**FILES, "initiatives_yaml": TALK}))
    for arguments, words in (
        (["--actor", "hots"], "Did you mean 'host'?"),
        (["--actor", "north"], "no initiative that North could take"),
        (["--moment", "talk"], "did you mean 'talks'?"),
        (["--aim", "catch=many", "--aim", "port=1"], "no issue 'port' is open then"),
        (["--by", "holds"], "What is lacking: what holds: moves open at the moment (options.yaml)"),
        (["--workers", "two"], "neither a number of processes"),
    ):
        alone = [] if "--workers" in arguments else ["--workers", "1"]
        result = CliRunner().invoke(main, ["search", folder, "--draws", "8", *alone, *arguments])
        assert result.exit_code == 2, arguments
        assert words in result.output
        assert "passed:" not in result.output
    with pytest.raises(ModelInputError, match="no initiative of North is open at Talks"):
        search(
            read_dossier(write("bare", **{k.replace(".", "_"): v for k, v in MINIMAL.items()}, initiatives_yaml="")),
            "talks",
            "north",
        )
