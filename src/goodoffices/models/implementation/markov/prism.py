"""A model in the PRISM language, for PRISM, PRISM-games and Storm."""

from collections.abc import Iterator, Mapping

from goodoffices.models.implementation.markov.commands import Command
from goodoffices.models.implementation.markov.exploring import checked_settings
from goodoffices.models.implementation.markov.expressions import bracketed, prism_number
from goodoffices.models.implementation.markov.model import Kind, Model

MODULE = "model"


def to_prism(model: Model, settings: Mapping[str, float] | None = None) -> str:
    """Return the model in the PRISM language.

    Parameters
    ----------
    model : Model
        The model. A chain becomes a ``dtmc``, decisions an ``mdp``, a game an ``smg``.
    settings : mapping of str to float, optional
        Values of the parameters; without them, the constants are left open, to be given on the command line of the program.

    Returns
    -------
    str
        The text. Numbers have all their digits, so that other programs see the very same model. In a game every command has an action
        of its own if it has none that only one player uses, since PRISM-games tells players apart by actions.

    Raises
    ------
    ModelInputError
        If settings are given and do not fit the parameters.

    Notes
    -----
    States without a possible command are deadlocks there too; both programs let them stay where they are unless told not to.

    References
    ----------
    Kwiatkowska, Norman & Parker (2011), 'PRISM 4.0: Verification of probabilistic real-time systems', CAV 2011; the language is described
    in PRISM's manual.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Parameter, Variable, command, to_prism
    >>> step, p = Variable("step", 0, 3), Parameter("p")
    >>> ladder = Model(Kind.CHAIN, (step,), (command(step < 3, (p, {step: step + 1}), (1 - p, {})),), (p,))
    >>> print(to_prism(ladder, {"p": 0.25}))
    dtmc
    <BLANKLINE>
    const double p = 0.25;
    <BLANKLINE>
    module model
      step : [0..3] init 0;
      [] step < 3 -> p : (step'=step + 1) + (1 - p) : true;
    endmodule
    <BLANKLINE>
    """
    given = None if settings is None else checked_settings(model, settings)
    parts = [[str(model.kind)], list(_constants(model, given)), list(_players(model))]
    parts += [[f"module {MODULE}", *_body(model), "endmodule"]]
    parts += [[f'label "{name}" = {condition.prism()};' for name, condition in model.labels.items()]]
    parts += [list(_rewards(model, name)) for name in model.rewards]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _constants(model: Model, given: Mapping[str, float] | None) -> Iterator[str]:
    for parameter in model.parameters:
        value = "" if given is None else f" = {prism_number(given[parameter.name])}"
        yield f"const {'int' if parameter.whole else 'double'} {parameter.name}{value};"


def _players(model: Model) -> Iterator[str]:
    for player in model.players:
        actions = dict.fromkeys(f"[{name}]" for each, name in _named(model) if each.player == player)
        yield f"player {player} {', '.join(actions)} endplayer"


def _body(model: Model) -> Iterator[str]:
    for v in model.variables:
        yield f"  {v.name} : [{v.low}..{v.high}] init {v.initial};"
    for each, action in _named(model):
        yield f"  [{action}] {each.guard.prism()} -> {_branches(each)};"


def _branches(each: Command) -> str:
    texts = []
    for branch in each.branches:
        update = "&".join(f"({variable.name}'={value.prism()})" for variable, value in branch.updates) or "true"
        chance = bracketed(branch.probability)
        texts.append(update if chance == "1" and len(each.branches) == 1 else f"{chance} : {update}")
    return " + ".join(texts)


def _named(model: Model) -> Iterator[tuple[Command, str]]:
    """Yield each command with its action, in a game one of its player alone."""
    players: dict[str, set[str]] = {}
    for each in model.commands:
        players.setdefault(each.action, set()).add(each.player)
    for number, each in enumerate(model.commands, start=1):
        if model.kind is Kind.GAME and (not each.action or len(players[each.action]) > 1):
            yield each, f"{each.player}_{each.action or number}"
        else:
            yield each, each.action


def _rewards(model: Model, name: str) -> Iterator[str]:
    yield f'rewards "{name}"'
    for item in model.rewards[name]:
        earned = f"{item.guard.prism()} : {item.value.prism()};"
        if item.action is None:
            yield f"  {earned}"
        else:
            yield from (
                f"  [{action}] {earned}"
                for action in dict.fromkeys(action for each, action in _named(model) if each.action == item.action)
            )
    yield "endrewards"
