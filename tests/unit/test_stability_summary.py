"""Conflicts with very many states, counted and summed up: beside the same conflicts looked at state by state."""

import json
from dataclasses import replace
from functools import cache

import pytest
from click.testing import CliRunner
from tests.support import Write
from tests.unit.test_stability_question import DILEMMA, HEADER, TWO, many

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.conflict import Conflict, conflict_at
from goodoffices.assessment.questions.stability import every_state, laid_out, single
from goodoffices.assessment.questions.stability.every_state import asking_of_all
from goodoffices.assessment.questions.stability.limits import IN_THE_BRIEF, Limits, memory_for
from goodoffices.assessment.questions.stability.solved import STRENGTH, Solved, solve
from goodoffices.assessment.questions.stability.summary import MOST_OF_A_KIND, Summary, summed_up
from goodoffices.assessment.registry import by_id
from goodoffices.casebook import case_folder
from goodoffices.cli import main
from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.models.stability import Interrupted

QUESTION = by_id("stability")
CASES = [("elmira-1991", ""), ("cuba-1962", ""), ("cambodia-1990", "tokyo_1990"), ("cambodia-1990", "jakarta_1990")]


def quiet(_done: int, _total: int, _what: str) -> None: ...


def conflict_of(case: str, moment: str) -> Conflict:
    dossier = read_dossier(case_folder(case))
    found = conflict_at(at_moment(dossier, moment or next(iter(dossier.moments))))
    assert found is not None
    return found


@cache
def both(case: str, moment: str) -> tuple[Summary, Solved]:
    conflict = conflict_of(case, moment)
    found, solved = summed_up(conflict, IN_THE_BRIEF, {}, quiet), solve(conflict)
    assert found is not None
    assert solved is not None
    return found, solved


@pytest.mark.parametrize(("case", "moment"), CASES)
@pytest.mark.parametrize("made", [None, True, False])
def test_counts_are_those_of_the_states_one_by_one(case: str, moment: str, made: bool | None) -> None:
    whole, solved = both(case, moment)
    names = list(whole.conflict.options)
    for wanted in [{}] if made is None else [{name: made} for name in names] + [dict.fromkeys(names[:2], made)]:
        found = replace(whole, wanted=wanted)
        fits = [s for s in range(len(solved.states)) if all((n in solved.taken(s)) == m for n, m in wanted.items())]
        assert found.states == len(solved.states)
        for concept in STRENGTH:
            held = [s for s in solved.table.equilibria(concept).tolist() if s in set(fits)]
            assert found.count(concept) == len(held), (wanted, concept)
            always, never = found.in_common(concept)
            for name in names if held else []:
                assert (name in always) == all(name in solved.taken(s) for s in held)
                assert (name in never) == (not any(name in solved.taken(s) for s in held))


@pytest.mark.parametrize(("case", "moment"), CASES)
def test_states_worth_a_look_hold_as_said_and_are_as_far_as_said(case: str, moment: str) -> None:
    found, solved = both(case, moment)
    assert found.worth_a_look
    for worth in found.worth_a_look:
        number = solved.numbers[worth.state]
        assert solved.holds(number) == worth.holds
        assert solved.distance[number] == worth.distance
        way = found.way_to(worth.state)
        assert len(way) == max(worth.distance, 0)
        assert worth.changes == (worth.state ^ found.now).bit_count()
    firmest = next(
        concept for concept in STRENGTH if found.count(concept) and any(w.holds == concept for w in found.worth_a_look)
    )
    strongest = {int(solved.held[s]) for s in range(len(solved.states)) if solved.alike[s] != solved.alike[solved.now]}
    assert STRENGTH.index(firmest) == min(strongest)


def test_no_two_that_are_worth_a_look_are_alike() -> None:
    found, solved = both("cambodia-1990", "tokyo_1990")
    alike = [solved.alike[solved.numbers[worth.state]] for worth in found.worth_a_look]
    assert len(set(alike)) == len(alike) <= 3 * MOST_OF_A_KIND


def every(dossier: Dossier, **wanted: bool) -> Answer:
    return assess(dossier, questions=[asking_of_all(QUESTION, wanted)]).answers[0]


TOWNS = range(6)


def ring(write: Write) -> Dossier:
    """Six towns, each of which wants its neighbour's truce and to break its own: by hand, nobody keeps any."""
    return read_dossier(
        write(
            parties_yaml="".join(f"t{i}: {{name: T{i}, kind: group}}\n" for i in TOWNS),
            options_yaml="".join(f"truce_{i}: {{name: Keep truce {i}, party: t{i}, taken_now: true}}\n" for i in TOWNS),
            preferences_csv=HEADER
            + "".join(f"t{i},1,truce_{(i + 1) % 6},judgement\nt{i},2,not truce_{i},judgement\n" for i in TOWNS),
            stances_csv=None,
            capabilities_csv=None,
            issues_yaml=None,
            moments_yaml="talks: {name: Talks, date: 1990-06, at_table: [t0, t1], issues: []}\n",
        )
    )


