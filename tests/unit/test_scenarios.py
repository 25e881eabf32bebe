"""Scenarios of GENIUS and NegMAS: what they come to, every mistake with its place, files that mean harm."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from tests.scenarios import DOMAIN, GENIUS, NEGMAS, NONLINEAR, NORTH, RULES
from tests.support import Write

from goodoffices.cli import main
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.errors import DossierError, ModelInputError, NotFoundError, OutputError
from goodoffices.interchange.importing import import_dossier, inspect_import
from goodoffices.interchange.scenarios import (
    Bound,
    Line,
    Profile,
    Rule,
    Scenario,
    Table,
    Topic,
    Triangle,
    inspect_scenario,
    problem_of,
    read_scenario,
    values_of,
    write_scenario,
)
from goodoffices.interchange.scenarios.from_dossier import scenario_of
from goodoffices.interchange.scenarios.unit_scale import in_unit_scale


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "case"


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def wrong(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    with pytest.raises(DossierError) as caught:
        read_scenario(put(folder, files))
    return [str(problem) for problem in caught.value.problems]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], catch_exceptions=False)


def test_genius_topics_weights_worths_and_values_are_read_as_they_stand(folder: Path) -> None:
    scenario = read_scenario(put(folder, GENIUS))
    site, boats, share = scenario.topics
    assert (scenario.name, scenario.package_count) == ("talks", None)
    assert (site.kind, site.options) == ("discrete", ("Harbour", "Island & cape", "Border"))
    assert (boats.kind, boats.low, boats.high, boats.size) == ("integer", 2, 6, 5)
    assert (share.kind, share.low, share.high) == ("real", 0, 2)
    north, south = scenario.profiles
    assert north.worths == (Table((8.0, 4.0, 2.0)), Line(-0.25, 1.0, 2.0), Line(0.5, 0.0))
    assert north.weights == (0.5, 0.3, 0.2), "the weight of the objective plays no part"
    assert (north.reservation, north.discount, north.scale) == (0.25, 0.9, "unit")
    assert south.reservation is None
    assert south.worths[2] == Triangle(-1, 3, 1)


def test_utilities_of_genius_by_hand(folder: Path) -> None:
    problem = problem_of(read_scenario(put(folder, GENIUS)), levels=3)
    assert problem.sizes == (3, 5, 3)
    # Boats are 2, 3, 4, 5, 6, the upper end included; worth is counted from the lower end. Shares are 0, 1, 2.
    packages = np.array([[0, 0, 2], [2, 4, 0], [1, 2, 1]])
    north = [0.5 * 8 / 8 + 0.3 * 1 + 0.2 * 1, 0.5 * 2 / 8 + 0 + 0, 0.5 * 4 / 8 + 0.3 * 0.5 + 0.2 * 0.5]
    south = [0.5 * 1 / 4 + 0 + 0.2 * 0.5, 0.5 * 2 / 4 + 0.3 * 1 + 0.2 * 0.5, 0.5 * 4 / 4 + 0.3 * 0.5 + 0.2 * 1]
    assert problem.utilities(packages).T.tolist() == [pytest.approx(north), pytest.approx(south)]
    assert problem.reservation.tolist() == [0.25, 0.0]


def test_worth_as_written_is_not_divided_and_needs_no_reservation_of_another_scale(folder: Path) -> None:
    scenario = read_scenario(put(folder, GENIUS))
    with pytest.raises(ModelInputError, match=r"'North' is stated on the scale 'unit'"):
        problem_of(scenario, "as written")
    north = replace(scenario.profiles[0], reservation=None)
    problem = problem_of(replace(scenario, profiles=(north,)), "as written", levels=2)
    assert problem.utilities(np.array([0, 4, 1])).tolist() == [pytest.approx(0.5 * 8 + 0.0 + 0.2 * 1.0)]
    assert problem.reservation.tolist() == [pytest.approx(0.5 * 2)]


def test_rules_hold_within_their_bounds_or_beyond_them(folder: Path) -> None:
    scenario = read_scenario(put(folder, NONLINEAR))
    (north,) = scenario.profiles
    assert north.rules == (
        Rule((), 20.0),
        Rule((Bound(0, 3, 5), Bound(1, 0, 1)), 40.0),
        Rule((Bound(1, 0, 3),), 20.0, inside=False),
        Rule((Bound(0, 5, 20),), 8.0),
    )
    problem = problem_of(scenario)
    at = problem.utilities(np.array([[0, 0], [3, 1], [5, 0], [5, 4], [2, 4]]))[:, 0] * 80
    assert at.tolist() == pytest.approx([20, 60, 68, 48, 40])
    assert problem.reservation.tolist() == [0.3]


def test_negmas_sums_stand_as_written(folder: Path) -> None:
    scenario = read_scenario(put(folder, NEGMAS))
    problem = problem_of(scenario, levels=2)
    packages = np.array([[0, 0, 0], [1, 1, 1], [2, 4, 0]])
    # Lines are of the number itself, not of its distance from the lower end.
    north = [4.5 + 0.25 * 5 + 0, 2.5 + 0.25 * 7 - 2 * 0.5 * 2.5, 0.5 + 0.25 * 13 + 0]
    south = [0.5 + 1.0, 0.5 + 1.0, 0.5 + 1.0 + 3.0]
    assert problem.utilities(packages).T.tolist() == [pytest.approx(north), pytest.approx(south)]
    assert problem.utilities(np.array([2, 1, 0]))[1] == pytest.approx(2.5), "a rule that lists options and a range"
    assert problem.reservation.tolist() == [3.5, 1.5], "nothing is refused by a party without a reservation value"
    assert scenario.profiles[1].discount == 0.9


def test_json_of_negmas_is_read_like_its_yaml(folder: Path) -> None:
    space = '{"type": "DiscreteCartesianOutcomeSpace", "issues": [{"name": "Boats", "type": "ContiguousIssue", "values": [0, 2]}]}'
    north = '{"type": "LinearAdditiveUtilityFunction", "weights": [2.0], "values": [{"type": "TableFun", "mapping": {"0": 1.0, "1": 0.5, "2": 0.25}}], "reserved_value": -Infinity}'
    scenario = read_scenario(put(folder, {"d.json": space, "North.json": north}))
    assert scenario.profiles == (Profile("North", (2.0,), (Table((1.0, 0.5, 0.25)),), scale="as written"),)


@pytest.mark.parametrize("files", [GENIUS, NONLINEAR, NEGMAS])
@pytest.mark.parametrize("form", ["genius", "negmas"])
def test_what_is_written_in_either_form_means_the_same(
    folder: Path, tmp_path: Path, files: dict[str, str], form: str
) -> None:
    scenario = read_scenario(put(folder, files))
    if files is NEGMAS and form == "genius":
        scenario = replace(scenario, profiles=scenario.profiles[:1])  # rules on named options have no place in GENIUS
    if files is NONLINEAR and form == "negmas":
        (north,) = scenario.profiles
        scenario = replace(scenario, profiles=(replace(north, rules=tuple(r for r in north.rules if r.inside)),))
    names = write_scenario(tmp_path / "out", scenario, form)
    assert set(names) == {path.name for path in (tmp_path / "out").iterdir()}
    again = read_scenario(tmp_path / "out")
    if (form == "genius") == (files is not NEGMAS):
        assert again == scenario
    if form == "genius":
        scenario = in_unit_scale(scenario)
    left, right = problem_of(scenario), problem_of(again)
    packages = np.array(np.unravel_index(np.arange(left.package_count), left.sizes)).T
    assert right.utilities(packages) == pytest.approx(left.utilities(packages))
    assert right.reservation == pytest.approx(left.reservation)


def test_ranges_of_integers_are_written_so_that_it_does_not_matter_whether_their_ends_count(tmp_path: Path) -> None:
    topics = (Topic("n", "integer", low=0, high=9, number=1),)
    rules = (Rule((Bound(0, 3, 5),), 1.0), Rule((Bound(0, 6, 6),), 2.0))
    profile = Profile("p", (0.0,), (None,), rules, scale="as written")
    write_scenario(tmp_path / "out", Scenario("s", topics, (profile,)), "negmas")
    assert "outcome_ranges: - {0: [2.5, 5.5]} - {0: 6}" in " ".join((tmp_path / "out" / "p.yml").read_text().split())
    assert read_scenario(tmp_path / "out").profiles == (profile,)


def test_ratios_of_gains_survive_the_way_to_0_to_1() -> None:
    topics = (Topic("a", "discrete", ("x", "y", "z"), number=1), Topic("b", "integer", low=-2, high=3, number=2))
    profile = Profile("p", (2.0, -1.5), (Table((-4.0, 0.5, 7.0)), Line(3.0, 1.0)), (), 10.0, 12.5, scale="as written")
    before = problem_of(Scenario("s", topics, (profile,)))
    after = problem_of(in_unit_scale(Scenario("s", topics, (profile,))))
    packages = np.array(np.unravel_index(np.arange(18), before.sizes)).T
    gains = [p.utilities(packages)[:, 0] - p.reservation[0] for p in (before, after)]
    assert gains[1] / gains[1].max() == pytest.approx(gains[0] / gains[0].max())
    utilities = after.utilities(packages)
    assert (utilities.min(), utilities.max()) == (pytest.approx(0), pytest.approx(1))


def test_every_mistake_of_a_scenario_is_told_at_once_with_its_place(folder: Path) -> None:
    broken = NORTH
    for old, new in (
        ('value="Harbour" evaluation="8"', 'value="Habour" evaluation="8"'),
        ('evaluation="4.0"', 'evaluation="four"'),
        ('slope="-0.25"', 'slop="-0.25"'),
        ('index="3" name="Share"', 'index="4" name="Share"'),
        ('<weight index="2" value="0.3"/>', '<weight index="1" value="0.3"/>'),
        ('<reservation value="0.25"/>', '<reservation value=""/>'),
    ):
        assert old in broken
        broken = broken.replace(old, new)
    told = wrong(folder, {**GENIUS, "North.xml": broken})
    expected = [
        "North.xml:1: <utility_space>: the issue 'Boats' has no weight",
        "North.xml:1: <utility_space>: the profile says nothing of the issue 'Share'",
        "North.xml:3: <issue>: the profile does not say what these options of 'Site' are worth: Harbour",
        "North.xml:5: <item> value: the domain has no such option of 'Site' (found 'Habour'; expected Harbour, Island & cape, "
        "Border). Did you mean 'Harbour'? Compare talks.xml:5.",
        "North.xml:6: <item> evaluation: this is no number (found 'four'; expected a number)",
        "North.xml:9: <evaluator> slope: this attribute is missing (found 'ftype, offset, slop'; expected a number). Did you mean 'slope'?",
        "North.xml:11: <issue> index: the domain has no issue of this index (found '4'; expected one of 1, 2, 3, as in talks.xml). "
        "Did you mean '3'?",
        "North.xml:16: <weight> index: this weight stands twice (found '1'; expected each weight once). Compare North.xml:15.",
        "North.xml:21: <reservation> value: it is empty (expected a number)",
    ]
    assert len(told) == len(expected), told
    for line, start in zip(told, expected, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name="Boats"', 'name="Site"', "talks.xml:10: <issue> name: this issue stands twice"),
        ('index="2" name="Boats"', 'index="1" name="Boats"', "talks.xml:10: <issue> index: this index stands twice"),
        ('upperbound="6"', 'upperbound="1"', "talks.xml:10: <issue> upperbound: the range has no length"),
        ('upperbound="6"', 'upperbound="6.5"', "talks.xml:10: <issue> upperbound: this number cannot be"),
        ('upperbound="6"', 'upperbound="1e99"', "talks.xml:10: <issue> upperbound: this number cannot be"),
        ('value="Border"', 'value="Harbour"', "talks.xml:8: <item> value: this option stands twice"),
        ('type="integer" etype="integer"', 'type="intger"', "talks.xml:10: <issue> type: no kind of issue that is known"),
        ("</negotiation_template>", "", "talks.xml:17:1: this is not valid XML: no element found"),
        ("<negotiation_template", "<utility_space/><negotiation_template", "talks.xml:1:17: this is not valid XML: junk after"),
    ],
)  # fmt: skip
def test_mistakes_of_a_domain(folder: Path, old: str, new: str, said: str) -> None:
    assert old in DOMAIN
    assert any(line.startswith(said) for line in wrong(folder, {**GENIUS, "talks.xml": DOMAIN.replace(old, new)}))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('aggregation="sum">\n<', 'aggregation="max">\n<', "North.xml:6: <ufun> aggregation: only sums can be taken over"),
        ('index="2" min="0" max="1"', 'index="7" min="0" max="1"', "North.xml:8: <INCLUDES> index: the domain has no issue"),
        ('min="3" max="5"', 'min="5" max="3"', "North.xml:8: <INCLUDES> max: the bound is empty"),
        ("EXCLUDES", "EXCLUDE", "North.xml:9: <hyperRectangle>: no bound that is known (found 'EXCLUDE'; expected INCLUDES or EXCLUDES). Did you mean 'EXCLUDES'?"),
        ('weight="1" aggregation', 'weight="3" aggregation', "North.xml:6: <ufun> weight: the outermost function is weighted"),
    ],
)  # fmt: skip
def test_mistakes_of_rules(folder: Path, old: str, new: str, said: str) -> None:
    assert old in RULES
    assert any(line.startswith(said) for line in wrong(folder, {**NONLINEAR, "North.xml": RULES.replace(old, new)}))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("talks.yml", "ContiguousIssue", "ContigousIssue", "talks.yml:6:9: issues.2.type: no kind of issue that can be taken over"),
        ("talks.yml", "[0.0, 2.5]", "[2.5, 0]", "talks.yml:12:17: issues.3.values.2: the range has no length"),
        ("North.yml", "Harbour: 9.0", "Habour: 9.0", "North.yml:6:21: values.1.mapping.Habour: the outcome space has no such option"),
        ("North.yml", "[0.5, 0.25, 2.0]", "[0.5, 0.25]", "North.yml:10:10: weights: there is not one for each issue"),
        ("North.yml", "LinearFun", "CosFun", "North.yml:9:23: values.3.type: no kind of value function"),
        ("North.yml", "LinearAdditiveUtilityFunction", "MappingUtilityFunction", "North.yml:4:7: type: no kind of utility function"),
        ("North.yml", "3.5", "!!python/tuple [1]", "North.yml:3:17: tags are not used"),
        ("South.yml", "{1: 6}", "{9: 6}", "South.yml:11:9: ufun.outcome_ranges.3.9: there is no such issue"),
    ],
)  # fmt: skip
def test_mistakes_of_negmas_files(folder: Path, name: str, old: str, new: str, said: str) -> None:
    assert old in NEGMAS[name]
    told = wrong(folder, {**NEGMAS, name: NEGMAS[name].replace(old, new)})
    assert any(line.startswith(said) for line in told), told


def test_a_folder_of_negmas_files_needs_an_outcome_space_and_functions(folder: Path, tmp_path: Path) -> None:
    space = NEGMAS["talks.yml"].replace("type: CartesianOutcomeSpace", "type: CartesianOutcomeSpace}")
    assert wrong(folder, {**NEGMAS, "talks.yml": space})[0].startswith("North.yml: no outcome space stands beside it")
    assert wrong(tmp_path / "b", {"talks.yml": NEGMAS["talks.yml"]})[0].startswith(
        "talks.yml: no utility function stands beside it"
    )


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB + NORTH.replace("root", "&c;"), "declarations of document types and entities are not read"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd">' + NORTH, "declarations of document types"),
        (NORTH.replace("root", "&c;"), "undefined entity"),
        ("<utility_space>" * 100 + "</utility_space>" * 100, "nested too deeply"),
        ("<utility_space>" + "<a/>" * 200_001 + "</utility_space>", "too many elements"),
        (b"<utility_space>\xff\xfe</utility_space>", "not valid XML"),
        (b'<?xml version="1.0" encoding="klingon"?><utility_space/>', "not valid XML"),
        (b"<utility_space>\0", "not valid XML"),
        (b"<utility_space>" + b" " * (16 * 2**20), "16 MiB"),
    ],
)  # fmt: skip
def test_files_that_mean_harm_are_refused(folder: Path, content: str | bytes, said: str) -> None:
    files = {**GENIUS, "North.xml": content}
    if "MiB" in said:  # what is too large is not looked into, so that there is a profile less
        folder.mkdir()
        put(folder / "in", files)
        assert any(said in str(p) for p in inspect_scenario(folder / "in").problems)
        return
    assert any(said in line for line in wrong(folder, files))


def test_what_a_folder_lacks_is_told(folder: Path, tmp_path: Path) -> None:
    assert wrong(folder, {"North.xml": NORTH})[0].startswith("case: the folder holds no domain")
    assert wrong(tmp_path / "b", {"d.xml": DOMAIN})[0].startswith("b: the folder holds no profile")
    assert wrong(tmp_path / "c", {**GENIUS, "other.xml": DOMAIN})[0].startswith(
        "talks.xml: the folder holds another domain"
    )
    with pytest.raises(NotFoundError, match="is not a folder with a scenario"):
        read_scenario(put(tmp_path / "d", {"notes.txt": "nothing"}))
    found = inspect_scenario(
        put(tmp_path / "e", {**GENIUS, "pareto.xml": "<pareto/>", "notes.txt": "x", ".hidden": "x"})
    )
    assert found.remarks == ("files passed over: notes.txt, pareto.xml",)


def test_parties_come_in_the_order_of_numbers_within_names(folder: Path) -> None:
    files = {"talks.xml": DOMAIN, **{f"u{n}.xml": NORTH for n in (10, 2, 1)}}
    assert [profile.name for profile in read_scenario(put(folder, files)).profiles] == ["u1", "u2", "u10"]


def test_nothing_is_written_where_something_is_or_under_a_name_that_cannot_be(folder: Path, tmp_path: Path) -> None:
    scenario = read_scenario(put(folder, GENIUS))
    with pytest.raises(OutputError, match="exists already"):
        write_scenario(folder, scenario)
    for name in ("../evil", "a/b", "", " North", "NUL\0"):
        with pytest.raises(OutputError, match="cannot write a file called"):
            write_scenario(tmp_path / "out", replace(scenario, name=name))
    with pytest.raises(OutputError, match="two files of one name"):
        write_scenario(tmp_path / "out", replace(scenario, name="north"))
    topics = (replace(scenario.topics[0], name="a\0b"), *scenario.topics[1:])
    with pytest.raises(OutputError, match="holds the character"):
        write_scenario(tmp_path / "out", replace(scenario, topics=topics))
    with pytest.raises(OutputError, match="genius or negmas, not 'gmcr'"):
        write_scenario(tmp_path / "out", scenario, "gmcr")
    assert not (tmp_path / "out").exists()


def test_problems_need_profiles_and_ranges_that_can_be_listed() -> None:
    wide = Topic("n", "integer", low=0, high=1e9, number=1)
    with pytest.raises(ModelInputError, match=r"1,000,000,001 values"):
        problem_of(Scenario("s", (wide,), (Profile("p", (1.0,), (None,)),)))
    with pytest.raises(ModelInputError, match="at least one profile"):
        problem_of(Scenario("s", (wide,), ()))
    with pytest.raises(ModelInputError, match="not 1"):
        problem_of(Scenario("s", (wide,), (Profile("p", (1.0,), (None,)),)), levels=1)
    assert list(values_of(Topic("r", "real", low=0, high=1, number=1), 3)) == [0, 0.5, 1]


def test_a_scenario_serves_as_a_dossier(folder: Path) -> None:
    dossier = import_dossier(put(folder, GENIUS))
    assert [(p.name, p.kind) for p in dossier.parties.values()] == [("North", "group"), ("South", "group")]
    assert dossier.issues["site"].option_ids == ("harbour", "island_cape", "border")
    scale = dossier.issues["boats"].scale
    assert scale is not None
    assert (scale.low, scale.high) == (2, 6)
    positions = {(s.party, s.issue): str(s.position) for s in dossier.stances}
    assert positions == {
        ("north", "site"): "harbour > island_cape > border",
        ("north", "boats"): "2",
        ("north", "share"): "2",
        ("south", "site"): "island_cape > border > harbour",
        ("south", "boats"): "6",
        ("south", "share"): "1",
    }
    # What is at stake: .5 (1 - 2/8), .3 and .2 for the north; .5 (1 - 1/4), .3 and .2 (1 - 1/2) for the south.
    at_stake = [0.375 / 0.875, 0.3 / 0.875, 0.2 / 0.875, 0.375 / 0.775, 0.3 / 0.775, 0.1 / 0.775]
    assert [s.salience.likely / 100 for s in dossier.stances] == pytest.approx(at_stake, rel=1e-5)
    assumed = inspect_import(folder).assumed
    assert "reservation values are left out: North 0.25" in assumed
    assert "discount factors are left out: North 0.9, South 0.9" in assumed


def test_rules_leave_a_dossier_without_stances(folder: Path) -> None:
    dossier = import_dossier(put(folder, NONLINEAR))
    assert (list(dossier.issues), dossier.stances) == (["boats", "days"], ())
    assert "worth of combinations is left out: North" in inspect_import(folder).assumed


def test_commands_take_a_folder_of_a_scenario(folder: Path, tmp_path: Path) -> None:
    put(folder, GENIUS)
    checked = run("check", folder)
    assert checked.exit_code in (0, 1)
    assert "case is a GENIUS scenario. Taken for granted:" in checked.stderr
    assert run("convert", folder, tmp_path / "made").exit_code == 0
    assert read_dossier(tmp_path / "made").label("north") == "North"
    assert run("convert", folder, tmp_path / "negmas", "--to", "negmas").exit_code == 0
    assert read_scenario(tmp_path / "negmas").profiles[0].scale == "as written"
    assert "name the folder it lies in" in run("check", folder / "talks.xml").stderr
    refused = run("convert", folder, tmp_path / "made", "--moment", "talks")
    assert refused.exit_code == 2


def test_mistakes_in_a_scenario_reach_the_user_of_a_command(folder: Path) -> None:
    put(folder, {**GENIUS, "North.xml": NORTH.replace('evaluation="8"', 'evaluation="x"')})
    result = run("forecast", folder)
    assert result.exit_code == 2
    assert "North.xml:5: <item> evaluation: this is no number" in result.stderr


def test_a_dossier_becomes_a_scenario_in_which_worth_falls_with_distance(write: Write, tmp_path: Path) -> None:
    dossier = read_dossier(
        write(
            issues_yaml="catch: {name: Catch, scale: {low: 0, high: 50}}\nflag:\n  name: Flag\n"
            "  options: [{id: own, name: Own}, {id: joint, name: Joint}, {id: none, name: None at all}]\n",
            moments_yaml="talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch, flag],"
            " status_quo: {catch: 40, flag: joint}}\n",
            stances_csv="party,issue,position,salience,source\nnorth,catch,0..10..20,75,judgement\n"
            "north,flag,own > joint,25,judgement\nsouth,catch,50,30,judgement\n",
        )
    )  # fmt: skip
    scenario, assumed = scenario_of(dossier)
    north, south = scenario.profiles
    assert north.weights == (0.75, 0.25)
    assert north.worths[1] == Table((1.0, 0.5, 0.0))
    assert north.reservation == pytest.approx(0.75 * (1 - 30 / 50) + 0.25 * 0.5)
    assert south.weights == (1.0, 0.0)
    assert "worth nothing either way, there being no stance: south on flag" in assumed
    problem = problem_of(scenario, levels=6)
    assert problem.utilities(np.array([[1, 0], [4, 1]]))[:, 0].tolist() == pytest.approx([1.0, north.reservation or 0])
    write_scenario(tmp_path / "out", scenario)
    assert read_scenario(tmp_path / "out") == scenario


def test_the_shipped_case_can_be_written_for_both_programs(cambodia: Dossier, tmp_path: Path) -> None:
    for form in ("genius", "negmas"):
        assert run("convert", "cambodia-1990", tmp_path / form, "--to", form).exit_code == 0
    left, right = (problem_of(read_scenario(tmp_path / form)) for form in ("genius", "negmas"))
    assert left.parties == right.parties > 10
    for one, other in zip(left.worth, right.worth, strict=True):
        assert one == pytest.approx(other)
    with pytest.raises(NotFoundError):
        scenario_of(cambodia, "nowhere")
