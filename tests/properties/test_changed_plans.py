"""Numbers of a plan that initiatives change are drawn from what they were and the effects on them, never from bounds alone."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import MINIMAL, examples

from goodoffices.assessment.chain import chain_at
from goodoffices.assessment.questions.implementation.courses import Judged, judged
from goodoffices.assessment.questions.implementation.readings import readings_at
from goodoffices.assessment.questions.implementation.timing import MONTH, Timing, timing
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier import at_moment
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Change, Initiative
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.storage.reading import inspect_texts
from goodoffices.initiatives.patching import patched
from goodoffices.models.implementation.course import settings_from

FILES = MINIMAL | {
    "parties.yaml": MINIMAL["parties.yaml"] + "east: {name: East, kind: state}\n",
    "texts.yaml": "treaty: {name: The treaty, kind: treaty, date: 1990-05, signed_by: [north, south], status: signed, source: judgement}\n",
    "verifiers.yaml": "watch: {name: The watch, party: east, detection: 0.3..0.5..0.8, delay_days: 5..10..30}\n",
    "phases.yaml": """pull_back:
  name: Pulling back
  text: treaty
  verifier: watch
  days: 30..60..120
  obligations:
    - {party: north, duty: withdraw}
    - {party: south, duty: withdraw, days: 40..90..200}
  conduct:
    - {party: south, stops: 0.2..0.3..0.5, attacks: 0.05..0.1..0.2, relents: 0.1..0.3..0.6, stake: 0.2, war: 0.1, war_ahead: 0.5, source: judgement}
  breaches: [{act: staying, parties: [south], consequence: aid_withheld, source: judgement}]
  source: judgement
vote:
  name: Voting
  text: treaty
  gate: {verifier: watch, confirms: [pull_back], opens_anyway: 60..90..150, source: judgement}
  days: 20..30..60
  source: judgement
