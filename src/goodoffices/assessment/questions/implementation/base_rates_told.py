"""What the record of past agreements says of the provisions of a plan, as tables and findings."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.implementation.provision_types import in_words, types_of
from goodoffices.assessment.wording import capital, count, listing, percent
from goodoffices.dossier.provision_type import ProvisionType
from goodoffices.dossier.text import Provision, Text
from goodoffices.evidence.base_rates import LEVEL, Rate, carried_out, ended, fell_back
from goodoffices.evidence.past_agreements import FULL, INTERMEDIATE, MatrixRecord, UcdpRecord
from goodoffices.interchange.ucdp_agreements import FITTING, PROVISIONS

MOST_TOLD = 3
FEW = 10
"""Below so many agreements a share says little."""
NONE_SO_LONG = "none watched so long"
ASSUMED = "why a provision was carried out or not, and how like this case those are, is not told"


@dataclass(frozen=True)
class Compared:
    """A provision beside past agreements with such a one.

    Attributes
    ----------
    what : str
        As what it is compared.
    rate : Rate
        How often it was carried out in full, or how often such agreements ended.
    cells : tuple
        What a table says of it beside the provision.
    back : int
        In how many it had been carried out and was coded lower afterwards.
    """

    text: Text
    provision: Provision
    what: str
    rate: Rate
    cells: tuple[Cell, ...]
    back: int = 0

    @property
    def row(self) -> tuple[Cell, ...]:
        """The row of the table."""
        told_by = "the dossier" if self.provision.coded_as else "its name"
        return self.text.name, self.provision.name, self.what, told_by, *self.cells


def compare(
    record: MatrixRecord | UcdpRecord, provisions: Sequence[tuple[Text, Provision]], year: int
) -> list[Compared]:
    """Compare each provision, as each sort of provision that it is, with a record."""
    if isinstance(record, MatrixRecord):
        found = [_with_matrix(record, *one, sort, year) for one in provisions for sort in types_of(one[1])]
    else:
        found = [_with_ucdp(record, *one, names, year) for one in provisions for names in _columns(record, one[1])]
    return [one for one in found if one.rate.cases]


def _with_matrix(record: MatrixRecord, text: Text, provision: Provision, sort: ProvisionType, year: int) -> Compared:
    full, half = (carried_out(record.agreements, sort, year, least) for least in (FULL, INTERMEDIATE))
    back = fell_back(record.agreements, sort, year, FULL)
    cells = (full.cases, full.happened, _share(full), half.happened, _share(half), back, full.lost)
    return Compared(text, provision, in_words(sort), full, cells, back)


def _columns(record: UcdpRecord, provision: Provision) -> list[tuple[str, ...]]:
    fitting = (tuple(name for name in FITTING.get(sort, ()) if name in record.columns) for sort in types_of(provision))
    return list(dict.fromkeys(names for names in fitting if names))


def _with_ucdp(record: UcdpRecord, text: Text, provision: Provision, names: Sequence[str], year: int) -> Compared:
    rate = ended(record, names, year)
    what = listing([f"{PROVISIONS[name]} ({name})" for name in names], "or")
    return Compared(text, provision, what, rate, (rate.cases, rate.happened, _share(rate), rate.lost))


def record_table(record: MatrixRecord | UcdpRecord, compared: Sequence[Compared], year: int, number: int) -> Table:
    """Return what a record says of every provision compared with it."""
    rows = [one.row for one in compared]
    columns: tuple[str, ...]
    if isinstance(record, MatrixRecord):
        columns = (
            "text", "provision", "compared as", "told by", "agreements", "in full", "share in full", "at least intermediate",
            "share at least intermediate", "fell back", "lost to view",
        )  # fmt: skip
        title = f"Carried out by year {year} in past agreements: {record.file}"
        note = (
            "Agreements in the file that have such a provision, and in how many it had been carried out by then. Fell back: carried out "
            "in full, and coded lower in the last year by then. Lost to view: last coded before that year, without having been carried "
            f"out in full. Shares with their {LEVEL:.0%} intervals."
        )
    else:
        columns = ("text", "provision", "compared as", "told by", "agreements", "ended", "share ended", "lost to view")
        title = f"Ended within {count(year, 'year')} in past agreements: {record.file}"
        every = ended(record, (), year)
        if rows:
            rows.append(
                ("", "", "any agreement in the file", "", every.cases, every.happened, _share(every), every.lost)
            )
        unplaced = sum(1 for one in record.agreements if one.ended and not one.ended_on)
        note = (
            "Agreements in the file that have such a provision, and how many had ended so soon after they were signed; whether the provision "
            "was carried out is not told. Lost to view: not ended, and signed less than that before the last day the file speaks of, "
            f"{record.last_day.isoformat()}. Shares with their {LEVEL:.0%} intervals."
            + (f" Left out: {count(unplaced, 'agreement')} that ended on a day not told." if unplaced else "")
        )
    return Table(f"implementation.record.{number}", title, columns, tuple(rows), note)


def record_finding(
    record: MatrixRecord | UcdpRecord, compared: Sequence[Compared], moment: str, year: int, number: int
) -> Finding:
    """Say of the provisions of one text which were carried out least often, or in which agreements that ended most often."""
    text = compared[0].text
    unlike = {one.what: one for one in compared}
    order = sorted(unlike.values(), key=lambda one: (one.rate.share.value if one.rate.share else 2.0, -one.rate.cases))
    if isinstance(record, MatrixRecord):
        begins = f"Of past agreements with such a provision, so many had carried it out in full by year {year}"
        which, ends = "least", ""
    else:
        order.reverse()
        begins = f"Of past agreements with such a provision, so many had ended within {count(year, 'year')}"
        every = ended(record, (), year)
        which, ends = "most", f" Of all in the file: {_counted(every)}."
    told = order[:MOST_TOLD]
    parts = "; ".join(f"{one.what}: {_counted(one.rate, one.back)}" for one in told)
    if len(order) > len(told):
        ends = f" {capital(count(len(order) - len(told), 'more sort'))} of provision {'is' if len(order) == len(told) + 1 else 'are'} in the table.{ends}"
    fewest, most = (pick(one.rate.cases for one in told) for pick in (min, max))
    cases = f"{fewest} to {most} agreements" if most > fewest else count(fewest, "agreement")
    return Finding(
        f"implementation.record.{number}.{text.id}",
        f"“{text.name}” beside {record.file}. {begins}{f' ({which} often first)' if len(told) > 1 else ''}: {parts}.{ends}",
        priority=5,
        moment=moment,
        numbers=tuple(
            Number(one.what, one.rate.share.value, "past cases", "", one.rate.share.low, one.rate.share.high)
            for one in told
            if one.rate.share
        ),
        confidence="low" if fewest < FEW else "moderate",
        confidence_in="past cases as a guide to this one",
        reason=f"counted in {cases}; {ASSUMED}",
        would_change="another sort of provision to compare with (coded_as in provisions.yaml), or another record",
        sources=distinct([citation for one in compared for citation in one.provision.source]),
    )


def _share(rate: Rate) -> str:
    share = rate.share
    return f"{percent(share.value)} ({percent(share.low)}–{percent(share.high)})" if share else NONE_SO_LONG


def _counted(rate: Rate, back: int = 0) -> str:
    said = f"{rate.happened} of {rate.cases}"
    if rate.share is None:
        return f"{said}, {NONE_SO_LONG}"
    said += (
        f", {percent(rate.share.value)} ({LEVEL:.0%} interval {percent(rate.share.low)} to {percent(rate.share.high)})"
    )
    if back:
        said += f", {back} of which fell back"
    return said + (f", {rate.lost} not watched so long" if rate.lost else "")
