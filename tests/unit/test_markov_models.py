"""From commands to states: what is explored, what is refused, what is written for other programs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import prism

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov import (
    Command,
    Expression,
    Kind,
    Model,
    Parameter,
    Variable,
    action_reward,
    command,
    explore,
    if_then_else,
    maximum,
    minimum,
    reachability,
    shortest_path,
    state_reward,
    sweep,
    to_prism,
)
from goodoffices.models.implementation.markov.space import StateSpace

X, Y = Variable("x", 0, 2, 1), Variable("y", -1, 2)
P, K = Parameter("p"), Parameter("k", whole=True)
CHANCE = {"p": 0.3, "k": 1}


def numbers() -> st.SearchStrategy[Expression]:
    leaf = st.sampled_from([X, Y, K, X + 1, 0 + Y, 2 * X])

    def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.one_of(
            st.builds(lambda a, b: a + b, inner, inner),
            st.builds(lambda a, b: a - b, inner, inner),
            st.builds(lambda a, b: a * b, inner, inner),
            st.builds(minimum, inner, inner),
            st.builds(maximum, inner, inner),
            st.builds(lambda a, b, c: if_then_else(a < b, b, c), inner, inner, inner),
        )

    return st.recursive(leaf, grown, max_leaves=5)


def conditions() -> st.SearchStrategy[Expression]:
    compared = st.builds(
        lambda a, b, how: [a < b, a <= b, a > b, a >= b, a == b, a != b, (a < b) == (b < 1), ~(a == b)][how],
        numbers(),
        numbers(),
        st.integers(0, 7),
    )

    def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.one_of(
            st.builds(lambda a, b: a & b, inner, inner),
            st.builds(lambda a, b: a | b, inner, inner),
            st.builds(lambda a: ~a, inner),
        )

    return st.recursive(compared, grown, max_leaves=4)


@st.composite
def commands(draw: st.DrawFn) -> Command:
    def inside(variable: Variable) -> Expression:
        return minimum(variable.high, maximum(variable.low, draw(numbers())))

    chance = draw(
        st.sampled_from([P, 1 - P, P * P, P / (1 + P), if_then_else(X > 0, P, 0), if_then_else(Y > 0, 0.125, 1)])
    )
    changes = [{X: inside(X)}, {Y: inside(Y), X: inside(X)}, {}]
    first, second = draw(st.sampled_from(changes)), draw(st.sampled_from(changes))
    return command(draw(conditions()), (chance, first), (1 - chance, second), action=draw(st.sampled_from(["", "go"])))


@given(st.lists(commands(), min_size=1, max_size=4), conditions())
@settings(max_examples=30)
def test_states_and_steps_are_those_of_the_text_written(given_commands: list[Command], label: Expression) -> None:
    model = Model(Kind.DECISIONS, (X, Y), tuple(given_commands), (P, K), {"here": label})
    space, program = explore(model, CHANCE), prism.parse(to_prism(model, CHANCE))
    assert {tuple(space.state(n).values()) for n in range(space.states)} == set(program.reachable())
    matrix = space.matrix.toarray()
    for n in range(space.states):
        state = space.state(n)
        rows = range(space.choices.first_choice[n], space.choices.first_choice[n + 1])
        expected = program.steps(state) or [(-1, {tuple(state.values()): 1.0})]
        assert [space.command[row] for row in rows] == [number for number, _ in expected]
        for row, (_, targets) in zip(rows, expected, strict=True):
            named = {tuple(space.state(to).values()): chance for to, chance in enumerate(matrix[row]) if chance}
            assert named == pytest.approx(targets, rel=1e-12)
        assert bool(space.where("here")[n]) == bool(program.labels["here"]({**program.constants, **state}))


def test_constants_without_values_players_and_rewards_are_written() -> None:
    x = Variable("x", 0, 1)
    moves = (command(x == 0, {x: 1}, player="us", action="go"), command(x == 1, {x: 0}, player="them", action="go"))
    rewards = {"pay": (action_reward("go", True, 2), state_reward(x == 1, P))}
    text = to_prism(Model(Kind.GAME, (x,), moves, (P,), rewards=rewards, players=("us", "them")))
    assert text.startswith("smg\n\nconst double p;\n\nplayer us [us_go] endplayer\nplayer them [them_go] endplayer\n")
    assert 'rewards "pay"\n  [us_go] true : 2;\n  [them_go] true : 2;\n  x = 1 : p;\nendrewards' in text
    assert prism.parse(text.replace(" p;", " p = 1;", 1)).players == {"us_go": "us", "them_go": "them"}


def test_rewards_of_states_and_actions() -> None:
    x = Variable("x", 0, 2)
    moves = (command(x == 0, {x: 1}, action="go"), command(x == 0, {x: 2}), command(x == 1, {x: 2}))
    rewards = {"pay": (action_reward("go", True, 5), action_reward("", x == 1, 7), state_reward(x < 2, 1))}
    space = explore(Model(Kind.DECISIONS, (x,), moves, rewards=rewards))
    assert space.earned("pay").tolist() == [6, 1, 8, 0]


FACTIONS, STEPS = 4, 5


def petri_net(*, exclusion: bool) -> Model:
    """The reference plan's Petri net: four factions, five steps, a gate after each; the last faction stops at cantonment.

    A gate needs all factions that are not excluded. Markings are counted by what is done in the present step; once excluded, the
    last faction's tokens are taken away.
    """
    gate, out = Variable("gate", 0, STEPS + 1), Variable("excluded", 0, 1)
    done = [Variable(f"done_{i}", 0, 1) for i in range(FACTIONS)]
    renegade = done[-1]
    all_others = (done[0] == 1) & (done[1] == 1) & (done[2] == 1)
    moves = [command((gate < STEPS) & (d == 0), {d: 1}) for d in done[:-1]]
    moves.append(command((gate < 2) & (out == 0) & (renegade == 0), {renegade: 1}))
    cleared: dict[Variable, Expression | float] = dict.fromkeys(done, 0)
    moves.append(command((gate < STEPS) & all_others & ((renegade == 1) | (out == 1)), {**cleared, gate: gate + 1}))
    moves.append(command(gate == STEPS, {gate: STEPS + 1}, action="election"))
    if exclusion:
        moves.append(command((gate < STEPS) & (out == 0), {out: 1, renegade: 0}, action="exclude"))
    return Model(Kind.DECISIONS, (gate, out, *done), tuple(moves), labels={"held": gate == STEPS + 1})


def test_a_strict_gate_lets_one_faction_stop_everything_and_an_exclusion_clause_does_not() -> None:
    strict, mended = explore(petri_net(exclusion=False)), explore(petri_net(exclusion=True))
    assert (strict.states, strict.deadlocks.sum(), strict.where("held").sum()) == (40, 1, 0)
    # The election is the one end of the other plan, and the only state in which nothing is possible any more.
    assert (mended.states, (mended.deadlocks & ~mended.where("held")).sum(), mended.where("held").sum()) == (82, 0, 1)
    way = shortest_path(strict, strict.deadlocks)
    assert len(way) == 13  # twice four steps and a gate, then three steps
    assert way[-1].state == {"gate": 2, "excluded": 0, "done_0": 1, "done_1": 1, "done_2": 1, "done_3": 0}


def test_no_way() -> None:
    strict = explore(petri_net(exclusion=False))
    assert shortest_path(strict, strict.where(strict.model.variables[0] == 0)) == ()
    with pytest.raises(ModelInputError, match="can be reached"):
        shortest_path(strict, "held")


def test_many_states_are_numbered_without_repeating_one() -> None:
    xs = [Variable(f"x{i}", -3, 6) for i in range(5)]
    model = Model(Kind.DECISIONS, tuple(xs), tuple(command(x < 6, {x: x + 1}) for x in xs))
    space = explore(model)
    assert space.states == 10**5 == len(np.unique(space.codes))
    assert len(space.command) == 5 * 9 * 10**4 + 1
    assert space.state(0) == dict.fromkeys((x.name for x in xs), -3)


def test_progress_may_stop_the_work() -> None:
    class StopError(Exception):
        pass

    def stop(states: int) -> None:
        raise StopError(states)

    with pytest.raises(StopError):
        explore(petri_net(exclusion=True), progress=stop)


def chain(*moves: Command, parameters: tuple[Parameter, ...] = ()) -> Model:
    return Model(Kind.CHAIN, (X, Y), moves, parameters)


@pytest.mark.parametrize(
    ("model", "settings", "words"),
    [
        (
            chain(command(X == 1, (0.5, {X: 0}), (0.4, {X: 2}))),
            {},
            "command 1 has probabilities that sum to 0.9 .* x=1, y=-1",
        ),
        (
            chain(command(X == 1, (P, {}), (1 - P, {})), parameters=(P,)),
            {"p": 1.5},
            "probability p, not between 0 and 1",
        ),
        (chain(command(X == 1, {Y: Y - 1})), {}, "command 1 sets y to -2, not in its range"),
        (chain(command(X == 1, {Y: Y + X / 2})), {}, "sets y to -0.5"),
        (
            chain(command(X == 1, {X: 0}), command(X > 0, {X: 0})),
            {},
            "commands 1 and 2 exclude each other; both are possible",
        ),
        (
            chain(command(X == 1, (P, {}), (1 - P, {})), parameters=(P,)),
            {"q": 1},
            "'p' has no value; there is no parameter 'q'",
        ),
        (chain(command(X == K, {X: 0}), parameters=(K,)), {"k": 0.5}, "needs a whole number"),
        (chain(command(X == K, {X: 0}), parameters=(K,)), {"k": np.array([1, 2])}, "decides which states there are"),
        (chain(command(X == 1, (P, {}), (1 - P, {})), parameters=(P,)), {"p": np.nan}, "one finite number"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(model: Model, settings: dict[str, float], words: str) -> None:
    with pytest.raises(ModelInputError, match=words):
        explore(model, settings)


def test_all_commands_that_are_wrong_are_told_at_once() -> None:
    with pytest.raises(ModelInputError, match=r"command 1 sets x to 3.*command 2 has probabilities"):
        explore(Model(Kind.DECISIONS, (X, Y), (command(X == 1, {X: 3}), command(X == 1, (0.5, {})))))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Model(Kind.CHAIN, (Variable("P", 0, 1),), ()), "'P' cannot be a name"),
        (lambda: Model(Kind.CHAIN, (X, Variable("x", 0, 1)), ()), "two variables or parameters are called 'x'"),
        (lambda: Model(Kind.CHAIN, (X,), (command(Y == 1, {X: 0}),)), "guard of command 1 speaks of y"),
        (lambda: Model(Kind.CHAIN, (X,), (command(X == 1, {Y: 0}),)), "changes y, which is not among"),
        (lambda: Model(Kind.CHAIN, (X,), (Command(X == 1, ()),)), "has no branch"),
        (lambda: Model(Kind.GAME, (X,), ()), "a game, and only a game, has players"),
        (
            lambda: Model(Kind.GAME, (X,), (command(X == 1, {}),), players=("us",)),
            "is of no player; player 'us' has no",
        ),
        (lambda: Model(Kind.CHAIN, tuple(Variable(f"v{i}", 0, 2**20) for i in range(3)), ()), "62 bits"),
        (lambda: Variable("z", 0, 1, 2), "not in its range 0 to 1"),
        (lambda: command(X == 1, {X: "one"}), "'one' is neither a number nor an expression"),  # type: ignore[dict-item]
    ],
)
def test_what_does_not_fit_together_is_refused(make: object, words: str) -> None:
    assert callable(make)
    with pytest.raises(ModelInputError, match=words):
        make()


def test_an_expression_is_not_a_truth_value() -> None:
    with pytest.raises(TypeError, match="no truth value"):
        assert X == 1


def ladder() -> StateSpace:
    return explore(Model(Kind.CHAIN, (X,), (command(X < 2, {X: X + 1}),), labels={"top": X == 2}))


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: ladder().where("tops"), "did you mean 'top'"),
        (lambda: ladder().earned("pay"), "no reward 'pay'"),
        (lambda: reachability(ladder(), np.array([True])), "one truth value for each of the 2 states"),
        (lambda: reachability(explore(petri_net(exclusion=False)), "held"), "kind dtmc, not mdp"),
        (lambda: explore(petri_net(exclusion=False), most_states=10), "more than 10 reachable states"),
        (lambda: sweep(petri_net(exclusion=False), {}, "held"), "kind dtmc, not mdp"),
    ],
)
def test_questions_that_cannot_be_answered(ask: object, words: str) -> None:
    assert callable(ask)
    with pytest.raises(ModelInputError, match=words):
        ask()
