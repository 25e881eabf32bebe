"""Seats from votes in the terminal and as JSON."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from goodoffices import __version__
from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.seats import Election
from goodoffices.assessment.wording import capital, count, listing
from goodoffices.brief.json import to_json
from goodoffices.brief.terminal import print_table

MOST_SENTENCES = 12
OTHERS = ("other", "others", "rest")
CAUTION = "What stands as “others” is treated as one list, which it was not: seats and indices would differ."


def seats_json(found: Sequence[Election]) -> str:
    """Return the elections as JSON, schema ``goodoffices.seats/1``."""
    listed = [
        {
            "method": election.result.method,
            "votes": election.result.votes,
            "seats": election.result.seats,
            "vacant": election.result.vacant,
            "gallagher": election.gallagher,
            "loosemore_hanby": election.loosemore_hanby,
            "effective_parties": {"votes": election.parties_by_votes, "seats": election.parties_by_seats},
            "below_threshold": election.result.below,
            "districts": {
                name: {
                    "seats": district.seats,
                    "vacant": district.vacant,
                    "ties": [
                        {"seats": tie.seats, "lists": tie.lists, "winners": tie.winners, "by": tie.by} for tie in district.ties
                    ],
                    "last_seat": None if district.last is None else {
                        "winner": district.last.winner,
                        "runner_up": district.last.runner_up,
                        "votes_short": district.last.votes_short,
                    },
                }
                for name, district in election.result.districts.items()
            },
        }
        for election in found
    ]  # fmt: skip
    return to_json({"schema": "goodoffices.seats/1", "goodoffices": __version__, "elections": listed})


def print_elections(found: Sequence[Election], out: Console) -> None:
    """Print one election in full, or several side by side."""
    if len(found) > 1:
        print_table(_side_by_side(found), out)
        if ties := _where_ties(found):
            out.print(escape(ties), width=min(out.width, 100))
        _warn(found[0], out)
        return
    (election,) = found
    for sentence in _sentences(election):
        out.print(f"  • {escape(sentence)}", width=min(out.width, 100))
    print_table(_by_list(election), out)
    if len(election.result.districts) > 1:
        print_table(_by_district(election), out)
    _warn(election, out)


def _warn(election: Election, out: Console) -> None:
    if any(name.casefold() in OTHERS for name in election.result.votes):
        out.print(escape(CAUTION), style="dim")


def _sentences(election: Election) -> list[str]:
    result = election.result
    held = sum(result.seats.values())
    ranked = sorted(result.seats.items(), key=lambda pair: -pair[1])
    told = listing([f"{name} {seats}" for name, seats in ranked if seats])
    sentences = [f"{result.method}: " + (f"of {count(held, 'seat')} {told}." if held else "no list gets a seat.")]
    largest = [name for name, seats in ranked if seats == ranked[0][1]]
    if held and len(largest) > 1:
        sentences.append(f"{capital(_some(largest))} are the largest lists; none has a majority alone.")
    elif held:
        majority = "has a majority alone" if 2 * ranked[0][1] > held else "has no majority alone"
        sentences.append(f"{capital(largest[0])} is the largest list and {majority}.")
    if election.gallagher is not None and election.loosemore_hanby is not None:
        sentences.append(
            f"{election.loosemore_hanby:.1f} % of the seats lie with lists above their share of the votes (Loosemore-Hanby); "
            f"least squares index {election.gallagher:.1f} (Gallagher). In effect there are {election.parties_by_votes:.1f} "
            f"parties by votes and {election.parties_by_seats:.1f} by seats."
        )
    out = sorted({name for names in result.below.values() for name in names})
    if out:
        sentences.append(f"Below a threshold, in one district at least: {_some(out)}.")
    if result.vacant:
        sentences.append(f"{capital(count(result.vacant, 'seat'))} could be filled by nobody.")
    for name, district in result.districts.items():
        sentences += [
            f"In {name} {listing(tie.lists)} had the same claim to {count(tie.seats, 'seat')}; by {tie.by} to {listing(tie.winners)}."
            for tie in district.ties
        ]
    if len(result.districts) == 1:
        (last,) = (district.last for district in result.districts.values())
        if last is not None:
            short = "no number of votes" if last.votes_short is None else count(last.votes_short, "more vote")
            sentences.append(f"The last seat went to {last.winner}; {last.runner_up} would have needed {short} for it.")
    if len(sentences) > MOST_SENTENCES:
        return [
            *sentences[:MOST_SENTENCES],
            f"And {len(sentences) - MOST_SENTENCES} more ties; --json gives all of them.",
        ]
    return sentences


def _some(names: Sequence[str]) -> str:
    return listing(names) if len(names) <= MOST_SENTENCES else f"{count(len(names), 'list')} such as {names[0]}"


def _by_list(election: Election) -> Table:
    votes, seats = election.result.votes, election.result.seats
    cast, held = sum(votes.values()), sum(seats.values())
    rows: list[tuple[Cell, ...]] = []
    for name in sorted(votes, key=lambda name: (-seats[name], -votes[name])):
        vote, seat = (100 * votes[name] / cast if cast else 0.0), (100 * seats[name] / held if held else 0.0)
        rows.append((name, votes[name], f"{vote:.1f}%", seats[name], f"{seat:.1f}%", f"{seat - vote:+.1f}"))
    columns = ("list", "votes", "share of votes", "seats", "share of seats", "gap in points")
    return Table("seats", f"Seats by list, {election.result.method}", columns, tuple(rows))


def _by_district(election: Election) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name, district in election.result.districts.items():
        last = district.last
        close = (
            ""
            if last is None
            else last.runner_up
            + (
                ""
                if last.votes_short is None
                else f", {last.votes_short} vote{'' if last.votes_short == 1 else 's'} short"
            )
        )
        won = listing([f"{party} {seats}" for party, seats in district.seats.items() if seats])
        rows.append((name, sum(district.seats.values()), won, last.winner if last else "", close))
    columns = ("district", "seats", "won by", "last seat", "next in line")
    return Table("districts", "Seats by district", columns, tuple(rows))


def _side_by_side(found: Sequence[Election]) -> Table:
    votes = found[0].result.votes
    rows: list[tuple[Cell, ...]] = [
        (name, votes[name], *(election.result.seats[name] for election in found))
        for name in sorted(votes, key=lambda name: -votes[name])
    ]
    rows.append(("Gallagher's index", None, *(_number(election.gallagher) for election in found)))
    rows.append(("Loosemore-Hanby index", None, *(_number(election.loosemore_hanby) for election in found)))
    ties = [sum(len(district.ties) for district in election.result.districts.values()) for election in found]
    if any(ties):
        rows.append(("ties broken", None, *ties))
    return Table(
        "methods",
        "Seats by list and method",
        ("list", "votes", *(e.result.method.removesuffix(" quota") for e in found)),
        tuple(rows),
    )


def _where_ties(found: Sequence[Election]) -> str:
    by_place: dict[str, list[str]] = {}
    for election in found:
        for name, district in election.result.districts.items():
            for tie in district.ties:
                where = f"in {name} between {listing(tie.lists)}, by {tie.by} to {listing(tie.winners)}"
                by_place.setdefault(where, []).append(election.result.method)
    told = [f"{where} ({', '.join(dict.fromkeys(methods))})" for where, methods in by_place.items()]
    more = f"; and {len(told) - MOST_SENTENCES} more" if len(told) > MOST_SENTENCES else ""
    return f"Ties broken: {'; '.join(told[:MOST_SENTENCES])}{more}." if told else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
