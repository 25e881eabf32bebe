"""Files of GMCR+: what they come to, every mistake with its place, and that nothing is lost on the way to a dossier and back."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from goodoffices.assessment.moves import Moves, moves_at
from goodoffices.cli import main
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.situation import at_moment
from goodoffices.errors import DossierError, ModelInputError, NotFoundError
from goodoffices.interchange.gmcr import (
    ConflictFile,
    FileDecisionMaker,
    FileOption,
    conflict_file_of,
    gmcr_text,
    inspect_gmcr,
    is_gmcr,
    read_gmcr,
    write_gmcr,
)
from goodoffices.interchange.importing import import_dossier, inspect_import
from goodoffices.logic import Formula
from goodoffices.models.stability import (
    Option,
    OptionForm,
    OptionPrioritisation,
    OptionWeights,
    as_graph,
    graph_stability,
    ranks,
)

DAM = """{
  "options": [
    {"name": "Build", "permittedDirection": "fwd"},
    {"name": "Delay", "permittedDirection": "back"},
    {"name": "Pay", "permittedDirection": "both"}
  ],
  "decisionMakers": [
    {"name": "Upstream", "options": [0, 1],
     "preferences": [[[2, "Y"]], {"compound": true, "members": [[[0, "Y"], [1, "N"]], [[0, "N"], [2, "N"]]]}],
     "misperceptions": [[[0, "Y"]]]},
    {"name": "Downstream", "options": [2], "preferences": [[[0, "N"]], [[2, "N"]]]}
  ],
  "infeasibles": [[[0, "Y"], [1, "Y"]]],
  "coalitions": [[0, 1]],
  "useManualPreferenceRanking": false
}
"""
RANKED = """{"options": [{"name": "If", "permittedDirection": "both"}, {"name": "Attack", "permittedDirection": "both"}],
 "decisionMakers": [
  {"name": "A", "options": [0], "preferences": [], "preferenceRanking": [3, [1, 2]]},
  {"name": "B", "options": [1], "preferences": [], "preferenceRanking": [2, 1, 3]}],
 "infeasibles": [[[0, "Y"], [1, "Y"]]], "useManualPreferenceRanking": true}
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], catch_exceptions=False)


def conflict(text: str) -> ConflictFile:
    found = inspect_gmcr("dam.gmcr", text)
    assert found.conflict is not None, found.problems
    return found.conflict


def wrong(text: str) -> list[str]:
    found = inspect_gmcr("dam.gmcr", text)
    assert found.conflict is None
    return [str(problem) for problem in found.problems]


def moves(dossier: Dossier) -> Moves:
    found = moves_at(at_moment(dossier, next(iter(dossier.moments))))
    assert found is not None
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dam.gmcr"
    path.write_text(DAM)
    return path


def test_options_statements_and_what_cannot_be() -> None:
    found = conflict(DAM)
    assert found.form.options == (
        Option("build", "Upstream", "forward"),
        Option("delay", "Upstream", "backward"),
        Option("pay", "Downstream"),
    )
    assert [formula.text for formula in found.form.infeasible] == ["build and delay"]
    said = found.preferences["Upstream"]
    assert isinstance(said, OptionPrioritisation)
    assert [s.text for s in said.statements] == ["pay", "(build and not delay) or (not build and not pay)"]
    assert found.states.tolist() == [0, 1, 2, 4, 5, 6]
    assert found.decision_makers[0].misperceptions == (((0, True),),)
    assert found.coalitions == ((0, 1),)


def test_rankings_count_feasible_states_from_one_in_the_order_of_their_binary_numbers() -> None:
    found = conflict(RANKED)
    assert found.names == ("option_if", "attack")
    assert found.states.tolist() == [0, 1, 2]
    assert ranks(found.form, found.preferences)[:, [0, 1, 2]].tolist() == [[0, 0, 1], [1, 2, 0]]
    old = RANKED.replace("preferenceRanking", "preferenceVector").replace(
        "useManualPreferenceRanking", "useManualPreferenceVectors"
    )
    assert conflict(old) == found


@pytest.mark.parametrize("text", [DAM, RANKED])
def test_what_is_written_reads_back_the_same(text: str, tmp_path: Path) -> None:
    found = conflict(text)
    write_gmcr(tmp_path / "again.gmcr", found)
    assert read_gmcr(tmp_path / "again.gmcr") == found
    assert conflict(gmcr_text(conflict_file_of(found.form, found.preferences))).form == found.form


@pytest.mark.parametrize("text", [DAM, RANKED])
def test_the_dossier_has_the_same_stable_states(text: str, tmp_path: Path) -> None:
    path = tmp_path / "conflict.gmcr"
    path.write_text(text)
    found, at = conflict(text), moves(import_dossier(path))
    wishes = at.wishes
    tables = []
    for form, preferences in ((found.form, found.preferences), (at.form, wishes)):
        graph = as_graph(form)
        table = graph_stability(graph.graph, ranks(form, preferences)[:, graph.states])
        turned = sum(1 << bit for bit, o in enumerate(found.form.options) if o.direction == "backward")
        back = turned if form is at.form else 0
        order = np.argsort(graph.states ^ back)
        tables.append({concept: stable[:, order].tolist() for concept, stable in table.stable.items()})
    assert tables[0] == tables[1]