""",
}
NUMBERS = {
    "phases.pull_back.days": (("days", "pull_back", ""), 400.0),
    "phases.pull_back.obligations.south.days": (("days", "pull_back", "south"), 400.0),
    "phases.vote.gate.opens_anyway": (("limit", "vote"), 400.0),
    "phases.pull_back.conduct.south.stops": (("chance", "south", "pull_back"), 1.0),
    "phases.pull_back.conduct.south.attacks": (("attack", "south", "pull_back"), 1.0),
    "phases.pull_back.conduct.south.relents": (("relents", "south", "pull_back"), 1.0),
    "verifiers.watch.detection": (("detection", "watch"), 1.0),
    "verifiers.watch.delay_days": (("delay", "watch"), 400.0),
}
"""Each number by its path, with what the course calls it and about how far its scale goes."""
DRAWS = 200
paths = st.sampled_from(sorted(NUMBERS))


@cache
def treaty() -> Dossier:
    read = inspect_texts("treaty", FILES)
    assert read.dossier is not None, read.problems
    return read.dossier


def with_change(op: str, at: str, value: str, chance: str | None = None, name: str = "host") -> Dossier:
    change = Change.model_validate({"op": op, "at": at, "value": value, "chance": chance, "source": "judgement"})
    act = Initiative(id=name, name=name, by=("east",), changes=(change,), source="judgement")
    return patched(treaty(), [act]).dossier


def course_of(dossier: Dossier, draws: int = DRAWS) -> Judged:
    situation = at_moment(dossier, "talks")
    found = judged(readings_at(situation, on_paper(situation))[0], Worlds(draws, 1))
    assert isinstance(found, Judged), found
    return found


def numbers_of(dossier: Dossier, draws: int = DRAWS) -> dict[tuple[str, ...], np.ndarray]:
    return course_of(dossier, draws).numbers


def schedule_of(dossier: Dossier) -> Timing:
    situation = at_moment(dossier, "talks")
    found = timing(readings_at(situation, on_paper(situation))[0], Worlds(DRAWS, 1))
    assert isinstance(found, Timing), found
    return found


def same(one: dict[tuple[str, ...], np.ndarray], other: dict[tuple[str, ...], np.ndarray]) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[key], other[key]) for key in one)


def carried(dossier: Dossier) -> np.ndarray:
    course = chain_at(at_moment(dossier, "talks"), Worlds(64, 1)).course
    assert course is not None
    return course.chance


def test_every_number_that_can_be_changed_is_one_of_the_course() -> None:
    assert {key for key, _ in NUMBERS.values()} <= numbers_of(treaty()).keys()


@given(paths, st.sampled_from([None, "0.5", "0.2..0.5..0.9"]))
@settings(max_examples=examples(6, 60))
def test_a_shift_by_nothing_and_one_that_never_works_change_nothing(at: str, chance: str | None) -> None:
    before = numbers_of(treaty())
    assert same(before, numbers_of(with_change("shift", at, "0", chance)))
    assert same(before, numbers_of(with_change("shift", at, "0.05..0.1..0.2", "0")))
    assert same(before, numbers_of(with_change("set", at, "0.5", "0")))
    assert np.array_equal(carried(treaty()), carried(with_change("shift", at, "0", chance)))


@given(paths, st.sampled_from(["shift", "set"]), st.floats(0.02, 0.3))
@settings(max_examples=examples(6, 60))
def test_what_works_with_a_chance_of_one_is_certain(at: str, op: str, share: float) -> None:
    _, scale = NUMBERS[at]
    value = f"{share * scale / 2:.6f}..{share * scale:.6f}..{2 * share * scale:.6f}"
    certain = with_change(op, at, value)
    assert same(numbers_of(certain), numbers_of(with_change(op, at, value, "1")))
    assert not same(numbers_of(treaty()), numbers_of(certain))


@given(paths, st.floats(-0.05, 0.1).filter(bool))
@settings(max_examples=examples(6, 60))
def test_a_shift_moves_every_draw_by_its_amount_where_it_works_and_none_elsewhere(at: str, share: float) -> None:
    (key, scale), amount = NUMBERS[at], round(share * NUMBERS[at][1], 6)
    before = numbers_of(treaty())[key]
    moved = np.clip(before + amount, 0.0, 1.0 if scale == 1.0 else None)
    np.testing.assert_allclose(numbers_of(with_change("shift", at, f"{amount:.6f}"))[key], moved, atol=1e-9)
    unsure = with_change("shift", at, f"{amount:.6f}", "0.5")
    works = Worlds(DRAWS, 1).uniform("host#1 works") < 0.5
    np.testing.assert_allclose(numbers_of(unsure)[key], np.where(works, moved, before), atol=1e-9)
    others = {
        name: value for name, value in numbers_of(unsure).items() if name[0] != key[0] and name[0] != "excluded_attack"
    }
    assert all(np.array_equal(value, numbers_of(treaty())[name]) for name, value in others.items())


@pytest.mark.parametrize("at", sorted(NUMBERS))
def test_the_mean_moves_by_the_mean_of_the_effect(at: str) -> None:
    key, scale = NUMBERS[at]
    low, likely, high = 0.0, 0.02 * scale, 0.1 * scale
    unsure = numbers_of(with_change("shift", at, f"{low:g}..{likely:g}..{high:g}", "0.5"), 4000)[key]
    expected = 0.5 * (low + 4 * likely + high) / 6
    assert (unsure - numbers_of(treaty(), 4000)[key]).mean() == pytest.approx(expected, rel=0.12)


def test_one_effect_works_in_the_same_worlds_in_the_course_and_in_the_schedule() -> None:
    late = with_change("shift", "phases.pull_back.obligations.south.days", "100", "0.5")
    works = Worlds(DRAWS, 1).uniform("host#1 works") < 0.5
    steps = schedule_of(late).times.steps["pull_back", "south"]
    assert np.array_equal(steps, numbers_of(late)["days", "pull_back", "south"])
    assert np.array_equal(steps > schedule_of(treaty()).times.steps["pull_back", "south"], works)


def test_an_effect_on_the_attack_counts_after_an_exclusion_too() -> None:
    numbers = numbers_of(with_change("shift", "phases.pull_back.conduct.south.attacks", "0.2", "0.5"))
    assert np.array_equal(numbers["excluded_attack", "south", "pull_back"], numbers["attack", "south", "pull_back"])


def test_a_year_more_is_twelve_months_more() -> None:
    """Days are drawn as days and become months only afterwards, draw by draw."""
    before, after = treaty(), with_change("shift", "phases.pull_back.obligations.south.days", f"{12 * MONTH:.10f}")

    def months(dossier: Dossier) -> np.ndarray:
        found = course_of(dossier)
        return 1.0 / settings_from(found.ready.course, found.numbers)["pace_pull_back_south"]

    np.testing.assert_allclose(
        months(after) - numbers_of(before)["days", "pull_back", "south"] / MONTH, 12.0, atol=1e-6
    )


def test_a_plan_half_of_whose_worlds_are_watched_better_lies_between() -> None:
    sure, unsure = (carried(with_change("set", "verifiers.watch.detection", "1", chance)) for chance in ("1", "0.5"))
    works = Worlds(64, 1).uniform("host#1 works") < 0.5
    assert np.array_equal(unsure, np.where(works, sure, carried(treaty())))
    assert not np.array_equal(sure, carried(treaty()))
