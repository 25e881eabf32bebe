"""Can they carry it at home: homes of a dossier held against what is expected and what was agreed, by hand and on the cases."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.homes import Body, bodies_at
from goodoffices.assessment.questions.ratification.carrying import AGREED, EXPECTED, FORESEEN, carried_at
from goodoffices.assessment.registry import by_id
from goodoffices.assessment.two_level_games import threshold_of
from goodoffices.assessment.worlds import Worlds
from goodoffices.brief.charts import draw_svg
from goodoffices.casebook import case_folder
from goodoffices.dossier import Dossier, at_moment, inspect_dossier, read_dossier
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models.ratification import MAJORITY, TWO_THIRDS, support_chance

QUESTION = by_id("ratification")
Ask = Callable[..., tuple[Dossier, Answer]]
STANCES = "party,issue,position,salience,source\nnorth,catch,100,50,judgement\nsouth,catch,80,50,judgement\n"
ASSEMBLY = """assembly:
  name: Assembly
  party: north
  kind: legislature
  needs: 0.667
  blocs:
    - {id: a, name: Coast, seats: 40, positions: {catch: 50}}
    - {id: b, name: Inland, seats: 35, positions: {catch: 90}}
    - {id: c, name: Capital, seats: 25, positions: {catch: 100}}
"""


def talks(more: str = "status_quo: {catch: 20}", issues: str = "catch") -> str:
    return (
        f"talks: {{name: Talks, date: 1990-06, at_table: [north, south], must_sign: [north, south], issues: [{issues}]"
        f"{', ' if more else ''}{more}}}\n"
    )


@pytest.fixture
def ask(write: Write) -> Ask:
    def made(draws: int = 200, name: str = "case", **changes: str | None) -> tuple[Dossier, Answer]:
        files: dict[str, str | None] = {
            "stances_csv": STANCES,
            "moments_yaml": talks(),
            "constituencies_yaml": ASSEMBLY,
            **changes,
        }
        dossier = read_dossier(write(name, **files))
        return dossier, assess(dossier, draws=draws, questions=[QUESTION]).answers[0]

    return made


def claims(answer: Answer) -> dict[str, str]:
    return {finding.id: finding.claim for finding in answer.findings}


def rows(answer: Answer, table: str) -> list[dict[str, object]]:
    found = next(t for t in answer.tables if t.id == table)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def one_body(what: str) -> str:
    return f"body: {{name: The body, party: north, kind: group, {what}}}\n"


def test_a_legislature_by_hand(ask: Ask) -> None:
    """The coast's 40 seats are needed for two thirds; from 20 its mirror image is 80. Bargaining points to 95."""
    _, answer = ask()
    told = claims(answer)
    assert told["ratification.talks.catch"] == (
        "Catch (Talks): Assembly (North) would rather have no agreement than anything above 80, and would refuse what "
        "bargaining points to (95). To pass what is expected, Assembly needs the consent of Coast."
    )
    assert (
        "all who must sign would themselves gain by Catch as expected; it would then fail at home"
        in told["ratification.talks.defection"]
    )
    assert "1 of 2 (South)" in told["ratification.nobody"]
    home, table = rows(answer, "ratification.homes")[0], rows(answer, "ratification.table")[0]
    assert home["would accept"] == table["all homes would carry"] == "20 to 80"
    assert (home["accepts what is expected"], home["hangs on"]) == ("0%", "needs Coast")
    assert table["and those who sign would accept"] == "20 to 80"
    assert table["signed, then refused"] == "100%"
    finding = answer.findings[0]
    assert finding.confidence == "low"
    assert "no input uncertainty was stated" in finding.reason
    assert finding.share is not None
    assert finding.share_of == "that home carries it, wherever the talks settle"


def test_what_was_agreed_leads_and_has_no_word_for_likelihood(ask: Ask) -> None:
    agreed = "status_quo: {catch: 20}, outcome: {catch: {agreed: 90, source: judgement}}"
    told = ask(moments_yaml=talks(agreed))[1]
    finding = told.findings[0]
    assert "would refuse what was agreed (90) and what bargaining points to (95)" in finding.claim
    assert finding.share is None
    assert "It was agreed all the same" in claims(told)["ratification.talks.defection"]
    assert "90 was agreed" in told.figures[0].description
    assert "agreed then" in draw_svg(told.figures[0])


