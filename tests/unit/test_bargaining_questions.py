"""What the bargaining section says: findings in words and numbers, honest about what they rest on."""

import pytest
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import Assessment, assess
from goodoffices.assessment.finding import Finding
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.errors import NotFoundError
from goodoffices.models.bargaining.predictive import predict

UNCERTAIN = (
    "party,issue,position,salience,source\nnorth,catch,0..10..30,40..50..60,judgement\nsouth,catch,100,50,judgement\n"
)
MOMENT = (
    "talks: {{name: Talks, date: 1990-06, at_table: [north, south], issues: [catch], outcome: {{catch: {{{}}}}}}}\n"
)


def bargaining(assessment: Assessment) -> Answer:
    return next(answer for answer in assessment.answers if answer.question == "bargaining")


def issue_finding(dossier: Dossier) -> Finding:
    return next(f for f in bargaining(assess(dossier)).findings if f.id == "bargaining.talks.catch")


def test_point_inputs_give_a_point_and_say_so(write: Write) -> None:
    finding = issue_finding(read_dossier(write()))
    number = finding.numbers[0]
    assert (number.value, number.low, number.high, number.basis) == (25.0, None, None, "point")
    assert "no input uncertainty was stated" in finding.claim
    assert finding.confidence == "low"


def test_likelihood_of_a_named_position_is_the_forecasters(write: Write) -> None:
    finding = issue_finding(read_dossier(write()))
    # The marks stand at 0 and 100, so an outcome up to 50 is nearest to the first.
    assert finding.share == pytest.approx(float(predict([30, 10], [50, 50], [0, 100]).cdf(50.0)))
    assert "“none”" in finding.share_of


def test_likelihood_goes_to_the_likeliest_of_the_named_positions(write: Write) -> None:
    folder = write(
        issues_yaml="catch: {name: Catch, scale: {marks: [{at: 0, name: none}, {at: 20, name: some}, {at: 100, name: all}]}}\n"
    )
    finding = issue_finding(read_dossier(folder))
    outcome = predict([30, 10], [50, 50], [0, 100])
    chances = {
        "none": float(outcome.cdf(10)),
        "some": float(outcome.cdf(60) - outcome.cdf(10)),
        "all": float(1 - outcome.cdf(60)),
    }
    best = max(chances, key=lambda name: chances[name])
    assert f"“{best}”" in finding.share_of
    assert finding.share == pytest.approx(chances[best])


def test_every_model_is_shown_with_what_it_missed_before(write: Write) -> None:
    with_status_quo = MOMENT.format("source: judgement").replace("issues:", "status_quo: {catch: 0}, issues:")
    answer = bargaining(assess(read_dossier(write(moments_yaml=with_status_quo))))
    table = next(table for table in answer.tables if table.id == "bargaining.models")
    before, settled = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert settled["compromise"] == settled["capability alone"] == 25.0
    assert settled["pivotal party"] == settled["Nash from status quo"] == 0.0
    assert settled["Nash from worst case"] == pytest.approx(25.0)  # the product (1 - y)**3 * y is largest at a quarter
    assert (before["Nash from status quo"], before["compromise"]) == (37.75, 23.06)


def test_chances_of_the_picture_add_up_and_hold_those_of_the_forecaster(write: Write) -> None:
    answer = bargaining(assess(read_dossier(write(moments_yaml=MOMENT.format("agreed: 40, source: judgement")))))
    figure = next(figure for figure in answer.figures if figure.kind == "outcomes")
    rows = [dict(zip(figure.data.columns, row, strict=True)) for row in figure.data.rows]
    chances = {row["at"]: float(str(row["share"])) for row in rows if row["what"] == "chance"}
    outcome = predict([30, 10], [50, 50], [0, 100])
    assert sum(chances.values()) == pytest.approx(1.0)
    assert chances[0.0] == pytest.approx(float(outcome.cdf_below(2.5)))
    assert chances[50.0] == pytest.approx(float(outcome.cdf_below(52.5) - outcome.cdf_below(47.5)))
    assert [(row["name"], row["share"]) for row in rows if row["what"] == "party"] == [("North", 0.75), ("South", 0.25)]
    assert [row["at"] for row in rows if row["what"] == "agreed"] == [40.0]


