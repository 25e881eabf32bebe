"""The Korean case agrees with itself, stays within its sources, and meets no sentence written for another case."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from pydantic import BaseModel

from goodoffices.assessment.assess import assess
from goodoffices.brief.document import compose
from goodoffices.brief.json import render_json
from goodoffices.casebook import case_folder
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.situation import at_moment
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity

LINES = {"romberg": (324, 814), "nakanishi": (822, 1189), "volume": (1, 363), "essay": (1, 715)}
"""First and last line of each paper in the plain-text edition that its passages count."""

NOT_FROM_LINES = {"agreed_framework", "judgement"}


@pytest.fixture(scope="module")
def korea() -> Dossier:
    return read_dossier(case_folder("korea-1994"))


def citations(value: object) -> Iterator[Citation]:
    match value:
        case Citation():
            yield value
        case BaseModel():
            for name in type(value).model_fields:
                yield from citations(getattr(value, name))
        case dict():
            for entry in value.values():
                yield from citations(entry)
        case tuple():
            for entry in value:
                yield from citations(entry)


def test_every_passage_lies_within_its_paper(korea: Dossier) -> None:
    cited = [citation for field in fields(korea) for citation in citations(getattr(korea, field.name))]
    assert {citation.document for citation in cited} == set(LINES) | NOT_FROM_LINES
    passages = [citation for citation in cited if citation.document in LINES]
    assert len(passages) > 250
    for citation in passages:
        lines = [int(part) for part in citation.passage.split("-")]
        first, last = LINES[citation.document]
        assert first <= lines[0] <= lines[-1] <= last, citation


def test_every_judgement_says_what_is_judged(korea: Dossier) -> None:
    cited = [citation for field in fields(korea) for citation in citations(getattr(korea, field.name))]
    assert [citation for citation in cited if citation.is_judgement and not citation.passage] == []


def test_every_judged_number_is_a_range(korea: Dossier) -> None:
    points = [
        *(row for row in korea.stances if row.salience.is_point),
        *(row for row in korea.stances if isinstance(row.position, Quantity) and row.position.is_point),
        *(row for row in korea.capabilities if row.capability.is_point),
    ]
    assert points == []


def test_no_moment_needs_hindsight(korea: Dossier) -> None:
    assert not korea.about.hindsight
    for moment in korea.moments:
        situation = at_moment(korea, moment)
        assert situation.withheld == ()
        assert {party for party, _ in situation.stances} == set(korea.moments[moment].participants)


def test_every_provision_has_a_giver_and_the_package_gives_both_ways(korea: Dossier) -> None:
    givers = {provision.id: set(provision.obliges) for provision in korea.provisions.values()}
    assert all(givers.values())
    package = [givers[provision.id] for provision in korea.provisions.values() if provision.text == "package"]
    assert {"dprk"} in package
    assert {"us"} in package


def test_tokyo_and_seoul_give_outside_the_american_package(korea: Dossier) -> None:
    outside = [provision for provision in korea.provisions.values() if provision.text == "own_offers"]
    assert {party for provision in outside for party in provision.obliges} == {"japan", "rok"}


def test_only_the_north_owes_what_the_agency_verifies(korea: Dossier) -> None:
    verified = [provision for provision in korea.provisions.values() if provision.verifier]
    assert {provision.obliges for provision in verified} == {("dprk",)}
    assert {verifier.party for verifier in korea.verifiers.values()} == {"iaea"}
    gates = [phase.gate for phase in korea.phases.values() if phase.gate]
    assert {gate.verifier for gate in gates} == {"agency"}
    assert len(gates) == 2


def test_relief_requires_the_norths_compliance(korea: Dossier) -> None:
    requires = {(link.provision, link.other) for link in korea.linkages if link.kind == "requires"}
    for relief in ("no_nuclear_threat", "political_ties", "trade_bars"):
        assert (relief, "declared_sites") in requires
        assert korea.provisions[relief].obliges == ("us",)
    assert korea.provisions["declared_sites"].obliges == ("dprk",)


def test_five_can_each_stop_the_council(korea: Dossier) -> None:
    council = korea.councils["security_council_veto"]
    members = {member.party for member in korea.parties["p5"].members}
    assert set(council.formulas[0].seats) == members == set(korea.instruments["un_sanctions"].stopped_by)
    assert [rule.kind for rule in council.rules] == ["unanimity"]


@pytest.mark.parametrize(("figure", "forum"), [("six_parties", "six_party"), ("three_parties", "three_party")])
def test_talks_have_as_many_parties_as_the_papers_say(korea: Dossier, figure: str, forum: str) -> None:
    stated = next(row for row in korea.figures if row.id == figure)
    assert stated.value == Quantity.point(len(korea.forums[forum].parties("possible")))


def test_what_was_signed_at_geneva(korea: Dossier) -> None:
    moment, text = korea.moments["geneva_1994"], korea.texts["agreed_framework_text"]
    assert set(text.signed_by) == set(moment.must_sign) == {"us", "dprk"}
    assert text.date == moment.date
    assert str(moment.outcome["sequence"].agreed) == "step_by_step"
    assert set(moment.outcome) == set(moment.issues)


def test_the_two_pieces_of_advice_contradict_each_other(korea: Dossier) -> None:
    assert korea.claims["keep_offers_apart"].contradicts == ("offers_in_one",)
    assert korea.claims["offers_in_one"].contradicts == ("keep_offers_apart",)
    assert korea.claims["no_regional_regime"].resolution is not None


def test_nothing_in_the_brief_was_written_for_another_case(korea: Dossier) -> None:
    brief = render_json(compose(assess(korea, draws=100)))
    for word in ("Cambodia", "Khmer", "Sihanouk", "Tokyo, June", "chance that there is no consensus", "end a war"):
        assert word not in brief
