"""Files of other bargaining programs: whatever they say comes back from the dossier, whatever they are it ends in plain words."""

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.dossier import Dossier
from goodoffices.dossier.storage.text.text_file import hidden_in
from goodoffices.errors import GoodOfficesError
from goodoffices.interchange.importing import import_dossier

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda name: not name.startswith("#") and not hidden_in(name)
)
NUMBERS = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)
ROWS = st.lists(
    st.tuples(NAMES, NUMBERS, NUMBERS, st.integers(1, 100)), min_size=2, max_size=8, unique_by=lambda row: row[0]
).filter(lambda rows: len({row[2] for row in rows}) > 1 and any(row[1] for row in rows))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("import") / "talks.csv"


def cell(text: object) -> str:
    return '"' + str(text).replace('"', '""') + '"'


def content(dossier: Dossier) -> list[tuple[str, float, float, float]]:
    return [
        (dossier.parties[stance.party].short or dossier.parties[stance.party].name, capability.capability.likely,
         float(str(stance.position)), stance.salience.likely)
        for stance, capability in zip(dossier.stances, dossier.capabilities, strict=True)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, separator=st.sampled_from(",;\t"))
def test_a_table_says_the_same_as_its_dossier(
    file: Path, rows: list[tuple[str, Decimal, Decimal, int]], separator: str
) -> None:
    lines = [("Actor", "Capability", "Position", "Salience"), *((n, c, x, Decimal(s) / 100) for n, c, x, s in rows)]
    file.write_text("\n".join(separator.join(map(cell, line)) for line in lines), encoding="utf-8")
    most = max(row[1] for row in rows)
    found = content(import_dossier(file))
    for (name, capability, position, salience), given_row in zip(found, rows, strict=True):
        assert name == given_row[0]
        assert capability == pytest.approx(float(100 * given_row[1] / most), rel=1e-11)
        assert (position, salience) == (float(given_row[2]), given_row[3])


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_three_formats_that_say_the_same_become_the_same(
    file: Path, rows: list[tuple[str, Decimal, Decimal, int]]
) -> None:
    table = ["Actor,Capability,Position,Salience", *(",".join(map(cell, row)) for row in rows)]
    if max(row[3] for row in rows) == 1:  # there a salience of 1 would be read as the most there can be
        rows[0] = (*rows[0][:3], 2)
        table[1] = ",".join(map(cell, rows[0]))
    ktab = [f"Talks,,{len(rows)},1", "Actor,Description,Influence,Position,Salience"]
    ktab += [",".join(map(cell, (name, "", *numbers))) for name, *numbers in rows]
    exchange = [*(f"#A;{cell(name)};" for name, *_ in rows), "#P;talks;"]
    exchange += [f"#D;{cell(name)};talks;{x};{s};{c}" for name, c, x, s in rows]
    read = []
    for lines in (table, ktab, exchange):
        file.write_text("\n".join(lines), encoding="utf-8")
        read.append(content(import_dossier(file)))
    assert read[0] == read[1] == read[2]


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        alphabet=st.sampled_from("#APMDO/;,\t\n\"'01.5-eActor,Capability,Position,Salience \ufeffé"), max_size=200
    ),
    start=st.sampled_from(
        ["", "#A;a;\n", "Actor,Capability,Position,Salience\n", "x,y,2,1\nActor,Description,I,P,S\n"]
    ),
)
def test_any_text_ends_in_plain_words(file: Path, text: str, start: str) -> None:
    file.write_text(start + text, encoding="utf-8")
    with suppress(GoodOfficesError):
        import_dossier(file)