def test_a_deal_across_issues_gives_each_what_it_cares_for(write: Write) -> None:
    marks = "scale: {marks: [{at: 0, name: none}]}"
    folder = write(
        issues_yaml=f"catch: {{name: Catch, {marks}}}\nport: {{name: Port, {marks}}}\n",
        moments_yaml="talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch, port]}\n",
        stances_csv="party,issue,position,salience,source\n"
        "north,catch,0,80,judgement\nsouth,catch,100,20,judgement\n"
        "north,port,100,20,judgement\nsouth,port,0,80,judgement\n",
        capabilities_csv="party,capability,source\nnorth,10,judgement\nsouth,10,judgement\n",
    )
    answer = bargaining(assess(read_dossier(folder)))
    (deal,) = next(table for table in answer.tables if table.id == "bargaining.deals").rows
    # Each settlement moves from 20 to 0. Each party wins 80 * .2 where it cares and loses 20 * .2 where it does not.
    assert deal[:7] == ("Talks", "North", "Port", "100 to 0", "South", "Catch", "100 to 0")
    assert deal[7:] == pytest.approx((12, 0))
    finding = next(f for f in answer.findings if f.id == "bargaining.talks.deals")
    assert "North could give way on Port from 100 to 0, if South would give way on Catch from 100 to 0" in finding.claim
    models = next(table for table in answer.tables if table.id == "bargaining.models")
    assert [dict(zip(models.columns, row, strict=True))["after deals"] for row in models.rows[1:]] == [0.0, 0.0]


def test_no_deal_where_one_issue_alone_is_open(write: Write) -> None:
    answer = bargaining(assess(read_dossier(write())))
    assert not any("deals" in name for name in [*(f.id for f in answer.findings), *(t.id for t in answer.tables)])


def test_models_that_did_worse_than_a_guess_are_no_disagreement(write: Write) -> None:
    moments = MOMENT.format("source: judgement").replace("issues:", "status_quo: {catch: 100}, issues:")
    stances = "party,issue,position,salience,source\nnorth,catch,20,50,judgement\nsouth,catch,30,50,judgement\n"
    finding = issue_finding(read_dossier(write(moments_yaml=moments, stances_csv=stances)))
    assert {number.name: number.value for number in finding.numbers}["Nash from status quo"] > 0
    assert not finding.disagreement


def test_no_likelihood_where_only_one_position_has_a_name(write: Write) -> None:
    folder = write(issues_yaml="catch: {name: Catch, scale: {marks: [{at: 0, name: none}]}}\n")
    assert issue_finding(read_dossier(folder)).share is None


def test_ranges_give_an_interval_that_holds_the_median(write: Write) -> None:
    finding = issue_finding(read_dossier(write(stances_csv=UNCERTAIN)))
    number = finding.numbers[0]
    assert number.basis == "draws"
    assert number.low is not None
    assert number.high is not None
    assert number.low < number.value < number.high
    assert "North’s" in finding.would_change


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("agreed: 90, source: judgement", "an unusually large miss, by 65"),
        ("agreed: 25, source: judgement", "a hit"),
        ("agreed: 0..15..90, source: judgement", "within what the agreement is taken to mean"),
        ("source: judgement", "Nothing was agreed then"),
    ],
)
def test_every_result_is_told_as_plainly_as_any_other(write: Write, outcome: str, words: str) -> None:
    folder = write(stances_csv=UNCERTAIN.replace("0..10..30", "0"), moments_yaml=MOMENT.format(outcome))
    assert words in issue_finding(read_dossier(folder)).claim


def test_what_was_agreed_is_never_an_input(write: Write) -> None:
    without = issue_finding(read_dossier(write("a", stances_csv=UNCERTAIN)))
    with_outcome = issue_finding(
        read_dossier(write("b", stances_csv=UNCERTAIN, moments_yaml=MOMENT.format("agreed: 99, source: judgement")))
    )
    assert without.numbers == with_outcome.numbers