def test_an_agreement_that_home_accepts(ask: Ask) -> None:
    agreed = "status_quo: {catch: 20}, outcome: {catch: {agreed: 70, source: judgement}}"
    told = claims(ask(moments_yaml=talks(agreed))[1])
    assert (
        "what was agreed on Catch (Talks), by Assembly (North), where Coast would be pivotal"
        in told["ratification.carried"]
    )
    assert "ratification.talks.catch" not in told


def test_who_has_no_say_is_not_called_pivotal(ask: Ask) -> None:
    """Two seats of a hundred beside 49 and 49 change nothing at two thirds, though they ask for what the coast does; nor does who cannot block."""
    home = ASSEMBLY.replace("seats: 40", "seats: 49").replace("seats: 35", "seats: 49").replace("seats: 25", "seats: 2")
    home = home.replace("{catch: 100}", "{catch: 50}")
    agreed = "status_quo: {catch: 20}, outcome: {catch: {agreed: 70, source: judgement}}"
    answer = ask(constituencies_yaml=home, moments_yaml=talks(agreed))[1]
    assert "Assembly (North), where Coast would be pivotal" in claims(answer)["ratification.carried"]
    assert rows(answer, "ratification.homes")[0]["hangs on"] == "Coast (pivotal)"
    cannot = home.replace("  needs", "  can_block: false\n  needs")
    answer = ask(constituencies_yaml=cannot, moments_yaml=talks(agreed), name="cannot")[1]
    assert "hangs on" not in rows(answer, "ratification.homes")[0]


@pytest.mark.parametrize(
    ("needs", "accepted"),
    [("needs: 0.5,", "20 to 60"), ("needs: 0.49,", "20 to 80"), ("", "20 to 40"), ("needs: 1,", "20 to 40")],
)
def test_shares_that_must_agree(ask: Ask, needs: str, accepted: str) -> None:
    """Limits of 40, 60 and 80 with 25, 26 and 49 seats: half is more than half, none stated is all parts."""
    seats = [("a", 30, 25), ("b", 40, 26), ("c", 50, 49)]
    blocs = ", ".join(f"{{id: {i}, name: {i}, seats: {n}, positions: {{catch: {at}}}}}" for i, at, n in seats)
    answer = ask(constituencies_yaml=one_body(f"{needs} blocs: [{blocs}]"))[1]
    assert rows(answer, "ratification.homes")[0]["would accept"] == accepted


def test_thresholds_near_simple_fractions(ask: Ask) -> None:
    dossier, _ = ask()
    (body,) = bodies_at(at_moment(dossier, "talks"))
    assert threshold_of(body) == TWO_THIRDS
    assert threshold_of(with_needs(body, "0.5")) == MAJORITY
    found = threshold_of(with_needs(body, "0.51"))
    assert found is not None
    assert (float(found.share), found.more) == (0.51, False)


def with_needs(body: Body, needs: str) -> Body:
    return replace(body, constituency=body.constituency.model_copy(update={"needs": Quantity.parse(needs)}))


def test_who_cannot_block_costs_and_does_not_stop(ask: Ask) -> None:
    answer = ask(constituencies_yaml=one_body("can_block: false, positions: {catch: 30}"))[1]
    told = claims(answer)
    assert "ratification.talks.catch" not in told
    assert (
        "No agreement would be preferred by The body (North) to what is expected on Catch (Talks)"
        in told["ratification.costs"]
    )
    assert "2 of 2 (North and South)" in told["ratification.nobody"]
    assert [table.id for table in answer.tables] == ["ratification.homes"]
    assert rows(answer, "ratification.homes")[0]["what it can do"] == "can only make it costly"


def test_without_a_status_quo_nothing_is_asked(ask: Ask) -> None:
    answer = ask(moments_yaml=talks(""))[1]
    assert not answer.is_answered
    assert "status_quo" in " ".join(answer.missing)


def test_an_issue_without_a_status_quo_is_named_and_left_out(ask: Ask) -> None:
    issues = (
        "catch: {name: Catch, scale: {}}\nmesh: {name: Mesh, scale: {}}\n"
        "flag: {name: Flag, options: [{id: red, name: Red}, {id: blue, name: Blue}]}\n"
    )
    home = one_body("positions: {catch: 50, mesh: 10, flag: red}")
    stances = f"{STANCES}north,mesh,100,50,judgement\nsouth,mesh,80,50,judgement\n"
    answer = ask(
        issues_yaml=issues,
        stances_csv=stances,
        constituencies_yaml=home,
        moments_yaml=talks(issues="catch, mesh, flag"),
    )[1]
    assert "at Talks: what holds without an agreement on Mesh (status_quo, moments.yaml)" in answer.missing
    assert {row["issue"] for row in rows(answer, "ratification.homes")} == {"Catch"}


