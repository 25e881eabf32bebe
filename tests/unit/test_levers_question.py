"""What the brief says of levers: who moves the outcome, how little would do, who is pivotal, and when nothing is ranked."""

import itertools

import pytest
from tests.support import MINIMAL, Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.forecast import ScaleForecast, forecast
from goodoffices.assessment.questions.levers.issue_levers import issue_levers
from goodoffices.assessment.questions.levers.readings import MOST_PARTIES, readings_on
from goodoffices.assessment.registry import by_id
from goodoffices.assessment.worlds import Worlds
from goodoffices.brief.charts import draw_svg
from goodoffices.casebook import case_folder
from goodoffices.dossier import Dossier, at_moment, read_dossier

QUESTION = by_id("levers")
CASES = ("cambodia-1990", "korea-1994")
UNCERTAIN = (
    "party,issue,position,salience,source\nnorth,catch,0..10..30,40..50..60,judgement\nsouth,catch,100,50,judgement\n"
)


def levers(dossier: Dossier, draws: int = 100) -> Answer:
    return assess(dossier, draws=draws, questions=[QUESTION]).answers[0]


@pytest.fixture(scope="module")
def shipped() -> dict[str, tuple[Dossier, Answer]]:
    dossiers = {case: read_dossier(case_folder(case)) for case in CASES}
    return {case: (dossier, levers(dossier)) for case, dossier in dossiers.items()}


def claim(answer: Answer, finding: str) -> str:
    return next(f.claim for f in answer.findings if f.id == finding)


def test_two_parties_by_hand(write: Write) -> None:
    """North (weight 1500) at 0 and South (500) at 100: the settlement is 25."""
    answer = levers(read_dossier(write()))
    told = claim(answer, "levers.talks.catch")
    # Without salience of North nobody but South is left, at 100; as far as North's own move to 100 takes it.
    assert "from 25 to 100" in told
    assert "A shift of North by a tenth of the scale moves it by 7.5." in told
    smallest = claim(answer, "levers.talks.catch.smallest")
    assert (
        "from 25 to “none” (0) is the salience of South at 0 in place of 50; for “all” (100) it is the salience of North"
        in smallest
    )
    assert "on Catch, North, until 25% of the weight changes sides" in claim(answer, "levers.talks.pivotal")
    assert {f.confidence for f in answer.findings} == {"low"}
    assert all("no input uncertainty was stated" in f.reason for f in answer.findings)
    assert all(f.priority == 9 for f in answer.findings)


def test_out_of_reach_is_told_as_such(write: Write) -> None:
    marks = "catch: {name: Catch, scale: {marks: [{at: 10, name: little}, {at: 90, name: much}]}}\n"
    rows = "".join(f"p{i},catch,50,50,judgement\n" for i in range(8))
    parties = "".join(f"p{i}: {{name: P{i}, kind: state}}\n" for i in range(8))
    folder = write(
        issues_yaml=marks,
        parties_yaml=parties,
        stances_csv=f"party,issue,position,salience,source\n{rows}",
        capabilities_csv="party,capability,source\n" + "".join(f"p{i},10,judgement\n" for i in range(8)),
        moments_yaml=f"talks: {{name: Talks, date: 1990, at_table: [{', '.join(f'p{i}' for i in range(8))}], issues: [catch]}}\n",
    )
    answer = levers(read_dossier(folder))
    assert "no single change would bring the expected settlement from 50 to “little” (10) or “much” (90)" in claim(
        answer, "levers.talks.catch.smallest"
    )
    assert "together" in claim(answer, "levers.talks.pivotal")


def test_ranges_give_intervals_and_shares_of_draws(write: Write) -> None:
    answer = levers(read_dossier(write(stances_csv=UNCERTAIN)))
    finding = answer.findings[0]
    assert "(80% of draws: " in finding.claim
    now = finding.numbers[0]
    assert now.low is not None
    assert now.high is not None
    assert now.low < now.value < now.high
    assert answer.tables[0].columns[:3] == ("issue", "lever", "now")


@pytest.mark.parametrize("case", CASES)
def test_shipped_cases_speak_in_full_of_the_last_moment_alone(
    shipped: dict[str, tuple[Dossier, Answer]], case: str
) -> None:
    dossier, answer = shipped[case]
    *earlier, last = sorted(dossier.moments.values(), key=lambda moment: moment.date.earliest)
    scaled = [issue for issue in last.issues if dossier.issues[issue].scale]
    assert [f.id for f in answer.findings if f.id.count(".") == 2 and f.moment == last.id] == [
        *(f"levers.{last.id}.{issue}" for issue in scaled),
        f"levers.{last.id}.pivotal",
    ]
    assert [f.id for f in answer.findings if f.moment != last.id] == [f"levers.{moment.id}" for moment in earlier]
    assert [figure.kind for figure in answer.figures] == ["levers"]
    assert {row[0] for row in answer.tables[0].rows} == {dossier.issues[issue].name for issue in scaled}
    # On both cases the readings of the challenge model rank in every which way, and the brief must say so.
    for finding in answer.findings:
        if finding.id in {f"levers.{last.id}.{issue}" for issue in scaled}:
            assert "so they give no ranking" in finding.disagreement
            assert finding.confidence == "low"


