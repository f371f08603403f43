"""``python -m deployments.server``: ``prefect server start`` for a studio, also on SQLite."""

import runpy
import sys

from flows.sqlite_turns import take_turns


def main() -> None:
    """Run the server until told to stop; arguments are those of ``prefect server start``."""
    take_turns()
    sys.argv[1:1] = ["server", "start"]
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
