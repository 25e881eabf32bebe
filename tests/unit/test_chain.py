"""The way to an agreement: each link against a plain loop over the worlds, on a small made-up dispute."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import TypeVar

import numpy as np
import pytest
from click.testing import CliRunner
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.bargainers import input_name, status_quo_name
from goodoffices.assessment.chain import Aim, Chain, Memo, aim_of, chain_at
from goodoffices.assessment.chain.aim import stated_aim
from goodoffices.assessment.chain.worth import worth_of
from goodoffices.assessment.questions.chain.hinges import hinges
from goodoffices.assessment.questions.chain.whole import asking
from goodoffices.assessment.registry import by_id
from goodoffices.assessment.worlds import Worlds
from goodoffices.cli import main
from goodoffices.dossier import Dossier, at_moment, inspect_dossier, read_dossier
from goodoffices.dossier.comparison import compare
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.errors import DossierError, ModelInputError, NotFoundError
from goodoffices.initiatives.patching import compiled, patched

DRAWS = 200
Result = TypeVar("Result")
PARTIES = (
    "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\nhost: {name: Host, kind: state}\n"
    "league: {name: League, kind: organisation, members: [{party: north}, {party: south}, {party: host}]}\n"
)
ISSUES = """catch:
  name: Catch
  scale: {marks: [{at: 0, name: none}, {at: 100, name: all}]}
patrols:
  name: Patrols
  scale: {low: 0, high: 10, marks: [{at: 0, name: none}, {at: 10, name: many}]}
port:
  name: Port
  options: [{id: east, name: East}, {id: west, name: West}, {id: both, name: Both}]
