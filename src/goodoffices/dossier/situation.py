"""A dossier at one moment: what was known then, and nothing dated later."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from goodoffices.dossier.council import Council
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.dates import Date


@dataclass(frozen=True)
class Situation:
    """What the dossier says as of one moment.

    Attributes
    ----------
    stances : dict
        The stance in force of each (party, issue), for participants and open issues only.
    capabilities : dict
        The capability in force of each (party, issue) that has one; the issue is ``None`` for 'overall'.
    councils : tuple of Council
        With the formulas, rules and reforms proposed by then, and the motions of the day.
    withheld : tuple of str
        Descriptions of rows left out because their sources were written after the moment and the dossier
        declares no hindsight.
    """

    dossier: Dossier
    moment: Moment
    stances: dict[tuple[str, str], Stance]
    capabilities: dict[tuple[str, str | None], Capability]
    councils: tuple[Council, ...]
    withheld: tuple[str, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues open at the moment."""
        return tuple(self.dossier.issues[issue] for issue in self.moment.issues)

    def capability(self, party: str, issue: str) -> Capability | None:
        """Return a party's capability on an issue: the one stated for the issue, else its overall one."""
        return self.capabilities.get((party, issue)) or self.capabilities.get((party, None))

    def with_stances_of(self, parties: Iterable[str]) -> "Situation":
        """Return the situation with the stances in force of further parties, who take no part, on the open issues."""
        further = frozenset(parties) - frozenset(self.moment.participants)
        found = _stances(self.dossier, self.moment, further, lambda source, _: self.may_tell(None, source))
        return replace(self, stances={**self.stances, **found}) if found else self

    def may_tell(self, date: Date | None, source: Iterable[Citation]) -> bool:
        """Whether a reader may be told of something of this date and source: with hindsight declared, of everything."""
        if self.dossier.about.hindsight:
            return True
        return in_force(date, None, self.moment.date) and not later_documents(self.dossier, source, self.moment.date)


def at_moment(dossier: Dossier, moment_id: str) -> Situation:
    """Return the dossier as of a moment.

    Of several rows for the same thing, the one counts that began last, by the last day the moment's date can mean; it
    is in force unless it has ended before that day. Rows whose documents were written after the moment
    are used only if the dossier declares hindsight.

    Parameters
    ----------
    dossier : Dossier
        The whole dossier.
    moment_id : str
        Id of the moment.

    Returns
    -------
    Situation
        What is in force at the moment.

    Raises
    ------
    NotFoundError
        If the dossier has no such moment.
    """
    moment = dossier.moment(moment_id)
    present = frozenset(moment.participants)
    withheld: list[str] = []

    def usable(source: Iterable[Citation], what: str) -> bool:
        if dossier.about.hindsight or not later_documents(dossier, source, moment.date):
            return True
        withheld.append(what)
        return False

    stances = _stances(dossier, moment, present, usable)
    capabilities: dict[tuple[str, str | None], Capability] = {}
    for capability in sorted(dossier.capabilities, key=_began):
        if (
            capability.party in present
            and in_force(capability.from_, None, moment.date)
            and usable(capability.source, f"capability of {capability.party}")
        ):
            capabilities[capability.party, capability.issue] = capability
    return Situation(
        dossier,
        moment,
        stances,
        {key: row for key, row in capabilities.items() if in_force(None, row.until, moment.date)},
        tuple(filter(None, (_council_by(council, moment.date, usable) for council in dossier.councils.values()))),
        tuple(withheld),
    )


def later_documents(dossier: Dossier, source: Iterable[Citation], date: Date) -> tuple[str, ...]:
    """Return the cited documents that were written after `date`; judgements have no date."""
    documents = (dossier.sources[c.document] for c in source if not c.is_judgement and c.document in dossier.sources)
    return tuple(dict.fromkeys(d.id for d in documents if d.date.earliest > date.latest))


def _stances(
    dossier: Dossier, moment: Moment, parties: frozenset[str], usable: Callable[[Iterable[Citation], str], bool]
) -> dict[tuple[str, str], Stance]:
    """Return the stances of parties on the open issues that are in force at a moment."""
    open_then = frozenset(moment.issues)
    found: dict[tuple[str, str], Stance] = {}
    rows = (row for row in dossier.stances if row.party in parties and row.issue in open_then)
    for stance in sorted(rows, key=_began):
        if in_force(stance.from_, None, moment.date) and usable(
            stance.source, f"stance of {stance.party} on {stance.issue}"
        ):
            found[stance.party, stance.issue] = stance
    return {key: row for key, row in found.items() if in_force(None, row.until, moment.date)}


def _began(row: Stance | Capability) -> str:
    return row.from_.earliest.isoformat() if row.from_ else ""


def in_force(from_: Date | None, until: Date | None, date: Date) -> bool:
    """Whether something that holds from one date until another does so on the last day that `date` can mean."""
    return (from_ is None or from_.earliest <= date.latest) and (until is None or until.latest >= date.latest)


def _council_by(council: Council, date: Date, usable: Callable[[Iterable[Citation], str], bool]) -> Council | None:
    formulas = tuple(
        f for f in council.formulas if in_force(f.from_, f.until, date) and usable(f.source, f"formula {f.id}")
    )
    rules = tuple(r for r in council.rules if in_force(r.from_, r.until, date) and usable(r.source, f"rule {r.id}"))
    if not formulas or not rules:
        return None
    reforms = tuple(
        r for r in council.reforms if in_force(r.from_, r.until, date) and usable(r.source, f"reform {r.id}")
    )
    motions = tuple(
        m for m in council.motions if in_force(m.from_, m.until, date) and usable(m.source, f"motion {m.id}")
    )
    return council.model_copy(update={"formulas": formulas, "rules": rules, "reforms": reforms, "motions": motions})
