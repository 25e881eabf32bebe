"""What a search tells a reader: why a plan leads, what it needs, what it costs an ally, what the others would do."""

from collections.abc import Callable

import numpy as np
import pytest
from click.testing import CliRunner
from tests.support import MINIMAL, Write

from goodoffices.assessment.answer import Answer, Table
from goodoffices.assessment.bargainers import input_name
from goodoffices.assessment.worlds import Worlds
from goodoffices.brief.charts import DRAWINGS, draw_svg
from goodoffices.cli import main
from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import ModelInputError
from goodoffices.initiatives.choosing.plans import NOTHING
from goodoffices.initiatives.evaluation import Evaluator
from goodoffices.initiatives.search import Found, Settings, search
from goodoffices.initiatives.search.replies import LEAST_GAIN, replies
from goodoffices.initiatives.telling import told

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
    assert "“Talk to North” would move the outcome most" in claim(answer, "lead")
    assert "whether there is room for an agreement (from " in claim(answer, "why")
    assert "the settlement expected on Catch (from " in claim(answer, "why")
    needs = claim(answer, "needs")
    assert "this needs the assent of South and the support of Growers" in needs
    assert "Told conditions: North's minister is received." in needs
    assert "In the calendar: “Talk to North” from 5 March 1990." in needs
    assert [row[0] for row in table(answer, "dates").rows] == ["Talk to North"]
    assert table(answer, "dates").rows[0][1:] == ("1990-03-05", "1990-03-09", "Fair")
    alone = {row[0]: row for row in table(answer, "alone").rows}
    assert set(alone) == {"Talk to North", "Wave a flag"}
    assert alone["Talk to North"][-1] == "shift stances.north.catch.position by 20..40..50"


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
    friction = claim(told(look(dossier)), "friction")
    assert friction.startswith("South would lose nothing to speak of by it")
    assert "the home of Host goes along in " in friction


def test_costs_that_nobody_judged_are_named(made: Made) -> None:
    needs = claim(told(look(made(TALK.replace("  cost: 10..20..30\n", "")))), "needs")
    assert "judged at 0" in needs
    assert "“Talk to North” not counted, whose cost is not judged" in needs


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
    assert "it would be the same without “Talk to North”" in trade


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
        (["--by", "holds"], "options.yaml"),
        (["--workers", "two"], "neither a number of processes"),
    ):
        alone = [] if "--workers" in arguments else ["--workers", "1"]
        result = CliRunner().invoke(main, ["search", folder, "--draws", "8", *alone, *arguments])
        assert result.exit_code == 2, arguments
        assert words in result.output
    with pytest.raises(ModelInputError, match="no initiative of North is open at Talks"):
        search(
            read_dossier(write("bare", **{k.replace(".", "_"): v for k, v in MINIMAL.items()}, initiatives_yaml="")),
            "talks",
            "north",
        )