def test_a_party_without_weight_is_left_out_and_one_party_makes_no_dispute(write: Write) -> None:
    folder = write(capabilities_csv="party,capability,source\nnorth,30,judgement\nsouth,0,judgement\n")
    answer = bargaining(assess(read_dossier(folder)))
    assert not answer.is_answered
    assert "at least two parties" in " ".join(answer.missing)


def test_a_party_at_the_table_without_a_stance_is_left_out_and_named(write: Write) -> None:
    parties = "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\neast: {name: East, kind: state}\n"
    moments = "talks: {name: Talks, date: 1990-06, at_table: [north, south, east], issues: [catch]}\n"
    capabilities = "party,capability,source\nnorth,30,judgement\nsouth,10,judgement\neast,90,judgement\n"
    without = issue_finding(read_dossier(write("a")))
    folder = write("b", parties_yaml=parties, moments_yaml=moments, capabilities_csv=capabilities)
    answer = bargaining(assess(read_dossier(folder)))
    assert "at Talks: a stance of East on Catch; left out there without one" in answer.missing
    assert next(f for f in answer.findings if f.id == without.id).numbers == without.numbers


def test_parties_that_care_for_nothing_are_not_called_absent(write: Write) -> None:
    stances = "party,issue,position,salience,source\nnorth,catch,0,0,judgement\nsouth,catch,100,0,judgement\n"
    answer = bargaining(assess(read_dossier(write(stances_csv=stances))))
    assert "capability and salience above zero of at least two parties on Catch" in " ".join(answer.missing)


def test_many_parties_are_forecast_without_what_takes_too_long(write: Write) -> None:
    names = [f"p{i}" for i in range(1500)]
    folder = write(
        parties_yaml="".join(f"{name}: {{name: {name}, kind: group}}\n" for name in names),
        moments_yaml=f"talks: {{name: Talks, date: 1990-06, at_table: [{', '.join(names)}], issues: [catch]}}\n",
        stances_csv="party,issue,position,salience,source\n"
        + "".join(f"{name},catch,{i % 101},50,judgement\n" for i, name in enumerate(names)),
        capabilities_csv="party,capability,source\n" + "".join(f"{name},10,judgement\n" for name in names),
    )
    answer = bargaining(assess(read_dossier(folder)))
    models = next(table for table in answer.tables if table.id == "bargaining.models")
    row = dict(zip(models.columns, models.rows[1], strict=True))
    assert row["compromise"] == pytest.approx(sum(i % 101 for i in range(1500)) / 1500)
    assert row["challenge model"] is None


def test_the_same_row_has_the_same_draws_at_every_moment(write: Write) -> None:
    moments = (
        "first: {name: First, date: 1990, at_table: [north, south], issues: [catch]}\n"
        "second: {name: Second, date: 1991, at_table: [north, south], issues: [catch]}\n"
    )
    findings = bargaining(assess(read_dossier(write(stances_csv=UNCERTAIN, moments_yaml=moments)))).findings
    first, second = (next(f for f in findings if f".{name}." in f.id) for name in ("first", "second"))
    assert first.numbers == second.numbers


def test_a_question_that_cannot_be_answered_says_what_is_missing(write: Write) -> None:
    assessment = assess(read_dossier(write(stances_csv=None, capabilities_csv=None)))
    missing = {answer.question: " ".join(answer.missing) for answer in assessment.unanswered}
    assert "stances.csv" in missing["bargaining"]
    assert "capabilities.csv" in missing["bargaining"]
    assert "councils.yaml" in missing["councils"]
    assert "events.csv" in missing["record"]
    assert {"stability", "agreements", "ratification", "implementation", "forums", "inducements"} <= set(missing)


def test_a_dossier_without_moments_cannot_be_assessed(write: Write) -> None:
    with pytest.raises(NotFoundError, match=r"moments\.yaml"):
        assess(read_dossier(write(moments_yaml=None, stances_csv=None)))


