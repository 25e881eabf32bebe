"""What must hold for any text and any table that a brief sets."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from goodoffices.assessment.answer import Table
from goodoffices.brief.markdown import escape
from goodoffices.brief.paper import column_shares, printable

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = st.text(st.sampled_from("abc 012.)(*_`~<>[]!&;#+-=|\\$\"':/\n\t"), max_size=30)
TEXTS = MARKS | st.text(max_size=30)


def shown(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page)).strip()


def same(text: str) -> str:
    return printable(text).strip()


@given(TEXTS)
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    page = PARSER.render(escape(text))
    assert re.findall(r"<[^>]*>", page) == (["<p>", "</p>"] if same(text) else [])
    assert shown(page) == same(text)


@given(TEXTS, TEXTS)
def test_markdown_shows_any_cell_as_it_is(one: str, other: str) -> None:
    page = PARSER.render(
        f"| a | b |\n| --- | --- |\n| {escape(one, begins_line=False)} | {escape(other, begins_line=False)} |\n"
    )
    cells = [html.unescape(cell).strip() for cell in re.findall(r"<td>(.*?)</td>", page)]
    assert cells == [same(one), same(other)]


@given(st.lists(st.tuples(TEXTS, TEXTS, st.integers() | st.floats() | st.none()), max_size=8))
def test_columns_share_the_whole_width(rows: list[tuple[str, str, float | None]]) -> None:
    shares = column_shares(Table("t", "", ("one", "other", "number"), tuple(rows)))
    assert sum(shares) == pytest.approx(1, abs=0.001)
    assert min(shares) > 0.03
