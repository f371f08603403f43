"""Registration: everything that a Prefect server has to know of Firstcut. Twice changes nothing."""

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.exceptions import ObjectNotFound

from film.errors import FirstcutError

ROOT = Path(__file__).parent.parent
"""Where prefect.yaml lies."""
POOLS = {"cpu": "process", "gpu": "process", "office": "process"}
"""Work pools and the template that each is made from: films, films on GPUs, and what is light and
must never wait for a film."""
QUEUES = {"rush": 1, "standard": 2, "batch": 3}
"""Work queues of every pool by priority: 1 goes first."""


def register() -> None:
    """Register pools, queues and deployments at the Prefect API that this process uses."""
    with get_client(sync_client=True) as client:
        for pool, template in POOLS.items():
            register_pool(client, pool, template)
    deploy()


def register_pool(client: SyncPrefectClient, name: str, template: str) -> None:
    """Create a work pool with its queues, or bring what is there up to date."""
    text = files("deployments").joinpath("work_pools", f"{template}.json").read_text()
    content = json.loads(text)
    try:
        client.read_work_pool(name)
    except ObjectNotFound:
        client.create_work_pool(
            WorkPoolCreate(
                name=name, type=content["type"], base_job_template=content["base_job_template"]
            )
        )
    else:
        client.update_work_pool(
            name, WorkPoolUpdate(base_job_template=content["base_job_template"])
        )
    there = {queue.name: queue for queue in client.read_work_queues(work_pool_name=name)}
    for queue, priority in QUEUES.items():
        if queue not in there:
            client.create_work_queue(name=queue, priority=priority, work_pool_name=name)
        elif there[queue].priority != priority:
            client.update_work_queue(there[queue].id, priority=priority)


def deploy() -> None:
    """Register the deployments of prefect.yaml; FirstcutError with what Prefect says against it."""
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
        cwd=ROOT,
        env=os.environ | {"FIRSTCUT_DIRECTORY": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise FirstcutError(f"Prefect does not take prefect.yaml: {done.stdout}{done.stderr}")
