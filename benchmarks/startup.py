"""How long ``firstcut --help`` takes, beside a bare interpreter.

python -m benchmarks.startup
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.measuring import firstcut, save

RUNS = 7


def main() -> None:
    """Measure and save."""
    ours = [timed(firstcut("--help")) for _ in range(RUNS)]
    bare = [timed([sys.executable, "-c", "pass"]) for _ in range(RUNS)]
    save(
        "startup",
        {
            "firstcut --help, median": round(statistics.median(ours), 3),
            "python -c pass, median": round(statistics.median(bare), 3),
        },
    )


def timed(command: Sequence[str]) -> float:
    """Return the seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
