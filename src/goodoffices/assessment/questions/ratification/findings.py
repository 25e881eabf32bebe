"""What homes would carry, in words."""

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.assessment.finding import Basis, Finding, Number, distinct
from goodoffices.assessment.homes import Body
from goodoffices.assessment.questions.bargaining.phrases import position
from goodoffices.assessment.questions.ratification.carrying import (
    AGREED,
    EXPECTED,
    FORESEEN,
    Carried,
    Reception,
    TiedHands,
    agreed_on,
)
from goodoffices.assessment.questions.ratification.phrases import (
    NO_RANGES,
    limits,
    often,
    owner,
    place,
    wings_of,
)
from goodoffices.assessment.wording import capital, count, listing, percent
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citation import Citation

RISKY = 0.1
"""Refusal in at least this share of draws is told in a sentence of its own."""
LIKELY = 0.5
MOST_NAMES = 4
LEAD, LOOK_UP = 3, 9
"""Priority of the widest gap between table and home, and of all else."""
NO_RECORD = "what people at home want is mostly judged, and no record of past cases is known for such chances"


def findings_of(
    by_moment: Sequence[tuple[Situation, Sequence[Carried]]], bodies: Sequence[tuple[Situation, Sequence[Body]]]
) -> list[Finding]:
    """Return what is worth saying of all moments, the widest gap between table and home first."""
    single = [found for _, all_found in by_moment for found in all_found if len(found.issues) == 1]
    texts = {found.situation.moment.id: found for _, all_found in by_moment for found in all_found[-1:]}
    risky = [found for found in single if found.counting and _refused(found) >= RISKY]
    risky.sort(key=lambda found: -_refused(found))
    told = [_gap(found, texts[found.situation.moment.id]) for found in risky]
    if told:
        told[0] = replace(told[0], priority=LEAD)
    others = (
        _safe([found for found in single if found.counting and found not in risky]),
        _outside(single),
        _costs(single),
        _nobody(bodies),
    )
    return [*told, *(finding for finding in others if finding)]


def _refused(found: Carried) -> float:
    return 1 - (found.share(found.told) or 0.0)


def _gap(found: Carried, text: Carried) -> Finding:
    """Say what somebody at home would refuse, whom it hangs on, and what asking for more would bring."""
    moment, refusing = found.situation.moment, [r for r in found.counting if 1 - r.agrees[found.told] >= RISKY]
    label = found.situation.dossier.label
    sentences = [
        f"{capital(owner(found, r))} would rather have no agreement than {limits(found, r.accepts)}." for r in refusing
    ]
    plural = "One of them" if len(refusing) > 1 else "It"
    sentences.append(f"{plural} would refuse {_put_to(found)}.")
    if AGREED in found.put and _refused(found) >= LIKELY:
        sentences.append(
            "It was agreed all the same: those at home asked for less than the dossier says, got something else in "
            "return, or were not asked."
        )
    sentences += [_unblocking(found, r) for r in refusing]
    sentences.append(_defection(found, text))
    sentences += [_tied(found, tied, label(tied.party)) for tied in found.tied]
    return Finding(
        f"ratification.{moment.id}.{found.issue.id}",
        f"{found.issue.name} ({moment.name}): {' '.join(filter(None, sentences))}",
        priority=LOOK_UP,
        moment=moment.id,
        share=None if found.known else found.share(FORESEEN),
        share_of="" if found.known else "that home carries it, wherever the talks settle",
        numbers=_numbers(found),
        confidence="low",
        reason=_reason(found),
        would_change=f"what {listing([r.body.name for r in refusing])} would accept on {found.issue.name}, from a document of the time",
        sources=_sources(found, found.counting),
    )


def _put_to(found: Carried) -> str:
    told = []
    agreed = agreed_on(found.situation, found.issue)
    if agreed and (share := found.share(AGREED)) is not None:
        told.append(f"what was agreed ({place(found, agreed.likely)}){often(1 - share, _stated(found))}")
    if found.item and (share := found.share(EXPECTED)) is not None:
        at = place(found, found.item.compromise.median)
        told.append(f"what bargaining points to ({at}){often(1 - share, _stated(found))}")
    return listing(told)


