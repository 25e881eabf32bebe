"""How far a plan gets if everybody who has not stopped does everything as soon as it can."""

from dataclasses import dataclass

from goodoffices.models.implementation.plan.net import Event, Net


@dataclass(frozen=True)
class Run:
    """One way in which a plan is carried out.

    Attributes
    ----------
    events : tuple of Event
        What happens, in order.
    marking : int
        Where it ends.
    stuck : tuple of tuple of str
        Steps that would be taken but cannot, as phase and party (empty: all together); empty if everything is done.
    """

    events: tuple[Event, ...]
    marking: int
    stuck: tuple[tuple[str, str], ...]


def furthest_run(net: Net) -> Run:
    """Carry a plan out as far as it goes.

    Parameters
    ----------
    net : Net
        The plan, and who stops.

    Returns
    -------
    Run
        A party is excluded only once nothing else can happen, and a gate opens unconfirmed only then.

    Notes
    -----
    But for exclusion no event of a plan takes away what another needs. So the order of events does not matter: every order ends
    in the same marking after as many events, and the run is a shortest way to it. At most one pass over the phases for each event, and mostly one for many.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Gate, Phase, Plan, Step, Stop, Verifier
    >>> canton = Phase("canton", (Step("a"), Step("b")))
    >>> vote = Phase("vote", gate=Gate("un", ("canton",)))
    >>> run = furthest_run(Net(Plan((canton, vote), (Verifier("un"),)), Stop("b", "canton")))
    >>> run.stuck
    (('vote', ''),)
    """
    marking, events = net.start, list[Event]()
    while choices := list(net.enabled(marking)):
        ordinary = [choice for choice in choices if choice[0].kind in ("opens", "done")]
        for event, after in ordinary or [min(choices, key=lambda choice: choice[0].kind == "excluded")]:
            # None of the ordinary events undoes another, so that all of them can happen one after the other.
            marking = marking | after if ordinary else after
            events.append(event)
    return Run(tuple(events), marking, net.waiting(marking))