"""
STANCES = """party,issue,position,salience,source
north,catch,0..25..50,40..60..80,judgement
south,catch,50..80..100,60..80..90,judgement
host,catch,30..50..70,10..20..30,judgement
north,patrols,4..8..10,40..50..60,judgement
south,patrols,1..4..8,20..30..40,judgement
north,port,east > both > west,30..40..50,judgement
south,port,west > both,30..40..50,judgement
host,port,both > east = west,10..20..30,judgement
"""
CAPABILITIES = (
    "party,capability,source\nnorth,30..50..70,judgement\nsouth,30..45..60,judgement\nhost,5..20..30,judgement\n"
)
HOME = """fishermen: {name: Fishermen, party: south, kind: group, positions: {catch: 40..60..90}, source: judgement}
unions: {name: Unions, party: south, kind: group, positions: {catch: 30..70..80}, source: judgement}
press: {name: Press, party: south, kind: group, can_block: false, positions: {catch: 100}, source: judgement}
growers: {name: Growers, party: host, kind: group, positions: {catch: 0}, source: judgement}
"""


def moment(**more: str) -> str:
    fields = {
        "must_sign": "[north, south]",
        "issues": "[catch, patrols, port]",
        "status_quo": "{catch: 40..50..55, patrols: 0..1..2, port: both}",
        **more,
    }
    told = ", ".join(f"{name}: {value}" for name, value in fields.items())
    return f"talks: {{name: Talks, date: 1990-06, at_table: [north, south, host], {told}}}\n"


def council(rule: str, seats: str = "{north: 2, south: 2, host: 1}") -> str:
    return (
        f"board:\n  name: Board\n  formulas: [{{id: f, name: Seats, seats: {seats}, source: judgement}}]\n"
        f"  rules: [{{id: r, name: Rule, {rule}, source: judgement}}]\n"
    )


@pytest.fixture
def quarrel(write: Write) -> Dossier:
    return made(write)


CASE: dict[str, str | None] = {
    "parties_yaml": PARTIES, "issues_yaml": ISSUES, "stances_csv": STANCES, "capabilities_csv": CAPABILITIES,
    "constituencies_yaml": HOME,
}  # fmt: skip


def made(write: Write, name: str = "case", **changes: str | None) -> Dossier:
    return read_dossier(write(name, **{**CASE, "moments_yaml": moment(), **changes}))


def sampled(worlds: Worlds, name: str, number: Quantity | Ranking) -> np.ndarray:
    assert isinstance(number, Quantity)
    return worlds.sample(name, number)


def chain_of(dossier: Dossier, draws: int = DRAWS, aim: Aim | None = None, memo: Memo | None = None) -> Chain:
    return chain_at(at_moment(dossier, "talks"), Worlds(draws, 1), aim, memo)


def drawn(dossier: Dossier) -> dict[tuple[str, str, str], np.ndarray]:
    """Every input of the moment over the worlds, by party, issue and what it is; the status quo under an empty party."""
    situation, worlds = at_moment(dossier, "talks"), Worlds(DRAWS, 1)
    found = {}
    for (party, issue), stance in situation.stances.items():
        found[party, issue, "salience"] = worlds.sample(input_name(stance, "salience"), stance.salience)
        if isinstance(stance.position, Quantity):
            found[party, issue, "position"] = worlds.sample(input_name(stance, "position"), stance.position)
    for row in situation.capabilities.values():
        found[row.party, "", "capability"] = worlds.sample(input_name(row, "capability"), row.capability)
    for name, held in situation.moment.status_quo.items():
        if isinstance(held.position, Quantity):
            drawn_as = status_quo_name(situation, dossier.issues[name])
            found["", name, "now"] = worlds.sample(drawn_as, held.position)
    return found


def loss(
    dossier: Dossier, values: dict[tuple[str, str, str], np.ndarray], party: str, places: dict[str, float], w: int
) -> float:
    """What a party is from what it asks for in one world, by hand."""
    lengths, tiers = {"catch": 100.0, "patrols": 10.0}, at_moment(dossier, "talks").stances
    total = weights = 0.0
    for issue, place in places.items():
        if (party, issue, "salience") not in values:
            continue
        salience = values[party, issue, "salience"][w]
        if issue in lengths:
            far = abs(place - values[party, issue, "position"][w]) / lengths[issue]
        else:
            position = tiers[party, issue].position
            assert isinstance(position, Ranking)
            ranks = position.ranks(("east", "west", "both"))
            far = ranks[2 if place < 0 else int(place)] / max(ranks)
        total, weights = total + salience * far, weights + salience
    return 100.0 * total / weights


def gains(dossier: Dossier, chain: Chain, party: str) -> list[float]:
    """What the settlement expected is worth to a party beyond no agreement, by hand, in every world."""
    values = drawn(dossier)
    found = []
    for w in range(DRAWS):
        then = {issue: float(settled.places[w]) for issue, settled in chain.settlements.items()}
        now = {i: 2.0 if i == "port" else float(values["", i, "now"][w]) for i in then}
        found.append(loss(dossier, values, party, now, w) - loss(dossier, values, party, then, w))
    return found


def by_id_of(chain: Chain) -> dict[str, np.ndarray]:
    return {link.id: link.holds for link in chain.links}


def test_the_settlement_expected_is_the_compromise_and_the_option_that_beats_all_others(quarrel: Dossier) -> None:
    chain, values = chain_of(quarrel), drawn(quarrel)
    stances = at_moment(quarrel, "talks").stances
    for w in range(DRAWS):
        weight = {
            (party, issue): values[party, "", "capability"][w] * values[party, issue, "salience"][w]
            for party, issue in stances
        }
        for issue in ("catch", "patrols"):
            own = {party: weight[party, i] for party, i in weight if i == issue}
            mean = sum(own[p] * values[p, issue, "position"][w] for p in own) / sum(own.values())
            assert chain.settlements[issue].places[w] == pytest.approx(mean)
        ranks = {
            p: s.position.ranks(("east", "west", "both"))
            for (p, i), s in stances.items()
            if isinstance(s.position, Ranking)
        }
        winner = -1
        for one in range(3):
            beats = [
                sum(weight[p, "port"] * np.sign(r[other] - r[one]) for p, r in ranks.items()) > 0
                for other in range(3) if other != one
            ]  # fmt: skip
            winner = one if all(beats) else winner
        assert chain.settlements["port"].places[w] == winner
    assert chain.settlements["port"].shares["both"] > 0
    assert chain.settlements["catch"].shares == {}
    assert chain.settlements["port"].interval is None


def test_signing_is_that_nobody_who_must_sign_loses_and_somebody_gains(quarrel: Dossier) -> None:
    chain = chain_of(quarrel)
    assert chain.signing is not None
    each = np.array([gains(quarrel, chain, party) for party in chain.signing.parties]).T
    assert chain.signing.gains == pytest.approx(each)
    signed = (each >= -1e-9).all(axis=1) & (each > 1e-9).any(axis=1)
    assert (chain.signing.signed == signed).all()
    assert 0 < signed.mean() < 1
    assert (by_id_of(chain)["signed"] == (signed & chain.signing.exists)).all()


def test_where_nobody_gains_nothing_is_signed(write: Write) -> None:
    told = "party,issue,position,salience,source\nnorth,catch,50,50,judgement\nsouth,catch,50,50,judgement\n"
    chain = chain_of(made(write, stances_csv=told, moments_yaml=moment(issues="[catch]", status_quo="{catch: 50}")))
    assert not by_id_of(chain)["signed"].any()


def test_on_one_issue_there_is_room_if_both_want_to_leave_in_the_same_direction(write: Write) -> None:
    told = "party,issue,position,salience,source\nnorth,catch,20..50..80,50,judgement\nsouth,catch,40..60..90,50,judgement\n"
    dossier = made(write, stances_csv=told, moments_yaml=moment(issues="[catch]", status_quo="{catch: 40..50..60}"))
    values = drawn(dossier)
    now = values["", "catch", "now"]
    sides = [np.sign(values[party, "catch", "position"] - now) for party in ("north", "south")]
    assert (by_id_of(chain_of(dossier))["room"] == (sides[0] == sides[1])).all()


@pytest.mark.parametrize("rule", ["kind: majority", "kind: quota, quota: 3", "kind: unanimity"])
def test_a_body_passes_what_enough_of_it_would_not_lose_by(write: Write, rule: str) -> None:
    dossier = made(write, councils_yaml=council(rule), moments_yaml=moment(decided_by="board"))
    chain = chain_of(dossier)
    votes = np.array([np.array(gains(dossier, chain, p)) >= -1e-9 for p in ("north", "south", "host")]).T
    seats = votes @ np.array([2, 2, 1])
    least = 5 if "unanimity" in rule else 3
    assert (by_id_of(chain)["passed"] == (seats >= least)).all()
    assert len({*by_id_of(chain)["passed"].tolist()}) == 2


@pytest.mark.parametrize(("often", "falls"), [("0", "unanimity"), ("1", "chair"), ("0.3", "lot")])
def test_without_consensus_the_chair_decides_alone(write: Write, often: str, falls: str) -> None:
    rule = f"kind: consensus_else_chair, chair: north, no_consensus: {often}"
    dossier = made(write, councils_yaml=council(rule), moments_yaml=moment(decided_by="board"))
    chain = chain_of(dossier)
    north, south, host = (np.array(gains(dossier, chain, p)) >= -1e-9 for p in ("north", "south", "host"))
    passed, unanimous = by_id_of(chain)["passed"], north & south & host
    if falls == "unanimity":
        assert (passed == unanimous).all()
    elif falls == "chair":
        assert (passed == north).all()
    else:
        # Where all agree it passes either way; where the chair alone agrees it is the lot that says.
        assert passed[unanimous].all()
        assert not passed[~north].any()
        left = north & ~unanimous
        assert left.sum() > 30
        assert 0.1 < passed[left].mean() < 0.5


def forum(rule: str, *participants: str) -> str:
    told = ", ".join(f"{{party: {each}}}" for each in participants)
    return f"assembly: {{name: Assembly, {rule} participants: [{told}], source: judgement}}\n"


ALL = ("north", "south", "host")


@pytest.mark.parametrize(
    ("rule", "members", "at_table", "asked", "needed"),
    [
        ("consensus", ALL, "[north, south, host]", ALL, 3),
        ("consensus", ALL, "[north, host]", ("north", "host"), 2),
        ("unanimity", ALL, "[north, host]", ALL, 3),
        ("majority", ALL, "[north, host]", ALL, 2),
        ("majority", ("south", "host, role: observer", "north, until: 1989"), "[north, south, host]", ("south",), 1),
    ],
)
def test_in_a_forum_its_members_pass_it_by_its_rule(
    write: Write, rule: str, members: tuple[str, ...], at_table: str, asked: tuple[str, ...], needed: int
) -> None:
    talks = moment(forum="assembly").replace("at_table: [north, south, host]", f"at_table: {at_table}")
    if "south" not in at_table:
        talks = talks.replace(f"at_table: {at_table}", f"at_table: {at_table}, in_the_wings: [south]")
    chain = chain_of(made(write, forums_yaml=forum(f"rule: {rule},", *members), moments_yaml=talks))
    votes = np.array([np.array(gains(chain.situation.dossier, chain, p)) >= -1e-9 for p in asked]).sum(axis=0)
    assert (by_id_of(chain)["passed"] == (votes >= needed)).all()
    assert len({*by_id_of(chain)["passed"].tolist()}) == 2


@pytest.mark.parametrize("rule", ["chair_statement", "none"])
def test_a_forum_that_decides_nothing_has_nothing_to_pass(write: Write, rule: str) -> None:
    chain = chain_of(made(write, forums_yaml=forum(f"rule: {rule},", *ALL), moments_yaml=moment(forum="assembly")))
    assert "passed" not in by_id_of(chain)
    assert "passed" not in chain.skipped


def test_a_body_that_decides_comes_before_the_forum(write: Write) -> None:
    body, place = council("kind: majority"), forum("rule: unanimity,", *ALL)
    both = made(
        write, "both", councils_yaml=body, forums_yaml=place, moments_yaml=moment(decided_by="board", forum="assembly")
    )
    alone = made(write, "alone", councils_yaml=body, moments_yaml=moment(decided_by="board"))
    assert (by_id_of(chain_of(both))["passed"] == by_id_of(chain_of(alone))["passed"]).all()


@pytest.mark.parametrize(
    ("told", "lacking"),
    [
        (forum("", *ALL), "how Assembly decides (rule, forums.yaml)"),
        (forum("rule: consensus,", "league"), "a member of Assembly at the table"),
        (forum("rule: majority,", "north, role: observer"), "a member of Assembly (participants"),
        (forum("rule: majority, founded: 1995,", *ALL), "Assembly as of the moment"),
    ],
)
def test_what_a_forum_lacks_is_named(write: Write, told: str, lacking: str) -> None:
    chain = chain_of(made(write, forums_yaml=told, moments_yaml=moment(forum="assembly")))
    assert chain.skipped["passed"].startswith(lacking)


def test_an_initiative_that_moves_the_talks_to_a_forum_changes_who_must_not_object(write: Write) -> None:
    initiative = (
        "move:\n  name: Move the talks\n  by: [host]\n  source: judgement\n  changes:\n"
        "    - {op: set, at: moments.talks.forum, value: VALUE, CHANCE source: judgement}\n"
    )
    files = {
        "forums_yaml": forum("rule: consensus,", *ALL),
        "initiatives_yaml": initiative.replace("VALUE", "assembly").replace("CHANCE ", ""),
    }
    dossier = made(write, "moved", **files)
    assert "passed" in chain_of(dossier).skipped
    moved = patched(dossier, [dossier.initiatives["move"]]).dossier
    assert moved.moments["talks"].forum == "assembly"
    assert "passed" in by_id_of(chain_of(moved, memo=Memo()))
    told = made(write, "told", forums_yaml=files["forums_yaml"], moments_yaml=moment(forum="assembly"))
    assert (by_id_of(chain_of(moved))["passed"] == by_id_of(chain_of(told))["passed"]).all()
    assert any("forum" in str(difference) for difference in compare(dossier, moved))
    wrong = made(
        write,
        "wrong",
        forums_yaml=files["forums_yaml"],
        initiatives_yaml=initiative.replace("VALUE", "assembli").replace("CHANCE ", ""),
    )
    with pytest.raises(DossierError, match="assembl"):
        compiled(wrong, wrong.initiatives["move"])
    memo = Memo()
    before, after = chain_of(dossier, memo=memo), chain_of(moved, memo=memo)
    assert "passed" not in by_id_of(before)
    assert (by_id_of(after)["passed"] == by_id_of(chain_of(moved))["passed"]).all()


def test_who_is_at_the_table_of_a_forum_without_a_part_in_it_is_named(write: Write) -> None:
    files = {**CASE, "moments_yaml": moment(forum="assembly")}
    own = inspect_dossier(write("own", **files, forums_yaml=forum("rule: consensus,", *ALL)))
    assert not [p for p in own.problems if "has no part in" in str(p)]
    spoken_of = forum("rule: consensus,", "north", "south, role: possible", "host, until: 1989")
    found = inspect_dossier(write("found", **files, forums_yaml=spoken_of))
    named = [str(p) for p in found.problems if "has no part in assembly then" in str(p)]
    assert [name.split(": ")[2].split(" is at")[0] for name in named] == ["south", "host"]


def test_a_bloc_votes_as_most_of_its_members_and_who_has_no_stance_votes_for(write: Write) -> None:
    parties = PARTIES + "silent: {name: Silent, kind: state}\n"
    for name, seats in (("bloc", "{league: 1}"), ("silent", "{silent: 1}")):
        body = council("kind: majority", seats)
        dossier = made(write, name, parties_yaml=parties, councils_yaml=body, moments_yaml=moment(decided_by="board"))
        chain = chain_of(dossier)
        votes = np.array([np.array(gains(dossier, chain, p)) >= -1e-9 for p in ("north", "south", "host")]).sum(axis=0)
        wanted = votes >= 2 if name == "bloc" else np.ones(DRAWS, bool)
        assert (by_id_of(chain)["passed"] == wanted).all()


def test_homes_that_can_block_carry_what_is_no_further_from_them_than_no_agreement(quarrel: Dossier) -> None:
    chain, worlds = chain_of(quarrel), Worlds(DRAWS, 1)
    now = drawn(quarrel)["", "catch", "now"]
    carried = np.ones(DRAWS, bool)
    for name in ("fishermen", "unions"):
        asked = quarrel.constituencies[name].positions["catch"]
        assert isinstance(asked, Quantity)
        wants = worlds.sample(f"position of {name} on catch", asked)
        carried &= np.abs(chain.settlements["catch"].places - wants) <= np.abs(now - wants) + 1e-9
    assert (by_id_of(chain)["ratified"] == carried).all()
    assert 0 < carried.mean() < 1
    assert set(chain.ratified) == {"south"}
    asked_too = chain_at(at_moment(quarrel, "talks"), Worlds(DRAWS, 1), asked_at_home=("host",))
    assert set(asked_too.ratified) == {"south", "host"}
    assert (by_id_of(asked_too)["ratified"] == carried).all()


def test_shares_multiply_to_the_end(quarrel: Dossier) -> None:
    chain = chain_of(quarrel)
    assert [link.id for link in chain.links] == ["room", "signed", "ratified"]
    before, together = np.ones(DRAWS, bool), 1.0
    for link in chain.links:
        assert link.of == before.sum()
        before = before & link.holds
        assert (link.reached == before).all()
        assert link.share is not None
        together *= link.share
    assert together == pytest.approx(chain.agreement.mean())
    assert (chain.agreement == before).all()


def test_after_a_link_at_which_all_worlds_fail_nothing_is_told(write: Write) -> None:
    told = "party,issue,position,salience,source\nnorth,catch,0,50,judgement\nsouth,catch,100,50,judgement\n"
    chain = chain_of(made(write, stances_csv=told, moments_yaml=moment(issues="[catch]", status_quo="{catch: 50}")))
    assert [link.share for link in chain.links] == [0.0, None, None]
    assert not chain.agreement.any()


@pytest.mark.parametrize(
    ("left_out", "skipped"),
    [
        ({"constituencies_yaml": None}, {"ratified": "constituencies.yaml", "passed": "decided_by", "carried_out": "phases.yaml"}),
        ({"moments_yaml": moment(status_quo="{}")}, {"room": "status_quo", "signed": "", "ratified": "what holds without an agreement"}),
        ({"capabilities_csv": None}, {"settlement": "capabilities.csv", "signed": "capabilities.csv", "passed": "decided_by"}),
        ({"moments_yaml": moment(decided_by="board"), "councils_yaml": council("kind: majority").replace("source: judgement", "source: judgement, from: 2000")}, {"passed": "of board in force at the moment"}),
    ],
)  # fmt: skip
def test_what_is_lacking_is_named(write: Write, left_out: dict[str, str | None], skipped: dict[str, str]) -> None:
    chain = chain_of(made(write, "case", **left_out))
    assert not {link.id for link in chain.links} & set(chain.skipped)
    for step, words in skipped.items():
        if words:
            assert words in chain.skipped[step]


def test_what_is_not_chosen_stays_as_it_is(quarrel: Dossier) -> None:
    situation, worlds = at_moment(quarrel, "talks"), Worlds(4, 1)
    port = quarrel.issues["port"]
    for place, worth in ((0, 0.0), (1, -100.0), (2, -50.0), (-1, -50.0)):
        assert worth_of(situation, ("north",), {port: np.full(4, float(place))}, worlds) == pytest.approx(worth)


class Watched(Memo):
    """Notes which steps were worked out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[str] = []

    def once(
        self, step: str, worlds: Worlds, records: Iterable[object], work: Callable[[], Result], draws: int | None = None
    ) -> Result:
        def noted() -> Result:
            self.steps.append(step)
            return work()

        return super().once(step, worlds, records, noted, draws)


