"""What holds for a time holds without gaps and overlaps."""

import itertools
from collections.abc import Iterator, Sequence

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.party import Tie
from goodoffices.dossier.situation import at_moment
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.errors import Problem


def nothing_is_said_twice(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No two rows give the same party's stance or capability from the same date.

    Delete one of the rows, or say in 'from' since when the second holds.
    """
    for table, rows in _dated(dossier):
        seen: dict[object, int] = {}
        for index, row in enumerate(rows):
            key = (*_same(row), str(row.from_ or ""))
            if key in seen:
                first = files.row_place(table, seen[key])[0]
                yield Problem(
                    table,
                    f"line {first} gives the same party's row from the same date",
                    *files.row_place(table, index),
                    expected="one row, or a later date in 'from'",
                )
            seen.setdefault(key, index)


def validity_does_not_overlap(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A row that says when it ends has ended when the next one of its kind begins.

    End the earlier row before the later one begins, or leave its end open.
    """
    ties: tuple[str, Sequence[Tie]] = ("ties.csv", dossier.ties)
    for table, rows in (*_dated(dossier), ties):
        dated: dict[tuple[str, ...], list[tuple[int, Stance | Capability | Tie]]] = {}
        for index, row in enumerate(rows):
            dated.setdefault(_same(row), []).append((index, row))
        for same in dated.values():
            same.sort(key=lambda pair: pair[1].from_.earliest.isoformat() if pair[1].from_ else "")
            for (first_index, first), (index, row) in itertools.pairwise(same):
                if row.from_ and first.until and first.until.earliest > row.from_.latest:
                    yield Problem(
                        table,
                        f"the row before it holds until {first.until}, this one from {row.from_}",
                        *files.row_place(table, index, "from"),
                        field="from",
                        found=str(row.from_),
                        expected=f"a date from {first.until} on, or an earlier end there",
                        witness=files.row_witness(table, first_index),
                    )


def validity_reaches_the_moment(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever takes part in a moment and ever had a stance on an open issue has one in force then.

    Correct the dates of the stance, or leave it if the party had given it up by then.
    """
    ever: dict[tuple[str, str], list[int]] = {}
    for index, stance in enumerate(dossier.stances):
        ever.setdefault((stance.party, stance.issue), []).append(index)
    for moment in dossier.moments.values():
        situation = at_moment(dossier, moment.id)
        if situation.withheld:
            continue
        for party in moment.participants:
            for issue in moment.issues:
                if (party, issue) in ever and (party, issue) not in situation.stances:
                    index = ever[party, issue][0]
                    yield Problem(
                        "stances.csv",
                        f"{party} has a stance on {issue}, but none in force at {moment.id} ({moment.date})",
                        *files.row_place("stances.csv", index),
                        expected="an earlier 'from', a later 'until', or none if there was no stance then",
                        witness=files.witness("moments.yaml", (moment.id,)),
                    )


def _dated(dossier: Dossier) -> tuple[tuple[str, Sequence[Stance | Capability | Tie]], ...]:
    return ("stances.csv", dossier.stances), ("capabilities.csv", dossier.capabilities)


def _same(row: Stance | Capability | Tie) -> tuple[str, ...]:
    """Return what two rows share that speak of the same thing at different times."""
    return (row.party, row.kind, row.other) if isinstance(row, Tie) else (row.party, row.issue or "")
