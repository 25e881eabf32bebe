"""Numbers that documents state agree with what they count and add up to."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.situation import in_force
from goodoffices.errors import Problem, nearest

_COUNTED = (
    "forums.FORUM.ROLE, texts.TEXT.signed_by, councils.COUNCIL.FORMULA (its seats), parties.PARTY.members, "
    "moments.MOMENT.at_table"
)
ROUNDING = 1.0
"""Shares rounded to whole percent may miss a hundred by this much."""


def counted_lists_exist(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """What a figure counts is a list of the dossier.

    Correct the name: a file, an entry and a list in it, joined by dots.
    """
    for index, figure in enumerate(dossier.figures):
        for name in figure.counts:
            if _counted(dossier, name) is None:
                concept, _, rest = name.partition(".")
                known = [f"{concept}.{entry}" for entry in _entries(dossier, concept)]
                yield Problem(
                    "figures.csv",
                    "there is no list of this name",
                    *files.row_place("figures.csv", index, "counts"),
                    field="counts",
                    found=name,
                    expected=f"a list such as {_COUNTED}",
                    suggestion=nearest(f"{concept}.{rest.partition('.')[0]}", known),
                )


def counts_agree_with_lists(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A stated count is that of the list it counts.

    Complete the list or correct the number; if the document itself is wrong, say so in remarks.csv.
    """
    for index, figure in enumerate(dossier.figures):
        counted = [_counted(dossier, name) or () for name in figure.counts]
        if not counted:
            continue
        total = sum(number for list_ in counted for _, number in list_)
        if not figure.value.low <= total <= figure.value.high:
            named = ", ".join(name for list_ in counted for name, _ in list_)
            yield Problem(
                "figures.csv",
                f"{figure.what}: {figure.value} are stated, {total} are named ({named})",
                *files.row_place("figures.csv", index, "value"),
                field="value",
                found=str(figure.value),
                expected=str(total),
                witness=_where_counted(files, figure.counts[0]),
            )


