"""What several tests use: a dossier as small as it can be, the tables of published figures, how much to try."""

import csv
from collections.abc import Callable
from pathlib import Path

MINIMAL = {
    "dossier.yaml": "title: A quarrel over fish\n",
    "parties.yaml": "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\n",
    "issues.yaml": "catch:\n  name: Catch\n  scale: {marks: [{at: 0, name: none}, {at: 100, name: all}]}\n",
    "moments.yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch]}\n",
    "stances.csv": ("party,issue,position,salience,source\nnorth,catch,0,50,judgement\nsouth,catch,100,50,judgement\n"),
    "capabilities.csv": "party,capability,source\nnorth,30,judgement\nsouth,10,judgement\n",
}

Write = Callable[..., Path]
"""Writes the minimal dossier: keyword arguments replace files (stances_csv=...), None leaves one out."""

thorough = False
"""Whether the tests run with ``--slow``."""


def examples(in_every_run: int, with_slow: int) -> int:
    """Return how many made-up inputs a test of large inputs looks at."""
    return with_slow if thorough else in_every_run


def published(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of published figures; its source stands in its first lines."""
    lines = (Path(__file__).parent / "published" / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def column(name: str, column: str) -> dict[str, int]:
    """Return one column of a table of members, by member."""
    return {row["member"]: int(row[column]) for row in published(name)}