def test_the_ring_in_words(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_out, "MOST_OPTIONS", 5)
    answer = assess(ring(write), questions=[QUESTION]).answers[0]
    told = {finding.id.removeprefix("stability.talks"): finding for finding in answer.findings}
    assert told[""].claim.startswith(
        "Talks: T0, T1, T2, T3, T4 and T5 would gain by a move away from how things stand, and only"
    )
    assert "Of 64 states that can be, there hold: 1 by themselves, " in told[""].claim
    numbers = {number.name: number.value for number in told[""].numbers}
    assert numbers["states that can be"] == 64
    assert numbers["states that hold: by itself (Nash)"] == 1
    table = answer.tables[0]
    assert table.rows[0][0] == "As things stand"
    nash = next(row for row in table.rows if row[2] == "By itself (Nash)")
    assert nash[3:] == ("six moves", 6)
    assert "symmetric sequential (SSEQ)" in table.note
    assert ".rankings" in told


def test_a_filter_counts_what_it_names(write: Write) -> None:
    dossier = ring(write)
    solved = solve(conflict_at(at_moment(dossier, "talks")))  # type: ignore[arg-type]
    assert solved is not None
    answer = every(dossier, truce_0=True, truce_1=False)
    fits = [
        s for s in solved.table.equilibria("gmr").tolist() if "truce_0" in (t := solved.taken(s)) and "truce_1" not in t
    ]
    assert "with “Keep truce 0” and without “Keep truce 1”: none by themselves" in answer.findings[0].claim.replace(
        "0 by", "none by"
    )
    assert {n.name: n.value for n in answer.findings[0].numbers}["states that hold: by threats (GMR)"] == len(fits)
    assert all("taking back" in str(row[1]) for row in answer.tables[0].rows[1:])


def test_the_brief_counts_up_to_its_limit_and_the_command_beyond(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "BUDGET", 300)
    dossier = many(write)
    (brief,) = assess(dossier, questions=[QUESTION]).answers[0].findings
    assert "goodoffices stability looks at all of them" in brief.claim
    monkeypatch.setattr(every_state, "on_request", lambda: Limits(19, 1 << 40, 1 << 40))
    answer = every(dossier, truce_0=True)
    assert not answer.is_answered
    assert "20 moves that matter make 1,048,576 combinations" in answer.missing[0]


def test_memory_is_counted_by_states_and_parties() -> None:
    conflict = conflict_of("elmira-1991", "")
    assert memory_for(conflict) == conflict.form.state_count * (7 * 3 + 12)
    assert not Limits(20, 1 << 20, memory_for(conflict) - 1).allow(conflict)
    assert Limits(20, 1 << 20, memory_for(conflict)).allow(conflict)


@pytest.mark.parametrize("after", list(range(3, 30, 3)))
def test_what_is_known_when_the_user_stops_is_told(write: Write, after: int) -> None:
    conflict = conflict_at(at_moment(ring(write), "talks"))
    assert conflict is not None
    calls = iter(range(1000))

    def stops(_done: int, _total: int, what: str) -> None:
        if what and not what.startswith("ranks") and next(calls) == after:
            raise KeyboardInterrupt

    try:
        found = summed_up(conflict, IN_THE_BRIEF, {}, stops)
    except Interrupted:
        assert after < len(TOWNS)
        return
    whole = summed_up(conflict, IN_THE_BRIEF, {}, quiet)
    assert found is not None
    assert whole is not None
    assert [found.count(c) for c in found.concepts] == [whole.count(c) for c in found.concepts]
    assert (found.distances is None) == (after < 5 * len(TOWNS) + 6)
    assert ("nash" in found.concepts) == (after >= len(TOWNS))


def test_the_command_filters(write: Write) -> None:
    folder = write(options_yaml=TWO, preferences_csv=DILEMMA)
    found = CliRunner().invoke(main, ["stability", str(folder), "--where", "give", "--json"])
    assert found.exit_code == 0, found.stderr
    (answer,) = json.loads(found.stdout)["answers"]
    assert "there hold, with “Give way”: none by themselves, 1 by answers" in answer["findings"][0]["claim"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--where", "giv"], "--where: there is no such option"),
        (["--where", ","], "--where: no move is named"),
        (["--where", ""], "--where is empty"),
        (["--where", "give", "--state", "give"], "give one of the two"),
    ],
)
def test_filters_that_cannot_be(write: Write, options: list[str], message: str) -> None:
    folder = write(options_yaml=TWO, preferences_csv=DILEMMA)
    found = CliRunner().invoke(main, ["stability", str(folder), *options])
    assert found.exit_code == 2
    assert message in found.stderr


def test_a_filter_names_moves_that_play_no_part(cambodia: Dossier) -> None:
    answer = every(cambodia, china_cuts_support=True, japan_hosts_tokyo=True)
    assert "“Cut support for the Khmer Rouge”" in answer.missing[0]
    assert "with “" in answer.findings[0].claim
