"""What homes would carry, in words: the gaps first, then what is carried, what it costs, and of whom nothing is told."""

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.homes import Body
from goodoffices.assessment.questions.ratification.carrying import AGREED, FORESEEN, Carried, Reception
from goodoffices.assessment.questions.ratification.gaps import (
    LIKELY,
    RISKY,
    defection_finding,
    gap_finding,
    tied_finding,
)
from goodoffices.assessment.questions.ratification.phrases import (
    NO_RECORD,
    basis,
    is_stated,
    limits,
    often,
    owner,
    sources,
    wings_of,
)
from goodoffices.assessment.wording import count, listing
from goodoffices.dossier.situation import Situation

MOST_NAMES = 4
MOST_GAPS = 3
"""So many gaps between table and home are told in words; the tables have all."""
LEAD = 3
"""Priority of the widest gap between table and home; all else is for those who look it up."""

Told = Sequence[tuple[Carried, Reception]]


def findings_of(
    by_moment: Sequence[tuple[Situation, Sequence[Carried]]], bodies: Sequence[tuple[Situation, Sequence[Body]]]
) -> list[Finding]:
    """Return what is worth saying of all moments, the widest gap between table and home first."""
    single = [found for _, all_found in by_moment for found in all_found if len(found.issues) == 1]
    texts = {situation.moment.id: all_found[-1] for situation, all_found in by_moment if all_found}
    counted = [found for found in single if found.counting]
    risky = [found for found in reversed(counted) if _refused(found) >= RISKY]
    risky.sort(key=lambda found: -round(_refused(found), 1))
    widest = risky[:MOST_GAPS]
    in_order = [finding for found in counted for finding in _of_one(found, widest, texts[found.situation.moment.id])]
    others = (
        _carried([found for found in counted if found not in risky]),
        _outside(single),
        _costs(single),
        _borrowed(single),
        _nobody(bodies),
    )
    return [*in_order, *(each for each in others if each)]


def _of_one(found: Carried, widest: Sequence[Carried], text: Carried) -> list[Finding]:
    """Return what is told of one issue at one moment: the gap if it is one of the widest, and what a home that asks for more would win."""
    told = [gap_finding(found)] if found in widest else []
    if found in widest[:1]:
        defection = defection_finding(found, text)
        told = [replace(told[0], priority=LEAD), *([defection] if defection else [])]
    return [*told, *(tied_finding(found, tied) for tied in found.tied)]


def _refused(found: Carried) -> float:
    return 1 - (found.share(found.told) or 0.0)


def _carried(items: Sequence[Carried]) -> Finding | None:
    """Name what everybody at home who could refuse would carry."""
    if not items:
        return None
    told = [
        f"what {_what(found)} on {found.issue.name} ({found.situation.moment.name}), by {listing([_with_pivot(found, r) for r in found.counting])}"
        for found in items
    ]
    numbers = tuple(
        Number(
            f"share of draws in which homes carry what {_what(found)}, {found.issue.name} ({found.situation.moment.name})",
            found.share(found.told) or 0.0,
            basis(found),
        )
        for found in items
    )
    single = items[0] if len(items) == 1 and not items[0].known else None
    return Finding(
        "ratification.carried",
        f"Would be accepted by those at home who could refuse, as far as the dossier tells: {'; '.join(told)}.",
        share=single.share(FORESEEN) if single else None,
        share_of="that home carries it, wherever the talks settle" if single else "",
        numbers=numbers,
        confidence="low",
        reason=NO_RECORD,
        sources=distinct([c for found in items for c in sources(found, found.counting)]),
    )


def _outside(items: Sequence[Carried]) -> Finding | None:
    """Name homes that could refuse, of parties that need not sign but would have to go along."""
    told = [
        (found, r)
        for found in items
        for r in found.receptions
        if not r.must_sign and r.body.constituency.can_block and 1 - r.agrees[found.told] >= RISKY
    ]
    if not told:
        return None
    sentences = [
        f"{owner(found, r)} would rather have no agreement than {limits(found, r.accepts)} on {found.issue.name} "
        f"({found.situation.moment.name}), and would refuse what {_what(found)}{often(1 - r.agrees[found.told], is_stated(found, [r]))}"
        for found, r in told
    ]
    found, only = told[0] if len(told) == 1 else (None, None)
    is_open = found is not None and not found.known and FORESEEN in found.put
    return Finding(
        "ratification.outside",
        f"Homes of parties that need not sign but may have to go along: {'; '.join(sentences)}.",
        share=only.agrees[FORESEEN] if only and is_open else None,
        share_of=f"that {only.body.name} accepts it, wherever the talks settle" if only and is_open else "",
        numbers=_shares(told),
        confidence="low",
        reason=NO_RECORD,
        sources=distinct([c for found, r in told for c in sources(found, [r])]),
    )


