"""Arrays come back from little room with the very bits and the type they had."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from goodoffices.initiatives.packing import packed, unpacked

TYPES = ("<f8", "<f4", ">f8", "|b1", "<i8", "|u1")
FEW = st.sampled_from([0.0, -0.0, 1.0, float("nan"), float("inf")])


@st.composite
def made_up(draw: st.DrawFn) -> NDArray[np.generic]:
    """Any array, one of few values, or one of random bits, so that every kind of nan turns up."""
    length = draw(st.integers(0, 40))
    ways = (
        st.sampled_from(TYPES).flatmap(lambda kind: arrays.arrays(np.dtype(kind), length)),
        arrays.arrays(np.float64, length, elements=FEW),
        arrays.arrays(np.float64, length, elements=st.sampled_from([0.0, 1.0])),
        arrays.arrays(np.uint64, length).map(lambda bits: bits.view(np.float64)),
    )
    return draw(st.one_of(*ways))


@given(st.lists(made_up(), max_size=5))
@example([np.array([0.0, -0.0, 1.0]), np.array([-0.0, -0.0]), np.array([1.0, 0.0]), np.array([], np.float64)])
@example([np.array([0.0, np.nan]), np.arange(12.0)[::3]])
def test_every_bit_and_type_is_kept(given_: list[NDArray[np.generic]]) -> None:
    found = unpacked(*packed(given_))
    assert len(found) == len(given_)
    for mine, its in zip(given_, found, strict=True):
        little = mine.astype(mine.dtype.newbyteorder("<"))
        assert its.dtype == little.dtype
        assert its.tobytes() == little.tobytes()


@pytest.mark.parametrize(
    ("array", "most"), [(np.full(8000, np.pi), 40), (np.arange(8000) % 2 == 0, 60), (np.arange(8000) % 2.0, 60)]
)
def test_constants_and_yes_or_no_take_hardly_any_room(array: NDArray[np.generic], most: int) -> None:
    assert len(packed([array])[1]) <= most


def test_a_thousand_coins_take_a_bit_each() -> None:
    coins = np.random.default_rng(1).integers(0, 2, 8000).astype(float)
    assert len(packed([coins])[1]) < 1.1 * 8000 / 8 * 4 / 3


@pytest.mark.parametrize(
    ("specs", "text"),
    [
        ([("<f8", 3, "bytes")], packed([np.arange(2.0)])[1]),
        ([("<f8", 1, "bytes")], packed([np.arange(2.0)])[1]),
        ([("<f8", -1, "yes_no")], packed([np.arange(2.0)])[1]),
        ([("<f8", 2, "bytes")], "no base64"),
        ([("<f8", 2, "bytes")], "AAAA"),
    ],
)
def test_what_was_not_packed_together_is_refused(specs: list[tuple[str, int, str]], text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpacked(specs, text)
