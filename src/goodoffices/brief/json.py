"""The content of a brief as JSON, for programs: the same findings, numbers and tables as on the page."""

import dataclasses
import datetime
import json
import math
from collections.abc import Mapping
from typing import Any

from goodoffices import __version__
from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import Assessment
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.interval import LEVELS
from goodoffices.brief.document import Brief
from goodoffices.dossier.values.citation import Citation

SCHEMA = "goodoffices.brief/1"
SIGNIFICANT_DIGITS = 9


def render_json(brief: Brief) -> str:
    """Return the brief as JSON text: keys sorted, floats to nine digits, the same bytes for the same assessment."""
    assessment = brief.assessment
    return to_json(
        {
            "schema": SCHEMA,
            **_provenance(assessment),
            "likelihood_words": {"scale": brief.scale.name, "source": brief.scale.source},
            "bottom_line": [_finding(finding, brief) for finding in brief.bottom_line],
            "key_findings": [_finding(finding, brief) for finding in brief.key_findings],
            "picture": brief.picture.id if brief.picture else None,
            "answers": [_answer(answer, brief) for answer in (*brief.sections, *brief.background)],
            "unanswered": [_answer(answer, brief) for answer in brief.unanswered],
            "sources": [
                {"id": cited.source.id, "reference": cited.source.reference, "passages": cited.passages}
                for cited in brief.sources
            ],
            "judged_inputs": brief.judged_inputs,
            "inputs": brief.inputs,
        }
    )


def render_answers_json(brief: Brief) -> str:
    """Return answers alone, for the commands that ask one question."""
    assessment = brief.assessment
    answers = [_answer(answer, brief) for answer in assessment.answers]
    return to_json({"schema": "goodoffices.answers/1", **_provenance(assessment), "answers": answers})


def to_json(value: object) -> str:
    """Return plain data as JSON text with sorted keys and a final newline."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"


def _provenance(assessment: Assessment) -> dict[str, Any]:
    dossier = assessment.dossier
    return {
        "goodoffices": __version__,
        "dossier": {
            "id": dossier.id,
            "title": dossier.about.title,
            "sha256": dossier.digest,
            "hindsight": dossier.about.hindsight,
        },
        "moments": [
            {"id": s.moment.id, "name": s.moment.name, "date": s.moment.date.text} for s in assessment.situations
        ],
        "draws": assessment.draws,
        "seed": assessment.seed,
        "interval": LEVELS,
    }


def _answer(answer: Answer, brief: Brief) -> dict[str, Any]:
    return {
        "question": answer.question,
        "title": answer.title,
        "answered": answer.is_answered,
        "findings": [_finding(finding, brief) for finding in answer.findings],
        "tables": [*answer.tables, *(figure.data for figure in answer.figures)],
        "figures": [
            {"id": f.id, "kind": f.kind, "title": f.title, "description": f.description, "data": f.data.id}
            for f in answer.figures
        ],
        "methods": answer.methods,
        "missing": answer.missing,
    }


def _finding(finding: Finding, brief: Brief) -> dict[str, Any]:
    word = None if finding.share is None else brief.scale.word(finding.share)
    return {**_plain(finding), "likelihood": word}


def _plain(value: Any) -> Any:
    if isinstance(value, Citation):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and math.isfinite(value):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    return value
