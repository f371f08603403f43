"""Limits: how many calls of a vendor may be under way at once, in all runs on all workers."""

from collections.abc import Iterator
from contextlib import contextmanager

PLANS: dict[str, dict[str, int]] = {
    "anthropic": {"tier-1": 4, "tier-2": 8, "tier-3": 16, "tier-4": 32},
    "openai": {"tier-1": 8, "tier-2": 16},
    "elevenlabs": {"free": 2, "starter": 3, "creator": 5, "pro": 10, "scale": 15, "business": 15},
    "replicate": {"usual": 16},
    "luma": {"usual": 4},
}
"""Calls at once by vendor and plan; a job counts from its submission until it is collected."""
USUAL_PLANS = {
    "anthropic": "tier-1",
    "openai": "tier-1",
    "elevenlabs": "starter",
    "replicate": "usual",
    "luma": "usual",
}
CALLS_A_MINUTE = {"anthropic": 50, "replicate": 600}
"""Calls that start in a minute, for vendors that count them."""


LEASE = 60.0
"""Seconds after which the server takes back what a killed worker held: its least."""


def limit_name(vendor: str) -> str:
    """Return what a vendor's limit is called in Prefect."""
    return f"firstcut-{vendor}"


def rate_name(vendor: str) -> str:
    """Return what the limit on a vendor's calls a minute is called in Prefect."""
    return f"{limit_name(vendor)}-rate"


@contextmanager
def turn(vendor: str) -> Iterator[None]:
    """Wait until the vendor may be called, and count as a call while inside.

    Outside of a task, and where no limit was created, nobody waits.
    """
    from prefect.concurrency.sync import concurrency, rate_limit
    from prefect.context import TaskRunContext

    if TaskRunContext.get() is None:
        yield
        return
    with concurrency(limit_name(vendor), occupy=1, strict=False, lease_duration=LEASE):
        if vendor in CALLS_A_MINUTE:
            rate_limit(rate_name(vendor), strict=False)
        yield
