"""A task that a Prefect task worker serves, and how long it takes to begin: for gpu_use."""

import json
import subprocess
import sys
import time

from flows import local_api

local_api.use()

from prefect import task  # noqa: E402
from prefect.task_worker import serve  # noqa: E402

from blocks.home import home, results  # noqa: E402

SECONDS = 60


@task
def begin(number: int) -> None:
    """Say when it began."""
    (home() / f"begun-{number}").write_text(str(time.time()))


def main(calls: int) -> None:
    """Serve the task from another process, and delay it so many times, one after another."""
    local_api.wait()
    served = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.delayed", "serve"], stdin=subprocess.DEVNULL
    )
    try:
        _until_begun(0)  # the worker's start
        begun = [_until_begun(number) for number in range(1, calls + 1)]
    finally:
        served.kill()
        served.wait()
    kept = next(path for path in (results() / "parameters").rglob("*") if path.is_file())
    kind = json.loads(kept.read_text())["metadata"]["serializer"]["type"]
    print(json.dumps({"begun": begun, "kept as": kind}))


def _until_begun(number: int) -> float:
    started = time.time()
    begin.delay(number)
    mark = home() / f"begun-{number}"
    while not mark.exists() or not mark.read_text():
        if time.time() > started + SECONDS:
            raise TimeoutError(f"the task worker did not begin {number}")
        time.sleep(0.002)
    return float(mark.read_text()) - started


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(begin)
    else:
        main(int(sys.argv[1]))