def _unblocking(found: Carried, reception: Reception) -> str:
    """Say on whom a body with several parts hangs."""
    kind = found.told if found.told in reception.verdicts else EXPECTED
    verdict = reception.verdicts.get(kind)
    if verdict is None or len(reception.body.wings) < 2:
        return ""
    what = "what was agreed" if kind == AGREED else "what is expected"
    if verdict.agrees:
        pivot = f"{reception.body.name} would pass {what} with {wings_of(reception, verdict.pivot)} as the pivotal part"
        return f"At the likeliest inputs {pivot}."
    ways = [wings_of(reception, numbers) for numbers in verdict.unblocked_by[:MOST_NAMES]]
    return f"To pass {what} in {reception.body.name} takes the consent of {listing(ways, 'or')}." if ways else ""


def _defection(found: Carried, text: Carried) -> str:
    """Say how often all sign and a home then refuses, of the whole text if there is more than one issue."""
    kind = text.told
    defection = text.defection(kind)
    if defection is None or defection[1] < RISKY or not text.situation.moment.must_sign:
        return ""
    signed, broken = defection
    whole = "the whole text" if len(text.issues) > 1 else "it"
    what = "agreed" if kind == AGREED else "expected"
    if not _stated(found):
        return f"All who must sign would sign {whole} as {what}, and it would then fail at home."
    return (
        f"All who must sign would themselves gain by {whole} as {what} in {percent(signed)} of draws; in {percent(broken)} of "
        "these it would then fail at home, though nobody meant to break their word (involuntary defection)."
    )


def _tied(found: Carried, tied: TiedHands, label: str) -> str:
    def told(value: float) -> str:
        return position(found.item, value) if found.item else place(found, value)

    return (
        f"Tied hands would help {label} here, within limits: if its home asked for {told(tied.demand)} of the scale more than the "
        f"status quo, a Nash bargain among those who must sign would settle at {told(tied.then)} in place of {told(tied.now)}; "
        f"beyond {told(tied.breaks_at)} more there is no agreement."
    )


def _safe(items: Sequence[Carried]) -> Finding | None:
    """Name what everybody at home who could refuse would carry."""
    if not items:
        return None
    told = [
        f"{found.issue.name} ({found.situation.moment.name}) by {listing([owner(found, r) for r in found.counting])}"
        for found in items
    ]
    return Finding(
        "ratification.carried",
        f"Carried at home without difficulty, as far as the dossier tells: {'; '.join(told)}.",
        numbers=tuple(
            Number(
                f"share of draws in which homes carry what was {found.told}, {found.issue.name} ({found.situation.moment.name})",
                found.share(found.told) or 0.0,
                _basis(found),
            )
            for found in items
        ),
        confidence="low",
        reason=NO_RECORD,
        sources=distinct([c for found in items for c in _sources(found, found.counting)]),
    )


def _outside(items: Sequence[Carried]) -> Finding | None:
    """Name homes that could refuse, of parties that need not sign but would have to go along."""
    told: list[tuple[Carried, Reception]] = [
        (found, r)
        for found in items
        for r in found.receptions
        if not r.must_sign and r.body.constituency.can_block and 1 - r.agrees[found.told] >= RISKY
    ]
    if not told:
        return None
    sentences = [
        f"{found.issue.name} ({found.situation.moment.name}): {owner(found, r)} would rather have no agreement than "
        f"{limits(found, r.accepts)}, and so refuse what {'was agreed' if found.told == AGREED else 'is expected'}"
        f"{often(1 - r.agrees[found.told], _is_stated(found, r))}"
        for found, r in told
    ]
    return Finding(
        "ratification.outside",
        f"Homes of those who need not sign but may have to go along. {'. '.join(sentences)}.",
        numbers=_shares(told),
        confidence="low",
        reason=NO_RECORD,
        sources=distinct([c for found, r in told for c in _sources(found, [r])]),
    )


