"""Results kept by the content of the inputs they came from, so that a question is asked anew only where something changed."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citation import Citation

Result = TypeVar("Result")
MOST_KEPT = 20_000
"""Beyond so many results all are dropped."""
NO_INPUTS = {"note", "source", "summary", "place"}
"""Fields that no model reads."""
SEQUENCES = (tuple, list)


class Memo:
    """What was worked out before, by a digest of the records and numbers that mattered.

    A record's digest is worked out once for every object; changing an entry of a dossier makes a new object and leaves the others as
    they are.

    Examples
    --------
    >>> memo, worlds = Memo(), Worlds(draws=4, seed=1)
    >>> memo.once("double", worlds, ["a record"], lambda: 2), memo.once("double", worlds, ["a record"], lambda: 3)
    (2, 2)
    >>> memo.asked, memo.worked_out
    (2, 1)
    """

    def __init__(self) -> None:
        self.asked = 0
        self.worked_out = 0
        self._results: dict[bytes, object] = {}
        self._digests: dict[int, tuple[object, bytes]] = {}

    def once(
        self,
        step: str,
        worlds: Worlds,
        records: Iterable[object],
        work: Callable[[], Result],
        draws: int | None = None,
    ) -> Result:
        """Return what a step gives for some records, worked out only if the same step has not met the same content before.

        Parameters
        ----------
        step : str
            Which step.
        worlds : Worlds
            The worlds it is asked in.
        records : iterable of object
            All that matters to it.
        work : callable
            Works it out.
        draws : int, optional
            In how many of the worlds it is asked, if not in all.
        """
        whole = hashlib.sha256(f"{step} {draws or worlds.draws} {worlds.seed}".encode())
        for record in records:
            whole.update(self.digest(record))
        key = whole.digest()
        self.asked += 1
        if key not in self._results:
            if len(self._results) >= MOST_KEPT:
                self._results.clear()
            self.worked_out += 1
            self._results[key] = work()
        return self._results[key]  # type: ignore[return-value]  # kept under this key by the same step

    def digest(self, value: object) -> bytes:
        """Return the digest of what a value says, but for notes and sources."""
        if isinstance(value, bytes):
            return hashlib.sha256(value).digest()
        fields = getattr(type(value), "model_fields", None)
        if fields is not None:
            return self._known(value) or self._kept(value, self._of_record(value, fields))
        if isinstance(value, SEQUENCES):
            return _together([], [self.digest(held) for held in value if not isinstance(held, Citation)])
        if isinstance(value, Mapping):
            return _together([*map(str, value)], map(self.digest, value.values()))
        return hashlib.sha256(repr(value).encode()).digest()

    def table(self, value: Mapping[str, object] | tuple[object, ...]) -> bytes:
        """Return the digest of a whole table of a dossier, worked out once; changing an entry makes a new table."""
        return self._known(value) or self._kept(value, self.digest(value))

    def _of_record(self, record: object, fields: Iterable[str]) -> bytes:
        named = [name for name in fields if name not in NO_INPUTS]
        return _together([type(record).__name__, *named], [self.digest(getattr(record, name)) for name in named])

    def _known(self, value: object) -> bytes | None:
        known = self._digests.get(id(value))
        # What was digested is kept beside its digest: an id is only its own as long as it lives.
        return known[1] if known is not None and known[0] is value else None

    def _kept(self, value: object, found: bytes) -> bytes:
        if len(self._digests) >= MOST_KEPT:
            self._digests.clear()
        self._digests[id(value)] = (value, found)
        return found


def _together(words: list[str], digests: Iterable[bytes]) -> bytes:
    return hashlib.sha256("\x1f".join(words).encode() + b"\x1e" + b"".join(digests)).digest()


def stances_on(situation: Situation, issues: Iterable[Issue], parties: Iterable[str] | None = None) -> list[object]:
    """Return the stances on some issues, of some parties or all, as they matter to a digest."""
    wanted = {issue.id for issue in issues}
    chosen = None if parties is None else set(parties)
    return [
        stance
        for (party, issue), stance in situation.stances.items()
        if issue in wanted and (chosen is None or party in chosen)
    ]