def test_a_memo_changes_nothing_and_works_out_only_what_changed(quarrel: Dossier) -> None:
    memo, worlds = Watched(), Worlds(DRAWS, 1)
    stances = quarrel.stances

    def with_stance(number: int, **update: object) -> Dossier:
        rows = [row.model_copy(update=update) if n == number else row for n, row in enumerate(stances)]
        return replace(quarrel, stances=tuple(rows))

    chain_at(at_moment(quarrel, "talks"), worlds, memo=memo)
    host_on_port, north_on_catch = 7, 0
    for changed, anew in (
        (quarrel, []),
        (with_stance(north_on_catch, note="from a talk in the corridor"), []),
        (with_stance(north_on_catch, source=()), []),
        (with_stance(host_on_port, salience=Quantity(40.0, 50.0, 60.0)), ["settlement"]),
        (with_stance(north_on_catch, position=Quantity(0.0, 10.0, 20.0)), ["ratification", "room", "settlement"]),
        (quarrel, []),
    ):
        memo.steps.clear()
        again = chain_at(at_moment(changed, "talks"), worlds, memo=memo)
        plain = chain_at(at_moment(changed, "talks"), Worlds(DRAWS, 1))
        assert sorted(memo.steps) == anew
        for mine, its in zip(again.links, plain.links, strict=True):
            assert (mine.id, mine.of) == (its.id, its.of)
            assert (mine.reached == its.reached).all()


