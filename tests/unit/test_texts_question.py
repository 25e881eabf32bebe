"""What is on paper, and where is it weak? Nothing dated later, and every weakness is found where it is and nowhere else."""

from collections.abc import Sequence

import pytest
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.registry import by_id
from goodoffices.brief.document import Brief
from goodoffices.dossier import read_dossier
from goodoffices.dossier.settlement import everything, steps

TEXTS = """
plan:
  {name: The plan, kind: plan, date: 1990-03, drafted_by: [north], put_to: [south], status: superseded, source: judgement}
treaty:
  {name: The treaty, kind: treaty, date: 1990-06, signed_by: [north, south], status: signed, replaces: plan, source: judgement}
"""
PROVISIONS = """
truce: {name: A truce, text: treaty, kind: military, obliges: [north, south], source: judgement}
vote: {name: A vote, text: treaty, kind: political, source: judgement}
"""
MOMENTS = """
early: {name: Early, date: 1990-04, at_table: [north, south], issues: [catch]}
talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch]}
"""
LINKED = "provision,kind,other,source\ntruce,takes_effect_with,vote,judgement\n"
VERIFIERS = "watch: {name: The watch, party: east}\n"
THREE = "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\neast: {name: East, kind: state}\n"
PHASES = """
pull_back:
  name: Pulling back
  text: treaty
  days: 10..20..40
  obligations: [{party: north, duty: withdraw}, {party: south, duty: withdraw}]
  provisions: [truce]
  source: judgement
disarm:
  name: Disarming
  text: treaty
  gate: {verifier: watch, confirms: [pull_back], of: WHOSE, source: judgement}
  verifier: watch
  source: judgement
"""
SOURCES = "book: {title: A history, date: 1999}\n"


def texts(write: Write, moments: Sequence[str] = ("talks",), **files: str | None) -> Answer:
    settings = {"texts_yaml": TEXTS, "provisions_yaml": PROVISIONS, "moments_yaml": MOMENTS, **files}
    dossier = read_dossier(write(**settings))
    return next(a for a in assess(dossier, moments, draws=10).answers if a.question == "texts")


def finding(answer: Answer, ending: str) -> Finding | None:
    return next((found for found in answer.findings if found.id.endswith(ending)), None)


def column(answer: Answer, table: str, name: str) -> list[object]:
    found = next(t for t in answer.tables if t.id == f"texts.{table}")
    return [row[found.columns.index(name)] for row in found.rows]


def test_a_dossier_without_texts_is_not_asked_about_them(write: Write) -> None:
    dossier = read_dossier(write())
    assert "texts" not in {a.question for a in assess(dossier, draws=10).answers}
    asked = assess(dossier, draws=10, questions=[by_id("texts")]).answers[0]
    assert not asked.is_answered
    assert "texts.yaml" in asked.missing[0]


def test_a_text_dated_after_the_moment_is_not_there_yet(write: Write) -> None:
    later = "treaty: {name: The treaty, kind: treaty, date: 1990-07, status: signed, source: judgement}\n"
    answer = texts(write, texts_yaml=later)
    assert not answer.is_answered
    assert not answer.tables
    assert "texts.yaml" in answer.missing[0]


def test_later_documents_tell_nothing_without_hindsight(write: Write) -> None:
    told = PROVISIONS.replace("kind: political, source: judgement", "kind: political, source: book:4")
    strict = {"sources_yaml": SOURCES, "provisions_yaml": told}
    answer = texts(write, **strict)
    assert column(answer, "provisions", "provision") == ["A truce"]
    assert answer.missing == (
        "at Talks: one entry left out because the documents they cite were written later and dossier.yaml declares no "
        "hindsight",
    )
    told_all = texts(write, dossier_yaml="title: x\nhindsight: coded from a history\n", name="told", **strict)
    assert column(told_all, "provisions", "provision") == ["A truce", "A vote"]
    assert told_all.missing == ()


def test_a_text_is_open_until_the_one_that_replaces_it_is_dated(write: Write) -> None:
    answer = texts(write, ("early", "talks"))
    early, talks = (finding(answer, f"{moment}.overview") for moment in ("early", "talks"))
    assert early
    assert talks
    assert early.claim == (
        "On paper (Early): one text, “The plan” (March 1990; on the table): drafted by North, put to South."
    )
    assert talks.claim == (
        "On paper (Talks): two texts, one of them signed, accepted or still on the table. The latest is “The treaty” "
        "(June 1990; signed): signed by North and South."
    )
    assert column(answer, "all", "what became of it") == ["replaced by “The treaty”", "signed"]
    alone = texts(write, ("early",), name="alone")
    assert column(alone, "all", "what became of it") == ["on the table"]


