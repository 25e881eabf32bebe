"""The backtest: whole proposals on one side, losses by hand, the command on a made-up table, errors with their place."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from goodoffices.cli import main
from goodoffices.errors import DossierError, ModelInputError, NotFoundError
from goodoffices.interchange.eu_decisions import read_eu_decisions
from goodoffices.models.bargaining.backtest import Case, backtest, plan
from goodoffices.models.bargaining.backtest.losses import interval, losses, resampled_means
from goodoffices.models.bargaining.backtest.parts import folds, kept_aside
from goodoffices.models.bargaining.backtest.run import ASIDE
from goodoffices.models.bargaining.predictive import predict

HEADER = "issue,proposal,actor,position,salience,capability_votes_max1,outcome,reference_point,council_rule,wave,note\n"
ACTORS = 5


def made_up(proposals: int = 24) -> str:
    """Return a table in which outcomes are mostly positions of parties."""
    random = np.random.default_rng(4)
    rows = [HEADER]
    for p in range(proposals):
        for i in range(1 + p % 3):
            x = random.choice([0, 30, 50, 80, 100], ACTORS)
            settled = random.choice(x)
            rows += [
                f"i{p}_{i},p{p},a{a},{x[a]},{random.integers(10, 100)},{a + 1},{settled},{'0' if p % 2 else ''},"
                f"{'QMV' if p % 4 else 'unanimity'},{'early' if p < 12 else 'late'},x\n"
                for a in range(ACTORS)
            ]  # fmt: skip
    return "".join(rows)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "past.csv"
    path.write_text(made_up(), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["backtest", "bargaining", *map(str, arguments)], catch_exceptions=False)


def test_issues_of_a_proposal_are_never_divided(table: Path) -> None:
    made = plan(read_eu_decisions(table).cases, 5, seed=3)
    proposals = np.array([case.proposal for case in made.cases])
    judged = np.zeros(len(proposals), dtype=int)
    for step in made.steps:
        chosen = made.judged(step)
        assert not set(proposals[chosen]) & set(proposals[~chosen])
        judged += chosen if step != ASIDE else 0
    assert (judged == 1).all()
    assert 0 < made.aside.sum() < len(proposals)


def test_folds_depend_on_the_seed_alone_and_are_of_one_size() -> None:
    names = [f"p{n % 20}" for n in range(50)]
    one = folds(names, 6, seed=1)
    assert (one == folds(names, 6, seed=1)).all()
    assert (one != folds(names, 6, seed=2)).any()
    sizes = [len({names[n] for n in np.flatnonzero(one == k)}) for k in range(6)]
    assert max(sizes) - min(sizes) <= 1
    with pytest.raises(ModelInputError, match="there are 20 proposals"):
        folds(names, 21, seed=1)


def test_what_is_kept_aside_depends_on_the_name_alone() -> None:
    names = [f"p{n}" for n in range(500)]
    assert (kept_aside(names) == kept_aside(names[::-1])[::-1]).all()
    assert 60 < kept_aside(names).sum() < 140


def test_outcomes_do_not_reach_their_own_forecast(table: Path) -> None:
    cases = list(read_eu_decisions(table).cases)
    made = plan(cases, 4, seed=1)
    judged = np.flatnonzero(made.judged(0))
    other = [
        Case(c.issue, c.proposal, c.capability, c.salience, c.position, c.reference_point, 100 - c.outcome)
        if n in judged else c for n, c in enumerate(cases)
    ]  # fmt: skip
    again = plan(other, 4, seed=1)
    for name, chance in made.forecast(0).items():
        np.testing.assert_array_equal(chance, again.forecast(0)[name])


def test_losses_by_hand() -> None:
    chance = np.zeros((2, 101))
    chance[0, [0, 50, 100]] = [0.25, 0.5, 0.25]
    chance[1, 10] = 1.0
    found = losses(chance, np.array([100.0, 10.5]))
    assert found.error.tolist() == [50.0, 0.5]
    assert found.crps == pytest.approx([50 * 0.25**2 + 50 * 0.75**2, 0.5])
    assert found.log_score[0] == pytest.approx(np.log(4))
    assert np.isinf(found.log_score[1])  # 10.5 lies in hundredth 11, which had no chance
    assert found.covered == pytest.approx([0.15 / 0.25, 0.0])
    assert found.mode_near.tolist() == [0.0, 1.0]


def test_losses_agree_with_the_distribution() -> None:
    outcome = predict([80, 40, 40], [90, 60, 80], [100, 0, 20], reference_point=0)
    found = losses(outcome.hundredths[None], np.array([20.0]))
    assert found.crps[0] == pytest.approx(float(outcome.crps(20.0)), abs=0.05)
    assert found.log_score[0] == pytest.approx(float(outcome.log_score(20.0)))


def test_intervals_grow_when_cases_of_a_proposal_are_alike() -> None:
    values = np.repeat(np.random.default_rng(0).normal(size=30), 8)
    together = interval(resampled_means(values, [f"p{n // 8}" for n in range(240)], seed=1))
    apart = interval(resampled_means(values, [f"p{n}" for n in range(240)], seed=1))
    assert together[1] - together[0] > 2 * (apart[1] - apart[0])
    assert together[0] < values.mean() < together[1]


def test_forecaster_learns_that_parties_get_their_way(table: Path) -> None:
    found = backtest(read_eu_decisions(table).cases, 6)
    forecaster, compromise = (
        next(s for s in found.all_cases.summaries if s.model == name) for name in ("forecaster", "compromise")
    )
    assert forecaster.log_score < compromise.log_score - 0.3
    assert set(found.by_rule) == {"QMV", "unanimity"}
    assert sum(section.issues for section in found.by_period.values()) == found.all_cases.issues
    difference = next(d for d in found.all_cases.of_forecaster if (d.against, d.loss) == ("compromise", "log_score"))
    assert difference.mean == pytest.approx(forecaster.log_score - compromise.log_score)
    assert difference.excludes_zero


def test_an_outcome_off_the_scale_is_refused() -> None:
    one = np.ones(1)
    with pytest.raises(ModelInputError, match="outcome of i"):
        plan([Case("i", "p", one, one, one, None, 101.0)])


def test_command_prints_tables_and_the_same_json_twice(table: Path) -> None:
    shown = run(table, "--folds", "5")
    assert shown.exit_code == 0
    for words in ("issues used", "All issues", "By decision rule", "By period", "Kept aside"):
        assert words in shown.stdout
    one, other = (run(table, "--folds", "5", "--json").stdout for _ in range(2))
    assert one == other
    report = json.loads(one)
    assert report["schema"] == "goodoffices.backtest/1"
    assert [s["model"] for s in report["backtest"]["all_cases"]["summaries"]][:3] == [
        "forecaster", "places alone", "compromise",
    ]  # fmt: skip


def test_what_cannot_be_used_is_counted_and_told(tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    extra = (
        "open,p0,a,10,50,1,,,,,\nopen,p0,b,20,50,1,,,,,\nvoid,p0,a,10,0,1,30,,,,\n"
        "half,p0,a,10,50,1,30,,,,\nhalf,p0,b,,50,1,30,,,,\n"
    )
    path.write_text(made_up() + extra, encoding="utf-8")
    data = read_eu_decisions(path)
    assert data.left_out.without_outcome == ("open",)
    assert data.left_out.without_weight == ("void",)
    assert data.left_out.rows == 1
    assert next(case for case in data.cases if case.issue == "half").position.tolist() == [10]
    shown = run(path)
    assert "one issue without a known outcome (open)" in " ".join(shown.stdout.split())


GOOD = "i,p,a,10,50,1,30\n"
SHORT = "issue,proposal,actor,position,salience,capability_votes_max1,outcome\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SHORT + "i,p,a,ten,50,1,30\n", "past.csv:2:4: position: this is no number (found 'ten'"),
        (SHORT + "i,p,a,101,50,1,30\n", "past.csv:2:4: position: this number cannot be"),
        (SHORT + "i,p,a,nan,50,1,30\n", "past.csv:2:4: position"),
        (SHORT + "i,p,a,10,50,-1,30\n", "past.csv:2:6: capability_votes_max1"),
        (SHORT + GOOD + "i,p,b,10,50,1,40\n", "past.csv:3:7: outcome: issue 'i' has '30' in its first row"),
        (SHORT + GOOD + "i,q,b,10,50,1,30\n", "past.csv:3:2: proposal"),
        (SHORT + GOOD + GOOD, "past.csv:3:3: actor: 'a' stands twice on issue 'i'"),
        (SHORT + ",p,a,10,50,1,30\n", "past.csv:2:1: issue: this cell is empty"),
        (SHORT.replace("salience", "salence") + GOOD, "the column 'salience' is missing"),
        (SHORT + "i,p,a,10,50,1,30,7\n", "past.csv:2:8: this row has more cells"),
        ("", "past.csv: the file is empty (expected a table with the columns issue, proposal"),
        (SHORT + 'i,"p,a\n', "quotation mark is never closed"),
    ],
)
def test_every_mistake_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "past.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        read_eu_decisions(path)
    assert any(told in str(problem) for problem in caught.value.problems), caught.value
    result = run(path)
    assert result.exit_code == 2
    assert told in result.stderr


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no file"):
        read_eu_decisions(tmp_path / "nothing.csv")
    with pytest.raises(NotFoundError, match="cannot be read"):
        read_eu_decisions(tmp_path)
    (tmp_path / "latin.csv").write_bytes(SHORT.encode() + "i,p,é,1,1,1,1\n".encode("latin-1"))
    with pytest.raises(DossierError, match=r"latin.csv:2: this is not UTF-8"):
        read_eu_decisions(tmp_path / "latin.csv")
    assert run(tmp_path / "nothing.csv").exit_code == 2


def test_too_few_proposals_are_told(tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    path.write_text(SHORT + GOOD, encoding="utf-8")
    result = run(path)
    assert result.exit_code == 2
    assert "there are 1 proposals" in result.stderr
