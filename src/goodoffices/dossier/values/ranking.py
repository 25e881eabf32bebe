"""How a party ranks the options of an issue."""

import re
from dataclasses import dataclass

_OPTION = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Ranking:
    """Options from best to worst, in tiers; options of one tier are equally good.

    Options that a ranking leaves out count as equally good among themselves and worse than all it names.

    >>> Ranking.parse("sihanouk > rotating = vacant").tiers
    (('sihanouk',), ('rotating', 'vacant'))
    """

    tiers: tuple[tuple[str, ...], ...]

    @classmethod
    def parse(cls, text: str) -> "Ranking":
        """Read ``a > b = c``.

        Raises
        ------
        ValueError
            If an option is not an id, or is named twice.
        """
        tiers = tuple(tuple(option.strip() for option in tier.split("=")) for tier in text.split(">"))
        options = [option for tier in tiers for option in tier]
        if not all(_OPTION.fullmatch(option) for option in options):
            raise ValueError("not a number, a range or a ranking")
        if len(set(options)) < len(options):
            raise ValueError("an option is named twice")
        return cls(tiers)

    @property
    def options(self) -> tuple[str, ...]:
        """All options named, best first."""
        return tuple(option for tier in self.tiers for option in tier)

    def ranks(self, options: tuple[str, ...]) -> tuple[int, ...]:
        """Return the rank of each of `options` (0 is best); options not named share the last rank."""
        place = {option: rank for rank, tier in enumerate(self.tiers) for option in tier}
        return tuple(place.get(option, len(self.tiers)) for option in options)

    def __str__(self) -> str:
        """Return the ranking as it is written in a dossier."""
        return " > ".join(" = ".join(tier) for tier in self.tiers)
