"""The provisions of a plan beside past agreements, all made up: what is counted, what is said, what is left out."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.questions.implementation.base_rates import asking
from goodoffices.assessment.questions.implementation.provision_types import WORDS, types_of
from goodoffices.assessment.registry import QUESTIONS
from goodoffices.casebook import case_folder
from goodoffices.cli import main
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.provision_type import PROVISION_TYPES
from goodoffices.dossier.text import Provision
from goodoffices.evidence.base_rates import carried_out, ended, fell_back
from goodoffices.evidence.past_agreements import CodedAgreement, DatedAgreement, MatrixRecord, UcdpRecord

IMPLEMENTATION = next(question for question in QUESTIONS if question.id == "implementation")
# Ten agreements provide for elections: four in full by year 2, of which one fell back, one half, three never, two lost to view.
CODES = [(3, 3, 3), (1, 3, 3), (2, 3, 3), (0, 3, 1), (0, 2, 2), (0, 0, 3), (0, 1, 1), (0, 0, 0), (1,), (2,)]
MATRIX = MatrixRecord(
    "matrix.csv",
    (
        *(
            CodedAgreement(str(number), f"Accord {number}", {"electoral_reform": codes}, 1980)
            for number, codes in enumerate(CODES)
        ),
        CodedAgreement("other", "Other", {"ceasefire": (3,)}, 1980),
    ),
)
UCDP = UcdpRecord(
    "agreements.csv",
    (
        DatedAgreement("1", "A", date(1980, 1, 1), frozenset({"elections"}), True, date(1981, 1, 1)),
        DatedAgreement("2", "B", date(1980, 1, 1), frozenset({"elections"}), True, date(1989, 1, 1)),
        DatedAgreement("3", "C", date(1980, 1, 1), frozenset({"elections"})),
        DatedAgreement("4", "D", date(1989, 6, 1), frozenset({"elections"})),
        DatedAgreement("5", "E", date(1980, 1, 1), frozenset({"elections"}), True),
        DatedAgreement("6", "F", date(1980, 1, 1), frozenset({"ddr"})),
    ),
    ("elections", "ddr"),
    date(1990, 1, 1),
)


@pytest.fixture(scope="module")
def cambodia() -> Dossier:
    return read_dossier(case_folder("cambodia-1990"))


def ask(dossier: Dossier, *records: MatrixRecord | UcdpRecord, year: int = 2) -> Answer:
    (answer,) = assess(dossier, questions=[asking(IMPLEMENTATION, records, year)], draws=1).answers
    return answer


def test_how_often_it_was_carried_out_by_a_year() -> None:
    full = carried_out(MATRIX.agreements, "electoral_reform", 2, 3)
    # Of ten at risk one in year 1; two are lost then; of the seven left three in year 2.
    assert (full.cases, full.happened, full.lost) == (10, 4, 2)
    assert full.share is not None
    assert full.share.value == pytest.approx(1 - 9 / 10 * 4 / 7)
    half = carried_out(MATRIX.agreements, "electoral_reform", 2, 2)
    assert (half.happened, half.lost) == (6, 1)
    assert half.share is not None
    assert half.share.value == pytest.approx(1 - 7 / 10 * 3 / 6)
    assert fell_back(MATRIX.agreements, "electoral_reform", 2, 3) == 0
    assert fell_back(MATRIX.agreements, "electoral_reform", 3, 3) == 1
    assert carried_out(MATRIX.agreements, "amnesty", 2, 3).share is None
    assert carried_out(MATRIX.agreements, "electoral_reform", 4, 3).share is None


def test_how_often_agreements_ended() -> None:
    rate = ended(UCDP, ["elections"], 5)
    assert (rate.cases, rate.happened, rate.lost) == (4, 1, 1)
    assert rate.share is not None
    assert rate.share.value == pytest.approx(1 / 3)
    every = ended(UCDP, (), 5)
    assert (every.cases, every.happened) == (5, 1)


def test_what_is_said_of_a_plan(cambodia: Dossier) -> None:
    answer = ask(cambodia, MATRIX)
    claim = next(finding for finding in answer.findings if finding.id == "implementation.record.1.paris_accords")
    assert claim.claim == (
        "“Paris Accords” beside matrix.csv. Of past agreements with such a provision, so many had carried it out in full by year 2: "
        "electoral reform: 4 of 10, 49% (80% interval 28% to 69%), 2 not watched so long."
    )
    (number,) = claim.numbers
    assert (number.basis, claim.confidence) == ("past cases", "moderate")
    (table,) = answer.tables
    row = next(row for row in table.rows if row[1] == "Proportional representation in each province")
    assert row[2:] == ("electoral reform", "its name", 10, 4, "49% (28%–69%)", 6, "65% (44%–82%)", 0, 2)
    assert any("disarmament" in part and "matrix.csv" in part for part in answer.missing)
    assert any("coded_as" in part and "Angkor is kept out of the fighting" in part for part in answer.missing)
    assert any("1 of which fell back" in finding.claim for finding in ask(cambodia, MATRIX, year=3).findings)


def test_what_is_said_of_how_long_agreements_lasted(cambodia: Dossier) -> None:
    answer = ask(cambodia, MATRIX, UCDP, year=5)
    claims = [finding.claim for finding in answer.findings]
    assert (
        "“Paris Accords” beside agreements.csv. Of past agreements with such a provision, so many had ended within five years: elections or "
        "electoral reform (elections): 1 of 4, 33% (80% interval 11% to 68%), 1 not watched so long. Of all in the file: 1 of 5, "
    ) in "\n".join(claims)
    table = answer.tables[-1]
    assert table.rows[-1][2:6] == ("any agreement in the file", "", 5, 1)
    assert "Left out: one agreement that ended on a day not told." in table.note
    assert {finding.confidence for finding in answer.findings if "agreements.csv" in finding.claim} == {"low"}
    # By year 5 nobody was watched so long in the matrix, whose codes end after the third.
    assert "none watched so long" in claims[0]


def test_a_dossier_that_states_the_sort_is_believed(cambodia: Dossier) -> None:
    stated = cambodia.provisions["tokyo_angkor"].model_copy(update={"coded_as": ("electoral_reform",)})
    changed = replace(cambodia, provisions={**cambodia.provisions, "tokyo_angkor": stated})
    (table,) = ask(changed, MATRIX).tables
    row = next(row for row in table.rows if row[1] == "Angkor is kept out of the fighting")
    assert row[2:5] == ("electoral reform", "the dossier", 10)


def test_without_hindsight_nothing_later_is_used() -> None:
    korea = read_dossier(case_folder("korea-1994"))
    stated = {
        name: provision.model_copy(update={"coded_as": ("electoral_reform",)})
        for name, provision in korea.provisions.items()
    }
    korea = replace(korea, provisions=stated)
    assert not korea.about.hindsight
    later = MatrixRecord(
        "later.csv", tuple(CodedAgreement("1", "A", {"electoral_reform": (3, 3)}, year) for year in (1990, 2000, None))
    )
    answer = ask(korea, later)
    assert {row[4] for row in answer.tables[0].rows} == {1}
    only_later = MatrixRecord("later.csv", later.agreements[1:])
    answer = ask(korea, only_later)
    assert not answer.is_answered
    assert any("declares no hindsight" in part for part in answer.missing)
    undated = MatrixRecord("undated.csv", later.agreements[2:])
    assert any("a column year in undated.csv" in part for part in ask(korea, undated).missing)


def test_a_dossier_without_provisions_is_told_what_it_lacks() -> None:
    answer = ask(read_dossier(case_folder("chicken")), MATRIX)
    assert not answer.is_answered
    assert any("provisions.yaml" in part for part in answer.missing)


@pytest.mark.parametrize(
    ("name", "sorts"),
    [
        ("A cease-fire soon", ("ceasefire",)),
        ("A general election once the forces are demobilised", ("electoral_reform",)),
        ("A party proved to have fought is not registered for the election", ()),
        ("All soldiers leave the gorge", ("withdrawal_of_troops",)),
        ("The council meets", ()),
        ("A peacekeeping force of the United Nations", ("un_peacekeeping",)),
        ("Prisoners are released, refugees return", ("prisoner_release", "refugees")),
    ],
)
def test_sorts_told_by_a_name(name: str, sorts: tuple[str, ...]) -> None:
    provision = Provision(id="p", name=name, text="t", kind="military", source="judgement: made up")
    assert types_of(provision) == sorts
    assert set(WORDS) <= set(PROVISION_TYPES)


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "made-up.csv"
    path.write_text(
        "paid,pa_date,ended,duration,vote\n1,1980-01-01,1,1981-01-01,1\n2,1980-01-01,0,,1\n3,1999-01-01,0,,0\n"
    )

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["plan", "cambodia-1990", *words], catch_exceptions=False)

    asked = run("--record", str(path), "--column", "elections=vote", "--json", "--draws", "1")
    assert asked.exit_code == 0, asked.output
    (answer,) = json.loads(asked.stdout)["answers"]
    assert "1 of 2, 50% (80% interval" in answer["findings"][0]["claim"]
    assert run("--record", str(path)).exit_code == 2
    for words, said in (
        (("--year", "3"), "go with --record"),
        (("--record", str(path), "--slip", "x=3"), "one at a time"),
        (("--record", str(path), "--column", "vote"), "names no column"),
        (("--record", str(path), "--year", "0"), "0"),
        (("--record", str(tmp_path)), "cannot be read"),
    ):
        refused = run(*words)
        assert (refused.exit_code, said in refused.output) == (2, True), refused.output
