"""Vendors' limits as Prefect's global concurrency limits: all runs on all workers share them."""

from collections.abc import Iterable, Mapping

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import (
    GlobalConcurrencyLimitCreate,
    GlobalConcurrencyLimitUpdate,
)
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound

from blocks.vendors.limits import CALLS_A_MINUTE, PLANS, USUAL_PLANS, limit_name, rate_name
from film.errors import BadRequest


def ensure(vendors: Iterable[str]) -> None:
    """Create the limits of these vendors' usual plans where there are none; others stay."""
    with get_client(sync_client=True) as client:
        for vendor in vendors:
            try:
                client.read_global_concurrency_limit_by_name(limit_name(vendor))
            except ObjectNotFound:
                _create(client, limit_name(vendor), PLANS[vendor][USUAL_PLANS[vendor]])
                if vendor in CALLS_A_MINUTE:
                    calls = CALLS_A_MINUTE[vendor]
                    _create(client, rate_name(vendor), calls, a_second=calls / 60)


def set_plans(plans: Mapping[str, str]) -> dict[str, int]:
    """Set every vendor's limit to what its plan allows, and return the limits by vendor.

    A vendor that is not named keeps its limit, or gets that of its usual plan. BadRequest names
    the vendors and plans there are.
    """
    wanted = {vendor: _calls(vendor, plan) for vendor, plan in plans.items()}
    ensure(PLANS)
    with get_client(sync_client=True) as client:
        for vendor, calls in wanted.items():
            client.update_global_concurrency_limit(
                limit_name(vendor), GlobalConcurrencyLimitUpdate(limit=calls)
            )
        return {
            vendor: client.read_global_concurrency_limit_by_name(limit_name(vendor)).limit
            for vendor in PLANS
        }


def _create(client: SyncPrefectClient, name: str, calls: int, a_second: float = 0) -> None:
    limit = GlobalConcurrencyLimitCreate(
        name=name, limit=calls, active=True, slot_decay_per_second=a_second
    )
    try:
        client.create_global_concurrency_limit(limit)
    except ObjectAlreadyExists:
        return  # another run was quicker


def _calls(vendor: str, plan: str) -> int:
    if vendor not in PLANS:
        raise BadRequest(f"No limits are known for '{vendor}': choose {', '.join(PLANS)}")
    if plan not in PLANS[vendor]:
        raise BadRequest(f"{vendor} has no plan '{plan}': choose {', '.join(PLANS[vendor])}")
    return PLANS[vendor][plan]
