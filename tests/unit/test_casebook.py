"""The shipped cases read without a warning and cite what they say."""

import pytest

from goodoffices.casebook import case_folder, case_names
from goodoffices.dossier import Dossier, inspect_dossier
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import Severity

ISSUES = {
    "snc_composition", "snc_chair", "deadlock_rule", "transitional_authority", "disarmament", "non_return",
    "electoral_rule", "linkage",
}  # fmt: skip
LAST_LINE_OF_THE_ESSAY = 714


@pytest.mark.parametrize("name", case_names())
def test_case_is_clean(name: str) -> None:
    problems = inspect_dossier(case_folder(name)).problems
    assert [problem for problem in problems if problem.severity is not Severity.NOTE] == []


def test_cambodia_has_its_moments_issues_and_parties(cambodia: Dossier) -> None:
    assert list(cambodia.moments) == ["tokyo_1990", "jakarta_1990", "pattaya_1991", "paris_1991"]
    assert set(cambodia.issues) == ISSUES
    assert {"soc", "funcinpec", "kpnlf", "dk", "ncr", "cgdk", "vietnam", "ussr", "china", "us", "p5", "asean", "thailand",
            "japan", "indonesia", "france", "un"} <= set(cambodia.parties)  # fmt: skip
    assert {m.party for m in cambodia.parties["p5"].members} == {"us", "uk", "france", "ussr", "china"}
    assert cambodia.about.hindsight


def test_every_passage_of_the_essay_is_a_line_it_has(cambodia: Dossier) -> None:
    sources = [
        *(stance.source for stance in cambodia.stances),
        *(capability.source for capability in cambodia.capabilities),
        *(tie.source for tie in cambodia.ties),
        *(event.source for event in cambodia.events),
        *(interval.source for interval in cambodia.intervals),
        *(figure.source for figure in cambodia.figures),
        *(claim.source for claim in cambodia.claims.values()),
        *(remark.source for remark in cambodia.remarks),
    ]
    passages = [citation.passage for source in sources for citation in source if citation.document == "essay"]
    assert len(passages) > 200
    for passage in passages:
        lines = [int(part) for part in passage.split("-")]
        assert 1 <= lines[0] <= lines[-1] <= LAST_LINE_OF_THE_ESSAY


def test_what_was_signed(cambodia: Dossier) -> None:
    agreed = {
        (moment.id, issue): outcome.agreed
        for moment in cambodia.moments.values()
        for issue, outcome in moment.outcome.items()
    }
    assert agreed["tokyo_1990", "snc_composition"] == Quantity.point(100)
    assert agreed["pattaya_1991", "disarmament"] == Quantity.point(70)
    assert agreed["jakarta_1990", "snc_chair"] is None
    assert str(agreed["paris_1991", "electoral_rule"]) == "pr_province"


def test_eighteen_states_and_four_factions_signed_in_paris(cambodia: Dossier) -> None:
    signed = [cambodia.parties[party].kind for party in cambodia.moments["paris_1991"].must_sign]
    assert (signed.count("state"), signed.count("faction")) == (18, 4)
