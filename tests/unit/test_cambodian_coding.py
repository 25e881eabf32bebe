"""The judged numbers of the Cambodian case were coded twice; both codings are kept, and the case holds their spread."""

import csv
import math
import re
from pathlib import Path

import pytest

from goodoffices.casebook import case_folder
from goodoffices.dossier.record import read_position
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking

NOTE = Path(__file__).parents[2] / "docs" / "explanation" / "coding-cambodia.md"
CODINGS = NOTE.with_suffix("")
JUDGED = [("stances", "position"), ("stances", "salience"), ("capabilities", "capability")]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def coded(table: str, field: str) -> list[tuple[str, str, str]]:
    """What the first coder, the second coder and the case say of each cell."""
    first, second = (rows(CODINGS / f"{table}-{who}.csv") for who in ("first", "second"))
    case = rows(case_folder("cambodia-1990") / f"{table}.csv")
    keys = [[(row["party"], row["issue"], row["from"]) for row in table_] for table_ in (first, second, case)]
    assert keys[0] == keys[1] == keys[2]
    return [(a[field], b[field], c[field]) for a, b, c in zip(first, second, case, strict=True)]


@pytest.mark.parametrize(("table", "field"), JUDGED)
def test_the_case_holds_the_spread_of_both_codings(table: str, field: str) -> None:
    for a, b, c in coded(table, field):
        first, second, case = read_position(a), read_position(b), read_position(c)
        if isinstance(first, Ranking):
            assert isinstance(second, Ranking)
            assert isinstance(case, Ranking)
            assert prefers(case) == prefers(first) & prefers(second), (a, b, c)
        else:
            assert isinstance(second, Quantity)
            spread = Quantity(
                min(first.low, second.low),
                math.floor((first.likely + second.likely) / 2 + 0.5),
                max(first.high, second.high),
            )
            assert case == spread, (a, b, c)


def test_the_other_judged_numbers_hold_the_spread_too() -> None:
    for row in rows(CODINGS / "other-numbers.csv"):
        first, second, case = (Quantity.parse(row[name]) for name in ("first", "second", "case"))
        assert (case.low, case.high) == (min(first.low, second.low), max(first.high, second.high)), row
        assert case.likely == pytest.approx((first.likely + second.likely) / 2, abs=0.5 if case.high > 1 else 0.006), (
            row
        )
        for place in row["where"].split("; "):
            file, _, path = place.partition(":")
            text = (case_folder("cambodia-1990") / file).read_text(encoding="utf-8")
            entry = re.split(rf"^{path.split('.')[0]}:", text, flags=re.MULTILINE)[1]
            assert row["case"] in re.split(r"^\w", entry, flags=re.MULTILINE)[0], row


def prefers(ranking: Ranking) -> set[tuple[str, str]]:
    """Return which option is ranked above which."""
    return {
        (better, worse)
        for number, tier in enumerate(ranking.tiers)
        for lower in ranking.tiers[number + 1 :]
        for better in tier
        for worse in lower
    }


@pytest.mark.parametrize(("table", "field"), JUDGED)
def test_the_note_states_how_far_the_coders_agree(table: str, field: str) -> None:
    pairs = [(a, b) for a, b, _ in coded(table, field) if not any(c.isalpha() for c in a)]
    likely = [(Quantity.parse(a).likely, Quantity.parse(b).likely) for a, b in pairs]
    apart = sum(abs(a - b) for a, b in likely) / len(likely)
    close = sum(abs(a - b) <= 10 for a, b in likely)
    stated = re.search(
        rf"^\| {field} \| (\d+) \| ([\d.]+) \| (\d+) \| ([\d.]+) \|$", NOTE.read_text("utf-8"), re.MULTILINE
    )
    assert stated
    assert stated.groups() == (str(len(likely)), f"{apart:.1f}", str(close), f"{alpha(likely):.2f}")


def alpha(pairs: list[tuple[float, float]]) -> float:
    """Krippendorff's alpha for interval data and two coders without gaps (Krippendorff 2011, section D)."""
    values = [value for pair in pairs for value in pair]
    observed = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    expected = sum((a - b) ** 2 for a in values for b in values) / (len(values) * (len(values) - 1))
    return 1 - observed / expected
