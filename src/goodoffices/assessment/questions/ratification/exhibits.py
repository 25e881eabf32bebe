"""The tables and pictures of the question of ratification."""

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.questions.ratification.carrying import (
    AGREED,
    EXPECTED,
    FORESEEN,
    PLACES,
    Carried,
    Reception,
    agreed_on,
)
from goodoffices.assessment.questions.ratification.phrases import is_everything, owner, place, stretches, wings_of
from goodoffices.assessment.two_level_games import position_of
from goodoffices.assessment.wording import listing, percent
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models.ratification import WinSet

SOMETIMES = 0.1
"""The faint bar holds what is accepted in at least this share of draws."""
REFUSES, COSTS, OUTSIDE = "can refuse", "can only make it costly", "can refuse, but its party need not sign"
SIGN = "those who sign, themselves"
CATEGORIES = (REFUSES, COSTS, OUTSIDE, SIGN)


def homes_table(items: Sequence[Carried]) -> Table:
    """Return what each home would accept and how often it agrees."""
    rows: list[tuple[Cell, ...]] = []
    for found in items:
        for reception in found.receptions:
            rows.append(
                (
                    found.situation.moment.name,
                    found.issue.name,
                    owner(found, reception),
                    standing(reception),
                    stretches(found, reception.accepts),
                    *(_share(reception.agrees.get(kind)) for kind in (EXPECTED, FORESEEN, AGREED)),
                    _hangs_on(found, reception),
                )
            )
    table = Table(
        "ratification.homes",
        "What each home would accept",
        (
            "moment", "issue", "at home", "what it can do", "would accept", "accepts what is expected", "accepts what may come",
            "accepts what was agreed", "hangs on",
        ),
        tuple(rows),
        note="Accepted is what it likes no less than what holds without an agreement, at the likeliest inputs; the shares are over draws. What may "
        "come counts also what past forecasts missed. Bodies of which nothing is told on an issue are not asked.",
    )  # fmt: skip
    return _filled(table)


def tables_table(items: Sequence[Carried]) -> Table:
    """Return for each issue, and for all as one text, what all homes that count would carry."""
    rows: list[tuple[Cell, ...]] = []
    for found in items:
        one = len(found.issues) == 1
        held = found.situation.moment.status_quo[found.issue.id].position
        agreed = agreed_on(found.situation, found.issue)
        rows.append(
            (
                found.situation.moment.name,
                found.issue.name if one else f"all {len(found.issues)} with a status quo, as one text",
                place(found, held.likely) if one and isinstance(held, Quantity) else "",
                place(found, found.item.compromise.median) if one and found.item else "",
                place(found, agreed.likely) if one and agreed else "",
                stretches(found, found.homes),
                stretches(found, found.zone) if found.zone is not None else "",
                *(_share(found.share(kind)) for kind in (EXPECTED, FORESEEN, AGREED)),
                _share(defection[1]) if (defection := found.defection(found.told)) else "",
            )
        )
    table = Table(
        "ratification.table",
        "What can be carried by all homes that count",
        (
            "moment", "issue", "without agreement", "expected", "agreed", "all homes would carry", "and those who sign would accept",
            "carried: what is expected", "carried: what may come", "carried: what was agreed", "signed, then refused",
        ),
        tuple(rows),
        note="Homes count if they can refuse and their party must sign. The last column is the share of those draws in which all who must sign would "
        "gain by what was agreed, or failing that by what is expected, and a home then refuses it.",
    )  # fmt: skip
    return _filled(table)