def test_the_memo_keeps_worlds_apart(quarrel: Dossier) -> None:
    memo, situation = Memo(), at_moment(quarrel, "talks")
    for draws, seed in product((8, 16), (1, 2)):
        settled = chain_at(situation, Worlds(draws, seed), memo=memo).settlements["catch"].places
        assert (settled == chain_at(situation, Worlds(draws, seed)).settlements["catch"].places).all()


def test_more_worlds_begin_with_the_same(quarrel: Dossier) -> None:
    few, many = chain_of(quarrel, 32), chain_of(quarrel, 128)
    for one, other in zip(few.links, many.links, strict=True):
        assert (one.holds == other.holds[:32]).all()


def test_an_aim_is_a_partys_stances_or_what_the_user_states(quarrel: Dossier) -> None:
    situation = at_moment(quarrel, "talks")
    own = aim_of(situation, "host")
    assert own.positions["catch"] == Quantity(30.0, 50.0, 70.0)
    assert own.weights == {"catch": 20.0, "port": 20.0}
    assert not aim_of(situation, "league")
    with pytest.raises(NotFoundError, match="Did you mean 'north'"):
        aim_of(situation, "nort")
    stated = stated_aim(quarrel, situation.moment, ["catch = 20..30..40", "port=west > both"])
    assert (stated.actor, set(stated.weights.values())) == ("", {1.0})
    catch, port = quarrel.issues["catch"], quarrel.issues["port"]
    assert stated.distance(catch, Quantity.point(80.0)) == 0.5
    assert [stated.distance(port, Ranking.parse(option)) for option in ("west", "both", "east")] == [0.0, 0.5, 1.0]
    places = {catch: np.array([30.0, 80.0]), port: np.array([1.0, -1.0])}
    assert stated.distances(places).tolist() == [0.0, 0.75]