def test_the_picture_shows_what_each_party_could_pull_to(shipped: dict[str, tuple[Dossier, Answer]]) -> None:
    answer = shipped["cambodia-1990"][1]
    data = answer.figures[0].data
    rows = [dict(zip(data.columns, row, strict=True)) for row in data.rows]
    for row in rows:
        lows = [
            float(str(row[name])) for name in ("scale low", "caring for nothing else, low", "asking for the low end")
        ]
        highs = [
            float(str(row[name])) for name in ("asking for the high end", "caring for nothing else, high", "scale high")
        ]
        ascending = [*lows, float(str(row["expected"])), *highs]
        assert all(b >= a - 0.5 for a, b in itertools.pairwise(ascending)), row
    widths = [
        [float(str(r["asking for the high end"])) - float(str(r["asking for the low end"])) for r in group]
        for _, group in itertools.groupby(rows, key=lambda r: r["issue"])
    ]
    assert all(width == sorted(width, reverse=True) for width in widths)
    svg = draw_svg(answer.figures[0])
    assert "by its position" in svg
    assert "agreed then" in svg


def test_levers_rest_on_the_forecast_of_the_bargaining_question(cambodia: Dossier) -> None:
    worlds = Worlds(300, 1)
    situation = at_moment(cambodia, "tokyo_1990")
    item = forecast(situation, cambodia.issues["snc_composition"], worlds)
    assert isinstance(item, ScaleForecast)
    found = issue_levers(item)
    assert sum(found.per_tenth.values()) == pytest.approx(10, abs=0.2)
    assert sum(lever.largest for lever in found.levers) == pytest.approx(1)
    sizes = [abs(lever.effect.median) for lever in found.levers]
    assert sizes == sorted(sizes, reverse=True)
    assert len(found.levers) == 3 * len(item.bargainers)
    for lever in found.levers:
        assert lever.settlement.median == pytest.approx(item.compromise.median + lever.effect.median, abs=1)
    agreed = found.targets[0]
    assert agreed.names == ("what was agreed", "“two equal halves, 50% each side”")
    assert agreed.step is None


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_nowhere_in_the_shipped_cases_do_the_readings_rank_alike(case: str) -> None:
    """The numbers of docs/explanation/levers.md: W from 0.04 to 0.23 over all moments and issues."""
    dossier = read_dossier(case_folder(case))
    for moment in dossier.moments:
        situation = at_moment(dossier, moment)
        for issue in situation.issues:
            item = forecast(situation, issue, Worlds(10, 1))
            if isinstance(item, ScaleForecast):
                readings = readings_on(item)
                assert readings is not None
                assert 0.035 <= readings.agreement.concordance <= 0.235


def test_more_parties_than_the_readings_take_time_for(write: Write) -> None:
    names = [f"p{i}" for i in range(MOST_PARTIES + 1)]
    folder = write(
        parties_yaml="".join(f"{name}: {{name: {name.upper()}, kind: state}}\n" for name in names),
        stances_csv="party,issue,position,salience,source\n"
        + "".join(f"{name},catch,{i},50,judgement\n" for i, name in enumerate(names)),
        capabilities_csv="party,capability,source\n" + "".join(f"{name},10,judgement\n" for name in names),
        moments_yaml=f"talks: {{name: Talks, date: 1990, at_table: [{', '.join(names)}], issues: [catch]}}\n",
    )
    finding = levers(read_dossier(folder)).findings[0]
    assert "the challenge model was not asked" in finding.reason
    assert finding.disagreement == ""


def test_readings_are_not_asked_where_the_likeliest_inputs_carry_no_weight(write: Write) -> None:
    rows = "party,issue,position,salience,source\nnorth,catch,0,0..0..9,judgement\nsouth,catch,100,0..0..9,judgement\n"
    dossier = read_dossier(write(stances_csv=rows))
    item = forecast(at_moment(dossier, "talks"), dossier.issues["catch"], Worlds(20, 1))
    assert isinstance(item, ScaleForecast)
    assert readings_on(item) is None
    assert levers(dossier).is_answered


def test_issues_without_a_scale_have_no_levers(write: Write) -> None:
    folder = write(
        issues_yaml="catch: {name: Catch, options: [{id: a, name: A}, {id: b, name: B}]}\n",
        stances_csv="party,issue,position,salience,source\nnorth,catch,a > b,50,judgement\nsouth,catch,b > a,50,judgement\n",
    )
    answer = levers(read_dossier(folder))
    assert not answer.is_answered
    assert "an open issue with a scale" in " ".join(answer.missing)


def test_a_scale_on_which_one_party_alone_has_weight(write: Write) -> None:
    folder = write(capabilities_csv=MINIMAL["capabilities.csv"].replace("south,10,judgement\n", ""))
    answer = levers(read_dossier(folder))
    assert not answer.is_answered
    assert "at least two parties on an issue with a scale" in " ".join(answer.missing)


def test_same_seed_same_answer(write: Write) -> None:
    dossier = read_dossier(write(stances_csv=UNCERTAIN))
    assert levers(dossier) == levers(dossier)
