"""What everyone could sign: dossiers with known answers, the shipped cases, and when there is nothing to sign."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.scenarios import GENIUS, NONLINEAR
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.packages import bargained, lacking, packages_at
from goodoffices.assessment.questions.agreements.bargain import bargain_at
from goodoffices.assessment.registry import by_id
from goodoffices.assessment.worlds import Worlds
from goodoffices.brief.charts import draw_svg
from goodoffices.brief.document import compose
from goodoffices.brief.json import render_answers_json
from goodoffices.casebook import case_folder
from goodoffices.cli import main
from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.models.agreements.robust import agreeable_share

QUESTION = by_id("agreements")
ISSUES = """
land: {name: Land, scale: {marks: [{at: 0, name: all North’s}, {at: 100, name: all South’s}]}}
arms: {name: Arms, scale: {}}
"""
STANCES = """party,issue,position,salience,source
north,land,0,80,judgement
north,arms,0,20,judgement
south,land,100,20,judgement
south,arms,100,80,judgement
"""
MOMENTS = """
talks:
  name: Talks
  date: 1990-06
  at_table: [north, south]
  must_sign: [north, south]
  issues: [land, arms]
  status_quo: {land: 50, arms: 50}
"""
TRADE = {"issues_yaml": ISSUES, "stances_csv": STANCES, "moments_yaml": MOMENTS}
UNCERTAIN = STANCES.replace("south,land,100,20", "south,land,40..100..100,10..20..40")


def agreements(dossier: Dossier, *moments: str, draws: int = 200) -> Answer:
    return assess(dossier, moments, draws=draws, questions=[QUESTION]).answers[0]


def claim(answer: Answer, finding: str) -> str:
    return next(f.claim for f in answer.findings if f.id == finding)


def test_a_trade_by_hand(write: Write) -> None:
    """Each takes what it cares for: 40 points gained on one issue, 10 given on the other, of 37 that could be gained."""
    answer = agreements(read_dossier(write(**TRADE)))
    head = claim(answer, "agreements.talks")
    assert head.startswith(
        "Talks: even-handed terms (the Nash bargain on the whole package) would leave both sides better"
    )
    assert "they give North 81% and South 81%." in head
    assert "no news" not in head
    assert "Land: 0, “all North’s”; Arms: 100." in claim(answer, "agreements.talks.package")
    told = claim(answer, "agreements.talks.trade")
    assert "North gives most on Arms (−10) and gets most on Land (+40)" in told
    assert "Everyone does better by it than by deciding every issue by itself" in told
    numbers = next(f.numbers for f in answer.findings if f.id == "agreements.talks.package")
    assert [number.value for number in numbers] == pytest.approx([30.0, 30.0])
    assert {f.confidence for f in answer.findings} == {"low", "moderate"}
    assert answer.missing == ()


def test_what_both_want_all_of_cannot_be_agreed(write: Write) -> None:
    moments = MOMENTS.replace("[land, arms]", "[land]").replace(", arms: 50", "")
    answer = agreements(read_dossier(write(**{**TRADE, "moments_yaml": moments})))
    told = claim(answer, "agreements.talks")
    assert "no package leaves both sides better off than no agreement" in told
    assert "What North and South want stands in the way." in told
    blocked = claim(answer, "agreements.talks.blocked")
    assert "Cannot all gain together, whatever is on the table: North and South." in blocked
    # The one who is left alone takes the whole land: 50 points for the other to lose.
    assert "If North were made good for its loss, worth 50 of its 100 points, the rest could have: Land: 100" in blocked
    assert not any(f.kind == "frontier" for f in answer.figures)


def test_shares_are_those_of_a_count_by_hand(write: Write) -> None:
    """South gains on land only where it asks for more than what holds: then, and only then, is there a package."""
    moments = MOMENTS.replace("[land, arms]", "[land]").replace(", arms: 50", "")
    stances = "party,issue,position,salience,source\nnorth,land,60,80,judgement\nsouth,land,0..70..100,20,judgement\n"
    dossier = read_dossier(write(**{**TRADE, "moments_yaml": moments, "stances_csv": stances}))
    situation, worlds = at_moment(dossier, "talks"), Worlds(500, 1)
    south = situation.stances["south", "land"]
    asked = worlds.sample("position of south on land from the start", south.position)  # type: ignore[arg-type]
    packages = packages_at(situation, worlds)
    found = agreeable_share(packages.between, packages.divisible)
    assert found.exists.tolist() == (asked > 50).tolist()
    assert not found.undecided.any()
    head = claim(agreements(dossier, draws=500), "agreements.talks")
    assert f"In {found.share.value:.0%} of draws some package" in head
    assert "no news" not in head


def test_what_was_agreed_is_held_against_the_frontier(write: Write) -> None:
    outcome = (
        "  outcome: {land: {agreed: 60, source: judgement}, arms: {agreed: 60, source: judgement}}\n"  # for South alone
    )
    answer = agreements(read_dossier(write(**{**TRADE, "moments_yaml": MOMENTS + outcome})))
    told = claim(answer, "agreements.talks.agreed")
    assert "left North worse off than no agreement" in told
    assert "could still be improved for all by changing two issues" in told
    best = "  outcome: {land: {agreed: 0, source: judgement}, arms: {agreed: 100, source: judgement}}\n"
    other = agreements(read_dossier(write("best", **{**TRADE, "moments_yaml": MOMENTS + best})))
    told = claim(other, "agreements.talks.agreed")
    assert "left nobody who had to sign worse off" in told
    assert "Nothing among the packages compared is better for all" in told


def test_texts_and_linkages(write: Write) -> None:
    files = {
        **TRADE,
        "texts_yaml": "draft: {name: The draft, kind: draft, date: 1990-05, status: proposed, source: judgement}\n"
        "whole: {name: The whole, kind: draft, date: 1990-05, status: proposed, source: judgement}\n",
        "provisions_yaml": "all_land: {name: Land, text: draft, kind: territorial, implies: {land: 0}, source: judgement}\n"
        "all_arms: {name: Arms, text: whole, kind: military, implies: {arms: 100}, source: judgement}\n",
    }
    free = agreements(read_dossier(write(**files)))
    told = claim(free, "agreements.talks.texts")
    assert "The draft (South would lose)" in told
    assert "The whole (North would lose)" in told
    linked = {**files, "linkages_csv": "provision,kind,other,source\nall_land,excludes,all_arms,judgement\n"}
    dossier = read_dossier(write("linked", **linked))
    assert len(bargain_at(at_moment(dossier, "talks"), Worlds(1, 1))[0].likely.forbidden) == 1
    package = claim(agreements(dossier), "agreements.talks.package")
    assert "Land: 0" not in package or "Arms: 100" not in package
    assert "Land: 0" in package or "Arms: 100" in package  # the next best, a step away from one of the two


def test_uncertain_refusers_and_what_brings_them_in(write: Write) -> None:
    answer = agreements(read_dossier(write(**{**TRADE, "stances_csv": UNCERTAIN})), draws=1000)
    head = claim(answer, "agreements.talks")
    assert "in every draw" in head
    assert {figure.kind for figure in answer.figures} == {"frontier", "gains", "acceptance"}
    for figure in answer.figures:
        svg = draw_svg(figure)
        assert "<title>" in svg
        assert "<desc>" in svg


def test_a_dossier_without_what_is_needed(write: Write) -> None:
    answer = agreements(read_dossier(write()))
    assert not answer.is_answered
    assert any("must_sign" in what for what in answer.missing)
    assert any("status_quo" in what for what in answer.missing)
    part = MOMENTS.replace("{land: 50, arms: 50}", "{land: 50}")
    dossier = read_dossier(write("part", **{**TRADE, "moments_yaml": part}))
    assert [issue.id for issue in bargained(at_moment(dossier, "talks"))] == ["land"]
    assert agreements(dossier).missing == (
        "at Talks: what holds without an agreement on Arms, left out of the packages",
    )
    none = dossier.model_copy() if hasattr(dossier, "model_copy") else dossier
    assert lacking(at_moment(none, "talks")) == ()
    nothing = read_dossier(write("nothing", **{**TRADE, "moments_yaml": MOMENTS.replace("{land: 50, arms: 50}", "{}")}))
    assert lacking(at_moment(nothing, "talks")) == (
        "what holds without an agreement on Land and Arms (status_quo, moments.yaml)",
    )


def test_who_has_no_stance_stands_in_nobodys_way(write: Write) -> None:
    files = {
        **TRADE,
        "parties_yaml": "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\nisle: {name: Isle, kind: state}\n",
        "moments_yaml": MOMENTS.replace("[north, south]", "[north, south, isle]"),
        "stances_csv": STANCES.replace("south,arms,100,80,judgement\n", ""),
    }
    dossier = read_dossier(write(**files))
    packages = packages_at(at_moment(dossier, "talks"), Worlds(5, 1))
    assert packages.parties == ("north", "south")
    assert packages.indifferent == ("isle",)
    assert packages.silent == (("south", "arms"),)
    missing = " ".join(agreements(dossier).missing)
    assert "stances of South on Arms, taken not to care" in missing
    assert "any stance of Isle" in missing


@pytest.fixture(scope="module")
def cambodia() -> Dossier:
    return read_dossier(case_folder("cambodia-1990"))


def test_the_cambodian_case(cambodia: Dossier) -> None:
    jakarta = agreements(cambodia, "jakarta_1990")
    head = claim(jakarta, "agreements.jakarta_1990")
    assert "would be signed by all four who must sign in 7" in head
    assert "likeliest to refuse is Phnom Penh" in head
    # That there is room comes after who signs and who gains, with why that says little.
    assert head.index("Of the most that each could gain") < head.index(
        "room for some agreement in every draw is no news"
    )
    assert "What was agreed then (on 2 of 5 issues) left Phnom Penh worse off" in claim(
        jakarta, "agreements.jakarta_1990.agreed"
    )
    pattaya = agreements(cambodia, "pattaya_1991")
    assert "left nobody who had to sign worse off than no agreement" in claim(pattaya, "agreements.pattaya_1991.agreed")
    assert sum(f.priority == 0 for f in pattaya.findings) == 1
    paris = agreements(cambodia, "tokyo_1990", "paris_1991")
    assert any("Electoral system, left out of the packages" in what for what in paris.missing)
    assert paris.findings[0].id == "agreements.tokyo_1990"  # in order of date, the last one in full
    assert paris.findings[0].priority == 9
    assert "no news" not in paris.findings[0].claim
    assert paris.findings[1].id == "agreements.paris_1991"
    assert any(
        "Thailand and United Kingdom on Who governs until the election; of Indonesia" in what for what in paris.missing
    )
    for answer in (jakarta, pattaya, paris):
        assert all(draw_svg(figure) for figure in answer.figures)


def test_the_korean_case() -> None:
    dossier = read_dossier(case_folder("korea-1994"))
    answer = agreements(dossier, "geneva_1994")
    assert "signed by both sides in every draw. Of the most that each could gain they give Washington" in claim(
        answer, "agreements.geneva_1994"
    )
    assert "left nobody who had to sign worse off" in claim(answer, "agreements.geneva_1994.agreed")
    assert any("Order of steps, left out of the packages" in what for what in answer.missing)
    assert len(packages_at(at_moment(dossier, "march_1994"), Worlds(2, 1)).likely.forbidden) == 5


def test_the_same_bytes_twice(cambodia: Dossier) -> None:
    texts = {
        render_answers_json(compose(assess(cambodia, ["pattaya_1991"], draws=50, questions=[QUESTION])))
        for _ in range(2)
    }
    assert len(texts) == 1


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def scenario(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_scenario_is_answered_on_its_own_utilities(tmp_path: Path) -> None:
    """North values Island & cape 4 of 8: 0.25; two boats 0.5 of 1 by the line, best 1; utilities add up with the weights."""
    told = run("agree", scenario(tmp_path / "talks", GENIUS), "--json")
    assert told.exit_code == 0
    assert "lossy" not in told.stderr
    assert "ranked by what the profile says" not in told.stderr
    answer = json.loads(told.stdout)["answers"][0]
    worth = next(t for t in answer["tables"] if t["id"] == "agreements.scenario.worth")
    north = dict(zip(worth["columns"], worth["rows"][0], strict=True))
    assert north["no agreement"] == 0.25
    assert north["Nash bargain, whole package"] == pytest.approx(0.75)
    assert any("as GENIUS takes them" in method["text"] for method in answer["methods"])
    rules = run("agree", scenario(tmp_path / "rules", NONLINEAR), "--json")
    assert rules.exit_code == 0
    assert json.loads(rules.stdout)["answers"][0]["answered"]


def test_the_command_and_its_mistakes(write: Write) -> None:
    folder = write(**TRADE)
    told = run("agree", folder)
    assert "Packages side by side, Talks" in told.stdout
    assert json.loads(run("agree", folder, "--json").stdout)["answers"][0]["question"] == "agreements"
    assert run("agree", folder, "--moment", "no").exit_code == 2
    assert run("agree", write("bare")).exit_code == 1
