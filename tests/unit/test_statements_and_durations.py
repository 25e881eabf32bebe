"""Preference statements and lengths of time, as written in a dossier."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.duration import Duration
from goodoffices.logic import Formula

TRUTHS = [
    ("a", "a"),
    ("not a", "not a"),
    ("not not a", "a"),
    ("a and b or c", "(a and b) or c"),
    ("a or b and c", "a or (b and c)"),
    ("(a or b) and c", "(a or b) and c"),
    ("a if b", "a or not b"),
    ("a iff b", "a == b"),
    ("a or b if c", "(a or b) or not c"),
    ("not a and b", "(not a) and b"),
    ("a if b if c", "a or not (b or not c)"),
]


@pytest.mark.parametrize(("text", "truth"), TRUTHS, ids=[text for text, _ in TRUTHS])
def test_a_statement_holds_where_the_same_in_python_does(text: str, truth: str) -> None:
    statement = Formula.parse(text)
    for values in itertools.product((False, True), repeat=3):
        taken = {name for name, value in zip("abc", values, strict=True) if value}
        assert statement.holds(taken) == eval(truth, dict(zip("abc", values, strict=True)))


@pytest.mark.parametrize("text", [text for text, _ in TRUTHS])
def test_what_is_left_once_something_is_known_says_the_same(text: str) -> None:
    formula = Formula.parse(text)
    for values in itertools.product((False, True), repeat=3):
        for known in itertools.product((False, True), repeat=3):
            truth = dict(zip("abc", values, strict=True))
            left = formula.given({name: truth[name] for name, is_known in zip("abc", known, strict=True) if is_known})
            taken = {name for name in truth if truth[name]}
            assert (left if isinstance(left, bool) else left.holds(taken)) == formula.holds(taken)


@pytest.mark.parametrize(
    "text", ["", "a and", "and a", "(a", "a)", "a b", "a & b", "not", "()", "(" * 60 + "a" + ")" * 60, "a or " * 999]
)
def test_what_is_no_statement_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"statement|bracket|nested|option"):
        Formula.parse(text)


@given(st.text(alphabet="ab ()notandorif", max_size=40))
def test_any_text_is_a_statement_or_is_refused(text: str) -> None:
    try:
        statement = Formula.parse(text)
    except ValueError:
        return
    assert Formula.parse(str(statement)) == statement
    statement.holds(set())


@pytest.mark.parametrize(
    ("said", "first", "second", "fits"),
    [
        ("3 months", "1991-04-25", "1991-06-02", False),
        ("3 months", "1991-04-25", "1991-07", True),
        ("2 years", "1991", "1992", False),
        ("2 years", "1991", "1993", True),
        ("1 year", "1991-12", "1992-06", True),
        ("9 months", "1990-09", "1991-06", True),
        ("9 months", "1990-09", "1991-08", False),
        ("4 days", "1991-04-20", "1991-04-24", True),
        ("4 days", "1991-04-20", "1991-04-25", False),
        ("1 week", "1990-09-09", "1990-09-17", True),
        ("5 months", "1990-02", "1990-07-18", True),
    ],
)
def test_a_length_of_time_fits_the_dates_it_can_mean(said: str, first: str, second: str, fits: bool) -> None:
    assert Duration.parse(said).fits(Date.parse(first), Date.parse(second)) is fits


@pytest.mark.parametrize("text", ["", "3", "months", "three months", "3 moons", "-1 day", "1e3 days", "9999999 days"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a length of time"):
        Duration.parse(text)