def test_all_mistakes_in_an_aim_are_told_at_once(quarrel: Dossier) -> None:
    with pytest.raises(ModelInputError) as told:
        stated_aim(
            quarrel, quarrel.moments["talks"], ["catsh=3", "catch=300", "port=north", "patrols=many words", "catch"]
        )
    words = str(told.value)
    assert "did you mean 'catch'?" in words
    assert "'catch=300': a position lies between 0 and 100" in words
    assert "'port=north': no option is called 'north'; there are east, west, both" in words
    assert "'patrols=many words': " in words
    assert "'catch': no position; write ISSUE=POSITION, such as catch=50" in words


MOVES = (
    "n: {name: Sign, party: north, can_be_undone: false, implies: {catch: 50}}\n"
    "s: {name: Countersign, party: south, implies: {catch: 50}}\nraid: {name: Raid, party: south, implies: {catch: 80}}\n"
)
WISHES = "party,rank,statement,source\n"


@pytest.mark.parametrize(
    ("wishes", "holds", "reached"),
    [
        ("north,1,n and s,judgement\nsouth,1,n and s and not raid,judgement\n", True, False),
        ("north,1,n,judgement\nsouth,1,s iff n,judgement\nsouth,2,not raid,judgement\n", True, True),
        ("north,1,n and s,judgement\nsouth,1,raid and n,judgement\n", False, False),
    ],
)
def test_whether_an_aim_holds_is_what_the_question_of_stability_says(
    write: Write, wishes: str, holds: bool, reached: bool
) -> None:
    now = "talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch], status_quo: {catch: 0}}\n"
    dossier = read_dossier(write(options_yaml=MOVES, preferences_csv=WISHES + wishes, moments_yaml=now))
    aim = stated_aim(dossier, dossier.moments["talks"], ["catch=50"])
    found = chain_of(dossier, 100, aim).holding
    assert found is not None
    assert (found.moves, found.distance, found.distance_now) == (("n", "s"), 0.0, 0.5)
    assert len(found.holds) == 64  # no more of the worlds are asked
    assert set(found.holds.tolist()) == {holds}
    assert set(found.reached.tolist()) == {reached}
    table = assess(dossier, draws=10, questions=[by_id("stability")]).answers[0].tables[0]
    signed = {row[1]: row[2] for row in table.rows}.get("North: “Sign”; South: “Countersign”", "")
    assert (str(signed) != "") == holds


