"""What stands in a brief, and in what order: everything taken from findings, nothing added."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodoffices.assessment.answer import Answer, Figure, Method
from goodoffices.assessment.assess import Assessment
from goodoffices.assessment.finding import Finding
from goodoffices.brief.likelihood import DEFAULT_SCALE, SCALES, LikelihoodScale
from goodoffices.dossier.record import Record
from goodoffices.dossier.source import Source
from goodoffices.dossier.storage.layout import FILES
from goodoffices.dossier.values.citation import Citation

MOST_LINES = 3
MOST_KEY_FINDINGS = 5
MOST_PER_QUESTION = 3
MOST_LETTERS = 2_450
"""So much text of findings stands on the first page, so that it stays one page on paper."""
BACKGROUND = ("parties", "record", "claims")
"""Questions whose answers come after the others: they are what a reader looks up."""


@dataclass(frozen=True)
class CitedSource:
    """A document with the passages that the dossier cites.

    Attributes
    ----------
    passages : tuple of str
        Each passage as a reader sees it.
    citations : tuple of Citation
        The same passages as the dossier names them.
    """

    source: Source
    passages: tuple[str, ...]
    citations: tuple[Citation, ...] = ()

    @property
    def by_heading(self) -> tuple[tuple[str, str], ...]:
        """The passages gathered under the headings of the document they stand under, as in a bibliography.

        A pair holds the heading, empty where it is not known, and the passages.
        """
        gathered: dict[str, list[str]] = {}
        numbered = set()
        for citation in self.citations:
            line = citation.first_line if self.source.sections else None
            above = [section.title for section in self.source.sections if line is not None and section.line <= line]
            heading = above[-1] if above else ""
            passage = citation.passage if line is None else citation.passage.replace("-", "–")
            gathered.setdefault(heading, []).append(passage)
            if line is not None:
                numbered.add(heading)
        return tuple(
            (heading, f"{_lines(passages)}{', '.join(passages)}" if heading in numbered else "; ".join(passages))
            for heading, passages in gathered.items()
        )


@dataclass(frozen=True)
class Brief:
    """The content of a brief, ready to be laid out.

    Attributes
    ----------
    bottom_line : tuple of Finding
        The headline of each main question.
    key_findings : tuple of Finding
        The next most important ones, at most five.
    picture : Figure or None
        The figure of the first page.
    sections, background : tuple of Answer
        Answered questions, and those that a reader looks up.
    unanswered : tuple of Answer
        Questions without an answer, with what is missing.
    methods : tuple of Method
        Every method used, once.
    sources : tuple of CitedSource
        Documents cited, with passages.
    judged_inputs, inputs : int
        Inputs that rest wholly or partly on judgement, and all that name their source.
    """

    assessment: Assessment
    scale: LikelihoodScale
    bottom_line: tuple[Finding, ...]
    key_findings: tuple[Finding, ...]
    picture: Figure | None
    sections: tuple[Answer, ...]
    background: tuple[Answer, ...]
    unanswered: tuple[Answer, ...]
    methods: tuple[Method, ...]
    sources: tuple[CitedSource, ...]
    judged_inputs: int
    inputs: int

    @property
    def would_change(self) -> tuple[Finding, ...]:
        """First-page findings that say what would change them."""
        return tuple(finding for finding in (*self.bottom_line, *self.key_findings) if finding.would_change)


def compose(assessment: Assessment, scale: str = DEFAULT_SCALE) -> Brief:
    """Choose and order the findings of an assessment for a reader.

    Parameters
    ----------
    assessment : Assessment
        The answers.
    scale : str
        Name of the likelihood words, a key of :data:`goodoffices.brief.likelihood.SCALES`.

    Returns
    -------
    Brief
        The bottom line holds the findings of priority 0, three at most; the key findings are the next ones by priority, within
        one priority in the order of the questions, moments and issues, at most three of one question, and only as many as fit on
        a page.
    """
    findings = [finding for answer in assessment.answered for finding in answer.findings]
    bottom = [finding for finding in findings if finding.priority == 0]
    candidates = sorted((f for f in findings if 0 < f.priority < 9), key=lambda finding: finding.priority)
    figures = [figure for answer in assessment.answered for figure in answer.figures]
    cited, inputs = _cited(assessment), _inputs(assessment)
    return Brief(
        assessment,
        SCALES[scale],
        tuple(bottom[:MOST_LINES]),
        _at_most([*bottom[MOST_LINES:], *candidates], sum(len(finding.claim) for finding in bottom[:MOST_LINES])),
        next((figure for figure in figures if figure.lead), figures[0] if figures else None),
        tuple(answer for answer in assessment.answered if answer.question not in BACKGROUND),
        tuple(answer for answer in assessment.answered if answer.question in BACKGROUND),
        assessment.unanswered,
        tuple(dict.fromkeys(method for answer in assessment.answered for method in answer.methods)),
        tuple(_cite(source, cited) for source in assessment.dossier.sources.values()),
        sum(1 for source in inputs if any(citation.is_judgement for citation in source)),
        len(inputs),
    )


def _at_most(candidates: list[Finding], letters: int) -> tuple[Finding, ...]:
    """Return the first candidates, but of no question more than its share, and none for which there is no room beside the letters told."""
    chosen: list[Finding] = []
    for finding in candidates:
        question = finding.id.split(".", maxsplit=1)[0]
        same = sum(1 for other in chosen if other.id.startswith(f"{question}."))
        fits = letters + len(finding.claim) <= MOST_LETTERS
        if same < MOST_PER_QUESTION and len(chosen) < MOST_KEY_FINDINGS and fits:
            chosen.append(finding)
            letters += len(finding.claim)
    return tuple(chosen)


def _cite(source: Source, cited: list[Citation]) -> CitedSource:
    own = tuple(dict.fromkeys(citation for citation in cited if citation.document == source.id))
    return CitedSource(source, tuple(dict.fromkeys(source.describe(citation) for citation in own)), own)


def _lines(passages: list[str]) -> str:
    return "line " if len(passages) == 1 and passages[0].isdigit() else "lines "


def _cited(assessment: Assessment) -> list[Citation]:
    """Every citation of the dossier, in order of document and passage."""
    citations = [citation for source in _inputs(assessment) for citation in source]
    return sorted(citations, key=lambda citation: (citation.document, citation.first_line or 0, citation.passage))


def _inputs(assessment: Assessment) -> list[tuple[Citation, ...]]:
    """The sources of every input that cites any."""
    dossier = assessment.dossier
    return [source for file in FILES for source in _sources(getattr(dossier, file.attribute)) if source]


def _sources(value: object) -> Iterator[tuple[Citation, ...]]:
    """Yield the sources of a record, of those within it, and of those in a collection."""
    if isinstance(value, Mapping):
        yield from (source for part in value.values() for source in _sources(part))
    elif isinstance(value, tuple):
        yield from (source for part in value for source in _sources(part))
    elif isinstance(value, Record):
        yield getattr(value, "source", ())
        yield from (source for name in type(value).model_fields for source in _sources(getattr(value, name)))
