"""Design: votes and a quota that reach a wanted power, and quotas and splits that make two sides equal."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from goodoffices.assessment.answer import Cell, Method, Table
from goodoffices.assessment.finding import Finding, Number
from goodoffices.assessment.questions.councils.lines import Line, label_of
from goodoffices.assessment.wording import capital, count, listing, percent
from goodoffices.dossier.council import Council
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

MOST_SEATS = 1000
"""Of a body with more seats than this not every quota is tried."""
MOST_NAMED = 12
MOST_TOLD = 5

DESIGN = Method(
    "Votes for a wanted power",
    "All votes up to ten for each member and all quotas of more than half are tried, or where they are too many the best of several "
    "searches is taken, and their power (Shapley-Shubik) is held against what is wanted. Not every distribution of power can be reached.",
    "Leech (2003), in Holler et al. (eds), Jahrbuch für Neue Politische Ökonomie 22; Kurz (2012), Optimization 61(8), 989-1011",
)
EQUAL_SIDES = Method(
    "Two sides of equal power",
    "At each quota of more than half of the seats the power of all members of either side (Shapley-Shubik) is added up.",
)


def wanted_finding(
    situation: Situation, place: str, wanted: Mapping[str, Fraction], left_out: Sequence[str]
) -> tuple[Finding, Table]:
    """Return votes and a quota whose power comes nearest to the one wanted, and say which members are left out."""
    found = model.votes_for_power(wanted)
    whole = sum(wanted.values())
    seats = listing([f"{label_of(situation, name)} {votes}" for name, votes in found.seats.items()])
    off = float(found.distance) / 2
    best = found.exhaustive or not off
    reached = "give exactly" if not off else f"come {'nearest' if best else 'near'} to"
    claim = f"Votes that {reached} the power wanted: {seats}, and {count(found.quota, 'vote')} of {sum(found.seats.values())} to carry a decision."
    if off:
        if len(wanted) <= MOST_TOLD:
            got = [(label_of(situation, name), float(found.power.shares[name])) for name in wanted]
            told = listing([f"{label} {percent(share) if share else 'none'}" for label, share in got])
            claim += f" They give {told} of the power."
        claim += f" Of the power {percent(off)} would be distributed otherwise than wanted."
    if off and best:
        claim += " No votes up to ten each give exactly what is wanted."
    elif off:
        claim += " Other votes may come nearer: not all could be tried."
    if len(set(wanted.values())) > 1 and whole not in (1, 100):
        claim += f" What is wanted adds up to {float(whole):g}, and is taken as parts of that sum."
    if left_out:
        names = [label_of(situation, name) for name in left_out]
        who = listing(names) if len(names) <= MOST_NAMED else count(len(names), "member")
        claim += f" {capital(who)} {'is' if len(names) == 1 else 'are'} left out: no power is wanted for them."
    claim += " It is one quota of all votes, and nothing of the rules that the body has now."
    rows: list[tuple[Cell, ...]] = [
        (
            label_of(situation, name),
            f"{float(share / whole):.1%}",
            found.seats[name],
            f"{float(found.power.shares[name]):.1%}",
        )
        for name, share in wanted.items()
    ]
    table = Table(
        place,
        "Votes for the power wanted",
        ("who", "power wanted", "votes", "power reached"),
        tuple(rows),
        note=f"Quota: {found.quota} of {sum(found.seats.values())} votes. {found.examined} pairs of votes and quota examined.",
    )
    return (
        Finding(
            place,
            claim,
            numbers=(Number("share of the power that is distributed otherwise than wanted", off, "exact", "Shapley-Shubik"),),
            confidence="exact" if best else "moderate",
            reason="the power is computed over all coalitions" if not off else
            "all votes up to ten a member were tried" if best else "a search that promises no best answer",
            would_change="more votes to share out, or vetoes besides",
        ),
        table,
    )  # fmt: skip


def sides_findings(
    situation: Situation,
    council: Council,
    lines: Sequence[Line],
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    place: str,
) -> Iterator[tuple[Finding, Table]]:
    """Yield for each formula that seats both sides at which quotas they have equal power."""
    formulas = {line.formula.id: line for line in lines}
    for formula, line in formulas.items():
        if not all(name in line.seats for side in sides for name in side):
            continue
        yield _sides(situation, council, line, sides, f"{place}.{formula}")


def _sides(
    situation: Situation, council: Council, line: Line, sides: tuple[tuple[str, ...], tuple[str, ...]], place: str
) -> tuple[Finding, Table]:
    total = sum(line.seats.values())
    if total > MOST_SEATS:
        raise ModelInputError(f"{total} seats are too many to try every quota; at most {MOST_SEATS}")
    first, second = ([line.seats[name] for name in side] for side in sides)
    others = [votes for name, votes in line.seats.items() if name not in (*sides[0], *sides[1])]
    apart = model.power_by_quota(first, second, others)
    as_one = {entry.quota: entry for entry in model.power_by_quota([sum(first)], [sum(second)], others)}
    both = sum(first) + sum(second)
    rows: list[tuple[Cell, ...]] = []
    for entry in apart:
        blocs = as_one[entry.quota]
        splits = model.equal_power_splits(both, entry.quota, others)
        rows.append(
            (
                entry.quota, f"{float(entry.first):.1%}", f"{float(entry.second):.1%}", "yes" if entry.equal else "no",
                f"{float(blocs.first):.1%}", f"{float(blocs.second):.1%}", "yes" if blocs.equal else "no",
                _splits(splits),
            )
        )  # fmt: skip
    names = [listing([label_of(situation, name) for name in side]) for side in sides]
    equal = [entry.quota for entry in apart if entry.equal]
    equal_as_one = [entry.quota for entry in as_one.values() if entry.equal]
    claim = (
        f"With the seats of “{line.formula.name}” in the {council.name}, {names[0]} on the one side and {names[1]} on the other "
        f"have equal power {_quotas(equal, total)} if all vote apart, and {_quotas(equal_as_one, total)} if each side votes as one."
    )
    columns = (
        "quota", "first side, members apart", "second side, members apart", "equal", "first side as one", "second side as one",
        "equal as one", f"splits of {both} seats that make sides as one equal",
    )  # fmt: skip
    table = Table(place, f"{council.name}: power of two sides by quota, {line.formula.name}", columns, tuple(rows),
                  note=f"First side: {names[0]}. Second side: {names[1]}.")  # fmt: skip
    return (
        Finding(
            place,
            claim,
            numbers=tuple(Number("quota of equal power", quota, "exact") for quota in equal),
            confidence="exact",
            reason="computed over all coalitions at every quota",
            would_change="who belongs to which side",
        ),
        table,
    )


def _quotas(quotas: Sequence[int], total: int) -> str:
    if not quotas:
        return "at no quota"
    if len(quotas) == total - total // 2:
        return "at every quota"
    if len(quotas) > MOST_NAMED:
        return f"at {len(quotas)} quotas from {quotas[0]} to {quotas[-1]} of {total}"
    return f"at {'a quota' if len(quotas) == 1 else 'quotas'} of {listing([str(quota) for quota in quotas])} of {total}"


def _splits(splits: Sequence[tuple[int, int]]) -> str:
    shown = [f"{a}-{b}" for a, b in splits]
    return ", ".join(shown) if len(shown) <= MOST_NAMED else f"{shown[0]} to {shown[-1]}"
