"""What must hold of any side payment: nothing is given for nothing, and more never makes who receives it less willing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import examples

from goodoffices.assessment.chain import Chain, chain_at
from goodoffices.assessment.packages import packages_at
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.dossier.payment import Payment
from goodoffices.models.agreements.robust import agreeable_share

DRAWS = 64
NUMBERS = st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 2))


@pytest.fixture(scope="module")
def quarrel(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("case")
    files = {
        "dossier.yaml": "title: A quarrel\n",
        "parties.yaml": "".join(f"{p}: {{name: {p}, kind: state}}\n" for p in ("north", "south", "east", "host")),
        "issues.yaml": "catch: {name: Catch, scale: {}}\nport: {name: Port, options: [{id: a, name: A}, {id: b, name: B}]}\n",
        "moments.yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south, east, host], must_sign: [north, south, east], "
        "issues: [catch, port], status_quo: {catch: 40..60..80, port: a}}\n",
        "stances.csv": "party,issue,position,salience,source\nnorth,catch,0..10..40,20..50..80,judgement\n"
        "south,catch,60..90..100,50,judgement\neast,catch,30..50..70,30,judgement\nhost,catch,50,5,judgement\n"
        "north,port,b > a,10..30..50,judgement\nsouth,port,a > b,20,judgement\n",
        "capabilities.csv": "party,capability,source\nnorth,30,judgement\nsouth,10..30..50,judgement\neast,10,judgement\nhost,5,judgement\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_dossier(folder)


def paying(worth: float, cost: float, payer: str = "host", credible: float = 1.0, name: str = "aid") -> Payment:
    return Payment.model_validate(
        {
            "id": name,
            "name": name,
            "paid_by": payer,
            "paid_to": "south",
            "worth": str(worth),
            "cost": str(cost),
            "credible": str(credible),
            "source": "judgement",
        }
    )


def chained(dossier: Dossier, *payments: Payment) -> Chain:
    given_ = replace(dossier, payments={each.id: each for each in payments})
    return chain_at(at_moment(given_, "talks"), Worlds(DRAWS, 1))


def holds(chain: Chain, link: str) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return next(each.holds for each in chain.links if each.id == link)


def gains(chain: Chain) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    assert chain.signing is not None
    return chain.signing.gains


def signs(chain: Chain, party: str) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    assert chain.signing is not None
    return np.asarray(gains(chain)[:, chain.signing.parties.index(party)] >= -1e-9)


@given(credible=st.floats(0, 1).map(lambda value: round(value, 2)), payer=st.sampled_from(["north", "east", "host"]))
@settings(max_examples=examples(15, 100))
def test_nothing_for_nothing_changes_no_bit(quarrel: Dossier, credible: float, payer: str) -> None:
    before, after = chained(quarrel), chained(quarrel, paying(0, 0, payer, credible))
    assert [link.id for link in before.links] == [link.id for link in after.links]
    for one, other in zip(before.links, after.links, strict=True):
        assert one.holds.tobytes() == other.holds.tobytes()
    assert gains(before).tobytes() == gains(after).tobytes()


@given(
    worth=NUMBERS,
    more=NUMBERS,
    cost=NUMBERS,
    credible=st.sampled_from([0.3, 1.0]),
    payer=st.sampled_from(["north", "host"]),
)
@settings(max_examples=examples(40, 400))
def test_more_never_makes_anybody_less_willing(
    quarrel: Dossier, worth: float, more: float, cost: float, credible: float, payer: str
) -> None:
    low, high = sorted((worth, more))
    little, much = (chained(quarrel, paying(each, cost, payer, credible)) for each in (low, high))
    assert (signs(much, "south") >= signs(little, "south")).all()
    assert (signs(much, "north") == signs(little, "north")).all()
    for link in ("room", "signed"):
        assert (holds(much, link) >= holds(little, link)).all()


@given(cost=NUMBERS, more=NUMBERS, worth=NUMBERS)
@settings(max_examples=examples(25, 250))
def test_a_dearer_payment_never_brings_its_payer_in(quarrel: Dossier, cost: float, more: float, worth: float) -> None:
    low, high = sorted((cost, more))
    cheap, dear = (chained(quarrel, paying(worth, each, "north")) for each in (low, high))
    assert (signs(dear, "north") <= signs(cheap, "north")).all()
    assert (holds(dear, "room") <= holds(cheap, "room")).all()


@given(one=NUMBERS, other=NUMBERS)
@settings(max_examples=examples(20, 200))
def test_two_payments_add_up_in_whatever_order(quarrel: Dossier, one: float, other: float) -> None:
    first, second = paying(one, 1, "host", 0.7, "a"), paying(other, 2, "east", 0.4, "b")
    both, turned = chained(quarrel, first, second), chained(quarrel, second, first)
    free = gains(chained(quarrel))
    added = gains(chained(quarrel, first)) + gains(chained(quarrel, second)) - 2 * free
    assert np.allclose(gains(both) - free, added, atol=1e-9)
    assert np.allclose(gains(turned), gains(both), atol=1e-9)


@given(worth=NUMBERS, cost=NUMBERS, credible=st.sampled_from([0.5, 1.0]))
@settings(max_examples=examples(15, 150))
def test_packages_and_the_chain_count_the_same(quarrel: Dossier, worth: float, cost: float, credible: float) -> None:
    dossier = replace(quarrel, payments={"aid": paying(worth, cost, "north", credible)})
    situation, worlds = at_moment(dossier, "talks"), Worlds(DRAWS, 1)
    packages = packages_at(situation, worlds)
    assert (
        agreeable_share(packages.between, packages.divisible).exists == holds(chain_at(situation, worlds), "room")
    ).all()
