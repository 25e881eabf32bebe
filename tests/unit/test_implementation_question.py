"""Will it be carried out? Every weakness of a plan is found where it is, told in words, and nothing is said of later texts."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import Assessment, assess
from goodoffices.assessment.chain import chain_at
from goodoffices.assessment.completion import plan_on_table
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.plan_file import plan_as_prism
from goodoffices.assessment.questions.implementation.courses import Judged, judged
from goodoffices.assessment.questions.implementation.readings import readings_at
from goodoffices.assessment.questions.implementation.risk import risk
from goodoffices.assessment.registry import by_id
from goodoffices.assessment.worlds import Worlds
from goodoffices.brief.charts import draw_svg
from goodoffices.brief.document import Brief, compose
from goodoffices.brief.likelihood import SCALES, likelihood
from goodoffices.brief.terminal import console, print_answers
from goodoffices.cli import main
from goodoffices.dossier import Dossier, at_moment, inspect_dossier, read_dossier
from goodoffices.dossier.settlement import on_paper
from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.plan import Net, Stop, furthest_run, reachability, with_clause

THREE = "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\neast: {name: East, kind: state}\n"
TEXTS = "treaty: {name: The treaty, kind: treaty, date: 1990-05, signed_by: [north, south], status: signed, source: judgement}\n"
PROVISIONS = """
truce: {name: A truce, text: treaty, kind: military, obliges: [north, south], source: judgement}
vote: {name: A vote, text: treaty, kind: political, source: judgement}
"""
VERIFIERS = "watch: {name: The watch, party: east, delay_days: 10}\n"
PHASES = """
pull_back:
  name: Pulling back
  text: treaty
  days: 20
  obligations: [{party: north, duty: withdraw, keeps: 0.5}, {party: south, duty: withdraw, keeps: 0.5}]
  breaches: [{act: staying, parties: [south], consequence: none_stated, source: judgement}]
  provisions: [truce]
  source: judgement
vote:
  name: Voting
  text: treaty
  gate: {verifier: watch, confirms: [pull_back], source: judgement}
  days: 30
  due: {on: the rains, date: 1990-07-31}
  provisions: [vote]
  source: judgement
