"""Workers: Prefect's own, started with what Firstcut's flows need around them."""

import os
import sys
from collections.abc import Sequence

from blocks.home import home, results

ENVIRONMENT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # nothing leaves this machine
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",  # a pickle in a bucket is code that runs
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",  # seconds; a run that misses five is taken for dead
    "PREFECT_WORKER_QUERY_SECONDS": "2",  # between two looks for work
    "PREFECT_CLIENT_MAX_RETRIES": "7",  # waits four minutes for a server that is restarted
}
"""What a worker hands to the runs it starts, where nobody says otherwise."""


def environment() -> dict[str, str]:
    """Return the environment of a worker on this machine."""
    usual = ENVIRONMENT | {
        "PREFECT_LOCAL_STORAGE_PATH": str(results()),
        "FIRSTCUT_HOME": str(home()),
    }
    return usual | dict(os.environ)


def command(pool: str, *, name: str, limit: int, queues: Sequence[str] = ()) -> list[str]:
    """Return the command that starts a worker of a pool; ``limit`` is films at a time."""
    asked = [sys.executable, "-m", "deployments", "worker", pool, "--name", name]
    asked += ["--limit", str(limit)]
    for queue in queues:
        asked += ["--queue", queue]
    return asked
