"""Plans that several tests use: the four Cambodian factions step by step, and made-up ones."""

from collections.abc import Sequence

from hypothesis import strategies as st

from goodoffices.models.implementation.plan import Breach, Gate, Phase, Plan, Range, Step, Verifier
from goodoffices.models.implementation.plan.language import Whose

FACTIONS = ("SOC", "ANS", "KPNLF", "DK")
STEPS = ("cease_fire", "regroup", "canton", "disarm", "demobilise")


def factions_plan(goes_on_without: bool = False, of: Whose = "every_party", gates: bool = True) -> Plan:
    """Five steps of four factions and an election, each behind a gate that confirms the one before."""

    def gate(before: Sequence[str], whose: Whose) -> Gate | None:
        return Gate("un", tuple(before), whose, goes_on_without) if before and gates else None

    phases = [
        Phase(name, tuple(Step(faction) for faction in FACTIONS), STEPS[number - 1 : number], gate(STEPS[number - 1 : number], of))
        for number, name in enumerate(STEPS)
    ]  # fmt: skip
    election = Phase("election", after=STEPS[-1:], gate=gate(STEPS[-1:], "every_party"))
    return Plan((*phases, election), (Verifier("un"),))


@st.composite
def made_up_plans(draw: st.DrawFn, most_parties: int = 3, most_phases: int = 4, same_clause: bool = True) -> Plan:
    """Plans whose phases wait for earlier ones only, with gates of any kind.

    With `same_clause`, either all gates have an exclusion clause or none has.
    """
    parties = "abcd"[: draw(st.integers(1, most_parties))]
    everywhere = draw(st.booleans())
    phases: list[Phase] = []
    for number in range(draw(st.integers(1, most_phases))):
        earlier = [phase.id for phase in phases]
        after = tuple(draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True))) if earlier else ()
        owing: list[str] = draw(st.lists(st.sampled_from(parties), unique=True))
        gate = None
        gated: bool = draw(st.booleans())
        if after and gated:
            whose: Whose = draw(st.sampled_from(("every_party", "own_party")))
            limit = Range.point(5.0) if draw(st.integers(0, 4)) == 0 else None
            gate = Gate("un", after, whose, everywhere if same_clause else draw(st.booleans()), limit)
        days = sorted(draw(st.lists(st.integers(0, 50), min_size=3, max_size=3)))
        steps = tuple(
            Step(party, days=Range.point(draw(st.integers(0, 30))) if draw(st.booleans()) else None) for party in owing
        )
        phases.append(Phase(f"p{number}", steps, after, gate, Range(*days)))
    return Plan(tuple(phases), (Verifier("un", delay=Range(0, 7, 20)),))


def reference_plan(gated: bool) -> Plan:
    """The plan of `reference_plan.gated_plan`: two factions, four phases, and an election once all four are confirmed."""
    names = ("regroup", "canton", "disarm", "demobilise")
    steps, shut_out = (Step("a"), Step("b")), (Breach("holding back", "exclusion", ("b",)),)
    phases = [
        Phase(
            name,
            steps,
            names[n - 1 : n] if n else (),
            Gate("un", names[n - 1 : n]) if gated and n else None,
            verifier="un",
            breaches=shut_out,
        )
        for n, name in enumerate(names)
    ]
    election = Phase("election", (), names[-1:], Gate("un", names[-1:] if gated else names))
    return Plan((*phases, election), (Verifier("un"),))