def test_the_dossier_says_what_was_taken_for_granted(file: Path) -> None:
    imported = inspect_import(file)
    assert imported.form == "a conflict of GMCR+"
    assert imported.assumed[:-1] == (
        "as things stand Delay is taken, state 3 of 6 in the file's numbers; the file does not say",
        "what can only be given up stands as its being given up: Delay",
        "misperceptions are not used: Upstream",
        "coalitions are not used: Upstream with Downstream",
    )
    dossier = import_dossier(file)
    assert dossier.label("upstream") == "Upstream"
    assert moves(dossier).status_quo == 0, "nothing is given up, nothing is built"
    assert [row.taken + row.not_taken for row in dossier.infeasible] == [("build", "delay_given_up")]
    assert run("check", file).exit_code == 0


def test_a_file_stands_in_place_of_a_dossier_and_comes_out_of_one(file: Path, tmp_path: Path) -> None:
    assert run("convert", file, tmp_path / "dam").exit_code == 0
    assert read_dossier(tmp_path / "dam") == import_dossier(file)
    told = run("convert", tmp_path / "dam", tmp_path / "out.gmcr", "--to", "gmcr")
    assert "the file cannot say how things stand: no move is made" in told.stderr
    out = read_gmcr(tmp_path / "out.gmcr")
    assert [option.name for option in out.options] == ["Build", "Delay: given up", "Pay"]
    assert [maker.name for maker in out.decision_makers] == ["Upstream", "Downstream"]
    assert out.infeasible == (((0, True), (1, False)),)
    assert out.decision_makers[0].statements == (
        (((2, True),),),
        (((0, True), (1, True)), ((0, False), (2, False))),
    )


def test_a_shipped_case_becomes_a_file(tmp_path: Path) -> None:
    assert run("convert", "cambodia-1990", tmp_path / "c.gmcr", "--to", "gmcr").exit_code == 0
    assert len(read_gmcr(tmp_path / "c.gmcr").options) >= 2
    none = run("convert", "cambodia-1990", tmp_path / "d.gmcr", "--to", "gmcr", "--moment", "nowhere")
    assert none.exit_code == 2
    assert not (tmp_path / "d.gmcr").exists()


def test_every_mistake_is_told_at_once_with_its_place() -> None:
    text = """{
  "options": [
    {"name": "Build", "permittedDirection": "fwd"},
    {"name": "Delay", "permittedDirection": "sideways"},
    {"name": "Delay"}
  ],
  "decisionMakers": [
    {"name": "Up", "options": [0, 7],
     "preferences": [[[2, "Y"], [2, "N"]],
                     {"compound": true, "members": [{"compound": true, "members": []}]}]},
    {"name": "", "options": [0], "preferences": [[[0, "No"]], [], 5]}
  ],
  "infeasibles": [[[3, "Y"]]]
}"""
    places = {(line.split(": ")[0], line.split(": ", 2)[2].split(" (")[0]) for line in wrong(text)}
    assert places == {
        ("dam.gmcr:4:5", "this option belongs to nobody"),
        ("dam.gmcr:4:45", "no direction is called so"),
        ("dam.gmcr:5:5", "this option belongs to nobody"),
        ("dam.gmcr:5:14", "this option stands twice"),
        ("dam.gmcr:8:35", "there is no such option"),
        ("dam.gmcr:9:33", "an option stands twice in one pattern"),
        ("dam.gmcr:10:53", "a statement stands within a statement"),
        ("dam.gmcr:11:14", "this is no name"),
        ("dam.gmcr:11:30", "this option has an owner already"),
        ("dam.gmcr:11:51", "this says of no option whether it is taken"),
        ("dam.gmcr:11:63", "this is empty"),
        ("dam.gmcr:11:67", "a list is expected here"),
        ("dam.gmcr:13:21", "there is no such option"),
    }


