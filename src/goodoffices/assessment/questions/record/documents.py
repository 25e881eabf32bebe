"""What the documents hold beside events: polls, figures, and a reviewer's remarks on them."""

from collections import Counter

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.wording import capital, count, listing
from goodoffices.dossier.poll import PollAnswer
from goodoffices.dossier.remark import Remark, RemarkKind
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citing import in_short

REMARKS: dict[RemarkKind, tuple[str, str]] = {
    "error": ("slip", "slips"),
    "conflict": ("conflict", "conflicts"),
    "gap": ("gap", "gaps"),
    "reference": ("broken reference", "broken references"),
    "provenance": ("note on whose view it is", "notes on whose view it is"),
    "reading": ("passage read in one of several ways", "passages read in one of several ways"),
}


def noted(situation: Situation) -> tuple[Finding, ...]:
    """Say how many remarks a reviewer made on the documents, by kind."""
    found = _remarks(situation)
    if not found:
        return ()
    counted = Counter(remark.kind for remark in found)
    kinds = [count(counted[kind], *words) for kind, words in REMARKS.items() if counted[kind]]
    return (
        Finding(
            "record.remarks",
            f"{capital(count(len(found), 'remark'))} on the sources {'is' if len(found) == 1 else 'are'} noted: "
            f"{listing(kinds)}.",
            moment=situation.moment.id,
            numbers=(Number("remarks", len(found), "exact"),),
            confidence="exact",
            reason="counted in the dossier; read the table before leaning on a passage named there",
            sources=distinct([citation for remark in found for citation in remark.source]),
        ),
    )


def remarks(situation: Situation) -> Table:
    """Return the remarks on the documents that could be read at a moment."""
    rows: list[tuple[Cell, ...]] = [
        (REMARKS[r.kind][0], r.remark, in_short(situation.dossier, r.source)) for r in _remarks(situation)
    ]
    return Table("record.remarks", "Remarks on the sources", ("kind", "remark", "source"), tuple(rows))


def polls(situation: Situation) -> Table:
    """Return one row for each answer to a question, with its share at every date."""
    dossier = situation.dossier
    asked: dict[tuple[str, str], list[PollAnswer]] = {}
    for row in dossier.polls:
        if situation.may_tell(row.date, row.source):
            asked.setdefault((row.id, row.answer), []).append(row)
    rows: list[tuple[Cell, ...]] = []
    for (name, choice), answers in asked.items():
        answers.sort(key=lambda row: row.date.earliest)
        shares = [
            f"{str(row.share).replace('..', '–')} ({row.date.in_words}{f', n = {row.sample}' if row.sample else ''})"
            for row in answers
        ]
        rows.append(
            (
                next((row.question for row in answers if row.question), name),
                next((dossier.label(row.party) for row in answers if row.party), ""),
                choice,
                "; ".join(shares),
                ", ".join(dict.fromkeys(row.pollster for row in answers if row.pollster)),
                in_short(dossier, distinct([citation for row in answers for citation in row.source])),
            )
        )
    columns = ("question", "asked", "answer", "percent", "pollster", "source")
    note = "n: how many were asked; where it is not stated, chance cannot be told from change."
    return Table("record.polls", "Opinion polls", columns, tuple(rows), note)


def figures(situation: Situation) -> Table:
    """Return the numbers that documents state."""
    dossier = situation.dossier
    rows: list[tuple[Cell, ...]] = [
        (
            figure.what,
            figure.of or (dossier.label(figure.paid_by) if figure.paid_by else ""),
            f"{str(figure.value).replace('..', '–')} {figure.unit}".rstrip(),
            " to ".join(dict.fromkeys(date.in_words for date in (figure.from_, figure.until) if date)),
            figure.note,
            in_short(dossier, figure.source),
        )
        for figure in dossier.figures
        if situation.may_tell(figure.from_, figure.source)
    ]
    columns = ("what", "of", "value", "when", "note", "source")
    return Table("record.figures", "Figures that the documents state", columns, tuple(rows))


def _remarks(situation: Situation) -> list[Remark]:
    return [remark for remark in situation.dossier.remarks if situation.may_tell(None, remark.source)]
