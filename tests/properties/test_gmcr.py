"""Files of GMCR+: formulas and patterns say the same, whatever is written reads back, whatever it is ends in plain words."""

import json
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.interchange.gmcr import ConflictFile, FileDecisionMaker, FileOption, gmcr_text, inspect_gmcr
from goodoffices.interchange.gmcr.json_text import place_of
from goodoffices.interchange.gmcr.patterns import patterns_of
from goodoffices.logic import Formula
from goodoffices.models.stability.forms.option_form import Direction

NAMES = ("a", "b", "c", "d")
formulas = st.recursive(
    st.sampled_from(NAMES),
    lambda part: st.one_of(
        part.map(lambda text: f"not ({text})"),
        st.tuples(part, st.sampled_from(["and", "or", "if", "iff"]), part).map(lambda p: f"({p[0]}) {p[1]} ({p[2]})"),
    ),
    max_leaves=8,
)
patterns = st.dictionaries(st.integers(0, 3), st.booleans(), min_size=1).map(lambda chosen: tuple(chosen.items()))
statements = st.lists(patterns, min_size=1, max_size=3).map(tuple)
labels = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=8)


@given(formulas)
def test_patterns_hold_where_the_formula_does(text: str) -> None:
    formula = Formula.parse(text)
    found = patterns_of(formula, {name: number for number, name in enumerate(NAMES)})
    for state in range(16):
        taken = {name for number, name in enumerate(NAMES) if state >> number & 1}
        holds = any(all(bool(state >> option & 1) == yes for option, yes in pattern) for pattern in found)
        assert holds == formula.holds(taken)
    assert not any(set(one) < set(other) for one in found for other in found)


@st.composite
def conflicts(draw: st.DrawFn) -> ConflictFile:
    names = draw(st.lists(labels, min_size=6, max_size=6, unique=True))
    owners = [0, 1, *(draw(st.integers(0, 1)) for _ in range(2))]
    directions: st.SearchStrategy[Direction] = st.sampled_from(["both", "forward", "backward"])
    return ConflictFile(
        tuple(FileOption(name, draw(directions)) for name in names[:4]),
        tuple(
            FileDecisionMaker(
                names[4 + i],
                tuple(k for k, owner in enumerate(owners) if owner == i),
                tuple(draw(st.lists(statements, max_size=3))),
                None,
                tuple(draw(st.lists(patterns, max_size=1))),
            )
            for i in range(2)
        ),
        tuple(draw(st.lists(patterns, max_size=1))),
        coalitions=draw(st.sampled_from([(), ((0, 1),)])),
    )


@settings(max_examples=60)
@given(conflicts())
def test_what_is_written_reads_back(conflict: ConflictFile) -> None:
    found = inspect_gmcr("x.gmcr", gmcr_text(conflict))
    assert found.conflict == conflict
    assert np.array_equal(found.conflict.states, conflict.states)


junk = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-2, 9),
        st.floats(allow_nan=False),
        st.sampled_from(["Y", "N", "", "x", "both"]),
    ),
    lambda part: st.one_of(
        st.lists(part, max_size=3),
        st.dictionaries(
            st.sampled_from(["name", "options", "decisionMakers", "preferences", "compound", "members", "infeasibles"]),
            part,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(conflicts(), st.data())
def test_damaged_files_end_in_words(conflict: ConflictFile, data: st.DataObject) -> None:
    tree: Any = json.loads(gmcr_text(conflict))
    at = tree
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], dict | list) and at[key] and data.draw(st.booleans()):
            at = at[key]
            continue
        at[key] = data.draw(junk)
        break
    found = inspect_gmcr("x.gmcr", json.dumps(tree))
    assert (found.conflict is None) == bool(found.problems)
    assert all(problem.line for problem in found.problems)


@given(junk, st.sampled_from([None, 1]))
def test_every_value_is_found_where_it_stands(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    lines = text.split("\n")

    def check(part: Any, path: tuple[str | int, ...]) -> None:
        line, column = place_of(text, path)
        start = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
        assert json.JSONDecoder().raw_decode(text, start)[0] == json.loads(json.dumps(part))
        inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        for key, deeper in inside:
            check(deeper, (*path, key))

    check(value, ())
