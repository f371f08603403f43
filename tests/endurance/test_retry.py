"""A run that failed is tried again over HTTP, as the UI does it: only what is missing is made."""

from collections import Counter

from flows.standins.faults import Fault
from tests.studio.cloud import Cloud, cloud, retry, small

__all__ = ["cloud"]


def states(cloud: Cloud, run: str) -> dict[str, str]:
    """Return the state name of every task run by its name, as the last attempt left it."""
    found = sorted(cloud.studio.task_runs(run), key=lambda one: one["expected_start_time"])
    return {one["name"]: one["state_name"] for one in found}


def test_a_retry_makes_only_the_shot_that_failed(cloud: Cloud) -> None:
    cloud.vendors.reset()
    cloud.vendors.misbehave("replicate", "create", Fault(name="job_fails", message="No more film"))
    run = cloud.film_with(small("Ferry"))
    ended = cloud.studio.wait(run)
    assert ended["state"]["type"] == "FAILED", cloud.studio.logs(run)
    assert "No more film" in ended["state"]["message"]
    assert cloud.posted("create") == 2, "the one that failed, and the other shot"
    failed = states(cloud, run)
    assert Counter(failed.values())["Failed"] >= 1

    retry(cloud.studio, run)
    ended = cloud.studio.wait(run, "COMPLETED", "CRASHED")
    assert ended["state"]["type"] == "COMPLETED", cloud.studio.logs(run)
    assert cloud.posted("create") == 3, "one more job, for the shot that had failed"
    assert cloud.studio.film(run).exists()
    drawn = [name for name, state in failed.items() if state == "Completed"]
    again = states(cloud, run)
    remade = [name for name in drawn if again[name] == "Completed" and "submit" in name]
    assert remade == [], "nothing that was there is ordered again"
