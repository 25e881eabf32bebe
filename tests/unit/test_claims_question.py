"""What do the authors claim and predict? Only what had been said by then, each forecast with what became of it."""

import pytest
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.finding import Finding
from goodoffices.dossier import inspect_dossier, read_dossier

HINDSIGHT = "title: x\nhindsight: coded from a later history\n"
SOURCES = "book: {title: A history, author: Historian, date: 1999}\npaper: {title: A paper, author: 'Paper, A.', date: 1990-01}\n"
FORECASTS = """
peace: {kind: forecast, says: There will be peace., author: Ann, made: 1990-01, checkable_by: 1990-03, probability: 0.8,
        resolution: {verdict: came_true, date: 1990-03, source: judgement}, source: judgement}
war: {kind: forecast, says: There will be war., author: Ben, made: 1990-01, checkable_by: 1990-03, probability: 0.6,
      contradicts: [peace], resolution: {verdict: did_not, date: 1990-03, source: judgement}, source: judgement}
"""


def claims(write: Write, text: str, **files: str | None) -> Answer:
    dossier = read_dossier(write(claims_yaml=text, **files))
    return next(a for a in assess(dossier, draws=10).answers if a.question == "claims")


def finding(answer: Answer, name: str) -> Finding | None:
    return next((found for found in answer.findings if found.id == f"claims.{name}"), None)


def column(answer: Answer, table: str, name: str) -> list[object]:
    found = next(t for t in answer.tables if t.id == f"claims.{table}")
    return [row[found.columns.index(name)] for row in found.rows]


def test_a_dossier_without_claims_is_not_asked_about_them(write: Write) -> None:
    assert "claims" not in {a.question for a in assess(read_dossier(write()), draws=10).answers}


def test_forecasts_are_scored_where_both_numbers_exist(write: Write) -> None:
    more = "rain: {kind: forecast, says: It will rain., author: Ann, checkable_by: 1990-12, source: judgement}\n"
    answer = claims(write, FORECASTS + more)
    found = finding(answer, "forecasts")
    assert found
    # (1 - 0.8)² and 0.6², by hand.
    assert column(answer, "forecasts", "Brier score") == [pytest.approx(0.04), None, pytest.approx(0.36)]
    assert [n.value for n in found.numbers] == [3, pytest.approx(0.2), 2]
    assert found.claim.startswith("Three forecasts: one came true, one did not come true, one still open.")
    assert "of the two forecasts that can be scored is 0.20" in found.claim


def test_contradictions_are_told_once(write: Write) -> None:
    both = FORECASTS.replace("probability: 0.8,", "probability: 0.8, contradicts: [war],")
    answer = claims(write, both)
    found = finding(answer, "contradictions")
    assert found
    assert found.numbers[0].value == 1
    assert len(column(answer, "contradictions", "claim")) == 1
    assert "“There will be peace.” (Ann)" in found.claim
    assert "“There will be war.” (Ben)" in found.claim


def test_what_became_of_a_forecast_later_is_not_told_without_hindsight(write: Write) -> None:
    later = FORECASTS.replace("1990-03", "1991")
    assert column(claims(write, later), "forecasts", "what became of it") == ["still open", "still open"]
    told = claims(write, later, name="told", dossier_yaml=HINDSIGHT)
    assert column(told, "forecasts", "what became of it") == ["came true", "did not come true"]


def test_later_claims_are_not_told_without_hindsight(write: Write) -> None:
    text = (
        "then: {kind: fact, says: It was so., author: Ann, made: 1990, source: paper:4}\n"
        "since: {kind: fact, says: It is so., author: Ann, made: 1991, source: judgement}\n"
        "told: {kind: fact, says: It had been so., source: book:4}\n"
    )
    assert column(claims(write, text, sources_yaml=SOURCES), "all", "claim") == ["It was so."]
    told = claims(write, text, name="told", sources_yaml=SOURCES, dossier_yaml=HINDSIGHT)
    assert column(told, "all", "author") == ["Ann", "Ann", "Historian"]


def test_no_claim_by_then_is_said(write: Write) -> None:
    answer = claims(write, "since: {kind: fact, says: It is so., made: 1991, source: judgement}\n")
    assert not answer.is_answered
    assert "claims.yaml" in answer.missing[0]


@pytest.mark.parametrize(("by", "overdue"), [("1990-05", True), ("1990-06", False), ("1990", False)])
def test_a_forecast_is_overdue_when_its_day_has_passed(write: Write, by: str, overdue: bool) -> None:
    text = f"rain: {{kind: forecast, says: It will rain., author: Ann, checkable_by: {by}, source: judgement}}\n"
    answer = claims(write, text)
    assert bool(finding(answer, "overdue")) is overdue
    shown = "due, and not yet judged" if overdue else "still open"
    assert column(answer, "forecasts", "what became of it") == [shown]


def test_with_hindsight_a_forecast_is_overdue_by_the_last_document(write: Write) -> None:
    text = "rain: {kind: forecast, says: It will rain., author: Ann, checkable_by: 1995, source: book:4}\n"
    assert finding(claims(write, text, sources_yaml=SOURCES, dossier_yaml=HINDSIGHT), "overdue")


POLL = "id,date,answer,share,source\n"