def test_nobody_at_home(ask: Ask) -> None:
    for text in (None, one_body("positions: {}")):
        answer = ask(constituencies_yaml=text, name=f"case{bool(text)}")[1]
        assert not answer.is_answered
        assert (
            "somebody at home who asks for something on an open issue with a scale (constituencies.yaml)"
            in answer.missing
        )


def test_who_is_not_there_yet_or_no_longer_is_not_asked(ask: Ask) -> None:
    home = ASSEMBLY + "".join(
        f"{key}: {{name: {key}, party: north, kind: group, positions: {{catch: 20}}, {when}}}\n"
        for key, when in (("old", "until: 1989"), ("new", "from: 1991"))
    )
    dossier, _ = ask(constituencies_yaml=home)
    assert [body.key for body in bodies_at(at_moment(dossier, "talks"))] == ["assembly"]


def test_chances_are_counted_in_the_worlds_of_the_dossier(ask: Ask) -> None:
    home = one_body("positions: {catch: 40..55..70}")
    agreed = "status_quo: {catch: 20}, outcome: {catch: {agreed: 90, source: judgement}}"
    dossier, _ = ask(constituencies_yaml=home, moments_yaml=talks(agreed))
    situation, worlds = at_moment(dossier, "talks"), Worlds(500, 3)
    (found,) = carried_at(situation, bodies_at(situation), worlds)
    ideal = worlds.sample("position of body on catch", Quantity(40, 55, 70))
    assert found.share(AGREED) == pytest.approx((2 * ideal - 20 >= 90).mean())
    assert found.share(EXPECTED) == pytest.approx((2 * ideal - 20 >= 95).mean())
    item = found.item
    assert item is not None
    outcome = item.predicted.quantile(worlds.uniform("outcome on catch at talks"))
    assert found.share(FORESEEN) == pytest.approx(((outcome >= 20) & (outcome <= 2 * ideal - 20)).mean())
    assert found.receptions[0].agrees[AGREED] == found.share(AGREED)
    assert found.receptions[0].open_to[20] == 1.0


def test_parts_of_which_nothing_is_told(ask: Ask) -> None:
    """They ask for what the body does, failing that for what the party does."""
    blocs = "blocs: [{id: a, name: A, positions: {catch: 30}}, {id: b, name: B}]"
    dossier, answer = ask(constituencies_yaml=one_body(blocs))
    (body,) = bodies_at(at_moment(dossier, "talks"))
    assert body.is_assumed
    assert body.wings[1].demands["catch"].position == Quantity.point(100)
    borrowed = claims(answer)["ratification.borrowed"]
    assert "B in The body (North), taken to ask for what North itself does on Catch." in borrowed
    dossier, answer = ask(constituencies_yaml=one_body(f"positions: {{catch: 60}}, {blocs}"), name="other")
    assert "ratification.borrowed" not in claims(answer)
    (body,) = bodies_at(at_moment(dossier, "talks"))
    assert not body.is_assumed
    assert body.wings[1].demands["catch"].position == Quantity.point(60)


def test_one_text_can_be_carried_where_an_issue_alone_is_not(ask: Ask) -> None:
    """Home loses 10 on the catch (weight 1/4) and gains 40 on the mesh (weight 3/4)."""
    files = {
        "issues_yaml": "catch: {name: Catch, scale: {}}\nmesh: {name: Mesh, scale: {high: 10}}\n",
        "stances_csv": "party,issue,position,salience,source\n"
        + "".join(
            f"{p},{i},{at},{s},judgement\n"
            for p in ("north", "south")
            for i, at, s in (("catch", 60, 25), ("mesh", 6, 75))
        ),
        "moments_yaml": talks("status_quo: {catch: 20, mesh: 2}", "catch, mesh"),
        "constituencies_yaml": one_body("positions: {catch: 35, mesh: 6}"),
    }
    dossier, answer = ask(**files)
    situation = at_moment(dossier, "talks")
    catch, mesh, text = carried_at(situation, bodies_at(situation), Worlds(50, 1))
    assert (catch.share(EXPECTED), mesh.share(EXPECTED), text.share(EXPECTED)) == (0.0, 1.0, 1.0)
    assert text.defection(EXPECTED) == (1.0, 0.0)
    assert "ratification.talks.defection" not in claims(answer)
    assert rows(answer, "ratification.table")[-1]["issue"] == "all 2 with a status quo, as one text"