@pytest.mark.parametrize(
    ("old", "new", "fates"),
    [
        ("signed", "proposed", ["signed; “The treaty” would take its place", "on the table"]),
        ("signed", "signed", ["signed, then replaced by “The treaty”", "signed"]),
        ("proposed", "proposed", ["on the table, then replaced by “The treaty”", "on the table"]),
        ("proposed", "rejected", ["on the table; “The treaty” would take its place", "rejected"]),
    ],
)
def test_what_is_agreed_gives_way_only_to_what_is_agreed(write: Write, old: str, new: str, fates: list[str]) -> None:
    text = TEXTS.replace("status: superseded", f"status: {old}").replace(
        "status: signed, replaces", f"status: {new}, replaces"
    )
    assert column(texts(write, texts_yaml=text), "all", "what became of it") == fates


def test_texts_that_replace_each_other_do_not_hang(write: Write) -> None:
    circle = TEXTS.replace("status: superseded", "status: accepted, replaces: treaty").replace(
        "status: signed, replaces", "status: proposed, replaces"
    )
    assert len(column(texts(write, texts_yaml=circle), "all", "text")) == 2


@pytest.mark.parametrize(
    ("linkages", "untied"),
    [
        (None, True),
        (LINKED, False),
        (LINKED.replace("takes_effect_with", "excludes"), True),
        ("provision,kind,other,source\nvote,requires,truce,judgement\n", False),
    ],
)
def test_arms_without_politics_are_found(write: Write, linkages: str | None, untied: bool) -> None:
    found = finding(texts(write, linkages_csv=linkages), "untied")
    assert bool(found) is untied
    if found:
        assert found.claim.startswith(
            "Arms without politics (Talks): “A truce” (The treaty) takes effect whether or not"
        )
        assert found.would_change.endswith("“A vote”")
        assert 0 < found.priority < 9
        assert found.sources


def test_a_tie_to_a_provision_that_is_gone_is_no_tie(write: Write) -> None:
    ended = PROVISIONS.replace("kind: political", "kind: political, until: 1990-05")
    assert finding(texts(write, provisions_yaml=ended, linkages_csv=LINKED), "untied")


def test_what_holds_at_two_moments_is_said_once(write: Write) -> None:
    moments = MOMENTS + "after: {name: After, date: 1990-09, at_table: [north, south], issues: [catch]}\n"
    answer = texts(write, ("early", "talks", "after"), moments_yaml=moments)
    assert [f.moment for f in answer.findings if f.id.endswith("untied")] == ["talks"]
    assert column(answer, "provisions", "open") == ["from Talks", "from Talks"]


def test_a_provision_without_a_verifier(write: Write) -> None:
    phases = PHASES.replace("WHOSE", "own_party")
    answer = texts(write, phases_yaml=phases, verifiers_yaml=VERIFIERS, parties_yaml=THREE)
    unverified = finding(answer, "unverified")
    assert unverified
    assert "“A truce” (The treaty) is kept" in unverified.claim
    watched = phases.replace("  provisions: [truce]", "  verifier: watch\n  provisions: [truce]")
    answer = texts(write, name="watched", phases_yaml=watched, verifiers_yaml=VERIFIERS, parties_yaml=THREE)
    assert finding(answer, "unverified") is None


def test_what_was_dropped_is_told_with_what_it_asked_for(write: Write) -> None:
    dropped = TEXTS.replace("status: superseded", "status: dropped")
    asked = PROVISIONS + "apology: {name: An apology, text: plan, kind: political, source: judgement}\n"
    found = finding(texts(write, texts_yaml=dropped, provisions_yaml=asked), "dropped")
    assert found
    assert found.claim == "Dropped on the way (Talks): “The plan” of North, which asked for “An apology”."


def test_texts_without_provisions_have_one_table_and_no_picture(write: Write) -> None:
    answer = texts(write, provisions_yaml=None)
    assert [table.id for table in answer.tables] == ["texts.all"]
    assert answer.figures == ()


def test_phases_that_wait_for_each_other_are_still_put_in_a_row(write: Write) -> None:
    phases = PHASES.replace("WHOSE", "own_party").replace("  days: 10..20..40", "  after: [disarm]")
    dossier = read_dossier(
        write(
            texts_yaml=TEXTS,
            provisions_yaml=PROVISIONS,
            phases_yaml=phases,
            verifiers_yaml=VERIFIERS,
            parties_yaml=THREE,
        )
    )
    assert steps(everything(dossier).phases_of("treaty")) == {"pull_back": 0, "disarm": 0}


def test_the_first_page_of_the_shipped_case_stays_about_the_dispute(cambodian_brief: Brief) -> None:
    brief = cambodian_brief
    assert not any(f.id.startswith("claims.") for f in (*brief.bottom_line, *brief.key_findings))
    assert sum(f.id.startswith("texts.") for f in (*brief.bottom_line, *brief.key_findings)) <= 1
    said = next(a for a in brief.sections if a.question == "texts")
    assert all(finding.sources for finding in said.findings)
    assert "claims" in [a.question for a in brief.background]