@pytest.mark.parametrize(("years", "weak"), [((1987, 1988), True), ((1987, 1988, 1989), False), ((), True)])
def test_trends_from_few_observations(write: Write, years: tuple[int, ...], weak: bool) -> None:
    polls = POLL + "".join(f"mood,{year},yes,{40 + number},judgement\n" for number, year in enumerate(years))
    rests = "polls: [mood], " if years else ""
    text = f"rising: {{kind: trend, says: It rises., author: Ann, {rests}source: judgement}}\n"
    found = finding(claims(write, text, polls_csv=polls if years else None), "trends")
    assert bool(found) is weak
    if found:
        assert f"({'two' if years else 'no'} observations)" in found.claim


def test_a_claim_says_what_it_rests_on(write: Write) -> None:
    text = (
        "ground: {kind: fact, says: It is so., author: Ann, source: judgement}\n"
        "drawn: {kind: conclusion, says: So it goes., author: Ann, because: [ground], polls: [mood], events: [visit], "
        "source: judgement}\n"
    )
    answer = claims(
        write,
        text,
        polls_csv="id,question,date,answer,share,source\nmood,Is it well?,1989,yes,40,judgement\n",
        events_csv="id,date,actor,summary,source\nvisit,1989-05,north,A visit,judgement\n",
    )
    assert column(answer, "all", "rests on") == ["", "no 1; polls: Is it well?; events of May 1989"]


def test_remarks_polls_and_figures_stand_beside_the_record(write: Write) -> None:
    dossier = read_dossier(
        write(
            sources_yaml=SOURCES,
            events_csv="date,actor,summary,source\n1989-05,north,A visit,judgement\n",
            remarks_csv="kind,remark,source\nerror,A wrong year.,paper:4\nerror,Another.,paper:5\ngap,Later told.,book:4\n",
            polls_csv="id,question,date,answer,share,sample,source\nmood,Well?,1989,yes,40,900,judgement\n"
            "mood,Well?,1988,yes,30,,judgement\nmood,Well?,1991,yes,50,,judgement\n",
            figures_csv="id,what,value,unit,from,until,source\ncatch,Catch,5..6..7,tonnes,1988,1989,judgement\n",
        )
    )
    record = next(a for a in assess(dossier, draws=10).answers if a.question == "record")
    tables = {table.id: table for table in record.tables}
    assert [row[1] for row in tables["record.remarks"].rows] == ["A wrong year.", "Another."]
    assert tables["record.polls"].rows == (("Well?", "", "yes", "30 (1988); 40 (1989, n = 900)", "", "judgement"),)
    assert tables["record.figures"].rows == (("Catch", "", "5–6–7 tonnes", "1988 to 1989", "", "judgement"),)
    assert "Two remarks on the sources are noted: two slips." in [f.claim for f in record.findings]


def test_persons_are_listed_and_drawn_only_with_ties_of_their_own(write: Write) -> None:
    parties = "".join(
        f"{name}: {{name: {name.capitalize()}, kind: {kind}}}\n"
        for name, kind in (("north", "state"), ("south", "state"), ("ann", "person"), ("ben", "person"))
    )
    ties = "party,kind,other,from,source\nann,leads,north,1980,judgement\nben,serves,south,,judgement\nben,opposes,ann,,judgement\n"
    dossier = read_dossier(write(parties_yaml=parties, ties_csv=ties))
    answer = next(a for a in assess(dossier, draws=10).answers if a.question == "parties")
    tables = {table.id: table for table in answer.tables}
    assert answer.figures[0].data.rows == (("Ben", "opposes", "Ann"),)
    assert [row[0] for row in tables["parties.all"].rows] == ["North", "South"]
    assert [row[4] for row in tables["parties.all"].rows] == ["Ann (leads)", "Ben"]
    assert [row[2] for row in tables["parties.persons"].rows] == ["leads North (from 1980)", "serves South"]
    only_offices = ties.replace("ben,opposes,ann,,judgement\n", "")
    dossier = read_dossier(write(name="offices", parties_yaml=parties, ties_csv=only_offices))
    answer = next(a for a in assess(dossier, draws=10).answers if a.question == "parties")
    assert answer.figures == ()
    assert "parties.ties" not in {table.id for table in answer.tables}


@pytest.mark.parametrize(("last", "told"), [(44, True), (46, False)])
def test_a_change_that_may_be_chance_is_told(write: Write, last: int, told: bool) -> None:
    # From 40% of 800 to q% of 800 the standard error is 2.46 (44%) and 2.47 points (46%): 1.6 and 2.4 of them.
    polls = "id,question,date,answer,share,sample,source\n" + "".join(
        f"mood,Is it well?,{year},yes,{share},800,judgement\n" for year, share in ((1987, 40), (1988, 41), (1989, last))
    )
    text = "rise: {kind: trend, says: Ever more say yes., polls: [mood], source: judgement}\n"
    folder_files = {"claims_yaml": text, "polls_csv": polls}
    found = finding(claims(write, text, polls_csv=polls), "chance")
    assert (found is not None) is told
    warned = [
        p
        for p in inspect_dossier(write("again", **folder_files)).warnings
        if p.check == "changes-exceed-sampling-error"
    ]
    assert bool(warned) is told
    if found:
        assert "“Ever more say yes.” (yes: 40% to 44%)" in found.claim
        assert found.numbers[0].value == pytest.approx(1.62, abs=0.01)
