"""Peak memory of all processes together: a ten-minute film against a one-minute film.

python -m benchmarks.memory
"""

import tempfile
from pathlib import Path

from benchmarks.measuring import Measured, firstcut, measure, save

PROMPT = "A lighthouse keeper befriends a storm"


def main() -> None:
    """Measure and save."""
    short, long = film(60), film(600)
    save(
        "memory",
        {
            "one minute, peak MB": round(short.peak / 2**20),
            "ten minutes, peak MB": round(long.peak / 2**20),
            "ratio": round(long.peak / short.peak, 2),
            "one minute, wall": round(short.wall, 1),
            "ten minutes, wall": round(long.wall, 1),
        },
    )


def film(seconds: int) -> Measured:
    """Make a film in a new home and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        made = measure(
            firstcut("make", PROMPT, "--length", str(seconds), "--out", f"{folder}/films"), home
        )
        measure(firstcut("server", "stop"), home)
        return made


if __name__ == "__main__":
    main()