"""


def dossier_of(write: Write, name: str = "case", **files: str | None) -> Dossier:
    settings = {
        "texts_yaml": TEXTS, "provisions_yaml": PROVISIONS, "phases_yaml": PHASES, "verifiers_yaml": VERIFIERS,
        "parties_yaml": THREE, **files,
    }  # fmt: skip
    return read_dossier(write(name=name, **settings))


def ask(write: Write, name: str = "case", **files: str | None) -> Answer:
    return assess(dossier_of(write, name, **files), draws=20, questions=[by_id("implementation")]).answers[0]


def finding(answer: Answer, part: str) -> Finding | None:
    return next((found for found in answer.findings if f".{part}" in found.id), None)


def claim(answer: Answer, part: str) -> str:
    found = finding(answer, part)
    assert found, [f.id for f in answer.findings]
    return found.claim


def column(answer: Answer, table: str, name: str) -> list[object]:
    found = next(t for t in answer.tables if t.id == f"implementation.{table}")
    return [row[found.columns.index(name)] for row in found.rows]


def test_without_phases_the_question_says_what_is_missing(write: Write) -> None:
    answer = ask(write, phases_yaml=None)
    assert not answer.is_answered
    assert "phases.yaml" in answer.missing[0]


def test_a_text_dated_after_the_moment_is_no_plan_yet(write: Write) -> None:
    assert not ask(write, texts_yaml=TEXTS.replace("1990-05", "1990-07")).is_answered


def test_who_can_stop_everything_and_the_way_there(write: Write) -> None:
    answer = ask(write)
    assert claim(answer, "stop.treaty") == (
        "One can stop all in “The treaty” (signed): North or South, by not carrying out “Pulling back”; and The watch, by not "
        "confirming. Suppose that South does not carry out “Pulling back”. Then North carries out “Pulling back”; and there it "
        "ends. “Voting” can never take place. Last comes “Voting”; the text names nobody who has to carry it out."
    )
    assert claim(answer, "clauses.treaty") == (
        "What a clause would do in “The treaty” (signed). An exclusion clause (the verifier may exclude a party that stops, and "
        "the gates open without it): no party alone can stop all any more; the verifier can, at one gate. The price: those who "
        "go on are one phase ahead of the one that stopped, as before, but now for good. A time limit on gates (a gate opens after a time limit, confirmed or not): nobody alone can stop all any more."
    )
    assert column(answer, "stops", "who can stop it") == ["North or South", "The watch"]
    assert column(answer, "clauses", "steps at which they can")[:2] == [2, 0]
    assert column(answer, "phases", "days") == ["20", "30"]
    assert column(answer, "verifiers", "verifier") == ["The watch"]


def test_a_clause_that_changes_nothing_says_so(write: Write) -> None:
    more = "disarm:\n  name: Disarming\n  text: treaty\n  after: [pull_back]\n" + (
        "  gate: {verifier: watch, confirms: [pull_back], source: judgement}\n"
        "  obligations: [{party: north, duty: disarm}, {party: south, duty: disarm}]\n  days: 5\n  source: judgement\n"
    )
    said = claim(ask(write, phases_yaml=PHASES.replace("vote:\n  name", more + "vote:\n  name")), "clauses")
    assert "by what it has itself completed): North or South can still stop all, as before." in said


def test_an_exclusion_clause_in_the_text_is_heeded(write: Write) -> None:
    clause = PHASES.replace("confirms: [pull_back],", "confirms: [pull_back], if_excluded: goes_on,")
    answer = ask(write, phases_yaml=clause)
    assert "The watch, by not confirming" in claim(answer, "stop.treaty")
    assert "North" not in claim(answer, "stop.treaty")
    open_ = clause.replace("if_excluded: goes_on,", "if_excluded: goes_on, opens_anyway: 5,")
    free = ask(write, "free", phases_yaml=open_)
    assert claim(free, "stop.treaty").startswith("Nobody alone can stop “The treaty”")
    assert finding(free, "clauses.treaty") is None


def test_exclusion_that_the_gate_does_not_heed_is_told(write: Write) -> None:
    barred = PHASES.replace("none_stated", "exclusion")
    assert claim(ask(write, phases_yaml=barred), "stop.treaty").endswith(
        "South is excluded; and there it ends. “Voting” can never take place. The text shuts out who breaks it, but it does "
        "not say that the gates then open without it. Last comes “Voting”; the text names nobody who has to carry it out."
    )
    waits = barred.replace("confirms: [pull_back],", "confirms: [pull_back], if_excluded: waits,")
    assert "shuts out who breaks it, and still waits for it." in claim(ask(write, "waits", phases_yaml=waits), "stop")


def test_one_sided_steps_and_arms(write: Write) -> None:
    assert claim(ask(write), "exposure.treaty") == (
        "One-sided steps in “The treaty” (signed): one party can get one phase ahead of another. After “Pulling back” North can "
        "have given up 50% of its forces more than South. The gates do not narrow this gap in arms (what one has "
        "given up of its forces, and another has not), since they are given up within one phase; only smaller phases would."
    )
    unarmed = PHASES.replace(", keeps: 0.5", "")
    assert finding(ask(write, "unarmed", phases_yaml=unarmed), "exposure") is None


def test_when_it_would_be_done_and_what_a_slip_does(write: Write) -> None:
    answer = ask(write)
    assert claim(answer, "schedule.treaty") == (
        "If everyone did everything, “The treaty” (signed) would be carried out by about 30 July 1990, some 2 months after 31 May "
        "1990. About 0.3 of these months are waiting for the verifier."
    )
    told = finding(answer, "schedule.treaty")
    assert told is not None
    assert (told.share, told.share_of) == (1.0, "that “Voting” is then over in time (the rains)")
    assert claim(answer, "slip.treaty.pull_back") == (
        "If “Pulling back” in “The treaty” (signed) takes 3 months longer and nobody stops, everything is done by about 29 October 1990 in place of "
        "30 July 1990 and the chance that “Voting” is over in time goes from 100% to 0%."
    )
    assert column(answer, "schedule", "begins") == ["31 May 1990", "30 June 1990"]
    assert "<desc>" in draw_svg(answer.figures[0])


def test_without_days_there_is_an_order_and_no_schedule(write: Write) -> None:
    answer = ask(write, phases_yaml=PHASES.replace("  days: 30\n", ""))
    assert finding(answer, "schedule") is None
    assert any("needs days for “Voting”" in what for what in answer.missing)
    assert "no days are stated" in draw_svg(answer.figures[0])


def test_a_text_without_a_date_has_no_schedule(write: Write) -> None:
    answer = ask(write, texts_yaml=TEXTS.replace("1990-05", "XXXX"))
    assert "a schedule of The treaty, whose date is not known" in answer.missing
    assert finding(answer, "stop")


def test_what_one_party_takes_longer_for_is_drawn_apart(write: Write) -> None:
    longer = PHASES.replace("{party: south, duty: withdraw,", "{party: south, duty: withdraw, days: 35,")
    rows = ask(write, phases_yaml=longer).figures[0].data.rows
    assert [(row[1], row[2], row[5]) for row in rows] == [
        ("Pulling back", "North", "1990-06-20"), ("Pulling back", "South", "1990-07-05"), ("Voting", "all together", "1990-08-14"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "part", "said"),
    [
        (("source: judgement}]\n  provisions", "source: judgement}]\n  after: [vote]\n  provisions"), "never",
         "“Pulling back” waits for “Voting” waits for “Pulling back”"),
        (("  gate: {verifier: watch, confirms: [pull_back], source: judgement}\n", ""), "one_kind",
         "“Pulling back” in “The treaty” (signed) leads to no political step and waits for none; “Voting”"),
        (("  gate: {verifier: watch, confirms: [pull_back], source: judgement}\n", ""), "unwatched", "“Pulling back” (The treaty)"),
        (("on: the rains, date: 1990-07-31", "on: the rains"), "no_date", "“Voting” in “The treaty” (signed) depends on an open date: the rains"),
        (("keep", "keep"), "unstated", "staying by South (“Pulling back” in The treaty)"),
        (("none_stated", "guarantor_steps_in"), "unstated", "a guarantor is to step in and none is named"),
    ],
)  # fmt: skip
def test_what_is_wrong_before_anybody_acts(write: Write, change: tuple[str, str], part: str, said: str) -> None:
    changed = PHASES.replace(*change)
    assert changed != PHASES or change[0] == change[1]
    assert said in claim(ask(write, phases_yaml=changed), f"talks.{part}")


def test_a_guarantor_who_is_named_steps_in(write: Write) -> None:
    means = "pledge: {name: A pledge, kind: guarantee, held_by: [east], source: judgement}\n"
    stepping = PHASES.replace("none_stated", "guarantor_steps_in")
    assert finding(ask(write, phases_yaml=stepping, instruments_yaml=means), "unstated") is None


def test_a_window_gives_the_day_unless_it_is_told_later(write: Write) -> None:
    windows = "id,name,kind,from,until,source\nrains,The rains,deadline,1990-07,1990-08,SOURCE\n"
    phases = PHASES.replace("date: 1990-07-31", "window: rains")
    told = ask(write, phases_yaml=phases, windows_csv=windows.replace("SOURCE", "judgement"))
    dated = finding(told, "schedule")
    assert dated is not None
    assert dated.share == 1.0
    hidden = ask(
        write, "hidden", phases_yaml=phases, windows_csv=windows.replace("SOURCE", "book:3"),
        sources_yaml="book: {title: A history, date: 1999}\n",
    )  # fmt: skip
    assert "open date: the rains" in claim(hidden, "no_date")


def test_a_trigger_without_a_day_is_noted_by_the_check(write: Write) -> None:
    phases = PHASES.replace("due: {on: the rains, date: 1990-07-31}", "starts: {on: the council meets}")
    problems = inspect_dossier(
        write(
            texts_yaml=TEXTS,
            provisions_yaml=PROVISIONS,
            phases_yaml=phases,
            verifiers_yaml=VERIFIERS,
            parties_yaml=THREE,
        )
    ).problems
    assert [p.message for p in problems if p.check == "appointments-have-a-day"] == [
        "nobody knows when this is: the council meets"
    ]


def test_too_large_a_plan_is_left_out_and_said_so(write: Write) -> None:
    parties = "".join(f"p{i}: {{name: P{i}, kind: state}}\n" for i in range(130))
    owing = ", ".join(f"{{party: p{i}, duty: withdraw}}" for i in range(130))
    phases = re.sub(r"obligations: \[.*\]", f"obligations: [{owing}]", PHASES)
    answer = ask(write, phases_yaml=phases, parties_yaml=THREE + parties)
    assert finding(answer, "stop") is None
    assert any("more than 120 steps and gates" in what for what in answer.missing)
    assert finding(answer, "schedule")


@pytest.fixture(scope="module")
def cambodian(cambodian_assessment: Assessment) -> Answer:
    return next(answer for answer in cambodian_assessment.answers if answer.question == "implementation")


def test_the_cambodian_plans(cambodian: Answer) -> None:
    told = [f.id.split(".", 2)[2] for f in cambodian.findings if ".stop." in f.id]
    assert told == ["stop.paris_accords", "stop.tokyo_communique", "stop.japans_idea", "stop.november_document"]
    assert all(found.sources for found in cambodian.findings)
    assert "Khmer Rouge is excluded; and there it ends." in claim(cambodian, "stop.japans_idea")
    assert "in short: a time limit on gates helps most" in claim(cambodian, "clauses.japans_idea")
    assert "no party alone can stop all any more" in claim(cambodian, "clauses.paris_accords")
    assert "four phases ahead" in claim(cambodian, "exposure.november_document")
    assert "one phase ahead" in claim(cambodian, "exposure.japans_idea")
    assert "depends on an open date: the day the council first meets" in claim(cambodian, "no_date")
    assert "lead to no political step" in claim(cambodian, "one_kind")


def test_the_gated_cambodian_plan_needs_its_exclusion_clause(cambodia: Dossier) -> None:
    situation = at_moment(cambodia, "paris_1991")
    plan = next(r.plan for r in readings_at(situation, on_paper(situation)) if r.text.id == "japans_idea")
    stop = Stop("dk", "idea_canton")
    assert reachability(Net(plan, stop)).deadlocks
    assert not reachability(Net(with_clause(plan, "exclusion"), stop)).deadlocks
    assert furthest_run(Net(with_clause(plan, "exclusion"), stop)).stuck == ()


def test_the_first_page_stays_about_the_dispute(cambodian_brief: Brief) -> None:
    first = (*cambodian_brief.bottom_line, *cambodian_brief.key_findings)
    assert sum(found.id.startswith("implementation.") for found in first) <= 1
    assert "implementation.paris_1991.summary.paris_accords" in [found.id for found in first]
    assert [a.question for a in cambodian_brief.sections if a.question == "implementation"]


def test_each_cambodian_plan_comes_first_in_short_and_then_by_plan(cambodian: Answer) -> None:
    kinds = [(f.id.split(".")[2], f.id.split(".")[3]) for f in cambodian.findings]
    order = ["paris_accords", "tokyo_communique", "japans_idea", "november_document"]
    assert kinds[:4] == [("summary", text) for text in order]
    texts = ["paris_accords" if text == "pattaya_final_communique" else text for _, text in kinds[4:]]
    assert [text for number, text in enumerate(texts) if number == 0 or texts[number - 1] != text][:1] == [
        "paris_accords"
    ]
    assert [order.index(text) for text in texts if text in order] == sorted(order.index(t) for t in texts if t in order)
    assert len({f.id for f in cambodian.findings}) == len(cambodian.findings)
    accords = cambodian.findings[0].claim
    assert accords.startswith("“Paris Accords” (signed) is completed within five years with a chance of ")
    assert "Khmer Rouge stops there with a chance of" in accords
    assert accords.count(". ") == 2
    assert [f.priority for f in cambodian.findings[:4]] == [2, 6, 9, 9]
    gone = [f for f in cambodian.findings if f.id.endswith((".japans_idea", ".november_document"))]
    assert {f.priority for f in gone} == {9}
    assert not [f for f in gone if ".stakes." in f.id or ".slip." in f.id]


def test_a_plan_in_short(write: Write) -> None:
    judged = claim(ask(write, phases_yaml=with_conduct(), verifiers_yaml=WATCHED), "summary.treaty")
    assert judged.startswith("“The treaty” (signed) is completed within five years with a chance of")
    assert "It most easily breaks at “Pulling back”: South stops there with a chance of" in judged
    assert "this helps most: " in judged
    silent = claim(ask(write, "silent"), "summary.treaty")
    assert silent == (
        "If everyone did everything, “The treaty” (signed) would be carried out by about 30 July 1990; how likely that is cannot "
        "be said while nobody’s conduct is judged. One alone can break it: North or South, by not carrying out “Pulling back”; "
        "and The watch, by not confirming. A time limit on gates helps most (a gate opens after a time limit, confirmed or "
        "not): nobody alone could stop all any more."
    )
    undated = claim(ask(write, "undated", phases_yaml=PHASES.replace("  days: 30\n", "")), "summary.treaty")
    assert "how likely it is carried out, and by when, cannot be said" in undated
    circle = PHASES.replace("source: judgement}]\n  provisions", "source: judgement}]\n  after: [vote]\n  provisions")
    shut = claim(ask(write, "circle", phases_yaml=circle), "summary.treaty")
    assert (
        shut == "“The treaty” (signed) cannot be carried out as it stands: “Pulling back” and “Voting” can never begin."
    )


def test_a_rejected_text_is_told_in_short_and_last(write: Write) -> None:
    texts = (
        TEXTS
        + "draft: {name: A draft, kind: treaty, date: 1990-06, status: rejected, refused_by: [south], source: judgement}\n"
    )
    draft = PHASES.replace("treaty", "draft").replace("pull_back", "draft_back").replace("vote:\n", "draft_vote:\n")
    draft = draft.replace("  provisions: [truce]\n", "").replace("  provisions: [vote]\n", "")
    answer = ask(write, texts_yaml=texts, phases_yaml=PHASES + draft)
    assert [f.id.rsplit(".", 1)[1] for f in answer.findings if ".summary." in f.id] == ["treaty", "draft"]
    assert len(claim(answer, "clauses.draft")) < len(claim(answer, "clauses.treaty"))
    assert "The price" in claim(answer, "clauses.treaty")
    assert finding(answer, "slip.treaty")
    assert finding(answer, "slip.draft") is None


def test_who_owes_the_last_phase(write: Write) -> None:
    owed = PHASES.replace(
        "  due: {on: the rains", "  obligations: [{party: east, duty: count the votes}]\n  due: {on: the rains"
    )
    answer = ask(write, phases_yaml=owed)
    assert claim(answer, "stop.treaty").endswith("Last comes “Voting”, which East has to carry out.")
    assert "nobody is named" in [str(cell) for cell in column(ask(write, "nobody"), "phases", "who owes what")]


def test_arms_are_told_only_of_who_has_forces(write: Write) -> None:
    donors = PHASES.replace("{party: south, duty: withdraw, keeps: 0.5}", "{party: south, duty: pay}")
    donors = donors.replace("provisions: [truce]", "provisions: [vote]").replace("parties: [south], ", "")
    answer = ask(write, phases_yaml=donors)
    assert finding(answer, "exposure") is None
    gap = "share of forces that one can have given up at most, and another not"
    assert set(column(answer, "clauses", gap)) == {"not stated"}
    armed = donors.replace("provisions: [vote]", "provisions: [truce]", 1)
    assert "forces more than South" in claim(ask(write, "armed", phases_yaml=armed), "exposure")


def test_what_a_share_is_of_reads_as_a_sentence(write: Write) -> None:
    answer = ask(write, phases_yaml=with_conduct(), verifiers_yaml=WATCHED)
    shares = [f for f in answer.findings if f.share is not None]
    assert len(shares) == 1
    assert all(re.search(r"\) that “.*” is then ", likelihood(f, SCALES["icd203"])) for f in shares)


def test_columns_that_seem_to_contradict_say_what_they_count(write: Write) -> None:
    table = next(table for table in ask(write).tables if table.id == "implementation.clauses")
    assert "phases ahead at most, of those that both owe" in table.columns
    assert "there can be a share beside 0 phases" in table.note


def test_the_check_names_conduct_of_a_party_that_owes_nothing(write: Write) -> None:
    def warned(phases: str, name: str) -> list[tuple[str, int | None]]:
        folder = write(
            name=name,
            texts_yaml=TEXTS,
            provisions_yaml=PROVISIONS,
            phases_yaml=phases,
            verifiers_yaml=WATCHED,
            parties_yaml=THREE,
        )
        problems = inspect_dossier(folder).problems
        return [(p.message, p.line) for p in problems if p.check == "conduct-is-of-parties-that-owe"]

    assert warned(with_conduct(), "right") == []
    wrong = with_conduct("  conduct:\n    - {party: east, stops: 0.5, source: judgement}\n")
    line = next(number for number, text in enumerate(wrong.splitlines(), 1) if "party: east" in text)
    assert warned(wrong, "wrong") == [("east owes nothing in pull_back, so that its conduct there is not used", line)]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["plan", *arguments])
    assert not result.exception or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_the_command_answers_slips() -> None:
    code, text = run(
        "cambodia-1990", "--draws", "50", "--slip", "pattaya_regrouping=3 months", "--slip", "idea_canton=-20", "--json"
    )
    assert code == 0
    answer = json.loads(text[text.index("{") :])["answers"][0]
    assert [f["id"].rsplit(".", 1)[1] for f in answer["findings"]] == ["idea_canton", "pattaya_regrouping"]
    assert "20 days less" in answer["findings"][0]["claim"]
    code, text = run("cambodia-1990", "--slip", "pattaya_regrp=3 months", "--slip", "idea_canton=soon")
    assert code == 2
    assert "did you mean 'pattaya_regrouping'?" in text
    assert "does not say how long" in text
    code, text = run("cambodia-1990", "--moment", "pattaya_1991", "--slip", "paris_election=1 week")
    assert code == 1


JUDGED = """  conduct:
    - {party: south, stops: 0.1..0.3..0.5, attacks: 0.1, stake: 0.2, war: 0.1, war_ahead: 0.5, source: judgement}
