"""What is said of the way to an agreement: how far it goes, where it breaks, and what that hangs on."""

from collections.abc import Sequence

from goodoffices.assessment.chain import Chain, Link
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.packages import NO_LOSS
from goodoffices.assessment.questions.chain.hinges import Hinge
from goodoffices.assessment.wording import capital, listing, percent
from goodoffices.dossier.values.citation import Citation

MOST_LOSERS, MOST_HINGES = 3, 2
OFTEN = 0.1
PART = {
    "room": "there is a package that everyone who must sign prefers to no agreement",
    "signed": "nobody who must sign loses by the settlement expected",
    "passed": "the body that decides passes it",
    "ratified": "homes carry it",
    "carried_out": "it is carried out",
}
BREAK = {
    "room": "already at the question whether anything is better for all than no agreement",
    "signed": "at the table: the settlement expected is worse than no agreement for somebody who must sign",
    "passed": "in the body that has to pass it",
    "ratified": "at home",
    "carried_out": "in the carrying out",
}


def chain_finding(chain: Chain, *, is_last: bool) -> Finding:
    """Say how far the way goes and where it breaks most often; that of the last moment comes before the others."""
    situation, end = chain.situation, float(chain.agreement.mean())
    telling = [link for link in chain.links if link.share not in (None, 1.0)]
    steps = [_step(chain, link, first=number == 0) for number, link in enumerate(telling)]
    claim = f"{situation.moment.name}: {percent(end)} of draws come through to an agreement that is carried through"
    claim += f": {listing(steps)}." if len(steps) > 1 else "."
    worst = weakest(chain)
    if worst is not None:
        claim += f" The way breaks most often {BREAK[worst.id]}{_losers(chain) if worst.id == 'signed' else ''}."
    if chain.paid.each:
        given = [f"“{transfer.payment.name}”" for transfer in chain.paid.each]
        claim += f" Counted on signing: {listing(given)}."
    return Finding(
        f"chain.{situation.moment.id}.way",
        claim,
        priority=2 if is_last else 5,
        moment=situation.moment.id,
        numbers=(Number("draws that come through", end, "draws"),),
        confidence="low",
        confidence_in="the share",
        reason="each step rests on a model of its own and on judged inputs; only some of the steps may be asked about",
        sources=distinct(_sources(chain)),
    )


def hinge_finding(chain: Chain, found: Sequence[Hinge]) -> Finding | None:
    """Say what the end of the way hangs on; None if nothing stands out."""
    if not found:
        return None
    told = [
        f"{hinge.what} ({percent(hinge.below)} of draws come through where it is below its middle value, {percent(hinge.above)} where it is above)"
        for hinge in found[:MOST_HINGES]
    ]
    return Finding(
        f"chain.{chain.situation.moment.id}.hinge",
        f"{chain.situation.moment.name}: whether the way is open to the end hangs most on {listing(told)}.",
        priority=6,
        moment=chain.situation.moment.id,
        numbers=tuple(Number(hinge.what, hinge.difference, "draws") for hinge in found[:MOST_HINGES]),
        confidence="moderate",
        confidence_in="the order",
        reason="counted in the same draws; only what was given as a range can be seen to matter",
    )


def _step(chain: Chain, link: Link, *, first: bool) -> str:
    share, alone = percent(link.share or 0.0), percent(link.alone)
    aside = f" (by itself with a chance of {alone})" if link.id == "carried_out" and alone != share else ""
    return f"in {share} of {'draws' if first else 'these'} {_part(chain, link)}{aside}"


def _part(chain: Chain, link: Link) -> str:
    if link.id == "carried_out" and chain.course:
        return f"“{chain.course.text.name}” is completed within five years"
    return PART[link.id]


def weakest(chain: Chain) -> Link | None:
    """Return the step at which most worlds are lost; None if none is."""
    lost = [link.of - int(link.reached.sum()) for link in chain.links]
    return chain.links[lost.index(max(lost))] if max(lost) else None


def _losers(chain: Chain) -> str:
    if chain.signing is None:
        return ""
    shares = (chain.signing.gains < NO_LOSS).mean(axis=0)
    often = sorted(
        ((float(share), party) for share, party in zip(shares, chain.signing.parties, strict=True) if share > OFTEN),
        reverse=True,
    )
    if not often:
        return ""
    label = chain.situation.dossier.label
    named = [f"{label(party)} in {percent(share)}" for share, party in often[:MOST_LOSERS]]
    return f" ({listing(named)} of draws)"


def _sources(chain: Chain) -> list[Citation]:
    moment = chain.situation.moment
    issues = [issue.id for issue in chain.situation.issues if issue.id in chain.settlements]
    stances = [
        s for (party, issue), s in chain.situation.stances.items() if issue in issues and party in moment.must_sign
    ]
    held = [moment.status_quo[issue] for issue in issues if issue in moment.status_quo]
    paid = [transfer.payment.source for transfer in chain.paid.each]
    cited = [*(stance.source for stance in stances), *(stated.source for stated in held), *paid]
    return [citation for source in cited for citation in source]


def told_of(chain: Chain, link: Link) -> str:
    """Return what a step asks, as the head of a row."""
    return capital(_part(chain, link))
