"""The words of a brief, block by block: every form of it, HTML, PDF, DOCX or Markdown, only lays these out."""

from goodoffices import __version__
from goodoffices.assessment.answer import Answer, Cell, Figure, Table
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.wording import capital, count
from goodoffices.brief.blocks import (
    ANNEX,
    Block,
    BottomLine,
    Caution,
    Claim,
    Grid,
    Manuscript,
    Numbered,
    Paragraph,
    Picture,
    Pointer,
    Reference,
    Section,
    Span,
    Subheading,
    Terms,
    Text,
    cell_text,
)
from goodoffices.brief.document import Brief, CitedSource
from goodoffices.brief.likelihood import confidence, likelihood
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.values.citing import in_short, short_name
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking

MOST_CHANGES = 4
"""What would change the answers is said on the first page for at most so many findings."""
LONG_TABLE = 100
"""Rows beyond which a table is folded away."""
AUTHOR = f"Good Offices {__version__}"


def set_out(brief: Brief) -> Manuscript:
    """Put a brief into words, in reading order.

    Parameters
    ----------
    brief : Brief
        What was chosen for the reader.

    Returns
    -------
    Manuscript
        The first page and the sections, as blocks without any layout.
    """
    assessment, dossier = brief.assessment, brief.assessment.dossier
    annex = tuple(Grid(table) for answer in (*brief.sections, *brief.background) for table in _long_tables(answer))
    return Manuscript(
        title=dossier.about.title,
        kicker=" · ".join(["Brief", *(situation.moment.name for situation in assessment.situations)]),
        question=dossier.about.question,
        keywords=("brief", *dict.fromkeys(i.name for situation in assessment.situations for i in situation.issues)),
        author=AUTHOR,
        opening=_opening(brief),
        sections=(
            _dispute(brief),
            *(_answer(answer, brief) for answer in brief.sections),
            *([_unanswered(brief)] if brief.unanswered else []),
            *(_answer(answer, brief) for answer in brief.background),
            _methods(brief),
            _sources(brief),
        ),
        annex=Section(ANNEX, "Annex: long tables", annex) if annex else None,
        colophon=(
            f"{AUTHOR} · dossier {dossier.id}, sha256 {dossier.digest} · {assessment.draws} draws, seed "
            f"{assessment.seed}. Models advise; they do not say what any person will do."
        ),
    )


def _opening(brief: Brief) -> tuple[Block, ...]:
    nothing: Text = (Span("The dossier does not yet hold enough to answer a question; see what is missing below."),)
    lines = tuple((Span(f"{f.claim} "), Span(f"{confidence(f)}.", "muted")) for f in brief.bottom_line)
    blocks: list[Block] = [BottomLine("Bottom line", lines or (nothing,))]
    if brief.picture:
        blocks.append(Picture(brief.picture))
    if brief.key_findings:
        items = tuple((*_claim(f, brief), Span(f" {confidence(f)}.", "muted")) for f in brief.key_findings)
        blocks += [Subheading("Key findings"), Numbered(items)]
    if brief.would_change:
        changes = "; ".join(list(dict.fromkeys(finding.would_change for finding in brief.would_change))[:MOST_CHANGES])
        blocks.append(Paragraph((Span("What would change this:", "strong"), Span(f" {changes}."))))
    hindsight = brief.assessment.dossier.about.hindsight
    if hindsight:
        blocks.append(Caution((Span("Hindsight declared.", "strong"), Span(f" {hindsight}"))))
    return tuple(blocks)


def _claim(finding: Finding, brief: Brief) -> Text:
    chance = likelihood(finding, brief.scale)
    return (Span(finding.claim), Span(" "), Span(chance, "chip")) if chance else (Span(finding.claim),)


def _dispute(brief: Brief) -> Section:
    dossier, situations = brief.assessment.dossier, brief.assessment.situations
    blocks: list[Block] = []
    if dossier.about.summary:
        blocks.append(Paragraph((Span(dossier.about.summary),)))
    moments: list[tuple[Cell, ...]] = [
        (
            s.moment.name,
            f"{s.moment.date.in_words}, {s.moment.place}" if s.moment.place else s.moment.date.in_words,
            ", ".join(dossier.label(party) for party in s.moment.at_table),
            ", ".join(dossier.label(party) for party in s.moment.in_the_wings),
            ", ".join(dossier.label(party) for party in s.moment.must_sign),
            ", ".join(issue.name for issue in s.issues),
        )
        for s in situations
    ]
    columns = ("moment", "date", "at the table", "in the wings", "must sign", "open issues")
    blocks.append(Grid(Table("dispute.moments", "The moments assessed", columns, tuple(moments))))
    if status_quo := _status_quo(brief):
        held = ("moment", "issue", "without agreement", "note", "source")
        blocks.append(Grid(Table("dispute.status_quo", "What holds if nothing is agreed", held, status_quo)))
    for situation in situations:
        if situation.moment.note:
            blocks.append(Paragraph((Span(f"{situation.moment.name}.", "strong"), Span(f" {situation.moment.note}"))))
    if dossier.issues:
        issues = tuple((issue.name, issue.question, _positions(issue)) for issue in dossier.issues.values())
        blocks.append(Grid(Table("dispute.issues", "The issues", ("issue", "the question", "positions"), issues)))
    return Section("background", "The dispute", tuple(blocks))


