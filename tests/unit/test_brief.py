"""The brief: everything from findings, one self-contained page, the same content as JSON."""

import html
import json
import re
from html.parser import HTMLParser

import pytest
from tests.support import Write

from goodoffices.assessment.assess import assess
from goodoffices.assessment.registry import QUESTIONS
from goodoffices.brief.charts import DRAWINGS, draw_svg
from goodoffices.brief.document import MOST_KEY_FINDINGS, Brief, compose
from goodoffices.brief.html import render_html
from goodoffices.brief.json import render_json
from goodoffices.brief.likelihood import SCALES
from goodoffices.brief.pictures import Drawings
from goodoffices.dossier import Dossier, read_dossier


@pytest.fixture(scope="module")
def brief(cambodian_brief: Brief) -> Brief:
    return cambodian_brief


@pytest.fixture(scope="module")
def page(brief: Brief, cambodian_drawings: Drawings) -> str:
    return render_html(brief, cambodian_drawings)


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.svg_without_role = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if tag not in ("meta", "link", "br", "img", "input"):
            self.open.append(tag)
        self.links += [values[name] or "" for name in ("href", "src") if name in values]
        if values.get("id") and "svg" not in self.open[:-1]:
            self.ids.append(values["id"] or "")
        self.svg_without_role += tag == "svg" and values.get("role") != "img"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_no_network(page: str) -> None:
    parsed = _Page(page)
    assert parsed.open == []
    assert "script" not in parsed.tags
    assert all(link.startswith("#") for link in parsed.links)
    assert {link[1:] for link in parsed.links} <= set(parsed.ids)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert parsed.svg_without_role == 0
    assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org)", page)


def test_every_finding_of_every_answer_is_on_the_page(page: str, brief: Brief) -> None:
    text = html.unescape(page)
    for answer in brief.assessment.answered:
        assert answer.title in text
        for finding in answer.findings:
            assert finding.claim in text
            assert finding.reason in text


def test_every_question_is_answered_or_says_what_is_missing(page: str, brief: Brief) -> None:
    assert {a.question for a in brief.assessment.answers} == {q.id for q in QUESTIONS}
    for answer in brief.unanswered:
        assert answer.missing
        assert answer.title in page


def test_first_page_holds_few_findings_of_several_questions(brief: Brief) -> None:
    assert 3 <= len(brief.key_findings) <= MOST_KEY_FINDINGS
    assert len({finding.id.split(".")[0] for finding in brief.key_findings}) > 1
    assert brief.picture is not None
    assert brief.picture.kind == "settlements"
    assert not set(brief.bottom_line) & set(brief.key_findings)


def test_hindsight_is_declared_on_the_first_page(page: str) -> None:
    assert page.index("Hindsight declared") < page.index('id="background"')


def test_misses_are_told_as_plainly_as_hits(brief: Brief) -> None:
    claims = " ".join(f.claim for a in brief.assessment.answered for f in a.findings if f.id.startswith("bargaining."))
    assert "a miss, by" in claims
    assert "a large miss, by" in claims
    assert "a hit" in claims
    assert "Nothing was agreed then" in claims


def test_json_holds_the_same_findings_and_no_nan(brief: Brief) -> None:
    content = json.loads(render_json(brief), parse_constant=pytest.fail)
    claims = [finding["claim"] for answer in content["answers"] for finding in answer["findings"]]
    assert claims == [f.claim for a in (*brief.sections, *brief.background) for f in a.findings]
    assert content["dossier"]["sha256"] == brief.assessment.dossier.digest
    assert content["moments"][0]["id"] == "tokyo_1990"
    tables = {table["id"] for answer in content["answers"] for table in answer["tables"]}
    assert {figure["data"] for answer in content["answers"] for figure in answer["figures"]} <= tables


def test_every_figure_draws_with_title_description_and_numbers(brief: Brief, cambodian_drawings: Drawings) -> None:
    kinds, again = set(), {}
    for answer in brief.assessment.answered:
        for figure in answer.figures:
            DRAWINGS[figure.kind](figure).to_dict()  # holds every part against the schema of charts
            svg = again[figure.id] = draw_svg(figure)
            kinds.add(figure.kind)
            assert svg.startswith("<svg")
            assert f"<desc>{figure.description[:20]}" in svg
            assert figure.data.rows
            assert all(len(row) == len(figure.data.columns) for row in figure.data.rows)
    assert {name: again[name] for name in cambodian_drawings} == cambodian_drawings
    expected = {
        "settlements",
        "positions",
        "power",
        "chair",
        "ties",
        "timeline",
        "phases",
        "outcomes",
        "levers",
        "transitions",
        "evolution",
        "homes",
        "frontier",
        "gains",
        "acceptance",
        "chain",
        "risk",
    }
    assert kinds == expected


def test_text_of_a_dossier_cannot_become_markup(write: Write) -> None:
    evil = "<script>alert(1)</script>"
    folder = write(
        dossier_yaml=f"title: '{evil}'\nhindsight: '{evil}'\n",
        parties_yaml=f"north: {{name: '{evil}', kind: state}}\nsouth: {{name: '[bold]South', kind: state}}\n",
    )
    page = render_html(compose(assess(read_dossier(folder), draws=10)))
    assert "script" not in _Page(page).tags


def test_a_dossier_that_can_answer_nothing_still_gets_a_page(write: Write) -> None:
    folder = write(stances_csv=None, capabilities_csv=None)
    page = render_html(compose(assess(read_dossier(folder), draws=10)))
    assert "does not yet hold enough" in page
    assert "stances.csv" in page


@pytest.mark.parametrize("name", list(SCALES))
def test_likelihood_words_cover_all_shares_in_order(name: str) -> None:
    scale = SCALES[name]
    bounds = [bound for bound, _ in scale.words]
    assert bounds == sorted(bounds)
    assert bounds[-1] == 1.0
    assert [scale.word(bound) for bound in bounds] == [word for _, word in scale.words]
    assert scale.word(0.0) == scale.words[0][1]


def test_one_moment_can_be_asked_for(cambodia: Dossier) -> None:
    one = assess(cambodia, ["pattaya_1991"], draws=50)
    assert [s.moment.id for s in one.situations] == ["pattaya_1991"]
    record = next(a for a in one.answers if a.question == "record")
    assert all("October 1991" not in str(row[1]) for row in record.tables[0].rows)
