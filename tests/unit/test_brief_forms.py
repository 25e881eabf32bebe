"""The brief on paper and as Markdown: the same claims as on the page, for readers, editors and screen readers."""

import io
import itertools
import re
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from tests.support import Write

from goodoffices.assessment.answer import Figure, Table
from goodoffices.assessment.assess import assess
from goodoffices.brief.blocks import Claim, Numbered, Reference, plain
from goodoffices.brief.document import Brief, compose
from goodoffices.brief.docx import render_docx
from goodoffices.brief.forms import DRAWN, WRITTEN, render
from goodoffices.brief.manuscript import set_out
from goodoffices.brief.markdown import render_markdown
from goodoffices.brief.paper import column_shares
from goodoffices.brief.pdf import render_pdf
from goodoffices.brief.pictures import Drawings
from goodoffices.cli import main
from goodoffices.cli.brief import FORMATS
from goodoffices.dossier import read_dossier
from goodoffices.errors import OutputError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "#panic(1) $x$ *bold* _it_ `code` <b>tag</b> [a](b) @ref <label> | &amp; \\n // = //"
FORMS = sorted({*DRAWN, *WRITTEN} - {"json"})


@pytest.fixture(scope="module")
def brief(cambodian_brief: Brief) -> Brief:
    return cambodian_brief


@pytest.fixture(scope="module")
def made(brief: Brief, cambodian_drawings: Drawings) -> dict[str, str | bytes]:
    return {form: DRAWN[form](brief, cambodian_drawings) if form in DRAWN else WRITTEN[form](brief) for form in FORMS}


@pytest.fixture(scope="module")
def words(made: dict[str, str | bytes]) -> dict[str, str]:
    """Each form's text as a reader sees it, without spaces, since each form breaks lines elsewhere."""
    return {form: read(form, content) for form, content in made.items()}


def read(form: str, content: str | bytes) -> str:
    if isinstance(content, str):
        html = MarkdownIt("commonmark").enable("table").render(content) if form == "md" else content
        return bare(_html_text(html))
    return bare(_docx_text(content) if form == "docx" else _pdf_text(content))


def bare(text: str) -> str:
    return "".join(text.split())


def _html_text(page: str) -> str:
    import html  # noqa: PLC0415 (the fixtures' names are plainer without it)

    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(style|svg).*?</\1>", "", page, flags=re.DOTALL)))


def _docx_text(content: bytes) -> str:
    return "".join(node.text or "" for node in _parts(content)["word/document.xml"].iter(f"{WORD}t"))


def _pdf_text(content: bytes) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    return "\n".join(re.sub(r"\n[^\n]*\d+ / \d+\s*$", "", page) for page in pages)


def _parts(content: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith("xml")}


def _catalogue(content: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]


