"""What holds of the way to an agreement on any made-up dispute."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import MINIMAL, examples

from goodoffices.assessment.chain import Chain, Memo, chain_at
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity

MOMENT = (
    "talks: {name: Talks, date: 1990-06, at_table: [north, south], must_sign: [north, south], issues: [catch, patrols], "
    "status_quo: {catch: 40..50..60, patrols: 10}, decided_by: board}\n"
)
FILES = MINIMAL | {
    "moments.yaml": MOMENT,
    "issues.yaml": MINIMAL["issues.yaml"] + "patrols:\n  name: Patrols\n  scale: {marks: [{at: 0, name: none}]}\n",
    "councils.yaml": "board:\n  name: Board\n  formulas: [{id: f, name: Seats, seats: {north: 1, south: 1}, source: judgement}]\n"
    "  rules: [{id: r, name: Rule, kind: unanimity, source: judgement}]\n",
    "constituencies.yaml": "fleet: {name: Fleet, party: south, kind: group, positions: {catch: 60..75..90}, source: judgement}\n",
    "stances.csv": "party,issue,position,salience,source\nnorth,catch,1,50,judgement\nsouth,catch,2,50,judgement\n"
    "north,patrols,3,50,judgement\nsouth,patrols,4,50,judgement\n",
}
DRAWS = 16
ranges = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(lambda ends: Quantity(*map(float, sorted(ends))))
saliences = st.lists(st.integers(1, 100), min_size=3, max_size=3).map(lambda ends: Quantity(*map(float, sorted(ends))))
stances = st.lists(st.tuples(ranges, saliences), min_size=4, max_size=4)


@pytest.fixture(scope="module")
def quarrel(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("quarrel")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_dossier(folder)


def with_stances(dossier: Dossier, told: list[tuple[Quantity, Quantity]]) -> Dossier:
    rows: list[Stance] = [
        row.model_copy(update={"position": position, "salience": salience})
        for row, (position, salience) in zip(dossier.stances, told, strict=True)
    ]
    return replace(dossier, stances=tuple(rows))


def chain_of(dossier: Dossier, draws: int = DRAWS, memo: Memo | None = None) -> Chain:
    return chain_at(at_moment(dossier, "talks"), Worlds(draws, 1), memo=memo)


@given(stances)
@settings(max_examples=examples(25, 300))
def test_shares_multiply_to_the_end_and_more_worlds_begin_with_the_same(
    quarrel: Dossier, told: list[tuple[Quantity, Quantity]]
) -> None:
    dossier = with_stances(quarrel, told)
    few, many = chain_of(dossier), chain_of(dossier, 3 * DRAWS)
    shares = [link.share for link in few.links]
    assert [link.id for link in few.links] == ["room", "signed", "passed", "ratified"]
    assert (few.agreement == np.logical_and.reduce([link.holds for link in few.links])).all()
    if None not in shares:
        assert np.prod([share for share in shares if share is not None]) == pytest.approx(few.agreement.mean())
    for one, other in zip(few.links, many.links, strict=True):
        assert (one.holds == other.holds[:DRAWS]).all()


@given(stances)
@settings(max_examples=examples(25, 300))
def test_who_signs_by_its_own_gain_also_votes_for(quarrel: Dossier, told: list[tuple[Quantity, Quantity]]) -> None:
    """The same two sign and vote, unanimously, by the same worth: what is signed is passed, and signed only where there is room."""
    links = {link.id: link.holds for link in chain_of(with_stances(quarrel, told)).links}
    assert (links["passed"] | ~links["signed"]).all()
    assert (links["room"] | ~links["signed"]).all()


@given(st.lists(stances, min_size=2, max_size=3))
@settings(max_examples=examples(15, 200))
def test_a_memo_shared_by_many_dossiers_changes_nothing(
    quarrel: Dossier, several: list[list[tuple[Quantity, Quantity]]]
) -> None:
    memo = Memo()
    for told in [*several, *several]:
        dossier = with_stances(quarrel, told)
        for mine, its in zip(chain_of(dossier, memo=memo).links, chain_of(dossier).links, strict=True):
            assert (mine.holds == its.holds).all()
    assert memo.worked_out <= memo.asked / 2