def test_options_name_winner_and_runner_up(write: Write) -> None:
    folder = write(
        issues_yaml="catch: {name: Chair, options: [{id: a, name: Alice}, {id: b, name: Bob}]}\n",
        stances_csv="party,issue,position,salience,source\nnorth,catch,a > b,50,judgement\nsouth,catch,b,50,judgement\n",
    )
    finding = issue_finding(read_dossier(folder))
    assert "“Alice”" in finding.claim
    assert "75% of the weight" in finding.claim


def test_tied_options_have_no_winner(write: Write) -> None:
    folder = write(
        issues_yaml="catch: {name: Chair, options: [{id: a, name: Alice}, {id: b, name: Bob}]}\n",
        stances_csv="party,issue,position,salience,source\nnorth,catch,a > b,50,judgement\nsouth,catch,b,50,judgement\n",
        capabilities_csv="party,capability,source\nnorth,10,judgement\nsouth,10,judgement\n",
    )
    assert "no option beats every other" in issue_finding(read_dossier(folder)).claim


SCALED = "catch: {{name: Catch, scale: {{low: {low}, high: {high}}}}}\n"


@pytest.mark.parametrize(
    ("low", "high", "rows", "words"),
    [
        ("0", "0.4", "north,catch,0,50,judgement\nsouth,catch,0.4,50,judgement\n", "points to 0.100 "),
        ("-10", "10", "north,catch,-1,50,judgement\nsouth,catch,2.9,50,judgement\n", "points to 0.0 "),
        ("0", "4000", "north,catch,1000,50,judgement\nsouth,catch,3000,50,judgement\n", "points to 1500 "),
    ],
)
def test_numbers_are_told_as_finely_as_the_scale_asks(write: Write, low: str, high: str, rows: str, words: str) -> None:
    header = "party,issue,position,salience,source\n"
    folder = write(issues_yaml=SCALED.format(low=low, high=high), stances_csv=header + rows)
    assert words in issue_finding(read_dossier(folder)).claim


def test_swings_are_the_settlements_at_both_ends_of_a_range(write: Write) -> None:
    answer = bargaining(assess(read_dossier(write(stances_csv=UNCERTAIN.replace("0..10..30", "0..10..50")))))
    table = next(table for table in answer.tables if table.id == "bargaining.sensitivity")
    # Weights 30 x 50 and 10 x 50: three quarters of the way to north's position, one quarter at 100.
    assert ("Talks", "Catch", "North: position", "0..10..50", "25.0", "62.5", "37.5") in table.rows


def test_a_range_that_starts_at_nothing_does_not_stop_the_brief(write: Write) -> None:
    folder = write(capabilities_csv="party,capability,source\nnorth,0..0..50,judgement\nsouth,0..50..60,judgement\n")
    assert bargaining(assess(read_dossier(folder))).is_answered


def test_models_that_lie_apart_are_said_to_disagree(write: Write) -> None:
    apart = issue_finding(read_dossier(write()))
    assert "lie 25 apart" in apart.disagreement
    near = "party,issue,position,salience,source\nnorth,catch,40,50,judgement\nsouth,catch,50,50,judgement\n"
    assert issue_finding(read_dossier(write("near", stances_csv=near))).disagreement == ""


