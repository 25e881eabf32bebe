"""From a plan and what parties may do to it to a chain in the language of the `markov` package."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodoffices.models.implementation.course.conduct import Conduct, checked
from goodoffices.models.implementation.course.places import Places
from goodoffices.models.implementation.course.turns import Turns
from goodoffices.models.implementation.markov import Model, Variable
from goodoffices.models.implementation.plan import Plan


@dataclass(frozen=True, eq=False)
class Course:
    """A plan as a chain.

    Attributes
    ----------
    plan, conducts
        What it was made from.
    places : Places
        Its variables.
    model : Model
        The chain. Labels: ``completed``, ``war``, ``ended``, and for each conduct ``holds_back_``, ``found_out_`` and ``excluded_`` with
        the names of the party and the phase. Rewards: ``months``, and for each party ``behind_`` with its name: the phases by which the
        furthest of the others is ahead of it, summed over months.
    move : Variable
        Whose turn it is within the month.
    parameters : mapping of str to tuple of str
        What each parameter of the model is: ``pace`` of a phase and a party, ``confirms`` and ``finds_out`` of a verifier, ``opens_anyway`` of
        a phase, or a field of :class:`Conduct`, of a party and a phase.
    behind : mapping of str to str
        For each party the name of the reward that tells how far the others are ahead of it.
    """

    plan: Plan
    conducts: tuple[Conduct, ...]
    places: Places
    model: Model
    move: Variable
    parameters: Mapping[str, tuple[str, ...]]
    behind: Mapping[str, str]

    @property
    def moves(self) -> int:
        """How many turns a month has."""
        return self.move.high + 1

    @property
    def draws(self) -> int:
        """How many moves are made before the first month, to draw intentions that are there from the start."""
        return sum(conduct.early for conduct in self.conducts)


def course(plan: Plan, conducts: tuple[Conduct, ...] = (), sizes: Mapping[str, int] = MappingProxyType({})) -> Course:
    """Return the course of a plan as a chain.

    In every month each party in turn works on the first of its steps that it may take, and completes it with some chance. Then what all
    do together has its turn. Then whoever holds back while another is ahead may attack, or be found out. Last, the verifier confirms the
    first phase that is complete and not yet confirmed, with some chance. A party that is to decide whether it breaks the plan does so when it first
    may take the step at which it would hold back.

    Parameters
    ----------
    plan : Plan
        What is to be carried out.
    conducts : tuple of Conduct
        How parties may break it. A party without any keeps its word.
    sizes : mapping of str to int
        How much a phase counts in a lead, where not 1; the leads of conducts are in the same measure.

    Returns
    -------
    Course
        Its parameters are chances a month; `settings_at` and `settings_from` find them from the plan's days.

    Raises
    ------
    ModelInputError
        If a conduct does not fit the plan.

    Notes
    -----
    One thing at a time: in a month in which a verifier has something to confirm, no party that is still in the plan attacks or is found
    out. Intentions are drawn as late as they matter, which leaves all probabilities as they are and keeps the states few.

    Examples
    --------
    >>> from goodoffices.models.implementation.course import Conduct, course, settings_at
    >>> from goodoffices.models.implementation.markov import explore, reachability
    >>> from goodoffices.models.implementation.plan import Breach, Gate, Phase, Plan, Range, Step, Verifier
    >>> shut_out = Breach("staying away", "exclusion")
    >>> canton = Phase("canton", (Step("a"), Step("b")), days=Range.point(90), verifier="un", breaches=(shut_out,))
    >>> vote = Phase("vote", gate=Gate("un", ("canton",)), days=Range.point(60))
    >>> plan = Plan((canton, vote), (Verifier("un", Range.point(0.5), Range.point(30)),))
    >>> made = course(plan, (Conduct("b", "canton", chance=Range.point(0.25), attack=Range.point(0.1)),))
    >>> space = explore(made.model, settings_at(made))
    >>> [round(reachability(space, end).initial, 3) for end in ("completed", "war")]
    [0.75, 0.045]
    """
    checked(plan, conducts)
    turns = Turns(plan, conducts, sizes)
    model = turns.model()
    parameters = {each.name: key for key, each in turns.parameters.items()}
    return Course(plan, conducts, turns.places, model, turns.move, parameters, turns.behind)
