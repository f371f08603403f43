"""What commands say when something goes wrong: one sentence, and an exit code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from film.errors import BadRequest, FirstcutError

OK, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; something broke; the request has to change; Ctrl-C."""

KEPT = "Stopped. What was finished is kept: run it again to go on."


@contextmanager
def sentences(interrupted: str = KEPT) -> Iterator[None]:
    """Turn what goes wrong into one sentence and an exit code; ``interrupted`` tells of Ctrl-C."""
    try:
        yield
    except FirstcutError as error:
        fail(error, BAD_INPUT if isinstance(error, BadRequest) else FAILED)
    except KeyboardInterrupt:
        fail(interrupted, INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(OK) from None


def fail(sentence: Any, code: int) -> None:
    """Say what went wrong and end with a code."""
    typer.secho(str(sentence), err=True, fg=typer.colors.RED)
    raise typer.Exit(code) from None