def _status_quo(brief: Brief) -> tuple[tuple[Cell, ...], ...]:
    dossier = brief.assessment.dossier
    return tuple(
        (
            s.moment.name,
            issue.name,
            _in_words(issue, s.moment.status_quo[issue.id].position),
            s.moment.status_quo[issue.id].note,
            in_short(dossier, s.moment.status_quo[issue.id].source),
        )
        for s in brief.assessment.situations
        for issue in s.issues
        if issue.id in s.moment.status_quo
    )


def _in_words(issue: Issue, position: Quantity | Ranking) -> str:
    if isinstance(position, Ranking):
        return "; ".join(issue.option_name(option) for option in position.options)
    mark = issue.scale.nearest_mark(position.likely) if issue.scale else None
    near = mark.name if mark and mark.at == position.likely else ""
    return f"{position}{f': {near}' if near else ''}"


def _positions(issue: Issue) -> str:
    if issue.scale is None:
        return "; ".join(option.name for option in issue.options)
    unit = issue.scale.unit
    unit = unit if unit.startswith("%") else f" {unit}".rstrip()
    return "; ".join(f"{cell_text(mark.at)}{unit}: {mark.name}" for mark in issue.scale.marks)


def _answer(answer: Answer, brief: Brief) -> Section:
    blocks: list[Block] = [_picture(figure, brief) for figure in answer.figures]
    blocks += [_finding(finding, brief) for finding in answer.findings]
    long = _long_tables(answer)
    blocks += [Grid(table, long=table in long) for table in answer.tables]
    if answer.missing:
        blocks.append(Paragraph((Span(f"Not answered here: {'; '.join(answer.missing)}."),), note=True))
    return Section(answer.question, answer.title, tuple(blocks))


def _long_tables(answer: Answer) -> tuple[Table, ...]:
    return tuple(table for table in answer.tables if len(table.rows) > LONG_TABLE)


def _picture(figure: Figure, brief: Brief) -> Block:
    if brief.picture and figure.id == brief.picture.id:
        return Pointer("Picture: see the ", "first page", figure.id)
    return Picture(figure)


def _finding(finding: Finding, brief: Brief) -> Claim:
    notes: list[Text] = []
    if finding.disagreement:
        notes.append((Span("Models disagree.", "strong"), Span(f" {finding.disagreement}")))
    if finding.would_change:
        notes.append((Span("Would change this:", "strong"), Span(f" {finding.would_change}.")))
    sources = in_short(brief.assessment.dossier, finding.sources)
    cited = (Span(" "), Span("Sources:", "strong"), Span(f" {sources}.")) if sources else ()
    notes.append((Span(f"{confidence(finding)}:", "strong"), Span(f" {finding.reason}."), *cited))
    return Claim(finding.id, _claim(finding, brief), tuple(notes))


def _unanswered(brief: Brief) -> Section:
    entries = tuple((answer.title, (Span(f"Missing: {'; '.join(answer.missing)}."),)) for answer in brief.unanswered)
    lead = Paragraph((Span("What each question still lacks, in the dossier or in this program."),))
    return Section("unanswered", "Questions not answered yet", (lead, Terms(entries)))


def _methods(brief: Brief) -> Section:
    sentences = [
        f"Intervals hold the middle 80% of {brief.assessment.draws} draws of the uncertain inputs (seed "
        f"{brief.assessment.seed}).",
        "A share of draws measures how unsure the inputs are, not how often history would come out so.",
    ]
    if any(finding.share is not None for answer in brief.assessment.answered for finding in answer.findings):
        words = ", ".join(f"{word} up to {100 * bound:g}%" for bound, word in brief.scale.words)
        sentences.append(f"Words for likelihood follow {brief.scale.name} ({brief.scale.source}): {words}.")
    sentences.append(
        "Each moment was assessed with what was in force by its date; what was agreed then is never an input."
    )
    entries: list[tuple[str, Text]] = []
    for method in brief.methods:
        source = (Span(" "), Span(f"Source: {method.source}.", "muted")) if method.source else ()
        entries.append((method.name, (Span(method.text), *source)))
    lead = Paragraph((Span(" ".join(sentences)),))
    return Section("methods", "How this was computed", (lead, Terms(tuple(entries))))


def _sources(brief: Brief) -> Section:
    references = [_reference(brief, cited) for cited in brief.sources]
    inputs = f"Of {brief.inputs} inputs of the dossier, {brief.judged_inputs} rest wholly or partly on judgement."
    return Section("sources", "Sources", (*references, Paragraph((Span(inputs),))))


def _reference(brief: Brief, cited: CitedSource) -> Reference:
    source = cited.source
    called = short_name(brief.assessment.dossier, source.id)
    details = [
        f"Cited as {called}." if called[-1:].isalpha() and source.author else "",
        source.edition,
        f"Standpoint: {source.standpoint}" if source.standpoint else "",
        f"Licence: {source.licence}" if source.licence else "",
    ]
    number = f"{capital(count(len(cited.passages), 'passage'))} cited" if cited.passages else ""
    passages = tuple((f"“{heading}”" if heading else "", where) for heading, where in cited.by_heading)
    return Reference(source.reference, " ".join(filter(None, details)), number, passages)
