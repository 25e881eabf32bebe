"""Conflicts that cannot be as they are written, in a dossier and in a file of GMCR+: each is told with its place."""

import json

import pytest
from click.testing import CliRunner
from tests.support import Write

from goodoffices.cli import main
from goodoffices.dossier import inspect_dossier
from goodoffices.interchange.gmcr.reading import inspect_gmcr

TWO = "give: {name: Give way, party: north}\ntake: {name: Take part, party: south}\n"
PREFERENCES = "party,rank,statement,source\nsouth,1,give,judgement\n"
INFEASIBLE = "taken,not_taken,source\n"
CHOICES = "catch: {name: Catch, options: [{id: a, name: All}, {id: b, name: Some}]}\n"

MALFORMED = [
    ("unknown option wanted", {"preferences_csv": PREFERENCES + "north,1,tkae,judgement\n"}, "error preferences.csv:3:3: statement: there is no option"),
    ("unknown option ruled out", {"infeasible_csv": INFEASIBLE + "tkae,,judgement\n"}, "error infeasible.csv:2:1: taken: there is no option"),
    ("text that breaks off", {"preferences_csv": PREFERENCES + "north,1,take and (give,judgement\n"},
     "error preferences.csv:3:3: statement: a bracket is never closed"),
    ("text that is always false", {"preferences_csv": PREFERENCES + "north,1,take and not take,judgement\n"},
     "warning preferences.csv:3:3: statement: this is false whatever is done"),
    ("text that is always true", {"preferences_csv": PREFERENCES + "north,1,take if take,judgement\n"},
     "warning preferences.csv:3:3: statement: this is true whatever is done"),
    ("cyclic ranking of an issue", {"issues_yaml": CHOICES, "stances_csv": "party,issue,position,salience,source\nnorth,catch,a > b > a,50,judgement\n"},
     "error stances.csv:2:3: position: an option is named twice"),
    ("cyclic order of statements", {"preferences_csv": PREFERENCES + "north,1,take,judgement\nnorth,2,not take,judgement\n"},
     "warning preferences.csv:4:1: statement: north is said to prefer the opposite of a statement that ranks higher"),
    ("no state", {"infeasible_csv": INFEASIBLE + "give,,judgement\n,give,judgement\n"}, "warning infeasible.csv:3:1: this row rules out how things stand at talks"),
    ("no state, why", {"infeasible_csv": INFEASIBLE + "give,,judgement\n,give,judgement\n"}, "it leaves no combination of moves at all"),
    ("status quo", {"infeasible_csv": INFEASIBLE + ",give;take,judgement\n"}, "warning infeasible.csv:2:1: this row rules out how things stand at talks"),
    ("status quo, where", {"infeasible_csv": INFEASIBLE + ",give;take,judgement\n"}, "Compare options.yaml:1."),
    ("combination of nothing", {"infeasible_csv": INFEASIBLE + ",,judgement\n"}, "error infeasible.csv:2:1: no move is named"),
    ("combination against itself", {"infeasible_csv": INFEASIBLE + "give,take;give,judgement\n"}, "error infeasible.csv:2:1: give is both taken and not taken"),
    ("move of nobody", {"options_yaml": "give: {name: Give way}\n"}, "error options.yaml:1:7: 'party' is missing"),
    ("move of a stranger", {"options_yaml": "give: {name: Give way, party: nrth}\n"}, "error options.yaml:1:31: party: there is no party"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "told"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED])
def test_a_dossier_that_cannot_be_is_told_with_its_place(write: Write, changes: dict[str, str], told: str) -> None:
    problems = inspect_dossier(write(**{"options_yaml": TWO, **changes})).problems
    assert any(told in f"{problem.severity} {problem}" for problem in problems), [str(problem) for problem in problems]


def file(**changes: object) -> str:
    """Return a file of two options and two decision makers, one entry a line, with some of them changed."""
    content = {
        "options": [{"name": "Give"}, {"name": "Take"}],
        "decisionMakers": [
            {"name": "North", "options": [0], "preferences": [[[1, "Y"]]]},
            {"name": "South", "options": [1], "preferences": [[[0, "Y"]]]},
        ],
        "infeasibles": [],
    } | changes
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in content.items()) + "\n}"


def makers(**north: object) -> dict[str, object]:
    return {"decisionMakers": [{"name": "North", "options": [0], **north}, {"name": "South", "options": [1]}]}


MALFORMED_FILES = [
    ("unknown option wanted", makers(preferences=[[[2, "Y"]]]), "dam.gmcr:3:72: decisionMakers.1.preferences.1.1.1: there is no such option"),
    ("unknown option ruled out", {"infeasibles": [[[7, "Y"]]]}, "dam.gmcr:4:19: infeasibles.1.1.1: there is no such option"),
    ("text that says nothing", makers(preferences=[[]]), "this is empty"),
    ("text against itself", makers(preferences=[[[1, "Y"], [1, "N"]]]), "an option stands twice in one pattern"),
    ("cyclic ranking", {"useManualPreferenceRanking": True, **makers(preferenceRanking=[1, 2, 1])}, "ranked more than once (found '1'"),
    ("no state", {"infeasibles": [[[0, "Y"]], [[0, "N"]]]}, "dam.gmcr:4:16: infeasibles: no state is feasible"),
    ("move of nobody", {"decisionMakers": [{"name": "North", "options": [0]}]}, "dam.gmcr:2:31: options.2: this option belongs to nobody"),
    ("move of two", makers(options=[0, 1]), "this option has an owner already (found '1'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"), [case[1:] for case in MALFORMED_FILES], ids=[c[0] for c in MALFORMED_FILES]
)
def test_a_file_that_cannot_be_is_told_with_its_place(changes: dict[str, object], told: str) -> None:
    assert inspect_gmcr("dam.gmcr", file()).conflict is not None
    found = inspect_gmcr("dam.gmcr", file(**changes))
    assert found.conflict is None
    assert any(told in str(problem) for problem in found.problems), [str(problem) for problem in found.problems]
    assert all(problem.line for problem in found.problems)


def test_a_status_quo_that_is_ruled_out_leaves_the_question_open_and_says_why(write: Write) -> None:
    folder = write(options_yaml=TWO, preferences_csv=PREFERENCES, infeasible_csv=INFEASIBLE + ",give;take,judgement\n")
    found = CliRunner().invoke(main, ["stability", str(folder)])
    assert found.exit_code == 1
    told = " ".join(found.stdout.split())
    assert "ruled out by infeasible.csv: not give with not take cannot be; goodoffices check tells the lines" in told
