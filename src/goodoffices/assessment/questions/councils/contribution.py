"""Contribution and voice: shares of a budget or burden that the dossier states, beside shares of power."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.assessment.answer import Cell, Method, Table
from goodoffices.assessment.answer import Figure as Picture
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.councils.lines import Line, voter_for
from goodoffices.assessment.wording import fine_percent, listing, percent
from goodoffices.dossier.council import Council
from goodoffices.dossier.figure import Figure
from goodoffices.dossier.situation import Situation, in_force
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

CONTRIBUTION = Method(
    "Contribution and voice",
    "A party’s share of a budget or burden, as the dossier states it, is held against its share of the power in the body "
    "that decides. Who pays and has no vote has no power. The gap is power less contribution; the ratio is power for "
    "each part of the whole that is paid.",
)


@dataclass(frozen=True)
class Voices:
    """What one budget or burden adds to the answer."""

    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Picture, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Scene:
    """What is paid and who has a say, under one formula and rule; `payers` gives the parties for each voter or outsider."""

    line: Line
    payers: dict[str, list[str]]
    voice: model.ContributionAndVoice


def voices_of(situation: Situation, council: Council, lines: Sequence[Line]) -> Iterator[Voices]:
    """Yield one part of the answer for each budget or burden of which the dossier states shares."""
    for number, (what, paid) in enumerate(_series(situation, council).items(), 1):
        try:
            scenes = [_scene(situation, line, paid) for line in _ordered(lines)]
        except ModelInputError as error:
            yield Voices(missing=(f"{council.name}, {what}: {error}",))
            continue
        place = f"councils.{council.id}.contribution" + (f".{number}" if number > 1 else "")
        yield Voices(
            (_finding(situation, council, what, paid, scenes, place),),
            (
                _table(situation, council, what, paid, scenes, place),
                *_over_time(situation, council, what, scenes[0], place),
            ),
            (_figure(situation, council, what, scenes, place),),
        )


def _series(situation: Situation, council: Council) -> dict[str, dict[str, Figure]]:
    """Return the shares in force of each budget or burden, by payer; of several the one that began last."""
    date = situation.moment.date
    series: dict[str, dict[str, Figure]] = {}
    for figure in _known(situation, council):
        if figure.paid_by is not None and in_force(figure.from_, figure.until, date):
            series.setdefault(figure.what, {})[figure.paid_by] = figure
    return series


def _known(situation: Situation, council: Council) -> list[Figure]:
    """Return all shares that may be told of at the moment, in order of their first day."""
    told = [
        figure
        for figure in situation.dossier.figures
        if figure.paid_by is not None
        and figure.paid_for == council.id
        and situation.may_tell(figure.from_, figure.source)
    ]
    return sorted(told, key=lambda row: row.from_.earliest.isoformat() if row.from_ else "")


def _ordered(lines: Sequence[Line]) -> list[Line]:
    """Return what was adopted first."""
    return sorted(lines, key=lambda line: -(line.formula.adopted + line.rule.adopted))


def _scene(situation: Situation, line: Line, paid: dict[str, Figure]) -> _Scene:
    payers: dict[str, list[str]] = {}
    for party in paid:
        payers.setdefault(voter_for(situation, party, line.seats) or party, []).append(party)
    shares = {
        voter: sum((Fraction(str(paid[party].value.likely)) / 100 for party in parties), Fraction(0))
        for voter, parties in payers.items()
    }
    return _Scene(line, payers, model.contribution_and_voice(shares, line.shapley))


def _finding(
    situation: Situation, council: Council, what: str, paid: dict[str, Figure], scenes: Sequence[_Scene], place: str
) -> Finding:
    scene, label = scenes[0], situation.dossier.label
    worst, best = scene.voice.members[0], scene.voice.members[-1]
    name = label(worst.member)
    if worst.gap < 0:
        held = f"{percent(float(worst.power))} of" if worst.power else "none of"
        claim = (
            f"Contribution and voice: {name} bears {percent(float(worst.contribution))} of “{what}” and has {held} the "
            f"voting power in the {council.name} under {_under(scene.line)}, the most beyond its power of all whose share is known."
        )
    else:
        claim = (
            f"Contribution and voice: nobody whose share of “{what}” is known bears more than its share of the voting power "
            f"in the {council.name} under {_under(scene.line)}."
        )
    if best.gap > 0 and best is not worst:
        claim += (
            f" {label(best.member)} has {percent(float(best.power))} of the power and bears "
            f"{percent(float(best.contribution))}."
        )
    otherwise = _otherwise(worst, scenes)
    if otherwise:
        claim += f" {name} would have {listing(otherwise)}."
    judged = any(not figure.value.is_point for figure in paid.values())
    return Finding(
        place,
        claim,
        priority=3,
        moment=situation.moment.id,
        numbers=(
            Number(f"share borne by {name}", float(worst.contribution), "point"),
            Number(f"power of {name}", float(worst.power), "exact", "Shapley-Shubik"),
            Number("share borne beyond shares of power", float(scene.voice.unheard), "point"),
            Number("share whose payers are known", float(scene.voice.stated), "point"),
        ),
        confidence="moderate" if judged else "high",
        reason="the power is exact for the rule; the shares are as the sources state them"
        + (", the likeliest value where they give a range" if judged else ""),
        would_change="another rule or more seats in the body, or another scale of contributions",
        sources=distinct(
            [
                *(c for figure in paid.values() for c in figure.source),
                *scene.line.formula.source,
                *scene.line.rule.source,
            ]
        ),
    )


def _otherwise(worst: model.Standing, scenes: Sequence[_Scene]) -> list[str]:
    """Say what power the one with the widest gap would have under other formulas and rules."""
    return [
        f"{fine_percent(float(standing.power))} under {_under(scene.line)}"
        for scene in scenes[1:]
        for standing in scene.voice.members
        if standing.member == worst.member and standing.power != worst.power
    ]


def _under(line: Line) -> str:
    return f"“{line.formula.name}” and “{line.rule.name}”"


def _payer(situation: Situation, scene: _Scene, member: str) -> str:
    label, parties = situation.dossier.label, scene.payers[member]
    if parties == [member]:
        return label(member)
    return f"{label(member)} ({listing([label(party) for party in parties])})"


def _table(
    situation: Situation, council: Council, what: str, paid: dict[str, Figure], scenes: Sequence[_Scene], place: str
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for scene in scenes:
        for standing in scene.voice.members:
            figures = [paid[party] for party in scene.payers[standing.member]]
            since = [figure.from_.in_words for figure in figures if figure.from_]
            rows.append(
                (
                    f"{scene.line.formula.name}; {scene.line.rule.name}",
                    _payer(situation, scene, standing.member),
                    ", ".join(dict.fromkeys(since)),
                    f"{float(standing.contribution):.1%}",
                    f"{float(standing.power):.1%}",
                    f"{100 * float(standing.gap):+.1f}",
                    None if standing.ratio is None else f"{float(standing.ratio):.2f}",
                )
            )
    columns = (
        "formula and rule",
        "who pays",
        "since",
        "share borne",
        "power",
        "gap in points",
        "power per share borne",
    )
    return Table(
        place,
        f"{council.name}: contribution and voice, {what}",
        columns,
        tuple(rows),
        note="Ranked by gap: first who bears most above its share of the power (Shapley-Shubik).",
    )


def _over_time(situation: Situation, council: Council, what: str, scene: _Scene, place: str) -> tuple[Table, ...]:
    """Return every dated share beside the payer's power under the first formula and rule, if anybody's share ever changed."""
    held = [figure for figure in _known(situation, council) if figure.what == what and figure.from_]
    payers = [figure.paid_by for figure in held]
    if len(set(payers)) == len(payers):
        return ()
    power = {party: standing.power for standing in scene.voice.members for party in scene.payers[standing.member]}
    rows: list[tuple[Cell, ...]] = []
    for figure in held:
        share = power.get(figure.paid_by or "", Fraction(0))
        gap = 100 * float(share) - figure.value.likely
        since = figure.from_.in_words if figure.from_ else ""
        payer = situation.dossier.label(figure.paid_by or "")
        rows.append((payer, since, f"{figure.value.likely:.1f}%", f"{float(share):.1%}", f"{gap:+.1f}"))
    return (
        Table(
            f"{place}.over_time",
            f"{council.name}: shares of {what} over time",
            ("who pays", "since", "share borne", "power", "gap in points"),
            tuple(rows),
            note=f"Power under {_under(scene.line)}. A bloc's power stands with each of its members.",
        ),
    )


def _figure(situation: Situation, council: Council, what: str, scenes: Sequence[_Scene], place: str) -> Picture:
    rows: list[tuple[Cell, ...]] = [
        (
            scene.line.formula.name,
            scene.line.rule.name,
            _payer(situation, scene, standing.member),
            float(standing.contribution),
            float(standing.power),
        )
        for scene in scenes
        for standing in scene.voice.members
    ]
    title = f"{council.name}: who bears {what} and who decides"
    description = (
        "For each payer a dot at its share of what is paid, one at its share of the power, and the gap between. "
        + (
            "; ".join(
                f"{row[0]}, {row[1]}: {row[2]} bears {percent(float(row[3] or 0))}, has {percent(float(row[4] or 0))}"
                for row in rows
            )
        )
    )
    data = Table(f"{place}.data", title, ("formula", "rule", "payer", "share borne", "power"), tuple(rows))
    return Picture(f"{place}.figure", "voice", title, description, data)