def _costs(items: Sequence[Carried]) -> Finding | None:
    """Say to whom at home a settlement would be worse than none, though they could not stop it."""
    friction = [(found, r) for found in items for r in found.receptions if not r.body.constituency.can_block]
    if not friction:
        return None
    against = [(found, r) for found, r in friction if 1 - r.agrees[found.told] >= LIKELY]
    if against:
        told = [
            f"{owner(found, r)} on {found.issue.name} ({found.situation.moment.name}){often(1 - r.agrees[found.told], _is_stated(found, r))}"
            for found, r in against
        ]
        claim = f"Friction, not refusal: no agreement would be better to {listing(told)}. They cannot stop it; carrying it would cost."
    else:
        names = list(dict.fromkeys(owner(found, r) for found, r in friction))
        claim = (
            f"No friction to speak of: {_names(names)}, who could make a settlement costly at home but not stop it, would like "
            "it better than no agreement."
        )
    return Finding(
        "ratification.costs",
        claim,
        numbers=_shares(against or friction),
        confidence="low",
        reason=NO_RECORD,
        sources=distinct([c for found, r in against or friction for c in _sources(found, [r])]),
    )


def _nobody(bodies: Sequence[tuple[Situation, Sequence[Body]]]) -> Finding | None:
    """Count for how many of those who must sign somebody is told who could refuse at home."""
    told = []
    for situation, found in bodies:
        signers = situation.moment.must_sign
        without = [p for p in signers if not any(b.party == p and b.constituency.can_block for b in found)]
        if without:
            names = _names([situation.dossier.label(party) for party in without])
            told.append(f"at {situation.moment.name} for {len(without)} of {len(signers)} ({names})")
    if not told:
        return None
    return Finding(
        "ratification.nobody",
        f"Nobody at home is told who could refuse and what they ask for, {'; '.join(told)}. Their own signature is taken to be enough.",
        confidence="exact",
        reason="counted from the dossier",
        would_change="constituencies with what they ask for",
    )


def _names(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMES:
        return listing(names)
    return f"{', '.join(names[: MOST_NAMES - 1])} and {count(len(names) - MOST_NAMES + 1, 'other')}"


def _shares(told: Sequence[tuple[Carried, Reception]]) -> tuple[Number, ...]:
    return tuple(
        Number(
            f"share of draws in which {r.body.name} accepts what is {found.told}, {found.issue.name} ({found.situation.moment.name})",
            r.agrees[found.told],
            "draws" if _is_stated(found, r) else "point",
        )
        for found, r in told
    )


def _numbers(found: Carried) -> tuple[Number, ...]:
    names = {
        EXPECTED: "share of draws in which homes carry what bargaining points to",
        FORESEEN: "share in which they carry an outcome as past cases let one foresee it",
        AGREED: "share of draws in which homes carry what was agreed",
    }
    return tuple(
        Number(names[kind], found.share(kind) or 0.0, "past cases" if kind == FORESEEN else _basis(found))
        for kind in found.put
    )


def _reason(found: Carried) -> str:
    assumed = [r.body.name for r in found.counting if r.body.is_assumed]
    parts = [
        NO_RECORD,
        *([] if _stated(found) else [NO_RANGES]),
        *([f"parts of {listing(assumed)} are taken to think as the party itself"] if assumed else []),
    ]
    return "; ".join(parts)


def _basis(found: Carried) -> Basis:
    return "draws" if _stated(found) else "point"


def _stated(found: Carried) -> bool:
    return any(_is_stated(found, r) for r in found.counting)


def _is_stated(found: Carried, reception: Reception) -> bool:
    """Whether anything that decides on a refusal is uncertain."""
    held = found.situation.moment.status_quo[found.issue.id].position
    agreed = agreed_on(found.situation, found.issue)
    return (
        reception.body.is_stated
        or bool(found.item and found.item.inputs.stated)
        or not getattr(held, "is_point", True)
        or bool(agreed and not agreed.is_point)
    )


def _sources(found: Carried, receptions: Sequence[Reception]) -> tuple[Citation, ...]:
    held = found.situation.moment.status_quo[found.issue.id].source
    return distinct([*held, *(c for r in receptions for c in r.body.sources)])