def test_nothing_is_said_of_what_holds_without_moves_or_a_closer_outcome(write: Write) -> None:
    aimless = made(write, "a")
    assert chain_of(aimless).skipped.get("holding") is None
    assert "options.yaml" in chain_of(aimless, aim=aim_of(at_moment(aimless, "talks"), "host")).skipped["holding"]
    now = "talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch], status_quo: {catch: 50}}\n"
    wishes = WISHES + "north,1,n and s,judgement\nsouth,1,s,judgement\n"
    dossier = read_dossier(write("b", options_yaml=MOVES, preferences_csv=wishes, moments_yaml=now))
    reason = chain_of(dossier, 10, stated_aim(dossier, dossier.moments["talks"], ["catch=50"])).skipped["holding"]
    assert reason.startswith("a move that brings the outcome aimed at closer")


def answer_of(dossier: Dossier, draws: int = 400) -> Answer:
    return assess(dossier, draws=draws, questions=[by_id("chain")]).answers[0]


def test_the_answer_says_how_far_the_way_goes_and_where_it_breaks(quarrel: Dossier) -> None:
    answer = answer_of(quarrel)
    first = answer.findings[0]
    chain = chain_of(quarrel, 400)
    end = float(chain.agreement.mean())
    assert first.numbers[0].value == end
    assert f": {end:.0%} of draws come through to an agreement that is carried through" in first.claim
    lost = {link.id: link.of - int(link.reached.sum()) for link in chain.links}
    words = {"room": "already at the question", "signed": "at the table", "ratified": "at home"}[
        max(lost, key=lambda i: lost[i])
    ]
    assert f"The way breaks most often {words}" in first.claim
    links = next(table for table in answer.tables if table.id == "chain.links")
    assert [row[1] for row in links.rows] == [
        "There is a package that everyone who must sign prefers to no agreement",
        "Nobody who must sign loses by the settlement expected",
        "Homes carry it",
    ]
    assert any(missing.startswith("passing: which body has to pass") for missing in answer.missing)
    assert [figure.kind for figure in answer.figures] == ["chain"]


