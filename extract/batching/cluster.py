"""The same work on a Dask cluster: its workers read, this process writes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from models.version import VERSION


class ClusterError(Exception):
    """A cluster that cannot be used; the message says why and what to do."""


@contextmanager
def cluster(address: str, seconds: float = 10.0) -> Iterator[tuple[Executor, int]]:
    """Give an executor on the cluster at an address, and how many of its threads read.

    Raises ClusterError.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("--scheduler needs Dask. Install contrats[cluster].") from error
    try:
        client: Any = Client(address, timeout=seconds)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers there. Check the address.") from error
    with client:
        threads = client.nthreads()
        if not threads:
            raise ClusterError(f"{address}: the scheduler has no worker. Start some: dask worker {address}")
        check_versions(client, address)
        yield client.get_executor(pure=False), sum(threads.values())


def check_versions(client: Any, address: str) -> None:
    """See that every worker has this version of contrats. Raises ClusterError."""
    for worker, version in client.run(version_here, on_error="return").items():
        if version != VERSION:
            said = version if isinstance(version, str) else "none that can be imported"
            raise ClusterError(
                f"{address}: the worker {worker} has another contrats ({said}, here {VERSION}). Install the same there."
            )


def version_here() -> str:
    """Give the version of contrats where this runs."""
    from models.version import VERSION

    return VERSION
