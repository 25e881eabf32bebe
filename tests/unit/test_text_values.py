"""The small values of a dossier's cells: quantities, dates, rankings, citations."""

import datetime

import edtf
import edtf.parser.edtf_exceptions
import pytest

from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60", Quantity(60, 60, 60)),
        ("-2.5", Quantity(-2.5, -2.5, -2.5)),
        ("50..60..75", Quantity(50, 60, 75)),
        (" 0 .. 0.5 .. 1 ", Quantity(0, 0.5, 1)),
        ("0..0..0", Quantity(0, 0, 0)),
    ],
)
def test_quantity_reads(text: str, expected: Quantity) -> None:
    assert Quantity.parse(text) == expected


@pytest.mark.parametrize("text", ["", "50..60", "70..60..75", "1e3", "nan", "inf", "6O", "60,5", "50-60", "1..2..3..4"])
def test_quantity_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Quantity.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("1990", (1990, 1, 1), (1990, 12, 31), "1990"),
        ("1990-06", (1990, 6, 1), (1990, 6, 30), "June 1990"),
        ("1990-06-04", (1990, 6, 4), (1990, 6, 4), "4 June 1990"),
        ("1990-06-04~", (1990, 6, 4), (1990, 6, 4), "about 4 June 1990"),
        ("1990?", (1990, 1, 1), (1990, 12, 31), "1990 (uncertain)"),
        ("1989-22", (1989, 6, 1), (1989, 8, 31), "summer 1989"),
        ("1989-24", (1989, 12, 1), (1990, 2, 28), "winter 1989"),
        ("198X", (1980, 1, 1), (1989, 12, 31), "the 1980s"),
        ("XXXX", (1, 1, 1), (9999, 12, 31), "date not known"),
        ("2000-02-29", (2000, 2, 29), (2000, 2, 29), "29 February 2000"),
    ],
)
def test_date_reads(text: str, first: tuple[int, int, int], last: tuple[int, int, int], words: str) -> None:
    date = Date.parse(text)
    assert (date.earliest, date.latest) == (datetime.date(*first), datetime.date(*last))
    assert date.in_words == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1990-13",
        "1990-02-30",
        "1900-02-29",
        "June 1990",
        "1990/1991",
        "1990-06/..",
        "..",
        "90",
        "1989-32",
        "Y-17E7",
    ],
)
def test_date_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        Date.parse(text)


def test_ranking_ranks_options_it_leaves_out_last() -> None:
    ranking = Ranking.parse("b > a = c")
    assert ranking.ranks(("a", "b", "c", "d", "e")) == (1, 0, 1, 2, 2)
    assert str(ranking) == "b > a = c"


@pytest.mark.parametrize("text", ["a > a", "a >", "A > b", "a > b!", ">"])
def test_ranking_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"option|ranking"):
        Ranking.parse(text)


def test_citations_read_documents_and_judgements() -> None:
    assert Citation.parse_list("essay:437-441; judgement: no figure given; judgement") == (
        Citation("essay", "437-441"),
        Citation("judgement", "no figure given"),
        Citation("judgement", ""),
    )


@pytest.mark.parametrize("text", ["", ";", "essay", "essay:", "An essay: 4"])
def test_citations_refuse(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Citation.parse_list(text)


@pytest.mark.parametrize(
    ("passage", "line"), [("437-441", 437), ("12,14", 12), ("Annex 1", None), ("²", None), ("9" * 5000, None)]
)
def test_first_line_of_a_passage(passage: str, line: int | None) -> None:
    assert Citation("essay", passage).first_line == line


@pytest.mark.parametrize(
    "text", ["0000", "0001", "9999", "1990-00", "1990-12", "1990-13", "1990-19", "1992-02", "1900-02-29", "1992-02-29", "1990-06-00",
             "1990-06-31", "1990-00-01"]
)  # fmt: skip
def test_plain_dates_are_read_as_the_standard_has_them(text: str) -> None:
    try:
        parsed = edtf.parse_edtf(text)
        wanted = [datetime.date(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict())]
    except (edtf.parser.edtf_exceptions.EDTFParseException, ValueError):
        with pytest.raises(ValueError, match="not a date"):
            Date.parse(text)
    else:
        assert [Date.parse(text).earliest, Date.parse(text).latest] == wanted
