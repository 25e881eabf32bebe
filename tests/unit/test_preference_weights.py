"""Preference statements with weights: from a dossier's rows to rankings, findings, draws and a file of GMCR+."""

import pytest
from tests.support import Write

from goodoffices.assessment.assess import assess
from goodoffices.assessment.conflict import Conflict, conflict_at
from goodoffices.assessment.conflict_file import conflict_file_at
from goodoffices.assessment.questions.stability.drawn import drawn_rankings
from goodoffices.assessment.questions.stability.solved import solve
from goodoffices.assessment.registry import by_id
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier import at_moment, inspect_dossier, read_dossier
from goodoffices.dossier.comparison import compare
from goodoffices.initiatives.patching.paths import locate
from goodoffices.models.stability import ranks

TWO = "give: {name: Give way, party: north}\ntake: {name: Take part, party: south}\n"
HEADER = "party,rank,weight,statement,source\n"


def rows(*told: str) -> str:
    return HEADER + "".join(f"{row},judgement\n" for row in told)


def conflict(write: Write, *told: str, name: str = "case", options: str = TWO) -> Conflict:
    folder = write(name, options_yaml=options, preferences_csv=rows(*told))
    found = conflict_at(at_moment(read_dossier(folder), "talks"))
    assert found is not None
    return found


def order(found: Conflict, party: str) -> list[int]:
    return list(ranks(found.form, found.preferences)[found.form.decision_makers.index(party)].tolist())


def test_a_state_is_worth_the_sum_of_what_is_true_in_it(write: Write) -> None:
    """Worth of the four states: 0, giving alone -1, taking alone 2, both 2 - 1 + 0.5."""
    found = conflict(write, "north,,2,take", "north,,-1,give", "north,,0.5,take and give", "south,1,,give")
    assert [ranking.route for ranking in found.rankings] == ["weights", "statements"]
    assert order(found, "north") == [1, 0, 3, 2]


def test_weights_are_taken_as_written_so_that_ties_are_ties(write: Write) -> None:
    found = conflict(write, "north,,0.1,take", "north,,0.2,give", "north,,0.3,not take and not give", "south,1,,give")
    assert order(found, "north") == [2, 1, 0, 2]


def test_a_number_for_every_state_and_a_ranking_with_ties(write: Write) -> None:
    """A statement that describes a state in full carries the state's number; equal numbers are a tie."""
    found = conflict(
        write, "north,,7,give and take", "north,,-3,give and not take", "north,,7,not give and take", "south,,1,give",
    )  # fmt: skip
    assert order(found, "north") == [1, 0, 2, 2]
    assert order(found, "south") == [0, 1, 0, 1]


def test_powers_of_two_are_statements_in_order(write: Write) -> None:
    said = ["give iff take", "not give", "take or give"]
    weighed = conflict(write, *(f"north,,{2 ** (3 - n)},{text}" for n, text in enumerate(said, 1)), "south,1,,give")
    listed = conflict(write, *(f"north,{n},,{text}" for n, text in enumerate(said, 1)), "south,1,,give", name="listed")
    assert order(weighed, "north") == order(listed, "north")


def test_ranges_give_shares_and_the_likeliest_the_table(write: Write) -> None:
    """North takes part in giving way if its weight is above 0: in somewhat more than half of the draws of -2..1..2."""
    dossier = read_dossier(
        write(options_yaml=TWO, preferences_csv=rows("north,,-2..1..2,give", "south,1,,take iff give"))
    )
    answer = assess(dossier, draws=400, questions=[by_id("stability")]).answers[0]
    table = answer.tables[0]
    assert "share of draws of the weights" in table.note
    share = next(str(row[-1]) for row in table.rows if row[0] == "A")
    assert 55 < int(share.rstrip("%")) < 90
    told = {finding.id: finding.claim for finding in answer.findings}
    assert "of draws of the weights" in told["stability.talks.a"]
    assert "For North it is the sum of the weights" in told["stability.talks.rankings"]
    assert "(it wants: “Give way”)" in told["stability.talks.things_stand"]


def test_what_a_party_minds_is_said_so(write: Write) -> None:
    options = TWO.replace("party: north}", "party: north, taken_now: true}")
    dossier = read_dossier(write(options_yaml=options, preferences_csv=rows("north,,-1,give", "south,1,,take")))
    answer = assess(dossier, draws=10, questions=[by_id("stability")]).answers[0]
    assert "(it minds: “Give way”)" in " ".join(finding.claim for finding in answer.findings)