WRONG = [
    ("", "dam.gmcr: the file is empty"),
    ('{"options": [],\n "x": }', "dam.gmcr:2:7: this is not valid JSON: Expecting value"),
    ("[1]", "dam.gmcr:1:1: this is no conflict (found 'a list'"),
    ("null", "this is no conflict"),
    ("{}", "dam.gmcr:1:1: options: this is missing"),
    ('{"options": {}, "decisionMakers": 3}', "dam.gmcr:1:13: options: a list is expected here (found 'a record'"),
    ('{"options": [], "options": []}', "a name stands twice in one record (found 'options'"),
    ("[" * 100_000, "this is nested too deeply to be a conflict"),
    ('{"options": ' + "9" * 10_000 + "}", "a number has too many digits"),
    (DAM.replace('[[[0, "Y"], [1, "Y"]]]', '[[[0, "Y"]], [[0, "N"]]]'), "dam.gmcr:13:18: infeasibles: no state is feasible"),
    (RANKED.replace("[3, [1, 2]]", "[3, [1, 1], 9]"), "ranked, but no feasible state (found '9'"),
    (RANKED.replace("[3, [1, 2]]", "[3, [1, 1], 9]"), "ranked more than once (found '1'"),
    (RANKED.replace("[3, [1, 2]]", "[3, [1, 1], 9]"), "dam.gmcr:3:73: decisionMakers.1.preferenceRanking: not ranked (found '2'"),
    (RANKED.replace("[3, [1, 2]]", "[3, true]"), "preferenceRanking.2: this is no state (found 'true or false'"),
    (RANKED.replace(', "preferenceRanking": [2, 1, 3]', ""), "dam.gmcr:4:3: decisionMakers.2.preferenceRanking: this is missing"),
    (DAM.replace('"options": [2]', '"options": [true]'), "there is no such option (found 'true or false'"),
    (
        json.dumps({"options": [{"name": f"o{k}"} for k in range(63)], "decisionMakers": [{"name": "a", "options": [*range(63)]}]}),
        "options: there are too many options (found '63'; expected at most 62)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRONG, ids=[words[:60] for _, words in WRONG])
def test_what_cannot_be_read_is_told_in_words(text: str, words: str) -> None:
    assert any(words in line for line in wrong(text)), wrong(text)


def test_a_file_is_known_by_its_ending_or_by_what_it_holds(tmp_path: Path) -> None:
    assert is_gmcr("x.GMCR", "")
    assert is_gmcr("x.json", DAM)
    assert not is_gmcr("x.json", '{"decisionMakers": 1}')
    assert not is_gmcr("x.json", '{"decisionMakers"')
    (tmp_path / "dam.json").write_text(DAM)
    assert import_dossier(tmp_path / "dam.json").parties
    (tmp_path / "bad.gmcr").write_text("{}")
    with pytest.raises(DossierError, match="options: this is missing"):
        import_dossier(tmp_path / "bad.gmcr")
    with pytest.raises(NotFoundError):
        read_gmcr(tmp_path / "none.gmcr")


def test_what_a_dossier_cannot_hold_is_told_and_kept_for_python(tmp_path: Path) -> None:
    count = 11
    makers = (
        {"name": "a", "options": [*range(count)], "preferences": [], "preferenceRanking": [*range(1, 2**count + 1)]},
    )
    path = tmp_path / "long.gmcr"
    options = [{"name": f"o{k}"} for k in range(count)]
    path.write_text(json.dumps({"options": options, "decisionMakers": makers, "useManualPreferenceRanking": True}))
    with pytest.raises(DossierError, match="the ranking of a takes more or longer statements than a dossier holds"):
        import_dossier(path)
    assert read_gmcr(path).decision_makers[0].ranking is not None


def test_if_everything_is_not_open_at_once_the_first_state_is_taken(tmp_path: Path) -> None:
    text = DAM.replace('[[[0, "Y"], [1, "Y"]]]', '[[[1, "Y"]], [[0, "N"], [2, "N"]]]')
    path = tmp_path / "dam.gmcr"
    path.write_text(text)
    imported = inspect_import(path)
    assert imported.assumed[0].startswith("as things stand Build is taken, state 1 of 3")
    assert "what can only be given up, and is not taken, is no choice: Delay" in imported.assumed
    at = moves(import_dossier(path))
    assert [option.id for option in at.options] == ["pay"]


def test_preferences_that_are_no_statements_are_written_as_rankings() -> None:
    form = OptionForm((Option("x", "a"), Option("y", "b")), (Formula.parse("x and y"),))
    found = conflict_file_of(
        form, {"a": OptionWeights({"y": 2}), "b": OptionPrioritisation.of("x iff y", "not (x or not x)")}
    )
    assert found.by_ranking
    either = ((0, True), (1, True)), ((0, False), (1, False))
    assert found.decision_makers == (
        FileDecisionMaker("a", (0,), (), ((3,), (1, 2))),
        FileDecisionMaker("b", (1,), (either,), ((1,), (2, 3))),
    )
    assert found.options == (FileOption("x"), FileOption("y"))
    large = OptionForm(tuple(Option(f"o{k}", "a") for k in range(17)))
    with pytest.raises(ModelInputError, match="written state by state"):
        conflict_file_of(large, {"a": OptionWeights({})})
    long = "".join(f"o{k} iff (" for k in range(12)) + "o12" + ")" * 12
    with pytest.raises(ModelInputError, match="more than 1,000 patterns"):
        conflict_file_of(large, {"a": OptionPrioritisation.of(long)})
