"""Arrays of numbers in little room, with every bit kept."""

import base64
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Way = Literal["same", "yes_no", "bytes"]
Spec = tuple[str, int, Way]
"""The type, the length and the way in which an array is written."""


def packed(arrays: Iterable[Array]) -> tuple[list[Spec], str]:
    """Return arrays as text.

    An array of one value throughout is written as that value; one of nothing but 0 and 1 as bits; of any other, first the first bytes of
    all values are written, then the second ones, and so on, for the first bytes of numbers of a size are alike. All is then compressed.

    Parameters
    ----------
    arrays : iterable of ndarray, shape (values,)
        Numbers or truth values of any type; the two zeros, infinities and every kind of nan are told apart.

    Returns
    -------
    specs : list of (str, int, str)
        Type, length and way of each.
    text : str
        All in one, in base64.

    Notes
    -----
    Linear in the number of values.

    Examples
    --------
    >>> specs, text = packed([np.zeros(4096), np.arange(4096) % 2 == 0])
    >>> specs, len(text)
    ([('<f8', 4096, 'same'), ('|b1', 4096, 'yes_no')], 24)
    >>> [found.sum().item() for found in unpacked(specs, text)]
    [0.0, 2048]
    """
    written = [_written(np.ascontiguousarray(array)) for array in arrays]
    whole = zlib.compress(b"".join(content for _, content in written))
    return [spec for spec, _ in written], base64.b64encode(whole).decode()


def unpacked(specs: Iterable[Sequence[Any]], text: str) -> list[Array]:
    """Return the arrays that were packed, each with its type and the very bits.

    Raises
    ------
    ValueError
        If text and specs were not made together by :func:`packed`.
    """
    try:
        whole = zlib.decompress(base64.b64decode(text, validate=True))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    arrays, start = [], 0
    for name, length, way in specs:
        kind = np.dtype(name)
        sizes = {"same": kind.itemsize, "yes_no": -(-length // 8), "bytes": length * kind.itemsize}
        end = start + sizes[way]
        if length < 0 or end > len(whole):
            raise ValueError("there is less than was packed")
        arrays.append(_read(np.frombuffer(whole[start:end], np.uint8), kind, length, way))
        start = end
    if start != len(whole):
        raise ValueError("there is more than was packed")
    return arrays


def _written(array: Array) -> tuple[Spec, bytes]:
    kind = array.dtype.newbyteorder("<")
    array = array.astype(kind)
    rows = array.view(np.uint8).reshape(len(array), kind.itemsize)
    if len(array) and (rows == rows[0]).all():
        return (kind.str, len(array), "same"), rows[0].tobytes()
    ones = array == kind.type(1)
    # By bytes, for -0.0 equals 0.
    if (ones.astype(kind).view(np.uint8) == array.view(np.uint8)).all():
        return (kind.str, len(array), "yes_no"), np.packbits(ones).tobytes()
    return (kind.str, len(array), "bytes"), np.ascontiguousarray(rows.T).tobytes()


def _read(content: NDArray[np.uint8], kind: np.dtype[Any], length: int, way: Way) -> Array:
    if way == "same":
        return np.repeat(content.view(kind), length)
    if way == "yes_no":
        return np.unpackbits(content, count=length).astype(kind)
    return np.ascontiguousarray(content.reshape(kind.itemsize, length).T).reshape(-1).view(kind)