def test_the_input_that_decides_is_named_first(write: Write) -> None:
    """All is a point but what the fishermen ask for, and a weight that moves nothing: they carry 60 from 50 if they want more than 55."""
    told = "party,issue,position,salience,source\nnorth,catch,60,50,judgement\nsouth,catch,60,50..60..70,judgement\n"
    weights = "party,capability,source\nnorth,30,judgement\nsouth,10..30..50,judgement\n"
    port = "harbour: {name: Harbour, party: south, kind: group, positions: {catch: 100}, source: judgement}\n"
    dossier = made(
        write, stances_csv=told, capabilities_csv=weights, constituencies_yaml=port,
        moments_yaml=moment(issues="[catch]", status_quo="{catch: 40..60..70}"),
    )  # fmt: skip
    answer = answer_of(dossier)
    hinge = next(finding for finding in answer.findings if finding.id == "chain.talks.hinge")
    assert "hangs most on what holds now on Catch" in hinge.claim
    named = next(table for table in answer.tables if table.id == "chain.hinges").rows
    assert [row[1] for row in named] == ["what holds now on Catch"]


def test_no_hinge_is_named_where_nothing_is_told_as_a_range(write: Write) -> None:
    told = "party,issue,position,salience,source\nnorth,catch,60,50,judgement\nsouth,catch,70,50,judgement\n"
    weights = "party,capability,source\nnorth,30,judgement\nsouth,30,judgement\n"
    dossier = made(
        write, stances_csv=told, capabilities_csv=weights, moments_yaml=moment(issues="[catch]", status_quo="{catch: 40}"),
        constituencies_yaml=None,
    )  # fmt: skip
    answer = answer_of(dossier)
    assert [finding.id for finding in answer.findings] == ["chain.talks.way"]
    assert answer.findings[0].claim.endswith(": 100% of draws come through to an agreement that is carried through.")
    assert "breaks" not in answer.findings[0].claim


def test_a_dossier_that_feeds_one_link_alone_is_not_told_as_a_way(write: Write) -> None:
    dossier = made(write, capabilities_csv=None, constituencies_yaml=None)
    assert [link.id for link in chain_of(dossier).links] == ["room"]
    assert answer_of(dossier).findings == ()


def whole(dossier: Dossier, actor: str = "", stated: Sequence[str] = (), draws: int = 200) -> Answer:
    """The whole assessment of the dossier at its moments."""
    return assess(dossier, draws=draws, questions=[asking(by_id("chain"), actor, stated)]).answers[0]


def each_of(answer: Answer) -> dict[str, tuple[str, str, str]]:
    """Every model's answer: value, interval and what it hangs on."""
    rows = next(table for table in answer.tables if table.id == "chain.each").rows
    return {str(row[1]): (str(row[2]), str(row[3]), str(row[4])) for row in rows}


def test_a_whole_assessment_gives_every_answer_with_interval_and_what_it_hangs_on(quarrel: Dossier) -> None:
    rows, chain = each_of(whole(quarrel, draws=2_000)), chain_of(quarrel, 2_000)
    places = chain.settlements["catch"].places
    low, middle, high = np.quantile(places, [0.1, 0.5, 0.9])
    value, interval, hangs = rows["Settlement expected on Catch"]
    assert (value, interval) == (f"{middle:.0f}", f"{low:.0f} to {high:.0f}")
    assert hangs.startswith("The position of ")
    assert "where it is low" in hangs
    assert rows["Homes carry it"][0] == f"{chain.ratified['south'].mean():.0%}"
    assert rows["The home of South carries it"] == rows["Homes carry it"]
    assert rows["Homes carry it"][2].startswith("The demand of ")
    assert rows["Settlement expected on Port"][0].startswith("“")
    assert not [name for name in rows if "aimed at" in name]


def test_what_a_result_hangs_on_is_the_input_it_was_made_of(quarrel: Dossier) -> None:
    chain = chain_of(quarrel, 200)
    asked = chain.worlds.drawn[input_name(chain.situation.stances["south", "catch"], "position")]
    first = hinges(chain, asked > np.median(asked))[0]
    assert (first.what, first.below, first.above) == ("the position of South on Catch", 0.0, 1.0)
    assert hinges(chain, np.ones(200, bool)) == ()
    assert hinges(chain, asked[:20]) == ()


def test_a_whole_assessment_says_whether_an_aim_would_hold(write: Write) -> None:
    now = "talks: {name: Talks, date: 1990-06, at_table: [north, south], must_sign: [north, south], issues: [catch], status_quo: {catch: 0}}\n"
    wishes = WISHES + "north,1,n,judgement\nsouth,1,s iff n,judgement\nsouth,2,not raid,judgement\n"
    dossier = read_dossier(write(options_yaml=MOVES, preferences_csv=wishes, moments_yaml=now))
    answer = whole(dossier, stated=["catch=50"], draws=80)
    aim = next(finding for finding in answer.findings if finding.id == "chain.talks.aim")
    assert "lies 0 of 100 from it; things as they stand 50" in aim.claim
    assert "would hold in 100% of draws" in aim.claim
    rows = each_of(answer)
    assert rows["The outcome aimed at holds"][0] == rows["Improvements lead to the outcome aimed at"][0] == "100%"
    without = read_dossier(write("without", moments_yaml=now))
    assert any("the outcome aimed at: moves open" in what for what in whole(without, "north").missing)


