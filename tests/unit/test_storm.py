"""Storm is asked only if it is there; then the course of a plan is the same to it."""

import pytest
from tests.plans import reference_plan

from goodoffices.assessment.questions.implementation.courses import judged
from goodoffices.assessment.questions.implementation.readings import readings_at
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier import Dossier, at_moment
from goodoffices.dossier.settlement import on_paper
from goodoffices.errors import NotFoundError
from goodoffices.interchange.storm import ask_storm, storm_is_installed
from goodoffices.models.implementation.course import Conduct, Course, compiled, course, settings_at
from goodoffices.models.implementation.plan import Breach, Gate, Phase, Plan, Range, Step, Verifier
from goodoffices.models.implementation.reference_plan import gated_plan


def small_course() -> Course:
    """The four phases of two factions, with days, a verifier who takes time, and two who may stop."""
    gated = reference_plan(True)
    phases = tuple(
        Phase(phase.id, phase.steps, phase.after, phase.gate, Range(20, 45, 90), phase.verifier, breaches=phase.breaches)
        for phase in gated.phases
    )  # fmt: skip
    verifiers = tuple(Verifier(each.id, Range(0.2, 0.4, 0.6), Range(5, 20, 40)) for each in gated.verifiers)
    conducts = (
        Conduct("b", "disarm", Range(0.1, 0.3, 0.5), Range(0.05, 0.2, 0.4)),
        Conduct("a", "canton", Range(0.0, 0.1, 0.2), Range(0.01, 0.05, 0.1), relents=Range(0.1, 0.2, 0.3)),
    )
    return course(Plan(phases, verifiers), conducts)


def ungated_course() -> Course:
    """Cantonment and a vote that waits for no verifier; whoever stays away is not excluded."""
    breach = Breach("staying away", "aid_withheld")
    canton = Phase("canton", (Step("a"), Step("b")), days=Range(30, 60, 90), verifier="un", breaches=(breach,))
    disarm = Phase("disarm", (Step("a"), Step("b")), ("canton",), Gate("un", ("canton",)), Range(30, 60, 90))
    vote = Phase("vote", (), ("disarm",), None, Range(60, 90, 120))
    plan = Plan((canton, disarm, vote), (Verifier("un", Range(0.3, 0.5, 0.7), Range(30, 45, 60)),))
    return course(plan, (Conduct("b", "disarm", Range(0.1, 0.2, 0.4), Range(0.1, 0.2, 0.3)),))


def agrees_with_storm(made: Course) -> None:
    ready = compiled(made)
    given = settings_at(made)
    at = ready.chances_at(given)
    ends = [end for end in ("completed", "war", "ended") if end in made.model.labels]
    found = ask_storm(made.model, given, {end: f'P=? [F "{end}"]' for end in ends})
    assert 0.01 < found["completed"] < 0.99
    for end in ends:
        assert found[end] == pytest.approx(ready.probability(end, at)[0], abs=1e-9)


@pytest.mark.skipif(storm_is_installed(), reason="Storm is installed")
def test_without_storm_the_message_says_where_it_comes_from() -> None:
    with pytest.raises(NotFoundError, match="pip install 'stormpy>=2'"):
        ask_storm(gated_plan(), {}, {"war": 'P=? [F "war"]'})


@pytest.mark.skipif(not storm_is_installed(), reason="Storm is not installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("made", [small_course(), ungated_course()], ids=["gated", "ungated"])
def test_the_course_of_a_plan_beside_storm(made: Course) -> None:
    agrees_with_storm(made)


@pytest.mark.skipif(not storm_is_installed(), reason="Storm is not installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text", ["november_document", "paris_accords"])
def test_the_course_of_a_cambodian_plan_beside_storm(cambodia: Dossier, text: str) -> None:
    situation = at_moment(cambodia, list(cambodia.moments)[-1])
    reading = next(each for each in readings_at(situation, on_paper(situation)) if each.text.id == text)
    case = judged(reading, Worlds(1, 0))
    assert not isinstance(case, str)
    agrees_with_storm(case.ready.course)
