"""What the forms for paper share: text without characters that cannot be printed, and the widths of columns."""

import re
from importlib import import_module
from types import ModuleType

import numpy as np

from goodoffices.assessment.answer import Table
from goodoffices.brief.blocks import cell_text
from goodoffices.errors import OutputError

POINTS_PER_UNIT = 0.575
"""The one scale of all pictures on paper, so that their letters are of one size."""
LEAD_HEIGHT = 58
"""Millimetres that the picture on the first page may be high, so that all else has room beside it."""
LINE = 105
"""Characters that a line of a table holds, roughly."""
LEAST, MOST = 5, 22
"""Characters of the narrowest column, and those a word may claim: longer ones are broken."""
SHARPNESS = 4
"""How far the tallest cell of a row decides its height: 1 counts all alike, infinity the tallest alone."""
EVEN = 1e-9
"""Difference in height below which it does not matter which column is made wider."""
NUMBER = re.compile(r"[-−]?[0-9]+(?:\.[0-9]+)?%?")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""Return a text on one line, without control characters and others that no page can show.

    >>> printable("two\n lines\x07 ")
    'two lines '
    """
    return re.sub(r"[ \t\r\n\u2028\u2029]+", " ", visible(text))


def visible(text: str) -> str:
    """Return a text without control characters and others that no page can show."""
    return _UNPRINTABLE.sub("", text)


def column_shares(table: Table) -> tuple[float, ...]:
    """Return which share of the width each column of a table gets, so that its rows take few lines.

    >>> column_shares(Table("t", "", ("no", "what"), (("1", "a long sentence " * 20), ("2", "a longer one " * 30))))
    (0.0476, 0.9524)
    """
    cells = [list(table.columns), *([cell_text(cell) for cell in row] for row in table.rows)]
    words = [max((len(word) for row in cells for word in row[i].split()), default=0) for i in range(len(cells[0]))]
    widths = np.array([max(LEAST, min(MOST, length + 3)) for length in words], dtype=float)
    lengths = np.array([[len(cell) for cell in row] for row in cells], dtype=float)
    for _ in range(LINE - int(widths.sum())):
        wider = widths + np.eye(len(widths))
        lines = np.maximum(lengths / wider[:, None, :], 1)
        heights = ((lines**SHARPNESS).sum(axis=2) ** (1 / SHARPNESS)).sum(axis=1)
        if np.ptp(heights) < EVEN:
            break  # everything has room
        widths = wider[heights.argmin()]
    return tuple((widths / widths.sum()).round(4).tolist())


def numeric_columns(table: Table) -> tuple[bool, ...]:
    """Return which columns hold numbers only, so that they are set flush right."""
    columns = [[cell_text(row[i]) for row in table.rows] for i in range(len(table.columns))]
    filled = [[text for text in column if text] for column in columns]
    return tuple(bool(column) and all(map(NUMBER.fullmatch, column)) for column in filled)


def documents_extra(module: str, form: str) -> ModuleType:
    """Import a package of the extra ``documents``.

    Raises
    ------
    OutputError
        If it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise OutputError(f"{form} needs the extra “documents”: pip install 'goodoffices[documents]'") from error