def sums_add_up(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A figure stated as a sum is the sum of its parts.

    Look up the parts and the sum, and see whether a part is missing in 'sum_of'.
    """
    figures = {figure.id: figure for figure in dossier.figures}
    places = {figure.id: index for index, figure in enumerate(dossier.figures)}
    for index, figure in enumerate(dossier.figures):
        parts = [figures[name] for name in figure.sum_of]
        if not parts:
            continue
        low, high = sum(p.value.low for p in parts), sum(p.value.high for p in parts)
        if figure.value.high < low or figure.value.low > high:
            sum_ = f"{low:g}" if low == high else f"{low:g} to {high:g}"
            terms = " + ".join(f"{p.value} ({p.id})" for p in parts)
            yield Problem(
                "figures.csv",
                f"{figure.what}: {terms} make {sum_}",
                *files.row_place("figures.csv", index, "value"),
                field="value",
                found=str(figure.value),
                expected=sum_,
                witness=files.row_witness("figures.csv", places[parts[0].id]),
            )


def contributions_are_stated_once(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No two rows give the same party's share of one budget or burden from the same date.

    Delete one of the rows, or say in 'from' since when the second holds.
    """
    seen: dict[tuple[str, ...], int] = {}
    for index, figure in enumerate(dossier.figures):
        if figure.paid_by is None:
            continue
        key = (figure.what, figure.paid_by, figure.paid_for or "", str(figure.from_ or ""))
        if key in seen:
            yield Problem(
                "figures.csv",
                f"line {files.row_place('figures.csv', seen[key])[0]} gives the same party's share from the same date",
                *files.row_place("figures.csv", index, "paid_by"),
                field="paid_by",
                found=figure.paid_by,
                expected="one row, or a later date in 'from'",
            )
        seen.setdefault(key, index)


def contributions_add_up(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """The shares of one budget or burden that hold at a moment are no more than a hundred percent together.

    Correct the shares; if they are not of one whole, give each whole a name of its own in 'what'.
    """
    told: set[tuple[str, str]] = set()
    for moment in dossier.moments.values():
        held: dict[tuple[str, str], dict[str, int]] = {}
        dated = sorted(
            (figure.from_.earliest.isoformat() if figure.from_ else "", index)
            for index, figure in enumerate(dossier.figures)
            if figure.paid_by is not None and in_force(figure.from_, figure.until, moment.date)
        )
        for _, index in dated:
            figure = dossier.figures[index]
            held.setdefault((figure.what, figure.paid_for or ""), {})[figure.paid_by or ""] = index
        for series, rows in held.items():
            low = sum(dossier.figures[index].value.low for index in rows.values())
            if low > 100.0 + ROUNDING and series not in told:
                told.add(series)
                yield Problem(
                    "figures.csv",
                    f"at {moment.id} the shares of {series[0]} add up to {low:g}%",
                    *files.row_place("figures.csv", max(rows.values()), "value"),
                    field="value",
                    found=f"{low:g}",
                    expected="at most 100; of one party the row that began last counts",
                    witness=files.row_witness("figures.csv", min(rows.values())),
                )


def series_name_what_they_measure(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Where a table says of whom its numbers are, every row does.

    Fill in 'of' in the row, as in the other rows of the series.
    """
    named = {figure.what for figure in dossier.figures if figure.of}
    for index, figure in enumerate(dossier.figures):
        if figure.what in named and not figure.of:
            yield Problem(
                "figures.csv",
                f"{figure.what}: this row does not say of whom or what",
                *files.row_place("figures.csv", index),
                field="of",
                found=f"{figure.value} {figure.unit}".strip(),
                expected="a name, as in the other rows",
            )


def poll_shares_add_up(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """The answers to one question at one date share no more than a hundred percent among them.

    Correct the shares; where people could give several answers, make each answer a question.
    """
    asked: dict[tuple[str, str], list[int]] = {}
    for index, row in enumerate(dossier.polls):
        asked.setdefault((row.id, str(row.date)), []).append(index)
    for (name, date), rows in asked.items():
        low = sum(dossier.polls[index].share.low for index in rows)
        if low > 100.0 + ROUNDING:
            yield Problem(
                "polls.csv",
                f"the answers to {name!r} in {date} add up to {low:g}%",
                *files.row_place("polls.csv", rows[-1], "share"),
                field="share",
                found=f"{low:g}",
                expected="at most 100; several answers allowed are several questions",
                witness=files.row_witness("polls.csv", rows[0]),
            )


def _counted(dossier: Dossier, name: str) -> list[tuple[str, int]] | None:
    """Return what stands in a list and for how many each entry counts; None if there is no such list."""
    match name.split("."):
        case ["forums", forum, role] if forum in dossier.forums:
            return [(party, 1) for party in dossier.forums[forum].parties(role)]
        case ["texts", text, ("signed_by" | "put_to" | "drafted_by" | "refused_by") as field] if text in dossier.texts:
            return [(party, 1) for party in getattr(dossier.texts[text], field)]
        case ["parties", party, "members"] if party in dossier.parties:
            return [(member.party, 1) for member in dossier.parties[party].members]
        case ["moments", moment, ("at_table" | "in_the_wings" | "must_sign") as field] if moment in dossier.moments:
            return [(party, 1) for party in getattr(dossier.moments[moment], field)]
        case ["councils", council, formula] if council in dossier.councils:
            for candidate in dossier.councils[council].formulas:
                if candidate.id == formula:
                    return list(candidate.seats.items())
    return None


def _entries(dossier: Dossier, concept: str) -> list[str]:
    if concept not in ("forums", "texts", "parties", "moments", "councils"):
        return []
    return list(getattr(dossier, concept))


def _where_counted(files: Files, name: str) -> str:
    concept, entry, *_ = name.split(".")
    return files.witness(f"{concept}.yaml", (entry,))
