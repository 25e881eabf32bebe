"""What holds for any scenario, and for files of scenarios damaged at random."""

import string
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenarios import GENIUS, NEGMAS, NONLINEAR

from goodoffices.errors import OutputError
from goodoffices.interchange.importing import inspect_import
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
    is_scenario,
    problem_of,
    read_scenario,
    write_scenario,
)

NAMES = st.text(string.ascii_letters + string.digits + " -_'&<>\"é中№\n,:#[]{}", min_size=1, max_size=12).map(str.strip)
NAMES = NAMES.filter(bool)
FILE_NAMES = st.text(string.ascii_letters + string.digits + "-_é中", min_size=1, max_size=8)
NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: x + 0.0)
POSITIVE = st.floats(1e-3, 1e6)
SHARES = st.floats(0, 1, allow_subnormal=False)


@st.composite
def topics(draw: st.DrawFn, number: int, name: str, kinds: tuple[str, ...]) -> Topic:
    kind = draw(st.sampled_from(kinds))
    if kind == "discrete":
        options = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
        return Topic(name, "discrete", tuple(options), number=number)
    low = draw(st.integers(-50, 50))
    if kind == "integer":
        return Topic(name, "integer", (), float(low), float(low + draw(st.integers(0, 5))), number)
    return Topic(name, "real", (), float(low), low + draw(POSITIVE), number)


@st.composite
def worths(draw: st.DrawFn, topic: Topic) -> Table | Line | Triangle:
    if topic.kind == "discrete":
        return Table(
            tuple(draw(st.lists(st.just(0.0) | st.floats(1e-6, 1e6), min_size=topic.size, max_size=topic.size)))
        )
    ends = draw(st.tuples(SHARES, SHARES))
    slope = (ends[1] - ends[0]) / ((topic.high - topic.low) or 1.0)
    if topic.kind == "integer":
        return Line(slope, ends[0], topic.low)
    if draw(st.booleans()):
        low, top, high = sorted(draw(st.lists(NUMBERS, min_size=3, max_size=3, unique=True)))
        return Triangle(low, high, top)
    return Line(slope, draw(NUMBERS))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    with_rules = draw(st.booleans())
    kinds = ("integer",) if with_rules else ("discrete", "integer", "real")
    made = tuple(draw(topics(number, name, kinds)) for number, name in enumerate(names, 1))
    files = draw(st.lists(FILE_NAMES, min_size=2, max_size=4, unique_by=str.casefold))
    profiles = []
    for name in files[1:]:
        reservation, discount = draw(st.none() | SHARES), draw(st.none() | SHARES)
        if with_rules:
            bounds = st.builds(
                lambda topic, low, more: Bound(topic, float(low), float(low + more)),
                st.integers(0, len(made) - 1), st.integers(-60, 60), st.integers(0, 30),
            )  # fmt: skip
            rules = draw(
                st.lists(st.builds(Rule, st.lists(bounds, max_size=2).map(tuple), NUMBERS), min_size=1, max_size=4)
            )
            none = (None,) * len(made)
            profiles.append(
                Profile(name, (0.0,) * len(made), none, tuple(rules), 0.0, reservation, discount, draw(POSITIVE))
            )
        else:
            weights = tuple(draw(SHARES) for _ in made)
            profiles.append(
                Profile(name, weights, tuple(draw(worths(t)) for t in made), (), 0.0, reservation, discount)
            )
    return Scenario(files[0], made, tuple(sorted(profiles, key=lambda p: p.name)))


def by_name(scenario: Scenario) -> Scenario:
    return replace(scenario, profiles=tuple(sorted(scenario.profiles, key=lambda profile: profile.name)))


@given(scenarios())
@settings(max_examples=60, deadline=None)
def test_a_scenario_written_and_read_is_the_same(scenario: Scenario) -> None:
    with tempfile.TemporaryDirectory() as place:
        write_scenario(Path(place) / "x", scenario)
        assert by_name(read_scenario(Path(place) / "x")) == scenario


@given(scenarios())
@settings(max_examples=40, deadline=None)
def test_negmas_files_give_the_utilities_of_genius_and_read_back_the_same(scenario: Scenario) -> None:
    with tempfile.TemporaryDirectory() as place:
        try:
            write_scenario(Path(place) / "x", scenario, "negmas")
        except OutputError as error:
            assert "cuts the worth" in str(error) or "bounds" in str(error)  # noqa: PT017
            return
        read = by_name(read_scenario(Path(place) / "x"))
        write_scenario(Path(place) / "y", read, "negmas")
        assert by_name(read_scenario(Path(place) / "y")) == replace(read, name=read.name)
    left, right = problem_of(scenario, levels=3), problem_of(read, levels=3)
    packages = np.array(np.unravel_index(np.arange(left.package_count), left.sizes)).T
    assert np.allclose(left.utilities(packages), right.utilities(packages), rtol=1e-9, atol=1e-7)
    assert np.array_equal(left.reservation, right.reservation)


@given(st.sampled_from([GENIUS, NONLINEAR, NEGMAS]), st.data())
@settings(max_examples=150, deadline=None)
def test_damaged_files_end_in_located_problems_or_in_a_scenario(files: dict[str, str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    content = files[name].encode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 40)))
        new = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"-1", b"1e400", b"nan", b'"', b"<", b"&x;", b"0", b"[", b"\n"])
        )
        content = content[:start] + new + content[end:]
    with tempfile.TemporaryDirectory() as place:
        for file, text in files.items():
            (Path(place) / file).write_bytes(content if file == name else text.encode())
        if not is_scenario(place):
            return
        found = inspect_scenario(place)
        assert (found.scenario is None) == bool(found.problems)
        assert all(problem.file and problem.message for problem in found.problems)
        inspect_import(place)
        if found.scenario is not None:
            assert np.isfinite(problem_of(found.scenario, levels=2).reservation).all()
