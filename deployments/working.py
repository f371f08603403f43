"""A worker at work: Prefect's own, of the kind that its pool wants, and more patient."""

import asyncio
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from film.errors import BadRequest

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.objects import FlowRun


def work(
    pool: str, *, name: str, limit: int, queues: Sequence[str] = (), healthcheck: bool = False
) -> None:
    """Run a worker of a pool until it is told to stop; BadRequest when there is no such pool."""
    from prefect.utilities.processutils import setup_signal_handlers_worker

    kind = asyncio.run(_kind_for(pool))
    worker = kind(
        name=name,
        work_pool_name=pool,
        work_queues=list(queues) or None,
        limit=limit,
        create_pool_if_not_found=False,
    )
    leave_what_is_held(worker)
    report_own_attempts(worker)
    setup_signal_handlers_worker(os.getpid(), f"the {kind.type} worker", print)
    try:
        asyncio.run(worker.start(with_healthcheck=healthcheck))
    except asyncio.CancelledError:
        print(f"Worker {name!r} stopped.")  # noqa: T201


def leave_what_is_held(worker: Any) -> None:
    """Have a worker leave a run for later whose last attempt it has not let go of yet.

    Prefect 3.8 ends the worker then: the limit on its runs refuses to count a run twice. It meets
    such a run when somebody retries within the seconds in which the last attempt's hooks still run.
    """
    submit = worker._submit_scheduled_flow_runs

    async def patient(flow_run_response: list[Any]) -> Any:
        held = worker.limiter.statistics().borrowers
        return await submit([one for one in flow_run_response if one.flow_run.id not in held])

    worker._submit_scheduled_flow_runs = patient


def report_own_attempts(worker: Any) -> None:
    """Have a worker report a crash of the attempt that it started, and of no later one.

    Prefect 3.8 reports a crash twice, before and after the flow's hooks, which take seconds: the
    run may have been handed out again by then, and would be marked as crashed for nothing.
    """
    from prefect.exceptions import ObjectNotFound

    propose = worker._propose_crashed_state

    async def own(flow_run: "FlowRun", message: str, client: "PrefectClient | None" = None) -> None:
        try:
            now = await (client or worker.client).read_flow_run(flow_run.id)
        except ObjectNotFound:
            return
        if not begun_anew(flow_run, now):
            await propose(flow_run, message, client=client)

    worker._propose_crashed_state = own


def begun_anew(then: "FlowRun", now: "FlowRun") -> bool:
    """Say whether a run, since a worker took it, has begun and been handed out once more."""
    begun = now.run_count - then.run_count
    waits = now.state is not None and (now.state.is_scheduled() or now.state.is_pending())
    return begun > 1 or (begun == 1 and waits)


async def _kind_for(pool: str) -> Any:
    """Return the class of worker that a pool's runs want."""
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound
    from prefect.plugins import load_prefect_collections
    from prefect.utilities.dispatch import lookup_type
    from prefect.workers.base import BaseWorker
    from prefect.workers.process import ProcessWorker

    async with get_client() as client:
        try:
            wanted = (await client.read_work_pool(pool)).type
        except ObjectNotFound:
            raise BadRequest(
                f"There is no work pool '{pool}': register first (`firstcut register`)"
            ) from None
    if wanted == ProcessWorker.type:
        return ProcessWorker
    load_prefect_collections()
    try:
        return lookup_type(BaseWorker, wanted)
    except KeyError:
        raise BadRequest(
            f"Work pool '{pool}' is of type {wanted}, whose worker is not installed here: "
            f"install firstcut[{wanted}] (prefect-{wanted})"
        ) from None