def home_figure(situation: Situation, items: Sequence[Carried]) -> Figure | None:
    """Return the picture of what homes would accept at a moment; None if all of them would accept anything."""
    limited = [found for found in items if not all(is_everything(r.accepts) for r in found.receptions)]
    if not limited:
        return None
    rows = tuple(row for found in limited for row in _rows(found))
    title = f"What homes would accept, {situation.moment.name}"
    columns = (
        "issue", "at home", "what it can do", "from", "to", "in a tenth of draws from", "in a tenth of draws to", "without agreement",
        "expected", "agreed", "all homes from", "all homes to", "scale low", "scale high",
    )  # fmt: skip
    told = "; ".join(
        f"{found.issue.name}: "
        + ", ".join(f"{owner(found, r)} accepts {stretches(found, r.accepts)}" for r in found.receptions)
        + _marks(found)
        for found in limited
    )
    return Figure(
        f"ratification.{situation.moment.id}.homes",
        "homes",
        title,
        f"One panel per issue with a bar for each home: {told}.",
        Table(
            f"ratification.{situation.moment.id}.homes.data",
            title,
            columns,
            rows,
            note="At the likeliest inputs; the faint ends hold what is accepted in at least a tenth of the draws.",
        ),
        categories=CATEGORIES,
    )


def standing(reception: Reception) -> str:
    """Return what a home can do about a text."""
    if not reception.body.constituency.can_block:
        return COSTS
    return REFUSES if reception.must_sign else OUTSIDE


def _rows(found: Carried) -> list[tuple[Cell, ...]]:
    scale = found.issue.scale
    assert scale is not None
    held = found.situation.moment.status_quo[found.issue.id].position
    agreed = agreed_on(found.situation, found.issue)
    common: tuple[Cell, ...] = (
        held.likely if isinstance(held, Quantity) else None,
        found.item.compromise.median if found.item else None,
        agreed.likely if agreed else None,
    )
    ends = found.homes.ends if found.homes and found.counting else []
    overlap: tuple[Cell, ...] = (
        (position_of(found.issue, ends[0][0]), position_of(found.issue, ends[0][1])) if len(ends) == 1 else (None, None)
    )
    rows: list[tuple[Cell, ...]] = []

    def add(name: str, what: str, accepted: WinSet, faint: tuple[float, float] | None) -> None:
        outer: tuple[Cell, ...] = (
            (position_of(found.issue, faint[0]), position_of(found.issue, faint[1])) if faint else (None, None)
        )
        bars: list[tuple[Cell, ...]] = [
            (position_of(found.issue, low), position_of(found.issue, high)) for low, high in accepted.ends
        ]
        for inner in bars or [(None, None)]:
            rows.append((found.issue.name, name, what, *inner, *outer, *common, *overlap, scale.low, scale.high))

    for reception in found.receptions:
        often = PLACES[reception.open_to >= SOMETIMES]
        faint = (float(often[0]), float(often[-1])) if len(often) else None
        add(owner(found, reception), standing(reception), reception.accepts, faint)
    if found.signed is not None:
        add(SIGN, SIGN, found.signed, None)
    return rows


def _marks(found: Carried) -> str:
    agreed = agreed_on(found.situation, found.issue)
    marks = [
        *([f"{place(found, found.item.compromise.median)} is expected"] if found.item else []),
        *([f"{place(found, agreed.likely)} was agreed"] if agreed else []),
    ]
    return f"; {listing(marks)}" if marks else ""


def _hangs_on(found: Carried, reception: Reception) -> str:
    """Name the pivotal part of a body that can refuse, or whose consent is lacking, on what was agreed or is expected."""
    verdict = reception.verdicts.get(found.told) or reception.verdicts.get(EXPECTED)
    if verdict is None or len(reception.body.wings) < 2 or not reception.body.constituency.can_block:
        return ""
    if verdict.agrees:
        return f"{wings_of(reception, verdict.pivot)} (pivotal)" if verdict.pivot else ""
    return "needs " + " or ".join(wings_of(reception, numbers) for numbers in verdict.unblocked_by)


def _filled(table: Table) -> Table:
    """Return the table without columns in which nothing stands."""
    kept = [i for i in range(len(table.columns)) if any(row[i] != "" for row in table.rows)]
    return replace(
        table,
        columns=tuple(table.columns[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
    )


def _share(share: float | None) -> str:
    return "" if share is None else percent(share)