def test_drawn_rankings_are_those_of_the_drawn_weights(write: Write) -> None:
    found = conflict(write, "north,,0..1..3,give", "north,,1,take", "north,,-1..0..1,take and give", "south,1,,give")
    solved, worlds = solve(found), Worlds(60, 5)
    assert solved is not None
    drawn = drawn_rankings(solved, worlds, 60)
    assert drawn is not None
    every = list(drawn)
    assert 1 < len(drawn) == len(every) <= 60
    by_text = {str(s.row.statement): s.row.weight for s in found.rankings[0].statements}
    values = {text: worlds.sample(f"weight of {text} to north", weight) for text, weight in by_text.items() if weight}
    for draw, which in enumerate(drawn.which):
        worth = [0.0, *(float(values[t][draw]) for t in ("give", "take"))]
        worth.append(worth[1] + worth[2] + float(values["take and give"][draw]))
        assert every[which][0].tolist() == [sorted(worth).index(w) for w in worth]
        assert (every[which][1] == solved.ranks[1]).all()


@pytest.mark.parametrize(
    ("row", "why"), [("north,1,2,give", "rank and weight are both given"), ("north,,,give", "neither rank nor weight")]
)
def test_a_statement_has_a_rank_or_a_weight(write: Write, row: str, why: str) -> None:
    (found,) = inspect_dossier(write(options_yaml=TWO, preferences_csv=rows("south,1,,take", row))).errors
    assert why in found.message
    assert (found.file, found.line) == ("preferences.csv", 3)


def test_ranks_and_weights_of_one_party_are_not_mixed(write: Write) -> None:
    told = rows("north,1,,give", "south,,1,take", "north,,2,take", "north,2,,take if give")
    (found,) = inspect_dossier(write(options_yaml=TWO, preferences_csv=told)).errors
    assert "this statement of north has a weight, another in force at talks has a rank" in found.message
    assert (found.file, found.line, found.witness) == ("preferences.csv", 4, "preferences.csv:2")


def test_ranks_before_and_weights_since_are_not_mixed(write: Write) -> None:
    told = (
        "party,rank,weight,statement,from,until,source\nnorth,1,,give,,1980,judgement\nnorth,,2,take,1981,,judgement\n"
    )
    assert inspect_dossier(write(options_yaml=TWO, preferences_csv=told)).errors == ()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (("north,1,,take", "north,2,,not take"), "the opposite of a statement that ranks higher"),
        (
            ("north,,1,take", "north,,1,not take"),
            "a statement and its opposite, whose weights count against each other",
        ),
    ],
)
def test_contradictions_are_warned_about_with_both_lines(write: Write, told: tuple[str, ...], why: str) -> None:
    found = inspect_dossier(write(options_yaml=TWO, preferences_csv=rows("south,1,,give", *told)))
    (warning,) = [p for p in found.warnings if p.file == "preferences.csv"]
    assert why in warning.message
    assert str(warning).startswith("preferences.csv:4")
    assert "Compare preferences.csv:3" in str(warning)


def test_weights_go_to_a_file_of_gmcr_as_a_ranking(write: Write) -> None:
    folder = write(options_yaml=TWO, preferences_csv=rows("north,,2,take", "north,,-1,give", "south,1,,give"))
    file, _ = conflict_file_at(read_dossier(folder))
    assert file.by_ranking
    assert file.decision_makers[0].ranking == ((3,), (4,), (1,), (2,))


def test_a_changed_weight_is_told_as_a_change(write: Write) -> None:
    before, after = (
        read_dossier(write(name, options_yaml=TWO, preferences_csv=rows(f"north,,{weight},take", "north,,1,give")))
        for name, weight in (("before", 2), ("after", 3))
    )
    (difference,) = compare(before, after)
    assert (difference.kind, difference.field, difference.before, difference.after) == ("changed", "weight", "2", "3")


@pytest.mark.parametrize(("at", "value"), [("north.give iff take.weight", "2"), ("south.1.statement", "take")])
def test_an_initiative_finds_a_statement_by_its_rank_or_with_a_weight_by_what_it_says(
    write: Write, at: str, value: str
) -> None:
    folder = write(options_yaml=TWO, preferences_csv=rows("north,,2,give iff take", "north,,1,give", "south,1,,take"))
    assert str(locate(read_dossier(folder), f"preferences.{at}", None).now) == value