def test_tied_hands_by_hand(ask: Ask) -> None:
    """As in docs/explanation/two-level-games.md: from 70 the bargain moves to 40, where talks are about to break down."""
    stances = "party,issue,position,salience,source\nnorth,catch,20,50,judgement\nsouth,catch,70,50,judgement\n"
    home = one_body("positions: {catch: 20}")
    answer = ask(stances_csv=stances, constituencies_yaml=home, moments_yaml=talks("status_quo: {catch: 100}"))[1]
    told = claims(answer)["ratification.talks.catch.tied.north"]
    assert "by 60 points of 100" in told
    assert "the Nash bargain on this issue alone would move from 70 (homes as they are) to 40 (with tied hands)" in told
    assert "at more than 60 points there would be no agreement" in told


POLL = "id,party,question,date,answer,share,sample,issue,position,source\n"


def test_a_poll_that_says_what_its_answers_ask_for(ask: Ask) -> None:
    """Those for it accept 95 and those against accept nothing above 40, so that all hangs on the share."""
    polls = POLL + "".join(
        f"fish,north,More fish?,{date},{answer},{share},1000,catch,{at},judgement\n"
        for date, yes, no in (("1989", 10, 90), ("1990-05", 52, 48), ("1991", 10, 90))
        for answer, share, at in (("yes", yes, 100), ("no", no, 30))
    )
    home = one_body("polls: [fish], positions: {catch: 0}").replace("group", "public")
    dossier, answer = ask(draws=4000, polls_csv=polls, constituencies_yaml=home)
    (body,) = bodies_at(at_moment(dossier, "talks"))
    assert [wing.weight for wing in body.wings] == [52, 48]
    share = answer.findings[0].numbers[0].value
    assert share == pytest.approx(float(support_chance(0.52, 1000, 0.5, 4)), abs=0.03)
    assert "Support in polls" in {method.name for method in answer.methods}
    assert "The body (poll of May 1990)" in answer.findings[0].claim
    unsized = polls.replace(",1000,", ",,")
    answer = ask(polls_csv=unsized, constituencies_yaml=home, name="unsized")[1]
    assert "how many were asked (sample, polls.csv): More fish?" in answer.missing
    assert rows(answer, "ratification.homes")[0]["accepts what is expected"] == "100%"


def test_answers_that_say_nothing_of_an_issue_stand_for_nobody(ask: Ask) -> None:
    polls = (
        POLL
        + "fish,north,More fish?,1990,yes,52,1000,,,judgement\nfish,north,More fish?,1990,no,48,1000,catch,,judgement\n"
    )
    answer = ask(polls_csv=polls, constituencies_yaml=one_body("polls: [fish]"))[1]
    assert not answer.is_answered


def test_what_a_poll_asks_for_lies_on_the_scale(write: Write) -> None:
    polls = POLL + "fish,north,More fish?,1990,yes,52,1000,catch,101,judgement\n"
    (problem,) = inspect_dossier(write(polls_csv=polls)).errors
    assert "outside its scale" in str(problem)
    assert "polls.csv" in str(problem)


def test_body_without_a_seat_is_not_asked(ask: Ask) -> None:
    home = one_body("needs: 0.5, blocs: [{id: a, name: A, seats: 0, positions: {catch: 30}}]")
    assert not ask(constituencies_yaml=home)[1].is_answered


def test_names_that_are_alike_are_kept_apart(ask: Ask) -> None:
    blocs = "blocs: [{id: a, name: Same, positions: {catch: 30}}, {id: b, name: Same, positions: {catch: 90}}]"
    home = "".join(f"{key}: {{name: The body, party: north, kind: group, {blocs}}}\n" for key in ("one", "two"))
    answer = ask(constituencies_yaml=home)[1]
    assert len(rows(answer, "ratification.homes")) == 2