def test_an_aim_goes_with_one_moment(write: Write) -> None:
    two = moment() + moment().replace("talks: {name: Talks", "later: {name: Later").replace("1990-06", "1991-06")
    dossier = made(write, "two", moments_yaml=two)
    with pytest.raises(ModelInputError, match="name it with --moment, one of talks, later"):
        whole(dossier, stated=["catch=50"])
    result = CliRunner().invoke(main, ["assess", str(write("again")), "--actor", "north", "--aim", "catch=3"])
    assert result.exit_code == 2
    assert "two ways to say what is aimed at" in result.output


def test_where_nobody_carries_any_weight_what_holds_now_stays(write: Write) -> None:
    lose = "{op: shift, at: capabilities.%s.capability, value: -70, chance: %s, source: judgement}"
    told = ", ".join(lose % each for each in (("north", 0.8), ("south", 0.7), ("host", 0.6)))
    plain = "{catch: 40..50..55, port: both}"
    dossier = made(
        write,
        moments_yaml=moment(status_quo=plain),
        initiatives_yaml=f"fall: {{name: Fall, by: [host], changes: [{told}], source: judgement}}\n",
    )
    worlds = Worlds(DRAWS, 1)
    situation = at_moment(patched(dossier, [compiled(dossier, dossier.initiatives["fall"])]).dossier, "talks")
    weights = {party: sampled(worlds, input_name(row, "capability"), row.capability)
               for (party, _), row in situation.capabilities.items()}  # fmt: skip
    chain = chain_at(situation, worlds)
    before = chain_at(at_moment(dossier, "talks"), worlds)
    idle = np.max([*weights.values()], axis=0) == 0
    assert 20 < idle.sum() < DRAWS - 20
    now = sampled(
        worlds, status_quo_name(situation, dossier.issues["catch"]), situation.moment.status_quo["catch"].position
    )
    assert (chain.settlements["catch"].places[idle] == now[idle]).all()
    assert (chain.settlements["catch"].places[~idle] != now[~idle]).all()
    assert (chain.settlements["port"].places[idle] == -1).all()
    asked = [sampled(worlds, input_name(s, "position"), s.position)
             for party in ("north", "south") for s in [situation.stances[party, "patrols"]]]  # fmt: skip
    on_patrols = np.max([weights["north"], weights["south"]], axis=0) == 0
    assert chain.settlements["patrols"].places[on_patrols] == pytest.approx(np.mean(asked, axis=0)[on_patrols])
    unmoved = np.logical_and.reduce([
        weights[party] == sampled(worlds, input_name(row, "capability"), row.capability)
        for (party, _), row in at_moment(dossier, "talks").capabilities.items()
    ])  # fmt: skip
    assert unmoved.any()
    assert (chain.settlements["catch"].places[unmoved] == before.settlements["catch"].places[unmoved]).all()


@pytest.mark.parametrize(
    ("source", "hindsight", "heard"), [("judgement", "", True), ("memoir:1", "", False), ("memoir:1", "a test", True)]
)
def test_a_member_of_a_forum_that_takes_no_part_votes_by_its_stance(
    write: Write, source: str, hindsight: str, heard: bool
) -> None:
    talks = moment(forum="assembly").replace("at_table: [north, south, host]", "at_table: [north, south]")
    rows = STANCES + f"host,catch,95..97..100,90,{source}\n"
    rows = "\n".join(row for row in rows.splitlines() if not row.startswith("host,catch,30"))
    dossier = made(
        write,
        forums_yaml=forum("rule: unanimity,", "host"),
        moments_yaml=talks.replace("patrols: 0..1..2, port: both", "patrols: 0..1..2").replace(", port]", "]"),
        stances_csv=rows + "\n",
        sources_yaml="memoir: {title: Memoir, date: 1995}\n",
    )
    dossier = replace(dossier, about=dossier.about.model_copy(update={"hindsight": hindsight or None}))
    chain = chain_of(dossier)
    worlds = chain.worlds
    assert ("host", "catch") not in chain.situation.stances
    now = sampled(
        worlds,
        status_quo_name(chain.situation, dossier.issues["catch"]),
        chain.situation.moment.status_quo["catch"].position,
    )
    (stance,) = (row for row in dossier.stances if (row.party, row.issue) == ("host", "catch"))
    asks = sampled(worlds, input_name(stance, "position"), stance.position)
    nearer = np.abs(chain.settlements["catch"].places - asks) <= np.abs(now - asks)
    assert (by_id_of(chain)["passed"] == (nearer if heard else True)).all()
    assert not nearer.all()