def _tags(content: bytes) -> list[dict[str, Any]]:
    """Return the elements of a PDF's structure, in reading order."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            walk(node.get("/K"))

    walk(_catalogue(content)["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(form: str, words: dict[str, str], brief: Brief) -> None:
    manuscript = set_out(brief)
    said = [
        plain(block.text) for section in manuscript.sections for block in section.blocks if isinstance(block, Claim)
    ]
    said += [plain(entry) for block in manuscript.opening if isinstance(block, Numbered) for entry in block.entries]
    said += [finding.claim for answer in brief.assessment.answered for finding in answer.findings]
    said += [finding.reason for answer in brief.assessment.answered for finding in answer.findings]
    said += [method.text for method in brief.methods]
    said += [cited.source.reference for cited in brief.sources]
    said += [section.title for section in manuscript.sections]
    said += [brief.assessment.dossier.about.hindsight, manuscript.colophon]
    said += ["A share of draws measures how unsure the inputs are", f"Of {brief.inputs} inputs of the dossier"]
    assert len(said) > 50
    assert [text for text in said if bare(text) not in words[form]] == []


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_of_every_table_is_in_every_form(form: str, words: dict[str, str], brief: Brief) -> None:
    tables = [table for answer in brief.assessment.answered for table in answer.tables]
    long = max(tables, key=lambda table: len(table.rows))
    assert len(long.rows) > 100
    cells = {str(cell) for table in tables for row in table.rows for cell in row if isinstance(cell, str)}
    if form == "pdf":  # a table's text is read line by line across the columns
        cells = {word for cell in cells for word in cell.split() if word.isalpha()}
    assert [cell for cell in cells if bare(cell) not in words[form]] == []


def test_same_assessment_same_bytes(
    brief: Brief, cambodian_drawings: Drawings, made: dict[str, str | bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodoffices.brief.pictures.draw_svg", lambda figure: cambodian_drawings[figure.id])
    assert render(brief, FORMS) == made


def test_bibliography_gathers_passages_under_their_headings(brief: Brief) -> None:
    references = [b for section in set_out(brief).sections for b in section.blocks if isinstance(b, Reference)]
    assert [reference.reference for reference in references] == [cited.source.reference for cited in brief.sources]
    for reference, cited in zip(references, brief.sources, strict=True):
        assert len({heading for heading, _ in reference.passages}) == len(reference.passages)
        assert cited.source.standpoint in reference.details
        for citation in cited.citations:
            places = [where.removeprefix("lines ").removeprefix("line ") for _, where in reference.passages]
            assert any(citation.passage.replace("-", "–") in re.split(r"[,;] ", where.replace("-", "–"))
                       or citation.passage in where for where in places)  # fmt: skip
    essay = references[0]
    assert all(heading.startswith("“") for heading, _ in essay.passages)
    assert any(re.fullmatch(r"lines \d+(–\d+)?(, \d+(–\d+)?)+", where) for _, where in essay.passages)


def test_pdf_is_tagged_for_screen_readers(made: dict[str, str | bytes], brief: Brief) -> None:
    content = made["pdf"]
    assert isinstance(content, bytes)
    reader = pypdf.PdfReader(io.BytesIO(content))
    root = _catalogue(content)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == brief.assessment.dossier.about.title
    assert reader.metadata.creation_date is None
    tags = _tags(content)
    figures = [tag for tag in tags if tag["/S"] == "/Figure"]
    described = [figure.description for figure in set_out(brief).figures]
    assert [figure["/Alt"] for figure in figures] == described
    heads = [tag for tag in tags if tag["/S"] == "/THead"]
    assert len(heads) == sum(tag["/S"] == "/Table" for tag in tags) > 5
    levels = [int(tag["/S"][2:]) for tag in tags if re.fullmatch(r"/H\d", tag["/S"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert len(reader.outline) > 5


def test_pdf_holds_its_fonts_and_draws_pictures_as_lines(made: dict[str, str | bytes]) -> None:
    content = made["pdf"]
    assert isinstance(content, bytes)
    reader = pypdf.PdfReader(io.BytesIO(content))
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = {str(font["/BaseFont"]) for part in resources for font in part["/Font"].values()}
    assert fonts
    assert all(re.match(r"/[A-Z]{6}\+Libertinus", font) for font in fonts)
    assert not [image for page in reader.pages for image in page.images]
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages} == {
        (595, 842)
    }


def test_first_page_of_the_pdf_is_the_whole_first_page(made: dict[str, str | bytes], brief: Brief) -> None:
    content = made["pdf"]
    assert isinstance(content, bytes)
    first, second = (bare(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages[:2])
    for finding in (*brief.bottom_line, *brief.key_findings):
        assert bare(finding.claim) in first
    assert bare(brief.assessment.dossier.about.hindsight) in first
    assert second.startswith("Contents")


def test_docx_has_real_styles_captions_and_table_headings(made: dict[str, str | bytes], brief: Brief) -> None:
    content = made["docx"]
    assert isinstance(content, bytes)
    parts = _parts(content)
    body = parts["word/document.xml"]
    known = {style.get(f"{WORD}styleId") for style in parts["word/styles.xml"].iter(f"{WORD}style")}
    used = {node.get(f"{WORD}val") for tag in ("pStyle", "rStyle", "tblStyle") for node in body.iter(f"{WORD}{tag}")}
    assert used <= known
    assert {"Title", "Heading1", "Heading2", "ListNumber", "Caption", "Bibliography"} <= used
    tables = list(body.iter(f"{WORD}tbl"))
    assert len(tables) > 5
    for table in tables:
        heads = [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in table.iter(f"{WORD}tr")]
        assert heads[0]
        assert not any(heads[1:])
        assert len({len(list(row.iter(f"{WORD}tc"))) for row in table.iter(f"{WORD}tr")}) == 1
    pictures = [node for node in body.iter() if node.tag.endswith("}docPr")]
    assert [node.get("descr") for node in pictures] == [figure.description for figure in set_out(brief).figures]
    assert len({node.get("id") for node in pictures}) == len(pictures)
    fields = [node.get(f"{WORD}instr") or "" for node in body.iter(f"{WORD}fldSimple")]
    assert sum("SEQ Figure" in field for field in fields) == len(pictures)
    assert sum("SEQ Table" in field for field in fields) == len(tables)
    marks = {node.get(f"{WORD}name") for node in body.iter(f"{WORD}bookmarkStart")}
    assert {node.get(f"{WORD}anchor") for node in body.iter(f"{WORD}hyperlink")} <= marks


def test_docx_says_who_made_it_and_nothing_of_the_template(made: dict[str, str | bytes], brief: Brief) -> None:
    import docx  # noqa: PLC0415 (an extra)

    content = made["docx"]
    assert isinstance(content, bytes)
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert properties.title == brief.assessment.dossier.about.title
    assert properties.author == properties.last_modified_by == set_out(brief).author
    assert properties.language == "en-GB"
    assert properties.created is None
    assert properties.modified is None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert b"python-docx" not in b"".join(archive.read(name) for name in names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b'w:lang w:val="en-GB"' in archive.read("word/styles.xml")
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]


def test_markdown_shows_tables_and_no_markup_of_its_own(made: dict[str, str | bytes], brief: Brief) -> None:
    text = made["md"]
    assert isinstance(text, str)
    page = MarkdownIt("commonmark").enable("table").render(text)
    tables = sum(len(answer.tables) + len(answer.figures) for answer in brief.assessment.answered)
    assert page.count("<table>") == tables + 3  # the moments, what holds without agreement, the issues
    assert page.count("<h1>") == 1
    assert "<img" not in page
    assert "|" not in _html_text(page)
    assert not re.search(r"\*\*|\\", _html_text(page))


@pytest.mark.parametrize("form", FORMS)
def test_text_of_a_dossier_is_shown_and_not_obeyed(form: str, write: Write) -> None:
    quoted = HOSTILE.replace("'", "''")
    folder = write(
        dossier_yaml=f"title: '{quoted}'\nquestion: '{quoted}'\nsummary: '# {quoted}'\nhindsight: '- {quoted}'\n",
        parties_yaml=f"north: {{name: '{quoted}', kind: state}}\nsouth: {{name: '1. South', kind: state}}\n",
        moments_yaml=(
            f"talks: {{name: '{quoted}', date: 1990-06, at_table: [north, south], issues: [catch], note: '{quoted}'}}\n"
        ),
    )
    content = render(compose(assess(read_dossier(folder), draws=10)), [form])[form]
    shown = read(form, content)
    # The PDF names the moments in capitals, and breaks long words of tables.
    assert shown.count(bare(HOSTILE)) >= (4 if form == "pdf" else 5)
    assert bare(f"# {HOSTILE}") in shown
    assert bare(f"- {HOSTILE}") in shown
    if form == "md":
        assert isinstance(content, str)
        page = MarkdownIt("commonmark").enable("table").render(content)
        assert not re.search(r"<(?:a|b|code|img|label)\b", page)


@pytest.mark.parametrize("form", FORMS)
def test_a_dossier_that_can_answer_nothing_still_gets_every_form(form: str, write: Write) -> None:
    folder = write(stances_csv=None, capabilities_csv=None)
    content = render(compose(assess(read_dossier(folder), draws=10)), [form])[form]
    assert bare("does not yet hold enough") in read(form, content)


@pytest.mark.parametrize("form", ["pdf", "docx", "md"])
def test_characters_that_no_page_can_show_are_left_out(form: str, write: Write) -> None:
    folder = write(dossier_yaml='title: "A\\u200b quarrel\\ufeff over\\u2028fish"\n')
    content = render(compose(assess(read_dossier(folder), draws=10)), [form])[form]
    assert "Aquarreloverfish" in read(form, content)


def test_letters_that_no_font_has_are_named(write: Write) -> None:
    folder = write(dossier_yaml='title: "A quarrel over \\U0010FFFD fish"\n')  # for private use: in no font
    brief = compose(assess(read_dossier(folder), draws=10))
    with pytest.raises(OutputError, match=r"no font for the PDF has these letters: .*html or docx"):
        render_pdf(brief)


def test_a_long_cell_runs_over_pages(write: Write) -> None:
    folder = write(dossier_yaml=f"title: Long\nsummary: {'a very long story ' * 900}ends here.\n")
    dossier = read_dossier(folder)
    content = render_pdf(compose(assess(dossier, draws=10)))
    assert "endshere." in read("pdf", content)


@pytest.mark.parametrize(("form", "module"), [("pdf", "typst"), ("docx", "docx")])
def test_a_missing_extra_is_a_message_and_nothing_is_written(
    form: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    CliRunner().invoke(main, ["new", str(tmp_path / "case")])
    arguments = [
        "brief",
        str(tmp_path / "case"),
        "--draws",
        "10",
        "--format",
        f"md,{form}",
        "--out",
        str(tmp_path / "o"),
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "pip install 'goodoffices[documents]'" in result.stderr
    assert not (tmp_path / "o").exists()


def test_the_command_writes_every_format_or_none(tmp_path: Path) -> None:
    case, out = tmp_path / "case", tmp_path / "out"
    CliRunner().invoke(main, ["new", str(case)])
    arguments = ["brief", str(case), "--draws", "10", "--format", ",".join(FORMATS), "--out", str(out)]
    (out / "case-brief.md").mkdir(parents=True)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "cannot write" in result.stderr
    assert [path.name for path in out.iterdir()] == ["case-brief.md"]
    (out / "case-brief.md").rmdir()
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == sorted(f"case-brief.{form}" for form in FORMATS)
    assert set(FORMATS) == {*DRAWN, *WRITTEN}


def test_pictures_are_drawn_once_for_all_forms(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw(figure: Figure) -> str:
        drawn.append(figure.id)
        return '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"></svg>'

    monkeypatch.setattr("goodoffices.brief.pictures.draw_svg", draw)
    render(brief, FORMS)
    assert sorted(drawn) == sorted(figure.id for figure in set_out(brief).figures)


def test_single_forms_draw_their_own_pictures(write: Write) -> None:
    brief = compose(assess(read_dossier(write()), draws=10))
    assert render_pdf(brief) == render(brief, ["pdf"])["pdf"]
    assert render_docx(brief) == render(brief, ["docx"])["docx"]
    assert render_markdown(brief) == render(brief, ["md"])["md"]


def test_pages_and_captions_are_numbered_in_order(
    brief: Brief, cambodian_drawings: Drawings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    import typst  # noqa: PLC0415 (an extra)

    warnings: list[str] = []

    def compile_strictly(*arguments: Any, **options: Any) -> Any:
        content, found = typst.compile_with_warnings(*arguments, **options)
        warnings.extend(warning.message for warning in found)
        return content

    monkeypatch.setattr(typst, "compile", compile_strictly)
    small = compose(assess(read_dossier(write()), draws=10))
    for content in (render_pdf(brief, cambodian_drawings), render_pdf(small)):
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        for kind in ("Table", "Figure"):
            numbers = [int(number) for number in re.findall(rf"^{kind} (\d+)\. ", text, flags=re.MULTILINE)]
            assert numbers == list(range(1, len(numbers) + 1))
            assert len(numbers) > 1
    assert warnings == []


def test_words_longer_than_a_line_are_broken(write: Write) -> None:
    long = "confederation" * 20
    folder = write(
        dossier_yaml=f"title: '{long}'\nsummary: '{long}'\n",
        parties_yaml=f"north: {{name: N, kind: state, note: '{long}'}}\nsouth: {{name: S, kind: state}}\n",
    )
    content = render_pdf(compose(assess(read_dossier(folder), draws=10)))
    lines = [line for page in pypdf.PdfReader(io.BytesIO(content)).pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if long[:200] in line] == []
    assert read("pdf", content).count(long) >= 3


def test_wide_columns_get_the_room() -> None:
    rows = tuple((str(number), "a sentence of many words " * 9, "Kohno 1999") for number in range(20))
    shares = column_shares(Table("t", "", ("no", "what", "source"), rows))
    assert sum(shares) == pytest.approx(1, abs=0.001)
    assert shares[1] > 0.6
    assert shares[0] < shares[2] < shares[1]