def test_a_range_of_needs_is_named(ask: Ask) -> None:
    answer = ask(constituencies_yaml=ASSEMBLY.replace("0.667", "0.5..0.667..0.75"))[1]
    assert "one share that must agree in Assembly: of a range only the likeliest is used" in answer.missing


def test_parties_without_stances_or_weight(ask: Ask) -> None:
    """Nothing can be forecast with one party's weight; what was agreed is still put to homes."""
    agreed = "status_quo: {catch: 20}, outcome: {catch: {agreed: 90, source: judgement}}"
    files = {"capabilities_csv": "party,capability,source\nnorth,30,judgement\n", "moments_yaml": talks(agreed)}
    answer = ask(**files)[1]
    assert "would refuse what was agreed (90)." in answer.findings[0].claim
    assert not ask(capabilities_csv=files["capabilities_csv"], name="open")[1].is_answered


@pytest.fixture(scope="module")
def cambodian() -> Answer:
    return assess(read_dossier(case_folder("cambodia-1990")), draws=500, questions=[QUESTION]).answers[0]


def test_cambodia(cambodian: Answer, cambodia: Dossier) -> None:
    told = claims(cambodian)
    ids = [name for name in told if "jakarta" in name or "pattaya" in name]
    assert ids == sorted(ids, key=lambda name: "pattaya" in name)  # in order of date
    (lead,) = (finding.id for finding in cambodian.findings if finding.priority < 9)
    assert lead == "ratification.pattaya_1991.disarmament"
    assert "than anything above 36% of forces, and would refuse what was agreed (70% of forces)" in told[lead]
    assert "Signed and then refused (Pattaya, August 1991)" in told["ratification.pattaya_1991.defection"]
    assert "United States Congress" in told["ratification.carried"]
    assert "Little friction at home" in told["ratification.costs"]
    assert "Paris, October 1991, 21 of 22" in told["ratification.nobody"]
    assert len(told) <= 8
    worlds = Worlds(500, 1)
    asked = worlds.sample("position of phnom_penh_forces on disarmament", Quantity(0, 18, 50))
    row = next(r for r in rows(cambodian, "ratification.homes") if r["moment"] == "Pattaya, August 1991")
    assert row["accepts what was agreed"] == f"{(2 * asked >= 70).mean():.0%}"
    assert [figure.id for figure in cambodian.figures] == [
        "ratification.jakarta_1990.homes",
        "ratification.pattaya_1991.homes",
    ]
    assert any("Shares in the Supreme National Council" in text for text in cambodian.missing)
    assert any("Phnom Penh’s government" in text for text in cambodian.missing)
    assert all(finding.share is None for finding in cambodian.findings)
    assert cambodia.constituencies.keys() >= {"phnom_penh_forces"}


def test_korea() -> None:
    """Nobody who could refuse is told of those who must sign, so nothing is said to fail; Japan's society is told apart."""
    answer = assess(read_dossier(case_folder("korea-1994")), draws=500, questions=[QUESTION]).answers[0]
    told = claims(answer)
    assert list(told) == ["ratification.outside", "ratification.costs", "ratification.nobody"]
    assert (
        "Japanese society (Tokyo) would rather have no agreement than anything above 50" in told["ratification.outside"]
    )
    assert "Koreans living in Japan" in told["ratification.costs"]
    assert "March 1994, 2 of 2" in told["ratification.nobody"]
    assert answer.findings[0].share is not None
    assert all(finding.priority == 9 for finding in answer.findings)


def test_pictures_have_the_same_colours_at_every_moment(cambodian: Answer) -> None:
    first, second = cambodian.figures
    assert first.categories == second.categories
    for figure in cambodian.figures:
        svg = draw_svg(figure)
        assert "all homes that count accept" in svg
        assert "without agreement" in svg


def test_same_seed_same_answer(cambodian: Answer, cambodia: Dossier) -> None:
    assert assess(cambodia, draws=500, questions=[QUESTION]).answers[0] == cambodian


def test_uniform_numbers_of_worlds() -> None:
    worlds = Worlds(20_000, 5)
    drawn = worlds.uniform("a")
    assert np.array_equal(drawn, Worlds(20_000, 5).uniform("a"))
    assert abs(np.corrcoef(drawn, worlds.uniform("b"))[0, 1]) < 0.03
    assert drawn.mean() == pytest.approx(0.5, abs=0.01)
