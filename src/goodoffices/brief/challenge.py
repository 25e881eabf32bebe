"""The rounds of the challenge model in the terminal and as JSON."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from goodoffices import __version__
from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.challenges import Challenges
from goodoffices.assessment.wording import capital, count, percent, points
from goodoffices.brief.json import to_json
from goodoffices.brief.terminal import print_table
from goodoffices.models.bargaining.challenge import Move, Multiverse, Reading

MOVES = {
    Move.CONFRONTATION: "lost a confrontation with",
    Move.COMPROMISE: "compromised with",
    Move.COMPELLED: "was compelled by",
}


def challenges_json(found: Sequence[Challenges], reading: Reading) -> str:
    """Return the rounds as JSON, schema ``goodoffices.challenge/1``."""
    issues = [
        {
            "moment": item.situation.moment.id,
            "issue": item.issue.id,
            "parties": item.parties,
            "position": item.played.position.tolist(),
            "median": item.played.median.tolist(),
            "mean": item.played.mean.tolist(),
            "moves": [
                {
                    "round": number,
                    "party": party,
                    "by": other,
                    "kind": kind.name.lower(),
                    "from": start,
                    "to": end,
                    "tied": tied,
                }
                for number, party, other, kind, start, end, tied in _moves(item)
            ],
            "settled": bool(item.played.settled),
            "last_round": int(item.played.last_round),
            "cycle": int(item.played.cycle),
            "readings": _readings_json(item.readings) if item.readings is not None else None,
        }
        for item in found
    ]
    return to_json(
        {"schema": "goodoffices.challenge/1", "goodoffices": __version__, "reading": reading.name, "version": reading.version,
         "choices": reading.choices, "issues": issues}
    )  # fmt: skip


def _readings_json(readings: Multiverse) -> dict[str, object]:
    return {
        "number": len(readings.readings),
        "quartiles": readings.quantiles().tolist(),
        "share_settled": float(readings.share_settled),
        "by_choice": {
            choice: [{"answer": answer, "mean": float(mean)} for answer, mean in readings.by_choice(choice).items()]
            for choice in _varied(readings)
        },
    }


def print_challenges(found: Sequence[Challenges], reading: Reading, out: Console) -> None:
    """Print for each issue the positions by round, who moved whom, how it ended, and how far the readings differ."""
    for item in found:
        out.print(f"\n[bold]{escape(item.issue.name)}[/bold] ({escape(item.situation.moment.name)})")
        out.print(escape(_ending(item)))
        print_table(_positions(item, reading), out)
        print_table(_who_moved_whom(item), out)
        if item.readings is not None:
            print_table(_readings(item, item.readings), out)
        else:
            out.print("With so many parties only one reading is played.", style="dim")
    if found:
        out.print(
            f"\nReading {reading.name}, version {reading.version}: "
            + "; ".join(f"{name} {_told(answer)}" for name, answer in reading.choices.items())
            + ". Each input at its likeliest value.",
            style="dim",
        )


def _ending(item: Challenges) -> str:
    played, rounds = item.played, len(item.played.challenger)
    length = _length(item)
    last = points(float(played.forecast), length)
    if played.settled:
        after = int(played.last_round)
        ended = "Nobody moves" if after == 0 else f"All parties come to rest after {count(after, 'round')}"
        return f"{ended}; the weighted median is then {last}."
    cycle = int(played.cycle)
    turning = f" Positions come back every {count(cycle, 'round')}." if cycle else ""
    return f"After {count(rounds, 'round')} it has not settled; the weighted median is then {last}.{turning}"


def _positions(item: Challenges, reading: Reading) -> Table:
    label, length, played = item.situation.dossier.label, _length(item), item.played
    shown = int(played.last_round) + 1 if played.settled else len(played.position)
    rows = [
        (capital(label(party)), *(points(float(at), length) for at in played.position[:shown, number]))
        for number, party in enumerate(item.parties)
    ]
    rows += [
        (name, *(points(float(at), length / 10) for at in held[:shown]))
        for name, held in (("weighted median", played.median), ("weighted mean", played.mean))
    ]
    columns = ("party", "start", *(f"round {number}" for number in range(1, shown)))
    return Table("positions", f"Positions by round, reading {reading.name}", columns, tuple(rows))


def _who_moved_whom(item: Challenges) -> Table:
    label, length = item.situation.dossier.label, _length(item)
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            capital(label(party)),
            f"{MOVES[kind]} {label(other)}",
            f"{points(start, length)} to {points(end, length)}",
            "another offer was as good" if tied else "",
        )
        for number, party, other, kind, start, end, tied in _moves(item)
    ]
    return Table("moves", "Who moved whom", ("round", "party", "how", "from and to", ""), tuple(rows))


def _readings(item: Challenges, readings: Multiverse) -> Table:
    length = _length(item)
    ends = [points(float(value), length / 10) for value in readings.quantiles()]
    rows = [
        (
            choice.replace("_", " "),
            *(f"{_told(answer)}: {points(float(mean), length / 10)}" for answer, mean in answers.items()),
        )
        for choice in _varied(readings)
        for answers in (readings.by_choice(choice),)
    ]
    title = (
        f"All {len(readings.readings)} readings: from {ends[0]} to {ends[4]}, the middle half {ends[1]} to {ends[3]}; "
        f"{percent(float(readings.share_settled))} settle"
    )
    widest = max(len(row) for row in rows)
    columns = ("open question", "mean under one answer", *["under the other"] * (widest - 2))
    return Table("readings", title, columns, tuple((*row, *[""] * (widest - len(row))) for row in rows))


def _varied(readings: Multiverse) -> list[str]:
    first = readings.readings[0].choices
    return [name for name in first if len({reading.choices[name] for reading in readings.readings}) > 1]


def _moves(item: Challenges) -> list[tuple[int, str, str, Move, float, float, bool]]:
    played = item.played
    return [
        (
            number + 1,
            party,
            item.parties[played.challenger[number, i]],
            Move(int(played.move[number, i])),
            float(played.position[number, i]),
            float(played.position[number + 1, i]),
            bool(played.tied[number, i]),
        )
        for number in range(len(played.challenger))
        for i, party in enumerate(item.parties)
        if played.move[number, i] != Move.STAYS
    ]


def _told(answer: object) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer).replace("_", " ")


def _length(item: Challenges) -> float:
    assert item.issue.scale is not None
    return item.issue.scale.high - item.issue.scale.low