def test_headline_and_score_count_what_happened(write: Write) -> None:
    moments = "".join(
        f"m{n}: {{name: M{n}, date: {1990 + n}, at_table: [north, south], issues: [catch], "
        f"outcome: {{catch: {{agreed: {agreed}, source: judgement}}}}}}\n"
        for n, agreed in enumerate((25, 50, 65, 95, 100))
    )
    stances = UNCERTAIN.replace("0..10..30", "0")
    findings = {
        f.id: f for f in bargaining(assess(read_dossier(write(stances_csv=stances, moments_yaml=moments)))).findings
    }
    numbers = {n.name: n.value for n in findings["bargaining.record"].numbers}
    assert (numbers["outcomes: hit"], numbers["outcomes: miss"]) == (1, 4)
    assert numbers["mean miss"] == pytest.approx((0 + 25 + 40 + 70 + 75) / 5, abs=0.5)
    assert numbers["mean miss of the middle of the scale"] == pytest.approx((25 + 0 + 15 + 45 + 50) / 5)
    score = {n.name: n.value for n in findings["bargaining.score"].numbers}
    assert score["outcomes in the 80% interval of the inputs"] == 1
    low, high = predict([30, 10], [50, 50], [0, 100]).interval()
    assert (
        score["outcomes in the 80% range that counts past misses"]
        == sum(low <= a <= high for a in (25, 50, 65, 95, 100))
        == 3
    )


def test_a_moment_asked_for_twice_counts_once(write: Write) -> None:
    assert len(assess(read_dossier(write()), ["talks", "talks"]).situations) == 1


def test_what_is_still_open_stands_in_the_bottom_line_beside_the_record(write: Write) -> None:
    moments = (
        "past: {name: Past, date: 1990, at_table: [north, south], issues: [catch], "
        "outcome: {catch: {agreed: 40, source: judgement}}}\n"
        "next: {name: Next, date: 1991, at_table: [north, south], issues: [catch]}\n"
    )
    first_page = [f for f in bargaining(assess(read_dossier(write(moments_yaml=moments)))).findings if f.priority == 0]
    assert [f.id for f in first_page] == ["bargaining.outlook", "bargaining.record"]
    assert first_page[0].claim.startswith("Catch (Next): bargaining points to 25")
    assert "of 1 outcome 1 missed" in first_page[1].claim


def test_no_record_is_claimed_for_choices_between_options(write: Write) -> None:
    folder = write(
        issues_yaml="catch: {name: Chair, options: [{id: a, name: Alice}, {id: b, name: Bob}]}\n",
        stances_csv="party,issue,position,salience,source\nnorth,catch,a > b,50,judgement\nsouth,catch,b,50,judgement\n",
    )
    outlook = next(f for f in bargaining(assess(read_dossier(folder))).findings if f.id == "bargaining.outlook")
    assert "No record of past cases is known" in outlook.claim
    assert "23 points" not in outlook.claim


@pytest.mark.parametrize(("agreed", "words"), [("25.4", ": a hit"), ("25.6", ": a miss")])
def test_hits_are_judged_at_the_precision_they_are_told_at(write: Write, agreed: str, words: str) -> None:
    folder = write(moments_yaml=MOMENT.format(f"agreed: {agreed}, source: judgement"))
    assert words in issue_finding(read_dossier(folder)).claim


SIGNED = "talks: {{name: Talks, date: 1990-06, at_table: [north, south], must_sign: [{}], issues: [catch], status_quo: {{catch: {}}}}}\n"


def test_who_must_sign_and_is_better_off_without_is_named(write: Write) -> None:
    # The settlement is 25; South wants 100 and would have 90 without an agreement.
    told = issue_finding(read_dossier(write(moments_yaml=SIGNED.format("south", 90)))).claim
    assert told.endswith("But South, whose signature is needed, stands closer to what holds without agreement.")
    for must_sign, status_quo in (("south", 10), ("north", 90)):
        folder = write(f"{must_sign}{status_quo}", moments_yaml=SIGNED.format(must_sign, status_quo))
        assert "signature" not in issue_finding(read_dossier(folder)).claim


def test_who_must_sign_and_ranks_the_favourite_last_is_named(write: Write) -> None:
    folder = write(
        issues_yaml="catch: {name: C, options: [{id: a, name: A}, {id: b, name: B}]}\n",
        stances_csv="party,issue,position,salience,source\nnorth,catch,a > b,50,judgement\nsouth,catch,b > a,50,judgement\n",
        moments_yaml=SIGNED.format("south", "b"),
    )
    assert issue_finding(read_dossier(folder)).claim.endswith("But South, whose signature is needed, ranks it last.")