"""
WATCHED = "watch: {name: The watch, party: east, detection: 0.5, delay_days: 10}\n"


def with_conduct(conduct: str = JUDGED) -> str:
    return PHASES.replace("  provisions: [truce]\n", f"{conduct}  verifier: watch\n  provisions: [truce]\n")


def test_what_becomes_of_a_plan_with_judged_conduct(write: Write) -> None:
    told = ask(write, phases_yaml=with_conduct(), verifiers_yaml=WATCHED)
    breaks = finding(told, "risk.")
    assert breaks is not None
    assert "it is completed in time (the rains) with a chance of" in breaks.claim
    done, war = breaks.numbers[:2]
    assert done.low is not None
    assert done.low < done.value < 1
    assert war.value > 0
    assert "war comes in it with a chance of" in claim(told, "danger.")
    assert "if South surely kept its word" in claim(told, "worth.")
    # One phase owed and a lead of one: the whole of what war gives once all others have done everything.
    assert "South 50%" in claim(told, "stakes.")
    assert "expect 20%: enough in 0% of the draws" in claim(told, "stakes.")
    assert [figure.kind for figure in told.figures] == ["phases", "risk"]
    assert "<svg" in draw_svg(told.figures[1])
    rows = next(table for table in told.tables if table.id == "implementation.worth").rows
    assert {row[1] for row in rows} >= {"as written", "without any gate", "if South surely kept its word"}


def test_conduct_that_is_missing_or_misplaced_is_named(write: Write) -> None:
    assert any("needs to be told who may stop where" in part for part in ask(write).missing)
    lacking = ask(write, "no_detection", phases_yaml=with_conduct())
    assert any("no chance is given that watch finds a breach" in part for part in lacking.missing)
    wrong = with_conduct("  conduct: [{party: east, stops: 0.5, source: judgement}]\n")
    misplaced = ask(write, "misplaced", phases_yaml=wrong, verifiers_yaml=WATCHED)
    assert any(part.startswith("the conduct of East in “Pulling back”") for part in misplaced.missing)


def test_the_course_goes_to_prism(write: Write) -> None:
    case = dossier_of(write, phases_yaml=with_conduct(), verifiers_yaml=WATCHED)
    text = plan_as_prism(case, text="treaty")
    assert "const double chance_south_pull_back = 0.3;" in text
    assert 'label "completed"' in text
    with pytest.raises(ModelInputError, match="did you mean 'treaty'"):
        plan_as_prism(case, text="treatyy")
    with pytest.raises(ModelInputError, match="who may stop where"):
        plan_as_prism(dossier_of(write, "silent"))


def test_the_command_writes_prism_and_only_then_takes_a_text(tmp_path: Path) -> None:
    target = tmp_path / "paris.prism"
    done = CliRunner().invoke(main, ["convert", "cambodia-1990", str(target), "--to", "prism"])
    assert done.exit_code == 0, done.output
    assert target.read_text(encoding="utf-8").startswith("// Paris Accords")
    assert CliRunner().invoke(main, ["convert", "cambodia-1990", str(target), "--text", "paris_accords"]).exit_code != 0


def test_the_way_to_an_agreement_ends_with_the_plan_carried_out(write: Write) -> None:
    def carried(name: str, conduct: str, draws: int) -> np.ndarray:
        case = dossier_of(write, name, phases_yaml=with_conduct(conduct), verifiers_yaml=WATCHED)
        chain = chain_at(at_moment(case, "talks"), Worlds(draws, 1))
        assert [link.id for link in chain.links] == ["carried_out"]
        return chain.links[0].holds

    line = "  conduct: [{{party: south, stops: {stops}, attacks: {attacks}, source: judgement}}]\n"
    case = dossier_of(
        write, "one", phases_yaml=with_conduct(line.format(stops=0.3, attacks=0.1)), verifiers_yaml=WATCHED
    )
    found = judged(readings_at(at_moment(case, "talks"), on_paper(at_moment(case, "talks")))[0], Worlds(1, 1))
    assert isinstance(found, Judged)
    chance = float(np.ravel(found.ready.completion(found.numbers))[0])
    assert 0.1 < chance < 0.99
    done = carried("two", line.format(stops=0.3, attacks=0.1), 2000)
    assert abs(done.mean() - chance) < 4 * np.sqrt(chance * (1 - chance) / 2000)
    assert (carried("three", line.format(stops=0.3, attacks=0.1), 100) == done[:100]).all()
    assert carried("four", line.format(stops=0, attacks=0), 100).all()
    likelier = carried("five", line.format(stops=0.1, attacks=0.1), 2000)
    assert (
        likelier | ~done
    ).all()  # what is carried out where South stops more often is carried out where it stops less


def completed(answer: Answer, text: str) -> set[float]:
    """Every number that bears the name of completion as a plan is written, or the share that a table gives for it."""
    named = {
        round(number.value, 9)
        for found in answer.findings
        for number in found.numbers
        if number.name == "completed within five years" and found.id.endswith(f".{text}")
    }
    assert named
    return named


def test_completion_is_one_number_wherever_it_is_told(
    cambodian: Answer, cambodia: Dossier, cambodian_assessment: Assessment
) -> None:
    """The same of the plan in short and at length, in its tables and on the way to an agreement, to the last bit."""
    draws = cambodian_assessment.draws
    situation = at_moment(cambodia, "paris_1991")
    chain = chain_at(situation, Worlds(draws, 1))
    assert chain.course is not None
    assert chain.course.text.id == "paris_accords"
    link = next(link for link in chain.links if link.id == "carried_out")
    assert completed(cambodian, "paris_accords") == {round(link.alone, 9)}
    reading = next(r for r in readings_at(situation, on_paper(situation)) if r.text.id == "paris_accords")
    assert reading == plan_on_table(situation)
    followed = judged(reading, Worlds(draws, 1))
    assert isinstance(followed, Judged)
    assert np.array_equal(risk(followed).by_month["completed"][-1], chain.course.chance)
    said = f"{link.alone:.0%}"
    rows = [row for table in cambodian.tables for row in table.rows if "Paris Accords" in str(row[0])]
    side_by_side = next(row for row in rows if row[0] == "Paris Accords (signed)")
    assert str(side_by_side[1]).startswith(f"{said} (")
    assert next(row for row in rows if row[1] == "as written")[2] == said
    told = assess(cambodia, ["paris_1991"], draws=draws, seed=1, questions=[by_id("chain")]).answers[0]
    assert (
        f"“Paris Accords” is completed within five years (by itself with a chance of {said})" in told.findings[0].claim
    )
    assert [row[-1] for row in told.tables[0].rows if "Paris Accords" in str(row[1])] == [said]


def test_the_chances_of_what_becomes_of_a_plan_sum_to_one(write: Write) -> None:
    case = dossier_of(write, phases_yaml=with_conduct(), verifiers_yaml=WATCHED)
    situation = at_moment(case, "talks")
    followed = judged(readings_at(situation, on_paper(situation))[0], Worlds(50, 1))
    assert isinstance(followed, Judged)
    by_month = risk(followed).by_month
    under_way = 1.0 - sum(by_month[end][0] for end in ("completed", "war", "ended", "stuck"))
    assert np.allclose(under_way, 1.0)
    assert by_month["completed"].shape == (61, 50)
    ends = sum(float(by_month[end][-1].mean()) for end in ("completed", "war", "stopped"))
    assert 0.97 < ends <= 1 + 1e-9


def test_the_terminal_tells_the_weightiest_and_how_to_see_the_rest(cambodian_assessment: Assessment) -> None:
    def printed(everything: bool) -> str:
        out = io.StringIO()
        assessment = replace(cambodian_assessment, answers=(answer,))
        print_answers(assessment, compose(assessment), console(out), everything)
        return out.getvalue()

    answer = next(a for a in cambodian_assessment.answers if a.question == "implementation")
    short, long = printed(everything=False), printed(everything=True)
    assert short.count("  • ") == 7
    assert long.count("  • ") == len(answer.findings)
    assert [table.title in short.split("More in")[0] for table in answer.tables] == [True] + [False] * (
        len(answer.tables) - 1
    )
    assert all(table.title in long for table in answer.tables)
    assert f"More in the brief and with --all: {len(answer.findings) - 7} further findings, “What each clause" in short
    assert "More in the brief" not in long


def test_all_goes_with_a_printed_answer() -> None:
    assert run("cambodia-1990", "--all", "--json")[0] == 2


def test_a_plan_of_which_no_conduct_is_judged_is_no_link(write: Write) -> None:
    chain = chain_at(at_moment(dossier_of(write), "talks"), Worlds(20, 1))
    assert "who may stop where" in chain.skipped["carried_out"]
