"""The work shared out among machines, by a Dask cluster that is already running."""

import hashlib
import importlib.util
import logging
import pickle
import socket
import threading
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from goodoffices.errors import GoodOfficesError, ModelInputError
from goodoffices.initiatives.evaluation import Evaluator
from goodoffices.initiatives.workers.task import Assignment, Done, Failure, Task, attempt, pieces

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10
"""Seconds to wait for a scheduler to answer, and for a first worker."""
ALIKE = ("goodoffices", "numpy", "scipy", "numba")
"""What must be of one version everywhere, for the numbers to be the same."""
_here = threading.local()


class Cluster:
    """The workers of a Dask scheduler; if one is lost, others do its pieces again.

    Parameters
    ----------
    assignment : Assignment
    address : str
        Where the scheduler listens, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    ModelInputError
        If Dask is not installed, nothing answers at the address, no worker is there, or a worker has other versions.
    """

    def __init__(self, assignment: Assignment, address: str) -> None:
        if importlib.util.find_spec("distributed") is None:
            raise ModelInputError(
                "to work on a cluster, install the extra 'cluster': python -m pip install 'goodoffices[cluster]'"
            )
        self._assignment, self._address = zlib.compress(pickle.dumps(assignment)), address
        self._versions = _versions()
        self._client = _connected(address)
        try:
            self._count = _hands(self._client, address)
        except BaseException:
            self._client.close()
            raise

    def assess(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Yield assessed plans piece by piece, as they are done.

        If all workers are lost, this waits until one joins.

        Raises
        ------
        GoodOfficesError
            If the scheduler is lost, or a piece loses one worker after the other.
        """
        from distributed import as_completed  # noqa: PLC0415 (only with the extra)
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        running = [
            self._client.submit(_work, self._versions, self._assignment, piece, pure=False)
            for piece in pieces(tasks, self._count)
        ]
        for future in as_completed(running, loop=self._client.loop):
            if future.status in ("cancelled", "lost"):
                raise GoodOfficesError(f"the scheduler at {self._address} was lost")
            try:
                done: Done | Failure = future.result()
            except KilledWorker:
                raise GoodOfficesError(
                    "workers of the cluster died one after the other on the same piece; perhaps they are short of memory: use fewer draws"
                ) from None
            except ModuleNotFoundError as error:
                raise ModelInputError(f"a worker of the cluster lacks a package: {error}") from None
            if isinstance(done, Failure):
                raise done.error()
            yield done

    def __enter__(self) -> Self:
        """Start work."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop work; pieces that were begun are finished by the workers and thrown away."""
        self._client.close()


def _connected(address: str) -> "Client":
    from distributed import Client  # noqa: PLC0415

    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it is said in this program's words
    try:
        place = urlsplit(address)
        if place.scheme not in ("tcp", "tls") or not place.hostname or not place.port:
            raise ModelInputError(f"the address of a Dask scheduler is like tcp://10.0.0.5:8786, not {address!r}")
        socket.create_connection((place.hostname, place.port), PATIENCE).close()  # Dask's client would go on trying
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except ModelInputError:
        raise
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise ModelInputError(
            f"no Dask scheduler answers at {address}; is it running, and is the address right?"
        ) from error


@cache
def _versions() -> dict[str, str]:
    return {name: version(name) for name in ALIKE}


def _hands(client: "Client", address: str) -> int:
    """Return how many pieces the workers can do at once, after a look at what is installed there."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise ModelInputError(f"no worker has joined the scheduler at {address}") from None
    mine = _versions()
    found: dict[str, Any] = client.get_versions(packages=list(ALIKE))["workers"]
    other = {
        f"{name} {its} on {worker}, {mine[name]} here"
        for worker, what in found.items()
        for name, its in what["packages"].items()
        if name in mine and its != mine[name]
    }
    if other:
        raise ModelInputError(
            f"workers of the cluster have other versions, and would give other numbers: {'; '.join(sorted(other))}"
        )
    return sum(client.nthreads().values())


def _work(versions: dict[str, str], assignment: bytes, tasks: list[Task]) -> Done | Failure:
    """Do a piece of work on a worker, which may have joined after the others were looked at."""
    mine = _versions()
    if mine != versions:
        other = ", ".join(
            f"{name} {mine[name]} there, {versions[name]} here" for name in ALIKE if mine[name] != versions[name]
        )
        return Failure(f"a worker that joined the cluster has other versions, and would give other numbers: {other}")
    return attempt(_evaluator(assignment), tasks)


def _evaluator(assignment: bytes) -> Evaluator:
    """Return what assesses plans, kept from piece to piece, one for each thread of a worker."""
    digest = hashlib.sha256(assignment).digest()
    if getattr(_here, "digest", None) != digest:
        unpacked: Assignment = pickle.loads(zlib.decompress(assignment))
        _here.digest, _here.evaluator = digest, unpacked.evaluator()
    evaluator: Evaluator = _here.evaluator
    return evaluator
