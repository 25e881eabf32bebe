"""Who can carry a decision, who can stop any and whose vote never counts, in words."""

from collections.abc import Sequence
from itertools import islice

from goodoffices.assessment.answer import Cell, Method, Table
from goodoffices.assessment.finding import Finding, distinct
from goodoffices.assessment.questions.councils.lines import Line, uncounted
from goodoffices.assessment.wording import capital, count, listing, percent
from goodoffices.dossier.council import Council
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

MOST_PATTERNS = 4
"""So many kinds of smallest coalitions are named."""
MOST_IN_WORDS = 12
"""Of coalitions with more members than this one is told in part, as an example."""
MOST_NAMED = 8
"""Of more voters than this with the same role only the number is told."""

COALITIONS = Method(
    "Smallest coalitions that carry a decision",
    "Coalitions that win, and would lose without any one of their members. Those that differ only by voters with the same votes are "
    "told as one. Who is in all of them can stop any decision; who is in none never counts. The power to act is the share of all "
    "coalitions that win: how likely a decision is if everybody tosses a coin.",
    "Coleman (1971), in Lieberman (ed.), Social Choice, for the power to act",
)


def coalitions_finding(situation: Situation, council: Council, lines: Sequence[Line]) -> Finding | None:
    """Say for the formula and rule adopted, or the first ones, who can carry a decision; None if there is no single game."""
    line = max(
        (line for line in lines if line.game is not None),
        key=lambda entry: (entry.rule.adopted, entry.formula.adopted),
        default=None,
    )
    if line is None or line.game is None:
        return None
    label = situation.dossier.label
    held = model.roles(line.game)
    under = f"“{line.formula.name}” under “{line.rule.name}”"
    sentences = [f"Who can carry a decision in the {council.name} ({under}): {_smallest(situation, line.game)}."]
    if held.dictator:
        sentences.append(f"{capital(label(held.dictator))} decides alone.")
    elif len(held.vetoers) == len(line.game.voters):
        sentences.append("Each of them can stop any decision.")
    elif held.vetoers:
        sentences.append(f"{capital(_who(situation, held.vetoers, last='or'))} can stop any decision.")
    else:
        sentences.append(f"Nobody alone can stop a decision. Who can together: {_blocking(situation, line.game)}.")
    if held.dummies:
        sentences.append(f"The votes of {_who(situation, held.dummies)} never count.")
    if left_out := uncounted(situation, line):
        sentences.append(
            f"Where the rule counts other votes than the seats, {_who(situation, left_out)} "
            f"{'counts' if len(left_out) == 1 else 'count'} for nothing, for none are stated."
        )
    return Finding(
        f"councils.{council.id}.coalitions",
        " ".join(sentences),
        priority=7,
        moment=situation.moment.id,
        confidence="exact",
        reason="counted over all coalitions; it says what the rules allow, not who would side with whom",
        would_change="another rule or another share of the seats: see the table for every one of them",
        sources=distinct([*line.formula.source, *line.rule.source]),
    )


def coalitions_table(situation: Situation, council: Council, lines: Sequence[Line]) -> Table | None:
    """One row per formula and rule; None if there is no single game."""
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        if line.game is None:
            continue
        held = model.roles(line.game)
        rows.append(
            (
                line.formula.name,
                line.rule.name,
                _smallest(situation, line.game),
                _who(situation, held.vetoers) or f"nobody alone; together: {_blocking(situation, line.game)}",
                _who(situation, held.dummies) or "nobody",
                _power_to_act(line.game),
            )
        )
    if not rows:
        return None
    return Table(
        f"councils.{council.id}.coalitions",
        f"{council.name}: who can carry a decision",
        (
            "formula",
            "rule",
            "smallest coalitions that carry one",
            "who can stop any",
            "who never counts",
            "power to act",
        ),
        tuple(rows),
    )


def _smallest(situation: Situation, game: model.SimpleGame) -> str:
    label = situation.dossier.label
    found = list(islice(model.minimal_winning_patterns(game), MOST_PATTERNS + 1))
    if found[0].size > MOST_IN_WORDS:
        some = [label(name) for number, names in found[0].parts for name in names[:number]]
        others = count(len(some) - MOST_NAMED, "other")
        return f"{len(some)} voters such as {', '.join(some[:MOST_NAMED])} and {others}; and other coalitions"
    told = [
        str(model.Pattern(tuple((number, tuple(label(name) for name in names)) for number, names in pattern.parts)))
        for pattern in found[:MOST_PATTERNS]
    ]
    return "; or ".join(told) + ("; and others" if len(found) > MOST_PATTERNS else "")


def _blocking(situation: Situation, game: model.SimpleGame) -> str:
    stopping = _smallest(situation, model.blocking_game(game))
    return "whoever can carry one" if stopping == _smallest(situation, game) else stopping


def _who(situation: Situation, voters: Sequence[str], last: str = "and") -> str:
    if len(voters) > MOST_NAMED:
        return count(len(voters), "voter")
    return listing([situation.dossier.label(voter) for voter in voters], last)


def _power_to_act(game: model.SimpleGame) -> str:
    try:
        return percent(float(model.coleman(game).to_act))
    except ModelInputError:  # neither counted nor bounded
        return "not counted"