def _costs(items: Sequence[Carried]) -> Finding | None:
    """Say to whom at home a settlement would be worse than none, though they could not stop it."""
    friction = [(found, r) for found in items for r in found.receptions if not r.body.constituency.can_block]
    if not friction:
        return None
    against = [(found, r) for found, r in friction if 1 - r.agrees[found.told] >= LIKELY]
    if against:
        told = [
            f"{owner(found, r)} to what {_what(found)} on {found.issue.name} ({found.situation.moment.name})"
            f"{often(1 - r.agrees[found.told], is_stated(found, [r]))}"
            for found, r in against
        ]
        claim = (
            f"Friction at home, not refusal. No agreement would be preferred by {'; by '.join(told)}. They cannot stop it, "
            "but carrying it would cost."
        )
    else:
        names = _names(list(dict.fromkeys(owner(found, r) for found, r in friction)))
        claim = (
            f"Little friction at home: {names}, who could make a settlement costly but not stop it, would mostly like it "
            "no less than having none."
        )
    return Finding(
        "ratification.costs",
        claim,
        numbers=_shares(against or friction),
        confidence="low",
        reason=NO_RECORD,
        sources=distinct([c for found, r in against or friction for c in sources(found, [r])]),
    )


def _borrowed(items: Sequence[Carried]) -> Finding | None:
    """Say once which parts of a home are taken to ask for what the party itself does, since nothing is told of them."""
    told: dict[str, list[str]] = {}
    for found in items:
        for reception in found.receptions:
            names = [wing.name for wing in reception.body.wings if wing.demands[found.issue.id].is_assumed]
            if names:
                whose = f"{listing(names)} in {owner(found, reception)}"
                party = found.situation.dossier.label(reception.body.party)
                issues = told.setdefault(f"{whose}, taken to ask for what {party} itself does on", [])
                issues += [found.issue.name] if found.issue.name not in issues else []
    if not told:
        return None
    return Finding(
        "ratification.borrowed",
        "Borrowed from the party itself, as the dossier tells no position of their own: "
        f"{'; '.join(f'{whose} {listing(issues)}' for whose, issues in told.items())}. Such a part cannot differ from its party "
        "here, though in fact it may.",
        confidence="exact",
        reason="counted from the dossier",
        would_change="what they ask for (`positions` of the bloc or of its body, constituencies.yaml)",
    )


def _nobody(bodies: Sequence[tuple[Situation, Sequence[Body]]]) -> Finding | None:
    """Count for how many of those who must sign nobody at home is told."""
    told = []
    for situation, found in bodies:
        signers = situation.moment.must_sign
        without = [p for p in signers if not any(b.party == p and b.constituency.can_block for b in found)]
        if without:
            names = _names([situation.dossier.label(party) for party in without])
            told.append(f"{situation.moment.name}, {len(without)} of {len(signers)} ({names})")
    if not told:
        return None
    return Finding(
        "ratification.nobody",
        "For some who must sign the dossier does not tell who at home could refuse, and what they ask for on these issues: "
        f"{'; '.join(told)}. Their own signature is taken to be enough here.",
        confidence="exact",
        reason="counted from the dossier; that nobody is told does not mean that nobody is there",
        would_change="who else at home must agree, and what they ask for",
    )


def _with_pivot(found: Carried, reception: Reception) -> str:
    """Name a home, and the part on which its consent hangs if it has several."""
    verdict = reception.verdicts.get(found.told)
    name = owner(found, reception)
    if verdict is None or len(reception.body.wings) < 2 or not verdict.pivot:
        return name
    return f"{name}, where {wings_of(reception, verdict.pivot)} would be pivotal"


def _what(found: Carried) -> str:
    return "was agreed" if found.told == AGREED else "is expected"


def _names(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMES:
        return listing(names)
    return f"{', '.join(names[: MOST_NAMES - 1])} and {count(len(names) - MOST_NAMES + 1, 'other')}"


def _shares(told: Told) -> tuple[Number, ...]:
    return tuple(
        Number(
            f"share of draws in which {r.body.name} accepts what {_what(found)}, {found.issue.name} ({found.situation.moment.name})",
            r.agrees[found.told],
            "draws" if is_stated(found, [r]) else "point",
        )
        for found, r in told
    )
